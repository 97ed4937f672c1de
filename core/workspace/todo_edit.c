#include "core/workspace/todo.h"

#include "core/workspace/todo_parse.h"
#include "core/workspace/todo_plan.h"

#include <ctype.h>
#include <stdint.h>
#include <string.h>

static enum status check_words(struct view words, struct error *err)
{
    if (view_find(words, 0, '\n') < words.len || view_find(words, 0, '\r') < words.len)
        return error_set(err, STATUS_INVALID, "A task is one line of text");
    if (view_trim(words).len == 0)
        return error_set(err, STATUS_INVALID, "A task needs some words");
    return STATUS_OK;
}

static enum status check_txt_words(const struct todo_list *list, struct view words,
                                   struct error *err)
{
    if (list->format == TODO_TXT && view_starts(words, "x "))
        return error_set(err, STATUS_INVALID,
                         "In a todo.txt a task cannot begin with \"x \": that marks it as done");
    return STATUS_OK;
}

/* The new line's margin, marker and box, like those of the task `like`; SIZE_MAX for none. */
static void add_start(struct str *line, const struct todo_list *list, size_t like)
{
    if (like == SIZE_MAX) {
        str_add_text(line, "- [ ] ");
        return;
    }
    const struct todo_item *item = &list->items[like];
    const char *text = list->text.data;
    todo_add_margin(line, list, like);
    size_t pos = item->bullet, number = 0;
    for (; isdigit((unsigned char)text[pos]); pos++)
        number = number * 10 + (size_t)(text[pos] - '0');
    if (pos > item->bullet)
        str_addf(line, "%zu", number < 999999999 ? number + 1 : number);
    str_add(line, view_from(text + pos, item->mark - pos));
    str_add_text(line, " ] ");
}

static void add_line(struct str *line, const struct todo_list *list, size_t like, struct view words)
{
    bool priority = words.len > 3 && words.data[0] == '(' && words.data[2] == ')' &&
                    words.data[3] == ' ' && isupper((unsigned char)words.data[1]);
    if (list->format == TODO_MARKDOWN) {
        add_start(line, list, like);
        str_add(line, words);
        return;
    }
    str_add(line, view_slice(words, 0, priority ? 4 : 0));
    if (list->today[0])
        str_addf(line, "%s ", list->today);
    str_add(line, view_slice(words, priority ? 4 : 0, words.len));
}

/* Whether the last line before `pos` holds anything. */
static bool text_above(struct view text, size_t pos)
{
    if (pos > 0 && text.data[pos - 1] == '\n')
        pos--;
    size_t from = pos;
    while (from > 0 && text.data[from - 1] != '\n')
        from--;
    struct view line = view_slice(text, from, pos);
    return view_trim(line).len > 0 && !view_is(line, "\xEF\xBB\xBF");
}

struct addition {
    struct view line, words;
    size_t pos, index; /* the byte and the index it goes to */
};

/* One way to put the line in: with a blank line above, below, both or none. */
static enum status add_try(struct todo_list *list, const struct addition *add, bool above,
                           bool below, struct error *err)
{
    struct view text = str_view(&list->text), blank = todo_line_end(list, add->pos);
    struct todo_plan plan;
    plan_init(&plan, list);
    plan.state = TODO_PENDING;
    plan.words = add->words;
    plan.count++;
    memmove(plan.order + add->index + 1, plan.order + add->index,
            (list->count - add->index) * sizeof(*plan.order));
    plan.order[add->index] = SIZE_MAX;
    plan_add(&plan, list, view_slice(text, 0, add->pos));
    if (above)
        str_add(&plan.text, blank);
    str_add(&plan.text, add->line);
    str_add(&plan.text, blank);
    if (below)
        str_add(&plan.text, blank);
    str_add(&plan.text, view_slice(text, add->pos, text.len));
    enum status status = plan_take(&plan, list, err);
    plan_finish(&plan);
    return status;
}

enum status todo_add(struct todo_list *list, struct view words, size_t after, size_t *added,
                     struct error *err)
{
    enum status status = check_words(words, err);
    words = view_trim(words);
    if (status == STATUS_OK)
        status = check_txt_words(list, words, err);
    if (status == STATUS_OK && after != SIZE_MAX)
        status = todo_check_item(list, after, err);
    if (status != STATUS_OK)
        return status;
    struct view text = str_view(&list->text);
    size_t like = after;
    if (after == SIZE_MAX && list->count)
        for (like = list->count - 1; list->items[like].depth > 0;)
            like--;
    struct addition add = {.words = words, .pos = text.len, .index = list->count};
    if (like != SIZE_MAX) {
        add.pos = list->items[like].block_end;
        add.index = todo_block_count(list, like);
    }
    bool above = like == SIZE_MAX && text_above(text, text.len);
    struct str line = {0};
    add_line(&line, list, like, words);
    add.line = str_view(&line);
    if (list->format == TODO_TXT)
        add.words = todo_txt_words(add.line);
    for (int try = 0; try < 4; try++) {
        status = add_try(list, &add, above || (try & 2), try & 1, err);
        if (status == STATUS_OK)
            break;
    }
    str_finish(&line);
    if (status == STATUS_OK && added)
        *added = add.index;
    return status;
}

static enum status set_txt_state(struct todo_list *list, size_t item, enum todo_state state,
                                 struct error *err)
{
    if (state != TODO_DONE && state != TODO_PENDING)
        return error_set(err, STATUS_INVALID,
                         "A todo.txt knows only done and not done; in progress and cancelled need "
                         "a Markdown list");
    const struct todo_item *it = &list->items[item];
    struct view text = str_view(&list->text), line = view_slice(text, it->start, it->end);
    struct todo_plan plan;
    struct str words = {0};
    plan_init(&plan, list);
    plan.whole = true;
    plan.changed = item;
    plan.state = state;
    str_add(&plan.text, view_slice(text, 0, it->start));
    if (state == TODO_DONE)
        todo_txt_add_done(&plan.text, line, list->today);
    else
        todo_txt_add_pending(&plan.text, line, list->today);
    str_add(&words, todo_txt_words(view_slice(str_view(&plan.text), it->start, plan.text.len)));
    plan.words = str_view(&words);
    str_add(&plan.text, view_slice(text, it->end, text.len));
    enum status status = plan_take(&plan, list, err);
    str_finish(&words);
    plan_finish(&plan);
    return status;
}

enum status todo_set_state(struct todo_list *list, size_t item, enum todo_state state,
                           struct error *err)
{
    enum status status = todo_check_item(list, item, err);
    if (status != STATUS_OK || list->items[item].state == state)
        return status;
    if (list->format == TODO_TXT)
        return set_txt_state(list, item, state, err);
    struct todo_plan plan;
    plan_init(&plan, list);
    plan.whole = true;
    plan.changed = item;
    plan.state = state;
    plan.words = todo_words(list, item);
    str_add(&plan.text, str_view(&list->text));
    plan.text.data[list->items[item].mark] = " /x-"[state];
    status = plan_take(&plan, list, err);
    plan_finish(&plan);
    return status;
}

enum status todo_set_words(struct todo_list *list, size_t item, struct view words,
                           struct error *err)
{
    enum status status = todo_check_item(list, item, err);
    if (status == STATUS_OK)
        status = check_words(words, err);
    words = view_trim(words);
    if (status == STATUS_OK && list->items[item].state == TODO_PENDING)
        status = check_txt_words(list, words, err);
    if (status != STATUS_OK)
        return status;
    const struct todo_item *it = &list->items[item];
    struct view text = str_view(&list->text);
    struct todo_plan plan;
    plan_init(&plan, list);
    plan.whole = true;
    plan.changed = item;
    plan.state = it->state;
    plan.words = words;
    str_add(&plan.text, view_slice(text, 0, it->text_start));
    if (it->text_start > it->mark && text.data[it->text_start - 1] == ']')
        str_add_char(&plan.text, ' ');
    str_add(&plan.text, words);
    str_add(&plan.text, view_slice(text, it->text_start + todo_words(list, item).len, text.len));
    status = plan_take(&plan, list, err);
    plan_finish(&plan);
    return status;
}

static enum status delete_try(struct todo_list *list, size_t item, bool blank, struct error *err)
{
    const struct todo_item *it = &list->items[item];
    struct view text = str_view(&list->text);
    size_t last = todo_block_count(list, item);
    struct todo_plan plan;
    plan_init(&plan, list);
    memmove(plan.order + item, plan.order + last, (list->count - last) * sizeof(*plan.order));
    plan.count -= last - item;
    str_add(&plan.text, view_slice(text, 0, it->start));
    if (blank)
        str_add(&plan.text, todo_line_end(list, it->start));
    str_add(&plan.text, view_slice(text, it->block_end, text.len));
    enum status status = plan_take(&plan, list, err);
    plan_finish(&plan);
    return status;
}

enum status todo_delete(struct todo_list *list, size_t item, struct error *err)
{
    enum status status = todo_check_item(list, item, err);
    if (status != STATUS_OK)
        return status;
    /* A blank line in its place keeps the lines around it apart where they would be joined. */
    status = delete_try(list, item, false, err);
    return status == STATUS_OK ? status : delete_try(list, item, true, err);
}
