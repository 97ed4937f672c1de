#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/search_cache.h"
#include "core/workspace/search_names.h"
#include "tui/go_to.h"
#include "tui/index_parts.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* Searching behind the screen. The index is touched by the jobs of LANE_SEARCH alone, one after the
 * other: that of the run before is loaded, a sync when the folder was scanned makes it true in
 * steps, an update takes each file that changed, and the search that is on goes in steps, each
 * short, so that the next key ends it soon and what was found first is shown at once. What is found
 * before the first sync is true, for it is read from the disk, but may not be all. */

enum { FIRST_STEP = 4, STEP = 40, PROGRESS = 200, SYNC_STEP = 5, SYNC_NEWS = 1000 };

static void app_search_again(struct app *app);

/* Links may lead elsewhere now. */
static void app_search_named(struct app *app)
{
    if (app->ws.catalog->complete)
        reader_mark_dangling(&app->reader, app->ws.catalog);
    app->dirty = true;
}

bool app_search_is_shown(const struct app *app)
{
    return app_view(app) == VIEW_SEARCH;
}

/* --- the index --- */

struct load_job {
    struct job job;
    struct search_desk *desk;
    const struct folder *folder;
    bool loaded;
};

static void load_job_run(struct job *base)
{
    struct load_job *job = (struct load_job *)base;
    job->loaded = search_cache_load(job->desk->index, job->folder->path, NULL) == STATUS_OK;
}

static void load_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct load_job *job = (struct load_job *)base;
    app->search.usable = job->loaded;
    free(job);
    app_search_again(app);
}

void app_search_load(struct app *app)
{
    struct load_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = load_job_run;
    job->job.done = load_job_done;
    job->desk = &app->search;
    job->folder = &app->ws.folder;
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
}

/* In steps, for a search to come between. After much news it goes on to its end: each search in
 * between would have to put in order what has come so far. */
struct sync_job {
    struct job job;
    struct search_desk *desk;
    const struct folder *folder;
    struct search_files files;
    size_t next;    /* of them */
    size_t changes; /* of the index before */
    bool done, made;
    char *memory;
    struct catalog_names *names; /* NULL when it was stopped */
};

/* Whether there is more to do. */
static bool sync_job_step(struct sync_job *job)
{
    struct search_desk *desk = job->desk;
    struct search_sync_options options = {.cancel = &job->job.cancel,
                                          .seen = &desk->seen,
                                          .next = &job->next,
                                          .milliseconds = SYNC_STEP};
    do {
        if (search_index_sync(desk->index, job->folder, &job->files, &options, NULL) != STATUS_OK)
            return false;
    } while (job->next < job->files.count &&
             search_index_changes(desk->index) - job->changes > SYNC_NEWS);
    return job->next < job->files.count;
}

static void sync_job_begin(struct sync_job *job)
{
    struct search_desk *desk = job->desk;
    struct search_sync_options options = {.cancel = &job->job.cancel, .seen = &desk->seen};
    size_t before = search_index_count(desk->index);
    atomic_store(&desk->seen, 0);
    index_parts_make(desk->index, job->folder, &job->files, &options);
    job->made = search_index_count(desk->index) > before;
    job->changes = search_index_changes(desk->index);
    atomic_store(&desk->seen, 0);
}

static void sync_job_run(struct job *base)
{
    struct sync_job *job = (struct sync_job *)base;
    struct search_desk *desk = job->desk;
    if (job->next == 0)
        sync_job_begin(job);
    job->done = !sync_job_step(job);
    if (!job->done || job->next < job->files.count)
        return;
    job->names = search_names_all(desk->index, job->memory);
    if (job->made || search_index_wants_save(desk->index))
        search_cache_save(desk->index, job->folder->path, NULL);
}

static void sync_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct sync_job *job = (struct sync_job *)base;
    if (!job->done) {
        jobs_start(&app->jobs, base, LANE_SEARCH);
        return;
    }
    app->search.ready = app->search.usable = true;
    if (--app->search.syncs == 0)
        uv_timer_stop(&app->search.timer);
    search_files_finish(&job->files);
    if (job->names)
        catalog_take_names(app->ws.catalog, job->names);
    free(job->memory);
    free(job);
    app_search_named(app);
    app_search_again(app);
    app_trail_follow_next(app);
}

static void app_on_progress(uv_timer_t *timer)
{
    struct app *app = timer->data;
    app->dirty = app->dirty || app_search_is_shown(app);
}

void app_search_sync(struct app *app, struct search_files *files)
{
    struct sync_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = sync_job_run;
    job->job.done = sync_job_done;
    job->desk = &app->search;
    job->folder = &app->ws.folder;
    job->files = *files;
    job->memory = mem_string(app->ws.catalog->memory_folder);
    *files = (struct search_files){0};
    app->search.syncs++;
    uv_timer_start(&app->search.timer, app_on_progress, PROGRESS, PROGRESS);
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
}

struct update_job {
    struct job job;
    struct search_desk *desk;
    const struct folder *folder;
    struct search_files files; /* section SECTION_COUNT: it is gone */
    char *memory;
    struct catalog_names *names;
    bool worn;
};

static void update_job_run(struct job *base)
{
    struct update_job *job = (struct update_job *)base;
    for (size_t i = 0; i < job->files.count; i++) {
        const struct search_file *file = &job->files.items[i];
        search_index_update(job->desk->index, job->folder, file->path, file->section);
        search_names_add(job->desk->index, job->memory, file->path, job->names);
    }
    job->worn = search_index_is_worn(job->desk->index);
}

static void app_search_sync_catalog(struct app *app)
{
    struct search_files files = {0};
    search_files_add_catalog(&files, app->ws.catalog);
    app_search_sync(app, &files);
}

static void update_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct update_job *job = (struct update_job *)base;
    bool worn = job->worn;
    struct catalog *catalog = app->ws.catalog;
    app->search.updates--;
    if (catalog->names)
        for (size_t i = 0; i < job->files.count; i++)
            catalog_names_drop(catalog->names, job->files.items[i].path);
    if (catalog->names)
        catalog_names_merge(catalog->names, job->names);
    else
        catalog_names_free(job->names); /* a sync brings all of them */
    search_files_finish(&job->files);
    free(job->memory);
    free(job);
    app_search_named(app);
    if (worn && !app->search.syncs)
        app_search_sync_catalog(app);
    else
        app_search_again(app);
    app_trail_follow_next(app);
}

/* Before the first sync there is nothing to keep true. What may be a folder makes another; should
 * it be one with a dot in its name, what was in it is still found out when it is read. */
void app_search_changed(struct app *app, const char *path)
{
    enum section_kind section;
    size_t index;
    if (!app->search.ready && !app->search.syncs)
        return;
    bool there = catalog_find(app->ws.catalog, view_of(path), &section, &index);
    if (!there && !path_is_markdown(view_of(path))) {
        bool folder = !path_is_hidden(view_of(path)) && !path_extension(view_of(path)).len;
        if (folder && app->search.syncs < 2)
            app_search_sync_catalog(app);
        return;
    }
    struct update_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = update_job_run;
    job->job.done = update_job_done;
    job->desk = &app->search;
    job->folder = &app->ws.folder;
    job->memory = mem_string(app->ws.catalog->memory_folder);
    app->search.updates++;
    job->names = catalog_names_new();
    *ARRAY_PUSH(job->files.items, job->files.count, job->files.cap) =
        (struct search_file){mem_string(path), there ? (unsigned)section : SECTION_COUNT};
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
}

/* --- the search --- */

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
static void app_search_again(struct app *app)
{
    app->dirty = app->dirty || app_search_is_shown(app);
    app_links_again(app);
    app_browse_again(app);
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
