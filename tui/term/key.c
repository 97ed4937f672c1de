#include "tui/term/key.h"

#include "core/base/memory.h"
#include "core/text/utf8.h"

#include <string.h>

static const struct {
    const char *name;
    uint32_t code;
} key_names[] = {
    {"enter", KEY_CODE_ENTER},
    {"esc", KEY_CODE_ESC},
    {"tab", KEY_CODE_TAB},
    {"backtab", KEY_CODE_BACKTAB},
    {"space", ' '},
    {"up", KEY_CODE_UP},
    {"backspace", KEY_CODE_BACKSPACE},
    {"delete", KEY_CODE_DELETE},
    {"insert", KEY_CODE_INSERT},
    {"down", KEY_CODE_DOWN},
    {"left", KEY_CODE_LEFT},
    {"right", KEY_CODE_RIGHT},
    {"home", KEY_CODE_HOME},
    {"end", KEY_CODE_END},
    {"pgup", KEY_CODE_PGUP},
    {"pgdn", KEY_CODE_PGDN},
};

static const struct {
    const char *prefix;
    uint8_t mod;
} key_mods[] = {{"ctrl-", KEY_MOD_CTRL}, {"alt-", KEY_MOD_ALT}, {"shift-", KEY_MOD_SHIFT}};

bool key_equal(struct key a, struct key b)
{
    return a.code == b.code && a.mods == b.mods;
}

/* "f1" to "f12"; 0 for what is none. */
static uint32_t function_key(struct view name)
{
    unsigned number = 0;
    if (name.len < 2 || name.len > 3 || name.data[0] != 'f' || name.data[1] == '0')
        return 0;
    for (size_t i = 1; i < name.len; i++) {
        if (name.data[i] < '0' || name.data[i] > '9')
            return 0;
        number = number * 10 + (unsigned)(name.data[i] - '0');
    }
    return number >= 1 && number <= 12 ? KEY_CODE_F1 + number - 1 : 0;
}

static bool key_parse_code(struct view name, uint32_t *code)
{
    for (size_t i = 0; i < ARRAY_LEN(key_names); i++)
        if (view_is(name, key_names[i].name)) {
            *code = key_names[i].code;
            return true;
        }
    *code = function_key(name);
    if (*code)
        return true;
    size_t size;
    if (!name.len)
        return false;
    *code = utf8_decode(name, 0, &size);
    return *code != UTF8_INVALID && size == name.len && *code > ' ' && *code != 0x7F &&
           (*code < 0x80 || *code >= 0xA0);
}

bool key_parse(struct view name, struct key *out)
{
    struct key key = {0};
    for (size_t i = 0; i < ARRAY_LEN(key_mods); i++)
        if (view_starts(name, key_mods[i].prefix)) {
            if (key.mods & key_mods[i].mod)
                return false;
            key.mods |= key_mods[i].mod;
            name = view_slice(name, strlen(key_mods[i].prefix), name.len);
            i = (size_t)-1;
        }
    if (!key_parse_code(name, &key.code))
        return false;
    if (key.mods & KEY_MOD_SHIFT && key.code == KEY_CODE_TAB) {
        key.code = KEY_CODE_BACKTAB;
        key.mods &= (uint8_t)~KEY_MOD_SHIFT;
    }
    if (key.mods & KEY_MOD_SHIFT && key.code <= KEY_TEXT_MAX) {
        if (key.code >= 'a' && key.code <= 'z')
            key.code -= 'a' - 'A';
        key.mods &= (uint8_t)~KEY_MOD_SHIFT;
    }
    *out = key;
    return true;
}

void key_add_name(struct str *out, struct key key)
{
    for (size_t i = 0; i < ARRAY_LEN(key_mods); i++)
        if (key.mods & key_mods[i].mod)
            str_add_text(out, key_mods[i].prefix);
    for (size_t i = 0; i < ARRAY_LEN(key_names); i++)
        if (key_names[i].code == key.code) {
            str_add_text(out, key_names[i].name);
            return;
        }
    if (key.code >= KEY_CODE_F1 && key.code <= KEY_CODE_F12) {
        str_addf(out, "f%u", (unsigned)(key.code - KEY_CODE_F1 + 1));
        return;
    }
    char text[4];
    str_add(out, view_from(text, utf8_encode(key.code, text)));
}
