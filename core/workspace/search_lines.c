#include "core/workspace/search_lines.h"

#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/text/utf8.h"

#include <string.h>

struct view search_name(const char *path)
{
    struct view whole = view_of(path);
    return path_is_markdown(whole) ? path_stem(whole) : path_name(whole);
}

enum search_field search_field_at(enum search_field field, struct view line, size_t at)
{
    return field == FIELD_BODY && at > 0 && line.data[at - 1] == '#' ? FIELD_TAG : field;
}

void search_lines_begin(struct search_lines *lines, struct view text)
{
    *lines = (struct search_lines){.text = text, .front = front_matter_extent(text)};
}

/* Where a part of a long line ends: behind a blank if one is near. */
static size_t lines_cut(struct view text, size_t start, size_t end)
{
    if (end - start <= SEARCH_LINE_MAX)
        return end;
    size_t cut = start + SEARCH_LINE_MAX, least = cut - 4096;
    while (cut > least && text.data[cut - 1] != ' ')
        cut--;
    return cut > least ? cut : utf8_floor(text, start + SEARCH_LINE_MAX);
}

/* A key of the front matter, or what continues one: a list's item, an indented line. */
static enum search_field lines_front(struct search_lines *lines, struct view line)
{
    bool continues = line.len == 0 || memchr(" \t-", line.data[0], 3);
    if (!continues)
        lines->key = view_starts(line, "title:") || view_starts(line, "aliases:") ? FIELD_TITLE
                     : view_starts(line, "tags:") || view_starts(line, "tag:")    ? FIELD_TAG
                                                                                  : FIELD_BODY;
    return lines->key;
}

static bool lines_is_heading(struct view line)
{
    size_t marks = 0;
    while (marks < line.len && line.data[marks] == '#')
        marks++;
    return marks > 0 && marks <= 6 && marks < line.len &&
           (line.data[marks] == ' ' || line.data[marks] == '\t');
}

static void lines_body(struct search_lines *lines, struct view text, struct search_line *line)
{
    struct view bare = view_trim(text);
    bool fence = view_starts(bare, "```") || view_starts(bare, "~~~");
    line->code = fence || lines->fence;
    if (fence && (!lines->fence || lines->fence == bare.data[0]))
        lines->fence = lines->fence ? '\0' : bare.data[0];
    line->field = !line->code && lines_is_heading(text) ? FIELD_HEADING : FIELD_BODY;
}

bool search_lines_next(struct search_lines *lines, struct search_line *line)
{
    struct view text = lines->text;
    size_t start = lines->pos;
    if (start >= text.len)
        return false;
    size_t end = view_find(text, start, '\n'), cut = lines_cut(text, start, end);
    bool again = lines->inside;
    line->text = view_slice(text, start, cut);
    lines->inside = cut < end;
    lines->pos = lines->inside ? cut : end + 1;
    if (again) {
        line->field = FIELD_BODY;
        return true;
    }
    lines->number++;
    *line = (struct search_line){.text = line->text, .number = lines->number};
    line->front = start < lines->front;
    if (line->front)
        line->field = lines_front(lines, line->text);
    else
        lines_body(lines, line->text, line);
    return true;
}
