#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "tui/go_to.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* Searching behind the screen: in steps, between the other jobs of LANE_SEARCH (app_index.c), each
 * short, so that the next key ends it soon and what was found first is shown at once. */

enum { FIRST_STEP = 4, STEP = 40 };

bool app_search_is_shown(const struct app *app)
{
    return app_view(app) == VIEW_SEARCH;
}

struct search_job {
    struct job job;
    struct search *search;
    unsigned generation, milliseconds;
    enum status status;
};

static void search_job_run(struct job *base)
{
    struct search_job *job = (struct search_job *)base;
    job->status = search_step(job->search, job->milliseconds, &base->cancel, NULL);
}

static void app_search_start(struct app *app, struct search *search, unsigned milliseconds);

static void search_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct search_job *job = (struct search_job *)base;
    struct search_desk *desk = &app->search;
    bool wanted = job->generation == desk->generation && job->status == STATUS_OK;
    if (wanted) {
        struct search_results some;
        search_take(job->search, &some);
        search_desk_take(desk, &some);
        desk->searching = !desk->results.done;
        app_search_show(app);
    }
    if (wanted && desk->searching)
        app_search_start(app, job->search, STEP);
    else
        search_free(job->search);
    free(job);
}

/* Takes the search over. */
static void app_search_start(struct app *app, struct search *search, unsigned milliseconds)
{
    struct search_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = search_job_run;
    job->job.done = search_job_done;
    job->job.optional = true;
    job->search = search;
    job->generation = app->search.generation;
    job->milliseconds = milliseconds;
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
}

/* Nothing is searched for any more. */
static void app_search_stop(struct app *app)
{
    app->search.generation++;
    app->search.searching = false;
    jobs_cancel_optional(&app->jobs, LANE_SEARCH);
}

void app_search_text(struct app *app, struct view text)
{
    struct search_desk *desk = &app->search;
    struct str typed = {0};
    struct query query;
    struct error err;
    desk->mode = SEARCH_WORDS;
    str_add(&typed, text); /* it may be the desk's own */
    str_finish(&desk->text);
    desk->text = typed;
    app_search_stop(app);
    free(desk->problem);
    desk->problem = NULL;
    enum status status = query_parse(str_view(&typed), app->now, &query, &err);
    if (status != STATUS_OK || query_is_empty(&query)) {
        desk->problem = status != STATUS_OK ? mem_string(err.text) : NULL;
        search_results_finish(&desk->results);
        if (status == STATUS_OK)
            query_finish(&query);
        return;
    }
    struct search_options options = {
        .ask = desk->ready, .rules = &app->ws.rules, .authors = desk->authors, .crew = &desk->crew};
    desk->fresh = true;
    desk->searching = true;
    if (!desk->usable) { /* when it is, all of this is done again */
        query_finish(&query);
        return;
    }
    app_search_start(app, search_new(desk->index, &app->ws.folder, &options, &query), FIRST_STEP);
}

void app_search_names(struct app *app, struct view text)
{
    struct search_desk *desk = &app->search;
    app_search_stop(app);
    desk->mode = SEARCH_NAMES;
    desk->fresh = desk->moved = false;
    free(desk->problem);
    desk->problem = NULL;
    go_to_fill(desk, app->ws.catalog, text);
    app_search_show(app);
}

/* The index has news: what is shown may be out of date. */
void app_search_again(struct app *app)
{
    app->dirty = app->dirty || app_search_is_shown(app);
    app_links_again(app);
    app_browse_again(app);
    app_hint_again(app);
    if (app_search_is_shown(app) && app->search.mode == SEARCH_WORDS && app->search.text.len)
        app_search_text(app, str_view(&app->search.text));
}

/* --- what is shown --- */

/* The selected file in the reader, its hits marked. */
static void search_show_selected(struct app *app)
{
    const struct search_result *result = search_desk_selected(&app->search);
    struct reader *reader = &app->reader;
    if (!result)
        return;
    bool same = reader->path && strcmp(reader->path, result->path) == 0 && !reader->problem;
    if (!same)
        app_open_path(app, result->path, app->reader_from);
    struct str pattern = {0};
    search_desk_add_pattern(result->found, &pattern);
    find_finish(&reader->find);
    str_add(&reader->find.text, str_view(&pattern));
    str_finish(&pattern);
    if (reader->cols)
        app_find_again(app);
    reader->want_line = result->line;
    app->search.reveal = true;
}

void app_search_show(struct app *app)
{
    app->dirty = true;
    if (app_search_is_shown(app))
        search_show_selected(app);
}

/* Brings the match into sight and stands on it, once the page is laid out. */
void app_search_reveal(struct app *app, size_t rows)
{
    const struct search_result *result = search_desk_selected(&app->search);
    const struct page *page = &app->reader.page.page;
    if (!app->search.reveal || !app->reader.cols)
        return;
    app->search.reveal = app->reader.partial;
    if (!result || !result->line)
        return;
    app->reader.top = 0;
    reader_reveal_line(&app->reader, result->line, rows);
    size_t row = 0;
    while (row < page->row_count && page->rows[row].source != result->line)
        row++;
    if (row < page->row_count && app->reader.find.count)
        find_from_row(&app->reader.find, row);
}

void app_search_move(struct app *app, long by)
{
    list_move(&app->search.list, by, app->search.results.count);
    app->search.moved = true;
    app_search_show(app);
}

void app_search_open_view(struct app *app, enum search_mode mode)
{
    struct search_desk *desk = &app->search;
    if (app_search_is_shown(app) && desk->mode == mode)
        return;
    if (desk->mode != mode)
        search_results_finish(&desk->results);
    desk->mode = mode;
    desk->list = (struct list){0};
    if (app_search_is_shown(app))
        return;
    free(desk->back_path);
    desk->back_path = app->reader.path ? mem_string(app->reader.path) : NULL;
    desk->back_line = reader_line(&app->reader);
    desk->opened = desk->moved = false;
    app_push_view(app, VIEW_SEARCH);
    if (mode == SEARCH_WORDS && desk->text.len) {
        app_search_show(app);
        app_search_text(app, str_view(&desk->text));
    }
}

void app_search_close(struct app *app)
{
    struct search_desk *desk = &app->search;
    if (!app_search_is_shown(app))
        return;
    app_search_stop(app);
    app->view_count--;
    if (app_view(app) == VIEW_READER)
        app->focus = app->view_from;
    find_finish(&app->reader.find);
    if (desk->back_path) {
        app_open_path(app, desk->back_path, app->reader_from);
        app->reader.want_line = desk->back_line;
        if (app->reader.cols)
            reader_go_to_line(&app->reader, desk->back_line);
    }
    desk->reveal = false;
}

void app_search_read(struct app *app)
{
    if (!app_search_is_shown(app) || !search_desk_selected(&app->search))
        return;
    app_search_stop(app);
    app_search_show(app);
    app->view_count = 1;
    app->focus = PANE_MAIN;
    app->search.opened = app->search.mode == SEARCH_WORDS;
}

bool app_search_step(struct app *app, int by)
{
    struct search_desk *desk = &app->search;
    const struct search_result *result = search_desk_selected(desk);
    const struct find *find = &app->reader.find;
    if (!desk->opened || !result || !find->text.len || app_view(app) != VIEW_READER ||
        !app->reader.path || strcmp(app->reader.path, result->path) != 0)
        return false;
    size_t number = find->hits ? find_number(find) : 0;
    if (by > 0 ? number < find->hits : number > 1)
        return false;
    size_t to = desk->list.selected + (size_t)by;
    if (to >= desk->results.count) {
        status_say(&app->status, ROLE_DIM,
                   by > 0 ? "that was the last of what was found"
                          : "this is the first of what was found");
        return true;
    }
    desk->list.selected = to;
    search_show_selected(app);
    app->dirty = true;
    return true;
}
