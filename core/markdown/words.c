#include "core/markdown/front_matter.h"
#include "core/markdown/render.h"

/* Words are counted in the source, so that a list of files need render none of them: what stands
 * between blanks and holds a letter or a digit. */

static bool is_word(unsigned c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c >= 0x80;
}

size_t render_count_words(struct view source)
{
    const unsigned char *at = (const unsigned char *)source.data, *end = at + source.len;
    bool words[256];
    size_t count = 0;
    for (unsigned c = 0; c < sizeof(words); c++)
        words[c] = is_word(c);
    at += front_matter_extent(source);
    while (at < end) {
        unsigned word = 0;
        for (; at<end && * at> ' '; at++)
            word |= words[*at];
        count += word;
        at++;
    }
    return count;
}
