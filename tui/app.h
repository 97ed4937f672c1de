#ifndef TUI_APP_H
#define TUI_APP_H

#include "core/command/command.h"
#include "core/store/watch.h"
#include "core/text/alarm.h"
#include "core/text/merge.h"
#include "core/workspace/session.h"
#include "core/workspace/workspace.h"
#include "tui/authors.h"
#include "tui/blame_view.h"
#include "tui/browse_desk.h"
#include "tui/details.h"
#include "tui/edit_view.h"
#include "tui/grid.h"
#include "tui/history_lane.h"
#include "tui/jobs.h"
#include "tui/keymap.h"
#include "tui/layout.h"
#include "tui/ledger.h"
#include "tui/links_view.h"
#include "tui/places.h"
#include "tui/prompt.h"
#include "tui/reader.h"
#include "tui/search_desk.h"
#include "tui/sheet.h"
#include "tui/status.h"
#include "tui/store_lane.h"
#include "tui/term.h"
#include "tui/theme.h"
#include "tui/trail.h"
#include "tui/versions.h"

#include <uv.h>

/* The application: the workspace (nobody else holds it mutable), what is shown of it, and the loop.
 * Panes get it const. A key becomes a command line, a command line goes through app_run, what
 * changed is marked, and the screen is drawn once before the loop waits again. */

enum pane { /* the first five are enum section_kind */
            PANE_SELF,
            PANE_TODO,
            PANE_MEMORY,
            PANE_DRAFTS,
            PANE_FILES,
            PANE_HISTORY,
            PANE_MAIN, /* the view at the right */
            PANE_COUNT
};

enum view_kind {
    VIEW_READER,
    VIEW_LOG,
    VIEW_DIFF,
    VIEW_HELP,
    VIEW_EDITOR,
    VIEW_SEARCH,
    VIEW_LEDGER,
    VIEW_GONE,
    VIEW_BLAME,
    VIEW_LINKS,
    VIEW_SHEET
};
#define APP_VIEWS_MAX 8

struct help_view {
    struct page page;
    unsigned cols, where; /* what `page` was made for */
    size_t top;
    struct find find;
};

/* Which tasks are shown. */
struct todo_filter {
    char *words;   /* as typed; NULL: all */
    size_t *items; /* the tasks that are shown, in order */
    size_t count, cap;
};

/* The file being edited and the disk have gone apart: what is to be settled before the next save.
 */
struct edit_conflict {
    struct merge merge; /* of the three texts below */
    struct str base, mine, theirs;
    struct merge_answer *answers;
    bool *edits;      /* which of them the person wants to write anew */
    uint64_t version; /* of the text that is merged */
    size_t settled;
    bool open;
    bool taken_back; /* `theirs` is not the disk's text but what an undo or a revert wants */
};

/* What is to be brought back: it is shown first, or what conflicts is merged in the editor. */
struct revive_shown {
    enum revive_kind kind; /* REVIVE_NOTHING: none */
    struct revive_plan plan;
};

/* A rename or a move that is shown before it is done. */
struct move_shown {
    struct relocate_request request;
    struct relocate_plan plan;
    struct job *running; /* looks for links; or NULL */
};

/* A save that is held up: it would lose much. */
struct held_save {
    char *line;       /* the command that asked for it, or NULL */
    uint64_t version; /* of the text that was judged */
    bool meant;       /* this text is to be saved all the same */
};

/* Files that another program changed so that a person should look first, and the one looked at. */
struct held_outside {
    struct outside_held *files;
    size_t count, cap;
    char *path; /* of the one whose difference is shown, and its texts; or NULL */
    struct str old, text;
};

/* Finding and replacing in the editor: where it was asked, and how far it is. */
struct replace_ask {
    char *before; /* what was looked for before */
    size_t origin;
    size_t from, to; /* what was selected, */
    bool has_range;  /* if anything was */
    char *text, *with;
    size_t total, left, done;
    bool more;    /* there are more than `total` */
    size_t begun; /* where the first match stood, or would by now */
};

/* The rules for prose of this workspace, and the job that checks the file being edited. */
struct rules_desk {
    struct prose_rules *rules; /* NULL: none; a running job changes their patterns */
    struct file_stamp stamp;   /* of their file, when it was read */
    bool there, running;
    bool watched; /* their folder; else focus and clock look at it */
    bool shown;   /* what the screen shows was checked, the rest is to come */
    uv_timer_t timer;
};

/* The last commit's text of the file being edited, for the margin. */
struct margin_desk {
    struct shared_text *committed;
    bool known, running;
    uint64_t version; /* of the text that the margin is of */
    uint64_t seen;    /* the timer was set for this one */
    uv_timer_t timer, words;
};

enum edit_shows { EDIT_SHOWS_SOURCE, EDIT_SHOWS_BOTH, EDIT_SHOWS_PAGE };

/* The text being edited as it reads. */
struct preview_desk {
    enum edit_shows shows;
    struct reader reader;
    uint64_t version, seen; /* of the text: what the page is of, what the timer was set for, */
    uint64_t chosen;        /* and what it was when `shows` was */
    uv_timer_t timer;
};

struct app {
    struct workspace ws;
    struct session *session;
    struct keymap keymap;

    struct list lists[PANE_COUNT]; /* of the stack */
    struct todo_filter filter;
    struct places places;
    struct details details;
    enum pane focus, last_stack; /* last_stack: the pane that `back` returns to from the reader */
    enum pane view_from;         /* and from the views over it */
    bool zoom;

    enum view_kind views[APP_VIEWS_MAX]; /* the last one is shown; the first is the reader */
    size_t view_count;
    struct reader reader;
    struct link_mark mark; /* of the reader's page */
    struct trail trail;
    unsigned long follow_next; /* a link that no path tells; 0: none */
    struct links_view links;
    struct browse_desk browse; /* of the Memory pane */
    enum pane reader_from;     /* the list that n and p walk */
    struct log_view strip, log;
    struct diff_view diff;
    struct ledger_view ledger;
    struct reader gone; /* the selected one of the deleted files */
    bool gone_waits;    /* for its text */
    struct help_view help;
    struct version_desk versions;
    struct authors authors;
    struct blame_view blame;
    uv_timer_t blame_timer; /* shows how far it is */
    struct edit_view edit;
    struct margin_desk margin;
    struct preview_desk preview;
    struct edit_conflict conflict;
    struct revive_shown revive;
    struct move_shown move;
    struct held_save held_save;
    struct held_outside held_outside;
    struct rules_desk rules;
    struct search_desk search;
    struct replace_ask replace;
    struct sheet_view sheet;
    int state_folder;              /* of journals, or -1 */
    char *copying, *copying_path;  /* a journal whose text is being saved as a copy, and where */
    struct journal_list recovered; /* what a crash left, of this workspace */
    struct prompt prompt;

    struct key keys[KEYMAP_SEQUENCE_MAX]; /* typed so far of a sequence */
    size_t key_count;

    struct status_line status;
    struct repository_state repo;
    bool repo_known, repo_there;
    struct str screen_text; /* reused */
    int64_t now;

    struct term *term;
    struct key_decoder decoder;
    struct grid grid;
    struct layout layout;
    struct theme_list themes; /* loaded when first asked for */
    struct theme theme;
    bool theme_own;    /* `theme` is loaded, not borrowed */
    bool theme_chosen; /* by the person: the terminal's background does not matter */
    bool mouse;
    bool dirty;      /* all is to be drawn anew */
    bool typed;      /* or just what a typed character changes */
    unsigned footer; /* WHERE_* of the keys that the footer shows, or 0 */
    bool quitting;
    struct str clipboard; /* what was cut or copied last, in any file */
    uint64_t clipboard_version;
    bool journal_syncs;    /* on a worker */
    uint64_t undo_offered; /* the version of the text that the last commit's was offered at */
    bool quit_after;       /* when the editor has been left */
    int quit_signal;

    uv_loop_t loop;
    uv_poll_t tty, watching;
    uv_prepare_t prepare;
    uv_timer_t escape_timer, outside_timer, minute_timer, retry_timer, journal_timer, edit_timer;
    uv_signal_t signals[6];
    struct jobs jobs;
    struct store_lane store;
    struct history_lane history;
    struct version_lane version_lane;
    struct watch *watch;
    struct change_set **held; /* saved, not committed: the next commit tries them again */
    size_t held_count, held_cap;
    char **outside; /* paths that changed outside and are not looked at yet */
    size_t outside_count, outside_cap;
    bool outside_all;
    atomic_size_t scanned;
    int64_t scan_began; /* clock_stamp */
    bool scanning, scan_again;
    bool identity_asked;
    bool outside_waits; /* for an identity: then commit everything, as `outside_subject` */
    const char *outside_subject;
    char *open_next;       /* a new file, to be opened when it is on the disk, */
    bool edit_next;        /* in the editor */
    struct job *form_tags; /* gathers the tags that a form offers; or NULL */
    struct form form_kept; /* of a new note, left unfinished */
};

/* Opens `path` on the terminal and runs until the person leaves. Returns the exit status. */
int app_main(const char *path);

/* --- the parts, by file --- */

/* app_run.c: command lines in, changes out. */
void app_run(struct app *app, const char *line);
/* A template's %p, %f, %t and %n become the selection's path, folder, task words and number,
 * quoted. False, and said so, when there is no selection. */
bool app_expand(struct app *app, const char *template, struct str *out);
struct selection app_selection(const struct app *app);
void app_select_task(struct app *app, size_t task);   /* the row of the list that shows it */
unsigned app_where(const struct app *app);            /* WHERE_* of what has the focus */
extern const struct command *const app_view_tables[]; /* the model's: command_model_tables */
/* The command that `name` means where the focus is, or anywhere. */
const struct command *app_find_command_at(unsigned where, struct view name);
const struct command *app_find_command(struct view name);

/* app_input.c: keys, mouse, paste. */
void app_input(struct app *app, struct input *input);

/* app_store.c: saving, committing, what other programs change. */
void app_save(struct app *app, struct change_set *set); /* takes the contents over */
/* The same, unless HEAD is no longer `head`. */
void app_save_planned(struct app *app, struct change_set *set, const char *head);
void app_commit_outside(struct app *app); /* those that are known */
/* What is on the disk at `path`, as `subject`. */
void app_commit_path(struct app *app, const char *path, const char *subject);
void app_look_and_commit(struct app *app); /* looks everywhere first */
/* Commits this text of `path`, which was looked at. */
void app_commit_accepted(struct app *app, const char *path, uint64_t hash);
void app_outside(struct app *app, const char *path); /* something outside changed `path` */
void app_look_everywhere(struct app *app);
void app_retry_held(struct app *app);
void app_load_state(struct app *app, bool create, const struct identity *identity);

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

/* app_complete.c: offers what to link to behind `[[`. */
void app_complete(struct app *app);

/* app_form.c: the form of a note. */
/* `title` and `folder` may be empty. What was typed into a form that was left is there again. */
void app_form_new(struct app *app, struct view title, struct view folder);
void app_form_leave(struct app *app);
MUST_CHECK enum status app_form_fields(struct app *app, const char *path, struct error *err);
bool app_form_key(struct app *app, struct key key); /* false: it edits the line */
void app_form_typed(struct app *app);

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

/* app_trail.c: links under the keys of the reader. */
bool app_link_in_sight(const struct app *app); /* one stands ready, and is on the screen */
enum status app_link_step(struct app *app, int by, struct error *err);
/* A link was followed from `from` at `line`: where the reader is now is a step of the trail. */
void app_trail_followed(struct app *app, const char *from, uint32_t line);
bool app_trail_back(struct app *app);
void app_trail_follow_next(struct app *app); /* if the names of all notes are known now */
void app_trail_add_line(const struct app *app, struct str *out); /* "‹ Harbour ‹ Lamp" */
void app_offer_note(struct app *app, const char *target);        /* a form to make it */

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

/* app_search.c: searching all files. */
/* Loads the index that was kept. */
void app_search_load(struct app *app);
void app_search_sync(struct app *app, struct search_files *files); /* takes them over */
void app_search_changed(struct app *app, const char *path);        /* on the disk */
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

/* app_sheet.c: the doctor, and replacing in all files. */
void app_sheet_doctor(struct app *app); /* opens it, or looks again */
void app_sheet_replace(struct app *app, const char *what, const char *with);
void app_sheet_again(struct app *app); /* files were saved: the doctor looks again */
bool app_sheet_stop(struct app *app);
void app_sheet_open(struct app *app); /* the selected row's file */
MUST_CHECK enum status app_sheet_fix(struct app *app, struct error *err); /* the selected row */
MUST_CHECK enum status app_sheet_go(struct app *app, struct error *err);  /* replaces */

/* app_watch.c: what other programs do in the folder. */
void app_start_scan(struct app *app);
void app_start_watch(struct app *app);
void app_reload_if_shown(struct app *app, const char *path); /* the reader's file changed */
void app_look_again(struct app *app); /* at the todo list and the file being read */

/* app_select.c: before the catalog changes, and after app_changed. */
struct app_files {
    char *paths[PANE_COUNT]; /* of the selected rows, or NULL */
};
void app_hold_files(const struct app *app, struct app_files *held);
void app_find_files(struct app *app, struct app_files *held); /* frees what is held */

/* app_show.c: the model to the screen. */
void app_changed(struct app *app, unsigned bits);
void app_open_path(struct app *app, const char *path, enum pane from);
void app_find_again(struct app *app);  /* after a new layout */
void app_filter_todo(struct app *app); /* which tasks are shown */
void app_preview(struct app *app);     /* the selected file into the reader */
void app_show(struct app *app);        /* draws if dirty */
void app_push_view(struct app *app, enum view_kind view);
enum view_kind app_view(const struct app *app);
void app_fit_selection(struct app *app, enum pane pane); /* into its list */
const char *app_selected_path(const struct app *app);    /* of the focused list, or the reader's */
size_t app_pane_count(const struct app *app, enum pane pane);
int app_page_rows(const struct app *app);   /* rows of the focused list or page */
int app_prompt_rows(const struct app *app); /* rows of a list to pick from */
void app_use_theme(struct app *app, const char *name, bool remember);
void app_remember_place(struct app *app);

#endif
