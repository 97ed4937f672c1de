#include "core/edit/state.h"

#include "core/base/memory.h"
#include "core/edit/emphasis.h"
#include "core/edit/span.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text changes through undo_edit, undo_back and their like alone; each change comes back to
 * editor_changed, which brings all that hangs on positions after it: bookmarks, rows, words, and
 * whoever listens. The text before is at hand there as a rope, which costs nothing to keep. */

/* Where `pos` is after a change; what was inside goes to its start. */
static size_t moved(size_t pos, const struct undo_change *change, size_t inserted)
{
    if (pos <= change->pos)
        return pos;
    if (pos < change->pos + change->removed)
        return change->pos;
    return pos - change->removed + inserted;
}

static void editor_changed(const struct undo_change *change, void *data)
{
    struct editor *editor = data;
    size_t inserted = rope_length(change->inserted);
    struct rope *old = editor->text;
    editor->text = rope_share(buffer_text(undo_buffer(editor->undo)));
    editor->version++;
    if (change->pos < editor->changed_from)
        editor->changed_from = change->pos;
    wrap_change(&editor->wrap, old, editor->text, change->pos, change->removed, inserted);
    tally_change(&editor->tally, old, editor->text, change->pos, change->removed, inserted);
    for (size_t i = 0; i < editor->bookmark_count; i++)
        editor->bookmarks[i] = moved(editor->bookmarks[i], change, inserted);
    for (size_t i = 0; i < EDITOR_MARKS; i++)
        if (editor->marks[i])
            editor->marks[i] = moved(editor->marks[i] - 1, change, inserted) + 1;
    if (editor->table_edit != SIZE_MAX)
        editor->table_edit = moved(editor->table_edit, change, inserted);
    rope_free(old);
    find_forget(&editor->find);
    if (editor->changed)
        editor->changed(change, editor->changed_data);
}

struct editor *editor_new(struct undo *undo)
{
    struct editor *editor = mem_zalloc(1, sizeof(*editor));
    editor->undo = undo;
    editor->text = rope_share(buffer_text(undo_buffer(undo)));
    editor->anchor = editor->table_edit = SIZE_MAX;
    editor->version = 1;
    wrap_init(&editor->wrap);
    undo_watch(undo, editor_changed, editor);
    if (undo_saved(undo) == UNDO_NONE)
        undo_mark_saved(undo);
    return editor;
}

void editor_free(struct editor *editor)
{
    if (!editor)
        return;
    rope_free(editor->text);
    undo_free(editor->undo);
    wrap_finish(&editor->wrap);
    str_finish(&editor->clipboard);
    str_finish(&editor->message);
    pattern_free(editor->find.pattern);
    str_finish(&editor->find.text);
    find_forget(&editor->find);
    free(editor->find.starts);
    free(editor);
}

void editor_listen(struct editor *editor,
                   void (*changed)(const struct undo_change *change, void *data), void *data)
{
    editor->changed = changed;
    editor->changed_data = data;
}

void editor_set_time(struct editor *editor, struct undo_when when)
{
    editor->when = when;
}

const struct rope *editor_text(const struct editor *editor)
{
    return editor->text;
}

const struct undo *editor_undo(const struct editor *editor)
{
    return editor->undo;
}

size_t editor_size(const struct editor *editor)
{
    return rope_length(editor->text);
}

size_t editor_line_count(const struct editor *editor)
{
    return rope_line_count(editor->text);
}

size_t editor_line_of(const struct editor *editor, size_t pos)
{
    return rope_line_at(editor->text, pos);
}

size_t editor_line_start(const struct editor *editor, size_t line)
{
    return rope_line_start(editor->text, line);
}

size_t editor_line_end(const struct editor *editor, size_t line)
{
    return span_line_end(editor->text, line);
}

void editor_add_text(const struct editor *editor, size_t from, size_t to, struct str *out)
{
    rope_add_range(editor->text, from, to, out);
}

size_t editor_cursor(const struct editor *editor)
{
    return editor->cursor;
}

bool editor_selection(const struct editor *editor, size_t *start, size_t *end)
{
    size_t other = editor->anchor == SIZE_MAX ? editor->cursor : editor->anchor;
    *start = other < editor->cursor ? other : editor->cursor;
    *end = other < editor->cursor ? editor->cursor : other;
    return *start < *end;
}

void editor_set_cursor(struct editor *editor, size_t pos, bool selecting)
{
    if (selecting && editor->anchor == SIZE_MAX)
        editor->anchor = editor->cursor;
    else if (!selecting)
        editor->anchor = SIZE_MAX;
    editor->cursor = span_floor(editor->text, pos);
    editor->has_goal = false;
    if (editor->groups == 0) /* it would part a group in two */
        undo_break(editor->undo);
}

void editor_set_selection(struct editor *editor, size_t anchor, size_t cursor)
{
    editor_set_cursor(editor, cursor, false);
    editor->anchor = span_floor(editor->text, anchor);
}

void state_move(struct editor *editor, size_t pos)
{
    editor_set_cursor(editor, pos, false);
}

struct undo_place state_place(const struct editor *editor)
{
    size_t anchor = editor->anchor == SIZE_MAX ? editor->cursor : editor->anchor;
    return (struct undo_place){.cursor = editor->cursor, .anchor = anchor};
}

/* The border at or after `pos`: a change may join what stands at both its ends, and who types goes
 * forward. */
static size_t settle(const struct editor *editor, size_t pos)
{
    size_t border = span_floor(editor->text, pos);
    return border < pos ? span_next(editor->text, border) : border;
}

void state_go_to(struct editor *editor, struct undo_place place)
{
    editor->cursor = settle(editor, place.cursor);
    size_t anchor = settle(editor, place.anchor);
    editor->anchor = anchor == editor->cursor ? SIZE_MAX : anchor;
    editor->has_goal = false;
}

void state_splice(struct editor *editor, size_t from, size_t to, struct view with, size_t cursor)
{
    struct undo_edit edit = {
        .from = from,
        .to = to,
        .text = with,
        .before = state_place(editor),
        .after = {.cursor = cursor, .anchor = cursor},
        .when = editor->when,
    };
    undo_edit(editor->undo, &edit);
    state_go_to(editor, edit.after);
}

void state_step(struct editor *editor, size_t from, size_t to, struct view with, size_t cursor)
{
    editor_begin(editor);
    state_splice(editor, from, to, with, cursor);
    editor_end(editor);
}

bool state_delete_selection(struct editor *editor)
{
    size_t start, end;
    if (!editor_selection(editor, &start, &end))
        return false;
    state_splice(editor, start, end, VIEW(""), start);
    return true;
}

void editor_begin(struct editor *editor)
{
    editor->groups++;
    undo_begin(editor->undo);
}

void editor_end(struct editor *editor)
{
    undo_end(editor->undo);
    editor->groups--;
}

void editor_insert(struct editor *editor, struct view text)
{
    size_t start, end;
    bool selected = editor_selection(editor, &start, &end);
    if (selected && editor->groups == 0)
        undo_break(editor->undo);
    state_splice(editor, start, end, text, start + text.len);
}

/* Appends `text` with the line ends of the file. */
static void add_lines(struct editor *editor, struct view text, struct str *out)
{
    struct view line_end = state_line_end(editor);
    for (size_t at = 0; at < text.len;) {
        size_t end = view_find(text, at, '\n');
        size_t cut = end > at && end < text.len && text.data[end - 1] == '\r' ? end - 1 : end;
        str_add(out, view_slice(text, at, cut));
        if (end < text.len)
            str_add(out, line_end);
        at = end + 1;
    }
}

static bool is_address(const struct editor *editor, size_t start, size_t end)
{
    struct str scratch = {0};
    bool is = emphasis_is_address(span_read(editor->text, start, end, &scratch));
    str_finish(&scratch);
    return is;
}

void editor_paste(struct editor *editor, struct view text)
{
    size_t start, end;
    struct str lines = {0};
    bool selected = editor_selection(editor, &start, &end);
    if (selected && emphasis_is_address(text) && !is_address(editor, start, end) &&
        emphasis_link(editor, text, NULL) == STATUS_OK)
        return;
    add_lines(editor, text, &lines);
    state_step(editor, start, end, str_view(&lines), start + lines.len);
    str_finish(&lines);
}

void editor_replace(struct editor *editor, size_t from, size_t to, struct view with)
{
    size_t length = editor_size(editor);
    to = to < length ? to : length;
    from = from < to ? from : to;
    struct undo_change change = {.pos = from, .removed = to - from};
    state_step(editor, from, to, with, moved(editor->cursor, &change, with.len));
}

enum status editor_go_to_state(struct editor *editor, size_t state, struct error *err)
{
    struct undo_place place = state_place(editor);
    if (!undo_go(editor->undo, state, &place))
        return error_set(err, STATUS_ABSENT, "There is no state %zu of this text", state);
    state_go_to(editor, place);
    return STATUS_OK;
}

bool editor_is_dirty(const struct editor *editor)
{
    return undo_current(editor->undo) != undo_saved(editor->undo);
}

void editor_mark_saved(struct editor *editor)
{
    undo_mark_saved(editor->undo);
}

uint64_t editor_version(const struct editor *editor)
{
    return editor->version;
}

struct view editor_message(const struct editor *editor)
{
    return str_view(&editor->message);
}

struct view editor_clipboard(const struct editor *editor)
{
    return str_view(&editor->clipboard);
}

void editor_set_clipboard(struct editor *editor, struct view text)
{
    str_clear(&editor->clipboard);
    str_add(&editor->clipboard, text);
    editor->clipboard_version++;
}

uint64_t editor_clipboard_version(const struct editor *editor)
{
    return editor->clipboard_version;
}

bool editor_words(const struct editor *editor, size_t *words)
{
    *words = editor->tally.words;
    return editor->tally.at == SIZE_MAX;
}

bool editor_count_words(struct editor *editor, size_t bytes)
{
    return tally_count(&editor->tally, editor->text, bytes);
}

size_t editor_selected_clusters(const struct editor *editor, size_t limit)
{
    size_t start, end;
    editor_selection(editor, &start, &end);
    return span_count(editor->text, start, end - start < limit ? end : start + limit);
}

size_t editor_column(const struct editor *editor)
{
    size_t line = editor_line_of(editor, editor->cursor);
    return 1 + span_count(editor->text, editor_line_start(editor, line), editor->cursor);
}

/* Counts once, over all lines: files with both line ends are few, and mostly small. */
struct view state_line_end(struct editor *editor)
{
    if (!editor->crlf_known) {
        struct rope_cursor cursor = rope_cursor(editor->text, 0, SIZE_MAX);
        struct view chunk;
        size_t crlf = 0, lines = rope_line_count(editor->text) - 1;
        char last = '\0';
        while (rope_cursor_next(&cursor, &chunk)) {
            for (size_t at = view_find(chunk, 0, '\n'); at < chunk.len;
                 at = view_find(chunk, at + 1, '\n'))
                crlf += (at > 0 ? chunk.data[at - 1] : last) == '\r';
            last = chunk.data[chunk.len - 1];
        }
        editor->crlf = 2 * crlf > lines;
        editor->crlf_known = true;
    }
    return editor->crlf ? VIEW("\r\n") : VIEW("\n");
}

void state_say(struct editor *editor, const char *format, ...)
{
    char line[256];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    str_clear(&editor->message);
    str_add_text(&editor->message, line);
}
