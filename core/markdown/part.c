#include "core/markdown/front_matter.h"
#include "core/markdown/render.h"

#include <string.h>

/* The end of a top-level block is taken to be an empty line before a line that begins at the margin
 * and goes on with nothing: not in a fence, and no item of a list or line of HTML, which could
 * belong to what stands before. */

static bool is_blank_line(struct view line)
{
    return view_trim(line).len == 0;
}

static bool begins_block(struct view line)
{
    char c = line.len ? line.data[0] : ' ';
    return c == '#' || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || ((unsigned char)c & 0x80);
}

static void track_fence(struct view line, char *fence, size_t *fence_len)
{
    size_t at = 0;
    while (at < line.len && at < 3 && line.data[at] == ' ')
        at++;
    size_t end = at;
    while (end < line.len && line.data[end] == line.data[at] && strchr("`~", line.data[at]))
        end++;
    if (end - at < 3)
        return;
    if (!*fence) {
        *fence = line.data[at];
        *fence_len = end - at;
    } else if (*fence == line.data[at] && end - at >= *fence_len) {
        *fence = '\0';
    }
}

size_t render_first_part(struct view source, size_t want)
{
    size_t start = front_matter_extent(source), best = source.len, fence_len = 0;
    struct view rest = view_slice(source, start, source.len), line;
    bool blank = false, html = false;
    char fence = '\0';
    while (view_line(&rest, &line)) {
        size_t at = (size_t)(line.data - source.data);
        if (blank && !fence && !html && at > start && begins_block(line)) {
            if (at > want && best < source.len)
                return best;
            best = at;
            if (at > want)
                return best;
        }
        track_fence(line, &fence, &fence_len);
        blank = is_blank_line(line);
        if (!fence && memmem(line.data, line.len, "<!--", 4))
            html = true;
        if (html && memmem(line.data, line.len, "-->", 3))
            html = false;
    }
    return source.len > want ? best : source.len;
}
