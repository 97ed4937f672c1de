#ifndef CORE_STORE_FOLDER_H
#define CORE_STORE_FOLDER_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <stdint.h>
#include <sys/types.h>

/* The workspace's folder, held open by descriptor, and safe reading below it. Paths are relative.
 * No symlink is followed out of the folder; only regular files are opened, without blocking. */

struct folder {
    int fd;
    char *path; /* absolute, for messages and git */
};

struct file_stamp {
    int64_t size, mtime; /* mtime in nanoseconds */
    uint64_t inode, device;
    uint32_t mode;
    uint32_t links;
};

/* STATUS_ABSENT when `path` is not there. */
MUST_CHECK enum status folder_open(const char *path, struct folder *out, struct error *err);
void folder_close(struct folder *folder);

/* Reads a whole regular file of at most `limit` bytes (STATUS_LIMIT above). STATUS_REFUSED for
 * anything that is no regular file, with what it is, and for links that lead out of the workspace,
 * into `.git` or nowhere. `out` is replaced. `stamp` (from before the reading) may be NULL. */
MUST_CHECK enum status folder_read(const struct folder *folder, const char *path, size_t limit,
                                   struct str *out, struct file_stamp *stamp, struct error *err);
/* As folder_read, but at most the first `limit` bytes and no failure above. */
MUST_CHECK enum status folder_read_start(const struct folder *folder, const char *path,
                                         size_t limit, struct str *out, struct file_stamp *stamp,
                                         struct error *err);
MUST_CHECK enum status folder_stat(const struct folder *folder, const char *path,
                                   struct file_stamp *out, struct error *err);

/* Looks at many files, or reads them: the folder of the one before stays open, so that those of one
 * folder, one after the other, are found at once. For some moments: a folder that is moved away is
 * not noticed. To be read are files that were listed as such. */
struct folder_tour {
    const struct folder *folder;
    int dir;
    struct str path; /* of `dir` */
};
void folder_tour_begin(struct folder_tour *tour, const struct folder *folder);
/* As folder_stat, folder_read and folder_read_start. */
MUST_CHECK enum status folder_tour_stat(struct folder_tour *tour, const char *path,
                                        struct file_stamp *out, struct error *err);
MUST_CHECK enum status folder_tour_read(struct folder_tour *tour, const char *path, size_t limit,
                                        struct str *out, struct file_stamp *stamp,
                                        struct error *err);
MUST_CHECK enum status folder_tour_read_start(struct folder_tour *tour, const char *path,
                                              size_t limit, struct str *out,
                                              struct file_stamp *stamp, struct error *err);
void folder_tour_end(struct folder_tour *tour);

enum folder_entry_kind { FOLDER_FILE, FOLDER_FOLDER, FOLDER_LINK, FOLDER_OTHER };
struct folder_entry {
    char *name;
    enum folder_entry_kind kind;
};
/* The entries of the sub-folder `path` ("" for the folder itself) but `.`, `..` and `.git`, in the
 * order of path_compare. Free each name and the array with folder_entries_free. */
MUST_CHECK enum status folder_list(const struct folder *folder, const char *path,
                                   struct folder_entry **out, size_t *count, struct error *err);
/* As folder_list, of the entries that `filter` keeps; NULL for all. */
struct folder_filter {
    bool (*keeps)(void *data, const char *name, enum folder_entry_kind kind);
    void *data;
};
MUST_CHECK enum status folder_list_some(const struct folder *folder, const char *path,
                                        const struct folder_filter *filter,
                                        struct folder_entry **out, size_t *count,
                                        struct error *err);
void folder_entries_free(struct folder_entry *entries, size_t count);

#endif
