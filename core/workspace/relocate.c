#include "core/workspace/relocate.h"

#include "core/base/path.h"
#include "core/workspace/note_meta.h"
#include "core/workspace/relocate_link.h"

#include <stdlib.h>
#include <string.h>

#define RELOCATE_LIMIT ((size_t)64 << 20)

void relocate_request_finish(struct relocate_request *request)
{
    free(request->from);
    free(request->to);
    free(request->title);
    free(request->subject);
    *request = (struct relocate_request){0};
}

void relocate_plan_finish(struct relocate_plan *plan)
{
    change_set_finish(&plan->set);
    *plan = (struct relocate_plan){0};
}

void relocate_plan_show(const struct relocate_plan *plan, struct change_set *out)
{
    struct view own = {0};
    for (size_t i = 0; i < plan->set.count; i++)
        if (plan->set.items[i].kind == CHANGE_DELETE)
            own = str_view(&plan->set.items[i].old);
    for (size_t i = 0; i < plan->set.count; i++) {
        const struct change *change = &plan->set.items[i];
        struct view old = change->was_there ? str_view(&change->old) : own;
        if (change->kind == CHANGE_WRITE)
            change_set_write(out, change->path, &old, str_view(&change->text));
        else if (change->kind == CHANGE_RENAME)
            change_set_rename(out, change->from, change->path, old);
    }
}

/* Only what holds one of these may hold a link. */
static bool may_link(struct view text)
{
    return text.len &&
           (memmem(text.data, text.len, "[[", 2) || memmem(text.data, text.len, "](", 2) ||
            memmem(text.data, text.len, "]:", 2));
}

/* The links of one other file. What cannot be read keeps its links, and is counted. */
static void plan_other(const struct relocate_move *move, const char *path,
                       struct relocate_plan *plan)
{
    struct str text = {0}, new = {0};
    if (folder_read(move->folder, path, RELOCATE_LIMIT, &text, NULL, NULL) != STATUS_OK) {
        plan->unread++;
    } else if (may_link(str_view(&text))) {
        struct view old = str_view(&text);
        size_t links = relocate_links(move, path, old, &new);
        if (links)
            change_set_write(&plan->set, path, &old, str_view(&new));
        plan->links += links;
        plan->files += links > 0;
    }
    str_finish(&text);
    str_finish(&new);
}

/* The file itself: its title, and what its own links lead to from its new place. */
static enum status plan_own(const struct relocate_move *move,
                            const struct relocate_request *request, struct view old,
                            struct relocate_plan *plan, struct error *err)
{
    struct str text = {0};
    enum status status = STATUS_OK;
    size_t links = 0;
    if (path_is_markdown(view_of(move->from)))
        links = relocate_links(move, move->from, old, &text);
    else
        str_add(&text, old);
    plan->links += links;
    plan->files += links > 0;
    if (request->title && *move->title && strcmp(move->title, request->title) != 0)
        status = note_set_field(&text, "title", view_of(request->title), err);
    bool same = view_equal(old, str_view(&text)), stays = strcmp(move->from, move->to) == 0;
    if (status == STATUS_OK && same && !stays) {
        change_set_rename(&plan->set, move->from, move->to, old);
    } else if (status == STATUS_OK && !same) {
        change_set_write(&plan->set, move->to, stays ? &old : NULL, str_view(&text));
        if (!stays)
            change_set_delete(&plan->set, move->from, old);
    }
    str_finish(&text);
    return status;
}

static enum status plan_others(const struct relocate_move *move, const atomic_bool *cancel,
                               atomic_size_t *seen, struct relocate_plan *plan, struct error *err)
{
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const struct section *section = &move->catalog->sections[i];
        for (size_t j = 0; j < section->count; j++) {
            const char *path = section->entries[j].path;
            if (cancel && atomic_load(cancel))
                return error_set(err, STATUS_CANCELLED, "stopped; nothing was changed");
            if (seen)
                atomic_fetch_add(seen, 1);
            if (strcmp(path, move->from) != 0 && path_is_markdown(view_of(path)) &&
                section->entries[j].kind == FOLDER_FILE)
                plan_other(move, path, plan);
        }
    }
    return STATUS_OK;
}

static enum status check_free(const struct folder *folder, const struct relocate_request *request,
                              struct error *err)
{
    struct file_stamp stamp;
    if (strcmp(request->from, request->to) == 0)
        return STATUS_OK;
    enum status status = path_check(view_of(request->to), err);
    if (status != STATUS_OK)
        return status;
    status = folder_stat(folder, request->to, &stamp, err);
    if (status == STATUS_OK)
        return error_set(err, STATUS_EXISTS, "%s is there already; choose another name",
                         request->to);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

enum status relocate_plan_make(const struct folder *folder, const struct catalog *catalog,
                               const struct relocate_request *request, const atomic_bool *cancel,
                               atomic_size_t *seen, struct relocate_plan *out, struct error *err)
{
    struct str old = {0};
    struct note_meta meta = {0};
    *out = (struct relocate_plan){0};
    enum status status = check_free(folder, request, err);
    if (status == STATUS_OK)
        status = folder_read(folder, request->from, RELOCATE_LIMIT, &old, NULL, err);
    if (status != STATUS_OK)
        goto out;
    note_meta_read(str_view(&old), &meta);
    bool renamed = request->title && meta.title[0];
    const struct relocate_move move = {.folder = folder,
                                       .catalog = catalog,
                                       .from = request->from,
                                       .to = request->to,
                                       .title = meta.title,
                                       .title_new = renamed ? request->title : meta.title,
                                       .permalink = meta.permalink};
    status = plan_own(&move, request, str_view(&old), out, err);
    if (status == STATUS_OK && out->set.count)
        status = plan_others(&move, cancel, seen, out, err);
    if (status == STATUS_OK && request->subject)
        change_set_subject(&out->set, "%s", request->subject);
out:
    if (status != STATUS_OK)
        relocate_plan_finish(out);
    note_meta_finish(&meta);
    str_finish(&old);
    return status;
}
