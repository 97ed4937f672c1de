#include "tests/pty/desk.h"

/* Links between notes by keyboard: followed, walked back, and what leads here. */

static void write_notes(struct desk *desk)
{
    desk_put(desk, "memory/Lamp.md",
             "---\ntitle: Lamp\ntype: note\npermalink: lamp\ntags:\n- harbour\n- lanterns\n---\n\n"
             "The lamp on the [[Quay]] burns all night.\n\n- lights [[Quay]] (at dusk)\n\n"
             "See [[Tide Table]] and [the garden](../Garden/bench.md).\n");
    desk_put(desk, "memory/Quay.md",
             "---\ntitle: Quay\ntype: note\npermalink: quay\ntags:\n- harbour\n---\n\n"
             "Stones by the water. The [[Lamp]] hangs over them.\n");
    desk_put(desk, "Garden/bench.md", "# Bench\n\nUnder the pear tree, far from the [[Quay]].\n");
    desk_shell(desk, "git add . && git commit -q -m notes");
}

static void open_lamp(struct desk *desk, int rows, int cols)
{
    write_notes(desk);
    desk_open(desk, rows, cols);
    desk_do(desk, ":open Lamp\r", "burns all night");
}

static void enter_follows_a_link_and_backspace_goes_back(void **state)
{
    struct desk *desk = *state;
    open_lamp(desk, 30, 110);
    desk_do(desk, "\r", "Quay · enter follows");
    desk_do(desk, "\r", "Stones by the water");
    desk_wait(desk, "‹ Lamp");
    desk_do(desk, "\r\r", "‹ Quay ‹ Lamp"); /* in a circle */
    desk_wait(desk, "burns all night");
    desk_do(desk, "\x7f", "Stones by the water");
    desk_wait_gone(desk, "‹ Quay");
    desk_do(desk, "\x7f", "burns all night");
    desk_wait_gone(desk, "‹ Lamp");
    desk_leave(desk);
}

static void links_are_stepped_through(void **state)
{
    struct desk *desk = *state;
    open_lamp(desk, 30, 110);
    desk_do(desk, ">", "Quay · enter follows");
    desk_do(desk, ">>", "Tide Table · not there yet: enter makes it");
    desk_do(desk, ">", "Garden/bench.md · enter follows");
    desk_do(desk, ">>", "there is no link further down"); /* behind its address at the foot */
    desk_do(desk, "\r", "Under the pear tree");
    desk_do(desk, "\x7f", "burns all night");
    desk_leave(desk);
}

static void a_link_to_nothing_offers_to_make_the_note(void **state)
{
    struct desk *desk = *state;
    open_lamp(desk, 30, 110);
    desk_do(desk, ">>>", "Tide Table · not there yet");
    desk_do(desk, "\r", "There is no note \"Tide Table\" yet");
    desk_wait(desk, "memory/Tide Table.md · tide-table");
    desk_do(desk, "\x1b", "what you typed is kept");
    desk_do(desk, "<>\r", "memory/Tide Table.md · tide-table");
    desk_send(desk, "\r");
    desk_committed(desk, "memory: add \"Tide Table\"", "memory/Tide Table.md");
    desk_wait(desk, "ctrl-s save");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "ctrl-s save");
    desk_leave(desk);
}

static void the_panel_tells_both_ways_and_what_is_missing(void **state)
{
    struct desk *desk = *state;
    open_lamp(desk, 40, 120);
    desk_do(desk, "gl", "Linked from  1 ───");
    desk_wait(desk, "1 in · 1 out · 1 not there");
    desk_wait(desk, "Stones by the water. The [[Lamp]] hangs over");
    desk_wait(desk, "lights"); /* a relation, with its type */
    desk_wait(desk, "Not there yet  1 ───");
    desk_put(desk, "Garden/new.md", "A path to the [[Lamp]].\n"); /* by another hand */
    desk_wait(desk, "Linked from  2 ───");
    desk_do(desk, "gg\r", "A path to the Lamp");
    desk_do(desk, "\x7f", "burns all night");
    desk_leave(desk);
}

static void the_graph_walks_from_note_to_note(void **state)
{
    struct desk *desk = *state;
    open_lamp(desk, 40, 120);
    desk_do(desk, "gn", "▶ Lamp ───");
    desk_wait(desk, "──▶ Quay ⇄");
    desk_wait(desk, "┄┄▷ Tide Table");
    desk_do(desk, "l ", "▶ Quay ───");
    desk_wait(desk, "‹ Lamp");
    desk_wait(desk, "bench ───");
    desk_do(desk, "\x7f", "Around Lamp");
    desk_do(desk, "v", "Leads to");
    desk_do(desk, "q", "burns all night");
    desk_leave(desk);
}

static void a_narrow_screen_has_a_list(void **state)
{
    struct desk *desk = *state;
    open_lamp(desk, 24, 50);
    desk_do(desk, "gn", "Linked from");
    desk_leave(desk);
}

static void what_is_missing_is_made_from_the_panel(void **state)
{
    struct desk *desk = *state;
    open_lamp(desk, 40, 120);
    desk_do(desk, "gl", "Not there yet  1");
    desk_do(desk, "G\r", "There is no note \"Tide Table\" yet");
    desk_send(desk, "\r");
    desk_committed(desk, "memory: add \"Tide Table\"", "memory/Tide Table.md");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(enter_follows_a_link_and_backspace_goes_back),
    desk_test(links_are_stepped_through),
    desk_test(a_link_to_nothing_offers_to_make_the_note),
    desk_test(the_panel_tells_both_ways_and_what_is_missing),
    desk_test(the_graph_walks_from_note_to_note),
    desk_test(a_narrow_screen_has_a_list),
    desk_test(what_is_missing_is_made_from_the_panel),
};
DESK_MAIN(tests)
