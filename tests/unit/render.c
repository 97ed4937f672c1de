#include "tests/unit/render_text.h"

static void headings_are_underlined(void **state)
{
    (void)state;
    assert_renders("# One\n\ntext\n\n## Two\n", 40, "One\n═══\n\ntext\n\nTwo\n───\n");
}

static void words_wrap_at_the_width(void **state)
{
    (void)state;
    assert_renders("one two three\n", 8, "one two\nthree\n");
    assert_renders("日本語日本\n", 4, "日本\n語日\n本\n");
    assert_renders("abcdefgh ij\n", 4, "abcd\nefgh\nij\n");
}

static void a_width_of_one_ends(void **state)
{
    (void)state;
    assert_renders("日a\n", 1, "日\na\n");
}

static void lists_hang_and_nest(void **state)
{
    (void)state;
    assert_renders("- one two\n  - in\n- 2\n", 8, "• one\n  two\n  ◦ in\n• 2\n");
    assert_renders("9. a\n10. b\n", 20, " 9. a\n10. b\n");
    assert_renders("-\n- a\n", 20, "• \n• a\n");
}

static void tasks_show_their_state(void **state)
{
    (void)state;
    assert_renders("- [ ] a\n- [/] b\n- [x] c\n- [-] d\n", 20, "☐ a\n◐ b\n☒ c\n☒ d\n");
    assert_renders("1. [x] a\n", 20, "1. ☒ a\n");
}

static void finished_tasks_are_struck(void **state)
{
    (void)state;
    struct render_options options = {.cols = 20};
    struct rendered rendered;
    size_t count;
    assert_int_equal(render_markdown(VIEW("- [x] a"), &options, &rendered, NULL), STATUS_OK);
    const struct page_span *spans = page_row_spans(&rendered.page, 0, &count);
    assert_int_equal(count, 2);
    assert_int_equal(spans[1].role, ROLE_DONE);
    assert_true(spans[1].attrs & STYLE_STRIKE);
    render_finish(&rendered);
}

static void quotes_have_a_bar_and_callouts_a_title(void **state)
{
    (void)state;
    assert_renders("> a\n>\n> b\n\nc\n", 20, "│ a\n│ \n│ b\n\nc\n");
    assert_renders("> [!NOTE]\n> text\n", 20, "│ Note\n│ text\n");
    assert_renders("> [!tip] Do *it*\n", 20, "│ Tip: Do it\n");
}

static void code_keeps_its_blanks_and_names_its_language(void **state)
{
    (void)state;
    assert_renders("```c\nint  a;\n\n\tb\n```\n", 20, "│ c\n│ int  a;\n│ \n│     b\n");
    assert_renders("    abcdefgh\n", 6, "│ abcd\n│ efgh\n");
}

static void links_have_numbers_and_addresses_at_the_foot(void **state)
{
    (void)state;
    assert_renders("[a](x)s, [b](y), [c](x)\n", 30,
                   "as[1], b[2], c[1]\n\n────────\n[1] x\n[2] y\n");
    assert_renders("![pic](p.png)\n", 30, "[image: pic][1]\n\n────────\n[1] p.png\n");
}

static void bare_links_are_found(void **state)
{
    (void)state;
    struct render_options options = {.cols = 80};
    struct rendered rendered;
    struct view source = VIEW("(www.a.org/b_(c)). http://d.e?f=g, h.i@j.org `www.k.org` x@y");
    assert_int_equal(render_markdown(source, &options, &rendered, NULL), STATUS_OK);
    assert_int_equal(rendered.link_count, 3);
    assert_string_equal(rendered.links[0].target, "http://www.a.org/b_(c)");
    assert_string_equal(rendered.links[1].target, "http://d.e?f=g");
    assert_string_equal(rendered.links[2].target, "mailto:h.i@j.org");
    assert_int_equal(rendered.page.row_count, 1);
    render_finish(&rendered);
}

static bool only_here(void *data, struct view target)
{
    ++*(unsigned *)data;
    return view_is(target, "Here");
}

static void wiki_links_are_found_or_dangle(void **state)
{
    (void)state;
    unsigned asked = 0;
    struct render_options options = {.cols = 80, .exists = only_here, .data = &asked};
    struct rendered rendered;
    struct view source = VIEW("[[Here]] [[Here#part|words]] [[Gone]] `[[code]]`");
    assert_int_equal(render_markdown(source, &options, &rendered, NULL), STATUS_OK);
    assert_int_equal(asked, 3);
    assert_int_equal(rendered.link_count, 3);
    assert_int_equal(rendered.links[0].kind, LINK_WIKI);
    assert_false(rendered.links[0].dangling);
    assert_string_equal(rendered.links[1].target, "Here#part");
    assert_true(rendered.links[2].dangling);
    char *text = rows_text(&rendered);
    assert_string_equal(text, "Here[1] words[2] Gone[3] [[code]]\n\n────────\n[2] Here#part\n");
    free(text);
    render_finish(&rendered);
}

static void strikethrough_needs_both_ends(void **state)
{
    (void)state;
    assert_renders("~~a *b*~~ ~c~ ~~d ~~~e~~~ f ~~\n", 60, "a b c ~~d ~~~e~~~ f ~~\n");
}

static void footnotes_gather_at_the_foot(void **state)
{
    (void)state;
    assert_renders("a[^1] [^no]\n\n[^1]: note\n    more\n\nb\n", 30,
                   "a[^1] [^no]\n\nb\n\n────────\n[^1] note more ↩\n");
    assert_renders("> [^1]: stays\n", 30, "│ [^1]: stays\n");
    assert_renders("```\n[^1]: code\n```\n", 30, "│ [^1]: code\n");
    assert_renders("[^1]: a\n\n```\nopen\n", 30, "│ open\n\n────────\n[^1] a\n");
}

static void footnotes_know_their_rows(void **state)
{
    (void)state;
    struct render_options options = {.cols = 30};
    struct rendered rendered;
    struct view source = VIEW("x\n\na[^n]\n\n[^n]: note\n");
    assert_int_equal(render_markdown(source, &options, &rendered, NULL), STATUS_OK);
    assert_int_equal(rendered.link_count, 1);
    assert_int_equal(rendered.links[0].kind, LINK_FOOTNOTE);
    assert_int_equal(rendered.links[0].row, 2);
    assert_int_equal(rendered.links[0].to, 5);
    assert_int_equal(rendered.page.rows[5].source, 5);
    render_finish(&rendered);
}

static void html_stands_there(void **state)
{
    (void)state;
    assert_renders("<div>\na\n</div>\n\nb <i>c</i><br>d\n", 30,
                   "<div>\na\n</div>\n\nb <i>c</i>\nd\n");
}

static void front_matter_is_a_header(void **state)
{
    (void)state;
    assert_renders("---\ntitle: T\ntype: note\ntags:\n- a\n- b\nmood: calm\n---\n\ntext\n", 60,
                   "T\nnote · #a #b · mood: calm\n\ntext\n");
    assert_renders("---\ntitle: T\n---\n\n# T\n", 60, "T\n═\n");
}

static void the_head_of_a_memory_note_keeps_its_lines(void **state)
{
    (void)state;
    assert_renders("Emotion: joy\nIntensity: 7/10\n\na\nb\n", 40,
                   "Emotion: joy\nIntensity: 7/10\n\na b\n");
    assert_renders("a\n\nEmotion: joy\nb\n", 40, "a\n\nEmotion: joy b\n");
}

static void rows_and_headings_know_their_lines(void **state)
{
    (void)state;
    struct render_options options = {.cols = 30};
    struct rendered rendered;
    struct view source = VIEW("---\na: b\n---\n# H *e*\n\none\ntwo  \nthree\n");
    assert_int_equal(render_markdown(source, &options, &rendered, NULL), STATUS_OK);
    assert_int_equal(rendered.body_row, 2);
    assert_int_equal(rendered.heading_count, 1);
    assert_string_equal(rendered.headings[0].text, "H e");
    assert_int_equal(rendered.headings[0].row, 2);
    assert_int_equal(rendered.page.rows[2].source, 4);
    assert_int_equal(rendered.page.rows[5].source, 6);
    assert_int_equal(rendered.page.rows[6].source, 8);
    assert_int_equal(rendered.words, 5);
    render_finish(&rendered);
}

static void cancelling_ends_it(void **state)
{
    (void)state;
    atomic_bool cancel = true;
    struct render_options options = {.cols = 30, .cancel = &cancel};
    struct rendered rendered;
    struct error err;
    assert_int_equal(render_markdown(VIEW("a"), &options, &rendered, &err), STATUS_CANCELLED);
    assert_int_equal(rendered.page.row_count, 0);
}

static void nothing_renders_as_nothing(void **state)
{
    (void)state;
    assert_renders("", 30, "");
    assert_renders("\n\n\n", 30, "");
    assert_renders("\xef\xbb\xbf# a\r\n\r\nb\r\n", 30, "a\n═\n\nb\n");
}

static void words_are_counted_without_front_matter(void **state)
{
    (void)state;
    assert_int_equal(render_count_words(VIEW("---\na: b\n---\n# One, two - *three*\n4\n")), 4);
    assert_int_equal(render_count_words(VIEW("")), 0);
}

static void parts_end_before_a_block(void **state)
{
    (void)state;
    struct view text = VIEW("a\n\nb\n\nc\n");
    assert_int_equal(render_first_part(text, 4), 3);
    assert_int_equal(render_first_part(text, 7), 6);
    assert_int_equal(render_first_part(text, 0), 3);
    assert_int_equal(render_first_part(text, 100), 8);
    assert_int_equal(render_first_part(VIEW("```\n\na\n\nb\n```\n\nc\n"), 5), 15);
    assert_int_equal(render_first_part(VIEW("- a\n\n  b\n\nc\n"), 2), 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_underlined),
        cmocka_unit_test(words_wrap_at_the_width),
        cmocka_unit_test(a_width_of_one_ends),
        cmocka_unit_test(lists_hang_and_nest),
        cmocka_unit_test(tasks_show_their_state),
        cmocka_unit_test(finished_tasks_are_struck),
        cmocka_unit_test(quotes_have_a_bar_and_callouts_a_title),
        cmocka_unit_test(code_keeps_its_blanks_and_names_its_language),
        cmocka_unit_test(links_have_numbers_and_addresses_at_the_foot),
        cmocka_unit_test(bare_links_are_found),
        cmocka_unit_test(wiki_links_are_found_or_dangle),
        cmocka_unit_test(strikethrough_needs_both_ends),
        cmocka_unit_test(footnotes_gather_at_the_foot),
        cmocka_unit_test(footnotes_know_their_rows),
        cmocka_unit_test(html_stands_there),
        cmocka_unit_test(front_matter_is_a_header),
        cmocka_unit_test(the_head_of_a_memory_note_keeps_its_lines),
        cmocka_unit_test(rows_and_headings_know_their_lines),
        cmocka_unit_test(cancelling_ends_it),
        cmocka_unit_test(nothing_renders_as_nothing),
        cmocka_unit_test(words_are_counted_without_front_matter),
        cmocka_unit_test(parts_end_before_a_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
