#include "core/edit/span.h"

#include "core/text/cluster.h"
#include "core/text/cluster_char.h"
#include "core/text/utf8.h"

#include <string.h>

/* Where a cluster begins may depend on what stands long before it (flags, joined emoji). So a
 * window of the text is read that begins where a cluster begins whatever stands before, found by
 * going back, and clusters are stepped through from there. Nearly always the bytes around `pos` are
 * ASCII and settle it at once. */

enum {
    WINDOW = 128,  /* bytes read at first; more when a cluster does not fit */
    STRIDE = 4096, /* bytes read at once where many clusters are stepped through */
    MARGIN = 8,    /* bytes at a cut: a joiner and what it joins may decide where a cluster ends */
};

struct view span_read(const struct rope *rope, size_t from, size_t to, struct str *scratch)
{
    size_t length = rope_length(rope);
    to = to < length ? to : length;
    from = from < to ? from : to;
    struct view chunk = rope_chunk(rope, from);
    if (chunk.len >= to - from)
        return view_slice(chunk, 0, to - from);
    str_clear(scratch);
    rope_add_range(rope, from, to, scratch);
    return str_view(scratch);
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7F;
}

/* Whether a cluster begins at `at` of `text`, whatever stands before. */
static bool always_begins(struct view text, size_t at)
{
    struct cluster_char c = cluster_char_at(text, at);
    switch (c.kind) {
    case CLUSTER_BASE:
        return !cluster_char_is_emoji(c.code);
    case CLUSTER_CONTROL:
    case CLUSTER_HIDDEN:
    case CLUSTER_UNKNOWN:
        return true;
    default:
        return false;
    }
}

/* A place before `pos` (> 0) where a cluster begins for sure. */
static size_t sure_start(const struct rope *rope, size_t pos, struct str *scratch)
{
    for (size_t want = WINDOW;; want *= 4) {
        size_t from = want < pos ? pos - want : 0;
        struct view text = span_read(rope, from, pos + MARGIN, scratch);
        size_t at = pos - from;
        while (at > (from ? 2 * MARGIN : 0)) {
            at = utf8_floor(text, at - 1);
            if (always_begins(text, at))
                return from + at;
        }
        if (from == 0)
            return 0;
    }
}

/* The end of the cluster at `at` of `text`. */
static size_t cluster_end(struct view text, size_t at)
{
    struct cluster cluster;
    if (text.data[at] == '\r' && at + 1 < text.len && text.data[at + 1] == '\n')
        return at + 2;
    return cluster_next(text, at, &cluster);
}

/* The end of the cluster at `start`. */
static size_t step(const struct rope *rope, size_t start, struct str *scratch)
{
    size_t length = rope_length(rope);
    for (size_t want = WINDOW;; want *= 4) {
        size_t to = want < length - start ? start + want : length;
        struct view text = span_read(rope, start, to, scratch);
        size_t end = cluster_end(text, 0);
        if (end + MARGIN > text.len && to < length)
            continue;
        return start + end;
    }
}

size_t span_next(const struct rope *rope, size_t pos)
{
    struct view chunk = rope_chunk(rope, pos);
    if (chunk.len == 0)
        return rope_length(rope);
    if (chunk.len > 1 && is_plain(chunk.data[0]) && !(chunk.data[1] & 0x80))
        return pos + 1;
    struct str scratch = {0};
    size_t next = step(rope, pos, &scratch);
    str_finish(&scratch);
    return next;
}

/* The start of the cluster that holds the byte before `pos` (> 0); `*end` gets its end. */
static size_t holding(const struct rope *rope, size_t pos, size_t *end)
{
    struct str scratch = {0};
    size_t at = sure_start(rope, pos, &scratch);
    if (at > 0 && rope_byte(rope, at) == '\n' && rope_byte(rope, at - 1) == '\r')
        at--;
    for (;;) {
        *end = step(rope, at, &scratch);
        if (*end >= pos)
            break;
        at = *end;
    }
    str_finish(&scratch);
    return at;
}

size_t span_previous(const struct rope *rope, size_t pos)
{
    struct view before = rope_chunk_before(rope, pos);
    if (before.len == 0)
        return 0;
    if (is_plain(before.data[before.len - 1]))
        return pos - 1;
    size_t end;
    return holding(rope, pos, &end);
}

size_t span_floor(const struct rope *rope, size_t pos)
{
    size_t length = rope_length(rope), end;
    if (pos == 0 || pos >= length)
        return pos < length ? pos : length;
    char here = rope_byte(rope, pos);
    if (is_plain(here) || here == '\r')
        return pos;
    size_t start = holding(rope, pos, &end);
    return end > pos ? start : pos;
}

/* Clusters of `text`, a border at its start, up to `limit` or, where the text goes on, up to those
 * that its end may cut; `*stop` gets where it stopped. */
static size_t count_in(struct view text, size_t limit, bool goes_on, size_t *stop)
{
    size_t at = 0, count = 0;
    while (at < limit) {
        size_t plain = cluster_plain_end(text, at);
        if (goes_on && plain > at && plain == text.len)
            plain--; /* what follows may be a mark on it */
        plain = plain < limit ? plain : limit;
        size_t end = plain > at ? plain : cluster_end(text, at);
        if (goes_on && plain == at && end + MARGIN > text.len)
            break;
        count += plain > at ? plain - at : 1;
        at = end;
    }
    *stop = at;
    return count;
}

/* Reads long stretches: a line that was typed is as many pieces as it was edited in, and to find
 * each of them anew for every cluster takes as long as the line is long, squared. */
size_t span_count(const struct rope *rope, size_t from, size_t to)
{
    struct str scratch = {0};
    size_t count = 0, length = rope_length(rope), stop;
    to = to < length ? to : length;
    for (size_t want = STRIDE; from < to; from += stop) {
        struct view text = span_read(rope, from, from + want, &scratch);
        count += count_in(text, to - from, from + text.len < length, &stop);
        want = stop ? STRIDE : want * 4;
    }
    str_finish(&scratch);
    return count;
}

uint32_t span_code(const struct rope *rope, size_t pos)
{
    struct view chunk = rope_chunk(rope, pos);
    size_t size;
    if (chunk.len == 0)
        return UTF8_INVALID;
    if (!(chunk.data[0] & 0x80))
        return (unsigned char)chunk.data[0];
    struct str scratch = {0};
    uint32_t code = utf8_decode(span_read(rope, pos, pos + MARGIN, &scratch), 0, &size);
    str_finish(&scratch);
    return code;
}

size_t span_line_end(const struct rope *rope, size_t line)
{
    size_t end = rope_line_end(rope, line);
    if (end == 0 || end == rope_length(rope))
        return end;
    return rope_byte(rope, end - 1) == '\r' ? end - 1 : end;
}

size_t span_skip_blanks(const struct rope *rope, size_t from, size_t to)
{
    struct rope_cursor cursor = rope_cursor(rope, from, to);
    struct view chunk;
    while (rope_cursor_next(&cursor, &chunk))
        for (size_t i = 0; i < chunk.len; i++)
            if (chunk.data[i] != ' ' && chunk.data[i] != '\t')
                return cursor.pos - chunk.len + i;
    return to;
}

bool span_is_blank(const struct rope *rope, size_t from, size_t to)
{
    size_t at = span_skip_blanks(rope, from, to);
    return at >= to || (at + 1 == to && rope_byte(rope, at) == '\r');
}
