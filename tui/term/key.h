#ifndef TUI_TERM_KEY_H
#define TUI_TERM_KEY_H

#include "core/base/str.h"

#include <stdint.h>

/* A key press as the rest of the program sees it, and its name ("a", "G", "ctrl-d", "alt-x",
 * "enter", "pgup", "f1", "shift-up"). */

enum key_code {
    KEY_TEXT_MAX = 0x10FFFF, /* up to here: a Unicode code point */
    KEY_CODE_ENTER = 0x110000,
    KEY_CODE_ESC,
    KEY_CODE_TAB,
    KEY_CODE_BACKTAB,
    KEY_CODE_BACKSPACE,
    KEY_CODE_DELETE,
    KEY_CODE_INSERT,
    KEY_CODE_UP,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_PGUP,
    KEY_CODE_PGDN,
    KEY_CODE_F1,
    KEY_CODE_F12 = KEY_CODE_F1 + 11,
};
enum { KEY_MOD_CTRL = 1, KEY_MOD_ALT = 2, KEY_MOD_SHIFT = 4 };

struct key {
    uint32_t
        code; /* ctrl-a is 'a' with KEY_MOD_CTRL; A is 'A' without KEY_MOD_SHIFT; space is ' ' */
    uint8_t mods;
};

bool key_equal(struct key a, struct key b);
/* False for a name that is none. */
bool key_parse(struct view name, struct key *out);
void key_add_name(struct str *out, struct key key);

enum mouse_kind { MOUSE_PRESS, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };
enum input_kind {
    INPUT_KEY,
    INPUT_PASTE,
    INPUT_MOUSE,
    INPUT_BACKGROUND,
    INPUT_FOCUS,
    INPUT_CLOSED
};

/* One thing that came from the terminal. */
struct input {
    enum input_kind kind;
    struct key key;
    struct str paste; /* INPUT_PASTE: text up to the end mark; never keys */
    enum mouse_kind mouse;
    int row, col; /* mouse, from 0 */
    bool dark;    /* INPUT_BACKGROUND: the terminal's answer to OSC 11 */
    bool gained;  /* INPUT_FOCUS */
};

/* Bytes to inputs: an incremental parser of what xterm and its kin send (ECMA-48 CSI and SS3 with
 * modifiers, SGR mouse, bracketed paste, OSC replies, focus events, UTF-8, ESC as alt). Free of
 * curses and of clocks, so that it can be tested and fuzzed: an ESC that ends the buffer is held
 * until more bytes come or key_decoder_flush says that none will. */
struct key_decoder {
    struct str held;
    size_t pos; /* bytes of `held` that were taken */
    struct str paste;
    bool in_paste;
    char junk;    /* inside a sequence too long to be one: '[', or the byte that began a string */
    bool flushed; /* what is held is all there is */
};
void key_decoder_add(struct key_decoder *decoder, struct view bytes);
/* Takes the next input out; false when there is none whole. The caller frees input.paste. */
bool key_decoder_next(struct key_decoder *decoder, struct input *out);
/* No more bytes are coming for now: a held ESC is the key. True when there is something to take. */
bool key_decoder_flush(struct key_decoder *decoder);
bool key_decoder_waiting(const struct key_decoder *decoder);
void key_decoder_finish(struct key_decoder *decoder);

#endif
