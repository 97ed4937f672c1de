#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/todo.h"

#include <ctype.h>
#include <stdlib.h>
#include <time.h>

static struct todo_list list_of(const char *text)
{
    struct todo_list list;
    todo_init(&list, TODO_MARKDOWN, view_of(text));
    return list;
}

static void assert_text(const struct todo_list *list, const char *want)
{
    assert_view_equal(str_view(&list->text), view_of(want));
}

/* "0 words|1 words|…" with the depth of each. */
static void assert_tasks(const char *text, const char *want)
{
    struct todo_list list = list_of(text);
    struct str got = {0};
    for (size_t i = 0; i < list.count; i++) {
        str_addf(&got, "%s%u%c", i ? "|" : "", list.items[i].depth, " /x-"[list.items[i].state]);
        str_add(&got, todo_words(&list, i));
    }
    assert_view_equal(str_view(&got), view_of(want));
    str_finish(&got);
    todo_finish(&list);
}

static void any_bullet_and_state_is_a_task(void **state)
{
    (void)state;
    assert_tasks("- [ ] a\n* [x] b\n+ [X] c\n1. [/] d\n12) [-] e\n", "0 a|0xb|0xc|0/d|0-e");
    assert_tasks("- [ ] a\r\n- [x] b", "0 a|0xb");
    assert_tasks("\xEF\xBB\xBF- [ ] a", "0 a");
    assert_tasks("- [ ]\n", "0 ");
    assert_tasks("", "");
    assert_tasks("words\n\n- plain\n- [>] other\n- [x](link)\n-[ ] no\n- [  ] no\n> - [ ] no\n",
                 "");
}

static void nesting_is_that_of_markdown(void **state)
{
    (void)state;
    assert_tasks("- [ ] a\n  - [ ] b\n    - [ ] c\n  - [ ] d\n- [ ] e", "0 a|1 b|2 c|1 d|0 e");
    assert_tasks("- [ ] a\n\t- [ ] b\n\t\t- [ ] c", "0 a|1 b|2 c");
    assert_tasks("- [ ] a\n - [ ] b\n  - [ ] c", "0 a|0 b|0 c");
    assert_tasks("1. [ ] a\n   - [ ] b\n  - [ ] c", "0 a|1 b|0 c");
    assert_tasks("- plain\n  - [ ] a\n    - more\n      - [ ] b", "0 a|1 b");
    assert_tasks("- [ ] a\n\n  words\n\n  - [ ] b\n\nwords\n\n  - [ ] c", "0 a|1 b|0 c");
    assert_tasks("- - [ ] a\n  - [ ] b", "0 a|0 b");
    assert_tasks("- [ ] a\n      - [ ] only words", "0 a");
}

static void code_comments_and_front_matter_hold_no_tasks(void **state)
{
    (void)state;
    assert_tasks("```\n- [ ] a\n```\n- [ ] b", "0 b");
    assert_tasks("~~~ md\n- [ ] a\n```\n~~\n~~~~\n- [ ] b", "0 b");
    assert_tasks("- [ ] a\n  ```\n  - [ ] code\n- [ ] b", "0 a|0 b");
    assert_tasks("``` a`b\n- [ ] a", "0 a");
    assert_tasks("words\n\n    - [ ] code\n", "");
    assert_tasks("<!--\n- [ ] a\n\n-->\n- [ ] b", "0 b");
    assert_tasks("<!-- one line -->\n- [ ] b", "0 b");
    assert_tasks("<pre>\n\n- [ ] a\n</PRE>\n- [ ] b", "0 b");
    assert_tasks("---\nx:\n- [ ] a\n---\n- [ ] b", "0 b");
    assert_tasks("```\n- [ ] never closed", "");
}

static void headings_belong_to_the_tasks_below(void **state)
{
    (void)state;
    struct todo_list list =
        list_of("- [ ] a\n# One ##\n- [ ] b\n\nTwo\nlines\n---\n* * *\n- [ ] c\n"
                "#none\n\n- [ ] d\n---\n");
    assert_int_equal(list.heading_count, 2);
    assert_string_equal(list.headings[0], "One");
    assert_string_equal(list.headings[1], "Two lines");
    assert_int_equal(list.count, 4);
    assert_true(list.items[0].heading == SIZE_MAX);
    assert_int_equal(list.items[1].heading, 0);
    assert_int_equal(list.items[2].heading, 1);
    assert_int_equal(list.items[3].heading, 1);
    assert_int_equal(list.items[3].line, 11);
    todo_finish(&list);
}

static void blocks_hold_children_and_words_that_run_on(void **state)
{
    (void)state;
    const char *text = "- [ ] a\nruns on\n  - [ ] b\n\n    more\n\n- [ ] c\n";
    struct todo_list list = list_of(text);
    assert_int_equal(list.items[0].block_end, strstr(text, "\n- [ ] c") - text);
    assert_int_equal(list.items[1].block_end, list.items[0].block_end);
    assert_int_equal(list.items[2].block_end, strlen(text));
    todo_finish(&list);
}

static void tags_dates_and_priorities_are_found_as_words(void **state)
{
    (void)state;
    struct todo_list list =
        list_of("- [ ] (B) call @home (#work), due:2026-02-28 #a/b\n"
                "- [ ] #workshop due:2026-13-01 (b) x@home\n- [x] say (C) pri:D");
    static const char *const yes[] = {"@home", "#work", "due:2026-02-28", "#a/b"};
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        assert_true(todo_has_tag(&list, 0, view_of(yes[i])));
        assert_false(todo_has_tag(&list, 1, view_of(yes[i])));
    }
    assert_false(todo_has_tag(&list, 0, VIEW("")));
    assert_false(todo_has_tag(&list, 0, VIEW("#a")));
    assert_false(todo_has_tag(&list, 9, VIEW("#a")));
    assert_int_equal(list.items[0].priority, 'B');
    assert_string_equal(list.items[0].due, "2026-02-28");
    assert_int_equal(list.items[1].priority, 0);
    assert_string_equal(list.items[1].due, "");
    assert_int_equal(list.items[2].priority, 'C');
    assert_int_equal(list.open, 2);
    assert_int_equal(list.done, 1);
    todo_finish(&list);
}

/* Adds `words` after `after` and expects `want`. */
static void assert_added(const char *text, size_t after, const char *want)
{
    struct todo_list list = list_of(text);
    struct error err = {0};
    size_t index = 99;
    if (todo_add(&list, VIEW(" new "), after, &index, &err) != STATUS_OK)
        fail_msg("\"%s\": %s", text, err.text);
    assert_text(&list, want);
    assert_view_equal(todo_words(&list, index), VIEW("new"));
    todo_finish(&list);
}

static void adding_follows_the_neighbour(void **state)
{
    (void)state;
    size_t last = SIZE_MAX;
    assert_added("", last, "- [ ] new\n");
    assert_added("\xEF\xBB\xBF", last, "\xEF\xBB\xBF- [ ] new");
    assert_added("# Todo\n", last, "# Todo\n\n- [ ] new\n");
    assert_added("# Todo\n\n", last, "# Todo\n\n- [ ] new\n");
    assert_added("# Todo\r\nwords", last, "# Todo\r\nwords\r\n\r\n- [ ] new");
    assert_added("- [x] a", last, "- [x] a\n- [ ] new");
    assert_added("* [x] a\r\n", last, "* [x] a\r\n* [ ] new\r\n");
    assert_added("+   [x] a\n    - [ ] b\n\nend\n", last,
                 "+   [x] a\n    - [ ] b\n+   [ ] new\n\nend\n");
    assert_added("9. [ ] a\n", last, "9. [ ] a\n10. [ ] new\n");
    assert_added("- [ ] a\n\t* [ ] b\n- [ ] c\n", 1, "- [ ] a\n\t* [ ] b\n\t* [ ] new\n- [ ] c\n");
    assert_added("- [ ] a\n  - [ ] b\n- [ ] c\n", 0, "- [ ] a\n  - [ ] b\n- [ ] new\n- [ ] c\n");
    assert_added("- - [ ] a\n", 0, "- - [ ] a\n  - [ ] new\n");
    /* The words below would run on from the new task. */
    assert_added("- [ ] a\n  ```\n  ```\nwords\n", 0,
                 "- [ ] a\n  ```\n  ```\n- [ ] new\n\nwords\n");
}

static void what_makes_no_sense_changes_nothing(void **state)
{
    (void)state;
    static const char text[] = "- [ ] a\n  - [ ] b\n\n```\n";
    struct todo_list list = list_of(text);
    struct error err;
    size_t none = SIZE_MAX;
    assert_int_equal(todo_add(&list, VIEW(" \t"), none, NULL, &err), STATUS_INVALID);
    assert_int_equal(todo_add(&list, VIEW("a\nb"), none, NULL, &err), STATUS_INVALID);
    assert_int_equal(todo_add(&list, VIEW("a\rb"), none, NULL, &err), STATUS_INVALID);
    assert_int_equal(todo_add(&list, VIEW("a"), 2, NULL, &err), STATUS_INVALID);
    assert_int_equal(todo_set_state(&list, 2, TODO_DONE, &err), STATUS_INVALID);
    assert_int_equal(todo_set_words(&list, 0, VIEW(""), &err), STATUS_INVALID);
    assert_int_equal(todo_set_words(&list, 2, VIEW("x"), &err), STATUS_INVALID);
    assert_int_equal(todo_delete(&list, 2, &err), STATUS_INVALID);
    assert_int_equal(todo_move(&list, 0, 1, NULL, &err), STATUS_INVALID);
    assert_int_equal(todo_move(&list, 1, -1, NULL, &err), STATUS_INVALID);
    assert_int_equal(todo_indent(&list, 0, -1, &err), STATUS_INVALID);
    assert_int_equal(todo_indent(&list, 0, 1, &err), STATUS_INVALID);
    assert_text(&list, text);
    todo_finish(&list);
    list = list_of("```\n");
    assert_int_equal(todo_add(&list, VIEW("inside code"), none, NULL, &err), STATUS_INVALID);
    assert_text(&list, "```\n");
    todo_finish(&list);
}

static void states_and_words_change_in_place(void **state)
{
    (void)state;
    struct todo_list list = list_of("x\n  *\t[ ]  a  \r\n- [ ]");
    struct error err;
    assert_int_equal(todo_set_state(&list, 0, TODO_PROGRESS, &err), STATUS_OK);
    assert_int_equal(todo_set_words(&list, 0, VIEW("b c"), &err), STATUS_OK);
    assert_text(&list, "x\n  *\t[/]  b c  \r\n- [ ]");
    assert_int_equal(todo_set_state(&list, 0, TODO_CANCELLED, &err), STATUS_OK);
    assert_int_equal(todo_set_words(&list, 1, VIEW("d"), &err), STATUS_OK);
    assert_int_equal(todo_set_state(&list, 1, TODO_DONE, &err), STATUS_OK);
    assert_text(&list, "x\n  *\t[-]  b c  \r\n- [x] d");
    assert_int_equal(list.done, 2);
    todo_finish(&list);
}

static void deleting_takes_the_block_and_no_more(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"# T\n- [ ] a\n  words\n  - [ ] b\n- [ ] c", "# T\n- [ ] c"},
        {"- [ ] c\n- [ ] a", "- [ ] c\n- [ ] a"},
        {"- [ ] a", ""},
        {"- [ ] a\n", ""},
        {"words\n- [ ] a\n---\n", "words\n\n---\n"}, /* no heading is made of the words */
        {"words\n- [ ] a\n2. [ ] b\n", "words\n\n2. [ ] b\n"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct todo_list list = list_of(cases[i][0]);
        struct error err;
        size_t item = i == 1 ? 1 : 0;
        assert_int_equal(todo_delete(&list, item, &err), STATUS_OK);
        assert_text(&list, i == 1 ? "- [ ] c" : cases[i][1]);
        todo_finish(&list);
    }
}

static void moving_swaps_siblings_with_their_blocks(void **state)
{
    (void)state;
    struct todo_list list = list_of("- [ ] a\n  - [ ] b\n\n- plain\n- [ ] c\n  more\n# H\n- [ ] d");
    struct error err;
    size_t at = 9;
    assert_int_equal(todo_move(&list, 0, 1, &at, &err), STATUS_OK);
    assert_int_equal(at, 1);
    assert_text(&list, "- [ ] c\n  more\n\n- plain\n- [ ] a\n  - [ ] b\n# H\n- [ ] d");
    assert_int_equal(todo_move(&list, 1, 1, &at, &err), STATUS_INVALID);
    assert_int_equal(todo_move(&list, 1, -1, &at, &err), STATUS_OK);
    assert_int_equal(at, 0);
    assert_text(&list, "- [ ] a\n  - [ ] b\n\n- plain\n- [ ] c\n  more\n# H\n- [ ] d");
    todo_finish(&list);

    list = list_of("1. [ ] a\r\n2. [x] b");
    assert_int_equal(todo_move(&list, 1, -1, &at, &err), STATUS_OK);
    assert_text(&list, "1. [x] b\r\n2. [ ] a");
    todo_finish(&list);
}

static void indenting_makes_children(void **state)
{
    (void)state;
    struct error err;
    struct todo_list list = list_of("1. [ ] a\n2. [ ] b\n   more\n   - [ ] c\n3. [ ] d");
    assert_int_equal(todo_indent(&list, 1, 1, &err), STATUS_OK);
    assert_text(&list, "1. [ ] a\n   1. [ ] b\n      more\n      - [ ] c\n3. [ ] d");
    todo_finish(&list);

    list = list_of("- [ ] a\n\t- [ ] b\n- [ ] c\n- [ ] d");
    assert_int_equal(todo_indent(&list, 2, 1, &err), STATUS_OK);
    assert_int_equal(todo_indent(&list, 3, 1, &err), STATUS_OK);
    assert_text(&list, "- [ ] a\n\t- [ ] b\n\t- [ ] c\n\t- [ ] d");
    /* Its younger siblings stay children of their parent. */
    assert_int_equal(todo_indent(&list, 1, -1, &err), STATUS_OK);
    assert_text(&list, "- [ ] a\n\t- [ ] c\n\t- [ ] d\n- [ ] b");
    todo_finish(&list);

    list = list_of("- [ ] a\n\nwords\n\n- [ ] b\n");
    assert_int_equal(todo_indent(&list, 1, 1, &err), STATUS_INVALID);
    todo_finish(&list);
}

static void todo_txt_keeps_its_own_format(void **state)
{
    (void)state;
    assert_int_equal(todo_format_of(VIEW("a/Todo.TXT")), TODO_TXT);
    assert_int_equal(todo_format_of(VIEW("txt")), TODO_MARKDOWN);
    struct todo_list list;
    struct error err;
    todo_init(&list, TODO_TXT,
              VIEW("(A) 2026-01-01 call +home @phone\r\n\r\n2026-01-03 write due:2026-02-01\r\n"
                   "x 2026-01-02 2025-12-31 read pri:C"));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].priority, 'A');
    assert_int_equal(list.items[2].priority, 'C');
    assert_view_equal(todo_words(&list, 0), VIEW("(A) 2026-01-01 call +home @phone"));
    assert_view_equal(todo_words(&list, 1), VIEW("write due:2026-02-01"));
    assert_view_equal(todo_words(&list, 2), VIEW("read pri:C"));
    assert_true(todo_has_tag(&list, 0, VIEW("+home")));

    todo_set_today(&list, "2026-03-04");
    assert_int_equal(todo_set_state(&list, 0, TODO_DONE, &err), STATUS_OK);
    assert_int_equal(todo_set_state(&list, 2, TODO_PENDING, &err), STATUS_OK);
    assert_int_equal(todo_add(&list, VIEW("(B) new"), SIZE_MAX, NULL, &err), STATUS_OK);
    assert_text(&list, "x 2026-03-04 2026-01-01 call +home @phone pri:A\r\n\r\n"
                       "2026-01-03 write due:2026-02-01\r\n(C) 2025-12-31 read\r\n"
                       "(B) 2026-03-04 new");
    assert_int_equal(todo_set_state(&list, 0, TODO_PENDING, &err), STATUS_OK);
    assert_int_equal(todo_set_words(&list, 1, VIEW("type"), &err), STATUS_OK);
    assert_int_equal(todo_move(&list, 0, 1, NULL, &err), STATUS_OK);
    assert_int_equal(todo_delete(&list, 3, &err), STATUS_OK);
    assert_text(&list, "2026-01-03 type\r\n\r\n(A) 2026-01-01 call +home @phone\r\n"
                       "(C) 2025-12-31 read");

    assert_int_equal(todo_set_state(&list, 0, TODO_PROGRESS, &err), STATUS_INVALID);
    assert_int_equal(todo_set_state(&list, 0, TODO_CANCELLED, &err), STATUS_INVALID);
    assert_int_equal(todo_indent(&list, 1, 1, &err), STATUS_INVALID);
    assert_int_equal(todo_add(&list, VIEW("x marks"), SIZE_MAX, NULL, &err), STATUS_INVALID);
    assert_int_equal(todo_set_words(&list, 0, VIEW("x marks"), &err), STATUS_INVALID);
    todo_finish(&list);
}

/* What the random files are made of. */
static const char *const pieces[] = {
    "- [ ] a",    "  - [ ] b", "\t- [x] c #t", "    * [/] d",  "1. [ ] e",  "2. [-] f",
    "   - [x] g", "- plain",   "words",        "  more words", "",          "# Heading",
    "===",        "---",       "```",          "    code",     "> quote",   "<!-- x -->",
    "  ```",      "- - [ ] h", "\t\t- [ ] i",  "+ [ ] j  ",    "10. [ ] k",
};

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1103515245u + 12345u;
    return *seed >> 16;
}

static void random_file(struct str *out, unsigned *seed)
{
    const char *end = next_random(seed) % 4 ? "\n" : "\r\n";
    size_t count = next_random(seed) % 12;
    for (size_t i = 0; i < count; i++) {
        str_add_text(out, pieces[next_random(seed) % ARRAY_LEN(pieces)]);
        if (i + 1 < count || next_random(seed) % 4)
            str_add_text(out, end);
    }
}

/* The lines of `text` in sorted order, without blank ones, without their margins and numbers. */
static int line_compare(const void *a, const void *b)
{
    const struct view *left = a, *right = b;
    size_t len = left->len < right->len ? left->len : right->len;
    int order = len ? memcmp(left->data, right->data, len) : 0;
    return order ? order : (left->len > right->len) - (left->len < right->len);
}

static size_t lines_sort(struct view text, struct view lines[64])
{
    size_t count = 0;
    struct view line;
    while (view_line(&text, &line)) {
        line = view_trim(line);
        while (line.len && isdigit((unsigned char)line.data[0]))
            line = view_slice(line, 1, line.len);
        if (line.len)
            lines[count++] = line;
    }
    qsort(lines, count, sizeof(*lines), line_compare);
    return count;
}

static void assert_same_lines(struct view before, struct view after)
{
    struct view old[64], new[64];
    size_t count = lines_sort(before, old);
    assert_int_equal(lines_sort(after, new), count);
    for (size_t i = 0; i < count; i++)
        assert_view_equal(new[i], old[i]);
}

/* Everything but the bytes [from, to) of the old text stands in the new one. */
static void assert_rest_stays(struct view old, struct view new, size_t from, size_t to)
{
    assert_view_equal(view_slice(new, 0, from), view_slice(old, 0, from));
    size_t rest = old.len - to;
    assert_true(new.len >= from + rest);
    assert_view_equal(view_slice(new, new.len - rest, new.len), view_slice(old, to, old.len));
}

static size_t lines_count(struct view text)
{
    size_t count = 0;
    struct view line;
    while (view_line(&text, &line))
        count++;
    return count;
}

static void check_add_and_delete(struct todo_list *list, struct view old, size_t item)
{
    struct error err;
    size_t added;
    size_t tasks = list->count;
    if (todo_add(list, VIEW("new words"), item, &added, &err) != STATUS_OK) {
        assert_view_equal(str_view(&list->text), old);
        return;
    }
    assert_int_equal(list->count, tasks + 1);
    /* Unless a blank line had to come with it. */
    bool plain = lines_count(str_view(&list->text)) == lines_count(old) + 1;
    assert_int_equal(todo_delete(list, added, &err), STATUS_OK);
    if (plain)
        assert_view_equal(str_view(&list->text), old);
    assert_same_lines(old, str_view(&list->text));
}

static void check_states(struct todo_list *list, struct view old, size_t item)
{
    struct error err;
    enum todo_state was = list->items[item].state;
    size_t mark = list->items[item].mark;
    assert_int_equal(todo_set_state(list, item, TODO_PROGRESS, &err), STATUS_OK);
    assert_rest_stays(old, str_view(&list->text), mark, mark + 1);
    assert_int_equal(list->items[item].state, TODO_PROGRESS);
    assert_int_equal(todo_set_state(list, item, was, &err), STATUS_OK);
    assert_view_equal(str_view(&list->text), old);

    size_t from = list->items[item].text_start, to = from + todo_words(list, item).len;
    assert_int_equal(todo_set_words(list, item, VIEW("other"), &err), STATUS_OK);
    assert_rest_stays(old, str_view(&list->text), from, to);
    assert_int_equal(todo_set_words(list, item, view_slice(old, from, to), &err), STATUS_OK);
    assert_view_equal(str_view(&list->text), old);
}

static void check_moves(struct todo_list *list, struct view old, size_t item)
{
    struct error err;
    size_t moved;
    unsigned depth = list->items[item].depth;
    enum status down = todo_move(list, item, 1, &moved, &err);
    if (down == STATUS_OK && todo_move(list, moved, -1, &moved, &err) == STATUS_OK)
        assert_int_equal(moved, item);
    assert_view_equal(str_view(&list->text), old);
    if (todo_indent(list, item, 1, &err) == STATUS_OK) {
        assert_int_equal(list->items[item].depth, depth + 1);
        assert_same_lines(old, str_view(&list->text));
        /* The one below may stand where it would become its child; then it stays. */
        bool back = todo_indent(list, item, -1, &err) == STATUS_OK;
        assert_int_equal(list->items[item].depth, back ? depth : depth + 1);
        assert_same_lines(old, str_view(&list->text));
    } else {
        assert_view_equal(str_view(&list->text), old);
    }
}

static void random_changes_touch_nothing_else(void **state)
{
    (void)state;
    unsigned seed = 20260301;
    for (int round = 0; round < 20000; round++) {
        struct str text = {0};
        random_file(&text, &seed);
        struct view old = str_view(&text);
        struct todo_list list;
        todo_init(&list, TODO_MARKDOWN, old);
        check_add_and_delete(&list, old, SIZE_MAX);
        todo_finish(&list);
        todo_init(&list, TODO_MARKDOWN, old);
        size_t item = list.count ? next_random(&seed) % list.count : 0;
        if (list.count) {
            check_states(&list, old, item);
            check_add_and_delete(&list, old, item);
        }
        todo_finish(&list);
        todo_init(&list, TODO_MARKDOWN, old);
        if (list.count)
            check_moves(&list, old, item);
        todo_finish(&list);
        str_finish(&text);
    }
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static double time_of(size_t count, const char *line, bool change)
{
    struct str text = {0};
    for (size_t i = 0; i < count; i++)
        str_add_text(&text, line);
    double begin = seconds();
    struct todo_list list;
    struct error err;
    todo_init(&list, TODO_MARKDOWN, str_view(&text));
    if (change)
        assert_int_equal(todo_set_state(&list, count / 2, TODO_DONE, &err), STATUS_OK);
    double took = seconds() - begin;
    todo_finish(&list);
    str_finish(&text);
    return took;
}

static void time_is_linear_in_the_file(void **state)
{
    (void)state;
    static const char *const lines[] = {"- [ ] a task of some words #tag\n", "- - - - - - - - a\n",
                                        "- [ ] a", "\n\n  words\n"};
    for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
        double small = time_of(10000, lines[i], i == 0), large = time_of(100000, lines[i], i == 0);
        if (large > 0.05 && large > small * 40)
            fail_msg("\"%s\": %.3f s for 10,000, %.3f s for 100,000", lines[i], small, large);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_bullet_and_state_is_a_task),
        cmocka_unit_test(nesting_is_that_of_markdown),
        cmocka_unit_test(code_comments_and_front_matter_hold_no_tasks),
        cmocka_unit_test(headings_belong_to_the_tasks_below),
        cmocka_unit_test(blocks_hold_children_and_words_that_run_on),
        cmocka_unit_test(tags_dates_and_priorities_are_found_as_words),
        cmocka_unit_test(adding_follows_the_neighbour),
        cmocka_unit_test(what_makes_no_sense_changes_nothing),
        cmocka_unit_test(states_and_words_change_in_place),
        cmocka_unit_test(deleting_takes_the_block_and_no_more),
        cmocka_unit_test(moving_swaps_siblings_with_their_blocks),
        cmocka_unit_test(indenting_makes_children),
        cmocka_unit_test(todo_txt_keeps_its_own_format),
        cmocka_unit_test(random_changes_touch_nothing_else),
        cmocka_unit_test(time_is_linear_in_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
