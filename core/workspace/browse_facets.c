#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/fold.h"
#include "core/workspace/browse.h"
#include "core/workspace/browse_head.h"

#include <stdlib.h>
#include <string.h>

/* Chips are gathered one by one, sorted so that the same stand together, and counted. */

enum { LEAST_MAX = 11 };

struct pile {
    char **chips;
    size_t count, cap;
};

static void pile_add(struct pile *pile, const char *name, struct view value)
{
    struct str chip = {0};
    const char *mark = value.len && memchr(value.data, ' ', value.len) ? "\"" : "";
    value = view_trim(value);
    if (!value.len || memchr(value.data, '"', value.len))
        return;
    str_addf(&chip, "%s:%s%.*s%s", name, mark, (int)value.len, value.data, mark);
    *ARRAY_PUSH(pile->chips, pile->count, pile->cap) = str_take(&chip);
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static int by_count(const void *a, const void *b)
{
    const struct browse_facet *left = a, *right = b;
    if (left->count != right->count)
        return left->count > right->count ? -1 : 1;
    return strcmp(left->chip, right->chip);
}

/* Adds the most frequent to the facets, and empties the pile. */
static void pile_count(struct pile *pile, struct browse_facets *out)
{
    size_t first = out->count;
    if (pile->count)
        qsort(pile->chips, pile->count, sizeof(*pile->chips), by_bytes);
    for (size_t i = 0; i < pile->count; i++) {
        if (i > 0 && strcmp(pile->chips[i], out->items[out->count - 1].chip) == 0) {
            out->items[out->count - 1].count++;
            free(pile->chips[i]);
        } else {
            *ARRAY_PUSH(out->items, out->count, out->cap) =
                (struct browse_facet){pile->chips[i], 1};
        }
    }
    if (out->count > first)
        qsort(out->items + first, out->count - first, sizeof(*out->items), by_count);
    while (out->count > first + BROWSE_FACETS_MAX)
        free(out->items[--out->count].chip);
    free(pile->chips);
    *pile = (struct pile){0};
}

static void add_folders(const struct search_files *paths, struct pile *pile)
{
    for (size_t i = 0; i < paths->count; i++) {
        struct view folder = path_folder(view_of(paths->items[i].path));
        if (view_find(folder, 0, '/') < folder.len)
            pile_add(pile, "folder", path_name(folder));
    }
}

static void add_tag(void *data, struct view word)
{
    pile_add(data, "tag", view_slice(word, 1, word.len));
}

static void add_emotion(const struct browse_head *head, struct pile *pile)
{
    struct str folded = {0};
    fold_add(&folded, view_of(head->emotion), FOLD_KEEP_MARKS);
    for (struct view rest = str_view(&folded); rest.len;)
        pile_add(pile, "emotion", browse_emotion_next(&rest));
    str_finish(&folded);
}

/* `least[n]` notes have at least n, `least[11]` more than any number. */
static void add_intensity(const struct browse_head *head, size_t least[LEAST_MAX + 1])
{
    for (int64_t i = 1; i <= LEAST_MAX; i++)
        if (head->intensity >= (i < LEAST_MAX ? i * 100 : INT64_MAX))
            least[i]++;
}

static void count_intensities(const size_t least[LEAST_MAX + 1], struct browse_facets *out)
{
    size_t above = 0;
    for (int i = LEAST_MAX; i > 0; i--) {
        struct str chip = {0};
        if (least[i] == above)
            continue;
        above = least[i];
        if (i < LEAST_MAX)
            str_addf(&chip, "intensity:%d", i);
        else
            str_add_text(&chip, "intensity:∞");
        *ARRAY_PUSH(out->items, out->count, out->cap) =
            (struct browse_facet){str_take(&chip), above};
    }
}

enum status browse_facets_make(const struct link_map *map, struct browse_heads *heads,
                               const struct folder *folder, const struct search_files *paths,
                               const atomic_bool *cancel, struct browse_facets *out,
                               struct error *err)
{
    struct pile tags = {0}, folders = {0}, emotions = {0};
    size_t least[LEAST_MAX + 1] = {0};
    enum status status = STATUS_OK;
    *out = (struct browse_facets){0};
    bool *wanted = mem_zalloc((size_t)link_map_nodes(map) + 1, sizeof(bool));
    for (size_t i = 0; i < paths->count && status == STATUS_OK; i++) {
        const char *path = paths->items[i].path;
        uint32_t node;
        struct search_doc doc;
        bool known = link_map_find(map, path, &node);
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            status = error_set(err, STATUS_CANCELLED, "stopped");
        if (known) {
            wanted[node] = true;
            doc = link_map_doc(map, node);
        }
        const struct browse_head *head = browse_heads_get(heads, folder, path, known ? &doc : NULL);
        add_emotion(head, &emotions);
        add_intensity(head, least);
    }
    link_map_tell_words(map, SEARCH_KEY_TAG, wanted, add_tag, &tags);
    add_folders(paths, &folders);
    pile_count(&folders, out);
    pile_count(&tags, out);
    pile_count(&emotions, out);
    count_intensities(least, out);
    free(wanted);
    if (status != STATUS_OK)
        browse_facets_finish(out);
    return status;
}

void browse_facets_finish(struct browse_facets *facets)
{
    for (size_t i = 0; i < facets->count; i++)
        free(facets->items[i].chip);
    free(facets->items);
    *facets = (struct browse_facets){0};
}
