#include "core/edit/cmd.h"
#include "core/edit/motion.h"
#include "core/edit/span.h"
#include "core/edit/state.h"
#include "core/edit/view.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Each motion stands in two commands: one moves the cursor, its twin selects on the way. The row of
 * this table says where a motion leads; the command finds its row by its own name. */

struct motion {
    const char *move, *select;
    size_t (*leads)(const struct rope *text, size_t pos); /* NULL: by rows of the screen */
    int rows;                                             /* 1 down, -1 up */
};

enum { PAGE_ROWS = 20 };

enum status cmd_number(const struct edit_call *call, size_t at, size_t otherwise, size_t *out,
                       struct error *err)
{
    *out = otherwise;
    if (at >= call->argc)
        return STATUS_OK;
    char *end;
    errno = 0;
    unsigned long value = strtoul(call->argv[at], &end, 10);
    if (call->argv[at][0] < '0' || call->argv[at][0] > '9' || *end || errno || value < 1)
        return error_set(err, STATUS_INVALID, "%s: \"%s\" is no number from 1 on", call->argv[0],
                         call->argv[at]);
    *out = value;
    return STATUS_OK;
}

/* `rows` further on by screen lines; at the first or last one, to its end. */
static size_t go_rows(struct editor *editor, long rows)
{
    unsigned col;
    long moved;
    struct view_place place = view_place_of(editor, editor->cursor, &col);
    if (!editor->has_goal)
        editor->goal = col;
    place = view_scroll(editor, place, rows, &moved);
    if (moved == 0)
        return rows < 0 ? 0 : rope_length(editor->text);
    return view_position(editor, place, editor->goal);
}

/* To the first word of the line, and from there to its very start. */
static size_t line_start(const struct rope *text, size_t pos)
{
    size_t line = rope_line_at(text, pos), start = rope_line_start(text, line);
    size_t first = span_skip_blanks(text, start, span_line_end(text, line));
    return pos == first ? start : first;
}

static size_t line_end(const struct rope *text, size_t pos)
{
    return span_line_end(text, rope_line_at(text, pos));
}

static size_t text_start(const struct rope *text, size_t pos)
{
    (void)text;
    (void)pos;
    return 0;
}

static size_t text_end(const struct rope *text, size_t pos)
{
    (void)pos;
    return rope_length(text);
}

static const struct motion motions[] = {
    {"cursor-left", "select-left", span_previous, 0},
    {"cursor-right", "select-right", span_next, 0},
    {"cursor-up", "select-up", NULL, -1},
    {"cursor-down", "select-down", NULL, 1},
    {"page-up", "select-page-up", NULL, -1},
    {"page-down", "select-page-down", NULL, 1},
    {"word-left", "select-word-left", motion_word_left, 0},
    {"word-right", "select-word-right", motion_word_right, 0},
    {"sentence-previous", "select-sentence-previous", motion_sentence_previous, 0},
    {"sentence-next", "select-sentence-next", motion_sentence_next, 0},
    {"paragraph-previous", "select-paragraph-previous", motion_paragraph_previous, 0},
    {"paragraph-next", "select-paragraph-next", motion_paragraph_next, 0},
    {"heading-previous", "select-heading-previous", motion_heading_previous, 0},
    {"heading-next", "select-heading-next", motion_heading_next, 0},
    {"line-start", "select-line-start", line_start, 0},
    {"line-end", "select-line-end", line_end, 0},
    {"text-start", "select-text-start", text_start, 0},
    {"text-end", "select-text-end", text_end, 0},
};

static const struct motion *find_motion(const char *name, bool *selecting)
{
    for (size_t i = 0; i < sizeof(motions) / sizeof(*motions); i++) {
        *selecting = strcmp(name, motions[i].select) == 0;
        if (*selecting || strcmp(name, motions[i].move) == 0)
            return &motions[i];
    }
    return NULL;
}

static enum status run_motion(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    bool selecting;
    const struct motion *motion = find_motion(call->argv[0], &selecting);
    size_t rows, start, end;
    bool page = strstr(call->argv[0], "page") != NULL;
    enum status status = cmd_number(call, 1, page ? PAGE_ROWS : 1, &rows, err);
    if (status != STATUS_OK)
        return status;
    bool selected = editor_selection(editor, &start, &end) && !selecting;
    if (!motion->leads) {
        size_t pos = go_rows(editor, motion->rows * (long)(rows < INT32_MAX ? rows : INT32_MAX));
        editor_set_cursor(editor, pos, selecting);
        editor->has_goal = true;
    } else if (selected && motion->leads == span_previous) {
        state_move(editor, start);
    } else if (selected && motion->leads == span_next) {
        state_move(editor, end);
    } else {
        editor_set_cursor(editor, motion->leads(editor->text, editor->cursor), selecting);
    }
    return STATUS_OK;
}

static enum status run_go_to_line(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    size_t line, lines = rope_line_count(editor->text);
    enum status status = cmd_number(call, 1, 1, &line, err);
    if (status != STATUS_OK)
        return status;
    state_move(editor, rope_line_start(editor->text, (line < lines ? line : lines) - 1));
    return STATUS_OK;
}

static enum status run_bookmark(struct edit_call *call, struct error *err)
{
    (void)err;
    struct editor *editor = call->editor;
    if (editor->bookmark_count == EDITOR_BOOKMARKS) {
        editor->bookmark_count--;
        memmove(editor->bookmarks, editor->bookmarks + 1,
                editor->bookmark_count * sizeof(*editor->bookmarks));
    }
    editor->bookmarks[editor->bookmark_count++] = editor->cursor;
    state_say(editor, "bookmark set at line %zu", rope_line_at(editor->text, editor->cursor) + 1);
    return STATUS_OK;
}

static enum status run_bookmark_return(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    if (editor->bookmark_count == 0)
        return error_set(err, STATUS_ABSENT, "There is no bookmark to return to");
    state_move(editor, editor->bookmarks[--editor->bookmark_count]);
    return STATUS_OK;
}

const struct edit_command cmd_move_table[] = {
    {"cursor-left", "", "one character back", "Move", run_motion},
    {"cursor-right", "", "one character on", "Move", run_motion},
    {"cursor-up", "[ROWS]", "one row up, keeping the column", "Move", run_motion},
    {"cursor-down", "[ROWS]", "one row down, keeping the column", "Move", run_motion},
    {"page-up", "[ROWS]", "a page up", "Move", run_motion},
    {"page-down", "[ROWS]", "a page down", "Move", run_motion},
    {"word-left", "", "to the start of a word", "Move", run_motion},
    {"word-right", "", "to the end of a word", "Move", run_motion},
    {"sentence-previous", "", "to the start of a sentence", "Move", run_motion},
    {"sentence-next", "", "to the start of the next sentence", "Move", run_motion},
    {"paragraph-previous", "", "to the start of a paragraph", "Move", run_motion},
    {"paragraph-next", "", "to the start of the next paragraph", "Move", run_motion},
    {"heading-previous", "", "to the heading above", "Move", run_motion},
    {"heading-next", "", "to the heading below", "Move", run_motion},
    {"line-start", "", "to the first word of the line, then to its start", "Move", run_motion},
    {"line-end", "", "to the end of the line", "Move", run_motion},
    {"text-start", "", "to the start of the text", "Move", run_motion},
    {"text-end", "", "to the end of the text", "Move", run_motion},
    {"go-to-line", "NUMBER", "to a line by its number", "Move", run_go_to_line},
    {"bookmark", "", "remember this place", "Move", run_bookmark},
    {"bookmark-return", "", "back to the place remembered last", "Move", run_bookmark_return},
    {0},
};

const struct edit_command cmd_select_table[] = {
    {"select-left", "", "select one character back", "Select", run_motion},
    {"select-right", "", "select one character on", "Select", run_motion},
    {"select-up", "[ROWS]", "select one row up", "Select", run_motion},
    {"select-down", "[ROWS]", "select one row down", "Select", run_motion},
    {"select-page-up", "[ROWS]", "select a page up", "Select", run_motion},
    {"select-page-down", "[ROWS]", "select a page down", "Select", run_motion},
    {"select-word-left", "", "select to the start of a word", "Select", run_motion},
    {"select-word-right", "", "select to the end of a word", "Select", run_motion},
    {"select-sentence-previous", "", "select to the start of a sentence", "Select", run_motion},
    {"select-sentence-next", "", "select to the next sentence", "Select", run_motion},
    {"select-paragraph-previous", "", "select to the start of a paragraph", "Select", run_motion},
    {"select-paragraph-next", "", "select to the next paragraph", "Select", run_motion},
    {"select-heading-previous", "", "select to the heading above", "Select", run_motion},
    {"select-heading-next", "", "select to the heading below", "Select", run_motion},
    {"select-line-start", "", "select to the start of the line", "Select", run_motion},
    {"select-line-end", "", "select to the end of the line", "Select", run_motion},
    {"select-text-start", "", "select to the start of the text", "Select", run_motion},
    {"select-text-end", "", "select to the end of the text", "Select", run_motion},
    {0},
};
