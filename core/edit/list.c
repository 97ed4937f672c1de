#include "core/edit/list.h"

#include "core/edit/shape.h"
#include "core/edit/span.h"
#include "core/edit/state.h"

/* Which lines are of one list is told by indentation: the items that follow at the same depth, what
 * is deeper belonging to them, until something at their depth or further out is none of them. A
 * list whose items all have the same number is left as it is. */

enum { LINES_MAX = 20000 };

/* Replaces [from, to), the cursor staying with the text around it. */
static void replace_around(struct editor *editor, size_t from, size_t to, struct view with)
{
    size_t cursor = editor->cursor;
    if (cursor >= to)
        cursor = cursor - (to - from) + with.len;
    else if (cursor > from)
        cursor = from + with.len;
    state_splice(editor, from, to, with, cursor);
}

/* Whether `shape` is out of the list that has items like `item`. */
static bool is_outside(const struct shape *item, const struct shape *shape)
{
    if (shape->blank && !shape->kind)
        return false;
    return shape->quotes != item->quotes || shape->cols < item->cols ||
           (shape->cols <= item->cols && shape->kind != item->kind);
}

static bool is_sibling(const struct shape *item, const struct shape *shape)
{
    return shape->kind == item->kind && shape->cols == item->cols && shape->quotes == item->quotes;
}

/* The next item of the list of `item` after `line`; false when there is none. */
static bool find_next(const struct rope *text, const struct shape *item, size_t line,
                      struct shape *out, size_t *found)
{
    size_t lines = rope_line_count(text);
    for (*found = line + 1; *found < lines && *found - line < LINES_MAX; ++*found) {
        shape_read(text, *found, out);
        if (is_outside(item, out))
            return false;
        if (is_sibling(item, out))
            return true;
    }
    return false;
}

static bool find_previous(const struct rope *text, const struct shape *item, size_t line,
                          struct shape *out, size_t *found)
{
    for (*found = line; (*found)-- > 0 && line - *found < LINES_MAX;) {
        shape_read(text, *found, out);
        if (is_outside(item, out))
            return false;
        if (is_sibling(item, out))
            return true;
    }
    return false;
}

static void set_number(struct editor *editor, const struct shape *item, unsigned long number)
{
    struct str digits = {0};
    str_addf(&digits, "%lu", number);
    replace_around(editor, item->start + item->indent, item->start + item->mark - 1,
                   str_view(&digits));
    str_finish(&digits);
}

void list_renumber(struct editor *editor, size_t line)
{
    struct shape item, next;
    shape_read(editor->text, line, &item);
    if (!shape_is_ordered(&item))
        return;
    for (unsigned long number = item.number + 1; find_next(editor->text, &item, line, &next, &line);
         number++) {
        if (next.number == number)
            return;
        set_number(editor, &next, number);
    }
}

/* Whether the list of the item on `line` gives all its items the same number. */
static bool is_constant(const struct rope *text, const struct shape *item, size_t line)
{
    struct shape other;
    size_t at;
    if (find_next(text, item, line, &other, &at))
        return other.number == item->number;
    return find_previous(text, item, line, &other, &at) && other.number == item->number;
}

/* What the next line of the list, quote or indentation begins with. */
static void add_prefix(const struct shape *shape, unsigned long number, struct str *out)
{
    struct view bytes = view_from(shape->bytes, shape->len);
    str_add(out, view_slice(bytes, 0, shape->indent));
    if (!shape->kind)
        return;
    if (shape_is_ordered(shape))
        str_addf(out, "%lu%c", number, shape->kind);
    else
        str_add_char(out, shape->kind);
    if (shape->gap > shape->mark)
        str_add(out, view_slice(bytes, shape->mark, shape->gap));
    else
        str_add_char(out, ' ');
    str_add_text(out, shape->task ? "[ ] " : "");
}

/* An item, or a quote, without words: takes its mark away, or moves it out one level. */
static void end_item(struct editor *editor, size_t line, const struct shape *shape)
{
    size_t last;
    if (shape->kind && shape->cols > 0 && list_outdent(editor, line, &last))
        return;
    size_t keep = shape->kind ? shape->quote : 0;
    if (!shape->kind && shape->quotes > 1) {
        for (unsigned quotes = 1; quotes < shape->quotes; keep++)
            quotes += shape->bytes[keep] == '>';
        keep += shape->bytes[keep] == ' ';
    }
    state_splice(editor, shape->start + keep, shape->end, VIEW(""), shape->start + keep);
}

static void continue_line(struct editor *editor, size_t line, const struct shape *shape)
{
    bool constant = shape_is_ordered(shape) && is_constant(editor->text, shape, line);
    struct str with = {0};
    size_t cursor = editor->cursor, after = cursor;
    str_add(&with, state_line_end(editor));
    add_prefix(shape, constant ? shape->number : shape->number + 1, &with);
    if (shape->kind || shape->quotes)
        after = span_skip_blanks(editor->text, cursor, shape->end);
    state_splice(editor, cursor, after, str_view(&with), cursor + with.len);
    str_finish(&with);
    if (!constant)
        list_renumber(editor, line + 1);
}

void list_newline(struct editor *editor)
{
    struct shape shape;
    size_t line = rope_line_at(editor->text, editor->cursor);
    shape_read(editor->text, line, &shape);
    size_t offset = editor->cursor - shape.start;
    bool item = shape.kind || shape.quotes;
    if (item && shape_in_fence(editor->text, line))
        item = false;
    if (item && shape.blank && offset >= shape.quote) {
        end_item(editor, line, &shape);
    } else if (offset >= shape.text &&
               (item || (shape.indent > 0 && !shape.blank && !shape.kind))) {
        continue_line(editor, line, &shape);
    } else {
        struct view line_end = state_line_end(editor);
        state_splice(editor, editor->cursor, editor->cursor, line_end,
                     editor->cursor + line_end.len);
    }
}

/* The last line of what belongs to the item on `line`. */
static size_t last_below(const struct rope *text, const struct shape *item, size_t line)
{
    size_t lines = rope_line_count(text), last = line;
    struct shape shape;
    for (size_t at = line + 1; at < lines && at - line < LINES_MAX; at++) {
        shape_read(text, at, &shape);
        if (shape.blank && !shape.kind)
            continue;
        if (shape.quotes != item->quotes || shape.cols <= item->cols)
            break;
        last = at;
    }
    return last;
}

/* Gives the lines `first` to `last` `more` cells of indentation, or as many less as they have. */
static void shift_lines(struct editor *editor, size_t first, size_t last, int more)
{
    for (size_t line = first; line <= last; line++) {
        struct shape shape;
        struct str blanks = {0};
        shape_read(editor->text, line, &shape);
        if (shape.blank && !shape.kind)
            continue;
        int cols = (int)shape.cols + more;
        str_add_many(&blanks, ' ', cols > 0 ? (size_t)cols : 0);
        size_t from = shape.start + shape.quote, to = shape.start + shape.indent;
        if (more < 0 || shape.cols == to - from) { /* else keep the tabs, and add to them */
            replace_around(editor, from, to, str_view(&blanks));
        } else {
            blanks.len = (size_t)more;
            replace_around(editor, to, to, str_view(&blanks));
        }
        str_finish(&blanks);
    }
}

/* The number that the item on `line` gets from the item before it, and those after it. */
static void number_item(struct editor *editor, size_t line, unsigned long otherwise)
{
    struct shape item, before;
    size_t at;
    shape_read(editor->text, line, &item);
    if (!shape_is_ordered(&item))
        return;
    bool found = find_previous(editor->text, &item, line, &before, &at);
    unsigned long number = found ? before.number + 1 : otherwise;
    if (number != item.number)
        set_number(editor, &item, number);
    list_renumber(editor, line);
}

/* Brings the numbers in order after the item on `line` moved in or out of the list that `old` was
 * in; `next` is the line after all that moved. */
static void number_again(struct editor *editor, const struct shape *old, size_t line, size_t next)
{
    struct shape after;
    size_t at;
    number_item(editor, line, 1);
    if (next > 0 && shape_is_ordered(old) && find_next(editor->text, old, next - 1, &after, &at))
        number_item(editor, at, 1);
}

bool list_indent(struct editor *editor, size_t line, size_t *last)
{
    struct shape item, above;
    size_t at;
    shape_read(editor->text, line, &item);
    if (!item.kind)
        return false;
    unsigned cols = item.content;
    for (at = line; at-- > 0 && line - at < LINES_MAX;) { /* under the item above, whatever kind */
        shape_read(editor->text, at, &above);
        if (above.quotes != item.quotes || (above.kind && above.cols <= item.cols))
            break;
    }
    if (at != SIZE_MAX && above.kind && above.quotes == item.quotes && above.cols == item.cols)
        cols = above.content;
    *last = last_below(editor->text, &item, line);
    shift_lines(editor, line, *last, (int)(cols - item.cols));
    number_again(editor, &item, line, *last + 1);
    return true;
}

bool list_outdent(struct editor *editor, size_t line, size_t *last)
{
    struct shape item, above;
    shape_read(editor->text, line, &item);
    if (!item.kind || item.cols == 0)
        return false;
    unsigned cols = 0;
    for (size_t at = line; at-- > 0 && line - at < LINES_MAX;) {
        shape_read(editor->text, at, &above);
        if (above.quotes != item.quotes || (above.kind && above.cols < item.cols)) {
            cols = above.quotes == item.quotes ? above.cols : 0;
            break;
        }
    }
    *last = last_below(editor->text, &item, line);
    shift_lines(editor, line, *last, (int)cols - (int)item.cols);
    number_again(editor, &item, line, *last + 1);
    return true;
}
