/* History, newest first, and only as far as it is asked for.
 *
 * libgit2's sorted walk reads all commits before it gives the first. Here a queue holds the commits
 * whose children were given; each step gives the newest and puts in its parents. So the first
 * screen costs what it shows, with or without a commit-graph file, which is not looked at: what it
 * has, parents and times, is also in the commits, and those are read to be shown.
 *
 * With clocks that run backwards the order is that of the queue: still every commit once, as git.
 * For a path a commit is given when its entry differs from that of all its parents; when it equals
 * one, only that parent is followed, as git does. */
#include "core/store/log.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/log_filter.h"
#include "core/store/log_follow.h"
#include "core/store/log_queue.h"
#include "core/store/repository_git.h"
#include "core/store/revision.h"

#include <stdlib.h>
#include <string.h>

struct log_walk {
    struct repository *repo;
    struct log_filter filter;
    struct log_grafts grafts;
    struct log_queue queue;
    struct id_table seen;
    struct log_follow *follow; /* of a file with an index: it is the walk then */
    atomic_size_t visited;
    size_t pace;
};

/* Where it begins; STATUS_ABSENT when HEAD is unborn. */
static enum status find_start(struct repository *repo, const char *from, git_oid *id,
                              struct error *err)
{
    struct head_position head;
    char hex[41];
    enum status status;
    if (from) {
        status = revision_find(repo, from, hex, err);
        if (status == STATUS_OK && git_oid_fromstr(id, hex) < 0)
            status = error_set(err, STATUS_INVALID, "\"%.80s\" names no commit", from);
        return status == STATUS_ABSENT ? STATUS_INVALID : status;
    }
    status = repository_head(repo, &head, err);
    if (status == STATUS_OK && head.unborn)
        status = STATUS_ABSENT;
    *id = head.id;
    return status;
}

/* Takes `commit` over, to be looked at unless it came before. */
static void walk_add(struct log_walk *walk, git_commit *commit)
{
    uint32_t number;
    if (id_table_add(&walk->seen, git_commit_id(commit), &number))
        log_queue_add(&walk->queue,
                      (struct log_item){.commit = commit, .time = git_commit_time(commit)});
    else
        git_commit_free(commit);
}

/* A folder's history is that of the trees. */
static enum status is_folder(const git_commit *commit, const char *path, bool *folder,
                             struct error *err)
{
    git_tree *tree = NULL;
    git_oid id;
    uint32_t mode = 0;
    int code = git_commit_tree(&tree, commit);
    if (code < 0) {
        git_failed(err, code, "the files of the newest commit cannot be read");
        return STATUS_IO;
    }
    enum status status = tree_find(git_commit_owner(commit), tree, path, &id, &mode, err);
    *folder = mode == GIT_FILEMODE_TREE;
    git_tree_free(tree);
    return status;
}

static enum status walk_start(struct log_walk *walk, const struct log_options *options,
                              struct error *err)
{
    git_oid id;
    git_commit *commit = NULL;
    bool folder = true;
    enum status status = find_start(walk->repo, options->from, &id, err);
    if (status != STATUS_OK)
        return status == STATUS_ABSENT ? STATUS_OK : status;
    int code = git_commit_lookup(&commit, walk->repo->git, &id);
    if (code < 0) {
        git_failed(err, code, "the newest commit of %s cannot be read", walk->repo->path);
        return STATUS_IO;
    }
    if (options->index && walk->filter.path && !walk->filter.glob)
        status = is_folder(commit, options->path, &folder, err);
    if (status == STATUS_OK && !folder)
        status = log_follow_open(walk->repo, options->index, &walk->filter, &walk->grafts, &id,
                                 options->path, NULL, &walk->follow, err);
    if (status == STATUS_OK && folder)
        walk_add(walk, commit);
    else
        git_commit_free(commit);
    return status;
}

enum status log_open(struct repository *repo, const struct log_options *options,
                     struct log_walk **out, struct error *err)
{
    static const struct log_options all = {0};
    struct log_walk *walk = mem_zalloc(1, sizeof(*walk));
    walk->repo = repo;
    if (!options)
        options = &all;
    enum status status = log_filter_make(options, &walk->filter, err);
    if (status == STATUS_OK)
        status = log_grafts_read(repo->git_path, &walk->grafts, err);
    if (status == STATUS_OK)
        status = walk_start(walk, options, err);
    if (status == STATUS_OK)
        *out = walk;
    else
        log_close(walk);
    return status;
}

void log_close(struct log_walk *walk)
{
    if (!walk)
        return;
    log_follow_close(walk->follow);
    log_filter_finish(&walk->filter);
    log_grafts_finish(&walk->grafts);
    log_queue_finish(&walk->queue);
    id_table_finish(&walk->seen);
    free(walk);
}

const char *log_path(const struct log_walk *walk)
{
    return walk->follow ? log_follow_path(walk->follow) : walk->filter.path;
}

size_t log_visited(const struct log_walk *walk)
{
    return atomic_load_explicit(&walk->visited, memory_order_relaxed);
}

void log_set_pace(struct log_walk *walk, size_t pace)
{
    walk->pace = pace;
}

/* The parents of the commit that is looked at. */
struct log_family {
    git_commit **items;
    size_t count;
    git_commit *same; /* one of them: it has the same at the path */
};

static enum status family_read(struct log_walk *walk, const git_commit *commit,
                               const atomic_bool *cancel, struct log_family *out, struct error *err)
{
    enum status status = STATUS_OK;
    *out = (struct log_family){.count = log_parent_count(commit, &walk->grafts)};
    out->items = mem_zalloc(out->count + 1, sizeof(git_commit *));
    for (size_t i = 0; status == STATUS_OK && i < out->count && !out->same; i++) {
        bool same = false;
        int code = git_commit_lookup(&out->items[i], walk->repo->git,
                                     log_parent(commit, &walk->grafts, i));
        if (code < 0) {
            git_failed(err, code, "a parent of a commit cannot be read: the history ends here");
            status = STATUS_IO;
        } else if (log_filter_has_path(&walk->filter)) {
            status = log_filter_compare(&walk->filter, walk->repo->git, commit, out->items[i],
                                        cancel, &same, err);
        }
        if (same)
            out->same = out->items[i];
    }
    return status;
}

/* Whether the path, if one is wanted, lets `commit` be listed. */
static enum status family_differs(struct log_walk *walk, const git_commit *commit,
                                  const struct log_family *family, const atomic_bool *cancel,
                                  bool *differs, struct error *err)
{
    bool same = family->same != NULL;
    enum status status = STATUS_OK;
    if (log_filter_has_path(&walk->filter) && family->count == 0)
        status =
            log_filter_compare(&walk->filter, walk->repo->git, commit, NULL, cancel, &same, err);
    *differs = !same;
    return status;
}

/* Puts in the parents that are to be followed and frees the others. */
static void family_follow(struct log_walk *walk, struct log_family *family, bool follow)
{
    for (size_t i = 0; i < family->count; i++) {
        git_commit *parent = family->items[i];
        bool wanted = follow && parent && (!family->same || family->same == parent);
        if (wanted)
            walk_add(walk, parent);
        else
            git_commit_free(parent);
    }
    free(family->items);
}

static enum status log_look(struct log_walk *walk, const git_commit *commit,
                            const atomic_bool *cancel, bool *given, struct error *err)
{
    struct log_family family;
    *given = false;
    atomic_fetch_add_explicit(&walk->visited, 1, memory_order_relaxed);
    if (walk->filter.since && git_commit_time(commit) < walk->filter.since)
        return STATUS_OK;
    enum status status = family_read(walk, commit, cancel, &family, err);
    if (status == STATUS_OK)
        status = family_differs(walk, commit, &family, cancel, given, err);
    if (status == STATUS_OK && *given)
        status = log_filter_match(&walk->filter, walk->repo->git, commit,
                                  family.count == 1 ? family.items[0] : NULL, family.count, cancel,
                                  given, err);
    family_follow(walk, &family, status == STATUS_OK);
    return status;
}

enum status log_next(struct log_walk *walk, const atomic_bool *cancel, struct log_commit *out,
                     struct error *err)
{
    if (walk->follow)
        return log_follow_next(walk->follow, walk->pace, &walk->visited, cancel, out, err);
    for (size_t looked = 0; walk->queue.count > 0; looked++) {
        bool given;
        if (walk->pace && looked == walk->pace)
            return error_set(err, STATUS_BUSY, "there may be more");
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "cancelled");
        struct log_item item = log_queue_take(&walk->queue);
        enum status status = log_look(walk, item.commit, cancel, &given, err);
        if (status == STATUS_OK && given)
            log_commit_read(item.commit, &walk->grafts, out);
        if (status == STATUS_CANCELLED) /* to go on with it when asked again */
            log_queue_add(&walk->queue, item);
        else
            git_commit_free(item.commit);
        if (status != STATUS_OK || given)
            return status;
    }
    return error_set(err, STATUS_ABSENT, "there is no older commit");
}
