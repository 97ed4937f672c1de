#include "core/base/path.h"
#include "core/command/tables.h"
#include "core/workspace/note.h"

#include <stdlib.h>

static enum status cmd_draft_new(struct command_call *call, struct error *err)
{
    struct str title = {0}, name = {0}, text = {0};
    char *path = NULL;
    command_add_arguments(call, 1, &title);
    struct view words = view_trim(str_view(&title));
    enum status status = command_title(words, err);
    if (status == STATUS_OK)
        status = note_file_name(&name, words, NULL, err);
    if (status != STATUS_OK)
        goto out;
    path = path_join(call->ws->catalog->drafts_folder, str_text(&name));
    status = command_check_free(call->ws, path, err);
    if (status != STATUS_OK)
        goto out;
    str_addf(&text, "# %.*s\n", (int)words.len, words.data);
    change_set_write(call->set, path, NULL, str_view(&text));
    change_set_subject(call->set, "draft: add \"%.*s\"", (int)words.len, words.data);
    str_add_text(call->open, path);
out:
    str_finish(&title);
    str_finish(&name);
    str_finish(&text);
    free(path);
    return status;
}

const struct command command_draft_table[] = {
    {"draft-new", "TITLE...", "make a draft", "Files", WHERE_ANY, cmd_draft_new},
    {0},
};
