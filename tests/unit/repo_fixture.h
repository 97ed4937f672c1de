#ifndef TESTS_UNIT_REPO_FIXTURE_H
#define TESTS_UNIT_REPO_FIXTURE_H

#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/store/repository.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A temporary folder in which the tests of history work, and the git program beside us. The shell
 * runs in it; our functions get its path. */

struct fixture {
    char dir[256];
    struct repository *repo;
    struct error err;
};

static const struct identity reader = {.name = "the reader", .email = "reader@example.org"};

/* The exit status of a shell command line run in the folder. */
PRINTF_LIKE(2, 3) static inline int shell(const struct fixture *f, const char *format, ...)
{
    char *line = NULL, *all = NULL;
    va_list args;
    va_start(args, format);
    int len = vasprintf(&line, format, args);
    va_end(args);
    if (len < 0 || asprintf(&all, "cd '%s' && { %s\n}", f->dir, line) < 0)
        abort();
    int code = system(all);
    free(line);
    free(all);
    return code;
}

/* What a shell command line prints, without its last line end; the caller frees. */
static inline char *shell_text(const struct fixture *f, const char *command)
{
    struct str out = {0};
    char *all = NULL, part[512];
    if (asprintf(&all, "cd '%s' && { %s\n}", f->dir, command) < 0)
        abort();
    FILE *pipe = popen(all, "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(part, 1, sizeof(part), pipe)) > 0;)
        str_add(&out, view_from(part, n));
    pclose(pipe);
    free(all);
    if (out.len > 0 && out.data[out.len - 1] == '\n')
        str_replace(&out, out.len - 1, out.len, view_of(""));
    return out.data ? str_take(&out) : mem_string("");
}

#define assert_shell(f, command, want)                                                             \
    do {                                                                                           \
        char *got_ = shell_text(f, command);                                                       \
        if (strcmp(got_, want) != 0)                                                               \
            fail_msg("%s gives \"%s\", want \"%s\"", command, got_, want);                         \
        free(got_);                                                                                \
    } while (0)

#define assert_ok(f, call)                                                                         \
    do {                                                                                           \
        if ((call) != STATUS_OK)                                                                   \
            fail_msg("%s: %s", #call, (f)->err.text);                                              \
    } while (0)

/* An empty folder. */
static inline int fixture_start(void **state)
{
    struct fixture *f = mem_zalloc(1, sizeof(*f));
    const char *base = getenv("TMPDIR");
    snprintf(f->dir, sizeof(f->dir), "%s/palimpsest-XXXXXX", base ? base : "/tmp");
    *state = f;
    setenv("GIT_AUTHOR_NAME", "the companion", 1);
    setenv("GIT_AUTHOR_EMAIL", "companion@example.org", 1);
    setenv("GIT_COMMITTER_NAME", "the companion", 1);
    setenv("GIT_COMMITTER_EMAIL", "companion@example.org", 1);
    return mkdtemp(f->dir) ? 0 : -1;
}

/* A folder with a repository of our making, open, and nothing in it. */
static inline int fixture_start_repo(void **state)
{
    if (fixture_start(state) != 0)
        return -1;
    struct fixture *f = *state;
    return repository_create(f->dir, &f->repo, &f->err) == STATUS_OK ? 0 : -1;
}

static inline int fixture_end(void **state)
{
    struct fixture *f = *state;
    repository_free(f->repo);
    int code = shell(f, "rm -rf \"$PWD\"");
    free(f);
    return code;
}

/* git's own opinion: nothing staged, nothing different, nothing broken, the index what HEAD is. */
static inline void assert_clean(struct fixture *f)
{
    assert_shell(f, "git status --porcelain", "");
    assert_shell(f, "git fsck --strict --no-dangling 2>&1", "");
    assert_int_equal(shell(f, "git ls-files -s | cut -f2 >.git/a && git ls-tree -r --name-only "
                              "HEAD >.git/b && cmp -s .git/a .git/b"),
                     0);
}

#endif
