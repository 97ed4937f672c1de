/* First the lines are compared. Edits with no blank line between them form a region: a paragraph,
 * or a few, which is compared by words, its unchanged lines too, for a paragraph that was broken
 * anew may have a line like an old one by chance. Blocks that moved are cut out before that: they
 * stand in the sequence as one token that equals no other. */
#include "core/text/word_diff.h"

#include "core/base/memory.h"
#include "core/text/token.h"
#include "core/text/word_join.h"
#include "core/text/word_move.h"

#include <stdlib.h>

struct word_side {
    struct view text;
    struct word_blocks moved;
    size_t next; /* the first moved block that is not yet passed */
    struct token_list tokens;
    size_t pos; /* bytes written out so far */
};

struct word_differ {
    struct line_diff lines;
    struct compare_edits regions; /* in lines */
    struct word_side old, new;
    size_t budget;
    struct word_diff *out;
};

static bool word_gap_has_blank(const struct line_diff *lines, const struct compare_edit *before,
                               const struct compare_edit *after)
{
    for (size_t i = before->old_start + before->old_count; i < after->old_start; i++)
        if (line_table_is_blank(&lines->old, i))
            return true;
    return false;
}

static void word_regions_make(struct word_differ *differ)
{
    const struct compare_edits *edits = &differ->lines.edits;
    struct compare_edits *regions = &differ->regions;
    for (size_t i = 0; i < edits->count; i++) {
        const struct compare_edit *edit = &edits->items[i];
        if (i == 0 || word_gap_has_blank(&differ->lines, edit - 1, edit))
            *ARRAY_PUSH(regions->items, regions->count, regions->cap) = *edit;
        struct compare_edit *region = &regions->items[regions->count - 1];
        region->old_count = edit->old_start + edit->old_count - region->old_start;
        region->new_count = edit->new_start + edit->new_count - region->new_start;
    }
}

static void word_run_add(struct word_diff *out, struct word_run run)
{
    struct word_run *last = out->count ? &out->runs[out->count - 1] : NULL;
    if (last && last->kind == run.kind && last->old_end == run.old_start &&
        last->new_end == run.new_start) {
        last->old_end = run.old_end;
        last->new_end = run.new_end;
    } else {
        *ARRAY_PUSH(out->runs, out->count, out->cap) = run;
    }
}

/* Goes on to `old_end` and `new_end`, which the same words precede. */
static void word_same(struct word_differ *differ, size_t old_end, size_t new_end)
{
    struct word_run run = {WORD_SAME, differ->old.pos, old_end, differ->new.pos, new_end};
    if (old_end > run.old_start || new_end > run.new_start)
        word_run_add(differ->out, run);
    differ->old.pos = old_end;
    differ->new.pos = new_end;
}

static void word_removed(struct word_differ *differ, size_t token)
{
    struct word_side *old = &differ->old;
    size_t end = old->tokens.ends[token], here = differ->new.pos;
    struct word_run run = {WORD_REMOVED, old->pos, end, here, here};
    if (old->tokens.kinds[token] == TOKEN_WHOLE) {
        const struct word_block *block = &old->moved.items[old->next++];
        run = (struct word_run){WORD_AWAY, old->pos, end, block->peer_start, block->peer_end};
        differ->out->moved += block->words;
    }
    differ->out->removed += old->tokens.kinds[token] == TOKEN_WORD;
    word_run_add(differ->out, run);
    old->pos = end;
}

static void word_added(struct word_differ *differ, size_t token)
{
    struct word_side *new = &differ->new;
    size_t end = new->tokens.ends[token], here = differ->old.pos;
    struct word_run run = {WORD_ADDED, here, here, new->pos, end};
    if (new->tokens.kinds[token] == TOKEN_WHOLE) {
        const struct word_block *block = &new->moved.items[new->next++];
        run = (struct word_run){WORD_HERE, block->peer_start, block->peer_end, new->pos, end};
    }
    differ->out->added += new->tokens.kinds[token] == TOKEN_WORD;
    word_run_add(differ->out, run);
    new->pos = end;
}

static void word_edits_write(struct word_differ *differ, const struct compare_edits *edits)
{
    struct token_list *old = &differ->old.tokens, *new = &differ->new.tokens;
    for (size_t i = 0; i < edits->count; i++) {
        const struct compare_edit *edit = &edits->items[i];
        word_same(differ, token_list_start(old, edit->old_start),
                  token_list_start(new, edit->new_start));
        for (size_t k = 0; k < edit->old_count; k++)
            word_removed(differ, edit->old_start + k);
        for (size_t k = 0; k < edit->new_count; k++)
            word_added(differ, edit->new_start + k);
    }
    word_same(differ, token_list_start(old, old->count), token_list_start(new, new->count));
}

/* Reads the tokens of the region [from, to), each moved block as one. */
static void word_side_read(struct word_side *side, size_t from, size_t to, struct intern *intern)
{
    token_list_finish(&side->tokens);
    side->tokens.text = side->text;
    side->tokens.from = from;
    for (size_t i = side->next; i < side->moved.count && side->moved.items[i].start < to; i++) {
        token_list_read(&side->tokens, side->moved.items[i].start, TOKEN_BLANKS_FOLDED, intern);
        token_list_add(&side->tokens, side->moved.items[i].end, TOKEN_WHOLE, 0);
    }
    token_list_read(&side->tokens, to, TOKEN_BLANKS_FOLDED, intern);
}

/* Gives the whole tokens numbers of their own, from `symbol_count` on. */
static size_t word_side_number(struct word_side *side, size_t symbol_count)
{
    for (size_t i = 0; i < side->tokens.count; i++)
        if (side->tokens.kinds[i] == TOKEN_WHOLE)
            side->tokens.symbols[i] = (uint32_t)symbol_count++;
    return symbol_count;
}

static void word_region_write(struct word_differ *differ, const struct compare_edit *region)
{
    const struct line_table *old = &differ->lines.old, *new = &differ->lines.new;
    struct intern intern = {0};
    struct compare_edits edits = {0};
    size_t old_from = old->starts[region->old_start], new_from = new->starts[region->new_start];
    word_same(differ, old_from, new_from);
    word_side_read(&differ->old, old_from, old->starts[region->old_start + region->old_count],
                   &intern);
    word_side_read(&differ->new, new_from, new->starts[region->new_start + region->new_count],
                   &intern);
    size_t symbols = word_side_number(&differ->old, intern.count);
    symbols = word_side_number(&differ->new, symbols);
    compare_symbols((struct compare_side){differ->old.tokens.symbols, differ->old.tokens.count},
                    (struct compare_side){differ->new.tokens.symbols, differ->new.tokens.count},
                    symbols, &differ->budget, &edits);
    word_islands_join(&differ->old.tokens, &differ->new.tokens, &edits);
    word_edits_write(differ, &edits);
    compare_edits_finish(&edits);
    intern_finish(&intern);
}

void word_diff_make(struct view old, struct view new, struct word_diff *out)
{
    *out = (struct word_diff){0};
    struct word_differ differ = {.old.text = old,
                                 .new.text = new,
                                 .budget = compare_budget(old.len / 4 + new.len / 4),
                                 .out = out};
    line_diff_make(old, new, &differ.lines);
    word_regions_make(&differ);
    word_moves_find(&differ.lines, &differ.regions, &differ.old.moved, &differ.new.moved);
    for (size_t i = 0; i < differ.regions.count; i++)
        word_region_write(&differ, &differ.regions.items[i]);
    word_same(&differ, old.len, new.len);
    line_diff_finish(&differ.lines);
    compare_edits_finish(&differ.regions);
    word_blocks_finish(&differ.old.moved);
    word_blocks_finish(&differ.new.moved);
    token_list_finish(&differ.old.tokens);
    token_list_finish(&differ.new.tokens);
}

void word_diff_finish(struct word_diff *diff)
{
    free(diff->runs);
    *diff = (struct word_diff){0};
}
