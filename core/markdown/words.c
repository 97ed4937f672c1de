#include "core/markdown/front_matter.h"
#include "core/markdown/render.h"

#include <endian.h>
#include <stdint.h>
#include <string.h>

/* Words are counted in the source, so that a list of files need render none of them: what stands
 * between blanks and holds a letter or a digit.
 *
 * No branch depends on the text: guessing wrongly where words end would cost more than all the
 * rest. The compiler classes many bytes at once, and eight are counted by one sum: a byte of a word
 * is ff there, so that the 1 added for a letter carries to the blank behind the word, and what is
 * added for further letters on the way stays where it is. */

enum { BLOCK = 256, STEP = 8 };

struct words_block {
    uint8_t inside[BLOCK]; /* ff for what is no blank */
    uint8_t letter[BLOCK]; /* 1 for letters and digits */
};

static void block_read(struct words_block *block, const char *text)
{
    for (size_t i = 0; i < BLOCK; i++) {
        uint8_t c = (uint8_t)text[i];
        bool blank = (c == ' ') | ((uint8_t)(c - '\t') < 5);
        bool digit = (uint8_t)(c - '0') < 10, letter = (uint8_t)((c | 0x20) - 'a') < 26;
        block->inside[i] = (uint8_t)(blank - 1);
        block->letter[i] = (uint8_t)(digit | letter | c >> 7);
    }
}

/* Counts the words that end in the block; `*carry` is 1 when the text up to it ends in one. */
static size_t block_count(const struct words_block *block, unsigned *carry)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    size_t count = 0;
    for (size_t i = 0; i < BLOCK; i += STEP) {
        uint64_t inside, letter, sum;
        memcpy(&inside, block->inside + i, STEP);
        memcpy(&letter, block->letter + i, STEP);
        *carry = __builtin_add_overflow(le64toh(inside), le64toh(letter) + *carry, &sum);
        count += (sum & ~le64toh(inside) & ones) * ones >> 56;
    }
    return count;
}

size_t render_count_words(struct view source)
{
    struct words_block block;
    struct view rest = view_slice(source, front_matter_extent(source), source.len);
    unsigned carry = 0;
    size_t count = 0;
    for (; rest.len >= BLOCK; rest = view_slice(rest, BLOCK, rest.len)) {
        block_read(&block, rest.data);
        count += block_count(&block, &carry);
    }
    char last[BLOCK];
    memset(last, ' ', sizeof(last));
    if (rest.len)
        memcpy(last, rest.data, rest.len);
    block_read(&block, last);
    return count + block_count(&block, &carry);
}
