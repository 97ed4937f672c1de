#include "tests/faults/edit_once.h"

#include "core/base/memory.h"
#include "core/store/commit.h"
#include "core/store/repository.h"
#include "tests/faults/trace.h"
#include "tests/faults/typing.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <unistd.h>

/* Types EDIT_TYPED at the end of a file, saves and commits, to be broken at each system call by
 * tests/faults/edit.c: edit_once WORKSPACE STATE_FOLDER [again]. Marks tell the driver how far it
 * is. With `again`, what could not be done is tried once more, undisturbed, as a person would. It
 * ends without a word, as if it were killed: what is safe is what lies on the disk. */

enum { MARK = 0x706C6D70 };

static const struct identity reader = {.name = "the reader", .email = "reader@example.org"};

static void reached(unsigned long phase)
{
    prctl(MARK, TRACE_PHASE + phase);
}

static bool commit(struct repository *repo, const struct change_set *set)
{
    struct commit_result result;
    struct error err;
    bool done = commit_change_set(repo, set, &reader, NULL, &result, &err) == STATUS_OK;
    if (!done)
        fprintf(stderr, "not committed: %s\n", err.text);
    return done;
}

static bool save(struct typing *typing, struct change_set *set)
{
    struct error err;
    bool done = typing_save(typing, VIEW(""), set, &err) == STATUS_OK;
    if (!done)
        fprintf(stderr, "not saved: %s\n", err.text);
    return done;
}

/* As the application does when it looks at the disk: the text that we could not be sure of may be
 * there. */
static void look_at_disk(struct typing *typing)
{
    struct str disk = {0}, text = {0};
    typing_add_text(typing, &text);
    if (folder_read(&typing->folder, TYPING_FILE, 1 << 20, &disk, NULL, NULL) == STATUS_OK &&
        view_equal(str_view(&disk), str_view(&text)))
        edit_view_follow_disk(&typing->view, str_view(&disk));
    str_finish(&disk);
    str_finish(&text);
}

static bool try_again(struct typing *typing, struct repository *repo)
{
    struct change_set set = {0};
    look_at_disk(typing);
    bool done = save(typing, &set) && commit(repo, &set);
    change_set_finish(&set);
    return done;
}

int main(int argc, char **argv)
{
    struct typing typing;
    struct repository *repo;
    struct change_set set = {0};
    int status = 0, state = argc >= 3 ? open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (state < 0 || !typing_open(&typing, argv[1], state) ||
        repository_open(argv[1], &repo, NULL) != STATUS_OK)
        return EDIT_BROKEN;
    struct editor *editor = typing.view.editor;
    editor_set_cursor(editor, editor_size(editor), false);
    prctl(MARK, 1);
    for (size_t i = 0; i < strlen(EDIT_TYPED); i++) {
        editor_insert(editor, view_from(&EDIT_TYPED[i], 1));
        reached(i + 1);
    }
    edit_journal_sync(&typing.view.journal);
    bool saved = save(&typing, &set);
    reached(PHASE_SAVED);
    bool committed = saved && commit(repo, &set);
    reached(PHASE_COMMITTED);
    prctl(MARK, 2);
    status |= saved ? 0 : EDIT_NOT_SAVED;
    status |= committed ? 0 : EDIT_NOT_COMMITTED;
    status |= typing.view.journal.problem ? EDIT_UNSAFE : 0;
    if (argc > 3 && !committed && !try_again(&typing, repo))
        status |= EDIT_NOT_AGAIN;
    _exit(status);
}
