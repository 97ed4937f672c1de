#include "core/text/word_join.h"

/* An island without a word goes when it is no longer than this, in tokens: ", " or " (". */
#define BARE_MOST 3
/* An island with one word goes when both edits beside it are so many times as long, in bytes. */
#define WORD_FACTOR 2

static size_t word_edit_size(const struct token_list *old, const struct token_list *new,
                             const struct compare_edit *edit)
{
    size_t removed = token_list_span(old, edit->old_start, edit->old_count).len;
    size_t added = token_list_span(new, edit->new_start, edit->new_count).len;
    return removed > added ? removed : added;
}

static bool word_edit_replaces(const struct compare_edit *edit)
{
    return edit->old_count > 0 && edit->new_count > 0;
}

static bool word_island_goes(const struct token_list *old, const struct token_list *new,
                             const struct compare_edit *before, const struct compare_edit *after)
{
    size_t first = before->old_start + before->old_count, words = 0;
    size_t count = after->old_start - first;
    if (count > BARE_MOST + 2)
        return false;
    for (size_t i = first; i < after->old_start; i++) {
        if (old->kinds[i] == TOKEN_BREAK)
            return false;
        words += old->kinds[i] == TOKEN_WORD;
    }
    if (words == 0)
        return count <= BARE_MOST && (word_edit_replaces(before) || word_edit_replaces(after));
    size_t least = WORD_FACTOR * token_list_span(old, first, count).len;
    return words == 1 && word_edit_size(old, new, before) >= least &&
           word_edit_size(old, new, after) >= least;
}

void word_islands_join(const struct token_list *old, const struct token_list *new,
                       struct compare_edits *edits)
{
    size_t kept = 0;
    for (size_t i = 0; i < edits->count; i++) {
        struct compare_edit *last = kept ? &edits->items[kept - 1] : NULL;
        const struct compare_edit edit = edits->items[i];
        if (last && word_island_goes(old, new, last, &edit)) {
            last->old_count = edit.old_start + edit.old_count - last->old_start;
            last->new_count = edit.new_start + edit.new_count - last->new_start;
        } else {
            edits->items[kept++] = edit;
        }
    }
    edits->count = kept;
}
