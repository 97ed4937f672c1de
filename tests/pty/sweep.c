#include "tests/pty/desk.h"

#include "core/base/memory.h"
#include "core/text/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Every code point and every byte as a stranger's text: in names, titles, tasks, pages, tables,
 * subjects and authors, on the plain output and on the screen. What comes out are the program's own
 * sequences and text that can be seen, nothing else. */

/* Controls, directions, what is invisible, what is nobody's: none of it may come out raw. */
static const uint32_t refused[][2] = {
    {0, 0x1F},          {0x7F, 0x9F},       {0xAD, 0xAD},        {0x34F, 0x34F},
    {0x61C, 0x61C},     {0x115F, 0x1160},   {0x17B4, 0x17B5},    {0x180B, 0x180F},
    {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},    {0x3164, 0x3164},
    {0xD800, 0xF8FF},   {0xFDD0, 0xFDEF},   {0xFE00, 0xFE0F},    {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},    {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0x1FFFE, 0x1FFFF}, {0xE0000, 0x10FFFF},
};

static bool is_refused(uint32_t code)
{
    for (size_t i = 0; i < ARRAY_LEN(refused); i++)
        if (code >= refused[i][0] && code <= refused[i][1])
            return true;
    return false;
}

/* Surrogates have no encoding of their own; the bytes that would be theirs are invalid. */
static void add_code(struct str *out, uint32_t code)
{
    char bytes[4];
    if (code < 0xD800 || code > 0xDFFF) {
        str_add(out, view_from(bytes, utf8_encode(code, bytes)));
        return;
    }
    str_add_char(out, (char)0xED);
    str_add_char(out, (char)(0x80 | (code >> 6 & 0x3F)));
    str_add_char(out, (char)(0x80 | (code & 0x3F)));
}

/* Calls `add` for chunks of `size` code points, which together are all but those in `without`. */
static void all_chunks(size_t size, const char *without,
                       void (*add)(struct view chunk, size_t number, void *data), void *data)
{
    struct str chunk = {0};
    size_t count = 0, number = 0;
    for (uint32_t code = 1; code <= 0x110000; code++) {
        if (code <= 0x10FFFF && !(code < 0x80 && strchr(without, (int)code))) {
            add_code(&chunk, code);
            count++;
        }
        if (count == size || (code == 0x110000 && count)) {
            add(str_view(&chunk), number++, data);
            str_clear(&chunk);
            count = 0;
        }
    }
    for (int byte = 0x80; byte <= 0xFF; byte++) { /* alone, between letters, cut short */
        char three[] = {(char)byte, 'x', (char)byte, (char)byte, '\0'};
        add(view_of(three), number++, data);
    }
    str_finish(&chunk);
}

/* The length of one sequence of the program's own at `at`; 0 if there is none. */
static size_t own_sequence(struct view bytes, size_t at)
{
    static const char *const plain[] = {"\x1b(B", "\x1b\\", "\x1b]11;?\x1b\\", "\x1b]2;"};
    for (size_t i = 0; i < ARRAY_LEN(plain); i++)
        if (view_starts(view_slice(bytes, at, bytes.len), plain[i]))
            return strlen(plain[i]);
    if (at + 2 > bytes.len || bytes.data[at + 1] != '[')
        return 0;
    size_t end = at + 2;
    while (end < bytes.len && strchr("0123456789;:?", bytes.data[end]))
        end++;
    return end < bytes.len && strchr("HmKhlCXt", bytes.data[end]) ? end + 1 - at : 0;
}

/* Fails at the first byte that is neither a known sequence nor text. `lines`: LF is one, too. */
static void is_clean(struct view bytes, bool lines, const char *what)
{
    for (size_t at = 0; at < bytes.len;) {
        if (bytes.data[at] == '\x1b' && own_sequence(bytes, at)) {
            at += own_sequence(bytes, at);
            continue;
        }
        if (lines && bytes.data[at] == '\n') {
            at++;
            continue;
        }
        size_t len;
        uint32_t code = utf8_decode(bytes, at, &len);
        if (code == UTF8_INVALID || is_refused(code))
            fail_msg("%s: U+%04X at byte %zu of %zu, after \"%.*s\"", what, (unsigned)code, at,
                     bytes.len, at < 20 ? (int)at : 20, bytes.data + (at < 20 ? 0 : at - 20));
        at += len;
    }
}

static void plain_is_clean(struct desk *desk, const char *arguments, size_t least)
{
    struct str out = {0};
    char *line = NULL, part[65536];
    if (asprintf(&line, "cd '%s' && exec '%s' %s", desk->dir, desk_program, arguments) < 0)
        abort();
    FILE *pipe = popen(line, "r");
    assert_non_null(pipe);
    for (size_t n; (n = fread(part, 1, sizeof(part), pipe)) > 0;)
        str_add(&out, view_from(part, n));
    assert_int_equal(pclose(pipe), 0);
    if (out.len < least)
        fail_msg("%s prints only %zu bytes", arguments, out.len);
    is_clean(str_view(&out), true, arguments);
    str_finish(&out);
    free(line);
}

/* --- the hostile files --- */

static void add_line(struct view chunk, size_t number, void *data)
{
    str_addf(data, "%zu ", number);
    str_add(data, chunk);
    str_add_text(data, "\n\n");
}

static void add_task(struct view chunk, size_t number, void *data)
{
    str_addf(data, "- [ ] %zu ", number);
    str_add(data, chunk);
    str_add_char(data, '\n');
}

static void add_row(struct view chunk, size_t number, void *data)
{
    (void)number;
    str_add_text(data, "| ");
    str_add(data, chunk);
    str_add_text(data, " | x");
    str_add(data, chunk);
    str_add_text(data, "😀 |\n");
}

/* A note whose name and whose title are the chunk. */
static void add_note(struct view chunk, size_t number, void *data)
{
    struct desk *desk = data;
    struct str path = {0}, text = {0};
    str_addf(&path, "memory/%zu", number);
    str_add(&path, chunk);
    str_add_text(&path, ".md");
    str_addf(&text, "---\ntitle: \"%zu t", number);
    for (size_t at = 0; at < chunk.len;) {
        size_t len;
        uint32_t code = utf8_decode(chunk, at, &len);
        if (code != UTF8_INVALID)
            str_addf(&text, "\\U%08X", (unsigned)code);
        at += len;
    }
    str_add_text(&text, "\"\n---\n\nIntensity: ");
    str_add(&text, view_slice(chunk, 0, 12));
    str_add_text(&text, "/10\n");
    desk_put(desk, str_text(&path), str_text(&text));
    str_finish(&path);
    str_finish(&text);
}

static void put(struct desk *desk, const char *path, struct str *text)
{
    desk_put(desk, path, str_text(text));
    str_finish(text);
}

/* --- the screen --- */

/* Rows in the middle and at the foot, where the bar of a selection comes to stand. */
static char *some_rows(const struct screen *screen)
{
    static const int rows[] = {100, 101, 102, 196, 197, 198};
    struct str out = {0};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        char *text = screen_row(screen, rows[i]);
        str_add_text(&out, text);
        free(text);
    }
    return str_take(&out);
}

static bool is_another_page(struct screen *screen, void *data)
{
    char *now = some_rows(screen);
    bool another = strcmp(now, data) != 0;
    free(now);
    return another;
}

/* Goes down by pages until `end` stands on the screen; all that was drawn must be clean. */
static void pages_are_clean(struct desk *desk, const char *key, const char *end, size_t least)
{
    size_t pages = 0;
    for (; pages < 400 && !desk_shows(desk, end); pages++) {
        char *now = some_rows(desk->screen);
        desk_send(desk, key);
        screen_wait_until(desk->screen, is_another_page, "the next page", now);
        desk_wait_frame(desk);
        is_clean(screen_output(desk->screen), false, end);
        screen_mark(desk->screen);
        free(now);
    }
    if (pages < least || pages == 400)
        fail_msg("%zu pages until %s", pages, end);
}

static void open_large(struct desk *desk, const char *wait)
{
    desk_open_with(desk, 200, 500, NULL);
    desk_wait(desk, wait);
    desk_wait_frame(desk);
}

static void pages_of_all_code_points(void **state)
{
    struct desk *desk = *state;
    struct str text = {0};
    desk_shell(desk, "mkdir -p \"$XDG_CONFIG_HOME/palimpsest\" && "
                     "echo 'width: 400' >\"$XDG_CONFIG_HOME/palimpsest/config.yaml\"");
    str_add_text(&text, "first\n\n");
    all_chunks(160, "\n\r`<&*_\\|", add_line, &text);
    str_add_text(&text, "very last\n");
    put(desk, "Self/1.md", &text);
    plain_is_clean(desk, "show Self/1.md -w 400", 3000000);
    plain_is_clean(desk, "show Self/1.md -w 40 --color always", 3000000);
    desk_shell(desk, "cp Self/1.md code.py");
    plain_is_clean(desk, "show code.py -w 400 --color always", 3000000);
    desk_history(desk);
    open_large(desk, "first");
    desk_send(desk, "\rz");
    desk_wait(desk, " words · "); /* laid out to its end */
    pages_are_clean(desk, " ", "very last", 20);
    desk_leave(desk);
}

static void tables_of_all_code_points(void **state)
{
    struct desk *desk = *state;
    struct str text = {0};
    str_add_text(&text, "| a | b |\n|---|--:|\n");
    all_chunks(400, "\n\r`<&*_\\|", add_row, &text);
    put(desk, "Self/1.md", &text);
    plain_is_clean(desk, "show Self/1.md -w 1000", 3000000);
}

static void tasks_of_all_code_points(void **state)
{
    struct desk *desk = *state;
    struct str text = {0};
    all_chunks(160, "\n\r", add_task, &text);
    str_add_text(&text, "- [ ] very last\n");
    put(desk, "todo.md", &text);
    plain_is_clean(desk, "status", 3000000);
    desk_history(desk);
    open_large(desk, "Todo");
    desk_send(desk, "2z");
    pages_are_clean(desk, "\x1b[6~", "very last", 20);
    desk_leave(desk);
}

static void names_and_titles_of_all_code_points(void **state)
{
    struct desk *desk = *state;
    desk_shell(desk, "mkdir memory");
    all_chunks(60, "/", add_note, desk);
    desk_put(desk, "memory/99999 very last.md", "x\n");
    desk_put(desk, "todo.md", "- [ ] x\n");
    plain_is_clean(desk, "status", 3000000);
    desk_shell(desk, "git init -q && git config user.name a && git config user.email a@b");
    open_large(desk, "Memory");
    desk_send(desk, "3z");
    screen_wait_match(desk->screen, "3 Memory [0-9]{5}$|3 Memory [0-9]{5} ");
    pages_are_clean(desk, "\x1b[6~", "very last", 50);
    desk_leave(desk);
}

/* The log is read in pieces, as one goes down. */
static bool is_another_title(struct screen *screen, void *data)
{
    char *now = screen_row(screen, 2);
    bool another = strcmp(now, data) != 0;
    free(now);
    return another;
}

static void load_log(struct desk *desk)
{
    while (!desk_shows(desk, "very last")) {
        char *now = screen_row(desk->screen, 2);
        bool whole = !strstr(now, "+ commits");
        desk_send(desk, "G");
        if (whole)
            desk_wait(desk, "very last");
        else
            screen_wait_until(desk->screen, is_another_title, "more commits", now);
        free(now);
    }
    desk_send(desk, "gg");
    desk_wait_gone(desk, "very last");
    desk_wait_frame(desk);
}

static void add_commit(struct view chunk, size_t number, void *data)
{
    struct str *out = data;
    str_addf(out, "commit refs/heads/main\nauthor a");
    str_add(out, view_slice(chunk, 0, 30));
    str_add_text(out, " <a@b> 1700000000 +0000\ncommitter ");
    str_add(out, view_slice(chunk, 0, 30));
    str_addf(out, " <a@b> 1700000000 +0000\ndata %zu\nc%06zu ", chunk.len + 8, number);
    str_add(out, chunk);
    str_add_char(out, '\n');
}

static void subjects_and_authors_of_all_code_points(void **state)
{
    struct desk *desk = *state;
    struct str text = {0};
    str_add_text(&text, "commit refs/heads/main\ncommitter a <a@b> 1600000000 +0000\n"
                        "data 9\nvery last\n");
    all_chunks(200, "\n\r<>", add_commit, &text);
    put(desk, "import", &text);
    desk_shell(desk,
               "git init -q -b main && git config user.name a && git config user.email a@b && "
               "git fast-import --quiet <import && rm import");
    desk_open_with(desk, 200, 500, NULL);
    desk_wait(desk, "History");
    desk_send(desk, "zLt");
    desk_wait(desk, "2023-11-14");
    desk_wait_frame(desk);
    load_log(desk);
    pages_are_clean(desk, "\x1b[6~", "very last", 20);
    desk_leave(desk);
}

static const struct CMUnitTest tests[] = {
    desk_test_empty(pages_of_all_code_points),
    desk_test_empty(tables_of_all_code_points),
    desk_test_empty(tasks_of_all_code_points),
    desk_test_empty(names_and_titles_of_all_code_points),
    desk_test_empty(subjects_and_authors_of_all_code_points),
};

DESK_MAIN(tests)
