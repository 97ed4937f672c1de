#include "core/edit/vi_motion.h"

#include "core/edit/span.h"
#include "core/edit/view.h"

/* Motions by character, line, word, sentence, paragraph and window. Each says where it leads from
 * target->from; whether that is inclusive or of whole lines its row says, unless it says so itself.
 */

static bool pending(const struct vi_command *command)
{
    return command->row->kind == VI_OPERATOR;
}

bool vi_motion_left(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t start = vi_line_start(vi, vi_line_at(vi, target->from)), count = vi_count(command);
    for (; count && target->to > start; count--)
        target->to = span_previous(vi->editor->text, target->to);
    return target->to < target->from || pending(command);
}

bool vi_motion_right(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line = vi_line_at(vi, target->from), count = vi_count(command);
    bool past = pending(command) || vi->mode != VI_NORMAL;
    size_t stop = past ? vi_line_stop(vi, line) : vi_line_last(vi, line);
    for (; count && target->to < stop; count--)
        target->to = span_next(vi->editor->text, target->to);
    return target->to > target->from || pending(command);
}

/* Blank and backspace go round the ends of lines. */
bool vi_motion_on(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t count = vi_count(command);
    for (size_t i = 0; i < count; i++) {
        size_t at = target->to;
        int how = vi_inc(vi, &at);
        if (how == 2 && !(pending(command) && i + 1 == count))
            how = vi_inc(vi, &at);
        if (how == -1)
            return i > 0;
        target->to = at;
    }
    return true;
}

bool vi_motion_back(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t count = vi_count(command);
    for (size_t i = 0; i < count; i++)
        if (vi_decl(vi, &target->to) == -1)
            return i > 0;
    return true;
}

bool vi_motion_line_start(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    (void)command;
    target->to = vi_line_start(vi, vi_line_at(vi, target->from));
    return true;
}

bool vi_motion_first_word(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    (void)command;
    target->to = vi_first_word(vi, vi_line_at(vi, target->from));
    return true;
}

static bool down(const struct vi *vi, size_t from, size_t by, size_t *line)
{
    size_t lines = vi_lines(vi);
    *line = vi_line_at(vi, from);
    if (*line + 1 >= lines && by)
        return false;
    *line = by < lines - *line ? *line + by : lines - 1;
    return true;
}

static bool up(const struct vi *vi, size_t from, size_t by, size_t *line)
{
    *line = vi_line_at(vi, from);
    if (*line == 0 && by)
        return false;
    *line = by < *line ? *line - by : 0;
    return true;
}

bool vi_motion_line_end(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line;
    if (!down(vi, target->from, vi_count(command) - 1, &line))
        return false;
    target->to = vi->mode == VI_NORMAL ? vi_line_last(vi, line) : vi_line_stop(vi, line);
    vi->goal = SIZE_MAX;
    vi->goal_set = true;
    return true;
}

bool vi_motion_last_word(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line;
    if (!down(vi, target->from, vi_count(command) - 1, &line))
        return false;
    target->to = vi_line_last(vi, line);
    while (target->to > vi_line_start(vi, line) && vi_is_white(vi, target->to))
        target->to = span_previous(vi->editor->text, target->to);
    return true;
}

bool vi_motion_column(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    target->to = vi_pos_at(vi, vi_line_at(vi, target->from), vi_count(command) - 1);
    return true;
}

static size_t at_goal(struct vi *vi, size_t from, size_t line)
{
    if (!vi->goal_set) /* of a tab its last cell */
        vi->goal = vi_code(vi, from) == '\t' ? vi_col(vi, from + 1) - 1 : vi_col(vi, from);
    vi->goal_set = true;
    if (vi->goal == SIZE_MAX)
        return vi->mode == VI_NORMAL ? vi_line_last(vi, line) : vi_line_stop(vi, line);
    return vi_pos_at(vi, line, vi->goal);
}

bool vi_motion_down(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line;
    bool moved = down(vi, target->from, vi_count(command), &line);
    target->to = at_goal(vi, target->from, line);
    return moved;
}

bool vi_motion_up(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line;
    bool moved = up(vi, target->from, vi_count(command), &line);
    target->to = at_goal(vi, target->from, line);
    return moved;
}

/* By rows of the screen. */
static bool by_rows(struct vi *vi, struct vi_target *target, long rows)
{
    unsigned col;
    long moved;
    struct view_place place = view_place_of(vi->editor, target->from, &col);
    if (!vi->goal_set)
        vi->goal = col;
    vi->goal_set = true;
    place = view_scroll(vi->editor, place, rows, &moved);
    target->to =
        view_position(vi->editor, place, vi->goal < UINT32_MAX ? (unsigned)vi->goal : UINT32_MAX);
    if (target->to > vi_line_last(vi, vi_lines(vi) - 1) && vi->mode == VI_NORMAL)
        target->to = vi_line_last(vi, vi_lines(vi) - 1);
    return moved != 0;
}

static long bounded(size_t count)
{
    return count < 1000000 ? (long)count : 1000000;
}

bool vi_motion_row_down(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return by_rows(vi, target, bounded(vi_count(command)));
}

bool vi_motion_row_up(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return by_rows(vi, target, -bounded(vi_count(command)));
}

static size_t page(const struct vi *vi, const struct vi_command *command, bool half)
{
    size_t rows = vi->rows > 2 ? vi->rows - 2 : 1;
    return half ? (command->count ? command->count : (vi->rows + 1) / 2) : rows * vi_count(command);
}

bool vi_motion_page_down(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return by_rows(vi, target, bounded(page(vi, command, false)));
}

bool vi_motion_page_up(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return by_rows(vi, target, -bounded(page(vi, command, false)));
}

bool vi_motion_half_down(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return by_rows(vi, target, bounded(page(vi, command, true)));
}

bool vi_motion_half_up(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return by_rows(vi, target, -bounded(page(vi, command, true)));
}

bool vi_motion_below(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line;
    bool moved = down(vi, target->from, vi_count(command), &line);
    target->to = vi_first_word(vi, line);
    return moved;
}

bool vi_motion_above(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line;
    bool moved = up(vi, target->from, vi_count(command), &line);
    target->to = vi_first_word(vi, line);
    return moved;
}

bool vi_motion_here(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line;
    if (!down(vi, target->from, vi_count(command) - 1, &line))
        return false;
    target->to = vi_first_word(vi, line);
    return true;
}

/* To line `number` from 1 on, as far as there are. */
static bool go_line(const struct vi *vi, size_t number, struct vi_target *target)
{
    size_t lines = vi_lines(vi);
    target->to = vi_first_word(vi, (number < lines ? number : lines) - 1);
    return true;
}

bool vi_motion_first_line(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return go_line(vi, vi_count(command), target);
}

bool vi_motion_last_line(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return go_line(vi, command->count ? command->count : SIZE_MAX, target);
}

static size_t window_bottom(const struct vi *vi)
{
    size_t lines = vi_lines(vi);
    return vi->bottom < lines ? vi->bottom : lines - 1;
}

bool vi_motion_window_top(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    size_t line = vi->top + vi_count(command) - 1, bottom = window_bottom(vi);
    return go_line(vi, (line < bottom ? line : bottom) + 1, target);
}

bool vi_motion_window_bottom(struct vi *vi, const struct vi_command *command,
                             struct vi_target *target)
{
    size_t up = vi_count(command) - 1, bottom = window_bottom(vi);
    return go_line(vi, (bottom - vi->top > up ? bottom - up : vi->top) + 1, target);
}

bool vi_motion_window_middle(struct vi *vi, const struct vi_command *command,
                             struct vi_target *target)
{
    (void)command;
    return go_line(vi, (vi->top + window_bottom(vi)) / 2 + 1, target);
}

/* --- words --- */

/* On the place behind a line's last character there is nothing to stand on: the character before
 * it then, and that one inclusive. */
static void off_line_end(const struct vi *vi, struct vi_target *target)
{
    size_t line = vi_line_at(vi, target->to);
    if (vi->mode != VI_NORMAL || !vi_at_line_end(vi, target->to) || vi_line_is_empty(vi, line))
        return;
    target->to = vi_line_last(vi, line);
    target->inclusive = true;
}

static bool word_next(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                      bool big)
{
    bool found;
    bool change = pending(command) && command->row->keys[0] == 'c';
    if (change && !vi_at_line_end(vi, target->from) && !vi_is_white(vi, target->from)) {
        target->inclusive = true; /* "cw" is "ce", but stays on a word of one character */
        found = vi_word_end(vi, &target->to, vi_count(command), big, true, false);
    } else {
        found = vi_word_next(vi, &target->to, vi_count(command), big, pending(command));
    }
    if (target->to > target->from)
        off_line_end(vi, target);
    return found || pending(command) || target->to != target->from;
}

bool vi_motion_word(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return word_next(vi, command, target, false);
}

bool vi_motion_big_word(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return word_next(vi, command, target, true);
}

static bool word_end(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                     bool big)
{
    bool found = vi_word_end(vi, &target->to, vi_count(command), big, false, false);
    if (target->to > target->from)
        off_line_end(vi, target);
    return found || pending(command) || target->to != target->from;
}

bool vi_motion_end(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return word_end(vi, command, target, false);
}

bool vi_motion_big_end(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return word_end(vi, command, target, true);
}

bool vi_motion_word_back(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return vi_word_previous(vi, &target->to, vi_count(command), false) ||
           target->to != target->from;
}

bool vi_motion_big_word_back(struct vi *vi, const struct vi_command *command,
                             struct vi_target *target)
{
    return vi_word_previous(vi, &target->to, vi_count(command), true) || target->to != target->from;
}

bool vi_motion_end_back(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return vi_word_end_previous(vi, &target->to, vi_count(command), false) ||
           target->to != target->from;
}

bool vi_motion_big_end_back(struct vi *vi, const struct vi_command *command,
                            struct vi_target *target)
{
    return vi_word_end_previous(vi, &target->to, vi_count(command), true) ||
           target->to != target->from;
}

/* --- sentences and paragraphs --- */

bool vi_motion_sentence(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    if (!vi_sentence(vi, &target->to, true, vi_count(command)))
        return false;
    off_line_end(vi, target);
    return true;
}

bool vi_motion_sentence_back(struct vi *vi, const struct vi_command *command,
                             struct vi_target *target)
{
    if (!vi_sentence(vi, &target->to, false, vi_count(command)))
        return false;
    off_line_end(vi, target);
    return true;
}

/* The next empty line behind one that is not; the first or last line when there is none. */
static bool next_gap(const struct vi *vi, size_t *line, bool forward, bool last)
{
    size_t end = forward ? vi_lines(vi) - 1 : 0;
    bool text = !vi_line_is_empty(vi, *line);
    for (;;) {
        if (*line == end)
            return last;
        *line = forward ? *line + 1 : *line - 1;
        if (text && vi_line_is_empty(vi, *line))
            return true;
        text = text || !vi_line_is_empty(vi, *line);
    }
}

static bool paragraph(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                      bool forward)
{
    size_t line = vi_line_at(vi, target->from);
    for (size_t count = vi_count(command); count; count--)
        if (!next_gap(vi, &line, forward, count == 1))
            return false;
    if (forward && line + 1 == vi_lines(vi)) {
        target->to = vi_line_last(vi, line);
        target->inclusive = !vi_line_is_empty(vi, line);
    } else {
        target->to = vi_line_start(vi, line);
    }
    return true;
}

bool vi_motion_paragraph(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return paragraph(vi, command, target, true);
}

bool vi_motion_paragraph_back(struct vi *vi, const struct vi_command *command,
                              struct vi_target *target)
{
    return paragraph(vi, command, target, false);
}
