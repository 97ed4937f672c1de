#include "core/command/command.h"

#include "core/base/path.h"
#include "core/command/tables.h"

#include <string.h>

const struct command *const command_model_tables[] = {
    command_todo_table,
    command_note_table,
    command_draft_table,
    command_file_table,
    command_history_table,
    command_rules_table,
    NULL,
};

const struct command *command_find(const struct command *const *tables, struct view name)
{
    for (; *tables; tables++)
        for (const struct command *command = *tables; command->name; command++)
            if (view_is(name, command->name))
                return command;
    return NULL;
}

/* The usage is words: "NAME" must be given, "[NAME]" may be, "NAME..." takes all that follows. */
enum status command_check(const struct command *command, size_t argc, struct error *err)
{
    size_t least = 0, most = 0;
    bool any = false;
    for (struct view rest = view_of(command->usage); rest.len;) {
        size_t end = view_find(rest, 0, ' ');
        struct view word = view_slice(rest, 0, end);
        least += word.len && word.data[0] != '[';
        most++;
        any = any || view_ends(word, "...") || view_ends(word, "...]");
        rest = view_slice(rest, end + 1, rest.len);
    }
    size_t given = argc - 1;
    if (given >= least && (any || given <= most))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "%s: wrong number of arguments; use: %s %s",
                     command->name, command->name, command->usage);
}

void command_add_arguments(const struct command_call *call, size_t from, struct str *out)
{
    for (size_t i = from; i < call->argc; i++) {
        if (i > from)
            str_add_char(out, ' ');
        str_add_text(out, call->argv[i]);
    }
}

enum status command_title(struct view title, struct error *err)
{
    for (size_t i = 0; i < title.len; i++)
        if ((unsigned char)title.data[i] < ' ' || title.data[i] == '\x7F')
            return error_set(err, STATUS_INVALID,
                             "a title is one line without tabs and control characters");
    return STATUS_OK;
}

bool command_is_below(const char *folder, const char *path)
{
    size_t len = folder ? strlen(folder) : 0;
    return len > 0 && strncmp(path, folder, len) == 0 && path[len] == '/';
}

const char *command_area(const struct workspace *ws, const char *path)
{
    static const char *const areas[SECTION_COUNT] = {"self", "todo", "memory", "draft", "place"};
    const struct catalog *catalog = ws->catalog;
    enum section_kind section;
    size_t index;
    if (catalog_find(catalog, view_of(path), &section, &index))
        return areas[section];
    if (command_is_below(catalog->memory_folder, path))
        return areas[SECTION_MEMORY];
    if (command_is_below(catalog->drafts_folder, path))
        return areas[SECTION_DRAFTS];
    return areas[command_is_below(catalog->self_folder, path) ? SECTION_SELF : SECTION_FILES];
}

enum status command_check_free(const struct workspace *ws, const char *path, struct error *err)
{
    struct file_stamp stamp;
    enum status status = path_check(view_of(path), err);
    if (status != STATUS_OK)
        return status;
    status = folder_stat(&ws->folder, path, &stamp, err);
    if (status == STATUS_ABSENT)
        return STATUS_OK;
    if (status == STATUS_OK || status == STATUS_REFUSED)
        return error_set(err, STATUS_EXISTS, "%s is there already; choose another name", path);
    return status;
}

enum status command_path(const struct command_call *call, size_t at, const char **path,
                         struct error *err)
{
    *path = call->argc > at ? call->argv[at] : call->selection ? call->selection->path : NULL;
    if (!*path)
        return error_set(err, STATUS_INVALID, "%s: which file?", call->argv[0]);
    return path_check(view_of(*path), err);
}
