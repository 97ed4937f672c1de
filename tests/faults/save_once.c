#include "core/store/save.h"

#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* One save, to be broken at each of its system calls by tests/faults/faults.c:
 * save_once FOLDER write|new|linked|delete|rename. Ends with 0 if the save says that it is done, 1
 * with its one line if not. The two marks tell the driver where the save begins and ends. */

enum { MARK = 0x706C6D70 };

static void add_change(struct change_set *set, const char *what)
{
    struct view old = VIEW("the old text, which is there before the save\n");
    struct view new_text =
        VIEW("the new text\nis longer than the old one was, so that the file grows\n");
    if (strcmp(what, "new") == 0)
        change_set_write(set, "sub/new.md", NULL, new_text);
    else if (strcmp(what, "delete") == 0)
        change_set_delete(set, "file.md", old);
    else if (strcmp(what, "rename") == 0)
        change_set_rename(set, "file.md", "sub/moved.md", old);
    else
        change_set_write(set, "file.md", &old, new_text);
}

int main(int argc, char **argv)
{
    struct folder folder;
    struct error err = {0};
    struct change_set set = {0};
    if (argc != 3 || folder_open(argv[1], &folder, &err) != STATUS_OK)
        return 2;
    add_change(&set, argv[2]);
    prctl(MARK, 1);
    enum status status = save_change_set(&folder, &set, &err);
    prctl(MARK, 2);
    if (status != STATUS_OK)
        fprintf(stderr, "%s\n", err.text);
    change_set_finish(&set);
    folder_close(&folder);
    return status == STATUS_OK ? 0 : 1;
}
