#include "tui/panes/pane.h"

#include "core/text/cluster.h"
#include "tui/app_notes.h"

#include <string.h>

/* A prompt at the foot: one line for a question, a list above it for a choice. */

/* What the last key gave ("not found: …"), at the right of the line when there is room. */
static void prompt_draw_message(const struct status_line *status, struct grid *grid,
                                struct rect row, int from)
{
    int cols = (int)cluster_width(str_view(&status->message));
    int col = row.col + row.cols - 1 - cols;
    if (cols && col >= from + 3)
        grid_put(grid, row.row, col, cols, str_view(&status->message), status->role, 0);
}

/* What keys do, at the right, less the first of them, which everybody tries, where room is short.
 */
static void prompt_draw_hint(const struct prompt *prompt, bool completes, struct grid *grid,
                             struct rect row, int from)
{
    struct str hint = {0};
    str_addf(&hint, "%s%s", completes ? "tab complete   " : "", prompt->hint ? prompt->hint : "");
    struct view keys = view_trim(str_view(&hint));
    int end = row.col + row.cols - 1, room = end - from - 3;
    if (completes && (int)cluster_width(keys) > room)
        keys = VIEW("tab complete");
    while (keys.len && (int)cluster_width(keys) > room) {
        const char *next = memmem(keys.data, keys.len, "   ", 3);
        keys = next ? view_trim(view_slice(keys, (size_t)(next - keys.data), keys.len)) : VIEW("");
    }
    int cols = (int)cluster_width(keys);
    if (cols)
        grid_put(grid, row.row, end - cols, cols, keys, ROLE_DIM, 0);
    str_finish(&hint);
}

/* Returns the column behind what is typed and what is offered behind it. */
static int prompt_draw_line(const struct prompt *prompt, struct view rest, struct grid *grid,
                            struct rect row)
{
    struct str label = {0};
    str_add_text(&label, prompt->label);
    str_add_text(&label, prompt->kind == PROMPT_PALETTE ? "" : "  ");
    grid_fill(grid, row, " ", ROLE_TEXT, 0);
    int col = row.col + 1;
    col += grid_put_clipped(grid, row.row, col, row.cols * 2 / 3, str_view(&label), ROLE_ACCENT,
                            STYLE_BOLD);
    str_finish(&label);
    struct view text = str_view(&prompt->line.text);
    struct view before = view_slice(text, 0, prompt->line.cursor);
    int room = row.col + row.cols - 1 - col, cursor = (int)cluster_width(before);
    size_t from = 0;
    while (cursor >= room && from < before.len) {
        struct cluster cluster;
        from = cluster_next(text, from, &cluster);
        cursor = (int)cluster_width(view_slice(before, from, before.len));
    }
    grid->cursor_row = row.row;
    grid->cursor_col = col + cursor;
    int used = grid_put(grid, row.row, col, room, view_slice(text, from, text.len), ROLE_TEXT, 0);
    if (rest.len && used < room)
        used += grid_put_clipped(grid, row.row, col + used, room - used, rest, ROLE_DIM, 0);
    return col + used;
}

static void prompt_draw_confirm(const struct prompt *prompt, struct grid *grid, struct rect row)
{
    struct str keys = {0};
    struct key key = {.code = prompt->confirm_key};
    key_add_name(&keys, key);
    str_add_text(&keys, " yes   any other key no ");
    grid_fill(grid, row, " ", ROLE_TEXT, 0);
    struct rect inner = {row.row, row.col + 1, 1, row.cols - 1};
    pane_draw_row(grid, inner, view_of(prompt->label), ROLE_WARNING, STYLE_BOLD, str_view(&keys),
                  ROLE_KEY);
    str_finish(&keys);
}

/* "Question?   y yes   n no   esc back" */
static void prompt_draw_keys(const struct prompt *prompt, struct grid *grid, struct rect row)
{
    int end = row.col + row.cols - 1, col = row.col + 1, need = 0;
    for (size_t i = 0; i < prompt->item_count; i++) {
        struct str name = {0};
        key_add_name(&name, (struct key){.code = prompt->items[i].key});
        need += 4 + (int)cluster_width(str_view(&name)) +
                (int)cluster_width(view_of(prompt->items[i].label));
        str_finish(&name);
    }
    int room = end - col - need > row.cols / 3 ? end - col - need : row.cols / 3;
    grid_fill(grid, row, " ", ROLE_TEXT, 0);
    col += grid_put_clipped(grid, row.row, col, room, view_of(prompt->label), ROLE_WARNING,
                            STYLE_BOLD);
    for (size_t i = 0; i < prompt->item_count && col + 6 < end; i++) {
        struct str name = {0};
        key_add_name(&name, (struct key){.code = prompt->items[i].key});
        col += 3;
        col += grid_put_clipped(grid, row.row, col, end - col, str_view(&name), ROLE_KEY, 0) + 1;
        col += grid_put_clipped(grid, row.row, col, end - col, view_of(prompt->items[i].label),
                                ROLE_DIM, 0);
        str_finish(&name);
    }
}

static void prompt_draw_items(const struct prompt *prompt, struct grid *grid, struct rect area)
{
    grid_fill(grid, area, " ", ROLE_TEXT, 0);
    struct rect rule = {area.row, area.col, 1, area.cols};
    grid_fill(grid, rule, "─", ROLE_RULE, 0);
    struct str count = {0};
    str_addf(&count, " %zu of %zu ", prompt->shown_count, prompt->item_count);
    grid_put(grid, area.row, area.col + 2, area.cols - 4, str_view(&count), ROLE_DIM, 0);
    str_finish(&count);
    for (int i = 1; i < area.rows; i++) {
        size_t at = prompt->list.top + (size_t)i - 1;
        if (at >= prompt->shown_count)
            break;
        const struct prompt_item *item = &prompt->items[prompt->shown[at]];
        struct rect row = {area.row + i, area.col + 1, 1, area.cols - 2};
        int label_cols = item->detail ? row.cols * 2 / 5 : row.cols;
        grid_put_clipped(grid, row.row, row.col, label_cols, view_of(item->label), ROLE_TEXT, 0);
        if (item->detail)
            grid_put_clipped(grid, row.row, row.col + label_cols + 1, row.cols - label_cols - 1,
                             view_of(item->detail), ROLE_DIM, 0);
        if (at == prompt->list.selected) {
            grid_put(grid, row.row, area.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
            grid_add_attrs(grid, (struct rect){row.row, area.col, 1, area.cols}, STYLE_SELECTED);
        }
    }
}

void prompt_draw(const struct app *app, struct grid *grid)
{
    const struct prompt *prompt = &app->prompt;
    struct rect row = app->layout.footer;
    if (prompt->kind == PROMPT_NONE || prompt->inline_task)
        return;
    if (prompt->kind == PROMPT_FORM) {
        form_draw(app, grid);
        return;
    }
    if (prompt->kind == PROMPT_CONFIRM) {
        prompt_draw_confirm(prompt, grid, row);
        return;
    }
    if (prompt->kind == PROMPT_KEYS) {
        prompt_draw_keys(prompt, grid, row);
        return;
    }
    if (prompt->kind == PROMPT_PICK || prompt->kind == PROMPT_PALETTE) {
        int rows = app_prompt_rows(app) + 1;
        prompt_draw_items(prompt, grid, (struct rect){row.row - rows, 0, rows, row.cols});
    }
    struct hint hint;
    bool completes = app_hint_find(app, &hint);
    int end = prompt_draw_line(prompt, hint_rest(&hint), grid, row);
    if (!app->status.message.len)
        prompt_draw_hint(prompt, completes, grid, row, end);
    prompt_draw_message(&app->status, grid, row, end);
    hint_finish(&hint);
}
