#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "core/workspace/search_authors.h"
#include "core/workspace/tally.h"

#include <stdlib.h>
#include <string.h>

/* Completion of lines that are asked for. What the tasks have is gathered when a prompt opens, what
 * the index and the history have behind the screen: it is waited for by nobody, and kept until
 * there is news. A key of a search stops the job, which is then begun again. */

enum { HINT_OFFERS_MAX = 500 };

/* --- what the index and the history have --- */

struct hint_job {
    struct job job;
    struct search_index *index;
    const struct folder *folder;
    struct search_offers found;
    struct note_offers authors;
    bool whole;
};

static void hint_job_run(struct job *base)
{
    struct hint_job *job = (struct hint_job *)base;
    job->whole = search_offers_make(job->index, &base->cancel, &job->found) &&
                 search_authors_offer(job->folder->path, &base->cancel, &job->authors);
}

static void hint_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct hint_job *job = (struct hint_job *)base;
    app->hints.job = NULL;
    if (job->whole) {
        search_offers_finish(&app->hints.found);
        note_offers_finish(&app->hints.authors);
        app->hints.found = job->found;
        app->hints.authors = job->authors;
        app_form_offer(app);
        app->dirty = true;
    } else {
        search_offers_finish(&job->found);
        app->hints.fresh = false;
        if (!app->quitting)
            app_hint_gather(app);
    }
    free(job);
}

void app_hint_gather(struct app *app)
{
    app->hints.wanted = !app->search.usable;
    if (app->hints.fresh || app->hints.job || !app->search.usable)
        return;
    struct hint_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = hint_job_run;
    job->job.done = hint_job_done;
    job->job.optional = true;
    job->index = app->search.index;
    job->folder = &app->ws.folder;
    app->hints.job = &job->job;
    app->hints.fresh = true;
    jobs_start(&app->jobs, &job->job, LANE_SEARCH);
}

void app_hint_again(struct app *app)
{
    app->hints.fresh = false;
    if (app->hints.wanted)
        app_hint_gather(app);
}

/* --- what the tasks have --- */

/* Its words that begin with a mark, without what ends a sentence. */
static void hint_add_marked(struct view words, struct tallies *all)
{
    while (words.len) {
        size_t end = view_find(words, 0, ' ');
        struct view word = view_slice(words, 0, end);
        while (word.len && strchr(".,;:!?)", word.data[word.len - 1]))
            word.len--;
        if (word.len > 1 && strchr("#@+", word.data[0]))
            tally_add(all, word, 1);
        words = view_slice(words, end + 1, words.len);
    }
}

static void hint_gather_marked(struct app *app)
{
    struct tallies all = {0};
    note_offers_finish(&app->hints.marked);
    for (size_t i = 0; i < app->ws.todo.count; i++)
        hint_add_marked(todo_words(&app->ws.todo, i), &all);
    tally_offer(&all, HINT_OFFERS_MAX, &app->hints.marked);
}

void app_hint_open(struct app *app)
{
    app_hint_gather(app);
    if (app->prompt.completes != HINT_QUERY)
        hint_gather_marked(app);
}

/* --- the line --- */

bool app_hint_find(const struct app *app, struct hint *out)
{
    const struct hint_sources sources = {.found = &app->hints.found,
                                         .authors = &app->hints.authors,
                                         .marked = &app->hints.marked,
                                         .catalog = app->ws.catalog};
    return hint_find(app->prompt.completes, &sources, &app->prompt.line, out);
}

bool app_hint_key(struct app *app, struct key key)
{
    struct hint hint;
    if (key.mods || (key.code != KEY_CODE_TAB && key.code != KEY_CODE_RIGHT))
        return false;
    bool found = app_hint_find(app, &hint);
    if (found)
        hint_take(&hint, &app->prompt.line);
    hint_finish(&hint);
    return found;
}

void app_hint_finish(struct app *app)
{
    search_offers_finish(&app->hints.found);
    note_offers_finish(&app->hints.authors);
    note_offers_finish(&app->hints.marked);
    hint_finish(&app->hints.offer);
}
