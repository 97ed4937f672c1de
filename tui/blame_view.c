#include "tui/blame_view.h"

#include "core/base/memory.h"
#include "core/edit/block.h"
#include "core/text/buffer.h"

#include <stdlib.h>
#include <string.h>

#define DAY ((int64_t)86400)

const struct blame_age blame_ages[BLAME_AGES] = {
    {"day", DAY, ROLE_NUMBER},       {"week", 7 * DAY, ROLE_COMMIT},
    {"month", 31 * DAY, ROLE_ADDED}, {"year", 366 * DAY, ROLE_QUOTE},
    {"older", INT64_MAX, ROLE_DIM},
};

/* What was found: what it is asked of stays. */
static void blame_view_clear(struct blame_view *view)
{
    if (view->loaded)
        blame_finish(&view->blame);
    if (view->job)
        atomic_store(&view->job->job.cancel, true);
    view->job = NULL;
    view->loaded = false;
    bool source = view->page.source;
    reader_close(&view->page);
    view->page.source = source;
    free(view->units);
    view->units = NULL;
    view->count = view->cap = view->selected = 0;
    free(view->problem);
    view->problem = NULL;
    view->generation++;
}

void blame_view_finish(struct blame_view *view)
{
    blame_view_clear(view);
    for (size_t i = 0; i < view->step_count; i++)
        free(view->steps[i].path);
    free(view->steps);
    free(view->path);
    *view =
        (struct blame_view){.ages = view->ages, .page = view->page, .generation = view->generation};
}

static void blame_view_set(struct blame_view *view, const char *path, const char *from,
                           uint32_t line)
{
    char *copy = mem_string(path);
    blame_view_clear(view);
    free(view->path);
    view->path = copy;
    memmove(view->from, from, strlen(from) + 1);
    view->want_line = line;
}

void blame_view_begin(struct blame_view *view, const char *path, const char *from, uint32_t line)
{
    char *copy = mem_string(path);
    blame_view_finish(view);
    blame_view_set(view, copy, from, line);
    free(copy);
}

void blame_view_take(struct blame_view *view, struct blame_job *job)
{
    if (view->generation != job->generation)
        return;
    view->job = NULL;
    if (job->status != STATUS_OK) {
        view->problem = mem_string(job->error.text);
        return;
    }
    view->blame = job->blame;
    job->status = STATUS_CANCELLED; /* taken over */
    view->loaded = true;
    view->want_line = job->line;
    view->page.path = mem_string(view->path);
    str_add(&view->page.text, str_view(&view->blame.text));
}

enum status blame_view_older(struct blame_view *view, struct history_lane *lane,
                             struct blame_job **out, struct error *err)
{
    const struct blame_unit *unit = blame_view_unit(view);
    const struct blame_commit *commit = unit ? blame_view_commit(view, unit) : NULL;
    if (!unit)
        return error_set(err, STATUS_INVALID, "nothing is selected here");
    if (!commit)
        return error_set(err, STATUS_INVALID, "this is in no commit yet: nothing lies behind it");
    if (!commit->before_path)
        return error_set(err, STATUS_INVALID, "the file begins with this commit");
    uint32_t line = unit->first - 1;
    while (view->blame.lines[line].commit != unit->commit)
        line++;
    struct blame_step *step = ARRAY_PUSH(view->steps, view->step_count, view->step_cap);
    *step = (struct blame_step){.path = mem_string(view->path), .line = unit->first};
    memcpy(step->from, view->from, sizeof(step->from));
    struct blame_job *job = blame_job_new(lane, view, commit);
    job->line = view->blame.lines[line].line;
    view->job = NULL; /* or what follows would end it */
    blame_view_set(view, job->path, job->from, 0);
    job->generation = view->generation;
    view->job = *out = job;
    return STATUS_OK;
}

enum status blame_view_newer(struct blame_view *view, struct history_lane *lane,
                             struct blame_job **out, struct error *err)
{
    if (view->step_count == 0)
        return error_set(err, STATUS_INVALID, "this is where it began: [ steps behind a commit");
    struct blame_step step = view->steps[--view->step_count];
    blame_view_set(view, step.path, step.from, step.line);
    *out = blame_job_new(lane, view, NULL);
    free(step.path);
    return STATUS_OK;
}

/* --- the parts --- */

const struct blame_unit *blame_view_unit(const struct blame_view *view)
{
    return view->selected < view->count ? &view->units[view->selected] : NULL;
}

const struct blame_commit *blame_view_commit(const struct blame_view *view,
                                             const struct blame_unit *unit)
{
    return unit->commit == BLAME_NONE ? NULL : &view->blame.commits[unit->commit];
}

enum role blame_view_role(const struct blame_view *view, const struct blame_unit *unit,
                          const struct authors *authors, int64_t now)
{
    const struct blame_commit *by = blame_view_commit(view, unit);
    size_t age = 0;
    if (!by)
        return ROLE_WARNING;
    if (!view->ages)
        return authors_role(authors, by->commit.email);
    while (now - by->commit.time > blame_ages[age].most)
        age++;
    return blame_ages[age].role;
}

/* What is in no commit is newer than all that is. */
static void unit_find_newest(const struct blame *blame, struct blame_unit *unit)
{
    unit->commit = blame->lines[unit->first - 1].commit;
    for (uint32_t line = unit->first; line < unit->last && unit->commit != BLAME_NONE; line++) {
        uint32_t commit = blame->lines[line].commit;
        if (commit == BLAME_NONE ||
            blame->commits[commit].commit.time > blame->commits[unit->commit].commit.time)
            unit->commit = commit;
    }
}

static void unit_add(struct blame_view *view, const struct rope *text, size_t row, uint32_t line)
{
    struct block block;
    struct blame_unit unit = {.row = row, .end = row + 1, .first = line, .last = line};
    if (!view->page.source && block_find(text, line - 1, &block) && block.prose) {
        unit.first = (uint32_t)block.first + 1;
        unit.last = (uint32_t)block.last + 1;
    }
    if (unit.last > view->blame.line_count)
        unit.last = (uint32_t)view->blame.line_count;
    unit_find_newest(&view->blame, &unit);
    *ARRAY_PUSH(view->units, view->count, view->cap) = unit;
}

static void units_find(struct blame_view *view)
{
    const struct page *page = &view->page.page.page;
    struct buffer *buffer = buffer_new(str_view(&view->page.text));
    view->count = 0;
    for (size_t row = 0; row < page->row_count; row++) {
        uint32_t line = page->rows[row].source;
        struct blame_unit *last = view->count ? &view->units[view->count - 1] : NULL;
        if (line == 0 || line > view->blame.line_count)
            continue;
        if (last && line >= last->first && line <= last->last)
            last->end = row + 1;
        else
            unit_add(view, buffer_text(buffer), row, line);
    }
    buffer_free(buffer);
}

static void unit_tint(struct page *page, const struct blame_unit *unit, enum role role)
{
    for (size_t row = unit->row; row < unit->end; row++) {
        size_t end = row + 1 < page->row_count ? page->rows[row + 1].span : page->span_count;
        for (size_t i = page->rows[row].span; i < end; i++)
            if (page->spans[i].role != ROLE_MARK && page->spans[i].role != ROLE_RULE)
                page->spans[i].role = (uint8_t)role;
    }
}

/* The part that has the line, or the first behind it. */
static size_t unit_of_line(const struct blame_view *view, uint32_t line)
{
    size_t at = 0;
    while (at + 1 < view->count && view->units[at].last < line)
        at++;
    return at;
}

void blame_view_lay_out(struct blame_view *view, const struct authors *authors, int64_t now)
{
    uint32_t line = view->want_line;
    if (!line && view->selected < view->count)
        line = view->units[view->selected].first;
    units_find(view);
    for (size_t i = 0; i < view->count; i++)
        unit_tint(&view->page.page.page, &view->units[i],
                  blame_view_role(view, &view->units[i], authors, now));
    view->selected = unit_of_line(view, line);
    if (view->want_line && view->selected < view->count) {
        size_t row = view->units[view->selected].row;
        view->page.top = row > 4 ? row - 4 : 0;
    }
    view->want_line = 0;
}

/* --- moving --- */

static void blame_view_step(struct blame_view *view, int by, size_t rows)
{
    const struct blame_unit *unit = blame_view_unit(view);
    size_t *top = &view->page.top;
    if (!unit)
        return;
    if (by > 0 && unit->end > *top + rows) { /* its end is not on the screen yet */
        ++*top;
        return;
    }
    if (by < 0 && unit->row < *top) {
        --*top;
        return;
    }
    if (by > 0 ? view->selected + 1 < view->count : view->selected > 0)
        view->selected += (size_t)by;
    unit = blame_view_unit(view);
    if (unit->end > *top + rows)
        *top = unit->end - rows < unit->row ? unit->end - rows : unit->row;
    if (unit->row < *top)
        *top = by < 0 && unit->end > unit->row + rows ? unit->end - rows : unit->row;
    if (view->selected == 0)
        *top = 0;
}

void blame_view_move(struct blame_view *view, long by, size_t rows)
{
    size_t count = view->page.page.page.row_count, most = count > rows ? count - rows : 0;
    size_t *top = &view->page.top, far = by < 0 ? (size_t)-by : (size_t)by;
    if (by == 1 || by == -1) {
        blame_view_step(view, (int)by, rows);
        return;
    }
    bool stays = by < 0 ? *top == 0 : *top >= most;
    *top = by < 0 ? (far > *top ? 0 : *top - far) : (*top + far > most ? most : *top + far);
    if (stays && view->count)
        view->selected = by < 0 ? 0 : view->count - 1;
    blame_view_fit(view, rows);
}

void blame_view_fit(struct blame_view *view, size_t rows)
{
    const struct blame_unit *unit = blame_view_unit(view);
    reader_fit(&view->page, rows);
    size_t top = view->page.top;
    if (!unit || (unit->row < top + rows && unit->end > top))
        return;
    size_t at = 0;
    while (at + 1 < view->count && view->units[at].row < top)
        at++;
    view->selected = at;
}
