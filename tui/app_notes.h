#ifndef TUI_APP_NOTES_H
#define TUI_APP_NOTES_H

#include "tui/app.h"

/* Notes found, linked, sorted, named and mended. By the files that do it. */

/* app_trail.c: links under the keys of the reader. */
bool app_link_in_sight(const struct app *app); /* one stands ready, and is on the screen */
enum status app_link_step(struct app *app, int by, struct error *err);
/* A link was followed from `from` at `line`: where the reader is now is a step of the trail. */
void app_trail_followed(struct app *app, const char *from, uint32_t line);
bool app_trail_back(struct app *app);
void app_trail_follow_next(struct app *app); /* if the names of all notes are known now */
void app_trail_add_line(const struct app *app, struct str *out); /* "‹ Harbour ‹ Lamp" */
void app_offer_note(struct app *app, const char *target);        /* a form to make it */

/* app_links.c: what a file has to do with others. */
void app_links_show(struct app *app, const char *path, bool graph);
void app_links_open(struct app *app);   /* the selected one in the reader */
void app_links_around(struct app *app); /* the selected one takes the file's place */
bool app_links_back(struct app *app);   /* false when nothing was there before */
void app_links_again(struct app *app);  /* the index has news */
/* For jobs of LANE_SEARCH: makes `view->map` fresh. */
enum status app_links_map(struct links_view *view, struct search_index *index,
                          const struct folder *folder, const struct rules *rules,
                          const atomic_bool *cancel, struct error *err);

/* app_move.c: renaming and moving, with links. */
void app_move(struct app *app, struct relocate_request *request); /* takes the contents over */
void app_move_go(struct app *app);                                /* what is shown is meant */
bool app_move_stop(struct app *app); /* the search for links; false when there is none */
void app_move_drop(struct app *app);
/* The file being edited, when it has unsaved text and `set` would change it; or NULL. */
const char *app_unsaved_in(const struct app *app, const struct change_set *set);

/* app_form.c: the form of a note. */
/* `title` and `folder` may be empty. What was typed into a form that was left is there again. */
void app_form_new(struct app *app, struct view title, struct view folder);
void app_form_leave(struct app *app);
MUST_CHECK enum status app_form_fields(struct app *app, const char *path, struct error *err);
bool app_form_key(struct app *app, struct key key); /* false: it edits the line */
void app_form_offer(struct app *app);               /* tags have come */
void app_form_typed(struct app *app);

/* app_browse.c: the Memory pane sorted and filtered. */
void app_browse_start(struct app *app);                      /* as the session remembers */
void app_browse_set(struct app *app, struct browse *browse); /* takes the contents over */
bool app_browse_escape(struct app *app); /* takes the filters off, or stops; false: nothing to do */
void app_browse_again(struct app *app);  /* the index has news */
void app_browse_ask(struct app *app);    /* for a filter, from what the notes have */
/* The entry of the section that a row of a pane of files shows, and the row of an entry; SIZE_MAX
 * for none. */
size_t app_entry_of(const struct app *app, enum pane pane, size_t row);
size_t app_row_of(const struct app *app, enum pane pane, size_t entry);

/* app_index.c: the index of all files. */
/* Loads the index that was kept. */
void app_index_load(struct app *app);
void app_index_sync(struct app *app, struct search_files *files); /* takes them over */
void app_index_sync_catalog(struct app *app);                     /* with the files it knows */
void app_index_changed(struct app *app, const char *path);        /* on the disk */

/* app_search.c: searching all files. */
void app_search_again(struct app *app); /* the index has news */
bool app_search_is_shown(const struct app *app);
void app_search_open_view(struct app *app, enum search_mode mode);
void app_search_close(struct app *app);                   /* back to where one was */
void app_search_text(struct app *app, struct view text);  /* it was typed */
void app_search_names(struct app *app, struct view text); /* the same, for names of files */
void app_search_move(struct app *app, long by);
void app_search_show(struct app *app);                /* the selected, beside */
void app_search_reveal(struct app *app, size_t rows); /* before drawing */
void app_search_read(struct app *app);                /* the selected */
/* From the last hit of the file being read to the next file found; false when it is not that. */
bool app_search_step(struct app *app, int by);

/* app_hint.c: what completes a line that is asked for. */
void app_hint_open(struct app *app);   /* the prompt completes: gathers with what */
void app_hint_gather(struct app *app); /* if there is news */
void app_hint_again(struct app *app);  /* the index has news */
MUST_CHECK bool app_hint_find(const struct app *app, struct hint *out); /* for the prompt's line */
bool app_hint_key(struct app *app, struct key key); /* true when it took what was offered */
void app_hint_finish(struct app *app);

/* app_sheet.c: the doctor, and replacing in all files. */
void app_sheet_doctor(struct app *app); /* opens it, or looks again */
void app_sheet_replace(struct app *app, const char *what, const char *with);
void app_sheet_again(struct app *app); /* files were saved: the doctor looks again */
bool app_sheet_stop(struct app *app);
void app_sheet_open(struct app *app); /* the selected row's file */
MUST_CHECK enum status app_sheet_fix(struct app *app, struct error *err); /* the selected row */
MUST_CHECK enum status app_sheet_go(struct app *app, struct error *err);  /* replaces */

#endif
