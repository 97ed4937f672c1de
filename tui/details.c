#include "tui/details.h"

#include "core/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* More rows than any screen shows; when it is full all is forgotten. */
#define DETAILS_CAP 4096

/* Where the search for `path` begins. */
static size_t details_home(const struct details *details, const char *path)
{
    uint64_t hash = 1469598103934665603u; /* FNV-1a */
    for (const char *c = path; *c; c++)
        hash = (hash ^ (unsigned char)*c) * 1099511628211u;
    return hash & (details->cap - 1);
}

static size_t details_slot_of(const struct details *details, const char *path)
{
    size_t at = details_home(details, path);
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

/* Frees the slot and moves back what would no longer be found behind a free one. */
static void details_take_out(struct details *details, size_t hole)
{
    size_t mask = details->cap - 1;
    detail_finish(&details->slots[hole].detail);
    free(details->slots[hole].path);
    for (size_t at = (hole + 1) & mask; details->slots[at].path; at = (at + 1) & mask) {
        size_t home = details_home(details, details->slots[at].path);
        if (((at - home) & mask) < ((at - hole) & mask))
            continue;
        details->slots[hole] = details->slots[at];
        hole = at;
    }
    details->slots[hole] = (struct details_slot){0};
    details->count--;
}

void details_drop(struct details *details, const char *path)
{
    if (!details->slots)
        return;
    size_t at = path ? details_slot_of(details, path) : 0;
    if (!path)
        details_clear(details);
    else if (details->slots[at].path)
        details_take_out(details, at);
}
