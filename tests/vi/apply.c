#include "core/base/memory.h"
#include "core/edit/vi.h"

#include <stdio.h>
#include <stdlib.h>

/* The vi keys without a terminal: for each text and each script of keys (one a line, control
 * characters as they are) prints what the text is afterwards and where the cursor stands.
 *
 *     apply SCRIPTS TEXT...      for each text each script, in this form:
 *     == TEXT-NUMBER SCRIPT-NUMBER LINE BYTE-COLUMN
 *     the lines of the text, each with one blank before it */

static void read_file(const char *path, struct str *out)
{
    char bytes[4096];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(2);
    }
    for (size_t len; (len = fread(bytes, 1, sizeof(bytes), file)) > 0;)
        str_add(out, view_from(bytes, len));
    fclose(file);
}

/* UTF-8 to keys; a bad byte is one of its own. */
static void type_keys(struct vi *vi, struct view keys)
{
    for (size_t at = 0; at < keys.len;) {
        unsigned char c = (unsigned char)keys.data[at];
        size_t len = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
        uint32_t code = len == 1 ? c : c & (0xFFU >> (len + 1));
        for (size_t i = 1; i < len && at + i < keys.len; i++)
            code = code << 6 | ((unsigned char)keys.data[at + i] & 0x3F);
        vi_key(vi, code);
        at += len;
    }
}

static void leave_modes(struct vi *vi)
{
    struct view line;
    size_t cursor;
    for (int i = 0;
         i < 3 && (vi_mode(vi) != VI_NORMAL || vi_line(vi, &line, &cursor) || vi_pending(vi).len);
         i++)
        vi_key(vi, VI_KEY_ESC);
}

static void print_state(const struct editor *editor, int text, int script)
{
    struct str bytes = {0};
    struct view rest, line;
    size_t at = editor_line_of(editor, editor_cursor(editor));
    printf("== %d %d %zu %zu\n", text, script, at + 1,
           editor_cursor(editor) - editor_line_start(editor, at) + 1);
    editor_add_text(editor, 0, editor_size(editor), &bytes);
    rest = str_view(&bytes);
    if (!rest.len)
        printf(" \n");
    while (view_line(&rest, &line)) {
        putchar(' ');
        fwrite(line.data, 1, line.len, stdout);
        putchar('\n');
    }
    str_finish(&bytes);
}

static void run_script(struct view text, struct view keys, int text_number, int script_number)
{
    struct editor *editor = editor_new(undo_new(buffer_new(text), 0));
    struct vi *vi = vi_new(editor);
    vi_set_window(vi, 0, SIZE_MAX, 40);
    type_keys(vi, keys);
    leave_modes(vi);
    print_state(editor, text_number, script_number);
    vi_free(vi);
    editor_free(editor);
}

int main(int argc, char **argv)
{
    struct str scripts = {0};
    if (argc < 3) {
        fprintf(stderr, "usage: apply SCRIPTS TEXT...\n");
        return 2;
    }
    read_file(argv[1], &scripts);
    for (int i = 2; i < argc; i++) {
        struct str text = {0};
        struct view rest = str_view(&scripts), keys;
        read_file(argv[i], &text);
        for (int script = 0; view_line(&rest, &keys); script++)
            run_script(str_view(&text), keys, i - 2, script);
        str_finish(&text);
    }
    str_finish(&scripts);
    return 0;
}
