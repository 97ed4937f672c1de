#include "tui/details.h"

#include "core/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* More rows than any screen shows; when it is full all is forgotten. */
#define DETAILS_CAP 4096

static size_t details_slot_of(const struct details *details, const char *path)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    for (const char *c = path; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    size_t at = hash & (details->cap - 1);
    while (details->slots[at].path && strcmp(details->slots[at].path, path) != 0)
        at = (at + 1) & (details->cap - 1);
    return at;
}

static void details_clear(struct details *details)
{
    for (size_t i = 0; i < details->cap; i++)
        if (details->slots[i].path) {
            detail_finish(&details->slots[i].detail);
            free(details->slots[i].path);
            details->slots[i].path = NULL;
        }
    details->count = 0;
}

void details_finish(struct details *details)
{
    details_clear(details);
    free(details->slots);
    *details = (struct details){0};
}

const struct detail *details_get(const struct details *details, const char *path)
{
    if (!details->slots)
        return NULL;
    size_t at = details_slot_of(details, path);
    return details->slots[at].path ? &details->slots[at].detail : NULL;
}

void details_want(struct details *details, const struct folder *folder, const char *path,
                  enum section_kind section)
{
    if (!details->slots) {
        details->cap = DETAILS_CAP;
        details->slots = mem_zalloc(details->cap, sizeof(*details->slots));
    }
    if (details_get(details, path))
        return;
    if (details->count * 2 >= details->cap)
        details_clear(details);
    size_t at = details_slot_of(details, path);
    detail_read(folder, path, section, &details->slots[at].detail, NULL);
    details->slots[at].path = mem_string(path);
    details->count++;
}

void details_drop(struct details *details, const char *path)
{
    /* Linear probing cannot take one slot out; a stale detail is read anew instead. */
    if (!details->slots)
        return;
    if (!path) {
        details_clear(details);
        return;
    }
    if (details_get(details, path))
        details_clear(details);
}
