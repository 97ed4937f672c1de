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
#include "tui/term/grid.h"
#include "tui/term/term.h"
#include "tui/term/theme.h"
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

/* What the lines that are asked for are completed with. What the index offers is gathered by a job
 * of LANE_SEARCH when something was asked for and there is news. */
struct hint_desk {
    struct search_offers found;
    struct note_offers authors, marked;
    struct job *job;   /* one at a time; NULL: none is on its way */
    bool wanted;       /* as soon as there is an index */
    bool fresh;        /* `found` is what the index has, or will be when the job ends */
    uint64_t typed;    /* the version of the text being edited that a character made, */
    size_t typed_at;   /* and where the cursor was behind it; SIZE_MAX: none */
    struct hint offer; /* shown behind the cursor of the text; empty: nothing is */
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
    struct hint_desk hints;
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
    char **scan_changed; /* paths that changed while it scans: it may have looked before */
    size_t scan_changed_count, scan_changed_cap;
    bool identity_asked;
    bool outside_waits; /* for an identity: then commit everything, as `outside_subject` */
    const char *outside_subject;
    bool look_waits;       /* a first look at what differs from HEAD, for the screen to be filled */
    char *open_next;       /* a new file, to be opened when it is on the disk, */
    bool edit_next;        /* in the editor */
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

/* app_store.c: saving and committing. */
void app_save(struct app *app, struct change_set *set); /* takes the contents over */
/* The same, unless HEAD is no longer `head`. */
void app_save_planned(struct app *app, struct change_set *set, const char *head);
void app_retry_held(struct app *app);
void app_committed(struct app *app, const char *id); /* HEAD is that now */
/* What is kept of `path` beside the catalog is made true. */
void app_path_changed(struct app *app, const char *path);

/* app_outside.c: what other programs changed. */
void app_outside(struct app *app, const char *path); /* something outside changed `path` */
void app_outside_wait(struct app *app);              /* until it has been quiet, then commit it */
void app_look_everywhere(struct app *app);
/* The first look, once the repository is known and the index true: it reads all that these read. */
void app_look_first(struct app *app);
void app_commit_outside(struct app *app);                  /* those that are known */
void app_look_and_commit(struct app *app);                 /* looks everywhere first */
void app_commit_all(struct app *app, const char *subject); /* a literal; NULL: "outside: …" */
/* What is on the disk at `path`, as `subject`. */
void app_commit_path(struct app *app, const char *path, const char *subject);
/* Commits this text of `path`, which was looked at. */
void app_commit_accepted(struct app *app, const char *path, uint64_t hash);
/* Asks who signs; then everything is committed as `subject`, a literal. */
void app_wait_for_identity(struct app *app, const char *subject);

/* app_repository.c: whether there is one, and its state. */
void app_load_state(struct app *app, bool create, const struct identity *identity);

/* app_watch.c: what other programs do in the folder. */
void app_start_scan(struct app *app);
void app_scan_changed(struct app *app, const char *path); /* `path`, perhaps during a scan */
void app_start_watch(struct app *app);
void app_reload_if_shown(struct app *app, const char *path); /* the reader's file changed */
void app_look_again(struct app *app); /* at the todo list, the file being read, the one edited */

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
