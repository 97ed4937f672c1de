#include "tui/reader.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <stdlib.h>
#include <string.h>

/* Below this the whole file is laid out at once (about 5 ms); above it the first part is, and a job
 * does the rest. */
#define READER_WHOLE ((size_t)192 << 10)
#define READER_FIRST_PART ((size_t)32 << 10)

void reader_close(struct reader *reader)
{
    free(reader->path);
    free(reader->problem);
    str_finish(&reader->text);
    render_finish(&reader->page);
    find_finish(&reader->find);
    for (size_t i = 0; i < reader->context_count; i++)
        free(reader->contexts[i]);
    free(reader->contexts);
    *reader = (struct reader){.source = reader->source};
}

/* Context files govern the folder they lie in and all below it. */
static void reader_find_contexts(struct reader *reader, const struct catalog *catalog)
{
    for (size_t i = 0; i < catalog->contexts.count; i++) {
        struct view path = view_of(catalog->contexts.entries[i].path);
        struct view folder = path_folder(path);
        bool above = folder.len == 0 || (strncmp(reader->path, path.data, folder.len) == 0 &&
                                         reader->path[folder.len] == '/');
        if (above && !view_is(path, reader->path))
            *ARRAY_PUSH(reader->contexts, reader->context_count, reader->context_cap) =
                mem_string(path.data);
    }
}

void reader_load(struct reader *reader, const struct workspace *ws, const char *path)
{
    char *copy = mem_string(path);
    struct error err;
    reader_close(reader);
    reader->path = copy;
    reader_find_contexts(reader, ws->catalog);
    if (folder_read(&ws->folder, copy, (size_t)64 << 20, &reader->text, &reader->stamp, &err) !=
        STATUS_OK)
        reader->problem = mem_string(err.text);
}

static bool reader_is_markdown(const char *path)
{
    return path_is_markdown(view_of(path)) || view_ends(view_of(path), ".txt");
}

/* Lays `text` out by what kind of file `path` is. */
static enum status reader_render(const char *path, struct view text,
                                 const struct render_options *options, struct rendered *out)
{
    if (reader_is_markdown(path))
        return render_markdown(text, options, out, NULL);
    return render_code(text, path_extension(view_of(path)), options, out, NULL);
}

static void reader_job_run(struct job *job)
{
    struct reader_job *own = (struct reader_job *)job;
    struct render_options options = {
        .cols = own->cols, .source = own->source, .cancel = &job->cancel};
    own->status = reader_render(own->path, str_view(&own->text), &options, &own->page);
}

static void reader_start_job(const struct reader *reader, struct jobs *jobs,
                             void (*done)(struct job *, void *))
{
    struct reader_job *job = mem_zalloc(1, sizeof(*job));
    job->job.run = reader_job_run;
    job->job.done = done;
    job->path = mem_string(reader->path);
    str_add(&job->text, str_view(&reader->text));
    job->cols = reader->cols;
    job->source = reader->source;
    jobs_cancel(jobs, LANE_RENDER);
    jobs_start(jobs, &job->job, LANE_RENDER);
}

void reader_job_free(struct reader_job *job)
{
    free(job->path);
    str_finish(&job->text);
    render_finish(&job->page);
    free(job);
}

bool reader_take(struct reader *reader, struct reader_job *job)
{
    bool wanted = job->status == STATUS_OK && reader->path &&
                  strcmp(reader->path, job->path) == 0 && reader->cols == job->cols &&
                  reader->source == job->source &&
                  view_equal(str_view(&reader->text), str_view(&job->text));
    if (wanted) {
        uint32_t line = reader->want_line ? reader->want_line : reader_line(reader);
        render_finish(&reader->page);
        reader->page = job->page;
        job->page = (struct rendered){0};
        reader->partial = false;
        reader_go_to_line(reader, line);
    }
    return wanted;
}

void reader_layout(struct reader *reader, unsigned cols, struct jobs *jobs,
                   void (*done)(struct job *, void *))
{
    if (!reader->path || reader->problem)
        return;
    uint32_t line = reader->want_line;
    if (!line && reader->page.page.row_count)
        line = reader_line(reader);
    bool small = reader->text.len <= READER_WHOLE || !jobs;
    struct view text = str_view(&reader->text);
    if (!small)
        text = view_slice(text, 0, render_first_part(text, READER_FIRST_PART));
    struct render_options options = {.cols = cols, .source = reader->source};
    render_finish(&reader->page);
    reader->page = (struct rendered){0};
    if (reader_render(reader->path, text, &options, &reader->page) != STATUS_OK)
        return;
    reader->cols = cols;
    reader->partial = !small && text.len < reader->text.len;
    reader->want_line = line;
    reader_go_to_line(reader, line);
    if (reader->partial)
        reader_start_job(reader, jobs, done);
}

void reader_mark_dangling(struct reader *reader, const struct catalog *catalog)
{
    struct rendered *page = &reader->page;
    for (size_t i = 0; i < page->link_count; i++)
        if (page->links[i].kind == LINK_WIKI)
            page->links[i].dangling = !catalog_resolve(catalog, view_of(page->links[i].target));
    for (size_t i = 0; i < page->page.span_count; i++) {
        struct page_span *span = &page->page.spans[i];
        if (span->link && span->link <= page->link_count &&
            page->links[span->link - 1].kind == LINK_WIKI &&
            (span->role == ROLE_LINK || span->role == ROLE_DANGLING))
            span->role = page->links[span->link - 1].dangling ? ROLE_DANGLING : ROLE_LINK;
    }
}

uint32_t reader_line(const struct reader *reader)
{
    const struct page *page = &reader->page.page;
    for (size_t row = reader->top; row < page->row_count; row++)
        if (page->rows[row].source)
            return row == 0 ? 0 : page->rows[row].source;
    return 0;
}

void reader_go_to_line(struct reader *reader, uint32_t line)
{
    const struct page *page = &reader->page.page;
    reader->top = 0;
    if (line == 0)
        return;
    for (size_t row = 0; row < page->row_count; row++) {
        if (page->rows[row].source > line)
            break;
        if (page->rows[row].source) {
            bool earlier = page->rows[row].source == page->rows[reader->top].source;
            if (!earlier)
                reader->top = row;
        }
    }
    if (!reader->partial)
        reader->want_line = 0;
}

void reader_reveal_line(struct reader *reader, uint32_t line, size_t rows)
{
    const struct page *page = &reader->page.page;
    size_t before = reader->top;
    for (size_t row = before; row < page->row_count && row < before + rows; row++)
        if (page->rows[row].source == line)
            return;
    reader_go_to_line(reader, line);
    if (reader->top > rows / 3)
        reader->top -= rows / 3;
}

void reader_fit(struct reader *reader, size_t rows)
{
    size_t count = reader->page.page.row_count;
    if (count <= rows)
        reader->top = 0;
    else if (reader->top > count - rows)
        reader->top = count - rows;
}
