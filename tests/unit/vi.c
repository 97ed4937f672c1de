#include "tests/unit/test.h"

#include "core/edit/vi_parts.h"

/* What the oracle (tests/vi) does not look at: the parser by itself, macros that end, what goes out
 * to the program, saving in the middle of an insertion. */

struct desk {
    struct editor *editor;
    struct vi *vi;
};

static struct desk desk_open(const char *text)
{
    struct desk desk = {.editor = editor_new(undo_new(buffer_new(view_of(text)), 0))};
    desk.vi = vi_new(desk.editor);
    return desk;
}

static void desk_close(struct desk *desk)
{
    vi_free(desk->vi);
    editor_free(desk->editor);
}

static bool desk_type(struct desk *desk, const char *keys)
{
    bool done = true;
    for (size_t pos = 0; pos < strlen(keys);)
        done = vi_key(desk->vi, vi_keys_next(view_of(keys), &pos));
    return done;
}

static void desk_holds(const struct desk *desk, const char *want)
{
    struct str text = {0};
    editor_add_text(desk->editor, 0, editor_size(desk->editor), &text);
    assert_string_equal(str_text(&text), want);
    str_finish(&text);
}

static void desk_asks(struct desk *desk, const char *want)
{
    char *command = vi_take_command(desk->vi);
    assert_string_equal(command ? command : "", want);
    free(command);
}

static void keys_become_commands(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        bool visual;
        enum vi_parsed parsed;
        const char *row, *motion;
        size_t count;
        char reg;
    } cases[] = {
        {"w", false, VI_PARSED_WHOLE, "w", NULL, 0, 0},
        {"3w", false, VI_PARSED_WHOLE, "w", NULL, 3, 0},
        {"10j", false, VI_PARSED_WHOLE, "j", NULL, 10, 0},
        {"0", false, VI_PARSED_WHOLE, "0", NULL, 0, 0},
        {"2d3w", false, VI_PARSED_WHOLE, "d", "w", 6, 0},
        {"\"add", false, VI_PARSED_WHOLE, "d", NULL, 0, 'a'},
        {"3\"ayy", false, VI_PARSED_WHOLE, "y", NULL, 3, 'a'},
        {"gUU", false, VI_PARSED_WHOLE, "gU", NULL, 0, 0},
        {"gUgU", false, VI_PARSED_WHOLE, "gU", NULL, 0, 0},
        {"gUiw", false, VI_PARSED_WHOLE, "gU", "iw", 0, 0},
        {"dfx", false, VI_PARSED_WHOLE, "d", "f", 0, 0},
        {"d/x\r", false, VI_PARSED_WHOLE, "d", "/", 0, 0},
        {"iw", true, VI_PARSED_WHOLE, "iw", NULL, 0, 0},
        {"i", false, VI_PARSED_WHOLE, "i", NULL, 0, 0},
        {"d", true, VI_PARSED_WHOLE, "d", NULL, 0, 0},
        {"99999999999999999999x", false, VI_PARSED_WHOLE, "x", NULL, 100000000, 0},
        {"", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {"2", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {"\"", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {"d", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {"d2", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {"di", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {"g", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {"df", false, VI_PARSED_MORE, NULL, NULL, 0, 0},
        {":", false, VI_PARSED_LINE, NULL, NULL, 0, 0},
        {"d/x", false, VI_PARSED_LINE, NULL, NULL, 0, 0},
        {"dz", false, VI_PARSED_NOTHING, NULL, NULL, 0, 0},
        {"gz", false, VI_PARSED_NOTHING, NULL, NULL, 0, 0},
        {"f\x1b", false, VI_PARSED_NOTHING, NULL, NULL, 0, 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct vi_command command;
        enum vi_parsed parsed = vi_parse(view_of(cases[i].keys), cases[i].visual, &command);
        if (parsed != cases[i].parsed)
            fail_msg("%s: %d", cases[i].keys, (int)parsed);
        if (parsed != VI_PARSED_WHOLE)
            continue;
        assert_string_equal(command.row->keys, cases[i].row);
        assert_int_equal(command.count, cases[i].count);
        assert_int_equal(command.reg, cases[i].reg);
        assert_string_equal(command.motion ? command.motion->keys : "",
                            cases[i].motion ? cases[i].motion : "");
    }
}

static void every_key_is_found_and_explained(void **state)
{
    (void)state;
    for (const struct vi_row *row = vi_rows; row->keys; row++) {
        struct vi_command command;
        bool visual = row->flags & (VI_OBJECT | VI_IN_VISUAL);
        enum vi_parsed parsed = vi_parse(view_of(row->keys), visual, &command);
        assert_int_not_equal(parsed, VI_PARSED_NOTHING);
        if (parsed == VI_PARSED_WHOLE)
            assert_ptr_equal(command.row, row);
    }
    assert_true(vi_help_count() > 80);
    assert_string_equal(vi_help_at(0).keys, "h");
    assert_null(vi_help_at(vi_help_count()).keys);
}

static void keys_come_back_from_a_register(void **state)
{
    (void)state;
    static const uint32_t keys[] = {'a',        0xE9,      0x6F22,       0x1F600,
                                    VI_KEY_ESC, VI_KEY_UP, VI_KEY_DELETE};
    struct str bytes = {0};
    size_t pos = 0;
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        vi_keys_add(&bytes, keys[i]);
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        assert_int_equal(vi_keys_next(str_view(&bytes), &pos), keys[i]);
    assert_int_equal(vi_keys_next(str_view(&bytes), &pos), VI_KEY_END_OF_KEYS);
    str_finish(&bytes);
}

static void a_macro_ends_where_a_key_fails(void **state)
{
    (void)state;
    struct desk desk = desk_open("one\ntwo\nthree\n");
    desk_type(&desk, "qaAx\x1bjq");
    assert_int_equal(vi_recording(desk.vi), '\0');
    assert_false(desk_type(&desk, "9@a"));
    desk_holds(&desk, "onex\ntwox\nthreex\n");
    desk_close(&desk);
    desk = desk_open("xaxa\n");
    desk_type(&desk, "qaxfaq"); /* fa fails the second time */
    desk_type(&desk, "9@a");
    desk_holds(&desk, "ax\n");
    desk_close(&desk);
}

static void macros_without_end_are_stopped(void **state)
{
    (void)state;
    struct desk desk = desk_open("one\n");
    desk_type(&desk, "qaq");
    desk_type(&desk, "qaix\x1b@aq"); /* it calls itself */
    assert_false(desk_type(&desk, "@a"));
    assert_true(vi_message_is_error(desk.vi));
    assert_int_equal(vi_mode(desk.vi), VI_NORMAL);
    desk_close(&desk);
}

static void an_insertion_without_end_is_stopped_and_told(void **state)
{
    (void)state;
    struct desk desk = desk_open("");
    desk.vi->insert_max = 9;
    desk_type(&desk, "4444444iab\x1b");
    desk_holds(&desk, "abababab");
    assert_view_equal(vi_message(desk.vi), VIEW("stopped after 9 keys"));
    desk_type(&desk, "u4444444o\x1b");
    desk_holds(&desk, "\n\n\n\n\n\n\n\n\n\n");
    desk_close(&desk);
}

static void a_search_by_any_count_ends_at_once(void **state)
{
    (void)state;
    static const struct {
        const char *keys;
        size_t cursor;
    } cases[] = {{"/a\r99999999n", 2}, {"/a\r99999998n", 0}, {"99999999*", 0}, {"/d\r9999999N", 8}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct desk desk = desk_open("a a a b d\n");
        desk_type(&desk, cases[i].keys);
        assert_int_equal(editor_cursor(desk.editor), cases[i].cursor);
        desk_close(&desk);
    }
}

static void lines_of_ex_become_commands_of_the_program(void **state)
{
    (void)state;
    struct desk desk = desk_open("one\n");
    desk_type(&desk, ":w\r");
    desk_asks(&desk, "save");
    desk_type(&desk, ":wq\r");
    desk_asks(&desk, "save-and-close");
    desk_type(&desk, ":x\r");
    desk_asks(&desk, "save-and-close");
    desk_type(&desk, ":q\r");
    desk_asks(&desk, "edit-close");
    desk_type(&desk, ":theme nord\r");
    desk_asks(&desk, "theme nord");
    desk_type(&desk, "x");
    assert_false(desk_type(&desk, ":q\r"));
    desk_asks(&desk, "");
    assert_true(vi_message_is_error(desk.vi));
    desk_type(&desk, ":q!\r");
    desk_asks(&desk, "edit-discard");
    desk_type(&desk, "ZZ");
    desk_asks(&desk, "save-and-close");
    desk_type(&desk, ":w /tmp/other\r");
    desk_asks(&desk, "");
    desk_close(&desk);
}

static void a_line_is_edited_before_it_runs(void **state)
{
    (void)state;
    struct view line;
    size_t cursor;
    struct desk desk = desk_open("one\ntwo\n");
    desk_type(&desk, ":99");
    assert_int_equal(vi_line(desk.vi, &line, &cursor), ':');
    assert_true(view_is(line, "99"));
    desk_type(&desk, "\x08\x08"
                     "2\r");
    assert_int_equal(editor_line_of(desk.editor, editor_cursor(desk.editor)), 1);
    desk_type(&desk, ":\x08");
    assert_int_equal(vi_line(desk.vi, &line, &cursor), '\0');
    desk_type(&desk, "d/one\x1bx");
    desk_holds(&desk, "one\nwo\n");
    desk_close(&desk);
}

static void a_save_in_the_middle_of_an_insertion_parts_it_in_two(void **state)
{
    (void)state;
    struct desk desk = desk_open("");
    desk_type(&desk, "ione");
    vi_sync(desk.vi);
    editor_mark_saved(desk.editor);
    assert_false(editor_is_dirty(desk.editor));
    desk_type(&desk, " two");
    assert_true(editor_is_dirty(desk.editor));
    desk_type(&desk, "\x1bu");
    desk_holds(&desk, "one");
    assert_false(editor_is_dirty(desk.editor));
    desk_close(&desk);
}

static void a_paste_runs_no_key(void **state)
{
    (void)state;
    struct desk desk = desk_open("one\n");
    vi_paste(desk.vi, VIEW("dd:q!\r\x1b"));
    assert_int_equal(vi_mode(desk.vi), VI_NORMAL);
    desk_asks(&desk, "");
    desk_type(&desk, "u");
    desk_holds(&desk, "one\n");
    desk_close(&desk);
}

static void enter_goes_on_with_a_list(void **state)
{
    (void)state;
    struct desk desk = desk_open("- one\n");
    desk_type(&desk, "Atwo\rthree\x1b");
    desk_holds(&desk, "- onetwo\n- three\n");
    desk_type(&desk, "u");
    desk_holds(&desk, "- one\n");
    desk_close(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_become_commands),
        cmocka_unit_test(every_key_is_found_and_explained),
        cmocka_unit_test(keys_come_back_from_a_register),
        cmocka_unit_test(a_macro_ends_where_a_key_fails),
        cmocka_unit_test(macros_without_end_are_stopped),
        cmocka_unit_test(a_search_by_any_count_ends_at_once),
        cmocka_unit_test(an_insertion_without_end_is_stopped_and_told),
        cmocka_unit_test(lines_of_ex_become_commands_of_the_program),
        cmocka_unit_test(a_line_is_edited_before_it_runs),
        cmocka_unit_test(a_save_in_the_middle_of_an_insertion_parts_it_in_two),
        cmocka_unit_test(a_paste_runs_no_key),
        cmocka_unit_test(enter_goes_on_with_a_list),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
