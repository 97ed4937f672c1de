/* The todo.txt format: one task a line, `x ` for done, then the day it was done and the day it was
 * made; a pending task begins with its priority, if any, and the day it was made. Completing takes
 * the priority off the front and keeps it as `pri:A` at the end, as the format's rules advise, so
 * that making the task pending again gives the same bytes back. */
#include "core/workspace/todo_parse.h"

#include "core/base/memory.h"

#include <ctype.h>
#include <stdint.h>

/* Past a date and the blank behind it, or `pos` when there is none. */
static size_t date_skip(struct view line, size_t pos)
{
    if (!todo_date_at(line, pos))
        return pos;
    if (pos + 10 == line.len)
        return pos + 10;
    return line.data[pos + 10] == ' ' ? pos + 11 : pos;
}

static bool txt_is_done(struct view line)
{
    return view_starts(line, "x ");
}

static bool txt_priority(struct view line)
{
    return line.len > 3 && line.data[0] == '(' && isupper((unsigned char)line.data[1]) &&
           line.data[2] == ')' && line.data[3] == ' ';
}

static bool txt_kept_priority(struct view line)
{
    struct view end = view_slice(line, line.len < 6 ? line.len : line.len - 6, line.len);
    return view_starts(end, " pri:") && isupper((unsigned char)end.data[5]);
}

void todo_txt_add_done(struct str *out, struct view line, const char *today)
{
    char priority = txt_priority(line) ? line.data[1] : '\0';
    str_add_text(out, "x ");
    if (today[0])
        str_addf(out, "%s ", today);
    str_add(out, view_slice(line, priority ? 4 : 0, line.len));
    if (priority)
        str_addf(out, " pri:%c", priority);
}

void todo_txt_add_pending(struct str *out, struct view line, const char *today)
{
    size_t made = date_skip(line, 2);
    bool two = date_skip(line, made) > made;
    struct view rest = view_slice(line, two || today[0] ? made : 2, line.len);
    if (!txt_priority(rest) && txt_kept_priority(rest)) {
        str_addf(out, "(%c) ", rest.data[rest.len - 1]);
        rest.len -= 6;
    }
    str_add(out, rest);
}

static size_t words_begin(struct view line)
{
    bool done = txt_is_done(line);
    size_t words = date_skip(line, done ? 2 : 0);
    if (done)
        words = date_skip(line, words);
    while (words < line.len && (line.data[words] == ' ' || line.data[words] == '\t'))
        words++;
    return words;
}

struct view todo_txt_words(struct view line)
{
    return view_trim(view_slice(line, words_begin(line), line.len));
}

static void txt_line(struct todo_list *list, size_t number, size_t start, size_t end, size_t next)
{
    struct view line = view_slice(str_view(&list->text), start, end);
    *ARRAY_PUSH(list->items, list->count, list->cap) = (struct todo_item){
        .state = txt_is_done(line) ? TODO_DONE : TODO_PENDING,
        .line = number,
        .start = start,
        .end = end,
        .bullet = start,
        .mark = start,
        .text_start = start + words_begin(line),
        .block_end = next,
        .lines = 1,
        .owner = SIZE_MAX,
        .heading = SIZE_MAX,
    };
}

void todo_parse_txt(struct todo_list *list)
{
    struct view text = str_view(&list->text);
    size_t number = 0, next;
    for (size_t pos = view_starts(text, "\xEF\xBB\xBF") ? 3 : 0; pos < text.len; pos = next) {
        size_t lf = view_find(text, pos, '\n');
        next = lf < text.len ? lf + 1 : lf;
        size_t end = lf > pos && text.data[lf - 1] == '\r' ? lf - 1 : lf;
        if (view_trim(view_slice(text, pos, end)).len)
            txt_line(list, number, pos, end, next);
        number++;
    }
}
