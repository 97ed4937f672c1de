#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/command/tables.h"
#include "core/workspace/note.h"
#include "core/workspace/permalink.h"

#include <stdlib.h>
#include <string.h>

/* The permalink of a new note at `path`: made from what stands below the memory folder. */
static void note_permalink(const struct workspace *ws, const char *path, struct str *out)
{
    const char *folder = ws->catalog->memory_folder;
    struct view below = view_of(path);
    if (command_is_below(folder, path))
        below = view_slice(below, strlen(folder) + 1, below.len);
    permalink_from_path(out, below);
}

/* FOLDER lies below the memory folder, and may be written with it in front. */
static char *note_folder(const struct workspace *ws, const char *below)
{
    const char *memory = ws->catalog->memory_folder;
    size_t len = strlen(memory);
    bool full = len && strncmp(below, memory, len) == 0 && (!below[len] || below[len] == '/');
    if (full || !*below)
        return mem_string(*below ? below : memory);
    return path_join(memory, below);
}

/* note-new TITLE [FOLDER] */
static enum status cmd_note_new(struct command_call *call, struct error *err)
{
    struct str name = {0}, text = {0}, permalink = {0};
    char *folder = NULL, *path = NULL;
    struct view title = view_trim(view_of(call->argv[1]));
    bool cut = false;
    enum status status = command_title(title, err);
    if (status == STATUS_OK)
        status = note_file_name(&name, title, &cut, err);
    if (status != STATUS_OK)
        goto out;
    folder = note_folder(call->ws, call->argc > 2 ? call->argv[2] : "");
    path = path_join(folder, str_text(&name));
    status = command_check_free(call->ws, path, err);
    if (status != STATUS_OK)
        goto out;
    note_permalink(call->ws, path, &permalink);
    note_compose(&text, title, str_view(&permalink), NULL, 0, VIEW(""));
    change_set_write(call->set, path, NULL, str_view(&text));
    change_set_subject(call->set, "memory: add \"%.*s\"", (int)title.len, title.data);
    str_add_text(call->open, path);
    if (cut)
        str_add_text(call->message, "the title is longer than a file name may be: it was cut");
out:
    str_finish(&name);
    str_finish(&text);
    str_finish(&permalink);
    free(folder);
    free(path);
    return status;
}

const struct command command_note_table[] = {
    {"note-new", "TITLE [FOLDER]", "make a memory note", "Files", WHERE_ANY, cmd_note_new},
    {0},
};
