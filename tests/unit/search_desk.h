#ifndef TESTS_UNIT_SEARCH_DESK_H
#define TESTS_UNIT_SEARCH_DESK_H

#include "core/workspace/search.h"
#include "tests/unit/scratch.h"

/* An index of a scratch folder, and all that a search finds in it. Include after tests/unit/test.h.
 */

#define NOW 1772323200 /* 2026-03-01 */

static inline void sync_with(struct search_index *index, const struct scratch *s, bool distrust)
{
    struct catalog *catalog;
    struct catalog_options scan = {0};
    struct search_files files = {0};
    struct search_sync_options options = {.distrust = distrust};
    assert_int_equal(catalog_scan(&s->folder, &scan, &catalog, NULL), STATUS_OK);
    search_files_add_catalog(&files, catalog);
    assert_int_equal(search_index_sync(index, &s->folder, &files, &options, NULL), STATUS_OK);
    search_files_finish(&files);
    catalog_free(catalog);
}

static inline struct search_index *index_of(const struct scratch *s)
{
    struct search_index *index = search_index_new();
    sync_with(index, s, false);
    return index;
}

static inline void find(struct search_index *index, const struct scratch *s, const char *text,
                        bool ask, struct search_results *all)
{
    struct query query;
    struct error err;
    struct search_options options = {.ask = ask};
    if (query_parse(view_of(text), NOW, &query, &err) != STATUS_OK)
        fail_msg("%s: %s", text, err.text);
    struct search *search = search_new(index, &s->folder, &options, &query);
    *all = (struct search_results){0};
    do {
        struct search_results some;
        assert_int_equal(search_step(search, 1000, NULL, NULL), STATUS_OK);
        search_take(search, &some);
        search_results_merge(all, &some);
    } while (!all->done);
    search_free(search);
}

/* The paths found, in order, with blanks between. */
static inline void finds(struct search_index *index, const struct scratch *s, const char *query,
                         const char *want)
{
    struct search_results results;
    struct str got = {0};
    find(index, s, query, false, &results);
    for (size_t i = 0; i < results.count; i++)
        str_addf(&got, "%s%s", i ? " " : "", results.items[i].path);
    if (strcmp(str_text(&got), want) != 0)
        fail_msg("%s: got \"%s\", want \"%s\"", query, str_text(&got), want);
    str_finish(&got);
    search_results_finish(&results);
}

/* Changed `age` seconds before NOW. */
static inline void put_aged(const struct scratch *s, const char *path, const char *text, int age)
{
    struct timespec times[2] = {{.tv_sec = NOW - age}, {.tv_sec = NOW - age}};
    scratch_put(s, path, text);
    assert_int_equal(utimensat(s->folder.fd, path, times, 0), 0);
}

#endif
