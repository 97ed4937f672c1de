#include "tests/unit/test.h"

#include "tests/unit/scratch.h"
#include "tui/details.h"

static void want(struct details *details, const struct scratch *s, const char *path)
{
    details_want(details, &s->folder, path, SECTION_MEMORY);
}

static void a_file_is_read_once_until_it_is_dropped(void **state)
{
    struct scratch *s = *state;
    struct details details = {0};
    assert_null(details_get(&details, "a.md"));
    details_drop(&details, "a.md");
    details_drop(&details, NULL);
    scratch_put(s, "a.md", "# One\n");
    want(&details, s, "a.md");
    scratch_put(s, "a.md", "# Two\n");
    want(&details, s, "a.md");
    assert_string_equal(details_get(&details, "a.md")->title, "One");
    details_drop(&details, "a.md");
    assert_null(details_get(&details, "a.md"));
    want(&details, s, "a.md");
    assert_string_equal(details_get(&details, "a.md")->title, "Two");
    assert_int_equal(details.count, 1);
    details_finish(&details);
}

static void what_cannot_be_read_has_its_name(void **state)
{
    struct details details = {0};
    want(&details, *state, "not_there.md");
    assert_string_equal(details_get(&details, "not_there.md")->title, "not there");
    details_finish(&details);
}

static void name_of(char out[16], unsigned number)
{
    snprintf(out, 16, "f%u.md", number);
}

static void dropping_one_loses_no_other(void **state)
{
    struct details details = {0};
    enum { FILES = 1500 };
    bool there[FILES] = {false};
    uint32_t seed = 7;
    size_t count = 0;
    char name[16];
    for (int step = 0; step < 12000; step++) {
        seed = seed * 1664525 + 1013904223;
        unsigned at = (seed >> 8) % FILES;
        name_of(name, at);
        if (there[at])
            details_drop(&details, name);
        else
            want(&details, *state, name);
        count += there[at] ? (size_t)-1 : 1;
        there[at] = !there[at];
    }
    assert_int_equal(details.count, count);
    for (unsigned i = 0; i < FILES; i++) {
        name_of(name, i);
        assert_true((details_get(&details, name) != NULL) == there[i]);
    }
    details_drop(&details, NULL);
    assert_int_equal(details.count, 0);
    details_finish(&details);
}

static void a_full_table_begins_anew(void **state)
{
    struct details details = {0};
    char name[16];
    for (unsigned i = 0; i < 5000; i++) {
        name_of(name, i);
        want(&details, *state, name);
        assert_non_null(details_get(&details, name));
    }
    assert_true(details.count < details.cap);
    details_finish(&details);
}

#define DETAILS_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        DETAILS_TEST(a_file_is_read_once_until_it_is_dropped),
        DETAILS_TEST(what_cannot_be_read_has_its_name),
        DETAILS_TEST(dropping_one_loses_no_other),
        DETAILS_TEST(a_full_table_begins_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
