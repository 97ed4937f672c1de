#include "tui/panes/pane.h"

#include "core/text/cluster.h"

#include <string.h>

/* A form above the footer: a rule with its title, a row for each field, and a line that says what
 * will become of it. */

enum { LABEL_COLS = 12 };

static void form_draw_text(const struct app *app, struct grid *grid, struct rect row, size_t index)
{
    const struct form *form = &app->prompt.form;
    const struct form_field *field = &form->fields[index];
    bool here = index == form->at;
    struct view text = here ? str_view(&app->prompt.line.text) : view_of(field->text);
    size_t from = 0;
    if (here) { /* what is before the cursor fits */
        struct view before = view_slice(text, 0, app->prompt.line.cursor);
        while (from < before.len &&
               (int)cluster_width(view_slice(before, from, before.len)) >= row.cols) {
            struct cluster cluster;
            from = cluster_next(text, from, &cluster);
        }
        grid->cursor_row = row.row;
        grid->cursor_col = row.col + (int)cluster_width(view_slice(before, from, before.len));
    }
    int used = grid_put_clipped(grid, row.row, row.col, row.cols, view_slice(text, from, text.len),
                                ROLE_TEXT, here && app->prompt.line.selected ? STYLE_SELECTED : 0);
    struct view rest = here ? form_completion(form, &app->prompt.line) : VIEW("");
    if (text.len == 0)
        grid_put_clipped(grid, row.row, row.col + (here ? 2 : 0), row.cols - 2,
                         view_of(field->hint), ROLE_DIM, 0);
    else if (rest.len && used < row.cols)
        grid_put_clipped(grid, row.row, row.col + used, row.cols - used, rest, ROLE_DIM, 0);
}

static void form_draw_field(const struct app *app, struct grid *grid, struct rect row, size_t index)
{
    const struct form *form = &app->prompt.form;
    bool here = index == form->at;
    int label = row.cols > LABEL_COLS * 3 ? LABEL_COLS : row.cols / 3;
    if (here)
        grid_put(grid, row.row, row.col, 1, VIEW("▌"), ROLE_ACCENT, 0);
    grid_put_clipped(grid, row.row, row.col + 2, label - 1, view_of(form->fields[index].label),
                     here ? ROLE_ACCENT : ROLE_DIM, here ? STYLE_BOLD : 0);
    struct rect text = {row.row, row.col + 2 + label, 1, row.cols - label - 3};
    if (text.cols > 0)
        form_draw_text(app, grid, text, index);
}

static void form_draw_keys(const struct app *app, struct grid *grid, struct rect row)
{
    static const struct {
        const char *key, *label;
    } keys[] = {{"⏎", "make it"}, {"tab", "next"}, {"esc", "leave"}};
    bool completes = form_completion(&app->prompt.form, &app->prompt.line).len > 0;
    int col = 1;
    grid_fill(grid, row, " ", ROLE_TEXT, 0);
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        const char *label = i == 0 && !app->prompt.form.edits ? "save it"
                            : i == 1 && completes             ? "complete"
                                                              : keys[i].label;
        int need = (int)cluster_width(view_of(keys[i].key)) + 1 + (int)strlen(label);
        if (col + need >= row.cols)
            return;
        col += grid_put(grid, row.row, col, row.cols - col, view_of(keys[i].key), ROLE_KEY, 0);
        col += grid_put(grid, row.row, col + 1, row.cols - col - 1, view_of(label), ROLE_DIM, 0);
        col += 4;
    }
}

void form_draw(const struct app *app, struct grid *grid)
{
    const struct form *form = &app->prompt.form;
    struct rect footer = app->layout.footer;
    int room = footer.row - 3, fields = (int)form->count; /* the header, the rule, the line */
    if (fields > room)
        fields = room > 1 ? room : 1;
    int first = (int)form->at >= fields ? (int)form->at - fields + 1 : 0;
    int top = footer.row - fields - 2;
    grid_fill(grid, (struct rect){top, footer.col, footer.row - top, footer.cols}, " ", ROLE_TEXT,
              0);
    grid_fill(grid, (struct rect){top, footer.col, 1, footer.cols}, "─", ROLE_RULE, 0);
    struct str title = {0};
    str_addf(&title, " %s ", app->prompt.label);
    grid_put_clipped(grid, top, footer.col + 2, footer.cols - 4, str_view(&title), ROLE_ACCENT,
                     STYLE_BOLD);
    str_finish(&title);
    for (int i = 0; i < fields; i++)
        form_draw_field(app, grid, (struct rect){top + 1 + i, footer.col, 1, footer.cols},
                        (size_t)(first + i));
    grid_put_clipped(grid, footer.row - 1, footer.col + 2, footer.cols - 3, str_view(&form->about),
                     form->about_role, 0);
    form_draw_keys(app, grid, footer);
}
