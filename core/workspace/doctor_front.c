#include "core/workspace/doctor_parts.h"

#include "core/markdown/front_matter.h"
#include "core/workspace/note.h"

#include <stdlib.h>
#include <string.h>

/* Front matter that was meant and cannot be read. A page may begin with a rule (`---`), so it must
 * say `key:` on its next line to be meant. Two things are mended, and only when the whole can be
 * read afterwards: a value that YAML takes for something else, because nobody put it in quotes
 * (`title: Lakes: a list`), and a closing fence that was forgotten. */

enum { FENCE_LINES_MAX = 100 };

/* The length of `key` in `key:` or `key: value`; 0 if the line is none. */
static size_t front_key(struct view line)
{
    size_t colon = view_find(line, 0, ':');
    if (colon == line.len || colon == 0 || colon > 64 ||
        (colon + 1 < line.len && !strchr(" \r", line.data[colon + 1])))
        return 0;
    for (size_t i = 0; i < colon; i++) {
        unsigned char c = (unsigned char)line.data[i];
        bool letter = c >= 0x80 || (unsigned char)((c | 0x20) - 'a') < 26 || c == '_';
        bool more = i > 0 && ((c >= '0' && c <= '9') || c == '-' || c == ' ');
        if (!letter && !more)
            return 0;
    }
    return colon;
}

static bool is_fence(struct view line)
{
    return view_starts(line, "---") && view_trim(view_slice(line, 3, line.len)).len == 0;
}

struct front_block {
    size_t from, to; /* the lines between the fences */
    bool closed;
};

/* A field that a note has and prose hardly begins a line with. */
static bool is_note_field(struct view line)
{
    return view_starts(line, "title:") || view_starts(line, "permalink:") ||
           view_starts(line, "type:") || view_starts(line, "tags:");
}

/* A block that is not closed ends where its lines no longer look like YAML; it must have a field of
 * notes. */
static bool front_block(struct view text, struct front_block *out)
{
    size_t bom = view_starts(text, "\xEF\xBB\xBF") ? 3 : 0;
    struct view rest = view_slice(text, bom, text.len), line;
    *out = (struct front_block){0};
    if (!view_line(&rest, &line) || !is_fence(line))
        return false;
    out->from = out->to = (size_t)(rest.data - text.data);
    bool yaml = true, meant = false;
    for (unsigned count = 0; view_line(&rest, &line) && count < FENCE_LINES_MAX; count++) {
        if (count == 0 && !front_key(line))
            return false;
        if (is_fence(line)) {
            out->to = (size_t)(line.data - text.data);
            out->closed = true;
            return true;
        }
        yaml = yaml && (front_key(line) || view_starts(line, "- ") || view_starts(line, "  "));
        meant = meant || (yaml && is_note_field(line));
        if (yaml)
            out->to = (size_t)(rest.data - text.data);
    }
    return meant;
}

/* "YAML, line 2: …" counts from the line below the fence. */
static void front_add_why(const char *text, unsigned *line, struct str *why)
{
    static const char begin[] = "YAML, line ";
    char *end;
    if (strncmp(text, begin, strlen(begin)) == 0) {
        unsigned long number = strtoul(text + strlen(begin), &end, 10);
        if (number < FENCE_LINES_MAX && strncmp(end, ": ", 2) == 0) {
            *line = (unsigned)number + 1;
            text = end + 2;
        }
    }
    str_add_text(why, text);
}

bool doctor_front_is_bad(struct view text, unsigned *line, struct str *why)
{
    struct front_block block;
    struct yaml_node *fields = NULL;
    struct error err;
    if (!view_starts(text, "---") && !view_starts(text, "\xEF\xBB\xBF---"))
        return false;
    if (!front_block(text, &block))
        return false;
    if (!block.closed && front_matter_extent(text))
        return false; /* a long one */
    *line = 1;
    if (!block.closed) {
        str_add_text(why, "the closing --- is missing");
        return true;
    }
    enum status status = yaml_parse(view_slice(text, block.from, block.to), &fields, &err);
    if (status != STATUS_OK)
        front_add_why(err.text, line, why);
    else if (fields->kind != YAML_MAPPING)
        str_add_text(why, "it is no list of fields");
    yaml_node_free(fields);
    return why->len > 0;
}

/* Whether YAML may read the plain `value` as something else than these words. */
static bool front_wants_quotes(struct view value)
{
    if (value.len == 0 || strchr("|>[{", value.data[0]))
        return false;
    char first = value.data[0], last = value.data[value.len - 1];
    if (first == '\'' || first == '"')
        return value.len == 1 || last != first || memchr(value.data + 1, first, value.len - 2);
    return memmem(value.data, value.len, ": ", 2) || memmem(value.data, value.len, " #", 2) ||
           last == ':' || strchr("@`%*&!", first);
}

static void front_mend_line(struct view line, struct str *out)
{
    size_t key = front_key(line);
    size_t at = 0;
    for (; at < line.len && line.data[at] == '\t'; at++)
        str_add_text(out, "  ");
    if (!key && view_starts(line, "- "))
        key = 1;
    struct view value = key ? view_trim(view_slice(line, key + 1, line.len)) : VIEW("");
    if (!front_wants_quotes(value)) {
        str_add(out, view_slice(line, at, line.len));
        return;
    }
    size_t start = (size_t)(value.data - line.data), end = start + value.len;
    str_add(out, view_slice(line, at, start));
    note_add_scalar(out, value, start);
    str_add(out, view_slice(line, end, line.len));
}

bool doctor_front_mend(struct view text, struct str *out)
{
    struct front_block block;
    struct front_matter front;
    if (!front_block(text, &block))
        return false;
    size_t begun = out->len;
    struct view rest = view_slice(text, block.from, block.to), line;
    str_add(out, view_slice(text, 0, block.from));
    while (view_line(&rest, &line)) {
        front_mend_line(line, out);
        str_add_char(out, '\n');
    }
    if (!block.closed)
        str_add_text(out, text.data[block.from - 1] == '\n' && block.from > 1 &&
                                  text.data[block.from - 2] == '\r'
                              ? "---\r\n"
                              : "---\n");
    str_add(out, view_slice(text, block.to, text.len));
    front_matter_read(view_slice(str_view(out), begun, out->len), &front);
    bool readable = front.fields != NULL;
    front_matter_finish(&front);
    if (!readable)
        str_replace(out, begun, out->len, VIEW(""));
    return readable;
}
