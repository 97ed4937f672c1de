#include "core/workspace/search.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/text/utf8.h"
#include "core/workspace/detail.h"
#include "core/workspace/search_gather.h"
#include "core/workspace/search_links.h"

#include <stdlib.h>
#include <string.h>

/* Four things one after the other, each done in steps: the index is asked; the files that it names
 * are read, the best first; when none has it, all files are read again and, if that brought any
 * news, the index is asked once more; at last, still without a result, what the filters leave out
 * is counted. */

enum { SNIPPET = 280, WITHOUT_MAX = 1000 };

#define SEARCH_FILE_MAX ((size_t)256 << 20)

enum phase { PHASE_GATHER, PHASE_READ, PHASE_ASK, PHASE_LEFT_OUT, PHASE_DONE };

struct search {
    struct search_index *index;
    const struct folder *folder;
    const struct rules *rules;
    struct search_authors *authors;
    struct query query;
    bool plain, asked;
    enum phase phase;
    unsigned generation;
    struct search_candidates wanted, left_out;
    size_t at; /* in the list of the phase */
    size_t kept;
    struct str text; /* reused */
    struct search_results results;
};

struct search *search_new(struct search_index *index, const struct folder *folder,
                          const struct search_options *options, struct query *query)
{
    struct search *search = mem_zalloc(1, sizeof(*search));
    *search =
        (struct search){.index = index, .folder = folder, .rules = options->rules, .query = *query};
    search->authors = options->authors;
    search->asked = !options->ask;
    *query = (struct query){0};
    return search;
}

void search_free(struct search *search)
{
    if (!search)
        return;
    query_finish(&search->query);
    free(search->wanted.items);
    free(search->left_out.items);
    str_finish(&search->text);
    search_results_finish(&search->results);
    free(search);
}

void search_take(struct search *search, struct search_results *out)
{
    *out = search->results;
    search->results.items = NULL;
    search->results.count = search->results.cap = 0;
}

/* --- one file --- */

static char *search_found(const struct str *found)
{
    char *copy = mem_zalloc(found->len + 2, 1);
    if (found->len)
        memcpy(copy, found->data, found->len);
    return copy;
}

static char *search_title(const struct search_doc *doc)
{
    struct str name = {0};
    if (*doc->title)
        return mem_string(doc->title);
    detail_add_name(&name, view_of(doc->path));
    return str_take(&name);
}

static void search_keep(struct search *search, const struct search_doc *doc,
                        const struct search_match *match)
{
    struct search_results *results = &search->results;
    struct search_result *result = ARRAY_PUSH(results->items, results->count, results->cap);
    struct str snippet = {0};
    *result = (struct search_result){.path = mem_string(doc->path),
                                     .title = search_title(doc),
                                     .section = doc->section,
                                     .mtime = doc->mtime,
                                     .rank = match->rank,
                                     .span = match->span,
                                     .line = match->line};
    search_snippet(&search->query, str_view(&search->text), match, SNIPPET, &snippet,
                   &result->ranges, &result->range_count);
    result->snippet = str_take(&snippet);
    result->found = search_found(&match->found);
    search->kept++;
}

/* Reads a file and holds the query against it; STATUS_ABSENT when it does not have it. */
static enum status search_read(struct search *search, const struct search_candidate *candidate,
                               const atomic_bool *cancel, bool keep, struct error *err)
{
    const struct search_segment *segment = search_index_segment(search->index, candidate->segment);
    struct search_doc doc = search_segment_doc(segment, candidate->number);
    struct search_match match = {0};
    enum status status =
        folder_read(search->folder, doc.path, SEARCH_FILE_MAX, &search->text, NULL, err);
    if (status == STATUS_ABSENT)
        return status;
    if (status != STATUS_OK) {
        search->results.unread += !(doc.flags & DOC_UNREADABLE);
        str_clear(&search->text); /* its name may be what is asked for */
    }
    status =
        search_match_text(&search->query, doc.path, str_view(&search->text), cancel, &match, err);
    search->results.limited |= match.limited;
    if (status == STATUS_OK && keep)
        search_keep(search, &doc, &match);
    search_match_finish(&match);
    return status;
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

static enum status search_next(struct search *search, const atomic_bool *cancel, struct error *err)
{
    const struct search_candidates *list = &search->wanted;
    if (search->at == list->count || (search->plain && search->kept >= SEARCH_RESULTS_MAX)) {
        search->results.total += list->count - search->at; /* the index knows */
        search->phase = search->results.total ? PHASE_DONE
                        : search->asked       ? PHASE_LEFT_OUT
                                              : PHASE_ASK;
        search->results.asking = search->phase == PHASE_ASK;
        search->at = 0;
        return STATUS_OK;
    }
    const struct search_candidate *candidate = &list->items[search->at++];
    if (!search_index_is_live(search->index, candidate->segment, candidate->number))
        return STATUS_OK;
    enum status status =
        search_read(search, candidate, cancel, search->kept < SEARCH_RESULTS_MAX, err);
    search->results.total += status == STATUS_OK;
    return status == STATUS_CANCELLED ? status : STATUS_OK;
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

static enum status search_count(struct search *search, const atomic_bool *cancel, struct error *err)
{
    const struct search_candidates *list = &search->left_out;
    if (search->at == 0) { /* without `to:` its links are not asked for */
        query_drop_added(&search->query);
        search->plain = query_is_plain(&search->query);
    }
    bool alone = search->query.typed == 0 && search->query.condition_count == 1;
    if (search->at == list->count || alone) { /* without its only item it asks for nothing */
        search->phase = PHASE_DONE;
        return STATUS_OK;
    }
    const struct search_candidate *candidate = &list->items[search->at++];
    unsigned filter = 0;
    while (!(candidate->fails >> filter & 1))
        filter++;
    size_t *count = &search->results.without[filter];
    bool known = search->plain && !candidate->large;
    if (!search_index_is_live(search->index, candidate->segment, candidate->number) ||
        (!known && *count >= WITHOUT_MAX))
        return STATUS_OK;
    enum status status = known ? STATUS_OK : search_read(search, candidate, cancel, false, err);
    *count += status == STATUS_OK;
    return status == STATUS_CANCELLED ? status : STATUS_OK;
}

static enum status search_go(struct search *search, const atomic_bool *cancel, struct error *err)
{
    switch (search->phase) {
    case PHASE_GATHER:
        return search_begin(search, cancel, err);
    case PHASE_READ:
        return search_next(search, cancel, err);
    case PHASE_ASK:
        return search_ask(search, cancel, err);
    case PHASE_LEFT_OUT:
        return search_count(search, cancel, err);
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
    if (query_is_empty(&search->query))
        search->phase = PHASE_DONE;
    if (search->phase != PHASE_GATHER &&
        search->generation != search_index_generation(search->index) && !search->asked)
        search->phase = PHASE_DONE;
    while (status == STATUS_OK && search->phase != PHASE_DONE) {
        enum phase before = search->phase;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "the search was stopped");
        status = search_go(search, cancel, err);
        /* Before the disk is asked it is said. */
        if (clock_ticks() >= end || (before != PHASE_ASK && search->phase == PHASE_ASK))
            break;
    }
    search->results.done = search->phase == PHASE_DONE;
    return status;
}
