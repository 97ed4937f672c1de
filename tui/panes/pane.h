#ifndef TUI_PANES_PANE_H
#define TUI_PANES_PANE_H

#include "core/command/command.h"
#include "tui/app.h"

/* Panes draw the model, which they get const, into cells. A pane of the stack is a table of
 * operations over one list; pane.c draws what all of them share: title, rows, selection, empty
 * state. */

struct pane_ops {
    const char *name;          /* in commands and settings: "todo" */
    const char *title;         /* "Todo" */
    const char *empty;         /* what to do when there is nothing */
    unsigned where;            /* WHERE_* */
    enum section_kind section; /* of the panes that show one */
    bool words;                /* its files' words at the right, else their intensity */
    size_t (*count)(const struct app *app, const struct pane_ops *ops);
    /* Appends what stands behind the title: "6", "2 of 4". */
    void (*add_count)(const struct app *app, const struct pane_ops *ops, struct str *out);
    /* Appends filter `number` of the pane; false when it has not so many. May be NULL. */
    bool (*add_chip)(const struct app *app, size_t number, struct str *out);
    /* Appends line `number` of why a filter leaves nothing; false when there are not so many: with
     * none `empty` stands there. May be NULL. */
    bool (*add_empty)(const struct app *app, size_t number, struct str *out);
    /* Draws row `index` in `area` (one row high, without the selection's bar). */
    void (*draw_row)(const struct app *app, const struct pane_ops *ops, size_t index,
                     struct grid *grid, struct rect area);
};

extern const struct pane_ops pane_self, pane_todo, pane_memory, pane_drafts, pane_files,
    pane_history;

const struct pane_ops *pane_ops(enum pane pane);
/* A pane of the stack with its title row. `bare`: without it (tabs show it). */
void pane_draw(const struct app *app, enum pane pane, struct grid *grid, struct rect area,
               bool bare);
/* How many rows of content a pane wants, and the area of its list: below its title, if that is
 * shown, and its filters. */
size_t pane_wants(const struct app *app, enum pane pane);
struct rect pane_list(const struct app *app, enum pane pane);
/* Draws `left` clipped, and `right` (may be empty) at the right edge; `right` goes first when there
 * is room for little. */
void pane_draw_row(struct grid *grid, struct rect area, struct view left, enum role role,
                   unsigned attrs, struct view right, enum role right_role);
/* A row of a file of `section`: its title, and at the right `value` (if not NULL), or
 * `with_words` these, else its intensity. */
void pane_draw_file(const struct app *app, enum section_kind section, size_t index,
                    struct grid *grid, struct rect area, bool with_words, const char *value);
/* Title row of the main view: `left` as a title, `right` dim. */
void pane_draw_title(const struct app *app, struct grid *grid, struct rect area, struct view left,
                     struct view right);
/* Rows of a page from `top` in `area`, with the hits of `find` marked; shorter pages leave blanks.
 * `skip` cells at the left are scrolled away. */
void pane_draw_page(const struct page *page, const struct find *find, size_t top, size_t skip,
                    struct grid *grid, struct rect area);

void reader_pane_draw(const struct app *app, struct grid *grid, struct rect area);
void log_pane_draw(const struct app *app, struct grid *grid, struct rect area);
/* "2 +12 -4" at the right edge. */
void log_pane_draw_figures(const struct log_note *note, struct grid *grid, struct rect area);
void log_pane_draw_bar(const struct app *app, struct grid *grid, struct rect row);
void links_pane_draw(const struct app *app, struct grid *grid, struct rect area);
enum role links_pane_role(const struct link_row *row);
#define GRAPH_COLS 60 /* a graph needs so many; with fewer there is a list */
void graph_pane_draw(const struct app *app, struct grid *grid, struct rect area);
void recent_pane_draw_rows(const struct app *app, struct grid *grid, struct rect area);
void diff_pane_draw(const struct app *app, struct grid *grid, struct rect area);
void help_pane_draw(const struct app *app, struct grid *grid, struct rect area);
void sheet_pane_draw(const struct app *app, struct grid *grid, struct rect area);
size_t sheet_pane_rows(struct rect area); /* of the list */
void editor_pane_draw(const struct app *app, struct grid *grid, struct rect area);
/* Over the frame before: the rows that edit.typed has, and what stands above the text. */
void editor_pane_draw_typed(const struct app *app, struct grid *grid, struct rect area);
void search_pane_draw(const struct app *app, struct grid *grid, struct rect area);
/* How many files that were found have room. */
size_t search_pane_results(const struct app *app);
void ledger_pane_draw(const struct app *app, struct grid *grid, struct rect area);
void gone_pane_draw(const struct app *app, struct grid *grid, struct rect area);

/* The area of a main view's page below its title, and the part of it that body text takes: at most
 * the width of the settings, centred. */
struct rect pane_body(const struct app *app, struct rect area);

/* While the reader shows an earlier version: the line that says which, the bar of when the file
 * changed, and how many rows of the main view at its foot it takes (0: none). */
int versions_bar_rows(const struct app *app, struct rect area);
void versions_add_line(const struct app *app, struct str *out);
void versions_draw_bar(const struct app *app, struct grid *grid, struct rect area);

/* Side by side needs a screen this wide, and takes all of the view. */
#define DIFF_SIDE_COLS 140
/* The row with which change `number` (from 1) begins, or the last one, or 0. */
size_t diff_change_row(const struct page *page, size_t number);
struct rect diff_pane_body(const struct app *app, struct rect area);
/* Makes the page of a loaded diff, `cols` wide. */
void diff_pane_layout(const struct app *app, struct diff_view *view, unsigned cols);
/* Makes the page of the help for `where`. */
void help_pane_layout(const struct app *app, struct help_view *view, unsigned cols, unsigned where);

struct rect blame_pane_body(const struct app *app, struct rect area);
void blame_pane_draw(const struct app *app, struct grid *grid, struct rect area);

/* Header, footer, tabs, prompt. */
void chrome_draw(const struct app *app, struct grid *grid);
void chrome_draw_header(const struct app *app, struct grid *grid);
void chrome_draw_footer(const struct app *app, struct grid *grid);
void prompt_draw(const struct app *app, struct grid *grid);
void form_draw(const struct app *app, struct grid *grid);

#endif
