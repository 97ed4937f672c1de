#include "core/text/utf8.h"

/* A lead byte says how long the sequence is and, beyond the plain 80..BF, which second byte keeps
 * it the shortest form, no surrogate and below 110000 (Unicode, table 3-7). */

struct utf8_lead {
    uint8_t size;    /* 0 when the byte leads nothing */
    uint8_t low, up; /* bounds of the second byte */
};

static struct utf8_lead utf8_lead(uint8_t byte)
{
    if (byte >= 0xC2 && byte <= 0xDF)
        return (struct utf8_lead){2, 0x80, 0xBF};
    if (byte >= 0xE0 && byte <= 0xEF)
        return (struct utf8_lead){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    if (byte >= 0xF0 && byte <= 0xF4)
        return (struct utf8_lead){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
    return (struct utf8_lead){0, 0, 0};
}

uint32_t utf8_decode(struct view text, size_t pos, size_t *size)
{
    const uint8_t *at = (const uint8_t *)text.data + pos;
    *size = 1;
    if (at[0] < 0x80)
        return at[0];
    struct utf8_lead lead = utf8_lead(at[0]);
    if (lead.size == 0 || lead.size > text.len - pos || at[1] < lead.low || at[1] > lead.up)
        return UTF8_INVALID;
    uint32_t code = at[0] & (0x7Fu >> lead.size);
    for (size_t i = 1; i < lead.size; i++) {
        if ((at[i] & 0xC0) != 0x80)
            return UTF8_INVALID;
        code = code << 6 | (at[i] & 0x3Fu);
    }
    *size = lead.size;
    return code;
}

size_t utf8_encode(uint32_t code, char out[4])
{
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return 0;
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    size_t size = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    for (size_t i = size - 1; i > 0; i--) {
        out[i] = (char)(0x80 | (code & 0x3F));
        code >>= 6;
    }
    out[0] = (char)((0xF00u >> size & 0xFF) | code);
    return size;
}

bool utf8_is_valid(struct view text)
{
    size_t size;
    for (size_t pos = 0; pos < text.len; pos += size)
        if (utf8_decode(text, pos, &size) == UTF8_INVALID)
            return false;
    return true;
}

size_t utf8_floor(struct view text, size_t pos)
{
    if (pos >= text.len)
        return text.len;
    for (size_t back = 1; back <= 3 && back <= pos; back++) {
        size_t size;
        if (utf8_decode(text, pos - back, &size) != UTF8_INVALID && size > back)
            return pos - back;
    }
    return pos;
}
