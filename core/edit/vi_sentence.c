#include "core/edit/vi_parts.h"

/* Sentences as vim has them: one ends at `.`, `!` or `?`, with any `)`, `]`, `"` and `'` behind it,
 * before a blank or a line's end; an empty line is a border too. */

static bool is_stop(uint32_t code)
{
    return code == '.' || code == '!' || code == '?';
}

static bool is_closer(uint32_t code)
{
    return code == ')' || code == ']' || code == '"' || code == '\'';
}

/* At the start of an empty line. */
static bool at_border(const struct vi *vi, size_t pos)
{
    return vi_line_is_empty(vi, vi_line_at(vi, pos));
}

/* Back over the blanks and stops behind the sentence before. */
static void back_over_end(const struct vi *vi, size_t *pos, bool forward)
{
    bool found_stop = false;
    for (;;) {
        uint32_t code = vi_code(vi, *pos);
        size_t before = *pos;
        if (!vi_is_white(vi, *pos) && !is_stop(code) && !is_closer(code))
            return;
        if (vi_decl(vi, &before) == -1 || (forward && at_border(vi, before)) || found_stop)
            return;
        found_stop = is_stop(code);
        uint32_t left = vi_code(vi, before);
        if (is_closer(code) && !is_stop(left) && !is_closer(left))
            return;
        *pos = before;
    }
}

/* Behind the closers that follow the stop at `*pos`, when a sentence ends there. */
static bool is_end(const struct vi *vi, size_t *pos)
{
    size_t at = *pos;
    do
        if (vi_inc(vi, &at) == -1)
            break;
    while (is_closer(vi_code(vi, at)));
    if (!vi_at_line_end(vi, at) && !vi_is_white(vi, at))
        return false;
    if (vi_at_line_end(vi, at))
        vi_inc(vi, &at);
    *pos = at;
    return true;
}

/* To where the sentence ends. False at the end of the text. */
static bool find_end(const struct vi *vi, size_t *pos, bool forward)
{
    size_t first_line = vi_line_at(vi, *pos);
    for (;;) {
        if (vi_at_line_end(vi, *pos)) {
            size_t line = vi_line_at(vi, *pos);
            if (!forward && line != first_line)
                *pos = vi_line_start(vi, line + 1);
            return true;
        }
        if (is_stop(vi_code(vi, *pos)) && is_end(vi, pos))
            return true;
        if ((forward ? vi_incl(vi, pos) : vi_decl(vi, pos)) == -1)
            return false;
    }
}

static bool one_sentence(const struct vi *vi, size_t *pos, bool forward, bool last)
{
    bool skips = true;
    if (at_border(vi, *pos)) {
        while (at_border(vi, *pos))
            if ((forward ? vi_incl(vi, pos) : vi_decl(vi, pos)) == -1)
                break;
        if (forward)
            goto found;
    } else if (!forward) {
        vi_decl(vi, pos);
    }
    back_over_end(vi, pos, forward);
    if (!find_end(vi, pos, forward)) {
        if (!last)
            return false;
        skips = false;
    }
found:
    while (skips && vi_is_white(vi, *pos))
        if (vi_incl(vi, pos) == -1)
            break;
    return true;
}

bool vi_sentence(const struct vi *vi, size_t *pos, bool forward, size_t count)
{
    while (count--) {
        size_t before = *pos;
        if (!one_sentence(vi, pos, forward, count == 0))
            return false;
        if (*pos == before)
            break;
    }
    return true;
}
