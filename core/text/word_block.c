#include "core/text/word_block.h"

#include "core/base/memory.h"
#include "core/text/token.h"

#include <stdlib.h>

/* Fewer words are found elsewhere by chance: "---", "## Notes". */
#define WORDS_LEAST 4

#define NONE SIZE_MAX

/* A list's bullet or number, a heading. */
static bool word_is_marker(struct view line)
{
    line = view_trim(line);
    size_t digits = 0;
    while (digits < line.len && line.data[digits] >= '0' && line.data[digits] <= '9')
        digits++;
    if (digits > 0)
        return digits + 1 < line.len && (line.data[digits] == '.' || line.data[digits] == ')') &&
               line.data[digits + 1] == ' ';
    return view_starts(line, "- ") || view_starts(line, "* ") || view_starts(line, "+ ") ||
           view_starts(line, "#");
}

static bool word_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The end of the block at `pos`: before the first line after a blank one, or before a marker. */
static size_t word_block_end(struct view text, size_t pos)
{
    bool any = false, ends = false;
    while (pos < text.len) {
        size_t end = view_find(text, pos, '\n');
        end += end < text.len;
        struct view line = view_slice(text, pos, end);
        bool blank = view_trim(line).len == 0;
        if (any && !blank && (ends || word_is_marker(line)))
            break;
        ends = any && blank;
        any = any || !blank;
        pos = end;
    }
    return pos;
}

static void word_fold(struct str *out, struct view text)
{
    text = view_trim(text);
    for (size_t pos = 0; pos < text.len;) {
        size_t start = pos;
        while (pos < text.len && !word_is_blank(text.data[pos]))
            pos++;
        str_add(out, view_slice(text, start, pos));
        if (pos < text.len)
            str_add_char(out, ' ');
        while (pos < text.len && word_is_blank(text.data[pos]))
            pos++;
    }
}

void word_blocks_read(struct word_blocks *blocks, struct view text, struct intern *intern)
{
    size_t *ends = NULL, count = 0, cap = 0;
    *blocks = (struct word_blocks){.text = text};
    str_reserve(&blocks->folded, text.len);
    for (size_t pos = 0, end; pos < text.len; pos = end) {
        end = word_block_end(text, pos);
        word_fold(&blocks->folded, view_slice(text, pos, end));
        *ARRAY_PUSH(ends, count, cap) = blocks->folded.len;
        *ARRAY_PUSH(blocks->items, blocks->count, blocks->cap) =
            (struct word_block){.start = pos, .end = end};
    }
    blocks->symbols = mem_zalloc(count + 1, sizeof(*blocks->symbols));
    for (size_t i = 0; i < count; i++)
        blocks->symbols[i] =
            intern_add(intern, view_slice(str_view(&blocks->folded), i ? ends[i - 1] : 0, ends[i]));
    free(ends);
}

static size_t word_count(struct view text)
{
    size_t words = 0;
    for (size_t pos = 0; pos < text.len;) {
        enum token_kind kind;
        pos = token_next(text, pos, &kind);
        words += kind == TOKEN_WORD;
    }
    return words;
}

static void word_blocks_pair(struct word_blocks *old, size_t at, struct word_blocks *new,
                             size_t peer)
{
    struct word_block *away = &old->items[at], *here = &new->items[peer];
    size_t words = word_count(view_slice(old->text, away->start, away->end));
    if (words < WORDS_LEAST)
        return;
    away->words = here->words = words;
    away->peer_start = here->start;
    away->peer_end = here->end;
    here->peer_start = away->start;
    here->peer_end = away->end;
}

void word_blocks_find_moved(struct word_blocks *old, struct word_blocks *new,
                            const struct compare_edits *edits, size_t symbol_count)
{
    /* By symbol the first added block that has no peer, and by block the next like it. */
    size_t *first = mem_zalloc(symbol_count + 1, sizeof(*first));
    size_t *next = mem_zalloc(new->count + 1, sizeof(*next));
    for (size_t i = 0; i < symbol_count; i++)
        first[i] = NONE;
    for (size_t i = edits->count; i-- > 0;) {
        const struct compare_edit *edit = &edits->items[i];
        for (size_t k = edit->new_start + edit->new_count; k-- > edit->new_start;) {
            next[k] = first[new->symbols[k]];
            first[new->symbols[k]] = k;
        }
    }
    for (size_t i = 0; i < edits->count; i++) {
        const struct compare_edit *edit = &edits->items[i];
        for (size_t k = edit->old_start; k < edit->old_start + edit->old_count; k++) {
            size_t peer = first[old->symbols[k]];
            if (peer == NONE)
                continue;
            first[old->symbols[k]] = next[peer];
            word_blocks_pair(old, k, new, peer);
        }
    }
    free(first);
    free(next);
}

void word_blocks_finish(struct word_blocks *blocks)
{
    free(blocks->items);
    free(blocks->symbols);
    str_finish(&blocks->folded);
    *blocks = (struct word_blocks){0};
}
