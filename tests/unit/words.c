#include "tests/unit/test.h"

#include "core/command/command.h"

/* Splits `line` and compares with the NULL-terminated `want`. */
static void splits(const char *line, const char *const *want)
{
    char **words;
    size_t count, i;
    struct error err;
    if (command_words(view_of(line), &words, &count, &err) != STATUS_OK)
        fail_msg("%s: %s", line, err.text);
    for (i = 0; want[i]; i++) {
        if (i >= count)
            fail_msg("%s: only %zu words", line, count);
        assert_string_equal(words[i], want[i]);
    }
    assert_int_equal(count, i);
    command_words_free(words, count);
}

static void blanks_part_words(void **state)
{
    (void)state;
    splits("", (const char *const[]){NULL});
    splits(" \t ", (const char *const[]){NULL});
    splits("  a\tb  c ", (const char *const[]){"a", "b", "c", NULL});
    splits("todo-add \xE2\x98\x83", (const char *const[]){"todo-add", "\xE2\x98\x83", NULL});
}

static void quotes_keep_together(void **state)
{
    (void)state;
    splits("a \"b c\" 'd \"e'", (const char *const[]){"a", "b c", "d \"e", NULL});
    splits("pre\"a b\"'c d'post", (const char *const[]){"prea bc dpost", NULL});
    splits("\"\" ''", (const char *const[]){"", "", NULL});
}

static void escapes_stand_in_double_quotes_alone(void **state)
{
    (void)state;
    splits("\"a\\\"b\\\\c\\nd\\%\"", (const char *const[]){"a\"b\\c\nd%", NULL});
    splits("'a\\n'", (const char *const[]){"a\\n", NULL});
    splits("a\\nb\\", (const char *const[]){"a\\nb\\", NULL});
}

static void open_quotes_are_told(void **state)
{
    (void)state;
    static const char *const bad[] = {"\"", "a 'b", "a \"b c", "\"a\\\"", "'a'\"", "\"\\"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        char **words;
        size_t count;
        struct error err;
        assert_int_equal(command_words(view_of(bad[i]), &words, &count, &err), STATUS_INVALID);
        assert_null(words);
        assert_int_equal(count, 0);
        assert_true(strlen(err.text) > 0);
    }
}

static void quoted_words_come_back(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char bytes[3][12];
        struct str line = {0};
        for (int word = 0; word < 3; word++) {
            size_t len = (seed >> 8) % sizeof(bytes[0]);
            for (size_t i = 0; i < len; i++) {
                seed = seed * 1664525 + 1013904223;
                const char *special = " \t\n\"'\\%";
                uint32_t byte = seed >> 24;
                bytes[word][i] = byte & 1 ? special[(byte >> 1) % 7] : byte ? (char)byte : 'x';
            }
            bytes[word][len] = '\0';
            seed = seed * 1664525 + 1013904223;
            command_add_quoted(&line, view_of(bytes[word]));
            str_add_char(&line, ' ');
        }
        splits(str_text(&line), (const char *const[]){bytes[0], bytes[1], bytes[2], NULL});
        str_finish(&line);
    }
}

static void plain_words_stay_readable(void **state)
{
    (void)state;
    struct str out = {0};
    command_add_quoted(&out, VIEW("Self/1_who_i_am.md"));
    command_add_quoted(&out, VIEW(""));
    command_add_quoted(&out, VIEW("100%"));
    assert_view_equal(str_view(&out), VIEW("Self/1_who_i_am.md\"\"\"100%\""));
    str_finish(&out);
}

static void takes(const char *usage, size_t arguments, bool want)
{
    const struct command command = {.name = "x", .usage = usage};
    struct error err;
    enum status status = command_check(&command, arguments + 1, &err);
    if ((status == STATUS_OK) != want)
        fail_msg("\"%s\" with %zu arguments", usage, arguments);
    if (!want)
        assert_non_null(strstr(err.text, "use: x"));
}

static void usage_counts_arguments(void **state)
{
    (void)state;
    takes("", 0, true);
    takes("", 1, false);
    takes("PATH", 0, false);
    takes("PATH", 1, true);
    takes("PATH", 2, false);
    takes("[NUMBER]", 0, true);
    takes("[NUMBER]", 1, true);
    takes("[NUMBER]", 2, false);
    takes("TITLE [FOLDER]", 2, true);
    takes("TITLE [FOLDER]", 3, false);
    takes("TEXT...", 0, false);
    takes("TEXT...", 9, true);
    takes("NUMBER TEXT...", 1, false);
    takes("[WORDS...]", 0, true);
    takes("[WORDS...]", 9, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_part_words),
        cmocka_unit_test(quotes_keep_together),
        cmocka_unit_test(escapes_stand_in_double_quotes_alone),
        cmocka_unit_test(open_quotes_are_told),
        cmocka_unit_test(quoted_words_come_back),
        cmocka_unit_test(plain_words_stay_readable),
        cmocka_unit_test(usage_counts_arguments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
