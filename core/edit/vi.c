#include "core/edit/vi_parts.h"

#include "core/base/memory.h"
#include "core/edit/find.h"
#include "core/edit/vi_action.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* A key goes to the line being typed, to the text while inserting, or else to the command that is
 * being typed, which is run when it is whole. */

enum { SHIFT_COLS = 4 };

struct vi *vi_new(struct editor *editor)
{
    struct vi *vi = mem_zalloc(1, sizeof(*vi));
    vi->editor = editor;
    vi->shift_cols = SHIFT_COLS;
    vi->rows = 24;
    vi->play_max = VI_PLAY_MAX;
    vi->insert_max = VI_INSERT_MAX;
    vi->bottom = SIZE_MAX;
    vi_settle(vi);
    return vi;
}

void vi_free(struct vi *vi)
{
    if (!vi)
        return;
    if (vi->grouped)
        editor_end(vi->editor);
    struct str *strings[] = {&vi->typed,   &vi->line.text, &vi->last_line, &vi->pending,
                             &vi->pattern, &vi->inserted,  &vi->replaced,  &vi->last,
                             &vi->change,  &vi->record,    &vi->message,   &vi->command};
    for (size_t i = 0; i < ARRAY_LEN(strings); i++)
        str_finish(strings[i]);
    for (size_t i = 0; i < VI_REGISTERS; i++)
        str_finish(&vi->registers[i].text);
    free(vi);
}

void vi_set_window(struct vi *vi, size_t first_line, size_t last_line, size_t rows)
{
    vi->top = first_line;
    vi->bottom = last_line;
    vi->rows = rows;
}

PRINTF_LIKE(3, 0)
static void say(struct vi *vi, bool error, const char *format, va_list args)
{
    char line[256];
    vsnprintf(line, sizeof(line), format, args);
    str_clear(&vi->message);
    str_add_text(&vi->message, line);
    vi->message_is_error = error;
}

bool vi_fail(struct vi *vi, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(vi, true, format, args);
    va_end(args);
    return false;
}

void vi_say(struct vi *vi, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    say(vi, false, format, args);
    va_end(args);
}

size_t vi_count(const struct vi_command *command)
{
    return command->count ? command->count : 1;
}

/* --- a whole command --- */

/* What `.` is to do: the keys without counts, and what is typed until the mode is left. */
static void begin_change(struct vi *vi, const struct vi_command *command, bool visual)
{
    if (vi->repeating || !(command->row->flags & VI_REPEATS))
        return;
    str_clear(&vi->change);
    if (command->tail.len) {
        str_add_text(&vi->change, command->row->keys);
        str_add(&vi->change, command->tail);
    } else {
        str_add(&vi->change, command->body);
    }
    vi->change_count = command->count;
    vi->change_reg = command->reg;
    vi->change_visual = visual;
}

static void end_change(struct vi *vi)
{
    if (vi->repeating)
        return;
    str_clear(&vi->last);
    str_add(&vi->last, str_view(&vi->change));
    vi->last_count = vi->change_count;
    vi->last_reg = vi->change_reg;
    vi->last_extent = vi->change_visual ? vi->extent : (struct vi_extent){0};
}

static bool is_inserting(const struct vi *vi)
{
    return vi->mode == VI_INSERT || vi->mode == VI_REPLACE;
}

static bool run_motion(struct vi *vi, const struct vi_command *command)
{
    size_t cursor = vi->editor->cursor;
    struct vi_target target = {.from = cursor, .to = cursor};
    bool goal = vi->goal_set;
    if (!command->row->motion(vi, command, &target)) {
        vi->goal_set = goal && command->row->flags & VI_KEEPS_GOAL;
        return false;
    }
    if (command->row->flags & VI_OBJECT) {
        if (target.from != cursor || vi->visual == cursor)
            vi->visual = vi->visual == cursor ? target.from : vi->visual;
        if (target.lines)
            vi->mode = VI_VISUAL_LINES;
        else if (!target.inclusive && target.to > target.from)
            vi_decl(vi, &target.to);
    }
    if (command->row->flags & VI_JUMPS && target.to != cursor)
        vi_set_mark(vi, '\'', cursor);
    vi_go(vi, target.to);
    return true;
}

bool vi_run(struct vi *vi, const struct vi_command *command)
{
    bool visual = vi->mode == VI_VISUAL || vi->mode == VI_VISUAL_LINES, done;
    begin_change(vi, command, visual);
    vi->visual_command = visual;
    if (command->row->kind == VI_MOTION) {
        done = run_motion(vi, command);
    } else if (command->row->run == vi_action_play) {
        done = command->row->run(vi, command); /* each of its commands is a step of undo */
    } else {
        editor_begin(vi->editor);
        done = command->row->run(vi, command);
        editor_end(vi->editor);
    }
    if (done && command->row->flags & VI_REPEATS && !is_inserting(vi))
        end_change(vi);
    if (!(command->row->flags & VI_KEEPS_GOAL))
        vi->goal_set = false;
    vi_settle(vi);
    return done;
}

/* --- keys --- */

/* The line that a command wants: `:` with the lines of the selection. */
static void open_line(struct vi *vi)
{
    vi->line_mark = vi->typed.data[vi->typed.len - 1];
    bool visual = vi->mode == VI_VISUAL || vi->mode == VI_VISUAL_LINES;
    line_edit_set(&vi->line, visual && vi->line_mark == ':' ? VIEW("'<,'>") : VIEW(""));
}

static bool command_key(struct vi *vi, uint32_t key)
{
    struct vi_command command;
    bool visual = vi->mode != VI_NORMAL;
    if (vi->recording && key == 'q' && !vi->typed.len && !visual && vi->depth == 0) {
        vi_end_record(vi);
        return true;
    }
    if (key == VI_KEY_ESC || key == VI_CTRL('c')) {
        bool idle = !vi->typed.len && !visual;
        str_clear(&vi->typed);
        if (visual)
            vi_leave_visual(vi);
        vi_settle(vi);
        return !idle;
    }
    vi_keys_add(&vi->typed, key);
    enum vi_parsed parsed = vi_parse(str_view(&vi->typed), visual, &command);
    if (parsed == VI_PARSED_MORE)
        return true;
    if (parsed == VI_PARSED_LINE) {
        open_line(vi);
        return true;
    }
    struct str typed = vi->typed; /* what the command borrows from */
    vi->typed = (struct str){0};
    bool done = parsed == VI_PARSED_WHOLE && vi_run(vi, &command);
    str_finish(&typed);
    return done;
}

static void close_line(struct vi *vi)
{
    vi->line_mark = '\0';
    line_edit_set(&vi->line, VIEW(""));
}

/* The line is whole: the command goes on with it. */
static bool accept_line(struct vi *vi)
{
    struct vi_command command;
    struct str typed = vi->typed;
    vi->typed = (struct str){0};
    str_add(&typed, str_view(&vi->line.text));
    str_add_char(&typed, VI_KEY_ENTER);
    if (vi->line_mark == ':') {
        str_clear(&vi->last_line);
        str_add(&vi->last_line, str_view(&vi->line.text));
    }
    bool visual = vi->mode != VI_NORMAL;
    if (visual && vi->line_mark == ':') {
        vi_leave_visual(vi);
        vi_go(vi, vi->again_from < vi->again_to ? vi->again_from : vi->again_to);
    }
    close_line(vi);
    bool done =
        vi_parse(str_view(&typed), visual, &command) == VI_PARSED_WHOLE && vi_run(vi, &command);
    str_finish(&typed);
    return done;
}

/* Keys that edit the line. */
static const struct {
    uint32_t key;
    void (*edit)(struct line_edit *line);
} line_keys[] = {
    {VI_KEY_LEFT, line_edit_left},
    {VI_KEY_RIGHT, line_edit_right},
    {VI_KEY_HOME, line_edit_home},
    {VI_KEY_END, line_edit_end},
    {VI_KEY_DELETE, line_edit_delete},
    {VI_CTRL('b'), line_edit_home},
    {VI_CTRL('e'), line_edit_end},
    {VI_CTRL('w'), line_edit_delete_word},
    {VI_CTRL('u'), line_edit_delete_to_start},
};

/* What is searched for shows while it is typed. */
static void show_hits(struct vi *vi)
{
    if (vi->line_mark != ':' && find_set(vi->editor, str_view(&vi->line.text), NULL) != STATUS_OK)
        return; /* no pattern yet */
}

static bool line_key(struct vi *vi, uint32_t key)
{
    bool erases = key == VI_KEY_BACKSPACE || key == 0x7F;
    if (key == VI_KEY_ESC || key == VI_CTRL('c') || (erases && !vi->line.text.len)) {
        if (vi->line_mark != ':' && find_set(vi->editor, str_view(&vi->pattern), NULL) != STATUS_OK)
            return false;
        close_line(vi);
        str_clear(&vi->typed);
        return true;
    }
    if (key == VI_KEY_ENTER)
        return accept_line(vi);
    if (erases)
        line_edit_backspace(&vi->line);
    else if (key == VI_KEY_UP)
        line_edit_set(&vi->line,
                      vi->line_mark == ':' ? str_view(&vi->last_line) : str_view(&vi->pattern));
    for (size_t i = 0; i < ARRAY_LEN(line_keys); i++)
        if (line_keys[i].key == key)
            line_keys[i].edit(&vi->line);
    if (key >= ' ' && key < VI_KEY_UP && key != 0x7F) {
        struct str text = {0};
        vi_keys_add(&text, key);
        line_edit_insert(&vi->line, str_view(&text));
        str_finish(&text);
    }
    show_hits(vi);
    return true;
}

static bool insert_key(struct vi *vi, uint32_t key)
{
    if (!vi->repeating)
        vi_keys_add(&vi->change, key);
    bool done = vi_insert_key(vi, key);
    if (!is_inserting(vi))
        end_change(vi);
    vi_settle(vi);
    return done;
}

bool vi_feed(struct vi *vi, uint32_t key)
{
    if (vi->line_mark)
        return line_key(vi, key);
    if (is_inserting(vi))
        return insert_key(vi, key);
    return command_key(vi, key);
}

bool vi_key(struct vi *vi, uint32_t key)
{
    bool recorded = vi->recording != '\0';
    size_t len = vi->record.len;
    str_clear(&vi->message);
    vi->message_is_error = false;
    str_clear(&vi->editor->message);
    vi->played = 0;
    vi_keys_add(&vi->record, key); /* before it runs: it may end the record */
    if (recorded && key == 'q' && !vi->typed.len && vi->mode == VI_NORMAL && !vi->line_mark)
        vi->record.len = len; /* the key that ends it is no part of it */
    bool done = vi_feed(vi, key);
    if (!recorded)
        str_clear(&vi->record);
    return done;
}

/* --- what is shown --- */

enum vi_mode vi_mode(const struct vi *vi)
{
    return vi->mode;
}

const char *vi_mode_name(const struct vi *vi)
{
    static const char *const names[] = {
        [VI_NORMAL] = "",
        [VI_INSERT] = "INSERT",
        [VI_REPLACE] = "REPLACE",
        [VI_VISUAL] = "VISUAL",
        [VI_VISUAL_LINES] = "VISUAL LINE",
    };
    return names[vi->mode];
}

static void add_shown(struct str *out, uint32_t key)
{
    if (key < ' ' || key >= VI_KEY_UP)
        str_addf(out, "^%c", key < ' ' ? (char)(key + '@') : '.');
    else
        vi_keys_add(out, key);
}

struct view vi_pending(struct vi *vi)
{
    str_clear(&vi->pending);
    for (size_t pos = 0; pos < vi->typed.len && !vi->line_mark;)
        add_shown(&vi->pending, vi_keys_next(str_view(&vi->typed), &pos));
    return str_view(&vi->pending);
}

char vi_recording(const struct vi *vi)
{
    return vi->recording;
}

char vi_line(const struct vi *vi, struct view *text, size_t *cursor)
{
    *text = str_view(&vi->line.text);
    *cursor = vi->line.cursor;
    return vi->line_mark;
}

struct view vi_message(const struct vi *vi)
{
    return str_view(&vi->message);
}

bool vi_message_is_error(const struct vi *vi)
{
    return vi->message_is_error;
}

char *vi_take_command(struct vi *vi)
{
    return vi->command.len ? str_take(&vi->command) : NULL;
}
