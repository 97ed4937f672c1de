#include "tui/app_notes.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The panel of links and the neighbourhood: a report that is made on LANE_SEARCH, where the index
 * is, and made anew when the index has news while it is shown. */

struct links_job {
    struct job job;
    struct links_view *view;
    struct search_desk *desk;
    const struct folder *folder;
    const struct rules *rules;
    char *path;
    unsigned generation;
    struct link_report report;
    enum status status;
    struct error error;
};

enum status app_links_map(struct links_view *view, struct search_index *index,
                          const struct folder *folder, const struct rules *rules,
                          const atomic_bool *cancel, struct error *err)
{
    if (view->map && link_map_is_fresh(view->map))
        return STATUS_OK;
    link_map_free(view->map);
    view->map = NULL;
    return link_map_make(index, folder, rules, cancel, &view->map, err);
}

static void links_job_run(struct job *base)
{
    struct links_job *job = (struct links_job *)base;
    job->status = app_links_map(job->view, job->desk->index, job->folder, job->rules, &base->cancel,
                                &job->error);
    if (job->status == STATUS_OK)
        job->status = link_report_make(job->view->map, job->folder, job->path, &base->cancel,
                                       &job->report, &job->error);
}

static bool links_are_shown(const struct app *app)
{
    for (size_t i = 0; i < app->view_count; i++)
        if (app->views[i] == VIEW_LINKS)
            return true;
    return false;
}

static void links_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct links_job *job = (struct links_job *)base;
    struct links_view *view = &app->links;
    if (job->generation == view->generation) {
        view->loading = false;
        if (job->status == STATUS_OK) {
            links_view_take(view, &job->report);
        } else if (job->status != STATUS_CANCELLED) {
            free(view->problem);
            view->problem = mem_string(job->error.text);
        } else if (!app->quitting) {
            app_links_again(app);
        }
        app->dirty = true;
    }
    link_report_finish(&job->report);
    free(job->path);
    free(job);
}

static void app_links_load(struct app *app)
{
    struct links_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = links_job_run;
    job->job.done = links_job_done;
    job->job.optional = true;
    job->view = &app->links;
    job->desk = &app->search;
    job->folder = &app->ws.folder;
    job->rules = &app->ws.rules;
    job->path = mem_string(app->links.path);
    job->generation = ++app->links.generation;
    app->links.loading = true;
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
}

void app_links_again(struct app *app)
{
    if (app->links.path && links_are_shown(app))
        app_links_load(app);
}

void app_links_show(struct app *app, const char *path, bool graph)
{
    struct links_view *view = &app->links;
    char *copy = mem_string(path); /* it may be the view's own */
    bool same = view->path && strcmp(view->path, copy) == 0;
    view->graph = graph;
    app_push_view(app, VIEW_LINKS);
    if (!same)
        links_view_begin(view, copy);
    app_links_load(app);
    free(copy);
}

void app_links_around(struct app *app)
{
    const struct link_row *row = links_view_selected(&app->links);
    if (!row || !row->path)
        return;
    trail_push(&app->links.trail, app->links.path, 0, row->path);
    app_links_show(app, row->path, app->links.graph);
}

bool app_links_back(struct app *app)
{
    struct trail_step step;
    if (!app->links.path || !trail_pop(&app->links.trail, app->links.path, &step))
        return false;
    app_links_show(app, step.path, app->links.graph);
    free(step.path);
    return true;
}

/* The selected one in the reader, at the line that links here. */
void app_links_open(struct app *app)
{
    const struct link_row *row = links_view_selected(&app->links);
    if (!row)
        return;
    if (!row->path) {
        app_offer_note(app, row->title);
        return;
    }
    char *from = mem_string(app->links.path), *path = mem_string(row->path);
    uint32_t line = row->line;
    app->view_count = 1;
    app_open_path(app, path, app->reader_from);
    app->focus = PANE_MAIN;
    app_trail_followed(app, from, 0);
    if (line) {
        app->reader.want_line = line;
        if (app->reader.cols)
            reader_go_to_line(&app->reader, line);
    }
    free(from);
    free(path);
}
