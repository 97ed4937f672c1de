#include "core/workspace/workspace.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>

#define WORKSPACE_FILE_LIMIT ((size_t)64 << 20)
#define WORKSPACE_SETTINGS_LIMIT ((size_t)1 << 20)

static void workspace_warn(struct workspace *ws, const struct error *err)
{
    *ARRAY_PUSH(ws->settings.warnings, ws->settings.warning_count, ws->settings.warning_cap) =
        mem_string(err->text);
}

/* False when there is nothing to read; a file that is not there is no news, any other failure a
 * warning. */
static bool workspace_read_setting(struct workspace *ws, const struct folder *folder,
                                   const char *name, struct str *text)
{
    struct error err;
    enum status status = folder_read(folder, name, WORKSPACE_SETTINGS_LIMIT, text, NULL, &err);
    if (status != STATUS_OK && status != STATUS_ABSENT)
        workspace_warn(ws, &err);
    return status == STATUS_OK;
}

/* The person's settings first, then the workspace's over them. */
static void workspace_read_settings(struct workspace *ws)
{
    char *config = settings_config_folder();
    struct folder folder;
    struct str text = {0};
    struct error err;
    settings_init(&ws->settings);
    if (config && folder_open(config, &folder, NULL) == STATUS_OK) {
        if (workspace_read_setting(ws, &folder, "config.yaml", &text))
            settings_read(&ws->settings, str_view(&text), "config.yaml", false);
        folder_close(&folder);
    }
    free(config);
    if (workspace_read_setting(ws, &ws->folder, WORKSPACE_RULES, &text)) {
        settings_read(&ws->settings, str_view(&text), WORKSPACE_RULES, true);
        if (rules_parse(str_view(&text), &ws->rules, &err) != STATUS_OK)
            workspace_warn(ws, &err);
    }
    str_finish(&text);
}

/* Puts the todo file's text in the model; a file that cannot be read leaves an empty list that
 * refuses changes. True if that is news. */
static bool workspace_load_todo(struct workspace *ws)
{
    struct str text = {0};
    struct error err;
    enum status status =
        folder_read(&ws->folder, ws->catalog->todo_path, WORKSPACE_FILE_LIMIT, &text, NULL, &err);
    bool there = status == STATUS_OK, bad = !there && status != STATUS_ABSENT;
    enum todo_format format = todo_format_of(view_of(ws->catalog->todo_path));
    bool news = there != ws->todo_there || bad != (ws->todo_problem != NULL) ||
                format != ws->todo.format || !view_equal(str_view(&text), str_view(&ws->todo.text));
    free(ws->todo_problem);
    ws->todo_problem = bad ? mem_string(err.text) : NULL;
    ws->todo_there = there;
    if (news) {
        todo_finish(&ws->todo);
        todo_init(&ws->todo, format, there ? str_view(&text) : VIEW(""));
    }
    str_finish(&text);
    return news;
}

static enum status workspace_begin(const char *path, struct catalog_options *options,
                                   struct workspace *out, struct error *err)
{
    *out = (struct workspace){0};
    enum status status = folder_open(path, &out->folder, err);
    if (status != STATUS_OK)
        return status;
    struct view name = path_name(view_of(out->folder.path));
    out->name = mem_string_n(name.len ? name.data : "/", name.len ? name.len : 1);
    workspace_read_settings(out);
    options->rules = &out->rules;
    status = catalog_scan(&out->folder, options, &out->catalog, err);
    if (status != STATUS_OK) {
        workspace_close(out);
        return status;
    }
    workspace_load_todo(out);
    return STATUS_OK;
}

enum status workspace_open(const char *path, size_t limit, struct workspace *out, struct error *err)
{
    struct catalog_options options = {.limit = limit};
    return workspace_begin(path, &options, out, err);
}

enum status workspace_open_wanted(const char *path, struct catalog_wanted *wanted,
                                  struct workspace *out, struct error *err)
{
    struct catalog_options options = {.wanted = wanted};
    return workspace_begin(path, &options, out, err);
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

/* The list is in another file now: what is still to be saved was the old one's. */
static bool workspace_todo_moved(struct workspace *ws)
{
    ws->todo_pending = 0;
    return workspace_load_todo(ws);
}

void workspace_take_catalog(struct workspace *ws, struct catalog *catalog)
{
    bool moved = strcmp(catalog->todo_path, ws->catalog->todo_path) != 0;
    catalog_take_names(catalog, ws->catalog->names); /* files that are gone resolve no link */
    ws->catalog->names = NULL;
    catalog_free(ws->catalog);
    ws->catalog = catalog;
    if (moved)
        workspace_todo_moved(ws);
}

static bool workspace_is_todo(const struct workspace *ws, const char *path)
{
    return strcmp(path, ws->catalog->todo_path) == 0;
}

/* The todo file, a folder above it, or all. */
static bool workspace_holds_todo(const struct workspace *ws, const char *path)
{
    size_t len = strlen(path);
    const char *todo = ws->catalog->todo_path;
    return len == 0 || (strncmp(todo, path, len) == 0 && (todo[len] == '\0' || todo[len] == '/'));
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

/* The catalog first: it may find that the todo list is another file now. */
unsigned workspace_refresh(struct workspace *ws, const char *path)
{
    unsigned changed = 0;
    char *todo_before = mem_string(ws->catalog->todo_path);
    if (catalog_refresh(ws->catalog, &ws->folder, &ws->rules, path))
        changed |= CHANGED_ALL & ~(1u << SECTION_TODO | CHANGED_HISTORY | CHANGED_READER);
    bool todo_changed = false;
    if (!workspace_is_todo(ws, todo_before))
        todo_changed = workspace_todo_moved(ws);
    else if (!ws->todo_pending && workspace_holds_todo(ws, path))
        todo_changed = workspace_load_todo(ws);
    if (todo_changed)
        changed |= 1u << SECTION_TODO;
    free(todo_before);
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
