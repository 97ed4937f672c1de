#include "tests/pty/desk.h"

/* The same pane with the keys of vi. */

#define PAGE "drafts/page.md"
#define PAGE_TEXT "# Page\n\nOne line here.\n\nTwo lines.\n\nThree lines.\n"

static void open_page(struct desk *desk)
{
    desk_put(desk, PAGE, PAGE_TEXT);
    desk_shell(desk, "mkdir -p \"$XDG_CONFIG_HOME/palimpsest\" && "
                     "echo 'keys: vi' >\"$XDG_CONFIG_HOME/palimpsest/config.yaml\"");
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "Three lines.");
    desk_do(desk, "e", "tokens");
}

static void two_sentences_are_changed_and_written(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "/One\rcw", "-- INSERT --");
    desk_do(desk, "A\x1b", ":w save");
    desk_do(desk, "}jciwNine", "-- INSERT --");
    desk_do(desk, "\x1b", "Nine lines.");
    desk_do(desk, ":w\r", "✓ committed");
    desk_committed(desk, "draft: page (+2 -2)", PAGE);
    desk_has(desk, PAGE, "# Page\n\nA line here.\n\nNine lines.\n\nThree lines.\n");
    desk_do(desk, ":q\r", "o outline");
    desk_leave(desk);
}

static void what_is_unsaved_is_not_left_by_accident(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "\x1b", ":q leaves");
    desk_do(desk, "dd", "●");
    desk_do(desk, ":q\r", "not saved");
    desk_do(desk, ":q!\r", "let go of");
    desk_has(desk, PAGE, PAGE_TEXT);
    desk_says(desk, "git show refs/palimpsest/recovery:" PAGE " | head -2", "\nOne line here.");
    desk_leave(desk);
}

static void modes_registers_and_macros_show(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "vj", "-- VISUAL --");
    desk_do(desk, "V", "-- VISUAL LINE --");
    desk_do(desk, "\x1b", ":w save");
    desk_do(desk, "ggqa", "recording @a");
    desk_do(desk, "A!\x1bjjq", "One line here.");
    desk_do(desk, "2@a", "Two lines.!");
    desk_do(desk, "2d", "2d");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "2d");
    desk_do(desk, "gg/li", "/li");
    desk_do(desk, "\r", "3:5");
    desk_do(desk, "\x1bOP", "vi motions"); /* f1 */
    desk_do(desk, "q", "Three lines.");
    desk_do(desk, ":wq\r", "o outline");
    desk_committed(desk, "draft: page (+3 -3)", PAGE);
    desk_leave(desk);
}

static void a_tag_is_completed_while_inserting(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/sea.md", "---\ntags: [LoRA]\n---\n");
    open_page(desk);
    desk_do(desk, "jjA #Lo", "here. #LoRA");
    desk_do(desk, "\t\x1b", ":w save");
    desk_wait(desk, "here. #LoRA");
    desk_do(desk, "jj.", "Two lines. #LoRA"); /* as it was typed */
    desk_do(desk, "u", "Two lines.");
    desk_send(desk, "u"); /* what was taken, then what was typed */
    desk_wait_gone(desk, "LoRA");
    desk_wait(desk, "One line here. #Lo");
    desk_send(desk, "u");
    desk_wait_gone(desk, "#Lo");
    desk_do(desk, ":q\r", "o outline"); /* nothing is left of it */
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(two_sentences_are_changed_and_written),
    desk_test(what_is_unsaved_is_not_left_by_accident),
    desk_test(modes_registers_and_macros_show),
    desk_test(a_tag_is_completed_while_inserting),
};

DESK_MAIN(tests)
