#include "core/edit/emphasis.h"

#include "core/edit/motion.h"
#include "core/edit/span.h"
#include "core/edit/state.h"

#include <string.h>

/* How many of the character `mark` stand in a row before `pos`, at most three. */
static size_t run_before(const struct rope *text, size_t pos, char mark)
{
    size_t count = 0;
    while (count < 3 && count < pos && rope_byte(text, pos - count - 1) == mark)
        count++;
    return count;
}

static size_t run_after(const struct rope *text, size_t pos, char mark)
{
    size_t count = 0, length = rope_length(text);
    while (count < 3 && pos + count < length && rope_byte(text, pos + count) == mark)
        count++;
    return count;
}

/* Whether a run of `count` marks holds the mark of `len`: `***` is `**` and `*`. */
static bool holds(size_t count, size_t len)
{
    return count >= len && (len == 2 || count != 2);
}

/* Without the blanks at its ends, beside which marks are none. */
static void trim(const struct rope *text, size_t *start, size_t *end)
{
    *start = span_skip_blanks(text, *start, *end);
    while (*end > *start && strchr(" \t\r\n", rope_byte(text, *end - 1)) &&
           rope_byte(text, *end - 1))
        --*end;
}

static bool has_blank_line(const struct rope *text, size_t start, size_t end)
{
    size_t last = rope_line_at(text, end);
    for (size_t line = rope_line_at(text, start); line < last; line++)
        if (span_is_blank(text, rope_line_start(text, line), rope_line_end(text, line)))
            return true;
    return false;
}

/* The selection or the word at the cursor, trimmed; empty without one. */
static void find_words(const struct editor *editor, size_t *start, size_t *end)
{
    size_t cursor = editor->cursor;
    if (editor_selection(editor, start, end)) {
        trim(editor->text, start, end);
        return;
    }
    *end = motion_word_right(editor->text, cursor);
    *start = motion_word_left(editor->text, *end);
    if (*start <= cursor && motion_word_right(editor->text, *start) == *end)
        return;
    *start = motion_word_left(editor->text, cursor);
    *end = motion_word_right(editor->text, *start);
    if (*start > cursor || *end != cursor) /* it touches none */
        *start = *end = cursor;
}

static void replace_keeping(struct editor *editor, size_t from, size_t to, struct view with,
                            size_t start, size_t end, bool selected, size_t cursor)
{
    editor_begin(editor);
    state_splice(editor, from, to, with, cursor);
    if (selected)
        editor_set_selection(editor, start, end);
    editor_end(editor);
}

static void add_marks(struct editor *editor, size_t start, size_t end, const char *mark)
{
    size_t old_start, old_end, len = strlen(mark), cursor = editor->cursor;
    bool selected = editor_selection(editor, &old_start, &old_end);
    struct str with = {0};
    str_add_text(&with, mark);
    rope_add_range(editor->text, start, end, &with);
    str_add_text(&with, mark);
    replace_keeping(editor, start, end, str_view(&with), start + len, end + len, selected,
                    cursor + len);
    str_finish(&with);
}

/* Takes the marks away that stand `outside` of [start, end), or inside of its ends. */
static void take_marks(struct editor *editor, size_t start, size_t end, size_t len, bool outside)
{
    size_t old_start, old_end, cursor = editor->cursor;
    bool selected = editor_selection(editor, &old_start, &old_end);
    struct str with = {0};
    size_t from = outside ? start - len : start, to = outside ? end + len : end;
    rope_add_range(editor->text, from + len, to - len, &with);
    size_t least = from + len, most = to - len;
    cursor = cursor < least ? least : cursor > most ? most : cursor;
    replace_keeping(editor, from, to, str_view(&with), from, to - 2 * len, selected, cursor - len);
    str_finish(&with);
}

enum status emphasis_toggle(struct editor *editor, const char *mark, struct error *err)
{
    const struct rope *text = editor->text;
    size_t start, end, len = strlen(mark);
    find_words(editor, &start, &end);
    if (has_blank_line(text, start, end))
        return error_set(err, STATUS_INVALID, "Select within one paragraph");
    size_t before = run_before(text, start, *mark), after = run_after(text, end, *mark);
    size_t first = run_after(text, start, *mark), last = run_before(text, end, *mark);
    if (holds(before, len) && holds(after, len))
        take_marks(editor, start, end, len, true);
    else if (end - start > 2 * len && holds(first, len) && holds(last, len))
        take_marks(editor, start, end, len, false);
    else
        add_marks(editor, start, end, mark);
    return STATUS_OK;
}

bool emphasis_is_address(struct view text)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    bool known = false;
    for (size_t i = 0; i < 3; i++)
        known = known || (view_starts(text, schemes[i]) && text.len > strlen(schemes[i]));
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] <= ' ' || text.data[i] == '\x7F')
            return false;
    return known;
}

/* Parentheses in an address end it unless they pair up. */
static bool needs_brackets(struct view address)
{
    int open = 0;
    for (size_t i = 0; i < address.len; i++) {
        open += address.data[i] == '(' ? 1 : address.data[i] == ')' ? -1 : 0;
        if (open < 0 || address.data[i] == ' ')
            return true;
    }
    return open != 0;
}

enum status emphasis_link(struct editor *editor, struct view address, struct error *err)
{
    size_t start, end;
    struct str with = {0}, words = {0};
    for (size_t i = 0; i < address.len; i++)
        if ((unsigned char)address.data[i] < ' ' || strchr("<>", address.data[i]))
            return error_set(err, STATUS_INVALID, "An address is one line without < and >");
    if (editor_selection(editor, &start, &end))
        trim(editor->text, &start, &end);
    if (has_blank_line(editor->text, start, end))
        return error_set(err, STATUS_INVALID, "Select within one paragraph");
    rope_add_range(editor->text, start, end, &words);
    bool turned = address.len == 0 && emphasis_is_address(str_view(&words));
    if (turned)
        address = str_view(&words);
    bool brackets = needs_brackets(address);
    str_addf(&with, "[%s](%s", turned ? "" : str_text(&words), brackets ? "<" : "");
    str_add(&with, address);
    str_add_text(&with, brackets ? ">)" : ")");
    size_t cursor = start + with.len;
    if (turned || words.len == 0)
        cursor = start + 1;
    else if (address.len == 0)
        cursor--;
    state_step(editor, start, end, str_view(&with), cursor);
    str_finish(&with);
    str_finish(&words);
    return STATUS_OK;
}
