#include "core/markdown/footnote.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* A definition at the margin goes on with the lines that are indented by four columns and with the
 * lines of its last paragraph. It is replaced by empty lines, so that the lines of all else keep
 * their numbers; below the text the definitions are listed as items `-   text`, whose content is
 * indented by four columns as well. An empty heading keeps that list from joining another.
 *
 * A definition inside a quote or a list stays in its place: a backslash before it makes it text. */

enum { HEAD_LINES = 2 }; /* the empty heading and an empty line */

struct note_reader {
    struct footnotes *notes;
    char fence; /* ` or ~ inside a fence */
    size_t fence_len;
    bool in_note, in_paragraph;
    uint32_t line;
};

static size_t indent_of(struct view line, size_t *cols)
{
    size_t at = 0;
    *cols = 0;
    for (; at < line.len && (line.data[at] == ' ' || line.data[at] == '\t'); at++)
        *cols = line.data[at] == '\t' ? (*cols / 4 + 1) * 4 : *cols + 1;
    return at;
}

/* The end of `[^label]:` at `at`, or `at`. */
static size_t label_end(struct view line, size_t at)
{
    size_t i = at + 2;
    if (at + 4 > line.len || line.data[at] != '[' || line.data[at + 1] != '^')
        return at;
    while (i < line.len && i < at + 200 && !strchr(" \t[]\r", line.data[i]))
        i++;
    bool ends = i > at + 2 && i + 1 < line.len && line.data[i] == ']' && line.data[i + 1] == ':';
    return ends ? i + 2 : at;
}

/* The place after quote and list marks. */
static size_t containers_end(struct view line)
{
    size_t at = 0;
    while (at < line.len && strchr(" \t>-+*.)0123456789", line.data[at]))
        at++;
    return at;
}

static void reader_fence(struct note_reader *reader, struct view line)
{
    size_t at = containers_end(line), end = at;
    if (at == line.len || (line.data[at] != '`' && line.data[at] != '~'))
        return;
    while (end < line.len && line.data[end] == line.data[at])
        end++;
    if (end - at < 3)
        return;
    if (!reader->fence) {
        if (line.data[at] == '`' && view_find(line, end, '`') < line.len)
            return;
        reader->fence = line.data[at];
        reader->fence_len = end - at;
    } else if (reader->fence == line.data[at] && end - at >= reader->fence_len &&
               !view_trim(view_slice(line, end, line.len)).len) {
        reader->fence = '\0';
    }
}

static void add_list_line(struct note_reader *reader, const char *prefix, struct view text)
{
    struct footnotes *notes = reader->notes;
    *ARRAY_PUSH(notes->lines, notes->line_count, notes->line_cap) = reader->line;
    str_add_text(&notes->list, prefix);
    str_add(&notes->list, text);
    str_add_char(&notes->list, '\n');
}

static void begin_note(struct note_reader *reader, struct view line, size_t at, size_t end)
{
    struct footnotes *notes = reader->notes;
    struct footnote *note = ARRAY_PUSH(notes->items, notes->count, notes->cap);
    note->label = mem_string_n(line.data + at + 2, end - at - 4);
    note->first = notes->line_count;
    struct view text = view_trim(view_slice(line, end, line.len));
    add_list_line(reader, "-   ", text);
    reader->in_note = true;
    reader->in_paragraph = text.len > 0;
}

/* Whether `line` belongs to the open definition; then it has been taken. */
static bool continue_note(struct note_reader *reader, struct view line)
{
    size_t cols, at = indent_of(line, &cols);
    bool blank = !view_trim(line).len;
    if (!blank && cols < 4 && (!reader->in_paragraph || strchr("#>-+*`~|<[", line.data[at])))
        return false;
    if (!blank && cols < 4 && line.data[at] >= '0' && line.data[at] <= '9')
        return false;
    add_list_line(reader, !blank && cols < 4 ? "    " : "", line);
    reader->in_paragraph = !blank;
    return true;
}

static bool take_line(struct note_reader *reader, struct view line)
{
    size_t cols, at = indent_of(line, &cols), end = label_end(line, at);
    if (!reader->fence && cols < 4 && end > at) {
        begin_note(reader, line, at, end);
        return true;
    }
    if (reader->in_note && continue_note(reader, line))
        return true;
    reader->in_note = false;
    return false;
}

static void keep_line(struct note_reader *reader, struct view line)
{
    struct str *copy = &reader->notes->copy;
    size_t at = containers_end(line);
    reader_fence(reader, line);
    if (!reader->fence && at && label_end(line, at) > at) {
        str_add(copy, view_slice(line, 0, at));
        str_add_char(copy, '\\');
        line = view_slice(line, at, line.len);
    }
    str_add(copy, line);
}

static int compare_labels(const void *a, const void *b)
{
    const struct footnote *one = *(struct footnote *const *)a;
    const struct footnote *two = *(struct footnote *const *)b;
    return strcmp(one->label, two->label);
}

static void sort_labels(struct footnotes *notes)
{
    notes->by_label = mem_zalloc(notes->count + 1, sizeof(*notes->by_label));
    for (size_t i = 0; i < notes->count; i++)
        notes->by_label[i] = &notes->items[i];
    qsort(notes->by_label, notes->count, sizeof(*notes->by_label), compare_labels);
}

static bool has_notes(struct view source)
{
    size_t at = view_find(source, 0, '[');
    while (at + 1 < source.len && source.data[at + 1] != '^')
        at = view_find(source, at + 1, '[');
    return at + 1 < source.len;
}

bool footnotes_read(struct view source, struct footnotes *out)
{
    struct note_reader reader = {.notes = out};
    struct view rest = source, line;
    *out = (struct footnotes){0};
    if (!has_notes(source))
        return false;
    str_reserve(&out->copy, source.len + source.len / 8);
    while (view_line(&rest, &line)) {
        reader.line++;
        if (!take_line(&reader, line))
            keep_line(&reader, line);
        str_add_char(&out->copy, '\n');
    }
    out->body_lines = reader.line;
    if (out->count) {
        if (reader.fence) {
            str_add_many(&out->copy, reader.fence, reader.fence_len);
            str_add_char(&out->copy, '\n');
            out->body_lines++;
        }
        str_add_text(&out->copy, "#\n\n");
        str_add(&out->copy, str_view(&out->list));
    }
    sort_labels(out);
    return true;
}

uint32_t footnotes_refer(const struct footnotes *notes, struct links *links, struct view label)
{
    size_t low = 0, high = notes->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *at = notes->by_label[middle]->label;
        int order = strncmp(at, label.data, label.len);
        if (order == 0 && at[label.len] == '\0')
            return links_add(links, LINK_FOOTNOTE, label, true);
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

uint32_t footnotes_line(const struct footnotes *notes, uint32_t line)
{
    size_t first = notes->body_lines + HEAD_LINES + 1;
    if (!notes->line_count || line < first || line - first >= notes->line_count)
        return line;
    return notes->lines[line - first];
}

const struct footnote *footnotes_at(const struct footnotes *notes, uint32_t line)
{
    size_t first = notes->body_lines + HEAD_LINES + 1, low = 0, high = notes->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (first + notes->items[middle].first <= line)
            low = middle;
        else
            high = middle;
    }
    return &notes->items[low];
}

void footnotes_finish(struct footnotes *notes)
{
    for (size_t i = 0; i < notes->count; i++)
        free(notes->items[i].label);
    free(notes->items);
    free(notes->by_label);
    free(notes->lines);
    str_finish(&notes->copy);
    str_finish(&notes->list);
    *notes = (struct footnotes){0};
}
