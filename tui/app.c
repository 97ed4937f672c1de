#include "tui/app.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/cluster.h"
#include "tui/app_edit.h"
#include "tui/app_notes.h"
#include "tui/app_past.h"
#include "tui/crew.h"
#include "tui/panes/pane.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Start, loop and end. The order at the start is what makes it fast: names of the first rows, the
 * page, one frame on the terminal; only then the loop, libgit2 (on a worker), the whole folder, the
 * watches. Everything after runs from the loop's callbacks; the screen is drawn at most once
 * between two waits. */

#define APP_FIRST_ROWS 300 /* names a section that the first frame reads */
#define APP_ESCAPE_WAIT 30 /* milliseconds until an ESC is the key */
#define APP_TICK 30000     /* the clock, and a look at what no event tells of */

/* --- themes --- */

void app_use_theme(struct app *app, const char *name, bool remember)
{
    struct theme theme;
    bool dark = app->theme.dark;
    if (app->theme_own)
        theme_finish(&app->theme);
    app->theme_own = name && theme_load(name, &theme, NULL) == STATUS_OK;
    app->theme = app->theme_own ? theme : *theme_builtin(dark);
    term_set_theme(app->term, &app->theme);
    if (remember) {
        app->theme_chosen = true;
        if (app->session)
            session_set_theme(app->session, name);
    }
    app->dirty = true;
}

/* The remembered theme, else the settings', else the built-in one, dark until the terminal says
 * what its background is. */
static void app_first_theme(struct app *app)
{
    const char *name = app->session ? session_theme(app->session) : NULL;
    const char *hint = getenv("COLORFGBG");
    size_t hint_len = hint ? strlen(hint) : 0;
    bool light = hint_len > 2 &&
                 (strcmp(hint + hint_len - 2, "15") == 0 || strcmp(hint + hint_len - 2, ";7") == 0);
    if (!name)
        name = app->ws.settings.theme;
    app->theme = *theme_builtin(!light);
    app->theme_chosen = name != NULL;
    if (!name)
        name = light ? app->ws.settings.theme_light : app->ws.settings.theme_dark;
    app_use_theme(app, name, false);
}

/* --- the loop's callbacks --- */

static void app_take_inputs(struct app *app)
{
    struct input input = {0};
    while (!app->quitting && key_decoder_next(&app->decoder, &input)) {
        app_input(app, &input);
        str_finish(&input.paste);
    }
}

static void app_on_escape(uv_timer_t *timer)
{
    struct app *app = timer->data;
    if (key_decoder_flush(&app->decoder))
        app_take_inputs(app);
}

static void app_on_tty(uv_poll_t *handle, int status, int events)
{
    struct app *app = handle->data;
    (void)events;
    if (status < 0 || term_read(app->term, &app->decoder, NULL) != STATUS_OK) {
        app->quitting = true;
        return;
    }
    app_take_inputs(app);
    if (key_decoder_waiting(&app->decoder))
        uv_timer_start(&app->escape_timer, app_on_escape, APP_ESCAPE_WAIT, 0);
}

static void app_on_prepare(uv_prepare_t *handle)
{
    struct app *app = handle->data;
    if (!app->quitting)
        app_show(app);
    if (app->quitting)
        uv_stop(&app->loop);
}

static void app_on_minute(uv_timer_t *timer)
{
    struct app *app = timer->data;
    app->dirty = true;
    app_look_again(app);
}

static void app_on_store(uv_async_t *async)
{
    struct app *app = async->data;
    struct str waiting = {0};
    store_lane_add_waiting(&app->store, &waiting);
    if (waiting.len) {
        app->status.state = SAVE_WAITING;
        status_say(&app->status, ROLE_WARNING, "%s", str_text(&waiting));
    } else if (atomic_load(&app->store.saved) && app->status.state == SAVE_SAVING) {
        app->status.state = SAVE_SAVED;
    }
    str_finish(&waiting);
    app->dirty = true;
}

static void app_on_signal(uv_signal_t *handle, int number)
{
    struct app *app = handle->data;
    if (number == SIGWINCH) {
        if (term_update_size(app->term))
            app->dirty = true;
    } else if (number == SIGTSTP) {
        app_run(app, "suspend");
    } else if (number == SIGCONT) {
        term_forget(app->term);
        app->dirty = true;
    } else {
        app->quit_signal = number;
        app->quitting = true;
    }
}

/* --- start and end --- */

static const int app_signals[] = {SIGWINCH, SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT};

/* From the first byte to the terminal until the loop listens: a signal in between waits, so that a
 * size is not missed nor the terminal left as it is. */
static void app_hold_signals(bool hold)
{
    sigset_t set;
    sigemptyset(&set);
    for (size_t i = 0; i < ARRAY_LEN(app_signals); i++)
        sigaddset(&set, app_signals[i]);
    pthread_sigmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

static void app_start_loop(struct app *app)
{
    setenv("UV_THREADPOOL_SIZE", JOBS_THREADS, 0); /* a lane never waits for another's job */
    uv_loop_init(&app->loop);
    jobs_init(&app->jobs, &app->loop, app);
    uv_poll_init(&app->loop, &app->tty, term_fd(app->term));
    uv_poll_start(&app->tty, UV_READABLE | UV_DISCONNECT, app_on_tty);
    uv_prepare_init(&app->loop, &app->prepare);
    uv_prepare_start(&app->prepare, app_on_prepare);
    uv_timer_init(&app->loop, &app->escape_timer);
    uv_timer_init(&app->loop, &app->outside_timer);
    uv_timer_init(&app->loop, &app->minute_timer);
    uv_timer_init(&app->loop, &app->retry_timer);
    uv_timer_init(&app->loop, &app->journal_timer);
    uv_timer_init(&app->loop, &app->edit_timer);
    uv_timer_init(&app->loop, &app->search.timer);
    app->search.timer.data = app;
    app->search.index = search_index_new();
    app->search.authors = search_authors_new();
    app->search.crew = crew_of_cores();
    uv_timer_start(&app->minute_timer, app_on_minute, APP_TICK, APP_TICK);
    uv_async_init(&app->loop, &app->store.async, app_on_store);
    for (size_t i = 0; i < ARRAY_LEN(app_signals); i++) {
        uv_signal_init(&app->loop, &app->signals[i]);
        app->signals[i].data = app;
        uv_signal_start(&app->signals[i], app_on_signal, app_signals[i]);
    }
    app_hold_signals(false);
    app->tty.data = app->prepare.data = app->escape_timer.data = app->outside_timer.data = app;
    app->minute_timer.data = app->retry_timer.data = app->store.async.data = app;
    app->journal_timer.data = app->edit_timer.data = app;
    app_rules_start(app);
    app_margin_start(app);
    app_preview_start(app);
    app_blame_start(app);
    store_lane_init(&app->store, &app->ws.folder);
    app->history.path = app->version_lane.path = app->ws.folder.path;
}

static void app_close_handle(uv_handle_t *handle, void *data)
{
    (void)data;
    if (!uv_is_closing(handle))
        uv_close(handle, NULL);
}

/* Saves and commits that are under way are finished; what only reads is cancelled. */
static void app_end_loop(struct app *app)
{
    uv_prepare_stop(&app->prepare);
    uv_poll_stop(&app->tty);
    uv_timer_stop(&app->minute_timer);
    for (size_t i = 0; i < ARRAY_LEN(app_signals); i++)
        uv_signal_stop(&app->signals[i]);
    for (int lane = LANE_HISTORY; lane < LANE_COUNT; lane++)
        jobs_cancel(&app->jobs, (enum job_lane)lane);
    jobs_cancel_optional(&app->jobs, LANE_STORE);
    for (bool busy = true; busy;) {
        busy = false;
        for (int lane = 0; lane < LANE_COUNT; lane++)
            busy = busy || jobs_busy(&app->jobs, (enum job_lane)lane);
        if (busy)
            uv_run(&app->loop, UV_RUN_ONCE);
    }
    uv_walk(&app->loop, app_close_handle, NULL);
    while (uv_run(&app->loop, UV_RUN_DEFAULT) != 0)
        continue;
    uv_loop_close(&app->loop);
}

static void app_finish(struct app *app)
{
    app_remember_place(app);
    if (app->session)
        session_save(app->session, NULL);
    session_free(app->session);
    history_lane_finish(&app->history);
    version_desk_clear(&app->versions);
    blame_view_finish(&app->blame);
    authors_finish(&app->authors);
    version_lane_finish(&app->version_lane);
    store_lane_finish(&app->store);
    watch_free(app->watch);
    app_edit_end(app);
    app_rules_finish(app);
    search_desk_finish(&app->search);
    sheet_finish(&app->sheet);
    trail_finish(&app->trail);
    links_view_finish(&app->links);
    browse_desk_finish(&app->browse);
    app_hint_finish(app);
    shared_text_drop(app->margin.committed);
    str_finish(&app->clipboard);
    reader_close(&app->preview.reader);
    free(app->replace.before);
    free(app->replace.text);
    free(app->replace.with);
    app_alarm_finish(app);
    prompt_close(&app->prompt);
    reader_close(&app->reader);
    log_view_finish(&app->strip);
    log_view_finish(&app->log);
    diff_view_finish(&app->diff);
    ledger_finish(&app->ledger);
    reader_close(&app->gone);
    page_finish(&app->help.page);
    find_finish(&app->help.find);
    places_finish(&app->places);
    details_finish(&app->details);
    status_finish(&app->status);
    free(app->filter.words);
    free(app->filter.items);
    for (size_t i = 0; i < app->held_count; i++) {
        change_set_finish(app->held[i]);
        free(app->held[i]);
    }
    free(app->held);
    for (size_t i = 0; i < app->outside_count; i++)
        free(app->outside[i]);
    free(app->outside);
    free(app->open_next);
    if (app->theme_own)
        theme_finish(&app->theme);
    theme_list_finish(&app->themes);
    key_decoder_finish(&app->decoder);
    grid_finish(&app->grid);
    keymap_finish(&app->keymap);
    workspace_close(&app->ws);
}

/* What the settings could not mean is said once. */
static void app_say_warnings(struct app *app)
{
    const struct settings *settings = &app->ws.settings;
    if (settings->warning_count == 1)
        status_say(&app->status, ROLE_WARNING, "%s", settings->warnings[0]);
    else if (settings->warning_count > 1)
        status_say(&app->status, ROLE_WARNING, "%s (and %zu more)", settings->warnings[0],
                   settings->warning_count - 1);
}

static enum status app_open(struct app *app, const char *path, struct error *err)
{
    enum status status = workspace_open(path, APP_FIRST_ROWS, &app->ws, err);
    if (status != STATUS_OK)
        return status;
    struct term_options options = {app->ws.settings.mouse, app->ws.settings.ascii};
    app_hold_signals(true);
    status = term_open(&options, &app->term, err);
    if (status != STATUS_OK) {
        app_hold_signals(false);
        workspace_close(&app->ws);
        return status;
    }
    app->session = session_open(app->ws.folder.path);
    app_browse_start(app);
    keymap_init(&app->keymap, &app->ws.settings);
    app->mouse = app->ws.settings.mouse;
    app->views[0] = VIEW_READER;
    app->view_count = 1;
    app->dirty = true;
    int rows, cols;
    term_size(app->term, &rows, &cols);
    grid_init(&app->grid, rows, cols);
    app_first_theme(app);
    app_say_warnings(app);
    places_build(&app->places, &app->ws.catalog->sections[SECTION_FILES]);
    for (enum pane pane = PANE_SELF; pane <= PANE_FILES && !app->reader.path; pane++) {
        app->focus = app->last_stack = pane;
        if (app_pane_count(app, pane) && pane != PANE_TODO)
            app_preview(app);
    }
    if (!app->reader.path)
        app->focus = app->last_stack = PANE_SELF;
    return STATUS_OK;
}

int app_main(const char *path)
{
    struct app *app = mem_zalloc(1, sizeof(*app));
    struct error err;
    if (app_open(app, path, &err) != STATUS_OK) {
        struct str line = {0};
        cluster_add_shown(&line, view_of(err.text));
        fprintf(stderr, "palimpsest: %s\n", str_text(&line));
        str_finish(&line);
        free(app);
        return 1;
    }
    app_start_loop(app);
    app_show(app);
    if (!app->theme_chosen)
        term_ask_background(app->term);
    app_edit_start(app);
    app_load_state(app, false, NULL);
    app_start_watch(app);
    app_index_load(app);
    app_start_scan(app);
    term_set_title(app->term, view_of(app->ws.name));
    uv_run(&app->loop, UV_RUN_DEFAULT);
    term_close(app->term);
    app->term = NULL;
    app_end_loop(app);
    int signal_number = app->quit_signal;
    app_finish(app);
    free(app);
    if (signal_number) {
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
    return 0;
}
