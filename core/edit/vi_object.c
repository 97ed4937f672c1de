#include "core/edit/vi_motion.h"

#include "core/edit/span.h"

/* Text objects: words, sentences and paragraphs, inner ones and with the blanks around. In a visual
 * mode with more than a character selected they extend the selection. */

static bool extends(const struct vi *vi)
{
    return vi->mode != VI_NORMAL && vi->visual != vi->editor->cursor;
}

/* To the start of the run of one class, within the line. */
static void back_in_line(const struct vi *vi, size_t *pos, bool big)
{
    size_t start = vi_line_start(vi, vi_line_at(vi, *pos));
    unsigned class = vi_class(vi, *pos, big);
    while (*pos > start) {
        size_t before = span_previous(vi->editor->text, *pos);
        if (vi_class(vi, before, big) != class)
            return;
        *pos = before;
    }
}

static bool one_left(const struct vi *vi, size_t *pos)
{
    if (*pos == vi_line_start(vi, vi_line_at(vi, *pos)))
        return false;
    *pos = span_previous(vi->editor->text, *pos);
    return true;
}

/* To the last character before the next word. */
static void before_next(const struct vi *vi, size_t *pos, bool big)
{
    vi_word_next(vi, pos, 1, big, true);
    if (!one_left(vi, pos))
        vi_decl(vi, pos);
}

/* Another word, and blanks with it if `around`. */
static bool word_more(const struct vi *vi, struct vi_target *target, bool around, bool big)
{
    target->inclusive = true;
    if (vi_incl(vi, &target->to) == -1)
        return false;
    if (!around && !vi_class(vi, target->to, big)) {
        if (vi_word_next(vi, &target->to, 1, big, true))
            target->inclusive = one_left(vi, &target->to);
        return true;
    }
    if (!around)
        return vi_word_end(vi, &target->to, 1, big, true, true);
    if (vi_class(vi, target->to, big)) {
        if (!vi_word_next(vi, &target->to, 1, big, true))
            return false;
        target->inclusive = one_left(vi, &target->to);
        return true;
    }
    return vi_word_end(vi, &target->to, 1, big, true, true);
}

/* When there are no blanks behind the words, those before them. */
static void take_white_before(const struct vi *vi, struct vi_target *target, bool big)
{
    size_t at = target->from;
    if (!one_left(vi, &at))
        return;
    back_in_line(vi, &at, big);
    if (!vi_class(vi, at, big) && at > vi_line_start(vi, vi_line_at(vi, at)))
        target->from = at;
}

static bool word(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                 bool around, bool big)
{
    size_t count = vi_count(command);
    bool white_before = false;
    target->inclusive = true;
    if (!extends(vi)) {
        back_in_line(vi, &target->to, big);
        target->from = target->to;
        if (!vi_class(vi, target->to, big) == around) {
            if (!vi_word_end(vi, &target->to, 1, big, true, true))
                return false;
        } else {
            before_next(vi, &target->to, big);
            white_before = around;
        }
        count--;
    }
    for (; count; count--)
        if (!word_more(vi, target, around, big))
            return false;
    if (white_before && (vi_class(vi, target->to, big) || !target->inclusive))
        take_white_before(vi, target, big);
    return true;
}

bool vi_object_inner_word(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return word(vi, command, target, false, false);
}

bool vi_object_a_word(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return word(vi, command, target, true, false);
}

bool vi_object_inner_big_word(struct vi *vi, const struct vi_command *command,
                              struct vi_target *target)
{
    return word(vi, command, target, false, true);
}

bool vi_object_a_big_word(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return word(vi, command, target, true, true);
}

/* --- sentences --- */

/* Back to the first of the blanks before `*pos`. */
static void first_blank(const struct vi *vi, size_t *pos)
{
    while (vi_decl(vi, pos) != -1)
        if (!vi_is_white(vi, *pos)) {
            vi_incl(vi, pos);
            return;
        }
}

/* Over `count` sentences and stretches of blanks, in turn. */
static void over_sentences(const struct vi *vi, size_t *pos, size_t count, bool at_sentence)
{
    while (count--) {
        vi_sentence(vi, pos, true, 1);
        if (at_sentence)
            first_blank(vi, pos);
        if (count == 0 || at_sentence)
            vi_decl(vi, pos);
        at_sentence = !at_sentence;
    }
}

static bool sentence(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                     bool around)
{
    size_t count = vi_count(command), start = target->to, blank = start, pos = start;
    if (extends(vi)) {
        vi_incl(vi, &pos);
        over_sentences(vi, &pos, around ? 2 * count : count, !vi_is_white(vi, pos));
        target->to = pos;
        target->inclusive = true;
        return true;
    }
    vi_sentence(vi, &pos, true, 1);
    while (vi_is_white(vi, blank))
        vi_incl(vi, &blank);
    bool starts_blank = blank == pos && vi_is_white(vi, start);
    if (starts_blank) {
        first_blank(vi, &start);
    } else {
        vi_sentence(vi, &pos, false, 1);
        start = pos;
    }
    size_t stretches = around ? 2 * count : count - starts_blank;
    if (stretches)
        over_sentences(vi, &pos, stretches, true);
    else
        vi_decl(vi, &pos);
    if (around && starts_blank) {
        first_blank(vi, &pos);
        if (vi_is_white(vi, pos))
            vi_decl(vi, &pos);
    } else if (around && !vi_is_white(vi, pos)) {
        first_blank(vi, &start);
    }
    target->from = start;
    target->inclusive = vi->mode != VI_NORMAL || vi_incl(vi, &pos) == -1;
    target->to = pos;
    return true;
}

bool vi_object_inner_sentence(struct vi *vi, const struct vi_command *command,
                              struct vi_target *target)
{
    return sentence(vi, command, target, false);
}

bool vi_object_a_sentence(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return sentence(vi, command, target, true);
}

/* --- paragraphs --- */

/* Back over lines that are as blank as this one is. */
static size_t paragraph_first(const struct vi *vi, size_t line)
{
    bool blank = vi_line_is_blank(vi, line);
    while (line > 0 && vi_line_is_blank(vi, line - 1) == blank)
        line--;
    return line;
}

/* The last of the lines after `line` that are blank, or that are not. */
static size_t run_last(const struct vi *vi, size_t line, bool blank)
{
    size_t lines = vi_lines(vi);
    while (line + 1 < lines && vi_line_is_blank(vi, line + 1) == blank)
        line++;
    return line;
}

/* Takes `count` more paragraphs behind line `*last`; false when there are not as many. */
static bool paragraph_more(const struct vi *vi, size_t *last, size_t count, bool around,
                           bool from_blank)
{
    for (; count; count--) {
        if (*last + 1 >= vi_lines(vi))
            return false;
        bool blank = vi_line_is_blank(vi, *last + 1);
        if (!around) {
            *last = run_last(vi, *last, blank);
            continue;
        }
        *last = run_last(vi, *last, blank);
        if (blank || !from_blank)
            *last = run_last(vi, *last, !blank);
    }
    return true;
}

static bool extend_paragraph(const struct vi *vi, struct vi_target *target, size_t line,
                             size_t count, bool around)
{
    for (; count; count--) {
        if (line + 1 >= vi_lines(vi))
            return false;
        bool blank = vi_line_is_blank(vi, line + 1);
        line = run_last(vi, line, blank);
        if (around)
            line = run_last(vi, line, !blank);
    }
    target->to = vi_line_start(vi, line);
    return true;
}

static bool paragraph(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                      bool around)
{
    size_t line = vi_line_at(vi, target->to), count = vi_count(command);
    target->lines = true;
    size_t first = paragraph_first(vi, line);
    bool blank = vi_line_is_blank(vi, line);
    size_t last = run_last(vi, line, blank);
    if (extends(vi) || (vi->mode == VI_VISUAL_LINES && !around && first == last))
        return extend_paragraph(vi, target, line, count, around);
    if (around) {
        if (last + 1 < vi_lines(vi))
            last = run_last(vi, last, !blank);
        else if (blank)
            return false;
    }
    if (!paragraph_more(vi, &last, count - 1, around, blank))
        return false;
    if (around && !blank && !vi_line_is_blank(vi, last))
        while (first > 0 && vi_line_is_blank(vi, first - 1))
            first--;
    target->from = vi_line_start(vi, first);
    target->to = vi_line_start(vi, last);
    return true;
}

bool vi_object_inner_paragraph(struct vi *vi, const struct vi_command *command,
                               struct vi_target *target)
{
    return paragraph(vi, command, target, false);
}

bool vi_object_a_paragraph(struct vi *vi, const struct vi_command *command,
                           struct vi_target *target)
{
    return paragraph(vi, command, target, true);
}
