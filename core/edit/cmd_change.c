#include "core/edit/cmd.h"
#include "core/edit/list.h"
#include "core/edit/motion.h"
#include "core/edit/shape.h"
#include "core/edit/span.h"
#include "core/edit/state.h"
#include "core/edit/table_edit.h"

#include <string.h>

void cmd_lines(const struct editor *editor, size_t *first, size_t *last)
{
    size_t start, end;
    bool selected = editor_selection(editor, &start, &end);
    *first = rope_line_at(editor->text, start);
    *last = rope_line_at(editor->text, end);
    if (selected && *last > *first && rope_line_start(editor->text, *last) == end)
        --*last;
}

static enum status run_insert(struct edit_call *call, struct error *err)
{
    (void)err;
    editor_insert(call->editor, view_of(call->argv[1]));
    return STATUS_OK;
}

static enum status run_newline(struct edit_call *call, struct error *err)
{
    (void)err;
    editor_begin(call->editor);
    state_delete_selection(call->editor);
    list_newline(call->editor);
    editor_end(call->editor);
    return STATUS_OK;
}

/* Deletes the selection, or else to where `leads` says. Erasing on and on is one step by words. */
static enum status delete_to(struct editor *editor,
                             size_t (*leads)(const struct rope *text, size_t pos))
{
    if (state_delete_selection(editor))
        return STATUS_OK;
    size_t pos = leads(editor->text, editor->cursor);
    size_t from = pos < editor->cursor ? pos : editor->cursor;
    state_splice(editor, from, pos < editor->cursor ? editor->cursor : pos, VIEW(""), from);
    return STATUS_OK;
}

static enum status run_delete_back(struct edit_call *call, struct error *err)
{
    (void)err;
    return delete_to(call->editor, span_previous);
}

static enum status run_delete_forward(struct edit_call *call, struct error *err)
{
    (void)err;
    return delete_to(call->editor, span_next);
}

static enum status run_delete_word_back(struct edit_call *call, struct error *err)
{
    (void)err;
    return delete_to(call->editor, motion_word_left);
}

static enum status run_delete_word_forward(struct edit_call *call, struct error *err)
{
    (void)err;
    return delete_to(call->editor, motion_word_right);
}

static enum status run_delete_line(struct edit_call *call, struct error *err)
{
    (void)err;
    struct editor *editor = call->editor;
    size_t first, last;
    cmd_lines(editor, &first, &last);
    size_t from = rope_line_start(editor->text, first);
    size_t to = rope_line_start(editor->text, last + 1);
    if (last + 1 >= rope_line_count(editor->text) && first > 0)
        from = span_line_end(editor->text, first - 1);
    state_step(editor, from, to, VIEW(""), from);
    return STATUS_OK;
}

/* Exchanges the lines from `first` to before `middle` with those to `last`. The line ends stay
 * where they are, so that a last line without one is still the last. The cursor goes with its
 * lines. */
static void exchange_lines(struct editor *editor, size_t first, size_t middle, size_t last)
{
    const struct rope *text = editor->text;
    struct undo_place place = state_place(editor);
    struct str lines = {0};
    size_t start = rope_line_start(text, first), end = span_line_end(text, middle - 1);
    size_t below = rope_line_start(text, middle), stop = span_line_end(text, last);
    bool down = place.cursor < below;
    size_t shift = down ? stop - end : below - start;
    rope_add_range(text, below, stop, &lines);
    rope_add_range(text, end, below, &lines);
    rope_add_range(text, start, end, &lines);
    state_step(editor, start, stop, str_view(&lines), start);
    place.cursor = down ? place.cursor + shift : place.cursor - shift;
    place.anchor = down ? place.anchor + shift : place.anchor - shift;
    state_go_to(editor, place);
    str_finish(&lines);
}

static enum status run_line_up(struct edit_call *call, struct error *err)
{
    (void)err;
    size_t first, last;
    cmd_lines(call->editor, &first, &last);
    if (first > 0)
        exchange_lines(call->editor, first - 1, first, last);
    return STATUS_OK;
}

static enum status run_line_down(struct edit_call *call, struct error *err)
{
    (void)err;
    const struct rope *text = call->editor->text;
    size_t first, last, lines = rope_line_count(text);
    cmd_lines(call->editor, &first, &last);
    bool ends = last + 2 == lines && rope_line_start(text, last + 1) == rope_length(text);
    if (last + 1 < lines && !ends) /* what follows a final line end is no line to a person */
        exchange_lines(call->editor, first, last + 1, last + 1);
    return STATUS_OK;
}

/* Puts blanks up to the next tab stop. */
static void insert_tab(struct editor *editor)
{
    struct str blanks = {0};
    unsigned tab = editor->wrap.tab_cols;
    state_delete_selection(editor);
    size_t col = editor_column(editor) - 1, cursor = editor->cursor;
    str_add_many(&blanks, ' ', tab - col % tab);
    state_splice(editor, cursor, cursor, str_view(&blanks), cursor + blanks.len);
    str_finish(&blanks);
}

/* Takes a tab, or blanks up to one, from the start of the line, or puts them there. */
static void shift_line(struct editor *editor, size_t line, bool in)
{
    size_t start = rope_line_start(editor->text, line), end = span_line_end(editor->text, line);
    size_t most = start + editor->wrap.tab_cols, cursor = editor->cursor;
    struct str blanks = {0};
    if (in && start < end) {
        str_add_many(&blanks, ' ', editor->wrap.tab_cols);
        state_splice(editor, start, start, str_view(&blanks),
                     cursor < start ? cursor : cursor + blanks.len);
    } else if (!in) {
        size_t to = span_skip_blanks(editor->text, start, most < end ? most : end);
        if (to > start && rope_byte(editor->text, start) == '\t')
            to = start + 1;
        size_t gone = cursor < to ? cursor - (cursor < start ? cursor : start) : to - start;
        state_splice(editor, start, to, VIEW(""), cursor - gone);
    }
    str_finish(&blanks);
}

static void shift_lines(struct editor *editor, size_t first, size_t last, bool in)
{
    size_t start, end;
    bool selected = editor_selection(editor, &start, &end);
    for (size_t line = first; line <= last; line++) {
        size_t below = line;
        if (in ? list_indent(editor, line, &below) : list_outdent(editor, line, &below))
            line = below;
        else
            shift_line(editor, line, in);
    }
    if (selected)
        editor_set_selection(editor, rope_line_start(editor->text, first),
                             span_line_end(editor->text, last));
}

static bool is_item(const struct editor *editor, size_t line)
{
    struct shape shape;
    shape_read(editor->text, line, &shape);
    return shape.kind && !shape_in_fence(editor->text, line);
}

static enum status run_tab(struct edit_call *call, struct error *err)
{
    (void)err;
    struct editor *editor = call->editor;
    size_t first, last;
    editor_begin(editor);
    cmd_lines(editor, &first, &last);
    if (!table_edit_move(editor, 1)) {
        if (first != last || is_item(editor, first))
            shift_lines(editor, first, last, true);
        else
            insert_tab(editor);
    }
    editor_end(editor);
    return STATUS_OK;
}

static enum status run_backtab(struct edit_call *call, struct error *err)
{
    (void)err;
    struct editor *editor = call->editor;
    size_t first, last;
    editor_begin(editor);
    cmd_lines(editor, &first, &last);
    if (!table_edit_move(editor, -1))
        shift_lines(editor, first, last, false);
    editor_end(editor);
    return STATUS_OK;
}

static enum status run_undo(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    struct undo_place place;
    if (!undo_back(editor->undo, &place))
        return error_set(err, STATUS_ABSENT, "This is how the text was when it was opened");
    state_go_to(editor, place);
    return STATUS_OK;
}

static enum status run_redo(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    struct undo_place place;
    if (!undo_forward(editor->undo, &place))
        return error_set(err, STATUS_ABSENT, "There is nothing to redo");
    state_go_to(editor, place);
    return STATUS_OK;
}

const struct edit_command cmd_change_table[] = {
    {"insert", "TEXT", "type TEXT", "Edit", run_insert},
    {"newline", "", "a new line; goes on with a list, quote or task", "Edit", run_newline},
    {"tab", "", "indent an item or lines; the next cell of a table", "Edit", run_tab},
    {"backtab", "", "outdent an item or lines; the cell before", "Edit", run_backtab},
    {"delete-back", "", "delete the character before", "Edit", run_delete_back},
    {"delete-forward", "", "delete the character after", "Edit", run_delete_forward},
    {"delete-word-back", "", "delete to the start of the word", "Edit", run_delete_word_back},
    {"delete-word-forward", "", "delete to the end of the word", "Edit", run_delete_word_forward},
    {"delete-line", "", "delete the line", "Edit", run_delete_line},
    {"line-up", "", "move the line up", "Edit", run_line_up},
    {"line-down", "", "move the line down", "Edit", run_line_down},
    {"undo", "", "back to before the last change", "Edit", run_undo},
    {"redo", "", "forward again", "Edit", run_redo},
    {0},
};
