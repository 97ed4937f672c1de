#include "tests/unit/test.h"

#include "core/base/clock.h"
#include "core/store/change.h"
#include "core/store/save.h"
#include "core/store/watch.h"
#include "tests/unit/scratch.h"

#include <poll.h>
#include <time.h>

static struct watch *must_watch(const struct scratch *s)
{
    struct watch *watch;
    struct error err;
    if (watch_new(&s->folder, &watch, &err) != STATUS_OK || watch_add(watch, "", &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return watch;
}

/* The events as "path path/ history overflow". */
static void must_tell(struct watch *watch, const char *want)
{
    struct watch_event *events;
    size_t count;
    struct str got = {0};
    assert_int_equal(watch_read(watch, &events, &count, NULL), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        str_addf(&got, "%s%s%s%s%s", i ? " " : "", events[i].path, events[i].is_folder ? "/" : "",
                 events[i].history ? "history" : "", events[i].overflow ? "overflow" : "");
    watch_events_free(events, count);
    assert_view_equal(str_view(&got), view_of(want));
    str_finish(&got);
}

static void each_change_is_told_once(void **state)
{
    const struct scratch *s = *state;
    struct watch *watch = must_watch(s);
    struct pollfd poll_fd = {.fd = watch_fd(watch), .events = POLLIN};
    assert_int_equal(poll(&poll_fd, 1, 0), 0);
    must_tell(watch, "");
    scratch_put(s, "a.md", "1");
    assert_int_equal(poll(&poll_fd, 1, 0), 1);
    scratch_put(s, "b.md", "1");
    scratch_put(s, "a.md", "2");
    must_tell(watch, "a.md b.md");
    unlinkat(s->folder.fd, "a.md", 0);
    renameat(s->folder.fd, "b.md", s->folder.fd, "c.md");
    must_tell(watch, "a.md b.md c.md");
    must_tell(watch, "");
    watch_free(watch);
}

static void a_writer_that_keeps_its_file_open_is_seen(void **state)
{
    const struct scratch *s = *state;
    scratch_put(s, "a.md", "1");
    struct watch *watch = must_watch(s);
    int fd = openat(s->folder.fd, "a.md", O_WRONLY | O_APPEND);
    must_tell(watch, "");
    assert_int_equal(write(fd, "2", 1), 1);
    must_tell(watch, "a.md");
    close(fd);
    watch_free(watch);
}

static void our_own_save_tells_only_its_file(void **state)
{
    const struct scratch *s = *state;
    struct watch *watch = must_watch(s);
    struct change_set set = {0};
    struct view old = VIEW("1");
    scratch_put(s, "a.md", "1");
    must_tell(watch, "a.md");
    change_set_write(&set, "a.md", &old, VIEW("2"));
    change_set_write(&set, "b.md", NULL, VIEW("2"));
    assert_int_equal(save_change_set(&s->folder, &set, NULL), STATUS_OK);
    change_set_finish(&set);
    must_tell(watch, "a.md b.md");
    scratch_put(s, ".hidden", "");
    scratch_folder(s, ".folder");
    scratch_put(s, ".folder/a.md", "");
    must_tell(watch, "");
    scratch_put(s, ".gitignore", "*.md");
    scratch_put(s, ".palimpsest.yaml", "");
    must_tell(watch, ".gitignore .palimpsest.yaml");
    watch_free(watch);
}

static void new_folders_are_watched_with_what_was_in_them(void **state)
{
    const struct scratch *s = *state;
    struct watch *watch = must_watch(s);
    scratch_folder(s, "n");
    scratch_folder(s, "n/deep");
    scratch_put(s, "n/deep/early.md", "made before the watch");
    must_tell(watch, "n/ n/deep/ n/deep/early.md");
    scratch_put(s, "n/deep/late.md", "");
    must_tell(watch, "n/deep/late.md");
    watch_free(watch);
}

/* Between a scan and its watches a folder may change, which no event tells. */
static void what_changed_before_the_watch_is_said(void **state)
{
    const struct scratch *s = *state;
    struct watch *watch = must_watch(s);
    struct timespec moment = {.tv_nsec = 20000000}; /* the file system's clock goes in steps */
    bool missed = false;
    scratch_folder(s, "a");
    scratch_folder(s, "b");
    nanosleep(&moment, NULL);
    int64_t since = clock_stamp();
    scratch_put(s, "b/late.md", "");
    assert_int_equal(watch_add_seen(watch, "a", since, &missed, NULL), STATUS_OK);
    assert_false(missed);
    assert_int_equal(watch_add_seen(watch, "b", since, &missed, NULL), STATUS_OK);
    assert_true(missed);
    missed = false;
    assert_int_equal(watch_add_seen(watch, "b", since, &missed, NULL), STATUS_OK);
    assert_false(missed); /* it is watched: there was an event */
    watch_free(watch);
}

static void a_moved_folder_has_its_new_path(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "a");
    scratch_folder(s, "a/sub");
    struct watch *watch = must_watch(s);
    assert_int_equal(watch_add(watch, "a", NULL), STATUS_OK);
    assert_int_equal(watch_add(watch, "a/sub", NULL), STATUS_OK);
    renameat(s->folder.fd, "a", s->folder.fd, "b");
    must_tell(watch, "a/ b/ b/sub/");
    scratch_put(s, "b/sub/x.md", "");
    must_tell(watch, "b/sub/x.md");
    renameat(s->folder.fd, "b", s->folder.fd, "../outside/b");
    must_tell(watch, "b/");
    scratch_put(s, "../outside/b/sub/y.md", "");
    must_tell(watch, "");
    renameat(s->folder.fd, "../outside/b", s->folder.fd, "c");
    must_tell(watch, "c/ c/sub/ c/sub/x.md c/sub/y.md");
    watch_free(watch);
}

static void folders_that_change_places_stay_watched(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "a");
    scratch_folder(s, "b");
    struct watch *watch = must_watch(s);
    assert_int_equal(watch_add(watch, "a", NULL), STATUS_OK);
    assert_int_equal(watch_add(watch, "b", NULL), STATUS_OK);
    scratch_put(s, "a/was_a.md", "");
    must_tell(watch, "a/was_a.md");
    assert_int_equal(renameat2(s->folder.fd, "a", s->folder.fd, "b", RENAME_EXCHANGE), 0);
    must_tell(watch, "a/ b/ b/was_a.md");
    scratch_put(s, "a/x.md", "");
    scratch_put(s, "b/y.md", "");
    must_tell(watch, "a/x.md b/y.md");
    watch_free(watch);
}

static void a_folder_made_again_is_watched_again(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "a");
    struct watch *watch = must_watch(s);
    assert_int_equal(watch_add(watch, "a", NULL), STATUS_OK);
    unlinkat(s->folder.fd, "a", AT_REMOVEDIR);
    scratch_folder(s, "a");
    must_tell(watch, "a/");
    scratch_put(s, "a/x.md", "");
    must_tell(watch, "a/x.md");
    watch_free(watch);
}

static void history_is_head_and_branches(void **state)
{
    const struct scratch *s = *state;
    struct watch *watch = must_watch(s);
    scratch_folder(s, ".git");
    must_tell(watch, "history");
    scratch_folder(s, ".git/refs");
    scratch_folder(s, ".git/refs/heads");
    scratch_folder(s, ".git/objects");
    must_tell(watch, "");
    scratch_put(s, ".git/index", "");
    scratch_put(s, ".git/HEAD.lock", "");
    scratch_put(s, ".git/objects/x", "");
    must_tell(watch, "");
    renameat(s->folder.fd, ".git/HEAD.lock", s->folder.fd, ".git/HEAD");
    must_tell(watch, "history");
    scratch_put(s, ".git/refs/heads/main", "");
    must_tell(watch, "history");
    scratch_folder(s, ".git/refs/heads/topic");
    must_tell(watch, "history");
    scratch_put(s, ".git/refs/heads/topic/one.lock", "");
    must_tell(watch, "");
    renameat(s->folder.fd, ".git/refs/heads/topic/one.lock", s->folder.fd,
             ".git/refs/heads/topic/one");
    must_tell(watch, "history");
    scratch_put(s, ".git/packed-refs", "");
    must_tell(watch, "history");
    watch_free(watch);
    watch = must_watch(s);
    scratch_put(s, ".git/refs/heads/topic/one", "1");
    must_tell(watch, "history");
    watch_free(watch);
}

static void no_link_leads_a_watch_out(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "sub");
    scratch_link(s, "../outside", "out");
    scratch_link(s, "sub", "in");
    struct watch *watch = must_watch(s);
    assert_int_equal(watch_add(watch, "out", NULL), STATUS_REFUSED);
    assert_int_equal(watch_add(watch, "in", NULL), STATUS_REFUSED);
    assert_int_equal(watch_add(watch, "../outside", NULL), STATUS_REFUSED);
    assert_int_equal(watch_add(watch, ".git", NULL), STATUS_REFUSED);
    assert_int_equal(watch_add(watch, "none", NULL), STATUS_ABSENT);
    scratch_link(s, "../outside", "late");
    must_tell(watch, "late");
    scratch_put(s, "../outside/x.md", "");
    must_tell(watch, "");
    watch_free(watch);
}

static void lost_events_are_told_as_an_overflow(void **state)
{
    const struct scratch *s = *state;
    int limit = 0;
    FILE *file = fopen("/proc/sys/fs/inotify/max_queued_events", "r");
    if (!file || fscanf(file, "%d", &limit) != 1)
        limit = 0;
    if (file)
        fclose(file);
    if (limit <= 0 || limit > 100000)
        skip();
    struct watch *watch = must_watch(s);
    for (int i = 0; i < limit / 2 + 2; i++) {
        scratch_put(s, i % 2 ? "a.md" : "b.md", "");
        unlinkat(s->folder.fd, i % 2 ? "a.md" : "b.md", 0);
    }
    must_tell(watch, "a.md b.md overflow");
    watch_free(watch);
}

#define WATCH_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        WATCH_TEST(each_change_is_told_once),
        WATCH_TEST(a_writer_that_keeps_its_file_open_is_seen),
        WATCH_TEST(our_own_save_tells_only_its_file),
        WATCH_TEST(new_folders_are_watched_with_what_was_in_them),
        WATCH_TEST(what_changed_before_the_watch_is_said),
        WATCH_TEST(a_moved_folder_has_its_new_path),
        WATCH_TEST(folders_that_change_places_stay_watched),
        WATCH_TEST(a_folder_made_again_is_watched_again),
        WATCH_TEST(history_is_head_and_branches),
        WATCH_TEST(no_link_leads_a_watch_out),
        WATCH_TEST(lost_events_are_told_as_an_overflow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
