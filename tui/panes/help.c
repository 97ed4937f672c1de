#include "tui/panes/pane.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "tui/app_edit.h"

#include <stdlib.h>
#include <string.h>

/* Every key that works where the person came from, by group, from the keymap and the command table.
 */

enum {
    INDENT = 2,
    WHAT_COL = 22,  /* where it says what keys do */
    NAMES_FROM = 84 /* columns: then the commands' names, too */
};

/* The command that a binding ends in: of `ask "New task" "todo-add %%"` it is todo-add. */
static const struct command *help_command(const struct keymap_binding *binding, unsigned where)
{
    char **words;
    size_t count;
    if (command_words(view_of(binding->command), &words, &count, NULL) != STATUS_OK || !count)
        return NULL;
    bool asks = strncmp(words[0], "ask", 3) == 0 || strcmp(words[0], "confirm") == 0;
    struct view line = view_of(asks && count > 2 ? words[count - 1] : words[0]);
    const struct command *command =
        app_find_command_at(where, view_slice(line, 0, view_find(line, 0, ' ')));
    command_words_free(words, count);
    return command;
}

/* False for a binding of another place, and for one whose keys were bound anew, or are vi's. */
static bool help_is_live(const struct app *app, const struct keymap_binding *binding,
                         unsigned where)
{
    const struct keymap *keymap = &app->keymap;
    const char *now = NULL;
    if (where == WHERE_EDITOR && app_vi_has(app, binding->keys[0]))
        return false;
    return binding->where & where &&
           keymap_look(keymap, binding->keys, binding->key_count, where, &now) == KEYMAP_FOUND &&
           strcmp(now, binding->command) == 0;
}

/* All keys of one command line, "j or down". */
static void help_add_keys(const struct app *app, size_t at, unsigned where, struct str *out)
{
    const struct keymap *keymap = &app->keymap;
    const struct keymap_binding *first = &keymap->bindings[at];
    for (size_t i = at; i < keymap->count; i++) {
        const struct keymap_binding *binding = &keymap->bindings[i];
        if (!help_is_live(app, binding, where) || strcmp(binding->command, first->command) != 0)
            continue;
        if (i > at)
            str_add_text(out, " or ");
        keymap_add_names(binding, out);
    }
}

static bool help_is_first(const struct app *app, size_t at, unsigned where)
{
    const struct keymap *keymap = &app->keymap;
    for (size_t i = 0; i < at; i++)
        if (help_is_live(app, &keymap->bindings[i], where) &&
            strcmp(keymap->bindings[i].command, keymap->bindings[at].command) == 0)
            return false;
    return true;
}

/* "focus todo" says more than the command's own line. */
static void help_add_what(const struct command *command, const struct keymap_binding *binding,
                          struct str *out)
{
    const char *argument = strchr(binding->command, ' ');
    str_add_text(out, command->help);
    if (strcmp(command->name, "focus") == 0 && argument)
        str_addf(out, ":%s", argument);
}

/* Keys and what they do, which goes on below its own beginning where a row has no room for it. */
static void help_add_row(struct page *page, struct view keys, struct view what, const char *name,
                         unsigned cols)
{
    page_add_blank(page, INDENT);
    size_t used = INDENT + page_add(page, keys, ROLE_KEY, 0, 0);
    size_t begin = used < WHAT_COL ? WHAT_COL : used + 2, col = begin;
    page_add_blank(page, begin - used);
    for (size_t at = 0, end; at < what.len; at = end + 1) {
        end = view_find(what, at, ' ');
        struct view word = view_slice(what, at, end);
        size_t width = cluster_width(word);
        if (col > begin && col + 1 + width > cols) {
            page_end_row(page, 0);
            page_add_blank(page, begin);
            col = begin;
        } else if (col > begin) {
            page_add_blank(page, 1);
            col++;
        }
        page_add(page, word, ROLE_TEXT, 0, 0);
        col += width;
    }
    if (cols >= NAMES_FROM && name) {
        bool fits = col + 2 + strlen(name) <= cols;
        if (!fits)
            page_end_row(page, 0);
        page_add_blank(page, fits ? 2 : begin);
        page_add_text(page, name, ROLE_DIM, 0);
    }
    page_end_row(page, 0);
}

static void help_add_group(const struct app *app, struct page *page, const char *group,
                           unsigned where, unsigned cols)
{
    bool begun = false;
    for (size_t i = 0; i < app->keymap.count; i++) {
        const struct keymap_binding *binding = &app->keymap.bindings[i];
        const struct command *command = help_command(binding, where);
        if (!command || !help_is_live(app, binding, where) || strcmp(command->group, group) != 0 ||
            !help_is_first(app, i, where))
            continue;
        if (!begun) {
            page_add_text(page, group, ROLE_HEADING, STYLE_BOLD);
            page_end_row(page, 0);
            begun = true;
        }
        struct str keys = {0}, what = {0};
        help_add_keys(app, i, where, &keys);
        help_add_what(command, binding, &what);
        help_add_row(page, str_view(&keys), str_view(&what), command->name, cols);
        str_finish(&keys);
        str_finish(&what);
    }
    if (begun)
        page_end_row(page, 0);
}

/* "ctrl-f", "gg": the keys of a row of vi's table. */
static void help_add_vi_keys(const char *keys, struct str *out)
{
    for (; *keys; keys++) {
        if (*keys > 0 && *keys < ' ')
            str_addf(out, "ctrl-%c", *keys | 0x60);
        else
            str_add_char(out, *keys);
    }
}

static void help_add_vi(struct page *page, unsigned cols)
{
    const char *group = "";
    for (size_t i = 0; i < vi_help_count(); i++) {
        struct vi_help help = vi_help_at(i);
        struct str keys = {0};
        if (strcmp(group, help.group) != 0) {
            if (*group)
                page_end_row(page, 0);
            page_add_text(page, help.group, ROLE_HEADING, STYLE_BOLD);
            page_end_row(page, 0);
            group = help.group;
        }
        help_add_vi_keys(help.keys, &keys);
        help_add_row(page, str_view(&keys), view_of(help.help), NULL, cols);
        str_finish(&keys);
    }
    page_end_row(page, 0);
}

void help_pane_layout(const struct app *app, struct help_view *view, unsigned cols, unsigned where)
{
    static const char *const groups[] = {"Todo", "Files", "Edit",    "Select", "Prose",
                                         "Find", "Read",  "History", "Move",   "Program"};
    page_finish(&view->page);
    view->page = (struct page){0};
    view->cols = cols;
    view->where = where;
    if (where == WHERE_EDITOR && app->edit.vi)
        help_add_vi(&view->page, cols);
    for (size_t i = 0; i < ARRAY_LEN(groups); i++)
        help_add_group(app, &view->page, groups[i], where, cols);
    page_add_text(&view->page,
                  "Every command has a line of its own in the palette: press :", ROLE_DIM, 0);
    page_end_row(&view->page, 0);
}

void help_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    pane_draw_title(app, grid, area, VIEW("Keys"), VIEW("/ finds   q goes back"));
    pane_draw_page(&app->help.page, &app->help.find, app->help.top, 0, grid, pane_body(app, area));
}
