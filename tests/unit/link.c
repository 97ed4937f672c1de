#include "tests/unit/test.h"

#include "core/markdown/address.h"
#include "tui/link.h"

#include <stdlib.h>

static void anchors(const char *heading, const char *want)
{
    struct str out = {0};
    link_add_anchor(&out, view_of(heading));
    assert_view_equal(str_view(&out), view_of(want));
    str_finish(&out);
}

static void anchors_are_githubs(void **state)
{
    (void)state;
    anchors("Who I am", "who-i-am");
    anchors("What's new? (v2.0) & more!", "whats-new-v20--more");
    anchors("snake_case and-dash", "snake_case-and-dash");
    anchors("Été à la mer", "Été-à-la-mer");
    anchors("日本語 text", "日本語-text");
    anchors("one \u2014 two\u2026 \u201Cthree\u201D", "one--two-three");
    anchors("!?", "");
    anchors("", "");
}

static void paths(const char *from, const char *target, const char *want)
{
    struct str out = {0};
    address_add_path(&out, view_of(from), view_of(target));
    assert_view_equal(str_view(&out), view_of(want));
    str_finish(&out);
}

static void ways(const char *from, const char *to, const char *want)
{
    struct str out = {0};
    address_add_relative(&out, view_of(from), view_of(to));
    assert_view_equal(str_view(&out), view_of(want));
    str_clear(&out);
    address_add_path(&out, view_of(from), view_of(want));
    assert_view_equal(str_view(&out), view_of(to));
    str_finish(&out);
}

static void a_way_leads_from_file_to_file(void **state)
{
    (void)state;
    ways("a.md", "b.md", "b.md");
    ways("x/a.md", "x/b.md", "b.md");
    ways("x/a.md", "b.md", "../b.md");
    ways("x/y/a.md", "x/z/b.md", "../z/b.md");
    ways("x/a.md", "xy/b.md", "../xy/b.md");
    ways("a.md", "x/y/b.md", "x/y/b.md");
    ways("x/y/a.md", "x/b.md", "../b.md");
}

static void addresses_are_encoded(void **state)
{
    (void)state;
    struct str out = {0}, back = {0};
    address_encode(&out, VIEW("a b/(c)#50%é.md"), false);
    assert_view_equal(str_view(&out), VIEW("a%20b/%28c%29%2350%25é.md"));
    address_decode(&back, str_view(&out));
    assert_view_equal(str_view(&back), VIEW("a b/(c)#50%é.md"));
    str_clear(&out);
    address_encode(&out, VIEW("é"), true);
    assert_view_equal(str_view(&out), VIEW("%C3%A9"));
    str_finish(&out);
    str_finish(&back);
}

static void paths_begin_at_the_file(void **state)
{
    (void)state;
    paths("Self/a.md", "b.md", "Self/b.md");
    paths("Self/a.md", "./sub//b.md", "Self/sub/b.md");
    paths("Self/x/a.md", "../b.md#there", "Self/b.md");
    paths("a.md", "../../b.md", "b.md");
    paths("Self/a.md", "/memory/b.md", "memory/b.md");
    paths("Self/a.md", "../memory/a%20b%2B.md?plain=1#x", "memory/a b+.md");
    paths("a.md", "100%.md", "100%.md");
    paths("a.md", "%zz%4", "%zz%4");
    paths("a.md", "x%00y", "x%00y");
    paths("Self/a.md", "%2e%2e/b.md", "b.md");
    paths("Self/a.md", "#only", "Self");
}

static void fragments(void **state)
{
    (void)state;
    assert_view_equal(link_fragment(VIEW("a.md#b")), VIEW("b"));
    assert_view_equal(link_fragment(VIEW("#b#c")), VIEW("b#c"));
    assert_int_equal(link_fragment(VIEW("a.md")).len, 0);
}

static void headings_of_one_name_are_numbered(void **state)
{
    (void)state;
    struct render_options options = {.cols = 40};
    struct rendered page;
    size_t first, second, other;
    assert_int_equal(render_markdown(VIEW("# A b\n\nx\n\n## C\n\n# A b\n\n# D\xC3\xA9\n"), &options,
                                     &page, NULL),
                     STATUS_OK);
    assert_true(link_find_heading(&page, VIEW("a-b"), &first));
    assert_true(link_find_heading(&page, VIEW("a-b-1"), &second));
    assert_true(link_find_heading(&page, VIEW("d%C3%A9"), &other));
    assert_int_equal(first, page.headings[0].row);
    assert_int_equal(second, page.headings[2].row);
    assert_int_equal(other, page.headings[3].row);
    assert_false(link_find_heading(&page, VIEW("a-b-2"), &other));
    assert_false(link_find_heading(&page, VIEW("a"), &other));
    assert_false(link_find_heading(&page, VIEW(""), &other));
    render_finish(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(anchors_are_githubs),
        cmocka_unit_test(paths_begin_at_the_file),
        cmocka_unit_test(a_way_leads_from_file_to_file),
        cmocka_unit_test(addresses_are_encoded),
        cmocka_unit_test(fragments),
        cmocka_unit_test(headings_of_one_name_are_numbered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
