/* What of a file is its parent's.
 *
 * The answer is to be git's, line by line, and where equal lines stand side by side it depends on
 * how the difference was found. So it is found by libgit2's xdiff, which is git's, with the options
 * and on the very bytes that git gives it: of a common end whole KiB are cut off, back to the next
 * line. */
#include "core/store/blame_parts.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"

#include <stdlib.h>
#include <string.h>

enum { TAIL_BLOCK = 1024 };

void blame_parts_add(struct blame_parts *parts, struct blame_part part)
{
    if (part.count > 0)
        *ARRAY_PUSH(parts->items, parts->count, parts->cap) = part;
}

static void cut_common_tail(struct view *old, struct view *new)
{
    size_t least = old->len < new->len ? old->len : new->len, cut = 0, back = 0;
    while (cut + TAIL_BLOCK <= least &&
           memcmp(old->data + old->len - cut - TAIL_BLOCK, new->data + new->len - cut - TAIL_BLOCK,
                  TAIL_BLOCK) == 0)
        cut += TAIL_BLOCK;
    while (back < cut && old->data[old->len - cut + back++] != '\n')
        ;
    old->len -= cut - back;
    new->len -= cut - back;
}

static int take_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *data)
{
    struct blame_hunks *out = data;
    (void)delta;
    /* Of no lines the number is that of the line before them. */
    *ARRAY_PUSH(out->items, out->count, out->cap) = (struct blame_hunk){
        .old_line = (uint32_t)(hunk->old_start - (hunk->old_lines > 0)),
        .old_count = (uint32_t)hunk->old_lines,
        .new_line = (uint32_t)(hunk->new_start - (hunk->new_lines > 0)),
        .new_count = (uint32_t)hunk->new_lines,
    };
    return 0;
}

enum status blame_compare(struct view old, struct view new, struct blame_hunks *out,
                          struct error *err)
{
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    cut_common_tail(&old, &new);
    int code = git_diff_buffers(old.len ? old.data : "", old.len, NULL, new.len ? new.data : "",
                                new.len, NULL, &options, NULL, NULL, take_hunk, NULL, out);
    if (code == 0)
        return STATUS_OK;
    git_failed(err, code, "two versions of the file cannot be compared");
    return STATUS_IO;
}

static int order_parts(const void *a, const void *b)
{
    const struct blame_part *left = a, *right = b;
    return (left->at > right->at) - (left->at < right->at);
}

/* The lines of `part` between hunks are the old text's, those in one stay. */
static void pass_part(struct blame_part part, const struct blame_hunks *hunks, size_t hunk,
                      struct blame_parts *kept, struct blame_parts *old)
{
    uint32_t end = part.at + part.count;
    while (part.count > 0) {
        const struct blame_hunk *next = hunk < hunks->count ? &hunks->items[hunk] : NULL;
        const struct blame_hunk *last = hunk > 0 ? &hunks->items[hunk - 1] : NULL;
        uint32_t shift = last ? last->old_line + last->old_count - last->new_line - last->new_count
                              : 0; /* modulo 2^32 */
        uint32_t until = next && next->new_line < end ? next->new_line : end;
        struct blame_part taken = part;
        if (part.at < until) {
            taken.count = until - part.at;
            blame_parts_add(old, (struct blame_part){part.line, part.at + shift, taken.count});
        } else {
            uint32_t stop = next->new_line + next->new_count;
            taken.count = (stop < end ? stop : end) - part.at;
            blame_parts_add(kept, taken);
            hunk++;
        }
        part.line += taken.count;
        part.at += taken.count;
        part.count -= taken.count;
    }
}

void blame_pass(struct blame_parts *parts, const struct blame_hunks *hunks, struct blame_parts *old)
{
    struct blame_parts kept = {0};
    size_t hunk = 0;
    if (parts->count > 1)
        qsort(parts->items, parts->count, sizeof(*parts->items), order_parts);
    for (size_t i = 0; i < parts->count; i++) {
        while (hunk < hunks->count &&
               hunks->items[hunk].new_line + hunks->items[hunk].new_count <= parts->items[i].at)
            hunk++;
        pass_part(parts->items[i], hunks, hunk, &kept, old);
    }
    free(parts->items);
    *parts = kept;
}
