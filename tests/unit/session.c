#include "tests/unit/test.h"

#include "core/workspace/session.h"
#include "tests/unit/scratch.h"

#define FILE_PATH "state/palimpsest/session.yaml"

static int session_setup(void **state)
{
    int result = scratch_setup(state);
    struct scratch *s = *state;
    char folder[600];
    snprintf(folder, sizeof(folder), "%s/state", s->folder.path);
    setenv("XDG_STATE_HOME", folder, 1);
    return result;
}

static void save(struct session *session)
{
    struct error err;
    if (session_save(session, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    session_free(session);
}

static void what_is_set_is_there_again(void **state)
{
    struct scratch *s = *state;
    struct stat st;
    struct session *session = session_open("/w/one");
    assert_null(session_theme(session));
    session_set_theme(session, "nord");
    session_set_line(session, "a.md", 7);
    session_set_line(session, "a.md", 9);
    session_set_browse(session, "by:intensity tag:\"old notes\"");
    save(session);
    session = session_open("/w/one");
    assert_string_equal(session_theme(session), "nord");
    assert_string_equal(session_browse(session), "by:intensity tag:\"old notes\"");
    session_set_browse(session, "");
    save(session);
    session = session_open("/w/one");
    assert_string_equal(session_browse(session), "");
    assert_int_equal(session_line(session, "a.md"), 9);
    assert_int_equal(session_line(session, "b.md"), 0);
    session_free(session);
    assert_int_equal(fstatat(s->folder.fd, FILE_PATH, &st, 0), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    assert_int_equal(fstatat(s->folder.fd, "state/palimpsest", &st, 0), 0);
    assert_int_equal(st.st_mode & 0777, 0700);
    assert_int_equal(scratch_count(s, "state/palimpsest"), 1);
}

static void nothing_is_written_without_a_change(void **state)
{
    struct scratch *s = *state;
    save(session_open("/w/one"));
    assert_false(scratch_is_there(s, "state"));
}

static void workspaces_keep_their_own_places(void **state)
{
    (void)state;
    struct session *one = session_open("/w/one"), *two = session_open("/w/two");
    session_set_line(one, "a.md", 1);
    session_set_line(two, "a.md", 2);
    session_set_theme(two, "nord");
    save(one);
    save(two);
    one = session_open("/w/one");
    assert_int_equal(session_line(one, "a.md"), 1);
    assert_string_equal(session_theme(one), "nord");
    session_free(one);
    two = session_open("/w/two");
    assert_int_equal(session_line(two, "a.md"), 2);
    session_free(two);
}

static void hostile_names_survive_or_are_skipped(void **state)
{
    (void)state;
    static const char *const names[] = {
        "a\nb: 3",   "\x1b[31m", "\"quoted\\\"", "'x' # y",     "é\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF",
        "- path: x", "\x7f",     "\t",           "🧑‍🌾", "null",
    };
    size_t count = sizeof(names) / sizeof(names[0]);
    struct session *session = session_open("/w/\n- path: \"/w/two\"");
    for (size_t i = 0; i < count; i++)
        session_set_line(session, names[i], (uint32_t)i + 1);
    session_set_line(session, "bad\xFF", 5);
    save(session);
    session = session_open("/w/\n- path: \"/w/two\"");
    for (size_t i = 0; i < count; i++)
        if (session_line(session, names[i]) != i + 1)
            fail_msg("name %zu is lost", i);
    assert_int_equal(session_line(session, "bad\xFF"), 0);
    session_free(session);
}

static void a_damaged_file_is_begun_anew(void **state)
{
    struct scratch *s = *state;
    static const char *const texts[] = {
        "\xFF\xFE\x01",
        "theme: [",
        "- path: \"/w/one\"\n  lines: {\"a.md\": }\n",
        "- path: \"/w/one\"\n  lines: [[[[",
        "- path: \"/w/one\"\n  lines:\n    \"a.md\": 99999999999999999999\n",
        "- path: \"/w/one\"",
    };
    scratch_folder(s, "state");
    scratch_folder(s, "state/palimpsest");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        scratch_put(s, FILE_PATH, texts[i]);
        struct session *session = session_open("/w/one");
        assert_int_equal(session_line(session, "a.md"), 0);
        session_set_line(session, "a.md", 3);
        save(session);
        session = session_open("/w/one");
        assert_int_equal(session_line(session, "a.md"), 3);
        session_free(session);
    }
}

static void the_newest_are_kept(void **state)
{
    (void)state;
    char name[40];
    struct session *session = session_open("/w/one");
    for (uint32_t i = 1; i <= 600; i++) {
        snprintf(name, sizeof(name), "%u.md", i);
        session_set_line(session, name, i);
    }
    session_set_line(session, "101.md", 5);
    session_set_line(session, "new.md", 6);
    save(session);
    session = session_open("/w/one");
    assert_int_equal(session_line(session, "100.md"), 0);
    assert_int_equal(session_line(session, "101.md"), 5);
    assert_int_equal(session_line(session, "102.md"), 0);
    assert_int_equal(session_line(session, "103.md"), 103);
    assert_int_equal(session_line(session, "600.md"), 600);
    session_free(session);
    for (uint32_t i = 0; i < 55; i++) {
        snprintf(name, sizeof(name), "/w/%u", i);
        session = session_open(name);
        session_set_line(session, "a.md", i + 1);
        save(session);
    }
    session = session_open("/w/4");
    assert_int_equal(session_line(session, "a.md"), 0);
    session_free(session);
    session = session_open("/w/5");
    assert_int_equal(session_line(session, "a.md"), 6);
    session_free(session);
}

static void no_home_keeps_nothing_and_harms_nothing(void **state)
{
    (void)state;
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    struct session *session = session_open("/w/one");
    session_set_line(session, "a.md", 3);
    assert_int_equal(session_line(session, "a.md"), 3);
    save(session);
}

static void a_folder_in_the_way_is_an_error(void **state)
{
    struct scratch *s = *state;
    struct error err;
    scratch_folder(s, "state");
    scratch_folder(s, "state/palimpsest");
    scratch_folder(s, FILE_PATH);
    struct session *session = session_open("/w/one");
    session_set_line(session, "a.md", 3);
    assert_int_equal(session_save(session, &err), STATUS_IO);
    assert_int_equal(scratch_count(s, "state/palimpsest"), 1);
    session_free(session);
}

#define SESSION_TEST(name) cmocka_unit_test_setup_teardown(name, session_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SESSION_TEST(what_is_set_is_there_again),
        SESSION_TEST(nothing_is_written_without_a_change),
        SESSION_TEST(workspaces_keep_their_own_places),
        SESSION_TEST(hostile_names_survive_or_are_skipped),
        SESSION_TEST(a_damaged_file_is_begun_anew),
        SESSION_TEST(the_newest_are_kept),
        SESSION_TEST(no_home_keeps_nothing_and_harms_nothing),
        SESSION_TEST(a_folder_in_the_way_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
