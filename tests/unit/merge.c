#include "tests/unit/test.h"

#include "core/text/merge.h"
#include "core/text/sentence.h"
#include "tests/unit/growth.h"
#include "tests/unit/oracle.h"
#include "tests/unit/prose.h"

#include <stdlib.h>

#define CASES (10000 / (int)test_every())

/* The merge as text, each conflict as `<mine|base|theirs>`, or in braces when it is whole lines. */
static void show(const struct merge *merge, struct str *out)
{
    size_t pos = 0;
    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_conflict *of = &merge->conflicts[i];
        str_add(out, view_slice(str_view(&merge->text), pos, of->at));
        str_add_char(out, of->whole_lines ? '{' : '<');
        str_add(out, view_slice(merge->mine, of->mine.start, of->mine.end));
        str_add_char(out, '|');
        str_add(out, view_slice(merge->base, of->base.start, of->base.end));
        str_add_char(out, '|');
        str_add(out, view_slice(merge->theirs, of->theirs.start, of->theirs.end));
        str_add_char(out, of->whole_lines ? '}' : '>');
        pos = of->at;
    }
    str_add(out, view_slice(str_view(&merge->text), pos, merge->text.len));
}

static void check(const char *base, const char *mine, const char *theirs, const char *want)
{
    struct merge merge;
    struct str got = {0};
    merge_make(view_of(base), view_of(mine), view_of(theirs), &merge);
    show(&merge, &got);
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
    merge_finish(&merge);
}

static void changes_of_different_lines_merge(void **state)
{
    (void)state;
    check("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n", "A\nb\nC\n");
    check("a\nb\nc\n", "b\nc\n", "a\nb\nc\nd\n", "b\nc\nd\n");
    check("a\n", "x\na\n", "a\ny\n", "x\na\ny\n");
    check("a\r\nb\r\nc", "A\r\nb\r\nc", "a\r\nb\r\nc\r\n", "A\r\nb\r\nc\r\n");
    check("a\n", "a\n", "", "");
}

static void the_same_change_is_made_once(void **state)
{
    (void)state;
    check("a\nb\n", "a\nx\nb\n", "a\nx\nb\n", "a\nx\nb\n");
    check("", "x\n", "x\n", "x\n");
    check("One. Two. Three.\n", "1. Two. 3.\n", "1. Two. Three!\n", "1. Two. <3.|Three.|Three!>\n");
    check("One here. Two. Three.\n", "One there. Two. Three.\n", "One there. Two! Three.\n",
          "One there. Two! Three.\n");
}

static void sentences_of_one_line_merge(void **state)
{
    (void)state;
    check("The first one. The second one. The last.\n",
          "The first song. The second one. The last.\n",
          "The first one. The second letter. The last.\n",
          "The first song. The second letter. The last.\n");
    check("The first one. The last.\n", "The first song. The last.\n",
          "The first one. The last. And more.\n", "The first song. The last. And more.\n");
    check("One. Two. Three.\n", "Two. Three.\n", "One. Two. Four.\n", "Two. Four.\n");
    check("\"Is it?\" he said. \"No!\" So it was.\n", "\"Is it so?\" he said. \"No!\" So it was.\n",
          "\"Is it?\" he said. \"No!\" So it is.\n", "\"Is it so?\" he said. \"No!\" So it is.\n");
    check("\xE6\x97\xA5\xE3\x80\x82\xE6\x9C\xAC\xE3\x80\x82\n",
          "\xE6\x97\xA5\xE6\x97\xA5\xE3\x80\x82\xE6\x9C\xAC\xE3\x80\x82\n",
          "\xE6\x97\xA5\xE3\x80\x82\xE6\x9C\xAC\xE6\x9C\xAC\xE3\x80\x82\n",
          "\xE6\x97\xA5\xE6\x97\xA5\xE3\x80\x82\xE6\x9C\xAC\xE6\x9C\xAC\xE3\x80\x82\n");
}

static void items_beside_each_other_merge(void **state)
{
    (void)state;
    check("- [ ] one\n- [ ] two\n", "- [x] one\n- [ ] two\n", "- [ ] one\n- [x] two\n",
          "- [x] one\n- [x] two\n");
    check("1. one\n2. two\n", "1. uno\n2. two\n", "1. one\n2. dos\n", "1. uno\n2. dos\n");
    check("one\n\ntwo\n", "uno\n\ntwo\n", "one\n\ndos\n", "uno\n\ndos\n");
}

static void changes_of_one_sentence_are_a_conflict(void **state)
{
    (void)state;
    check("I like red cats. They purr.\n", "I like blue cats. They purr.\n",
          "I like red dogs. They purr!\n",
          "<I like blue cats.|I like red cats.|I like red dogs.> They purr!\n");
    /* Lines of one sentence. */
    check("red\ncats\n", "blue\ncats\n", "red\ndogs\n", "{blue\ncats\n|red\ncats\n|red\ndogs\n}");
    check("a\n", "b\n", "c\n", "{b\n|a\n|c\n}");
    check("a\n", "a\nb\n", "a\nc\n", "a\n{b\n||c\n}");
    check("", "b", "c", "{b||c}");
    check("Gone. Kept.\n", "Kept.\n", "Gone away. Kept.\n", "<|Gone. |Gone away. >Kept.\n");
    check("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", "a\n{|b\n|B\n}c\n");
}

static void a_conflict_is_settled_by_a_choice(void **state)
{
    (void)state;
    static const struct {
        struct merge_answer answer;
        const char *want;
    } cases[] = {
        {{.choice = MERGE_MINE}, "x\nb\nz\n"}, {{.choice = MERGE_THEIRS}, "x\nc\nz\n"},
        {{.choice = MERGE_BASE}, "x\na\nz\n"}, {{.choice = MERGE_BOTH}, "x\nb\nc\nz\n"},
        {{MERGE_CUSTOM, {"d", 1}}, "x\ndz\n"},
    };
    struct merge merge;
    merge_make(VIEW("x\na\nz\n"), VIEW("x\nb\nz\n"), VIEW("x\nc\nz\n"), &merge);
    assert_int_equal(merge.count, 1);
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct str got = {0};
        merge_add_settled(&got, &merge, &cases[i].answer);
        assert_string_equal(str_text(&got), cases[i].want);
        str_finish(&got);
    }
    merge_finish(&merge);
}

static void check_both(const char *base, const char *mine, const char *theirs, const char *want)
{
    const struct merge_answer both = {.choice = MERGE_BOTH};
    struct merge merge;
    struct str got = {0};
    merge_make(view_of(base), view_of(mine), view_of(theirs), &merge);
    assert_int_equal(merge.count, 1);
    merge_add_settled(&got, &merge, &both);
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
    merge_finish(&merge);
}

static void both_do_not_run_together(void **state)
{
    (void)state;
    check_both("", "b", "c", "b\nc");
    check_both("x\n", "x\nb\n", "x\nc", "x\nb\nc");
    check_both("I am. You are.\n", "I was. You are.\n", "I will. You are.\n",
               "I was. I will. You are.\n");
    check_both("a\nb\nc\n", "a\nc\n", "a\nB\nc\n", "a\nB\nc\n");
}

static void check_edges(const char *text, const char *want)
{
    struct token_list tokens = {.text = view_of(text)};
    struct intern intern = {0};
    struct str got = {0};
    bool edges[64];
    token_list_read(&tokens, tokens.text.len, TOKEN_BLANKS_EXACT, &intern);
    assert_true(tokens.count < 64);
    sentence_edges(&tokens, edges);
    for (size_t i = 0; i <= tokens.count; i++) {
        if (edges[i])
            str_add_char(&got, '|');
        if (i < tokens.count)
            str_add(&got, token_list_span(&tokens, i, 1));
    }
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
    token_list_finish(&tokens);
    intern_finish(&intern);
}

static void sentences_end_where_a_reader_ends_them(void **state)
{
    (void)state;
    check_edges("", "|");
    check_edges("One. Two", "|One.| |Two|");
    check_edges("Is 3.14 so? e.g. this. \"Yes.\" No", "|Is 3.14 so? e.g. this.| |\"Yes.\"| |No|");
    check_edges("**So.** It\nis.\n\nEnd.\n", "|**So.**| |It\nis.|\n\n|End.|\n|");
    check_edges("a\n- b\n2. c\n> d\n# e\n2 f", "|a|\n|- b|\n|2. c|\n|> d|\n|# e\n2 f|");
}

static void assert_merges_to(struct view base, struct view mine, struct view theirs,
                             struct view want)
{
    struct merge merge;
    merge_make(base, mine, theirs, &merge);
    assert_int_equal(merge.count, 0);
    assert_view_equal(str_view(&merge.text), want);
    merge_finish(&merge);
}

/* The conflicts stand in order and follow one another in each text. */
static void check_conflicts(const struct merge *merge)
{
    const struct merge_conflict *last = NULL;
    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_conflict *of = &merge->conflicts[i];
        struct view mine = view_slice(merge->mine, of->mine.start, of->mine.end);
        struct view theirs = view_slice(merge->theirs, of->theirs.start, of->theirs.end);
        assert_true(of->at <= merge->text.len && of->base.end <= merge->base.len);
        assert_true(of->mine.start <= of->mine.end && of->mine.end <= merge->mine.len);
        assert_true(of->theirs.start <= of->theirs.end && of->theirs.end <= merge->theirs.len);
        assert_false(view_equal(mine, theirs));
        assert_true(!last ||
                    (last->at <= of->at && last->base.end <= of->base.start &&
                     last->mine.end <= of->mine.start && last->theirs.end <= of->theirs.start));
        last = of;
    }
}

/* Mine and theirs change places: the same text, the same conflicts the other way round. */
static void check_mirrored(const struct merge *merge)
{
    struct merge mirror;
    merge_make(merge->base, merge->theirs, merge->mine, &mirror);
    assert_view_equal(str_view(&mirror.text), str_view(&merge->text));
    assert_int_equal(mirror.count, merge->count);
    for (size_t i = 0; i < merge->count; i++) {
        const struct merge_conflict *a = &merge->conflicts[i], *b = &mirror.conflicts[i];
        assert_int_equal(a->at, b->at);
        assert_memory_equal(&a->mine, &b->theirs, sizeof(a->mine));
        assert_memory_equal(&a->theirs, &b->mine, sizeof(a->mine));
    }
    merge_finish(&mirror);
}

static void merging_keeps_its_laws(void **state)
{
    (void)state;
    struct prose prose = {1};
    for (int i = 0; i < CASES; i++) {
        struct str base = {0}, mine = {0}, theirs = {0};
        prose_add_text(&prose, &base, 8, 12);
        str_add(&mine, str_view(&base));
        str_add(&theirs, str_view(&base));
        for (size_t k = prose_below(&prose, 5); k > 0; k--)
            prose_change(&prose, &mine);
        for (size_t k = prose_below(&prose, 5); k > 0; k--)
            prose_change(&prose, &theirs);
        struct view b = str_view(&base), x = str_view(&mine), y = str_view(&theirs);
        assert_merges_to(b, x, b, x);
        assert_merges_to(b, b, y, y);
        assert_merges_to(b, x, x, x);
        struct merge merge;
        merge_make(b, x, y, &merge);
        check_conflicts(&merge);
        check_mirrored(&merge);
        merge_finish(&merge);
        str_finish(&base);
        str_finish(&mine);
        str_finish(&theirs);
    }
}

/* Puts `count` words that stand nowhere else, made of `letter`, into `text`. */
static void mark_words(struct prose *prose, struct str *text, char letter, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char word[32];
        snprintf(word, sizeof(word), " %c%zu%c ", letter, i, letter);
        size_t at = prose_below(prose, text->len + 1);
        while (at > 0 && at < text->len && !strchr(" \n", text->data[at]))
            at--;
        str_replace(text, at, at, view_of(word));
    }
}

static void check_marked(const struct merge *merge, char letter, size_t count)
{
    struct merge_answer *answers = calloc(merge->count + 1, sizeof(*answers));
    struct str all = {0};
    for (size_t i = 0; i < merge->count; i++)
        answers[i].choice = MERGE_BOTH;
    merge_add_settled(&all, merge, answers);
    for (size_t i = 0; i < count; i++) {
        char word[32];
        snprintf(word, sizeof(word), "%c%zu%c", letter, i, letter);
        if (!strstr(str_text(&all), word))
            fail_msg("\"%s\" is lost in \"%s\"", word, str_text(&all));
    }
    str_finish(&all);
    free(answers);
}

static void nothing_that_was_added_is_lost(void **state)
{
    (void)state;
    struct prose prose = {2};
    for (int i = 0; i < CASES; i++) {
        struct str base = {0}, mine = {0}, theirs = {0};
        prose_add_text(&prose, &base, 8, 12);
        str_add(&mine, str_view(&base));
        str_add(&theirs, str_view(&base));
        for (size_t k = prose_below(&prose, 3); k > 0; k--)
            prose_change(&prose, &mine);
        for (size_t k = prose_below(&prose, 3); k > 0; k--)
            prose_change(&prose, &theirs);
        mark_words(&prose, &mine, 'm', 2);
        mark_words(&prose, &theirs, 't', 2);
        struct merge merge;
        merge_make(str_view(&base), str_view(&mine), str_view(&theirs), &merge);
        check_marked(&merge, 'm', 2);
        check_marked(&merge, 't', 2);
        merge_finish(&merge);
        str_finish(&base);
        str_finish(&mine);
        str_finish(&theirs);
    }
}

/* Where git merges, and the changed lines are apart, the answer is git's. */
static void lines_apart_merge_as_in_git(void **state)
{
    (void)state;
    struct oracle oracle;
    if (!oracle_begin(&oracle))
        skip();
    struct prose prose = {3};
    size_t clean = 0;
    for (int i = 0; i < 80; i++) {
        struct str base = {0}, mine = {0}, theirs = {0}, want = {0};
        for (size_t k = 0; k < 40; k++) {
            str_addf(&base, "%zu ", k);
            prose_add_line(&prose, &base, 6);
        }
        str_add(&mine, str_view(&base));
        str_add(&theirs, str_view(&base));
        for (size_t k = 0; k < 3; k++) {
            prose_change(&prose, &mine);
            prose_change(&prose, &theirs);
        }
        if (oracle_merge(&oracle, str_view(&base), str_view(&mine), str_view(&theirs), &want)) {
            assert_merges_to(str_view(&base), str_view(&mine), str_view(&theirs), str_view(&want));
            clean++;
        }
        str_finish(&base);
        str_finish(&mine);
        str_finish(&theirs);
        str_finish(&want);
    }
    assert_in_range(clean, 20, 80);
    oracle_end(&oracle);
}

static void merge_hostile_texts(size_t size)
{
    struct prose prose = {4};
    struct str texts[3] = {{0}};
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < size; k++)
            str_add_char(&texts[i], "ab ,."[prose_below(&prose, 5)]);
    struct merge merge;
    merge_make(str_view(&texts[0]), str_view(&texts[1]), str_view(&texts[2]), &merge);
    check_conflicts(&merge);
    merge_finish(&merge);
    for (size_t i = 0; i < 3; i++)
        str_finish(&texts[i]);
}

static void hostile_texts_take_linear_time(void **state)
{
    (void)state;
    growth_is_linear(merge_hostile_texts, 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_of_different_lines_merge),
        cmocka_unit_test(the_same_change_is_made_once),
        cmocka_unit_test(sentences_of_one_line_merge),
        cmocka_unit_test(items_beside_each_other_merge),
        cmocka_unit_test(changes_of_one_sentence_are_a_conflict),
        cmocka_unit_test(a_conflict_is_settled_by_a_choice),
        cmocka_unit_test(both_do_not_run_together),
        cmocka_unit_test(sentences_end_where_a_reader_ends_them),
        cmocka_unit_test(merging_keeps_its_laws),
        cmocka_unit_test(nothing_that_was_added_is_lost),
        cmocka_unit_test(lines_apart_merge_as_in_git),
        cmocka_unit_test(hostile_texts_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
