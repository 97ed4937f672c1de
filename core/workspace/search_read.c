#include "core/workspace/search_read.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/workspace/detail.h"

#include <stdlib.h>
#include <string.h>

/* Threads take the next candidate from a common counter, so a large file holds up only one of them.
 * Each has a reader of its own: a pattern cannot be matched by two at a time. */

enum { SNIPPET = 280 };

#define SEARCH_FILE_MAX ((size_t)256 << 20)

struct search_reader {
    const struct search_reading *reading;
    struct query query;
    struct folder_tour tour;
    struct str text;
};

struct search_reader *search_reader_new(const struct search_reading *reading)
{
    struct search_reader *reader = mem_zalloc(1, sizeof(*reader));
    reader->reading = reading;
    query_twin(reading->query, &reader->query);
    return reader;
}

void search_reader_free(struct search_reader *reader)
{
    if (!reader)
        return;
    query_twin_finish(&reader->query);
    str_finish(&reader->text);
    free(reader);
}

/* --- one file --- */

static char *reader_found(const struct str *found)
{
    char *copy = mem_zalloc(found->len + 2, 1);
    if (found->len)
        memcpy(copy, found->data, found->len);
    return copy;
}

static char *reader_title(const struct search_doc *doc)
{
    struct str name = {0};
    if (*doc->title)
        return mem_string(doc->title);
    detail_add_name(&name, view_of(doc->path));
    return str_take(&name);
}

static void reader_keep(struct search_reader *reader, const struct search_doc *doc,
                        const struct search_match *match, struct search_read *out)
{
    struct search_result *result = &out->result;
    struct str snippet = {0};
    *result = (struct search_result){.path = mem_string(doc->path),
                                     .title = reader_title(doc),
                                     .section = doc->section,
                                     .mtime = doc->mtime,
                                     .rank = match->rank,
                                     .span = match->span,
                                     .line = match->line};
    search_snippet(&reader->query, str_view(&reader->text), match, SNIPPET, &snippet,
                   &result->ranges, &result->range_count);
    result->snippet = str_take(&snippet);
    result->found = reader_found(&match->found);
    out->kept = true;
}

void search_reader_read(struct search_reader *reader, const struct search_candidate *candidate,
                        bool keep, struct search_read *out)
{
    const struct search_reading *reading = reader->reading;
    const struct search_segment *segment = search_index_segment(reading->index, candidate->segment);
    struct search_doc doc = search_segment_doc(segment, candidate->number);
    struct search_match match = {0};
    *out = (struct search_read){.status = STATUS_ABSENT};
    if (!search_index_is_live(reading->index, candidate->segment, candidate->number))
        return;
    enum status status =
        folder_tour_read(&reader->tour, doc.path, SEARCH_FILE_MAX, &reader->text, NULL, NULL);
    if (status == STATUS_ABSENT)
        return;
    if (status != STATUS_OK) {
        out->unread = !(doc.flags & DOC_UNREADABLE);
        str_clear(&reader->text); /* its name may be what is asked for */
    }
    out->status = search_match_text(&reader->query, doc.path, str_view(&reader->text),
                                    reading->cancel, !keep, &match, NULL);
    out->limited = match.limited;
    if (out->status == STATUS_OK && keep)
        reader_keep(reader, &doc, &match, out);
    search_match_finish(&match);
}

/* --- many --- */

struct reading_job {
    struct search_readers *readers;
    const struct search_reading *reading;
    const struct search_candidate *items;
    size_t count;
    bool keep;
    int64_t ticks;
    struct search_read *out;
    atomic_size_t hands, next;
};

static void readers_work(void *data)
{
    struct reading_job *job = data;
    const atomic_bool *cancel = job->reading->cancel;
    size_t hand = atomic_fetch_add(&job->hands, 1), at;
    if (hand >= job->readers->count)
        return;
    struct search_reader *reader = job->readers->items[hand];
    folder_tour_begin(&reader->tour, job->reading->folder);
    while ((at = atomic_fetch_add(&job->next, 1)) < job->count) {
        search_reader_read(reader, &job->items[at], job->keep, &job->out[at]);
        if (clock_ticks() >= job->ticks ||
            (cancel && atomic_load_explicit(cancel, memory_order_relaxed)))
            break;
    }
    folder_tour_end(&reader->tour);
}

void search_readers_finish(struct search_readers *readers)
{
    for (size_t i = 0; i < readers->count; i++)
        search_reader_free(readers->items[i]);
    *readers = (struct search_readers){0};
}

size_t search_readers_read(struct search_readers *readers, const struct search_reading *reading,
                           const struct search_crew *crew, const struct search_candidate *items,
                           size_t count, bool keep, int64_t ticks, struct search_read *out)
{
    struct reading_job job = {.readers = readers, .reading = reading, .items = items};
    size_t want = crew ? crew->threads : 1;
    want = want > SEARCH_READERS_MAX ? SEARCH_READERS_MAX : want;
    while (readers->count < want || readers->count == 0)
        readers->items[readers->count++] = search_reader_new(reading);
    for (size_t i = 0; i < readers->count; i++)
        readers->items[i]->reading = reading;
    job.count = count;
    job.keep = keep;
    job.ticks = ticks;
    job.out = out;
    if (want > 1 && count > 1)
        crew->run(want, readers_work, &job);
    else
        readers_work(&job);
    size_t next = atomic_load(&job.next);
    return next < count ? next : count;
}
