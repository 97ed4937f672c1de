#include "tests/faults/trace.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/store/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Breaks a save at every one of its system calls, in every way, and looks at what is left.
 *
 * faults SAVE_ONCE [all]: without `all` a sample of the points. For each kind of save and each
 * system call N of it: the program is killed there; the call fails with each of a list of errors;
 * a write is cut short; another program replaces, rewrites or removes the file there. Afterwards
 *
 *   - the visible files are exactly those before the save or exactly those after it;
 *   - the program said that the text is saved only if it is, and no fsync has failed;
 *   - unless it was killed, no spare file is left;
 *   - of the other program's text and ours, both can be read in a visible file. */

#define OLD "the old text, which is there before the save\n"
#define NEW "the new text\nis longer than the old one was, so that the file grows\n"
#define THEIRS "the text of another program\n"
#define OTHER "a file that has nothing to do with it\n"

struct known_file {
    const char *path, *text;
};

struct scenario {
    const char *what, *name;
    bool old_kernel;
    bool in_place; /* no whole text is promised if it is killed, but the old one in a spare */
    struct known_file before[4], after[4];
};

static const struct scenario scenarios[] = {
    {"write", "write", .before = {{"file.md", OLD}}, .after = {{"file.md", NEW}}},
    {"write", "write, old kernel", true, .before = {{"file.md", OLD}}, .after = {{"file.md", NEW}}},
    {"new", "new", .before = {{"file.md", OLD}}, .after = {{"file.md", OLD}, {"sub/new.md", NEW}}},
    {"new", "new, old kernel", true, .before = {{"file.md", OLD}},
     .after = {{"file.md", OLD}, {"sub/new.md", NEW}}},
    {"linked", "write, two names", .in_place = true, .before = {{"file.md", OLD}, {"link.md", OLD}},
     .after = {{"file.md", NEW}, {"link.md", NEW}}},
    {"delete", "delete", .before = {{"file.md", OLD}}},
    {"delete", "delete, old kernel", true, .before = {{"file.md", OLD}}},
    {"rename", "rename", .before = {{"file.md", OLD}}, .after = {{"sub/moved.md", OLD}}},
};

static const int codes[] = {ENOSPC, EIO, EDQUOT, EINTR, EMFILE, EACCES};

struct run {
    const struct scenario *scenario;
    char top[256];
    char *argv[4];
    bool all;
    unsigned long tried, failed;
    /* Another program's act. */
    enum meddle { MEDDLE_REPLACE, MEDDLE_REWRITE, MEDDLE_REMOVE } meddle;
    bool was_saved; /* when it acted */
};

/* What is in the folder after a run. */
struct found_file {
    char *path;
    struct str text;
};
struct found {
    struct found_file *files;
    size_t count, cap;
    size_t spares;
    bool spare_has_old;
};

static void give_up(const char *what)
{
    perror(what);
    exit(2);
}

static void put_file(const struct run *run, const char *name, const char *text, mode_t mode)
{
    char path[512];
    snprintf(path, sizeof(path), "%s/%s", run->top, name);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) || fchmod(fd, mode) != 0)
        give_up(path);
    close(fd);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    return ftw->level == 0 ? 0 : remove(path);
}

static void prepare(const struct run *run)
{
    char from[512], to[512];
    if (nftw(run->top, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        give_up(run->top);
    put_file(run, "file.md", OLD, 0640);
    put_file(run, "other.md", OTHER, 0644);
    if (run->scenario->in_place) {
        snprintf(from, sizeof(from), "%s/file.md", run->top);
        snprintf(to, sizeof(to), "%s/link.md", run->top);
        if (link(from, to) != 0)
            give_up(to);
    }
}

static void look_in(const struct folder *folder, const char *path, struct found *found)
{
    struct folder_entry *entries;
    size_t count;
    struct error err;
    if (folder_list(folder, path, &entries, &count, &err) != STATUS_OK)
        give_up(err.text);
    for (size_t i = 0; i < count; i++) {
        struct str below = {0};
        str_addf(&below, "%s%s%s", path, *path ? "/" : "", entries[i].name);
        struct found_file file = {.path = str_take(&below)};
        if (entries[i].kind == FOLDER_FOLDER) {
            look_in(folder, file.path, found);
            free(file.path);
            continue;
        }
        if (folder_read(folder, file.path, 4096, &file.text, NULL, &err) != STATUS_OK)
            give_up(err.text);
        if (strstr(file.path, ".palimpsest-")) {
            found->spares++;
            found->spare_has_old |= view_is(str_view(&file.text), OLD);
            free(file.path);
            str_finish(&file.text);
        } else {
            *ARRAY_PUSH(found->files, found->count, found->cap) = file;
        }
    }
    folder_entries_free(entries, count);
}

static struct found look(const struct run *run)
{
    struct found found = {0};
    struct folder folder;
    struct error err;
    if (folder_open(run->top, &folder, &err) != STATUS_OK)
        give_up(err.text);
    look_in(&folder, "", &found);
    folder_close(&folder);
    return found;
}

static void found_finish(struct found *found)
{
    for (size_t i = 0; i < found->count; i++) {
        free(found->files[i].path);
        str_finish(&found->files[i].text);
    }
    free(found->files);
}

static const struct found_file *found_at(const struct found *found, const char *path)
{
    for (size_t i = 0; i < found->count; i++)
        if (strcmp(found->files[i].path, path) == 0)
            return &found->files[i];
    return NULL;
}

static bool found_has(const struct found *found, const char *path, const char *text)
{
    const struct found_file *file = found_at(found, path);
    return file && view_is(str_view(&file->text), text);
}

static bool found_text(const struct found *found, const char *text)
{
    for (size_t i = 0; i < found->count; i++)
        if (view_is(str_view(&found->files[i].text), text))
            return true;
    return false;
}

/* Exactly these files, and the one that has nothing to do with it. */
static bool found_is(const struct found *found, const struct known_file *files)
{
    size_t count = 1;
    for (const struct known_file *file = files; file->path; file++, count++)
        if (!found_has(found, file->path, file->text))
            return false;
    return found->count == count && found_has(found, "other.md", OTHER);
}

static bool mode_is_kept(const struct run *run)
{
    char path[512];
    struct stat st;
    snprintf(path, sizeof(path), "%s/file.md", run->top);
    return stat(path, &st) != 0 || (st.st_mode & 07777) == 0640;
}

/* NULL, or what is wrong with a save that nobody disturbed: the text is to be synced before a name
 * moves to it, and the name after. */
static const char *judge_order(const struct run *run, const struct trace_end *end)
{
    size_t len = strlen(end->order);
    if (end->status != 0)
        return "it failed undisturbed";
    if (len == 0 || end->order[len - 1] != 'S')
        return "the folder is not synced last";
    if (strcmp(run->scenario->what, "write") == 0 && end->order[0] != 'S')
        return "the text is not synced first";
    return NULL;
}

/* NULL, or what is wrong after a kill or a failure. */
static const char *judge_fault(const struct run *run, const struct trace_plan *plan,
                               const struct found *found, const struct trace_end *end)
{
    const struct scenario *scenario = run->scenario;
    bool is_old = found_is(found, scenario->before), is_new = found_is(found, scenario->after);
    bool killed = !end->exited;
    if (end->hung)
        return "it hung";
    if (end->exited && end->status > 1)
        return "it could not be run";
    if (!killed && end->status == 0 && !is_new)
        return "it said that it saved, and did not";
    if (!killed && end->status == 0 && end->struck && end->call == SYS_fsync &&
        plan->mode == TRACE_FAIL)
        return "it said that it saved, but an fsync failed";
    if (!is_old && !is_new && !(scenario->in_place && killed && found->spare_has_old))
        return "the files are neither the old nor the new ones";
    if (!killed && found->spares)
        return "a spare file is left";
    return mode_is_kept(run) ? NULL : "the mode has changed";
}

/* NULL, or what is wrong after another program wrote in between. */
static const char *judge_meddle(const struct run *run, const struct found *found,
                                const struct trace_end *end)
{
    bool writes = strcmp(run->scenario->what, "write") == 0 || run->scenario->in_place;
    if (end->hung)
        return "it hung";
    if (!end->exited || end->status > 1)
        return "it died";
    if (!found_has(found, "other.md", OTHER))
        return "a file that has nothing to do with it has changed";
    if (found->spares)
        return "a spare file is left";
    if (run->meddle != MEDDLE_REMOVE && !found_text(found, THEIRS))
        return "the other program's text is lost";
    if (writes && !run->was_saved && !found_text(found, NEW))
        return "our text is lost";
    if (run->meddle == MEDDLE_REMOVE && writes && !run->was_saved && found_at(found, "file.md"))
        return "what the other program removed is back";
    return NULL;
}

static void meddle(void *data)
{
    struct run *run = data;
    char path[512], aside[512];
    struct found found = look(run);
    run->was_saved = found_has(&found, "file.md", NEW);
    found_finish(&found);
    snprintf(path, sizeof(path), "%s/file.md", run->top);
    snprintf(aside, sizeof(aside), "%s/aside", run->top);
    if (run->meddle == MEDDLE_REMOVE) {
        unlink(path);
    } else if (run->meddle == MEDDLE_REWRITE) {
        put_file(run, "file.md", THEIRS, 0640);
    } else {
        put_file(run, "aside", THEIRS, 0640);
        if (rename(aside, path) != 0)
            give_up(path);
    }
}

/* One run. False when there is no such call any more. */
static bool try_point(struct run *run, const struct trace_plan *plan, const char *how)
{
    struct trace_end end;
    prepare(run);
    if (!trace_run(run->argv, plan, &end)) {
        puts("faults: the system does not permit ptrace here; skipped");
        exit(77);
    }
    bool goes_on = plan->at <= end.calls || end.struck;
    if (plan->mode != TRACE_COUNT && !end.struck)
        return goes_on;
    struct found found = look(run);
    const char *wrong = plan->mode == TRACE_MEDDLE ? judge_meddle(run, &found, &end)
                                                   : judge_fault(run, plan, &found, &end);
    if (!wrong && plan->mode == TRACE_COUNT)
        wrong = judge_order(run, &end);
    run->tried++;
    if (wrong) {
        run->failed++;
        printf("FAILED %s, %s at call %ld (number %ld): %s\n", run->scenario->name, how, plan->at,
               end.call, wrong);
        for (size_t i = 0; i < found.count; i++)
            printf("    %s: %s", found.files[i].path, str_text(&found.files[i].text));
    }
    found_finish(&found);
    return goes_on;
}

/* Goes through the calls until there are no more. A sample takes every `step`th, from `from`. */
static void try_points(struct run *run, struct trace_plan plan, const char *how, long from,
                       long step)
{
    plan.old_kernel = run->scenario->old_kernel;
    for (plan.at = run->all ? 1 : from; try_point(run, &plan, how);
         plan.at += trace_step(run->all, step))
        ;
}

static void try_scenario(struct run *run)
{
    static const char *const meddles[] = {"replaced by another", "rewritten by another",
                                          "removed by another"};
    unsigned long tried = run->tried, failed = run->failed;
    struct trace_plan count = {TRACE_COUNT, .old_kernel = run->scenario->old_kernel};
    try_point(run, &count, "undisturbed");
    try_points(run, (struct trace_plan){TRACE_KILL}, "killed", 1, 2);
    try_points(run, (struct trace_plan){TRACE_SHORT}, "a short write", 1, 1);
    for (size_t i = 0; i < ARRAY_LEN(codes); i++)
        try_points(run, (struct trace_plan){TRACE_FAIL, .code = codes[i]},
                   strerrorname_np(codes[i]), (long)i + 1, (long)ARRAY_LEN(codes));
    for (size_t i = 0; i < ARRAY_LEN(meddles); i++) {
        /* Neither can see a text that is written between the look and the write. */
        if (run->scenario->old_kernel || (run->scenario->in_place && i == MEDDLE_REWRITE))
            continue;
        run->meddle = (enum meddle)i;
        try_points(run, (struct trace_plan){TRACE_MEDDLE, .meddle = meddle, .data = run},
                   meddles[i], (long)i + 1, (long)ARRAY_LEN(meddles));
    }
    printf("%-20s %5lu points tried, %5lu survived\n", run->scenario->name, run->tried - tried,
           run->tried - tried - (run->failed - failed));
    fflush(stdout);
}

int main(int argc, char **argv)
{
    struct run run = {0};
    const char *tmp = getenv("TMPDIR");
    if (argc < 2) {
        fputs("usage: faults SAVE_ONCE [all]\n", stderr);
        return 2;
    }
    run.all = argc > 2 && strcmp(argv[2], "all") == 0;
    snprintf(run.top, sizeof(run.top), "%s/palimpsest-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(run.top))
        give_up(run.top);
    for (size_t i = 0; i < ARRAY_LEN(scenarios); i++) {
        run.scenario = &scenarios[i];
        run.argv[0] = argv[1];
        run.argv[1] = run.top;
        run.argv[2] = (char *)run.scenario->what;
        try_scenario(&run);
    }
    printf("%lu points tried, %lu survived\n", run.tried, run.tried - run.failed);
    nftw(run.top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    rmdir(run.top);
    return run.failed ? 1 : 0;
}
