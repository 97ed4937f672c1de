#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tests/unit/scratch.h"
#include "tui/edit_view.h"

#include <signal.h>
#include <sys/resource.h>

/* Typing is kept safe also when the disk is full for a moment, fails a sync, or has no room for
 * another file; and a journal goes only when what it has is on the disk elsewhere. */

#define OLD "the old text\n"

struct desk {
    const struct scratch *scratch;
    struct edit_view view;
};

static void desk_open(struct desk *desk, void **state)
{
    struct str text = {0};
    *desk = (struct desk){.scratch = *state};
    str_add_text(&text, OLD);
    edit_view_open(&desk->view, "/w", "a.md", shared_text_new(&text), desk->scratch->folder.fd);
    desk->view.journal.gap = 0;
}

static void type(struct desk *desk, const char *text)
{
    editor_insert(desk->view.editor, view_of(text));
}

/* The process is gone: what is offered for the file as it is on the disk. The journals of living
 * processes are left alone, so they are read by name. */
static void offers(struct desk *desk, const char *disk, const char *want)
{
    struct folder_entry *entries;
    size_t count, found = 0;
    struct error err;
    assert_int_equal(folder_list(&desk->scratch->folder, "", &entries, &count, &err), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        struct journal_log log;
        struct buffer *buffer = NULL;
        struct str text = {0};
        if (!strstr(entries[i].name, ".journal"))
            continue;
        assert_int_equal(journal_read(desk->scratch->folder.fd, entries[i].name, &log, &err),
                         STATUS_OK);
        if (journal_rebuild(&log, view_of(disk), &buffer, &err) == STATUS_OK) {
            rope_add_range(buffer_text(buffer), 0, SIZE_MAX, &text);
            found += view_is(str_view(&text), want);
        }
        buffer_free(buffer);
        str_finish(&text);
        journal_log_finish(&log);
    }
    folder_entries_free(entries, count);
    if (!found)
        fail_msg("\"%s\" is not offered", want);
}

static size_t count_journals(const struct desk *desk)
{
    struct folder_entry *entries;
    size_t count, found = 0;
    struct error err;
    assert_int_equal(folder_list(&desk->scratch->folder, "", &entries, &count, &err), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        found += strstr(entries[i].name, ".journal") != NULL;
    folder_entries_free(entries, count);
    return found;
}

static void limit(int what, rlim_t most, struct rlimit *before)
{
    assert_int_equal(getrlimit(what, before), 0);
    struct rlimit now = {.rlim_cur = most, .rlim_max = before->rlim_max};
    assert_int_equal(setrlimit(what, &now), 0);
}

static void a_disk_full_for_a_moment_loses_nothing(void **state)
{
    struct desk desk;
    desk_open(&desk, state);
    struct rlimit before;
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    type(&desk, "a");
    limit(RLIMIT_FSIZE, 40, &before);
    type(&desk, "b");
    assert_non_null(desk.view.journal.problem);
    type(&desk, "c");
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    type(&desk, "d");
    assert_null(desk.view.journal.problem);
    offers(&desk, OLD, "abcd" OLD);
    signal(SIGXFSZ, handler);
    edit_view_close(&desk.view);
}

static void a_journal_that_could_not_begin_begins_later_with_all(void **state)
{
    struct desk desk;
    desk_open(&desk, state);
    struct rlimit before;
    limit(RLIMIT_NOFILE, 3, &before);
    type(&desk, "a");
    type(&desk, "b");
    assert_non_null(desk.view.journal.problem);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    edit_journal_again(&desk.view.journal, desk.view.base, editor_text(desk.view.editor));
    assert_null(desk.view.journal.problem);
    offers(&desk, OLD, "ab" OLD);
    type(&desk, "c");
    offers(&desk, OLD, "abc" OLD);
    edit_view_close(&desk.view);
}

static void it_is_not_tried_at_every_key(void **state)
{
    struct desk desk;
    desk_open(&desk, state);
    struct rlimit before;
    desk.view.journal.gap = 1000000;
    limit(RLIMIT_NOFILE, 3, &before);
    type(&desk, "a");
    type(&desk, "b");
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    type(&desk, "c");
    assert_non_null(desk.view.journal.problem);
    assert_int_equal(edit_journal_due(&desk.view.journal), 1000000);
    edit_view_close(&desk.view);
}

/* The journal's descriptor becomes one that cannot be synced. */
static void break_sync(const struct desk *desk)
{
    struct stat want, got;
    const char *name = journal_name(desk->view.journal.journal);
    int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
    assert_int_equal(fstatat(desk->scratch->folder.fd, name, &want, 0), 0);
    for (int fd = 3; fd < 64; fd++)
        if (fstat(fd, &got) == 0 && got.st_ino == want.st_ino && got.st_dev == want.st_dev)
            assert_int_equal(dup2(null, fd), fd);
    close(null);
}

static void after_a_failed_sync_another_journal_has_all(void **state)
{
    struct desk desk;
    desk_open(&desk, state);
    type(&desk, "a");
    break_sync(&desk);
    edit_journal_sync(&desk.view.journal);
    assert_non_null(desk.view.journal.problem);
    assert_int_equal(count_journals(&desk), 1);
    type(&desk, "b");
    assert_null(desk.view.journal.problem);
    assert_int_equal(count_journals(&desk), 1);
    offers(&desk, OLD, "ab" OLD);
    edit_view_close(&desk.view);
}

static void the_old_journal_stays_until_the_new_one_is_there(void **state)
{
    struct desk desk;
    desk_open(&desk, state);
    struct rlimit before;
    type(&desk, "a");
    limit(RLIMIT_NOFILE, 3, &before);
    edit_view_take_base(&desk.view, VIEW("another\n"));
    assert_non_null(desk.view.journal.problem);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    offers(&desk, OLD, "a" OLD);
    type(&desk, "b");
    assert_null(desk.view.journal.problem);
    offers(&desk, "another\n", "ab" OLD);
    assert_int_equal(count_journals(&desk), 1);
    edit_view_close(&desk.view);
}

static void a_save_ends_the_problem_and_the_journal(void **state)
{
    struct desk desk;
    desk_open(&desk, state);
    struct rlimit before;
    limit(RLIMIT_NOFILE, 3, &before);
    type(&desk, "a");
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    edit_view_begin_save(&desk.view);
    edit_view_end_save(&desk.view, VIEW("a" OLD), true);
    assert_null(desk.view.journal.problem);
    assert_int_equal(count_journals(&desk), 0);
    type(&desk, "b");
    assert_null(desk.view.journal.problem);
    offers(&desk, "a" OLD, "ab" OLD);
    edit_view_close(&desk.view);
}

static void without_a_state_folder_there_is_a_problem(void **state)
{
    struct edit_view view = {0};
    (void)state;
    edit_view_open(&view, "/w", "a.md", NULL, -1);
    assert_null(view.journal.problem);
    editor_insert(view.editor, VIEW("x"));
    assert_non_null(view.journal.problem);
    assert_int_equal(edit_journal_due(&view.journal), -1);
    edit_view_close(&view);
}

static void what_follows_the_disk_is_not_journaled(void **state)
{
    struct desk desk;
    desk_open(&desk, state);
    struct rlimit before;
    limit(RLIMIT_NOFILE, 3, &before); /* a journal could not be begun */
    edit_view_follow_disk(&desk.view, VIEW("the companion's\n"));
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &before), 0);
    assert_null(desk.view.journal.problem);
    type(&desk, "x");
    edit_view_follow_disk(&desk.view, VIEW("the companion's again\n"));
    assert_int_equal(count_journals(&desk), 0);
    edit_view_close(&desk.view);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(a_disk_full_for_a_moment_loses_nothing),
        WITH_FOLDER(a_journal_that_could_not_begin_begins_later_with_all),
        WITH_FOLDER(it_is_not_tried_at_every_key),
        WITH_FOLDER(after_a_failed_sync_another_journal_has_all),
        WITH_FOLDER(the_old_journal_stays_until_the_new_one_is_there),
        WITH_FOLDER(a_save_ends_the_problem_and_the_journal),
        cmocka_unit_test(without_a_state_folder_there_is_a_problem),
        WITH_FOLDER(what_follows_the_disk_is_not_journaled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
