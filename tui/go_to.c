#include "tui/go_to.h"

#include "core/base/memory.h"
#include "core/text/fold.h"
#include "core/workspace/detail.h"
#include "core/workspace/fuzzy.h"

#include <stdlib.h>
#include <string.h>

struct go_hit {
    const char *path;
    unsigned section;
    int score;
    size_t order;
};

struct go_hits {
    struct go_hit *items;
    size_t count, cap;
};

static int go_compare(const void *a, const void *b)
{
    const struct go_hit *one = a, *two = b;
    if (one->score != two->score)
        return one->score > two->score ? -1 : 1;
    return one->order < two->order ? -1 : one->order > two->order;
}

/* A capital letter asks for one, as everywhere. */
static size_t go_collect(struct go_hits *hits, const struct catalog *catalog, struct view pattern,
                         unsigned keep)
{
    bool glob = fuzzy_is_glob(pattern);
    struct str fold = {0};
    struct fuzzy_match match = {0};
    size_t files = 0;
    for (unsigned i = 0; i < SECTION_COUNT; i++) {
        const struct section *section = &catalog->sections[i];
        for (size_t j = 0; j < section->count; j++, files++) {
            str_clear(&fold);
            fold_add(&fold, view_of(section->entries[j].path), keep);
            bool fits = glob ? rule_glob(pattern, str_view(&fold))
                             : fuzzy_find(pattern, str_view(&fold), &match);
            if (fits)
                *ARRAY_PUSH(hits->items, hits->count, hits->cap) = (struct go_hit){
                    section->entries[j].path, i, pattern.len ? match.score : 0, files};
        }
    }
    str_finish(&fold);
    return files;
}

/* The letters that were matched, where the fold has them at the same bytes. */
static void go_add_ranges(struct search_result *result, struct view pattern, unsigned keep)
{
    struct fuzzy_match match;
    struct str fold = {0};
    size_t cap = 0;
    fold_add(&fold, view_of(result->path), keep);
    if (!fuzzy_is_glob(pattern) && fold.len == strlen(result->path) &&
        fuzzy_find(pattern, str_view(&fold), &match))
        for (unsigned i = 0; i < match.count; i++)
            *ARRAY_PUSH(result->ranges, result->range_count, cap) =
                (struct search_range){match.at[i], 1};
    str_finish(&fold);
}

void go_to_fill(struct search_desk *desk, const struct catalog *catalog, struct view typed)
{
    struct go_hits hits = {0};
    struct str pattern = {0};
    unsigned keep = fold_needs(typed);
    typed = view_trim(typed);
    if (fuzzy_is_glob(typed) && view_find(typed, 0, '/') == typed.len)
        str_add_text(&pattern, "**/");
    fold_add(&pattern, typed, keep);
    search_results_finish(&desk->results);
    struct search_results *results = &desk->results;
    results->files = go_collect(&hits, catalog, str_view(&pattern), keep);
    if (hits.count)
        qsort(hits.items, hits.count, sizeof(*hits.items), go_compare);
    results->total = hits.count;
    results->done = true;
    for (size_t i = 0; i < hits.count && i < SEARCH_RESULTS_MAX; i++) {
        struct search_result *result = ARRAY_PUSH(results->items, results->count, results->cap);
        struct str name = {0};
        detail_add_name(&name, view_of(hits.items[i].path));
        *result = (struct search_result){.path = mem_string(hits.items[i].path),
                                         .title = str_take(&name),
                                         .section = hits.items[i].section,
                                         .snippet = mem_string(""),
                                         .found = mem_zalloc(2, 1)};
        go_add_ranges(result, str_view(&pattern), keep);
    }
    desk->list = (struct list){0};
    free(hits.items);
    str_finish(&pattern);
}
