#include "core/workspace/search_match.h"

#include "core/base/memory.h"
#include "core/markdown/front_matter.h"
#include "core/text/utf8.h"
#include "core/workspace/search_scan.h"

#include <stdlib.h>
#include <string.h>

/* Of all hits the nearest ones of the different terms are looked for: each time a term is hit, the
 * distance between the last hits of all of them. What stands in the front matter is shown only when
 * nothing else is. */

enum { FOUND_MAX = 16, FOUND_LENGTH_MAX = 120, LIMITED_MAX = 16, WHOLE_MAX = 128 << 10 };

struct finder {
    struct search_scan scan; /* first: a hit is given it */
    struct search_match *match;
    struct view text;
    struct search_line line;
    bool brief;    /* only whether all terms are there is asked for */
    bool name;     /* it is the file's name that is looked at */
    bool shown;    /* the match has a place, */
    bool in_front; /* which is in the front matter */
    size_t found;
    size_t line_hits;               /* in the line at hand */
    uint32_t all, seen, seen_below; /* bits: of all terms, those hit, and those in the text */
    unsigned char fields[QUERY_TERMS_MAX];
    struct {
        uint32_t token, line;
        size_t start, end;
    } last[QUERY_TERMS_MAX];
};

unsigned search_field_weight(enum search_field field)
{
    static const unsigned weights[FIELD_COUNT] = {1, 3, 9, 27};
    return weights[field];
}

/* Keeps the text of a hit, if it is a new one. */
static void finder_keep(struct finder *finder, size_t start, size_t end)
{
    struct str *found = &finder->match->found;
    struct view text = view_slice(finder->text, start, end);
    if (finder->found == FOUND_MAX || text.len == 0 || text.len > FOUND_LENGTH_MAX ||
        memchr(text.data, '\0', text.len))
        return;
    for (size_t at = 0; at < found->len; at += strlen(found->data + at) + 1)
        if (view_is(text, found->data + at))
            return;
    str_add(found, text);
    str_add_char(found, '\0');
    finder->found++;
}

/* Shows the nearest hits: from the first to the last of the last ones of all terms. */
static void finder_show(struct finder *finder)
{
    struct search_match *match = finder->match;
    size_t first = SIZE_MAX, last = 0, count = finder->scan.query->term_count;
    for (size_t i = 0; i < count; i++) {
        if (!(finder->seen_below >> i & 1))
            continue;
        if (first == SIZE_MAX || finder->last[i].start < finder->last[first].start)
            first = i;
        if (finder->last[i].token >= finder->last[last].token)
            last = i;
    }
    uint32_t span = finder->last[last].token - finder->last[first].token;
    bool front = finder->line.front;
    if (finder->shown && (front ? !finder->in_front || span >= match->span
                                : !finder->in_front && span >= match->span))
        return;
    finder->shown = true;
    finder->in_front = front;
    match->span = span;
    match->line = finder->last[first].line;
    match->start = finder->last[first].start;
    match->end = finder->last[last].end;
}

static void finder_hit(struct search_scan *scan, size_t term, size_t start, size_t end)
{
    struct finder *finder = (struct finder *)scan;
    uint32_t bit = UINT32_C(1) << term, all = finder->all;
    enum search_field field = finder->line.field;
    if (!finder->name)
        field = search_field_at(field, finder->text, start);
    if (finder->fields[term] <= (unsigned)field)
        finder->fields[term] = (unsigned char)(field + 1);
    finder->seen |= bit;
    finder->line_hits++;
    if (finder->name || finder->brief)
        return;
    finder_keep(finder, start, end);
    bool was_all = finder->seen_below == all;
    finder->seen_below |= bit;
    finder->last[term].token = scan->token;
    finder->last[term].line = finder->line.number;
    finder->last[term].start = start;
    finder->last[term].end = end;
    /* Until all have come any place is as good as the first. */
    if (finder->seen_below == all && !was_all && !finder->in_front)
        finder->shown = false;
    if (finder->seen_below == all || !finder->shown || (finder->in_front && !finder->line.front))
        finder_show(finder);
}

static void finder_name(struct finder *finder, const char *path)
{
    struct view name = search_name(path);
    finder->name = true;
    finder->line = (struct search_line){.field = FIELD_TITLE};
    search_scan_line(&finder->scan, name, 0);
    search_scan_break(&finder->scan);
    finder->name = false;
}

/* The one pattern that is asked for, if a look at all of the text can tell where it has no match;
 * such a look is ten times faster than one at each line. */
static struct pattern *finder_pattern(const struct finder *finder)
{
    const struct query *query = finder->scan.query;
    return query->term_count == 1 && query->terms[0].kind == QUERY_PATTERN &&
                   query->terms[0].whole && finder->text.len <= WHOLE_MAX
               ? query->terms[0].pattern
               : NULL;
}

/* Before where no line from `from` on has a match of the pattern. */
static size_t finder_skip(const struct finder *finder, struct pattern *pattern, size_t from)
{
    size_t start, end;
    enum status status = pattern_find(pattern, finder->text, from, &start, &end, NULL);
    return status == STATUS_OK ? start : status == STATUS_ABSENT ? SIZE_MAX : from;
}

/* Reads all of the text, or as much as it takes. STATUS_CANCELLED. */
static enum status finder_read(struct finder *finder, const atomic_bool *cancel, struct error *err)
{
    struct search_lines lines;
    struct pattern *pattern = finder_pattern(finder);
    size_t possible = 0;
    bool hit = false;
    search_lines_begin(&lines, finder->text);
    while (search_lines_next(&lines, &finder->line) &&
           !(finder->brief && finder->seen == finder->all)) {
        size_t start = (size_t)(finder->line.text.data - finder->text.data);
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "the search was stopped");
        if (pattern && !hit && possible <= start)
            possible = finder_skip(finder, pattern, start);
        if (possible > start + finder->line.text.len)
            continue;
        finder->line_hits = 0;
        search_scan_line(&finder->scan, finder->line.text, start);
        hit = finder->line_hits > 0;
        if (finder->scan.limited > LIMITED_MAX)
            break;
    }
    return STATUS_OK;
}

/* Each reader has patterns of its own, so what they are told of the text is told to no other. */
static void match_tell_ascii(const struct query *query, struct view name, struct view text)
{
    int known = -1;
    for (size_t i = 0; i < query->term_count; i++) {
        if (query->terms[i].kind != QUERY_PATTERN)
            continue;
        known = known >= 0 ? known : view_is_ascii(name) && view_is_ascii(text);
        pattern_expect_ascii(query->terms[i].pattern, known > 0);
    }
}

/* Whether a pattern has no match in any line of it. Of most files this look is all there is. */
static bool match_is_ruled_out(const struct query *query, const char *path, struct view text)
{
    size_t start, end;
    for (size_t i = 0; i < query->term_count && text.len <= WHOLE_MAX; i++) {
        const struct query_term *term = &query->terms[i];
        if (term->kind == QUERY_PATTERN && term->whole &&
            pattern_find(term->pattern, text, 0, &start, &end, NULL) == STATUS_ABSENT &&
            pattern_find(term->pattern, search_name(path), 0, &start, &end, NULL) == STATUS_ABSENT)
            return true;
    }
    return false;
}

enum status search_match_text(const struct query *query, const char *path, struct view text,
                              const atomic_bool *cancel, bool brief, struct search_match *match,
                              struct error *err)
{
    *match = (struct search_match){0};
    match_tell_ascii(query, search_name(path), text);
    if (match_is_ruled_out(query, path, text))
        return error_set(err, STATUS_ABSENT, "no match");
    struct finder *finder = mem_zalloc(1, sizeof(*finder));
    finder->scan.query = query;
    finder->scan.hit = finder_hit;
    finder->scan.cancel = cancel;
    finder->match = match;
    finder->text = text;
    finder->brief = brief;
    finder->all = (uint32_t)((UINT64_C(1) << query->term_count) - 1);
    finder_name(finder, path);
    enum status status = finder_read(finder, cancel, err);
    for (size_t i = 0; i < query->term_count; i++)
        match->rank +=
            finder->fields[i] ? search_field_weight((enum search_field)(finder->fields[i] - 1)) : 0;
    match->limited = finder->scan.limited > 0;
    if (status == STATUS_OK && finder->seen != finder->all)
        status = error_set(err, STATUS_ABSENT, "no match");
    fold_finish(&finder->scan.reader);
    free(finder);
    return status;
}

void search_match_finish(struct search_match *match)
{
    str_finish(&match->found);
    *match = (struct search_match){0};
}

/* --- what is shown of it --- */

struct snippet {
    struct search_scan scan; /* first: a hit is given it */
    struct search_range *ranges;
    size_t count, cap;
};

static void snippet_hit(struct search_scan *scan, size_t term, size_t start, size_t end)
{
    struct snippet *snippet = (struct snippet *)scan;
    (void)term;
    if (end > start && snippet->count < 256)
        *ARRAY_PUSH(snippet->ranges, snippet->count, snippet->cap) =
            (struct search_range){(uint32_t)start, (uint32_t)(end - start)};
}

/* Where to begin: a little before the hit, at a word, and not in another paragraph. */
static size_t snippet_start(struct view text, size_t hit, size_t front)
{
    size_t least = hit > 48 ? hit - 48 : 0, at = hit;
    if (hit >= front && least < front)
        least = front;
    for (size_t i = hit; i > least; i--) {
        if (text.data[i - 1] == '\n' && (i < 2 || i - 1 <= least || text.data[i - 2] == '\n'))
            return i;
        if (text.data[i - 1] == ' ' || text.data[i - 1] == '\n')
            at = i;
    }
    return least == 0 || least == front ? least : at;
}

static bool snippet_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Marks that are noise in a row of text: of bold words, and those that make a heading. */
static bool snippet_is_mark(struct view text, size_t at)
{
    char c = text.data[at];
    size_t from = at;
    if (c == '*')
        return (at > 0 && text.data[at - 1] == '*') ||
               (at + 1 < text.len && text.data[at + 1] == '*');
    if (c != '#')
        return false;
    while (from > 0 && text.data[from - 1] == '#')
        from--;
    while (at < text.len && text.data[at] == '#')
        at++;
    return at - from <= 6 && at < text.len && text.data[at] == ' ' &&
           (from == 0 || text.data[from - 1] == '\n');
}

/* Copies the text, runs of blanks as one, and brings the ranges along. */
static void snippet_copy(struct view text, struct str *out, struct snippet *snippet)
{
    uint32_t *places = mem_zalloc(text.len + 1, sizeof(*places));
    size_t begun = out->len;
    for (size_t i = 0; i < text.len; i++) {
        bool blank = snippet_is_blank(text.data[i]);
        places[i] = (uint32_t)(out->len - begun);
        if (!blank && !snippet_is_mark(text, i))
            str_add_char(out, text.data[i]);
        else if (blank && out->len > begun && out->data[out->len - 1] != ' ')
            str_add_char(out, ' ');
    }
    places[text.len] = (uint32_t)(out->len - begun);
    size_t kept = 0;
    for (size_t i = 0; i < snippet->count; i++) {
        struct search_range range = snippet->ranges[i];
        size_t end = (size_t)range.start + range.len;
        if (range.start >= text.len)
            continue;
        uint32_t from = places[range.start], to = places[end < text.len ? end : text.len];
        if (to > from)
            snippet->ranges[kept++] = (struct search_range){from, to - from};
    }
    snippet->count = kept;
    free(places);
}

void search_snippet(const struct query *query, struct view text, const struct search_match *match,
                    size_t want, struct str *out, struct search_range **ranges, size_t *count)
{
    struct snippet snippet = {.scan = {.query = query, .hit = snippet_hit}};
    struct search_line line;
    struct search_lines lines;
    size_t front = front_matter_extent(text);
    bool below = match->line && match->start >= front;
    size_t start = below ? snippet_start(text, match->start, front) : front;
    size_t end = start + want < text.len ? utf8_floor(text, start + want) : text.len;
    struct view part = view_slice(text, start, end);
    match_tell_ascii(query, VIEW(""), part);
    search_lines_begin(&lines, part);
    while (search_lines_next(&lines, &line))
        search_scan_line(&snippet.scan, line.text, (size_t)(line.text.data - part.data));
    snippet_copy(part, out, &snippet);
    fold_finish(&snippet.scan.reader);
    *ranges = snippet.ranges;
    *count = snippet.count;
}
