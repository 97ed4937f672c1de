#include "core/edit/vi_action.h"

#include "core/base/memory.h"
#include "core/edit/span.h"
#include "core/text/utf8.h"

#include <stdio.h>
#include <string.h>

/* Insert and replace mode. What is typed goes through the same commands as without vi keys, so that
 * Enter goes on with a list; all of it until Esc is one step of undo. */

static void open_group(struct vi *vi)
{
    if (!vi->grouped)
        editor_begin(vi->editor);
    vi->grouped = true;
}

static void close_group(struct vi *vi)
{
    if (vi->grouped)
        editor_end(vi->editor);
    vi->grouped = false;
}

void vi_begin_insert(struct vi *vi, size_t count, bool opens)
{
    vi->mode = VI_INSERT;
    vi->insert_count = count;
    vi->insert_opens = opens;
    vi->insert_from = vi->editor->cursor;
    str_clear(&vi->inserted);
    open_group(vi);
}

void vi_begin_replace(struct vi *vi, size_t count)
{
    vi_begin_insert(vi, count, false);
    vi->mode = VI_REPLACE;
    str_clear(&vi->replaced);
}

/* An empty line below or above that of the cursor, which goes there. */
static void open_line(struct vi *vi, bool below)
{
    struct view end = state_line_end(vi->editor);
    size_t line = vi_line_at(vi, vi->editor->cursor);
    size_t at = below ? vi_line_stop(vi, line) : vi_line_start(vi, line);
    state_splice(vi->editor, at, at, end, at);
    vi_go(vi, vi_line_start(vi, below ? line + 1 : line));
}

bool vi_action_insert(struct vi *vi, const struct vi_command *command)
{
    vi_begin_insert(vi, vi_count(command), false);
    return true;
}

bool vi_action_append(struct vi *vi, const struct vi_command *command)
{
    if (!vi_at_line_end(vi, vi->editor->cursor))
        vi_go(vi, span_next(vi->editor->text, vi->editor->cursor));
    return vi_action_insert(vi, command);
}

bool vi_action_insert_first(struct vi *vi, const struct vi_command *command)
{
    size_t line = vi_line_at(vi, vi->editor->cursor), stop = vi_line_stop(vi, line);
    vi_go(vi, span_skip_blanks(vi->editor->text, vi_line_start(vi, line), stop));
    return vi_action_insert(vi, command);
}

bool vi_action_append_last(struct vi *vi, const struct vi_command *command)
{
    vi_go(vi, vi_line_stop(vi, vi_line_at(vi, vi->editor->cursor)));
    return vi_action_insert(vi, command);
}

bool vi_action_open(struct vi *vi, const struct vi_command *command)
{
    vi_begin_insert(vi, vi_count(command), true);
    open_line(vi, true);
    vi->insert_from = vi->editor->cursor;
    return true;
}

bool vi_action_open_above(struct vi *vi, const struct vi_command *command)
{
    vi_begin_insert(vi, vi_count(command), true);
    open_line(vi, false);
    vi->insert_from = vi->editor->cursor;
    return true;
}

bool vi_action_replace(struct vi *vi, const struct vi_command *command)
{
    vi_begin_replace(vi, vi_count(command));
    return true;
}

/* --- keys --- */

static bool run(struct vi *vi, const char *name)
{
    struct error err;
    char copy[32], *argv[] = {copy};
    snprintf(copy, sizeof(copy), "%s", name);
    return edit_command_run(vi->editor, 1, argv, &err) == STATUS_OK || vi_fail(vi, "%s", err.text);
}

/* Keys that are commands of the editor while inserting. */
static const struct {
    uint32_t key;
    const char *command;
} insert_keys[] = {
    {VI_KEY_ENTER, "newline"},
    {VI_KEY_TAB, "tab"},
    {VI_KEY_BACKTAB, "backtab"},
    {VI_KEY_BACKSPACE, "delete-back"},
    {0x7F, "delete-back"},
    {VI_KEY_DELETE, "delete-forward"},
    {VI_CTRL('w'), "delete-word-back"},
    {VI_KEY_UP, "cursor-up"},
    {VI_KEY_DOWN, "cursor-down"},
    {VI_KEY_LEFT, "cursor-left"},
    {VI_KEY_RIGHT, "cursor-right"},
    {VI_KEY_HOME, "line-start"},
    {VI_KEY_END, "line-end"},
    {VI_KEY_PGUP, "page-up"},
    {VI_KEY_PGDN, "page-down"},
};

/* What the character written over was, so that backspace gives it back: its length, then it. */
static void write_over(struct vi *vi, struct view text)
{
    struct editor *editor = vi->editor;
    size_t at = editor->cursor, end = at;
    if (!vi_at_line_end(vi, at))
        end = span_next(editor->text, at);
    size_t start = vi->replaced.len;
    rope_add_range(editor->text, at, end, &vi->replaced);
    size_t len = vi->replaced.len - start;
    str_add(&vi->replaced, view_from((const char *)&len, sizeof(len)));
    state_splice(editor, at, end, text, at + text.len);
}

static bool give_back(struct vi *vi)
{
    struct editor *editor = vi->editor;
    size_t len, cursor = editor->cursor;
    if (cursor == vi_line_start(vi, vi_line_at(vi, cursor)))
        return false;
    size_t at = span_previous(editor->text, cursor);
    if (vi->replaced.len < sizeof(len)) {
        vi_go(vi, at);
        return true;
    }
    size_t stop = vi->replaced.len - sizeof(len);
    memcpy(&len, vi->replaced.data + stop, sizeof(len));
    state_splice(editor, at, cursor, view_slice(str_view(&vi->replaced), stop - len, stop), at);
    str_replace(&vi->replaced, stop - len, vi->replaced.len, VIEW(""));
    return true;
}

static bool type(struct vi *vi, struct view text)
{
    if (vi->mode == VI_REPLACE)
        write_over(vi, text);
    else
        editor_insert(vi->editor, text);
    return true;
}

static bool put_register(struct vi *vi, uint32_t name)
{
    struct view text = str_view(&vi_register_of(vi, name)->text);
    vi->from_register = false;
    if (!text.len)
        return vi_fail(vi, "there is nothing in the register");
    return type(vi, text);
}

/* Deletes what was inserted in this line, or else to its start. */
static void delete_to_start(struct vi *vi)
{
    size_t cursor = vi->editor->cursor, from = vi_line_start(vi, vi_line_at(vi, cursor));
    if (vi->insert_from > from && vi->insert_from < cursor)
        from = vi->insert_from;
    state_splice(vi->editor, from, cursor, VIEW(""), from);
}

static bool insert_one(struct vi *vi, uint32_t key)
{
    char text[4];
    if (vi->from_register)
        return put_register(vi, key);
    if (key == VI_CTRL('r')) {
        vi->from_register = true;
        return true;
    }
    if (key == VI_CTRL('u')) {
        delete_to_start(vi);
        return true;
    }
    if (vi->mode == VI_REPLACE && (key == VI_KEY_BACKSPACE || key == 0x7F))
        return give_back(vi);
    for (size_t i = 0; i < ARRAY_LEN(insert_keys); i++)
        if (insert_keys[i].key == key)
            return run(vi, insert_keys[i].command);
    if (key < ' ' || key > 0x10FFFF)
        return false;
    return type(vi, view_from(text, utf8_encode(key, text)));
}

/* What was inserted once more for each further count, as far as `insert_max` keys go. */
static void insert_again(struct vi *vi)
{
    struct str keys = {0};
    str_add(&keys, str_view(&vi->inserted));
    for (size_t i = 1; (keys.len || vi->insert_opens) && i < vi->insert_count; i++) {
        if (vi->played >= vi->insert_max) {
            vi_fail(vi, "stopped after %zu keys", vi->insert_max);
            break;
        }
        vi->played++;
        if (vi->insert_opens)
            open_line(vi, true);
        for (size_t pos = 0; pos < keys.len; vi->played++)
            insert_one(vi, vi_keys_next(str_view(&keys), &pos));
    }
    str_finish(&keys);
}

void vi_end_insert(struct vi *vi)
{
    insert_again(vi);
    close_group(vi);
    vi->from_register = false;
    vi->mode = VI_NORMAL;
    size_t cursor = vi->editor->cursor;
    if (cursor > vi_line_start(vi, vi_line_at(vi, cursor)))
        vi_go(vi, span_previous(vi->editor->text, cursor));
    vi->goal_set = false;
}

bool vi_insert_key(struct vi *vi, uint32_t key)
{
    if (key == VI_KEY_ESC || key == VI_CTRL('c')) {
        vi_end_insert(vi);
        return true;
    }
    vi_keys_add(&vi->inserted, key);
    return insert_one(vi, key);
}

void vi_paste(struct vi *vi, struct view text)
{
    if (vi->mode == VI_NORMAL) {
        editor_paste(vi->editor, text);
    } else if (vi->mode == VI_INSERT || vi->mode == VI_REPLACE) {
        close_group(vi); /* a paste is a step of its own */
        editor_paste(vi->editor, text);
        open_group(vi);
        str_add(&vi->inserted, text);
        str_add(&vi->change, text);
    } else {
        vi_leave_visual(vi);
        editor_paste(vi->editor, text);
    }
    vi_settle(vi);
}

void vi_sync(struct vi *vi)
{
    if (vi->grouped) {
        close_group(vi);
        open_group(vi);
    }
    vi_settle(vi);
}
