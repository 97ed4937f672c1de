#include "core/edit/vi_action.h"

#include "core/edit/span.h"

/* The visual modes: a selection from where they began to the cursor, both characters included, or
 * all of their lines. */

static void ends(const struct vi *vi, size_t *start, size_t *end)
{
    size_t cursor = vi->editor->cursor;
    *start = cursor < vi->visual ? cursor : vi->visual;
    *end = cursor < vi->visual ? vi->visual : cursor;
}

bool vi_visual_region(const struct vi *vi, struct vi_region *out)
{
    size_t start, end;
    if (vi->mode != VI_VISUAL && vi->mode != VI_VISUAL_LINES)
        return false;
    ends(vi, &start, &end);
    if (vi->mode == VI_VISUAL_LINES) {
        vi_region_of_lines(vi, vi_line_at(vi, start), vi_line_at(vi, end), out);
        return true;
    }
    size_t length = rope_length(vi->editor->text);
    bool behind_all = vi_at_line_end(vi, end) && vi_line_at(vi, end) + 1 == vi_lines(vi);
    bool past = end < length && !behind_all;
    *out = (struct vi_region){.start = start, .end = end, .last_touched = vi_line_at(vi, end)};
    if (past)
        out->end = span_next(vi->editor->text, end);
    return true;
}

bool vi_selection(const struct vi *vi, size_t *from, size_t *to)
{
    struct vi_region region;
    if (!vi_visual_region(vi, &region))
        return false;
    *from = region.start;
    *to = region.end;
    return true;
}

void vi_leave_visual(struct vi *vi)
{
    size_t start, end;
    ends(vi, &start, &end);
    vi->extent = (struct vi_extent){.mode = vi->mode};
    vi->extent.lines = vi_line_at(vi, end) - vi_line_at(vi, start);
    size_t from = vi->extent.lines ? vi_line_start(vi, vi_line_at(vi, end)) : start;
    for (size_t at = from; at < end; at = span_next(vi->editor->text, at))
        vi->extent.cols++;
    vi->again_mode = vi->mode;
    vi->again_from = vi->visual;
    vi->again_to = vi->editor->cursor;
    vi->mode = VI_NORMAL;
}

/* As much as the visual command before took, from the cursor on. */
void vi_select_extent(struct vi *vi)
{
    const struct vi_extent *extent = &vi->last_extent;
    size_t cursor = vi->editor->cursor, lines = vi_lines(vi);
    size_t line = vi_line_at(vi, cursor) + extent->lines;
    line = line < lines ? line : lines - 1;
    size_t at = extent->lines ? vi_line_start(vi, line) : cursor, stop = vi_line_stop(vi, line);
    for (size_t i = 0; i < extent->cols && at < stop; i++)
        at = span_next(vi->editor->text, at);
    vi->visual = cursor;
    vi->mode = extent->mode;
    vi_go(vi, at);
}

static bool begin(struct vi *vi, enum vi_mode mode)
{
    if (vi->mode == mode) {
        vi_leave_visual(vi);
        return true;
    }
    if (vi->mode == VI_NORMAL)
        vi->visual = vi->editor->cursor;
    vi->mode = mode;
    return true;
}

bool vi_action_visual(struct vi *vi, const struct vi_command *command)
{
    (void)command;
    return begin(vi, VI_VISUAL);
}

bool vi_action_visual_lines(struct vi *vi, const struct vi_command *command)
{
    (void)command;
    return begin(vi, VI_VISUAL_LINES);
}

bool vi_action_other_end(struct vi *vi, const struct vi_command *command)
{
    size_t cursor = vi->editor->cursor;
    (void)command;
    vi_go(vi, vi->visual);
    vi->visual = cursor;
    return true;
}

bool vi_action_visual_again(struct vi *vi, const struct vi_command *command)
{
    size_t length = rope_length(vi->editor->text);
    (void)command;
    if (vi->again_mode == VI_NORMAL)
        return vi_fail(vi, "nothing has been selected yet");
    vi->mode = vi->again_mode;
    vi->visual = span_floor(vi->editor->text, vi->again_from < length ? vi->again_from : length);
    vi_go(vi, vi->again_to);
    return true;
}
