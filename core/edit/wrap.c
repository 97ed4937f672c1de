#include "core/edit/wrap.h"

#include "core/base/memory.h"
#include "core/edit/row.h"
#include "core/edit/shape.h"
#include "core/edit/span.h"

#include <stdlib.h>
#include <string.h>

/* Where a row begins depends on the row before it and on nothing behind its own end. So a change
 * leaves the rows before it that end before it; and once a row comes to begin where one began
 * before, behind the change, all that follow do so too. `behind` holds those: whether it is reached
 * is not known yet, but from any of its places the next one follows. */

void wrap_init(struct wrap *wrap)
{
    *wrap = (struct wrap){.cols = 80, .tab_cols = 4};
}

void wrap_finish(struct wrap *wrap)
{
    for (size_t i = 0; i < WRAP_LINES; i++) {
        free(wrap->lines[i].starts);
        free(wrap->lines[i].behind);
    }
    *wrap = (struct wrap){0};
}

void wrap_clear(struct wrap *wrap)
{
    for (size_t i = 0; i < WRAP_LINES; i++)
        wrap->lines[i].used = 0;
}

/* The cells that stand empty before the second row; none where little room would be left. */
static unsigned find_hang(const struct wrap *wrap, const struct rope *text, size_t line)
{
    struct shape shape;
    shape_read(text, line, &shape);
    struct row_cells cells = {.cols = SIZE_MAX, .tab_cols = wrap->tab_cols};
    size_t hang = row_width(&cells, view_from(shape.bytes, shape.text));
    return hang <= wrap->cols / 2 ? (unsigned)hang : 0;
}

static struct wrap_line *find_line(struct wrap *wrap, size_t line)
{
    for (size_t i = 0; i < WRAP_LINES; i++)
        if (wrap->lines[i].used && wrap->lines[i].line == line)
            return &wrap->lines[i];
    return NULL;
}

static struct wrap_line *take_line(struct wrap *wrap, const struct rope *text, size_t line)
{
    struct wrap_line *found = find_line(wrap, line);
    if (!found) {
        found = &wrap->lines[0];
        for (size_t i = 1; i < WRAP_LINES; i++)
            if (wrap->lines[i].used < found->used)
                found = &wrap->lines[i];
        found->line = line;
        found->hang = find_hang(wrap, text, line);
        found->complete = false;
        found->count = found->behind_count = 0;
        *ARRAY_PUSH(found->starts, found->count, found->cap) = 0;
    }
    found->used = ++wrap->clock;
    return found;
}

/* Takes over the rows behind a change if the last row begins where one of them does. */
static void take_behind(struct wrap_line *line)
{
    size_t last = line->starts[line->count - 1];
    while (line->behind_count && line->behind[line->behind_count - 1] < last)
        line->behind_count--;
    if (!line->behind_count || line->behind[line->behind_count - 1] != last)
        return;
    while (--line->behind_count)
        *ARRAY_PUSH(line->starts, line->count, line->cap) = line->behind[line->behind_count - 1];
    line->complete = line->behind_complete;
}

/* Finds the rows up to number `row` and the one that holds `offset`, whichever is reached last. */
static void extend(const struct wrap *wrap, const struct rope *text, struct wrap_line *line,
                   size_t row, size_t offset)
{
    struct row_cutter cutter = {
        .cells = {.cols = wrap->cols, .tab_cols = wrap->tab_cols},
        .text = text,
        .start = rope_line_start(text, line->line),
        .end = span_line_end(text, line->line),
    };
    while (!line->complete && (line->count <= row || line->starts[line->count - 1] <= offset)) {
        size_t last = line->starts[line->count - 1];
        cutter.cells.indent = line->count > 1 ? line->hang : 0;
        cutter.hang = line->hang;
        size_t next = row_cut(&cutter, cutter.start + last);
        if (next >= cutter.end) {
            line->complete = true;
            line->behind_count = 0;
        } else {
            *ARRAY_PUSH(line->starts, line->count, line->cap) = next - cutter.start;
            take_behind(line);
        }
    }
    str_finish(&cutter.scratch);
}

const struct wrap_line *wrap_rows(struct wrap *wrap, const struct rope *text, size_t line,
                                  size_t row)
{
    struct wrap_line *found = take_line(wrap, text, line);
    if (!found->complete && found->count <= row)
        extend(wrap, text, found, row, 0);
    return found;
}

const struct wrap_line *wrap_rows_to(struct wrap *wrap, const struct rope *text, size_t line,
                                     size_t offset)
{
    struct wrap_line *found = take_line(wrap, text, line);
    if (!found->complete && found->starts[found->count - 1] <= offset)
        extend(wrap, text, found, 0, offset);
    return found;
}

size_t wrap_row_of(const struct wrap_line *line, size_t offset)
{
    size_t low = 0, high = line->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (line->starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Puts the rows that begin at or after `from`, now `shift` bytes further on, behind the change. */
static void keep_behind(struct wrap_line *line, size_t from, size_t shift)
{
    if (line->behind_count == 0) {
        size_t row = line->count;
        while (row > 0 && line->starts[row - 1] >= from) {
            *ARRAY_PUSH(line->behind, line->behind_count, line->behind_cap) =
                line->starts[--row] + shift;
        }
        line->behind_complete = line->complete;
        return;
    }
    size_t kept = 0;
    while (kept < line->behind_count && line->behind[kept] >= from)
        line->behind[kept++] += shift; /* a negative one wraps around */
    line->behind_count = kept;
}

/* A change inside a line, between `before` and `after` of its old bytes. */
static void change_inside(struct wrap_line *line, size_t before, size_t after, size_t shift)
{
    size_t keep = wrap_row_of(line, before);
    keep_behind(line, after, shift);
    line->count = keep > 0 ? keep : 1;
    line->complete = false;
}

/* The start of the cluster before the one that holds `pos`: the last that a row may end with
 * without having looked at what stands at `pos`. */
static size_t before_change(const struct rope *text, size_t pos)
{
    return span_previous(text, span_floor(text, pos));
}

void wrap_change(struct wrap *wrap, const struct rope *old, const struct rope *new, size_t pos,
                 size_t removed, size_t inserted)
{
    size_t first = rope_line_at(old, pos), last = rope_line_at(old, pos + removed);
    size_t added = rope_line_at(new, pos + inserted) - first;
    size_t start = rope_line_start(old, first);
    for (size_t i = 0; i < WRAP_LINES; i++) {
        struct wrap_line *line = &wrap->lines[i];
        if (!line->used || line->line < first)
            continue;
        if (line->line > last) {
            line->line = line->line - (last - first) + added;
            continue;
        }
        if (first != last || added || line->hang != find_hang(wrap, new, first)) {
            line->used = 0;
            continue;
        }
        size_t before = before_change(old, pos), other = before_change(new, pos);
        before = before < other ? before : other;
        before = before > start ? before : start;
        size_t after = span_next(old, span_floor(old, pos + removed));
        change_inside(line, before - start, after - start, inserted - removed);
    }
}
