/* Taking back what changed between two trees, merged with what has changed since.
 *
 * Three texts of each file: as the change left it (the base), as it was before, and as it is now.
 * Where now is what the change left, it becomes what was before; where it is that already, nothing
 * is to do; else the two are merged, and what cannot be merged is for a person. A file that was
 * moved and nothing else is moved back with the text that it has now. */
#include "core/store/revive_parts.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/tree_compare.h"
#include "core/text/merge.h"

#include <stdlib.h>
#include <string.h>

#define FILES_MAX 10000

struct revive_file {
    char *path;
    git_oid before, after;
    uint32_t before_mode, after_mode; /* 0: not there */
    bool done;
};

struct revive_files {
    struct revive_file *items;
    size_t count, cap;
};

void revive_text_finish(struct revive_text *text)
{
    str_finish(&text->text);
    *text = (struct revive_text){0};
}

enum status revive_text_read(struct revive_work *work, const git_oid *id, uint32_t mode,
                             const char *path, struct revive_text *out, struct error *err)
{
    git_blob *blob = NULL;
    *out = (struct revive_text){0};
    if (mode == 0)
        return STATUS_OK;
    if (mode != GIT_FILEMODE_BLOB && mode != GIT_FILEMODE_BLOB_EXECUTABLE && mode != 0100664)
        return error_set(err, STATUS_REFUSED, "%s is a %s there: only files are brought back", path,
                         mode == GIT_FILEMODE_TREE     ? "folder"
                         : mode == GIT_FILEMODE_COMMIT ? "repository of its own"
                                                       : "link");
    int code = git_blob_lookup(&blob, work->repo->git, id);
    if (code < 0) {
        git_failed(err, code, "the text of %s cannot be read from history", path);
        return STATUS_IO;
    }
    git_object_size_t size = git_blob_rawsize(blob);
    enum status status = STATUS_OK;
    if (size > OBJECT_SIZE_LIMIT)
        status = error_set(err, STATUS_LIMIT, "%s is over 64 MiB there: not brought back", path);
    else
        str_add(&out->text, view_from(git_blob_rawcontent(blob), (size_t)size));
    out->there = status == STATUS_OK;
    out->id = *id;
    git_blob_free(blob);
    return status;
}

/* The disk must have what HEAD has: a text that is in no commit is never replaced. */
static enum status check_disk(const struct revive_work *work, const char *path,
                              const struct revive_text *now, struct error *err)
{
    struct str disk = {0};
    enum status status =
        folder_read(work->folder, path, now->there ? now->text.len : 0, &disk, NULL, err);
    bool same = now->there
                    ? status == STATUS_OK && view_equal(str_view(&disk), str_view(&now->text))
                    : status == STATUS_ABSENT;
    str_finish(&disk);
    if (same)
        return STATUS_OK;
    if (status == STATUS_OK || status == STATUS_LIMIT || status == STATUS_ABSENT)
        return error_set(err, STATUS_REFUSED,
                         "%s has changes that are in no commit yet: commit them first; nothing "
                         "was changed",
                         path);
    return status;
}

enum status revive_text_now(struct revive_work *work, const char *path, struct revive_text *out,
                            struct error *err)
{
    git_oid id;
    uint32_t mode;
    enum status status = path_check(view_of(path), err);
    *out = (struct revive_text){0};
    if (status == STATUS_OK)
        status = tree_find(work->repo->git, work->now, path, &id, &mode, err);
    if (status == STATUS_OK)
        status = revive_text_read(work, &id, mode, path, out, err);
    if (status == STATUS_OK)
        status = check_disk(work, path, out, err);
    if (status != STATUS_OK)
        revive_text_finish(out);
    return status;
}

static enum status collect_file(void *data, const struct tree_change *change, struct error *err)
{
    struct revive_files *files = data;
    if (files->count == FILES_MAX)
        return error_set(err, STATUS_LIMIT, "that changed more than %d files: not taken back",
                         FILES_MAX);
    *ARRAY_PUSH(files->items, files->count, files->cap) =
        (struct revive_file){.path = mem_string(change->path),
                             .before = change->old_id,
                             .after = change->new_id,
                             .before_mode = change->old_mode,
                             .after_mode = change->new_mode};
    return STATUS_OK;
}

static bool same_text(const struct revive_text *a, const struct revive_text *b)
{
    return a->there == b->there && (!a->there || git_oid_equal(&a->id, &b->id));
}

static bool has_nul(const struct str *text)
{
    return text->len && memchr(text->data, '\0', text->len);
}

/* Keeps the one conflict that a person can settle; a second one ends the plan. */
static enum status add_conflict(struct revive_work *work, const char *path,
                                struct revive_text *base, struct revive_text *mine,
                                struct revive_text *theirs, struct error *err)
{
    struct revive_conflict *conflict = &work->plan->conflict;
    if (conflict->path)
        return error_set(err, STATUS_CONFLICT,
                         "%s and %s were both changed since in the same places: take it back file "
                         "by file",
                         conflict->path, path);
    conflict->path = mem_string(path);
    conflict->base = base->text;
    conflict->mine = mine->text;
    conflict->theirs = theirs->text;
    base->text = mine->text = theirs->text = (struct str){0};
    return STATUS_OK;
}

static enum status merge_file(struct revive_work *work, const char *path, struct revive_text *after,
                              struct revive_text *before, struct revive_text *now,
                              struct error *err)
{
    struct merge merge;
    struct view mine = str_view(&now->text);
    if (!before->there)
        return error_set(err, STATUS_CONFLICT,
                         "%s was written on since it was made: delete it if it is to go", path);
    if (has_nul(&after->text) || has_nul(&before->text) || has_nul(&now->text))
        return error_set(err, STATUS_CONFLICT, "%s was changed since and is no text: not merged",
                         path);
    merge_make(str_view(&after->text), mine, str_view(&before->text), &merge);
    bool clean = merge.count == 0;
    if (clean && !view_equal(str_view(&merge.text), mine))
        change_set_write(&work->plan->set, path, &mine, str_view(&merge.text));
    merge_finish(&merge);
    return clean ? STATUS_OK : add_conflict(work, path, after, now, before, err);
}

static enum status revive_file(struct revive_work *work, const struct revive_file *file,
                               struct error *err)
{
    struct revive_text after = {0}, before = {0}, now = {0};
    struct change_set *set = &work->plan->set;
    if (file->before_mode && file->after_mode && git_oid_equal(&file->before, &file->after))
        return STATUS_OK; /* only its mode changed */
    enum status status =
        revive_text_read(work, &file->before, file->before_mode, file->path, &before, err);
    if (status == STATUS_OK)
        status = revive_text_read(work, &file->after, file->after_mode, file->path, &after, err);
    if (status == STATUS_OK)
        status = revive_text_now(work, file->path, &now, err);
    if (status != STATUS_OK || same_text(&now, &before))
        goto out;
    struct view mine = str_view(&now.text);
    if (!same_text(&now, &after)) {
        if (now.there) /* else it is gone, and so is what was changed in it */
            status = merge_file(work, file->path, &after, &before, &now, err);
    } else if (!before.there) {
        change_set_delete(set, file->path, mine);
    } else {
        change_set_write(set, file->path, now.there ? &mine : NULL, str_view(&before.text));
    }
out:
    revive_text_finish(&after);
    revive_text_finish(&before);
    revive_text_finish(&now);
    return status;
}

/* The file that `gone` was moved to: new there, with the same text. */
static struct revive_file *find_move(struct revive_files *files, const struct revive_file *gone)
{
    for (size_t i = 0; i < files->count; i++) {
        struct revive_file *file = &files->items[i];
        if (!file->done && !file->before_mode && file->after_mode == gone->before_mode &&
            git_oid_equal(&file->after, &gone->before))
            return file;
    }
    return NULL;
}

/* Moves a file back; it is left to revive_file when it is no longer where it was moved to. */
static enum status revive_move(struct revive_work *work, struct revive_file *from,
                               struct revive_file *to, struct error *err)
{
    struct revive_text here = {0}, there = {0};
    enum status status = revive_text_now(work, to->path, &here, err);
    if (status == STATUS_OK)
        status = revive_text_now(work, from->path, &there, err);
    if (status == STATUS_OK && here.there && !there.there) {
        change_set_rename(&work->plan->set, to->path, from->path, str_view(&here.text));
        from->done = to->done = true;
    }
    revive_text_finish(&here);
    revive_text_finish(&there);
    return status;
}

/* Files with no text in common names are told apart from moves by having a text at all. */
static bool may_be_moved(const struct revive_file *file)
{
    git_oid empty;
    return !file->done && file->before_mode && !file->after_mode &&
           git_odb_hash(&empty, "", 0, GIT_OBJECT_BLOB) == 0 &&
           !git_oid_equal(&file->before, &empty);
}

enum status revive_trees(struct revive_work *work, const git_tree *after, const git_tree *before,
                         struct error *err)
{
    struct revive_files files = {0};
    enum status status =
        tree_compare(work->repo->git, before, after, "", work->cancel, collect_file, &files, err);
    for (size_t i = 0; status == STATUS_OK && i < files.count; i++) {
        struct revive_file *to =
            may_be_moved(&files.items[i]) ? find_move(&files, &files.items[i]) : NULL;
        if (to)
            status = revive_move(work, &files.items[i], to, err);
    }
    for (int writes = 0; writes < 2; writes++) /* what goes, goes first: it may stand in the way */
        for (size_t i = 0; status == STATUS_OK && i < files.count; i++)
            if (!files.items[i].done && (files.items[i].before_mode != 0) == (writes == 1))
                status = revive_file(work, &files.items[i], err);
    for (size_t i = 0; i < files.count; i++)
        free(files.items[i].path);
    free(files.items);
    return status;
}

enum status revive_commit(struct revive_work *work, git_commit *commit, struct error *err)
{
    git_commit *parent = NULL;
    git_tree *after = NULL, *before = NULL;
    enum status status = STATUS_OK;
    int code = git_commit_tree(&after, commit);
    if (code == 0)
        code = revive_parent(work, commit, &parent);
    if (parent)
        code = git_commit_tree(&before, parent);
    if (code < 0) {
        git_failed(err, code, "the files of a commit cannot be read");
        status = STATUS_IO;
    }
    if (status == STATUS_OK)
        status = revive_trees(work, after, before, err);
    git_tree_free(after);
    git_tree_free(before);
    git_commit_free(parent);
    return status;
}
