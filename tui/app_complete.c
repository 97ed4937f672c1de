#include "tui/app_edit.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <string.h>

/* `[[` offers the files of the workspace by their names, narrowed by what is typed. The list takes
 * the keys: one that is chosen, or `]]`, ends the link; esc puts what was typed into the text and
 * goes on. */

enum { COMPLETE_MAX = 20000 };

static bool complete_wanted(const struct app *app)
{
    const struct editor *editor = app->edit.editor;
    struct str before = {0};
    size_t cursor = editor_cursor(editor);
    editor_add_text(editor, cursor > 3 ? cursor - 3 : 0, cursor, &before);
    struct view text = str_view(&before);
    bool wanted = view_ends(text, "[[") && !view_ends(text, "[[[") && !view_ends(text, "`[[") &&
                  !view_ends(text, "\\[[");
    str_finish(&before);
    return wanted;
}

static void complete_add(struct app *app, struct view path)
{
    struct str line = {0}, folder = {0};
    struct view stem = path_is_markdown(path) ? path_stem(path) : path_name(path);
    str_add_text(&line, "link-insert ");
    command_add_quoted(&line, stem);
    str_add(&folder, path_folder(path));
    prompt_add_item(&app->prompt, stem, str_text(&folder), str_text(&line), NULL);
    str_finish(&line);
    str_finish(&folder);
}

void app_complete(struct app *app)
{
    static const enum section_kind order[] = {SECTION_MEMORY, SECTION_DRAFTS, SECTION_SELF,
                                              SECTION_FILES};
    if (app->prompt.kind != PROMPT_NONE || !complete_wanted(app))
        return;
    prompt_pick(&app->prompt, PROMPT_PICK, "Link to");
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        const struct section *section = &app->ws.catalog->sections[order[i]];
        for (size_t j = 0; j < section->count && app->prompt.item_count < COMPLETE_MAX; j++)
            complete_add(app, view_of(section->entries[j].path));
    }
    app->prompt.command = mem_string("link-insert %%");
    app->prompt.cancel = mem_string("link-type %%");
    app->prompt.ends = "]]";
    prompt_filter(&app->prompt);
}
