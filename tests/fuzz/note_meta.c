/* The note writer on notes of others: what is set is read back, what is refused changes nothing,
 * and no change touches the body. */
#include "core/workspace/note_meta.h"

#include "core/text/utf8.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static const char *const values[] = {"plain", "two: three", "it's #1", "", "雨, [x]"};

static void check_body(struct view before, struct view after)
{
    struct note_meta old, new;
    note_meta_read(before, &old);
    note_meta_read(after, &new);
    struct view body = view_slice(before, old.body, before.len);
    if (old.body)
        fuzz_check(new.body &&view_equal(view_slice(after, new.body, after.len), body));
    note_meta_finish(&old);
    note_meta_finish(&new);
}

static void check_title(struct view text, const char *value)
{
    struct str note = {0};
    struct error err;
    struct note_meta meta;
    str_add(&note, text);
    if (note_set_field(&note, "title", view_of(value), &err) == STATUS_OK) {
        note_meta_read(str_view(&note), &meta);
        fuzz_check(strcmp(meta.title, value) == 0 || (!*value && meta.title[0]));
        note_meta_finish(&meta);
        check_body(text, str_view(&note));
    } else {
        fuzz_check(view_equal(str_view(&note), text) && err.text[0]);
    }
    str_finish(&note);
}

static void check_tags(struct view text, const char *tag)
{
    struct str note = {0};
    struct error err;
    struct note_meta now;
    char first[] = "first", last[] = "last", middle[32] = "";
    char *tags[] = {first, middle, last};
    memcpy(middle, tag, strlen(tag));
    str_add(&note, text);
    if (note_set_tags(&note, tags, 3, &err) == STATUS_OK) {
        note_meta_read(str_view(&note), &now);
        fuzz_check(now.tag_count == 3);
        for (size_t i = 0; i < 3; i++)
            fuzz_check(strcmp(now.tags[i], tags[i]) == 0);
        note_meta_finish(&now);
        check_body(text, str_view(&note));
    } else {
        fuzz_check(view_equal(str_view(&note), text) && err.text[0]);
    }
    str_finish(&note);
}

static void check_line(struct view text, enum note_line line)
{
    struct str note = {0};
    struct note_meta meta;
    str_add(&note, text);
    note_set_line(&note, line, VIEW("calm"));
    note_meta_read(str_view(&note), &meta);
    fuzz_check(strcmp(meta.lines[line], "calm") == 0);
    note_meta_finish(&meta);
    str_finish(&note);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view text = view_from((const char *)data, size);
    if (size > 16384)
        return 0;
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
        check_title(text, values[i]);
        check_tags(text, values[i]);
    }
    for (enum note_line line = 0; line < NOTE_LINES; line++)
        check_line(text, line);
    return 0;
}
