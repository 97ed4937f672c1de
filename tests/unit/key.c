#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tests/unit/growth.h"
#include "tui/term/key.h"

#include <stdlib.h>

static void add_input(struct str *out, const struct input *input)
{
    static const char *const mice[] = {"press", "wheel-up", "wheel-down"};
    if (out->len)
        str_add_char(out, ' ');
    switch (input->kind) {
    case INPUT_KEY:
        key_add_name(out, input->key);
        break;
    case INPUT_PASTE:
        str_addf(out, "paste(%s)", str_text(&input->paste));
        break;
    case INPUT_MOUSE:
        str_addf(out, "%s@%d,%d", mice[input->mouse], input->row, input->col);
        break;
    case INPUT_BACKGROUND:
        str_add_text(out, input->dark ? "dark" : "light");
        break;
    case INPUT_FOCUS:
        str_add_text(out, input->gained ? "focus" : "blur");
        break;
    case INPUT_CLOSED:
        str_add_text(out, "closed");
        break;
    }
}

static void take_all(struct key_decoder *decoder, struct str *out)
{
    struct input input;
    while (key_decoder_next(decoder, &input)) {
        add_input(out, &input);
        str_finish(&input.paste);
    }
}

/* What `bytes` mean, fed `step` bytes at a time, by the names of the inputs. */
static char *decode(struct view bytes, size_t step)
{
    struct key_decoder decoder = {0};
    struct str out = {0};
    for (size_t pos = 0; pos < bytes.len; pos += step) {
        key_decoder_add(&decoder, view_slice(bytes, pos, pos + step));
        take_all(&decoder, &out);
    }
    while (key_decoder_flush(&decoder))
        take_all(&decoder, &out);
    key_decoder_finish(&decoder);
    str_add_text(&out, "");
    return out.data ? str_take(&out) : mem_string("");
}

static void assert_decodes(struct view bytes, const char *want)
{
    for (size_t step = 1; step <= bytes.len; step++) {
        char *got = decode(bytes, step);
        if (strcmp(got, want) != 0)
            fail_msg("\"%.*s\" by %zu: got \"%s\", want \"%s\"", (int)bytes.len, bytes.data, step,
                     got, want);
        free(got);
    }
}

#define DECODES(bytes, want) assert_decodes(VIEW(bytes), want)

static void plain_keys(void **state)
{
    (void)state;
    DECODES("aG é日🙂", "a G space é 日 🙂");
    DECODES("\r\t\x7f\b\n", "enter tab backspace backspace ctrl-j");
    DECODES("\x01\x1a\x1c\x1d\x1e\x1f", "ctrl-a ctrl-z ctrl-\\ ctrl-] ctrl-^ ctrl-_");
    DECODES("\0", "ctrl-space");
}

static void sequences_of_many_terminals(void **state)
{
    (void)state;
    DECODES("\x1b[A\x1b[B\x1bOC\x1bOD\x1b[H\x1bOF", "up down right left home end");
    DECODES("\x1b[1~\x1b[2~\x1b[3~\x1b[4~\x1b[5~\x1b[6~\x1b[7~\x1b[8~",
            "home insert delete end pgup pgdn home end");
    DECODES("\x1bOP\x1b[12~\x1b[[C\x1b[1;5S\x1b[15~\x1b[17~\x1b[24~", "f1 f2 f3 ctrl-f4 f5 f6 f12");
    DECODES("\x1b[Z\x1b[1;2Z\x1b[9;2u", "backtab backtab backtab");
    DECODES("\x1b[1;2A\x1b[1;3B\x1b[1;5C\x1b[1;8D\x1b[3;5~\x1bO5C",
            "shift-up alt-down ctrl-right ctrl-alt-shift-left ctrl-delete ctrl-right");
    DECODES("\x1bOj\x1bOp\x1bOy\x1bOM", "* 0 9 enter");
}

static void numbered_keys(void **state)
{
    (void)state;
    DECODES("\x1b[27;5;97~\x1b[27;6;65~\x1b[27;5;13~", "ctrl-a ctrl-A ctrl-enter");
    DECODES("\x1b[97;5u\x1b[97;2u\x1b[13;3u\x1b[27u\x1b[127;5u\x1b[32;2u",
            "ctrl-a A alt-enter esc ctrl-backspace space");
    DECODES("\x1b[97:65;6u\x1b[97;1:1u\x1b[97;1:2ux", "ctrl-A a a x");
    DECODES("\x1b[97;1:3u\x1b[1;1:3A\x1b[3;1:3~x", "x");
    DECODES("\x1b[57417u\x1b[57404u\x1b[57414;5u", "left 5 ctrl-enter");
    DECODES("\x1b[57441u\x1b[97;9u\x1b[55296u\x1b[1114112u\x1b[99999999999999u\x1b[155u|", "|");
}

static void escape_and_alt(void **state)
{
    (void)state;
    DECODES("\x1b", "esc");
    DECODES("\x1b\x1b", "esc esc");
    DECODES("\x1b"
            "a\x1bG\x1b\r\x1b\x7f\x1bé",
            "alt-a alt-G alt-enter alt-backspace alt-é");
    DECODES("\x1b[", "alt-[");
    DECODES("\x1bO", "alt-O");
    DECODES("\x1b\x1b[A\x1b\x1bOB", "alt-up alt-down");
    DECODES("\x1b\x1b"
            "a",
            "esc alt-a");
}

static void an_escape_waits_for_what_may_follow(void **state)
{
    (void)state;
    struct key_decoder decoder = {0};
    struct input input;
    key_decoder_add(&decoder, VIEW("\x1b"));
    assert_false(key_decoder_next(&decoder, &input));
    assert_true(key_decoder_waiting(&decoder));
    key_decoder_add(&decoder, VIEW("[1;5"));
    assert_false(key_decoder_next(&decoder, &input));
    assert_false(key_decoder_flush(&decoder));
    key_decoder_add(&decoder, VIEW("A"));
    assert_true(key_decoder_next(&decoder, &input));
    assert_int_equal(input.key.code, KEY_CODE_UP);
    assert_int_equal(input.key.mods, KEY_MOD_CTRL);
    assert_false(key_decoder_waiting(&decoder));
    assert_false(key_decoder_flush(&decoder));
    key_decoder_finish(&decoder);
}

static void mouse_and_focus(void **state)
{
    (void)state;
    DECODES("\x1b[<0;1;1M\x1b[<0;10;5m", "press@0,0");
    DECODES("\x1b[<64;10;5M\x1b[<65;10;5M\x1b[<80;3;4M",
            "wheel-up@4,9 wheel-down@4,9 wheel-up@3,2");
    DECODES("\x1b[<32;3;4M\x1b[<35;3;4M\x1b[<2;3;4M\x1b[<66;3;4Mx", "x");
    DECODES("\x1b[<0;0;1M\x1b[<0;1M\x1b[<M\x1b[<0;99999999999;99999999999M", "press@32766,32766");
    DECODES("\x1b[M !!x\x1b[I\x1b[O", "x focus blur");
}

static void pastes_are_text(void **state)
{
    (void)state;
    DECODES("\x1b[200~a\x1b[Ab\n\x1b[201~c", "paste(a\x1b[Ab\n) c");
    DECODES("\x1b[200~\x1b[201~", "paste()");
    DECODES("\x1b[200~\x1b[20\x1b[\x1b[201\x1b[201~x", "paste(\x1b[20\x1b[\x1b[201) x");
    DECODES("\x1b[201~x", "x");
}

static void an_unended_paste_is_never_keys(void **state)
{
    (void)state;
    struct key_decoder decoder = {0};
    struct input input;
    key_decoder_add(&decoder, VIEW("\x1b[200~dd\x1b"));
    assert_false(key_decoder_next(&decoder, &input));
    assert_false(key_decoder_flush(&decoder));
    assert_false(key_decoder_next(&decoder, &input));
    key_decoder_add(&decoder, VIEW("[201~"));
    assert_true(key_decoder_next(&decoder, &input));
    assert_view_equal(str_view(&input.paste), VIEW("dd"));
    str_finish(&input.paste);
    key_decoder_finish(&decoder);
}

static void a_paste_is_bounded(void **state)
{
    (void)state;
    enum { MIB = 1 << 20 };
    struct key_decoder decoder = {0};
    struct input input;
    char *piece = mem_alloc(MIB);
    memset(piece, 'x', MIB);
    key_decoder_add(&decoder, VIEW("\x1b[200~"));
    for (int i = 0; i < 66; i++) {
        key_decoder_add(&decoder, view_from(piece, MIB));
        assert_false(key_decoder_next(&decoder, &input));
    }
    key_decoder_add(&decoder, VIEW("\x1b[201~"));
    assert_true(key_decoder_next(&decoder, &input));
    assert_int_equal(input.paste.len, 64 * MIB);
    str_finish(&input.paste);
    key_decoder_finish(&decoder);
    free(piece);
}

static void the_background_is_told(void **state)
{
    (void)state;
    DECODES("\x1b]11;rgb:0000/0000/0000\x07x", "dark x");
    DECODES("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\x", "light x");
    DECODES("\x1b]11;rgb:f/f/f\x07\x1b]11;rgb:1c/1c/1c\x07", "light dark");
    DECODES("\x1b]11;rgba:ffff/ffff/ffff/0000\x07", "light");
    DECODES("\x1b]11;rgb:ff/ff\x07\x1b]11;red\x07\x1b]10;rgb:0/0/0\x07\x1b]11;rgb:g/0/0\x07x", "x");
}

static void what_is_not_known_is_swallowed_whole(void **state)
{
    (void)state;
    DECODES("\x1b[?62;22c\x1b[24;80R\x1b[>1;2;3c\x1b[1$yx", "x");
    DECODES("\x1b[99~\x1b[1;2;3;4;5;6;7;8;9;10;11Wx\x1bOzy", "x y");
    DECODES("\x1bP1$r0m\x1b\\\x1b_Gi=1;OK\x1b\\\x1b]52;c;aGVsbG8=\x07x", "x");
    DECODES("\x1b[12\x1b[A", "up");
    DECODES("\x1b]11;rgb:\rx", "enter x");
    DECODES("\x1b[1\xc3\xa9x", "é x");
}

static void bad_utf8_is_dropped(void **state)
{
    (void)state;
    DECODES("a\xff\xc0\xaf\xed\xa0\x80\x80"
            "b",
            "a b");
    DECODES("a\xe2\x82", "a");
    DECODES("\xc2\x9b"
            "1x",
            "1 x");
}

/* `start`, a long run of `fill`, then `end`: only the key after it is left. */
static void assert_long_is_dropped(const char *start, char fill, const char *end)
{
    struct key_decoder decoder = {0};
    struct str out = {0}, bytes = {0};
    str_add_text(&bytes, start);
    str_add_many(&bytes, fill, 10000);
    str_add_text(&bytes, end);
    str_add_char(&bytes, 'x');
    for (size_t pos = 0; pos < bytes.len; pos += 100) {
        key_decoder_add(&decoder, view_slice(str_view(&bytes), pos, pos + 100));
        take_all(&decoder, &out);
    }
    assert_view_equal(str_view(&out), VIEW("x"));
    key_decoder_finish(&decoder);
    str_finish(&bytes);
    str_finish(&out);
}

static void endless_sequences_end(void **state)
{
    (void)state;
    assert_long_is_dropped("\x1b[", '1', "A");
    assert_long_is_dropped("\x1b]52;c;", 'A', "\x07");
    assert_long_is_dropped("\x1bP", 'A', "\x1b\\");
}

static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Whatever came, a person's Enter and letter get through, and every key is one. */
static void any_bytes_leave_the_decoder_able(void **state)
{
    (void)state;
    static const char alphabet[] = "\x1b\x1b\x1b[[]OP;:<0123456789~mMAu\x07\\\r\xc3\xe2\xff x";
    uint32_t seed = 2463534242;
    for (int run = 0; run < 3000; run++) {
        struct key_decoder decoder = {0};
        struct input input;
        for (int i = 0; i < 20; i++) {
            char bytes[16];
            size_t len = next_random(&seed) % sizeof(bytes);
            for (size_t k = 0; k < len; k++)
                bytes[k] = run % 2 ? (char)next_random(&seed)
                                   : alphabet[next_random(&seed) % (sizeof(alphabet) - 1)];
            key_decoder_add(&decoder, view_from(bytes, len));
            while (key_decoder_next(&decoder, &input)) {
                if (input.kind == INPUT_KEY)
                    assert_true(input.key.code <= KEY_CODE_F12 && input.key.code >= ' ');
                str_finish(&input.paste);
            }
        }
        key_decoder_add(&decoder, VIEW("\x1b[201~\r\rx"));
        struct str out = {0};
        take_all(&decoder, &out);
        assert_true(view_ends(str_view(&out), "enter x"));
        str_finish(&out);
        key_decoder_finish(&decoder);
    }
}

static void read_flood(size_t size)
{
    struct key_decoder decoder = {0};
    struct input input;
    struct str bytes = {0};
    size_t count = 0;
    str_add_many(&bytes, 'j', size);
    key_decoder_add(&decoder, str_view(&bytes));
    while (key_decoder_next(&decoder, &input))
        count++;
    assert_int_equal(count, size);
    str_finish(&bytes);
    key_decoder_finish(&decoder);
}

static void a_flood_of_keys_takes_linear_time(void **state)
{
    (void)state;
    growth_is_linear(read_flood, 1 << 18);
}

static void names_are_read_as_they_are_written(void **state)
{
    (void)state;
    static const char *const names[] = {
        "a",   "G",        "é",          "ctrl-a", "alt-x",  "enter",
        "esc", "tab",      "backtab",    "space",  "pgup",   "f1",
        "f12", "shift-up", "ctrl-space", "-",      "ctrl--", "ctrl-alt-shift-delete"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct key key;
        struct str back = {0};
        assert_true(key_parse(view_of(names[i]), &key));
        key_add_name(&back, key);
        assert_string_equal(str_text(&back), names[i]);
        str_finish(&back);
    }
    struct key a = {0}, b = {0};
    assert_true(key_parse(VIEW("shift-a"), &a) && key_parse(VIEW("A"), &b));
    assert_true(key_equal(a, b));
    assert_true(key_parse(VIEW("shift-tab"), &a) && key_parse(VIEW("backtab"), &b));
    assert_true(key_equal(a, b));
}

static void what_is_no_name_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"",     "ctrl-",       "f0",   "f13",     "f01",
                                      "ab",   "Enter",       " a",   "a ",      "\n",
                                      "\xff", "ctrl-ctrl-a", "\x7f", "\xc2\x80"};
    struct key key;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        if (key_parse(view_of(bad[i]), &key))
            fail_msg("\"%s\" was taken for a key", bad[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_keys),
        cmocka_unit_test(sequences_of_many_terminals),
        cmocka_unit_test(numbered_keys),
        cmocka_unit_test(escape_and_alt),
        cmocka_unit_test(an_escape_waits_for_what_may_follow),
        cmocka_unit_test(mouse_and_focus),
        cmocka_unit_test(pastes_are_text),
        cmocka_unit_test(an_unended_paste_is_never_keys),
        cmocka_unit_test(a_paste_is_bounded),
        cmocka_unit_test(the_background_is_told),
        cmocka_unit_test(what_is_not_known_is_swallowed_whole),
        cmocka_unit_test(bad_utf8_is_dropped),
        cmocka_unit_test(endless_sequences_end),
        cmocka_unit_test(any_bytes_leave_the_decoder_able),
        cmocka_unit_test(a_flood_of_keys_takes_linear_time),
        cmocka_unit_test(names_are_read_as_they_are_written),
        cmocka_unit_test(what_is_no_name_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
