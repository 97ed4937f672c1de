#include "tui/find.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/pattern.h"

#include <stdlib.h>
#include <string.h>

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
            str_add_text(out, "[\\s│]+");
            continue;
        }
        if (strchr("\\^$.[]|()?*+{}#", text.data[i]))
            str_add_char(out, '\\');
        str_add_char(out, text.data[i]);
    }
}

/* The page's text, a row a line, and where each row begins in it (row_count + 1 entries). */
static size_t *find_page_text(const struct page *page, struct str *out)
{
    size_t *starts = mem_zalloc(page->row_count + 1, sizeof(*starts));
    for (size_t row = 0; row < page->row_count; row++) {
        starts[row] = out->len;
        page_add_row_text(page, row, out);
        str_add_char(out, '\n');
    }
    starts[page->row_count] = out->len;
    return starts;
}

/* Adds the parts of the hit [start, end), whose first byte lies in row `row`. */
static void find_add(struct find *find, struct view text, const size_t *starts, size_t row,
                     size_t start, size_t end)
{
    bool first = true;
    for (; start < end; row++) {
        size_t stop = starts[row + 1] - 1 < end ? starts[row + 1] - 1 : end;
        struct view before = view_slice(text, starts[row], start);
        struct view hit = view_slice(text, start, stop);
        size_t cols = cluster_width(hit);
        if (cols > 0) {
            *ARRAY_PUSH(find->parts, find->count, find->cap) =
                (struct find_part){.row = (uint32_t)row,
                                   .col = (uint32_t)cluster_width(before),
                                   .cols = (uint32_t)cols,
                                   .first = first};
            find->hits += first;
            first = false;
        }
        start = starts[row + 1];
    }
}

static enum status find_all(struct find *find, const struct page *page, struct pattern *pattern,
                            struct error *err)
{
    struct str text = {0};
    size_t *starts = find_page_text(page, &text);
    size_t row = 0, from = 0, start, end;
    enum status status = STATUS_OK;
    while (find->hits < FIND_HITS_MAX && from < text.len) {
        status = pattern_find(pattern, str_view(&text), from, &start, &end, err);
        if (status != STATUS_OK)
            break;
        while (row + 1 < page->row_count && starts[row + 1] <= start)
            row++;
        find_add(find, str_view(&text), starts, row, start, end);
        from = end > start ? end : end + 1;
    }
    free(starts);
    str_finish(&text);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

enum status find_run(struct find *find, const struct page *page, struct view text,
                     struct error *err)
{
    struct str typed = {0}, source = {0};
    str_add(&typed, text);
    find_finish(find);
    find->text = typed;
    if (typed.len == 0 || page->row_count == 0)
        return STATUS_OK;
    if (typed.len > 2 && typed.data[0] == '/' && typed.data[typed.len - 1] == '/')
        str_add(&source, view_slice(str_view(&typed), 1, typed.len - 1));
    else
        find_compose(str_view(&typed), &source);
    struct pattern *pattern = NULL;
    enum status status = pattern_new(str_view(&source), PATTERN_SMART_CASE, &pattern, err);
    if (status == STATUS_OK)
        status = find_all(find, page, pattern, err);
    pattern_free(pattern);
    str_finish(&source);
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
