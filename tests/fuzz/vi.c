#include "core/edit/vi_parts.h"

#include "core/edit/span.h"
#include "tests/fuzz/fuzz.h"

static const char text[] =
    "# One (two [three]) \"four\"\n\nA sentence. Another! e\xCC\x81 \xF0\x9F\x91"
    "\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7\r\n- item\n  - deeper\xFF\n\n\n| a | b |\n";

/* Few, so that the limits are met all the time and no input takes long. */
enum { PLAYED_MAX = 200 };

/* Any keys: the cursor stays between characters, and undo leads back to the text there was. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view keys = view_from((const char *)data, size < 256 ? size : 256);
    struct view before = VIEW(text);
    struct editor *editor = editor_new(undo_new(buffer_new(before), 0));
    struct vi *vi = vi_new(editor);
    vi->play_max = vi->insert_max = PLAYED_MAX;
    struct str after = {0};
    for (size_t pos = 0; pos < keys.len;) {
        vi_key(vi, vi_keys_next(keys, &pos));
        size_t cursor = editor_cursor(editor);
        fuzz_check(cursor <= editor_size(editor));
        fuzz_check(span_floor(editor_text(editor), cursor) == cursor);
        if (editor_size(editor) > 1 << 20)
            break;
    }
    for (int i = 0; i < 3; i++)
        vi_key(vi, VI_KEY_ESC);
    fuzz_check(vi_mode(vi) == VI_NORMAL);
    free(vi_take_command(vi));
    while (vi_key(vi, 'u'))
        ;
    editor_add_text(editor, 0, editor_size(editor), &after);
    fuzz_check(view_equal(str_view(&after), before));
    str_finish(&after);
    vi_free(vi);
    editor_free(editor);
    return 0;
}
