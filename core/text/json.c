#include "core/text/json.h"

#include "core/text/utf8.h"

void json_add_string(struct str *out, struct view text)
{
    str_add_char(out, '"');
    for (size_t at = 0; at < text.len;) {
        size_t len;
        uint32_t c = utf8_decode(text, at, &len);
        if (c == '"' || c == '\\') {
            str_add_char(out, '\\');
            str_add_char(out, (char)c);
        } else if (c == '\n') {
            str_add_text(out, "\\n");
        } else if (c == UTF8_INVALID) {
            str_add_text(out, "\\ufffd");
        } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
            str_addf(out, "\\u%04x", c);
        } else {
            str_add(out, view_slice(text, at, at + len));
        }
        at += len;
    }
    str_add_char(out, '"');
}
