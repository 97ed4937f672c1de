#include "tui/trail.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* --- the mark --- */

/* Whether `span` only goes on with the link of the spans before it. */
static bool mark_goes_on(const struct page *page, size_t span)
{
    uint32_t link = page->spans[span].link;
    for (size_t at = span; at-- > 0;) {
        struct view text = page_span_text(page, &page->spans[at]);
        if (page->spans[at].link == link)
            return true;
        if (page->spans[at].link || view_trim(text).len)
            return false;
    }
    return false;
}

static bool mark_is_start(const struct rendered *page, size_t span)
{
    uint32_t link = page->page.spans[span].link;
    return link && link <= page->link_count && !mark_goes_on(&page->page, span);
}

static size_t mark_row(const struct page *page, size_t span)
{
    size_t low = 0, high = page->row_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (page->rows[middle].span <= span)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static size_t mark_first_span(const struct page *page, size_t row)
{
    return row < page->row_count ? page->rows[row].span : page->span_count;
}

bool link_mark_step(const struct rendered *page, struct link_mark *mark, int by, size_t top,
                    size_t bottom)
{
    size_t count = page->page.span_count, at = mark->span;
    if (!mark->number || at >= count)
        at = by > 0 ? mark_first_span(&page->page, top) : mark_first_span(&page->page, bottom);
    else if (by > 0)
        at++;
    if (by > 0) {
        while (at < count && !mark_is_start(page, at))
            at++;
        if (at >= count)
            return false;
    } else {
        do {
            if (at-- == 0)
                return false;
        } while (!mark_is_start(page, at));
    }
    *mark = (struct link_mark){page->page.spans[at].link, at, mark_row(&page->page, at)};
    return true;
}

bool link_mark_covers(const struct rendered *page, const struct link_mark *mark, size_t span)
{
    const struct page *own = &page->page;
    if (!mark->number || span < mark->span || own->spans[span].link != mark->number)
        return false;
    for (; span > mark->span; span--)
        if (own->spans[span].link != mark->number &&
            (own->spans[span].link || view_trim(page_span_text(own, &own->spans[span])).len))
            return false;
    return true;
}

/* --- the trail --- */

static void trail_clear(struct trail *trail)
{
    for (size_t i = 0; i < trail->count; i++)
        free(trail->steps[i].path);
    trail->count = 0;
}

size_t trail_length(const struct trail *trail, const char *here)
{
    return here && trail->here && strcmp(trail->here, here) == 0 ? trail->count : 0;
}

static void trail_set_here(struct trail *trail, const char *path)
{
    char *copy = mem_string(path);
    free(trail->here);
    trail->here = copy;
}

void trail_push(struct trail *trail, const char *from, uint32_t line, const char *to)
{
    if (!trail_length(trail, from))
        trail_clear(trail);
    if (trail->count == TRAIL_MAX) {
        free(trail->steps[0].path);
        memmove(trail->steps, trail->steps + 1, --trail->count * sizeof(*trail->steps));
    }
    *ARRAY_PUSH(trail->steps, trail->count, trail->cap) =
        (struct trail_step){mem_string(from), line};
    trail_set_here(trail, to);
}

bool trail_pop(struct trail *trail, const char *here, struct trail_step *out)
{
    if (!trail_length(trail, here))
        return false;
    *out = trail->steps[--trail->count];
    trail_set_here(trail, out->path);
    return true;
}

void trail_finish(struct trail *trail)
{
    trail_clear(trail);
    free(trail->steps);
    free(trail->here);
    *trail = (struct trail){0};
}
