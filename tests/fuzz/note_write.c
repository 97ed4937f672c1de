/* A note made of a text that may have front matter of its own: what is written has the title, the
 * fields that were given, and the body. */
#include "core/workspace/note_write.h"

#include "core/markdown/front_matter.h"
#include "tests/fuzz/fuzz.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* An empty workspace, opened once. */
static struct workspace *open_once(void)
{
    static struct workspace ws;
    char top[] = "/tmp/palimpsest-fuzz-XXXXXX";
    struct error err;
    if (ws.catalog)
        return &ws;
    fuzz_check(mkdtemp(top));
    fuzz_check(workspace_open(top, 0, &ws, &err) == STATUS_OK);
    fuzz_check(rmdir(top) == 0);
    return &ws;
}

/* A key that is given twice may be read either way. */
static bool has_twins(const struct yaml_node *fields)
{
    for (size_t i = 0; i + 1 < fields->count; i += 2)
        for (size_t j = 0; j < i; j += 2)
            if (strcmp(yaml_text(&fields->children[i], ""), yaml_text(&fields->children[j], "")) ==
                0)
                return true;
    return false;
}

static void check_fields(const struct yaml_node *given, const struct yaml_node *got)
{
    for (size_t i = 0; i + 1 < given->count; i += 2) {
        const char *key = yaml_text(&given->children[i], "");
        const char *value = yaml_text(&given->children[i + 1], "");
        if (*key && strcmp(key, "title") != 0 && strcmp(key, "type") != 0 &&
            strcmp(key, "permalink") != 0)
            fuzz_check(strcmp(yaml_text(yaml_get(got, key), ""), value) == 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view text = view_from((const char *)data, size);
    const struct note_request request = {.title = VIEW("The: title"), .body = text};
    struct front_matter given, got;
    struct note_answer answer;
    struct change_set set = {0};
    struct error err;
    enum status status = note_write(open_once(), &request, &set, &answer, &err);
    front_matter_read(text, &given);
    if (status == STATUS_OK) {
        struct view made = str_view(&set.items[0].text);
        front_matter_read(made, &got);
        fuzz_check(got.fields || given.fields);
        if (got.fields) {
            fuzz_check(strcmp(yaml_text(yaml_get(got.fields, "title"), ""), "The: title") == 0);
            if (given.fields && !has_twins(given.fields))
                check_fields(given.fields, got.fields);
        }
        front_matter_finish(&got);
        note_answer_finish(&answer);
    } else {
        fuzz_check(given.fields && set.count == 0);
    }
    front_matter_finish(&given);
    change_set_finish(&set);
    return 0;
}
