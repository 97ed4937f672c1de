#include "tests/unit/test.h"

#include "core/base/path.h"
#include "core/workspace/search_cache.h"
#include "tests/unit/search_desk.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* The index between two runs. */

static int setup(void **state)
{
    char folder[600];
    scratch_setup(state);
    struct scratch *s = *state;
    snprintf(folder, sizeof(folder), "%s/cache", s->top);
    setenv("XDG_CACHE_HOME", folder, 1);
    scratch_folder(s, "memory");
    scratch_folder(s, "Garden");
    put_aged(s, "memory/Horney.md", "---\ntitle: Karen Horney\n---\n\nThe tyranny.\n", 100);
    put_aged(s, "memory/The_Lake.md", "# The lake\n\nBy the water Horney was read.\n", 200);
    put_aged(s, "todo.md", "- [ ] read Horney again\n", 400);
    put_aged(s, "Garden/bench.md", "Compensation is no cure.\n", 300);
    return 0;
}

static int teardown(void **state)
{
    unsetenv("XDG_CACHE_HOME");
    return scratch_teardown(state);
}

static void the_cache_is_read_and_not_believed(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    assert_int_equal(search_cache_load(index, s->folder.path, NULL), STATUS_ABSENT);
    assert_int_equal(search_cache_save(index, s->folder.path, NULL), STATUS_OK);
    search_index_free(index);
    index = search_index_new();
    assert_int_equal(search_cache_load(index, s->folder.path, NULL), STATUS_OK);
    assert_int_equal(search_index_count(index), 4);
    put_aged(s, "Garden/bench.md", "another text\n", 10);
    assert_int_equal(unlinkat(s->folder.fd, "todo.md", 0), 0);
    sync_with(index, s, false);
    finds(index, s, "another", "Garden/bench.md");
    finds(index, s, "horney", "memory/Horney.md memory/The_Lake.md");
    search_index_free(index);
}

/* The only file in the folder of caches. */
static char *cache_path(const struct scratch *s)
{
    struct dirent *entry;
    char *path = NULL, folder[600];
    snprintf(folder, sizeof(folder), "%s/cache/palimpsest/index", s->top);
    DIR *list = opendir(folder);
    assert_non_null(list);
    while ((entry = readdir(list)))
        if (entry->d_name[0] != '.') {
            assert_null(path);
            path = path_join(folder, entry->d_name);
        }
    closedir(list);
    assert_non_null(path);
    return path;
}

static void a_kept_index_outlives_its_file(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    finds(index, s, "tyranny", "memory/Horney.md");
    assert_int_equal(search_cache_save(index, s->folder.path, NULL), STATUS_OK);
    char *path = cache_path(s);
    assert_int_equal(unlink(path), 0);
    finds(index, s, "tyranny", "memory/Horney.md");
    search_index_rest(index);
    finds(index, s, "tyranny", "memory/Horney.md");
    put_aged(s, "Garden/bench.md", "another text\n", 10);
    sync_with(index, s, false);
    finds(index, s, "another", "Garden/bench.md");
    /* It holds now what was mapped and what was made; the next has both, and is mapped whole. */
    assert_int_equal(search_cache_save(index, s->folder.path, NULL), STATUS_OK);
    assert_int_equal(search_cache_save(index, s->folder.path, NULL), STATUS_OK);
    finds(index, s, "another", "Garden/bench.md");
    finds(index, s, "tyranny", "memory/Horney.md");
    search_index_free(index);
    free(path);
}

static void a_damaged_cache_counts_as_none(void **state)
{
    struct scratch *s = *state;
    struct search_index *index = index_of(s);
    assert_int_equal(search_cache_save(index, s->folder.path, NULL), STATUS_OK);
    search_index_free(index);
    char *path = cache_path(s);
    struct stat st;
    assert_int_equal(stat(path, &st), 0);
    for (off_t at = 0; at < st.st_size; at += at < 64 ? 1 : 61) {
        char byte;
        int fd = open(path, O_RDWR | O_CLOEXEC);
        assert_int_equal(pread(fd, &byte, 1, at), 1);
        byte ^= 0x41;
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
        index = search_index_new();
        assert_int_equal(search_cache_load(index, s->folder.path, NULL), STATUS_INVALID);
        assert_int_equal(search_index_count(index), 0);
        search_index_free(index);
        byte ^= 0x41;
        assert_int_equal(pwrite(fd, &byte, 1, at), 1);
        close(fd);
    }
    for (off_t size = 0; size < st.st_size; size += size < 64 ? 1 : 61) {
        assert_int_equal(truncate(path, st.st_size - 1 - size), 0);
        index = search_index_new();
        assert_int_equal(search_cache_load(index, s->folder.path, NULL), STATUS_INVALID);
        search_index_free(index);
    }
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_cache_is_read_and_not_believed, setup, teardown),
        cmocka_unit_test_setup_teardown(a_kept_index_outlives_its_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_damaged_cache_counts_as_none, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
