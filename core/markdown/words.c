#include "core/markdown/front_matter.h"
#include "core/markdown/render.h"

/* Words are counted in the source, so that a list of files need render none of them: what stands
 * between blanks and holds a letter or a digit. */

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           ((unsigned char)c & 0x80);
}

size_t render_count_words(struct view source)
{
    size_t count = 0;
    bool counted = false;
    for (size_t i = front_matter_extent(source); i < source.len; i++) {
        if (is_blank(source.data[i])) {
            counted = false;
        } else if (!counted && is_word(source.data[i])) {
            counted = true;
            count++;
        }
    }
    return count;
}
