#include "core/markdown/links.h"

#include "core/base/memory.h"
#include "core/markdown/canvas.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t link_hash(enum link_kind kind, struct view target)
{
    uint64_t hash = 0xcbf29ce484222325u ^ (uint64_t)kind;
    for (size_t i = 0; i < target.len; i++)
        hash = (hash ^ (unsigned char)target.data[i]) * 0x100000001b3u;
    return (size_t)(hash ^ hash >> 32);
}

static uint32_t *links_slot(struct links *links, enum link_kind kind, struct view target)
{
    size_t mask = links->slot_count - 1;
    size_t at = link_hash(kind, target) & mask;
    for (;; at = (at + 1) & mask) {
        uint32_t number = links->slots[at];
        if (!number)
            return &links->slots[at];
        const struct render_link *link = &links->out->links[number - 1];
        if (link->kind == kind && view_equal(view_of(link->target), target))
            return &links->slots[at];
    }
}

static void links_grow(struct links *links)
{
    links->slot_count = links->slot_count ? links->slot_count * 2 : 64;
    free(links->slots);
    links->slots = mem_zalloc(links->slot_count, sizeof(*links->slots));
    for (size_t i = 0; i < links->out->link_count; i++) {
        const struct render_link *link = &links->out->links[i];
        *links_slot(links, link->kind, view_of(link->target)) = (uint32_t)i + 1;
    }
}

uint32_t links_add(struct links *links, enum link_kind kind, struct view target, bool shown)
{
    struct rendered *out = links->out;
    if (out->link_count * 2 >= links->slot_count)
        links_grow(links);
    uint32_t *slot = links_slot(links, kind, target);
    if (!*slot) {
        size_t count = out->link_count;
        *ARRAY_PUSH(links->shown, count, links->shown_cap) = false;
        struct render_link *link = ARRAY_PUSH(out->links, out->link_count, out->link_cap);
        *link = (struct render_link){.kind = kind, .row = LINK_NO_ROW};
        link->target = mem_string_n(target.data, target.len);
        *slot = (uint32_t)out->link_count;
    }
    if (shown)
        links->shown[*slot - 1] = true;
    return *slot;
}

enum link_kind links_kind_of(struct view target)
{
    size_t i = 0;
    while (i < target.len && (((target.data[i] | 0x20) >= 'a' && (target.data[i] | 0x20) <= 'z') ||
                              (i && strchr("0123456789+.-", target.data[i]))))
        i++;
    return i > 1 && i < target.len && target.data[i] == ':' ? LINK_WEB : LINK_FILE;
}

void links_note_row(struct links *links, uint32_t number, size_t row)
{
    if (number && links->out->links[number - 1].row == LINK_NO_ROW)
        links->out->links[number - 1].row = (uint32_t)row;
}

static void links_write_one(struct links *links, struct canvas *canvas, struct flow *flow, size_t i)
{
    struct flow_run style = {.link = (uint32_t)i + 1, .role = ROLE_ADDRESS};
    char marker[32];
    int len = snprintf(marker, sizeof(marker), "[%zu] ", i + 1);
    flow_clear(flow);
    flow_add(flow, view_of(links->out->links[i].target), &style);
    canvas_push(canvas, marker, NULL, (unsigned)len, ROLE_DIM);
    canvas_flow(canvas, flow, true);
    canvas_pop(canvas, 0);
}

void links_write(struct links *links, struct canvas *canvas)
{
    struct flow flow = {0};
    bool any = false;
    for (size_t i = 0; i < links->out->link_count; i++) {
        const struct render_link *link = &links->out->links[i];
        if (links->shown[i] || link->kind == LINK_FOOTNOTE || !*link->target)
            continue;
        if (!any) {
            canvas_space(canvas);
            canvas_rule(canvas, "─", CANVAS_FOOT_RULE, ROLE_RULE, 0);
        }
        any = true;
        links_write_one(links, canvas, &flow, i);
    }
    flow_finish(&flow);
}

void links_finish(struct links *links)
{
    free(links->slots);
    free(links->shown);
    *links = (struct links){0};
}
