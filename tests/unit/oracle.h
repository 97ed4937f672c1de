#ifndef TESTS_UNIT_ORACLE_H
#define TESTS_UNIT_ORACLE_H

#include "core/base/str.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* The git program, asked about texts, in a temporary folder. */

struct oracle {
    char top[512];
};

static inline void oracle_path(const struct oracle *oracle, const char *name, char path[600])
{
    snprintf(path, 600, "%s/%s", oracle->top, name);
}

static inline void oracle_put(const struct oracle *oracle, const char *name, struct view text)
{
    char path[600];
    oracle_path(oracle, name, path);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text.data, text.len), text.len);
    close(fd);
}

/* Runs `argv` in the folder and appends what it prints. Its exit status, or -1. */
static inline int oracle_run(const struct oracle *oracle, const char *const *argv, struct str *out)
{
    char buffer[4096];
    int ends[2], status;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
        dup2(ends[1], STDOUT_FILENO);
        dup2(null, STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        if (chdir(oracle->top) == 0)
            execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    close(ends[1]);
    for (ssize_t got; (got = read(ends[0], buffer, sizeof(buffer))) > 0;)
        str_add(out, view_from(buffer, (size_t)got));
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* False, and nothing is left behind, when there is no git. */
static inline bool oracle_begin(struct oracle *oracle)
{
    static const char *const version[] = {"git", "--version", NULL};
    struct str text = {0};
    const char *tmp = getenv("TMPDIR");
    snprintf(oracle->top, sizeof(oracle->top), "%s/palimpsest-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(oracle->top));
    bool there = oracle_run(oracle, version, &text) == 0;
    str_finish(&text);
    if (!there)
        rmdir(oracle->top);
    return there;
}

static inline void oracle_end(const struct oracle *oracle)
{
    static const char *const names[] = {"old", "new", "base", "mine", "theirs"};
    char path[600];
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        oracle_path(oracle, names[i], path);
        unlink(path);
    }
    assert_int_equal(rmdir(oracle->top), 0);
}

/* As git counts the changed lines; 0 and 0 when nothing differs. */
static inline void oracle_numstat(const struct oracle *oracle, struct view old, struct view new,
                                  size_t *added, size_t *removed)
{
    static const char *const diff[] = {"git",       "diff", "--no-index", "--text",
                                       "--numstat", "old",  "new",        NULL};
    struct str text = {0};
    oracle_put(oracle, "old", old);
    oracle_put(oracle, "new", new);
    assert_in_range(oracle_run(oracle, diff, &text), 0, 1);
    *added = *removed = 0;
    if (text.len > 0) {
        char *end;
        *added = strtoul(text.data, &end, 10);
        *removed = strtoul(end, NULL, 10);
    }
    str_finish(&text);
}

/* git's merge of the three texts. False when it has conflicts. */
static inline bool oracle_merge(const struct oracle *oracle, struct view base, struct view mine,
                                struct view theirs, struct str *out)
{
    static const char *const merge[] = {"git",  "merge-file", "-p",     "-q",
                                        "mine", "base",       "theirs", NULL};
    oracle_put(oracle, "base", base);
    oracle_put(oracle, "mine", mine);
    oracle_put(oracle, "theirs", theirs);
    return oracle_run(oracle, merge, out) == 0;
}

#endif
