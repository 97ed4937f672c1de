/* The versions of a file from a path index: along commits with one parent, from one that changed
 * the file to the next, without reading any of them.
 *
 * The index may be wrong, and what is read here has no hash looked at. So it only leads: a commit
 * that is named as a line's is read the usual way, and that it has this version, and its parent the
 * one before, is looked up in their own trees. Merges, renames and whatever is no regular file are
 * left to the trees. */
#include "core/store/blame_parts.h"
#include "core/store/path_index_parts.h"

#include "core/base/memory.h"

#include <sys/stat.h>

enum { LOOK_EACH = 1024 }; /* commits between two looks at `cancel` */

/* The change that `number` made to `path`; NULL when it made none. A path that has no number yet
 * is asked for anew: it may get one when a commit is learnt. */
static const git_oid *index_change(const struct path_index *index, uint32_t number,
                                   const char *path)
{
    const struct index_commit *commit = path_index_commit(index, number);
    uint32_t wanted;
    if (!intern_find(&index->paths, view_of(path), &wanted))
        return NULL;
    for (uint32_t i = 0; i < commit->change_count; i++)
        if (index->changes[commit->first_change + i] == wanted)
            return &index->files[commit->first_change + i];
    return NULL;
}

/* Goes back from `*number` to a commit that changed `path`, or to where that is not certain. */
static enum status index_skip(struct path_index *index, uint32_t *number, const char *path,
                              const atomic_bool *cancel, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK; i++) {
        const struct index_commit *commit = path_index_commit(index, *number);
        if (commit->parent_count != 1 || commit->unsure || index_change(index, *number, path))
            break;
        if (i % LOOK_EACH == 0 && cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "cancelled");
        git_oid parent = index->ids.ids[index->parents[commit->first_parent]];
        status = path_index_learn(index, &parent, cancel, number, err);
    }
    return status;
}

/* It is the same file there. */
static void origin_move(struct blame_origin *origin, const struct path_index *index,
                        uint32_t number)
{
    const git_oid *at = &index->ids.ids[number];
    if (git_oid_equal(at, &origin->at))
        return;
    git_commit_free(origin->commit);
    origin->commit = NULL;
    origin->at = *at;
    origin->time = path_index_commit(index, number)->time;
}

static void version_before(struct blame_version *out, const struct path_index *index,
                           uint32_t number, const git_oid *file, const struct blame_origin *origin)
{
    out->found = true;
    out->before = (struct blame_origin){.at = index->ids.ids[number],
                                        .time = path_index_commit(index, number)->time,
                                        .path = mem_string(origin->path),
                                        .id = *file,
                                        .mode = origin->mode};
}

enum status blame_index_before(struct path_index *index, struct blame_origin *origin,
                               const atomic_bool *cancel, struct blame_version *out,
                               struct error *err)
{
    uint32_t number;
    *out = (struct blame_version){0};
    if (origin->disk || !S_ISREG(origin->mode))
        return STATUS_OK;
    enum status status = path_index_learn(index, &origin->at, cancel, &number, err);
    if (status == STATUS_OK)
        status = index_skip(index, &number, origin->path, cancel, err);
    if (status != STATUS_OK)
        return status;
    const git_oid *file = index_change(index, number, origin->path);
    if (file && !git_oid_equal(file, &origin->id))
        return error_set(err, STATUS_CONFLICT, "the list of changes in the cache was wrong");
    origin_move(origin, index, number);
    const struct index_commit *commit = path_index_commit(index, number);
    if (!file || commit->parent_count != 1)
        return STATUS_OK;
    out->parent = index->ids.ids[index->parents[commit->first_parent]];
    status = path_index_learn(index, &out->parent, cancel, &number, err);
    if (status == STATUS_OK)
        status = index_skip(index, &number, origin->path, cancel, err);
    file = status == STATUS_OK ? index_change(index, number, origin->path) : NULL;
    if (file && !git_oid_is_zero(file))
        version_before(out, index, number, file, origin);
    return status;
}

enum status blame_index_check(struct path_index *index, const struct blame_origin *origin,
                              const git_oid *parent, const git_oid *before, struct error *err)
{
    git_oid now, then;
    enum status status = path_index_look(index, &origin->at, origin->path, &now, err);
    if (status == STATUS_OK)
        status = path_index_look(index, parent, origin->path, &then, err);
    if (status == STATUS_OK && (!git_oid_equal(&now, &origin->id) || !git_oid_equal(&then, before)))
        status = error_set(err, STATUS_CONFLICT, "the list of changes in the cache was wrong");
    return status;
}
