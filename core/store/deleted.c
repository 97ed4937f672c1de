#include "core/store/deleted.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/log.h"
#include "core/store/path_index_parts.h"
#include "core/store/repository_git.h"
#include "core/store/tree_compare.h"
#include "core/text/intern.h"

#include <stdlib.h>
#include <string.h>

#define PACE 20                     /* commits looked at in one call */
#define COMMIT_MAX ((size_t)100000) /* files that one commit may take away */

struct loss {
    char *path;
    git_oid id;
    bool counts;
};

struct deleted_walk {
    struct repository *repo;
    struct path_index *index; /* or NULL */
    struct log_walk *log;
    git_tree *now;            /* HEAD's; NULL: unborn */
    struct log_commit commit; /* the one that `losses` are of */
    struct loss *losses;      /* in the order of their trees */
    size_t count, cap, given;
    git_oid *added; /* what came in the same commit */
    size_t added_count, added_cap;
    struct intern seen; /* paths that were decided about, which lie in `paths` */
    char **paths;
    size_t path_count, path_cap;
    size_t visited, left_out;
};

void deleted_file_finish(struct deleted_file *file)
{
    free(file->path);
    free(file->author);
    free(file->subject);
    *file = (struct deleted_file){0};
}

enum status deleted_open(struct repository *repo, struct path_index *index,
                         struct deleted_walk **out, struct error *err)
{
    struct deleted_walk *walk = mem_zalloc(1, sizeof(*walk));
    struct head_position head;
    walk->repo = repo;
    walk->index = index && path_index_check(index, NULL) == STATUS_OK ? index : NULL;
    enum status status = repository_head(repo, &head, err);
    if (status == STATUS_OK && !head.unborn)
        status = repository_tree(repo, &head.id, &walk->now, err);
    if (status == STATUS_OK)
        status = log_open(repo, NULL, &walk->log, err);
    if (status == STATUS_OK)
        *out = walk;
    else
        deleted_close(walk);
    return status;
}

static void losses_clear(struct deleted_walk *walk)
{
    for (size_t i = 0; i < walk->count; i++)
        free(walk->losses[i].path);
    walk->count = walk->given = walk->added_count = 0;
    log_commit_finish(&walk->commit);
}

void deleted_close(struct deleted_walk *walk)
{
    if (!walk)
        return;
    losses_clear(walk);
    free(walk->losses);
    free(walk->added);
    for (size_t i = 0; i < walk->path_count; i++)
        free(walk->paths[i]);
    free(walk->paths);
    intern_finish(&walk->seen);
    git_tree_free(walk->now);
    log_close(walk->log);
    free(walk);
}

size_t deleted_visited(const struct deleted_walk *walk)
{
    return walk->visited;
}

size_t deleted_left_out(const struct deleted_walk *walk)
{
    return walk->left_out;
}

static bool is_file(uint32_t mode)
{
    return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

static enum status collect(void *data, const struct tree_change *change, struct error *err)
{
    struct deleted_walk *walk = data;
    if (is_file(change->new_mode) && !change->old_mode)
        *ARRAY_PUSH(walk->added, walk->added_count, walk->added_cap) = change->new_id;
    if (!is_file(change->old_mode) || change->new_mode)
        return STATUS_OK;
    if (walk->count == COMMIT_MAX)
        return error_set(err, STATUS_LIMIT, "a commit takes more than %zu files away", COMMIT_MAX);
    *ARRAY_PUSH(walk->losses, walk->count, walk->cap) =
        (struct loss){.path = mem_string(change->path), .id = change->old_id, .counts = true};
    return STATUS_OK;
}

static int compare_ids(const void *a, const void *b)
{
    return git_oid_cmp(a, b);
}

/* The same text came elsewhere. Of empty files that says nothing. */
static void drop_moves(struct deleted_walk *walk)
{
    git_oid empty;
    if (walk->added_count == 0 || git_odb_hash(&empty, "", 0, GIT_OBJECT_BLOB) < 0)
        return;
    qsort(walk->added, walk->added_count, sizeof(git_oid), compare_ids);
    for (size_t i = 0; i < walk->count; i++)
        if (!git_oid_equal(&walk->losses[i].id, &empty) &&
            bsearch(&walk->losses[i].id, walk->added, walk->added_count, sizeof(git_oid),
                    compare_ids))
            walk->losses[i].counts = false;
}

static enum status tree_of(struct deleted_walk *walk, const char *hex, git_tree **out,
                           struct error *err)
{
    git_oid id;
    if (git_oid_fromstr(&id, hex) < 0)
        return error_set(err, STATUS_INVALID, "a commit has a malformed id");
    return repository_tree(walk->repo, &id, out, err);
}

/* Of a merge: what another parent lacks, too, was taken away there, or never was. */
static enum status drop_others(struct deleted_walk *walk, const char *parent, struct error *err)
{
    git_tree *tree = NULL;
    enum status status = tree_of(walk, parent, &tree, err);
    for (size_t i = 0; status == STATUS_OK && i < walk->count; i++) {
        git_oid id;
        uint32_t mode = 0;
        if (walk->losses[i].counts)
            status = tree_find(walk->repo->git, tree, walk->losses[i].path, &id, &mode, err);
        walk->losses[i].counts = is_file(mode);
    }
    git_tree_free(tree);
    return status;
}

static bool any_counts(const struct deleted_walk *walk)
{
    for (size_t i = 0; i < walk->count; i++)
        if (walk->losses[i].counts)
            return true;
    return false;
}

/* Whether the commit at hand may take anything away. What the index cannot tell is read. */
static enum status ask_index(struct deleted_walk *walk, const atomic_bool *cancel, bool *may,
                             struct error *err)
{
    git_oid id;
    uint32_t number;
    *may = true;
    if (!walk->index || walk->commit.parent_count > 1 || git_oid_fromstr(&id, walk->commit.id) < 0)
        return STATUS_OK;
    enum status status = path_index_learn(walk->index, &id, cancel, &number, err);
    if (status != STATUS_OK)
        return status == STATUS_CANCELLED ? status : STATUS_OK;
    const struct index_commit *commit = path_index_commit(walk->index, number);
    if (!commit->known || commit->unsure)
        return STATUS_OK;
    *may = false;
    for (uint32_t i = 0; i < commit->change_count && !*may; i++)
        *may = git_oid_is_zero(&walk->index->files[commit->first_change + i]);
    return STATUS_OK;
}

/* What the commit at hand took away. */
static enum status look(struct deleted_walk *walk, const atomic_bool *cancel, struct error *err)
{
    const struct log_commit *commit = &walk->commit;
    git_tree *old = NULL, *new = NULL;
    bool may = false;
    if (commit->parent_count == 0)
        return STATUS_OK;
    enum status status = ask_index(walk, cancel, &may, err);
    if (status != STATUS_OK || !may)
        return status;
    status = tree_of(walk, commit->parents[0], &old, err);
    if (status == STATUS_OK)
        status = tree_of(walk, commit->id, &new, err);
    if (status == STATUS_OK)
        status = tree_compare(walk->repo->git, old, new, "", cancel, collect, walk, err);
    for (size_t i = 1; status == STATUS_OK && any_counts(walk) && i < commit->parent_count; i++)
        status = drop_others(walk, commit->parents[i], err);
    if (status == STATUS_OK)
        drop_moves(walk);
    git_tree_free(old);
    git_tree_free(new);
    if (status == STATUS_LIMIT) {
        walk->left_out++;
        losses_clear(walk);
        return STATUS_OK;
    }
    return status;
}

/* Whether a later commit had the last word about the path, or it is there. */
static enum status is_decided(struct deleted_walk *walk, const struct loss *loss, bool *decided,
                              struct error *err)
{
    git_oid id;
    uint32_t mode = 0;
    size_t before = walk->seen.count;
    char *path = mem_string(loss->path);
    intern_add(&walk->seen, view_of(path));
    *decided = walk->seen.count == before;
    if (*decided) {
        free(path);
        return STATUS_OK;
    }
    *ARRAY_PUSH(walk->paths, walk->path_count, walk->path_cap) = path;
    enum status status = tree_find(walk->repo->git, walk->now, loss->path, &id, &mode, err);
    *decided = mode != 0;
    return status;
}

static void fill(const struct deleted_walk *walk, struct loss *loss, struct deleted_file *out)
{
    const struct log_commit *commit = &walk->commit;
    *out = (struct deleted_file){.path = loss->path,
                                 .time = commit->time,
                                 .author = mem_string(commit->author),
                                 .subject = mem_string(commit->subject)};
    memcpy(out->id, commit->id, sizeof(out->id));
    memcpy(out->last, commit->parents[0], sizeof(out->last));
    loss->path = NULL;
}

enum status deleted_next(struct deleted_walk *walk, const atomic_bool *cancel,
                         struct deleted_file *out, struct error *err)
{
    for (size_t looked = 0;;) {
        while (walk->given < walk->count) {
            struct loss *loss = &walk->losses[walk->given++];
            bool decided = !loss->counts;
            enum status status = decided ? STATUS_OK : is_decided(walk, loss, &decided, err);
            if (status != STATUS_OK)
                return status;
            if (!decided) {
                fill(walk, loss, out);
                return STATUS_OK;
            }
        }
        losses_clear(walk);
        if (looked++ == PACE)
            return error_set(err, STATUS_BUSY, "there may be more");
        enum status status = log_next(walk->log, cancel, &walk->commit, err);
        if (status == STATUS_OK) {
            walk->visited++;
            status = look(walk, cancel, err);
        }
        if (status != STATUS_OK)
            return status;
    }
}
