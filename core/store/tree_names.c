#include "core/store/tree_names.h"

#include "core/base/memory.h"
#include "core/store/tree_compare.h"

#include <stdlib.h>
#include <string.h>

/* As core/store/tree_compare, but on bytes whose hash was not looked at: "MODE NAME", NUL, 20 bytes
 * of id, in git's order. */

struct names_entry {
    struct view whole; /* its bytes; empty at the end of the tree */
    struct view name;
    const unsigned char *id;
    bool folder, file; /* file: a regular one */
};

/* The first of `rest`. */
static bool entry_read(struct view rest, struct names_entry *out)
{
    *out = (struct names_entry){.whole = view_slice(rest, 0, 0)};
    if (rest.len == 0)
        return true;
    size_t blank = view_find(rest, 0, ' '), end = view_find(rest, blank, '\0');
    if (blank == 0 || blank > 6 || end <= blank + 1 || rest.len - end < 1 + GIT_OID_RAWSZ)
        return false;
    out->whole = view_slice(rest, 0, end + 1 + GIT_OID_RAWSZ);
    out->name = view_slice(rest, blank + 1, end);
    out->id = (const unsigned char *)rest.data + end + 1;
    struct view mode = view_slice(rest, 0, blank);
    out->folder = view_is(mode, "40000") || view_is(mode, "040000");
    out->file = view_starts(mode, "100");
    return memchr(out->name.data, '/', out->name.len) == NULL;
}

/* git's order: a folder sorts as if its name ended in a slash. The end comes last. */
static int entry_order(const struct names_entry *a, const struct names_entry *b)
{
    if (!a->whole.len || !b->whole.len)
        return !a->whole.len - !b->whole.len;
    size_t shorter = a->name.len < b->name.len ? a->name.len : b->name.len;
    int order = memcmp(a->name.data, b->name.data, shorter);
    if (order != 0)
        return order;
    int left = a->name.len > shorter ? (unsigned char)a->name.data[shorter] : a->folder ? '/' : 0;
    int right = b->name.len > shorter ? (unsigned char)b->name.data[shorter] : b->folder ? '/' : 0;
    return left - right;
}

static enum status compare_trees(struct tree_names *names, const git_oid *old, const git_oid *new,
                                 struct error *err);

/* One name; both are of one kind when both are given. */
static enum status add_entry(struct tree_names *names, const struct names_entry *old,
                             const struct names_entry *new, struct error *err)
{
    const struct names_entry *entry = new ? new : old;
    size_t len = names->path.len;
    enum status status = STATUS_OK;
    str_add(&names->path, entry->name);
    if (entry->folder) {
        git_oid left, right;
        if (old)
            git_oid_fromraw(&left, old->id);
        if (new)
            git_oid_fromraw(&right, new->id);
        str_add_char(&names->path, '/');
        status = compare_trees(names, old ? &left : NULL, new ? &right : NULL, err);
    } else if (names->count == names->limit || names->names.len > TREE_NAMES_BYTES) {
        status = error_set(err, STATUS_LIMIT, "a commit changes more than %zu files", names->count);
    } else {
        git_oid *file = ARRAY_PUSH(names->files, names->count, names->cap);
        *file = (git_oid){{0}};
        if (new &&new->file)
            git_oid_fromraw(file, new->id);
        str_add(&names->names, view_from(str_text(&names->path), names->path.len + 1));
    }
    str_replace(&names->path, len, names->path.len, VIEW(""));
    return status;
}

/* Bytes that both begin with. */
static size_t equal_bytes(struct view a, struct view b)
{
    size_t len = a.len < b.len ? a.len : b.len, at = 0;
    uint64_t left, right;
    for (; at + sizeof(left) <= len; at += sizeof(left)) {
        memcpy(&left, a.data + at, sizeof(left));
        memcpy(&right, b.data + at, sizeof(right));
        if (left != right)
            break;
    }
    while (at < len && a.data[at] == b.data[at])
        at++;
    return at;
}

/* The entries that both begin with, in bytes: nearly all of them, so none is taken apart. */
static size_t equal_entries(struct view a, struct view b)
{
    const size_t head = strlen("40000 x");
    size_t same = equal_bytes(a, b), at = 0;
    while (at + head < same) {
        size_t end = view_find(a, at + head, '\0') + 1 + GIT_OID_RAWSZ;
        if (end > same)
            break;
        at = end;
    }
    return at;
}

static enum status compare_entries(struct tree_names *names, const struct object_bytes *old,
                                   const struct object_bytes *new, struct error *err)
{
    struct view a = view_from(old->data, old->len), b = view_from(new->data, new->len);
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        struct names_entry left, right;
        size_t same = equal_entries(a, b);
        a = view_slice(a, same, a.len);
        b = view_slice(b, same, b.len);
        if (a.len == 0 && b.len == 0)
            break;
        if (!entry_read(a, &left) || !entry_read(b, &right))
            return error_set(err, STATUS_INVALID, "a folder in history is damaged");
        int order = entry_order(&left, &right);
        if (order != 0 || !view_equal(left.whole, right.whole))
            status = add_entry(names, order <= 0 ? &left : NULL, order >= 0 ? &right : NULL, err);
        a = view_slice(a, order <= 0 ? left.whole.len : 0, a.len);
        b = view_slice(b, order >= 0 ? right.whole.len : 0, b.len);
    }
    return status;
}

static enum status compare_trees(struct tree_names *names, const git_oid *old, const git_oid *new,
                                 struct error *err)
{
    struct object_bytes left = {0}, right = {0};
    enum status status = STATUS_OK;
    if (names->depth >= TREE_DEPTH_LIMIT || names->folders++ == names->limit)
        return error_set(err, STATUS_LIMIT, "a commit has folders more than %d deep, or too many",
                         TREE_DEPTH_LIMIT);
    if (names->cancel && atomic_load_explicit(names->cancel, memory_order_relaxed))
        return error_set(err, STATUS_CANCELLED, "cancelled");
    names->depth++;
    if (new)
        status = object_reader_take(names->reader, new, GIT_OBJECT_TREE, &right, err);
    if (status == STATUS_OK && old)
        status = object_reader_take(names->reader, old, GIT_OBJECT_TREE, &left, err);
    if (status == STATUS_OK)
        status = compare_entries(names, &left, &right, err);
    object_reader_keep(names->reader, &left); /* the next commit's, going back in time */
    object_reader_drop(names->reader, &right);
    names->depth--;
    return status;
}

enum status tree_names_add(struct tree_names *names, const git_oid *old, const git_oid *new,
                           struct error *err)
{
    return old && git_oid_equal(old, new) ? STATUS_OK : compare_trees(names, old, new, err);
}

static enum status find_entry(const struct object_bytes *tree, struct view name,
                              struct names_entry *out, struct error *err)
{
    struct view rest = view_from(tree->data, tree->len);
    for (;;) {
        if (!entry_read(rest, out))
            return error_set(err, STATUS_INVALID, "a folder in history is damaged");
        if (out->whole.len == 0 || view_equal(out->name, name))
            return STATUS_OK;
        rest = view_slice(rest, out->whole.len, rest.len);
    }
}

enum status tree_names_find(struct object_reader *reader, const git_oid *tree, const char *path,
                            git_oid *file, struct error *err)
{
    struct view rest = view_of(path);
    git_oid at = *tree;
    enum status status = STATUS_OK;
    *file = (git_oid){{0}};
    for (int depth = 0; status == STATUS_OK && rest.len && depth < TREE_DEPTH_LIMIT; depth++) {
        struct object_bytes bytes;
        struct names_entry entry = {0};
        size_t slash = view_find(rest, 0, '/');
        status = object_reader_take(reader, &at, GIT_OBJECT_TREE, &bytes, err);
        if (status == STATUS_OK)
            status = find_entry(&bytes, view_slice(rest, 0, slash), &entry, err);
        bool last = slash == rest.len, there = entry.whole.len > 0;
        rest = there && (last ? entry.file : entry.folder) ? view_slice(rest, slash + 1, rest.len)
                                                           : VIEW("");
        if (there && last && entry.file)
            git_oid_fromraw(file, entry.id);
        if (there && !last && entry.folder)
            git_oid_fromraw(&at, entry.id);
        object_reader_keep(reader, &bytes);
    }
    return status;
}

void tree_names_finish(struct tree_names *names)
{
    str_finish(&names->path);
    str_finish(&names->names);
    free(names->files);
}
