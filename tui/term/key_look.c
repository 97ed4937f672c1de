/* What stands at the beginning of the bytes that are held: a whole input, something to drop, or the
 * beginning of something longer. An escape sequence that is not known is dropped whole: its tail is
 * never taken for keys. A string (OSC, DCS, …) ends at any control, so that Enter and Esc always
 * get through. */
#include "tui/term/key_look.h"

#include "core/base/memory.h"
#include "core/text/utf8.h"

#include <string.h>

enum { PARAMS_MAX = 8 };

/* The parameters of a CSI sequence: `value[i]`, and the first sub-parameter of the second one. */
struct params {
    unsigned value[PARAMS_MAX];
    unsigned event; /* kitty: 1 press, 2 repeat, 3 release */
    size_t count;
    char prefix; /* '<', '?', '=', '>' or 0 */
};

static unsigned char look_at(const struct look *look, size_t i)
{
    return (unsigned char)look->bytes.data[i];
}

static enum found look_key(struct look *look, size_t size, uint32_t code, unsigned mods)
{
    look->size = size;
    if (mods & KEY_MOD_SHIFT && code == KEY_CODE_TAB) {
        code = KEY_CODE_BACKTAB;
        mods &= ~(unsigned)KEY_MOD_SHIFT;
    }
    if (mods & KEY_MOD_SHIFT && code <= KEY_TEXT_MAX) {
        if (code >= 'a' && code <= 'z')
            code -= 'a' - 'A';
        mods &= ~(unsigned)KEY_MOD_SHIFT;
    }
    look->input->kind = INPUT_KEY;
    look->input->key = (struct key){code, (uint8_t)mods};
    return FOUND_INPUT;
}

static enum found look_drop(struct look *look, size_t size)
{
    look->size = size;
    return FOUND_NOTHING;
}

static enum found look_control(struct look *look, unsigned char c)
{
    switch (c) {
    case 0:
        return look_key(look, 1, ' ', KEY_MOD_CTRL);
    case '\b':
    case 0x7F:
        return look_key(look, 1, KEY_CODE_BACKSPACE, 0);
    case '\t':
        return look_key(look, 1, KEY_CODE_TAB, 0);
    case '\r':
        return look_key(look, 1, KEY_CODE_ENTER, 0);
    default:
        return look_key(look, 1, c < 27 ? (uint32_t)c + 'a' - 1 : (uint32_t)c + '@', KEY_MOD_CTRL);
    }
}

/* True if the bytes at `from` may be the beginning of a sequence that is not all there. */
static bool utf8_is_begun(const struct look *look, size_t from)
{
    unsigned char c = look_at(look, from);
    size_t need = c >= 0xF0 && c < 0xF5 ? 4 : c >= 0xE0 ? 3 : c >= 0xC2 ? 2 : 1;
    size_t have = look->bytes.len - from;
    if (c >= 0xF5 || have >= need)
        return false;
    for (size_t i = 1; i < have; i++)
        if ((look_at(look, from + i) & 0xC0) != 0x80)
            return false;
    return true;
}

static enum found look_text(struct look *look)
{
    unsigned char c = look_at(look, 0);
    if (c < 0x20 || c == 0x7F)
        return look_control(look, c);
    size_t size;
    uint32_t code = utf8_decode(look->bytes, 0, &size);
    if (code == UTF8_INVALID)
        return utf8_is_begun(look, 0) ? FOUND_MORE : look_drop(look, size);
    if (code >= 0x80 && code < 0xA0)
        return look_drop(look, size);
    return look_key(look, size, code, 0);
}

static enum found look_final_letter(struct look *look, size_t size, char letter, unsigned mods)
{
    static const struct {
        char letter;
        uint32_t code;
    } letters[] = {{'A', KEY_CODE_UP},      {'B', KEY_CODE_DOWN},   {'C', KEY_CODE_RIGHT},
                   {'D', KEY_CODE_LEFT},    {'H', KEY_CODE_HOME},   {'F', KEY_CODE_END},
                   {'Z', KEY_CODE_BACKTAB}, {'M', KEY_CODE_ENTER},  {'P', KEY_CODE_F1},
                   {'Q', KEY_CODE_F1 + 1},  {'R', KEY_CODE_F1 + 2}, {'S', KEY_CODE_F1 + 3}};
    for (size_t i = 0; i < ARRAY_LEN(letters); i++)
        if (letters[i].letter == letter) {
            if (letter == 'Z')
                mods &= ~(unsigned)KEY_MOD_SHIFT;
            return look_key(look, size, letters[i].code, mods);
        }
    return look_drop(look, size);
}

/* ESC O: keys of the cursor block, F1 to F4 and the keypad in application mode. */
static enum found look_ss3(struct look *look)
{
    size_t end = 2;
    unsigned mods = 0;
    while (end < look->bytes.len && look_at(look, end) >= '0' && look_at(look, end) <= '9')
        mods = look_at(look, end++) - (unsigned)'0';
    if (end == look->bytes.len)
        return FOUND_MORE;
    unsigned char c = look_at(look, end);
    if (c < 0x20 || c >= 0x7F)
        return look_drop(look, end);
    mods = mods > 1
               ? (((mods - 1) & 1) ? KEY_MOD_SHIFT : 0U) | (((mods - 1) & 2) ? KEY_MOD_ALT : 0U) |
                     (((mods - 1) & 4) ? KEY_MOD_CTRL : 0U)
               : 0;
    if (c >= 'j' && c <= 'y')
        return look_key(look, end + 1, (uint32_t) "*+,-./0123456789"[c - 'j'], mods);
    if (c == 'X')
        return look_key(look, end + 1, '=', mods);
    return look_final_letter(look, end + 1, (char)c, mods);
}

/* Reads "1;5:3;…". Values are capped, never wrapped. */
static void params_read(struct params *params, struct view text)
{
    bool sub = false;
    unsigned subs = 0;
    memset(params, 0, sizeof(*params));
    if (text.len && text.data[0] >= '<' && text.data[0] <= '?') {
        params->prefix = text.data[0];
        text = view_slice(text, 1, text.len);
    }
    params->count = text.len ? 1 : 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        unsigned *value = sub ? &params->event : &params->value[params->count - 1];
        if (c == ';') {
            if (params->count == PARAMS_MAX)
                return;
            params->count++;
            sub = false;
            subs = 0;
        } else if (c == ':') {
            sub = true;
            /* Of the first parameter's parts (shifted and base key) none is wanted. */
            params->event = 0;
            subs++;
        } else if (c >= '0' && c <= '9' && subs < 2 && *value < 10000000) {
            *value = *value * 10 + (unsigned)(c - '0');
        }
        if (c == ';' && params->count == 2)
            params->event = 0;
    }
}

/* The modifiers of the parameter `index`: one more than a mask. False for Super and Hyper, with
 * which a key is the desktop's and not ours. */
static bool params_mods(const struct params *params, size_t index, unsigned *mods)
{
    unsigned mask = params->count > index && params->value[index] ? params->value[index] - 1 : 0;
    *mods = (mask & 1 ? KEY_MOD_SHIFT : 0U) | (mask & (2 | 32) ? KEY_MOD_ALT : 0U) |
            (mask & 4 ? KEY_MOD_CTRL : 0U);
    return !(mask & (8 | 16));
}

/* A key by its number in `CSI u` and `CSI 27 ; m ; c ~`. */
static enum found look_numbered(struct look *look, size_t size, unsigned number, unsigned mods)
{
    static const uint32_t keypad[] = {'0',
                                      '1',
                                      '2',
                                      '3',
                                      '4',
                                      '5',
                                      '6',
                                      '7',
                                      '8',
                                      '9',
                                      '.',
                                      '/',
                                      '*',
                                      '-',
                                      '+',
                                      KEY_CODE_ENTER,
                                      '=',
                                      ',',
                                      KEY_CODE_LEFT,
                                      KEY_CODE_RIGHT,
                                      KEY_CODE_UP,
                                      KEY_CODE_DOWN,
                                      KEY_CODE_PGUP,
                                      KEY_CODE_PGDN,
                                      KEY_CODE_HOME,
                                      KEY_CODE_END,
                                      KEY_CODE_INSERT,
                                      KEY_CODE_DELETE};
    enum { KEYPAD_FIRST = 57399, PRIVATE_FIRST = 0xE000, PRIVATE_LAST = 0xF8FF };
    switch (number) {
    case 13:
        return look_key(look, size, KEY_CODE_ENTER, mods);
    case 9:
        return look_key(look, size, KEY_CODE_TAB, mods);
    case 27:
        return look_key(look, size, KEY_CODE_ESC, mods);
    case 8:
    case 127:
        return look_key(look, size, KEY_CODE_BACKSPACE, mods);
    default:
        break;
    }
    if (number >= KEYPAD_FIRST && number < KEYPAD_FIRST + ARRAY_LEN(keypad))
        return look_key(look, size, keypad[number - KEYPAD_FIRST], mods);
    if (number < ' ' || (number >= 0x80 && number < 0xA0) || number > KEY_TEXT_MAX ||
        (number >= 0xD800 && number <= 0xDFFF) ||
        (number >= PRIVATE_FIRST && number <= PRIVATE_LAST))
        return look_drop(look, size);
    return look_key(look, size, number, mods);
}

static enum found look_tilde(struct look *look, size_t size, const struct params *params)
{
    static const uint32_t codes[] = {
        [1] = KEY_CODE_HOME,     [2] = KEY_CODE_INSERT,   [3] = KEY_CODE_DELETE,
        [4] = KEY_CODE_END,      [5] = KEY_CODE_PGUP,     [6] = KEY_CODE_PGDN,
        [7] = KEY_CODE_HOME,     [8] = KEY_CODE_END,      [11] = KEY_CODE_F1,
        [12] = KEY_CODE_F1 + 1,  [13] = KEY_CODE_F1 + 2,  [14] = KEY_CODE_F1 + 3,
        [15] = KEY_CODE_F1 + 4,  [17] = KEY_CODE_F1 + 5,  [18] = KEY_CODE_F1 + 6,
        [19] = KEY_CODE_F1 + 7,  [20] = KEY_CODE_F1 + 8,  [21] = KEY_CODE_F1 + 9,
        [23] = KEY_CODE_F1 + 10, [24] = KEY_CODE_F1 + 11,
    };
    unsigned number = params->value[0], mods;
    if (number == 27 && params->count >= 3) {
        if (!params_mods(params, 1, &mods))
            return look_drop(look, size);
        return look_numbered(look, size, params->value[2], mods);
    }
    if (number >= ARRAY_LEN(codes) || !codes[number] || !params_mods(params, 1, &mods) ||
        params->event == 3)
        return look_drop(look, size);
    return look_key(look, size, codes[number], mods);
}

/* CSI < button ; column ; row M (or m: a release). Presses of the first button and turns of the
 * wheel count; motion, releases and the other buttons do not. */
static enum found look_mouse(struct look *look, size_t size, const struct params *params, char end)
{
    enum { MODIFIERS = 4 | 8 | 16, WHEEL = 64, PLACE_MAX = 32767 };
    unsigned button = params->value[0] & ~(unsigned)MODIFIERS;
    struct input *input = look->input;
    if (end != 'M' || params->count < 3 || !params->value[1] || !params->value[2])
        return look_drop(look, size);
    if (button == 0)
        input->mouse = MOUSE_PRESS;
    else if (button == WHEEL)
        input->mouse = MOUSE_WHEEL_UP;
    else if (button == WHEEL + 1)
        input->mouse = MOUSE_WHEEL_DOWN;
    else
        return look_drop(look, size);
    input->kind = INPUT_MOUSE;
    input->col = (int)(params->value[1] > PLACE_MAX ? PLACE_MAX : params->value[1]) - 1;
    input->row = (int)(params->value[2] > PLACE_MAX ? PLACE_MAX : params->value[2]) - 1;
    look->size = size;
    return FOUND_INPUT;
}

static enum found look_focus(struct look *look, size_t size, bool gained)
{
    look->size = size;
    look->input->kind = INPUT_FOCUS;
    look->input->gained = gained;
    return FOUND_INPUT;
}

/* A whole CSI sequence of `size` bytes with its parameters and its final byte. */
static enum found look_csi_final(struct look *look, size_t size, struct view text, char final)
{
    struct params params;
    unsigned mods;
    params_read(&params, text);
    if (params.prefix == '<' && (final == 'M' || final == 'm'))
        return look_mouse(look, size, &params, final);
    if (params.prefix)
        return look_drop(look, size);
    if (final == '~')
        return look_tilde(look, size, &params);
    if (!params_mods(&params, 1, &mods) || params.event == 3)
        return look_drop(look, size);
    if (final == 'u')
        return look_numbered(look, size, params.value[0], mods);
    if (!text.len && (final == 'I' || final == 'O'))
        return look_focus(look, size, final == 'I');
    /* "CSI row ; col R" answers a question about the cursor, "CSI 1 ; m R" is F3. */
    if (final == 'M' || (final == 'R' && params.value[0] > 1))
        return look_drop(look, size);
    return look_final_letter(look, size, final, mods);
}

static enum found look_csi(struct look *look)
{
    size_t len = look->bytes.len, end = 2;
    if (len > 2 && look_at(look, 2) == '[') { /* the Linux console's F1 to F5 */
        if (len == 3)
            return FOUND_MORE;
        unsigned char c = look_at(look, 3);
        if (c >= 'A' && c <= 'E')
            return look_key(look, 4, KEY_CODE_F1 + c - (uint32_t)'A', 0);
        return look_drop(look, c < 0x20 ? 3 : 4);
    }
    while (end < len && look_at(look, end) >= 0x30 && look_at(look, end) <= 0x3F)
        end++;
    size_t params_end = end;
    while (end < len && look_at(look, end) >= 0x20 && look_at(look, end) <= 0x2F)
        end++;
    if (end == len)
        return FOUND_MORE;
    unsigned char c = look_at(look, end);
    if (c < 0x40 || c > 0x7E)
        return look_drop(look, c < 0x20 || c >= 0x80 ? end : end + 1);
    if (end != params_end)
        return look_drop(look, end + 1);
    if (end == 2 && c == 'M') /* the old mouse form: three bytes follow */
        return len < 6 ? FOUND_MORE : look_drop(look, 6);
    return look_csi_final(look, end + 1, view_slice(look->bytes, 2, end), (char)c);
}

/* One to four hexadecimal digits, scaled to 0…1; negative when there are none. */
static double hex_part(struct view text, size_t *pos)
{
    unsigned value = 0, most = 0;
    for (; *pos < text.len && most < 0xFFFF; (*pos)++) {
        char c = text.data[*pos];
        unsigned digit;
        if (c >= '0' && c <= '9')
            digit = (unsigned)(c - '0');
        else if ((c | 32) >= 'a' && (c | 32) <= 'f')
            digit = (unsigned)((c | 32) - 'a' + 10);
        else
            break;
        value = value * 16 + digit;
        most = most * 16 + 15;
    }
    return most ? (double)value / most : -1;
}

/* "11;rgb:RRRR/GGGG/BBBB", the answer to OSC 11. */
static enum found look_background(struct look *look, size_t size, struct view text)
{
    size_t pos = 7;
    double part[3];
    if (view_starts(text, "11;rgba:"))
        pos++;
    else if (!view_starts(text, "11;rgb:"))
        return look_drop(look, size);
    for (int i = 0; i < 3; i++) {
        part[i] = hex_part(text, &pos);
        if (part[i] < 0 || (i < 2 && (pos >= text.len || text.data[pos] != '/')))
            return look_drop(look, size);
        pos++;
    }
    look->size = size;
    look->input->kind = INPUT_BACKGROUND;
    look->input->dark = 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2] < 0.5;
    return FOUND_INPUT;
}

/* A string: OSC, DCS, APC, PM or SOS. Ends at BEL or ST; any other control ends it as well, and is
 * then looked at for itself. */
static enum found look_string(struct look *look)
{
    size_t end = 2;
    while (end < look->bytes.len && look_at(look, end) >= 0x20)
        end++;
    if (end == look->bytes.len || (look_at(look, end) == 0x1B && end + 1 == look->bytes.len))
        return FOUND_MORE;
    size_t size = end;
    if (look_at(look, end) == 0x07)
        size = end + 1;
    else if (look_at(look, end) == 0x1B && look_at(look, end + 1) == '\\')
        size = end + 2;
    if (size == end || look_at(look, 1) != ']')
        return look_drop(look, size);
    return look_background(look, size, view_slice(look->bytes, 2, end));
}

bool look_is_string(unsigned char c)
{
    return c == ']' || c == 'P' || c == '_' || c == '^' || c == 'X';
}

/* ESC and one more: alt and a key. */
static enum found look_alt(struct look *look)
{
    struct look rest = {.bytes = view_slice(look->bytes, 1, look->bytes.len), .input = look->input};
    enum found found = look_text(&rest);
    if (found == FOUND_MORE)
        return FOUND_MORE;
    look->size = rest.size + 1;
    if (found == FOUND_INPUT)
        look->input->key.mods |= KEY_MOD_ALT;
    return found;
}

/* ESC ESC: rxvt puts an ESC before a sequence for alt; else these are two presses of Esc. */
static enum found look_double_escape(struct look *look)
{
    if (look->bytes.len < 3)
        return FOUND_MORE;
    if (look_at(look, 2) != '[' && look_at(look, 2) != 'O')
        return look_key(look, 1, KEY_CODE_ESC, 0);
    struct look rest = {.bytes = view_slice(look->bytes, 1, look->bytes.len), .input = look->input};
    enum found found = look_at(look, 2) == '[' ? look_csi(&rest) : look_ss3(&rest);
    look->size = rest.size + 1;
    if (found == FOUND_INPUT && look->input->kind == INPUT_KEY)
        look->input->key.mods |= KEY_MOD_ALT;
    return found;
}

enum found look_one(struct look *look)
{
    if (look_at(look, 0) != 0x1B)
        return look_text(look);
    if (look->bytes.len == 1)
        return FOUND_MORE;
    unsigned char c = look_at(look, 1);
    if (c == '[')
        return look_csi(look);
    if (c == 'O')
        return look_ss3(look);
    if (c == 0x1B)
        return look_double_escape(look);
    if (look_is_string(c))
        return look_string(look);
    if (c == '\\') /* the end of a string that was cut short; nobody types alt-\ */
        return look_drop(look, 2);
    return look_alt(look);
}

enum found look_flushed(struct look *look)
{
    size_t len = look->bytes.len;
    if (look_at(look, 0) != 0x1B)
        return look_drop(look, len);
    if (len == 1 || (len == 2 && look_at(look, 1) == 0x1B))
        return look_key(look, 1, KEY_CODE_ESC, 0);
    if (len == 2 && look_at(look, 1) >= 0x20 && look_at(look, 1) < 0x7F)
        return look_alt(look);
    return FOUND_MORE;
}
