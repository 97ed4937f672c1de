#include "tui/app_edit.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/catalog_names.h"
#include "tui/app_notes.h"

#include <string.h>

/* `[[` offers the files of the workspace by their names, and by what front matter calls them,
 * narrowed by what is typed. The list takes
 * the keys: one that is chosen, or `]]`, ends the link; esc puts what was typed into the text and
 * goes on.
 *
 * A `#` with letters behind it, the last of its line, has the rest of a tag shown behind the
 * cursor. It is on the screen alone until tab or right takes it, and only what is on the screen is
 * taken: it goes with the next key, whatever that is. */

enum { COMPLETE_MAX = 20000, COMPLETE_LINE_MAX = 4096 };

/* --- links --- */

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

static void complete_add(struct app *app, struct view name, struct view place)
{
    struct str line = {0}, detail = {0};
    str_add_text(&line, "link-insert ");
    command_add_quoted(&line, name);
    str_add(&detail, place);
    prompt_add_item(&app->prompt, name, str_text(&detail), str_text(&line), NULL);
    str_finish(&line);
    str_finish(&detail);
}

/* A title or an alias: beside it which file that is. */
static bool complete_add_named(void *data, struct view name, const char *path)
{
    struct app *app = data;
    complete_add(app, name, view_of(path));
    return app->prompt.item_count < COMPLETE_MAX;
}

static void complete_link(struct app *app)
{
    static const enum section_kind order[] = {SECTION_MEMORY, SECTION_DRAFTS, SECTION_SELF,
                                              SECTION_FILES};
    if (app->prompt.kind != PROMPT_NONE || !complete_wanted(app))
        return;
    prompt_pick(&app->prompt, PROMPT_PICK, "Link to");
    for (size_t i = 0; i < ARRAY_LEN(order); i++) {
        const struct section *section = &app->ws.catalog->sections[order[i]];
        for (size_t j = 0; j < section->count && app->prompt.item_count < COMPLETE_MAX; j++) {
            struct view path = view_of(section->entries[j].path);
            complete_add(app, path_is_markdown(path) ? path_stem(path) : path_name(path),
                         path_folder(path));
        }
    }
    if (app->ws.catalog->names)
        catalog_names_each(app->ws.catalog->names, complete_add_named, app);
    app->prompt.command = mem_string("link-insert %%");
    app->prompt.cancel = mem_string("link-type %%");
    app->prompt.ends = "]]";
    prompt_filter(&app->prompt);
}

/* --- tags --- */

void app_complete_forget(struct app *app)
{
    app->hints.typed_at = SIZE_MAX;
    hint_finish(&app->hints.offer);
}

void app_complete_typed(struct app *app, uint32_t code)
{
    app->hints.typed = editor_version(app->edit.editor);
    app->hints.typed_at = editor_cursor(app->edit.editor);
    if (code == '[')
        complete_link(app);
    else if (code == '#')
        app_hint_gather(app);
}

/* Nothing has happened to the text or the cursor since a character was typed; and no macro records
 * the keys. */
static bool complete_stands(const struct app *app)
{
    const struct edit_view *view = &app->edit;
    return view->editor && app->hints.typed_at == editor_cursor(view->editor) &&
           app->hints.typed == editor_version(view->editor) &&
           (!view->vi || (vi_mode(view->vi) == VI_INSERT && !vi_recording(view->vi)));
}

/* The line up to the cursor. False when something stands behind that, in a code block, in the
 * front matter, and when it is long. */
static bool complete_read_line(const struct edit_view *view, struct str *out)
{
    size_t cursor = editor_cursor(view->editor), number = editor_line_of(view->editor, cursor);
    size_t start = editor_line_start(view->editor, number);
    if (view->cursor_row < 0 || (size_t)view->cursor_row >= view->page.row_count ||
        cursor - start > COMPLETE_LINE_MAX || editor_line_end(view->editor, number) != cursor)
        return false;
    const struct source_line *state = &view->row_states[view->cursor_row];
    if (state->fence || state->comment)
        return false;
    editor_add_text(view->editor, start, cursor, out);
    return true;
}

/* Whether the offer begins just as what was typed. */
static bool complete_fits(const struct hint *offer, struct view line)
{
    return view_equal(view_slice(str_view(&offer->text), 0, offer->typed),
                      view_slice(line, offer->from, line.len));
}

/* What vi repeats is what was typed: there nothing is offered that would be written anew. */
void app_complete_prepare(struct app *app)
{
    const struct hint_sources sources = {.found = &app->hints.found};
    struct hint *offer = &app->hints.offer;
    struct str line = {0};
    hint_finish(offer);
    if (complete_stands(app) && complete_read_line(&app->edit, &line) &&
        hint_find_in(HINT_MARKDOWN, &sources, str_view(&line), offer) && app->edit.vi &&
        !complete_fits(offer, str_view(&line)))
        hint_finish(offer);
    str_finish(&line);
}

bool app_complete_key(struct app *app, struct key key)
{
    struct hint *offer = &app->hints.offer;
    struct editor *editor = app->edit.editor;
    if (!offer->text.len || key.mods || !complete_stands(app) ||
        (key.code != KEY_CODE_TAB && key.code != KEY_CODE_RIGHT))
        return false;
    size_t cursor = editor_cursor(editor), from = cursor - offer->typed;
    edit_view_tick(&app->edit);
    if (app->edit.vi) {
        vi_paste(app->edit.vi, hint_rest(offer));
    } else {
        editor_begin(editor);
        editor_set_selection(editor, from, cursor);
        editor_insert(editor, str_view(&offer->text));
        editor_end(editor);
    }
    app_complete_forget(app);
    app_edit_guard(app);
    return true;
}
