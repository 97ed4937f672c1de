#ifndef CORE_TEXT_CLUSTER_CHAR_H
#define CORE_TEXT_CLUSTER_CHAR_H

#include "core/base/str.h"

#include <stdint.h>

/* What the filter (core/text/cluster.c) knows about a single code point. */

enum cluster_kind {
    CLUSTER_BASE,     /* stands in a cell of its own */
    CLUSTER_MARK,     /* combining: general category M */
    CLUSTER_REGION,   /* regional indicator, half a flag */
    CLUSTER_SKIN,     /* skin tone */
    CLUSTER_JAMO,     /* Hangul vowel or final, which composes with what stands before it */
    CLUSTER_JOINER,   /* ZWJ, ZWNJ */
    CLUSTER_SELECTOR, /* FE0E, FE0F */
    CLUSTER_CONTROL,  /* C0 and DEL */
    CLUSTER_HIDDEN,   /* C1, direction, format and invisible characters, line separators */
    CLUSTER_UNKNOWN,  /* private use, unassigned, non-characters, invalid bytes */
};

struct cluster_char {
    uint32_t code; /* UTF8_INVALID for an invalid byte */
    uint8_t size;  /* bytes in the text */
    uint8_t kind;  /* enum cluster_kind */
    uint8_t width; /* cells as a base: 1 or 2; as a mark: 1 when it advances, else 0 */
};

/* Reads the code point at `pos` (< text.len). */
struct cluster_char cluster_char_at(struct view text, size_t pos);
/* Emoji, skin tones among them; not the digits, # and *, and not regional indicators. */
bool cluster_char_is_emoji(uint32_t code);
/* A letter or mark of a script whose letters change shape beside each other (Arabic, Indic, …), so
 * that a joiner between two of them can be seen. */
bool cluster_char_is_cursive(uint32_t code);
bool cluster_char_is_virama(uint32_t code);
/* Whether the Hangul vowel or final `jamo` composes with the code point `before` it. */
bool cluster_char_composes(uint32_t before, uint32_t jamo);

#endif
