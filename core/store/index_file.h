#ifndef CORE_STORE_INDEX_FILE_H
#define CORE_STORE_INDEX_FILE_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <git2.h>
#include <stdint.h>
#include <sys/stat.h>

/* Private to core/store: git's index as bytes, of versions 2, 3 and 4, kept between commits.
 * core/store/index_file.c says why it is not libgit2's. */

struct index_file {
    struct str bytes;        /* the whole file with its checksum; empty: there is none */
    unsigned version;        /* 2, 3 or 4 */
    uint32_t count;          /* entries, all stages */
    size_t entries_end;      /* where the extensions begin */
    struct timespec written; /* the file's own time: entries as young as that are to be doubted */
};

/* What the index remembers of a file on disk so that `git status` need not read it. */
struct index_stat {
    uint32_t ctime, ctime_ns, mtime, mtime_ns, dev, ino, uid, gid, size;
};
struct index_stat index_stat_of(const struct stat *st);

/* What one commit does to one path. */
struct path_edit {
    char *path;
    bool remove;
    git_oid id;             /* unless removed */
    uint32_t mode;          /* 0100644 or 0100755 */
    struct index_stat stat; /* all zero: unknown, git will look for itself */
};
/* By bytes, the order of the index. */
int path_edit_compare(const void *a, const void *b);

struct index_entry {
    struct view path; /* borrowed until the cursor moves */
    git_oid id;
    uint32_t mode;
    unsigned stage;
    bool intended; /* `git add -N`: nothing is staged but the wish */
    struct index_stat stat;
};
struct index_cursor {
    const struct index_file *index;
    size_t at, next; /* the bytes of the entry */
    uint32_t left;
    struct str name; /* version 4 keeps names as changes to the one before */
    struct index_entry entry;
    bool malformed;
};
void index_cursor_init(struct index_cursor *cursor, const struct index_file *index);
/* False at the end, or where the bytes make no sense (then `malformed`). */
bool index_cursor_next(struct index_cursor *cursor);
void index_cursor_finish(struct index_cursor *cursor);

/* Makes `index` what stands in the file at `path`, reading nothing when its checksum says that this
 * is what it holds already. No file: an empty index. Anything unreadable is an error and `index` is
 * then empty but never to be used. */
MUST_CHECK enum status index_file_load(struct index_file *index, const char *path,
                                       struct error *err);
/* `old` with `edits` (sorted, one for each path) carried out, complete with its checksum, and
 * checked by reading it anew. */
MUST_CHECK enum status index_file_edit(const struct index_file *old, const struct path_edit *edits,
                                       size_t count, struct index_file *out, struct error *err);
/* Writes it to a new file `path`, synced. */
MUST_CHECK enum status index_file_write(const struct index_file *index, const char *path,
                                        mode_t mode, struct error *err);
void index_file_finish(struct index_file *index);

/* Adds the extension TREE of `old` (without its 8 bytes of header) to `out`, with the trees above
 * every edited path marked as unknown. False, and nothing added, when it makes no sense. */
bool index_tree_invalidate(struct view old, const struct path_edit *edits, size_t count,
                           struct str *out);

#endif
