#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tests/unit/search_desk.h"

#include <pthread.h>

/* A search that several threads read for. */

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

#define crew_test(test) cmocka_unit_test_setup_teardown(test, scratch_setup, scratch_teardown)

static const struct CMUnitTest tests[] = {
    crew_test(many_readers_find_what_one_finds),
    crew_test(what_is_not_kept_is_counted),
    crew_test(a_cancelled_crew_ends),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
