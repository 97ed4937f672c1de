#include "tests/unit/test.h"

#include "core/markdown/render.h"
#include "core/text/cluster.h"
#include "tests/unit/scratch.h"
#include "tui/cli/plain.h"

/* What no line of plain output may hold: controls, bytes that are no UTF-8, characters that the
 * filter draws as marks. The filter leaves its own output as it is. */
static void is_text_alone(const struct str *out)
{
    struct view rest = str_view(out), line;
    while (view_line(&rest, &line)) {
        struct str shown = {0};
        cluster_add_shown(&shown, line);
        assert_view_equal(str_view(&shown), line);
        str_finish(&shown);
        assert_true(line.len == 0 || line.data[line.len - 1] != ' ');
    }
}

static void add_page(struct str *out, const struct page *page, bool color)
{
    char *text = NULL;
    size_t len;
    FILE *file = open_memstream(&text, &len);
    assert_true(plain_write_page(file, page, color));
    fclose(file);
    str_add(out, view_from(text, len));
    free(text);
}

static const char hostile[] = "\x1B[2J\x1B]0;x\x07 \xC2\x9B"
                              "1m \xFF\xC0\x80 \u202Eabc \u200B \x7F\r";

static void a_page_without_colours_is_text(void **state)
{
    (void)state;
    struct render_options options = {.cols = 60};
    struct rendered page;
    struct str source = {0}, out = {0};
    str_addf(&source,
             "# %s\n\n- **bold** `%s`\n- [x](http://e.org/%s)\n\n| a | %s |\n|-|-|\n|b|c|\n",
             hostile, hostile, hostile, hostile);
    assert_int_equal(render_markdown(str_view(&source), &options, &page, NULL), STATUS_OK);
    add_page(&out, &page.page, false);
    assert_null(memchr(out.data, '\x1B', out.len));
    is_text_alone(&out);
    assert_non_null(strstr(str_text(&out), "bold"));
    render_finish(&page);
    str_finish(&source);
    str_finish(&out);
}

static void styles_are_ended_where_they_begin(void **state)
{
    (void)state;
    struct page page = {0};
    struct str out = {0};
    page_add_text(&page, "plain ", ROLE_TEXT, 0);
    page_add_text(&page, "both", ROLE_HEADING, STYLE_BOLD | STYLE_UNDERLINE);
    page_add_text(&page, "   ", ROLE_TEXT, 0);
    page_end_row(&page, 0);
    page_end_row(&page, 0);
    add_page(&out, &page, true);
    assert_view_equal(str_view(&out), VIEW("plain \033[0;34;1;4mboth\033[0m\n\n"));
    str_clear(&out);
    add_page(&out, &page, false);
    assert_view_equal(str_view(&out), VIEW("plain both\n\n"));
    page_finish(&page);
    str_finish(&out);
}

static void every_role_has_a_look_or_none(void **state)
{
    (void)state;
    struct page page = {0};
    struct str out = {0};
    for (int role = 0; role < ROLE_COUNT; role++)
        page_add_text(&page, "x", (enum role)role, 0);
    page_end_row(&page, 0);
    add_page(&out, &page, true);
    size_t begun = 0, ended = 0;
    for (size_t i = 0; i + 3 < out.len; i++)
        if (out.data[i] == '\033') {
            ended += memcmp(out.data + i, "\033[0m", 4) == 0;
            begun += memcmp(out.data + i, "\033[0;", 4) == 0;
        }
    assert_true(begun > 20);
    assert_int_equal(begun, ended);
    page_finish(&page);
    str_finish(&out);
}

static void a_full_disk_is_told(void **state)
{
    (void)state;
    struct page page = {0};
    FILE *full = fopen("/dev/full", "w");
    if (!full)
        skip();
    for (int i = 0; i < 20000; i++) {
        page_add_text(&page, "some words of a row", ROLE_TEXT, 0);
        page_end_row(&page, 0);
    }
    assert_false(plain_write_page(full, &page, false));
    fclose(full);
    page_finish(&page);
}

static void the_status_names_every_pane(void **state)
{
    struct workspace ws;
    struct str out = {0};
    scratch_folder(*state, "Self");
    scratch_folder(*state, "memory");
    scratch_put(*state, "Self/1_who_i_am.md", "# Who\n");
    scratch_put(*state, "memory/n.md", "---\ntitle: A note\n---\n");
    scratch_put(*state, "todo.md", "- [x] one\n  - [/] two\n- [-] three\n- [ ] four\n");
    assert_int_equal(workspace_open(((struct scratch *)*state)->folder.path, 0, &ws, NULL),
                     STATUS_OK);
    plain_add_status(&out, &ws, "main");
    assert_view_equal(str_view(&out), VIEW("w  branch main\n"
                                           "\nSelf (1)\n  1 who i am  [Self/1_who_i_am.md]\n"
                                           "\nTodo (2 done, 2 open)\n   1 [x] one\n   2   [/] two\n"
                                           "   3 [-] three\n   4 [ ] four\n"
                                           "\nMemory (1)\n  A note  [memory/n.md]\n"
                                           "\nDrafts (0)\n  nothing yet\n"
                                           "\nFiles (0)\n  nothing yet\n"));
    str_finish(&out);
    workspace_close(&ws);
}

static void a_hostile_workspace_is_text_alone(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct str out = {0}, text = {0};
    scratch_folder(s, "memory");
    scratch_put(s, "memory/a\x1B[31m\xFF\xE2\x80\xAE.md", "x\n");
    str_addf(&text, "---\ntitle: \"\\e[2J \\u202E %s\"\n---\n", "x");
    scratch_put(s, "memory/b.md", str_text(&text));
    scratch_link(s, "../outside", "memory/c.md");
    str_clear(&text);
    str_addf(&text, "- [ ] %s\n", hostile);
    scratch_put(s, "todo.md", str_text(&text));
    assert_int_equal(workspace_open(s->folder.path, 0, &ws, NULL), STATUS_OK);
    plain_add_status(&out, &ws, hostile);
    is_text_alone(&out);
    assert_non_null(strstr(str_text(&out), "not readable: "));
    str_finish(&out);
    str_finish(&text);
    workspace_close(&ws);
}

static void a_list_that_cannot_be_read_is_told(void **state)
{
    struct scratch *s = *state;
    struct workspace ws;
    struct str out = {0};
    scratch_put(s, ".palimpsest.yaml", "todo: todo.md\n");
    scratch_folder(s, "todo.md");
    assert_int_equal(workspace_open(s->folder.path, 0, &ws, NULL), STATUS_OK);
    plain_add_status(&out, &ws, NULL);
    assert_non_null(strstr(str_text(&out), "without history"));
    assert_non_null(strstr(str_text(&out), "Todo (0 done, 0 open)\n  not readable: "));
    str_finish(&out);
    workspace_close(&ws);
}

#define PLAIN_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_without_colours_is_text),
        cmocka_unit_test(styles_are_ended_where_they_begin),
        cmocka_unit_test(every_role_has_a_look_or_none),
        cmocka_unit_test(a_full_disk_is_told),
        PLAIN_TEST(the_status_names_every_pane),
        PLAIN_TEST(a_hostile_workspace_is_text_alone),
        PLAIN_TEST(a_list_that_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
