/* Writing a journal.
 *
 * A record first goes to `waiting` and from there to the file at `end`, the place up to which all
 * was written; when a write fails, or writes a part only, the rest waits and is written at its
 * place with what comes next. So the file never has a gap, and a torn record is always the last
 * one. After a failed sync nobody knows what is on the disk, and asking again may say that all is
 * well: such a journal is lost. */
#include "core/text/journal_parts.h"

#include "core/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

enum {
    SYNC_TICKS = 1000,
    SYNC_CHARS = 50,
    NAMES_TRIED = 1000,
    ROOM_KEPT = 64 * 1024,
    PART_MAX = JOURNAL_RECORD_MAX - 64, /* leaves room for kind and numbers */
};

struct journal {
    int folder, fd;
    char *name, *path;
    uint32_t crc; /* of the last record, written or waiting */
    struct str waiting;
    off_t end;
    enum status lost; /* STATUS_OK until it is */
    bool named;       /* the folder was synced, so that the file's name is on the disk */
    bool changed;     /* since the last sync, */
    unsigned syncing; /* or what the ones under way elsewhere began from */
    int64_t since;    /* ticks of the first change that is not synced */
    size_t chars;     /* not synced, counted by bytes */
};

static enum status lose(struct journal *journal, enum status status)
{
    str_finish(&journal->waiting);
    journal->lost = status;
    return status;
}

static enum status say_lost(const struct journal *journal, struct error *err)
{
    return error_set(err, journal->lost,
                     "the edit journal of %s takes no more: save, or begin a new one",
                     journal->path);
}

static enum status write_waiting(struct journal *journal, struct error *err)
{
    struct str *waiting = &journal->waiting;
    size_t done = 0;
    int code = 0;
    while (done < waiting->len && code == 0) {
        ssize_t part = pwrite(journal->fd, waiting->data + done, waiting->len - done, journal->end);
        if (part > 0) {
            done += (size_t)part;
            journal->end += part;
        } else if (part == 0 || errno != EINTR) {
            code = part == 0 ? ENOSPC : errno;
        }
    }
    str_replace(waiting, 0, done, VIEW(""));
    if (waiting->len == 0 && waiting->cap > ROOM_KEPT)
        str_finish(waiting);
    if (code == 0)
        return STATUS_OK;
    if (waiting->len > JOURNAL_RECORD_MAX)
        lose(journal, STATUS_IO);
    return error_system(err, code, "unsaved changes to %s are not safe: no edit journal",
                        journal->path);
}

/* Takes the record to the file, or keeps it waiting. */
static enum status add_record(struct journal *journal, struct view body, struct error *err)
{
    if (journal->lost != STATUS_OK)
        return say_lost(journal, err);
    uint64_t size = (uint64_t)journal->end + journal->waiting.len + JOURNAL_FRAME + body.len;
    if (size > JOURNAL_FILE_MAX) {
        lose(journal, STATUS_LIMIT);
        return say_lost(journal, err);
    }
    journal->crc = journal_add_frame(&journal->waiting, journal->crc, body);
    return write_waiting(journal, err);
}

static void note_change(struct journal *journal, size_t chars, int64_t ticks)
{
    if (!journal->changed)
        journal->since = ticks;
    journal->changed = true;
    journal->chars += chars < SYNC_CHARS ? chars : SYNC_CHARS;
}

/* One record: part [from, to) of `inserted`. */
static enum status add_part(struct journal *journal, size_t pos, size_t removed,
                            const struct rope *inserted, size_t from, size_t to, struct error *err)
{
    struct str body = {0};
    str_add_char(&body, removed == 0 ? 'i' : from == to ? 'd' : 'r');
    bytes_add_count(&body, pos);
    if (removed > 0)
        bytes_add_count(&body, removed);
    rope_add_range(inserted, from, to, &body);
    enum status status = add_record(journal, str_view(&body), err);
    str_finish(&body);
    return status;
}

enum status journal_add(struct journal *journal, size_t pos, size_t removed,
                        const struct rope *inserted, int64_t ticks, struct error *err)
{
    size_t length = rope_length(inserted), from = 0;
    enum status status = STATUS_OK;
    if (removed == 0 && length == 0)
        return STATUS_OK;
    note_change(journal, removed > length ? removed : length, ticks);
    do {
        size_t to = length - from > PART_MAX ? from + PART_MAX : length;
        status = add_part(journal, pos + from, from == 0 ? removed : 0, inserted, from, to, err);
        from = to;
    } while (from < length);
    return status;
}

enum status journal_add_save(struct journal *journal, const struct rope *text, int64_t ticks,
                             struct error *err)
{
    struct str body = {0};
    str_add_char(&body, 's');
    bytes_add64(&body, rope_hash(text));
    bytes_add_count(&body, rope_length(text));
    note_change(journal, 0, ticks);
    enum status status = add_record(journal, str_view(&body), err);
    str_finish(&body);
    return status;
}

int64_t journal_due(const struct journal *journal, int64_t ticks)
{
    int64_t passed;
    if (!journal->changed || journal->lost != STATUS_OK)
        return -1;
    if (journal->chars >= SYNC_CHARS || __builtin_sub_overflow(ticks, journal->since, &passed) ||
        passed < 0 || passed >= SYNC_TICKS)
        return 0;
    return SYNC_TICKS - passed;
}

/* Returns 0 or an error number. A file system that cannot sync a folder says EINVAL. */
static int sync_fd(int fd, bool folder)
{
    int code;
    do
        code = (folder ? fsync(fd) : fdatasync(fd)) == 0 ? 0 : errno;
    while (code == EINTR);
    return folder && code == EINVAL ? 0 : code;
}

enum status journal_sync(struct journal *journal, struct error *err)
{
    if (journal->lost != STATUS_OK)
        return say_lost(journal, err);
    if (!journal->changed && !journal->syncing)
        return STATUS_OK;
    enum status status = write_waiting(journal, err);
    if (status != STATUS_OK)
        return status;
    int code = sync_fd(journal->fd, false);
    if (code == 0 && !journal->named)
        code = sync_fd(journal->folder, true);
    if (code != 0) {
        lose(journal, STATUS_IO);
        return error_system(err, code, "unsaved changes to %s may not be on the disk",
                            journal->path);
    }
    journal->named = true;
    journal->changed = false;
    journal->chars = 0;
    return STATUS_OK;
}

bool journal_sync_begin(struct journal *journal, struct journal_syncing *out, enum status *status,
                        struct error *err)
{
    *out = (struct journal_syncing){.fd = -1, .folder = -1};
    *status = journal->lost != STATUS_OK ? say_lost(journal, err) : STATUS_OK;
    if (*status == STATUS_OK && journal->changed)
        *status = write_waiting(journal, err);
    if (*status != STATUS_OK || !journal->changed)
        return false;
    out->fd = fcntl(journal->fd, F_DUPFD_CLOEXEC, 0);
    if (out->fd >= 0 && !journal->named)
        out->folder = fcntl(journal->folder, F_DUPFD_CLOEXEC, 0);
    if (out->fd < 0 ||
        (!journal->named && out->folder < 0)) { /* no descriptor is left: here then */
        if (out->fd >= 0)
            close(out->fd);
        *status = journal_sync(journal, err);
        return false;
    }
    journal->changed = false;
    journal->chars = 0;
    journal->syncing++;
    return true;
}

void journal_sync_run(struct journal_syncing *syncing)
{
    syncing->code = sync_fd(syncing->fd, false);
    if (syncing->code == 0 && syncing->folder >= 0)
        syncing->code = sync_fd(syncing->folder, true);
}

enum status journal_sync_end(struct journal *journal, struct journal_syncing *syncing,
                             struct error *err)
{
    bool with_folder = syncing->folder >= 0;
    close(syncing->fd);
    if (with_folder)
        close(syncing->folder);
    if (!journal)
        return STATUS_OK;
    journal->syncing--;
    if (syncing->code != 0) {
        lose(journal, STATUS_IO);
        return error_system(err, syncing->code, "unsaved changes to %s may not be on the disk",
                            journal->path);
    }
    journal->named = journal->named || with_folder;
    return STATUS_OK;
}

bool journal_is_lost(const struct journal *journal)
{
    return journal->lost != STATUS_OK;
}

const char *journal_name(const struct journal *journal)
{
    return journal->name;
}

/* A file that was not there. The lock shows other processes on this machine that it is in use, also
 * where they do not see our process id; where there are no locks that id has to do. */
static int make_file(struct journal *journal)
{
    for (unsigned i = 0; i < NAMES_TRIED; i++) {
        char name[64];
        snprintf(name, sizeof(name), "edit-%ld-%u" JOURNAL_SUFFIX, (long)getpid(), i);
        journal->fd = openat(journal->folder, name,
                             O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (journal->fd >= 0) {
            journal->name = mem_string(name);
            (void)flock(journal->fd, LOCK_EX | LOCK_NB);
            return 0;
        }
        if (errno != EEXIST)
            return errno;
    }
    return EEXIST;
}

static enum status write_head(struct journal *journal, const struct rope *base, struct error *err)
{
    const struct journal_head head = {
        .process = journal_process_self(),
        .base_hash = rope_hash(base),
        .base_length = rope_length(base),
        .path = view_of(journal->path),
    };
    journal_add_head(&journal->waiting, &head, &journal->crc);
    return write_waiting(journal, err);
}

enum status journal_new(int folder, const char *path, const struct rope *base, struct journal **out,
                        struct error *err)
{
    struct view shown = view_of(path);
    if (shown.len == 0 || shown.len > JOURNAL_PATH_MAX)
        return error_set(err, STATUS_INVALID, "a path of %zu bytes cannot be journaled", shown.len);
    struct journal *journal = mem_zalloc(1, sizeof(*journal));
    journal->path = mem_string(path);
    journal->fd = -1;
    journal->folder = fcntl(folder, F_DUPFD_CLOEXEC, 0);
    enum status status;
    int code = journal->folder < 0 ? errno : make_file(journal);
    if (code != 0) {
        status = error_system(err, code, "no edit journal for %s can be made", path);
        goto out;
    }
    status = write_head(journal, base, err);
    if (status != STATUS_OK) {
        unlinkat(journal->folder, journal->name, 0);
        goto out;
    }
    *out = journal;
    journal = NULL;
out:
    journal_close(journal);
    return status;
}

void journal_close(struct journal *journal)
{
    if (!journal)
        return;
    if (journal->fd >= 0)
        close(journal->fd);
    if (journal->folder >= 0)
        close(journal->folder);
    str_finish(&journal->waiting);
    free(journal->name);
    free(journal->path);
    free(journal);
}

enum status journal_remove(struct journal *journal, struct error *err)
{
    enum status status = STATUS_OK;
    if (unlinkat(journal->folder, journal->name, 0) != 0 && errno != ENOENT)
        status =
            error_system(err, errno, "the edit journal of %s cannot be removed", journal->path);
    journal_close(journal);
    return status;
}
