#include "tui/edit_margin.h"

#include "core/base/memory.h"
#include "core/text/line_diff.h"

#include <stdlib.h>

void edit_margin_finish(struct edit_margin *margin)
{
    free(margin->hunks);
    *margin = (struct edit_margin){0};
}

void edit_margin_compare(struct edit_margin *margin, struct view committed, struct view text)
{
    struct line_diff diff;
    line_diff_make(committed, text, &diff);
    margin->count = 0;
    margin->added = diff.added;
    margin->removed = diff.removed;
    for (size_t i = 0; i < diff.edits.count; i++) {
        const struct compare_edit *edit = &diff.edits.items[i];
        *ARRAY_PUSH(margin->hunks, margin->count, margin->cap) = (struct edit_hunk){
            .line = edit->new_start, .lines = edit->new_count, .removed = edit->old_count};
    }
    line_diff_finish(&diff);
}

void edit_margin_shift(struct edit_margin *margin, size_t line, size_t removed, size_t inserted)
{
    for (size_t i = 0; i < margin->count; i++) {
        struct edit_hunk *hunk = &margin->hunks[i];
        if (hunk->line > line)
            hunk->line = hunk->line > line + removed ? hunk->line - removed + inserted : line;
        else if (hunk->line + hunk->lines > line + removed)
            hunk->lines = hunk->lines - removed + inserted;
    }
}

/* The first hunk that ends behind `line`. */
static size_t find(const struct edit_margin *margin, size_t line)
{
    size_t low = 0, high = margin->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (margin->hunks[middle].line + margin->hunks[middle].lines > line)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

enum edit_change edit_margin_at(const struct edit_margin *margin, size_t line)
{
    size_t at = find(margin, line);
    if (at < margin->count && margin->hunks[at].line <= line)
        return margin->hunks[at].removed ? EDIT_CHANGED : EDIT_ADDED;
    for (; at < margin->count && margin->hunks[at].line <= line + 1; at++)
        if (!margin->hunks[at].lines)
            return EDIT_REMOVED;
    if (line == 0 && margin->count && !margin->hunks[0].line && !margin->hunks[0].lines)
        return EDIT_REMOVED;
    return EDIT_SAME;
}

size_t edit_margin_next(const struct edit_margin *margin, size_t line)
{
    for (size_t i = 0; i < margin->count; i++)
        if (margin->hunks[i].line > line)
            return i;
    return margin->count ? 0 : SIZE_MAX;
}

size_t edit_margin_previous(const struct edit_margin *margin, size_t line)
{
    for (size_t i = margin->count; i-- > 0;)
        if (margin->hunks[i].line < line)
            return i;
    return margin->count ? margin->count - 1 : SIZE_MAX;
}
