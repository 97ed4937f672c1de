#include "tui/blame_view.h"

#include "core/base/memory.h"
#include "core/text/line_diff.h"

#include <stdlib.h>
#include <string.h>

/* Finding who wrote a file, on LANE_HISTORY. */

#define BLAME_TEXT_LIMIT ((size_t)8 << 20)

/* What became, in `old`, of line `line` (from 1) of `new`; where it is not, the line in its place.
 */
static uint32_t line_before(struct view old, struct view new, uint32_t line)
{
    struct line_diff diff;
    size_t at = line - 1, before = at;
    line_diff_make(old, new, &diff);
    for (size_t i = 0; i < diff.edits.count && diff.edits.items[i].new_start <= at; i++) {
        const struct compare_edit *edit = &diff.edits.items[i];
        if (at < edit->new_start + edit->new_count)
            before = edit->old_start;
        else
            before = at - edit->new_start - edit->new_count + edit->old_start + edit->old_count;
    }
    if (before >= diff.old.count)
        before = diff.old.count ? diff.old.count - 1 : 0;
    line_diff_finish(&diff);
    return (uint32_t)before + 1;
}

static enum status job_read_disk(const struct blame_job *job, struct str *text, bool *there)
{
    struct folder folder;
    enum status status = folder_open(job->lane->path, &folder, NULL);
    if (status != STATUS_OK)
        return status;
    status = folder_read(&folder, job->path, BLAME_TEXT_LIMIT, text, NULL, NULL);
    folder_close(&folder);
    *there = status == STATUS_OK;
    return status;
}

static void job_find_line(struct blame_job *job)
{
    struct str text = {0};
    if (!job->behind[0] || !job->line)
        return;
    if (log_read_file(job->lane->repo, job->behind, job->behind_path, &text, NULL) == STATUS_OK)
        job->line = line_before(str_view(&job->blame.text), str_view(&text), job->line);
    str_finish(&text);
}

static void blame_job_run(struct job *base)
{
    struct blame_job *job = (struct blame_job *)base;
    struct str text = {0};
    bool there = false;
    job->status = history_lane_open(job->lane, &job->error);
    if (job->status == STATUS_OK && !job->from[0] && job_read_disk(job, &text, &there) != STATUS_OK)
        there = false; /* it is gone: the text is what the last commit has */
    const struct view disk = str_view(&text);
    const struct blame_options options = {.from = job->from[0] ? job->from : NULL,
                                          .text = there ? &disk : NULL,
                                          .index = job->lane->index,
                                          .visited = &job->visited};
    if (job->status == STATUS_OK)
        job->status = blame_read(job->lane->repo, job->path, &options, &base->cancel, &job->blame,
                                 &job->error);
    if (job->lane->index)
        path_index_keep(job->lane->index);
    if (job->status == STATUS_OK)
        job_find_line(job);
    str_finish(&text);
}

struct blame_job *blame_job_new(struct history_lane *lane, struct blame_view *view,
                                const struct blame_commit *behind)
{
    struct blame_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = blame_job_run;
    job->job.optional = true;
    job->lane = lane;
    job->path = mem_string(behind ? behind->before_path : view->path);
    memcpy(job->from, behind ? behind->before : view->from, sizeof(job->from));
    job->line = view->want_line;
    if (behind) {
        memcpy(job->behind, behind->commit.id, sizeof(job->behind));
        job->behind_path = mem_string(behind->path);
    }
    job->status = STATUS_CANCELLED;
    job->generation = view->generation;
    view->job = job;
    return job;
}

void blame_job_free(struct blame_job *job)
{
    if (job->status == STATUS_OK)
        blame_finish(&job->blame);
    free(job->path);
    free(job->behind_path);
    free(job);
}
