#include "core/markdown/front_matter.h"
#include "core/markdown/render.h"

/* Words are counted in the source, so that a list of files need render none of them: what stands
 * between blanks and holds a letter or a digit. */

enum { KIND_MARK, KIND_BLANK, KIND_WORD };

static unsigned char kind_of(unsigned char c)
{
    if (c <= ' ')
        return c == ' ' || (c >= '\t' && c <= '\r') ? KIND_BLANK : KIND_MARK;
    bool word =
        (unsigned char)((c | 0x20) - 'a') < 26 || (unsigned char)(c - '0') < 10 || c >= 0x80;
    return word ? KIND_WORD : KIND_MARK;
}

size_t render_count_words(struct view source)
{
    unsigned char kinds[256], before = KIND_BLANK; /* what the word so far was at most */
    size_t count = 0;
    for (unsigned c = 0; c < sizeof(kinds); c++)
        kinds[c] = kind_of((unsigned char)c);
    for (size_t i = front_matter_extent(source); i < source.len; i++) {
        unsigned char kind = kinds[(unsigned char)source.data[i]];
        count += kind == KIND_WORD && before != KIND_WORD;
        before = kind == KIND_MARK ? before : kind;
    }
    return count;
}
