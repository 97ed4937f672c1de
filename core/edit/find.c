#include "core/edit/find.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/edit/span.h"
#include "core/edit/state.h"
#include "core/text/utf8.h"

#include <stdlib.h>

/* PCRE2 wants its text in a row. A search through everything reads it into one string, kept until
 * the text changes; highlights, asked for with every key, read what is near. */

enum {
    AROUND = 4096,        /* bytes beyond what is shown in which hits may begin and end */
    BACK = 64 * 1024,     /* bytes at a time when searching backwards */
    COUNT_TIME = 10,      /* milliseconds of counting at a call */
    SEARCH_TIME = 500,    /* milliseconds that a person waits for a match at most */
    SHOW_TIME = 10,       /* and a frame for its highlights */
    COUNT_MAX = 10000000, /* hits whose places are kept */
};

struct view find_flat(struct editor *editor)
{
    struct editor_find *find = &editor->find;
    if (find->flat != editor->text) {
        rope_free(find->flat);
        find->flat = rope_share(editor->text);
        find->view = span_read(find->flat, 0, SIZE_MAX, &find->bytes);
    }
    return find->view;
}

void find_forget(struct editor_find *find)
{
    rope_free(find->flat);
    find->flat = NULL;
    find->view = VIEW("");
    str_finish(&find->bytes);
}

enum status find_set(struct editor *editor, struct view text, struct error *err)
{
    struct editor_find *find = &editor->find;
    struct pattern *pattern = NULL;
    if (text.len && view_equal(text, str_view(&find->text)))
        return STATUS_OK;
    if (text.len) {
        enum status status = pattern_new(text, PATTERN_SMART_CASE, &pattern, err);
        if (status != STATUS_OK)
            return status;
    }
    pattern_free(find->pattern);
    find->pattern = pattern;
    find->slow = false;
    if (pattern)
        pattern_limit_time(pattern, SEARCH_TIME);
    str_clear(&find->text);
    str_add(&find->text, text);
    find->counted_version = 0;
    return STATUS_OK;
}

struct view find_text(const struct editor *editor)
{
    return str_view(&editor->find.text);
}

/* The first hit at or after `from` that is not empty. */
static enum status find_from(struct editor *editor, struct view text, size_t from,
                             struct find_hit *hit, struct error *err)
{
    for (;;) {
        enum status status =
            pattern_find(editor->find.pattern, text, from, &hit->start, &hit->end, err);
        if (status != STATUS_OK || hit->end > hit->start)
            return status;
        from = hit->end + 1;
    }
}

size_t find_hits(struct editor *editor, size_t from, size_t to, struct find_hit *hits, size_t max)
{
    if (!editor->find.pattern || editor->find.slow)
        return 0;
    struct str scratch = {0};
    size_t first = rope_line_start(editor->text, rope_line_at(editor->text, from));
    size_t base = from - first > AROUND ? span_floor(editor->text, from - AROUND) : first;
    struct view text = span_read(editor->text, base, to + AROUND, &scratch);
    struct find_hit hit;
    size_t count = 0, at = 0;
    enum status status = STATUS_OK;
    pattern_limit_time(editor->find.pattern, SHOW_TIME);
    while (count < max && (status = find_from(editor, text, at, &hit, NULL)) == STATUS_OK &&
           base + hit.start < to) {
        at = hit.end;
        if (base + hit.end > from)
            hits[count++] = (struct find_hit){.start = base + hit.start, .end = base + hit.end};
    }
    editor->find.slow = status == STATUS_LIMIT;
    pattern_limit_time(editor->find.pattern, SEARCH_TIME);
    str_finish(&scratch);
    return count;
}

enum status find_check_replacement(const struct editor *editor, struct view with, struct error *err)
{
    if (!editor->find.pattern)
        return error_set(err, STATUS_INVALID, "replace what?");
    return pattern_expand(editor->find.pattern, VIEW(""), with, NULL, err);
}

static enum status no_pattern(struct error *err)
{
    return error_set(err, STATUS_ABSENT, "Nothing is being looked for yet");
}

static enum status no_hit(const struct editor *editor, struct error *err)
{
    struct view text = find_text(editor);
    return error_set(err, STATUS_ABSENT, "No match for \"%.*s\"",
                     text.len < 200 ? (int)text.len : 200, text.data);
}

enum status find_next(struct editor *editor, size_t from, struct find_hit *hit, struct error *err)
{
    if (!editor->find.pattern)
        return no_pattern(err);
    struct view text = find_flat(editor);
    enum status status = find_from(editor, text, from, hit, err);
    if (status == STATUS_ABSENT)
        status = find_from(editor, text, 0, hit, err);
    return status == STATUS_ABSENT ? no_hit(editor, err) : status;
}

/* The last hit that begins in [from, to). */
static enum status find_last(struct editor *editor, struct view text, size_t from, size_t to,
                             struct find_hit *hit, struct error *err)
{
    struct find_hit found;
    enum status status, any = STATUS_ABSENT;
    while ((status = find_from(editor, text, from, &found, err)) == STATUS_OK && found.start < to) {
        *hit = found;
        any = STATUS_OK;
        from = found.end;
    }
    return status == STATUS_OK || status == STATUS_ABSENT ? any : status;
}

enum status find_previous(struct editor *editor, size_t from, struct find_hit *hit,
                          struct error *err)
{
    if (!editor->find.pattern)
        return no_pattern(err);
    struct view text = find_flat(editor);
    size_t stop = from < text.len ? from : text.len;
    for (int round = 0; round < 2; round++) {
        while (stop > 0) {
            size_t begin = stop > BACK ? utf8_floor(text, stop - BACK) : 0;
            enum status status = find_last(editor, text, begin, stop, hit, err);
            if (status != STATUS_ABSENT)
                return status;
            stop = begin;
        }
        stop = text.len;
    }
    return no_hit(editor, err);
}

bool find_count(struct editor *editor, size_t *hits, size_t *before)
{
    struct editor_find *find = &editor->find;
    struct find_hit hit;
    int64_t begun = clock_ticks();
    if (find->counted_version != editor->version) {
        find->counted_version = editor->version;
        find->count = find->counted_to = 0;
        find->counted_all = !find->pattern;
    }
    while (!find->counted_all) {
        enum status status = find_from(editor, find_flat(editor), find->counted_to, &hit, NULL);
        if (status == STATUS_OK) {
            *ARRAY_PUSH(find->starts, find->count, find->cap) = hit.start;
            find->counted_to = hit.end;
        }
        find->counted_all = status != STATUS_OK || find->count == COUNT_MAX;
        if (find->count % 64 == 0 && clock_ticks() - begun > COUNT_TIME)
            break;
    }
    size_t start, end, low = 0, high = find->count;
    editor_selection(editor, &start, &end);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (find->starts[middle] < start)
            low = middle + 1;
        else
            high = middle;
    }
    *hits = find->count;
    *before = low;
    return find->counted_all;
}
