/* Loose objects as an attacker would make them: none is read, none takes time or memory. */
#include "tests/unit/repo_fixture.h"

#include "core/store/log.h"

#include <time.h>

/* Makes `main` point to a loose object of these bytes (a Python expression), compressed, under a
 * made-up id. */
static void plant(struct fixture *f, const char *bytes)
{
    assert_int_equal(shell(f,
                           "mkdir -p .git/objects/12 .git/refs/heads; rm -f .git/objects/12/*;"
                           "python3 -c 'import sys, zlib; "
                           "sys.stdout.buffer.write(zlib.compress(%s))' "
                           ">.git/objects/12/34567890123456789012345678901234567890;"
                           "echo 1234567890123456789012345678901234567890 >.git/refs/heads/main",
                           bytes),
                     0);
}

static void refused(struct fixture *f, const char *bytes, const char *why)
{
    struct log_walk *walk = NULL;
    plant(f, bytes);
    clock_t begin = clock();
    assert_int_equal(log_open(f->repo, NULL, &walk, &f->err), STATUS_IO);
    assert_true(clock() - begin < CLOCKS_PER_SEC / 2);
    if (!strstr(f->err.text, why))
        fail_msg("%s: \"%s\" does not say \"%s\"", bytes, f->err.text, why);
}

static void a_length_that_lies_is_refused(void **state)
{
    struct fixture *f = *state;
    refused(f, "b\"commit 8589934592\\0\" + b\"x\" * 9", "too large");
    refused(f, "b\"commit 99999999999999999999999\\0x\"", "malformed header");
    refused(f, "b\"commit 10\\0\" + b\"x\" * 9", "shorter");
    refused(f, "b\"commit 8\\0\" + b\"x\" * 9", "longer");
    refused(f, "b\"commit 800\\0\" + b\"x\" * 900", "longer");
    refused(f, "b\"commit 900\\0\" + b\"x\" * 800", "shorter");
    refused(f, "b\"commit 57\\0\" + b\"x\" * 58", "longer");
    refused(f, "b\"commit 0\\0\" + bytes(50 << 20)", "longer");
}

static void a_header_that_makes_no_sense_is_refused(void **state)
{
    struct fixture *f = *state;
    refused(f, "b\"\"", "malformed header");
    refused(f, "b\"commit 9\"", "malformed header");
    refused(f, "b\"commit \\0x\"", "malformed header");
    refused(f, "b\"commit -1\\0x\"", "malformed header");
    refused(f, "b\"comet 1\\0x\"", "malformed header");
}

static void the_right_length_with_a_wrong_id_is_refused(void **state)
{
    refused(*state, "b\"commit 9\\0\" + b\"x\" * 9", "");
}

static void what_is_no_regular_file_is_refused(void **state)
{
    struct fixture *f = *state;
    struct log_walk *walk = NULL;
    plant(f, "b\"\"");
    assert_int_equal(shell(f, "cd .git/objects/12 && rm -f 3* && "
                              "mkfifo 34567890123456789012345678901234567890"),
                     0);
    assert_int_equal(log_open(f->repo, NULL, &walk, &f->err), STATUS_IO);
    assert_int_equal(shell(f, "cd .git/objects/12 && rm -f 3* && "
                              "ln -s /dev/zero 34567890123456789012345678901234567890"),
                     0);
    assert_int_equal(log_open(f->repo, NULL, &walk, &f->err), STATUS_IO);
}

/* 300 folders in one another, made with plumbing because git has no limit of its own. */
static void folders_without_end_are_not_walked(void **state)
{
    struct fixture *f = *state;
    struct diff diff;
    assert_int_equal(shell(f, "t=$(echo x | git hash-object -w --stdin);"
                              "t=$(printf '100644 blob %%s\\tx\\n' $t | git mktree);"
                              "for i in $(seq 300); do "
                              "t=$(printf '040000 tree %%s\\td\\n' $t | git mktree); done;"
                              "git update-ref refs/heads/main $(git commit-tree -m deep $t)"),
                     0);
    char *id = shell_text(f, "git rev-parse main");
    assert_int_equal(diff_commit(f->repo, id, NULL, NULL, &diff, &f->err), STATUS_LIMIT);
    free(id);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_length_that_lies_is_refused),
        TEST(a_header_that_makes_no_sense_is_refused),
        TEST(the_right_length_with_a_wrong_id_is_refused),
        TEST(what_is_no_regular_file_is_refused),
        TEST(folders_without_end_are_not_walked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
