#ifndef CORE_TEXT_UTF8_H
#define CORE_TEXT_UTF8_H

#include "core/base/str.h"

#include <stdint.h>

/* Strict UTF-8 (RFC 3629): overlong forms, surrogates and values past 10FFFF are invalid. */

#define UTF8_INVALID UINT32_C(0xFFFFFFFF)

/* Decodes the code point at `pos` (< text.len) and sets `*size` to its bytes; UTF8_INVALID with
 * size 1 for a byte that begins no valid sequence. */
uint32_t utf8_decode(struct view text, size_t pos, size_t *size);
/* Writes 1 to 4 bytes; returns how many. 0 for surrogates and values past 10FFFF. */
size_t utf8_encode(uint32_t code, char out[4]);
bool utf8_is_valid(struct view text);
/* The greatest position <= `pos` that cuts no valid sequence. */
size_t utf8_floor(struct view text, size_t pos);

#endif
