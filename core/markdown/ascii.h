#ifndef CORE_MARKDOWN_ASCII_H
#define CORE_MARKDOWN_ASCII_H

#include <stdbool.h>

/* Classes of bytes, whatever the locale says. */

static inline bool ascii_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

static inline bool ascii_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Letters, digits, `_` and every byte of what is not ASCII. */
static inline bool ascii_is_word(char c)
{
    return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || (unsigned char)c >= 0x80;
}

#endif
