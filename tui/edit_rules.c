#include "tui/edit_rules.h"

#include "core/base/memory.h"

#include <stdlib.h>

void edit_rules_finish(struct edit_rules *edit)
{
    free(edit->marks);
    *edit = (struct edit_rules){0};
}

void edit_rules_begin(struct edit_rules *edit, const struct prose_rules *rules)
{
    edit->rules = rules;
    edit->count = 0;
    edit->from = 0;
    edit->to = SIZE_MAX;
}

void edit_rules_changed(struct edit_rules *edit, size_t pos, size_t removed, size_t inserted)
{
    size_t kept = 0;
    for (size_t i = 0; i < edit->count; i++) {
        struct prose_mark mark = edit->marks[i];
        if (mark.start >= pos + removed) {
            mark.start += inserted - removed;
            mark.end += inserted - removed;
        } else if (mark.end > pos) {
            continue;
        }
        edit->marks[kept++] = mark;
    }
    edit->count = kept;
    if (edit->from >= edit->to) { /* all was checked */
        edit->from = pos;
        edit->to = pos + inserted + 1;
        return;
    }
    if (edit->to != SIZE_MAX && edit->to > pos)
        edit->to = edit->to > pos + removed ? edit->to - removed : pos;
    if (edit->to != SIZE_MAX)
        edit->to = edit->to > pos ? edit->to + inserted : pos + inserted + 1;
    edit->from = edit->from < pos ? edit->from : pos;
}

static int compare_marks(const void *a, const void *b)
{
    const struct prose_mark *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

void edit_rules_take(struct edit_rules *edit, const struct prose_check *check)
{
    size_t kept = 0;
    for (size_t i = 0; i < edit->count; i++)
        if (edit->marks[i].end <= check->from || edit->marks[i].start >= check->to)
            edit->marks[kept++] = edit->marks[i];
    edit->count = kept;
    for (size_t i = 0; i < check->count && edit->count < PROSE_MARKS_MAX; i++)
        *ARRAY_PUSH(edit->marks, edit->count, edit->cap) = check->marks[i];
    if (edit->count)
        qsort(edit->marks, edit->count, sizeof(*edit->marks), compare_marks);
    if (check->from <= edit->from && check->to >= edit->from)
        edit->from = check->to;
    if (check->fences != edit->fences) { /* what is prose changed far away, too */
        edit->fences = check->fences;
        if (check->from > 0 || check->to < check->text.len) {
            edit->from = 0;
            edit->to = SIZE_MAX;
        }
    }
    if (edit->from >= check->text.len)
        edit->from = edit->to = 0;
}

const struct prose_mark *edit_rules_at(const struct edit_rules *edit, size_t pos)
{
    const struct prose_mark *found = NULL;
    for (size_t i = 0; edit->rules && i < edit->count && edit->marks[i].start <= pos; i++)
        if (pos < edit->marks[i].end)
            found = &edit->marks[i];
    return found;
}

const struct prose_rule *edit_rules_rule(const struct edit_rules *edit,
                                         const struct prose_mark *mark)
{
    return &edit->rules->items[mark->rule];
}

void edit_rules_add_line(const struct edit_rules *edit, const struct prose_mark *mark,
                         struct str *out)
{
    const struct prose_rule *rule = edit_rules_rule(edit, mark);
    str_addf(out, "%s · %s: %s", prose_severity_name(rule->severity), rule->name, rule->message);
}
