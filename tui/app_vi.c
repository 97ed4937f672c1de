#include "tui/app_edit.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"

#include <stdlib.h>
#include <string.h>

/* The keys of vi in the editor (`keys: vi`). What vi has a meaning for goes to core/edit/vi.h;
 * other keys, such as ctrl-s, alt-q and f1, mean what the keymap says, in each mode. */

static const struct {
    uint32_t code, key;
} vi_named[] = {
    {KEY_CODE_ENTER, VI_KEY_ENTER},
    {KEY_CODE_ESC, VI_KEY_ESC},
    {KEY_CODE_TAB, VI_KEY_TAB},
    {KEY_CODE_BACKTAB, VI_KEY_BACKTAB},
    {KEY_CODE_BACKSPACE, VI_KEY_BACKSPACE},
    {KEY_CODE_DELETE, VI_KEY_DELETE},
    {KEY_CODE_UP, VI_KEY_UP},
    {KEY_CODE_DOWN, VI_KEY_DOWN},
    {KEY_CODE_LEFT, VI_KEY_LEFT},
    {KEY_CODE_RIGHT, VI_KEY_RIGHT},
    {KEY_CODE_HOME, VI_KEY_HOME},
    {KEY_CODE_END, VI_KEY_END},
    {KEY_CODE_PGUP, VI_KEY_PGUP},
    {KEY_CODE_PGDN, VI_KEY_PGDN},
};

/* The key as vi has it; false for one that it has no meaning for. */
static bool vi_key_of(struct key key, uint32_t *out)
{
    static const char controls[] = "bcdefruw";
    if (key.mods == KEY_MOD_CTRL && key.code == '[') {
        *out = VI_KEY_ESC;
        return true;
    }
    if (key.mods == KEY_MOD_CTRL && key.code < 0x80 && strchr(controls, (int)key.code)) {
        *out = VI_CTRL(key.code);
        return true;
    }
    *out = key.code;
    for (size_t i = 0; i < ARRAY_LEN(vi_named); i++)
        if (vi_named[i].code == key.code)
            *out = vi_named[i].key;
    return !key.mods && (key.code <= KEY_TEXT_MAX || *out != key.code);
}

bool app_vi_has(const struct app *app, struct key key)
{
    uint32_t code;
    return app->edit.vi && vi_key_of(key, &code);
}

/* What the last key had to say, and what the program is asked for. */
static void app_vi_answer(struct app *app)
{
    struct view message = vi_message(app->edit.vi);
    char *command = vi_take_command(app->edit.vi);
    if (message.len)
        status_say(&app->status, vi_message_is_error(app->edit.vi) ? ROLE_ERROR : ROLE_TEXT, "%.*s",
                   (int)message.len, message.data);
    if (command)
        app_run(app, command);
    free(command);
}

/* Esc and a key typed fast are the same bytes as alt and that key: they mean Esc where it leads out
 * of a mode. */
static bool vi_is_esc_and_key(const struct app *app, struct key key)
{
    return key.mods == KEY_MOD_ALT && key.code <= KEY_TEXT_MAX &&
           vi_mode(app->edit.vi) != VI_NORMAL;
}

bool app_vi_type(struct app *app, struct key key)
{
    uint32_t code;
    if (!app->edit.vi)
        return false;
    if (vi_is_esc_and_key(app, key)) {
        vi_key(app->edit.vi, VI_KEY_ESC);
        key.mods = 0;
    }
    if (!vi_key_of(key, &code))
        return false;
    edit_view_tick(&app->edit);
    bool normal = vi_mode(app->edit.vi) == VI_NORMAL && !vi_pending(app->edit.vi).len;
    struct error err = {0};
    bool done = vi_key(app->edit.vi, code);
    if (!done && normal && code == VI_KEY_ESC)
        status_say(&app->status, ROLE_DIM, ":w saves, :q leaves, f1 shows the keys");
    app_edit_guard(app);
    app_clipboard_look(app);
    if (code >= ' ' && code < VI_KEY_UP && vi_mode(app->edit.vi) == VI_INSERT)
        app_complete_typed(app, code);
    app_vi_answer(app);
    if (!done && normal && code == 'u' && !app_edit_undo_ended(app, &err) && err.text[0])
        status_say(&app->status, ROLE_TEXT, "%s", err.text);
    return true;
}

/* --- the foot of the screen --- */

/* "/word", with the cursor in it. */
static void vi_draw_line(struct grid *grid, struct rect row, char mark, struct view text,
                         size_t cursor)
{
    char head[2] = {mark, '\0'};
    size_t from = 0;
    int room = row.cols - 3;
    struct view before = view_slice(text, 0, cursor);
    while ((int)cluster_width(view_slice(before, from, before.len)) >= room) {
        struct cluster cluster;
        from = cluster_next(before, from, &cluster);
    }
    grid_put(grid, row.row, 1, 1, view_of(head), ROLE_KEY, 0);
    grid_put(grid, row.row, 2, room, view_slice(text, from, text.len), ROLE_TEXT, 0);
    grid->cursor_row = row.row;
    grid->cursor_col = 2 + (int)cluster_width(view_slice(before, from, before.len));
}

/* "-- INSERT --  recording @a  2d" */
static void vi_add_state(struct vi *vi, struct str *out)
{
    struct view pending = vi_pending(vi);
    if (*vi_mode_name(vi))
        str_addf(out, "-- %s --  ", vi_mode_name(vi));
    if (vi_recording(vi))
        str_addf(out, "recording @%c  ", vi_recording(vi));
    str_add(out, pending);
}

void app_vi_draw_foot(const struct app *app, struct grid *grid, struct rect row)
{
    static const char *const hints[] = {":w", "save", ":q", "leave",  "u",  "undo",
                                        "/",  "find", "i",  "insert", "f1", "keys"};
    struct view line;
    size_t cursor;
    struct str state = {0};
    char mark = vi_line(app->edit.vi, &line, &cursor);
    if (mark) {
        vi_draw_line(grid, row, mark, line, cursor);
        return;
    }
    vi_add_state(app->edit.vi, &state);
    int col = 1 + grid_put_clipped(grid, row.row, 1, row.cols - 2, str_view(&state), ROLE_ACCENT,
                                   STYLE_BOLD);
    if (app->status.message.len)
        grid_put_clipped(grid, row.row, col, row.cols - col - 1, str_view(&app->status.message),
                         app->status.role, 0);
    for (size_t i = 0; !state.len && !app->status.message.len && i < ARRAY_LEN(hints); i += 2) {
        int need = (int)(strlen(hints[i]) + 1 + strlen(hints[i + 1]));
        if (col + need >= row.cols)
            break;
        col += grid_put(grid, row.row, col, row.cols - col, view_of(hints[i]), ROLE_KEY, 0) + 1;
        col += grid_put(grid, row.row, col, row.cols - col, view_of(hints[i + 1]), ROLE_DIM, 0) + 3;
    }
    str_finish(&state);
}
