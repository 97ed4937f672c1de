#ifndef CORE_STORE_PATH_INDEX_PARTS_H
#define CORE_STORE_PATH_INDEX_PARTS_H

#include "core/store/id_table.h"
#include "core/store/log_graft.h"
#include "core/store/object_reader.h"
#include "core/store/path_index.h"
#include "core/text/bytes.h"
#include "core/text/intern.h"

/* Private to core/store: the inside of a path index. Commits and paths are numbers, from 0 in the
 * order in which they first came. */

struct index_commit {
    int64_t time; /* of its committer */
    uint32_t first_parent, parent_count;
    uint32_t first_change, change_count; /* of a commit with one parent or none */
    bool known;                          /* else only its id is there */
    bool unsure;                         /* what it changed is not known: too much */
};

struct path_index {
    struct repository *repo;
    struct object_reader *reader;
    struct log_grafts grafts;
    struct id_table ids;
    struct index_commit *commits; /* by number; those of the last ids may not be there yet */
    size_t commit_count, commit_cap;
    uint32_t *parents, *changes;
    git_oid *files; /* of each change: what is there then; zero when that is no regular file */
    size_t parent_count, parent_cap, change_count, change_cap, file_cap;
    struct intern paths; /* of texts of our own, each with its NUL */
    atomic_size_t known;
    unsigned generation; /* another one when it was forgotten */
    size_t looked;       /* path_index_build: all before it are known */
    /* Of the file, core/store/path_index_file.c. */
    char *folder;                /* NULL: nothing is kept */
    struct str pending;          /* records that are not in it */
    size_t told_ids, told_paths; /* that are in it or pending */
    int64_t end;                 /* of what is good in it */
    bool silent;                 /* it is not written to any more */
};

/* Finds out what is not known yet. Only STATUS_IO and STATUS_CANCELLED; then nothing is learnt. */
MUST_CHECK enum status path_index_learn(struct path_index *index, const git_oid *id,
                                        const atomic_bool *cancel, uint32_t *number,
                                        struct error *err);
/* A number is below index->ids.count; borrowed until something is learnt. */
const struct index_commit *path_index_commit(const struct path_index *index, uint32_t number);
/* Before a walk: forgets everything when other grafts hold than when it was made. */
MUST_CHECK enum status path_index_check(struct path_index *index, struct error *err);
/* What a commit has at `path`, by its own trees; zero when that is no regular file. */
MUST_CHECK enum status path_index_look(struct path_index *index, const git_oid *id,
                                       const char *path, git_oid *file, struct error *err);
/* It was wrong. The file goes, too. */
void path_index_forget(struct path_index *index);

/* A commit as it is put in: from the objects, or from the file. */
struct index_record {
    uint32_t number;
    int64_t time;
    uint32_t *parents;
    size_t parent_count, parent_cap;
    uint32_t *changes; /* paths by number, and what is there then */
    git_oid *files;
    size_t change_count, change_cap, file_cap;
    bool unsure;
};
void index_record_add(struct index_record *record, uint32_t path, const git_oid *file);
void index_record_finish(struct index_record *record);
/* Puts in what is not known yet. */
void path_index_put(struct path_index *index, const struct index_record *record);
/* The number of a path; the text is copied. */
uint32_t path_index_name(struct path_index *index, struct view path);

/* core/store/path_index_file.c: reads what the file has; makes commit `number` pending, in the
 * order in which they were put in; and empties the file. */
void path_index_load(struct path_index *index);
void path_index_tell(struct path_index *index, uint32_t number);
void path_index_erase(struct path_index *index);
/* What a file begins with; and a file into an empty index, as far as it is whole. False when it is
 * another's, or what is whole makes no sense. */
void path_index_add_head(const struct path_index *index, struct str *out);
bool path_index_take(struct path_index *index, struct view file);

#endif
