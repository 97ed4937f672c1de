#include "tui/app_edit.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/edit/command.h"
#include "core/text/cluster.h"

#include <stdlib.h>
#include <string.h>

/* The file being edited while somebody else writes it. A clean text follows the disk; an unsaved
 * one is merged, and what both changed is asked about, place by place. An answer is about the text
 * as it was merged: if it was typed on since, it is merged anew first. */

#define EDIT_QUIET 100 /* milliseconds */

void app_edit_close_conflict(struct app *app)
{
    struct edit_conflict *conflict = &app->conflict;
    if (conflict->open)
        merge_finish(&conflict->merge);
    str_finish(&conflict->base);
    str_finish(&conflict->mine);
    str_finish(&conflict->theirs);
    free(conflict->answers);
    free(conflict->edits);
    *conflict = (struct edit_conflict){0};
}

/* The first words of a side, for a row of the list. */
static void conflict_add_words(const struct edit_conflict *conflict, enum merge_choice choice,
                               struct str *out)
{
    struct str side = {0};
    struct merge_answer answer = {choice, VIEW("")};
    merge_add_answer(&side, &conflict->merge, conflict->settled, &answer);
    struct view words = view_trim(str_view(&side));
    if (words.len)
        cluster_add_clipped(out, view_slice(words, 0, view_find(words, 0, '\n')), 200);
    else
        str_add_text(out, "(nothing)");
    str_finish(&side);
}

static void conflict_make(struct edit_conflict *conflict)
{
    merge_make(str_view(&conflict->base), str_view(&conflict->mine), str_view(&conflict->theirs),
               &conflict->merge);
    conflict->open = true;
    conflict->settled = 0;
    conflict->answers = mem_zalloc(conflict->merge.count + 1, sizeof(*conflict->answers));
    conflict->edits = mem_zalloc(conflict->merge.count + 1, sizeof(*conflict->edits));
}

/* The text was changed since it was merged: an answer would undo that. */
static bool conflict_is_stale(const struct app *app)
{
    return app->conflict.open && app->conflict.version != editor_version(app->edit.editor);
}

/* Merges what is in the editor now; when nothing is left to ask, the conflict is closed. */
static void conflict_make_anew(struct app *app)
{
    struct edit_conflict *conflict = &app->conflict;
    merge_finish(&conflict->merge);
    free(conflict->answers);
    free(conflict->edits);
    str_clear(&conflict->mine);
    editor_add_text(app->edit.editor, 0, editor_size(app->edit.editor), &conflict->mine);
    conflict->version = editor_version(app->edit.editor);
    conflict_make(conflict);
    if (conflict->merge.count)
        return;
    edit_view_become(&app->edit, str_view(&conflict->merge.text));
    if (!conflict->taken_back)
        edit_view_take_base(&app->edit, str_view(&conflict->theirs));
    app_edit_close_conflict(app);
    status_say(&app->status, ROLE_GOOD, "merged with what another program wrote");
}

/* "your 3 lines", "your words" within a line, "yours" where nothing is left of them. */
static void conflict_add_name(const struct edit_conflict *conflict, struct str *out)
{
    const struct merge_conflict *at = &conflict->merge.conflicts[conflict->settled];
    size_t lines = 0;
    for (size_t i = at->mine.start; i < at->mine.end; i++)
        lines += conflict->mine.data[i] == '\n' || i + 1 == at->mine.end;
    if (!lines)
        str_add_text(out, "yours");
    else if (!at->whole_lines)
        str_add_text(out, "your words");
    else
        str_addf(out, "your %zu line%s", lines, lines == 1 ? "" : "s");
}

/* "on disk since 14:02" */
static void conflict_add_since(const struct app *app, struct str *out)
{
    struct file_stamp stamp;
    str_add_text(out, "on disk");
    if (folder_stat(&app->ws.folder, app->edit.path, &stamp, NULL) != STATUS_OK)
        return;
    str_add_text(out, " since ");
    clock_add_time(out, stamp.mtime / 1000000000);
}

void app_edit_ask_conflict(struct app *app)
{
    struct edit_conflict *conflict = &app->conflict;
    struct str label = {0}, mine = {0}, theirs = {0}, yours = {0}, disk = {0};
    bool back = conflict->taken_back;
    if (conflict_is_stale(app)) {
        conflict_make_anew(app);
        if (!conflict->open)
            return;
    }
    str_addf(&label, "%s (%zu of %zu)",
             back ? "Changed since in the same words" : "Both changed the same words",
             conflict->settled + 1, conflict->merge.count);
    conflict_add_words(conflict, MERGE_MINE, &mine);
    conflict_add_words(conflict, MERGE_THEIRS, &theirs);
    conflict_add_name(conflict, &yours);
    conflict_add_since(app, &disk);
    prompt_pick(&app->prompt, PROMPT_PICK, str_text(&label));
    prompt_add_item(&app->prompt, back ? VIEW("as it is") : str_view(&yours), str_text(&mine),
                    "merge-answer mine", NULL);
    prompt_add_item(&app->prompt, back ? VIEW("as it was") : str_view(&disk), str_text(&theirs),
                    "merge-answer theirs", NULL);
    prompt_add_item(&app->prompt, VIEW("both"),
                    back ? "as it is, then as it was" : "yours, then the other",
                    "merge-answer both", NULL);
    prompt_add_item(&app->prompt, VIEW("edit"), "both, selected, for you to write anew",
                    "merge-answer edit", NULL);
    prompt_filter(&app->prompt);
    str_finish(&label);
    str_finish(&mine);
    str_finish(&theirs);
    str_finish(&yours);
    str_finish(&disk);
}

/* Remembers a place, so that bookmark-return leads to it. */
static void conflict_bookmark(struct app *app, size_t at)
{
    char name[] = "bookmark", *argv[] = {name};
    editor_set_cursor(app->edit.editor, at, false);
    if (edit_command_run(app->edit.editor, 1, argv, NULL) != STATUS_OK)
        app->dirty = true;
}

/* Selects the first place that is to be edited; the others are bookmarks, the next one on top. */
static void conflict_select_edits(struct app *app, const struct edit_conflict *conflict)
{
    struct str piece = {0};
    size_t count = conflict->merge.count, grown = 0, first = 0, end = 0, places = 0;
    size_t *at = mem_alloc(count * sizeof(*at));
    for (size_t i = 0; i < count; i++) {
        size_t start = conflict->merge.conflicts[i].at + grown;
        str_clear(&piece);
        merge_add_answer(&piece, &conflict->merge, i, &conflict->answers[i]);
        grown += piece.len;
        if (!conflict->edits[i])
            continue;
        if (places == 0) {
            first = start;
            end = start + piece.len;
        }
        at[places++] = start;
    }
    for (size_t i = places; i > 1; i--)
        conflict_bookmark(app, at[i - 1]);
    if (places) {
        editor_set_selection(app->edit.editor, first, end);
        if (places > 1)
            status_say(&app->status, ROLE_GOOD,
                       "merged; edit what is selected, then alt-j for the next (%zu more)",
                       places - 1);
        else
            status_say(&app->status, ROLE_GOOD, "merged; edit what is selected; save keeps it");
    }
    free(at);
    str_finish(&piece);
}

void app_edit_answer(struct app *app, enum merge_choice choice, bool edit)
{
    struct edit_conflict *conflict = &app->conflict;
    if (conflict_is_stale(app)) { /* typed on meanwhile: the question is another one */
        app_edit_ask_conflict(app);
        return;
    }
    conflict->edits[conflict->settled] = edit;
    conflict->answers[conflict->settled++] = (struct merge_answer){choice, VIEW("")};
    if (conflict->settled < conflict->merge.count) {
        app_edit_ask_conflict(app);
        return;
    }
    struct str text = {0};
    merge_add_settled(&text, &conflict->merge, conflict->answers);
    edit_view_become(&app->edit, str_view(&text));
    if (!conflict->taken_back)
        edit_view_take_base(&app->edit, str_view(&conflict->theirs));
    str_finish(&text);
    status_say(&app->status, ROLE_GOOD, "merged; save keeps it");
    conflict_select_edits(app, conflict);
    app_edit_close_conflict(app);
}

void app_edit_merge_back(struct app *app, struct revive_conflict *back)
{
    struct edit_conflict *conflict = &app->conflict;
    conflict->base = back->base;
    conflict->mine = back->mine;
    conflict->theirs = back->theirs;
    back->base = back->mine = back->theirs = (struct str){0};
    struct str text = {0};
    str_add(&text, str_view(&conflict->mine));
    app_edit_open(app, back->path, &text);
    conflict_make(conflict);
    conflict->taken_back = true;
    conflict->version = editor_version(app->edit.editor);
    app_push_view(app, VIEW_EDITOR);
    app_edit_ask_conflict(app);
}

/* The disk has `disk`, which is not what it had, and there are unsaved changes. */
static void app_edit_merge(struct app *app, struct view disk)
{
    struct edit_view *view = &app->edit;
    struct edit_conflict *conflict = &app->conflict;
    if (conflict->open && app->prompt.item_count && app->prompt.items[0].command &&
        strncmp(app->prompt.items[0].command, "merge-answer", 12) == 0)
        prompt_close(&app->prompt); /* it asks about a text that is no more */
    app_edit_close_conflict(app);
    str_add(&conflict->base, edit_view_base(view));
    str_add(&conflict->theirs, disk);
    editor_add_text(view->editor, 0, editor_size(view->editor), &conflict->mine);
    conflict_make(conflict);
    conflict->version = editor_version(view->editor);
    if (conflict->merge.count == 0) {
        edit_view_become(view, str_view(&conflict->merge.text));
        edit_view_take_base(view, disk);
        app_edit_close_conflict(app);
        status_say(&app->status, ROLE_GOOD, "merged with what another program wrote");
        return;
    }
    if (app->prompt.kind == PROMPT_NONE)
        app_edit_ask_conflict(app);
    else
        status_say(&app->status, ROLE_WARNING,
                   "another program changed the same words: saving asks what to keep");
}

/* The file is gone, or something else stands in its place: the text stays here. */
static void app_edit_lost(struct app *app, enum status status, const struct error *err)
{
    bool gone = status == STATUS_ABSENT;
    if (app->edit.gone && gone)
        return;
    app->edit.gone = gone;
    app->dirty = true;
    if (gone)
        status_say(&app->status, ROLE_WARNING,
                   "deleted by another program; the text is still here, saving writes it again");
    else
        status_say(&app->status, ROLE_WARNING, "the text is still here, but cannot be saved: %s",
                   err->text);
}

static void app_edit_look(uv_timer_t *timer)
{
    struct app *app = timer->data;
    struct edit_view *view = &app->edit;
    struct str disk = {0}, now = {0};
    struct error err;
    if (!view->editor || view->save_runs)
        return;
    enum status status = workspace_read(&app->ws, view->path, &disk, &err);
    if (status != STATUS_OK) {
        app_edit_lost(app, status, &err);
        goto out;
    }
    view->gone = false;
    if (view_equal(str_view(&disk), edit_view_base(view))) {
        if (!app->conflict.taken_back)
            app_edit_close_conflict(app); /* it is as it was again */
        goto out;
    }
    editor_add_text(view->editor, 0, editor_size(view->editor), &now);
    app_alarm_judge(app, view->path, edit_view_base(view), str_view(&disk));
    if (!editor_is_dirty(view->editor) || view_equal(str_view(&now), str_view(&disk))) {
        edit_view_follow_disk(view, str_view(&disk));
        status_say(&app->status, ROLE_TEXT, "changed by another program; you see its text");
    } else {
        app_edit_merge(app, str_view(&disk));
    }
    app->dirty = true;
out:
    str_finish(&disk);
    str_finish(&now);
}

/* Looks when it has been quiet for a moment: who writes in place empties the file first. */
void app_edit_outside(struct app *app, const char *path)
{
    if (app->edit.editor && !app->edit.save_runs && strcmp(app->edit.path, path) == 0)
        uv_timer_start(&app->edit_timer, app_edit_look, EDIT_QUIET, 0);
}
