#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/command/tables.h"
#include "core/workspace/note.h"

#include <stdlib.h>
#include <string.h>

/* Files of any pane: new, rename, move, delete. What is deleted or moved was committed before or is
 * committed first (core/store/commit.h), so that every earlier text can be read again. */

/* "Title" becomes "Title.md"; a name with an extension of a text file stays as it is. */
static enum status file_name_of(struct view words, struct str *out, struct error *err)
{
    if (path_is_markdown(words) || view_ends(words, ".txt")) {
        str_add(out, words);
        return path_check(words, err);
    }
    return note_file_name(out, words, NULL, err);
}

/* file-new PATH: the folders of PATH are made. */
static enum status cmd_file_new(struct command_call *call, struct error *err)
{
    struct view given = view_trim(view_of(call->argv[1]));
    struct view folder_part = path_folder(given);
    struct str name = {0}, text = {0};
    char *path = NULL, *folder = mem_string_n(folder_part.data, folder_part.len);
    enum status status = file_name_of(path_name(given), &name, err);
    if (status != STATUS_OK)
        goto out;
    path = path_join(folder, str_text(&name));
    status = command_check_free(call->ws, path, err);
    if (status != STATUS_OK)
        goto out;
    struct view stem = path_stem(view_of(path));
    str_addf(&text, "# %.*s\n", (int)stem.len, stem.data);
    change_set_write(call->set, path, NULL, str_view(&text));
    change_set_subject(call->set, "%s: add %s", command_area(call->ws, path), path);
    str_add_text(call->open, path);
out:
    str_finish(&name);
    str_finish(&text);
    free(folder);
    free(path);
    return status;
}

/* Asks for the move of `from` to `to` with the links that lead there. */
static enum status file_relocate(struct command_call *call, const char *from, const char *to,
                                 const char *verb, struct error *err)
{
    struct str subject = {0};
    if (strcmp(from, to) != 0) {
        enum status status = command_check_free(call->ws, to, err);
        if (status != STATUS_OK)
            return status;
    }
    str_addf(&subject, "%s: %s %s to %s", command_area(call->ws, from), verb, from, to);
    call->relocate->from = mem_string(from);
    call->relocate->to = mem_string(to);
    call->relocate->subject = str_take(&subject);
    str_add_text(call->open, to);
    return STATUS_OK;
}

/* The title of a note that is given this name: the words, or what a file name is without its `.md`.
 */
static char *title_of(struct view words)
{
    struct view title = path_is_markdown(words) ? path_stem(words) : words;
    return mem_string_n(title.data, title.len);
}

/* file-rename PATH NAME: stays in its folder. A note takes the name as its title, too. */
static enum status cmd_file_rename(struct command_call *call, struct error *err)
{
    const char *from;
    enum status status = command_path(call, 1, &from, err);
    if (status != STATUS_OK)
        return status;
    struct view words = view_trim(view_of(call->argv[2])), folder_part = path_folder(view_of(from));
    bool title = strcmp(command_area(call->ws, from), "memory") == 0 && !path_is_markdown(words);
    if (!title && memchr(words.data, '/', words.len))
        return error_set(err, STATUS_INVALID, "a name holds no '/'; file-move changes the folder");
    struct str name = {0};
    status = title ? command_title(words, err) : STATUS_OK;
    if (status == STATUS_OK)
        status = file_name_of(words, &name, err);
    if (status == STATUS_OK) {
        char *folder = mem_string_n(folder_part.data, folder_part.len);
        char *to = path_join(folder, str_text(&name));
        status = file_relocate(call, from, to, "rename", err);
        if (status == STATUS_OK)
            call->relocate->title = title_of(words);
        free(folder);
        free(to);
    }
    str_finish(&name);
    return status;
}

/* file-move PATH FOLDER: keeps its name; "." is the workspace itself. */
static enum status cmd_file_move(struct command_call *call, struct error *err)
{
    const char *from;
    enum status status = command_path(call, 1, &from, err);
    if (status != STATUS_OK)
        return status;
    struct view folder_part = view_trim(view_of(call->argv[2])), name = path_name(view_of(from));
    while (folder_part.len > 1 && view_ends(folder_part, "/"))
        folder_part.len--;
    if (view_is(folder_part, "."))
        folder_part.len = 0;
    char *folder = mem_string_n(folder_part.data, folder_part.len);
    char *to = path_join(folder, name.data);
    status = file_relocate(call, from, to, "move", err);
    free(folder);
    free(to);
    return status;
}

static enum status cmd_file_delete(struct command_call *call, struct error *err)
{
    const char *path;
    enum status status = command_path(call, 1, &path, err);
    if (status != STATUS_OK)
        return status;
    struct str old = {0};
    status = workspace_read(call->ws, path, &old, err);
    if (status == STATUS_OK) {
        change_set_delete(call->set, path, str_view(&old));
        change_set_subject(call->set, "%s: delete %s", command_area(call->ws, path), path);
    }
    str_finish(&old);
    return status;
}

const struct command command_file_table[] = {
    {"file-new", "PATH", "make a file anywhere in the workspace", "Files", WHERE_ANY, cmd_file_new},
    {"file-rename", "PATH NAME", "give a file another name in its folder", "Files", WHERE_LISTS,
     cmd_file_rename},
    {"file-move", "PATH FOLDER", "move a file to another folder", "Files", WHERE_LISTS,
     cmd_file_move},
    {"file-delete", "[PATH]", "delete a file; its text stays in the history", "Files", WHERE_LISTS,
     cmd_file_delete},
    {0},
};
