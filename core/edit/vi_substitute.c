#include "core/edit/vi_ex.h"

#include "core/text/pattern.h"

/* `:s`: on each line of the range the first match, or with the flag g all of them, gives way. The
 * pattern is PCRE2; `&` and `\0` to `\9` in the replacement stand for the match and its groups. */

struct substitution {
    struct pattern *pattern;
    struct str with; /* as pattern_expand has it */
    bool all;
    size_t count, lines;
    size_t last; /* the last line that changed */
};

/* The part up to the next `mark` that has no backslash before it; `*pos` goes behind that. A
 * backslash before the mark itself goes. */
static void read_part(struct view rest, size_t *pos, char mark, struct str *out)
{
    for (; *pos < rest.len && rest.data[*pos] != mark; ++*pos) {
        if (rest.data[*pos] == '\\' && *pos + 1 < rest.len) {
            if (rest.data[*pos + 1] != mark)
                str_add_char(out, '\\');
            ++*pos;
        }
        str_add_char(out, rest.data[*pos]);
    }
    *pos += *pos < rest.len;
}

/* From vi's form to that of pattern_expand: `&` and `\1` become `$0` and `$1`, `$` itself. */
static void add_template(struct view with, struct view line_end, struct str *out)
{
    for (size_t i = 0; i < with.len; i++) {
        char c = with.data[i], next = i + 1 < with.len ? with.data[i + 1] : '\0';
        if (c == '\\' && (next == 'r' || next == 'n')) {
            str_add(out, line_end);
            i++;
        } else if (c == '\\' && next >= '0' && next <= '9') {
            str_addf(out, "${%c}", next);
            i++;
        } else if (c == '\\' && next) {
            str_addf(out, "\\%c", next);
            i++;
        } else if (c == '&') {
            str_add_text(out, "${0}");
        } else {
            str_add_text(out, c == '$' ? "\\" : "");
            str_add_char(out, c);
        }
    }
}

/* Replaces in one line; `*line` goes on by the lines that came in. */
static enum status replace_in_line(struct vi *vi, struct substitution *work, size_t *line,
                                   struct error *err)
{
    struct str old = {0}, text = {0};
    size_t start = vi_line_start(vi, *line), at = 0, done = 0, from, to, lines = vi_lines(vi);
    rope_add_range(vi->editor->text, start, vi_line_stop(vi, *line), &old);
    enum status status;
    while ((status = pattern_find(work->pattern, str_view(&old), at, &from, &to, err)) ==
           STATUS_OK) {
        str_add(&text, view_slice(str_view(&old), done, from));
        status = pattern_expand(work->pattern, str_view(&old), str_view(&work->with), &text, err);
        if (status != STATUS_OK)
            break;
        work->count++;
        done = to;
        at = to > from ? to : to + 1;
        if (!work->all || at > old.len)
            break;
    }
    if (status == STATUS_ABSENT)
        status = STATUS_OK;
    if (status == STATUS_OK && (done || text.len)) {
        str_add(&text, view_slice(str_view(&old), done, old.len));
        vi_go(vi, start);
        state_splice(vi->editor, start, start + old.len, str_view(&text), start);
        *line += vi_lines(vi) - lines;
        work->last = *line;
        work->lines++;
    }
    str_finish(&old);
    str_finish(&text);
    return status;
}

static bool replace(struct vi *vi, struct substitution *work, const struct vi_range *range)
{
    struct error err;
    size_t left = range->last - range->first + 1;
    for (size_t line = range->first; left; left--, line++)
        if (replace_in_line(vi, work, &line, &err) != STATUS_OK)
            return vi_fail(vi, "%s", err.text);
    if (!work->count)
        return vi_fail(vi, "no match for \"%.100s\"", str_text(&vi->pattern));
    vi_go(vi, vi_first_word(vi, work->last));
    if (work->count > 2)
        vi_say(vi, "%zu replaced on %zu lines", work->count, work->lines);
    return true;
}

static bool read_flags(struct vi *vi, struct view flags, struct substitution *work, unsigned *how)
{
    for (size_t i = 0; i < flags.len; i++) {
        if (flags.data[i] == 'g')
            work->all = true;
        else if (flags.data[i] == 'I')
            *how = 0;
        else if (flags.data[i] != 'e')
            return vi_fail(vi, "s knows the flags g and I, not \"%c\"", flags.data[i]);
    }
    return true;
}

bool vi_ex_substitute(struct vi *vi, const struct vi_range *range, struct view rest)
{
    struct substitution work = {0};
    struct str pattern = {0}, with = {0};
    struct error err;
    unsigned how = PATTERN_SMART_CASE;
    size_t pos = 1;
    bool done = rest.len && (rest.data[0] & 0x80) == 0 && rest.data[0] != ' ';
    if (!done)
        return vi_fail(vi, "s/pattern/with/flags");
    read_part(rest, &pos, rest.data[0], &pattern);
    read_part(rest, &pos, rest.data[0], &with);
    add_template(str_view(&with), state_line_end(vi->editor), &work.with);
    done = read_flags(vi, view_trim(view_slice(rest, pos, rest.len)), &work, &how) &&
           (!pattern.len || vi_search_set(vi, str_view(&pattern)));
    if (done && pattern_new(str_view(&vi->pattern), how, &work.pattern, &err) != STATUS_OK)
        done = vi_fail(vi, "%s", err.text);
    done = done && replace(vi, &work, range);
    pattern_free(work.pattern);
    str_finish(&work.with);
    str_finish(&pattern);
    str_finish(&with);
    return done;
}
