#include "core/workspace/workspace.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>

#define WORKSPACE_RULES ".palimpsest.yaml"
#define WORKSPACE_FILE_LIMIT ((size_t)64 << 20)
#define WORKSPACE_SETTINGS_LIMIT ((size_t)1 << 20)

/* The person's settings first, then the workspace's over them. A file that is not there is no news.
 */
static void workspace_read_settings(struct workspace *ws)
{
    settings_init(&ws->settings);
    char *config = settings_config_folder();
    struct folder folder;
    struct str text = {0};
    if (config && folder_open(config, &folder, NULL) == STATUS_OK) {
        if (folder_read(&folder, "config.yaml", WORKSPACE_SETTINGS_LIMIT, &text, NULL, NULL) ==
            STATUS_OK)
            settings_read(&ws->settings, str_view(&text), "config.yaml", false);
        folder_close(&folder);
    }
    free(config);
    str_clear(&text);
    if (folder_read(&ws->folder, WORKSPACE_RULES, WORKSPACE_SETTINGS_LIMIT, &text, NULL, NULL) ==
        STATUS_OK) {
        struct error err;
        settings_read(&ws->settings, str_view(&text), WORKSPACE_RULES, true);
        if (rules_parse(str_view(&text), &ws->rules, &err) != STATUS_OK)
            *ARRAY_PUSH(ws->settings.warnings, ws->settings.warning_count,
                        ws->settings.warning_cap) = mem_string(err.text);
    }
    str_finish(&text);
}

/* Puts the todo file's text in the model; a file that cannot be read leaves an empty list that
 * refuses changes. */
static void workspace_load_todo(struct workspace *ws)
{
    struct str text = {0};
    struct error err;
    enum status status =
        folder_read(&ws->folder, ws->catalog->todo_path, WORKSPACE_FILE_LIMIT, &text, NULL, &err);
    free(ws->todo_problem);
    ws->todo_problem = status == STATUS_OK || status == STATUS_ABSENT ? NULL : mem_string(err.text);
    ws->todo_there = status == STATUS_OK;
    todo_finish(&ws->todo);
    todo_init(&ws->todo, todo_format_of(view_of(ws->catalog->todo_path)),
              status == STATUS_OK ? str_view(&text) : VIEW(""));
    str_finish(&text);
}

enum status workspace_open(const char *path, size_t limit, struct workspace *out, struct error *err)
{
    *out = (struct workspace){0};
    enum status status = folder_open(path, &out->folder, err);
    if (status != STATUS_OK)
        return status;
    struct view name = path_name(view_of(out->folder.path));
    out->name = mem_string_n(name.len ? name.data : "/", name.len ? name.len : 1);
    workspace_read_settings(out);
    struct catalog_options options = {.rules = &out->rules, .limit = limit};
    status = catalog_scan(&out->folder, &options, &out->catalog, err);
    if (status != STATUS_OK) {
        workspace_close(out);
        return status;
    }
    workspace_load_todo(out);
    return STATUS_OK;
}

void workspace_close(struct workspace *ws)
{
    todo_finish(&ws->todo);
    free(ws->todo_problem);
    catalog_free(ws->catalog);
    settings_finish(&ws->settings);
    rules_finish(&ws->rules);
    free(ws->name);
    folder_close(&ws->folder);
    *ws = (struct workspace){.folder = {.fd = -1}};
}

void workspace_take_catalog(struct workspace *ws, struct catalog *catalog)
{
    bool moved = strcmp(catalog->todo_path, ws->catalog->todo_path) != 0;
    catalog_free(ws->catalog);
    ws->catalog = catalog;
    if (moved && !ws->todo_pending)
        workspace_load_todo(ws);
}

static bool workspace_is_todo(const struct workspace *ws, const char *path)
{
    return path && strcmp(path, ws->catalog->todo_path) == 0;
}

unsigned workspace_apply(struct workspace *ws, const struct change_set *set)
{
    unsigned changed = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct change *change = &set->items[i];
        if (change->kind != CHANGE_WRITE || !workspace_is_todo(ws, change->path))
            continue;
        ws->todo_pending++;
        ws->todo_there = true;
        todo_finish(&ws->todo);
        todo_init(&ws->todo, todo_format_of(view_of(change->path)), str_view(&change->text));
        changed |= 1u << SECTION_TODO;
    }
    return changed;
}

unsigned workspace_settle(struct workspace *ws, const struct change_set *set)
{
    unsigned changed = 0;
    for (size_t i = 0; i < set->count; i++) {
        const struct change *change = &set->items[i];
        if (change->kind == CHANGE_WRITE && workspace_is_todo(ws, change->path) &&
            ws->todo_pending > 0)
            ws->todo_pending--;
        if (change->from)
            changed |= workspace_refresh(ws, change->from);
        changed |= workspace_refresh(ws, change->path);
    }
    return changed;
}

unsigned workspace_refresh(struct workspace *ws, const char *path)
{
    unsigned changed = 0;
    if (workspace_is_todo(ws, path) && !ws->todo_pending) {
        workspace_load_todo(ws);
        changed |= 1u << SECTION_TODO;
    }
    if (catalog_refresh(ws->catalog, &ws->folder, &ws->rules, path))
        changed |= CHANGED_ALL & ~(unsigned)(CHANGED_HISTORY | CHANGED_READER);
    return changed;
}

enum status workspace_read(const struct workspace *ws, const char *path, struct str *out,
                           struct error *err)
{
    return folder_read(&ws->folder, path, WORKSPACE_FILE_LIMIT, out, NULL, err);
}

enum status workspace_read_todo(struct workspace *ws, struct error *err)
{
    if (!ws->todo_pending)
        workspace_load_todo(ws);
    if (ws->todo_problem)
        return error_set(err, STATUS_REFUSED, "the todo list cannot be changed: %s",
                         ws->todo_problem);
    return STATUS_OK;
}
