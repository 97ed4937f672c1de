/* Every change of a todo list goes through here: a new text is made beside the old one, read, and
 * compared task by task with what was meant. Markdown has lines that change how others are read
 * (a paragraph swallows the line below, `---` makes a heading of the one above), and this is the
 * one place that has to know that they exist. */
#include "core/workspace/todo_plan.h"

#include "core/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void plan_init(struct todo_plan *plan, const struct todo_list *list)
{
    *plan = (struct todo_plan){.changed = SIZE_MAX, .count = list->count};
    plan->order = mem_zalloc(list->count + 1, sizeof(*plan->order)); /* one more may be added */
    for (size_t i = 0; i < list->count; i++)
        plan->order[i] = i;
    str_reserve(&plan->text, list->text.len);
}

void plan_finish(struct todo_plan *plan)
{
    str_finish(&plan->text);
    free(plan->order);
    *plan = (struct todo_plan){0};
}

size_t plan_put(struct todo_plan *plan, size_t at, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        plan->order[at++] = i;
    return at;
}

static bool ends_open(struct view text)
{
    return text.len > 0 && text.data[text.len - 1] != '\n';
}

void plan_add(struct todo_plan *plan, const struct todo_list *list, struct view part)
{
    str_add(&plan->text, part);
    if (ends_open(part) && !view_is(part, "\xEF\xBB\xBF"))
        str_add(&plan->text, todo_line_end(list, 0));
}

static bool has_children(const struct todo_list *list, size_t index)
{
    return index + 1 < list->count && list->items[index + 1].start < list->items[index].block_end;
}

static bool item_as_planned(const struct todo_plan *plan, const struct todo_list *old,
                            const struct todo_list *new, size_t index)
{
    size_t from = plan->order[index];
    const struct todo_item *item = &new->items[index];
    if (from == SIZE_MAX && item->lines != 1)
        return false;
    if (from == SIZE_MAX || from == plan->changed)
        return item->state == plan->state && view_equal(todo_words(new, index), plan->words);
    int deeper = from >= plan->from && from < plan->to ? plan->deeper : 0;
    const struct todo_item *was = &old->items[from];
    if (item->lines != was->lines &&
        (plan->whole || !(has_children(old, from) || has_children(new, index))))
        return false;
    return item->state == was->state && (int)item->depth == (int)was->depth + deeper &&
           item->heading == was->heading &&
           (deeper != 0 || (item->owner == SIZE_MAX) == (was->owner == SIZE_MAX)) &&
           view_equal(todo_words(new, index), todo_words(old, from));
}

static bool as_planned(const struct todo_plan *plan, const struct todo_list *old,
                       const struct todo_list *new)
{
    if (new->count != plan->count || new->heading_count != old->heading_count)
        return false;
    for (size_t i = 0; i < new->count; i++)
        if (!item_as_planned(plan, old, new, i))
            return false;
    return true;
}

enum status plan_take(struct todo_plan *plan, struct todo_list *list, struct error *err)
{
    struct view text = str_view(&plan->text);
    if (ends_open(str_view(&list->text)) && view_ends(text, "\n"))
        text.len -= view_ends(text, "\r\n") ? 2 : 1;
    struct todo_list new;
    todo_init(&new, list->format, text);
    if (!as_planned(plan, list, &new)) {
        todo_finish(&new);
        return error_set(err, STATUS_INVALID,
                         "That would change how other lines of the list are read, so nothing was "
                         "changed; edit the file itself");
    }
    todo_set_today(&new, list->today);
    todo_finish(list);
    *list = new;
    return STATUS_OK;
}

size_t todo_block_count(const struct todo_list *list, size_t item)
{
    size_t end = list->items[item].block_end, i = item + 1;
    while (i < list->count && list->items[i].start < end)
        i++;
    return i;
}

struct view todo_line_end(const struct todo_list *list, size_t pos)
{
    struct view text = str_view(&list->text);
    size_t lf = view_find(text, pos, '\n');
    if (lf == text.len)
        lf = view_find(text, 0, '\n');
    return lf > 0 && lf < text.len && text.data[lf - 1] == '\r' ? VIEW("\r\n") : VIEW("\n");
}

void todo_add_margin(struct str *out, const struct todo_list *list, size_t item)
{
    const struct todo_item *it = &list->items[item];
    struct view margin = view_slice(str_view(&list->text), it->start, it->bullet);
    if (view_trim(margin).len)
        str_add_many(out, ' ', it->column);
    else
        str_add(out, margin);
}

enum status todo_check_item(const struct todo_list *list, size_t item, struct error *err)
{
    if (item < list->count)
        return STATUS_OK;
    if (list->count == 0)
        return error_set(err, STATUS_INVALID, "The list has no task yet");
    return error_set(err, STATUS_INVALID, "There is no task %zu: the list has %zu", item + 1,
                     list->count);
}
