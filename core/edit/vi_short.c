#include "core/edit/vi_action.h"

#include "core/base/memory.h"
#include "core/edit/vi_operator.h"

#include <string.h>

/* Keys that stand for others, marks, and what goes out to the program. */

static const struct {
    const char *keys, *means, *means_selected;
} shorts[] = {
    {"x", "dl", "d"}, {"\x80\x09", "dl", "d"}, {"X", "dh", "d"}, {"s", "cl", "c"}, {"S", "cc", "c"},
    {"R", "", "c"},   {"D", "d$", "d"},        {"C", "c$", "c"}, {"Y", "yy", "y"},
};

static bool run_short(struct vi *vi, const struct vi_command *command)
{
    struct vi_command meant;
    bool visual = vi->mode != VI_NORMAL;
    for (size_t i = 0; i < ARRAY_LEN(shorts); i++) {
        const char *keys = visual ? shorts[i].means_selected : shorts[i].means;
        if (strcmp(shorts[i].keys, command->row->keys) != 0)
            continue;
        if ((view_is(view_of(keys), "dl") || view_is(view_of(keys), "dh")) && !visual &&
            vi_line_is_empty(vi, vi_line_at(vi, vi->editor->cursor)))
            return false;
        if (vi_parse(view_of(keys), visual, &meant) != VI_PARSED_WHOLE)
            return false;
        meant.reg = command->reg;
        meant.count = command->count;
        return vi_operator_run(vi, &meant);
    }
    return false;
}

bool vi_action_short(struct vi *vi, const struct vi_command *command)
{
    return run_short(vi, command);
}

bool vi_action_short_lines(struct vi *vi, const struct vi_command *command)
{
    vi->mode = VI_VISUAL_LINES;
    return run_short(vi, command);
}

bool vi_action_mark(struct vi *vi, const struct vi_command *command)
{
    if (command->key != '\'' && command->key != '`' && (command->key < 'a' || command->key > 'z'))
        return vi_fail(vi, "a mark is a letter from a to z");
    vi_set_mark(vi, command->key, vi->editor->cursor);
    return true;
}

bool vi_action_ex(struct vi *vi, const struct vi_command *command)
{
    return vi_ex(vi, command->line);
}

bool vi_action_save_and_close(struct vi *vi, const struct vi_command *command)
{
    (void)command;
    str_add_text(&vi->command, "save-and-close");
    return true;
}

bool vi_action_discard(struct vi *vi, const struct vi_command *command)
{
    (void)command;
    str_add_text(&vi->command, "edit-discard");
    return true;
}
