#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/note_meta.h"
#include "core/workspace/note_place.h"

#include <stdlib.h>
#include <string.h>

/* The form of a note: a new one, or what one says of itself. While it is filled in it tells where
 * the note will go and whether there is one of that name already. The tags of all files come from
 * the index; until they are there, none are offered. What the command refuses
 * leaves the form as it is. */

/* --- the tags that there are --- */

void app_form_offer(struct app *app)
{
    struct form *form = &app->prompt.form;
    const struct note_offers *tags = &app->hints.found.tags;
    for (size_t i = 0; app->prompt.kind == PROMPT_FORM && i < form->count; i++)
        if (form->fields[i].list) {
            note_offers_finish(&form->fields[i].offers);
            note_offers_copy(tags, &form->fields[i].offers);
        }
}

/* --- what will become of it --- */

static void form_say(struct form *form, enum role role, const char *text)
{
    str_clear(&form->about);
    str_add_text(&form->about, text);
    form->about_role = role;
}

static void form_tell_place(struct app *app)
{
    struct form *form = &app->prompt.form;
    struct note_place place;
    struct error err;
    struct str line = {0};
    struct view title = view_trim(view_of(form->fields[0].text));
    enum role role = ROLE_DIM;
    if (title.len == 0) {
        form_say(form, ROLE_DIM, "it needs a title");
        return;
    }
    if (note_place_find(&app->ws, title, view_of(form->fields[1].text), &place, &err) !=
        STATUS_OK) {
        form_say(form, ROLE_ERROR, err.text);
        return;
    }
    if (place.there) {
        role = ROLE_ERROR;
        str_addf(&line, "%s is there already; choose another title", place.path);
    } else if (place.twin) {
        role = ROLE_WARNING;
        str_addf(&line, "a note of this name is there: %s", place.twin);
    } else {
        str_addf(&line, "%s", place.path);
        if (place.permalink.len)
            str_addf(&line, " · %s", str_text(&place.permalink));
    }
    form_say(form, role, str_text(&line));
    note_place_finish(&place);
    str_finish(&line);
}

static void form_tell(struct app *app)
{
    form_keep(&app->prompt.form, &app->prompt.line);
    if (app->prompt.form.edits)
        form_tell_place(app);
}

/* --- opening --- */

static void form_begin(struct app *app, const char *label)
{
    prompt_close(&app->prompt);
    app->prompt.kind = PROMPT_FORM;
    app->prompt.label = mem_string(label);
}

static void form_add_lines(struct form *form, char *const *lines)
{
    static const char *const hints[NOTE_LINES] = {"what it felt like", "1 to 10, or ∞",
                                                  "what brought it about", "when it was"};
    for (enum note_line i = 0; i < NOTE_LINES; i++)
        form_add(form, note_line_name(i), hints[i], view_of(lines ? lines[i] : ""));
}

static void form_show(struct app *app)
{
    line_edit_set(&app->prompt.line, view_of(app->prompt.form.fields[0].text));
    app_hint_gather(app);
    app_form_offer(app);
    form_tell(app);
}

/* The selected note's folder, below the memory folder; in all other places the first. */
static struct view form_folder(const struct app *app)
{
    const char *path = app->focus == PANE_MEMORY ? app_selected_path(app) : NULL;
    return path_folder(view_of(path ? note_below_memory(&app->ws, path) : ""));
}

void app_form_new(struct app *app, struct view title, struct view folder)
{
    struct form *form = &app->prompt.form;
    struct view there = folder.len ? folder : form_folder(app);
    struct str label = {0};
    if (title.len)
        str_addf(&label, "There is no note \"%.*s\" yet", (int)title.len, title.data);
    form_begin(app, title.len ? str_text(&label) : "New note");
    str_finish(&label);
    if (app->form_kept.count && !title.len) {
        *form = app->form_kept;
        app->form_kept = (struct form){0};
    } else {
        form->command = mem_string("note-new");
        form->edits = true;
        form_add(form, "Title", "the only one it needs", title);
        struct form_field *field = form_add(form, "Folder", "below the memory folder", there);
        field->guess = true;
        note_offer_folders(app->ws.catalog, &field->offers);
        form_add(form, "Tags", "parted by commas", VIEW(""))->list = true;
        form_add_lines(form, NULL);
    }
    form_show(app);
}

/* What was typed for a new note is kept; the folder alone is nothing typed. */
void app_form_leave(struct app *app)
{
    struct form *form = &app->prompt.form;
    bool typed = false;
    form_keep(form, &app->prompt.line);
    for (size_t i = 0; form->edits && i < form->count; i++)
        typed = typed || (i != 1 && form->fields[i].text[0]);
    if (typed) {
        form_finish(&app->form_kept);
        form->at = 0;
        app->form_kept = *form;
        *form = (struct form){0};
        status_say(&app->status, ROLE_TEXT, "what you typed is kept: a new note begins with it");
    }
    prompt_close(&app->prompt);
}

enum status app_form_fields(struct app *app, const char *path, struct error *err)
{
    struct form *form = &app->prompt.form;
    struct str text = {0}, tags = {0}, command = {0}, label = {0};
    struct note_meta meta;
    enum status status = workspace_read(&app->ws, path, &text, err);
    if (status != STATUS_OK)
        goto out;
    note_meta_read(str_view(&text), &meta);
    for (size_t i = 0; i < meta.tag_count; i++)
        str_addf(&tags, "%s%s", i ? ", " : "", meta.tags[i]);
    struct view name = path_stem(view_of(path));
    str_addf(&label, "%.*s", (int)name.len, name.data);
    form_begin(app, str_text(&label));
    str_add_text(&command, "note-fields ");
    command_add_quoted(&command, view_of(path));
    form->command = str_take(&command);
    form_add(form, "Tags", "parted by commas", str_view(&tags))->list = true;
    form_add_lines(form, meta.lines);
    form_show(app);
    form_say(form, ROLE_DIM, "what you do not change stays as it is, byte for byte");
    note_meta_finish(&meta);
out:
    str_finish(&text);
    str_finish(&tags);
    str_finish(&command);
    str_finish(&label);
    return status;
}

/* --- filling in --- */

/* A form whose command was refused comes back as it was. */
static void form_accept(struct app *app)
{
    form_keep(&app->prompt.form, &app->prompt.line);
    struct prompt kept = app->prompt;
    char *line = form_answer(&kept.form);
    app->prompt = (struct prompt){0};
    app->edit_next = kept.form.edits;
    status_clear(&app->status);
    app_run(app, line);
    bool refused = app->status.role == ROLE_ERROR && app->status.message.len;
    if (refused && app->prompt.kind == PROMPT_NONE) {
        app->edit_next = false;
        app->prompt = kept;
        form_say(&app->prompt.form, ROLE_ERROR, str_text(&app->status.message));
        status_clear(&app->status);
    } else {
        prompt_close(&kept);
    }
    free(line);
}

static bool form_complete(struct app *app)
{
    return form_take(&app->prompt.form, &app->prompt.line);
}

bool app_form_key(struct app *app, struct key key)
{
    struct form *form = &app->prompt.form;
    bool ctrl = key.mods == KEY_MOD_CTRL;
    if (key.code == KEY_CODE_ENTER || (ctrl && key.code == 's')) {
        form_accept(app);
        return true;
    }
    bool taken = (key.code == KEY_CODE_TAB || key.code == KEY_CODE_RIGHT) && form_complete(app);
    if (!taken && (key.code == KEY_CODE_TAB || key.code == KEY_CODE_DOWN)) {
        form_step(form, &app->prompt.line, 1);
        taken = true;
    } else if (!taken && (key.code == KEY_CODE_BACKTAB || key.code == KEY_CODE_UP)) {
        form_step(form, &app->prompt.line, -1);
        taken = true;
    }
    if (taken)
        form_tell(app);
    return taken;
}

void app_form_typed(struct app *app)
{
    form_tell(app);
}
