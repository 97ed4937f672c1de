#include "core/workspace/todo.h"

#include "core/base/memory.h"
#include "core/workspace/todo_plan.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

static bool are_siblings(const struct todo_item *a, const struct todo_item *b)
{
    return a->owner == b->owner && a->depth == b->depth && a->heading == b->heading;
}

/* The nearest sibling before or after; SIZE_MAX when there is none. */
static size_t sibling_find(const struct todo_list *list, size_t item, int by)
{
    const struct todo_item *it = &list->items[item];
    for (size_t i = item + (size_t)by; i < list->count; i += (size_t)by) {
        const struct todo_item *other = &list->items[i];
        if (are_siblings(it, other))
            return i;
        if (other->depth < it->depth || other->heading != it->heading)
            break;
    }
    return SIZE_MAX;
}

/* `- - [ ] words`: the outer bullet is not the task's to take along. */
static enum status check_own_line(const struct todo_list *list, size_t item, struct error *err)
{
    const struct todo_item *it = &list->items[item];
    if (view_trim(view_slice(str_view(&list->text), it->start, it->bullet)).len == 0)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "Another bullet stands on the same line; edit the file itself");
}

static size_t digits_at(const char *text, size_t pos)
{
    size_t from = pos;
    while (isdigit((unsigned char)text[pos]))
        pos++;
    return pos - from;
}

/* Numbers stay where they are when they are as wide: the list goes on counting upwards. */
static void swap_numbers(struct str *text, size_t a, size_t b)
{
    size_t len = digits_at(text->data, a);
    if (len == 0 || len != digits_at(text->data, b))
        return;
    for (size_t i = 0; i < len; i++) {
        char c = text->data[a + i];
        text->data[a + i] = text->data[b + i];
        text->data[b + i] = c;
    }
}

/* Exchanges the blocks of two siblings, `upper` before `lower`; what lies between stays. */
static enum status blocks_swap(struct todo_list *list, size_t upper, size_t lower,
                               struct error *err)
{
    const struct todo_item *a = &list->items[upper], *b = &list->items[lower];
    size_t a_end = todo_block_count(list, upper), b_end = todo_block_count(list, lower);
    struct view text = str_view(&list->text);
    struct todo_plan plan;
    plan_init(&plan, list);
    plan.whole = true;
    size_t at = plan_put(&plan, upper, lower, b_end);
    at = plan_put(&plan, at, a_end, lower);
    plan_put(&plan, at, upper, a_end);
    plan_add(&plan, list, view_slice(text, 0, a->start));
    plan_add(&plan, list, view_slice(text, b->start, b->block_end));
    plan_add(&plan, list, view_slice(text, a->block_end, b->start));
    size_t a_start = plan.text.len;
    plan_add(&plan, list, view_slice(text, a->start, a->block_end));
    plan_add(&plan, list, view_slice(text, b->block_end, text.len));
    if (list->format == TODO_MARKDOWN)
        swap_numbers(&plan.text, a->start + (b->bullet - b->start),
                     a_start + (a->bullet - a->start));
    enum status status = plan_take(&plan, list, err);
    plan_finish(&plan);
    return status;
}

enum status todo_move(struct todo_list *list, size_t item, int by, size_t *moved, struct error *err)
{
    enum status status = todo_check_item(list, item, err);
    if (status != STATUS_OK)
        return status;
    size_t other = sibling_find(list, item, by < 0 ? -1 : 1);
    if (other == SIZE_MAX)
        return error_set(err, STATUS_INVALID,
                         by < 0 ? "It is the first of its list" : "It is the last of its list");
    status = check_own_line(list, item, err);
    if (status == STATUS_OK)
        status = check_own_line(list, other, err);
    if (status != STATUS_OK)
        return status;
    size_t at =
        by < 0 ? other : item + todo_block_count(list, other) - todo_block_count(list, item);
    status = by < 0 ? blocks_swap(list, other, item, err) : blocks_swap(list, item, other, err);
    if (status == STATUS_OK && moved)
        *moved = at;
    return status;
}

/* Appends the block of `item` with `margin` where its own margin was. Lines that do not begin with
 * that (blank ones, and words that merely run on) stay as they are. */
static void add_shifted(struct str *out, const struct todo_list *list, size_t item,
                        struct view margin)
{
    const struct todo_item *it = &list->items[item];
    struct view text = str_view(&list->text), own = view_slice(text, it->start, it->bullet);
    for (size_t pos = it->start, next; pos < it->block_end; pos = next) {
        next = view_find(text, pos, '\n') + 1;
        struct view line = view_slice(text, pos, next);
        bool begins = line.len >= own.len && view_equal(view_slice(line, 0, own.len), own);
        if (begins && view_trim(line).len) {
            str_add(out, margin);
            line = view_slice(line, own.len, line.len);
        }
        str_add(out, line);
    }
}

/* Whether the file indents with tabs. */
static bool has_tab_margin(const struct todo_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->text.data[list->items[i].start] == '\t')
            return true;
    return false;
}

/* What a child of `parent` has before its marker: as its first child, else a tab where the file
 * uses them, else blanks up to the parent's words. */
static void add_child_margin(struct str *out, const struct todo_list *list, size_t parent,
                             bool blanks)
{
    const struct todo_item *up = &list->items[parent];
    bool child = parent + 1 < list->count && list->items[parent + 1].owner == up->line;
    if (child && !blanks) {
        todo_add_margin(out, list, parent + 1);
        return;
    }
    todo_add_margin(out, list, parent);
    if (has_tab_margin(list) && !blanks)
        str_add_char(out, '\t');
    else
        str_add_many(out, ' ', up->content - up->column);
}

/* Only a list that begins with 1 may follow words without a blank line. */
static void number_first(struct str *text, size_t pos)
{
    size_t len = digits_at(text->data, pos);
    for (size_t i = 0; i < len; i++)
        text->data[pos + i] = i + 1 < len ? '0' : '1';
}

/* Puts the block of `item` behind byte `to` and task `behind` (its own end for staying), with
 * `margin` before its marker; as number 1 when `first`. */
static enum status block_shift(struct todo_list *list, size_t item, size_t to, size_t behind,
                               struct view margin, int deeper, bool first, struct error *err)
{
    const struct todo_item *it = &list->items[item];
    struct view text = str_view(&list->text);
    struct str block = {0};
    struct todo_plan plan;
    plan_init(&plan, list);
    plan.from = item;
    plan.to = todo_block_count(list, item);
    plan.deeper = deeper;
    plan_put(&plan, plan_put(&plan, item, plan.to, behind), item, plan.to);
    add_shifted(&block, list, item, margin);
    if (first)
        number_first(&block, margin.len);
    plan_add(&plan, list, view_slice(text, 0, it->start));
    plan_add(&plan, list, view_slice(text, it->block_end, to));
    plan_add(&plan, list, str_view(&block));
    plan_add(&plan, list, view_slice(text, to, text.len));
    enum status status = plan_take(&plan, list, err);
    plan_finish(&plan);
    str_finish(&block);
    return status;
}

static enum status indent_more(struct todo_list *list, size_t item, struct error *err)
{
    size_t above = sibling_find(list, item, -1);
    if (above == SIZE_MAX)
        return error_set(err, STATUS_INVALID, "There is no task above it to put it under");
    const struct todo_item *it = &list->items[item];
    enum status status = STATUS_INVALID;
    for (int try = 0; try < 4 && status != STATUS_OK; try++) {
        struct str margin = {0};
        add_child_margin(&margin, list, above, try & 1);
        status = block_shift(list, item, it->block_end, todo_block_count(list, item),
                             str_view(&margin), 1, try >= 2, err);
        str_finish(&margin);
    }
    return status;
}

static enum status indent_less(struct todo_list *list, size_t item, struct error *err)
{
    const struct todo_item *it = &list->items[item];
    if (it->depth == 0)
        return error_set(err, STATUS_INVALID, "It is at the top level already");
    size_t parent = item;
    while (list->items[parent].depth >= it->depth)
        parent--;
    struct str margin = {0};
    todo_add_margin(&margin, list, parent);
    enum status status =
        block_shift(list, item, list->items[parent].block_end, todo_block_count(list, parent),
                    str_view(&margin), -1, false, err);
    str_finish(&margin);
    return status;
}

enum status todo_indent(struct todo_list *list, size_t item, int by, struct error *err)
{
    enum status status = todo_check_item(list, item, err);
    if (status != STATUS_OK)
        return status;
    if (list->format == TODO_TXT)
        return error_set(err, STATUS_INVALID, "A todo.txt has no levels: one task is one line");
    status = check_own_line(list, item, err);
    if (status != STATUS_OK)
        return status;
    return by < 0 ? indent_less(list, item, err) : indent_more(list, item, err);
}
