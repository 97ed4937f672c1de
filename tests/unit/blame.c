#include "tests/unit/repo_fixture.h"

#include "core/store/blame.h"

/* "SUBJECT:LINE" of each line, with blanks between; "-" for one in no commit. */
static void assert_blame(struct fixture *f, const char *path, const struct blame_options *options,
                         const char *want)
{
    struct blame blame;
    struct str out = {0};
    assert_ok(f, blame_read(f->repo, path, options, NULL, &blame, &f->err));
    for (size_t i = 0; i < blame.line_count; i++) {
        const struct blame_line *line = &blame.lines[i];
        str_add_text(&out, i ? " " : "");
        if (line->commit == BLAME_NONE)
            str_add_char(&out, '-');
        else
            str_addf(&out, "%s:%u", blame.commits[line->commit].commit.subject, line->line);
    }
    assert_string_equal(str_text(&out), want);
    str_finish(&out);
    blame_finish(&blame);
}

#define COMMIT "commit() { git add -A; git commit -q -m $1; }; "

static void each_line_is_that_of_the_commit_that_brought_it(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, COMMIT "printf 'a\nb\nc\n' >n.md; commit one;"
                                     "printf 'new\na\nb\nc\nend' >n.md; commit two;"
                                     "echo x >o.md; commit other;"
                                     "printf 'new\na\nB\nc\nend' >n.md; commit three"),
                     0);
    assert_blame(f, "n.md", NULL, "two:1 one:1 three:3 one:3 two:5");
    assert_blame(f, "n.md", &(struct blame_options){.from = "HEAD~1"},
                 "two:1 one:1 one:2 one:3 two:5");
}

static void both_sides_of_a_merge_keep_their_lines(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, COMMIT "seq 9 >n.md; commit base; git checkout -q -b side;"
                                     "sed -i s/2/two/ n.md; commit side; git checkout -q main;"
                                     "sed -i s/8/eight/ n.md; commit main;"
                                     "git merge -q --no-ff -m merge side"),
                     0);
    assert_blame(f, "n.md", NULL, "base:1 side:2 base:3 base:4 base:5 base:6 base:7 main:8 base:9");
}

static void a_file_is_followed_under_its_old_name(void **state)
{
    struct fixture *f = *state;
    struct blame blame;
    assert_int_equal(shell(f, COMMIT "mkdir d; seq 9 >d/old.md; commit one;"
                                     "git mv d/old.md new.md; echo ten >>new.md; commit two"),
                     0);
    assert_ok(f, blame_read(f->repo, "new.md", NULL, NULL, &blame, &f->err));
    const struct blame_commit *first = &blame.commits[blame.lines[0].commit];
    const struct blame_commit *last = &blame.commits[blame.lines[9].commit];
    assert_string_equal(first->path, "d/old.md");
    assert_null(first->before_path);
    assert_string_equal(last->path, "new.md");
    assert_string_equal(last->before_path, "d/old.md");
    assert_string_equal(last->before, first->commit.id);
    blame_finish(&blame);
}

static void lines_of_the_disk_may_be_in_no_commit(void **state)
{
    struct fixture *f = *state;
    const struct view text = VIEW("new\na\nc\nd");
    const struct blame_options disk = {.text = &text};
    assert_blame(f, "n.md", &disk, "- - - -");
    assert_int_equal(shell(f, COMMIT "printf 'a\nb\nc\n' >n.md; commit one"), 0);
    assert_blame(f, "n.md", &disk, "- one:1 one:3 -");
    assert_blame(f, "other.md", &disk, "- - - -");
    const struct view nothing = VIEW("");
    assert_blame(f, "n.md", &(struct blame_options){.text = &nothing}, "");
}

/* Each time by the trees, by an index that knows nothing yet, and by one that knows it all. */
static void an_index_gives_the_same_answer(void **state)
{
    struct fixture *f = *state;
    static const char *const want =
        "one:1 five:2 one:3 four:4 one:5 one:6 one:7 one:8 one:9 three:10";
    assert_int_equal(shell(f, COMMIT "seq 9 >n.md; commit one; echo x >o.md; commit two;"
                                     "git mv n.md m.md; echo ten >>m.md; commit three;"
                                     "sed -i s/4/four/ m.md; commit four; rm o.md; commit gone;"
                                     "sed -i s/2/two/ m.md; commit five"),
                     0);
    struct path_index *index = path_index_open(f->repo, NULL);
    assert_blame(f, "m.md", NULL, want);
    assert_blame(f, "m.md", &(struct blame_options){.index = index}, want);
    assert_blame(f, "m.md", &(struct blame_options){.index = index}, want);
    const struct view text = VIEW("1\n2\nnew\n");
    assert_blame(f, "m.md", &(struct blame_options){.index = index, .text = &text}, "one:1 - -");
    path_index_close(index);
}

static void what_cannot_be_told_is_said(void **state)
{
    struct fixture *f = *state;
    struct blame blame;
    atomic_bool cancel = true;
    assert_int_equal(blame_read(f->repo, "n.md", NULL, NULL, &blame, &f->err), STATUS_ABSENT);
    assert_int_equal(shell(f, COMMIT "mkdir d; seq 9 >d/n.md; yes | head -c 9000000 >big.md;"
                                     "commit one"),
                     0);
    assert_int_equal(blame_read(f->repo, "n.md", NULL, NULL, &blame, &f->err), STATUS_ABSENT);
    assert_int_equal(blame_read(f->repo, "d", NULL, NULL, &blame, &f->err), STATUS_REFUSED);
    assert_int_equal(blame_read(f->repo, "big.md", NULL, NULL, &blame, &f->err), STATUS_LIMIT);
    assert_int_equal(blame_read(f->repo, "d/n.md", NULL, &cancel, &blame, &f->err),
                     STATUS_CANCELLED);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(each_line_is_that_of_the_commit_that_brought_it),
        TEST(both_sides_of_a_merge_keep_their_lines),
        TEST(a_file_is_followed_under_its_old_name),
        TEST(lines_of_the_disk_may_be_in_no_commit),
        TEST(an_index_gives_the_same_answer),
        TEST(what_cannot_be_told_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
