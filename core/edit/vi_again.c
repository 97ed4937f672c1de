#include "core/edit/vi_action.h"

/* Doing again: the last change by `.`, macros by `@`. Both put keys in as if they were typed. */

bool vi_play(struct vi *vi, struct view keys)
{
    struct str copy = {0};
    bool done = vi->depth < VI_DEPTH_MAX;
    if (!done)
        vi_fail(vi, "macros call each other without end");
    vi->depth++;
    str_add(&copy, keys);
    for (size_t pos = 0; done && pos < copy.len;) {
        done = ++vi->played <= vi->play_max || vi_fail(vi, "stopped after %zu keys", vi->play_max);
        done = done && vi_feed(vi, vi_keys_next(str_view(&copy), &pos));
    }
    vi->depth--;
    str_finish(&copy);
    return done;
}

/* The last change, with the count given now or else the one it had. */
bool vi_action_again(struct vi *vi, const struct vi_command *command)
{
    struct str keys = {0};
    size_t count = command->count ? command->count : vi->last_count;
    if (!vi->last.len)
        return vi_fail(vi, "nothing has been changed yet");
    if (vi->last_reg) {
        str_add_char(&keys, '"');
        str_add_char(&keys, vi->last_reg);
    }
    if (count)
        str_addf(&keys, "%zu", count);
    str_add(&keys, str_view(&vi->last));
    bool nested = vi->repeating;
    vi->repeating = true;
    if (vi->last_extent.mode != VI_NORMAL)
        vi_select_extent(vi);
    str_clear(&vi->typed);
    bool done = vi_play(vi, str_view(&keys));
    vi->repeating = nested;
    if (command->count)
        vi->last_count = command->count;
    str_finish(&keys);
    return done;
}

static bool is_register(uint32_t key)
{
    return (key >= 'a' && key <= 'z') || (key >= 'A' && key <= 'Z') || key == '"';
}

bool vi_action_record(struct vi *vi, const struct vi_command *command)
{
    if (!is_register(command->key))
        return vi_fail(vi, "a register is a letter from a to z");
    vi->recording = (char)command->key;
    str_clear(&vi->record);
    return true;
}

void vi_end_record(struct vi *vi)
{
    struct vi_register *reg = vi_register_of(vi, (unsigned char)vi->recording);
    if (vi->recording < 'A' || vi->recording > 'Z')
        str_clear(&reg->text);
    str_add(&reg->text, str_view(&vi->record));
    reg->lines = false;
    vi->recording = '\0';
}

bool vi_action_play(struct vi *vi, const struct vi_command *command)
{
    uint32_t name = command->key == '@' ? (unsigned char)vi->last_macro : command->key;
    if (!is_register(name) || !vi_register_of(vi, name)->text.len)
        return vi_fail(vi, "there is no macro in that register");
    vi->last_macro = (char)name;
    str_clear(&vi->typed);
    for (size_t count = vi_count(command); count; count--)
        if (!vi_play(vi, str_view(&vi_register_of(vi, name)->text)))
            return false;
    return true;
}
