#include "tests/unit/test.h"

#include "core/text/undo_keep.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A folder of states that goes with the test. */
static int folder_make(void **state)
{
    char *path = strdup("/tmp/palimpsest-undo-XXXXXX");
    *state = path;
    return mkdtemp(path) ? 0 : -1;
}

static int folder_remove(void **state)
{
    char *line = NULL;
    int len = asprintf(&line, "rm -rf %s", (char *)*state);
    int status = len < 0 ? -1 : system(line);
    free(line);
    free(*state);
    return status;
}

static int open_folder(void **state)
{
    int folder = open(*state, O_RDONLY | O_DIRECTORY);
    assert_true(folder >= 0);
    return folder;
}

static struct undo *undo_with(const char *text, const char *typed)
{
    struct undo *undo = undo_new(buffer_new(view_of(text)), 1);
    struct undo_edit edit = {.text = view_of(typed)};
    undo_edit(undo, &edit);
    return undo;
}

static void a_history_outlives_its_program(void **state)
{
    int folder = open_folder(state);
    struct error err;
    struct undo *undo = undo_with("one", "a "), *again;
    struct undo_place place;
    struct stat st;
    assert_int_equal(undo_keep(folder, "/w/page.md", undo, &err), STATUS_OK);
    undo_free(undo);
    assert_int_equal(undo_recall(folder, "/w/page.md", buffer_new(VIEW("a one")), &again, &err),
                     STATUS_OK);
    assert_int_equal(undo_saved(again), undo_current(again));
    assert_true(undo_back(again, &place));
    struct str text = {0};
    rope_add_range(buffer_text(undo_buffer(again)), 0, SIZE_MAX, &text);
    assert_string_equal(str_text(&text), "one");
    assert_true(undo_forward(again, &place));
    undo_free(again);
    str_finish(&text);
    DIR *dir = opendir(*state);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.') {
            assert_int_equal(fstatat(folder, entry->d_name, &st, 0), 0);
            assert_int_equal(st.st_mode & 0777, 0600);
        }
    closedir(dir);
    close(folder);
}

static void another_text_or_path_has_no_use_for_it(void **state)
{
    int folder = open_folder(state);
    struct error err;
    struct undo *undo = undo_with("one", "a "), *again;
    struct buffer *buffer = buffer_new(VIEW("another"));
    assert_int_equal(undo_keep(folder, "/w/page.md", undo, &err), STATUS_OK);
    assert_int_equal(undo_recall(folder, "/w/page.md", buffer, &again, &err), STATUS_CONFLICT);
    assert_int_equal(undo_recall(folder, "/w/other.md", buffer, &again, &err), STATUS_ABSENT);
    buffer_free(buffer);
    undo_free(undo);
    close(folder);
}

static void what_is_too_long_is_not_kept(void **state)
{
    int folder = open_folder(state);
    struct error err;
    struct str text = {0};
    struct undo *undo = undo_with("one", "a "), *again;
    struct buffer *buffer = buffer_new(VIEW("a one"));
    assert_int_equal(undo_keep(folder, "p", undo, &err), STATUS_OK);
    uint32_t dice = 1;
    for (int i = 0; i < UNDO_KEEP_MAX + 4096; i++) { /* that nothing can make small */
        dice = dice * 1664525 + 1013904223;
        str_add_char(&text, (char)(dice >> 24));
    }
    struct undo_edit edit = {.text = str_view(&text)};
    undo_edit(undo, &edit);
    enum status status = undo_keep(folder, "p", undo, &err);
    if (status == STATUS_LIMIT)
        assert_int_equal(undo_recall(folder, "p", buffer, &again, &err), STATUS_ABSENT);
    else
        fail_msg("kept");
    buffer_free(buffer);
    undo_free(undo);
    str_finish(&text);
    close(folder);
}

static void what_lies_there_is_not_trusted(void **state)
{
    int folder = open_folder(state);
    struct error err;
    struct undo *undo = undo_with("one", "a "), *again;
    struct buffer *buffer = buffer_new(VIEW("a one"));
    char *line = NULL;
    assert_int_equal(undo_keep(folder, "p", undo, &err), STATUS_OK);
    assert_true(asprintf(&line, "cd %s && for f in *.undo; do echo no >$f; done", (char *)*state) >
                0);
    assert_int_equal(system(line), 0);
    free(line);
    assert_int_not_equal(undo_recall(folder, "p", buffer, &again, &err), STATUS_OK);
    assert_true(
        asprintf(&line, "cd %s && for f in *.undo; do rm $f; mkfifo $f; done", (char *)*state) > 0);
    assert_int_equal(system(line), 0);
    free(line);
    assert_int_not_equal(undo_recall(folder, "p", buffer, &again, &err), STATUS_OK);
    buffer_free(buffer);
    undo_free(undo);
    close(folder);
}

static void old_ones_go(void **state)
{
    int folder = open_folder(state);
    struct error err;
    struct undo *undo = undo_with("one", "a "), *again;
    struct buffer *buffer = buffer_new(VIEW("a one"));
    assert_int_equal(undo_keep(folder, "p", undo, &err), STATUS_OK);
    undo_forget_old(folder, time(NULL), 60);
    undo_forget_old(folder, time(NULL) + 100, 60);
    assert_int_equal(undo_recall(folder, "p", buffer, &again, &err), STATUS_ABSENT);
    buffer_free(buffer);
    undo_free(undo);
    close(folder);
}

#define folder_test(test) cmocka_unit_test_setup_teardown(test, folder_make, folder_remove)

int main(void)
{
    const struct CMUnitTest tests[] = {
        folder_test(a_history_outlives_its_program),
        folder_test(another_text_or_path_has_no_use_for_it),
        folder_test(what_is_too_long_is_not_kept),
        folder_test(what_lies_there_is_not_trusted),
        folder_test(old_ones_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
