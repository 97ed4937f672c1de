#include "tui/panes/pane.h"

#include "core/base/clock.h"
#include "core/base/path.h"
#include "tui/app_notes.h"

#include <string.h>

/* The file being read: its name and numbers, the context files above it, its page. */

/* "1 of 6 · ": of the list as it is sorted and filtered. */
static void reader_add_place(const struct app *app, enum section_kind section, size_t index,
                             struct str *out)
{
    size_t row = app_row_of(app, (enum pane)section, index);
    size_t count = app->ws.catalog->sections[section].count;
    if (section == SECTION_MEMORY && app->browse.on)
        count = app->browse.count;
    if (row != SIZE_MAX)
        str_addf(out, "%zu of %zu%s · ", row + 1, count, app->ws.catalog->complete ? "" : "+");
}

/* "1 of 6 · 61 words · 3 days ago"; while something is found, "1 of 6 · 2 of 5 found". */
static void reader_add_numbers(const struct app *app, struct str *out)
{
    const struct reader *reader = &app->reader;
    enum section_kind section;
    size_t index;
    if (catalog_find(app->ws.catalog, view_of(reader->path), &section, &index))
        reader_add_place(app, section, index, out);
    if (reader->find.text.len && reader->find.hits) {
        str_addf(out, "%zu of %zu%s found", find_number(&reader->find), reader->find.hits,
                 reader->find.hits == FIND_HITS_MAX ? "+" : "");
        return;
    }
    if (reader->problem) {
        str_add_text(out, "not readable");
        return;
    }
    if (reader->partial)
        str_add_text(out, "laying out the rest… · ");
    else
        str_addf(out, "%zu word%s", reader->page.words, reader->page.words == 1 ? "" : "s");
    if (reader->past)
        return;
    if (!reader->partial)
        str_add_text(out, " · ");
    clock_add_long(out, reader->stamp.mtime / 1000000000, app->now);
}

static void reader_add_name(const struct app *app, struct str *out)
{
    const struct detail *detail = details_get(&app->details, app->reader.path);
    struct view folder = path_folder(view_of(app->reader.path));
    enum section_kind section;
    size_t index;
    bool titled = catalog_find(app->ws.catalog, view_of(app->reader.path), &section, &index) &&
                  section != SECTION_SELF && section != SECTION_DRAFTS;
    if (titled && folder.len)
        str_addf(out, "%.*s / ", (int)folder.len, folder.data);
    if (detail && detail->title)
        str_add_text(out, detail->title);
    else
        detail_add_name(out, view_of(app->reader.path));
}

/* "read with CLAUDE.md, Self/AGENTS.md", and a notice where the page is not what one expects. */
static void reader_draw_second(const struct app *app, struct grid *grid, struct rect area)
{
    const struct reader *reader = &app->reader;
    struct str line = {0};
    if (app->versions.on)
        versions_add_line(app, &line);
    else
        app_trail_add_line(app, &line);
    for (size_t i = 0; i < reader->context_count && !app->versions.on; i++)
        str_addf(&line, "%s%s",
                 i          ? ", "
                 : line.len ? " · read with "
                            : "read with ",
                 reader->contexts[i]);
    if (reader->source)
        str_addf(&line, "%ssource", line.len ? " · " : "");
    if (reader->page.notice)
        str_addf(&line, "%s%s", line.len ? " · " : "", reader->page.notice);
    grid_put_clipped(grid, area.row + 1, area.col + 2, area.cols - 4, str_view(&line),
                     app->versions.on ? ROLE_ACCENT : ROLE_DIM, 0);
    str_finish(&line);
}

static void reader_draw_empty(struct grid *grid, struct rect body)
{
    static const char *const lines[] = {
        "Nothing to read yet.",
        "",
        "a   adds a task, a note, a draft, where you stand",
        "?   shows every key",
    };
    for (int i = 0; i < (int)(sizeof(lines) / sizeof(*lines)) && i < body.rows; i++)
        grid_put_clipped(grid, body.row + i, body.col, body.cols, view_of(lines[i]), ROLE_DIM, 0);
}

/* Where in the page we are, as a mark at the right edge. */
static void reader_draw_place(const struct reader *reader, struct grid *grid, struct rect area,
                              struct rect body)
{
    size_t count = reader->page.page.row_count;
    if (count <= (size_t)body.rows || body.rows < 2)
        return;
    size_t most = count - (size_t)body.rows;
    int at = (int)(reader->top * (size_t)(body.rows - 1) / most);
    grid_put(grid, body.row + at, area.col + area.cols - 1, 1, VIEW("▐"), ROLE_RULE, 0);
}

/* The link that stands ready. */
static void reader_draw_mark(const struct app *app, struct grid *grid, struct rect body)
{
    const struct reader *reader = &app->reader;
    const struct page *page = &reader->page.page;
    if (!app->mark.number || app->focus != PANE_MAIN)
        return;
    for (size_t row = app->mark.row; row < reader->top + (size_t)body.rows; row++) {
        size_t count, col = 0;
        const struct page_span *spans = page_row_spans(page, row, &count);
        for (size_t i = 0; row >= reader->top && spans && i < count; i++) {
            int at = (int)col - (int)reader->skip, cols = spans[i].cols;
            col += spans[i].cols;
            if (at < 0 ||
                !link_mark_covers(&reader->page, &app->mark, (size_t)(spans + i - page->spans)))
                continue;
            cols = at + cols > body.cols ? body.cols - at : cols;
            if (cols > 0)
                grid_add_attrs(
                    grid,
                    (struct rect){body.row + (int)(row - reader->top), body.col + at, 1, cols},
                    STYLE_REVERSE);
        }
    }
}

void reader_pane_draw(const struct app *app, struct grid *grid, struct rect area)
{
    const struct reader *reader = &app->reader;
    struct rect body = pane_body(app, area);
    if (!reader->path) {
        reader_draw_empty(grid, body);
        return;
    }
    struct str left = {0}, right = {0};
    reader_add_name(app, &left);
    reader_add_numbers(app, &right);
    pane_draw_title(app, grid, area, str_view(&left), str_view(&right));
    if (body.row > area.row + 1)
        reader_draw_second(app, grid, area);
    str_finish(&left);
    str_finish(&right);
    if (reader->problem) {
        grid_put_clipped(grid, body.row, body.col, body.cols, view_of(reader->problem),
                         ROLE_WARNING, 0);
        return;
    }
    int bar = versions_bar_rows(app, area);
    body.rows -= bar;
    pane_draw_page(&reader->page.page, &reader->find, reader->top, reader->skip, grid, body);
    if (bar)
        versions_draw_bar(app, grid, (struct rect){body.row + body.rows, body.col, bar, body.cols});
    reader_draw_mark(app, grid, body);
    reader_draw_place(reader, grid, area, body);
}
