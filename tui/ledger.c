#include "tui/ledger.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/store/branches.h"
#include "core/store/deleted.h"
#include "core/store/reflog.h"
#include "core/text/pattern.h"

#include <stdlib.h>
#include <string.h>

/* A job of the deleted gives what it has after so long; so many entries of the reflog are read. */
enum { JOB_MS = 100, REFLOG_MAX = 5000, SNIPPET_BEFORE = 16 };

static void rows_free(struct ledger_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(rows[i].name);
        free(rows[i].author);
        free(rows[i].subject);
        free(rows[i].snippet);
        free(rows[i].found);
    }
    free(rows);
}

static void ledger_clear(struct ledger_view *view)
{
    rows_free(view->rows, view->count);
    free(view->problem);
    view->rows = NULL;
    view->problem = NULL;
    view->count = view->cap = view->visited = view->left_out = 0;
    view->complete = view->stopped = false;
}

void ledger_finish(struct ledger_view *view)
{
    unsigned generation = view->generation;
    ledger_clear(view);
    str_finish(&view->words);
    free(view->query);
    *view = (struct ledger_view){.generation = generation};
}

void ledger_begin(struct ledger_view *view, enum ledger_kind kind)
{
    ledger_finish(view);
    view->kind = kind;
    view->generation++;
}

const struct ledger_row *ledger_selected(const struct ledger_view *view)
{
    return view->list.selected < view->count ? &view->rows[view->list.selected] : NULL;
}

static bool row_has(const struct ledger_row *row, struct pattern *pattern)
{
    const char *const texts[] = {row->name, row->author, row->subject, row->id};
    size_t start, end;
    for (size_t i = 0; i < ARRAY_LEN(texts); i++)
        if (texts[i] &&
            pattern_find(pattern, view_of(texts[i]), 0, &start, &end, NULL) == STATUS_OK)
            return true;
    return false;
}

bool ledger_step(struct ledger_view *view, size_t skip, bool back)
{
    struct pattern *pattern = NULL;
    bool found = false;
    if (!view->words.len || !view->count ||
        pattern_new(str_view(&view->words), PATTERN_LITERAL | PATTERN_SMART_CASE, &pattern, NULL) !=
            STATUS_OK)
        return false;
    for (size_t i = skip; !found && i < view->count + skip; i++) {
        size_t row = (view->list.selected + (back ? 2 * view->count - i : i)) % view->count;
        found = row_has(&view->rows[row], pattern);
        if (found)
            view->list.selected = row;
    }
    pattern_free(pattern);
    return found;
}

/* --- reading --- */

static struct ledger_row *add_row(struct ledger_job *job)
{
    struct ledger_row *row = ARRAY_PUSH(job->rows, job->count, job->cap);
    *row = (struct ledger_row){0};
    return row;
}

static void take_deleted(struct ledger_job *job, struct deleted_file *file)
{
    struct ledger_row *row = add_row(job);
    row->name = file->path;
    row->author = file->author;
    row->subject = file->subject;
    row->time = file->time;
    memcpy(row->id, file->id, sizeof(row->id));
    memcpy(row->last, file->last, sizeof(row->last));
}

/* The walk is the lane's, kept between the jobs of one list. */
static enum status open_deleted(struct ledger_job *job)
{
    struct history_lane *lane = job->lane;
    if (lane->deleted && lane->deleted_of == job->generation)
        return STATUS_OK;
    deleted_close(lane->deleted);
    lane->deleted = NULL;
    lane->deleted_of = job->generation;
    return deleted_open(lane->repo, lane->index, &lane->deleted, &job->error);
}

static void read_deleted(struct ledger_job *job)
{
    int64_t end = clock_ticks() + JOB_MS;
    job->status = open_deleted(job);
    while (job->status == STATUS_OK && job->count < job->want && clock_ticks() < end) {
        struct deleted_file file;
        job->status = deleted_next(job->lane->deleted, &job->job.cancel, &file, &job->error);
        if (job->status == STATUS_OK)
            take_deleted(job, &file);
        else if (job->status == STATUS_BUSY)
            job->status = STATUS_OK;
    }
    if (job->lane->deleted) {
        job->visited = deleted_visited(job->lane->deleted);
        job->left_out = deleted_left_out(job->lane->deleted);
    }
    job->complete = job->status == STATUS_ABSENT;
    if (job->complete)
        job->status = STATUS_OK;
}

/* The same for the walk of a search. */
static enum status open_past(struct ledger_job *job)
{
    struct history_lane *lane = job->lane;
    struct query query;
    if (lane->past && lane->past_of == job->generation)
        return STATUS_OK;
    search_past_close(lane->past);
    lane->past = NULL;
    lane->past_of = job->generation;
    enum status status = query_parse(view_of(job->query), clock_now(), &query, &job->error);
    return status == STATUS_OK ? search_past_open(lane->repo, &query, &lane->past, &job->error)
                               : status;
}

/* What stands around the hit, which is to be seen in a narrow column too. */
static char *past_snippet(const struct search_past_found *found)
{
    struct view snippet = view_trim(view_of(found->snippet));
    size_t begun = (size_t)(snippet.data - found->snippet), at = 0;
    if (found->range_count && found->ranges[0].start > begun + SNIPPET_BEFORE) {
        at = found->ranges[0].start - begun - SNIPPET_BEFORE;
        at = view_find(snippet, at, ' ');
    }
    struct str out = {0};
    str_addf(&out, "%s%.*s", at ? "…" : "", (int)(snippet.len - at), snippet.data + at);
    return str_take(&out);
}

static void take_past(struct ledger_job *job, struct search_past_found *found)
{
    struct ledger_row *row = add_row(job);
    struct lost_text *lost = &found->lost;
    row->name = lost->path;
    row->author = lost->author;
    row->subject = lost->subject;
    row->time = lost->time;
    row->stays = !lost->deleted;
    row->line = found->line;
    row->snippet = past_snippet(found);
    row->found = found->found;
    memcpy(row->id, lost->id, sizeof(row->id));
    memcpy(row->last, lost->last, sizeof(row->last));
    lost->path = lost->author = lost->subject = found->found = NULL;
    search_past_found_finish(found);
}

static void read_past(struct ledger_job *job)
{
    int64_t end = clock_ticks() + JOB_MS;
    job->status = open_past(job);
    while (job->status == STATUS_OK && job->count < job->want && clock_ticks() < end) {
        struct search_past_found found;
        job->status = search_past_next(job->lane->past, &job->job.cancel, &found, &job->error);
        if (job->status == STATUS_OK)
            take_past(job, &found);
        else if (job->status == STATUS_BUSY)
            job->status = STATUS_OK;
    }
    if (job->lane->past) {
        job->visited = search_past_visited(job->lane->past);
        job->left_out = search_past_left_out(job->lane->past);
    }
    job->complete = job->status == STATUS_ABSENT;
    if (job->complete)
        job->status = STATUS_OK;
}

static void read_branches(struct ledger_job *job)
{
    struct branch *branches = NULL;
    size_t count = 0;
    job->status = branches_list(job->lane->repo, &job->job.cancel, &branches, &count,
                                &job->left_out, &job->error);
    job->complete = true;
    if (job->status != STATUS_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        struct branch *branch = &branches[i];
        struct ledger_row *row = add_row(job);
        row->name = branch->name;
        row->author = branch->author;
        row->subject = branch->subject;
        row->time = branch->time;
        row->is_tag = branch->is_tag;
        row->is_here = branch->is_here;
        memcpy(row->id, branch->id, sizeof(row->id));
    }
    free(branches); /* its strings are the rows' */
}

static void read_reflog(struct ledger_job *job)
{
    struct reflog_entry *entries = NULL;
    size_t count = 0;
    job->status = reflog_read(job->lane->repo, REFLOG_MAX, &entries, &count, &job->error);
    job->complete = true;
    if (job->status != STATUS_OK)
        return;
    for (size_t i = 0; i < count; i++) {
        struct ledger_row *row = add_row(job);
        row->name = entries[i].what;
        row->author = entries[i].who;
        row->time = entries[i].time;
        row->is_here = i == 0;
        memcpy(row->id, entries[i].id, sizeof(row->id));
    }
    free(entries);
}

static void ledger_job_run(struct job *base)
{
    static void (*const read[])(struct ledger_job *) = {read_deleted, read_branches, read_reflog,
                                                        read_past};
    struct ledger_job *job = (struct ledger_job *)base;
    job->status = history_lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK)
        read[job->kind](job);
}

struct ledger_job *ledger_job_new(struct history_lane *lane, const struct ledger_view *view,
                                  bool fresh, size_t want)
{
    struct ledger_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = ledger_job_run;
    job->job.optional = true;
    job->lane = lane;
    job->kind = view->kind;
    job->query = view->query ? mem_string(view->query) : NULL;
    job->generation = view->generation;
    job->fresh = fresh;
    job->want = want;
    job->status = STATUS_CANCELLED;
    return job;
}

void ledger_job_free(struct ledger_job *job)
{
    rows_free(job->rows, job->count);
    free(job->query);
    free(job);
}

static bool same_row(const struct ledger_row *a, const char *name, const char *id)
{
    return strcmp(a->id, id) == 0 && strcmp(a->name ? a->name : "", name) == 0;
}

void ledger_take(struct ledger_view *view, struct ledger_job *job)
{
    const struct ledger_row *row = ledger_selected(view);
    char *name = mem_string(row && row->name ? row->name : ""), id[41] = "";
    size_t was = view->list.selected;
    if (row)
        memcpy(id, row->id, sizeof(id));
    if (job->fresh)
        ledger_clear(view);
    for (size_t i = 0; i < job->count; i++)
        *ARRAY_PUSH(view->rows, view->count, view->cap) = job->rows[i];
    free(job->rows);
    job->rows = NULL;
    job->count = 0;
    for (size_t i = 0; was > 0 && i < view->count; i++)
        if (same_row(&view->rows[i], name, id)) {
            view->list.selected = i;
            break;
        }
    view->loading = false;
    view->visited = job->visited;
    view->left_out = job->left_out;
    bool failed = job->status != STATUS_OK && job->status != STATUS_CANCELLED;
    view->complete = job->complete || failed;
    free(view->problem);
    view->problem = failed ? mem_string(job->error.text) : NULL;
    free(name);
}

/* --- one text --- */

static void gone_job_run(struct job *base)
{
    struct gone_job *job = (struct gone_job *)base;
    job->status = history_lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK)
        job->status = log_read_file(job->lane->repo, job->id, job->path, &job->text, &job->error);
}

struct gone_job *gone_job_new(struct history_lane *lane, const struct ledger_row *row)
{
    struct gone_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = gone_job_run;
    job->job.optional = true;
    job->lane = lane;
    job->path = mem_string(row->name);
    memcpy(job->id, row->last, sizeof(job->id));
    job->status = STATUS_CANCELLED;
    return job;
}

void gone_job_free(struct gone_job *job)
{
    str_finish(&job->text);
    free(job->path);
    free(job);
}
