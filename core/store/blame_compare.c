/* What of a file was changed, exactly as git finds it for blame.
 *
 * Where equal lines stand side by side the answer depends on how the difference was found. So it is
 * found by libgit2's xdiff, which is git's, with the options and on the lines that git gives it: of
 * a common end whole KiB are cut off, back to the next line. xdiff asks of two lines whether they
 * are equal, and of one how far it is indented. So it is given short names in place of the lines,
 * behind the same blanks: the same answer, and libgit2, which hashes what it compares, has less to
 * hash. */
#include "core/store/blame_parts.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"
#include "core/text/intern.h"

#include <string.h>

enum { TAIL_BLOCK = 1024 };

static void cut_common_tail(struct view *old, struct view *new)
{
    size_t least = old->len < new->len ? old->len : new->len, cut = 0, back = 0;
    while (cut + TAIL_BLOCK <= least &&
           memcmp(old->data + old->len - cut - TAIL_BLOCK, new->data + new->len - cut - TAIL_BLOCK,
                  TAIL_BLOCK) == 0)
        cut += TAIL_BLOCK;
    while (back < cut && old->data[old->len - cut + back++] != '\n')
        ;
    old->len -= cut - back;
    new->len -= cut - back;
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Each line's blanks at its beginning, a name made of `!` to `` ` `` that no other line has, and
 * its LF; a line of blanks alone as it is. */
static void add_tokens(struct view text, struct intern *lines, struct str *out)
{
    str_reserve(out, text.len / 4 + 16);
    for (size_t at = 0; at < text.len;) {
        size_t end = view_find(text, at, '\n'), words = at;
        end += end < text.len;
        while (words < end && is_space(text.data[words]))
            words++;
        str_add(out, view_slice(text, at, words));
        if (words < end) {
            uint32_t number = intern_add(lines, view_slice(text, at, end));
            for (; number >= 64; number /= 64)
                str_add_char(out, (char)('!' + number % 64));
            str_add_char(out, (char)('!' + number));
            if (text.data[end - 1] == '\n')
                str_add_char(out, '\n');
        }
        at = end;
    }
}

static int take_hunk(const git_diff_delta *delta, const git_diff_hunk *hunk, void *data)
{
    struct blame_hunks *out = data;
    (void)delta;
    /* Of no lines the number is that of the line before them. */
    *ARRAY_PUSH(out->items, out->count, out->cap) = (struct blame_hunk){
        .old_line = (uint32_t)(hunk->old_start - (hunk->old_lines > 0)),
        .old_count = (uint32_t)hunk->old_lines,
        .new_line = (uint32_t)(hunk->new_start - (hunk->new_lines > 0)),
        .new_count = (uint32_t)hunk->new_lines,
    };
    return 0;
}

enum status blame_compare(struct view old, struct view new, struct blame_hunks *out,
                          struct error *err)
{
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    struct intern lines = {0};
    struct str left = {0}, right = {0};
    options.flags = GIT_DIFF_INDENT_HEURISTIC | GIT_DIFF_FORCE_TEXT;
    options.context_lines = 0;
    out->count = 0;
    cut_common_tail(&old, &new);
    add_tokens(old, &lines, &left);
    add_tokens(new, &lines, &right);
    int code = git_diff_buffers(str_text(&left), left.len, NULL, str_text(&right), right.len, NULL,
                                &options, NULL, NULL, take_hunk, NULL, out);
    str_finish(&left);
    str_finish(&right);
    intern_finish(&lines);
    if (code == 0)
        return STATUS_OK;
    git_failed(err, code, "two versions of the file cannot be compared");
    return STATUS_IO;
}
