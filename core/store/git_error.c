/* The border to libgit2: its start and its errors.
 *
 * libgit2 keeps its last error for each thread, so a failure must be translated before the next
 * call. "Not there" and "could not be read" stay different answers: nothing but GIT_ENOTFOUND
 * becomes STATUS_ABSENT, and a foreign owner, which this version reports as a missing configuration
 * value, becomes STATUS_REFUSED. */
#include "core/store/git_error.h"

#include "core/base/memory.h"
#include "core/base/str.h"

#include <git2.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OBJECT_LIMIT ((size_t)64 << 20)
/* A walk reads each commit once: libgit2's 256 MiB would fill and serve nobody. */
#define CACHE_LIMIT ((ssize_t)8 << 20)

/* libgit2 reads all certificates of the system at its start, for connections: half of the time of
 * `palimpsest log`. Nothing here connects. The linker takes this one for libgit2's call; with no
 * certificate it would trust no server, so what connects one day fails until this goes. */
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path)
{
    (void)chain;
    (void)path;
    return 0;
}

static pthread_once_t start_once = PTHREAD_ONCE_INIT;
static int start_code;

static void start(void)
{
    start_code = git_libgit2_init();
    if (start_code < 0)
        return;
    git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
    git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECT_SIZE, OBJECT_LIMIT);
    git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, CACHE_LIMIT);
}

enum status git_start(struct error *err)
{
    pthread_once(&start_once, start);
    if (start_code < 0)
        return error_set(err, STATUS_IO, "libgit2 did not start; history cannot be used");
    return STATUS_OK;
}

static enum status git_status_of(int code, const char *said)
{
    if (code == GIT_EOWNER || strstr(said, "safe.directory"))
        return STATUS_REFUSED;
    switch (code) {
    case GIT_ENOTFOUND:
        return STATUS_ABSENT;
    case GIT_ELOCKED:
    case GIT_EMODIFIED:
        return STATUS_BUSY;
    case GIT_EEXISTS:
        return STATUS_EXISTS;
    case GIT_EUSER:
        return STATUS_CANCELLED;
    case GIT_EINVALIDSPEC:
        return STATUS_INVALID;
    default:
        return STATUS_IO;
    }
}

enum status git_failed(struct error *err, int code, const char *format, ...)
{
    const git_error *last = git_error_last();
    const char *said = last && last->message ? last->message : "no reason was given";
    enum status status = git_status_of(code, said);
    if (strstr(said, "safe.directory"))
        said = "it belongs to another user";
    char what[400];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof(what), format, args);
    va_end(args);
    error_set(err, status, "%s: %s", what, said);
    if (err)
        for (char *c = err->text; *c; c++)
            if (*c == '\n' || *c == '\r')
                *c = ' ';
    return status;
}
