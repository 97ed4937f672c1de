#include "tests/unit/repo_fixture.h"

#include "core/store/outside_hold.h"
#include "core/text/hash.h"

/* "A path", "C path *" (staged), "D path !" (too large), a line each. */
static char *found(struct fixture *f, const char *const *paths, size_t count)
{
    struct outside_change *changes = NULL;
    size_t len = 0;
    struct str out = {0};
    assert_ok(f, outside_find(f->repo, paths, count, NULL, &changes, &len, &f->err));
    for (size_t i = 0; i < len; i++)
        str_addf(&out, "%s%c %s%s%s", i ? "\n" : "", "ACD"[changes[i].kind], changes[i].path,
                 changes[i].staged ? " *" : "", changes[i].too_large ? " !" : "");
    outside_free(changes, len);
    return out.data ? str_take(&out) : mem_string("");
}

#define assert_found(f, want)                                                                      \
    do {                                                                                           \
        char *text_ = found(f, NULL, 0);                                                           \
        assert_string_equal(text_, want);                                                          \
        free(text_);                                                                               \
    } while (0)

static void commit_all(struct fixture *f, const char *subject, bool made)
{
    struct outside_change *changes = NULL;
    size_t len = 0;
    struct commit_result result;
    assert_ok(f, outside_find(f->repo, NULL, 0, NULL, &changes, &len, &f->err));
    assert_ok(f, outside_commit(f->repo, changes, len, subject, &reader, NULL, &result, &f->err));
    assert_int_equal(result.made, made);
    outside_free(changes, len);
}

static void a_first_commit_takes_in_the_folder(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "mkdir -p memory/deep .hidden && for i in $(seq 36); do "
                              "echo note $i >memory/$i.md; done; echo x >memory/deep/x.md;"
                              ": >empty.md; echo s >.hidden/s; echo o >skip.log;"
                              "echo '*.log' >.gitignore; ln -s memory link; mkfifo pipe.md;"
                              "printf 'a\\r\\n\\000b' >odd"),
                     0);
    commit_all(f, "workspace: begin", true);
    assert_shell(f, "git log --format=%s; git ls-tree -r HEAD | wc -l", "workspace: begin\n39");
    assert_int_equal(shell(f, "git cat-file blob HEAD:odd | cmp - odd"), 0);
    assert_shell(f, "git diff-files --name-only; git fsck --strict --no-dangling 2>&1", "");
    assert_found(f, "");
    commit_all(f, NULL, false);
}

static void each_kind_of_change_is_found(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(
        shell(f, "mkdir d && echo 1 >a.md; echo 2 >b.md; echo 3 >d/c.md; echo 4 >e.md"), 0);
    commit_all(f, NULL, true);
    assert_int_equal(
        shell(f, "rm d/c.md; echo new >a.md; touch b.md; echo n >d/n.md; chmod +x e.md"), 0);
    assert_found(f, "C a.md\nD d/c.md\nA d/n.md\nC e.md");
    commit_all(f, NULL, true);
    assert_shell(f, "git log -1 --format=%s --name-status",
                 "outside: 4 files\n\nM\ta.md\nD\td/c.md\nA\td/n.md\nM\te.md");
    assert_clean(f);
    assert_found(f, "");
}

static void a_change_of_the_same_size_at_the_same_time_is_found(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "echo one >a.md"), 0);
    commit_all(f, NULL, true);
    assert_int_equal(shell(f, "cp -p a.md ref; echo two >a.md; touch -r ref a.md; rm ref"), 0);
    assert_found(f, "C a.md");
}

static void what_somebody_staged_is_left_to_them(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "echo 1 >a.md; echo 2 >b.md; echo 3 >gone.md"), 0);
    commit_all(f, NULL, true);
    assert_int_equal(shell(f, "echo x >a.md; echo n >new.md; git add a.md new.md; echo y >b.md;"
                              "git rm -q gone.md"),
                     0);
    assert_found(f, "C a.md *\nC b.md\nD gone.md *\nA new.md *");
    commit_all(f, NULL, true);
    assert_shell(f, "git log -1 --format=%s; git status --porcelain",
                 "outside: b.md\nM  a.md\nD  gone.md\nA  new.md");
}

static void only_the_paths_that_are_asked_for(void **state)
{
    struct fixture *f = *state;
    static const char *const one[] = {"d/a.md", "missing.md"}, *const folder[] = {"d"},
                             *const behind[] = {"l/a.md", "../x", ".git/config", "d/../d/a.md",
                                                "/etc"};
    assert_int_equal(shell(f, "mkdir d && echo 1 >d/a.md; echo 2 >d/b.md; echo 3 >c.md; ln -s d l"),
                     0);
    char *text = found(f, one, 2);
    assert_string_equal(text, "A d/a.md");
    free(text);
    text = found(f, folder, 1);
    assert_string_equal(text, "A d/a.md\nA d/b.md");
    free(text);
    text = found(f, behind, ARRAY_LEN(behind));
    assert_string_equal(text, "");
    free(text);
}

static void what_is_not_ours_is_left_alone(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(shell(f, "git init -q inner && echo x >inner/x.md; echo 'big.bin filter=lfs' "
                              ">.gitattributes; echo b >big.bin; mkdir out && echo out/ "
                              ">.gitignore; echo o >out/o.md; truncate -s 65M huge.md;"
                              "printf x >\"$(printf 'bad\\033name.md')\""),
                     0);
    assert_found(f, "A huge.md !");
    commit_all(f, NULL, false);
}

static void it_can_be_cancelled(void **state)
{
    struct fixture *f = *state;
    struct outside_change *changes;
    size_t len;
    const atomic_bool cancel = true;
    assert_int_equal(shell(f, "echo x >a.md"), 0);
    assert_int_equal(outside_find(f->repo, NULL, 0, &cancel, &changes, &len, &f->err),
                     STATUS_CANCELLED);
}

/* What is held of all that changed, a path a line; the rest is committed. */
static char *held_and_committed(struct fixture *f, const struct outside_accept *accepted,
                                size_t accepted_count)
{
    struct outside_change *changes = NULL;
    struct outside_held *held = NULL;
    size_t len = 0, held_len = 0;
    struct commit_result result;
    struct str out = {0};
    assert_ok(f, outside_find(f->repo, NULL, 0, NULL, &changes, &len, &f->err));
    assert_ok(f, outside_hold(f->repo, changes, len, accepted, accepted_count, NULL, &held,
                              &held_len, &f->err));
    assert_ok(f, outside_commit(f->repo, changes, len, NULL, &reader, NULL, &result, &f->err));
    for (size_t i = 0; i < held_len; i++)
        str_addf(&out, "%s\n", held[i].path);
    outside_held_free(held, held_len);
    outside_free(changes, len);
    return out.data ? str_take(&out) : mem_string("");
}

static void what_lost_much_waits_until_it_is_accepted(void **state)
{
    struct fixture *f = *state;
    struct str head = {0};
    assert_int_equal(
        shell(f, "mkdir d && for i in $(seq 30); do echo w$i >>d/a.md; done; echo b >b.md"), 0);
    commit_all(f, NULL, true);
    assert_int_equal(shell(f, "echo w1 >d/a.md; echo '[rest unchanged]' >>b.md; echo c >c.md"), 0);
    char *held = held_and_committed(f, NULL, 0);
    assert_string_equal(held, "b.md\nd/a.md\n");
    free(held);
    assert_shell(f, "git log -1 --format=%s --name-only", "outside: c.md\n\nc.md");
    assert_ok(f, outside_read_head(f->repo, "d/a.md", &head, &f->err));
    assert_int_equal(head.len, 9 * 3 + 21 * 4);
    bool same = false;
    assert_ok(f, outside_head_is(f->repo, "d/a.md", str_view(&head), &same, &f->err));
    assert_true(same);
    assert_ok(f, outside_head_is(f->repo, "d/a.md", VIEW("w1\n"), &same, &f->err));
    assert_false(same);
    assert_int_equal(outside_head_is(f->repo, "d", VIEW(""), &same, &f->err), STATUS_ABSENT);
    str_finish(&head);
    assert_int_equal(outside_read_head(f->repo, "d/none.md", &head, &f->err), STATUS_ABSENT);
    assert_int_equal(outside_read_head(f->repo, "d", &head, &f->err), STATUS_ABSENT);
    struct outside_accept accepted[] = {{(char *)"d/a.md", hash_of(VIEW("w1\n"))},
                                        {(char *)"b.md", hash_of(VIEW("b\n"))}};
    held = held_and_committed(f, accepted, 2); /* of b.md it was another text */
    assert_string_equal(held, "b.md\n");
    free(held);
    assert_shell(f, "git log -1 --format=%s --name-only", "outside: d/a.md\n\nd/a.md");
}

static void a_text_that_nobody_judged_is_not_committed(void **state)
{
    struct fixture *f = *state;
    struct outside_change *changes = NULL;
    struct outside_held *held = NULL;
    size_t len = 0, held_len = 0;
    struct commit_result result;
    assert_int_equal(shell(f, "for i in $(seq 30); do echo w$i >>a.md; done"), 0);
    commit_all(f, NULL, true);
    assert_int_equal(shell(f, "echo more >>a.md"), 0);
    assert_ok(f, outside_find(f->repo, NULL, 0, NULL, &changes, &len, &f->err));
    assert_ok(f, outside_hold(f->repo, changes, len, NULL, 0, NULL, &held, &held_len, &f->err));
    assert_int_equal(held_len, 0);
    assert_int_equal(shell(f, ": >a.md"), 0);
    assert_ok(f, outside_commit(f->repo, changes, len, NULL, &reader, NULL, &result, &f->err));
    assert_false(result.made);
    outside_held_free(held, held_len);
    outside_free(changes, len);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_first_commit_takes_in_the_folder),
        TEST(each_kind_of_change_is_found),
        TEST(a_change_of_the_same_size_at_the_same_time_is_found),
        TEST(what_somebody_staged_is_left_to_them),
        TEST(only_the_paths_that_are_asked_for),
        TEST(what_is_not_ours_is_left_alone),
        TEST(it_can_be_cancelled),
        TEST(what_lost_much_waits_until_it_is_accepted),
        TEST(a_text_that_nobody_judged_is_not_committed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
