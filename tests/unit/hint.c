#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/catalog_names.h"
#include "tui/hint.h"

#include <string.h>

/* What is offered for which line and cursor, and what the line is when it is taken. */

static void offer(struct note_offers *offers, const char *name)
{
    *ARRAY_PUSH(offers->names, offers->count, offers->cap) = mem_string(name);
}

struct desk {
    struct search_offers found;
    struct note_offers authors, marked;
    struct catalog catalog;
    struct catalog_entry notes[3];
    struct hint_sources sources;
};

static int setup(void **state)
{
    struct desk *desk = mem_zalloc(1, sizeof(*desk));
    offer(&desk->found.tags, "light");
    offer(&desk->found.tags, "LoRA");
    offer(&desk->found.tags, "open letter");
    offer(&desk->found.tags, "lighthouse");
    offer(&desk->found.types, "note");
    offer(&desk->found.folders, "memory");
    offer(&desk->found.folders, "memory/days of may");
    offer(&desk->found.folders, "Garden");
    offer(&desk->authors, "the companion");
    offer(&desk->authors, "Ida");
    offer(&desk->marked, "@desk");
    offer(&desk->marked, "#errand");
    desk->notes[0].path = mem_string("memory/The lake.md");
    desk->notes[1].path = mem_string("memory/The lakeside.md");
    desk->notes[2].path = mem_string("memory/A\nb.md");
    desk->catalog.sections[SECTION_MEMORY] = (struct section){.entries = desk->notes, .count = 3};
    desk->catalog.names = catalog_names_new();
    catalog_names_put(desk->catalog.names, "memory/The lake.md", "Water: what it keeps", "",
                      "Mere\0The [old] one\0");
    desk->sources = (struct hint_sources){.found = &desk->found,
                                          .authors = &desk->authors,
                                          .marked = &desk->marked,
                                          .catalog = &desk->catalog};
    *state = desk;
    return 0;
}

static int teardown(void **state)
{
    struct desk *desk = *state;
    search_offers_finish(&desk->found);
    note_offers_finish(&desk->authors);
    note_offers_finish(&desk->marked);
    catalog_names_free(desk->catalog.names);
    free(desk->notes[0].path);
    free(desk->notes[1].path);
    free(desk->notes[2].path);
    free(desk);
    return 0;
}

/* `rest` is shown behind `typed`, and taking it makes the line `want`. */
static void offers(struct desk *desk, enum hint_kind kind, const char *typed, const char *rest,
                   const char *want)
{
    struct line_edit line = {0};
    struct hint hint;
    line_edit_set(&line, view_of(typed));
    if (!hint_find(kind, &desk->sources, &line, &hint))
        fail_msg("nothing is offered for %s", typed);
    assert_view_equal(hint_rest(&hint), view_of(rest));
    hint_take(&hint, &line);
    assert_view_equal(str_view(&line.text), view_of(want));
    assert_int_equal(line.cursor, line.text.len);
    hint_finish(&hint);
    line_edit_finish(&line);
}

static void offers_none(struct desk *desk, enum hint_kind kind, const char *typed)
{
    struct line_edit line = {0};
    struct hint hint;
    line_edit_set(&line, view_of(typed));
    if (hint_find(kind, &desk->sources, &line, &hint))
        fail_msg("%s: \"%s\" is offered", typed, str_text(&hint.text));
    assert_int_equal(hint_rest(&hint).len, 0);
    line_edit_finish(&line);
}

static void the_names_of_filters_are_offered_from_two_letters(void **state)
{
    struct desk *desk = *state;
    offers(desk, HINT_QUERY, "ta", "g:", "tag:");
    offers(desk, HINT_QUERY, "river type", ":", "river type:");
    offers(desk, HINT_QUERY, "tag:x  sin", "ce:", "tag:x  since:");
    offers(desk, HINT_QUERY, "\"a b\" pa", "th:", "\"a b\" path:");
    offers_none(desk, HINT_QUERY, "");
    offers_none(desk, HINT_QUERY, "t");
    offers_none(desk, HINT_QUERY, "ta ");
    offers_none(desk, HINT_QUERY, "tall");
    offers_none(desk, HINT_QUERY, "in"); /* a word of many searches */
    offers_none(desk, HINT_QUERY, "by");
    offers_none(desk, HINT_QUERY, "\"ta");
    offers_none(desk, HINT_QUERY, "/ta");
    offers_none(desk, HINT_NONE, "ta");
}

static void the_values_of_filters_are_offered(void **state)
{
    struct desk *desk = *state;
    offers(desk, HINT_QUERY, "tag:", "light", "tag:light");
    offers(desk, HINT_QUERY, "river tag:lo", "RA", "river tag:LoRA");
    offers(desk, HINT_QUERY, "tag:#li", "ght", "tag:light");
    offers(desk, HINT_QUERY, "tag:light", "house", "tag:lighthouse");
    offers(desk, HINT_QUERY, "type:N", "ote", "type:note");
    offers(desk, HINT_QUERY, "in:", "memory", "in:memory");
    offers(desk, HINT_QUERY, "in:g", "arden", "in:Garden");
    offers(desk, HINT_QUERY, "by:i", "da", "by:Ida");
    offers(desk, HINT_QUERY, "path:g", "arden/", "path:Garden/");
    offers_none(desk, HINT_QUERY, "tag:zz");
    offers_none(desk, HINT_QUERY, "type:note");
    offers_none(desk, HINT_QUERY, "tag:light ");
    offers_none(desk, HINT_QUERY, "to:");
}

static void values_with_blanks_are_quoted(void **state)
{
    struct desk *desk = *state;
    offers(desk, HINT_QUERY, "tag:op", "en letter\"", "tag:\"open letter\"");
    offers(desk, HINT_QUERY, "tag:#op", "en letter\"", "tag:\"open letter\"");
    offers(desk, HINT_QUERY, "tag:\"open l", "etter\"", "tag:\"open letter\"");
    offers(desk, HINT_QUERY, "tag:\"li", "ght\"", "tag:\"light\"");
    offers(desk, HINT_QUERY, "path:memory/", "days of may/\"", "path:\"memory/days of may/\"");
    offers(desk, HINT_QUERY, "by:the", " companion\"", "by:\"the companion\"");
    offers(desk, HINT_QUERY, "to:the lake to:the", " lake\"", "to:the lake to:\"The lake\"");
    offers_none(desk, HINT_QUERY, "tag:\"open letter\"");
}

static void spans_of_time_are_offered(void **state)
{
    struct desk *desk = *state;
    offers(desk, HINT_QUERY, "since:", "7 days\"", "since:\"7 days\"");
    offers(desk, HINT_QUERY, "since:y", "esterday", "since:yesterday");
    offers(desk, HINT_QUERY, "since:14", " days\"", "since:\"14 days\"");
    offers(desk, HINT_QUERY, "since:\"3 w", "eeks\"", "since:\"3 weeks\"");
    offers(desk, HINT_QUERY, "since:\"last m", "onth\"", "since:\"last month\"");
    offers_none(desk, HINT_QUERY, "since:2026");
    offers_none(desk, HINT_QUERY, "since:7d");
}

static void tags_contexts_and_links_are_offered_in_a_text(void **state)
{
    struct desk *desk = *state;
    offers(desk, HINT_TEXT, "water #l", "ight", "water #light");
    offers(desk, HINT_TEXT, "#lo", "RA", "#LoRA");
    offers(desk, HINT_TEXT, "(#e", "rrand", "(#errand");
    offers(desk, HINT_TEXT, "call @d", "esk", "call @desk");
    offers(desk, HINT_TEXT, "see [[the l", "ake]]", "see [[The lake]]");
    offers(desk, HINT_TEXT, "[[a]] [[The lake", "side]]", "[[a]] [[The lakeside]]");
    offers_none(desk, HINT_TEXT, "#");
    offers_none(desk, HINT_TEXT, "a#l");
    offers_none(desk, HINT_TEXT, "#l ");
    offers_none(desk, HINT_TEXT, "#o"); /* no tag of a text has blanks in it */
    offers_none(desk, HINT_TEXT, "light");
    offers_none(desk, HINT_TEXT, "[[");
    offers_none(desk, HINT_TEXT, "[[A"); /* its name has a line end in it */
    offers_none(desk, HINT_TEXT, "[[the lake]] l");
    offers_none(desk, HINT_TEXT, "[the l");
    offers_none(desk, HINT_TEXT, "tag:l");
}

static void tags_are_offered_in_markdown_where_they_are_some(void **state)
{
    struct desk *desk = *state;
    offers(desk, HINT_MARKDOWN, "water #l", "ight", "water #light");
    offers(desk, HINT_MARKDOWN, "- #lo", "RA", "- #LoRA");
    offers(desk, HINT_MARKDOWN, "`a` (#l", "ight", "`a` (#light");
    offers_none(desk, HINT_MARKDOWN, "#l"); /* a heading, perhaps */
    offers_none(desk, HINT_MARKDOWN, "    #l");
    offers_none(desk, HINT_MARKDOWN, "in `code #l");
    offers_none(desk, HINT_MARKDOWN, "water #");
    offers_none(desk, HINT_MARKDOWN, "water#l");
    offers_none(desk, HINT_MARKDOWN, "## l");
    offers_none(desk, HINT_MARKDOWN, "see [[the l");
    offers_none(desk, HINT_MARKDOWN, "at @d");
}

static void a_link_is_offered_by_title_and_alias_too(void **state)
{
    struct desk *desk = *state;
    offers(desk, HINT_TEXT, "see [[wat", "er: what it keeps]]", "see [[Water: what it keeps]]");
    offers(desk, HINT_TEXT, "see [[mer", "e]]", "see [[Mere]]");
    offers(desk, HINT_QUERY, "to:mer", "e", "to:Mere");
    offers_none(desk, HINT_TEXT, "see [[the o"); /* its brackets would end the link */
}

static void nothing_is_offered_before_the_end_of_the_line(void **state)
{
    struct desk *desk = *state;
    struct line_edit line = {0};
    struct hint hint;
    line_edit_set(&line, VIEW("#l"));
    line_edit_left(&line);
    assert_false(hint_find(HINT_TEXT, &desk->sources, &line, &hint));
    line_edit_finish(&line);
}

static void with_nothing_known_nothing_is_offered(void **state)
{
    struct desk none = {0};
    (void)state;
    none.sources = (struct hint_sources){.found = &none.found};
    offers_none(&none, HINT_QUERY, "tag:");
    offers_none(&none, HINT_QUERY, "to:x");
    offers_none(&none, HINT_QUERY, "by:x");
    offers_none(&none, HINT_TEXT, "#x");
    offers_none(&none, HINT_TEXT, "[[x");
}

#define hint_test(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        hint_test(the_names_of_filters_are_offered_from_two_letters),
        hint_test(the_values_of_filters_are_offered),
        hint_test(values_with_blanks_are_quoted),
        hint_test(spans_of_time_are_offered),
        hint_test(tags_contexts_and_links_are_offered_in_a_text),
        hint_test(tags_are_offered_in_markdown_where_they_are_some),
        hint_test(a_link_is_offered_by_title_and_alias_too),
        hint_test(nothing_is_offered_before_the_end_of_the_line),
        cmocka_unit_test(with_nothing_known_nothing_is_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
