#include "core/text/line_edit.h"

#include "core/text/cluster.h"
#include "core/text/utf8.h"

#include <utf8proc.h>

/* What is cut off comes out at cluster borders as they stand before the cut. Joining what was apart
 * may make one cluster of two (a mark comes to stand behind a letter), so the cursor is put back
 * on a border after every change. */

static void line_edit_settle(struct line_edit *line)
{
    struct view text = str_view(&line->text);
    if (line->cursor == 0 || line->cursor >= text.len)
        return;
    size_t start = cluster_previous(text, line->cursor);
    struct cluster cluster;
    line->cursor = cluster_next(text, start, &cluster);
}

static void line_edit_cut(struct line_edit *line, size_t from, size_t to)
{
    str_replace(&line->text, from, to, VIEW(""));
    line->cursor = from;
    line->selected = false;
    line_edit_settle(line);
}

static bool line_edit_cut_selected(struct line_edit *line)
{
    bool selected = line->selected;
    if (selected)
        line_edit_cut(line, 0, line->text.len);
    return selected;
}

void line_edit_set(struct line_edit *line, struct view text)
{
    struct str old = line->text; /* `text` may lie in it */
    *line = (struct line_edit){0};
    line_edit_insert(line, text);
    str_finish(&old);
}

void line_edit_select(struct line_edit *line)
{
    line_edit_end(line);
    line->selected = line->text.len > 0;
}

void line_edit_finish(struct line_edit *line)
{
    str_finish(&line->text);
    line->cursor = 0;
    line->selected = false;
}

static void add_kept(struct str *out, struct view text)
{
    for (size_t pos = 0, size; pos < text.len; pos += size) {
        uint32_t code = utf8_decode(text, pos, &size);
        if (code == '\t' || code == '\n' || code == '\r')
            str_add_char(out, ' ');
        else if (code >= 0x20 && (code < 0x7F || code > 0x9F))
            str_add(out, view_slice(text, pos, pos + size));
    }
}

void line_edit_insert(struct line_edit *line, struct view text)
{
    struct str kept = {0};
    add_kept(&kept, text);
    line_edit_cut_selected(line);
    if (line->cursor > line->text.len)
        line->cursor = line->text.len;
    str_replace(&line->text, line->cursor, line->cursor, str_view(&kept));
    line->cursor += kept.len;
    line_edit_settle(line);
    str_finish(&kept);
}

void line_edit_left(struct line_edit *line)
{
    line->selected = false;
    if (line->cursor > 0)
        line->cursor = cluster_previous(str_view(&line->text), line->cursor);
}

void line_edit_right(struct line_edit *line)
{
    struct cluster cluster;
    line->selected = false;
    if (line->cursor < line->text.len)
        line->cursor = cluster_next(str_view(&line->text), line->cursor, &cluster);
}

/* Letters, marks and digits of any script make words. */
static bool is_word_at(const struct line_edit *line, size_t pos)
{
    size_t size;
    uint32_t code = utf8_decode(str_view(&line->text), pos, &size);
    if (code == UTF8_INVALID)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO) || code == '_';
}

static bool is_word_before(const struct line_edit *line)
{
    return is_word_at(line, cluster_previous(str_view(&line->text), line->cursor));
}

void line_edit_word_left(struct line_edit *line)
{
    line->selected = false;
    while (line->cursor > 0 && !is_word_before(line))
        line_edit_left(line);
    while (line->cursor > 0 && is_word_before(line))
        line_edit_left(line);
}

void line_edit_word_right(struct line_edit *line)
{
    line->selected = false;
    while (line->cursor < line->text.len && !is_word_at(line, line->cursor))
        line_edit_right(line);
    while (line->cursor < line->text.len && is_word_at(line, line->cursor))
        line_edit_right(line);
}

void line_edit_home(struct line_edit *line)
{
    line->selected = false;
    line->cursor = 0;
}

void line_edit_end(struct line_edit *line)
{
    line->selected = false;
    line->cursor = line->text.len;
}

void line_edit_backspace(struct line_edit *line)
{
    if (line_edit_cut_selected(line))
        return;
    size_t to = line->cursor;
    line_edit_left(line);
    line_edit_cut(line, line->cursor, to);
}

void line_edit_delete(struct line_edit *line)
{
    if (line_edit_cut_selected(line))
        return;
    size_t from = line->cursor;
    line_edit_right(line);
    line_edit_cut(line, from, line->cursor);
}

void line_edit_delete_word(struct line_edit *line)
{
    if (line_edit_cut_selected(line))
        return;
    size_t to = line->cursor;
    line_edit_word_left(line);
    line_edit_cut(line, line->cursor, to);
}

void line_edit_delete_to_start(struct line_edit *line)
{
    if (line_edit_cut_selected(line))
        return;
    line_edit_cut(line, 0, line->cursor);
}

void line_edit_delete_to_end(struct line_edit *line)
{
    if (line_edit_cut_selected(line))
        return;
    line_edit_cut(line, line->cursor, line->text.len);
}
