#include "tests/pty/desk.h"

/* Searching all files. */

#define CTRL_F "\x06"
#define CTRL_U "\x15"
#define DOWN "\x1b[B"

static void put_notes(struct desk *desk)
{
    desk_put(desk, "memory/insights/Horney.md",
             "---\ntitle: Karen Horney\ntags:\n- analysis\n---\n\nThe tyranny of the should.\n\n"
             "A compensation.\n\nNo more.\n\nAnother compensation.\n");
    desk_put(desk, "memory/lake.md", "# The lake\n\nWhere Horney was read. It compensates.\n");
    desk_put(desk, "Garden/bench.md", "A café under the pear tree.\n");
    desk_shell(desk, "touch -d '1 hour ago' memory/insights/Horney.md");
    desk_shell(desk, "git add -A && git commit -q -m notes");
}

static void what_is_typed_is_found_at_once(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, CTRL_F, "All your files are searched as you type");
    desk_do(desk, "horn", "2 files");
    desk_wait(desk, "Karen Horney");               /* the title goes before the text */
    desk_wait(desk, "The tyranny of the should."); /* beside it */
    desk_do(desk, DOWN, "Where Horney was read");
    desk_wait(desk, "memory / The lake");
    desk_do(desk, CTRL_U "cafe", "1 file");
    desk_wait(desk, "under the pear tree");
    desk_do(desk, CTRL_U "\"was read\" tag:", "1 file");
    desk_do(desk, "analysis", "1 without tag:"); /* why there is nothing */
    desk_wait(desk, "no match in");
    desk_do(desk, CTRL_U "/a(/", "The pattern is wrong at position 3");
    desk_do(desk, CTRL_U "/comp\\w+s$/", "no match in");
    desk_do(desk, CTRL_U "café", "Garden / bench");
    desk_do(desk, "\x1b", "History");
    desk_leave(desk);
}

static void a_match_is_read_and_the_next_ones_follow(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, "g/", "All your files");
    desk_do(desk, "compensat", "2 files");
    desk_do(desk, "\r", "1 of 1 found");
    desk_wait(desk, "The lake");
    desk_do(desk, "n", "1 of 2 found");
    desk_wait(desk, "A compensation.");
    desk_do(desk, "n", "2 of 2 found");
    desk_do(desk, "n", "that was the last of what was found");
    desk_do(desk, "N", "1 of 2 found");
    desk_do(desk, "N", "memory / The lake");
    desk_do(desk, CTRL_F, "Search  compensat"); /* the same again, */
    desk_wait(desk, "2 files");
    desk_do(desk, "tyranny", "1 file");         /* or another */
    desk_do(desk, "\x1b", "memory / The lake"); /* back to where one was */
    desk_leave(desk);
}

static void a_note_written_meanwhile_is_found(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, CTRL_F "winter", "no match in");
    desk_put(desk, "memory/frost.md", "Winter came to the garden.\n");
    desk_wait(desk, "1 file");
    desk_put(desk, "memory/frost.md", "Spring.\n");
    desk_wait(desk, "no match in");
    desk_do(desk, CTRL_U "spring", "1 file");
    desk_shell(desk, "rm memory/frost.md");
    desk_wait(desk, "no match in");
    desk_do(desk, "\x1b", "History");
    desk_leave(desk);
}

static void what_was_there_once_is_read_and_brought_back(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_put(desk, "memory/lake.md", "# The lake\n\nNothing.\n");
    desk_shell(desk,
               "git commit -q -am tidy && git rm -q Garden/bench.md && git commit -q -m away");
    desk_open(desk, 40, 120);
    desk_do(desk, CTRL_F "compensates", "no match in");
    desk_do(desk, "\x12", "Earlier versions: compensates"); /* ctrl-r */
    desk_wait(desk, "1 file");
    desk_wait(desk, "… was read. It compensates.");
    desk_do(desk, "\r", "taken out");
    desk_wait(desk, "by the reader · tidy");
    desk_wait(desk, "1 of 1 found");
    desk_send(desk, "r");
    desk_wait(desk, "No earlier version had it, or it is still there.");
    desk_has(desk, "memory/lake.md", "# The lake\n\nWhere Horney was read. It compensates.\n");
    desk_says(desk, "git status --porcelain", "");
    desk_do(desk, "ge", "Search earlier versions");
    desk_do(desk, "caf\xc3\xa9 pear\r", "bench.md");
    desk_do(desk, "q", "History");
    desk_leave(desk);
}

static void a_narrow_screen_shows_what_is_found(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 24, 80);
    desk_do(desk, CTRL_F "horney", "2 files");
    desk_wait(desk, "memory/insights"); /* where it lies */
    desk_do(desk, DOWN "\r", "1 of 1 found");
    desk_do(desk, CTRL_F "nothing of it", "no match in");
    desk_do(desk, "\r", "nothing was found to read");
    desk_leave(desk);
}

static void hostile_names_and_patterns_are_bounded(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/evil.md",
             "\x1b]0;x\x07 needle \xE2\x80\xAE \x9b"
             "31m\n");
    desk_put(desk, "memory/slow.md",
             "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\n");
    desk_shell(desk, "git add -A && git commit -q -m notes");
    desk_open(desk, 40, 120);
    desk_do(desk, CTRL_F "needle", "^[]0;x^G needle");
    desk_do(desk, CTRL_U "/^(a|aa)+$/", "takes too much work");
    desk_do(desk, CTRL_U "/^/", " files");
    desk_do(desk, CTRL_U "needle", "1 file");
    desk_do(desk, "\x1b", "History");
    desk_leave(desk);
}

static void links_lead_where_front_matter_says(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_put(desk, "memory/aaa.md", "See [[Karen Horney]].\n");
    desk_shell(desk, "git add -A && git commit -q -m link");
    desk_open(desk, 40, 120);
    desk_do(desk, ":open memory/aaa.md\r", "See Karen Horney");
    desk_do(desk, ":follow 1\r", "The tyranny of the should.");
    desk_do(desk, "B", "Search  to:\"memory/insights/Horney.md\"");
    desk_wait(desk, "1 file");
    desk_wait(desk, "See [[Karen Horney]].");
    desk_do(desk, "\x1b", "The tyranny of the should.");
    desk_put(desk, "memory/insights/Horney.md", "---\ntitle: Renamed\n---\n\nEmpty.\n");
    desk_wait(desk, "Renamed");
    desk_do(desk, ":open memory/aaa.md\r", "See Karen Horney");
    desk_do(desk, ":follow 1\r", "There is no note \"Karen Horney\" yet");
    desk_do(desk, "\x1b", "what you typed is kept");
    desk_leave(desk);
}

static void any_file_is_gone_to_by_its_name(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_open(desk, 40, 120);
    desk_do(desk, "\x10", "Go to");
    desk_wait(desk, "Horney.md"); /* all of them */
    desk_do(desk, "inshrn", "1 file");
    desk_wait(desk, "The tyranny of the should.");
    desk_do(desk, CTRL_U "b*.md", "1 file");
    desk_wait(desk, "Garden / bench");
    desk_do(desk, CTRL_U "zzz", "no match in");
    desk_do(desk, CTRL_U "bench\r", "Garden / bench");
    desk_wait(desk, "o outline");
    desk_do(desk,
            "\x10"
            "lake",
            "1 file");
    desk_do(desk, "\x1b", "Garden / bench"); /* back to where one was */
    desk_leave(desk);
}

static void filters_and_their_values_are_completed(void **state)
{
    struct desk *desk = *state;
    put_notes(desk);
    desk_put(desk, "memory/sea.md", "---\ntags: [open letter]\n---\n\nThe tide.\n");
    desk_shell(desk, "git add -A && git commit -q -m sea");
    desk_open(desk, 40, 120);
    desk_do(desk, CTRL_F "ta", "Search  tag:"); /* the rest is offered, */
    desk_wait(desk, "tab complete");
    desk_do(desk, "\tana", "Search  tag:analysis"); /* and taken */
    desk_do(desk, "\t", "1 file");
    desk_wait_gone(desk, "tab complete");
    desk_wait(desk, "The tyranny of the should.");
    desk_do(desk, CTRL_U "tag:op", "Search  tag:open letter\"");
    desk_do(desk, "\x1b[C", "Search  tag:\"open letter\""); /* right, at the line's end */
    desk_wait(desk, "The tide.");
    desk_do(desk, CTRL_U "horney in:g", "Search  horney in:garden");
    desk_do(desk, CTRL_U "horney path:memory/i", "path:memory/insights/");
    desk_do(desk, "\t", "1 file");
    desk_do(desk, CTRL_U "horney since:7", "since:7 days\"");
    desk_do(desk, "\t", "since:\"7 days\"");
    desk_wait(desk, "2 files");
    desk_do(desk, "\t", "Where Horney was read"); /* nothing to complete: the next one */
    desk_do(desk, CTRL_U "horney by:the", "by:the reader\"");
    desk_do(desk, "\x1b", "History");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(what_is_typed_is_found_at_once),
    desk_test(a_match_is_read_and_the_next_ones_follow),
    desk_test(a_note_written_meanwhile_is_found),
    desk_test(what_was_there_once_is_read_and_brought_back),
    desk_test(a_narrow_screen_shows_what_is_found),
    desk_test(hostile_names_and_patterns_are_bounded),
    desk_test(links_lead_where_front_matter_says),
    desk_test(any_file_is_gone_to_by_its_name),
    desk_test(filters_and_their_values_are_completed),
};

DESK_MAIN(tests)
