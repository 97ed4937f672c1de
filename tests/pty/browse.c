#include "tests/pty/desk.h"

#include "core/base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The Memory pane sorted and filtered. */

static void put_note(struct desk *desk, const char *name, const char *tag, const char *emotion,
                     const char *intensity)
{
    char path[64], text[400];
    snprintf(path, sizeof(path), "memory/%s.md", name);
    snprintf(text, sizeof(text),
             "---\ntitle: %s\ntags: [%s]\n---\n\nEmotion: %s\nIntensity: %s/10\n\n"
             "This is what %s says. [[Quay]]\n",
             name, tag, emotion, intensity, name);
    desk_put(desk, path, text);
}

static void put_notes(struct desk *desk)
{
    desk_shell(desk, "git rm -rqf memory");
    put_note(desk, "Ash", "sea", "calm", "4");
    put_note(desk, "Buoy", "sea", "quiet joy, relief", "9");
    put_note(desk, "Cliff", "land", "awe", "∞");
    put_note(desk, "Quay", "land, sea", "calm", "6");
    desk_shell(desk, "git add -A && git commit -q -m notes");
}

static bool rows_hold(struct screen *screen, void *names)
{
    static const char *const all[] = {"Ash", "Buoy", "Cliff", "Quay"};
    char order[64] = "";
    for (int row = 0; row < 24; row++) {
        char *line = screen_row(screen, row);
        const char *name = strncmp(line, "▌", 3) == 0 ? line + 3 : line + (*line != '\0');
        for (size_t i = 0; i < ARRAY_LEN(all); i++)
            if (strncmp(name, all[i], strlen(all[i])) == 0)
                snprintf(order + strlen(order), sizeof(order) - strlen(order), "%s%s",
                         *order ? " " : "", all[i]);
        free(line);
    }
    return strcmp(order, names) == 0;
}

/* Waits until the rows of the list are these, in this order, and no others of the four. */
static void rows_are(struct desk *desk, const char *names)
{
    char want[64];
    snprintf(want, sizeof(want), "%s", names);
    screen_wait_until(desk->screen, rows_hold, names, want);
}

static void sorting_and_filters_are_remembered_and_cleared(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 30, 110);
    desk_do(desk, "3", "s sort");
    desk_do(desk, "s", "the strongest first");
    desk_do(desk, "inten\r", " by:intensity ");
    desk_wait(desk, "This is what Cliff says");
    rows_are(desk, "Cliff Buoy Quay Ash");
    desk_do(desk, "f", "tag:sea");
    desk_do(desk, "tag:s\r", "Memory  3 of 4");
    desk_wait(desk, "This is what Buoy says"); /* the preview follows */
    rows_are(desk, "Buoy Quay Ash");
    desk_leave(desk);

    desk_open(desk, 30, 110);
    desk_wait(desk, "Memory  3 of 4");
    desk_wait(desk, " by:intensity   tag:sea ");
    desk_do(desk, "3", "This is what Buoy says");
    desk_do(desk, "j", "This is what Quay says");
    rows_are(desk, "Buoy Quay Ash");
    desk_send(desk, "\x1b"); /* the filter goes, the selection and the order stay */
    desk_wait_gone(desk, "tag:sea");
    rows_are(desk, "Cliff Buoy Quay Ash");
    assert_true(desk_shows(desk, "This is what Quay says"));
    desk_do(desk, "F", "Take off");
    desk_send(desk, "\r");
    desk_wait_gone(desk, "by:intensity");
    rows_are(desk, "Ash Buoy Cliff Quay");
    desk_do(desk, "F", "all notes are shown");
    desk_leave(desk);

    desk_open(desk, 30, 110);
    desk_wait_gone(desk, "by:intensity");
    rows_are(desk, "Ash Buoy Cliff Quay");
    desk_leave(desk);
}

static void an_empty_list_says_which_filter_hides_how_many(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 30, 110);
    desk_do(desk, ":browse tag:sea emotion:awe\r", "none fits: esc shows all");
    desk_wait(desk, "1 without tag:sea");
    desk_wait(desk, "3 without emotion:awe");
    put_note(desk, "Ash", "sea", "awe", "4"); /* by another hand */
    desk_wait(desk, "Memory  1 of 4");
    rows_are(desk, "Ash");
    desk_do(desk, ":browse tag:\r", "tag: wants a value");
    desk_do(desk, ":browse by:size\r", "newest, linked, emotion or intensity");
    desk_do(desk, "\x1b", "Memory  4 ─");
    desk_leave(desk);
}

static void a_narrow_screen_has_the_chips_too(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 24, 60);
    desk_do(desk, ":browse by:linked intensity:5\r", " by:linked   intensity:5");
    desk_wait(desk, "3 Memory 3 of 4");
    rows_are(desk, "Quay Buoy Cliff");
    desk_do(desk, "f", "emotion:\"quiet joy\"");
    desk_do(desk, "quiet\r", "3 Memory 1 of 4");
    desk_wait(desk, "emotion:\"quiet joy\"");
    rows_are(desk, "Buoy");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(sorting_and_filters_are_remembered_and_cleared),
    desk_test(an_empty_list_says_which_filter_hides_how_many),
    desk_test(a_narrow_screen_has_the_chips_too),
};
DESK_MAIN(tests)
