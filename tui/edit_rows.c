/* The rows of a file being edited, as a page. What is shown is laid out anew for each frame, but
 * for the usual one: a character was typed into a line, and all but this line's rows, and those of
 * the line above, which it may underline, are as they were. */
#include "tui/edit_view.h"

#include "core/base/memory.h"
#include "core/edit/find.h"
#include "core/text/cluster.h"

#include <stdlib.h>

#define EDIT_HITS_MAX 256
#define EDIT_TAB 4
#define EDIT_RULE_FAR 16384 /* no mark of a rule is longer */

/* What a row is cut at beside its colours. */
struct edit_marks {
    size_t from, to; /* selection */
    struct find_hit hits[EDIT_HITS_MAX];
    size_t hit_count;
    const struct edit_rules *rules;
    size_t rules_from, rules_to; /* marks that may touch the rows shown */
};

/* The worst of the rules that mark `pos`, or NULL. */
static const struct prose_rule *edit_rule_at(const struct edit_marks *marks, size_t pos)
{
    const struct prose_rule *worst = NULL;
    for (size_t i = marks->rules_from; i < marks->rules_to; i++) {
        const struct prose_mark *mark = &marks->rules->marks[i];
        const struct prose_rule *rule = edit_rules_rule(marks->rules, mark);
        if (pos >= mark->start && pos < mark->end && (!worst || rule->severity > worst->severity))
            worst = rule;
    }
    return worst;
}

/* What a rule marks is underlined; worse than a hint also in the colour of its kind. */
static void edit_add_rule(const struct prose_rule *rule, enum role *role, unsigned *attrs)
{
    if (!rule)
        return;
    *attrs |= STYLE_UNDERLINE | (rule->severity == PROSE_ERROR ? STYLE_BOLD : 0);
    if (rule->severity != PROSE_HINT)
        *role = rule->severity == PROSE_ERROR ? ROLE_ERROR : ROLE_WARNING;
}

static unsigned edit_attrs(const struct edit_marks *marks, size_t pos, enum role *role)
{
    unsigned attrs = *role == ROLE_HEADING || *role == ROLE_STRONG ? STYLE_BOLD
                     : *role == ROLE_EMPHASIS                      ? STYLE_ITALIC
                                                                   : 0;
    if (pos >= marks->from && pos < marks->to)
        attrs |= STYLE_SELECTED;
    for (size_t i = 0; i < marks->hit_count; i++)
        if (pos >= marks->hits[i].start && pos < marks->hits[i].end)
            attrs |= STYLE_MATCH;
    if (attrs & STYLE_MATCH && attrs & STYLE_SELECTED) { /* the match that is stood on */
        attrs = STYLE_REVERSE | STYLE_BOLD;
        *role = ROLE_TEXT;
    }
    return attrs;
}

/* The first position after `pos` at which a mark begins or ends, or `end`. */
static size_t edit_next_mark(const struct edit_marks *marks, size_t pos, size_t end)
{
    size_t at[2 + 2 * EDIT_HITS_MAX], count = 0;
    at[count++] = marks->from;
    at[count++] = marks->to;
    for (size_t i = 0; i < marks->hit_count; i++) {
        at[count++] = marks->hits[i].start;
        at[count++] = marks->hits[i].end;
    }
    for (size_t i = 0; i < count; i++)
        if (at[i] > pos && at[i] < end)
            end = at[i];
    for (size_t i = marks->rules_from; i < marks->rules_to; i++) {
        const struct prose_mark *mark = &marks->rules->marks[i];
        if (mark->start > pos && mark->start < end)
            end = mark->start;
        if (mark->end > pos && mark->end < end)
            end = mark->end;
    }
    return end;
}

/* Adds [from, to) of one colour, tabs expanded as the view measures them. */
static void edit_add_piece(struct page *page, struct view text, enum role role, unsigned attrs)
{
    while (text.len) {
        size_t tab = view_find(text, 0, '\t');
        page_add(page, view_slice(text, 0, tab), role, attrs, 0);
        for (bool blank = tab < text.len; blank; blank = page->open_cols % EDIT_TAB != 0)
            page_add_text(page, " ", role, attrs);
        text = view_slice(text, tab + 1, text.len);
    }
}

/* A line on its way to the page, and the one after it, which colours may depend on. Of one longer
 * than EDIT_COLORS_LONG only the row that is being added is read. */
struct edit_line {
    size_t number, start, next_start;
    size_t from; /* where in the file `text` begins */
    struct str text, next;
    bool next_read, is_long;
};

static void edit_read_line(struct edit_view *view, size_t number, struct edit_line *line)
{
    const struct editor *editor = view->editor;
    bool follows = line->next_read && number == line->number + 1;
    struct str old = line->text;
    line->number = number;
    line->start = follows ? line->next_start : editor_line_start(editor, number);
    line->text = line->next;
    line->next = old;
    size_t end = editor_line_end(editor, number);
    line->from = line->start;
    line->is_long = end - line->start > EDIT_COLORS_LONG;
    if (!follows)
        str_clear(&line->text);
    if (!follows && !line->is_long)
        editor_add_text(editor, line->start, end, &line->text);
    str_clear(&line->next);
    line->next_read = number + 1 < editor_line_count(editor);
    if (line->next_read) {
        line->next_start = editor_line_start(editor, number + 1);
        size_t next_end = editor_line_end(editor, number + 1);
        line->next_read = next_end - line->next_start <= EDIT_COLORS_LONG;
        if (line->next_read)
            editor_add_text(editor, line->next_start, next_end, &line->next);
    }
    if (line->is_long)
        edit_colors_long_line(&view->colors, end - line->start, str_view(&line->next));
    else
        edit_colors_line(&view->colors, str_view(&line->text), str_view(&line->next));
}

static void edit_read_row(const struct edit_view *view, const struct view_row *row,
                          struct edit_line *line)
{
    if (!line->is_long)
        return;
    str_clear(&line->text);
    editor_add_text(view->editor, row->start, row->end, &line->text);
    line->from = row->start;
}

static void edit_add_row(struct edit_view *view, struct page *page, const struct edit_marks *marks,
                         struct edit_line *line, const struct view_row *row)
{
    size_t pos = line->start;
    edit_read_row(view, row, line);
    page_add_blank(page, row->indent);
    for (size_t i = 0; i < view->colors.run_count && pos < row->end; i++) {
        const struct edit_run *run = &view->colors.runs[i];
        size_t end = pos + run->len < row->end ? pos + run->len : row->end;
        size_t from = pos > row->start ? pos : row->start;
        while (from < end) {
            size_t cut = edit_next_mark(marks, from, end);
            enum role role = run->role;
            unsigned attrs = edit_attrs(marks, from, &role);
            edit_add_rule(edit_rule_at(marks, from), &role, &attrs);
            edit_add_piece(page,
                           view_slice(str_view(&line->text), from - line->from, cut - line->from),
                           role, attrs);
            from = cut;
        }
        pos += run->len;
    }
    if (row->last && row->end >= marks->from && row->end < marks->to)
        page_add_text(page, " ", ROLE_TEXT, STYLE_SELECTED); /* the line end is selected */
    page_end_row(page, 0);
}

static void edit_find_marks(struct edit_view *view, size_t from, size_t to,
                            struct edit_marks *marks)
{
    *marks = (struct edit_marks){0};
    bool selected = view->vi ? vi_selection(view->vi, &marks->from, &marks->to)
                             : editor_selection(view->editor, &marks->from, &marks->to);
    if (!selected)
        marks->from = marks->to = 0;
    marks->rules = &view->rules;
    while (view->rules.rules && marks->rules_to < view->rules.count &&
           view->rules.marks[marks->rules_to].start < to)
        marks->rules_to++;
    marks->rules_from = marks->rules_to;
    for (size_t i = marks->rules_to; i-- > 0 && view->rules.marks[i].start + EDIT_RULE_FAR > from;)
        marks->rules_from = view->rules.marks[i].end > from ? i : marks->rules_from;
    if (find_text(view->editor).len)
        marks->hit_count = find_hits(view->editor, from, to, marks->hits, EDIT_HITS_MAX);
}

static struct view_place edit_next_place(struct view_place place, const struct view_row *row)
{
    return row->last ? (struct view_place){place.line + 1, 0}
                     : (struct view_place){place.line, place.row + 1};
}

static bool edit_has_marks(const struct edit_marks *marks)
{
    return marks->from < marks->to || marks->hit_count || marks->rules_from < marks->rules_to;
}

static void edit_add_rows(struct edit_view *view, unsigned rows)
{
    struct view_place place = view->top;
    struct edit_line line = {.number = SIZE_MAX};
    struct edit_marks marks = {0};
    struct source_line before = {0};
    edit_colors_begin(&view->colors, view->editor, place.line);
    for (unsigned i = 0; i < rows; i++) {
        struct view_row row;
        if (!view_row_at(view->editor, place, &row))
            break;
        if (place.line != line.number) {
            before = view->colors.at;
            edit_read_line(view, place.line, &line);
        }
        edit_find_marks(view, row.start, row.end, &marks);
        view->laid.plain = view->laid.plain && !edit_has_marks(&marks);
        size_t shown = view->page.row_count, states = shown;
        edit_add_row(view, &view->page, &marks, &line, &row);
        *ARRAY_PUSH(view->row_lines, shown, view->row_cap) = place.line;
        *ARRAY_PUSH(view->row_states, states, view->state_cap) = before;
        place = edit_next_place(place, &row);
    }
    str_finish(&line.text);
    str_finish(&line.next);
}

/* --- the rows of one line --- */

static bool edit_may_lay_line(const struct edit_view *view, unsigned cols, unsigned rows)
{
    const struct edit_laid *laid = &view->laid;
    size_t from, to;
    return laid->changes == 1 && laid->plain && laid->cols == cols && laid->rows == rows &&
           laid->top.line == view->top.line && laid->top.row == view->top.row &&
           laid->changed >= view->top.line && laid->changed > 0 && view->page.row_count &&
           !view->vi && !editor_selection(view->editor, &from, &to) &&
           !find_text(view->editor).len && !view->rules.count;
}

/* Lays out `line`, whose first row shown is `row`; returns the row behind it. */
static size_t edit_lay_rows(struct edit_view *view, struct edit_line *line, size_t number,
                            size_t row)
{
    struct view_place place = {number, number == view->top.line ? view->top.row : 0};
    const struct edit_marks none = {.rules = &view->rules};
    struct view_row found;
    edit_read_line(view, number, line);
    while (row < view->page.row_count && place.line == number &&
           view_row_at(view->editor, place, &found)) {
        edit_add_row(view, &view->typed, &none, line, &found);
        place = edit_next_place(place, &found);
        row++;
    }
    return row;
}

/* Lays out what a character that was typed changes. False when that may be more, or is unknown. */
static bool edit_lay_line(struct edit_view *view)
{
    size_t changed = view->laid.changed, row = 0, count = view->page.row_count;
    size_t above = changed > view->top.line ? changed - 1 : changed;
    struct edit_line line = {.number = SIZE_MAX};
    while (row < count && view->row_lines[row] < above)
        row++;
    if (row == count || (view->typed.row_count && view->typed_row != row))
        return false;
    page_finish(&view->typed);
    view->typed_row = row;
    edit_colors_go(&view->colors, &view->row_states[row], above);
    for (size_t number = above; number <= changed; number++)
        row = edit_lay_rows(view, &line, number, row);
    str_finish(&line.text);
    str_finish(&line.next);
    bool ends = row == count || view->row_lines[row] == changed + 1;
    return ends && (row == 0 || view->row_lines[row - 1] == changed) &&
           (row == count || edit_colors_are(&view->colors, &view->row_states[row]));
}

/* Scrolls so that the cursor's row is shown, with a row or two around it when it is far. */
static void edit_follow_cursor(struct edit_view *view, unsigned rows)
{
    unsigned col;
    struct view_place at = view_place_of(view->editor, editor_cursor(view->editor), &col);
    struct view_row row;
    if (!view_row_at(view->editor, view->top, &row))
        view->top = (struct view_place){0, 0};
    long away = view_distance(view->editor, view->top, at, (long)rows * 2);
    if (away < 0)
        view->top = away > -(long)rows ? at : view_scroll(view->editor, at, -(long)rows / 3, NULL);
    else if (away >= (long)rows * 2)
        view->top = view_scroll(view->editor, at, -(long)rows / 3, NULL);
    else if (away >= (long)rows)
        view->top = view_scroll(view->editor, at, 1 - (long)rows, NULL);
    away = view_distance(view->editor, view->top, at, (long)rows);
    view->cursor_row = away >= 0 && away < (long)rows ? (int)away : -1;
    view->cursor_col = (int)col;
}

void edit_view_layout(struct edit_view *view, unsigned cols, unsigned rows)
{
    if (cols < 2 || rows < 1) {
        page_finish(&view->page);
        page_finish(&view->typed);
        return;
    }
    if (view_cols(view->editor) != cols - 1)
        view_set_width(view->editor, cols - 1, EDIT_TAB); /* a cell for the cursor */
    edit_follow_cursor(view, rows);
    if (edit_may_lay_line(view, cols, rows) && edit_lay_line(view)) {
        view->laid.changes = 0;
        return;
    }
    page_finish(&view->page);
    page_finish(&view->typed);
    view->laid = (struct edit_laid){view->top, cols, rows, .plain = true};
    edit_add_rows(view, rows);
    if (view->vi)
        vi_set_window(view->vi, view->top.line,
                      view_scroll(view->editor, view->top, (long)rows - 1, NULL).line, rows);
}

void edit_view_scroll(struct edit_view *view, long rows, unsigned shown)
{
    unsigned col;
    long moved;
    struct view_place at = view_place_of(view->editor, editor_cursor(view->editor), &col);
    view->top = view_scroll(view->editor, view->top, rows, &moved);
    long away = view_distance(view->editor, view->top, at, (long)shown);
    if (away < 0 || away >= (long)shown) {
        at = view_scroll(view->editor, view->top, away < 0 ? 0 : (long)shown - 1, NULL);
        editor_set_cursor(view->editor, view_position(view->editor, at, col), false);
    }
}
