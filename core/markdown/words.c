#include "core/markdown/front_matter.h"
#include "core/markdown/render.h"

/* Words are counted in the source, so that a list of files need render none of them: what stands
 * between blanks and holds a letter or a digit. */

enum { KIND_WORD = 1, KIND_INSIDE = 2 }; /* makes a word of what it stands in; is no blank */

static unsigned char kind_of(unsigned c)
{
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        return 0;
    bool digit = c >= '0' && c <= '9', letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return KIND_INSIDE | (letter || digit || c >= 0x80 ? KIND_WORD : 0);
}

/* Without a branch on the text: guessing where words end wrongly costs more than all the rest. */
size_t render_count_words(struct view source)
{
    unsigned char kinds[256];
    unsigned before = 0;
    size_t count = 0;
    for (unsigned c = 0; c < sizeof(kinds); c++)
        kinds[c] = kind_of(c);
    for (size_t i = front_matter_extent(source); i < source.len; i++) {
        unsigned kind = kinds[(unsigned char)source.data[i]];
        unsigned now = (before | kind) & kind >> 1;
        count += now & ~before;
        before = now;
    }
    return count;
}
