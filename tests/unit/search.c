#include "tests/unit/test.h"

#include "core/workspace/search_names.h"
#include "tests/unit/search_desk.h"

#include <signal.h>
#include <sys/time.h>
#include <time.h>

/* Searches in a small folder: what is found, in which order, and what is said when nothing is. */

static void says(struct search_index *index, const struct scratch *s, const char *query, bool ask,
                 const char *want)
{
    struct search_results results;
    struct str got = {0};
    find(index, s, query, ask, &results);
    search_add_summary(&results, &got);
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
    search_results_finish(&results);
}

static void is_wrong(const char *text, const char *want)
{
    struct query query;
    struct error err;
    assert_int_not_equal(query_parse(view_of(text), NOW, &query, &err), STATUS_OK);
    if (want)
        assert_string_equal(err.text, want);
}

static void put_notes(const struct scratch *s)
{
    scratch_folder(s, "memory");
    scratch_folder(s, "Garden");
    scratch_folder(s, "Self");
    put_aged(s, "memory/Horney.md",
             "---\ntitle: Karen Horney\ntype: note\npermalink: insights/horney\ntags:\n- analysis\n"
             "- Déjà-vu\naliases: [K. H.]\n---\n\nThe tyranny of the should. See [[The_Lake]].\n",
             100);
    put_aged(s, "memory/The_Lake.md",
             "# The lake\n\nA café by the water, where Horney\nwas read. #quiet\n", 200);
    put_aged(s, "Garden/bench.md",
             "Compensation is no cure; the CAFE, then. 日本への旅 in spring.\n", 300);
    put_aged(s, "Self/1_who_i_am.md", "I am the companion -> the reader.\n```\n#no\n```\n",
             4000000);
    put_aged(s, "todo.md", "- [ ] read Horney again\n", 400);
}

static int setup(void **state)
{
    scratch_setup(state);
    put_notes(*state);
    return 0;
}

static void words_match_as_prefixes_in_any_order(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    finds(index, s, "horney", "memory/Horney.md memory/The_Lake.md todo.md");
    finds(index, s, "compens", "Garden/bench.md");
    finds(index, s, "again hor", "todo.md");
    finds(index, s, "hor again", "todo.md");
    finds(index, s, "ompens", "");
    finds(index, s, "horney cure", "");
    finds(index, s, "bench", "Garden/bench.md"); /* its name */
    finds(index, s, "->", "Self/1_who_i_am.md");
    finds(index, s, "旅", "Garden/bench.md");
    finds(index, s, "本への", "Garden/bench.md");
    finds(index, s, "   ", "");
    search_index_free(index);
}

static void a_capital_or_an_accent_asks_for_itself(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    finds(index, s, "cafe", "memory/The_Lake.md Garden/bench.md");
    finds(index, s, "café", "memory/The_Lake.md");
    finds(index, s, "CAFE", "Garden/bench.md");
    finds(index, s, "cafe\xCC\x81", "memory/The_Lake.md"); /* decomposed */
    finds(index, s, "HORNEY", "");
    finds(index, s, "déja", "");
    search_index_free(index);
}

static void phrases_are_words_one_after_another(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    finds(index, s, "\"Horney was\"", "memory/The_Lake.md"); /* over a line's end */
    finds(index, s, "\"was Horney\"", "");
    finds(index, s, "\"horney wa\"", "");
    finds(index, s, "\"horney wa", "memory/The_Lake.md"); /* still being typed */
    finds(index, s, "no-cure", "Garden/bench.md");
    finds(index, s, "\"\"", "");
    search_index_free(index);
}

static void patterns_are_held_against_lines(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    finds(index, s, "/^the t\\w+y/", "memory/Horney.md");
    finds(index, s, "/Horney$/", "memory/Horney.md memory/The_Lake.md");
    finds(index, s, "/horney\\s+was/", "");
    finds(index, s, "/^# |cure/ lake", "memory/The_Lake.md");
    finds(index, s, "/-> the/", "Self/1_who_i_am.md");
    is_wrong("/a(/", "The pattern is wrong at position 3: missing closing parenthesis");
    is_wrong("/é(/", "The pattern is wrong at position 3: missing closing parenthesis");
    search_index_free(index);
}

static void filters_narrow(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    finds(index, s, "horney in:memory", "memory/Horney.md memory/The_Lake.md");
    finds(index, s, "horney in:todo in:mem", "memory/Horney.md memory/The_Lake.md todo.md");
    finds(index, s, "in:garden", "Garden/bench.md");
    finds(index, s, "tag:deja", "memory/Horney.md");
    finds(index, s, "tag:\"deja\"", "");
    finds(index, s, "tag:\"déjà-vu\" tag:analysis", "memory/Horney.md");
    finds(index, s, "tag:quiet", "memory/The_Lake.md");
    finds(index, s, "tag:no", ""); /* in code */
    finds(index, s, "type:note", "memory/Horney.md");
    finds(index, s, "path:**/*ho*.md", "memory/Horney.md Self/1_who_i_am.md");
    finds(index, s, "path:lake", "memory/The_Lake.md");
    finds(index, s, "since:7d the", "memory/The_Lake.md memory/Horney.md Garden/bench.md");
    finds(index, s, "tag:", "");
    is_wrong("since:soon", NULL);
    search_index_free(index);
}

static void links_lead_back(void **state)
{
    struct scratch *s = *state;
    put_aged(s, "memory/l1.md", "See [[Karen Horney]] and [[the lake|water]].\n", 10);
    put_aged(s, "memory/l2.md", "- knows [[insights/horney]] (x)\n`[[The_Lake]]`\n", 20);
    put_aged(s, "memory/l3.md", "Text.\n\nSee [[Horney.md#life]], [[nowhere yet]].\n", 30);
    struct search_index *index = index_of(s);
    finds(index, s, "to:memory/Horney.md", "memory/l1.md memory/l2.md memory/l3.md");
    finds(index, s, "to:\"karen horney\"", "memory/l1.md memory/l2.md memory/l3.md");
    finds(index, s, "to:The_Lake", "memory/l1.md memory/Horney.md");
    finds(index, s, "to:horney knows", "memory/l2.md");
    finds(index, s, "to:\"nowhere yet\"", "memory/l3.md");
    finds(index, s, "to:bench", "");
    struct search_results results;
    find(index, s, "to:horney path:l3", false, &results);
    assert_int_equal(results.count, 1);
    assert_int_equal(results.items[0].line, 3);
    assert_string_equal(results.items[0].found, "[[Horney.md#life]]");
    search_results_finish(&results);
    says(index, s, "to:bench", true, "no match in 8 files");
    says(index, s, "should to:The_Lake", true, "1 file");
    says(index, s, "tyranny to:horney", true, "no match in 8 files; 1 without to:");
    says(index, s, "should to:bench", true, "no match in 8 files; 1 without to:");
    search_index_free(index);
}

static void an_empty_answer_says_why(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    says(index, s, "horney", false, "3 files");
    says(index, s, "nowhere", false, "no match in 5 files");
    says(index, s, "horney in:self", false, "no match in 5 files; 3 without in:");
    says(index, s, "horney tag:x since:1m", false, "no match in 5 files");
    says(index, s, "Horney type:draft", false, "no match in 5 files; 3 without type:");
    search_index_free(index);
}

static void the_title_goes_before_the_text(void **state)
{
    struct scratch *s = *state;
    put_aged(s, "memory/a.md", "fern\n", 1);
    put_aged(s, "memory/b.md", "#fern\n", 2);
    put_aged(s, "memory/c.md", "words\n\n## The fern\n", 3);
    put_aged(s, "memory/fern.md", "words\n", 4);
    put_aged(s, "memory/near.md", "moss x fern\n", 6);
    put_aged(s, "memory/far.md", "moss x x x x fern\n", 5);
    struct search_index *index = index_of(s);
    finds(index, s, "fern",
          "memory/fern.md memory/c.md memory/b.md memory/a.md memory/far.md memory/near.md");
    finds(index, s, "fern moss", "memory/near.md memory/far.md");
    search_index_free(index);
}

static void what_is_shown_stands_around_the_match(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    struct search_results results;
    find(index, s, "water horney", false, &results);
    assert_int_equal(results.count, 1);
    const struct search_result *result = &results.items[0];
    assert_string_equal(result->snippet, "A café by the water, where Horney was read. #quiet ");
    assert_int_equal(result->line, 3);
    assert_int_equal(result->range_count, 2);
    assert_memory_equal(result->snippet + result->ranges[0].start, "water", 5);
    assert_memory_equal(result->snippet + result->ranges[1].start, "Horney", 6);
    assert_memory_equal(result->found, "water\0Horney\0\0", 14);
    search_results_finish(&results);
    search_index_free(index);
}

static void one_file_at_a_time_keeps_it_true(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    for (int i = 0; i < 1500; i++) {
        char text[64];
        snprintf(text, sizeof(text), "edition%d common\n", i);
        scratch_put(s, "Garden/bench.md", text);
        search_index_update(index, &s->folder, "Garden/bench.md", SECTION_FILES);
        if (search_index_is_worn(index))
            sync_with(index, s, false);
    }
    finds(index, s, "compens", "");
    finds(index, s, "edition1499", "Garden/bench.md");
    finds(index, s, "edition1498", "");
    finds(index, s, "common", "Garden/bench.md");
    assert_int_equal(unlinkat(s->folder.fd, "Garden/bench.md", 0), 0);
    search_index_update(index, &s->folder, "Garden/bench.md", SECTION_COUNT);
    finds(index, s, "common", "");
    says(index, s, "common", false, "no match in 4 files");
    search_index_free(index);
}

static void the_disk_is_asked_before_not_found(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    /* The same size, time and inode: no look at the file's stamp can tell. */
    put_aged(s, "todo.md", "- [ ] read Winter again\n", 400);
    put_aged(s, "Garden/new.md", "frost\n", 400);
    sync_with(index, s, false);
    finds(index, s, "winter", "");
    says(index, s, "winter", true, "1 file");
    says(index, s, "frost snow", true, "no match in 6 files");
    search_index_free(index);
}

/* Where a link in the file `from` leads, or "". */
static const char *leads(const struct catalog *catalog, const char *target, const char *from)
{
    const char *path = catalog_resolve_from(catalog, view_of(target), view_of(from));
    return path ? path : "";
}

static void front_matter_names_what_links_name(void **state)
{
    struct scratch *s = *state;
    scratch_folder(s, "memory/a");
    scratch_folder(s, "memory/b");
    put_aged(s, "memory/a/one.md",
             "---\ntitle: The Same\npermalink: old/place\naliases:\n- Nick Name\n---\n", 1);
    put_aged(s, "memory/b/two.md", "---\ntitle: The Same\n---\n", 1);
    put_aged(s, "memory/b/three.md", "# A heading is no name\n", 1);
    struct catalog *catalog;
    struct catalog_options scan = {0};
    struct search_index *index = index_of(s);
    assert_int_equal(catalog_scan(&s->folder, &scan, &catalog, NULL), STATUS_OK);
    assert_string_equal(leads(catalog, "Karen Horney", ""), "");
    catalog_take_names(catalog, search_names_all(index, catalog->memory_folder));
    assert_string_equal(leads(catalog, "Karen Horney", ""), "memory/Horney.md");
    assert_string_equal(leads(catalog, "karen_horney", ""), "memory/Horney.md");
    assert_string_equal(leads(catalog, "Karen Horney#life", ""), "memory/Horney.md");
    assert_string_equal(leads(catalog, "insights/horney", ""), "memory/Horney.md");
    assert_string_equal(leads(catalog, "memory://old/place", ""), "memory/a/one.md");
    assert_string_equal(leads(catalog, "Nick Name", ""), "memory/a/one.md");
    assert_string_equal(leads(catalog, "nick-name", ""), "memory/a/one.md");
    assert_string_equal(leads(catalog, "K. H.", ""), "memory/Horney.md");
    assert_string_equal(leads(catalog, "A heading is no name", ""), "");
    assert_string_equal(leads(catalog, "The Same", "memory/b/x.md"), "memory/b/two.md");
    assert_string_equal(leads(catalog, "The Same", "memory/a/x.md"), "memory/a/one.md");
    /* One file at a time. */
    put_aged(s, "memory/Horney.md", "---\ntitle: Another\n---\n", 1);
    search_index_update(index, &s->folder, "memory/Horney.md", SECTION_MEMORY);
    catalog_names_drop(catalog->names, "memory/Horney.md");
    search_names_add(index, catalog->memory_folder, "memory/Horney.md", catalog->names);
    assert_string_equal(leads(catalog, "Karen Horney", ""), "");
    assert_string_equal(leads(catalog, "another", ""), "memory/Horney.md");
    catalog_free(catalog);
    search_index_free(index);
}

static void hostile_files_are_bounded(void **state)
{
    struct scratch *s = *state;
    struct str text = {0};
    str_add_text(&text, "---\ntags:\n");
    for (int i = 0; i < 30000; i++)
        str_addf(&text, "- tag%d\n", i);
    str_add_text(&text, "---\n");
    for (int i = 0; i < 100000; i++)
        str_addf(&text, "#inline%d [[ ", i);
    scratch_put(s, "memory/tags.md", str_text(&text));
    str_clear(&text);
    str_add_many(&text, 'a', (size_t)9 << 20);
    str_add_text(&text, " needle ");
    scratch_put(s, "memory/large.md", str_text(&text));
    str_finish(&text);
    scratch_put(s, "memory/bytes.md", "\xFF\xFE\xC3\x28 needle \xE2\x82");
    scratch_put(s, "memory/redos.md", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
    struct search_index *index = index_of(s);
    finds(index, s, "needle", "memory/bytes.md memory/large.md");
    finds(index, s, "tag:inline99999", "memory/tags.md");
    says(index, s, "/^(a|aa)+$/", false,
         "no match in 9 files; the pattern takes too much work on some");
    says(index, s, "/^/", false, "9 files");
    search_index_free(index);
}

static void a_search_ends_when_it_is_told(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    struct query query;
    struct search_options options = {0};
    atomic_bool cancel = true;
    assert_int_equal(query_parse(VIEW("horney"), NOW, &query, NULL), STATUS_OK);
    struct search *search = search_new(index, &s->folder, &options, &query);
    assert_int_equal(search_step(search, 1000, &cancel, NULL), STATUS_CANCELLED);
    atomic_store(&cancel, false);
    assert_int_equal(search_step(search, 1000, &cancel, NULL), STATUS_OK);
    search_free(search);
    search_index_free(index);
}

static atomic_bool stop;
static struct timespec stopped;

static void on_alarm(int number)
{
    (void)number;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &stopped);
    atomic_store(&stop, true);
}

/* Milliseconds of work between the moment when the search is told to end, some time after it began,
 * and its end; -1 when it was done before. */
static long stops_after(struct search_index *index, const struct scratch *s, const char *text)
{
    const struct itimerval soon = {.it_value = {.tv_usec = 60000}};
    struct search_options options = {.ask = true};
    struct query query;
    struct timespec now;
    atomic_store(&stop, false);
    assert_int_equal(query_parse(view_of(text), NOW, &query, NULL), STATUS_OK);
    struct search *search = search_new(index, &s->folder, &options, &query);
    struct search_results some = {0};
    enum status status = STATUS_OK;
    setitimer(ITIMER_PROF, &soon, NULL);
    while (status == STATUS_OK && !some.done) {
        search_results_finish(&some);
        status = search_step(search, 40, &stop, NULL);
        search_take(search, &some);
    }
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    setitimer(ITIMER_PROF, &(struct itimerval){{0}, {0}}, NULL);
    search_results_finish(&some);
    search_free(search);
    if (status == STATUS_OK)
        return -1;
    return (now.tv_sec - stopped.tv_sec) * 1000 + (now.tv_nsec - stopped.tv_nsec) / 1000000;
}

static void a_search_ends_within_a_tenth_of_a_second(void **state)
{
    static const char *const queries[] = {
        "word nowhere", "\"a phrase of it\"", "/^(a|aa)+$/",
        "/(.*)*x/",     "/(?=.*z)(?=.*y)a/",  "/(a+)+b/",
        "/./",          "-> nothing",         "/\\w+\\s+\\w+z/",
    };
    struct scratch *s = *state;
    struct str text = {0};
    for (int i = 0; i < 2000; i++) {
        str_add_many(&text, 'a', 900);
        str_add_text(&text, " word of it!\n");
    }
    for (int i = 0; i < 8; i++) {
        char path[32];
        snprintf(path, sizeof(path), "memory/lines%d.md", i);
        scratch_put(s, path, str_text(&text));
    }
    str_clear(&text);
    for (int i = 0; i < 1 << 18; i++)
        str_add_text(&text, "a word of one line that has no end, aaaaaaaaa and more of the same ");
    scratch_put(s, "memory/long.md", str_text(&text));
    str_finish(&text);
    struct search_index *index = index_of(s);
    signal(SIGPROF, on_alarm);
    for (size_t i = 0; i < sizeof(queries) / sizeof(*queries); i++) {
        long took = stops_after(index, s, queries[i]);
        if (took > 100 * (long)test_every())
            fail_msg("%s: it went on for %ld ms", queries[i], took);
    }
    signal(SIGPROF, SIG_DFL);
    search_index_free(index);
}

#define search_test(test) cmocka_unit_test_setup_teardown(test, setup, scratch_teardown)

static const struct CMUnitTest tests[] = {
    search_test(words_match_as_prefixes_in_any_order),
    search_test(a_capital_or_an_accent_asks_for_itself),
    search_test(phrases_are_words_one_after_another),
    search_test(patterns_are_held_against_lines),
    search_test(filters_narrow),
    search_test(links_lead_back),
    search_test(an_empty_answer_says_why),
    search_test(the_title_goes_before_the_text),
    search_test(what_is_shown_stands_around_the_match),
    search_test(one_file_at_a_time_keeps_it_true),
    search_test(the_disk_is_asked_before_not_found),
    search_test(front_matter_names_what_links_name),
    search_test(hostile_files_are_bounded),
    search_test(a_search_ends_when_it_is_told),
    search_test(a_search_ends_within_a_tenth_of_a_second),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
