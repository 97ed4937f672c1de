#include "tui/find.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/pattern.h"

#include <stdlib.h>
#include <string.h>

/* A search runs while the screen waits, at each key that is typed: it may take this many
 * milliseconds, and one step of the pattern. What was found until then stays. */
#define FIND_TIME_MAX 100

void find_finish(struct find *find)
{
    str_finish(&find->text);
    free(find->parts);
    *find = (struct find){0};
}

/* What was typed as a pattern: blanks match any white space and the bar of a quote, so that a
 * phrase is found over the end of a row. */
static void find_compose(struct view text, struct str *out)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == ' ') {
            if (i == 0 || text.data[i - 1] != ' ')
                str_add_text(out, "[\\s│]+");
            continue;
        }
        if (strchr("\\^$.[]|()?*+{}#", text.data[i]))
            str_add_char(out, '\\');
        str_add_char(out, text.data[i]);
    }
}

/* One search: the page's text, a row a line, and where each row begins in it. */
struct find_search {
    struct find *find;
    struct pattern *pattern;
    struct str text;
    size_t *starts; /* row_count + 1 */
    size_t row;     /* of the last hit: they come in order */
    int64_t deadline;
};

static void find_begin(struct find_search *search, const struct page *page)
{
    search->starts = mem_zalloc(page->row_count + 1, sizeof(*search->starts));
    for (size_t row = 0; row < page->row_count; row++) {
        search->starts[row] = search->text.len;
        page_add_row_text(page, row, &search->text);
        str_add_char(&search->text, '\n');
    }
    search->starts[page->row_count] = search->text.len;
    search->deadline = clock_ticks() + FIND_TIME_MAX;
}

static struct view find_row(const struct find_search *search, size_t row)
{
    return view_slice(str_view(&search->text), search->starts[row], search->starts[row + 1] - 1);
}

/* The cells of the bytes [start, end) of a row: of all clusters that they touch. */
static void find_cells(struct view row, size_t start, size_t end, size_t *col, size_t *cols)
{
    size_t at = 0;
    *col = *cols = 0;
    while (at < end && at < row.len) {
        struct cluster cluster;
        size_t plain = cluster_plain_end(view_slice(row, 0, end), at);
        size_t before = plain < start ? plain : at < start ? start : at;
        *col += before - at;
        *cols += plain - before;
        at = plain;
        if (at >= end || at >= row.len)
            break;
        at = cluster_next(row, at, &cluster);
        *(at <= start ? col : cols) += cluster.width;
    }
}

/* Adds the parts of the hit [start, end) of the page's text. */
static void find_add(struct find_search *search, size_t start, size_t end)
{
    struct find *find = search->find;
    bool first = true;
    while (search->starts[search->row + 1] <= start)
        search->row++;
    for (size_t row = search->row; start < end; row++) {
        size_t begin = search->starts[row], col, cols;
        find_cells(find_row(search, row), start - begin, end - begin, &col, &cols);
        start = search->starts[row + 1];
        if (cols == 0)
            continue;
        *ARRAY_PUSH(find->parts, find->count, find->cap) = (struct find_part){
            .row = (uint32_t)row, .col = (uint32_t)col, .cols = (uint32_t)cols, .first = first};
        find->hits += first;
        first = false;
    }
}

/* Adds all hits in the part [from, to) of the page's text. */
static enum status find_part_of(struct find_search *search, size_t from, size_t to,
                                struct error *err)
{
    struct view part = view_slice(str_view(&search->text), from, to);
    size_t at = 0, start, end;
    while (search->find->hits < FIND_HITS_MAX && at <= part.len) {
        if (clock_ticks() > search->deadline)
            return STATUS_LIMIT;
        enum status status = pattern_find(search->pattern, part, at, &start, &end, err);
        if (status != STATUS_OK)
            return status == STATUS_ABSENT ? STATUS_OK : status;
        if (end > start)
            find_add(search, from + start, from + end);
        at = end > start ? end : end + 1;
    }
    return STATUS_OK;
}

/* A pattern looks at one row at a time: then no attempt is long, and what it costs is known between
 * two of them. */
static enum status find_rows(struct find_search *search, size_t row_count, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t row = 0; status == STATUS_OK && row < row_count; row++)
        status = find_part_of(search, search->starts[row], search->starts[row + 1] - 1, err);
    return status;
}

static bool find_is_pattern(struct view typed)
{
    return typed.len > 2 && typed.data[0] == '/' && typed.data[typed.len - 1] == '/';
}

enum status find_run(struct find *find, const struct page *page, struct view text,
                     struct error *err)
{
    struct str typed = {0}, source = {0};
    struct find_search search = {.find = find};
    str_add(&typed, text);
    find_finish(find);
    find->text = typed;
    if (typed.len == 0 || page->row_count == 0)
        return STATUS_OK;
    bool rows = find_is_pattern(str_view(&typed));
    if (rows)
        str_add(&source, view_slice(str_view(&typed), 1, typed.len - 1));
    else
        find_compose(str_view(&typed), &source);
    enum status status = pattern_new(str_view(&source), PATTERN_SMART_CASE, &search.pattern, err);
    str_finish(&source);
    if (status != STATUS_OK)
        return status;
    find_begin(&search, page);
    status = rows ? find_rows(&search, page->row_count, err)
                  : find_part_of(&search, 0, search.text.len, err);
    if (status == STATUS_LIMIT)
        error_set(err, STATUS_LIMIT, "the search stopped after %zu hit%s: it takes too long here",
                  find->hits, find->hits == 1 ? "" : "s");
    pattern_free(search.pattern);
    free(search.starts);
    str_finish(&search.text);
    return status;
}

void find_from_row(struct find *find, size_t row)
{
    find->current = 0;
    for (size_t i = 0; i < find->count; i++)
        if (find->parts[i].first && find->parts[i].row >= row) {
            find->current = i;
            return;
        }
}

void find_step(struct find *find, int by)
{
    if (find->count == 0)
        return;
    do {
        if (by > 0)
            find->current = find->current + 1 == find->count ? 0 : find->current + 1;
        else
            find->current = find->current == 0 ? find->count - 1 : find->current - 1;
    } while (!find->parts[find->current].first);
}

size_t find_number(const struct find *find)
{
    size_t number = 0;
    for (size_t i = 0; i <= find->current && i < find->count; i++)
        number += find->parts[i].first;
    return number;
}
