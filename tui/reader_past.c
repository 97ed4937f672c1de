#include "core/base/memory.h"
#include "core/text/line_diff.h"
#include "tui/reader_parts.h"

#include <stdlib.h>

/* A version of the file out of history, in place of the disk's. */

/* What line `line` (from 1; 0 is the top) of `from` became in `to`. */
static uint32_t line_in(struct view from, struct view to, uint32_t line)
{
    struct line_diff diff;
    size_t at = line ? line - 1 : 0, became = at;
    line_diff_make(from, to, &diff);
    for (size_t i = 0; i < diff.edits.count && diff.edits.items[i].old_start <= at; i++) {
        const struct compare_edit *edit = &diff.edits.items[i];
        size_t old_end = edit->old_start + edit->old_count;
        size_t new_end = edit->new_start + edit->new_count;
        became = at < old_end ? edit->new_start + (at - edit->old_start) : at - old_end + new_end;
        if (at < old_end && became >= new_end)
            became = new_end > edit->new_start ? new_end - 1 : new_end;
    }
    line_diff_finish(&diff);
    return line ? (uint32_t)became + 1 : 0;
}

/* Before the text becomes another. The place is found from the text in which the person scrolled
 * last, so that going there and back comes to the same place. */
static void keep_still(struct reader *reader)
{
    bool moved = reader->top != reader->want_row;
    reader_mark_place(reader);
    if (!moved && reader->past)
        return;
    str_clear(&reader->still);
    str_add(&reader->still, str_view(&reader->text));
    reader->still_line = reader->want_line;
    reader->still_offset = reader->want_offset;
}

static void find_still(struct reader *reader)
{
    reader->want_line =
        line_in(str_view(&reader->still), str_view(&reader->text), reader->still_line);
    reader->want_offset = reader->still_offset;
    reader_drop_page(reader);
}

void reader_show_past(struct reader *reader, struct view text, const struct view *older)
{
    keep_still(reader);
    reader->past = true;
    free(reader->problem);
    reader->problem = NULL;
    str_clear(&reader->text);
    str_add(&reader->text, text);
    str_clear(&reader->older);
    if (older)
        str_add(&reader->older, *older);
    reader->has_older = older != NULL;
    find_still(reader);
}

void reader_leave_past(struct reader *reader, const struct workspace *ws)
{
    if (!reader->past)
        return;
    keep_still(reader);
    reader->past = reader->has_older = false;
    str_finish(&reader->older);
    reader_read(reader, ws);
    find_still(reader);
    str_finish(&reader->still);
}

bool reader_step_change(struct reader *reader, int by, size_t rows)
{
    const bool *changed = reader->changed;
    size_t count = reader->page.page.row_count, edge = rows / 4, at = reader->top + edge;
    if (!changed || reader->cols == 0)
        return false;
    size_t row = at < count ? at : count;
    while (by > 0 ? ++row < count : row-- > 0)
        if (changed[row] && (row == 0 || !changed[row - 1])) {
            reader->top = row > edge ? row - edge : 0;
            return true;
        }
    return false;
}
