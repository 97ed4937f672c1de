/* History, newest first, and only as far as it is asked for.
 *
 * libgit2's sorted walk reads all commits before it gives the first. Here a heap holds the commits
 * whose children were given, ordered by commit time; each step gives the newest and puts in its
 * parents. With clocks that run backwards the order is that of the heap: still every commit once.
 *
 * For one path a commit is given when its entry differs from that of all its parents; when it
 * equals one, only that parent is followed, as git does. */
#include "core/store/log.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"

#include <stdlib.h>
#include <string.h>

/* Longest of what is shown of a commit in a list. */
#define LINE_LIMIT 1024

struct log_item {
    git_commit *commit;
    int64_t time;
    uint64_t order; /* of arrival, among equal times */
};

struct log_walk {
    struct repository *repo;
    char *path;
    struct log_item *heap;
    size_t count, cap;
    uint64_t arrivals;
    git_oid *seen; /* open addressing; the zero id is an empty place */
    size_t seen_count, seen_cap;
};

void log_commit_finish(struct log_commit *commit)
{
    free(commit->author);
    free(commit->email);
    free(commit->subject);
    *commit = (struct log_commit){0};
}

static char *copy_line(const char *text)
{
    size_t len = text ? strcspn(text, "\n") : 0;
    return mem_string_n(text ? text : "", len < LINE_LIMIT ? len : LINE_LIMIT);
}

void log_commit_read(const git_commit *commit, struct log_commit *out)
{
    const git_signature *author = git_commit_author(commit);
    *out = (struct log_commit){.parents = git_commit_parentcount(commit)};
    git_oid_tostr(out->id, sizeof(out->id), git_commit_id(commit));
    out->author = copy_line(author ? author->name : NULL);
    out->email = copy_line(author ? author->email : NULL);
    out->time = author ? author->when.time : git_commit_time(commit);
    out->offset = author ? author->when.offset : git_commit_time_offset(commit);
    const char *message = git_commit_message(commit);
    out->subject = copy_line(message ? message + strspn(message, "\n") : NULL);
}

static size_t seen_place(const struct log_walk *walk, const git_oid *id)
{
    uint64_t hash;
    memcpy(&hash, id->id, sizeof(hash));
    size_t at = hash & (walk->seen_cap - 1);
    while (!git_oid_is_zero(&walk->seen[at]) && !git_oid_equal(&walk->seen[at], id))
        at = (at + 1) & (walk->seen_cap - 1);
    return at;
}

static void seen_grow(struct log_walk *walk)
{
    git_oid *old = walk->seen;
    size_t old_cap = walk->seen_cap;
    walk->seen_cap = old_cap ? old_cap * 2 : 256;
    walk->seen = mem_zalloc(walk->seen_cap, sizeof(*walk->seen));
    for (size_t i = 0; i < old_cap; i++)
        if (!git_oid_is_zero(&old[i]))
            walk->seen[seen_place(walk, &old[i])] = old[i];
    free(old);
}

/* False when it was there. */
static bool seen_add(struct log_walk *walk, const git_oid *id)
{
    if (walk->seen_count * 2 >= walk->seen_cap)
        seen_grow(walk);
    size_t at = seen_place(walk, id);
    if (!git_oid_is_zero(&walk->seen[at]))
        return false;
    walk->seen[at] = *id;
    walk->seen_count++;
    return true;
}

static bool item_is_before(const struct log_item *a, const struct log_item *b)
{
    return a->time != b->time ? a->time > b->time : a->order < b->order;
}

static void heap_swap(struct log_item *a, struct log_item *b)
{
    struct log_item kept = *a;
    *a = *b;
    *b = kept;
}

static void heap_add(struct log_walk *walk, git_commit *commit)
{
    *ARRAY_PUSH(walk->heap, walk->count, walk->cap) = (struct log_item){
        .commit = commit, .time = git_commit_time(commit), .order = walk->arrivals++};
    for (size_t at = walk->count - 1; at > 0; at = (at - 1) / 2) {
        if (!item_is_before(&walk->heap[at], &walk->heap[(at - 1) / 2]))
            break;
        heap_swap(&walk->heap[at], &walk->heap[(at - 1) / 2]);
    }
}

static git_commit *heap_take(struct log_walk *walk)
{
    git_commit *first = walk->heap[0].commit;
    walk->heap[0] = walk->heap[--walk->count];
    for (size_t at = 0;;) {
        size_t best = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < walk->count; child++)
            if (item_is_before(&walk->heap[child], &walk->heap[best]))
                best = child;
        if (best == at)
            return first;
        heap_swap(&walk->heap[at], &walk->heap[best]);
        at = best;
    }
}

enum status log_open(struct repository *repo, const char *path, struct log_walk **out,
                     struct error *err)
{
    struct head_position head;
    git_commit *commit = NULL;
    enum status status = repository_head(repo, &head, err);
    if (status != STATUS_OK)
        return status;
    if (!head.unborn) {
        int code = git_commit_lookup(&commit, repo->git, &head.id);
        if (code < 0) {
            git_failed(err, code, "the newest commit of %s cannot be read", repo->path);
            return STATUS_IO;
        }
    }
    struct log_walk *walk = mem_zalloc(1, sizeof(*walk));
    walk->repo = repo;
    walk->path = path ? mem_string(path) : NULL;
    if (commit) {
        seen_add(walk, &head.id);
        heap_add(walk, commit);
    }
    *out = walk;
    return STATUS_OK;
}

void log_close(struct log_walk *walk)
{
    if (!walk)
        return;
    for (size_t i = 0; i < walk->count; i++)
        git_commit_free(walk->heap[i].commit);
    free(walk->heap);
    free(walk->seen);
    free(walk->path);
    free(walk);
}

static void add_parent(struct log_walk *walk, git_commit *parent)
{
    if (seen_add(walk, git_commit_id(parent)))
        heap_add(walk, parent);
    else
        git_commit_free(parent);
}

/* What `commit` has at the walk's path: mode 0 when nothing. */
static enum status entry_of(struct log_walk *walk, const git_commit *commit, git_oid *id,
                            uint32_t *mode, struct error *err)
{
    git_tree *tree = NULL;
    int code = git_commit_tree(&tree, commit);
    if (code < 0) {
        git_failed(err, code, "the files of a commit cannot be read");
        return STATUS_IO;
    }
    *id = (git_oid){{0}};
    enum status status = tree_find(walk->repo->git, tree, walk->path, id, mode, err);
    git_tree_free(tree);
    return status;
}

/* Puts in the parents that are to be followed; `*given` is whether `commit` is to be shown. */
static enum status follow(struct log_walk *walk, const git_commit *commit, bool *given,
                          struct error *err)
{
    git_oid id, parent_id;
    uint32_t mode = 0, parent_mode;
    unsigned count = git_commit_parentcount(commit);
    enum status status = walk->path ? entry_of(walk, commit, &id, &mode, err) : STATUS_OK;
    git_commit **parents = mem_zalloc(count + 1, sizeof(*parents));
    git_commit *same = NULL;
    for (unsigned i = 0; status == STATUS_OK && i < count && !same; i++) {
        int code = git_commit_parent(&parents[i], commit, i);
        if (code < 0) {
            git_failed(err, code, "a parent of a commit cannot be read: the history ends here");
            status = STATUS_IO;
        } else if (walk->path) {
            status = entry_of(walk, parents[i], &parent_id, &parent_mode, err);
            if (status == STATUS_OK && mode == parent_mode && git_oid_equal(&id, &parent_id))
                same = parents[i];
        }
    }
    *given = !walk->path || (!same && (count > 0 || mode != 0));
    for (unsigned i = 0; i < count; i++) {
        if (status == STATUS_OK && parents[i] && (!same || same == parents[i]))
            add_parent(walk, parents[i]);
        else
            git_commit_free(parents[i]);
    }
    free(parents);
    return status;
}

enum status log_next(struct log_walk *walk, const atomic_bool *cancel, struct log_commit *out,
                     struct error *err)
{
    while (walk->count > 0) {
        bool given = false;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "cancelled");
        git_commit *commit = heap_take(walk);
        enum status status = follow(walk, commit, &given, err);
        if (status == STATUS_OK && given)
            log_commit_read(commit, out);
        git_commit_free(commit);
        if (status != STATUS_OK || given)
            return status;
    }
    return error_set(err, STATUS_ABSENT, "there is no older commit");
}
