/* A person's act as a commit: the change set's files become edits of paths. What would go with a
 * deleted or renamed file is put into history first. */
#include "core/store/commit.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"

#include <stdlib.h>

/* Commits `old` as the text of `path`, unless HEAD holds that already. */
static enum status keep_text(struct repository *repo, const char *path, struct view old,
                             const struct identity *who, const struct commit_progress *progress,
                             struct error *err)
{
    struct edit_list list = {0};
    struct commit_result result;
    struct str message = {0};
    struct path_edit *edit = edit_list_add(&list, path);
    str_addf(&message, "keep: %s as it was\n", path);
    enum status status = path_edit_write(repo, edit, old, err);
    if (status == STATUS_OK)
        status = commit_edits(repo, &list, str_text(&message), who, progress, &result, err);
    str_finish(&message);
    edit_list_finish(&list);
    return status;
}

static enum status add_change(struct repository *repo, const struct change *change,
                              const struct identity *who, const struct commit_progress *progress,
                              struct edit_list *list, struct error *err)
{
    const char *gone = change->kind == CHANGE_DELETE   ? change->path
                       : change->kind == CHANGE_RENAME ? change->from
                                                       : NULL;
    if (gone) {
        enum status status = keep_text(repo, gone, str_view(&change->old), who, progress, err);
        if (status != STATUS_OK)
            return status;
        edit_list_add(list, gone)->remove = true;
    }
    if (change->kind == CHANGE_DELETE)
        return STATUS_OK;
    const struct str *text = change->kind == CHANGE_RENAME ? &change->old : &change->text;
    return path_edit_write(repo, edit_list_add(list, change->path), str_view(text), err);
}

enum status commit_change_set(struct repository *repo, const struct change_set *set,
                              const struct identity *who, const struct commit_progress *progress,
                              struct commit_result *result, struct error *err)
{
    struct edit_list list = {0};
    struct str message = {0};
    enum status status = STATUS_OK;
    *result = (struct commit_result){0};
    if (!set->subject || !*set->subject)
        return error_set(err, STATUS_INVALID, "a commit needs a subject");
    str_addf(&message, "%s\n", set->subject);
    if (set->body && *set->body)
        str_addf(&message, "\n%s\n", set->body);
    for (size_t i = 0; status == STATUS_OK && i < set->count; i++)
        status = add_change(repo, &set->items[i], who, progress, &list, err);
    if (status == STATUS_OK)
        status = commit_edits(repo, &list, str_text(&message), who, progress, result, err);
    edit_list_finish(&list);
    str_finish(&message);
    return status;
}
