/* The index's TREE extension: git's memory of which folders have not changed since which tree.
 *
 * Nodes stand in pre-order: name NUL, number of entries (-1: unknown), blank, number of
 * sub-folders, LF, and the tree's id unless unknown. A folder above an edited path must become
 * unknown, and no other need: git and libgit2 then work out only those. Depth is kept on a stack of
 * our own. */
#include "core/base/memory.h"
#include "core/store/index_file.h"

#include <stdlib.h>
#include <string.h>

struct tree_level {
    size_t prefix; /* length of the folder's path with its slash */
    long left;     /* sub-folders still to come */
};

struct tree_node {
    struct view name;
    long entries, folders;
    struct view id; /* empty when unknown */
};

/* The decimal number of `*rest` up to `stop`, at least -1. */
static bool read_decimal(struct view *rest, char stop, long *out)
{
    size_t end = view_find(*rest, 0, stop), at = 0;
    long value = 0;
    if (end == rest->len || end == 0 || end > 10)
        return false;
    bool negative = rest->data[0] == '-';
    for (at = negative ? 1 : 0; at < end; at++) {
        if (rest->data[at] < '0' || rest->data[at] > '9')
            return false;
        value = value * 10 + (rest->data[at] - '0');
    }
    *out = negative ? -1 : value;
    *rest = view_slice(*rest, end + 1, rest->len);
    return true;
}

static bool read_node(struct view *rest, struct tree_node *node)
{
    size_t nul = view_find(*rest, 0, '\0');
    if (nul == rest->len)
        return false;
    node->name = view_slice(*rest, 0, nul);
    *rest = view_slice(*rest, nul + 1, rest->len);
    if (!read_decimal(rest, ' ', &node->entries) || !read_decimal(rest, '\n', &node->folders) ||
        node->folders < 0)
        return false;
    size_t id = node->entries >= 0 ? 20 : 0;
    if (rest->len < id)
        return false;
    node->id = view_slice(*rest, 0, id);
    *rest = view_slice(*rest, id, rest->len);
    return true;
}

/* Whether an edited path begins with `prefix`; they are sorted. */
static bool edited_below(struct view prefix, const struct path_edit *edits, size_t count)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strncmp(edits[middle].path, prefix.data, prefix.len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < count && strncmp(edits[low].path, prefix.data, prefix.len) == 0;
}

static void write_node(struct str *out, const struct tree_node *node, bool unknown)
{
    str_add(out, node->name);
    str_add_char(out, '\0');
    str_addf(out, "%ld %ld\n", unknown ? -1L : node->entries, node->folders);
    if (!unknown)
        str_add(out, node->id);
}

bool index_tree_invalidate(struct view old, const struct path_edit *edits, size_t count,
                           struct str *out)
{
    size_t start = out->len, depth = 0, cap = 0;
    struct tree_level *levels = NULL;
    struct str prefix = {0};
    struct tree_node node;
    bool good = read_node(&old, &node) && node.name.len == 0;
    while (good) {
        if (node.name.len > 0) {
            str_add(&prefix, node.name);
            str_add_char(&prefix, '/');
        }
        write_node(out, &node,
                   node.entries < 0 ||
                       edited_below(view_from(str_text(&prefix), prefix.len), edits, count));
        *ARRAY_PUSH(levels, depth, cap) =
            (struct tree_level){.prefix = prefix.len, .left = node.folders};
        while (depth > 0 && levels[depth - 1].left == 0)
            depth--;
        if (depth == 0)
            break;
        levels[depth - 1].left--;
        str_replace(&prefix, levels[depth - 1].prefix, prefix.len, view_of(""));
        good = read_node(&old, &node) && node.name.len > 0;
    }
    if (!good || old.len > 0) {
        str_replace(out, start, out->len, view_of(""));
        good = false;
    }
    free(levels);
    str_finish(&prefix);
    return good;
}
