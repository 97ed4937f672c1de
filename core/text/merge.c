/* Lines first: chunks that one side alone changed are taken from it. A chunk that both changed is
 * done again by words, each changed word standing for its whole sentence; a chunk that both changed
 * then is a conflict. What is written comes from one of the three texts, byte for byte. */
#include "core/text/merge.h"

#include "core/base/memory.h"
#include "core/text/line_diff.h"
#include "core/text/merge_chunk.h"
#include "core/text/sentence.h"

#include <stdlib.h>

/* One of the texts cut into lines, or a part of it cut into tokens: one of the two is NULL. */
struct merge_units {
    const struct line_table *lines;
    const struct token_list *tokens;
};

struct merge_work {
    struct merge *out;
    size_t budget;
    struct merge_units base, mine, theirs;
};

static struct merge_span merge_bytes(const struct merge_units *units, struct merge_span span)
{
    if (units->tokens)
        return (struct merge_span){token_list_start(units->tokens, span.start),
                                   token_list_start(units->tokens, span.end)};
    return (struct merge_span){units->lines->starts[span.start], units->lines->starts[span.end]};
}

static struct view merge_view(struct view text, struct merge_span span)
{
    return view_slice(text, span.start, span.end);
}

static bool merge_is_lines(struct view text, struct merge_span span)
{
    bool begins = span.start == 0 || text.data[span.start - 1] == '\n';
    return begins &&
           (span.end == span.start || span.end == text.len || text.data[span.end - 1] == '\n');
}

static void merge_add_conflict(struct merge *out, struct merge_span base, struct merge_span mine,
                               struct merge_span theirs)
{
    bool lines = merge_is_lines(out->base, base) && merge_is_lines(out->mine, mine) &&
                 merge_is_lines(out->theirs, theirs);
    *ARRAY_PUSH(out->conflicts, out->count, out->cap) =
        (struct merge_conflict){out->text.len, base, mine, theirs, lines};
}

static void merge_sentences(struct merge_work *work, struct merge_span base, struct merge_span mine,
                            struct merge_span theirs);

static void merge_both(struct merge_work *work, struct merge_span base, struct merge_span mine,
                       struct merge_span theirs)
{
    struct merge *out = work->out;
    struct view was = merge_view(out->base, base), left = merge_view(out->mine, mine),
                right = merge_view(out->theirs, theirs);
    if (view_equal(left, right) || view_equal(was, right))
        str_add(&out->text, left);
    else if (view_equal(was, left))
        str_add(&out->text, right);
    else if (work->base.tokens || was.len == 0)
        merge_add_conflict(out, base, mine, theirs);
    else
        merge_sentences(work, base, mine, theirs);
}

/* Writes base `whole`, in bytes, with the chunks in it. */
static void merge_write(struct merge_work *work, struct merge_span whole,
                        const struct merge_chunks *chunks)
{
    struct merge *out = work->out;
    size_t pos = whole.start;
    for (size_t i = 0; i < chunks->count; i++) {
        const struct merge_chunk *chunk = &chunks->items[i];
        struct merge_span base = merge_bytes(&work->base, chunk->base);
        struct merge_span mine = merge_bytes(&work->mine, chunk->mine);
        struct merge_span theirs = merge_bytes(&work->theirs, chunk->theirs);
        str_add(&out->text, view_slice(out->base, pos, base.start));
        if (chunk->by_mine && chunk->by_theirs)
            merge_both(work, base, mine, theirs);
        else if (chunk->by_mine)
            str_add(&out->text, merge_view(out->mine, mine));
        else
            str_add(&out->text, merge_view(out->theirs, theirs));
        pos = base.end;
    }
    str_add(&out->text, view_slice(out->base, pos, whole.end));
}

/* An edit of words becomes one of the sentences that it touches, joined with the one before when
 * that touches the same. An insertion between two sentences touches none. Without `edges` an edit
 * stays as it is. */
static void merge_add_edit(struct merge_edits *out, const struct compare_edit *edit,
                           const bool *edges)
{
    struct merge_edit *last = out->count ? &out->items[out->count - 1] : NULL;
    size_t start = edit->old_start, end = start + edit->old_count;
    size_t other_end = edit->new_start + edit->new_count;
    if (last && start < last->end) {
        last->raw_end = end;
        end = end < last->end ? last->end : end;
    } else {
        *ARRAY_PUSH(out->items, out->count, out->cap) =
            (struct merge_edit){.raw_start = start, .raw_end = end};
        last = &out->items[out->count - 1];
        while (edges && !edges[start])
            start--;
        last->start = start;
        last->other_start = edit->new_start - (last->raw_start - start);
    }
    while (edges && !edges[end])
        end++;
    last->end = end;
    last->other_end = other_end + (end - last->raw_end);
}

static void merge_add_edits(struct merge_edits *out, const struct compare_edits *edits,
                            const bool *edges)
{
    for (size_t i = 0; i < edits->count; i++)
        merge_add_edit(out, &edits->items[i], edges);
}

static void merge_edits_write(struct merge_work *work, struct merge_span whole,
                              const struct merge_edits *mine, const struct merge_edits *theirs)
{
    struct merge_chunks chunks = {0};
    merge_chunks_make(mine, theirs, &chunks);
    merge_write(work, whole, &chunks);
    free(chunks.items);
}

static void merge_tokens_compare(const struct token_list *base, const struct token_list *side,
                                 size_t symbols, size_t *budget, const bool *edges,
                                 struct merge_edits *out)
{
    struct compare_edits edits = {0};
    compare_symbols((struct compare_side){base->symbols, base->count},
                    (struct compare_side){side->symbols, side->count}, symbols, budget, &edits);
    merge_add_edits(out, &edits, edges);
    compare_edits_finish(&edits);
}

static struct token_list merge_tokens(struct view text, struct merge_span span,
                                      struct intern *intern)
{
    struct token_list tokens = {.text = text, .from = span.start};
    token_list_read(&tokens, span.end, TOKEN_BLANKS_EXACT, intern);
    return tokens;
}

static void merge_sentences(struct merge_work *work, struct merge_span base, struct merge_span mine,
                            struct merge_span theirs)
{
    struct intern intern = {0};
    struct merge_edits mine_edits = {0}, theirs_edits = {0};
    struct token_list was = merge_tokens(work->out->base, base, &intern);
    struct token_list left = merge_tokens(work->out->mine, mine, &intern);
    struct token_list right = merge_tokens(work->out->theirs, theirs, &intern);
    bool *edges = mem_zalloc(was.count + 1, sizeof(*edges));
    struct merge_work inner = {.out = work->out,
                               .base = {.tokens = &was},
                               .mine = {.tokens = &left},
                               .theirs = {.tokens = &right}};
    sentence_edges(&was, edges);
    merge_tokens_compare(&was, &left, intern.count, &work->budget, edges, &mine_edits);
    merge_tokens_compare(&was, &right, intern.count, &work->budget, edges, &theirs_edits);
    merge_edits_write(&inner, base, &mine_edits, &theirs_edits);
    free(edges);
    free(mine_edits.items);
    free(theirs_edits.items);
    token_list_finish(&was);
    token_list_finish(&left);
    token_list_finish(&right);
    intern_finish(&intern);
}

void merge_make(struct view base, struct view mine, struct view theirs, struct merge *out)
{
    struct line_diff left, right;
    struct merge_edits mine_edits = {0}, theirs_edits = {0};
    *out = (struct merge){.base = base, .mine = mine, .theirs = theirs};
    line_diff_make(base, mine, &left);
    line_diff_make(base, theirs, &right);
    struct merge_work work = {.out = out,
                              .budget = compare_budget(mine.len / 4 + theirs.len / 4),
                              .base = {.lines = &left.old},
                              .mine = {.lines = &left.new},
                              .theirs = {.lines = &right.new}};
    merge_add_edits(&mine_edits, &left.edits, NULL);
    merge_add_edits(&theirs_edits, &right.edits, NULL);
    merge_edits_write(&work, (struct merge_span){0, base.len}, &mine_edits, &theirs_edits);
    free(mine_edits.items);
    free(theirs_edits.items);
    line_diff_finish(&left);
    line_diff_finish(&right);
}

void merge_finish(struct merge *merge)
{
    str_finish(&merge->text);
    free(merge->conflicts);
    *merge = (struct merge){0};
}
