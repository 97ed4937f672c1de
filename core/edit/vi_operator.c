#include "core/edit/vi_operator.h"

#include "core/base/memory.h"
#include "core/edit/span.h"

#include <string.h>

/* Operators: what a motion, an object or a visual selection gave is made a region, whole lines or
 * bytes, and the operator of the row works on it. */

void vi_region_of_lines(const struct vi *vi, size_t first, size_t last, struct vi_region *out)
{
    size_t length = rope_length(vi->editor->text);
    size_t end = rope_line_start(vi->editor->text, last + 1);
    *out = (struct vi_region){.start = vi_line_start(vi, first),
                              .end = end < length ? end : length,
                              .first = first,
                              .last = last,
                              .lines = true};
}

/* A region of characters that ends at the start of a line ends with the line before; and if it also
 * begins in the indentation of one, it is of lines. */
static void adjust_end(const struct vi *vi, struct vi_region *region, bool *inclusive)
{
    size_t last = vi_line_at(vi, region->end), first = vi_line_at(vi, region->start);
    if (*inclusive || last == first || region->end != vi_line_start(vi, last))
        return;
    size_t start = vi_line_start(vi, first), stop = vi_line_stop(vi, first);
    if (span_skip_blanks(vi->editor->text, start, stop) >= region->start) {
        vi_region_of_lines(vi, first, last - 1, region);
        return;
    }
    region->end = vi_line_stop(vi, last - 1);
    if (region->end > vi_line_start(vi, last - 1)) {
        region->end = span_previous(vi->editor->text, region->end);
        *inclusive = true;
    }
}

static void make_region(const struct vi *vi, const struct vi_target *target,
                        struct vi_region *region)
{
    bool inclusive = target->inclusive, forward = target->from <= target->to;
    size_t start = forward ? target->from : target->to, end = forward ? target->to : target->from;
    if (target->lines) {
        vi_region_of_lines(vi, vi_line_at(vi, start), vi_line_at(vi, end), region);
        return;
    }
    *region = (struct vi_region){.start = start, .end = end};
    adjust_end(vi, region, &inclusive);
    region->last_touched = vi_line_at(vi, region->end);
    if (inclusive && !region->lines && !vi_at_line_end(vi, region->end))
        region->end = span_next(vi->editor->text, region->end);
}

/* As in vi since its beginning: to delete characters of several lines so that a blank line is left
 * is to delete the lines. */
static void widen_delete(const struct vi *vi, struct vi_region *region)
{
    size_t first = vi_line_at(vi, region->start), last = vi_line_at(vi, region->end);
    if (!region->lines && first < last &&
        span_is_blank(vi->editor->text, vi_line_start(vi, first), region->start) &&
        span_is_blank(vi->editor->text, region->end, vi_line_stop(vi, last)))
        vi_region_of_lines(vi, first, last, region);
}

/* The lines of a doubled operator, "3dd". */
static bool doubled_region(const struct vi *vi, const struct vi_command *command,
                           struct vi_region *region)
{
    size_t first = vi_line_at(vi, vi->editor->cursor), lines = vi_lines(vi);
    size_t more = vi_count(command) - 1;
    if (more && first + 1 >= lines)
        return false;
    vi_region_of_lines(vi, first, more < lines - first ? first + more : lines - 1, region);
    return true;
}

bool vi_operator_run(struct vi *vi, const struct vi_command *command)
{
    struct vi_region region;
    if (vi->mode != VI_NORMAL) {
        if (!vi_visual_region(vi, &region))
            return false;
        vi_leave_visual(vi);
        vi_go(vi, region.start);
        return vi_apply(vi, command, &region);
    }
    if (!command->motion) {
        if (!doubled_region(vi, command, &region))
            return false;
        size_t word = vi_first_word(vi, region.first);
        if (region.first == region.last && word < vi->editor->cursor &&
            command->row->keys[0] != 'y')
            vi_go(vi, word);
        return vi_apply(vi, command, &region);
    }
    size_t cursor = vi->editor->cursor;
    struct vi_target target = {.from = cursor,
                               .to = cursor,
                               .inclusive = command->motion->flags & VI_INCLUSIVE,
                               .lines = command->motion->flags & VI_LINEWISE};
    if (!command->motion->motion(vi, command, &target))
        return false;
    if (command->motion->flags & VI_JUMPS)
        vi_set_mark(vi, '\'', cursor);
    make_region(vi, &target, &region);
    if (command->row->keys[0] == 'd')
        widen_delete(vi, &region);
    vi_go(vi, target.from < target.to ? target.from : target.to);
    return vi_apply(vi, command, &region);
}

/* --- the operators --- */

static void go_first_word(struct vi *vi, size_t line)
{
    size_t lines = vi_lines(vi);
    vi_go(vi, vi_first_word(vi, line < lines ? line : lines - 1));
}

void vi_yank_region(struct vi *vi, char name, const struct vi_region *region)
{
    struct vi_register *reg = vi_register_of(vi, (unsigned char)name);
    bool append = name >= 'A' && name <= 'Z';
    struct str text = {0};
    rope_add_range(vi->editor->text, region->start, region->end, &text);
    if (region->lines && (!text.len || text.data[text.len - 1] != '\n'))
        str_add_char(&text, '\n');
    if (append && reg->text.len && region->lines && !reg->lines)
        str_add_char(&reg->text, '\n');
    if (!append)
        str_clear(&reg->text);
    str_add(&reg->text, str_view(&text));
    if (append && reg->lines && !region->lines)
        str_add_char(&reg->text, '\n');
    reg->lines = region->lines || (append && reg->lines);
    if (reg != &vi->registers[0]) {
        str_clear(&vi->registers[0].text);
        str_add(&vi->registers[0].text, str_view(&reg->text));
        vi->registers[0].lines = reg->lines;
    }
    editor_set_clipboard(vi->editor, str_view(&vi->registers[0].text));
    str_finish(&text);
}

/* The last lines of a text go with the line end before them, so that the text ends as it did. */
void vi_delete_region(struct vi *vi, const struct vi_region *region)
{
    const struct rope *text = vi->editor->text;
    size_t start = region->start, end = region->end, length = rope_length(text);
    if (region->lines && end == length) {
        bool ends = length && rope_byte(text, length - 1) == '\n';
        if (region->first > 0 && !ends)
            start = vi_line_stop(vi, region->first - 1);
        else if (region->first == 0 && ends)
            end = vi_line_stop(vi, region->last);
    }
    state_splice(vi->editor, start, end, VIEW(""), start);
}

bool vi_operate_delete(struct vi *vi, const struct vi_command *command,
                       const struct vi_region *region)
{
    size_t lines = region->last - region->first + 1;
    bool nothing = vi_lines(vi) == 1 && vi_line_is_empty(vi, 0);
    if (nothing || (region->start == region->end && !region->lines))
        return true;
    vi_yank_region(vi, command->reg, region);
    vi_delete_region(vi, region);
    if (region->lines) {
        go_first_word(vi, region->first);
        if (lines > 2)
            vi_say(vi, "%zu fewer lines", lines);
    }
    return true;
}

bool vi_operate_change(struct vi *vi, const struct vi_command *command,
                       const struct vi_region *region)
{
    struct vi_region text = *region;
    if (region->lines || region->start < region->end)
        vi_yank_region(vi, command->reg, region);
    vi_begin_insert(vi, 1, false);
    if (region->lines) {
        text.end = vi_line_stop(vi, region->last);
        text.lines = false;
    }
    if (text.start < text.end)
        vi_delete_region(vi, &text);
    vi_go(vi, text.start);
    vi->insert_from = text.start;
    return true;
}

bool vi_operate_yank(struct vi *vi, const struct vi_command *command,
                     const struct vi_region *region)
{
    size_t lines = region->last - region->first + 1;
    if (region->lines || region->start < region->end)
        vi_yank_region(vi, command->reg, region);
    if (region->lines && lines > 2)
        vi_say(vi, "%zu lines yanked", lines);
    return true;
}

static void lines_of(const struct vi *vi, const struct vi_region *region, size_t *first,
                     size_t *last)
{
    *first = region->lines ? region->first : vi_line_at(vi, region->start);
    *last = region->lines ? region->last : region->last_touched;
}

void vi_shift(struct vi *vi, size_t first, size_t last, bool in, size_t times)
{
    struct str blanks = {0};
    for (size_t line = first; line <= last; line++) {
        size_t start = vi_line_start(vi, line), stop = vi_line_stop(vi, line);
        size_t text = span_skip_blanks(vi->editor->text, start, stop);
        size_t cols = vi_col(vi, text), by = vi->shift_cols * times;
        if (start == stop)
            continue;
        str_clear(&blanks);
        str_add_many(&blanks, ' ', in ? cols + by : cols > by ? cols - by : 0);
        state_splice(vi->editor, start, text, str_view(&blanks), start);
    }
    str_finish(&blanks);
}

static bool shift(struct vi *vi, const struct vi_region *region, bool in, size_t times)
{
    size_t first, last;
    lines_of(vi, region, &first, &last);
    vi_shift(vi, first, last, in, times);
    go_first_word(vi, first);
    return true;
}

bool vi_operate_indent(struct vi *vi, const struct vi_command *command,
                       const struct vi_region *region)
{
    return shift(vi, region, true, vi->visual_command ? vi_count(command) : 1);
}

bool vi_operate_outdent(struct vi *vi, const struct vi_command *command,
                        const struct vi_region *region)
{
    return shift(vi, region, false, vi->visual_command ? vi_count(command) : 1);
}

static bool change_case(struct vi *vi, const struct vi_region *region, char how)
{
    size_t cursor = vi->editor->cursor;
    vi_change_case(vi, region, how);
    vi_go(vi, cursor);
    return true;
}

bool vi_operate_lower(struct vi *vi, const struct vi_command *command,
                      const struct vi_region *region)
{
    (void)command;
    return change_case(vi, region, 'u');
}

bool vi_operate_upper(struct vi *vi, const struct vi_command *command,
                      const struct vi_region *region)
{
    (void)command;
    return change_case(vi, region, 'U');
}

bool vi_operate_swap(struct vi *vi, const struct vi_command *command,
                     const struct vi_region *region)
{
    (void)command;
    return change_case(vi, region, '~');
}

/* "gJ" is not there; J is no operator in normal mode but one in the visual modes. */
bool vi_operate_join(struct vi *vi, const struct vi_command *command,
                     const struct vi_region *region)
{
    size_t first, last;
    (void)command;
    lines_of(vi, region, &first, &last);
    if (first == last && last + 1 < vi_lines(vi))
        last++;
    return vi_join(vi, first, last);
}

/* gq: fills the paragraphs of the lines anew. */
bool vi_operate_fill(struct vi *vi, const struct vi_command *command,
                     const struct vi_region *region)
{
    struct error err;
    char name[] = "reflow", *argv[] = {name};
    size_t first, last;
    (void)command;
    lines_of(vi, region, &first, &last);
    editor_set_selection(vi->editor, vi_line_start(vi, first), vi_line_stop(vi, last));
    enum status status = edit_command_run(vi->editor, 1, argv, &err);
    vi_go(vi, vi->editor->cursor);
    return status == STATUS_OK || vi_fail(vi, "%s", err.text);
}

static const struct {
    const char *keys;
    vi_operate *operate;
} operators[] = {
    {"d", vi_operate_delete}, {"c", vi_operate_change},  {"y", vi_operate_yank},
    {">", vi_operate_indent}, {"<", vi_operate_outdent}, {"gu", vi_operate_lower},
    {"u", vi_operate_lower},  {"gU", vi_operate_upper},  {"U", vi_operate_upper},
    {"g~", vi_operate_swap},  {"~", vi_operate_swap},    {"J", vi_operate_join},
    {"gq", vi_operate_fill},
};

bool vi_apply(struct vi *vi, const struct vi_command *command, const struct vi_region *region)
{
    for (size_t i = 0; i < ARRAY_LEN(operators); i++)
        if (strcmp(operators[i].keys, command->row->keys) == 0)
            return operators[i].operate(vi, command, region);
    return false;
}
