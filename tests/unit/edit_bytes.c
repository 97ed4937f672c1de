#include "tests/unit/edit_text.h"

#include "core/base/memory.h"
#include "core/edit/span.h"
#include "core/edit/vi.h"
#include "core/edit/vi_parts.h"
#include "tui/edit_view.h"

/* Bytes outside an edit never change, whatever they are: line ends of both kinds, a lone CR, NUL, a
 * byte order mark, invalid UTF-8, no final newline. */

#define BYTES(text)                                                                                \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
static const struct view texts[] = {
    BYTES(""),
    BYTES("\n"),
    BYTES("\xEF\xBB\xBFone two\r\nthree four\r\n\r\nfive six\r\n"),
    BYTES("one\r\ntwo\nthree\r\nfour\nno final newline"),
    BYTES("NUL \0 here\n\0\0\n and \x01 there\n\x7F"),
    BYTES("\xFF\xFE bad \xC3\n\xE2\x80 cut \xF0\x9F\n\x80\x80 lone\n\xC0\xAF long\xED\xA0\x80\n"),
    BYTES("a\rb\rc\n\r\n\r\r\nd\r"),
    BYTES("e\xCC\x81 \xE6\xBC\xA2 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 \xD7\xA9\n\tx  "
          "\n\n\n"),
};

static struct editor *open_text(struct view text)
{
    return editor_new(undo_new(buffer_new_sized(text, 3, 8), 0));
}

static void text_of(const struct editor *editor, struct str *out)
{
    str_clear(out);
    editor_add_text(editor, 0, SIZE_MAX, out);
}

static void what_is_opened_is_what_is_saved(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct edit_view view = {0};
        struct str text = {0};
        str_add(&text, texts[i]);
        edit_view_open(&view, "/w", "a.md", shared_text_new(&text), -1);
        text_of(view.editor, &text);
        assert_view_equal(str_view(&text), texts[i]);
        for (size_t k = 0; k < ARRAY_LEN(texts); k++) { /* and what another program writes */
            edit_view_follow_disk(&view, texts[k]);
            text_of(view.editor, &text);
            assert_view_equal(str_view(&text), texts[k]);
        }
        str_finish(&text);
        edit_view_close(&view);
    }
}

static void a_letter_typed_anywhere_changes_no_other_byte(void **state)
{
    (void)state;
    struct str got = {0}, want = {0};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        for (size_t at = 0; at <= texts[i].len; at++) {
            struct editor *editor = open_text(texts[i]);
            editor_set_cursor(editor, at, false);
            size_t cursor = editor_cursor(editor);
            editor_insert(editor, VIEW("z"));
            str_clear(&want);
            str_add(&want, view_slice(texts[i], 0, cursor));
            str_add_char(&want, 'z');
            str_add(&want, view_slice(texts[i], cursor, texts[i].len));
            text_of(editor, &got);
            assert_view_equal(str_view(&got), str_view(&want));
            editor_free(editor);
        }
    str_finish(&got);
    str_finish(&want);
}

/* The bytes of the lines more than one away from that of `at` are the first and the last of `got`.
 */
static void assert_lines_apart_are_kept(struct view before, size_t at, struct view got,
                                        const char *what)
{
    struct editor *editor = open_text(before);
    size_t line = editor_line_of(editor, at), lines = editor_line_count(editor);
    size_t head = line > 1 ? editor_line_start(editor, line - 1) : 0;
    size_t tail = line + 2 < lines ? before.len - editor_line_start(editor, line + 2) : 0;
    editor_free(editor);
    if (got.len < head + tail || !view_equal(view_slice(got, 0, head), view_slice(before, 0, head)))
        fail_msg("%s at %zu changed what stands before", what, at);
    if (!view_equal(view_slice(got, got.len - tail, got.len),
                    view_slice(before, before.len - tail, before.len)))
        fail_msg("%s at %zu changed what stands behind", what, at);
}

static void commands_leave_other_lines_as_they_are(void **state)
{
    static const char *const commands[] = {
        "newline",     "tab",         "backtab",     "delete-back", "delete-forward",
        "line-up",     "line-down",   "cut",         "paste;x\ny",  "toggle-bold",
        "toggle-task", "delete-line", "toggle-code",
    };
    (void)state;
    struct str got = {0};
    struct error err;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        for (size_t at = 0; at <= texts[i].len; at++)
            for (size_t k = 0; k < ARRAY_LEN(commands); k++) {
                struct editor *editor = open_text(texts[i]);
                editor_set_cursor(editor, at, false);
                size_t cursor = editor_cursor(editor);
                if (marked_run(editor, commands[k], &err) == STATUS_OK) {
                    text_of(editor, &got);
                    assert_lines_apart_are_kept(texts[i], cursor, str_view(&got), commands[k]);
                }
                editor_free(editor);
            }
    str_finish(&got);
}

static void keys_of_vi_leave_other_lines_as_they_are(void **state)
{
    static const char *const scripts[] = {"x",   "X",   "dd",   "J",        "~",       ">>",
                                          "<<",  "D",   "rz",   "ciwz\x1b", "oz\x1b",  "Oz\x1b",
                                          "yyp", "g~~", "xp",   "Rzz\x1b",  "s\r\x1b", "A\r\x1b",
                                          "gJ",  "x.",  "C\x1b"};
    (void)state;
    struct str got = {0};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        for (size_t at = 0; at <= texts[i].len; at++)
            for (size_t k = 0; k < ARRAY_LEN(scripts); k++) {
                struct editor *editor = open_text(texts[i]);
                editor_set_cursor(editor, at, false);
                struct vi *vi = vi_new(editor);
                size_t cursor = editor_cursor(editor);
                for (size_t pos = 0; pos < strlen(scripts[k]);)
                    vi_key(vi, vi_keys_next(view_of(scripts[k]), &pos));
                text_of(editor, &got);
                assert_lines_apart_are_kept(texts[i], cursor, str_view(&got), scripts[k]);
                while (vi_key(vi, 'u'))
                    ;
                text_of(editor, &got);
                assert_view_equal(str_view(&got), texts[i]);
                vi_free(vi);
                editor_free(editor);
            }
    str_finish(&got);
}

static void a_new_line_ends_as_the_file_does(void **state)
{
    (void)state;
    marked_check("one|\r\ntwo\r\n", "newline", "one\r\n|\r\ntwo\r\n");
    marked_check("one|\ntwo\n", "newline", "one\n|\ntwo\n");
    marked_check("one\r\ntwo|", "paste;a\nb", "one\r\ntwoa\r\nb|");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_opened_is_what_is_saved),
        cmocka_unit_test(a_letter_typed_anywhere_changes_no_other_byte),
        cmocka_unit_test(commands_leave_other_lines_as_they_are),
        cmocka_unit_test(keys_of_vi_leave_other_lines_as_they_are),
        cmocka_unit_test(a_new_line_ends_as_the_file_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
