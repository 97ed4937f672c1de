#include "core/workspace/fuzzy.h"

#include "core/base/path.h"

#include <stdint.h>
#include <string.h>

enum { LETTER = 16, BEGINS = 8, JOINED = 6, GAP = 3, GAP_MORE = 1, IN_NAME = 12 };

bool fuzzy_is_glob(struct view pattern)
{
    return pattern.len &&
           (memchr(pattern.data, '*', pattern.len) || memchr(pattern.data, '?', pattern.len) ||
            memchr(pattern.data, '[', pattern.len));
}

static bool fuzzy_begins_word(struct view path, size_t at)
{
    return at == 0 || memchr("/_- .,()", path.data[at - 1], 8);
}

/* Where the word ends at the earliest at or after `from`; 0 when it is not there. */
static size_t fuzzy_forward(struct view word, struct view path, size_t from)
{
    size_t found = 0;
    for (size_t at = from; at < path.len; at++)
        if (path.data[at] == word.data[found] && ++found == word.len)
            return at + 1;
    return 0;
}

/* Notes the letters from the last backward, so that they stand near, and says what that is worth.
 */
static int fuzzy_backward(struct view word, struct view path, size_t end, size_t name,
                          struct fuzzy_match *out)
{
    size_t left = word.len, last = end;
    int score = 0;
    for (size_t at = end; left > 0 && at-- > 0;) {
        if (path.data[at] != word.data[left - 1])
            continue;
        size_t gap = last - at - 1;
        left--;
        score += LETTER + (at >= name ? IN_NAME : 0) + (fuzzy_begins_word(path, at) ? BEGINS : 0);
        if (last != end)
            score += gap ? -GAP - GAP_MORE * (int)(gap < 20 ? gap : 20) : JOINED;
        last = at;
        if (out->count < FUZZY_LETTERS_MAX)
            out->at[out->count++] = (unsigned short)at;
    }
    return score;
}

/* In the file's name if it is there, else in all of the path. */
static bool fuzzy_word(struct view word, struct view path, size_t name, struct fuzzy_match *out)
{
    size_t end = fuzzy_forward(word, path, name);
    if (!end)
        end = fuzzy_forward(word, path, 0);
    if (!end)
        return false;
    out->score += fuzzy_backward(word, path, end, name, out);
    return true;
}

bool fuzzy_find(struct view pattern, struct view path, struct fuzzy_match *out)
{
    size_t name = path.len - path_name(path).len;
    out->score = 0;
    out->count = 0;
    if (path.len > UINT16_MAX)
        return false;
    while (pattern.len) {
        size_t end = view_find(pattern, 0, ' ');
        if (end && !fuzzy_word(view_slice(pattern, 0, end), path, name, out))
            return false;
        pattern = view_slice(pattern, end + 1, pattern.len);
    }
    out->score -= (int)(path.len < 200 ? path.len : 200) / 8; /* of two the shorter */
    return true;
}
