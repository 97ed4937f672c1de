#include "tests/pty/desk.h"

#include "core/text/cluster.h"

#include <stdio.h>
#include <stdlib.h>

/* Names and cells of characters on whose width terminals and libraries disagree: the line between
 * the panes and the rules of a table stay in their column. */

static const char *const hard[] = {
    "⚠️",         "❤️",  "🧑‍🌾", "👍🏽",           "1️⃣", "🇩🇪", "日本",
    "\u00e9",         "e\u0301", "한국",        "👨‍👩‍👧", "ﷺ",       "กำ", "नि",
    "🏳️‍🌈", "☝🏿"};

enum { HARD = sizeof(hard) / sizeof(*hard) };

/* The border stands at `col` in every row of the main view. The terminal of the test moves on by
 * less or more than the program does for some clusters; the program has to place the border anew.
 */
static void border_is_whole(struct desk *desk, int rows, int col)
{
    for (int row = 1; row < rows - 1; row++) {
        struct screen_cell cell = screen_cell(desk->screen, row, col);
        if (strcmp(cell.text, "│") && strcmp(cell.text, "┤") && strcmp(cell.text, "┐")) {
            char *text = screen_row(desk->screen, row);
            fail_msg("row %d has \"%s\" at column %d: %s", row, cell.text, col, text);
        }
    }
}

static void names_of_files_and_tasks_leave_the_border_whole(void **state)
{
    struct desk *desk = *state;
    struct str todo = {0};
    for (size_t i = 0; i < HARD; i++) {
        char path[200];
        snprintf(path, sizeof(path), "Self/%zu_%s_%s_tail.md", i, hard[i], hard[i]);
        desk_put(desk, path, "# x\n");
        snprintf(path, sizeof(path), "memory/%zu %s and a tail that is too long %s %s.md", i,
                 hard[i], hard[i], hard[i]);
        desk_put(desk, path, "x\n");
        for (size_t width = 0; width < 3; width++) { /* the cut falls before, on and behind it */
            str_add_text(&todo, "- [ ] ");
            str_add_many(&todo, 'a', 27 + width);
            str_addf(&todo, "%s%s tail\n", hard[i], hard[i]);
        }
    }
    desk_put(desk, "todo.md", str_text(&todo));
    str_finish(&todo);
    desk_history(desk);
    desk_open(desk, 160, 120);
    desk_wait(desk, "workspace: first");
    desk_wait_frame(desk);
    int row, col;
    assert_true(screen_find(desk->screen, "┐", &row, &col));
    border_is_whole(desk, 160, col);
    for (int i = 0; i < 40; i++)
        desk_send(desk, i < 20 ? "1j" : "2j");
    desk_do(desk, "?", "Keys");
    desk_do(desk, "q3", "▌");
    desk_wait_gone(desk, "Keys");
    desk_wait_frame(desk);
    border_is_whole(desk, 160, col);
    desk_leave(desk);
}

static void cells_of_tables_leave_the_rules_whole(void **state)
{
    struct desk *desk = *state;
    struct str note = {0};
    str_add_text(&note, "# t\n\n| mark | next | end |\n|---|:-:|--:|\n");
    for (size_t i = 0; i < HARD; i++)
        str_addf(&note, "| %s | %s%s | %s |\n", hard[i], hard[i], hard[i], hard[i]);
    desk_put(desk, "Self/1.md", str_text(&note));
    str_finish(&note);
    desk_history(desk);
    desk_open(desk, 60, 120);
    desk_wait(desk, "mark");
    desk_wait_frame(desk);
    int row, border, col, found = 0;
    assert_true(screen_find(desk->screen, "┐", &row, &border));
    border_is_whole(desk, 60, border);
    assert_true(screen_find(desk->screen, "┼", &row, &col));
    for (int at = row + 1; at < row + 1 + HARD; at++) {
        struct screen_cell cell = screen_cell(desk->screen, at, col);
        if (strcmp(cell.text, "│") != 0) {
            char *text = screen_row(desk->screen, at);
            fail_msg("no rule at column %d: %s", col, text);
        }
        found++;
    }
    assert_int_equal(found, HARD);
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test_empty(names_of_files_and_tasks_leave_the_border_whole),
    desk_test_empty(cells_of_tables_leave_the_rules_whole),
};

DESK_MAIN(tests)
