#include "core/workspace/note.h"

#include "core/text/utf8.h"

#include <stdint.h>
#include <string.h>

enum { NAME_MAX_BYTES = 255 };

/* The characters that some file system does not take become `-`, and a run of those one. */
static void name_fill(struct str *name, struct view title)
{
    for (size_t i = 0; i < title.len; i++) {
        char c = title.data[i];
        if (strchr("/\\<>:\"|?*", c) && c)
            c = '-';
        else if ((unsigned char)c < 0x20 || c == 0x7F)
            c = ' ';
        if (c == '-' && name->len && name->data[name->len - 1] == '-')
            continue;
        str_add_char(name, c);
    }
}

static struct view name_trim(struct view name)
{
    while (name.len && strchr(".- ", name.data[0]))
        name = view_slice(name, 1, name.len);
    while (name.len && strchr(".- ", name.data[name.len - 1]))
        name.len--;
    return name;
}

enum status note_file_name(struct str *out, struct view title, bool *cut, struct error *err)
{
    struct str name = {0};
    enum status status = STATUS_OK;
    name_fill(&name, title);
    struct view stem = name_trim(str_view(&name));
    size_t most = NAME_MAX_BYTES - strlen(".md");
    if (cut)
        *cut = stem.len > most;
    if (stem.len > most)
        stem = name_trim(view_slice(stem, 0, utf8_floor(stem, most)));
    if (stem.len == 0) {
        status = error_set(err, STATUS_INVALID,
                           "A title needs a letter or a digit to make a file name of");
        goto out;
    }
    str_add(out, stem);
    str_add_text(out, ".md");
out:
    str_finish(&name);
    return status;
}

static void add_field(struct str *out, const char *key, struct view value)
{
    str_addf(out, "%s: ", key);
    note_add_scalar(out, value, strlen(key) + 2);
    str_add_char(out, '\n');
}

void note_compose(struct str *out, struct view title, struct view permalink,
                  const struct view *tags, size_t tag_count, struct view body)
{
    str_add_text(out, "---\n");
    add_field(out, "title", title);
    add_field(out, "type", VIEW("note"));
    if (permalink.len)
        add_field(out, "permalink", permalink);
    if (tag_count)
        str_add_text(out, "tags:\n");
    for (size_t i = 0; i < tag_count; i++) {
        str_add_text(out, "- ");
        note_add_scalar(out, tags[i], 2);
        str_add_char(out, '\n');
    }
    str_add_text(out, "---\n");
    if (body.len) {
        str_add_char(out, '\n');
        str_add(out, body);
    }
}
