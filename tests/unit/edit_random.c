#include "tests/unit/edit_text.h"

#include "core/base/memory.h"
#include "core/edit/find.h"
#include "core/edit/span.h"
#include "core/markdown/render.h"

/* Random commands on hostile texts. Whatever happens: the cursor and the selection lie on borders,
 * undo to the beginning gives the original bytes, the way back the last ones, the listener has
 * heard of every change, and the words kept are the words counted. */

enum { STEPS = 1500, CHECKS = 100 };

static const char *const texts[] = {
    "",
    "\xEF\xBB\xBF# Title\r\n\r\n- one\r\n- two\r\n  1. a\r\n  2. b\r\n\r\n> quote\r\n",
    "no final newline, 漢字 and 👩‍👩‍👧🇩🇪🇫🇷 e\xCC\x81\xCC\x82",
    "\xFF\xFE invalid \xE2\x80 \xF0\x9F\x91 \x01 bytes\n\n\n\t\ttabs\r\nx\rlone",
    "|a|b|\n|-|-|\n|漢|`x`|\n\n```\n- code\n```\nשלום עולם. One. Two!\n",
    "---\ntitle: x\n---\n- [ ] task\n- [x] done\n    code\n* * *\n===\n",
};

static const char *const commands[] = {
    "insert;a",          "insert; ",         "insert;é",         "insert;\xCC\x81",
    "insert;- ",         "insert;漢",        "insert;|",         "insert;\n",
    "insert;\r",         "insert;\xE2\x80",  "insert;🇩🇪",        "paste;x\ny\r\nz",
    "paste;https://a.b", "link;https://c.d", "replace-all;a;bb", "replace-all;\\n;x\\n",
    "find;[ab]+",        "replace;a;c",      "go-to-line;2",     "reflow;12",
    "cursor-down;3",
};

struct mirror {
    struct str text;
};

static void follow(const struct undo_change *change, void *data)
{
    struct mirror *mirror = data;
    struct str inserted = {0};
    rope_add_range(change->inserted, 0, SIZE_MAX, &inserted);
    if (mirror->text.data || inserted.len)
        str_replace(&mirror->text, change->pos, change->pos + change->removed, str_view(&inserted));
    str_finish(&inserted);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525 + 1013904223;
    return *seed >> 8;
}

static const char *random_command(uint32_t *seed)
{
    size_t own = sizeof(commands) / sizeof(*commands), count = own;
    for (size_t i = 0; edit_command_tables[i]; i++)
        for (const struct edit_command *at = edit_command_tables[i]; at->name; at++)
            count++;
    size_t pick = next_random(seed) % count;
    if (pick < own)
        return commands[pick];
    pick -= own;
    for (size_t i = 0;; i++)
        for (const struct edit_command *at = edit_command_tables[i]; at->name; at++)
            if (pick-- == 0)
                return at->name;
}

static void text_of(const struct editor *editor, struct str *out)
{
    str_clear(out);
    str_add_text(out, "");
    editor_add_text(editor, 0, SIZE_MAX, out);
}

static size_t column_by_steps(const struct editor *editor)
{
    const struct rope *text = editor_text(editor);
    size_t count = 1, cursor = editor_cursor(editor);
    for (size_t at = rope_line_start(text, rope_line_at(text, cursor)); at < cursor;
         at = span_next(text, at))
        count++;
    return count;
}

static void check_all(struct editor *editor, const struct mirror *mirror, const char *line)
{
    struct str text = {0};
    size_t start, end, words;
    unsigned col;
    text_of(editor, &text);
    editor_selection(editor, &start, &end);
    if (span_floor(editor_text(editor), start) != start ||
        span_floor(editor_text(editor), end) != end || end > text.len)
        fail_msg("%s left the cursor or the selection inside a cluster", line);
    if (start % 4 == 0) /* stepping takes its time */
        assert_int_equal(editor_column(editor), column_by_steps(editor));
    if (!view_equal(str_view(&text), str_view(&mirror->text)))
        fail_msg("%s did not tell all that it changed", line);
    while (!editor_count_words(editor, 7))
        ;
    assert_true(editor_words(editor, &words));
    if (words != render_count_words(str_view(&text)))
        fail_msg("%s made the words %zu, they are %zu", line, words,
                 render_count_words(str_view(&text)));
    struct view_place place = view_place_of(editor, editor_cursor(editor), &col);
    assert_int_equal(view_position(editor, place, col), editor_cursor(editor));
    str_finish(&text);
}

static void go_through_history(struct editor *editor, struct view first)
{
    struct str last = {0}, text = {0};
    struct error err;
    size_t state = undo_current(editor_undo(editor));
    text_of(editor, &last);
    while (marked_run(editor, "undo", &err) == STATUS_OK)
        ;
    text_of(editor, &text);
    assert_true(view_equal(str_view(&text), first));
    assert_int_equal(editor_go_to_state(editor, state, &err), STATUS_OK);
    text_of(editor, &text);
    assert_true(view_equal(str_view(&text), str_view(&last)));
    str_finish(&last);
    str_finish(&text);
}

static void run_random(const char *text, uint32_t seed)
{
    struct editor *editor = editor_new(undo_new(buffer_new_sized(view_of(text), 3, 8), 0));
    struct mirror mirror = {0};
    struct error err;
    str_add_text(&mirror.text, text);
    editor_listen(editor, follow, &mirror);
    view_set_width(editor, 12, 4);
    for (int i = 0; i < STEPS; i++) {
        const char *line = random_command(&seed);
        editor_set_time(editor, (struct undo_when){.time = i, .ticks = i * 300});
        if (next_random(&seed) % 8 == 0)
            editor_set_cursor(editor, next_random(&seed) % (editor_size(editor) + 1),
                              next_random(&seed) % 2);
        uint64_t version = editor_version(editor);
        if (marked_run(editor, line, &err) != STATUS_OK)
            assert_int_equal(editor_version(editor), version);
        check_all(editor, &mirror, line);
        if (editor_size(editor) > 3000)
            editor_replace(editor, 100, SIZE_MAX, VIEW(""));
        if (i % CHECKS == 0)
            go_through_history(editor, view_of(text));
    }
    str_finish(&mirror.text);
    editor_free(editor);
}

static void random_commands_keep_what_always_holds(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
        run_random(texts[i], 11 + i);
}

/* More than is read at once, and a cluster longer than that. */
static void columns_are_counted_in_a_line_of_any_length(void **state)
{
    (void)state;
    static const char *const parts[] = {"plain ", "漢", "👩‍👩‍👧", "🇩🇪", "e\xCC\x81",
                                        "\xFF",   "\r"};
    struct str text = {0};
    uint32_t seed = 5;
    while (text.len < 20000)
        str_add_text(&text, parts[next_random(&seed) % ARRAY_LEN(parts)]);
    for (int i = 0; i < 9000; i++)
        str_add_text(&text, "\xCC\x81");
    str_add_text(&text, "the end");
    struct editor *editor = editor_new(undo_new(buffer_new_sized(str_view(&text), 3, 8), 0));
    for (size_t at = 0; at < text.len; at += at < 3900 || at > 4200 ? 811 : 1) {
        editor_set_cursor(editor, at, false);
        assert_int_equal(editor_column(editor), column_by_steps(editor));
    }
    editor_set_cursor(editor, text.len, false);
    assert_int_equal(editor_column(editor), column_by_steps(editor));
    editor_free(editor);
    str_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_commands_keep_what_always_holds),
        cmocka_unit_test(columns_are_counted_in_a_line_of_any_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
