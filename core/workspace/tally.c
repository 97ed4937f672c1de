#include "core/workspace/tally.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"

#include <stdlib.h>
#include <string.h>

void tally_add(struct tallies *all, struct view name, size_t count)
{
    *ARRAY_PUSH(all->items, all->count, all->cap) = (struct tally){name, count};
}

static int by_name(const void *a, const void *b)
{
    struct view left = ((const struct tally *)a)->name, right = ((const struct tally *)b)->name;
    int order = memcmp(left.data, right.data, left.len < right.len ? left.len : right.len);
    return order ? order : left.len < right.len ? -1 : left.len > right.len;
}

static int by_count(const void *a, const void *b)
{
    const struct tally *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return by_name(a, b);
}

void tally_merge(struct tallies *all)
{
    size_t kept = 0;
    if (all->count == 0)
        return;
    qsort(all->items, all->count, sizeof(*all->items), by_name);
    for (size_t i = 1; i < all->count; i++) {
        if (view_equal(all->items[kept].name, all->items[i].name))
            all->items[kept].count += all->items[i].count;
        else
            all->items[++kept] = all->items[i];
    }
    all->count = kept + 1;
}

const struct tally *tally_find(const struct tallies *all, struct view name)
{
    const struct tally wanted = {.name = name};
    return all->count && name.len
               ? bsearch(&wanted, all->items, all->count, sizeof(*all->items), by_name)
               : NULL;
}

void tally_offer(struct tallies *all, size_t most, struct note_offers *out)
{
    tally_merge(all);
    if (all->count)
        qsort(all->items, all->count, sizeof(*all->items), by_count);
    for (size_t i = 0; i < all->count && out->count < most; i++)
        if (cluster_is_shown(all->items[i].name))
            *ARRAY_PUSH(out->names, out->count, out->cap) =
                mem_string_n(all->items[i].name.data, all->items[i].name.len);
    tally_finish(all);
}

void tally_finish(struct tallies *all)
{
    free(all->items);
    *all = (struct tallies){0};
}
