#ifndef TUI_TERM_KEY_LOOK_H
#define TUI_TERM_KEY_LOOK_H

#include "tui/term/key.h"

/* The part of the decoder that knows what terminals send: one look at the bytes that are held. */

enum found { FOUND_INPUT, FOUND_NOTHING, FOUND_MORE };

struct look {
    struct view bytes;   /* from where to look; not empty */
    size_t size;         /* out: bytes used up; not with FOUND_MORE */
    struct input *input; /* out, with FOUND_INPUT */
};

enum found look_one(struct look *look);
/* After FOUND_MORE, when no more bytes come: a lone ESC, or ESC and a letter that begins sequences
 * too, are keys. The beginning of a longer sequence stays: its rest is late, and would look like
 * keys. */
enum found look_flushed(struct look *look);
/* True if ESC and `c` begin a string. */
bool look_is_string(unsigned char c);

#endif
