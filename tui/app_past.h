#ifndef TUI_APP_PAST_H
#define TUI_APP_PAST_H

#include "tui/app.h"

/* What history has: read, compared, brought back. By the files that do it. */

/* app_history.c: reading history. */
void app_load_log(struct app *app);    /* more of the log view, if it needs it */
bool app_stop_log(struct app *app);    /* a search that goes on; false when there is none */
void app_load_newest(struct app *app); /* there are new commits: strip and log */
/* What commit `id` changed, or (`from` not "") what lies between the two. */
void app_load_diff(struct app *app, const char *from, const char *id, const char *path);
void app_reload_diff(struct app *app); /* the same, as the taste now wants it */

/* app_blame.c: who wrote each part of a file. */
void app_blame_start(struct app *app);
/* As the reader shows it, if it does; else as it is on the disk. */
enum status app_blame_open(struct app *app, const char *path, struct error *err);
enum status app_blame_older(struct app *app, struct error *err);
enum status app_blame_newer(struct app *app, struct error *err);
void app_blame_again(struct app *app); /* there are new commits */
void app_blame_leave(struct app *app);
void app_blame_prepare(struct app *app); /* before drawing */

/* app_version.c: earlier versions of the file being read, in the reader. */
enum status app_version_older(struct app *app, struct error *err);
enum status app_version_newer(struct app *app, struct error *err); /* at last the disk's text */
void app_version_go(struct app *app, size_t at); /* of the list, or not there yet */
void app_version_mark(struct app *app);          /* with what changed, or without */
void app_version_leave(struct app *app);         /* the disk's text again */
void app_version_drop(struct app *app);          /* the reader is to show another file */

/* app_revive.c: bringing back what history has. */
void app_revive(struct app *app, struct revive_request *request); /* takes the contents over */
void app_revive_go(struct app *app);                              /* what is shown is meant */
/* `set` is the save of a file that was merged for it: it becomes that act. */
void app_revive_join(struct app *app, struct change_set *set);
void app_revive_drop(struct app *app);

/* app_ledger.c: lists that history gives, and a deleted file as a page. */
void app_ledger_show(struct app *app, enum ledger_kind kind);
void app_ledger_load(struct app *app); /* more of it, if the view needs it */
void app_ledger_reload(struct app *app);
bool app_ledger_stop(struct app *app);                      /* false when nothing goes on */
void app_ledger_search(struct app *app, const char *query); /* in earlier versions */
void app_gone_show(struct app *app);                        /* the selected row's */
void app_gone_prepare(struct app *app, struct rect body);   /* before drawing */

/* app_switch.c: to a branch, or (`branch` NULL) to the commit `id`. */
MUST_CHECK enum status app_switch(struct app *app, const char *branch, const char *id,
                                  struct error *err);

#endif
