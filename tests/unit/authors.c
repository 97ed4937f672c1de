#include "tests/unit/test.h"

#include "tui/authors.h"

#include <stdio.h>

static void the_first_few_have_colours_of_their_own(void **state)
{
    (void)state;
    static const char *const emails[] = {"reader@example.org", "companion@example.org",
                                         "a@example.org", "b@example.org", ""};
    struct authors authors = {0};
    for (size_t round = 0; round < 2; round++)
        for (size_t i = 0; i < 5; i++)
            authors_meet(&authors, emails[i]);
    assert_int_equal(authors.count, 5);
    for (size_t i = 0; i < 5; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_not_equal(authors_role(&authors, emails[i]),
                                 authors_role(&authors, emails[j]));
    assert_int_equal(authors_role(&authors, "nobody@example.org"), ROLE_DIM);
    authors_finish(&authors);
}

static void a_crowd_takes_bounded_room(void **state)
{
    (void)state;
    struct authors authors = {0};
    char email[32];
    for (int i = 0; i < 10000; i++) {
        snprintf(email, sizeof(email), "%d@example.org", i);
        authors_meet(&authors, email);
    }
    assert_in_range(authors.count, 100, 1000);
    assert_int_equal(authors_role(&authors, "9999@example.org"), ROLE_DIM);
    assert_int_not_equal(authors_role(&authors, "7@example.org"), ROLE_DIM);
    authors_finish(&authors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_few_have_colours_of_their_own),
        cmocka_unit_test(a_crowd_takes_bounded_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
