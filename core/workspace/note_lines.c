#include "core/workspace/note_lines.h"

#include "core/markdown/front_matter.h"

#include <string.h>

static const char *const line_names[NOTE_LINES] = {"Emotion", "Intensity", "Trigger", "Date"};

const char *note_line_name(enum note_line line)
{
    return line_names[line];
}

static size_t skip_any(struct view text, size_t pos, const char *set)
{
    while (pos < text.len && text.data[pos] && strchr(set, text.data[pos]))
        pos++;
    return pos;
}

/* `Name: value`, `**Name:** value` or `**Name**: value`. */
static bool read_line(struct view text, size_t from, size_t to, enum note_line *line,
                      struct note_span *out)
{
    struct view all = view_slice(text, 0, to);
    size_t name = skip_any(all, from, "* "), len = 0;
    for (*line = 0; *line < NOTE_LINES; ++*line) {
        len = strlen(line_names[*line]);
        if (view_starts(view_slice(all, name, to), line_names[*line]))
            break;
    }
    if (*line == NOTE_LINES)
        return false;
    size_t colon = skip_any(all, name + len, "*");
    if (colon >= to || text.data[colon] != ':')
        return false;
    size_t value = skip_any(all, colon + 1, "* \t");
    struct view words = view_trim(view_slice(text, value, to));
    *out = (struct note_span){.from = from, .to = to, .value = value, .value_end = value};
    if (words.len)
        out->value_end = (size_t)(words.data - text.data) + words.len;
    else
        out->value = out->value_end = skip_any(all, colon + 1, "*");
    bool around = text.data[from] == '*' && text.data[colon - 1] != '*' && value == colon + 2;
    while (around && out->value_end > out->value && text.data[out->value_end - 1] == '*')
        out->value_end--; /* `**Name: value**` */
    return true;
}

static size_t line_end(struct view text, size_t from)
{
    size_t end = view_find(text, from, '\n');
    return end < text.len ? end + 1 : end;
}

void note_lines_find(struct view text, size_t body, struct note_lines *out)
{
    size_t at = body;
    *out = (struct note_lines){0};
    while (at < text.len && view_trim(view_slice(text, at, line_end(text, at))).len == 0)
        at = line_end(text, at);
    out->begin = at;
    for (size_t end; at < text.len; at = end) {
        enum note_line line;
        struct note_span span;
        end = line_end(text, at);
        if (!read_line(text, at, end, &line, &span))
            return;
        if (out->at[line].to == 0)
            out->at[line] = span;
    }
}

/* --- changing --- */

static void add_value(struct str *out, struct view value)
{
    value = view_trim(value);
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.data[i];
        str_add_char(out, c < 0x20 || c == 0x7F ? ' ' : (char)c);
    }
}

/* The line end that the text uses. */
static const char *text_eol(struct view text)
{
    size_t end = view_find(text, 0, '\n');
    return end > 0 && end < text.len && text.data[end - 1] == '\r' ? "\r\n" : "\n";
}

static void remove_line(struct str *text, const struct note_lines *lines, enum note_line line)
{
    struct note_span span = lines->at[line];
    bool alone = true;
    for (enum note_line i = 0; i < NOTE_LINES; i++)
        alone = alone && (i == line || lines->at[i].to == 0);
    size_t blank = line_end(str_view(text), span.to);
    if (alone && view_trim(view_slice(str_view(text), span.to, blank)).len == 0)
        span.to = blank;
    str_replace(text, span.from, span.to, VIEW(""));
}

/* Behind the last line that comes before it by custom, or before the first that comes after. */
static size_t place_of(const struct note_lines *lines, enum note_line line, bool *alone)
{
    *alone = false;
    for (enum note_line i = line; i-- > 0;)
        if (lines->at[i].to)
            return lines->at[i].to;
    for (enum note_line i = line + 1; i < NOTE_LINES; i++)
        if (lines->at[i].to)
            return lines->at[i].from;
    *alone = true;
    return lines->begin;
}

static void insert_line(struct str *text, const struct note_lines *lines, enum note_line line,
                        size_t body, struct view value)
{
    struct str words = {0};
    const char *eol = text_eol(str_view(text));
    bool alone;
    size_t at = place_of(lines, line, &alone);
    bool cut = at > 0 && text->data[at - 1] != '\n';
    if (cut)
        str_add_text(&words, eol);
    if (alone && at == text->len && at == body && body > 0)
        str_add_text(&words, eol);
    str_addf(&words, "%s: ", line_names[line]);
    str_add(&words, value);
    if (!cut)
        str_add_text(&words, eol);
    if (alone && at < text->len)
        str_add_text(&words, eol);
    str_replace(text, at, at, str_view(&words));
    str_finish(&words);
}

void note_set_line(struct str *text, enum note_line line, struct view value)
{
    struct note_lines lines;
    struct front_matter front;
    struct str words = {0};
    front_matter_read(str_view(text), &front);
    note_lines_find(str_view(text), front.body, &lines);
    const struct note_span *span = &lines.at[line];
    add_value(&words, value);
    if (span->to == 0) {
        if (words.len)
            insert_line(text, &lines, line, front.body, str_view(&words));
    } else if (words.len == 0) {
        remove_line(text, &lines, line);
    } else {
        size_t end = span->value_end;
        if (span->value == end) { /* blanks and marks around nothing go */
            struct view rest = view_slice(str_view(text), 0, span->to);
            while (rest.len > end && strchr(" \t\r\n", rest.data[rest.len - 1]))
                rest.len--;
            end = rest.len;
            str_replace(&words, 0, 0, VIEW(" "));
        }
        str_replace(text, span->value, end, str_view(&words));
    }
    front_matter_finish(&front);
    str_finish(&words);
}

void note_add_intensity(struct str *out, struct view value)
{
    value = view_trim(view_from(value.data, value.len));
    str_add(out, value);
    if (value.len && view_find(value, 0, '/') == value.len)
        str_add_text(out, "/10");
}
