/* First the blocks are compared, by their words: what was only broken into other lines is the same
 * at once, and blocks that are on both sides in another order have moved. What then differs is
 * compared by words; if it is long, by lines before that, since short words are found again
 * anywhere. A moved block stands in those sequences as one token that equals no other. */
#include "core/text/word_diff.h"

#include "core/base/memory.h"
#include "core/text/token.h"
#include "core/text/word_block.h"
#include "core/text/word_join.h"

#include <stdlib.h>

/* Bytes on both sides from which on lines are compared before words. */
#define LONG_EDIT 16384

struct word_side {
    struct view text;
    struct word_blocks blocks;
    size_t next; /* the first block that may lie in what is read next */
    size_t pos;  /* bytes written out so far */
};

struct word_differ {
    struct word_side old, new;
    size_t budget;
    struct word_diff *out;
};

enum word_grain {
    GRAIN_LINE,
    GRAIN_WORD,
};

/* A part of both texts, in bytes. */
struct word_part {
    size_t old_start, old_end;
    size_t new_start, new_end;
};

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

/* The moved block that a whole token stands for; they are written in order, each once. */
static const struct word_block *word_side_moved(struct word_side *side)
{
    while (side->blocks.items[side->next].peer_end == 0)
        side->next++;
    return &side->blocks.items[side->next++];
}

static void word_removed(struct word_differ *differ, const struct token_list *tokens, size_t index)
{
    size_t end = tokens->ends[index], here = differ->new.pos;
    struct word_run run = {WORD_REMOVED, differ->old.pos, end, here, here};
    if (tokens->kinds[index] == TOKEN_WHOLE) {
        const struct word_block *block = word_side_moved(&differ->old);
        run = (struct word_run){WORD_AWAY, block->start, end, block->peer_start, block->peer_end};
        differ->out->moved += block->words;
    }
    differ->out->removed += tokens->kinds[index] == TOKEN_WORD;
    word_run_add(differ->out, run);
    differ->old.pos = end;
}

static void word_added(struct word_differ *differ, const struct token_list *tokens, size_t index)
{
    size_t end = tokens->ends[index], here = differ->old.pos;
    struct word_run run = {WORD_ADDED, here, here, differ->new.pos, end};
    if (tokens->kinds[index] == TOKEN_WHOLE) {
        const struct word_block *block = word_side_moved(&differ->new);
        run = (struct word_run){WORD_HERE, block->peer_start, block->peer_end, block->start, end};
    }
    differ->out->added += tokens->kinds[index] == TOKEN_WORD;
    word_run_add(differ->out, run);
    differ->new.pos = end;
}

/* As token_list_read, by lines. */
static void word_lines_read(struct token_list *list, size_t to, struct intern *intern)
{
    size_t pos = token_list_start(list, list->count);
    while (pos < to) {
        size_t end = view_find(list->text, pos, '\n');
        end = end < to ? end + 1 : to;
        struct view line = view_trim(view_slice(list->text, pos, end));
        token_list_add(list, end, TOKEN_MARK, intern_add(intern, line));
        pos = end;
    }
}

static void word_side_read(struct word_side *side, size_t from, size_t to, enum word_grain grain,
                           struct intern *intern, struct token_list *out)
{
    const struct word_blocks *blocks = &side->blocks;
    *out = (struct token_list){.text = side->text, .from = from};
    while (side->next < blocks->count && blocks->items[side->next].end <= from)
        side->next++;
    for (size_t i = side->next; from < to; i++) {
        bool moved = i < blocks->count && blocks->items[i].peer_end > 0;
        bool last = i >= blocks->count || blocks->items[i].start >= to;
        if (!moved && !last)
            continue;
        from = last ? to : blocks->items[i].start;
        if (grain == GRAIN_LINE)
            word_lines_read(out, from, intern);
        else
            token_list_read(out, from, TOKEN_BLANKS_FOLDED, intern);
        if (!last) {
            from = blocks->items[i].end;
            token_list_add(out, from, TOKEN_WHOLE, 0);
        }
    }
}

/* Gives the whole tokens numbers of their own, from `symbol_count` on. */
static size_t word_number(struct token_list *tokens, size_t symbol_count)
{
    for (size_t i = 0; i < tokens->count; i++)
        if (tokens->kinds[i] == TOKEN_WHOLE)
            tokens->symbols[i] = (uint32_t)symbol_count++;
    return symbol_count;
}

static void word_write(struct word_differ *differ, const struct token_list *old,
                       const struct token_list *new, const struct compare_edit *edit)
{
    word_same(differ, token_list_start(old, edit->old_start),
              token_list_start(new, edit->new_start));
    for (size_t k = 0; k < edit->old_count; k++)
        word_removed(differ, old, edit->old_start + k);
    for (size_t k = 0; k < edit->new_count; k++)
        word_added(differ, new, edit->new_start + k);
}

static struct word_part word_part_of(const struct token_list *old, const struct token_list *new,
                                     const struct compare_edit *edit)
{
    return (struct word_part){token_list_start(old, edit->old_start),
                              token_list_start(old, edit->old_start + edit->old_count),
                              token_list_start(new, edit->new_start),
                              token_list_start(new, edit->new_start + edit->new_count)};
}

/* Calls itself once at most, for the words of lines. */
static void word_part_write(struct word_differ *differ, struct word_part part,
                            enum word_grain grain)
{
    struct intern intern = {0};
    struct compare_edits edits = {0};
    struct token_list old, new;
    word_same(differ, part.old_start, part.new_start);
    word_side_read(&differ->old, part.old_start, part.old_end, grain, &intern, &old);
    word_side_read(&differ->new, part.new_start, part.new_end, grain, &intern, &new);
    size_t symbols = word_number(&new, word_number(&old, intern.count));
    compare_symbols((struct compare_side){old.symbols, old.count},
                    (struct compare_side){new.symbols, new.count}, symbols, &differ->budget,
                    &edits);
    if (grain == GRAIN_WORD)
        word_islands_join(&old, &new, &edits);
    for (size_t i = 0; i < edits.count; i++) {
        if (grain == GRAIN_WORD)
            word_write(differ, &old, &new, &edits.items[i]);
        else
            word_part_write(differ, word_part_of(&old, &new, &edits.items[i]), GRAIN_WORD);
    }
    word_same(differ, part.old_end, part.new_end);
    token_list_finish(&old);
    token_list_finish(&new);
    compare_edits_finish(&edits);
    intern_finish(&intern);
}

/* The bytes from the start of block `first` on to the end of the `count`-th from there. */
static void word_blocks_span(const struct word_blocks *blocks, size_t first, size_t count,
                             size_t *start, size_t *end)
{
    *start = first < blocks->count ? blocks->items[first].start : blocks->text.len;
    *end = count ? blocks->items[first + count - 1].end : *start;
}

static void word_edits_write(struct word_differ *differ, const struct compare_edits *edits)
{
    for (size_t i = 0; i < edits->count; i++) {
        const struct compare_edit *edit = &edits->items[i];
        struct word_part part;
        word_blocks_span(&differ->old.blocks, edit->old_start, edit->old_count, &part.old_start,
                         &part.old_end);
        word_blocks_span(&differ->new.blocks, edit->new_start, edit->new_count, &part.new_start,
                         &part.new_end);
        size_t size = part.old_end - part.old_start + part.new_end - part.new_start;
        word_part_write(differ, part, size < LONG_EDIT ? GRAIN_WORD : GRAIN_LINE);
    }
}

void word_diff_make(struct view old, struct view new, struct word_diff *out)
{
    *out = (struct word_diff){0};
    struct word_differ differ = {.old.text = old,
                                 .new.text = new,
                                 .budget = compare_budget(old.len / 4 + new.len / 4),
                                 .out = out};
    struct word_blocks *from = &differ.old.blocks, *to = &differ.new.blocks;
    struct compare_edits edits = {0};
    struct intern intern = {0};
    word_blocks_read(from, old, &intern);
    word_blocks_read(to, new, &intern);
    compare_symbols((struct compare_side){from->symbols, from->count},
                    (struct compare_side){to->symbols, to->count}, intern.count, &differ.budget,
                    &edits);
    word_blocks_find_moved(from, to, &edits, intern.count);
    word_edits_write(&differ, &edits);
    word_same(&differ, old.len, new.len);
    intern_finish(&intern);
    compare_edits_finish(&edits);
    word_blocks_finish(from);
    word_blocks_finish(to);
}

void word_diff_finish(struct word_diff *diff)
{
    free(diff->runs);
    *diff = (struct word_diff){0};
}
