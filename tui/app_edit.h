#ifndef TUI_APP_EDIT_H
#define TUI_APP_EDIT_H

#include "tui/app.h"

/* The file being edited, by the files that make it up. What these functions change is app.edit and
 * the desks beside it; all of them run on the loop. */

/* app_edit.c: the file being edited, its disk, its journal. */
void app_edit_start(struct app *app); /* the state folder; what a crash left is offered */
void app_edit_end(struct app *app);
void app_edit_type(struct app *app, struct key key); /* a key that is bound to nothing */
/* Undo had nothing left: true when the last commit's text was taken; else `err` may offer it. */
bool app_edit_undo_ended(struct app *app, struct error *err);
void app_edit_guard(struct app *app);    /* after a change: the journal is synced in time */
void app_journal_watch(struct app *app); /* the same when nothing was typed */
void app_edit_paste(struct app *app, struct view text);
/* Opens the file with the text that the disk has. */
void app_edit_open(struct app *app, const char *path, struct str *text); /* taken */
/* A command of core/edit. */
enum status app_edit_do(struct app *app, size_t argc, char **argv, struct error *err);
void app_edit_settle(struct app *app, const struct change_set *set, bool saved);
void app_edit_outside(struct app *app, const char *path);
void app_edit_leave(struct app *app);
void app_edit_keep_and_leave(struct app *app); /* the text goes to a recovery commit first */
void app_edit_ask_conflict(struct app *app);
/* `edit`: the place is selected when all is settled. */
void app_edit_answer(struct app *app, enum merge_choice choice, bool edit);
void app_edit_close_conflict(struct app *app);
/* Opens the file of a conflict that somebody's wish to take a change back made, and asks. */
void app_edit_merge_back(struct app *app, struct revive_conflict *conflict);
enum status app_edit_recover(struct app *app, const char *name, const char *how, struct error *err);
/* The files of this workspace of which a crash left unsaved text, as it is now; the caller frees
 * each and the array. */
void app_edit_list_unsaved(const struct app *app, char ***paths, size_t *count);

/* app_alarm.c: what would lose much is looked at first. */
/* True when the save of `text` by this command line waits for the person. */
bool app_alarm_holds_save(struct app *app, size_t argc, char **argv, struct view text);
void app_alarm_show_save(struct app *app);
void app_alarm_save_anyway(struct app *app);
void app_alarm_hold(struct app *app, const char *path, const struct alarm *alarm);
/* Judges what became of a file that was shown here; held from now on if it lost much. */
void app_alarm_judge(struct app *app, const char *path, struct view old, struct view new);
/* What a look at these paths (NULL: at all) found to be held takes the place of what was known. */
void app_alarm_take(struct app *app, const struct outside_job *job);
/* STATUS_CONFLICT, with what to do, when a write to `path` would commit what is held. */
enum status app_alarm_check(const struct app *app, const char *path, struct error *err);
/* Appends "held: page lost 120 of 160 lines · d shows it", or nothing. */
void app_alarm_add_line(const struct app *app, struct str *out);
void app_alarm_show_outside(struct app *app, const char *path);
void app_alarm_accept(struct app *app);
void app_alarm_restore(struct app *app);
void app_alarm_finish(struct app *app);

/* app_rules.c: rules for prose over the file being edited. */
void app_rules_start(struct app *app);
void app_rules_look(struct app *app); /* now: at the rules' file, and at what is to be checked */
void app_rules_wait(struct app *app); /* when it has been quiet */
void app_rules_finish(struct app *app);

/* app_clipboard.c: what was cut and copied. */
void app_clipboard_look(struct app *app); /* after a key of the editor */
void app_clipboard_lend(struct app *app); /* to the editor that was opened */
bool app_clipboard_send(struct app *app); /* to the terminal; false, and said, when too long */

/* app_complete.c: what the text being edited is completed with. */
void app_complete_typed(struct app *app, uint32_t code); /* this character was */
void app_complete_prepare(struct app *app);              /* before drawing */
bool app_complete_key(struct app *app, struct key key);  /* it took what is offered */
void app_complete_forget(struct app *app);

/* app_external.c: the person's own editor. */
enum status app_external(struct app *app, const char *path, struct error *err);
/* "draft: NAME (+2 -2)", "self: edit NAME (+1 -0)" */
void app_edit_add_subject(const struct app *app, const char *path, struct view old,
                          struct view text, struct str *out);

/* app_margin.c: what differs from the last commit. */
void app_margin_start(struct app *app);
void app_margin_read(struct app *app);    /* the last commit's text, anew */
void app_margin_prepare(struct app *app); /* before drawing */
void app_margin_count(struct app *app);   /* more of the words of a large text */
void app_margin_forget(struct app *app);

/* app_preview.c: the text being edited as it reads. */
void app_preview_start(struct app *app);
void app_preview_next(struct app *app); /* source, both if there is room, the page */
/* What is shown, as far as there is room. */
enum edit_shows app_edit_shows(const struct app *app);
/* Where: both are the whole main view when one is alone. */
void app_preview_areas(const struct app *app, struct rect *source, struct rect *page);
bool app_preview_fits_beside(const struct app *app);
void app_preview_prepare(struct app *app); /* before drawing, behind the source */
void app_preview_typed(struct app *app);   /* who types sees the source */
void app_preview_forget(struct app *app);

/* app_vi.c: the keys of vi in the editor. */
bool app_vi_has(const struct app *app, struct key key); /* vi has a meaning for it */
bool app_vi_type(struct app *app, struct key key);      /* false when not */
/* The line being typed, or the mode and the message, or hints. */
void app_vi_draw_foot(const struct app *app, struct grid *grid, struct rect row);

#endif
