#include "core/workspace/link_map.h"

#include "core/base/memory.h"
#include "core/workspace/search_names.h"

#include <stdlib.h>
#include <string.h>

/* Links are gathered by their targets as the index has them, each resolved from each file that has
 * it, as pairs (from, to). Sorted both ways, with the place where each node's begin, they answer
 * both questions (compressed sparse rows). */

struct edges {
    uint32_t *starts; /* of each node, and the end */
    uint32_t *nodes;
};

struct link_map {
    struct search_index *index;
    size_t changes;
    unsigned generation;
    struct catalog *catalog;
    uint32_t *bases; /* the first node of each segment, and the end */
    size_t segments;
    struct edges to, from;
};

/* One word of the index on its way to pairs. */
struct gather {
    struct link_map *map;
    size_t segment;
    struct view target;
    uint64_t *pairs; /* from << 32 | to */
    size_t count, cap;
};

static size_t map_segment_of(const struct link_map *map, uint32_t node)
{
    size_t at = 0;
    while (at + 1 < map->segments && map->bases[at + 1] <= node)
        at++;
    return at;
}

static void gather_file(void *data, uint32_t number)
{
    struct gather *gather = data;
    const struct link_map *map = gather->map;
    uint32_t from = map->bases[gather->segment] + number, to;
    if (!search_index_is_live(map->index, gather->segment, number))
        return;
    struct search_doc doc = link_map_doc(map, from);
    const char *path = link_map_resolve(map, gather->target, view_of(doc.path));
    if (path && link_map_find(map, path, &to) && to != from)
        *ARRAY_PUSH(gather->pairs, gather->count, gather->cap) = (uint64_t)from << 32 | to;
}

static enum status gather_all(struct gather *gather, const atomic_bool *cancel, struct error *err)
{
    static const char mark[] = {SEARCH_KEY_LINK};
    for (size_t i = 0; i < gather->map->segments; i++) {
        const struct search_segment *segment = search_index_segment(gather->map->index, i);
        uint32_t first, last;
        gather->segment = i;
        search_segment_range(segment, view_from(mark, 1), &first, &last);
        for (uint32_t word = first; word < last; word++) {
            struct view key = search_segment_word(segment, word);
            if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
                return error_set(err, STATUS_CANCELLED, "stopped");
            gather->target = view_slice(key, 1, key.len);
            search_segment_files(segment, word, gather_file, gather);
        }
    }
    return STATUS_OK;
}

static int by_pair(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

/* Sorts the pairs, takes doubles out, and lays them out by their upper halves. */
static void edges_make(struct edges *edges, uint64_t *pairs, size_t *count, uint32_t nodes)
{
    size_t kept = 0, at = 0;
    if (*count)
        qsort(pairs, *count, sizeof(*pairs), by_pair);
    for (size_t i = 0; i < *count; i++)
        if (i == 0 || pairs[i] != pairs[i - 1])
            pairs[kept++] = pairs[i];
    *count = kept;
    edges->starts = mem_zalloc((size_t)nodes + 1, sizeof(*edges->starts));
    edges->nodes = mem_zalloc(kept + 1, sizeof(*edges->nodes));
    for (uint32_t node = 0; node < nodes; node++) {
        edges->starts[node] = (uint32_t)at;
        for (; at < kept && pairs[at] >> 32 == node; at++)
            edges->nodes[at] = (uint32_t)pairs[at];
    }
    edges->starts[nodes] = (uint32_t)at;
}

static void map_number_nodes(struct link_map *map)
{
    map->segments = search_index_segments(map->index);
    map->bases = mem_zalloc(map->segments + 1, sizeof(*map->bases));
    for (size_t i = 0; i < map->segments; i++)
        map->bases[i + 1] =
            map->bases[i] + search_segment_count(search_index_segment(map->index, i));
}

enum status link_map_make(struct search_index *index, const struct folder *folder,
                          const struct rules *rules, const atomic_bool *cancel,
                          struct link_map **out, struct error *err)
{
    const struct catalog_options options = {.rules = rules, .cancel = cancel};
    struct link_map *map = mem_zalloc(1, sizeof(*map));
    struct gather gather = {.map = map};
    map->index = index;
    map->changes = search_index_changes(index);
    map->generation = search_index_generation(index);
    enum status status = catalog_scan(folder, &options, &map->catalog, err);
    if (status != STATUS_OK)
        goto out;
    catalog_take_names(map->catalog, search_names_all(index, map->catalog->memory_folder));
    map_number_nodes(map);
    status = gather_all(&gather, cancel, err);
    if (status != STATUS_OK)
        goto out;
    edges_make(&map->to, gather.pairs, &gather.count, link_map_nodes(map));
    for (size_t i = 0; i < gather.count; i++)
        gather.pairs[i] = gather.pairs[i] << 32 | gather.pairs[i] >> 32;
    edges_make(&map->from, gather.pairs, &gather.count, link_map_nodes(map));
    *out = map;
    map = NULL;
out:
    free(gather.pairs);
    link_map_free(map);
    return status;
}

void link_map_free(struct link_map *map)
{
    if (!map)
        return;
    catalog_free(map->catalog);
    free(map->bases);
    free(map->to.starts);
    free(map->to.nodes);
    free(map->from.starts);
    free(map->from.nodes);
    free(map);
}

bool link_map_is_fresh(const struct link_map *map)
{
    return map->changes == search_index_changes(map->index) &&
           map->generation == search_index_generation(map->index);
}

uint32_t link_map_nodes(const struct link_map *map)
{
    return map->bases[map->segments];
}

bool link_map_find(const struct link_map *map, const char *path, uint32_t *node)
{
    size_t segment;
    uint32_t number;
    if (!search_index_find(map->index, path, &segment, &number) || segment >= map->segments)
        return false;
    *node = map->bases[segment] + number;
    return true;
}

bool link_map_is_live(const struct link_map *map, uint32_t node)
{
    size_t segment = map_segment_of(map, node);
    return search_index_is_live(map->index, segment, node - map->bases[segment]);
}

struct search_doc link_map_doc(const struct link_map *map, uint32_t node)
{
    size_t segment = map_segment_of(map, node);
    return search_segment_doc(search_index_segment(map->index, segment),
                              node - map->bases[segment]);
}

const uint32_t *link_map_links(const struct link_map *map, uint32_t node, bool back, size_t *count)
{
    const struct edges *edges = back ? &map->from : &map->to;
    *count = edges->starts[node + 1] - edges->starts[node];
    return edges->nodes + edges->starts[node];
}

const char *link_map_resolve(const struct link_map *map, struct view target, struct view from)
{
    return catalog_resolve_from(map->catalog, target, from);
}

struct with_word {
    const struct link_map *map;
    size_t segment, most;
    uint32_t **nodes;
    size_t *count, *cap;
};

static void with_word_file(void *data, uint32_t number)
{
    struct with_word *with = data;
    if (*with->count <= with->most && search_index_is_live(with->map->index, with->segment, number))
        *ARRAY_PUSH(*with->nodes, *with->count, *with->cap) =
            with->map->bases[with->segment] + number;
}

void link_map_with_word(const struct link_map *map, struct view word, size_t most, uint32_t **nodes,
                        size_t *count, size_t *cap)
{
    struct with_word with = {.map = map, .most = most, .nodes = nodes, .count = count, .cap = cap};
    *count = 0;
    for (size_t i = 0; i < map->segments && *count <= most; i++) {
        const struct search_segment *segment = search_index_segment(map->index, i);
        uint32_t number;
        with.segment = i;
        if (search_segment_find(segment, word, &number))
            search_segment_files(segment, number, with_word_file, &with);
    }
    if (*count > most)
        *count = 0;
}

/* --- words of many files --- */

struct each_word {
    const struct link_map *map;
    size_t segment;
    bool *marks;
    const bool *wanted;
    struct view word;
    void (*tell)(void *data, struct view word);
    void *data;
    bool found;
};

static void each_word_file(void *data, uint32_t number)
{
    struct each_word *each = data;
    uint32_t node = each->map->bases[each->segment] + number;
    if (!search_index_is_live(each->map->index, each->segment, number))
        return;
    each->found = true;
    if (each->marks)
        each->marks[node] = true;
    else if (each->wanted[node])
        each->tell(each->data, each->word);
}

static void map_each_word(const struct link_map *map, struct view prefix, struct each_word *each)
{
    each->map = map;
    for (size_t i = 0; i < map->segments; i++) {
        const struct search_segment *segment = search_index_segment(map->index, i);
        uint32_t first, last;
        each->segment = i;
        search_segment_range(segment, prefix, &first, &last);
        for (uint32_t word = first; word < last; word++) {
            each->word = search_segment_word(segment, word);
            search_segment_files(segment, word, each_word_file, each);
        }
    }
}

bool link_map_mark_word(const struct link_map *map, struct view word, bool *marks)
{
    struct each_word each = {.map = map, .marks = marks};
    for (size_t i = 0; i < map->segments; i++) {
        const struct search_segment *segment = search_index_segment(map->index, i);
        uint32_t number;
        each.segment = i;
        if (search_segment_find(segment, word, &number))
            search_segment_files(segment, number, each_word_file, &each);
    }
    return each.found;
}

void link_map_mark_prefix(const struct link_map *map, struct view prefix, bool *marks)
{
    struct each_word each = {.marks = marks};
    map_each_word(map, prefix, &each);
}

void link_map_tell_words(const struct link_map *map, char mark, const bool *wanted,
                         void (*tell)(void *data, struct view word), void *data)
{
    struct each_word each = {.wanted = wanted, .tell = tell, .data = data};
    map_each_word(map, view_from(&mark, 1), &each);
}
