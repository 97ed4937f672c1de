#include "tui/app_notes.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* The Memory pane sorted and filtered by a job of LANE_SEARCH, which has the index; made anew when
 * the index has news. Until the first list has come the pane stays as it stands. */

struct browse_job {
    struct job job;
    struct links_view *view; /* has the map */
    struct browse_desk *browse;
    struct search_desk *desk;
    const struct folder *folder;
    const struct rules *rules;
    struct search_files notes;
    struct str line;
    bool facets; /* what could be asked for is wanted, not the list */
    int64_t now;
    struct browse_list list;
    struct browse_facets found;
    enum status status;
    struct error error;
};

static enum status browse_job_list(struct browse_job *job)
{
    struct browse browse;
    enum status status = browse_parse(str_view(&job->line), &browse, &job->error);
    if (status != STATUS_OK)
        return status;
    status = browse_run(job->view->map, job->browse->heads, job->folder, &job->notes, &browse,
                        job->now, &job->job.cancel, &job->list, &job->error);
    browse_finish(&browse);
    return status;
}

static void browse_job_run(struct job *base)
{
    struct browse_job *job = (struct browse_job *)base;
    if (!job->browse->heads)
        job->browse->heads = browse_heads_new();
    job->status = app_links_map(job->view, job->desk->index, job->folder, job->rules, &base->cancel,
                                &job->error);
    if (job->status == STATUS_OK && job->facets)
        job->status = browse_facets_make(job->view->map, job->browse->heads, job->folder,
                                         &job->notes, &base->cancel, &job->found, &job->error);
    else if (job->status == STATUS_OK)
        job->status = browse_job_list(job);
}

static void browse_job_free(struct browse_job *job)
{
    browse_list_finish(&job->list);
    browse_facets_finish(&job->found);
    search_files_finish(&job->notes);
    str_finish(&job->line);
    free(job);
}

static struct job *browse_start(struct app *app, bool facets, void (*done)(struct job *, void *))
{
    struct browse_job *job = mem_zalloc(1, sizeof(*job));
    const struct section *section = &app->ws.catalog->sections[SECTION_MEMORY];
    job->job.run = browse_job_run;
    job->job.done = done;
    job->job.optional = true;
    job->view = &app->links;
    job->browse = &app->browse;
    job->desk = &app->search;
    job->folder = &app->ws.folder;
    job->rules = &app->ws.rules;
    job->facets = facets;
    job->now = app->now;
    browse_add_line(&app->browse.browse, BROWSE_CHIPS, &job->line);
    for (size_t i = 0; i < section->count; i++)
        *ARRAY_PUSH(job->notes.items, job->notes.count, job->notes.cap) =
            (struct search_file){mem_string(section->entries[i].path), SECTION_MEMORY};
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
    return &job->job;
}

/* --- the list --- */

/* The selection stays on its file; where that is left out, it is at the top. */
static void browse_settle(struct app *app, size_t entry)
{
    struct list *list = &app->lists[PANE_MEMORY];
    size_t row = entry == SIZE_MAX ? SIZE_MAX : browse_desk_row(&app->browse, entry);
    *list = (struct list){.selected = row == SIZE_MAX ? 0 : row, .top = list->top};
    app_fit_selection(app, PANE_MEMORY);
    app->dirty = true;
    if (app->focus == PANE_MEMORY)
        app_preview(app);
}

static void browse_take(struct app *app, struct browse_list *list)
{
    struct browse_desk *desk = &app->browse;
    size_t row = app->lists[PANE_MEMORY].selected, entry = browse_desk_entry(desk, row);
    bool to_top = desk->to_top || (!desk->on && row == 0);
    browse_list_finish(&desk->list);
    desk->list = *list;
    *list = (struct browse_list){0};
    desk->order = desk->browse.order;
    desk->on = true;
    browse_desk_place(desk, app->ws.catalog);
    browse_settle(app, to_top ? SIZE_MAX : entry);
    desk->fresh = desk->to_top = false;
}

/* What was stopped, by a key of a search, is begun again behind that. */
static void browse_done(struct job *base, void *data)
{
    struct app *app = data;
    struct browse_job *job = (struct browse_job *)base;
    struct browse_desk *desk = &app->browse;
    struct str line = {0};
    browse_add_line(&desk->browse, BROWSE_CHIPS, &line);
    bool wanted = line.len && view_equal(str_view(&line), str_view(&job->line));
    bool again = desk->again || job->status == STATUS_CANCELLED;
    desk->job = NULL;
    desk->again = false;
    if (wanted && job->status == STATUS_OK) {
        browse_take(app, &job->list);
    } else if (wanted && job->status != STATUS_CANCELLED) {
        desk->fresh = false;
        status_say(&app->status, ROLE_ERROR, "%s", job->error.text);
    }
    if (again && !app->quitting)
        app_browse_again(app);
    app->dirty = true;
    str_finish(&line);
    browse_job_free(job);
}

void app_browse_again(struct app *app)
{
    struct browse_desk *desk = &app->browse;
    if (browse_is_empty(&desk->browse) || !app->search.ready)
        return;
    if (desk->job)
        desk->again = true;
    else
        desk->job = browse_start(app, false, browse_done);
}

void app_browse_set(struct app *app, struct browse *browse)
{
    struct browse_desk *desk = &app->browse;
    struct str line = {0};
    size_t entry = browse_desk_entry(desk, app->lists[PANE_MEMORY].selected);
    desk->to_top = desk->browse.order != browse->order;
    browse_finish(&desk->browse);
    desk->browse = *browse;
    *browse = (struct browse){0};
    browse_add_line(&desk->browse, BROWSE_CHIPS, &line);
    if (app->session)
        session_set_browse(app->session, str_text(&line));
    if (desk->job)
        atomic_store(&desk->job->cancel, true);
    desk->fresh = line.len > 0;
    if (desk->fresh) {
        app_browse_again(app);
    } else if (desk->on) {
        desk->on = false;
        browse_settle(app, entry);
    }
    str_finish(&line);
    app->dirty = true;
}

bool app_browse_escape(struct app *app)
{
    if (app->browse.asked) {
        atomic_store(&app->browse.asked->cancel, true);
        return true;
    }
    struct browse all = {.order = app->browse.browse.order};
    char *by = app->browse.browse.values[BROWSE_BY];
    bool filtered = app->browse.fresh && by; /* what takes too long is stopped */
    if (filtered)
        all.order = BROWSE_NAME;
    for (unsigned i = BROWSE_BY + 1; i < BROWSE_CHIPS; i++)
        filtered = filtered || app->browse.browse.values[i];
    if (!filtered)
        return false;
    all.values[BROWSE_BY] = by && all.order != BROWSE_NAME ? mem_string(by) : NULL;
    app_browse_set(app, &all);
    return true;
}

void app_browse_start(struct app *app)
{
    struct browse_desk *desk = &app->browse;
    const char *line = app->session ? session_browse(app->session) : "";
    struct error err;
    if (browse_parse(view_of(line), &desk->browse, &err) != STATUS_OK)
        session_set_browse(app->session, ""); /* of another version, perhaps */
    desk->fresh = !browse_is_empty(&desk->browse);
}

size_t app_entry_of(const struct app *app, enum pane pane, size_t row)
{
    return pane == PANE_MEMORY ? browse_desk_entry(&app->browse, row) : row;
}

size_t app_row_of(const struct app *app, enum pane pane, size_t entry)
{
    return pane == PANE_MEMORY ? browse_desk_row(&app->browse, entry) : entry;
}

/* --- what could be asked for --- */

static void facets_done(struct job *base, void *data)
{
    struct app *app = data;
    struct browse_job *job = (struct browse_job *)base;
    bool wanted = app->prompt.kind == PROMPT_NONE && app->focus == PANE_MEMORY;
    app->browse.asked = NULL;
    status_clear(&app->status);
    if (job->status == STATUS_OK && wanted) {
        prompt_pick(&app->prompt, PROMPT_PICK, "Show only");
        app->prompt.command = mem_string("browse-add %%");
        for (size_t i = 0; i < job->found.count; i++) {
            const struct browse_facet *facet = &job->found.items[i];
            struct str line = {0}, count = {0};
            str_add_text(&line, "browse-add ");
            command_add_quoted(&line, view_of(facet->chip));
            str_addf(&count, "%zu", facet->count);
            prompt_add_item(&app->prompt, view_of(facet->chip), str_text(&count), str_text(&line),
                            NULL);
            str_finish(&line);
            str_finish(&count);
        }
        prompt_filter(&app->prompt);
    }
    app->dirty = true;
    browse_job_free(job);
}

void app_browse_ask(struct app *app)
{
    if (app->browse.asked)
        return;
    status_say(&app->status, ROLE_DIM, "looking at the notes… esc stops");
    app->browse.asked = browse_start(app, true, facets_done);
}
