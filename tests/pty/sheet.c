#include "tests/pty/desk.h"

/* Lists made by reading every file: the doctor, and replacing in all files. git looks at what was
 * done. */

static void put_lakes(struct desk *desk)
{
    desk_put(desk, "memory/lake.md", "# The lake\n\nA heron by the lake.\nThe heron stays.\n");
    desk_put(desk, "Garden/pond.md", "No Heron, one heron.\n");
    desk_shell(desk, "git add -A && git commit -q -m lakes");
}

static void what_is_wrong_is_listed_and_fixed(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/Lake Placid.md", "---\ntitle: Lake: Placid\n---\n\nx\n");
    desk_put(desk, "memory/Sea.md", "See [[Lake Placdi]].\n");
    desk_shell(desk, "git add -A && git commit -q -m lakes");
    desk_open(desk, 40, 120);
    desk_do(desk, "gc", "2 problems · 2 can be fixed");
    desk_wait(desk, "f fixes it: make it readable");
    desk_do(desk, "j", "f fixes it: make it [[Lake Placid]]");
    desk_do(desk, "\r", "memory / Sea"); /* read it, and come back */
    desk_do(desk, "gc", "2 problems");
    desk_do(desk, "j", "make it [[Lake Placid]]");
    desk_send(desk, "f");
    desk_committed(desk, "doctor: link to Lake Placid in memory/Sea.md", "memory/Sea.md");
    desk_has(desk, "memory/Sea.md", "See [[Lake Placid]].\n");
    desk_wait(desk, "1 problem · 1 can be fixed"); /* it has looked again */
    desk_send(desk, "f");
    desk_committed(desk, "doctor: front matter of memory/Lake Placid.md", "memory/Lake Placid.md");
    desk_wait(desk, "Nothing is wrong in");
    desk_do(desk, "q", "History");
    desk_leave(desk);
}

static void every_hit_is_shown_and_replaced_as_one_commit(void **state)
{
    struct desk *desk = *state;
    put_lakes(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, "gs", "Replace in all files");
    desk_do(desk, "her(on)\r", "With");
    desk_do(desk, "egret$1\r", "4 of 4 in 2 files");
    desk_wait(desk, "A heronegreton by the lake.");
    desk_do(desk, " ", "3 of 4 in 2 files"); /* the first is left out */
    desk_wait(desk, "A heron by the lake.");
    desk_send(desk, "\r");
    desk_committed(desk, "replace: 3 in 2 files, \"her(on)\" with \"egret$1\"",
                   "Garden/pond.md\nmemory/lake.md");
    desk_has(desk, "memory/lake.md", "# The lake\n\nA heron by the lake.\nThe egreton stays.\n");
    desk_has(desk, "Garden/pond.md", "No egreton, one egreton.\n");
    desk_do(desk, "u", "Undo ·");
    desk_send(desk, "\r");
    desk_wait_gone(desk, "Undo ·");
    desk_committed(desk, "undo: replace: 3 in 2 files, \"her(on)\" with \"egret$1\"",
                   "Garden/pond.md\nmemory/lake.md");
    desk_says(desk, "git diff --stat HEAD~2 HEAD", "");
    desk_leave(desk);
}

static void files_and_all_are_left_out_by_a_key(void **state)
{
    struct desk *desk = *state;
    put_lakes(desk);
    desk_open(desk, 24, 80);
    desk_do(desk, "gsheron\regret\r", "4 of 4 in 2 files");
    desk_do(desk, "x", "2 of 4 in 1 file");
    desk_do(desk, "a", "0 of 4 in 0 files");
    desk_do(desk, "\r", "nothing is to be replaced");
    desk_do(desk, "a", "4 of 4 in 2 files");
    desk_do(desk, "q", "History");
    desk_do(desk, "gsa(\r", "The pattern is wrong at position 3");
    desk_do(desk, "gsa\r$1\r", "group");
    desk_do(desk, "gsheronry\rx\r", "stands in none of");
    desk_says(desk, "git status --porcelain", "");
    desk_leave(desk);
}

static void unsaved_text_is_left_alone(void **state)
{
    struct desk *desk = *state;
    put_lakes(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, ":open Garden/pond.md\r", "one heron");
    desk_do(desk, "e", "tokens");
    desk_do(desk, "mine ", "mine No Heron");
    desk_do(desk, "\x1bOQ", ":");
    desk_do(desk, "replace-files heron egret\r", "2 of 2 in 1 file");
    desk_wait(desk, "Garden/pond.md has unsaved text and is left out: save it first.");
    desk_send(desk, "\r");
    desk_committed(desk, "replace: 2 in 1 file, \"heron\" with \"egret\"", "memory/lake.md");
    desk_has(desk, "memory/lake.md", "# The lake\n\nA egret by the lake.\nThe egret stays.\n");
    desk_has(desk, "Garden/pond.md", "No Heron, one heron.\n");
    desk_send(desk, "\x13");
    desk_committed(desk, "place: edit pond.md (+1 -1)", "Garden/pond.md");
    desk_has(desk, "Garden/pond.md", "mine No Heron, one heron.\n");
    desk_do(desk, "\x1b", "o outline");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(what_is_wrong_is_listed_and_fixed),
    desk_test(every_hit_is_shown_and_replaced_as_one_commit),
    desk_test(files_and_all_are_left_out_by_a_key),
    desk_test(unsaved_text_is_left_alone),
};

DESK_MAIN(tests)
