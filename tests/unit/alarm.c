#include "core/text/alarm.h"

#include "tests/unit/test.h"

/* Lines from..to of a text of unlike lines, `width` words each. */
static void add_lines(struct str *out, int from, int to)
{
    for (int i = from; i <= to; i++)
        str_addf(out, "w%da w%db w%dc w%dd\n", i, i, i, i);
}

static void check_lost(struct str *old, struct str *new, size_t lost)
{
    struct alarm alarm;
    bool raised = alarm_judge(str_view(old), str_view(new), &alarm);
    assert_int_equal(alarm.lost, lost);
    assert_int_equal(raised, lost > 0);
    str_finish(old);
    str_finish(new);
}

static void more_than_half_of_a_long_file_is_an_alarm(void **state)
{
    (void)state;
    static const struct {
        int lines, from, to;
        size_t lost;
    } cases[] = {
        {40, 1, 20, 0}, {40, 1, 19, 21}, {40, 30, 40, 29}, {20, 1, 1, 0},
        {21, 1, 11, 0}, {21, 1, 10, 11}, {40, 1, 0, 40},   {0, 1, 5, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct str old = {0}, new = {0};
        add_lines(&old, 1, cases[i].lines);
        add_lines(&new, cases[i].from, cases[i].to);
        check_lost(&old, &new, cases[i].lost);
    }
}

static void another_text_in_its_place_is_an_alarm(void **state)
{
    (void)state;
    struct str old = {0}, new = {0};
    add_lines(&old, 1, 30);
    add_lines(&new, 101, 140);
    check_lost(&old, &new, 30);
}

static void what_is_broken_anew_or_moved_is_not_lost(void **state)
{
    (void)state;
    struct str old = {0}, new = {0};
    add_lines(&old, 1, 40);
    add_lines(&new, 1, 40);
    for (size_t i = 0; i < new.len; i++)
        if (new.data[i] == '\n' && i + 1 < new.len)
            new.data[i] = ' '; /* one line */
    check_lost(&old, &new, 0);
    add_lines(&old, 1, 40);
    for (int i = 40; i > 0; i--)
        add_lines(&new, i, i); /* upside down */
    check_lost(&old, &new, 0);
    add_lines(&old, 1, 40);
    for (int i = 1; i <= 40; i++)
        str_addf(&new, "w%da W%d w%dc w%dd\r\n", i, i, i, i); /* a word and the line end changed */
    check_lost(&old, &new, 0);
    str_add_many(&old, '\n', 30);
    str_add_text(&old, "a\n");
    str_add_text(&new, "a\n");
    check_lost(&old, &new, 30); /* blank lines are lines, too */
}

static void check_phrase(const char *added, const char *phrase)
{
    struct str old = {0}, new = {0};
    struct alarm alarm;
    str_addf(&old, "# Page\n\nOne.\n");
    str_addf(&new, "# Page\n\nTwo.\n%s\n", added);
    bool raised = alarm_judge(str_view(&old), str_view(&new), &alarm);
    if (strcmp(alarm.phrase, phrase) != 0 || raised != (*phrase != '\0'))
        fail_msg("\"%s\": \"%s\", not \"%s\"", added, alarm.phrase, phrase);
    str_finish(&old);
    str_finish(&new);
}

static void phrases_that_stand_for_text_are_an_alarm(void **state)
{
    (void)state;
    check_phrase("[rest unchanged]", "[rest unchanged]");
    check_phrase("Then it goes on. [... unchanged ...] And ends.", "[... unchanged ...]");
    check_phrase("[Middle section omitted]", "[Middle section omitted]");
    check_phrase("[previous content]", "[previous content]");
    check_phrase("[… existing text continues …]", "[… existing text continues …]");
    check_phrase("// rest of the file unchanged", "// rest of the file unchanged");
    check_phrase("// the rest of this file is unchanged", "// the rest of this file is unchanged");
    check_phrase("(rest remains the same)", "(rest remains the same)");
    check_phrase("*(The rest stays as it is.)*", "*(The rest stays as it is.)*");
    check_phrase("<!-- rest of document remains the same -->",
                 "<!-- rest of document remains the same -->");
    check_phrase("    // ... existing code ...", "// ... existing code ...");
    check_phrase("… previous paragraphs …", "… previous paragraphs …");
    check_phrase("(... unchanged ...)", "(... unchanged ...)");
}

static void prose_about_such_things_is_none(void **state)
{
    (void)state;
    check_phrase("The rest is silence.", "");
    check_phrase("The rest remains the same as ever, she said, and left.", "");
    check_phrase("Prices stayed unchanged (as before) all year.", "");
    check_phrase("See [what is unchanged](notes.md) for more.", "");
    check_phrase("- [ ] the rest", "");
    check_phrase("She slept... and then the existing code of the house woke her.", "");
    check_phrase("[[Existing text]]", "");
}

static void a_phrase_that_was_there_is_none(void **state)
{
    (void)state;
    struct alarm alarm;
    struct str reason = {0};
    assert_false(alarm_judge(VIEW("a [rest unchanged]\n"), VIEW("b [rest unchanged]\n"), &alarm));
    assert_false(alarm_judge(VIEW("[rest unchanged]\na\n"), VIEW("[rest unchanged]\nb\n"), &alarm));
    assert_true(alarm_judge(VIEW("[rest unchanged]\na\n"),
                            VIEW("[rest unchanged]\n[rest unchanged]\n"), &alarm));
    alarm_add_reason(&reason, &alarm);
    assert_view_equal(str_view(&reason), VIEW("has “[rest unchanged]” in place of text"));
    str_clear(&reason);
    alarm.lost = 3;
    alarm.lines = 4;
    alarm_add_reason(&reason, &alarm);
    assert_view_equal(str_view(&reason),
                      VIEW("lost 3 of 4 lines and has “[rest unchanged]” in place of text"));
    str_finish(&reason);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test(more_than_half_of_a_long_file_is_an_alarm),
    cmocka_unit_test(another_text_in_its_place_is_an_alarm),
    cmocka_unit_test(what_is_broken_anew_or_moved_is_not_lost),
    cmocka_unit_test(phrases_that_stand_for_text_are_an_alarm),
    cmocka_unit_test(prose_about_such_things_is_none),
    cmocka_unit_test(a_phrase_that_was_there_is_none),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
