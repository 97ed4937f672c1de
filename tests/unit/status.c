#include "tests/unit/test.h"

#include "tui/status.h"

static void the_last_message_stands(void **state)
{
    (void)state;
    struct status_line status = {0};
    status_say(&status, ROLE_ERROR, "%s %d", "one", 1);
    status_say(&status, ROLE_GOOD, "two");
    assert_view_equal(str_view(&status.message), VIEW("two"));
    assert_int_equal(status.role, ROLE_GOOD);
    status_clear(&status);
    assert_int_equal(status.message.len, 0);
    status_finish(&status);
}

static void a_message_may_quote_the_one_before(void **state)
{
    (void)state;
    struct status_line status = {0};
    status_say(&status, ROLE_TEXT, "first");
    status_say(&status, ROLE_TEXT, "again: %s", str_text(&status.message));
    assert_view_equal(str_view(&status.message), VIEW("again: first"));
    status_finish(&status);
}

static void long_messages_are_whole(void **state)
{
    (void)state;
    struct status_line status = {0};
    struct str text = {0};
    str_add_many(&text, 'x', 5000);
    status_say(&status, ROLE_TEXT, "%s", str_text(&text));
    assert_view_equal(str_view(&status.message), str_view(&text));
    str_finish(&text);
    status_finish(&status);
}

static void every_state_is_told(void **state)
{
    (void)state;
    static const struct {
        enum save_state state;
        enum role role;
        const char *text;
    } states[] = {
        {SAVE_NONE, ROLE_DIM, ""},
        {SAVE_SAVING, ROLE_WARNING, "… saving"},
        {SAVE_SAVED, ROLE_WARNING, "✓ saved"},
        {SAVE_COMMITTED, ROLE_GOOD, "✓ committed 0123456"},
        {SAVE_WAITING, ROLE_WARNING, "… saved, waiting to commit"},
        {SAVE_FAILED, ROLE_ERROR, "✗ not committed"},
    };
    struct status_line status = {.commit = "0123456789012345678901234567890123456789"};
    for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
        struct str out = {0};
        status.state = states[i].state;
        assert_int_equal(status_add_state(&status, &out), states[i].role);
        assert_view_equal(str_view(&out), view_of(states[i].text));
        str_finish(&out);
    }
    status_finish(&status);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_message_stands),
        cmocka_unit_test(a_message_may_quote_the_one_before),
        cmocka_unit_test(long_messages_are_whole),
        cmocka_unit_test(every_state_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
