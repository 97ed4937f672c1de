#include "core/command/tables.h"

#include <stdlib.h>
#include <string.h>

/* Every todo command has the same three steps: read the list again and find the task in it, change
 * the list's text, hand old and new text to the change set. The list in the model changes only when
 * the change set is applied, so the work is done on a copy. */

struct todo_edit {
    struct todo_list list; /* a copy to change */
    struct str old;
    bool was_there;
    size_t item;
    struct str words; /* of the task, before the change */
};

static void todo_edit_finish(struct todo_edit *edit)
{
    todo_finish(&edit->list);
    str_finish(&edit->old);
    str_finish(&edit->words);
}

/* The task that argv[1] numbers (from 1), or the selected one. */
static enum status todo_edit_number(const struct command_call *call, size_t *item,
                                    struct error *err)
{
    if (call->argc > 1) {
        char *end;
        unsigned long number = strtoul(call->argv[1], &end, 10);
        if (*end || end == call->argv[1] || number < 1 || number > call->ws->todo.count)
            return error_set(err, STATUS_INVALID, "there is no task %s; the list has %zu",
                             call->argv[1], call->ws->todo.count);
        *item = number - 1;
        return STATUS_OK;
    }
    *item = call->selection ? call->selection->task : SIZE_MAX;
    if (*item >= call->ws->todo.count)
        return error_set(err, STATUS_INVALID, "which task? %s wants a number", call->argv[0]);
    return STATUS_OK;
}

/* After the list was read again: the task with the same words, nearest to where it stood. */
static enum status todo_edit_again(const struct todo_list *list, struct view words, size_t *item,
                                   struct error *err)
{
    for (size_t off = 0; off <= *item || *item + off < list->count; off++) {
        size_t below = *item + off;
        if (below < list->count && view_equal(todo_words(list, below), words)) {
            *item = below;
            return STATUS_OK;
        }
        if (off <= *item && *item - off < list->count &&
            view_equal(todo_words(list, *item - off), words)) {
            *item -= off;
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_CONFLICT,
                     "the list was changed by another program; nothing is lost, look again");
}

/* Reads the list, and finds the task if the command is about one. */
static enum status todo_edit_open(const struct command_call *call, bool wants_task,
                                  struct todo_edit *edit, struct error *err)
{
    *edit = (struct todo_edit){.item = SIZE_MAX};
    struct workspace *ws = call->ws;
    enum status status = STATUS_OK;
    if (wants_task) {
        status = todo_edit_number(call, &edit->item, err);
        if (status != STATUS_OK)
            return status;
        str_add(&edit->words, todo_words(&ws->todo, edit->item));
    }
    status = workspace_read_todo(ws, err);
    if (status == STATUS_OK && wants_task)
        status = todo_edit_again(&ws->todo, str_view(&edit->words), &edit->item, err);
    if (status != STATUS_OK) {
        todo_edit_finish(edit);
        return status;
    }
    edit->was_there = ws->todo_there;
    str_add(&edit->old, str_view(&ws->todo.text));
    todo_init(&edit->list, ws->todo.format, str_view(&ws->todo.text));
    todo_set_today(&edit->list, call->today);
    return STATUS_OK;
}

/* Hands the changed list over, unless the change failed; frees `edit`. */
static enum status todo_edit_close(struct command_call *call, struct todo_edit *edit,
                                   enum status status, const char *what)
{
    if (status == STATUS_OK && !view_equal(str_view(&edit->old), str_view(&edit->list.text))) {
        struct view old = str_view(&edit->old);
        change_set_write(call->set, call->ws->catalog->todo_path, edit->was_there ? &old : NULL,
                         str_view(&edit->list.text));
        change_set_subject(call->set, "todo: %s \"%s\"", what, str_text(&edit->words));
        call->task = edit->item;
        if (todo_edit_again(&edit->list, str_view(&edit->words), &call->task, NULL) != STATUS_OK)
            call->task = SIZE_MAX;
    }
    todo_edit_finish(edit);
    return status;
}

static enum status cmd_todo_add(struct command_call *call, struct error *err)
{
    struct todo_edit edit;
    enum status status = todo_edit_open(call, false, &edit, err);
    if (status != STATUS_OK)
        return status;
    command_add_arguments(call, 1, &edit.words);
    if (!edit.was_there && edit.list.format == TODO_MARKDOWN) {
        todo_finish(&edit.list);
        todo_init(&edit.list, TODO_MARKDOWN, VIEW("# Todo\n\n"));
    }
    status = todo_add(&edit.list, str_view(&edit.words), SIZE_MAX, &edit.item, err);
    return todo_edit_close(call, &edit, status, "add");
}

static enum status cmd_todo_add_below(struct command_call *call, struct error *err)
{
    struct todo_edit edit;
    struct command_call on_selection = *call;
    on_selection.argc = 1;
    enum status status = todo_edit_open(&on_selection, true, &edit, err);
    if (status != STATUS_OK)
        return status;
    str_clear(&edit.words);
    command_add_arguments(call, 1, &edit.words);
    status = todo_add(&edit.list, str_view(&edit.words), edit.item, &edit.item, err);
    return todo_edit_close(call, &edit, status, "add");
}

static enum status todo_edit_state(struct command_call *call, enum todo_state on, struct error *err)
{
    static const char *const verbs[] = {"open", "start", "done", "cancel"};
    struct todo_edit edit;
    enum status status = todo_edit_open(call, true, &edit, err);
    if (status != STATUS_OK)
        return status;
    enum todo_state now = edit.list.items[edit.item].state;
    enum todo_state to = now == on ? TODO_PENDING : on;
    status = todo_set_state(&edit.list, edit.item, to, err);
    return todo_edit_close(call, &edit, status, verbs[to]);
}

static enum status cmd_todo_toggle(struct command_call *call, struct error *err)
{
    return todo_edit_state(call, TODO_DONE, err);
}

static enum status cmd_todo_start(struct command_call *call, struct error *err)
{
    return todo_edit_state(call, TODO_PROGRESS, err);
}

static enum status cmd_todo_cancel(struct command_call *call, struct error *err)
{
    return todo_edit_state(call, TODO_CANCELLED, err);
}

static enum status cmd_todo_edit(struct command_call *call, struct error *err)
{
    struct todo_edit edit;
    enum status status = todo_edit_open(call, true, &edit, err);
    if (status != STATUS_OK)
        return status;
    struct str words = {0};
    command_add_arguments(call, 2, &words);
    status = todo_set_words(&edit.list, edit.item, str_view(&words), err);
    if (status == STATUS_OK) {
        str_clear(&edit.words);
        str_add(&edit.words, str_view(&words));
    }
    str_finish(&words);
    return todo_edit_close(call, &edit, status, "edit");
}

static enum status cmd_todo_delete(struct command_call *call, struct error *err)
{
    struct todo_edit edit;
    enum status status = todo_edit_open(call, true, &edit, err);
    if (status != STATUS_OK)
        return status;
    status = todo_delete(&edit.list, edit.item, err);
    return todo_edit_close(call, &edit, status, "delete");
}

static enum status todo_edit_move(struct command_call *call, int by, struct error *err)
{
    struct todo_edit edit;
    enum status status = todo_edit_open(call, true, &edit, err);
    if (status != STATUS_OK)
        return status;
    status = todo_move(&edit.list, edit.item, by, &edit.item, err);
    return todo_edit_close(call, &edit, status, by < 0 ? "move up" : "move down");
}

static enum status cmd_todo_up(struct command_call *call, struct error *err)
{
    return todo_edit_move(call, -1, err);
}

static enum status cmd_todo_down(struct command_call *call, struct error *err)
{
    return todo_edit_move(call, 1, err);
}

static enum status todo_edit_indent(struct command_call *call, int by, struct error *err)
{
    struct todo_edit edit;
    enum status status = todo_edit_open(call, true, &edit, err);
    if (status != STATUS_OK)
        return status;
    status = todo_indent(&edit.list, edit.item, by, err);
    return todo_edit_close(call, &edit, status, by < 0 ? "outdent" : "indent");
}

static enum status cmd_todo_indent(struct command_call *call, struct error *err)
{
    return todo_edit_indent(call, 1, err);
}

static enum status cmd_todo_outdent(struct command_call *call, struct error *err)
{
    return todo_edit_indent(call, -1, err);
}

const struct command command_todo_table[] = {
    {"todo-add", "TEXT...", "add a task at the end of the list", "Todo", WHERE_ANY, cmd_todo_add},
    {"todo-add-below", "TEXT...", "add a task below the selected one", "Todo", WHERE_TODO,
     cmd_todo_add_below},
    {"todo-toggle", "[NUMBER]", "mark a task done, or open again", "Todo", WHERE_TODO,
     cmd_todo_toggle},
    {"todo-start", "[NUMBER]", "mark a task as in progress, or open again", "Todo", WHERE_TODO,
     cmd_todo_start},
    {"todo-cancel", "[NUMBER]", "mark a task as cancelled, or open again", "Todo", WHERE_TODO,
     cmd_todo_cancel},
    {"todo-edit", "NUMBER TEXT...", "give a task other words", "Todo", WHERE_TODO, cmd_todo_edit},
    {"todo-delete", "[NUMBER]", "delete a task and those below it", "Todo", WHERE_TODO,
     cmd_todo_delete},
    {"todo-up", "[NUMBER]", "move a task up", "Todo", WHERE_TODO, cmd_todo_up},
    {"todo-down", "[NUMBER]", "move a task down", "Todo", WHERE_TODO, cmd_todo_down},
    {"todo-indent", "[NUMBER]", "make a task a part of the one above", "Todo", WHERE_TODO,
     cmd_todo_indent},
    {"todo-outdent", "[NUMBER]", "move a task out one level", "Todo", WHERE_TODO, cmd_todo_outdent},
    {0},
};
