#include "core/base/memory.h"
#include "core/workspace/search.h"

#include <stdlib.h>
#include <string.h>

void search_result_finish(struct search_result *result)
{
    free(result->path);
    free(result->title);
    free(result->snippet);
    free(result->ranges);
    free(result->found);
}

void search_results_finish(struct search_results *results)
{
    for (size_t i = 0; i < results->count; i++)
        search_result_finish(&results->items[i]);
    free(results->items);
    *results = (struct search_results){0};
}

static int result_compare(const void *a, const void *b)
{
    const struct search_result *one = a, *two = b;
    if (one->rank != two->rank)
        return one->rank > two->rank ? -1 : 1;
    if (one->span != two->span)
        return one->span < two->span ? -1 : 1;
    if (one->mtime != two->mtime)
        return one->mtime > two->mtime ? -1 : 1;
    return strcmp(one->path, two->path);
}

void search_results_merge(struct search_results *into, struct search_results *from)
{
    struct search_results now = *from;
    now.items = into->items;
    now.count = into->count;
    now.cap = into->cap;
    for (size_t i = 0; i < from->count; i++)
        *ARRAY_PUSH(now.items, now.count, now.cap) = from->items[i];
    if (from->count)
        qsort(now.items, now.count, sizeof(*now.items), result_compare);
    free(from->items);
    *from = (struct search_results){0};
    *into = now;
}

static void summary_files(struct str *out, size_t count)
{
    str_addf(out, "%zu file%s", count, count == 1 ? "" : "s");
}

void search_add_summary(const struct search_results *results, struct str *out)
{
    if (results->total > results->count)
        str_addf(out, "%zu of ", results->count);
    if (results->total) {
        summary_files(out, results->total);
        if (results->limited)
            str_add_text(out, "; the pattern takes too much work on some");
        return;
    }
    if (!results->done) {
        str_add_text(out,
                     results->asking ? "nothing yet: reading every file again…" : "searching…");
        return;
    }
    str_add_text(out, "no match in ");
    summary_files(out, results->files);
    if (results->limited)
        str_add_text(out, "; the pattern takes too much work on some");
    if (results->unread)
        str_addf(out, "; %zu could not be read", results->unread);
    for (unsigned i = 0; i < QUERY_FILTERS; i++)
        if (results->without[i])
            str_addf(out, "; %zu without %s", results->without[i],
                     query_filter_name((enum query_filter)i));
}
