#include "tests/unit/test.h"

#include "core/text/token.h"
#include "core/text/word_diff.h"
#include "tests/unit/growth.h"
#include "tests/unit/prose.h"

#define CASES (10000 / (int)test_every())

static const char marks[] = {'=', '-', '+', '<', '>'};

/* The runs as text: `=same -removed +added <away >here`, each in brackets. */
static void show(struct view old, struct view new, const struct word_diff *diff, struct str *out)
{
    for (size_t i = 0; i < diff->count; i++) {
        const struct word_run *run = &diff->runs[i];
        bool gone = run->kind == WORD_REMOVED || run->kind == WORD_AWAY;
        str_add_char(out, '[');
        str_add_char(out, marks[run->kind]);
        str_add(out, gone ? view_slice(old, run->old_start, run->old_end)
                          : view_slice(new, run->new_start, run->new_end));
        str_add_char(out, ']');
    }
}

static void check(const char *old, const char *new, const char *want)
{
    struct word_diff diff;
    struct str got = {0};
    word_diff_make(view_of(old), view_of(new), &diff);
    show(view_of(old), view_of(new), &diff, &got);
    assert_string_equal(str_text(&got), want);
    word_diff_finish(&diff);
    str_finish(&got);
}

static void check_tokens(const char *text, const char *want)
{
    struct str got = {0};
    enum token_kind kind;
    for (size_t pos = 0, end; text[pos]; pos = end) {
        end = token_next(view_of(text), pos, &kind);
        if (pos > 0)
            str_add_char(&got, '|');
        str_add(&got, view_slice(view_of(text), pos, end));
        str_add_char(&got, "w_nm"[kind]);
    }
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
}

static void words_are_those_of_a_reader(void **state)
{
    (void)state;
    check_tokens("It's 3.14, no?", "It'sw| _|3.14w|,m| _|now|?m");
    check_tokens("'a' b' x_y _z_", "'m|aw|'m| _|bw|'m| _|x_yw| _|_m|zw|_m");
    check_tokens("don\xE2\x80\x99t \xE2\x80\x9Cno\xE2\x80\x9D",
                 "don\xE2\x80\x99tw| _|\xE2\x80\x9Cm|now|\xE2\x80\x9Dm");
    check_tokens("\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5w|\xE6\x9C\xACw");
    check_tokens("nai\xCC\x88ve", "nai\xCC\x88vew");
    check_tokens("\xC3\x89t\xC3\xA9-la", "\xC3\x89t\xC3\xA9w|-m|law");
    check_tokens("a \t\nb\n \nc", "aw| \t\n_|bw|\n \nn|cw");
    check_tokens("\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBD!", "\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBDm|!m");
    check_tokens("\xFF\x01", "\xFFm|\x01m");
}

static void changed_words_are_found_within_a_line(void **state)
{
    (void)state;
    check("", "", "");
    check("a", "a", "[=a]");
    check("", "a b", "[+a b]");
    check("a b", "", "[-a b]");
    check("The old song.\n", "The new song.\n", "[=The ][-old][+new][= song.\n]");
    check("one two\n", "one more two\n", "[=one ][+more ][=two\n]");
    check("x\n\na b c\n\ny\n", "x\n\na c\n\ny\n", "[=x\n\na ][-b ][=c\n\ny\n]");
    check("First.\n", "First. Second one.\n", "[=First. ][+Second one.\n]");
}

static void a_broken_paragraph_is_the_same(void **state)
{
    (void)state;
    check("a b c\nd e\nf\n\nz\n", "a b\nc d e f\n\nz\n", "[=a b\nc d e f\n\nz\n]");
    check("- an item of\n  some lines\n", "- an item\n  of some lines\n",
          "[=- an item\n  of some lines\n]");
    check("a b\r\nc\r\n", "a b c\n", "[=a b c\n]");
    check("a b c\nd e f\n", "a b\nc d X f\n", "[=a b\nc d ][-e][+X][= f\n]");
    /* A paragraph in two is a change. */
    check("a b\n", "a\n\nb\n", "[=a][- ][+\n\n][=b\n]");
}

static void small_islands_join(void **state)
{
    (void)state;
    check("one two three\n", "uno dos three\n", "[-one two][+uno dos][= three\n]");
    check("one, two three\n", "uno, dos three\n", "[-one, two][+uno, dos][= three\n]");
    check("Everything was written before the morning had come, then.\n",
          "Nobody wrote anything until the evening light was gone, then.\n",
          "[-Everything was written before the morning had come][+Nobody wrote anything until the "
          "evening light was gone][=, then.\n]");
    check("x the y\n", "z the w\n", "[-x][+z][= the ][-y][+w][=\n]");
}

static void a_moved_paragraph_is_known(void **state)
{
    (void)state;
    check("This one will move down.\n\nStays.\n\nStays too.\n",
          "Stays.\n\nStays too.\n\nThis one\nwill move down.\n",
          "[<This one will move down.\n\n][=Stays.\n\nStays too.\n\n][>This one\nwill move "
          "down.\n]");
    check("- first of the items here\n- b\n- c\n", "- b\n- c\n- first of the items here\n",
          "[<- first of the items here\n][=- b\n- c\n][>- first of the items here\n]");
    /* Too few words to be known again. */
    check("---\n\na\n\nb\n", "a\n\n---\n\nb\n", "[----\n\n][=a\n\n][+---\n\n][=b\n]");
}

static void a_moved_run_tells_both_places(void **state)
{
    (void)state;
    struct view old = VIEW("Four words that move\n\nA.\n\nB.\n");
    struct view new = VIEW("A.\n\nB.\n\nFour words that move\n");
    struct word_diff diff;
    word_diff_make(old, new, &diff);
    assert_int_equal(diff.moved, 4);
    assert_int_equal(diff.runs[0].kind, WORD_AWAY);
    assert_view_equal(view_slice(new, diff.runs[0].new_start, diff.runs[0].new_end),
                      VIEW("Four words that move\n"));
    const struct word_run *last = &diff.runs[diff.count - 1];
    assert_int_equal(last->kind, WORD_HERE);
    assert_view_equal(view_slice(old, last->old_start, last->old_end),
                      VIEW("Four words that move\n\n"));
    word_diff_finish(&diff);
}

static void words_are_counted(void **state)
{
    (void)state;
    struct word_diff diff;
    word_diff_make(VIEW("one, two three\n"), VIEW("one, dos tres cuatro!\n"), &diff);
    assert_int_equal(diff.removed, 2);
    assert_int_equal(diff.added, 3);
    assert_int_equal(diff.moved, 0);
    word_diff_finish(&diff);
}

/* The text with one blank for each run of them. */
static void add_folded(struct str *out, struct view text)
{
    for (size_t pos = 0, end; pos < text.len; pos = end) {
        enum token_kind kind;
        end = token_next(text, pos, &kind);
        if (kind == TOKEN_BLANK || kind == TOKEN_BREAK)
            str_add_char(out, ' ');
        else
            str_add(out, view_slice(text, pos, end));
    }
}

static void check_run(struct view old, struct view new, const struct word_run *run)
{
    struct view from = view_slice(old, run->old_start, run->old_end);
    struct view to = view_slice(new, run->new_start, run->new_end);
    struct str a = {0}, b = {0};
    switch (run->kind) {
    case WORD_SAME:
    case WORD_AWAY:
    case WORD_HERE:
        add_folded(&a, view_trim(from));
        add_folded(&b, view_trim(to));
        assert_view_equal(str_view(&a), str_view(&b));
        break;
    case WORD_ADDED:
        assert_true(from.len == 0 && to.len > 0);
        break;
    case WORD_REMOVED:
        assert_true(to.len == 0 && from.len > 0);
    }
    str_finish(&a);
    str_finish(&b);
}

static void check_runs(struct view old, struct view new)
{
    struct word_diff diff;
    size_t old_pos = 0, new_pos = 0;
    word_diff_make(old, new, &diff);
    for (size_t i = 0; i < diff.count; i++) {
        const struct word_run *run = &diff.runs[i];
        bool in_old = run->kind != WORD_ADDED && run->kind != WORD_HERE;
        bool in_new = run->kind != WORD_REMOVED && run->kind != WORD_AWAY;
        check_run(old, new, run);
        assert_true(!in_old || run->old_start == old_pos);
        assert_true(!in_new || run->new_start == new_pos);
        old_pos = in_old ? run->old_end : old_pos;
        new_pos = in_new ? run->new_end : new_pos;
    }
    assert_int_equal(old_pos, old.len);
    assert_int_equal(new_pos, new.len);
    word_diff_finish(&diff);
}

static void runs_are_both_texts(void **state)
{
    (void)state;
    struct prose prose = {1};
    for (int i = 0; i < CASES; i++) {
        struct str old = {0}, new = {0};
        /* Now and then so long that lines are compared before words. */
        prose_add_text(&prose, &old, i % 500 ? 10 : 4000, 6);
        if (i % 4)
            str_add(&new, str_view(&old));
        else
            prose_add_text(&prose, &new, i % 500 ? 10 : 4000, 6);
        for (size_t k = prose_below(&prose, 6); k > 0; k--)
            prose_change(&prose, &new);
        check_runs(str_view(&old), str_view(&new));
        str_finish(&old);
        str_finish(&new);
    }
}

/* Each single blank or line break within paragraphs is set anew, but for those beside the mark
 * of an item. */
static void breaking_lines_anew_changes_no_word(void **state)
{
    (void)state;
    struct prose prose = {2};
    for (int i = 0; i < CASES; i++) {
        struct str old = {0}, new = {0};
        for (size_t k = 2 + prose_below(&prose, 60); k > 0; k--) {
            prose_add_word(&prose, &old);
            str_add_text(&old,
                         prose_below(&prose, 20) ? prose_below(&prose, 4) ? " " : "\n" : "\n\n");
        }
        str_add(&new, str_view(&old));
        for (size_t k = 1; k + 1 < new.len; k++) {
            bool alone = !strchr("\n-", new.data[k - 1]) && !strchr("\n-", new.data[k + 1]);
            if (alone && (new.data[k] == ' ' || new.data[k] == '\n'))
                new.data[k] = prose_below(&prose, 4) ? ' ' : '\n';
        }
        struct word_diff diff;
        word_diff_make(str_view(&old), str_view(&new), &diff);
        if (diff.count != 1 || diff.runs[0].kind != WORD_SAME)
            fail_msg("case %d: \"%s\" to \"%s\"", i, str_text(&old), str_text(&new));
        word_diff_finish(&diff);
        str_finish(&old);
        str_finish(&new);
    }
}

static void diff_hostile_texts(size_t size)
{
    struct prose prose = {3};
    struct str old = {0}, new = {0};
    for (size_t i = 0; i < size; i++) {
        bool ends = i % 500 == 0;
        str_add_char(&old, (char)('a' + prose_below(&prose, 4)));
        str_add_text(&old, ends ? "\n\n" : " ");
        str_add_char(&new, (char)('a' + prose_below(&prose, 4)));
        str_add_text(&new, ends ? "\n\n" : " ");
    }
    check_runs(str_view(&old), str_view(&new));
    str_finish(&old);
    str_finish(&new);
}

static void hostile_texts_take_linear_time(void **state)
{
    (void)state;
    growth_is_linear(diff_hostile_texts, 20000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_those_of_a_reader),
        cmocka_unit_test(changed_words_are_found_within_a_line),
        cmocka_unit_test(a_broken_paragraph_is_the_same),
        cmocka_unit_test(small_islands_join),
        cmocka_unit_test(a_moved_paragraph_is_known),
        cmocka_unit_test(a_moved_run_tells_both_places),
        cmocka_unit_test(words_are_counted),
        cmocka_unit_test(runs_are_both_texts),
        cmocka_unit_test(breaking_lines_anew_changes_no_word),
        cmocka_unit_test(hostile_texts_take_linear_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
