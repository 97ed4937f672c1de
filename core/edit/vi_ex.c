#include "core/edit/vi_ex.h"

#include "core/base/memory.h"
#include "core/edit/find.h"
#include "core/edit/view.h"
#include "core/text/pattern.h"

#include <stdlib.h>
#include <string.h>

/* Ex commands: a range, a name, what follows. A name that is none of these is a command line of the
 * program. */

struct ex_command {
    const char *name, *full; /* the shortest form, and the whole name */
    bool (*run)(struct vi *vi, const struct vi_range *range, struct view rest);
};

static bool send(struct vi *vi, const char *command)
{
    str_clear(&vi->command);
    str_add_text(&vi->command, command);
    return true;
}

static bool ex_write(struct vi *vi, const struct vi_range *range, struct view rest)
{
    if (range->given || (rest.len && !view_is(rest, "!")))
        return vi_fail(vi, ":w saves the whole text in its own file, and only there");
    return send(vi, "save");
}

static bool ex_quit(struct vi *vi, const struct vi_range *range, struct view rest)
{
    (void)range;
    if (view_is(rest, "!"))
        return send(vi, editor_is_dirty(vi->editor) ? "edit-discard" : "edit-close");
    if (editor_is_dirty(vi->editor))
        return vi_fail(vi, "not saved since the last change: :wq saves, :q! lets it go (to a "
                           "recovery commit)");
    return send(vi, "edit-close");
}

static bool ex_save_and_close(struct vi *vi, const struct vi_range *range, struct view rest)
{
    (void)range;
    (void)rest;
    return send(vi, "save-and-close");
}

static bool ex_no_highlight(struct vi *vi, const struct vi_range *range, struct view rest)
{
    (void)range;
    (void)rest;
    return find_set(vi->editor, VIEW(""), NULL) == STATUS_OK;
}

static bool ex_delete(struct vi *vi, const struct vi_range *range, struct view rest)
{
    struct vi_region region;
    vi_region_of_lines(vi, range->first, range->last, &region);
    vi_yank_region(vi, rest.len ? rest.data[0] : '\0', &region);
    vi_delete_region(vi, &region);
    size_t lines = vi_lines(vi);
    vi_go(vi, vi_first_word(vi, range->first < lines ? range->first : lines - 1));
    return true;
}

static bool ex_yank(struct vi *vi, const struct vi_range *range, struct view rest)
{
    struct vi_region region;
    vi_region_of_lines(vi, range->first, range->last, &region);
    vi_yank_region(vi, rest.len ? rest.data[0] : '\0', &region);
    return true;
}

static bool ex_join(struct vi *vi, const struct vi_range *range, struct view rest)
{
    size_t last = range->last == range->first ? range->first + 1 : range->last;
    (void)rest;
    if (last >= vi_lines(vi))
        return range->given < 2;
    return vi_join(vi, range->first, last) && (vi_go(vi, vi_first_word(vi, range->first)), true);
}

static bool shift(struct vi *vi, const struct vi_range *range, struct view rest, char mark)
{
    size_t times = 1;
    while (times <= rest.len && rest.data[times - 1] == mark)
        times++;
    vi_shift(vi, range->first, range->last, mark == '>', times);
    vi_go(vi, vi_first_word(vi, range->last));
    return true;
}

static bool ex_indent(struct vi *vi, const struct vi_range *range, struct view rest)
{
    return shift(vi, range, rest, '>');
}

static bool ex_outdent(struct vi *vi, const struct vi_range *range, struct view rest)
{
    return shift(vi, range, rest, '<');
}

/* Keys of normal mode on each line of the range. */
static bool ex_normal(struct vi *vi, const struct vi_range *range, struct view rest)
{
    bool done = true;
    size_t last = range->last;
    for (size_t line = range->first; line <= last && line < vi_lines(vi); line++) {
        if (range->given)
            vi_go(vi, vi_line_start(vi, line));
        done = vi_play(vi, rest) && done;
        if (vi->mode == VI_INSERT || vi->mode == VI_REPLACE)
            done = vi_feed(vi, VI_KEY_ESC) && done;
        str_clear(&vi->typed);
    }
    return done;
}

/* --- set --- */

static const struct {
    const char *name, *brief;
} options[] = {{"tabstop", "ts"}, {"shiftwidth", "sw"}, {"hlsearch", "hls"}};

static bool set_number(struct vi *vi, size_t option, size_t value)
{
    if (value < 1 || value > 16)
        return vi_fail(vi, "%s is a number from 1 to 16", options[option].name);
    if (option == 0)
        view_set_width(vi->editor, view_cols(vi->editor), (unsigned)value);
    else
        vi->shift_cols = (unsigned)value;
    return true;
}

static bool ex_set(struct vi *vi, const struct vi_range *range, struct view rest)
{
    (void)range;
    if (!rest.len) {
        vi_say(vi, "tabstop=%u shiftwidth=%u", view_tab_cols(vi->editor), vi->shift_cols);
        return true;
    }
    if (view_is(rest, "hlsearch") || view_is(rest, "hls"))
        return find_set(vi->editor, str_view(&vi->pattern), NULL) == STATUS_OK;
    if (view_is(rest, "nohlsearch") || view_is(rest, "nohls"))
        return find_set(vi->editor, VIEW(""), NULL) == STATUS_OK;
    size_t equal = view_find(rest, 0, '=');
    struct view name = view_slice(rest, 0, equal);
    for (size_t i = 0; i < 2; i++)
        if (equal < rest.len && (view_is(name, options[i].name) || view_is(name, options[i].brief)))
            return set_number(vi, i, strtoul(rest.data + equal + 1, NULL, 10));
    return vi_fail(vi,
                   "set knows tabstop, shiftwidth and hlsearch; the settings file has the rest");
}

/* --- g --- */

/* Runs `command` on each line that has a match, or has none. Lines are held by marks of their
 * starts, as each run may change what is below. */
static bool global(struct vi *vi, const struct vi_range *range, struct view rest, bool without)
{
    struct error err;
    struct pattern *pattern;
    if (!rest.len)
        return vi_fail(vi, "g/pattern/command");
    size_t end = view_find(rest, 1, rest.data[0]);
    struct view text = view_slice(rest, 1, end), command = view_slice(rest, end + 1, rest.len);
    if (text.len && !vi_search_set(vi, text))
        return false;
    if (pattern_new(str_view(&vi->pattern), PATTERN_SMART_CASE, &pattern, &err) != STATUS_OK)
        return vi_fail(vi, "%s", err.text);
    size_t first = range->given ? range->first : 0, done = 0;
    size_t last = range->given ? range->last : vi_lines(vi) - 1, left = last - first + 1;
    size_t line = first;
    for (; left; left--) {
        size_t from, to, lines = vi_lines(vi);
        struct str bytes = {0};
        rope_add_range(vi->editor->text, vi_line_start(vi, line), vi_line_stop(vi, line), &bytes);
        bool found = pattern_find(pattern, str_view(&bytes), 0, &from, &to, &err) == STATUS_OK;
        str_finish(&bytes);
        if (found != without) {
            vi_go(vi, vi_line_start(vi, line));
            if (!vi_ex_line(vi, command))
                break;
            done++;
        }
        size_t now = vi_lines(vi);
        line = now < lines && lines - now > line ? 0 : line + 1 + now - lines;
        if (line >= now)
            break;
    }
    pattern_free(pattern);
    return done > 0 || vi_fail(vi, "no line has that");
}

static bool ex_global(struct vi *vi, const struct vi_range *range, struct view rest)
{
    bool without = rest.len && rest.data[0] == '!';
    return global(vi, range, view_slice(rest, without, rest.len), without);
}

static bool ex_without(struct vi *vi, const struct vi_range *range, struct view rest)
{
    return global(vi, range, rest, true);
}

static const struct ex_command ex_commands[] = {
    {"w", "write", ex_write},
    {"wq", "wq", ex_save_and_close},
    {"x", "xit", ex_save_and_close},
    {"q", "quit", ex_quit},
    {"s", "substitute", vi_ex_substitute},
    {"g", "global", ex_global},
    {"v", "vglobal", ex_without},
    {"noh", "nohlsearch", ex_no_highlight},
    {"se", "set", ex_set},
    {"d", "delete", ex_delete},
    {"y", "yank", ex_yank},
    {"j", "join", ex_join},
    {">", ">", ex_indent},
    {"<", "<", ex_outdent},
    {"norm", "normal", ex_normal},
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}

static bool is_name(const struct ex_command *command, struct view name)
{
    return name.len >= strlen(command->name) && name.len <= strlen(command->full) &&
           memcmp(command->full, name.data, name.len) == 0;
}

/* The name at `pos`: letters, or one mark. "s" may be followed by any mark, "g" too. */
static struct view read_name(struct view line, size_t pos)
{
    size_t end = pos;
    while (end < line.len && is_letter(line.data[end]))
        end++;
    return view_slice(line, pos, end == pos ? pos + 1 : end);
}

bool vi_ex_line(struct vi *vi, struct view line)
{
    struct vi_range range;
    size_t pos = 0;
    if (!vi_range_read(vi, line, &pos, &range))
        return false;
    struct view name = read_name(line, pos);
    if (!name.len) {
        vi_go(vi, vi_first_word(vi, range.last));
        return true;
    }
    struct view rest = view_trim(view_slice(line, pos + name.len, line.len));
    for (size_t i = 0; i < ARRAY_LEN(ex_commands); i++)
        if (is_name(&ex_commands[i], name))
            return ex_commands[i].run(vi, &range, rest);
    if (range.given)
        return vi_fail(vi, "\"%.*s\" is no command on lines", (int)name.len, name.data);
    str_clear(&vi->command);
    str_add(&vi->command, view_slice(line, pos, line.len));
    return true;
}

bool vi_ex(struct vi *vi, struct view line)
{
    return vi_ex_line(vi, view_trim(line));
}
