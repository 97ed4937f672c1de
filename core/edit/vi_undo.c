#include "core/edit/vi_action.h"

/* Undo and redo as vi shows them: the cursor goes back to where it was when the change began if
 * that is in what changed or beside it, else to the first line that changed. */

static void go_to_change(struct vi *vi, const struct rope *before, size_t saved, bool back)
{
    const struct rope *text = vi->editor->text, *began = back ? text : before;
    size_t line = rope_line_at(began, saved), col = saved - rope_line_start(began, line);
    size_t first = vi_line_at(vi, vi->editor->changed_from), lines = vi_lines(vi);
    size_t grown = rope_line_count(text) > rope_line_count(before)
                       ? rope_line_count(text) - rope_line_count(before)
                       : 0;
    if (line < lines && line + 1 >= first && line <= first + grown + 1) {
        size_t pos = vi_line_start(vi, line) + col, last = vi_line_last(vi, line);
        vi_go(vi, pos < last ? pos : last);
    } else {
        vi_go(vi, vi_first_word(vi, first));
    }
}

static bool travel_once(struct vi *vi, bool back)
{
    struct undo *undo = vi->editor->undo;
    struct undo_place place;
    struct rope *before = rope_share(vi->editor->text);
    size_t state = undo_current(undo);
    vi->editor->changed_from = SIZE_MAX;
    bool moved = back ? undo_back(undo, &place) : undo_forward(undo, &place);
    if (moved)
        go_to_change(vi, before, undo_state(undo, back ? state : undo_current(undo)).before.cursor,
                     back);
    rope_free(before);
    return moved;
}

static bool travel(struct vi *vi, size_t count, bool back)
{
    for (size_t i = 0; i < count; i++)
        if (!travel_once(vi, back)) {
            if (i == 0)
                vi_say(vi, back ? "this is the text as it was when it was opened"
                                : "there is nothing to redo");
            return i > 0;
        }
    return true;
}

bool vi_action_undo(struct vi *vi, const struct vi_command *command)
{
    return travel(vi, vi_count(command), true);
}

bool vi_action_redo(struct vi *vi, const struct vi_command *command)
{
    return travel(vi, vi_count(command), false);
}
