#include "core/workspace/todo.h"

#include "tests/fuzz/fuzz.h"

static void check_items(const struct todo_list *list)
{
    size_t end = 0;
    for (size_t i = 0; i < list->count; i++) {
        const struct todo_item *item = &list->items[i];
        fuzz_check(item->start >= end && item->start <= item->bullet);
        fuzz_check(item->bullet <= item->text_start && item->text_start <= item->end);
        fuzz_check(item->end <= item->block_end && item->block_end <= list->text.len);
        fuzz_check(item->heading == SIZE_MAX || item->heading < list->heading_count);
        end = item->end;
    }
    fuzz_check(list->done + list->open == list->count);
}

/* The first byte says what is done, the second to which task. */
static enum status change(struct todo_list *list, unsigned what, size_t item)
{
    struct error err;
    switch (what % 8) {
    case 0:
        return todo_add(list, VIEW("new"), item, NULL, &err);
    case 1:
        return todo_add(list, VIEW("new"), SIZE_MAX, NULL, &err);
    case 2:
        return todo_set_state(list, item, what / 8 % 4, &err);
    case 3:
        return todo_set_words(list, item, VIEW("other words"), &err);
    case 4:
        return todo_delete(list, item, &err);
    case 5:
        return todo_move(list, item, what & 8 ? 1 : -1, NULL, &err);
    default:
        return todo_indent(list, item, what & 8 ? 1 : -1, &err);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    struct view text = view_from((const char *)data + 2, size - 2);
    struct todo_list list;
    todo_init(&list, data[0] & 0x80 ? TODO_TXT : TODO_MARKDOWN, text);
    check_items(&list);
    todo_set_today(&list, "2026-03-01");
    if (change(&list, data[0] & 0x7F, data[1]) != STATUS_OK)
        fuzz_check(view_equal(str_view(&list.text), text));
    check_items(&list);
    todo_finish(&list);
    return 0;
}
