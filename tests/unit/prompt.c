#include "tests/unit/test.h"

#include "core/command/command.h"
#include "tui/prompt.h"

#include <stdlib.h>

static void answers(const char *template, const char *typed, const char *want)
{
    struct prompt prompt = {0};
    prompt_ask(&prompt, "Label", template, view_of(typed));
    char *line = prompt_answer(&prompt);
    assert_string_equal(line, want);
    free(line);
    prompt_close(&prompt);
}

static void the_answer_is_one_word_of_the_command(void **state)
{
    (void)state;
    answers("todo-add %%", "buy", "todo-add buy");
    answers("todo-add %%", "", "todo-add \"\"");
    answers("x %% y", "a b\"c", "x \"a b\\\"c\" y");
    answers("quit", "ignored", "quit");
    answers("x %%", "%% %p", "x \"%% %p\"");
}

static void a_mark_inside_quotes_is_text(void **state)
{
    (void)state;
    answers("file-rename \"100%%.md\" %%", "a", "file-rename \"100%%.md\" a");
    answers("x \"\\\"%%\" '%%' %%", "a", "x \"\\\"%%\" '%%' a");
    answers("x \"open %%", "a", "x \"open %%");
}

static void a_hostile_path_comes_back_whole(void **state)
{
    (void)state;
    static const char path[] = "memory/it's 100%% \"so\" \\n.md";
    struct str template = {0};
    struct prompt prompt = {0};
    struct error err;
    char **words;
    size_t count;
    str_add_text(&template, "file-rename ");
    command_add_quoted(&template, view_of(path));
    str_add_text(&template, " %%");
    prompt_ask(&prompt, "Rename", str_text(&template), VIEW("new name"));
    char *line = prompt_answer(&prompt);
    assert_int_equal(command_words(view_of(line), &words, &count, &err), STATUS_OK);
    assert_int_equal(count, 3);
    assert_string_equal(words[1], path);
    assert_string_equal(words[2], "new name");
    command_words_free(words, count);
    free(line);
    prompt_close(&prompt);
    str_finish(&template);
}

static void type(struct prompt *prompt, const char *text)
{
    line_edit_set(&prompt->line, view_of(text));
    prompt_filter(prompt);
}

static void begin_commands(struct prompt *prompt, enum prompt_kind kind)
{
    prompt_pick(prompt, kind, ":");
    prompt_add_item(prompt, VIEW("find-text TEXT"), "find in the page", "find-text", NULL);
    prompt_add_item(prompt, VIEW("todo-toggle"), "done, or open again", "todo-toggle", NULL);
    prompt_add_item(prompt, VIEW("find"), "as you type", "find", NULL);
    prompt_add_item(prompt, VIEW("open [FILE]"), NULL, "open", NULL);
    prompt_filter(prompt);
}

static void typing_narrows_and_the_best_comes_first(void **state)
{
    (void)state;
    struct prompt prompt = {0};
    begin_commands(&prompt, PROMPT_PALETTE);
    assert_int_equal(prompt.shown_count, 4);
    type(&prompt, "FIND");
    assert_int_equal(prompt.shown_count, 2);
    assert_string_equal(prompt_selected(&prompt)->command, "find");
    type(&prompt, "open");
    assert_int_equal(prompt.shown_count, 2);
    assert_string_equal(prompt_selected(&prompt)->command, "open");
    type(&prompt, "open some file");
    assert_string_equal(prompt_selected(&prompt)->command, "open");
    type(&prompt, "nothing");
    assert_null(prompt_selected(&prompt));
    prompt_close(&prompt);
}

static void the_selection_holds_until_the_words_change(void **state)
{
    (void)state;
    struct prompt prompt = {0};
    begin_commands(&prompt, PROMPT_PALETTE);
    type(&prompt, "find");
    list_move(&prompt.list, 1, prompt.shown_count);
    type(&prompt, "find argument");
    assert_string_equal(prompt_selected(&prompt)->command, "find-text");
    type(&prompt, "fin");
    assert_string_equal(prompt_selected(&prompt)->command, "find-text");
    assert_int_equal(prompt.list.selected, 0);
    prompt_close(&prompt);
}

static void every_word_must_occur(void **state)
{
    (void)state;
    struct prompt prompt = {0};
    begin_commands(&prompt, PROMPT_PICK);
    type(&prompt, "again todo");
    assert_int_equal(prompt.shown_count, 1);
    type(&prompt, "again  find");
    assert_int_equal(prompt.shown_count, 0);
    type(&prompt, "  ");
    assert_int_equal(prompt.shown_count, 4);
    prompt_close(&prompt);
}

static void a_new_prompt_forgets_the_last(void **state)
{
    (void)state;
    struct prompt prompt = {0};
    begin_commands(&prompt, PROMPT_PICK);
    prompt_confirm(&prompt, "Sure?", 'y', "quit");
    assert_int_equal(prompt.kind, PROMPT_CONFIRM);
    assert_int_equal(prompt.item_count, 0);
    prompt_ask(&prompt, "Name", "x %%", VIEW("begun"));
    assert_int_equal(prompt.line.cursor, 5);
    assert_null(prompt_selected(&prompt));
    prompt_close(&prompt);
    assert_int_equal(prompt.kind, PROMPT_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_one_word_of_the_command),
        cmocka_unit_test(a_mark_inside_quotes_is_text),
        cmocka_unit_test(a_hostile_path_comes_back_whole),
        cmocka_unit_test(typing_narrows_and_the_best_comes_first),
        cmocka_unit_test(the_selection_holds_until_the_words_change),
        cmocka_unit_test(every_word_must_occur),
        cmocka_unit_test(a_new_prompt_forgets_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
