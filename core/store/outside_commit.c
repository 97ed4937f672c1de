/* Committing what other programs changed. Each text is read, stored, and compared with the file
 * once more; one that is still being written is left for the next time. Many are stored without
 * syncing each: the whole is synced once, before the branch moves. */
#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/folder.h"
#include "core/text/hash.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MANY 32

/* `*good` is false when the file would not hold still, is gone, or is not what was judged. */
static enum status edit_from_disk(struct repository *repo, const struct folder *folder,
                                  const struct outside_change *change, struct path_edit *edit,
                                  bool *good, struct error *err)
{
    static const struct index_stat unknown;
    struct str text = {0};
    enum status status = STATUS_OK;
    *good = false;
    for (int tries = 0; status == STATUS_OK && !*good && tries < 3; tries++) {
        str_clear(&text);
        status = folder_read(folder, edit->path, OBJECT_SIZE_LIMIT, &text, NULL, err);
        if (status == STATUS_OK && change->is_judged && hash_of(str_view(&text)) != change->judged)
            break;
        if (status == STATUS_OK)
            status = path_edit_write(repo, edit, str_view(&text), err);
        *good = status == STATUS_OK && memcmp(&edit->stat, &unknown, sizeof(unknown)) != 0;
    }
    str_finish(&text);
    return status == STATUS_ABSENT || status == STATUS_LIMIT || status == STATUS_REFUSED ? STATUS_OK
                                                                                         : status;
}

static enum status edit_for(struct repository *repo, const struct folder *folder,
                            const struct outside_change *change, struct edit_list *list,
                            struct error *err)
{
    struct path_edit edit = {.path = mem_string(change->path)};
    struct file_stamp stamp;
    bool good = false;
    enum status status = STATUS_OK;
    if (change->kind == OUTSIDE_DELETED) {
        edit.remove = true;
        good = folder_stat(folder, change->path, &stamp, NULL) == STATUS_ABSENT;
    } else {
        status = edit_from_disk(repo, folder, change, &edit, &good, err);
    }
    if (good)
        *ARRAY_PUSH(list->items, list->count, list->cap) = edit;
    else
        free(edit.path);
    return status;
}

static void default_subject(const struct edit_list *list, struct str *out)
{
    if (list->count == 1)
        str_addf(out, "outside: %s", list->items[0].path);
    else
        str_addf(out, "outside: %zu files", list->count);
}

enum status outside_commit(struct repository *repo, const struct outside_change *changes,
                           size_t count, const char *subject, const struct identity *who,
                           const struct commit_progress *progress, struct commit_result *result,
                           struct error *err)
{
    struct folder folder;
    struct edit_list list = {0};
    struct str message = {0};
    *result = (struct commit_result){0};
    enum status status = folder_open(repo->path, &folder, err);
    if (status != STATUS_OK)
        return status;
    object_store_bulk(repo->objects, count > MANY);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        if (progress && progress->cancel && atomic_load(progress->cancel))
            status =
                error_set(err, STATUS_CANCELLED, "the commit was given up, no file was touched");
        else if (!changes[i].staged && !changes[i].too_large && !changes[i].held)
            status = edit_for(repo, &folder, &changes[i], &list, err);
    }
    if (status == STATUS_OK && list.count > 0) {
        if (subject)
            str_add_text(&message, subject);
        else
            default_subject(&list, &message);
        str_add_char(&message, '\n');
        status = commit_edits(repo, &list, str_text(&message), who, progress, result, err);
    }
    object_store_bulk(repo->objects, false);
    edit_list_finish(&list);
    str_finish(&message);
    folder_close(&folder);
    return status;
}
