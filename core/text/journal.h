#ifndef CORE_TEXT_JOURNAL_H
#define CORE_TEXT_JOURNAL_H

#include "core/text/buffer.h"

/* The edit journal (promise P5): what is done to a text is appended to a file in a state folder
 * before it is saved, so that a crash loses at most what was not synced. One journal is one text in
 * one process. `folder` is a descriptor of the state folder; it is borrowed for the call. */

#define JOURNAL_RECORD_MAX (64 << 20)
#define JOURNAL_FILE_MAX (1 << 30)

struct journal;

/* Makes a new file, mode 0600, for the text `base` of the file that people know as `path`. */
MUST_CHECK enum status journal_new(int folder, const char *path, const struct rope *base,
                                   struct journal **out, struct error *err);
/* Lets go of it; the file stays, and what it could not write so far is lost. */
void journal_close(struct journal *journal);
/* Lets go of it and removes the file: nothing in it is wanted any more. */
MUST_CHECK enum status journal_remove(struct journal *journal, struct error *err);
/* Its name in the folder; borrowed. */
const char *journal_name(const struct journal *journal);

/* Appends that `removed` bytes at `pos` became `inserted`, by one write (by several when it is over
 * JOURNAL_RECORD_MAX). `ticks` is clock_ticks(). After STATUS_IO it is kept and written by the next
 * call that succeeds, until journal_is_lost(). */
MUST_CHECK enum status journal_add(struct journal *journal, size_t pos, size_t removed,
                                   const struct rope *inserted, int64_t ticks, struct error *err);
/* Appends that the file is about to become `text`, which is what the journal leads to. To be called
 * and synced before the save begins: whether the save then happens or not, recovery finds by the
 * text that lies there where to go on. */
MUST_CHECK enum status journal_add_save(struct journal *journal, const struct rope *text,
                                        int64_t ticks, struct error *err);
/* Milliseconds until a sync is due: one second after the first change or at fifty characters. 0:
 * now. -1: all is synced. */
int64_t journal_due(const struct journal *journal, int64_t ticks);
/* Puts all on the disk. Due also before save, commit, shell and suspend. */
MUST_CHECK enum status journal_sync(struct journal *journal, struct error *err);
/* The same in three parts, so that nothing waits for the disk: the first and the last where the
 * journal is, the middle on any thread. What is added in between is for the next sync. False when
 * there is nothing to sync or it failed (then `*status` is not STATUS_OK). After a true one the
 * third must follow, with the journal or, when that is gone, NULL. */
struct journal_syncing {
    int fd, folder; /* of its own */
    int code;       /* 0, or an error number */
};
bool journal_sync_begin(struct journal *journal, struct journal_syncing *out, enum status *status,
                        struct error *err);
void journal_sync_run(struct journal_syncing *syncing);
MUST_CHECK enum status journal_sync_end(struct journal *journal, struct journal_syncing *syncing,
                                        struct error *err);
/* A sync failed, JOURNAL_FILE_MAX was reached, or too much waits to be written: it takes no more
 * (STATUS_IO, STATUS_LIMIT). What it holds stays; begin a new one, with the text of the file as its
 * base and all of the text now as its first change, and remove this one when that is synced. */
bool journal_is_lost(const struct journal *journal);

/* A journal that a process left behind. */
struct journal_entry {
    char *name; /* in the folder */
    char *path; /* as given to journal_new: untrusted */
    int64_t time;
};

struct journal_list {
    struct journal_entry *entries; /* the latest first */
    size_t count, cap;
    size_t unreadable; /* files named like journals whose head says nothing */
};

/* The journals in `folder` whose process is gone. Those of living ones, this one among them, are
 * not looked into. */
MUST_CHECK enum status journal_list(int folder, struct journal_list *out, struct error *err);
void journal_list_finish(struct journal_list *list);
/* Removes one for good: what it held has been taken into a journal of ours and synced, or is not
 * wanted. STATUS_BUSY when its process lives. */
MUST_CHECK enum status journal_drop(int folder, const char *name, struct error *err);

/* What a journal says, up to the first byte that is not as it was written. */
struct journal_log {
    struct str bytes; /* the file without what is behind that */
    char *path;
    uint64_t base_hash;
    size_t base_length;
    size_t first;  /* where the records begin */
    size_t count;  /* records */
    size_t length; /* of the text that it leads to */
    bool torn;     /* something stood behind */
};

enum journal_kind {
    JOURNAL_INSERT,
    JOURNAL_DELETE,
    JOURNAL_REPLACE,
    JOURNAL_SAVE,
};

struct journal_record {
    enum journal_kind kind;
    size_t pos, removed;
    struct view inserted; /* borrowed from the log */
    uint64_t hash;        /* of a save: the text's, and its length */
    size_t length;
};

MUST_CHECK enum status journal_read(int folder, const char *name, struct journal_log *out,
                                    struct error *err);
/* Takes `bytes`, whatever becomes of them. STATUS_INVALID when their head cannot be read. */
MUST_CHECK enum status journal_parse(struct str *bytes, struct journal_log *out, struct error *err);
void journal_log_finish(struct journal_log *log);
/* Goes through the records; `*at` is 0 at first. */
bool journal_next(const struct journal_log *log, size_t *at, struct journal_record *record);

/* The text that was being edited, made from `base`, the text of the file now: that of the beginning
 * or of one of the saves. STATUS_CONFLICT when it is none of these. */
MUST_CHECK enum status journal_rebuild(const struct journal_log *log, struct view base,
                                       struct buffer **out, struct error *err);
/* What can be offered without a base: the runs that were put in, each followed by an LF. */
void journal_add_words(const struct journal_log *log, struct str *out);

#endif
