/* File names, permalinks and scalars: a title comes back from the note that was made of it. */
#include "core/workspace/note.h"

#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/text/utf8.h"
#include "core/workspace/permalink.h"
#include "tests/fuzz/fuzz.h"

#include <string.h>

static void check_title(struct view title)
{
    struct str note = {0};
    struct front_matter front;
    note_compose(&note, title, VIEW("a/b"), &title, 1, VIEW("body"));
    front_matter_read(str_view(&note), &front);
    fuzz_check(front.fields);
    const char *got = yaml_text(yaml_get(front.fields, "title"), "");
    if (utf8_is_valid(title) && !memchr(title.data, 0, title.len))
        fuzz_check(view_equal(view_of(got), title));
    front_matter_finish(&front);
    str_finish(&note);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view text = view_from((const char *)data, size);
    struct str name = {0}, link = {0}, again = {0};
    struct error err;
    if (size > 0 && size < 4096)
        check_title(text);
    if (note_file_name(&name, text, NULL, &err) == STATUS_OK) {
        fuzz_check(name.len <= 255 && view_ends(str_view(&name), ".md"));
        fuzz_check(view_find(str_view(&name), 0, '/') == name.len);
    }
    permalink_from_path(&link, text);
    fuzz_check(fuzz_is_shown(str_view(&link)) && utf8_is_valid(str_view(&link)));
    permalink_from_path(&again, str_view(&link));
    fuzz_check(link.len == 0 || again.len > 0);
    str_finish(&name);
    str_finish(&link);
    str_finish(&again);
    return 0;
}
