#include "core/base/memory.h"
#include "core/store/log.h"
#include "core/text/line_diff.h"

/* Two texts as a diff of one file: hunks with three lines around, as git shows them, and within the
 * bounds of a commit's. */

enum { AROUND = 3, LINE_LIMIT = 20000, HUNK_HEAD = 100 };
#define BYTE_LIMIT ((size_t)8 << 20)

static void add_line(struct diff *out, enum diff_line_kind kind, size_t old_line, size_t new_line,
                     struct view text)
{
    struct diff_file *file = &out->files[out->file_count - 1];
    while (text.len > 0 && text.data[text.len - 1] == '\n')
        text.len--;
    if (file->line_count >= LINE_LIMIT || text.len > out->text.cap - 1 - out->text.len) {
        if (!file->notice)
            file->notice = mem_string("too large: the rest is not shown");
        return;
    }
    struct diff_line *line = ARRAY_PUSH(file->lines, file->line_count, file->line_cap);
    *line = (struct diff_line){.kind = kind,
                               .old_line = kind == DIFF_ADDED ? -1 : (int)old_line + 1,
                               .new_line = kind == DIFF_REMOVED ? -1 : (int)new_line + 1,
                               .text = view_from(out->text.data + out->text.len, text.len)};
    str_add(&out->text, text);
}

static void add_edit(struct diff *out, const struct line_diff *diff, size_t edit)
{
    const struct compare_edit *at = &diff->edits.items[edit];
    const struct compare_edit *last = edit ? at - 1 : NULL;
    const struct compare_edit *next = edit + 1 < diff->edits.count ? at + 1 : NULL;
    size_t gap = last ? at->old_start - last->old_start - last->old_count : at->old_start;
    size_t before = gap < AROUND ? gap : AROUND;
    if (last && gap <= 2 * AROUND) {
        before = gap > AROUND ? gap - AROUND : 0; /* the one before has shown its three */
    } else {
        struct str head = {0};
        str_addf(&head, "@@ -%zu +%zu @@", at->old_start - before + 1, at->new_start - before + 1);
        add_line(out, DIFF_HUNK, at->old_start, at->new_start, str_view(&head));
        str_finish(&head);
    }
    for (size_t i = before; i > 0; i--)
        add_line(out, DIFF_CONTEXT, at->old_start - i, at->new_start - i,
                 line_table_span(&diff->old, at->old_start - i, 1));
    for (size_t i = 0; i < at->old_count; i++)
        add_line(out, DIFF_REMOVED, at->old_start + i, 0,
                 line_table_span(&diff->old, at->old_start + i, 1));
    for (size_t i = 0; i < at->new_count; i++)
        add_line(out, DIFF_ADDED, 0, at->new_start + i,
                 line_table_span(&diff->new, at->new_start + i, 1));
    size_t old = at->old_start + at->old_count, new = at->new_start + at->new_count;
    size_t end = next ? next->old_start : diff->old.count;
    for (size_t i = 0; i < AROUND && old + i < end; i++)
        add_line(out, DIFF_CONTEXT, old + i, new + i, line_table_span(&diff->old, old + i, 1));
}

/* Lines borrow from the text while it grows, so it must not move: `room` is all it gets. */
static void reserve(struct diff *out, size_t room)
{
    str_reserve(&out->text, (room < BYTE_LIMIT ? room : BYTE_LIMIT) + 1);
}

static void add_file(struct diff *out, const char *from, const char *path, char status,
                     const struct line_diff *diff)
{
    struct diff_file *file = ARRAY_PUSH(out->files, out->file_count, out->file_cap);
    *file = (struct diff_file){.old_path = mem_string(from),
                               .new_path = mem_string(path),
                               .status = status,
                               .added = diff->added,
                               .removed = diff->removed};
    for (size_t i = 0; i < diff->edits.count && !file->notice; i++)
        add_edit(out, diff, i);
}

void diff_texts(const char *path, struct view old, struct view new, struct diff *out)
{
    struct line_diff diff;
    *out = (struct diff){0};
    line_diff_make(old, new, &diff);
    reserve(out, old.len + new.len + diff.edits.count *HUNK_HEAD);
    add_file(out, path, path, 'M', &diff);
    line_diff_finish(&diff);
}

void diff_change_set(const struct change_set *set, struct diff *out)
{
    *out = (struct diff){0};
    reserve(out, BYTE_LIMIT);
    for (size_t i = 0; i < set->count; i++) {
        const struct change *change = &set->items[i];
        struct line_diff diff;
        bool moved = change->kind == CHANGE_RENAME;
        line_diff_make(moved ? VIEW("") : str_view(&change->old), str_view(&change->text), &diff);
        add_file(out, moved ? change->from : change->path, change->path,
                 moved                           ? 'R'
                 : change->kind == CHANGE_DELETE ? 'D'
                 : change->was_there             ? 'M'
                                                 : 'A',
                 &diff);
        line_diff_finish(&diff);
    }
}
