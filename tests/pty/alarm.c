#include "core/base/str.h"
#include "tests/pty/desk.h"

#include <stdlib.h>

/* What would lose much is held up to be looked at, whoever wrote it. */

#define PAGE "drafts/page.md"

/* A page of `lines` lines that differ from each other. */
static char *page_text(int lines)
{
    struct str text = {0};
    for (int i = 1; i <= lines; i++)
        str_addf(&text, "Line%d of%d the%d page%d.\n", i, i, i, i);
    return str_take(&text);
}

static void open_page(struct desk *desk)
{
    char *text = page_text(40);
    desk_put(desk, PAGE, text);
    free(text);
    desk_shell(desk, "git add -A && git commit -q -m page");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open " PAGE "\r", "Line2 of2");
}

static void a_save_that_loses_most_is_looked_at_first(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "e", "tokens");
    desk_do(desk, "\x01\x1b[200~[rest unchanged]\x1b[201~", "●"); /* over all that is selected */
    desk_do(desk, "\x13", "Not saved yet: lost 40 of 40 lines and has “[rest unchanged]”");
    desk_says(desk, "git log -1 --format=%s", "page");
    desk_says(desk, "wc -l <" PAGE, "40");
    desk_do(desk, "\x1b", "ctrl-s save"); /* back: the text is still in the editor */
    desk_do(desk, "\x13", "d show it");
    desk_do(desk, "d", "What saving would do to page");
    desk_wait(desk, "- Line3 of3");
    desk_do(desk, "\x1b", "ctrl-s save");
    desk_do(desk, "\x13", "Not saved yet");
    desk_do(desk, "d", "s save anyway");
    desk_do(desk, "s", "✓ committed");
    desk_committed(desk, "draft: page (+1 -40)", PAGE);
    desk_do(desk, "\x1a", "Line40 of40"); /* and undone as any change */
    desk_do(desk, "\x13", "draft: page (+40 -1)");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static void leaving_with_a_held_save_keeps_the_text(void **state)
{
    struct desk *desk = *state;
    open_page(desk);
    desk_do(desk, "e", "tokens");
    desk_do(desk, "\x01Gone.", "●");
    desk_do(desk, "\x1b", "Unsaved changes");
    desk_do(desk, "\r", "Not saved yet: lost 40 of 40 lines");
    desk_do(desk, "s", "✓ committed");
    desk_committed(desk, "draft: page (+1 -40)", PAGE);
    desk_wait(desk, "o outline"); /* saved, and left as it was asked */
    desk_leave(desk);
}

/* Another program leaves three lines of the page. */
static void outside_loss(struct desk *desk)
{
    char *text = page_text(3);
    desk_put(desk, PAGE, text);
    free(text);
    desk_wait(desk, "held: page lost 37 of 40 lines");
}

static void quiet(struct desk *desk)
{
    desk_shell(desk, "mkdir -p \"$XDG_CONFIG_HOME/palimpsest\" && "
                     "echo 'outside-delay: 200ms' >\"$XDG_CONFIG_HOME/palimpsest/config.yaml\"");
}

static void a_held_file_is_committed_when_it_is_accepted(void **state)
{
    struct desk *desk = *state;
    quiet(desk);
    open_page(desk);
    outside_loss(desk);
    desk_do(desk, "c", "held: page");
    desk_says(desk, "git log -1 --format=%s", "page");
    desk_do(desk, "d", "What another program did to page");
    desk_wait(desk, "- Line4 of4");
    desk_wait(desk, "a accept");
    desk_send(desk, "a");
    desk_committed(desk, "outside: " PAGE, PAGE);
    desk_wait_gone(desk, "held:");
    desk_leave(desk);
}

static void a_held_file_gets_its_old_text_back(void **state)
{
    struct desk *desk = *state;
    quiet(desk);
    open_page(desk);
    char *text = page_text(40), *less = page_text(3);
    outside_loss(desk);
    desk_leave(desk); /* it is held over a restart */
    desk_has(desk, PAGE, less);
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "held: page lost 37 of 40 lines");
    desk_do(desk, "d", "What another program did to page");
    desk_do(desk, "r", "restored; the other text can be read again");
    desk_wait_gone(desk, "held:");
    desk_wait(desk, "✓ saved");
    desk_has(desk, PAGE, text);
    desk_says(desk, "git status --porcelain", "");
    desk_says(desk, "git show refs/palimpsest/recovery:" PAGE " | wc -l", "3");
    desk_leave(desk);
    free(text);
    free(less);
}

static void what_is_edited_is_held_too(void **state)
{
    struct desk *desk = *state;
    quiet(desk);
    open_page(desk);
    desk_do(desk, "e", "tokens");
    outside_loss(desk);
    desk_wait_gone(desk, "Line4 of4"); /* a clean text follows the disk */
    desk_do(desk, "New ", "●");
    desk_do(desk, "\x13", "is held: f8 shows");
    desk_says(desk, "git log -1 --format=%s", "page");
    desk_do(desk, "\x1b[19~", "What another program did to page");
    desk_send(desk, "a");
    desk_committed(desk, "outside: " PAGE, PAGE);
    desk_do(desk, "\x13", "draft: page (+1 -1)");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_save_that_loses_most_is_looked_at_first),
    desk_test(leaving_with_a_held_save_keeps_the_text),
    desk_test(a_held_file_is_committed_when_it_is_accepted),
    desk_test(a_held_file_gets_its_old_text_back),
    desk_test(what_is_edited_is_held_too),
};

DESK_MAIN(tests)
