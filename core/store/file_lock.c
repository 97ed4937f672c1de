/* git's locks, and how a stale one is proved to be ours.
 *
 * git takes a lock by making the file; it cannot say who did. Ours has one line in it and is held
 * with flock before it gets its name (made under another name, then linked), so at no moment is
 * there a lock of ours without both. The kernel drops a flock when its process ends, however it
 * ends: a lock that holds our line and that flock gives us is a dead writer's, and only such a one
 * is ever removed. Of several that find it, flock lets one at a time look, and each looks again
 * whether the name still means that file. */
#include "core/store/file_lock.h"

#include "core/base/clock.h"
#include "core/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static const char mark[] = "palimpsest writes; process ";

static char *lock_path(const char *git_path, const char *name, const char *suffix)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s%s", git_path, name, suffix) < 0)
        abort();
    return path;
}

static void remove_if_dead(const char *path)
{
    char line[sizeof(mark)] = "";
    struct stat held, named;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    bool ours = pread(fd, line, sizeof(mark) - 1, 0) == (ssize_t)sizeof(mark) - 1 &&
                memcmp(line, mark, sizeof(mark) - 1) == 0;
    if (ours && flock(fd, LOCK_EX | LOCK_NB) == 0 && fstat(fd, &held) == 0 &&
        lstat(path, &named) == 0 && held.st_ino == named.st_ino && held.st_dev == named.st_dev)
        unlink(path);
    close(fd);
}

/* A locked file with our line in it, still under a name of its own. */
static int make_held(char *path)
{
    char line[96];
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd < 0)
        return -1;
    int len = snprintf(line, sizeof(line), "%s%ld\n", mark, (long)getpid());
    if (flock(fd, LOCK_EX | LOCK_NB) == 0 && write(fd, line, (size_t)len) == len)
        return fd;
    unlink(path);
    close(fd);
    return -1;
}

/* On a file system without hard links the name is taken first and the line follows. */
static int link_or_make(int fd, const char *from, const char *to)
{
    if (link(from, to) == 0)
        return 0;
    if (errno != EPERM && errno != EOPNOTSUPP && errno != EMLINK)
        return -1;
    int made = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0)
        return -1;
    close(made);
    return rename(from, to) == 0 && fd >= 0 ? 0 : -1;
}

enum status file_lock_take(const char *git_path, const char *name, struct file_lock *out,
                           struct error *err)
{
    char *path = lock_path(git_path, name, ".lock");
    char *draft = lock_path(git_path, "palimpsest-XXXXXX", "");
    enum status status = STATUS_OK;
    int fd = make_held(draft);
    if (fd < 0) {
        status = error_system(err, errno, "no lock can be made in %s", git_path);
        goto out;
    }
    int code = link_or_make(fd, draft, path);
    if (code != 0 && errno == EEXIST) {
        remove_if_dead(path);
        code = link_or_make(fd, draft, path);
    }
    if (code != 0) {
        status = errno == EEXIST ? error_set(err, STATUS_BUSY, "another program holds %s", path)
                                 : error_system(err, errno, "%s cannot be made", path);
        close(fd);
    } else {
        *out = (struct file_lock){.fd = fd, .path = path};
        path = NULL;
    }
    unlink(draft);
out:
    free(path);
    free(draft);
    return status;
}

void file_lock_nap(void)
{
    unsigned short random = 0;
    if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0)
        random = (unsigned short)clock_ticks();
    struct timespec time = {.tv_nsec = 1000000L + random % 49000 * 1000L};
    nanosleep(&time, NULL);
}

void file_lock_drop(struct file_lock *lock)
{
    if (!lock->path)
        return;
    unlink(lock->path);
    close(lock->fd);
    free(lock->path);
    *lock = (struct file_lock){0};
}
