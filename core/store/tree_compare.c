/* Two trees side by side. libgit2's own walks recurse as deep as a tree is, and a hostile one has
 * 200,000 levels; here the depth is bounded, and equal folders are passed over unread, so the cost
 * is that of what differs. */
#include "core/store/tree_compare.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/store/git_error.h"

#include <stdlib.h>
#include <string.h>

#define MANY_FOLDERS 500
#define VISIT_SLOTS 65536
#define VISITS_MAX 200

struct tree_walk {
    git_repository *git;
    const atomic_bool *cancel;
    tree_visit *visit;
    void *data;
    struct str path;
    int depth;
    size_t folders;   /* visited so far */
    uint16_t *visits; /* of folders of folders, by hash; NULL until there were many */
};

static enum status walk_pair(struct tree_walk *walk, const git_tree *old, const git_tree *new,
                             struct error *err);

static bool is_tree(const git_tree_entry *entry)
{
    return entry && git_tree_entry_filemode(entry) == GIT_FILEMODE_TREE;
}

/* git's order: a folder sorts as if its name ended in a slash. */
static int entry_order(const git_tree_entry *a, const git_tree_entry *b)
{
    const char *left = git_tree_entry_name(a), *right = git_tree_entry_name(b);
    size_t i = 0;
    while (left[i] && left[i] == right[i])
        i++;
    unsigned char l = (unsigned char)left[i], r = (unsigned char)right[i];
    if (!l && is_tree(a))
        l = '/';
    if (!r && is_tree(b))
        r = '/';
    return (l > r) - (l < r);
}

static enum status open_tree(struct tree_walk *walk, const git_tree_entry *entry, git_tree **out,
                             struct error *err)
{
    if (!entry)
        return STATUS_OK;
    int code = git_tree_lookup(out, walk->git, git_tree_entry_id(entry));
    if (code < 0) {
        git_failed(err, code, "the folder %s cannot be read from history", str_text(&walk->path));
        return STATUS_IO;
    }
    return STATUS_OK;
}

/* A folder within another a few times over, on ten levels, is billions of files in a dozen objects.
 * One and the same folder that has folders itself is walked so many times only. */
static enum status check_visits(struct tree_walk *walk, const git_tree *tree, struct error *err)
{
    uint32_t hash;
    size_t i = 0, count = tree ? git_tree_entrycount(tree) : 0;
    if (++walk->folders < MANY_FOLDERS)
        return STATUS_OK;
    while (i < count && !is_tree(git_tree_entry_byindex(tree, i)))
        i++;
    if (i == count)
        return STATUS_OK;
    if (!walk->visits)
        walk->visits = mem_zalloc(VISIT_SLOTS, sizeof(*walk->visits));
    memcpy(&hash, git_tree_id(tree)->id, sizeof(hash));
    if (++walk->visits[hash % VISIT_SLOTS] > VISITS_MAX)
        return error_set(err, STATUS_LIMIT,
                         "history has the same folder more than %d times: not read", VISITS_MAX);
    return STATUS_OK;
}

static enum status walk_folder(struct tree_walk *walk, const git_tree_entry *old,
                               const git_tree_entry *new, struct error *err)
{
    git_tree *left = NULL, *right = NULL;
    enum status status = open_tree(walk, old, &left, err);
    if (status == STATUS_OK)
        status = open_tree(walk, new, &right, err);
    str_add_char(&walk->path, '/');
    if (status == STATUS_OK)
        status = check_visits(walk, right ? right : left, err);
    if (status == STATUS_OK)
        status = walk_pair(walk, left, right, err);
    git_tree_free(left);
    git_tree_free(right);
    return status;
}

static enum status visit_file(struct tree_walk *walk, const git_tree_entry *old,
                              const git_tree_entry *new, struct error *err)
{
    struct tree_change change = {.path = str_text(&walk->path)};
    if (old) {
        change.old_id = *git_tree_entry_id(old);
        change.old_mode = git_tree_entry_filemode_raw(old);
    }
    if (new) {
        change.new_id = *git_tree_entry_id(new);
        change.new_mode = git_tree_entry_filemode_raw(new);
    }
    return walk->visit(walk->data, &change, err);
}

/* One name; both sides are of one kind when both are given. */
static enum status walk_entry(struct tree_walk *walk, const git_tree_entry *old,
                              const git_tree_entry *new, struct error *err)
{
    if (old && new &&git_oid_equal(git_tree_entry_id(old), git_tree_entry_id(new)) &&
        git_tree_entry_filemode_raw(old) == git_tree_entry_filemode_raw(new))
        return STATUS_OK;
    if (walk->cancel && atomic_load_explicit(walk->cancel, memory_order_relaxed))
        return error_set(err, STATUS_CANCELLED, "cancelled");
    size_t len = walk->path.len;
    str_add_text(&walk->path, git_tree_entry_name(new ? new : old));
    enum status status = is_tree(new ? new : old) ? walk_folder(walk, old, new, err)
                                                  : visit_file(walk, old, new, err);
    str_replace(&walk->path, len, walk->path.len, view_of(""));
    return status;
}

static enum status walk_pair(struct tree_walk *walk, const git_tree *old, const git_tree *new,
                             struct error *err)
{
    size_t at_old = 0, at_new = 0;
    size_t old_count = old ? git_tree_entrycount(old) : 0;
    size_t new_count = new ? git_tree_entrycount(new) : 0;
    enum status status = STATUS_OK;
    if (walk->depth >= TREE_DEPTH_LIMIT)
        return error_set(err, STATUS_LIMIT, "history has folders more than %d deep: not read",
                         TREE_DEPTH_LIMIT);
    walk->depth++;
    while (status == STATUS_OK && (at_old < old_count || at_new < new_count)) {
        const git_tree_entry *left =
            at_old < old_count ? git_tree_entry_byindex(old, at_old) : NULL;
        const git_tree_entry *right =
            at_new < new_count ? git_tree_entry_byindex(new, at_new) : NULL;
        int order = !left ? 1 : !right ? -1 : entry_order(left, right);
        status = walk_entry(walk, order <= 0 ? left : NULL, order >= 0 ? right : NULL, err);
        at_old += order <= 0;
        at_new += order >= 0;
    }
    walk->depth--;
    return status;
}

enum status tree_compare(git_repository *git, const git_tree *old, const git_tree *new,
                         const char *prefix, const atomic_bool *cancel, tree_visit *visit,
                         void *data, struct error *err)
{
    struct tree_walk walk = {.git = git, .cancel = cancel, .visit = visit, .data = data};
    if (*prefix) {
        str_add_text(&walk.path, prefix);
        str_add_char(&walk.path, '/');
    }
    enum status status = walk_pair(&walk, old, new, err);
    free(walk.visits);
    str_finish(&walk.path);
    return status;
}
