/* The history of one file, through its renames.
 *
 * The walk is that of core/store/log.c, over the numbers of a path index: no commit is read that
 * does not change the file. As with `git log --follow`, no branch is left out, a merge is not
 * listed, and where a commit brings the file, the walk goes on with the name of what it was made
 * from. The index only says where to look: each commit is listed for what its own trees have, and
 * an index that was wrong is thrown away. */
#include "core/store/log_follow.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/log_queue.h"
#include "core/store/log_rename.h"
#include "core/store/path_index_parts.h"

#include <stdlib.h>
#include <string.h>

struct log_follow {
    struct repository *repo;
    struct path_index *index;
    struct log_filter *filter;
    const struct log_grafts *grafts;
    unsigned generation; /* of the index: its numbers hold as long as that is the same */
    struct log_queue queue;
    unsigned char *seen; /* by number */
    size_t seen_cap;
    char *path, *shown;    /* the name now, and in the commit given last */
    unsigned char *wanted; /* by number of a path: whether it is `path` or below it */
    size_t wanted_count, wanted_cap;
};

/* The commit is known. */
static void follow_add(struct log_follow *follow, uint32_t number)
{
    if (number >= follow->seen_cap) {
        size_t cap = follow->seen_cap ? follow->seen_cap * 2 : 1024;
        while (cap <= number)
            cap *= 2;
        follow->seen = mem_resize(follow->seen, cap, 1);
        memset(follow->seen + follow->seen_cap, 0, cap - follow->seen_cap);
        follow->seen_cap = cap;
    }
    if (follow->seen[number])
        return;
    follow->seen[number] = 1;
    log_queue_add(&follow->queue,
                  (struct log_item){.number = number,
                                    .time = path_index_commit(follow->index, number)->time});
}

static void follow_name(struct log_follow *follow, char *path)
{
    free(follow->path);
    free(follow->filter->path);
    follow->path = path;
    follow->filter->path = mem_string(path);
    follow->wanted_count = 0;
}

enum status log_follow_open(struct repository *repo, struct path_index *index,
                            struct log_filter *filter, const struct log_grafts *grafts,
                            const git_oid *id, const char *path, const atomic_bool *cancel,
                            struct log_follow **out, struct error *err)
{
    uint32_t number;
    enum status status = path_index_check(index, err);
    if (status == STATUS_OK)
        status = path_index_learn(index, id, cancel, &number, err);
    if (status != STATUS_OK)
        return status;
    struct log_follow *follow = mem_zalloc(1, sizeof(*follow));
    follow->repo = repo;
    follow->index = index;
    follow->filter = filter;
    follow->grafts = grafts;
    follow->generation = index->generation;
    follow_name(follow, mem_string(path));
    follow_add(follow, number);
    *out = follow;
    return STATUS_OK;
}

void log_follow_close(struct log_follow *follow)
{
    if (!follow)
        return;
    log_queue_finish(&follow->queue);
    free(follow->seen);
    free(follow->wanted);
    free(follow->path);
    free(follow->shown);
    free(follow);
}

const char *log_follow_path(const struct log_follow *follow)
{
    return follow->shown ? follow->shown : follow->path;
}

/* --- what the index says --- */

static bool is_wanted(const struct log_follow *follow, struct view path)
{
    size_t len = strlen(follow->path);
    return view_starts(path, follow->path) && (path.len == len || path.data[len] == '/');
}

static bool index_says(struct log_follow *follow, const struct index_commit *commit)
{
    const struct path_index *index = follow->index;
    while (follow->wanted_count < index->paths.count) {
        bool wanted = is_wanted(follow, index->paths.texts[follow->wanted_count]);
        *ARRAY_PUSH(follow->wanted, follow->wanted_count, follow->wanted_cap) = wanted;
    }
    for (uint32_t i = 0; i < commit->change_count; i++)
        if (follow->wanted[index->changes[commit->first_change + i]])
            return true;
    return commit->unsure;
}

static enum status index_was_wrong(struct log_follow *follow, struct error *err)
{
    path_index_forget(follow->index);
    return error_set(err, STATUS_CONFLICT,
                     "the list of changes in the cache was wrong and is thrown away: "
                     "open this history again");
}

/* Parents are learnt before any of them is put in, so that it can be begun anew. */
static enum status follow_parents(struct log_follow *follow, const struct index_commit *commit,
                                  const atomic_bool *cancel, struct error *err)
{
    enum status status = STATUS_OK;
    uint32_t number;
    for (uint32_t i = 0; status == STATUS_OK && i < commit->parent_count; i++) {
        uint32_t parent = follow->index->parents[commit->first_parent + i];
        if (path_index_commit(follow->index, parent)->known)
            continue;
        git_oid id = follow->index->ids.ids[parent];
        status = path_index_learn(follow->index, &id, cancel, &number, err);
        if (status == STATUS_OK && number != parent) /* one id under two numbers */
            status = index_was_wrong(follow, err);
    }
    for (uint32_t i = 0; status == STATUS_OK && i < commit->parent_count; i++)
        follow_add(follow, follow->index->parents[commit->first_parent + i]);
    return status;
}

/* --- what the commit says --- */

/* A commit that may have changed the file, with what there is at its path. */
struct follow_look {
    git_commit *commit, *parent;
    git_tree *new, *old;
    git_oid id, old_id;
    uint32_t mode, old_mode;
};

static void look_finish(struct follow_look *look)
{
    git_commit_free(look->commit);
    git_commit_free(look->parent);
    git_tree_free(look->new);
    git_tree_free(look->old);
}

static enum status look_open(struct log_follow *follow, const git_oid *id, struct follow_look *look,
                             struct error *err)
{
    git_repository *git = follow->repo->git;
    *look = (struct follow_look){0};
    int code = git_commit_lookup(&look->commit, git, id);
    if (code == 0)
        code = git_commit_tree(&look->new, look->commit);
    if (code == 0 && log_parent_count(look->commit, follow->grafts) > 0)
        code = git_commit_lookup(&look->parent, git, log_parent(look->commit, follow->grafts, 0));
    if (code == 0 && look->parent)
        code = git_commit_tree(&look->old, look->parent);
    if (code < 0) {
        git_failed(err, code, "a commit cannot be read: the history ends here");
        return STATUS_IO;
    }
    enum status status = tree_find(git, look->new, follow->path, &look->id, &look->mode, err);
    if (status == STATUS_OK && look->old)
        status = tree_find(git, look->old, follow->path, &look->old_id, &look->old_mode, err);
    return status;
}

static bool look_differs(const struct follow_look *look)
{
    return look->mode != look->old_mode || (look->mode && !git_oid_equal(&look->id, &look->old_id));
}

/* The name that the commit gives to what had another: the walk goes on with that. */
static enum status look_rename(struct log_follow *follow, const struct follow_look *look,
                               const atomic_bool *cancel, char **source, struct error *err)
{
    *source = NULL;
    if (look->old_mode != 0 || look->mode == 0 || look->mode == GIT_FILEMODE_TREE)
        return STATUS_OK;
    return log_rename_find(follow->repo->git, look->old, look->new, follow->path,
                           LOG_RENAMED_OR_COPIED, cancel, source, err);
}

static enum status follow_take(struct log_follow *follow, const struct follow_look *look,
                               const atomic_bool *cancel, bool *given, struct log_commit *out,
                               struct error *err)
{
    char *source;
    enum status status = look_rename(follow, look, cancel, &source, err);
    if (status == STATUS_OK)
        status = log_filter_match(follow->filter, follow->repo->git, look->commit, look->parent,
                                  look->parent ? 1 : 0, cancel, given, err);
    if (status != STATUS_OK) {
        free(source);
        return status;
    }
    if (*given) {
        log_commit_read(look->commit, follow->grafts, out);
        free(follow->shown);
        follow->shown = mem_string(follow->path);
    }
    if (source)
        follow_name(follow, source);
    return STATUS_OK;
}

static enum status follow_look(struct log_follow *follow, uint32_t number,
                               const atomic_bool *cancel, bool *given, struct log_commit *out,
                               struct error *err)
{
    const struct index_commit commit = *path_index_commit(follow->index, number);
    struct follow_look look;
    *given = false;
    if (follow->filter->since && commit.time < follow->filter->since)
        return STATUS_OK;
    enum status status = follow_parents(follow, &commit, cancel, err);
    if (status != STATUS_OK || commit.parent_count > 1 || !index_says(follow, &commit))
        return status;
    git_oid id = follow->index->ids.ids[number];
    status = look_open(follow, &id, &look, err);
    if (status == STATUS_OK && look_differs(&look)) {
        status = follow_take(follow, &look, cancel, given, out, err);
    } else if (status == STATUS_OK && !commit.unsure) {
        status = index_was_wrong(follow, err);
    }
    look_finish(&look);
    return status;
}

enum status log_follow_next(struct log_follow *follow, size_t pace, atomic_size_t *visited,
                            const atomic_bool *cancel, struct log_commit *out, struct error *err)
{
    for (size_t looked = 0; follow->queue.count > 0; looked++) {
        bool given;
        if (follow->generation != follow->index->generation)
            return error_set(err, STATUS_CONFLICT,
                             "the repository's history has changed: open this history again");
        if (pace && looked == pace)
            return error_set(err, STATUS_BUSY, "there may be more");
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "cancelled");
        struct log_item item = log_queue_take(&follow->queue);
        enum status status = follow_look(follow, item.number, cancel, &given, out, err);
        if (status == STATUS_CANCELLED) /* to go on with it when asked again */
            log_queue_add(&follow->queue, item);
        else
            atomic_fetch_add_explicit(visited, 1, memory_order_relaxed);
        if (status != STATUS_OK || given)
            return status;
    }
    return error_set(err, STATUS_ABSENT, "there is no older commit");
}
