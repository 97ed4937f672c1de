#include "core/edit/vi_parts.h"

#include <string.h>

/* Keys to commands, free of any text or state:
 *
 *     command   = prefix ( motion | action | operator prefix ( motion | object | itself ) )
 *     prefix    = { '"' register | count }
 *
 * where motions and actions may take one more key ("fx") or a line up to Enter ("/word"). All keys
 * typed so far are read from the beginning at each key: commands are short. */

enum { COUNT_MAX = 100000000 };

/* Reads registers and counts. False when more is wanted. */
static bool parse_prefix(struct view keys, size_t *pos, char *reg, size_t *count)
{
    for (;;) {
        size_t at = *pos;
        uint32_t key = vi_keys_next(keys, &at);
        if (key == '"') {
            key = vi_keys_next(keys, &at);
            if (key == VI_KEY_END_OF_KEYS)
                return false;
            *reg = key < 0x80 ? (char)key : '?';
        } else if ((key >= '1' && key <= '9') || (key == '0' && *count)) {
            *count = *count < COUNT_MAX / 10 ? *count * 10 + (key - '0') : COUNT_MAX;
        } else {
            return key != VI_KEY_END_OF_KEYS;
        }
        *pos = at;
    }
}

static bool is_wanted(const struct vi_row *row, bool visual, const struct vi_row *operation)
{
    if (operation)
        return row->kind == VI_MOTION;
    if (row->flags & VI_OBJECT || row->flags & VI_IN_VISUAL)
        return visual;
    return !(visual && row->flags & VI_IN_NORMAL);
}

/* The row whose keys begin `rest`; `*more` when longer keys may still become one. */
static const struct vi_row *find_row(struct view rest, bool visual, const struct vi_row *operation,
                                     bool *more)
{
    *more = false;
    for (const struct vi_row *row = vi_rows; row->keys; row++) {
        size_t len = strlen(row->keys);
        if (!is_wanted(row, visual, operation))
            continue;
        if (view_starts(rest, row->keys))
            return row;
        *more = *more || (rest.len < len && memcmp(row->keys, rest.data, rest.len) == 0);
    }
    return NULL;
}

/* What the row takes beside its own keys. */
static enum vi_parsed parse_taken(struct view keys, size_t *pos, const struct vi_row *row,
                                  struct vi_command *out)
{
    if (row->takes == VI_TAKES_LINE) {
        size_t end = view_find(keys, *pos, VI_KEY_ENTER);
        if (end == keys.len)
            return VI_PARSED_LINE;
        out->line = view_slice(keys, *pos, end);
        *pos = end + 1;
    } else if (row->takes == VI_TAKES_KEY) {
        out->key = vi_keys_next(keys, pos);
        if (out->key == VI_KEY_END_OF_KEYS)
            return VI_PARSED_MORE;
        if (out->key == VI_KEY_ESC)
            return VI_PARSED_NOTHING;
    }
    return VI_PARSED_WHOLE;
}

static size_t product(size_t a, size_t b)
{
    if (!a || !b)
        return a + b;
    return a > COUNT_MAX / b ? COUNT_MAX : a * b;
}

/* "dd", "g~~" and "g~g~", "gUU" and "gUgU". */
static size_t doubled(struct view rest, const char *keys)
{
    size_t len = strlen(keys);
    if (view_starts(rest, keys))
        return len;
    return len == 2 && rest.len && rest.data[0] == keys[1] ? 1 : 0;
}

static enum vi_parsed parse_operand(struct view keys, size_t pos, struct vi_command *out)
{
    bool more;
    size_t count = 0, start = pos;
    if (!parse_prefix(keys, &pos, &out->reg, &count))
        return VI_PARSED_MORE;
    out->count = product(out->count, count);
    struct view rest = view_slice(keys, pos, keys.len);
    size_t again = doubled(rest, out->row->keys);
    if (again) {
        out->tail = view_slice(keys, start, pos + again);
        return VI_PARSED_WHOLE;
    }
    out->motion = find_row(rest, false, out->row, &more);
    if (!out->motion)
        return more || (rest.len == 1 && rest.data[0] == out->row->keys[0] && out->row->keys[1])
                   ? VI_PARSED_MORE
                   : VI_PARSED_NOTHING;
    pos += strlen(out->motion->keys);
    enum vi_parsed parsed = parse_taken(keys, &pos, out->motion, out);
    out->tail = view_slice(keys, start, pos);
    return parsed;
}

enum vi_parsed vi_parse(struct view keys, bool visual, struct vi_command *out)
{
    bool more;
    size_t pos = 0;
    *out = (struct vi_command){0};
    if (!parse_prefix(keys, &pos, &out->reg, &out->count))
        return VI_PARSED_MORE;
    out->body = view_slice(keys, pos, keys.len);
    out->row = find_row(out->body, visual, NULL, &more);
    if (!out->row)
        return more ? VI_PARSED_MORE : VI_PARSED_NOTHING;
    pos += strlen(out->row->keys);
    if (out->row->kind == VI_OPERATOR && !visual)
        return parse_operand(keys, pos, out);
    return parse_taken(keys, &pos, out->row, out);
}
