#include "core/base/memory.h"
#include "core/edit/cmd.h"
#include "core/edit/find.h"
#include "core/edit/span.h"
#include "core/edit/state.h"

#include <stdlib.h>

/* Replacing all of many hits makes one change of those that lie near each other: a change costs
 * more than the few bytes between two hits. */

enum { NEAR = 1024 };

/* A change to make: [from, to) gives way to the next `len` bytes of a string of all of them. */
struct part {
    size_t from, to, len;
};

struct replacing {
    struct editor *editor;
    struct view text, with;
    size_t from, to; /* where to replace */
    struct part *parts;
    size_t part_count, part_cap;
    struct str out; /* what is put in */
    size_t count;   /* hits */
    size_t cursor;  /* where it comes to stand */
    size_t grown, shrunk;
};

/* "3 of 17", "3 of 2000+" while they are still being counted. */
static enum status show(struct editor *editor, const struct find_hit *hit, const char *wrapped)
{
    size_t hits, before;
    editor_set_selection(editor, hit->start, hit->end);
    bool all = find_count(editor, &hits, &before);
    struct str place = {0};
    if (all)
        str_addf(&place, "%zu of %zu", before + 1, hits);
    else if (before < hits)
        str_addf(&place, "%zu of %zu+", before + 1, hits < 1000 ? hits : hits / 1000 * 1000);
    else
        str_addf(&place, "one of %zu+", hits < 1000 ? hits : hits / 1000 * 1000);
    state_say(editor, "%s%s", str_text(&place), wrapped);
    str_finish(&place);
    return STATUS_OK;
}

static enum status go_next(struct editor *editor, size_t from, struct error *err)
{
    struct find_hit hit;
    enum status status = find_next(editor, from, &hit, err);
    return status == STATUS_OK ? show(editor, &hit, hit.start < from ? ", round the end" : "")
                               : status;
}

static enum status run_find(struct edit_call *call, struct error *err)
{
    size_t start, end;
    enum status status = find_set(call->editor, view_of(call->argv[1]), err);
    if (status != STATUS_OK || !call->argv[1][0])
        return status;
    editor_selection(call->editor, &start, &end);
    return go_next(call->editor, start, err);
}

static enum status run_find_next(struct edit_call *call, struct error *err)
{
    size_t start, end;
    editor_selection(call->editor, &start, &end);
    return go_next(call->editor, end, err);
}

static enum status run_find_previous(struct edit_call *call, struct error *err)
{
    size_t start, end;
    struct find_hit hit;
    editor_selection(call->editor, &start, &end);
    enum status status = find_previous(call->editor, start, &hit, err);
    return status == STATUS_OK
               ? show(call->editor, &hit, hit.start >= start ? ", round the start" : "")
               : status;
}

/* The replacement with `\n` made the file's line end. */
static void add_template(struct editor *editor, struct view with, struct str *out)
{
    bool crlf = state_line_end(editor).len == 2;
    for (size_t at = 0; at < with.len; at++) {
        if (with.data[at] != '\\' || at + 1 == with.len) {
            str_add_char(out, with.data[at]);
        } else if (with.data[++at] == 'n' && crlf) {
            str_add_text(out, "\r\n");
        } else {
            str_add_char(out, '\\');
            str_add_char(out, with.data[at]);
        }
    }
}

/* Sets what is looked for and checks what is put in its place. */
static enum status prepare(struct edit_call *call, struct str *with, struct error *err)
{
    if (!call->argv[1][0])
        return error_set(err, STATUS_INVALID, "%s: replace what?", call->argv[0]);
    enum status status = find_set(call->editor, view_of(call->argv[1]), err);
    if (status != STATUS_OK)
        return status;
    add_template(call->editor, view_of(call->argv[2]), with);
    return pattern_expand(call->editor->find.pattern, VIEW(""), str_view(with), NULL, err);
}

/* Replaces the selection if it is a hit; the search goes on from there. */
static enum status replace_here(struct editor *editor, struct view with, struct error *err)
{
    size_t start, end, from, to;
    struct str out = {0};
    bool selected = editor_selection(editor, &start, &end);
    struct view text = find_flat(editor);
    enum status status = pattern_find(editor->find.pattern, text, start, &from, &to, err);
    if (status == STATUS_OK && selected && from == start && to == end) {
        status = pattern_expand(editor->find.pattern, text, with, &out, err);
        if (status == STATUS_OK)
            state_step(editor, start, end, str_view(&out), start + out.len);
    }
    str_finish(&out);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

static enum status run_replace(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    struct str with = {0};
    struct error none;
    uint64_t version = editor->version;
    enum status status = prepare(call, &with, err);
    if (status == STATUS_OK)
        status = replace_here(editor, str_view(&with), err);
    if (status == STATUS_OK) {
        size_t start, end;
        editor_selection(editor, &start, &end);
        status = go_next(editor, version == editor->version ? start : end, &none);
        if (status == STATUS_ABSENT && version != editor->version) {
            state_say(editor, "replaced; that was the last one");
            status = STATUS_OK;
        } else if (status != STATUS_OK && err) {
            *err = none;
        }
    }
    str_finish(&with);
    return status;
}

/* Adds the hit [start, end) and what comes in its place, which is `out` from `at` on. */
static void add_part(struct replacing *work, size_t start, size_t end, struct view with)
{
    struct part *last = work->part_count ? &work->parts[work->part_count - 1] : NULL;
    if (last && start - last->to <= NEAR) {
        str_add(&work->out, view_slice(work->text, last->to, start));
        last->len += start - last->to;
    } else {
        last = ARRAY_PUSH(work->parts, work->part_count, work->part_cap);
        *last = (struct part){.from = start};
    }
    str_add(&work->out, with);
    last->len += with.len;
    last->to = end;
    size_t cursor = work->editor->cursor;
    if (end <= cursor && start < cursor) {
        work->grown += with.len;
        work->shrunk += end - start;
    } else if (start < cursor) {
        work->cursor = start;
    }
}

/* Finds all hits; nothing changes yet. */
static enum status collect(struct replacing *work, struct error *err)
{
    struct pattern *pattern = work->editor->find.pattern;
    struct str with = {0};
    size_t at = work->from, last = SIZE_MAX, start, end;
    enum status status;
    while ((status = pattern_find(pattern, work->text, at, &start, &end, err)) == STATUS_OK &&
           end <= work->to) {
        at = end > start ? end : end + 1;
        if (end == start && start == last)
            continue;
        str_clear(&with);
        status = pattern_expand(pattern, work->text, work->with, &with, err);
        if (status != STATUS_OK)
            break;
        add_part(work, start, end, str_view(&with));
        work->count++;
        last = end;
    }
    str_finish(&with);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

/* Makes the changes from the last to the first, so that those to come stay where they are. */
static void apply(struct replacing *work)
{
    struct editor *editor = work->editor;
    size_t out = work->out.len;
    size_t cursor = work->cursor + work->grown - work->shrunk;
    editor_begin(editor);
    for (size_t i = work->part_count; i-- > 0;) {
        const struct part *part = &work->parts[i];
        out -= part->len;
        state_splice(editor, part->from, part->to,
                     view_slice(str_view(&work->out), out, out + part->len), part->from);
    }
    editor_end(editor);
    editor_set_cursor(editor, cursor, false);
}

static enum status run_replace_all(struct edit_call *call, struct error *err)
{
    struct editor *editor = call->editor;
    struct replacing work = {.editor = editor, .to = SIZE_MAX, .cursor = editor->cursor};
    struct str with = {0};
    if (call->argc > 3 && !view_is(view_of(call->argv[3]), "selection"))
        return error_set(err, STATUS_INVALID, "replace-all: \"%s\" is not \"selection\"",
                         call->argv[3]);
    if (call->argc > 3 && !editor_selection(editor, &work.from, &work.to))
        return error_set(err, STATUS_INVALID, "replace-all: nothing is selected");
    enum status status = prepare(call, &with, err);
    if (status == STATUS_OK) {
        work.text = find_flat(editor);
        work.with = str_view(&with);
        status = collect(&work, err);
    }
    if (status == STATUS_OK && work.count) {
        apply(&work);
        state_say(editor, "%zu replaced", work.count);
    } else if (status == STATUS_OK) {
        status = error_set(err, STATUS_ABSENT, "No match for \"%.200s\"", call->argv[1]);
    }
    str_finish(&with);
    str_finish(&work.out);
    free(work.parts);
    return status;
}

const struct edit_command cmd_find_table[] = {
    {"find", "TEXT", "look for a pattern from here on", "Find", run_find},
    {"find-next", "", "the next match", "Find", run_find_next},
    {"find-previous", "", "the match before", "Find", run_find_previous},
    {"replace", "TEXT WITH", "replace the match here, go to the next", "Find", run_replace},
    {"replace-all", "TEXT WITH [selection]", "replace all matches", "Find", run_replace_all},
    {0},
};
