#include "tests/unit/test.h"

#include "tests/unit/scratch.h"
#include "tui/reader.h"

/* A reader in a workspace of one test, with a lane to lay out large files on. */
struct desk {
    struct workspace ws;
    struct reader reader;
    uv_loop_t loop;
    struct jobs jobs;
    unsigned taken, refused;
};

static void desk_open(struct desk *desk, const struct scratch *s)
{
    *desk = (struct desk){0};
    assert_int_equal(workspace_open(s->folder.path, 0, &desk->ws, NULL), STATUS_OK);
    uv_loop_init(&desk->loop);
    jobs_init(&desk->jobs, &desk->loop, desk);
}

static void desk_close(struct desk *desk)
{
    uv_run(&desk->loop, UV_RUN_DEFAULT);
    assert_int_equal(uv_loop_close(&desk->loop), 0);
    reader_close(&desk->reader);
    workspace_close(&desk->ws);
}

static void desk_done(struct job *job, void *data)
{
    struct desk *desk = data;
    bool taken = reader_take(&desk->reader, (struct reader_job *)job);
    desk->taken += taken;
    desk->refused += !taken;
    reader_job_free((struct reader_job *)job);
}

static void desk_layout(struct desk *desk, unsigned cols)
{
    reader_layout(&desk->reader, cols, &desk->jobs, desk_done);
    reader_fit(&desk->reader, 20);
}

/* Paragraphs of one source line each, whose words are numbers that count up. */
static void put_note(const struct scratch *s, const char *path, int paragraphs)
{
    struct str text = {0};
    int word = 10000;
    for (int i = 0; i < paragraphs; i++) {
        for (int j = 0; j < 100 + i % 7; j++)
            str_addf(&text, "w%d ", word++);
        str_add_text(&text, "\n\n");
    }
    scratch_put(s, path, str_text(&text));
    str_finish(&text);
}

/* The first and the last number on the first row at or below `top` that has one. */
static void shown_words(const struct reader *reader, int *first, int *last)
{
    struct str row = {0};
    for (size_t at = reader->top; !row.len && at < reader->page.page.row_count; at++)
        page_add_row_text(&reader->page.page, at, &row);
    *first = row.len ? atoi(row.data + 1) : 0;
    size_t begin = row.len;
    while (begin > 0 && row.data[begin - 1] == ' ')
        begin--;
    while (begin > 0 && row.data[begin - 1] != ' ')
        begin--;
    *last = row.len ? atoi(row.data + begin + 1) : 0;
    str_finish(&row);
}

static void what_cannot_be_read_says_why(void **state)
{
    struct desk desk;
    scratch_folder(*state, "folder.md");
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "folder.md");
    assert_non_null(desk.reader.problem);
    desk_layout(&desk, 40);
    assert_int_equal(desk.reader.page.page.row_count, 0);
    assert_true(reader_reload(&desk.reader, &desk.ws));
    reader_load(&desk.reader, &desk.ws, desk.reader.path);
    assert_string_equal(desk.reader.path, "folder.md");
    desk_close(&desk);
}

static void context_files_above_are_named(void **state)
{
    struct desk desk;
    scratch_put(*state, "CLAUDE.md", "x\n");
    scratch_folder(*state, "Self");
    scratch_folder(*state, "Selfish");
    scratch_put(*state, "Self/AGENTS.md", "x\n");
    scratch_put(*state, "Self/1_a.md", "x\n");
    scratch_put(*state, "Selfish/AGENTS.md", "x\n");
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "Self/1_a.md");
    assert_int_equal(desk.reader.context_count, 2);
    reader_reload(&desk.reader, &desk.ws);
    assert_int_equal(desk.reader.context_count, 2);
    reader_load(&desk.reader, &desk.ws, "CLAUDE.md");
    assert_int_equal(desk.reader.context_count, 0);
    desk_close(&desk);
}

static void the_place_is_kept_at_every_width(void **state)
{
    static const unsigned widths[] = {41, 100, 23, 60, 8, 80};
    struct desk desk;
    put_note(*state, "note.md", 40);
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "note.md");
    desk_layout(&desk, 80);
    size_t count = desk.reader.page.page.row_count;
    for (size_t top = 1; top + 60 < count; top += 5) {
        int word, first, last;
        desk.reader.top = top;
        shown_words(&desk.reader, &word, &last);
        for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++) {
            desk_layout(&desk, widths[i]);
            shown_words(&desk.reader, &first, &last);
            if (word < first || word > last)
                fail_msg("from row %zu: %d is not in %d to %d at %u columns", top, word, first,
                         last, widths[i]);
        }
        if (desk.reader.page.page.rows[top].source)
            assert_int_equal(desk.reader.top, top);
    }
    desk_close(&desk);
}

static void the_top_and_the_end_are_kept(void **state)
{
    struct desk desk;
    put_note(*state, "note.md", 30);
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "note.md");
    desk_layout(&desk, 80);
    assert_int_equal(reader_line(&desk.reader), 0);
    desk_layout(&desk, 40);
    assert_int_equal(desk.reader.top, 0);
    desk.reader.top = SIZE_MAX;
    reader_fit(&desk.reader, 20);
    assert_int_equal(desk.reader.top, desk.reader.page.page.row_count - 20);
    reader_fit(&desk.reader, 100000);
    assert_int_equal(desk.reader.top, 0);
    desk_close(&desk);
}

static void footnotes_at_the_end_are_a_place(void **state)
{
    struct desk desk;
    struct str text = {0};
    str_add_text(&text, "Begin[^1]\n\n[^1]: the note of the first line\n\n");
    for (int i = 0; i < 60; i++)
        str_addf(&text, "paragraph %d\n\n", i);
    scratch_put(*state, "note.md", str_text(&text));
    str_finish(&text);
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "note.md");
    reader_layout(&desk.reader, 40, NULL, NULL);
    reader_go_to_line(&desk.reader, 3);
    size_t top = desk.reader.top;
    assert_true(top > 60);
    reader_layout(&desk.reader, 41, NULL, NULL);
    assert_int_equal(desk.reader.top, top);
    reader_go_to_line(&desk.reader, 5);
    assert_true(desk.reader.top < 10);
    reader_go_to_line(&desk.reader, 99999);
    assert_true(desk.reader.top > 10);
    desk_close(&desk);
}

static void a_large_file_shows_its_first_part_at_once(void **state)
{
    struct desk desk;
    int first, last;
    put_note(*state, "large.md", 800); /* about 480 KB */
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "large.md");
    desk.reader.want_line = 1001;
    desk_layout(&desk, 80);
    assert_true(desk.reader.partial);
    size_t rows = desk.reader.page.page.row_count;
    assert_true(rows > 100);
    desk_layout(&desk, 80); /* as a resize would: the first job is not needed any more */
    uv_run(&desk.loop, UV_RUN_DEFAULT);
    assert_int_equal(desk.taken, 1);
    assert_int_equal(desk.refused, 1);
    assert_false(desk.reader.partial);
    assert_true(desk.reader.page.page.row_count > 5 * rows);
    assert_int_equal(reader_line(&desk.reader), 1001);
    shown_words(&desk.reader, &first, &last);
    assert_true(first > 60000);
    desk_close(&desk);
}

static void a_large_file_without_blocks_or_lines_is_cut_too(void **state)
{
    struct desk desk;
    struct str text = {0};
    for (int i = 0; i < 30000; i++)
        str_addf(&text, "12345678%s", i % 100 ? " " : "\n");
    scratch_put(*state, "lines.md", str_text(&text));
    str_clear(&text);
    for (int i = 0; i < 100000; i++)
        str_add_text(&text, "\xE6\x97\xA5");
    scratch_put(*state, "one.txt", str_text(&text));
    str_finish(&text);
    desk_open(&desk, *state);
    for (int i = 0; i < 2; i++) {
        reader_load(&desk.reader, &desk.ws, i ? "one.txt" : "lines.md");
        desk_layout(&desk, 80);
        assert_true(desk.reader.partial);
        size_t rows = desk.reader.page.page.row_count;
        assert_true(rows > 100 && rows < 2000);
        uv_run(&desk.loop, UV_RUN_DEFAULT);
        assert_false(desk.reader.partial);
        assert_true(desk.reader.page.page.row_count > 5 * rows);
    }
    desk_close(&desk);
}

static void who_scrolls_meanwhile_stays(void **state)
{
    struct desk desk;
    int word, first, last;
    put_note(*state, "large.md", 800);
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "large.md");
    desk.reader.want_line = 1001;
    desk_layout(&desk, 80);
    desk.reader.top = 57;
    shown_words(&desk.reader, &word, &last);
    uv_run(&desk.loop, UV_RUN_DEFAULT);
    assert_int_equal(desk.taken, 1);
    shown_words(&desk.reader, &first, &last);
    assert_int_equal(first, word);
    desk_close(&desk);
}

static void a_page_that_came_too_late_is_not_taken(void **state)
{
    struct desk desk;
    put_note(*state, "large.md", 800);
    scratch_put(*state, "small.md", "small\n");
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "large.md");
    desk_layout(&desk, 80);
    reader_load(&desk.reader, &desk.ws, "small.md");
    desk_layout(&desk, 80);
    uv_run(&desk.loop, UV_RUN_DEFAULT);
    assert_int_equal(desk.taken, 0);
    assert_false(desk.reader.partial);
    assert_int_equal(desk.reader.page.page.row_count, 1);
    desk_close(&desk);
}

static void a_touched_file_keeps_its_page(void **state)
{
    struct desk desk;
    put_note(*state, "note.md", 30);
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "note.md");
    desk_layout(&desk, 80);
    desk.reader.top = 33;
    desk.reader.skip = 8;
    const struct page_row *rows = desk.reader.page.page.rows;
    put_note(*state, "note.md", 30);
    assert_false(reader_reload(&desk.reader, &desk.ws));
    assert_ptr_equal(desk.reader.page.page.rows, rows);
    assert_int_equal(desk.reader.top, 33);
    assert_int_equal(desk.reader.skip, 8);
    assert_int_equal(desk.reader.cols, 80);
    desk_close(&desk);
}

static void a_changed_file_stays_at_its_line(void **state)
{
    struct desk desk;
    put_note(*state, "note.md", 30);
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "note.md");
    desk_layout(&desk, 80);
    reader_go_to_line(&desk.reader, 21);
    size_t top = desk.reader.top;
    assert_true(top > 0);
    put_note(*state, "note.md", 31);
    assert_true(reader_reload(&desk.reader, &desk.ws));
    assert_int_equal(desk.reader.cols, 0);
    desk_layout(&desk, 80);
    assert_int_equal(desk.reader.top, top);
    assert_int_equal(unlinkat(((struct scratch *)*state)->folder.fd, "note.md", 0), 0);
    assert_true(reader_reload(&desk.reader, &desk.ws));
    assert_non_null(desk.reader.problem);
    put_note(*state, "note.md", 31);
    assert_true(reader_reload(&desk.reader, &desk.ws));
    assert_null(desk.reader.problem);
    desk_layout(&desk, 80);
    assert_int_equal(desk.reader.top, top);
    desk_close(&desk);
}

static void a_line_in_sight_is_not_scrolled_to(void **state)
{
    struct desk desk;
    put_note(*state, "note.md", 30);
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "note.md");
    desk_layout(&desk, 80);
    reader_reveal_line(&desk.reader, 3, 20);
    assert_int_equal(desk.reader.top, 0);
    reader_reveal_line(&desk.reader, 41, 20);
    size_t top = desk.reader.top;
    assert_true(top > 20);
    reader_reveal_line(&desk.reader, 41, 20);
    assert_int_equal(desk.reader.top, top);
    desk_close(&desk);
}

static void a_heading_waits_for_its_page(void **state)
{
    struct desk desk;
    struct str text = {0};
    for (int i = 0; i < 12000; i++)
        str_addf(&text, "paragraph number %d\n\n", i);
    str_add_text(&text, "## The end\n\nlast\n");
    for (int i = 0; i < 30; i++)
        str_add_text(&text, "\nmore\n");
    scratch_put(*state, "large.md", str_text(&text));
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "large.md");
    assert_true(reader_go_to_heading(&desk.reader, "the-end"));
    desk_layout(&desk, 80);
    assert_true(desk.reader.partial);
    assert_int_equal(desk.reader.top, 0);
    uv_run(&desk.loop, UV_RUN_DEFAULT);
    assert_int_equal(desk.reader.top, desk.reader.page.headings[0].row);
    assert_null(desk.reader.want_heading);
    assert_false(reader_go_to_heading(&desk.reader, "nowhere"));
    desk_layout(&desk, 60);
    str_finish(&text);
    desk_close(&desk);
}

static void links_to_nothing_change_when_it_comes(void **state)
{
    struct desk desk;
    scratch_folder(*state, "memory");
    scratch_put(*state, "memory/a.md", "[[b]] [[c]] [x](http://example.org)\n");
    scratch_put(*state, "memory/b.md", "b\n");
    desk_open(&desk, *state);
    reader_load(&desk.reader, &desk.ws, "memory/a.md");
    desk_layout(&desk, 80);
    reader_mark_dangling(&desk.reader, desk.ws.catalog);
    assert_false(desk.reader.page.links[0].dangling);
    assert_true(desk.reader.page.links[1].dangling);
    scratch_put(*state, "memory/c.md", "c\n");
    workspace_refresh(&desk.ws, "memory/c.md");
    reader_mark_dangling(&desk.reader, desk.ws.catalog);
    assert_false(desk.reader.page.links[1].dangling);
    for (size_t i = 0; i < desk.reader.page.page.span_count; i++)
        assert_int_not_equal(desk.reader.page.page.spans[i].role, ROLE_DANGLING);
    desk_close(&desk);
}

#define READER_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        READER_TEST(what_cannot_be_read_says_why),
        READER_TEST(context_files_above_are_named),
        READER_TEST(the_place_is_kept_at_every_width),
        READER_TEST(the_top_and_the_end_are_kept),
        READER_TEST(footnotes_at_the_end_are_a_place),
        READER_TEST(a_large_file_shows_its_first_part_at_once),
        READER_TEST(a_large_file_without_blocks_or_lines_is_cut_too),
        READER_TEST(who_scrolls_meanwhile_stays),
        READER_TEST(a_page_that_came_too_late_is_not_taken),
        READER_TEST(a_touched_file_keeps_its_page),
        READER_TEST(a_changed_file_stays_at_its_line),
        READER_TEST(a_line_in_sight_is_not_scrolled_to),
        READER_TEST(a_heading_waits_for_its_page),
        READER_TEST(links_to_nothing_change_when_it_comes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
