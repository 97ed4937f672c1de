#include "core/workspace/search.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/workspace/search_links.h"
#include "core/workspace/search_read.h"

#include <stdlib.h>
#include <string.h>

/* Four things one after the other, each done in steps: the index is asked; the files that it names
 * are read, the best first; when none has it, all files are read again and, if that brought any
 * news, the index is asked once more; at last, still without a result, what the filters leave out
 * is counted. */

enum { WITHOUT_MAX = 1000, BLOCK_MAX = 1024 };

enum phase { PHASE_GATHER, PHASE_READ, PHASE_ASK, PHASE_LEFT_OUT, PHASE_DONE };

struct search {
    struct search_index *index;
    const struct folder *folder;
    const struct rules *rules;
    struct search_authors *authors;
    const struct search_crew *crew;
    struct query query;
    struct search_readers readers; /* of the query as it is */
    struct search_read *reads;     /* BLOCK_MAX of them */
    bool plain, asked;
    enum phase phase;
    unsigned generation;
    struct search_candidates wanted, left_out;
    size_t at; /* in the list of the phase */
    size_t kept;
    struct search_results results;
};

struct search *search_new(struct search_index *index, const struct folder *folder,
                          const struct search_options *options, struct query *query)
{
    struct search *search = mem_zalloc(1, sizeof(*search));
    *search =
        (struct search){.index = index, .folder = folder, .rules = options->rules, .query = *query};
    search->authors = options->authors;
    search->crew = options->crew;
    search->asked = !options->ask;
    *query = (struct query){0};
    return search;
}

void search_free(struct search *search)
{
    if (!search)
        return;
    search_readers_finish(&search->readers);
    query_finish(&search->query);
    free(search->reads);
    free(search->wanted.items);
    free(search->left_out.items);
    search_results_finish(&search->results);
    free(search);
}

void search_take(struct search *search, struct search_results *out)
{
    *out = search->results;
    search->results.items = NULL;
    search->results.count = search->results.cap = 0;
}

static enum status search_stopped(struct error *err)
{
    return error_set(err, STATUS_CANCELLED, "the search was stopped");
}

/* --- the phases --- */

/* Fills what history says of each `by:`. Without a history nobody has changed anything. */
static enum status search_ask_history(struct search *search, const atomic_bool *cancel,
                                      struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < search->query.condition_count && status != STATUS_CANCELLED; i++) {
        struct query_condition *condition = &search->query.conditions[i];
        const uint64_t *paths;
        size_t count;
        if (condition->filter != QUERY_BY || condition->paths || !search->authors)
            continue;
        status = search_authors_find(search->authors, search->folder->path,
                                     str_text(&condition->value), cancel, &paths, &count, err);
        if (status != STATUS_OK || !count)
            continue;
        condition->paths = mem_zalloc(count, sizeof(*paths));
        memcpy(condition->paths, paths, count * sizeof(*paths));
        condition->path_count = count;
    }
    return status == STATUS_CANCELLED ? status : STATUS_OK;
}

static enum status search_begin(struct search *search, const atomic_bool *cancel, struct error *err)
{
    enum status status = search_ask_history(search, cancel, err);
    if (status != STATUS_OK)
        return status;
    search_readers_finish(&search->readers);
    search_links_prepare(search->index, &search->query);
    search->plain = query_is_plain(&search->query);
    search_gather(search->index, &search->query, &search->wanted, &search->left_out);
    search->generation = search_index_generation(search->index);
    search->results.files = search_index_count(search->index);
    search->results.total = 0;
    search->results.unread = search->wanted.unreadable;
    search->at = 0;
    search->phase = PHASE_READ;
    return STATUS_OK;
}

/* Reads some of the list from `at` on, into search->reads; how many. */
static size_t search_read_some(struct search *search, struct search_candidates *list, size_t most,
                               bool keep, int64_t end, const atomic_bool *cancel)
{
    struct search_reading reading = {search->index, search->folder, &search->query, cancel};
    size_t count = list->count - search->at;
    count = count < most ? count : most;
    count = count < BLOCK_MAX ? count : BLOCK_MAX;
    if (search->at + count > list->sorted) /* at first those that are shown, and then all */
        search_candidates_sort(list, search->at ? list->count : BLOCK_MAX);
    if (!search->reads)
        search->reads = mem_zalloc(BLOCK_MAX, sizeof(*search->reads));
    for (size_t i = 0; i < search_index_segments(search->index); i++)
        (void)search_index_segment(search->index, i);
    return search_readers_read(&search->readers, &reading, search->crew, list->items + search->at,
                               count, keep, end, search->reads);
}

/* Takes over what was found, in the order of the list, so that it does not matter who read it. */
static enum status search_take_read(struct search *search, struct search_read *read)
{
    struct search_results *results = &search->results;
    results->limited |= read->limited;
    results->unread += read->unread;
    results->total += read->status == STATUS_OK;
    if (read->kept && search->kept < SEARCH_RESULTS_MAX) {
        *ARRAY_PUSH(results->items, results->count, results->cap) = read->result;
        search->kept++;
    } else if (read->kept) {
        search_result_finish(&read->result);
    }
    return read->status == STATUS_CANCELLED ? read->status : STATUS_OK;
}

static enum status search_next(struct search *search, int64_t end, const atomic_bool *cancel,
                               struct error *err)
{
    struct search_candidates *list = &search->wanted;
    enum status status = STATUS_OK;
    if (search->at == list->count || (search->plain && search->kept >= SEARCH_RESULTS_MAX)) {
        search->results.total += list->count - search->at; /* the index knows */
        search->phase = search->results.total ? PHASE_DONE
                        : search->asked       ? PHASE_LEFT_OUT
                                              : PHASE_ASK;
        search->results.asking = search->phase == PHASE_ASK;
        search->at = 0;
        return STATUS_OK;
    }
    bool keep = search->kept < SEARCH_RESULTS_MAX;
    size_t most = search->plain ? SEARCH_RESULTS_MAX - search->kept : BLOCK_MAX;
    size_t count = search_read_some(search, list, most, keep, end, cancel);
    for (size_t i = 0; i < count; i++)
        if (search_take_read(search, &search->reads[i]) != STATUS_OK)
            status = STATUS_CANCELLED;
    search->at += count;
    return status == STATUS_OK ? status : search_stopped(err);
}

/* Reads all files again; what is new is in the index then. */
static enum status search_ask(struct search *search, const atomic_bool *cancel, struct error *err)
{
    struct catalog_options scan = {.rules = search->rules, .cancel = cancel};
    struct search_sync_options options = {.cancel = cancel, .distrust = true};
    struct search_files files = {0};
    struct catalog *catalog = NULL;
    size_t before = search_index_changes(search->index);
    enum status status = catalog_scan(search->folder, &scan, &catalog, err);
    if (status == STATUS_OK) {
        search_files_add_catalog(&files, catalog);
        status = search_index_sync(search->index, search->folder, &files, &options, err);
    }
    catalog_free(catalog);
    search_files_finish(&files);
    if (status == STATUS_CANCELLED)
        return status;
    search->asked = true;
    search->results.asking = false;
    search->phase = search_index_changes(search->index) != before ? PHASE_GATHER : PHASE_LEFT_OUT;
    return STATUS_OK;
}

static enum status search_count(struct search *search, int64_t end, const atomic_bool *cancel,
                                struct error *err)
{
    struct search_candidates *list = &search->left_out;
    if (search->at == 0) { /* without `to:` its links are not asked for */
        search_readers_finish(&search->readers);
        query_drop_added(&search->query);
        search->plain = query_is_plain(&search->query);
    }
    bool alone = search->query.typed == 0 && search->query.condition_count == 1;
    if (search->at == list->count || alone) { /* without its only item it asks for nothing */
        search->phase = PHASE_DONE;
        return STATUS_OK;
    }
    const struct search_candidate *candidate = &list->items[search->at];
    unsigned filter = 0;
    while (!(candidate->fails >> filter & 1))
        filter++;
    size_t *count = &search->results.without[filter];
    bool known = search->plain && !candidate->large;
    bool live = search_index_is_live(search->index, candidate->segment, candidate->number);
    enum status status = STATUS_OK;
    if (live && !known && *count < WITHOUT_MAX) {
        search_read_some(search, list, 1, false, end, cancel);
        search->results.unread += search->reads[0].unread;
        status = search->reads[0].status;
    }
    *count += live && status == STATUS_OK && (known || *count < WITHOUT_MAX);
    search->at++;
    return status == STATUS_CANCELLED ? search_stopped(err) : STATUS_OK;
}

static enum status search_go(struct search *search, int64_t end, const atomic_bool *cancel,
                             struct error *err)
{
    switch (search->phase) {
    case PHASE_GATHER:
        return search_begin(search, cancel, err);
    case PHASE_READ:
        return search_next(search, end, cancel, err);
    case PHASE_ASK:
        return search_ask(search, cancel, err);
    case PHASE_LEFT_OUT:
        return search_count(search, end, cancel, err);
    case PHASE_DONE:
        break;
    }
    return STATUS_OK;
}

enum status search_step(struct search *search, unsigned milliseconds, const atomic_bool *cancel,
                        struct error *err)
{
    int64_t end = clock_ticks() + milliseconds;
    enum status status = STATUS_OK;
    bool gathered = false;
    if (query_is_empty(&search->query))
        search->phase = PHASE_DONE;
    if (search->phase != PHASE_GATHER &&
        search->generation != search_index_generation(search->index) && !search->asked)
        search->phase = PHASE_DONE;
    while (status == STATUS_OK && search->phase != PHASE_DONE) {
        enum phase before = search->phase;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return search_stopped(err);
        status = search_go(search, end, cancel, err);
        if (before == PHASE_GATHER && !gathered) { /* what that took is not taken off: no news */
            gathered = true;
            end = clock_ticks() + milliseconds;
        }
        /* Before the disk is asked it is said. */
        if (clock_ticks() >= end || (before != PHASE_ASK && search->phase == PHASE_ASK))
            break;
    }
    search->results.done = search->phase == PHASE_DONE;
    return status;
}
