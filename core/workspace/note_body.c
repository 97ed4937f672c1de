#include "core/workspace/note_body.h"

#include "core/markdown/front_matter.h"

#include <string.h>

static size_t body_start(const struct str *text)
{
    struct front_matter front;
    front_matter_read(str_view(text), &front);
    size_t body = front.body;
    front_matter_finish(&front);
    return body;
}

void note_append(struct str *text, struct view words)
{
    if (text->len && text->data[text->len - 1] != '\n')
        str_add_char(text, '\n');
    if (text->len && body_start(text) == text->len)
        str_add_char(text, '\n');
    str_add(text, words);
}

void note_prepend(struct str *text, struct view words)
{
    struct str lead = {0};
    size_t at = body_start(text);
    bool blank = false;
    while (at < text->len && (text->data[at] == '\n' || text->data[at] == '\r')) {
        blank = true;
        at++;
    }
    if (at > 0 && !blank)
        str_add_char(&lead, '\n');
    str_add(&lead, words);
    if (!view_ends(words, "\n"))
        str_add_char(&lead, '\n');
    if (at < text->len)
        str_add_char(&lead, '\n');
    str_replace(text, at, at, str_view(&lead));
    str_finish(&lead);
}

enum status note_replace(struct str *text, struct view old, struct view with, size_t times,
                         struct error *err)
{
    struct str out = {0};
    size_t at = body_start(text), count = 0;
    if (old.len == 0)
        return error_set(err, STATUS_INVALID, "what is to be replaced is empty");
    str_add(&out, view_slice(str_view(text), 0, at));
    for (const char *hit; (hit = memmem(text->data + at, text->len - at, old.data, old.len));) {
        size_t pos = (size_t)(hit - text->data);
        str_add(&out, view_slice(str_view(text), at, pos));
        str_add(&out, with);
        at = pos + old.len;
        count++;
    }
    str_add(&out, view_slice(str_view(text), at, text->len));
    if (count == times) {
        str_finish(text);
        *text = out;
        return STATUS_OK;
    }
    str_finish(&out);
    return count == 0
               ? error_set(err, STATUS_ABSENT, "the note does not hold the words to be replaced")
               : error_set(err, STATUS_CONFLICT,
                           "the note holds the words %zu times, not %zu: nothing was changed",
                           count, times);
}

static struct view heading_words(struct view line)
{
    size_t marks = 0;
    while (marks < line.len && line.data[marks] == '#')
        marks++;
    bool blank = marks < line.len && (line.data[marks] == ' ' || line.data[marks] == '\t');
    if (marks == 0 || marks > 6 || !blank)
        return VIEW("");
    return view_trim(view_slice(line, marks, line.len));
}

/* The bytes below the heading; how many headings of these words there are. */
static size_t find_section(struct view text, size_t body, struct view heading, size_t *from,
                           size_t *to)
{
    struct view rest = view_slice(text, body, text.len), line;
    bool marked = view_starts(heading, "#"), inside = false;
    char fence = '\0';
    size_t count = 0;
    *to = text.len;
    while (view_line(&rest, &line)) {
        struct view words = view_trim(line);
        bool marks = view_starts(words, "```") || view_starts(words, "~~~");
        if (marks && (!fence || fence == words.data[0]))
            fence = fence ? '\0' : words.data[0];
        struct view own = fence ? VIEW("") : heading_words(line);
        if (own.len == 0)
            continue;
        if (inside)
            *to = (size_t)(line.data - text.data);
        inside = false;
        if (view_equal(marked ? words : own, heading) && count++ == 0) {
            *from = (size_t)(line.data - text.data) + line.len;
            *from += *from < text.len; /* the line end */
            inside = true;
        }
    }
    return count;
}

enum status note_replace_section(struct str *text, struct view heading, struct view with,
                                 struct error *err)
{
    struct str out = {0};
    size_t from = 0, to = 0;
    heading = view_trim(heading);
    size_t count = find_section(str_view(text), body_start(text), heading, &from, &to);
    if (count == 0)
        return error_set(err, STATUS_ABSENT, "the note has no heading \"%.*s\"", (int)heading.len,
                         heading.data);
    if (count > 1)
        return error_set(err, STATUS_CONFLICT,
                         "the note has %zu headings \"%.*s\": nothing was changed", count,
                         (int)heading.len, heading.data);
    if (from > 0 && text->data[from - 1] != '\n')
        str_add_char(&out, '\n');
    str_add(&out, with);
    if (to < text->len && !view_ends(with, "\n"))
        str_add_char(&out, '\n');
    if (to < text->len && to > 1 && text->data[to - 2] == '\n') /* the blank line before it */
        str_add_char(&out, '\n');
    str_replace(text, from, to, str_view(&out));
    str_finish(&out);
    return STATUS_OK;
}
