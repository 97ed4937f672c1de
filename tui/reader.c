#include "tui/reader.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/utf8.h"
#include "tui/change_render.h"
#include "tui/link.h"
#include "tui/reader_parts.h"

#include <stdlib.h>
#include <string.h>

/* Below this the whole file is laid out at once (about 5 ms); above it the first part is, and a job
 * does the rest. */
#define READER_WHOLE ((size_t)192 << 10)
#define READER_FIRST_PART ((size_t)32 << 10)
#define READER_LIMIT ((size_t)64 << 20)
/* Two texts of this size together are compared word by word in about 10 ms. */
#define READER_CHANGES ((size_t)128 << 10)

static void reader_forget_contexts(struct reader *reader)
{
    for (size_t i = 0; i < reader->context_count; i++)
        free(reader->contexts[i]);
    free(reader->contexts);
    reader->contexts = NULL;
    reader->context_count = reader->context_cap = 0;
}

void reader_close(struct reader *reader)
{
    free(reader->path);
    free(reader->problem);
    free(reader->want_heading);
    str_finish(&reader->text);
    str_finish(&reader->older);
    str_finish(&reader->still);
    free(reader->changed);
    render_finish(&reader->page);
    find_finish(&reader->find);
    reader_forget_contexts(reader);
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

void reader_read(struct reader *reader, const struct workspace *ws)
{
    struct error err;
    free(reader->problem);
    reader->problem = NULL;
    reader_forget_contexts(reader);
    reader_find_contexts(reader, ws->catalog);
    if (folder_read(&ws->folder, reader->path, READER_LIMIT, &reader->text, &reader->stamp, &err) !=
        STATUS_OK)
        reader->problem = mem_string(err.text);
}

void reader_load(struct reader *reader, const struct workspace *ws, const char *path)
{
    char *copy = mem_string(path);
    reader_close(reader);
    reader->path = copy;
    reader_read(reader, ws);
}

/* --- the place --- */

/* The number of the source line of the row, or of the next that has one. */
static uint32_t reader_line_at(const struct page *page, size_t row)
{
    while (row < page->row_count && !page->rows[row].source)
        row++;
    return row < page->row_count ? page->rows[row].source : 0;
}

uint32_t reader_line(const struct reader *reader)
{
    return reader->top == 0 ? 0 : reader_line_at(&reader->page.page, reader->top);
}

/* The letters of a row: what the wrapping does not change. */
static size_t reader_letters(const struct page *page, size_t row)
{
    size_t count, letters = 0;
    const struct page_span *spans = page_row_spans(page, row, &count);
    for (size_t i = 0; i < count; i++) {
        struct view text = page_span_text(page, &spans[i]);
        for (size_t at = 0; at < text.len; at++)
            letters += text.data[at] != ' ';
    }
    return letters;
}

/* The letters of the top row's line that stand in the rows above it. */
static size_t reader_offset(const struct reader *reader)
{
    const struct page *page = &reader->page.page;
    size_t row = reader->top, letters = 0;
    if (row >= page->row_count || !page->rows[row].source)
        return 0;
    for (; row > 0 && page->rows[row - 1].source == page->rows[row].source; row--)
        letters += reader_letters(page, row - 1);
    return letters;
}

/* The first row of source line `line`, else of the last line before it. Lines stand in order but
 * for footnotes, which come last. */
static size_t reader_row_of(const struct page *page, uint32_t line)
{
    size_t best = 0;
    bool passed = false;
    for (size_t row = 0; row < page->row_count; row++) {
        uint32_t source = page->rows[row].source;
        if (source == line)
            return row;
        passed = passed || source > line;
        if (source && !passed && source != page->rows[best].source)
            best = row;
    }
    return best;
}

static void reader_go_to(struct reader *reader, uint32_t line, size_t offset)
{
    const struct page *page = &reader->page.page;
    size_t row = line ? reader_row_of(page, line) : 0;
    while (offset > 0 && row + 1 < page->row_count && page->rows[row].source == line &&
           page->rows[row + 1].source == line) {
        size_t letters = reader_letters(page, row);
        if (letters > offset)
            break;
        offset -= letters;
        row++;
    }
    reader->top = row;
}

static void reader_restore_place(struct reader *reader)
{
    reader_go_to(reader, reader->want_line, reader->want_offset);
    reader->want_row = reader->top;
    if (reader->want_heading) {
        char *anchor = reader->want_heading;
        reader->want_heading = NULL;
        reader_go_to_heading(reader, anchor);
        free(anchor);
    }
}

void reader_mark_place(struct reader *reader)
{
    if (reader->top == reader->want_row)
        return;
    reader->want_line = reader_line(reader);
    reader->want_offset = reader_offset(reader);
    reader->want_row = reader->top;
}

void reader_drop_page(struct reader *reader)
{
    render_finish(&reader->page);
    reader->page = (struct rendered){0};
    free(reader->changed);
    reader->changed = NULL;
    reader->cols = 0;
    reader->partial = false;
}

bool reader_reload(struct reader *reader, const struct workspace *ws)
{
    if (reader->past) /* it is read when the person comes back from there */
        return false;
    struct str old = reader->text;
    bool had_problem = reader->problem != NULL;
    reader->text = (struct str){0};
    reader_mark_place(reader);
    reader_read(reader, ws);
    bool same =
        !had_problem && !reader->problem && view_equal(str_view(&old), str_view(&reader->text));
    str_finish(&old);
    if (!same)
        reader_drop_page(reader);
    return !same;
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
        reader_mark_place(reader);
        render_finish(&reader->page);
        reader->page = job->page;
        job->page = (struct rendered){0};
        reader->partial = false;
        reader_restore_place(reader);
    }
    return wanted;
}

/* Where no block ends, a line must do, and where no line ends, a letter: the rest is on its way. */
static struct view reader_first_part(struct view text)
{
    size_t len = render_first_part(text, READER_FIRST_PART);
    if (len > READER_WHOLE)
        len = view_find(text, READER_FIRST_PART, '\n');
    if (len > READER_WHOLE)
        len = utf8_floor(text, READER_FIRST_PART);
    return view_slice(text, 0, len);
}

/* False when what changed is not wanted, or cannot be shown. */
static bool reader_layout_changes(struct reader *reader, const struct render_options *options)
{
    if (!reader->has_older || reader->source || !reader_is_markdown(reader->path) ||
        reader->text.len + reader->older.len > READER_CHANGES)
        return false;
    return change_render(str_view(&reader->older), str_view(&reader->text), false, options,
                         &reader->page, &reader->changed) == STATUS_OK;
}

void reader_layout(struct reader *reader, unsigned cols, struct jobs *jobs,
                   void (*done)(struct job *, void *))
{
    if (!reader->path || reader->problem)
        return;
    reader_mark_place(reader);
    bool small = reader->text.len <= READER_WHOLE || !jobs;
    struct view text = str_view(&reader->text);
    if (!small)
        text = reader_first_part(text);
    struct render_options options = {.cols = cols, .source = reader->source};
    reader_drop_page(reader);
    if (!reader_layout_changes(reader, &options) &&
        reader_render(reader->path, text, &options, &reader->page) != STATUS_OK)
        return;
    reader->cols = cols;
    reader->partial = !small && text.len < reader->text.len;
    if (reader->page.page.widest <= cols)
        reader->skip = 0;
    reader_restore_place(reader);
    if (reader->partial)
        reader_start_job(reader, jobs, done);
}

void reader_mark_dangling(struct reader *reader, const struct catalog *catalog)
{
    struct rendered *page = &reader->page;
    for (size_t i = 0; i < page->link_count; i++)
        if (page->links[i].kind == LINK_WIKI)
            page->links[i].dangling = !catalog_resolve_from(catalog, view_of(page->links[i].target),
                                                            view_of(reader->path));
    for (size_t i = 0; i < page->page.span_count; i++) {
        struct page_span *span = &page->page.spans[i];
        if (span->link && span->link <= page->link_count &&
            page->links[span->link - 1].kind == LINK_WIKI &&
            (span->role == ROLE_LINK || span->role == ROLE_DANGLING))
            span->role = page->links[span->link - 1].dangling ? ROLE_DANGLING : ROLE_LINK;
    }
}

void reader_go_to_place(struct reader *reader, uint32_t line, size_t letters)
{
    reader->want_line = line;
    reader->want_offset = letters;
    reader_restore_place(reader);
}

void reader_go_to_line(struct reader *reader, uint32_t line)
{
    reader_go_to_place(reader, line, 0);
}

bool reader_go_to_heading(struct reader *reader, const char *anchor)
{
    size_t row;
    if (link_find_heading(&reader->page, view_of(anchor), &row)) {
        reader->top = row;
        return true;
    }
    if (reader->cols && !reader->partial)
        return false;
    free(reader->want_heading);
    reader->want_heading = mem_string(anchor);
    return true;
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
    bool wanted = reader->top == reader->want_row;
    if (count <= rows)
        reader->top = 0;
    else if (reader->top > count - rows)
        reader->top = count - rows;
    if (wanted)
        reader->want_row = reader->top;
}
