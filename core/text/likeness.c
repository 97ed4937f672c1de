#include "core/text/likeness.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE_MAX = 64, NUMBERS = 107927, BINARY_BYTES = 8000 };

static int piece_order(const void *a, const void *b)
{
    uint32_t left = ((const struct likeness_piece *)a)->number;
    uint32_t right = ((const struct likeness_piece *)b)->number;
    return (left > right) - (left < right);
}

/* One entry for each number. */
static void join_equal(struct likeness *likeness)
{
    size_t kept = 0;
    if (likeness->count > 1)
        qsort(likeness->pieces, likeness->count, sizeof(*likeness->pieces), piece_order);
    for (size_t i = 0; i < likeness->count; i++)
        if (kept > 0 && likeness->pieces[kept - 1].number == likeness->pieces[i].number)
            likeness->pieces[kept - 1].bytes += likeness->pieces[i].bytes;
        else
            likeness->pieces[kept++] = likeness->pieces[i];
    likeness->count = kept;
}

void likeness_make(struct likeness *out, struct view text)
{
    size_t head = text.len < BINARY_BYTES ? text.len : BINARY_BYTES;
    bool lines = head == 0 || !memchr(text.data, '\0', head);
    uint32_t a = 0, b = 0, bytes = 0;
    *out = (struct likeness){0};
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.data[i];
        if (lines && c == '\r' && i + 1 < text.len && text.data[i + 1] == '\n')
            continue;
        uint32_t before = a;
        a = ((a << 7) ^ (b >> 25)) + c;
        b = (b << 7) ^ (before >> 25);
        if (++bytes < PIECE_MAX && c != '\n' && i + 1 < text.len)
            continue;
        *ARRAY_PUSH(out->pieces, out->count, out->cap) =
            (struct likeness_piece){(a + b * 0x61) % NUMBERS, bytes};
        a = b = bytes = 0;
    }
    join_equal(out);
}

uint64_t likeness_shared(const struct likeness *a, const struct likeness *b)
{
    uint64_t shared = 0;
    for (size_t i = 0, j = 0; i < a->count && j < b->count;) {
        const struct likeness_piece *left = &a->pieces[i], *right = &b->pieces[j];
        if (left->number == right->number)
            shared += left->bytes < right->bytes ? left->bytes : right->bytes;
        i += left->number <= right->number;
        j += right->number <= left->number;
    }
    return shared;
}

void likeness_finish(struct likeness *likeness)
{
    free(likeness->pieces);
    *likeness = (struct likeness){0};
}
