#include "core/edit/vi_action.h"

#include "core/base/memory.h"
#include "core/edit/span.h"
#include "core/text/utf8.h"

#include <utf8proc.h>

/* Changes that are no operator over a motion: putting, joining, replacing, the case of letters. */

struct vi_register *vi_register_of(struct vi *vi, uint32_t name)
{
    if (name >= 'a' && name <= 'z')
        return &vi->registers[1 + name - 'a'];
    if (name >= 'A' && name <= 'Z')
        return &vi->registers[1 + name - 'A'];
    return &vi->registers[0];
}

/* --- put --- */

static void put_lines(struct vi *vi, struct view text, bool behind)
{
    struct editor *editor = vi->editor;
    size_t line = vi_line_at(vi, editor->cursor), stop = vi_line_stop(vi, line);
    size_t next = rope_line_start(editor->text, line + 1);
    struct str put = {0};
    bool last = next == rope_length(editor->text) && rope_line_end(editor->text, line) == next;
    if (!behind || !last) { /* whole lines before the start of one */
        size_t at = behind ? next : vi_line_start(vi, line);
        str_add(&put, text);
        state_splice(editor, at, at, str_view(&put), at);
    } else { /* behind a last line without a line end: it has one after this, and they have none */
        str_add(&put, state_line_end(editor));
        str_add(&put, view_slice(text, 0, text.len - 1));
        state_splice(editor, stop, stop, str_view(&put), stop);
    }
    str_finish(&put);
    vi_go(vi, vi_first_word(vi, behind ? line + 1 : line));
}

static void put_text(struct vi *vi, struct view text, bool behind)
{
    struct editor *editor = vi->editor;
    size_t at = editor->cursor;
    if (behind && !vi_at_line_end(vi, at))
        at = span_next(editor->text, at);
    bool many = view_find(text, 0, '\n') < text.len;
    state_splice(editor, at, at, text, at);
    vi_go(vi, many ? at : span_previous(editor->text, at + text.len));
}

bool vi_put(struct vi *vi, const struct vi_register *reg, bool behind, size_t count)
{
    struct str text = {0};
    if (!reg->text.len)
        return vi_fail(vi, "there is nothing in the register");
    if (count > (size_t)(64 << 20) / reg->text.len)
        return vi_fail(vi, "that would be more than 64 MiB");
    while (count--)
        str_add(&text, str_view(&reg->text));
    if (reg->lines)
        put_lines(vi, str_view(&text), behind);
    else
        put_text(vi, str_view(&text), behind);
    str_finish(&text);
    return true;
}

static bool put_over_selection(struct vi *vi, const struct vi_command *command)
{
    struct vi_region region;
    struct vi_register *from = vi_register_of(vi, (unsigned char)command->reg);
    struct vi_register copy = {.lines = from->lines};
    str_add(&copy.text, str_view(&from->text));
    if (!vi_visual_region(vi, &region))
        return false;
    vi_leave_visual(vi);
    bool last = region.lines && region.last + 1 == vi_lines(vi) && region.first > 0;
    bool all = region.lines && region.last + 1 == vi_lines(vi) && region.first == 0;
    vi_yank_region(vi, '\0', &region);
    size_t first = region.first;
    vi_delete_region(vi, &region);
    vi_go(vi, region.lines ? vi_line_start(vi, last ? vi_lines(vi) - 1 : first) : region.start);
    bool own_line = !region.lines && copy.lines;
    if (region.lines && !copy.lines && copy.text.len) {
        str_add_char(&copy.text, '\n');
        copy.lines = true;
    } else if (own_line) {
        str_replace(&copy.text, 0, 0, VIEW("\n"));
        copy.lines = false;
    }
    bool done = vi_put(vi, &copy, last, vi_count(command));
    if (done && all) { /* the empty line that was left */
        size_t line = vi_lines(vi) - 1, length = rope_length(vi->editor->text);
        state_splice(vi->editor, vi_line_stop(vi, line - (line > 0)), length,
                     line ? state_line_end(vi->editor) : VIEW(""), vi->editor->cursor);
    }
    if (done && own_line)
        vi_go(vi, vi_first_word(vi, vi_line_at(vi, vi->editor->cursor) + 1));
    str_finish(&copy.text);
    return done;
}

bool vi_action_put(struct vi *vi, const struct vi_command *command)
{
    if (vi->mode != VI_NORMAL)
        return put_over_selection(vi, command);
    return vi_put(vi, vi_register_of(vi, (unsigned char)command->reg), true, vi_count(command));
}

bool vi_action_put_before(struct vi *vi, const struct vi_command *command)
{
    if (vi->mode != VI_NORMAL)
        return put_over_selection(vi, command);
    return vi_put(vi, vi_register_of(vi, (unsigned char)command->reg), false, vi_count(command));
}

/* --- join --- */

/* Joins line `line` with the one below; where the second begins now. A blank comes between, unless
 * there is one, if what was joined before was something (`*some`). */
static size_t join_next(struct vi *vi, size_t line, bool *some)
{
    const struct rope *text = vi->editor->text;
    size_t stop = vi_line_stop(vi, line), below = vi_line_start(vi, line + 1);
    size_t below_stop = vi_line_stop(vi, line + 1);
    size_t first = span_skip_blanks(text, below, below_stop);
    char last = stop > vi_line_start(vi, line) ? rope_byte(text, stop - 1) : '\t';
    bool has_blank = *some && (last == '\t' || last == ' ');
    bool blank = first < below_stop && rope_byte(text, first) != ')' && !has_blank &&
                 stop > vi_line_start(vi, line);
    *some = first < below_stop;
    state_splice(vi->editor, stop, first, blank ? VIEW(" ") : VIEW(""), stop);
    return stop;
}

bool vi_join(struct vi *vi, size_t first, size_t last)
{
    size_t at = vi->editor->cursor;
    bool some = true;
    if (last <= first)
        return false;
    for (size_t count = last - first; count; count--)
        at = join_next(vi, first, &some);
    vi_go(vi, at);
    return true;
}

bool vi_action_join(struct vi *vi, const struct vi_command *command)
{
    size_t line = vi_line_at(vi, vi->editor->cursor), lines = vi_lines(vi);
    size_t more = command->count > 2 ? command->count - 1 : 1;
    if (line + 1 >= lines || (command->count <= 2 && line + more >= lines))
        return false;
    return vi_join(vi, line, more < lines - line ? line + more : lines - 1);
}

/* --- case --- */

static utf8proc_int32_t other_case(utf8proc_int32_t code, char how)
{
    utf8proc_int32_t lower = utf8proc_tolower(code), upper = utf8proc_toupper(code);
    if (how == 'u')
        return lower;
    if (how == 'U')
        return upper;
    return lower != code ? lower : upper;
}

void vi_change_case(struct vi *vi, const struct vi_region *region, char how)
{
    struct str old = {0}, text = {0};
    rope_add_range(vi->editor->text, region->start, region->end, &old);
    for (size_t at = 0, size; at < old.len; at += size) {
        char bytes[4];
        uint32_t code = utf8_decode(str_view(&old), at, &size);
        utf8proc_int32_t other =
            code == UTF8_INVALID ? -1 : other_case((utf8proc_int32_t)code, how);
        if (other < 0 || (uint32_t)other == code)
            str_add(&text, view_slice(str_view(&old), at, at + size));
        else
            str_add(&text, view_from(bytes, utf8_encode((uint32_t)other, bytes)));
    }
    if (!view_equal(str_view(&old), str_view(&text)))
        state_splice(vi->editor, region->start, region->end, str_view(&text), region->start);
    str_finish(&old);
    str_finish(&text);
}

/* `count` characters on in the line, at most to its end. */
static size_t on_in_line(const struct vi *vi, size_t pos, size_t count, size_t *got)
{
    size_t stop = vi_line_stop(vi, vi_line_at(vi, pos));
    for (*got = 0; *got < count && pos < stop; ++*got)
        pos = span_next(vi->editor->text, pos);
    return pos;
}

bool vi_action_tilde(struct vi *vi, const struct vi_command *command)
{
    size_t got, pos = vi->editor->cursor;
    struct vi_region region = {.start = pos};
    region.end = on_in_line(vi, pos, vi_count(command), &got);
    if (!got)
        return false;
    size_t stop = vi_line_stop(vi, vi_line_at(vi, pos)) - region.end;
    vi_change_case(vi, &region, '~');
    vi_go(vi, vi_line_stop(vi, vi_line_at(vi, pos)) - stop);
    return true;
}

/* --- r --- */

static void add_key_text(struct editor *editor, struct str *out, uint32_t key)
{
    char text[4];
    if (key == VI_KEY_ENTER)
        str_add(out, state_line_end(editor));
    else
        str_add(out, view_from(text, utf8_encode(key, text)));
}

/* Each character of the selection but the line ends. */
static bool replace_selection(struct vi *vi, const struct vi_command *command)
{
    struct vi_region region;
    struct str text = {0};
    if (!vi_visual_region(vi, &region))
        return false;
    vi_leave_visual(vi);
    for (size_t at = region.start; at < region.end; at = span_next(vi->editor->text, at)) {
        if (vi_at_line_end(vi, at))
            rope_add_range(vi->editor->text, at, span_next(vi->editor->text, at), &text);
        else
            add_key_text(vi->editor, &text, command->key);
    }
    state_splice(vi->editor, region.start, region.end, str_view(&text), region.start);
    vi_go(vi, region.start);
    str_finish(&text);
    return true;
}

bool vi_action_replace_key(struct vi *vi, const struct vi_command *command)
{
    size_t got, count = vi_count(command), pos = vi->editor->cursor;
    struct str text = {0};
    if (command->key >= VI_KEY_UP ||
        (command->key < ' ' && command->key != VI_KEY_ENTER && command->key != VI_KEY_TAB))
        return false;
    if (vi->mode != VI_NORMAL)
        return replace_selection(vi, command);
    size_t end = on_in_line(vi, pos, count, &got);
    if (got < count)
        return false;
    bool enter = command->key == VI_KEY_ENTER;
    for (size_t i = 0; i < (enter ? 1 : count); i++)
        add_key_text(vi->editor, &text, command->key);
    state_splice(vi->editor, pos, end, str_view(&text), pos);
    vi_go(vi, enter ? pos + text.len : span_previous(vi->editor->text, pos + text.len));
    str_finish(&text);
    return true;
}
