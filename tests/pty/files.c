#include "tests/pty/desk.h"

/* Files from every list: new, rename, move, delete. Nothing that was deleted is lost. And the log,
 * where that can be seen. */

static void a_note_is_made_read_renamed_moved_and_deleted(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "3a", "New note");
    desk_do(desk, "It's: a new day\r", "It's- a new day.md");
    desk_committed(desk, "memory: add \"It's: a new day\"", "memory/It's- a new day.md");
    desk_send(desk, "\x1B");
    desk_wait_gone(desk, "ctrl-s save");
    desk_do(desk, "3", "▌It's: a new day");
    desk_has(desk, "memory/It'\\''s- a new day.md",
             "---\ntitle: 'It''s: a new day'\ntype: note\npermalink: its-a-new-day\n---\n");
    desk_do(desk, "R", "Rename to");
    desk_send(desk, "\x15Old day\r");
    desk_committed(desk, "memory: rename memory/It's- a new day.md to memory/Old day.md",
                   "memory/It's- a new day.md\nmemory/Old day.md");
    desk_says(desk, "ls memory", "First Steps.md\nOld day.md\nThe Pear's Shadow.md");
    desk_do(desk, "M", "Move to folder");
    desk_send(desk, "\x15memory/2026/summer\r");
    desk_committed(desk, "memory: move memory/Old day.md to memory/2026/summer/Old day.md",
                   "memory/2026/summer/Old day.md\nmemory/Old day.md");
    desk_says(desk, "cat 'memory/2026/summer/Old day.md' | sed -n 4p", "permalink: its-a-new-day");
    desk_do(desk, "D", "Its text stays in the history");
    desk_send(desk, "n");
    desk_wait_gone(desk, "Its text stays");
    desk_do(desk, "D", "Its text stays in the history");
    desk_send(desk, "y");
    desk_committed(desk, "memory: delete memory/2026/summer/Old day.md",
                   "memory/2026/summer/Old day.md");
    desk_wait(desk, "Memory  2");
    desk_says(desk, "git show 'HEAD~1:memory/2026/summer/Old day.md' | sed -n 2p",
              "title: Old day");
    desk_leave(desk);
}

static void a_form_makes_a_note_and_changes_what_it_says_of_itself(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/Tagged.md", "---\ntags:\n- beginnings\n---\n");
    desk_says(desk, "git add -A && git commit -qm tagged && git status --porcelain", "");
    desk_open(desk, 40, 120);
    desk_do(desk, "3a", "it needs a title");
    desk_do(desk, "first_steps", "a note of this name is there: memory/First Steps.md");
    desk_do(desk,
            "\x15"
            "First Steps\r",
            "is there already; choose another title");
    desk_do(desk, "\x15The Lamp: two\tsea", "memory/sea/The Lamp- two.md · sea/the-lamp-two");
    desk_do(desk, "\tbeg", "tab complete"); /* the tags that there are were gathered */
    desk_do(desk, "\t, moon\tcalm\t7", "beginnings, moon");
    desk_send(desk, "\r");
    desk_committed(desk, "memory: add \"The Lamp: two\"", "memory/sea/The Lamp- two.md");
    desk_has(desk, "memory/sea/The Lamp- two.md",
             "---\ntitle: 'The Lamp: two'\ntype: note\npermalink: sea/the-lamp-two\ntags:\n"
             "- beginnings\n- moon\n---\n\nEmotion: calm\nIntensity: 7/10\n");
    desk_wait(desk, "ctrl-s save"); /* the editor, behind what is there */
    desk_send(desk, "\rIt burns.\x13");
    desk_committed(desk, "memory: edit The Lamp- two.md (+2 -0)", "memory/sea/The Lamp- two.md");
    desk_send(desk, "\x1B");
    desk_wait_gone(desk, "ctrl-s save");
    desk_do(desk, "3", "▌The Lamp: two");
    desk_do(desk, "i", "beginnings, moon");
    desk_do(desk, "\x15moon\t\x15\t\t\tyesterday", "yesterday");
    desk_send(desk, "\r");
    desk_committed(desk, "memory: edit \"The Lamp: two\"", "memory/sea/The Lamp- two.md");
    desk_has(desk, "memory/sea/The Lamp- two.md",
             "---\ntitle: 'The Lamp: two'\ntype: note\npermalink: sea/the-lamp-two\ntags:\n"
             "- moon\n---\n\nIntensity: 7/10\nDate: yesterday\n\nIt burns.");
    desk_do(desk, "a", "New note");
    desk_send(desk, "\x1B");
    desk_wait_gone(desk, "New note");
    desk_do(desk, "aBegun", "memory/sea/Begun.md");
    desk_do(desk, "\x1B", "what you typed is kept");
    desk_do(desk, "a", "memory/sea/Begun.md");
    desk_do(desk, "\x1B", "what you typed is kept");
    desk_leave(desk);
}

static void a_link_to_nothing_begins_a_note(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/Aa.md", "It leads to [[sea/The Bell#End]].\n");
    desk_says(desk, "git add -A && git commit -qm aa && git status --porcelain", "");
    desk_open(desk, 40, 120);
    desk_do(desk, "3gg\r", "It leads to");
    desk_do(desk, "f", "not there yet");
    desk_do(desk, "\r", "There is no note \"The Bell\" yet");
    desk_wait(desk, "memory/sea/The Bell.md · sea/the-bell");
    desk_send(desk, "\r");
    desk_committed(desk, "memory: add \"The Bell\"", "memory/sea/The Bell.md");
    desk_wait(desk, "ctrl-s save");
    desk_send(desk, "\x1B");
    desk_wait_gone(desk, "ctrl-s save");
    desk_leave(desk);
}

static void links_follow_a_rename_that_is_shown_first(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/Reader.md", "It tells of [[First Steps]] and `[[First Steps]]`.\n");
    desk_says(desk, "git add -A && git commit -qm reader && git status --porcelain", "");
    desk_open(desk, 40, 120);
    desk_do(desk, "3", "▌");
    desk_do(desk, "gg", "▌First Steps");
    desk_do(desk, "R", "Rename to");
    desk_send(desk, "\x15Second Steps\r");
    desk_wait(desk, "2 links in 2 files");
    desk_wait(desk, "[[Second Steps]]");
    desk_says(desk, "git rev-list --count HEAD", "2");
    desk_send(desk, "q");
    desk_wait_gone(desk, "2 links in 2 files");
    desk_do(desk, "3R", "Rename to");
    desk_send(desk, "\x15Second Steps\r");
    desk_wait(desk, "2 links in 2 files");
    desk_send(desk, "\r");
    desk_committed(desk, "memory: rename memory/First Steps.md to memory/Second Steps.md",
                   "Self/1_who_i_am.md\nmemory/First Steps.md\nmemory/Reader.md\n"
                   "memory/Second Steps.md");
    desk_has(desk, "memory/Reader.md", "It tells of [[Second Steps]] and `[[First Steps]]`.\n");
    desk_wait(desk, "▌Second Steps");
    desk_leave(desk);
}

static void a_draft_is_made_and_deleted(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "4a", "New draft");
    desk_do(desk, "An answer\r", "▌An answer");
    desk_committed(desk, "draft: add \"An answer\"", "drafts/An answer.md");
    desk_has(desk, "drafts/An answer.md", "# An answer\n");
    desk_do(desk, "D", "Its text stays");
    desk_send(desk, "y");
    desk_committed(desk, "draft: delete drafts/An answer.md", "drafts/An answer.md");
    desk_wait(desk, "▌a letter");
    desk_leave(desk);
}

static void a_new_file_is_opened_whatever_waits_behind_its_save(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "4a", "New draft");
    desk_do(desk, "An answer\rc", "▌An answer"); /* c looks for what others changed */
    desk_wait(desk, "2 of 2");
    desk_leave(desk);
}

static void a_file_made_during_the_first_scan_stays_selected(void **state)
{
    struct desk *desk = *state;
    desk_open_held(desk);
    desk_do(desk, "4a", "New draft");
    desk_do(desk, "An answer\r", "▌An answer");
    desk_committed(desk, "draft: add \"An answer\"", "drafts/An answer.md");
    desk_put(desk, "Garden/late.md", "# Late\n");
    desk_let_go(desk);
    screen_wait_match(desk->screen, "Garden +2"); /* the scan has come to its end */
    desk_wait(desk, "Drafts  2");
    desk_wait(desk, "▌An answer");
    desk_leave(desk);
}

static void a_file_is_made_anywhere_and_its_folders_too(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "5a", "New file");
    desk_send(desk, "\x15Office/shelf/list\r");
    desk_committed(desk, "place: add Office/shelf/list.md", "Office/shelf/list.md");
    desk_has(desk, "Office/shelf/list.md", "# list\n");
    desk_wait(desk, "Files  3");
    desk_do(desk, "1a", "New file  Self/");
    desk_send(desk, "3_what_next\r");
    desk_committed(desk, "self: add Self/3_what_next.md", "Self/3_what_next.md");
    desk_wait(desk, "▌3 what next");
    desk_do(desk, "R", "Rename to");
    desk_send(desk, "\x15"
                    "0_before\r");
    desk_committed(desk, "self: rename Self/3_what_next.md to Self/0_before.md",
                   "Self/0_before.md\nSelf/3_what_next.md");
    desk_wait(desk, "▌0 before");
    desk_leave(desk);
}

static void what_is_there_is_not_overwritten(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_do(desk, "1jR", "Rename to");
    desk_send(desk, "\x15"
                    "1_who_i_am.md\r");
    screen_wait_match(desk->screen, "^ .*1_who_i_am.md.*(is|exists|there)");
    desk_do(desk, "R", "Rename to");
    desk_send(desk, "\x15../out\r");
    desk_wait(desk, "a name holds no '/'");
    desk_do(desk, "M", "Move to folder");
    desk_send(desk, "\x15../..\r");
    desk_wait_gone(desk, "Move to folder");
    desk_do(desk, "M", "Move to folder");
    desk_send(desk, "\x15.git\r");
    desk_wait_gone(desk, "Move to folder");
    desk_says(desk, "git rev-list --count HEAD", "1");
    desk_says(desk, "git status --porcelain", "");
    desk_says(desk, "ls ..", "home\nmeadow");
    desk_leave(desk);
}

static void a_file_never_committed_is_committed_before_it_is_deleted(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, ".palimpsest.yaml", "self: Self\n");
    desk_put(desk, "Self/3_young.md", "young\n");
    desk_open(desk, 40, 120);
    desk_wait(desk, "changed since the last commit: c commits them");
    desk_do(desk, "G", "▌3 young");
    desk_do(desk, "D", "Its text stays");
    desk_send(desk, "y");
    desk_wait(desk, "✓ committed");
    desk_wait(desk, "2 of 2"); /* the next file is selected and read */
    desk_wait_gone(desk, "3 young");
    desk_says(desk, "git log --format=%s -- Self/3_young.md | tail -n +1 | head -1",
              "self: delete Self/3_young.md");
    desk_says(desk, "git log --format= -p -- Self/3_young.md | grep -c '^+young'", "1");
    desk_leave(desk);
}

static void the_log_lists_commits_and_shows_their_diffs(void **state)
{
    struct desk *desk = *state;
    desk_open(desk, 40, 120);
    desk_send(desk, "2jjx");
    desk_committed(desk, "todo: done \"Write the letter\"", "todo.md");
    desk_send(desk, "jx");
    desk_committed(desk, "todo: done \"Find paper\"", "todo.md");
    desk_do(desk, "L", "3 commits");
    desk_wait(desk, "the reader");
    desk_do(desk, "j\r", "Commit ");
    desk_wait(desk, "1 file");
    desk_wait(desk, "- - [ ] Write the letter");
    desk_wait(desk, "+ - [x] Write the letter");
    desk_do(desk, "q", "3 commits");
    desk_send(desk, "q");
    desk_wait_gone(desk, "3 commits");
    desk_do(desk, "1H", "History of Self/1_who_i_am.md");
    desk_wait(desk, "1 commit");
    desk_wait(desk, "the reader");
    desk_do(desk, "\r", "Commit ");
    desk_wait(desk, "Self/1_who_i_am.md");
    desk_do(desk, "qq6", "▌now  todo: done");
    desk_do(desk, "\r", "+   - [x] Find paper");
    desk_leave(desk);
}

static void the_log_of_an_empty_history_says_so(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "git init -q && git config user.name a && git config user.email a@b");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "History");
    desk_do(desk, "L", "No commits yet");
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_note_is_made_read_renamed_moved_and_deleted),
    desk_test(a_form_makes_a_note_and_changes_what_it_says_of_itself),
    desk_test(a_link_to_nothing_begins_a_note),
    desk_test(links_follow_a_rename_that_is_shown_first),
    desk_test(a_draft_is_made_and_deleted),
    desk_test(a_new_file_is_opened_whatever_waits_behind_its_save),
    desk_test(a_file_made_during_the_first_scan_stays_selected),
    desk_test(a_file_is_made_anywhere_and_its_folders_too),
    desk_test(what_is_there_is_not_overwritten),
    desk_test(a_file_never_committed_is_committed_before_it_is_deleted),
    desk_test(the_log_lists_commits_and_shows_their_diffs),
    desk_test_empty(the_log_of_an_empty_history_says_so),
};

DESK_MAIN(tests)
