#include "core/edit/cmd.h"
#include "core/edit/emphasis.h"
#include "core/edit/fill.h"
#include "core/edit/span.h"
#include "core/edit/state.h"
#include "core/edit/table_edit.h"

/* How many bytes that are no blanks stand before `pos` from `start` on: what a new filling keeps.
 */
static size_t count_solid(const struct rope *text, size_t start, size_t pos)
{
    struct rope_cursor cursor = rope_cursor(text, start, pos);
    struct view chunk;
    size_t count = 0;
    while (rope_cursor_next(&cursor, &chunk))
        for (size_t i = 0; i < chunk.len; i++)
            count += (unsigned char)chunk.data[i] > ' ';
    return count;
}

/* The position in `text` behind `count` bytes that are no blanks. */
static size_t after_solid(struct view text, size_t count)
{
    size_t at = 0;
    for (; at < text.len && count > 0; at++)
        count -= (unsigned char)text.data[at] > ' ';
    return at;
}

/* Quote marks are solid too, one at each line: the cursor is kept by the words of its own line. */
static size_t keep_cursor(const struct editor *editor, const struct block *block,
                          struct view filled)
{
    const struct rope *text = editor->text;
    size_t end = span_line_end(text, block->last);
    if (editor->cursor <= block->shape.start)
        return editor->cursor;
    if (editor->cursor >= end || block->shape.quotes)
        return editor->cursor >= end ? editor->cursor - end + block->shape.start + filled.len
                                     : block->shape.start + block->shape.text;
    size_t solid = count_solid(text, block->shape.start, editor->cursor);
    size_t at = after_solid(filled, solid);
    char before = rope_byte(text, editor->cursor - 1);
    if ((before == ' ' || before == '\t') && at < filled.len && filled.data[at] == ' ')
        at++;
    return block->shape.start + at;
}

static void fill_lines(struct editor *editor, const struct block *block, size_t cols)
{
    struct str filled = {0}, old = {0};
    size_t start = block->shape.start, end = span_line_end(editor->text, block->last);
    fill_block(editor->text, block, cols, state_line_end(editor), &filled);
    rope_add_range(editor->text, start, end, &old);
    if (!view_equal(str_view(&old), str_view(&filled)))
        state_splice(editor, start, end, str_view(&filled),
                     keep_cursor(editor, block, str_view(&filled)));
    str_finish(&old);
    str_finish(&filled);
}

static enum status run_reflow(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    size_t cols, first, last, done = 0;
    enum status status = cmd_number(call, 1, editor->wrap.cols, &cols, err);
    if (status != STATUS_OK)
        return status;
    cmd_lines(editor, &first, &last);
    editor_begin(editor);
    for (size_t line = last;; line--) { /* upwards, so that the lines to come stay where they are */
        struct block block;
        if (block_find(editor->text, line, &block)) {
            if (block.prose && ++done)
                fill_lines(editor, &block, cols);
            line = block.first < line ? block.first : line;
        }
        if (line <= first)
            break;
    }
    editor_end(editor);
    if (done == 0)
        return error_set(err, STATUS_INVALID, "There is no paragraph here to fill");
    return STATUS_OK;
}

/* Turns the box of the line over, or gives it one. */
static void toggle_line(struct editor *editor, size_t line, bool alone)
{
    struct shape shape;
    shape_read(editor->text, line, &shape);
    if (shape.blank && !shape.kind && !alone)
        return;
    size_t from = shape.start + shape.text, to = from, cursor = editor->cursor;
    struct view with = shape.kind ? VIEW("[ ] ") : VIEW("- [ ] ");
    if (shape.task) {
        from = shape.start + shape.gap + 1;
        to = from + 1;
        with = shape.bytes[shape.gap + 1] == ' ' ? VIEW("x") : VIEW(" ");
    } else if (shape.kind && shape.gap == shape.mark) {
        with = VIEW(" [ ] ");
    }
    if (cursor >= to)
        cursor = cursor - (to - from) + with.len;
    state_splice(editor, from, to, with, cursor);
}

static enum status run_toggle_task(struct edit_call *call, struct error *err)
{
    (void)err;
    struct editor *editor = call->editor;
    size_t first, last;
    cmd_lines(editor, &first, &last);
    editor_begin(editor);
    for (size_t line = first; line <= last; line++)
        toggle_line(editor, line, first == last);
    editor_end(editor);
    return STATUS_OK;
}

static enum status run_toggle_bold(struct edit_call *call, struct error *err)
{
    return emphasis_toggle(call->editor, "**", err);
}

static enum status run_toggle_italic(struct edit_call *call, struct error *err)
{
    return emphasis_toggle(call->editor, "*", err);
}

static enum status run_toggle_code(struct edit_call *call, struct error *err)
{
    return emphasis_toggle(call->editor, "`", err);
}

static enum status run_link(struct edit_call *call, struct error *err)
{
    struct view address = call->argc > 1 ? view_of(call->argv[1]) : VIEW("");
    return emphasis_link(call->editor, address, err);
}

static enum status run_table_align(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    editor_begin(editor);
    bool table = table_edit_align(editor, rope_line_at(editor->text, editor->cursor));
    editor_end(editor);
    return table ? STATUS_OK : error_set(err, STATUS_INVALID, "The cursor is in no table");
}

const struct edit_command cmd_prose_table[] = {
    {"reflow", "[COLUMNS]", "fill the lines of the paragraph anew", "Prose", run_reflow},
    {"toggle-task", "", "check or uncheck a task, or make one", "Prose", run_toggle_task},
    {"toggle-bold", "", "bold, or no more", "Prose", run_toggle_bold},
    {"toggle-italic", "", "italic, or no more", "Prose", run_toggle_italic},
    {"toggle-code", "", "code, or no more", "Prose", run_toggle_code},
    {"link", "[ADDRESS]", "make the selection a link", "Prose", run_link},
    {"table-align", "", "set the columns of the table to one width", "Prose", run_table_align},
    {0},
};
