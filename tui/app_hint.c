#include "tui/app_notes.h"

#include "core/base/memory.h"
#include "core/workspace/tally.h"

#include <stdlib.h>
#include <string.h>

/* Completion of lines that are asked for. What the tasks and the commits on the screen have is
 * gathered when a prompt opens, what the index has behind the screen: it is waited for by nobody,
 * and kept until there is news. A key of a search stops the job, which is then begun again. */

enum { HINT_OFFERS_MAX = 500 };

/* --- what the index has --- */

struct hint_job {
    struct job job;
    struct search_index *index;
    struct search_offers found;
    bool whole;
};

static void hint_job_run(struct job *base)
{
    struct hint_job *job = (struct hint_job *)base;
    job->whole = search_offers_make(job->index, &base->cancel, &job->found);
}

static void hint_job_done(struct job *base, void *data)
{
    struct app *app = data;
    struct hint_job *job = (struct hint_job *)base;
    app->hints.job = NULL;
    if (job->whole) {
        search_offers_finish(&app->hints.found);
        app->hints.found = job->found;
        app_form_offer(app);
        app->dirty = true;
    } else if (!app->quitting) {
        app->hints.fresh = false;
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

/* --- what the screen has --- */

static void hint_add_authors(const struct log_view *log, struct tallies *all)
{
    for (size_t i = 0; i < log->count; i++)
        if (log->commits[i].author[0])
            tally_add(all, view_of(log->commits[i].author), 1);
}

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

static void hint_gather_authors(struct app *app)
{
    struct tallies all = {0};
    note_offers_finish(&app->hints.authors);
    hint_add_authors(&app->strip, &all);
    hint_add_authors(&app->log, &all);
    tally_offer(&all, HINT_OFFERS_MAX, &app->hints.authors);
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
    if (app->prompt.completes == HINT_QUERY)
        hint_gather_authors(app);
    else
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
