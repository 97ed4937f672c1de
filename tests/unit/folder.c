#include "tests/unit/test.h"

#include "core/base/path.h"
#include "core/store/folder.h"
#include "core/store/place.h"
#include "tests/unit/scratch.h"

#include <sys/sysmacros.h>

static void must_refuse(const struct scratch *s, const char *path, const char *why)
{
    struct str text = {0};
    struct error err = {0};
    if (folder_read(&s->folder, path, 100, &text, NULL, &err) != STATUS_REFUSED)
        fail_msg("\"%s\" was not refused", path);
    if (!strstr(err.text, why))
        fail_msg("\"%s\" does not say \"%s\"", err.text, why);
    assert_null(strchr(err.text, '\n'));
    assert_null(text.data);
}

static void must_read(const struct scratch *s, const char *path, const char *want)
{
    struct str text = {0};
    struct error err;
    if (folder_read(&s->folder, path, 100, &text, NULL, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_view_equal(str_view(&text), view_of(want));
    str_finish(&text);
}

static void reading_keeps_to_the_limit(void **state)
{
    const struct scratch *s = *state;
    struct str text = {0};
    struct file_stamp stamp;
    scratch_put(s, "a.md", "12345");
    scratch_put(s, "empty.md", "");
    assert_int_equal(folder_read(&s->folder, "a.md", 5, &text, &stamp, NULL), STATUS_OK);
    assert_view_equal(str_view(&text), VIEW("12345"));
    assert_int_equal(stamp.size, 5);
    assert_int_equal(stamp.links, 1);
    assert_int_equal(folder_read(&s->folder, "a.md", 4, &text, NULL, NULL), STATUS_LIMIT);
    assert_view_equal(str_view(&text), VIEW("12345"));
    assert_int_equal(folder_read_start(&s->folder, "a.md", 3, &text, NULL, NULL), STATUS_OK);
    assert_view_equal(str_view(&text), VIEW("123"));
    assert_int_equal(folder_read_start(&s->folder, "a.md", 0, &text, NULL, NULL), STATUS_OK);
    assert_int_equal(text.len, 0);
    assert_int_equal(folder_read(&s->folder, "empty.md", 0, &text, NULL, NULL), STATUS_OK);
    assert_int_equal(folder_read(&s->folder, "a.md", SIZE_MAX, &text, NULL, NULL), STATUS_OK);
    assert_int_equal(folder_read(&s->folder, "none.md", 5, &text, NULL, NULL), STATUS_ABSENT);
    assert_int_equal(folder_read(&s->folder, "none/a.md", 5, &text, NULL, NULL), STATUS_ABSENT);
    assert_view_equal(str_view(&text), VIEW("12345"));
    str_finish(&text);
}

/* The size that a file of /proc tells is 0: what is read counts, not what was promised. */
static void a_file_is_read_to_its_end_whatever_its_size_says(void **state)
{
    (void)state;
    struct folder proc;
    struct str text = {0};
    assert_int_equal(folder_open("/proc/self", &proc, NULL), STATUS_OK);
    assert_int_equal(folder_read(&proc, "maps", 1 << 24, &text, NULL, NULL), STATUS_OK);
    assert_true(text.len > 0);
    assert_int_equal(folder_read(&proc, "maps", 10, &text, NULL, NULL), STATUS_LIMIT);
    str_finish(&text);
    folder_close(&proc);
}

static void only_regular_files_are_opened(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "x.md");
    assert_int_equal(mkfifoat(s->folder.fd, "todo.md", 0666), 0);
    scratch_link(s, "todo.md", "pipe.md");
    scratch_link(s, "x.md", "folder.md");
    assert_int_equal(mknodat(s->folder.fd, "socket.md", S_IFSOCK | 0666, 0), 0);
    must_refuse(s, "x.md", "a folder");
    must_refuse(s, "folder.md", "a folder");
    must_refuse(s, "todo.md", "a pipe");
    must_refuse(s, "pipe.md", "a pipe");
    must_refuse(s, "socket.md", "a socket");
    if (mknodat(s->folder.fd, "null.md", S_IFCHR | 0666, makedev(1, 3)) == 0)
        must_refuse(s, "null.md", "a device");
}

static void links_are_followed_only_inside(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "sub");
    scratch_folder(s, "sub/deep");
    scratch_folder(s, ".git");
    scratch_put(s, ".git/config", "secret");
    scratch_put(s, "a.md", "inside");
    scratch_put(s, "sub/b.md", "below");
    int fd = openat(s->folder.fd, "../outside/o.md", O_WRONLY | O_CREAT, 0666);
    assert_true(fd >= 0);
    close(fd);
    scratch_link(s, "a.md", "link.md");
    scratch_link(s, "../../a.md", "sub/deep/up.md");
    scratch_link(s, "deep/up.md", "sub/twice.md");
    scratch_link(s, "sub", "folder");
    scratch_link(s, "sub/deep/..", "folder2");
    must_read(s, "link.md", "inside");
    must_read(s, "sub/deep/up.md", "inside");
    must_read(s, "sub/twice.md", "inside");
    must_read(s, "folder/b.md", "below");
    must_read(s, "folder2/b.md", "below");
    must_read(s, "folder2/twice.md", "inside");
    scratch_link(s, "../outside/o.md", "out.md");
    scratch_link(s, "../w/a.md", "back.md");
    scratch_link(s, "../outside", "outfolder");
    scratch_link(s, "/etc/passwd", "absolute.md");
    scratch_link(s, "gone.md", "dangling.md");
    scratch_link(s, "circle.md", "circle.md");
    scratch_link(s, ".git/config", "git.md");
    scratch_link(s, "/proc/self/fd/0", "magic.md");
    must_refuse(s, "out.md", "out of the workspace");
    must_refuse(s, "back.md", "out of the workspace");
    must_refuse(s, "outfolder/o.md", "out of the workspace");
    must_refuse(s, "absolute.md", "out of the workspace");
    must_refuse(s, "magic.md", "out of the workspace");
    must_refuse(s, "dangling.md", "leads nowhere");
    must_refuse(s, "circle.md", "in a circle");
    must_refuse(s, "git.md", "not safe");
    must_refuse(s, "a.md/b.md", "no folder");
}

static void both_ways_find_the_same_place(void **state)
{
    const struct scratch *s = *state;
    scratch_folder(s, "sub");
    scratch_put(s, "sub/a.md", "a");
    scratch_link(s, "sub/a.md", "l.md");
    scratch_link(s, "..", "sub/up");
    scratch_link(s, "../..", "sub/out");
    static const char *const paths[] = {"",          "sub",         "sub/a.md", "l.md",
                                        "sub/up",    "sub/up/l.md", "sub/out",  "none",
                                        "none/none", "sub/none",    "../x",     "l.md/x"};
    for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
        for (enum place_last last = PLACE_FOLLOW; last <= PLACE_LINK; last++) {
            struct place found, walked;
            enum status status = place_find(&s->folder, paths[i], last, &found, NULL);
            assert_int_equal(place_walk(&s->folder, paths[i], last, &walked, NULL), status);
            if (status == STATUS_OK) {
                struct stat a, b;
                assert_string_equal(found.path, walked.path);
                assert_string_equal(found.name, walked.name);
                assert_int_equal(fstat(found.dir, &a), 0);
                assert_int_equal(fstat(walked.dir, &b), 0);
                assert_int_equal(a.st_ino, b.st_ino);
            }
            place_finish(&found);
            place_finish(&walked);
        }
}

static void hostile_names_are_listed_and_refused_or_read(void **state)
{
    const struct scratch *s = *state;
    char longest[256];
    memset(longest, 'n', 255);
    memcpy(longest + 252, ".md", 4);
    scratch_put(s, longest, "long");
    scratch_put(s, "new\nline.md", "x");
    scratch_put(s, "esc\x1B[31m.md", "x");
    scratch_put(s, "bad\xFF.md", "bytes");
    assert_int_equal(scratch_count(s, ""), 4);
    must_read(s, longest, "long");
    must_read(s, "bad\xFF.md", "bytes");
    struct str text = {0};
    assert_int_equal(folder_read(&s->folder, "new\nline.md", 9, &text, NULL, NULL), STATUS_REFUSED);
    assert_int_equal(folder_read(&s->folder, "esc\x1B[31m.md", 9, &text, NULL, NULL),
                     STATUS_REFUSED);
    assert_int_equal(folder_read(&s->folder, "../w/a", 9, &text, NULL, NULL), STATUS_REFUSED);
    assert_int_equal(folder_read(&s->folder, "", 9, &text, NULL, NULL), STATUS_REFUSED);
}

static void a_list_is_in_order_and_leaves_out_git(void **state)
{
    const struct scratch *s = *state;
    struct folder_entry *entries;
    size_t count;
    scratch_folder(s, ".git");
    scratch_put(s, "10 a.md", "");
    scratch_put(s, "2 b.md", "");
    scratch_folder(s, "sub");
    scratch_link(s, "sub", "link");
    assert_int_equal(mkfifoat(s->folder.fd, "pipe", 0666), 0);
    assert_int_equal(folder_list(&s->folder, "", &entries, &count, NULL), STATUS_OK);
    static const struct folder_entry want[] = {{(char *)"2 b.md", FOLDER_FILE},
                                               {(char *)"10 a.md", FOLDER_FILE},
                                               {(char *)"link", FOLDER_LINK},
                                               {(char *)"pipe", FOLDER_OTHER},
                                               {(char *)"sub", FOLDER_FOLDER}};
    assert_int_equal(count, 5);
    for (size_t i = 0; i < count; i++) {
        assert_string_equal(entries[i].name, want[i].name);
        assert_int_equal(entries[i].kind, want[i].kind);
    }
    folder_entries_free(entries, count);
    assert_int_equal(folder_list(&s->folder, "link", &entries, &count, NULL), STATUS_OK);
    assert_int_equal(count, 0);
    folder_entries_free(entries, count);
    assert_int_equal(folder_list(&s->folder, "none", &entries, &count, NULL), STATUS_ABSENT);
    assert_int_equal(folder_list(&s->folder, "2 b.md", &entries, &count, NULL), STATUS_REFUSED);
    assert_int_equal(folder_list(&s->folder, ".git", &entries, &count, NULL), STATUS_REFUSED);
}

static void the_order_of_a_list_is_that_of_path_compare(void **state)
{
    const struct scratch *s = *state;
    static const char *const parts[] = {"a",
                                        "B",
                                        "b",
                                        "1",
                                        "01",
                                        "10",
                                        "0",
                                        "-",
                                        "\xC3\xA9",
                                        "123456789012345",
                                        "12345678901234",
                                        "\x7E",
                                        " "};
    enum { PARTS = sizeof(parts) / sizeof(*parts) };
    char name[64];
    for (size_t i = 0; i < PARTS; i++)
        for (size_t j = 0; j < PARTS; j++)
            for (size_t k = 0; k < PARTS; k++) {
                snprintf(name, sizeof(name), "%s%s%s", parts[i], parts[j], parts[k]);
                scratch_put(s, name, "");
            }
    struct folder_entry *entries;
    size_t count;
    assert_int_equal(folder_list(&s->folder, "", &entries, &count, NULL), STATUS_OK);
    assert_true(count > 1000);
    for (size_t i = 1; i < count; i++)
        if (path_compare(view_of(entries[i - 1].name), view_of(entries[i].name)) >= 0)
            fail_msg("\"%s\" stands before \"%s\"", entries[i - 1].name, entries[i].name);
    folder_entries_free(entries, count);
}

static void a_stamp_says_what_it_is(void **state)
{
    const struct scratch *s = *state;
    struct file_stamp stamp, through;
    scratch_put(s, "a.md", "abc");
    scratch_link(s, "a.md", "l.md");
    assert_int_equal(folder_stat(&s->folder, "a.md", &stamp, NULL), STATUS_OK);
    assert_int_equal(folder_stat(&s->folder, "l.md", &through, NULL), STATUS_OK);
    assert_memory_equal(&stamp, &through, sizeof(stamp));
    assert_true(S_ISREG(stamp.mode));
    assert_int_equal(folder_stat(&s->folder, "", &stamp, NULL), STATUS_OK);
    assert_true(S_ISDIR(stamp.mode));
    assert_int_equal(folder_stat(&s->folder, "none", &stamp, NULL), STATUS_ABSENT);
}

/* Two looks are the same: from the open folder, and from the workspace. */
static void looks_alike(const struct scratch *s, struct folder_tour *tour, const char *path)
{
    struct file_stamp one = {0}, two = {0};
    enum status status = folder_stat(&s->folder, path, &two, NULL);
    assert_int_equal(folder_tour_stat(tour, path, &one, NULL), status);
    assert_memory_equal(&one, &two, sizeof(one));
    struct str text = {0}, other = {0};
    status = folder_read(&s->folder, path, 2, &other, &two, NULL);
    assert_int_equal(folder_tour_read(tour, path, 2, &text, &one, NULL), status);
    assert_view_equal(str_view(&text), str_view(&other));
    status = folder_read_start(&s->folder, path, 2, &other, &two, NULL);
    assert_int_equal(folder_tour_read_start(tour, path, 2, &text, &one, NULL), status);
    assert_view_equal(str_view(&text), str_view(&other));
    assert_memory_equal(&one, &two, sizeof(one));
    str_finish(&text);
    str_finish(&other);
}

static void a_tour_sees_what_single_looks_see(void **state)
{
    const struct scratch *s = *state;
    static const char *const paths[] = {
        "a.md",      "l.md",      "out.md",   "none.md",     "d",   "d/b.md",   "d/none.md",
        "d/e/c.md",  "a.md",      "way/b.md", "away/passwd", "",    "../a.md",  ".git/config",
        "none/b.md", "a.md/b.md", "d/up.md",  "d/../a.md",   "d/e", "d/e/c.md",
    };
    struct folder_tour tour;
    scratch_put(s, "a.md", "abc");
    scratch_folder(s, "d");
    scratch_folder(s, "d/e");
    scratch_put(s, "d/b.md", "b");
    scratch_put(s, "d/e/c.md", "c");
    scratch_link(s, "a.md", "l.md");
    scratch_link(s, "/etc/passwd", "out.md");
    scratch_link(s, "../a.md", "d/up.md");
    scratch_link(s, "d", "way");
    scratch_link(s, "/etc", "away");
    folder_tour_begin(&tour, &s->folder);
    for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
        looks_alike(s, &tour, paths[i]);
    for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
        looks_alike(s, &tour, paths[i * 7 % (sizeof(paths) / sizeof(*paths))]);
    folder_tour_end(&tour);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reading_keeps_to_the_limit, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test(a_file_is_read_to_its_end_whatever_its_size_says),
        cmocka_unit_test_setup_teardown(only_regular_files_are_opened, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(links_are_followed_only_inside, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(both_ways_find_the_same_place, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(hostile_names_are_listed_and_refused_or_read, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(a_list_is_in_order_and_leaves_out_git, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(the_order_of_a_list_is_that_of_path_compare, scratch_setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(a_stamp_says_what_it_is, scratch_setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(a_tour_sees_what_single_looks_see, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
