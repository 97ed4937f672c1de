/* commit_writer DIR NAME COUNT: saves and commits COUNT changes to files NAME/0.md … NAME/19.md, as
 * fast as it can, and prints the id of each commit. One whose commit was refused as busy is tried
 * again, as the program would. Exit status 1 at the first real failure. */
#include "core/store/commit.h"
#include "core/store/save.h"

#include <stdio.h>
#include <stdlib.h>

enum { FILES = 20 };

static enum status write_once(const struct folder *folder, struct repository *repo,
                              const char *name, long number, struct error *err)
{
    char path[64], text[64], before[64];
    struct change_set set = {0};
    struct commit_result result;
    snprintf(path, sizeof(path), "%s/%ld.md", name, number % FILES);
    snprintf(text, sizeof(text), "%s wrote change %ld\n", name, number);
    snprintf(before, sizeof(before), "%s wrote change %ld\n", name, number - FILES);
    struct view old = view_of(before);
    change_set_write(&set, path, number < FILES ? NULL : &old, view_of(text));
    change_set_subject(&set, "%s: change %ld", name, number);
    enum status status = save_change_set(folder, &set, err);
    for (int tries = 0; status == STATUS_OK && tries < 50; tries++) {
        status = commit_change_set(repo, &set, NULL, NULL, &result, err);
        if (status != STATUS_BUSY)
            break;
        status = STATUS_OK;
    }
    if (status == STATUS_OK)
        puts(result.made ? result.id : "none");
    change_set_finish(&set);
    return status;
}

int main(int argc, char **argv)
{
    struct folder folder;
    struct repository *repo = NULL;
    struct error err;
    if (argc != 4) {
        fputs("usage: commit_writer DIR NAME COUNT\n", stderr);
        return 2;
    }
    enum status status = folder_open(argv[1], &folder, &err);
    if (status == STATUS_OK)
        status = repository_open(argv[1], &repo, &err);
    for (long i = 0; status == STATUS_OK && i < strtol(argv[3], NULL, 10); i++)
        status = write_once(&folder, repo, argv[2], i, &err);
    if (status != STATUS_OK)
        fprintf(stderr, "commit_writer %s: %s\n", argv[2], err.text);
    repository_free(repo);
    folder_close(&folder);
    return status == STATUS_OK ? 0 : 1;
}
