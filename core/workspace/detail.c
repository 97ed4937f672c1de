#include "core/workspace/detail.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/markdown/render.h"
#include "core/text/utf8.h"

#include <stdlib.h>
#include <string.h>

/* A list shows a screen of rows at a time, so a row may cost one read of a small file. Of a large
 * one only the beginning is read, where titles stand. */

enum { WHOLE_MAX = 1 << 20, START_MAX = 64 << 10, HEAD_LINES = 16 };

void detail_add_name(struct str *out, struct view path)
{
    struct view name = path_is_markdown(path) ? path_stem(path) : path_name(path);
    size_t start = out->len;
    for (size_t i = 0; i < name.len; i++) {
        bool gap = name.data[i] == '_' || name.data[i] == ' ';
        if (!gap)
            str_add_char(out, name.data[i]);
        else if (out->len > start && out->data[out->len - 1] != ' ')
            str_add_char(out, ' ');
    }
    if (out->len > start && out->data[out->len - 1] == ' ')
        str_replace(out, out->len - 1, out->len, VIEW(""));
    if (out->len == start)
        str_add(out, name);
}

static size_t detail_run(struct view line, char c)
{
    size_t len = 0;
    while (len < line.len && line.data[len] == c)
        len++;
    return len;
}

/* The words of a `#` heading; empty when the line is none. */
static struct view detail_heading_words(struct view line)
{
    size_t marks = detail_run(line, '#');
    if (marks == 0 || marks > 6 || marks == line.len || !memchr(" \t", line.data[marks], 2))
        return VIEW("");
    struct view words = view_trim(view_slice(line, marks, line.len)), bare = words;
    while (bare.len && bare.data[bare.len - 1] == '#')
        bare.len--;
    bool closed = bare.len == 0 || bare.data[bare.len - 1] == ' ';
    return closed ? view_trim(bare) : words;
}

static bool detail_underlines(struct view line)
{
    return line.len && (detail_run(line, '=') == line.len ||
                        (line.len >= 2 && detail_run(line, '-') == line.len));
}

/* The first heading that is not in a fenced block. */
static struct view detail_heading(struct view body)
{
    struct view line, before = VIEW("");
    char fence = 0;
    while (view_line(&body, &line)) {
        line = view_trim(line);
        if (view_starts(line, "```") || view_starts(line, "~~~")) {
            if (!fence || fence == line.data[0])
                fence = fence ? 0 : line.data[0];
            before = VIEW("");
            continue;
        }
        if (fence)
            continue;
        struct view words = detail_heading_words(line);
        if (words.len)
            return words;
        if (before.len && detail_underlines(line))
            return before;
        /* A list, a quote or a table's row is never underlined. */
        before = line.len && memchr("-*+>|#", line.data[0], 6) ? VIEW("") : line;
    }
    return VIEW("");
}

static struct view detail_skip_stars(struct view text)
{
    while (text.len && (text.data[0] == '*' || text.data[0] == ' '))
        text = view_slice(text, 1, text.len);
    return text;
}

/* Whether `value` may stand in the narrow column of a list: a number or infinity. */
static bool detail_is_intensity(struct view value)
{
    if (view_is(value, "∞"))
        return true;
    for (size_t i = 0; i < value.len; i++)
        if (value.data[i] != '.' && (value.data[i] < '0' || value.data[i] > '9'))
            return false;
    return value.len > 0 && value.len <= 4;
}

static void detail_find_intensity(struct view body, struct detail *out)
{
    struct view line;
    for (int i = 0; i < HEAD_LINES && view_line(&body, &line); i++) {
        line = detail_skip_stars(line);
        if (!view_starts(line, "Intensity"))
            continue;
        line = detail_skip_stars(view_slice(line, strlen("Intensity"), line.len));
        if (!view_starts(line, ":"))
            continue;
        line = detail_skip_stars(view_slice(line, 1, line.len));
        struct view value = view_trim(view_slice(line, 0, view_find(line, 0, '/')));
        if (detail_is_intensity(value)) {
            memcpy(out->intensity, value.data, value.len);
            out->intensity[value.len] = '\0';
            return;
        }
    }
}

/* A title of one line: what front matter folds over lines is one, a block of lines is not. */
static void detail_set_title(struct detail *out, struct view title)
{
    title = view_trim(title);
    title = view_slice(title, 0, view_find(title, 0, '\n'));
    if (title.len == 0)
        return;
    free(out->title);
    out->title = mem_string_n(title.data, title.len);
}

static void detail_read_note(struct view text, struct detail *out)
{
    struct front_matter front;
    front_matter_read(text, &front);
    /* Malformed front matter is text, but its last line would be a heading by its fence. */
    size_t start = front.fields ? front.body : front_matter_extent(text);
    struct view body = view_slice(text, start, text.len);
    const char *title = yaml_text(yaml_get(front.fields, "title"), "");
    detail_set_title(out, *title ? view_of(title) : detail_heading(body));
    detail_find_intensity(body, out);
    front_matter_finish(&front);
}

enum status detail_read(const struct folder *folder, const char *path, enum section_kind section,
                        struct detail *out, struct error *err)
{
    struct str name = {0}, text = {0};
    *out = (struct detail){.words = DETAIL_WORDS_UNKNOWN};
    detail_add_name(&name, view_of(path));
    out->title = str_take(&name);
    enum status status = folder_stat(folder, path, &out->stamp, err);
    if (status)
        return status;
    size_t limit = out->stamp.size > WHOLE_MAX ? START_MAX : WHOLE_MAX;
    status = folder_read_start(folder, path, limit, &text, &out->stamp, err);
    if (status)
        goto out;
    bool whole = out->stamp.size >= 0 && (uint64_t)out->stamp.size <= limit;
    struct view source = view_slice(str_view(&text), 0, utf8_floor(str_view(&text), text.len));
    if (section == SECTION_MEMORY)
        detail_read_note(source, out);
    if (whole)
        out->words = render_count_words(source);
out:
    str_finish(&text);
    return status;
}

void detail_finish(struct detail *detail)
{
    free(detail->title);
    *detail = (struct detail){0};
}
