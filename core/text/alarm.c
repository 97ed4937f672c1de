#include "core/text/alarm.h"

#include "core/base/memory.h"
#include "core/text/line_diff.h"
#include "core/text/pattern.h"
#include "core/text/token.h"
#include "core/text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A writer that gives back a part of a file and says that the rest stays overwrites the rest. What
 * that looks like: most lines gone, or a phrase in their place. Lines are counted as git counts
 * them, and then again by their words, so that a paragraph broken anew is no loss. */

enum { ALARM_LINES = 20 };

/* Phrases that stand for text. What may be prose as well must fill its line, comment marks apart;
 * in square brackets, which are no link's, it may stand anywhere. Letters in either case. */
static const char *const alarm_phrases[] = {
    /* [rest unchanged], [... unchanged ...], [middle section omitted] */
    "(?<!\\[)\\[[^\\[\\]\\n]{0,60}\\b(?:unchanged|omitted|remains? the same|as before)\\b"
    "[^\\[\\]\\n]{0,60}\\](?![(\\[\\]])",
    /* [previous content], [existing text continues] */
    "(?<!\\[)\\[(?:\\.\\.\\.|…)?\\s*(?:the )?(?:previous|existing|original|earlier|remaining|rest "
    "of the)"
    " (?:content|text|code|lines?|sections?|paragraphs?|file|document)\\b"
    "[^\\[\\]\\n]{0,40}\\](?![(\\[\\]])",
    /* // rest of the file unchanged; (rest remains the same); <!-- the rest stays as it is --> */
    "^\\W{0,12}(?:the )?(?:rest|remainder)(?: of (?:the |this )?\\w+(?: \\w+)?)?"
    " (?:(?:is|are|remains?|stays?|left|kept) )*(?:unchanged|the same|as (?:before|it (?:is|was)))"
    "\\W{0,12}$",
    /* ... existing code ...; … previous content … */
    "^\\W{0,12}(?:\\.\\.\\.|…)\\s*(?:the )?(?:existing|previous|remaining|same|rest of the|other)"
    " (?:\\w+ )?(?:content|text|code|lines?|sections?|paragraphs?|file)\\b(?: "
    "unchanged)?\\W{0,12}$",
    /* (... unchanged ...); # ... unchanged ... */
    "^\\W{0,12}(?:\\.\\.\\.|…)\\s*(?:unchanged|omitted|as before|remains? the same)\\W{0,12}$",
};

/* How often each word comes in with the added lines. */
struct word_pool {
    struct intern words;
    size_t *counts;
    size_t cap;
    size_t bare; /* added lines without a word */
};

static size_t *pool_count(struct word_pool *pool, struct view word)
{
    size_t known = pool->words.count;
    uint32_t number = intern_add(&pool->words, word);
    if (pool->words.count > known)
        *ARRAY_PUSH(pool->counts, known, pool->cap) = 0;
    return &pool->counts[number];
}

/* The next word of a line; false when there is none. */
static bool pool_next(struct view line, size_t *at, struct view *word)
{
    enum token_kind kind = TOKEN_BLANK;
    size_t from = *at;
    for (; *at < line.len && kind != TOKEN_WORD; *at = token_next(line, from, &kind))
        from = *at;
    *word = view_slice(line, from, *at);
    return kind == TOKEN_WORD;
}

static void pool_add(struct word_pool *pool, struct view line)
{
    struct view word;
    size_t words = 0;
    for (size_t at = 0; pool_next(line, &at, &word); words++)
        ++*pool_count(pool, word);
    pool->bare += words == 0;
}

/* Takes the words of a line out again; true when at least half of them were there. */
static bool pool_take(struct word_pool *pool, struct view line)
{
    struct view word;
    size_t words = 0, found = 0;
    for (size_t at = 0; pool_next(line, &at, &word); words++) {
        size_t *count = pool_count(pool, word);
        found += *count > 0;
        *count -= *count > 0;
    }
    if (words)
        return found * 2 >= words;
    bool bare = pool->bare > 0;
    pool->bare -= bare;
    return bare;
}

/* Removed lines whose words do not come in again. */
static size_t alarm_count_lost(const struct line_diff *diff)
{
    struct word_pool pool = {0};
    size_t lost = 0;
    for (size_t i = 0; i < diff->edits.count; i++)
        for (size_t j = 0; j < diff->edits.items[i].new_count; j++)
            pool_add(&pool, line_table_span(&diff->new, diff->edits.items[i].new_start + j, 1));
    for (size_t i = 0; i < diff->edits.count; i++)
        for (size_t j = 0; j < diff->edits.items[i].old_count; j++)
            lost += !pool_take(&pool,
                               line_table_span(&diff->old, diff->edits.items[i].old_start + j, 1));
    intern_finish(&pool.words);
    free(pool.counts);
    return lost;
}

/* Phrases of one kind in one side of the edits; the first one goes to `phrase` (may be NULL). */
static size_t alarm_count_phrases(const struct line_diff *diff, struct pattern *pattern,
                                  bool new_side, struct view *phrase)
{
    size_t count = 0;
    for (size_t i = 0; i < diff->edits.count; i++) {
        const struct compare_edit *edit = &diff->edits.items[i];
        struct view text = new_side ? line_table_span(&diff->new, edit->new_start, edit->new_count)
                                    : line_table_span(&diff->old, edit->old_start, edit->old_count);
        size_t start, end;
        for (size_t at = 0; pattern_find(pattern, text, at, &start, &end, NULL) == STATUS_OK;
             at = end > start ? end : end + 1)
            if (count++ == 0 && phrase)
                *phrase = view_trim(view_slice(text, start, end));
    }
    return count;
}

static void alarm_find_phrase(const struct line_diff *diff, struct alarm *out)
{
    for (size_t i = 0; i < ARRAY_LEN(alarm_phrases) && !out->phrase[0]; i++) {
        struct pattern *pattern = NULL;
        struct view phrase = VIEW("");
        if (pattern_new(view_of(alarm_phrases[i]), PATTERN_SMART_CASE, &pattern, NULL) != STATUS_OK)
            abort(); /* the table is ours */
        if (alarm_count_phrases(diff, pattern, true, &phrase) >
            alarm_count_phrases(diff, pattern, false, NULL)) {
            size_t len = phrase.len < sizeof(out->phrase)
                             ? phrase.len
                             : utf8_floor(phrase, sizeof(out->phrase) - 1);
            memcpy(out->phrase, phrase.data, len);
            out->phrase[len] = '\0';
        }
        pattern_free(pattern);
    }
}

bool alarm_judge(struct view old, struct view new, struct alarm *out)
{
    struct line_diff diff;
    *out = (struct alarm){0};
    line_diff_make(old, new, &diff);
    out->lines = diff.old.count;
    if (out->lines > ALARM_LINES && diff.removed * 2 > out->lines)
        out->lost = alarm_count_lost(&diff);
    if (out->lost * 2 <= out->lines)
        out->lost = 0;
    alarm_find_phrase(&diff, out);
    line_diff_finish(&diff);
    return out->lost || out->phrase[0];
}

void alarm_add_reason(struct str *out, const struct alarm *alarm)
{
    if (alarm->lost)
        str_addf(out, "lost %zu of %zu lines", alarm->lost, alarm->lines);
    if (alarm->lost && alarm->phrase[0])
        str_add_text(out, " and ");
    if (alarm->phrase[0])
        str_addf(out, "has “%s” in place of text", alarm->phrase);
}
