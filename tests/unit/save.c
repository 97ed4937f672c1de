#include "tests/unit/test.h"

#include "core/store/save.h"
#include "tests/unit/scratch.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/xattr.h>

static enum status save_text(const struct scratch *s, const char *path, const char *old,
                             const char *text, struct error *err)
{
    struct change_set set = {0};
    struct view was = view_of(old);
    change_set_write(&set, path, old ? &was : NULL, view_of(text));
    enum status status = save_change_set(&s->folder, &set, err);
    change_set_finish(&set);
    return status;
}

static void must_save(const struct scratch *s, const char *path, const char *old, const char *text)
{
    struct error err = {0};
    if (save_text(s, path, old, text, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    scratch_has(s, path, text);
}

static enum status delete_text(const struct scratch *s, const char *path, const char *old,
                               struct error *err)
{
    struct change_set set = {0};
    change_set_delete(&set, path, view_of(old));
    enum status status = save_change_set(&s->folder, &set, err);
    change_set_finish(&set);
    return status;
}

static enum status rename_text(const struct scratch *s, const char *from, const char *to,
                               const char *old, struct error *err)
{
    struct change_set set = {0};
    change_set_rename(&set, from, to, view_of(old));
    enum status status = save_change_set(&s->folder, &set, err);
    change_set_finish(&set);
    return status;
}

static void a_save_leaves_the_text_and_nothing_else(void **state)
{
    const struct scratch *s = *state;
    must_save(s, "a.md", NULL, "one");
    must_save(s, "a.md", "one", "two");
    must_save(s, "a.md", "two", "");
    must_save(s, "a.md", "", "three");
    must_save(s, "deep/er/b.md", NULL, "made");
    assert_int_equal(scratch_count(s, ""), 2);
    assert_int_equal(scratch_count(s, "deep/er"), 1);
}

static void mode_and_attributes_stay(void **state)
{
    const struct scratch *s = *state;
    scratch_put(s, "a.md", "old");
    assert_int_equal(fchmodat(s->folder.fd, "a.md", 0640, 0), 0);
    int fd = openat(s->folder.fd, "a.md", O_RDONLY);
    bool attributes = fsetxattr(fd, "user.mood", "calm", 4, 0) == 0;
    bool owner = fchown(fd, 12, 34) == 0;
    close(fd);
    must_save(s, "a.md", "old", "new");
    struct stat st;
    assert_int_equal(fstatat(s->folder.fd, "a.md", &st, 0), 0);
    assert_int_equal(st.st_mode & 07777, 0640);
    if (owner) {
        assert_int_equal(st.st_uid, 12);
        assert_int_equal(st.st_gid, 34);
    }
    char value[8];
    fd = openat(s->folder.fd, "a.md", O_RDONLY);
    if (attributes)
        assert_int_equal(fgetxattr(fd, "user.mood", value, sizeof(value)), 4);
    close(fd);
}

static void a_change_from_outside_is_kept_and_so_is_ours(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    scratch_folder(s, "sub");
    scratch_put(s, "sub/a.b.md", "theirs");
    assert_int_equal(save_text(s, "sub/a.b.md", "old", "ours", &err), STATUS_CONFLICT);
    scratch_has(s, "sub/a.b.md", "theirs");
    scratch_has(s, "sub/a.b (conflict).md", "ours");
    assert_non_null(strstr(err.text, "sub/a.b (conflict).md"));
    assert_int_equal(save_text(s, "sub/a.b.md", NULL, "ours 2", &err), STATUS_CONFLICT);
    scratch_has(s, "sub/a.b (conflict 2).md", "ours 2");
    assert_int_equal(scratch_count(s, "sub"), 3);
    assert_int_equal(save_text(s, "gone/x.md", "old", "ours", &err), STATUS_CONFLICT);
    scratch_has(s, "gone/x (conflict).md", "ours");
    assert_false(scratch_is_there(s, "gone/x.md"));
}

static void a_save_that_was_done_already_is_done(void **state)
{
    const struct scratch *s = *state;
    scratch_put(s, "a.md", "new");
    must_save(s, "a.md", "old", "new");
    must_save(s, "a.md", NULL, "new");
    assert_int_equal(scratch_count(s, ""), 1);
}

static void a_link_saves_its_target_inside_and_nothing_outside(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    scratch_folder(s, "sub");
    scratch_put(s, "sub/a.md", "old");
    scratch_link(s, "sub/a.md", "l.md");
    must_save(s, "l.md", "old", "new");
    scratch_has(s, "sub/a.md", "new");
    struct stat st;
    assert_int_equal(fstatat(s->folder.fd, "l.md", &st, AT_SYMLINK_NOFOLLOW), 0);
    assert_true(S_ISLNK(st.st_mode));
    scratch_put(s, "../outside/o.md", "old");
    scratch_link(s, "../outside/o.md", "out.md");
    scratch_link(s, "../outside", "outside");
    scratch_link(s, "nowhere.md", "dangling.md");
    assert_int_equal(save_text(s, "out.md", "old", "new", &err), STATUS_REFUSED);
    assert_int_equal(save_text(s, "outside/o.md", "old", "new", &err), STATUS_REFUSED);
    assert_int_equal(save_text(s, "outside/p/q.md", NULL, "new", &err), STATUS_REFUSED);
    assert_int_equal(save_text(s, "dangling.md", NULL, "new", &err), STATUS_REFUSED);
    scratch_has(s, "../outside/o.md", "old");
    assert_false(scratch_is_there(s, "../outside/p"));
    assert_false(scratch_is_there(s, "nowhere.md"));
}

static void hard_links_keep_one_text(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    scratch_put(s, "a.md", "old text");
    assert_int_equal(linkat(s->folder.fd, "a.md", s->folder.fd, "b.md", 0), 0);
    must_save(s, "a.md", "old text", "new");
    scratch_has(s, "b.md", "new");
    must_save(s, "b.md", "new", "a much longer text");
    scratch_has(s, "a.md", "a much longer text");
    assert_int_equal(save_text(s, "a.md", "new", "x", &err), STATUS_CONFLICT);
    scratch_has(s, "b.md", "a much longer text");
    assert_int_equal(scratch_count(s, ""), 3);
}

static void what_is_no_file_or_read_only_is_refused(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    scratch_folder(s, "x.md");
    assert_int_equal(mkfifoat(s->folder.fd, "todo.md", 0666), 0);
    scratch_put(s, "locked.md", "old");
    assert_int_equal(fchmodat(s->folder.fd, "locked.md", 0444, 0), 0);
    assert_int_equal(save_text(s, "x.md", "old", "new", &err), STATUS_REFUSED);
    assert_int_equal(save_text(s, "todo.md", "", "new", &err), STATUS_REFUSED);
    if (geteuid() != 0) { /* root may write */
        assert_int_equal(save_text(s, "locked.md", "old", "new", &err), STATUS_REFUSED);
        assert_non_null(strstr(err.text, "read-only"));
    }
    assert_int_equal(save_text(s, "todo.md/x.md", NULL, "new", &err), STATUS_REFUSED);
    assert_int_equal(save_text(s, ".git/config", NULL, "new", &err), STATUS_REFUSED);
    assert_int_equal(save_text(s, "a\nb.md", NULL, "new", &err), STATUS_REFUSED);
    scratch_has(s, "locked.md", "old");
    assert_int_equal(scratch_count(s, ""), 3);
}

static void the_longest_names_are_saved(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    char name[256];
    for (size_t i = 0; i < 252; i += 3)
        memcpy(name + i, "\xE6\x97\xA5", 3);
    memcpy(name + 252, ".md", 4);
    must_save(s, name, NULL, "old");
    must_save(s, name, "old", "new");
    must_save(s, "bad\xFF\x80.md", NULL, "x");
    assert_int_equal(save_text(s, name, "old", "other", &err), STATUS_CONFLICT);
    assert_int_equal(scratch_count(s, ""), 3);
}

static void a_delete_takes_only_the_text_that_was_read(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    scratch_put(s, "a.md", "text");
    scratch_link(s, "a.md", "l.md");
    assert_int_equal(delete_text(s, "a.md", "tex", &err), STATUS_CONFLICT);
    assert_int_equal(delete_text(s, "a.md", "text and more", &err), STATUS_CONFLICT);
    scratch_has(s, "a.md", "text");
    assert_int_equal(delete_text(s, "l.md", "text", &err), STATUS_OK);
    scratch_has(s, "a.md", "text");
    assert_int_equal(delete_text(s, "a.md", "text", &err), STATUS_OK);
    assert_int_equal(delete_text(s, "a.md", "text", &err), STATUS_OK);
    assert_int_equal(scratch_count(s, ""), 0);
}

static void a_rename_takes_no_place_that_is_taken(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    scratch_put(s, "a.md", "a");
    scratch_put(s, "b.md", "b");
    scratch_link(s, "a.md", "l.md");
    assert_int_equal(rename_text(s, "a.md", "b.md", "a", &err), STATUS_EXISTS);
    assert_int_equal(rename_text(s, "a.md", "c.md", "x", &err), STATUS_CONFLICT);
    assert_int_equal(rename_text(s, "none.md", "c.md", "x", &err), STATUS_ABSENT);
    assert_int_equal(rename_text(s, "l.md", "sub/l.md", "a", &err), STATUS_REFUSED);
    assert_int_equal(rename_text(s, "a.md", "../c.md", "a", &err), STATUS_REFUSED);
    assert_false(scratch_is_there(s, "sub"));
    assert_int_equal(rename_text(s, "l.md", "link.md", "a", &err), STATUS_OK);
    assert_int_equal(rename_text(s, "a.md", "A.md", "a", &err), STATUS_OK);
    assert_int_equal(rename_text(s, "A.md", "sub/deep/c.md", "a", &err), STATUS_OK);
    scratch_has(s, "sub/deep/c.md", "a");
    scratch_has(s, "b.md", "b");
    assert_false(scratch_is_there(s, "A.md"));
}

static void the_first_failure_ends_the_set_and_says_what_stands(void **state)
{
    const struct scratch *s = *state;
    struct error err;
    struct change_set set = {0};
    struct view old = VIEW("old");
    scratch_put(s, "b.md", "theirs");
    change_set_write(&set, "a.md", NULL, VIEW("a"));
    change_set_write(&set, "b.md", &old, VIEW("b"));
    change_set_write(&set, "c.md", NULL, VIEW("c"));
    assert_int_equal(save_change_set(&s->folder, &set, &err), STATUS_CONFLICT);
    assert_non_null(strstr(err.text, "1 of 3"));
    scratch_has(s, "a.md", "a");
    assert_false(scratch_is_there(s, "c.md"));
    change_set_write(&set, "../d.md", NULL, VIEW("d"));
    scratch_put(s, "b.md", "old");
    assert_int_equal(save_change_set(&s->folder, &set, &err), STATUS_REFUSED);
    scratch_has(s, "b.md", "old");
    change_set_finish(&set);
}

/* As on an older kernel, or a file system that can neither exchange names nor refuse to replace. */
static bool forget_new_calls(void)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_renameat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EINVAL),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof(code) / sizeof(*code), .filter = code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool all_works(const struct scratch *s)
{
    struct error err;
    return save_text(s, "a/a.md", NULL, "one", &err) == STATUS_OK &&
           save_text(s, "a/a.md", "one", "two", &err) == STATUS_OK &&
           save_text(s, "a/a.md", NULL, "three", &err) == STATUS_CONFLICT &&
           save_text(s, "a/a.md", "one", "four", &err) == STATUS_CONFLICT &&
           rename_text(s, "a/a.md", "a/b.md", "two", &err) == STATUS_OK &&
           rename_text(s, "a/b.md", "a/a (conflict).md", "two", &err) == STATUS_EXISTS &&
           delete_text(s, "a/b.md", "two", &err) == STATUS_OK;
}

static void all_works_without_openat2_and_renameat2(void **state)
{
    const struct scratch *s = *state;
    pid_t pid = fork();
    if (pid == 0)
        _exit(!forget_new_calls() ? 77 : !all_works(s));
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
    scratch_has(s, "a/a (conflict).md", "three");
    scratch_has(s, "a/a (conflict 2).md", "four");
    assert_int_equal(scratch_count(s, "a"), 2);
}

#define SAVE_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SAVE_TEST(a_save_leaves_the_text_and_nothing_else),
        SAVE_TEST(mode_and_attributes_stay),
        SAVE_TEST(a_change_from_outside_is_kept_and_so_is_ours),
        SAVE_TEST(a_save_that_was_done_already_is_done),
        SAVE_TEST(a_link_saves_its_target_inside_and_nothing_outside),
        SAVE_TEST(hard_links_keep_one_text),
        SAVE_TEST(what_is_no_file_or_read_only_is_refused),
        SAVE_TEST(the_longest_names_are_saved),
        SAVE_TEST(a_delete_takes_only_the_text_that_was_read),
        SAVE_TEST(a_rename_takes_no_place_that_is_taken),
        SAVE_TEST(the_first_failure_ends_the_set_and_says_what_stands),
        SAVE_TEST(all_works_without_openat2_and_renameat2),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
