#include "core/edit/vi_action.h"
#include "core/edit/vi_motion.h"
#include "core/edit/vi_operator.h"

/* The keys. A row is found by its keys; one whose keys begin those of another stands in another
 * mode than that. Rows without a help text go under that of the row before. */

#define MOTION(keys, flags, to, help)                                                              \
    {                                                                                              \
        keys, VI_MOTION, VI_TAKES_NOTHING, flags, to, NULL, help                                   \
    }
#define MOTION_KEY(keys, flags, to, help)                                                          \
    {                                                                                              \
        keys, VI_MOTION, VI_TAKES_KEY, flags, to, NULL, help                                       \
    }
#define MOTION_LINE(keys, flags, to, help)                                                         \
    {                                                                                              \
        keys, VI_MOTION, VI_TAKES_LINE, flags, to, NULL, help                                      \
    }
#define OPERATOR(keys, flags, help)                                                                \
    {                                                                                              \
        keys, VI_OPERATOR, VI_TAKES_NOTHING, flags, NULL, vi_operator_run, help                    \
    }
#define ACTION(keys, flags, run, help)                                                             \
    {                                                                                              \
        keys, VI_ACTION, VI_TAKES_NOTHING, flags, NULL, run, help                                  \
    }
#define ACTION_KEY(keys, flags, run, help)                                                         \
    {                                                                                              \
        keys, VI_ACTION, VI_TAKES_KEY, flags, NULL, run, help                                      \
    }
#define INNER VI_OBJECT | VI_INCLUSIVE

const struct vi_row vi_rows[] = {
    MOTION("h", 0, vi_motion_left, "left"),
    MOTION("\x08", 0, vi_motion_back, NULL),
    MOTION("\x80\x03", 0, vi_motion_left, NULL),
    MOTION("l", 0, vi_motion_right, "right"),
    MOTION(" ", 0, vi_motion_on, NULL),
    MOTION("\x80\x04", 0, vi_motion_right, NULL),
    MOTION("j", VI_LINEWISE | VI_KEEPS_GOAL, vi_motion_down, "down a line"),
    MOTION("k", VI_LINEWISE | VI_KEEPS_GOAL, vi_motion_up, "up a line"),
    MOTION("gj", VI_KEEPS_GOAL, vi_motion_row_down, "down a row of the screen"),
    MOTION("\x80\x02", VI_KEEPS_GOAL, vi_motion_row_down, NULL),
    MOTION("gk", VI_KEEPS_GOAL, vi_motion_row_up, "up a row of the screen"),
    MOTION("\x80\x01", VI_KEEPS_GOAL, vi_motion_row_up, NULL),
    MOTION("w", 0, vi_motion_word, "to the next word"),
    MOTION("W", 0, vi_motion_big_word, "to the next word between blanks"),
    MOTION("b", 0, vi_motion_word_back, "to the start of a word"),
    MOTION("B", 0, vi_motion_big_word_back, "to the start of a word between blanks"),
    MOTION("e", VI_INCLUSIVE, vi_motion_end, "to the end of a word"),
    MOTION("E", VI_INCLUSIVE, vi_motion_big_end, "to the end of a word between blanks"),
    MOTION("ge", VI_INCLUSIVE, vi_motion_end_back, "back to the end of a word"),
    MOTION("gE", VI_INCLUSIVE, vi_motion_big_end_back, NULL),
    MOTION("0", 0, vi_motion_line_start, "to the start of the line"),
    MOTION("\x80\x05", 0, vi_motion_line_start, NULL),
    MOTION("^", 0, vi_motion_first_word, "to its first character that is no blank"),
    MOTION("$", VI_INCLUSIVE | VI_KEEPS_GOAL, vi_motion_line_end, "to the end of the line"),
    MOTION("\x80\x06", VI_INCLUSIVE | VI_KEEPS_GOAL, vi_motion_line_end, NULL),
    MOTION("g_", VI_INCLUSIVE, vi_motion_last_word, "to its last character that is no blank"),
    MOTION("|", 0, vi_motion_column, "to a column"),
    MOTION("+", VI_LINEWISE, vi_motion_below, "to the line below"),
    MOTION("\r", VI_LINEWISE, vi_motion_below, NULL),
    MOTION("-", VI_LINEWISE, vi_motion_above, "to the line above"),
    MOTION("_", VI_LINEWISE, vi_motion_here, NULL),
    MOTION("gg", VI_LINEWISE | VI_JUMPS, vi_motion_first_line, "to the first line, or line N"),
    MOTION("G", VI_LINEWISE | VI_JUMPS, vi_motion_last_line, "to the last line, or line N"),
    MOTION("{", VI_JUMPS, vi_motion_paragraph_back, "to the paragraph before"),
    MOTION("}", VI_JUMPS, vi_motion_paragraph, "to behind the paragraph"),
    MOTION("(", VI_JUMPS, vi_motion_sentence_back, "to the sentence before"),
    MOTION(")", VI_JUMPS, vi_motion_sentence, "to the next sentence"),
    MOTION("H", VI_LINEWISE | VI_JUMPS, vi_motion_window_top, "to the window's first line"),
    MOTION("M", VI_LINEWISE | VI_JUMPS, vi_motion_window_middle, "to its middle line"),
    MOTION("L", VI_LINEWISE | VI_JUMPS, vi_motion_window_bottom, "to its last line"),
    MOTION("\x06", VI_KEEPS_GOAL, vi_motion_page_down, "a page down"),
    MOTION("\x80\x08", VI_KEEPS_GOAL, vi_motion_page_down, NULL),
    MOTION("\x02", VI_KEEPS_GOAL, vi_motion_page_up, "a page up"),
    MOTION("\x80\x07", VI_KEEPS_GOAL, vi_motion_page_up, NULL),
    MOTION("\x04", VI_KEEPS_GOAL, vi_motion_half_down, "half a page down"),
    MOTION("\x15", VI_KEEPS_GOAL, vi_motion_half_up, "half a page up"),
    MOTION_KEY("f", VI_INCLUSIVE, vi_motion_find, "to a character of the line"),
    MOTION_KEY("F", 0, vi_motion_find_back, "back to a character of the line"),
    MOTION_KEY("t", VI_INCLUSIVE, vi_motion_till, "to before a character"),
    MOTION_KEY("T", 0, vi_motion_till_back, "back to behind a character"),
    MOTION(";", 0, vi_motion_find_again, "again to that character"),
    MOTION(",", 0, vi_motion_find_other_way, "the other way"),
    MOTION("%", VI_INCLUSIVE | VI_JUMPS, vi_motion_partner, "to the bracket's partner"),
    MOTION_LINE("/", VI_JUMPS, vi_motion_search, "find a pattern"),
    MOTION_LINE("?", VI_JUMPS, vi_motion_search_back, "find it backwards"),
    MOTION("n", VI_JUMPS, vi_motion_next, "the next match"),
    MOTION("N", VI_JUMPS, vi_motion_previous, "the match before"),
    MOTION("*", VI_JUMPS, vi_motion_word_here, "the word under the cursor again"),
    MOTION("#", VI_JUMPS, vi_motion_word_here_back, "that word before"),
    MOTION_KEY("'", VI_LINEWISE | VI_JUMPS, vi_motion_mark_line, "to the line of a mark"),
    MOTION_KEY("`", VI_JUMPS, vi_motion_mark, "to a mark"),

    MOTION("iw", INNER, vi_object_inner_word, "a word"),
    MOTION("aw", INNER, vi_object_a_word, "a word and the blanks at it"),
    MOTION("iW", INNER, vi_object_inner_big_word, "a word between blanks"),
    MOTION("aW", INNER, vi_object_a_big_word, NULL),
    MOTION("is", INNER, vi_object_inner_sentence, "a sentence"),
    MOTION("as", INNER, vi_object_a_sentence, "a sentence and the blanks at it"),
    MOTION("ip", INNER, vi_object_inner_paragraph, "a paragraph"),
    MOTION("ap", INNER, vi_object_a_paragraph, "a paragraph and the blank lines at it"),
    MOTION("i\"", INNER, vi_object_inner_double, "inside quotes"),
    MOTION("a\"", INNER, vi_object_a_double, "quotes and what is inside"),
    MOTION("i'", INNER, vi_object_inner_single, NULL),
    MOTION("a'", INNER, vi_object_a_single, NULL),
    MOTION("i`", INNER, vi_object_inner_back, NULL),
    MOTION("a`", INNER, vi_object_a_back, NULL),
    MOTION("i(", INNER, vi_object_inner_round, "inside brackets"),
    MOTION("i)", INNER, vi_object_inner_round, NULL),
    MOTION("ib", INNER, vi_object_inner_round, NULL),
    MOTION("a(", INNER, vi_object_a_round, "brackets and what is inside"),
    MOTION("a)", INNER, vi_object_a_round, NULL),
    MOTION("ab", INNER, vi_object_a_round, NULL),
    MOTION("i[", INNER, vi_object_inner_square, NULL),
    MOTION("i]", INNER, vi_object_inner_square, NULL),
    MOTION("a[", INNER, vi_object_a_square, NULL),
    MOTION("a]", INNER, vi_object_a_square, NULL),
    MOTION("i{", INNER, vi_object_inner_curly, NULL),
    MOTION("i}", INNER, vi_object_inner_curly, NULL),
    MOTION("iB", INNER, vi_object_inner_curly, NULL),
    MOTION("a{", INNER, vi_object_a_curly, NULL),
    MOTION("a}", INNER, vi_object_a_curly, NULL),
    MOTION("aB", INNER, vi_object_a_curly, NULL),
    MOTION("i<", INNER, vi_object_inner_angle, NULL),
    MOTION("i>", INNER, vi_object_inner_angle, NULL),
    MOTION("a<", INNER, vi_object_a_angle, NULL),
    MOTION("a>", INNER, vi_object_a_angle, NULL),

    OPERATOR("d", VI_REPEATS, "delete"),
    OPERATOR("c", VI_REPEATS, "change"),
    OPERATOR("y", 0, "yank: copy to a register"),
    OPERATOR(">", VI_REPEATS, "indent"),
    OPERATOR("<", VI_REPEATS, "outdent"),
    OPERATOR("gu", VI_REPEATS, "small letters"),
    OPERATOR("gU", VI_REPEATS, "capital letters"),
    OPERATOR("g~", VI_REPEATS, "the other case"),
    OPERATOR("gq", VI_REPEATS, "fill the paragraph anew"),
    OPERATOR("J", VI_REPEATS | VI_IN_VISUAL, "join lines"),
    OPERATOR("u", VI_REPEATS | VI_IN_VISUAL, NULL),
    OPERATOR("U", VI_REPEATS | VI_IN_VISUAL, NULL),
    OPERATOR("~", VI_REPEATS | VI_IN_VISUAL, NULL),

    ACTION("i", VI_REPEATS | VI_IN_NORMAL, vi_action_insert, "insert"),
    ACTION("a", VI_REPEATS | VI_IN_NORMAL, vi_action_append, "append"),
    ACTION("I", VI_REPEATS | VI_IN_NORMAL, vi_action_insert_first, "insert before the line's text"),
    ACTION("A", VI_REPEATS | VI_IN_NORMAL, vi_action_append_last, "append to the line"),
    ACTION("o", VI_REPEATS | VI_IN_NORMAL, vi_action_open, "a new line below"),
    ACTION("O", VI_REPEATS | VI_IN_NORMAL, vi_action_open_above, "a new line above"),
    ACTION("R", VI_REPEATS | VI_IN_NORMAL, vi_action_replace, "write over"),
    ACTION("x", VI_REPEATS, vi_action_short, "delete a character"),
    ACTION("\x80\x09", VI_REPEATS, vi_action_short, NULL),
    ACTION("X", VI_REPEATS | VI_IN_NORMAL, vi_action_short, "delete the character before"),
    ACTION("s", VI_REPEATS, vi_action_short, "change a character"),
    ACTION("S", VI_REPEATS | VI_IN_NORMAL, vi_action_short, "change the line"),
    ACTION("D", VI_REPEATS | VI_IN_NORMAL, vi_action_short, "delete to the line's end"),
    ACTION("C", VI_REPEATS | VI_IN_NORMAL, vi_action_short, "change to the line's end"),
    ACTION("Y", VI_IN_NORMAL, vi_action_short, "yank the line"),
    ACTION("X", VI_REPEATS | VI_IN_VISUAL, vi_action_short_lines, NULL),
    ACTION("D", VI_REPEATS | VI_IN_VISUAL, vi_action_short_lines, NULL),
    ACTION("S", VI_REPEATS | VI_IN_VISUAL, vi_action_short_lines, NULL),
    ACTION("R", VI_REPEATS | VI_IN_VISUAL, vi_action_short_lines, NULL),
    ACTION("C", VI_REPEATS | VI_IN_VISUAL, vi_action_short_lines, NULL),
    ACTION("Y", VI_IN_VISUAL, vi_action_short_lines, NULL),
    ACTION_KEY("r", VI_REPEATS, vi_action_replace_key, "replace a character"),
    ACTION("~", VI_REPEATS | VI_IN_NORMAL, vi_action_tilde, "the other case of a letter"),
    ACTION("J", VI_REPEATS | VI_IN_NORMAL, vi_action_join, "join with the line below"),
    ACTION("p", VI_REPEATS, vi_action_put, "put what was deleted or yanked behind the cursor"),
    ACTION("P", VI_REPEATS, vi_action_put_before, "put it before"),
    ACTION("u", VI_IN_NORMAL, vi_action_undo, "undo"),
    ACTION("\x12", VI_IN_NORMAL, vi_action_redo, "redo"),
    ACTION(".", VI_IN_NORMAL, vi_action_again, "the last change again"),
    ACTION("v", 0, vi_action_visual, "select by character"),
    ACTION("V", 0, vi_action_visual_lines, "select by line"),
    ACTION("gv", 0, vi_action_visual_again, "the last selection again"),
    ACTION("o", VI_IN_VISUAL, vi_action_other_end, "the other end of the selection"),
    ACTION_KEY("m", 0, vi_action_mark, "set a mark"),
    ACTION_KEY("q", VI_IN_NORMAL, vi_action_record, "record a macro, or end it"),
    ACTION_KEY("@", VI_IN_NORMAL, vi_action_play, "play a macro"),
    {":", VI_ACTION, VI_TAKES_LINE, 0, NULL, vi_action_ex, "a command line"},
    ACTION("ZZ", VI_IN_NORMAL, vi_action_save_and_close, "save and leave"),
    ACTION("ZQ", VI_IN_NORMAL, vi_action_discard, "leave; the text goes to a recovery commit"),
    {0},
};

static const char *group_of(const struct vi_row *row)
{
    if (row->flags & VI_OBJECT)
        return "vi objects";
    return row->kind == VI_MOTION     ? "vi motions"
           : row->kind == VI_OPERATOR ? "vi operators"
                                      : "vi actions";
}

size_t vi_help_count(void)
{
    size_t count = 0;
    for (const struct vi_row *row = vi_rows; row->keys; row++)
        count += row->help != NULL;
    return count;
}

struct vi_help vi_help_at(size_t at)
{
    for (const struct vi_row *row = vi_rows; row->keys; row++)
        if (row->help && at-- == 0)
            return (struct vi_help){row->keys, row->help, group_of(row)};
    return (struct vi_help){0};
}
