#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tests/unit/search_desk.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

/* Many files: read by several threads, the best of them first, an index made true in steps. */

enum { FILES = 1300, FOLDERS = 13, THREADS = 3 };

struct crew_work {
    void (*work)(void *data);
    void *data;
};

static void *crew_thread(void *data)
{
    struct crew_work *work = data;
    work->work(work->data);
    return NULL;
}

static void crew_run(size_t threads, void (*work)(void *data), void *data)
{
    pthread_t ids[THREADS];
    struct crew_work own = {work, data};
    assert_true(threads <= THREADS);
    for (size_t i = 0; i < threads; i++)
        assert_int_equal(pthread_create(&ids[i], NULL, crew_thread, &own), 0);
    for (size_t i = 0; i < threads; i++)
        pthread_join(ids[i], NULL);
}

static const struct search_crew crew = {.threads = THREADS, .run = crew_run};

static void put_files(const struct scratch *s)
{
    struct str path = {0}, text = {0};
    scratch_folder(s, "memory");
    for (int i = 0; i < FOLDERS; i++) {
        str_clear(&path);
        str_addf(&path, "memory/%d", i);
        scratch_folder(s, str_text(&path));
    }
    for (int i = 0; i < FILES; i++) {
        str_clear(&path);
        str_clear(&text);
        str_addf(&path, "memory/%d/note %d.md", i % FOLDERS, i);
        str_addf(&text, "# Note %d\n\nA letter, %s, over the w%der.\n\nline %d%s\n", i,
                 i % 7 ? "a garden" : "ein Gärtchen", i, i * i, i % 3 ? "" : " and a letter");
        scratch_put(s, str_text(&path), str_text(&text));
    }
    str_finish(&path);
    str_finish(&text);
}

static void find_by(struct search_index *index, const struct scratch *s, const char *text,
                    const struct search_crew *by, struct search_results *all)
{
    struct query query;
    struct search_options options = {.crew = by};
    assert_int_equal(query_parse(view_of(text), NOW, &query, NULL), STATUS_OK);
    struct search *search = search_new(index, &s->folder, &options, &query);
    *all = (struct search_results){0};
    do {
        struct search_results some;
        assert_int_equal(search_step(search, 5, NULL, NULL), STATUS_OK);
        search_take(search, &some);
        search_results_merge(all, &some);
    } while (!all->done);
    search_free(search);
}

static void many_readers_find_what_one_finds(void **state)
{
    static const char *const queries[] = {"letter",       "/letter|x/",      "/e\\b/ garden",
                                          "\"a letter\"", "/w\\d{2}er/",     "/Gärt/",
                                          "w4",           "/line (\\d)\\1/", "nowhere",
                                          "/nowhere/",    "/o/ in:drafts",   "/^(a|aa)+$/"};
    struct scratch *s = *state;
    put_files(s);
    struct search_index *index = index_of(s);
    for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
        struct search_results one, many;
        find_by(index, s, queries[i], NULL, &one);
        find_by(index, s, queries[i], &crew, &many);
        assert_int_equal(one.count, many.count);
        assert_int_equal(one.total, many.total);
        assert_memory_equal(one.without, many.without, sizeof(one.without));
        for (size_t j = 0; j < one.count; j++) {
            assert_string_equal(one.items[j].path, many.items[j].path);
            assert_string_equal(one.items[j].snippet, many.items[j].snippet);
            assert_int_equal(one.items[j].line, many.items[j].line);
        }
        search_results_finish(&one);
        search_results_finish(&many);
    }
    search_index_free(index);
}

/* Those past the most that is kept are only counted, by reading no further than it takes. */
static void what_is_not_kept_is_counted(void **state)
{
    struct scratch *s = *state;
    struct search_results found;
    put_files(s);
    struct search_index *index = index_of(s);
    find_by(index, s, "/letter/", &crew, &found);
    assert_int_equal(found.count, SEARCH_RESULTS_MAX);
    assert_int_equal(found.total, FILES);
    search_results_finish(&found);
    find_by(index, s, "/Note/ /line \\d+$/", &crew, &found);
    assert_int_equal(found.total, FILES - (FILES + 2) / 3);
    search_results_finish(&found);
    search_index_free(index);
}

/* The newest are kept, whichever of them the index knows first. */
static void the_best_of_many_are_kept(void **state)
{
    struct scratch *s = *state;
    struct search_results found;
    struct str path = {0};
    put_files(s);
    for (int i = 0; i < FILES; i++) {
        struct timespec times[2] = {{.tv_sec = i * 7919 % FILES}, {.tv_sec = i * 7919 % FILES}};
        str_clear(&path);
        str_addf(&path, "memory/%d/note %d.md", i % FOLDERS, i);
        assert_int_equal(utimensat(s->folder.fd, str_text(&path), times, 0), 0);
    }
    str_finish(&path);
    struct search_index *index = index_of(s);
    find_by(index, s, "der", NULL, &found);
    assert_int_equal(found.total, 0);
    search_results_finish(&found);
    find_by(index, s, "over", NULL, &found);
    assert_int_equal(found.count, SEARCH_RESULTS_MAX);
    assert_int_equal(found.total, FILES);
    for (size_t i = 0; i < found.count; i++)
        assert_int_equal(found.items[i].mtime / 1000000000, FILES - 1 - (int)i);
    search_results_finish(&found);
    search_index_free(index);
}

/* Asked and changed between the steps, it is in the end as if made at once. */
static void an_index_is_made_true_in_steps(void **state)
{
    struct scratch *s = *state;
    struct catalog *catalog;
    struct search_files files = {0};
    struct search_results found;
    size_t next = 0, steps = 0;
    struct search_sync_options options = {.next = &next};
    put_files(s);
    struct search_index *index = index_of(s);
    scratch_put(s, "memory/0/note 0.md", "An owl.\n");
    scratch_put(s, "memory/12/note 1299.md", "An owl.\n");
    assert_int_equal(unlinkat(s->folder.fd, "memory/1/note 1.md", 0), 0);
    assert_int_equal(catalog_scan(&s->folder, &(struct catalog_options){0}, &catalog, NULL),
                     STATUS_OK);
    search_files_add_catalog(&files, catalog);
    catalog_free(catalog);
    do {
        assert_int_equal(search_index_sync(index, &s->folder, &files, &options, NULL), STATUS_OK);
        if (steps++ == 3) {
            scratch_put(s, "memory/2/new.md", "An owl.\n");
            search_index_update(index, &s->folder, "memory/2/new.md", SECTION_MEMORY);
        }
        find_by(index, s, "over", NULL, &found);
        assert_in_range(found.total, FILES - 3, FILES - 1); /* what is gone is not shown */
        search_results_finish(&found);
    } while (next < files.count);
    assert_true(steps > 3);
    search_files_finish(&files);
    find_by(index, s, "owl", NULL, &found);
    assert_int_equal(found.total, 3);
    search_results_finish(&found);
    find_by(index, s, "over", NULL, &found);
    assert_int_equal(found.total, FILES - 3);
    assert_int_equal(search_index_count(index), FILES);
    search_results_finish(&found);
    search_index_free(index);
}

static void a_cancelled_crew_ends(void **state)
{
    struct scratch *s = *state;
    struct query query;
    struct search_options options = {.crew = &crew};
    atomic_bool cancel = false;
    put_files(s);
    struct search_index *index = index_of(s);
    assert_int_equal(query_parse(VIEW("/e/"), NOW, &query, NULL), STATUS_OK);
    struct search *search = search_new(index, &s->folder, &options, &query);
    assert_int_equal(search_step(search, 0, &cancel, NULL), STATUS_OK);
    assert_int_equal(search_step(search, 0, &cancel, NULL), STATUS_OK);
    atomic_store(&cancel, true);
    assert_int_equal(search_step(search, 1000, &cancel, NULL), STATUS_CANCELLED);
    search_free(search);
    search_index_free(index);
}

#define many_test(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

static const struct CMUnitTest tests[] = {
    many_test(many_readers_find_what_one_finds),
    many_test(what_is_not_kept_is_counted),
    many_test(the_best_of_many_are_kept),
    many_test(an_index_is_made_true_in_steps),
    many_test(a_cancelled_crew_ends),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
