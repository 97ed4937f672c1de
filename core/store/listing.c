#include "core/store/listing.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/tree_compare.h"

#include <stdlib.h>
#include <string.h>

void listing_finish(struct listing *listing)
{
    str_finish(&listing->names);
    free(listing->items);
    *listing = (struct listing){0};
}

const char *listing_path(const struct listing *listing, size_t index)
{
    return listing->names.data + listing->items[index].path;
}

static int compare_listed(const void *a, const void *b, void *data)
{
    const struct listed *left = a, *right = b;
    const char *names = data;
    return strcmp(names + left->path, names + right->path);
}

void listing_sort(struct listing *listing)
{
    size_t kept = 0;
    if (listing->count == 0)
        return;
    qsort_r(listing->items, listing->count, sizeof(*listing->items), compare_listed,
            listing->names.data);
    for (size_t i = 0; i < listing->count; i++)
        if (kept == 0 || strcmp(listing_path(listing, kept - 1), listing_path(listing, i)) != 0)
            listing->items[kept++] = listing->items[i];
    listing->count = kept;
}

static enum status add_from_tree(void *data, const struct tree_change *change, struct error *err)
{
    struct listing *listing = data;
    (void)err;
    if (change->new_mode != GIT_FILEMODE_BLOB && change->new_mode != GIT_FILEMODE_BLOB_EXECUTABLE)
        return STATUS_OK;
    if (path_is_hidden(view_of(change->path)))
        return STATUS_OK;
    *ARRAY_PUSH(listing->items, listing->count, listing->cap) =
        (struct listed){.path = listing->names.len, .id = change->new_id, .mode = change->new_mode};
    str_add(&listing->names, view_from(change->path, strlen(change->path) + 1));
    return STATUS_OK;
}

enum status listing_add_tree(struct listing *listing, git_repository *git, const git_tree *tree,
                             const char *path, const atomic_bool *cancel, struct error *err)
{
    git_tree *below = NULL;
    git_oid id;
    uint32_t mode = GIT_FILEMODE_TREE;
    if (!*path)
        return tree_compare(git, NULL, tree, "", cancel, add_from_tree, listing, err);
    enum status status = tree_find(git, tree, path, &id, &mode, err);
    if (status != STATUS_OK || mode == 0)
        return status;
    if (mode != GIT_FILEMODE_TREE) {
        const struct tree_change change = {.path = path, .new_id = id, .new_mode = mode};
        return add_from_tree(listing, &change, err);
    }
    int code = git_tree_lookup(&below, git, &id);
    if (code < 0) {
        git_failed(err, code, "the folder %s cannot be read from history", path);
        return STATUS_IO;
    }
    status = tree_compare(git, NULL, below, path, cancel, add_from_tree, listing, err);
    git_tree_free(below);
    return status;
}
