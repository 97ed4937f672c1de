#include "tui/edit_view.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/edit/find.h"
#include "core/markdown/front_matter.h"
#include "core/text/cluster.h"
#include "core/text/undo_keep.h"
#include "core/text/utf8.h"

#include <stdlib.h>

#define EDIT_HITS_MAX 256
#define EDIT_TAB 4
#define EDIT_RULE_FAR 16384 /* no mark of a rule is longer */

static void edit_release(void *base)
{
    shared_text_drop(base);
}

/* The text is not copied: its pieces are owners of it. */
static struct buffer *edit_buffer(struct shared_text *base)
{
    return buffer_borrow(shared_text_view(base), edit_release, shared_text_share(base));
}

struct view edit_view_base(const struct edit_view *view)
{
    return shared_text_view(view->base);
}

static void edit_view_changed(const struct undo_change *change, void *data)
{
    struct edit_view *view = data;
    edit_colors_changed(&view->colors, editor_line_of(view->editor, change->pos));
    edit_rules_changed(&view->rules, change->pos, change->removed, rope_length(change->inserted));
    size_t lines = editor_line_count(view->editor),
           inserted = rope_line_count(change->inserted) - 1;
    edit_margin_shift(&view->margin, editor_line_of(view->editor, change->pos),
                      view->line_count + inserted - lines, inserted);
    view->line_count = lines;
    edit_journal_change(&view->journal, view->base, editor_text(view->editor), change);
}

/* The history that was kept for this text, or a new one. */
static struct undo *edit_recall(const struct edit_view *view)
{
    struct buffer *buffer = edit_buffer(view->base);
    struct undo *undo;
    if (view->journal.folder < 0 ||
        undo_recall(view->journal.folder, view->journal.path, buffer, &undo, NULL) != STATUS_OK)
        undo = undo_new(buffer, clock_now());
    return undo;
}

/* Keeps the history for the text that the disk has. Without it only undo after a restart is less.
 */
static void edit_keep(struct edit_view *view)
{
    if (view->journal.folder < 0 || view->kept == editor_version(view->editor))
        return;
    enum status status =
        undo_keep(view->journal.folder, view->journal.path, editor_undo(view->editor), NULL);
    view->kept = status == STATUS_OK ? editor_version(view->editor) : view->kept;
}

void edit_view_open(struct edit_view *view, const char *workspace, const char *path,
                    struct shared_text *text, int state_folder)
{
    struct front_matter front;
    edit_view_close(view);
    view->base = text;
    view->path = mem_string(path);
    char *whole = path_join(workspace, path);
    edit_journal_init(&view->journal, state_folder, whole);
    free(whole);
    view->editor = editor_new(edit_recall(view));
    view->kept = editor_version(view->editor);
    editor_listen(view->editor, edit_view_changed, view);
    edit_rules_begin(&view->rules, NULL);
    view->line_count = editor_line_count(view->editor);
    front_matter_read(edit_view_base(view), &front);
    const char *target = yaml_text(yaml_get(front.fields, "target"), NULL);
    view->target = target ? mem_string(target) : NULL;
    front_matter_finish(&front);
}

void edit_view_close(struct edit_view *view)
{
    bool dirty = view->editor && editor_is_dirty(view->editor);
    if (dirty)
        edit_journal_sync(&view->journal);
    else if (view->editor)
        edit_keep(view);
    edit_journal_finish(&view->journal, dirty);
    vi_free(view->vi);
    editor_free(view->editor);
    free(view->path);
    free(view->target);
    shared_text_drop(view->base);
    edit_colors_finish(&view->colors);
    edit_margin_finish(&view->margin);
    free(view->row_lines);
    edit_rules_finish(&view->rules);
    page_finish(&view->page);
    *view = (struct edit_view){.journal = view->journal};
}

void edit_view_tick(struct edit_view *view)
{
    editor_set_time(view->editor, (struct undo_when){clock_now(), clock_ticks()});
}

/* --- the disk --- */

/* `text` may be of the old base. */
static void edit_set_base(struct edit_view *view, struct view text)
{
    struct shared_text *old = view->base;
    view->base = shared_text_copy(text);
    shared_text_drop(old);
}

void edit_view_begin_save(struct edit_view *view)
{
    if (view->vi)
        vi_sync(view->vi); /* what is saved is a step of undo */
    view->saving = editor_version(view->editor);
    view->save_runs = true;
    edit_journal_save(&view->journal, editor_text(view->editor));
}

void edit_view_end_save(struct edit_view *view, struct view text, bool saved)
{
    view->save_runs = false;
    if (!saved)
        return;
    view->gone = false;
    edit_set_base(view, text);
    if (view->saving != editor_version(view->editor))
        return; /* typed on meanwhile: the journal goes on from the save that it knows of */
    editor_mark_saved(view->editor);
    edit_keep(view);
    edit_journal_end(&view->journal);
}

void edit_view_become(struct edit_view *view, struct view text)
{
    struct str now = {0};
    size_t size = editor_size(view->editor), from = 0, tail = 0;
    editor_add_text(view->editor, 0, size, &now);
    while (from < size && from < text.len && now.data[from] == text.data[from])
        from++;
    from = utf8_floor(text, from);
    while (tail < size - from && tail < text.len - from &&
           now.data[size - 1 - tail] == text.data[text.len - 1 - tail])
        tail++;
    while (tail > 0 && ((unsigned char)text.data[text.len - tail] & 0xC0) == 0x80)
        tail--;
    editor_replace(view->editor, from, size - tail, view_slice(text, from, text.len - tail));
    if (view->vi)
        vi_sync(view->vi);
    str_finish(&now);
}

void edit_view_take_base(struct edit_view *view, struct view text)
{
    edit_set_base(view, text);
    edit_journal_move(&view->journal, view->base, editor_text(view->editor));
}

void edit_view_follow_disk(struct edit_view *view, struct view text)
{
    edit_set_base(view, text);
    edit_journal_end(&view->journal);
    view->journal.quiet = true;
    edit_view_become(view, edit_view_base(view));
    view->journal.quiet = false;
    editor_mark_saved(view->editor);
}

/* --- rows to a page --- */

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

static unsigned edit_attrs(const struct edit_marks *marks, size_t pos, enum role role)
{
    unsigned attrs = role == ROLE_HEADING || role == ROLE_STRONG ? STYLE_BOLD
                     : role == ROLE_EMPHASIS                     ? STYLE_ITALIC
                                                                 : 0;
    if (pos >= marks->from && pos < marks->to)
        attrs |= STYLE_SELECTED;
    for (size_t i = 0; i < marks->hit_count; i++)
        if (pos >= marks->hits[i].start && pos < marks->hits[i].end)
            attrs |= STYLE_MATCH;
    if (attrs & STYLE_MATCH && attrs & STYLE_SELECTED) /* the match that is stood on */
        attrs = STYLE_REVERSE | STYLE_BOLD;
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

static void edit_add_row(struct edit_view *view, const struct edit_marks *marks, struct view line,
                         size_t line_start, const struct view_row *row)
{
    size_t pos = line_start;
    page_add_blank(&view->page, row->indent);
    for (size_t i = 0; i < view->colors.run_count && pos < row->end; i++) {
        const struct edit_run *run = &view->colors.runs[i];
        size_t end = pos + run->len < row->end ? pos + run->len : row->end;
        size_t from = pos > row->start ? pos : row->start;
        while (from < end) {
            size_t cut = edit_next_mark(marks, from, end);
            enum role role = run->role;
            unsigned attrs = edit_attrs(marks, from, role);
            edit_add_rule(edit_rule_at(marks, from), &role, &attrs);
            edit_add_piece(&view->page, view_slice(line, from - line_start, cut - line_start), role,
                           attrs);
            from = cut;
        }
        pos += run->len;
    }
    if (row->last && row->end >= marks->from && row->end < marks->to)
        page_add_text(&view->page, " ", ROLE_TEXT, STYLE_SELECTED); /* the line end is selected */
    page_end_row(&view->page, 0);
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

/* A line on its way to the page, and the one after it, which colours may depend on. */
struct edit_line {
    size_t number, start, next_start;
    struct str text, next;
    bool next_read;
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
    if (!follows) {
        str_clear(&line->text);
        editor_add_text(editor, line->start, editor_line_end(editor, number), &line->text);
    }
    str_clear(&line->next);
    line->next_read = number + 1 < editor_line_count(editor);
    if (line->next_read) {
        line->next_start = editor_line_start(editor, number + 1);
        size_t end = editor_line_end(editor, number + 1);
        line->next_read = end - line->next_start <= EDIT_COLORS_LONG;
        if (line->next_read)
            editor_add_text(editor, line->next_start, end, &line->next);
    }
    edit_colors_line(&view->colors, str_view(&line->text), str_view(&line->next));
}

static void edit_add_rows(struct edit_view *view, unsigned rows)
{
    struct view_place place = view->top;
    struct edit_line line = {.number = SIZE_MAX};
    struct edit_marks marks = {0};
    edit_colors_begin(&view->colors, view->editor, place.line);
    for (unsigned i = 0; i < rows; i++) {
        struct view_row row;
        if (!view_row_at(view->editor, place, &row))
            break;
        if (place.line != line.number)
            edit_read_line(view, place.line, &line);
        edit_find_marks(view, row.start, row.end, &marks);
        size_t shown = view->page.row_count;
        edit_add_row(view, &marks, str_view(&line.text), line.start, &row);
        *ARRAY_PUSH(view->row_lines, shown, view->row_cap) = place.line;
        place = row.last ? (struct view_place){place.line + 1, 0}
                         : (struct view_place){place.line, place.row + 1};
    }
    str_finish(&line.text);
    str_finish(&line.next);
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
    page_finish(&view->page);
    view->page = (struct page){0};
    if (cols < 2 || rows < 1)
        return;
    if (view_cols(view->editor) != cols - 1)
        view_set_width(view->editor, cols - 1, EDIT_TAB); /* a cell for the cursor */
    edit_follow_cursor(view, rows);
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
