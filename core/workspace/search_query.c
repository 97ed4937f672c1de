#include "core/workspace/search_query.h"

#include "core/base/memory.h"
#include "core/base/when.h"
#include "core/text/utf8.h"
#include "core/workspace/catalog.h"

#include <stdlib.h>
#include <string.h>

static const char *const query_filters[QUERY_FILTERS] = {
    "tag:", "type:", "in:", "path:", "since:", "to:", "by:"};

const char *query_filter_name(enum query_filter filter)
{
    return query_filters[filter];
}

/* --- terms --- */

static void word_finish(struct query_word *word)
{
    str_finish(&word->fold);
    str_finish(&word->exact);
}

static void term_finish(struct query_term *term)
{
    for (size_t i = 0; i < term->count; i++)
        word_finish(&term->words[i]);
    free(term->words);
    str_finish(&term->text);
    pattern_free(term->pattern);
}

void query_finish(struct query *query)
{
    for (size_t i = 0; i < query->term_count; i++)
        term_finish(&query->terms[i]);
    for (size_t i = 0; i < query->condition_count; i++) {
        str_finish(&query->conditions[i].value);
        str_finish(&query->conditions[i].keys);
        free(query->conditions[i].paths);
    }
    free(query->terms);
    free(query->conditions);
    *query = (struct query){0};
}

void query_twin(const struct query *query, struct query *out)
{
    *out = *query;
    out->terms = mem_zalloc(query->term_count + 1, sizeof(*out->terms));
    for (size_t i = 0; i < query->term_count; i++) {
        out->terms[i] = query->terms[i];
        if (query->terms[i].pattern)
            out->terms[i].pattern = pattern_twin(query->terms[i].pattern);
    }
}

void query_twin_finish(struct query *twin)
{
    for (size_t i = 0; i < twin->term_count; i++)
        pattern_free(twin->terms[i].pattern);
    free(twin->terms);
    *twin = (struct query){0};
}

static enum status query_too_long(struct error *err)
{
    return error_set(err, STATUS_LIMIT, "a search has at most %d words", QUERY_TERMS_MAX);
}

static enum status query_add_term(struct query *query, enum query_kind kind, struct view text,
                                  struct query_term **out, struct error *err)
{
    if (query->term_count == QUERY_TERMS_MAX)
        return query_too_long(err);
    struct query_term *term = ARRAY_PUSH(query->terms, query->term_count, query->term_cap);
    *term = (struct query_term){.kind = kind, .keep = fold_needs(text)};
    str_add(&term->text, text);
    *out = term;
    return STATUS_OK;
}

/* The words of `text`; of `open` ones the last is a prefix. */
static enum status query_add_words(struct query *query, struct view text, bool open,
                                   struct error *err)
{
    struct query_term *term = NULL;
    struct fold_reader reader = {.text = text};
    enum status status = query_add_term(query, QUERY_TEXT, text, &term, err);
    while (status == STATUS_OK && fold_next(&reader)) {
        if (term->count == QUERY_WORDS_MAX) {
            status = query_too_long(err);
            break;
        }
        struct query_word *word = ARRAY_PUSH(term->words, term->count, term->cap);
        *word = (struct query_word){.slow = term->keep || reader.cut};
        str_add(&word->fold, str_view(&reader.word));
        fold_add(&word->exact, reader.raw, term->keep);
        term->kind = QUERY_WORDS;
    }
    if (status == STATUS_OK && term->count)
        term->words[term->count - 1].prefix =
            open && reader.raw.data + reader.raw.len == text.data + text.len;
    fold_finish(&reader);
    return status;
}

/* Held against a whole text, a pattern of plain parts can always go back to what it takes in a
 * line. It cannot when it looks around, gives nothing back, or asks for the end of the text. */
static bool query_fits_whole(struct view pattern)
{
    for (size_t i = 0; i < pattern.len; i++) {
        char c = pattern.data[i], next = i + 1 < pattern.len ? pattern.data[i + 1] : '\0';
        struct view rest = view_slice(pattern, i, pattern.len);
        if (c == '\\' && next && strchr("AzZGQEK", next))
            return false;
        if (c == '(' && (next == '*' || next == '?') && !view_starts(rest, "(?:") &&
            !view_starts(rest, "(?i)"))
            return false;
        if (c == '+' && i > 0 && strchr("*+?}", pattern.data[i - 1]))
            return false;
        i += c == '\\';
    }
    return true;
}

static enum status query_add_pattern(struct query *query, struct view text, struct error *err)
{
    struct query_term *term = NULL;
    enum status status = query_add_term(query, QUERY_PATTERN, text, &term, err);
    if (status == STATUS_OK)
        status = pattern_new(text, PATTERN_SMART_CASE, &term->pattern, err);
    if (status != STATUS_OK)
        return status;
    pattern_limit_time(term->pattern, 50);
    term->whole = query_fits_whole(text);
    return STATUS_OK;
}

/* --- filters --- */

/* The panes whose names begin with `value`. */
static unsigned query_sections(struct view value)
{
    static const struct {
        const char *name;
        enum section_kind section;
    } names[] = {
        {"self", SECTION_SELF},     {"todo", SECTION_TODO},   {"memory", SECTION_MEMORY},
        {"drafts", SECTION_DRAFTS}, {"files", SECTION_FILES}, {"places", SECTION_FILES},
    };
    unsigned sections = 0;
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (value.len <= strlen(names[i].name) && memcmp(names[i].name, value.data, value.len) == 0)
            sections |= 1u << names[i].section;
    return sections;
}

static enum status query_add_condition(struct query *query, enum query_filter filter,
                                       struct view value, bool whole, int64_t now,
                                       struct error *err)
{
    int64_t since = 0;
    if (value.len == 0) /* still to be typed */
        return STATUS_OK;
    if (query->condition_count == QUERY_TERMS_MAX)
        return query_too_long(err);
    if (filter == QUERY_SINCE) {
        enum status status = when_parse(value, now, &since, err);
        if (status != STATUS_OK)
            return status;
    }
    struct query_condition *condition =
        ARRAY_PUSH(query->conditions, query->condition_count, query->condition_cap);
    *condition = (struct query_condition){.filter = filter, .whole = whole, .since = since};
    condition->keep = filter == QUERY_PATH ? fold_needs(value) : 0;
    if (filter == QUERY_TO || filter == QUERY_BY) {
        str_add(&condition->value, value);
        return STATUS_OK;
    }
    if (filter == QUERY_TAG && value.data[0] == '#')
        value = view_slice(value, 1, value.len);
    fold_add(&condition->value, value, condition->keep);
    if (filter == QUERY_IN)
        condition->sections = query_sections(str_view(&condition->value));
    return STATUS_OK;
}

/* --- the line --- */

static bool query_is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* What stands between quotes from `*at`, just behind the first; behind it `*at` is then. */
static struct view query_quoted(struct view text, size_t *at, bool *closed)
{
    size_t from = *at, end = view_find(text, from, '"');
    *closed = end < text.len;
    *at = end + *closed;
    return view_slice(text, from, end);
}

static struct view query_bare(struct view text, size_t *at)
{
    size_t from = *at;
    while (*at < text.len && !query_is_blank(text.data[*at]))
        ++*at;
    return view_slice(text, from, *at);
}

/* Up to a slash with a blank or nothing behind it. */
static struct view query_pattern(struct view text, size_t *at)
{
    size_t from = *at;
    for (; *at < text.len; ++*at) {
        char c = text.data[*at];
        if (c == '\\' && *at + 1 < text.len)
            ++*at;
        else if (c == '/' && (*at + 1 == text.len || query_is_blank(text.data[*at + 1])))
            return view_slice(text, from, (*at)++);
    }
    return view_slice(text, from, text.len);
}

static enum query_filter query_filter_at(struct view rest)
{
    size_t i = 0;
    while (i < QUERY_FILTERS && !view_starts(rest, query_filters[i]))
        i++;
    return (enum query_filter)i;
}

struct query_item {
    enum query_filter filter; /* QUERY_FILTERS: none */
    char mark;                /* the quote or slash that it, or the filter's value, begins with */
    struct view text;         /* without them */
    bool closed;              /* a quote ends it */
};

/* The item that begins at `*at`; behind it `*at` is then. */
static struct query_item query_read_item(struct view text, size_t *at)
{
    struct query_item item = {.filter = query_filter_at(view_slice(text, *at, text.len))};
    if (item.filter < QUERY_FILTERS)
        *at += strlen(query_filters[item.filter]);
    char first = *at < text.len ? text.data[*at] : '\0';
    if (first == '"' || (first == '/' && item.filter == QUERY_FILTERS))
        item.mark = first;
    *at += item.mark != '\0';
    item.text = item.mark == '"'   ? query_quoted(text, at, &item.closed)
                : item.mark == '/' ? query_pattern(text, at)
                                   : query_bare(text, at);
    return item;
}

static enum status query_add_item(struct query *query, const struct query_item *item, int64_t now,
                                  struct error *err)
{
    if (item->filter < QUERY_FILTERS)
        return query_add_condition(query, item->filter, item->text, item->closed, now, err);
    if (item->mark == '"' && !view_trim(item->text).len)
        return STATUS_OK;
    if (item->mark == '/')
        return item->text.len ? query_add_pattern(query, item->text, err) : STATUS_OK;
    return query_add_words(query, item->text, !item->closed, err);
}

bool query_read_last(struct view text, struct query_last *out)
{
    *out = (struct query_last){.filter = QUERY_FILTERS};
    for (size_t at = 0; at < text.len;) {
        if (query_is_blank(text.data[at])) {
            at++;
            continue;
        }
        struct query_item item = query_read_item(text, &at);
        *out = (struct query_last){.filter = item.filter, .text = item.text};
        out->quoted = item.mark == '"';
        if (at == text.len)
            return !item.closed && item.mark != '/';
    }
    return false;
}

enum status query_parse(struct view text, int64_t now, struct query *out, struct error *err)
{
    enum status status = STATUS_OK;
    *out = (struct query){0};
    if (text.len > QUERY_LENGTH_MAX)
        return error_set(err, STATUS_LIMIT, "a search has at most %d letters", QUERY_LENGTH_MAX);
    for (size_t at = 0; at < text.len && status == STATUS_OK;) {
        if (query_is_blank(text.data[at])) {
            at++;
        } else {
            struct query_item item = query_read_item(text, &at);
            status = query_add_item(out, &item, now, err);
        }
    }
    out->typed = out->term_count;
    if (status != STATUS_OK)
        query_finish(out);
    return status;
}

void query_drop_added(struct query *query)
{
    while (query->term_count > query->typed)
        term_finish(&query->terms[--query->term_count]);
}

bool query_is_empty(const struct query *query)
{
    return query->term_count == 0 && query->condition_count == 0;
}

bool query_is_plain(const struct query *query)
{
    for (size_t i = 0; i < query->term_count; i++) {
        const struct query_term *term = &query->terms[i];
        if (term->kind != QUERY_WORDS || term->count != 1 || term->words[0].slow)
            return false;
    }
    return true;
}

static bool word_begins(struct view word, struct view with, bool prefix)
{
    return (prefix ? word.len >= with.len : word.len == with.len) &&
           memcmp(word.data, with.data, with.len) == 0;
}

/* Behind what was typed no accent follows: the last letter is as it was typed. */
static bool word_ends_whole(struct view word, size_t at)
{
    unsigned char first = at < word.len ? (unsigned char)word.data[at] : 0;
    return first != 0xCC && !(first == 0xCD && (unsigned char)word.data[at + 1] < 0xB0);
}

bool query_word_fits(const struct query_word *word, unsigned keep, struct view fold, bool cut,
                     struct view raw)
{
    if (!word_begins(fold, str_view(&word->fold), word->prefix || cut))
        return false;
    if (!word->slow)
        return word->prefix || !cut;
    struct str exact = {0};
    fold_add(&exact, raw, keep);
    bool fits = word_begins(str_view(&exact), str_view(&word->exact), word->prefix) &&
                (!(keep & FOLD_KEEP_MARKS) || word_ends_whole(str_view(&exact), word->exact.len));
    str_finish(&exact);
    return fits;
}
