#include "core/workspace/search_scan.h"

#include <string.h>

/* The words of a phrase are compared as the words of the text come by: bit i of `begun` says that
 * its first i + 1 words are the last ones read (Baeza-Yates and Gonnet, "A New Approach to Text
 * Searching", 1992, with words for letters). */

enum { LINE_HITS_MAX = 64 };

void search_scan_break(struct search_scan *scan)
{
    memset(scan->begun, 0, sizeof(scan->begun));
}

static void scan_word(struct search_scan *scan, size_t number, size_t base)
{
    const struct query_term *term = &scan->query->terms[number];
    const struct fold_reader *reader = &scan->reader;
    uint32_t fits = 0;
    for (size_t i = 0; i < term->count; i++)
        if ((i == 0 || scan->begun[number] >> (i - 1) & 1) &&
            query_word_fits(&term->words[i], term->keep, str_view(&reader->word), reader->cut,
                            reader->raw))
            fits |= UINT32_C(1) << i;
    scan->begun[number] = fits;
    if (!(fits >> (term->count - 1) & 1))
        return;
    size_t end = base + reader->pos;
    size_t first = scan->starts[(scan->token + 1 - term->count) % QUERY_WORDS_MAX];
    scan->hit(scan, number, first, end);
}

static void scan_words(struct search_scan *scan, struct view line, size_t base)
{
    const struct query *query = scan->query;
    scan->reader.text = line;
    scan->reader.pos = 0;
    while (fold_next(&scan->reader)) {
        scan->starts[scan->token % QUERY_WORDS_MAX] =
            base + (size_t)(scan->reader.raw.data - line.data);
        for (size_t i = 0; i < query->term_count; i++)
            if (query->terms[i].kind == QUERY_WORDS)
                scan_word(scan, i, base);
        scan->token++;
    }
}

static void scan_text(struct search_scan *scan, size_t number, struct view line, size_t base)
{
    const struct str *text = &scan->query->terms[number].text;
    size_t from = 0;
    for (int i = 0; i < LINE_HITS_MAX && from < line.len; i++) {
        const char *at = memmem(line.data + from, line.len - from, text->data, text->len);
        if (!at)
            return;
        from = (size_t)(at - line.data) + text->len;
        scan->hit(scan, number, base + from - text->len, base + from);
    }
}

static void scan_pattern(struct search_scan *scan, size_t number, struct view line, size_t base)
{
    struct pattern *pattern = scan->query->terms[number].pattern;
    size_t from = 0, start, end;
    if (line.len && line.data[line.len - 1] == '\r')
        line.len--;
    for (int i = 0; i < LINE_HITS_MAX && from <= line.len; i++) {
        enum status status = pattern_find(pattern, line, from, &start, &end, NULL);
        scan->limited += status == STATUS_LIMIT;
        if (status != STATUS_OK ||
            (scan->cancel && atomic_load_explicit(scan->cancel, memory_order_relaxed)))
            return;
        scan->hit(scan, number, base + start, base + end);
        from = end > start ? end : end + 1;
    }
}

void search_scan_line(struct search_scan *scan, struct view line, size_t base)
{
    const struct query *query = scan->query;
    bool words = false;
    for (size_t i = 0; i < query->term_count; i++) {
        if (query->terms[i].kind == QUERY_TEXT)
            scan_text(scan, i, line, base);
        else if (query->terms[i].kind == QUERY_PATTERN)
            scan_pattern(scan, i, line, base);
        else
            words = true;
    }
    if (words)
        scan_words(scan, line, base);
}
