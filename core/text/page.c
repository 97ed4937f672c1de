#include "core/text/page.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"

#include <stdlib.h>

void page_finish(struct page *page)
{
    str_finish(&page->text);
    free(page->spans);
    free(page->rows);
    *page = (struct page){0};
}

static bool span_is_like(const struct page_span *a, const struct page_span *b)
{
    return a->role == b->role && a->attrs == b->attrs && a->link == b->link;
}

/* A skin tone would join the emoji of a span before it and take back the cells counted for it. */
static bool begins_with_skin(struct view shown)
{
    return view_starts(shown, "\xF0\x9F\x8F") && shown.len > 3 && (uint8_t)shown.data[3] >= 0xBB;
}

/* Appends shown text; `like` says its style. Offsets are 32 bits: what comes after 4 GiB is left
 * out, and cells are 16 bits: a span is cut before they overflow. */
static size_t page_put(struct page *page, struct view shown, size_t cols,
                       const struct page_span *like)
{
    if (shown.len == 0 || shown.len > UINT32_MAX - page->text.len ||
        page->span_count >= UINT32_MAX - 1)
        return 0;
    struct page_span *last =
        page->span_count > page->open_span ? &page->spans[page->span_count - 1] : NULL;
    if (last && span_is_like(last, like) && !begins_with_skin(shown) &&
        cols <= (size_t)UINT16_MAX - last->cols) {
        last->len += (uint32_t)shown.len;
        last->cols = (uint16_t)(last->cols + cols);
    } else {
        struct page_span *span = ARRAY_PUSH(page->spans, page->span_count, page->span_cap);
        *span = *like;
        span->start = (uint32_t)page->text.len;
        span->len = (uint32_t)shown.len;
        span->cols = (uint16_t)cols;
    }
    str_add(&page->text, shown);
    page->open_cols += (uint32_t)cols;
    return cols;
}

/* A run of plain ASCII, in parts that a span can count. */
static size_t page_put_plain(struct page *page, struct view run, const struct page_span *like)
{
    size_t cols = 0;
    for (size_t from = 0; from < run.len; from += UINT16_MAX) {
        struct view part = view_slice(run, from, from + UINT16_MAX);
        cols += page_put(page, part, part.len, like);
    }
    return cols;
}

size_t page_add(struct page *page, struct view text, enum role role, unsigned attrs, uint32_t link)
{
    const struct page_span like = {.role = (uint8_t)role, .attrs = (uint8_t)attrs, .link = link};
    const struct page_span mark = {
        .role = ROLE_MARK, .attrs = (uint8_t)(attrs | STYLE_REVERSE), .link = link};
    size_t cols = 0;
    for (size_t pos = 0; pos < text.len;) {
        size_t end = cluster_plain_end(text, pos);
        cols += page_put_plain(page, view_slice(text, pos, end), &like);
        pos = end;
        if (pos < text.len) {
            struct cluster cluster;
            pos = cluster_next(text, pos, &cluster);
            cols += page_put(page, view_from(cluster.text, cluster.len), cluster.width,
                             cluster.mark ? &mark : &like);
        }
    }
    return cols;
}

size_t page_add_text(struct page *page, const char *text, enum role role, unsigned attrs)
{
    return page_add(page, view_of(text), role, attrs, 0);
}

void page_add_blank(struct page *page, size_t cols)
{
    static const char blanks[] = "                                                                ";
    while (cols > 0) {
        size_t part = cols < sizeof(blanks) - 1 ? cols : sizeof(blanks) - 1;
        page_add(page, view_from(blanks, part), ROLE_TEXT, 0, 0);
        cols -= part;
    }
}

void page_end_row(struct page *page, uint32_t source_line)
{
    struct page_row *row = ARRAY_PUSH(page->rows, page->row_count, page->row_cap);
    *row = (struct page_row){.span = page->open_span, .source = source_line};
    if (page->open_cols > page->widest)
        page->widest = page->open_cols;
    page->open_span = (uint32_t)page->span_count;
    page->open_cols = 0;
}

const struct page_span *page_row_spans(const struct page *page, size_t row, size_t *count)
{
    *count = 0;
    if (row >= page->row_count)
        return NULL;
    uint32_t first = page->rows[row].span;
    uint32_t end = row + 1 < page->row_count ? page->rows[row + 1].span : page->open_span;
    *count = end - first;
    return page->spans ? page->spans + first : NULL;
}

struct view page_span_text(const struct page *page, const struct page_span *span)
{
    return view_slice(str_view(&page->text), span->start, (size_t)span->start + span->len);
}

void page_add_row_text(const struct page *page, size_t row, struct str *out)
{
    size_t count;
    const struct page_span *spans = page_row_spans(page, row, &count);
    if (count > 0)
        str_add(out, view_slice(str_view(&page->text), spans[0].start,
                                (size_t)spans[count - 1].start + spans[count - 1].len));
}
