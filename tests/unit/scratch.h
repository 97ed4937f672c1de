#ifndef TESTS_UNIT_SCRATCH_H
#define TESTS_UNIT_SCRATCH_H

#include "core/store/folder.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A folder that lasts as long as one test: `folder` is the workspace, in a temporary folder that
 * also holds `outside`, for what a workspace must not reach. Include after tests/unit/test.h. */

struct scratch {
    char top[512];
    struct folder folder;
};

static inline int scratch_setup(void **state)
{
    struct scratch *s = calloc(1, sizeof(*s));
    const char *tmp = getenv("TMPDIR");
    char path[600];
    snprintf(s->top, sizeof(s->top), "%s/palimpsest-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(s->top));
    snprintf(path, sizeof(path), "%s/outside", s->top);
    assert_int_equal(mkdir(path, 0777), 0);
    snprintf(path, sizeof(path), "%s/w", s->top);
    assert_int_equal(mkdir(path, 0777), 0);
    struct error err;
    if (folder_open(path, &s->folder, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    *state = s;
    return 0;
}

static inline int scratch_teardown(void **state)
{
    struct scratch *s = *state;
    folder_close(&s->folder);
    pid_t pid = fork();
    if (pid == 0) {
        execlp("rm", "rm", "-rf", s->top, (char *)NULL);
        _exit(127);
    }
    waitpid(pid, NULL, 0);
    free(s);
    return 0;
}

static inline void scratch_put(const struct scratch *s, const char *path, const char *text)
{
    int fd = openat(s->folder.fd, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static inline void scratch_folder(const struct scratch *s, const char *path)
{
    assert_int_equal(mkdirat(s->folder.fd, path, 0777), 0);
}

static inline void scratch_link(const struct scratch *s, const char *target, const char *path)
{
    assert_int_equal(symlinkat(target, s->folder.fd, path), 0);
}

static inline void scratch_has(const struct scratch *s, const char *path, const char *want)
{
    char got[4096];
    int fd = openat(s->folder.fd, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        fail_msg("\"%s\" is not there", path);
    ssize_t len = read(fd, got, sizeof(got));
    close(fd);
    assert_true(len >= 0);
    assert_view_equal(view_from(got, (size_t)len), view_of(want));
}

static inline bool scratch_is_there(const struct scratch *s, const char *path)
{
    struct stat st;
    return fstatat(s->folder.fd, path, &st, AT_SYMLINK_NOFOLLOW) == 0;
}

/* How many names there are in a folder, hidden ones too. */
static inline size_t scratch_count(const struct scratch *s, const char *path)
{
    struct folder_entry *entries;
    size_t count;
    assert_int_equal(folder_list(&s->folder, path, &entries, &count, NULL), STATUS_OK);
    folder_entries_free(entries, count);
    return count;
}

#endif
