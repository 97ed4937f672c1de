#include "tui/edit_view.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/text/undo_keep.h"
#include "core/text/utf8.h"

#include <stdlib.h>

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
    size_t at = editor_line_of(view->editor, change->pos);
    edit_colors_changed(&view->colors, at);
    edit_rules_changed(&view->rules, change->pos, change->removed, rope_length(change->inserted));
    size_t lines = editor_line_count(view->editor),
           inserted = rope_line_count(change->inserted) - 1;
    edit_margin_shift(&view->margin, at, view->line_count + inserted - lines, inserted);
    view->laid.changes += change->removed || inserted ? 2 : 1;
    view->laid.changed = at;
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
    free(view->row_states);
    edit_rules_finish(&view->rules);
    page_finish(&view->page);
    page_finish(&view->typed);
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
