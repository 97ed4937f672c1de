#include "core/edit/vi_parts.h"

#include "core/text/utf8.h"

enum { NAMED = 0x80 };

void vi_keys_add(struct str *out, uint32_t key)
{
    char text[4];
    if (key >= VI_KEY_UP) {
        str_add_char(out, (char)NAMED);
        str_add_char(out, (char)(key - VI_KEY_UP + 1));
    } else {
        str_add(out, view_from(text, utf8_encode(key, text)));
    }
}

uint32_t vi_keys_next(struct view keys, size_t *pos)
{
    size_t size;
    if (*pos >= keys.len)
        return VI_KEY_END_OF_KEYS;
    if ((unsigned char)keys.data[*pos] == NAMED && *pos + 1 < keys.len) {
        uint32_t key = VI_KEY_UP + (unsigned char)keys.data[*pos + 1] - 1;
        *pos += 2;
        return key < VI_KEY_END_OF_KEYS ? key : VI_KEY_ESC;
    }
    uint32_t code = utf8_decode(keys, *pos, &size);
    *pos += size;
    return code == UTF8_INVALID ? 0xFFFD : code;
}
