#include "tests/pty/desk.h"

/* Todo by keyboard: after each act the file holds exactly what is expected, and the act is one
 * commit of that file alone. The list of the desk is made of these lines. */

#define HEAD "# Todo\n\n"
#define MADE "- [x] Make this folder\n"
#define READ "- [/] Read Self\n"
#define WRITE "- [ ] Write the letter\n"
#define PAPER "  - [ ] Find paper\n"
#define WATER "- [ ] Water the garden #leisure\n"
#define FOOT "\nNot a task.\n"

/* Opens the todo list with the n-th task selected. */
static void begin(struct desk *desk, const char *moves)
{
    desk_open(desk, 40, 120);
    desk_do(desk, "2", "▌☒ Make this folder");
    desk_send(desk, moves);
}

static void done(struct desk *desk, const char *subject, const char *text)
{
    desk_committed(desk, subject, "todo.md");
    desk_has(desk, "todo.md", text);
}

static void a_task_is_added_at_the_end_of_the_list(void **state)
{
    struct desk *desk = *state;
    begin(desk, "");
    desk_do(desk, "a", "New task");
    desk_do(desk, "Feed the 🐦\r", "☐ Feed the");
    done(desk, "todo: add \"Feed the 🐦\"",
         HEAD MADE READ WRITE PAPER WATER "- [ ] Feed the 🐦\n" FOOT);
    desk_wait(desk, "Todo  1 of 6");
    desk_leave(desk);
}

static void a_task_is_added_below_another(void **state)
{
    struct desk *desk = *state;
    begin(desk, "j");
    desk_do(desk, "A", "New task below");
    desk_do(desk, "Aloud\r", "☐ Aloud");
    done(desk, "todo: add \"Aloud\"", HEAD MADE READ "- [ ] Aloud\n" WRITE PAPER WATER FOOT);
    desk_leave(desk);
}

static void tags_contexts_and_links_are_completed(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "memory/tide.md", "---\ntags: [LoRA]\n---\n\nThe tide.\n");
    desk_put(desk, "todo.md", HEAD "- [ ] Oil @tower\n- [ ] Water the garden #leisure\n");
    desk_shell(desk, "git add -A && git commit -q -m tags");
    desk_open(desk, 40, 120);
    desk_do(desk, "2a", "New task");
    desk_do(desk, "Read [[the p", "[[the pear's Shadow]]"); /* offered, */
    desk_wait(desk, "tab complete");
    desk_do(desk, "\t", "New task  Read [[The Pear's Shadow]]"); /* and taken */
    desk_do(desk, " @t", "@tower");
    desk_do(desk, "\t #lo", "#loRA");
    desk_do(desk, "\x1b[C", "@tower #LoRA");
    desk_do(desk, " #l\r", "☐ Read"); /* what is not taken is not written */
    done(desk, "todo: add \"Read [[The Pear's Shadow]] @tower #LoRA #l\"",
         HEAD "- [ ] Oil @tower\n- [ ] Water the garden #leisure\n"
              "- [ ] Read [[The Pear's Shadow]] @tower #LoRA #l\n");
    desk_do(desk, "e #leis", "#LoRA #l #leisure");
    desk_do(desk, "\t\r", "☐ Read");
    desk_committed(desk, "todo: edit \"Read [[The Pear's Shadow]] @tower #LoRA #l #leisure\"",
                   "todo.md");
    desk_leave(desk);
}

static void a_task_is_edited_in_its_row(void **state)
{
    struct desk *desk = *state;
    begin(desk, "jj");
    desk_send(desk, "e\x15Send two letters");
    desk_wait(desk, "☐ Send two letters");
    desk_has(desk, "todo.md", HEAD MADE READ WRITE PAPER WATER FOOT);
    desk_send(desk, "\r");
    done(desk, "todo: edit \"Send two letters\"",
         HEAD MADE READ "- [ ] Send two letters\n" PAPER WATER FOOT);
    desk_send(desk, "e and more");
    desk_wait(desk, "☐ Send two letters and more");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "and more");
    desk_says(desk, "git rev-list --count HEAD", "2");
    desk_leave(desk);
}

static void a_task_is_done_and_open_again(void **state)
{
    struct desk *desk = *state;
    begin(desk, "jj");
    desk_do(desk, "x", "☒ Write the letter");
    done(desk, "todo: done \"Write the letter\"",
         HEAD MADE READ "- [x] Write the letter\n" PAPER WATER FOOT);
    desk_do(desk, "\r", "☐ Write the letter");
    done(desk, "todo: open \"Write the letter\"", HEAD MADE READ WRITE PAPER WATER FOOT);
    desk_do(desk, " ", "☒ Write the letter");
    done(desk, "todo: done \"Write the letter\"",
         HEAD MADE READ "- [x] Write the letter\n" PAPER WATER FOOT);
    desk_leave(desk);
}

static void a_task_is_started_and_cancelled(void **state)
{
    struct desk *desk = *state;
    begin(desk, "jj");
    desk_do(desk, "s", "◐ Write the letter");
    done(desk, "todo: start \"Write the letter\"",
         HEAD MADE READ "- [/] Write the letter\n" PAPER WATER FOOT);
    desk_do(desk, "-", "☒ Write the letter");
    done(desk, "todo: cancel \"Write the letter\"",
         HEAD MADE READ "- [-] Write the letter\n" PAPER WATER FOOT);
    desk_leave(desk);
}

static void a_task_is_moved_in_and_out(void **state)
{
    struct desk *desk = *state;
    begin(desk, "G");
    desk_do(desk, ">", "   ☐ Water");
    done(desk, "todo: indent \"Water the garden #leisure\"",
         HEAD MADE READ WRITE PAPER "  - [ ] Water the garden #leisure\n" FOOT);
    desk_do(desk, "<", "▌☐ Water");
    done(desk, "todo: outdent \"Water the garden #leisure\"",
         HEAD MADE READ WRITE PAPER WATER FOOT);
    desk_leave(desk);
}

static void a_task_moves_with_those_below_it(void **state)
{
    struct desk *desk = *state;
    begin(desk, "jj");
    desk_send(desk, "K");
    done(desk, "todo: move up \"Write the letter\"", HEAD MADE WRITE PAPER READ WATER FOOT);
    desk_wait(desk, "▌☐ Write the letter"); /* the selection goes with it */
    desk_send(desk, "J");
    done(desk, "todo: move down \"Write the letter\"", HEAD MADE READ WRITE PAPER WATER FOOT);
    desk_wait(desk, "▌☐ Write the letter");
    desk_leave(desk);
}

static void deleting_asks_and_takes_those_below(void **state)
{
    struct desk *desk = *state;
    begin(desk, "jj");
    desk_do(desk, "D", "Delete this task and those below it?");
    desk_send(desk, "D"); /* the same key is another key */
    desk_wait_gone(desk, "Delete this task");
    desk_do(desk, "D", "Delete this task and those below it?");
    desk_send(desk, "\x1b");
    desk_wait_gone(desk, "Delete this task");
    desk_has(desk, "todo.md", HEAD MADE READ WRITE PAPER WATER FOOT);
    desk_do(desk, "D", "Delete this task and those below it?");
    desk_send(desk, "y");
    desk_wait_gone(desk, "Find paper");
    done(desk, "todo: delete \"Write the letter\"", HEAD MADE READ WATER FOOT);
    desk_says(desk, "git show HEAD~1:todo.md | grep -c paper", "1");
    desk_leave(desk);
}

static void tasks_are_filtered_by_state_and_tag(void **state)
{
    struct desk *desk = *state;
    begin(desk, "z"); /* the list alone */
    desk_do(desk, "f", "Show: open, done");
    desk_do(desk, "#leisure\r", "▌☐ Water");
    desk_wait(desk, "Todo 1 of 5 · #leisure");
    desk_wait_gone(desk, "Find paper");
    desk_do(desk, "f", "Show: open, done");
    desk_do(desk, "started\r", "▌◐ Read Self");
    desk_wait_gone(desk, "Water");
    desk_send(desk, "x"); /* acts on the task that is shown */
    done(desk, "todo: done \"Read Self\"", HEAD MADE "- [x] Read Self\n" WRITE PAPER WATER FOOT);
    desk_send(desk, "\x1b");
    desk_wait(desk, "Find paper");
    desk_leave(desk);
}

static void the_first_task_makes_the_file(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "git rm -q todo.md && git commit -q -m 'no list'");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "no list");
    desk_do(desk, "2", "nothing to do: press a");
    desk_do(desk, "a", "New task");
    desk_do(desk, "Begin\r", "☐ Begin");
    done(desk, "todo: add \"Begin\"", "# Todo\n\n- [ ] Begin\n");
    desk_leave(desk);
}

static void other_bytes_of_the_file_stay(void **state)
{
    struct desk *desk = *state;
    desk_put(desk, "todo.md", "\xef\xbb\xbf* [ ] one\r\n\t+ [X] two  \r\n\r\nrest\xff");
    desk_shell(desk, "git commit -q -a -m bytes");
    desk_open_with(desk, 40, 120, NULL);
    desk_wait(desk, "now  bytes");
    desk_do(desk, "2x", "▌☒ one");
    done(desk, "todo: done \"one\"", "\xef\xbb\xbf* [x] one\r\n\t+ [X] two  \r\n\r\nrest\xff");
    desk_leave(desk);
}

static void quick_keys_are_as_many_commits(void **state)
{
    struct desk *desk = *state;
    begin(desk, "");
    desk_send(desk, "xjxjxjxjx");
    desk_wait(desk, "Todo  4 of 5");
    desk_leave(desk); /* what is under way is finished first */
    desk_says(desk, "git rev-list --count HEAD", "6");
    desk_says(desk, "git log -5 --format= --name-only | sort | uniq -c | tr -s ' '", " 5 todo.md");
    desk_says(desk, "git status --porcelain", "");
    desk_has(desk, "todo.md",
             HEAD "- [ ] Make this folder\n- [x] Read Self\n- [x] Write the letter\n"
                  "  - [x] Find paper\n- [x] Water the garden #leisure\n" FOOT);
}

static const struct CMUnitTest tests[] = {
    desk_test(a_task_is_added_at_the_end_of_the_list),
    desk_test(a_task_is_added_below_another),
    desk_test(tags_contexts_and_links_are_completed),
    desk_test(a_task_is_edited_in_its_row),
    desk_test(a_task_is_done_and_open_again),
    desk_test(a_task_is_started_and_cancelled),
    desk_test(a_task_is_moved_in_and_out),
    desk_test(a_task_moves_with_those_below_it),
    desk_test(deleting_asks_and_takes_those_below),
    desk_test(tasks_are_filtered_by_state_and_tag),
    desk_test(the_first_task_makes_the_file),
    desk_test(other_bytes_of_the_file_stay),
    desk_test(quick_keys_are_as_many_commits),
};

DESK_MAIN(tests)
