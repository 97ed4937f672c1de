#include "tests/pty/desk.h"

/* What `[[` offers, and what was copied in another file. */

#define PAGE "drafts/page.md"

static void open_page(struct desk *desk)
{
    desk_put(desk, PAGE, "# Page\n");
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "Page");
    desk_do(desk, "e", "tokens");
}

static void a_link_is_offered_and_ended(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "See [[", "Link to");
    desk_do(desk, "shadow", "1 of");
    desk_do(desk, "\r", "See [[The Pear's Shadow]]# Page");
    desk_do(desk, "\x13", "✓ committed");
    desk_has(desk, PAGE, "See [[The Pear's Shadow]]# Page\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void a_link_is_offered_by_its_title(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/sea.md", "---\ntitle: \"Water: what it keeps\"\naliases: [Mere]\n---\n");
    open_page(desk);
    desk_do(desk, "[[", "Link to");
    desk_do(desk, "mere", "memory/sea.md");
    desk_do(desk, "\r", "[[Mere]]# Page");
    desk_do(desk, "[[", "Link to");
    desk_do(desk, "what it k", "memory/sea.md");
    desk_do(desk, "\r", "[[Mere]][[Water: what it keeps]]# Page");
    desk_do(desk, "\x13", "✓ committed");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void what_is_typed_whole_is_taken_as_it_is(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "[[", "Link to");
    desk_do(desk, "Not there]]", "[[Not there]]# Page");
    desk_do(desk, " [[", "Link to");
    desk_do(desk, "half", "half");
    desk_do(desk, "\x1b", "[[Not there]] [[half# Page");
    desk_do(desk, " way", "[[half way# Page");
    desk_do(desk, "\x1b", "Unsaved changes");
    desk_do(desk, "discard\r", "let go of");
    desk_leave(desk);
}

static void what_was_copied_is_there_in_another_file(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "\x03\x1b", "o outline"); /* the line is copied */
    desk_do(desk, ":edit \"memory/First Steps.md\"\r", "ctrl-s save");
    desk_do(desk, "\x16", "●");
    desk_wait(desk, "# Page");
    desk_do(desk, "\x1b", "Unsaved changes");
    desk_do(desk, "discard\r", "let go of");
    desk_leave(desk);
}

static void a_tag_is_offered_behind_the_cursor(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/sea.md", "---\ntags: [LoRA, lighthouse]\n---\n");
    open_page(desk);
    desk_do(desk, "\x1b[F\r", "tokens"); /* a line of its own */
    desk_do(desk, "By the #li", "By the #lighthouse");
    desk_do(desk, "\t.", "By the #lighthouse.");
    desk_do(desk, " #lo", "#lighthouse. #loRA");
    desk_do(desk, "\x1b[C!", "#lighthouse. #LoRA!"); /* right */
    desk_do(desk, " #lig", "#LoRA! #lighthouse");
    desk_do(desk, "\r", "#LoRA! #lig"); /* any other key means what it means */
    desk_wait_gone(desk, "#LoRA! #lighthouse");
    desk_do(desk, "x #ligh", "x #lighthouse");
    desk_do(desk, "\x1b[D", "x #ligh"); /* only behind what was typed */
    desk_wait_gone(desk, "x #lighthouse");
    desk_do(desk, "\x13", "committed");
    desk_has(desk, PAGE, "# Page\nBy the #lighthouse. #LoRA! #lig\nx #ligh\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void in_code_no_tag_is_offered(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/sea.md", "---\ntags: [LoRA, lighthouse]\n---\n");
    open_page(desk);
    desk_do(desk, "\x1b[F #li", "# Page #lighthouse");
    desk_do(desk, "\r~~~\rx #li", "x #li");
    desk_do(desk, "\t.", "x #li   ."); /* tab is a tab, */
    desk_do(desk, "\r~~~\r`y #li", "`y #li");
    desk_do(desk, "\t.\rz #li", "z #lighthouse");
    desk_wait(desk, "`y #li  .");
    desk_do(desk, "\x1b", "Unsaved changes");
    desk_do(desk, "discard\r", "let go of");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_link_is_offered_and_ended),
    desk_test(a_link_is_offered_by_its_title),
    desk_test(what_is_typed_whole_is_taken_as_it_is),
    desk_test(a_tag_is_offered_behind_the_cursor),
    desk_test(in_code_no_tag_is_offered),
    desk_test(what_was_copied_is_there_in_another_file),
};

DESK_MAIN(tests)
