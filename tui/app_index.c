#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/search_cache.h"
#include "core/workspace/search_names.h"
#include "tui/index_parts.h"
#include "tui/panes/pane.h"

#include <stdlib.h>
#include <string.h>

/* The index behind the screen. It is touched by the jobs of LANE_SEARCH alone, one after the other:
 * that of the run before is loaded; when the folder was scanned a sync makes it true, in steps, for
 * searches to come between; an update takes each file that changed. What is found before the first
 * sync is done is true, for it is read from the disk, but may not be all. */

enum { PROGRESS = 200, SYNC_STEP = 5, SYNC_NEWS = 1000 };

/* Links may lead elsewhere now. */
static void app_index_named(struct app *app)
{
    if (app->ws.catalog->complete)
        reader_mark_dangling(&app->reader, app->ws.catalog);
    app->dirty = true;
}

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

void app_index_load(struct app *app)
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
};

/* The end of a sync, behind the first searches: the names of files, the cache. */
struct names_job {
    struct job job;
    struct search_desk *desk;
    const struct folder *folder;
    bool save;
    char *memory;
    struct catalog_names *names;
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
    atomic_store(&desk->seen, 0);
    job->made = index_parts_make(desk->index, job->folder, &job->files, &options);
    job->next = job->made ? job->files.count : 0;
    job->changes = search_index_changes(desk->index);
    atomic_store(&desk->seen, 0);
}

static void sync_job_run(struct job *base)
{
    struct sync_job *job = (struct sync_job *)base;
    if (job->next == 0)
        sync_job_begin(job);
    job->done = job->made || !sync_job_step(job);
}

static void names_job_run(struct job *base)
{
    struct names_job *job = (struct names_job *)base;
    job->names = search_names_all(job->desk->index, job->memory);
    if (job->save || search_index_wants_save(job->desk->index))
        search_cache_save(job->desk->index, job->folder->path, NULL);
    search_index_rest(job->desk->index);
}

static void names_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct names_job *job = (struct names_job *)base;
    if (--app->search.syncs == 0)
        uv_timer_stop(&app->search.timer);
    catalog_take_names(app->ws.catalog, job->names);
    free(job->memory);
    free(job);
    app_index_named(app);
    app_links_again(app);
    app_trail_follow_next(app);
}

static void app_index_name(struct app *app, bool save)
{
    struct names_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = names_job_run;
    job->job.done = names_job_done;
    job->desk = &app->search;
    job->folder = &app->ws.folder;
    job->save = save;
    job->memory = mem_string(app->ws.catalog->memory_folder);
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
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
    search_files_finish(&job->files);
    app_search_again(app);
    app_look_first(app);
    if (!app->quitting)
        app_index_name(app, job->made);
    free(job);
}

static void app_on_progress(uv_timer_t *timer)
{
    struct app *app = timer->data;
    app->dirty = app->dirty || app_search_is_shown(app);
}

void app_index_sync(struct app *app, struct search_files *files)
{
    struct sync_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = sync_job_run;
    job->job.done = sync_job_done;
    job->desk = &app->search;
    job->folder = &app->ws.folder;
    job->files = *files;
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

void app_index_sync_catalog(struct app *app)
{
    struct search_files files = {0};
    search_files_add_catalog(&files, app->ws.catalog);
    app_index_sync(app, &files);
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
    app_index_named(app);
    if (worn && !app->search.syncs)
        app_index_sync_catalog(app);
    else
        app_search_again(app);
    app_trail_follow_next(app);
}

/* Before the first sync there is nothing to keep true. What may be a folder makes another; should
 * it be one with a dot in its name, what was in it is still found out when it is read. */
void app_index_changed(struct app *app, const char *path)
{
    enum section_kind section;
    size_t index;
    if (!app->search.ready && !app->search.syncs)
        return;
    bool there = catalog_find(app->ws.catalog, view_of(path), &section, &index);
    if (!there && !path_is_markdown(view_of(path))) {
        bool folder = !path_is_hidden(view_of(path)) && !path_extension(view_of(path)).len;
        if (folder && app->search.syncs < 2)
            app_index_sync_catalog(app);
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
