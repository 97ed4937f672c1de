#include "core/workspace/search_gather.h"

#include "core/base/memory.h"
#include "core/text/hash.h"
#include "core/workspace/rules.h"
#include "core/workspace/search_match.h"

#include <stdlib.h>
#include <string.h>

/* A segment at a time: an array of a byte a file for each word of the query, put together term by
 * term. At 100,000 files an array is 100 KB and stays in the cache. */

struct gather {
    struct search_index *index;
    const struct query *query;
    const struct search_segment *segment;
    size_t at; /* of the segment */
    uint32_t files;
    unsigned char *marks, *term; /* scratch */
    unsigned *ranks;
    unsigned char *out;   /* not 0: a term is missing */
    unsigned char *fails; /* of each file */
};

/* A term is in the field of the weakest of its words. */
static void gather_term(struct gather *gather, const struct query_term *term)
{
    if (term->kind != QUERY_WORDS)
        return;
    for (size_t i = 0; i < term->count; i++) {
        memset(gather->marks, 0, gather->files);
        const struct query_word *word = &term->words[i];
        search_segment_mark(gather->segment, str_view(&word->fold), word->prefix || word->slow,
                            gather->marks);
        for (uint32_t j = 0; j < gather->files; j++)
            if (i == 0 || gather->marks[j] < gather->term[j])
                gather->term[j] = gather->marks[j];
    }
    for (uint32_t j = 0; j < gather->files; j++)
        if (!gather->term[j])
            gather->out[j] = 1;
        else
            gather->ranks[j] += search_field_weight((enum search_field)(gather->term[j] - 1));
}

/* --- filters --- */

/* Marks the files that have one of the links. */
static void gather_links(struct gather *gather, const struct query_condition *condition)
{
    for (size_t at = 0; at < condition->keys.len;) {
        struct view key = view_of(condition->keys.data + at);
        search_segment_mark(gather->segment, key, false, gather->marks);
        at += key.len + 1;
    }
}

static int gather_compare_hash(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;
    return one < two ? -1 : one > two;
}

static void gather_authored(struct gather *gather, const struct query_condition *condition)
{
    for (uint32_t i = 0; condition->path_count && i < gather->files; i++) {
        uint64_t hash = hash_of(view_of(search_segment_doc(gather->segment, i).path));
        gather->marks[i] = bsearch(&hash, condition->paths, condition->path_count, sizeof(hash),
                                   gather_compare_hash) != NULL;
    }
}

/* Marks the files that have the key of the condition. */
static void gather_key(struct gather *gather, const struct query_condition *condition)
{
    struct str key = {0};
    str_add_char(&key, condition->filter == QUERY_TAG ? SEARCH_KEY_TAG : SEARCH_KEY_TYPE);
    str_add(&key, str_view(&condition->value));
    search_segment_mark(gather->segment, str_view(&key), !condition->whole, gather->marks);
    str_finish(&key);
}

bool search_path_fits(const struct query_condition *condition, const char *path)
{
    struct view value = str_view(&condition->value);
    struct str fold = {0};
    fold_add(&fold, view_of(path), condition->keep);
    bool fits = condition->filter == QUERY_IN
                    ? view_starts(str_view(&fold), str_text(&condition->value))
                : strpbrk(str_text(&condition->value), "*?[")
                    ? rule_glob(value, str_view(&fold))
                    : memmem(fold.data, fold.len, value.data, value.len) != NULL;
    str_finish(&fold);
    return fits;
}

static void gather_by_record(struct gather *gather, const struct query_condition *condition)
{
    for (uint32_t i = 0; i < gather->files; i++) {
        struct search_doc doc = search_segment_doc(gather->segment, i);
        gather->marks[i] = condition->filter == QUERY_SINCE
                               ? doc.mtime / 1000000000 >= condition->since
                               : (condition->sections >> doc.section & 1) != 0 ||
                                     search_path_fits(condition, doc.path);
    }
}

/* Several of `type:`, `in:` or `by:` are alternatives; of the others all must hold. */
static void gather_filter(struct gather *gather, enum query_filter filter)
{
    bool any = filter == QUERY_TYPE || filter == QUERY_IN || filter == QUERY_BY, first = true;
    unsigned char bit = (unsigned char)(1u << filter);
    memset(gather->term, 1, gather->files);
    for (size_t i = 0; i < gather->query->condition_count; i++) {
        const struct query_condition *condition = &gather->query->conditions[i];
        if (condition->filter != filter)
            continue;
        memset(gather->marks, 0, gather->files);
        if (filter == QUERY_TAG || filter == QUERY_TYPE)
            gather_key(gather, condition);
        else if (filter == QUERY_TO)
            gather_links(gather, condition);
        else if (filter == QUERY_BY)
            gather_authored(gather, condition);
        else
            gather_by_record(gather, condition);
        for (uint32_t j = 0; j < gather->files; j++) {
            bool before = gather->term[j] && !(any && first);
            bool now = gather->marks[j] != 0;
            gather->term[j] = any ? before || now : before && now;
        }
        first = false;
    }
    for (uint32_t j = 0; j < gather->files; j++)
        if (!gather->term[j])
            gather->fails[j] |= bit;
}

/* --- all of it --- */

static void gather_collect(struct gather *gather, struct search_candidates *wanted,
                           struct search_candidates *left_out)
{
    for (uint32_t i = 0; i < gather->files; i++) {
        if (!search_index_is_live(gather->index, gather->at, i))
            continue;
        struct search_doc doc = search_segment_doc(gather->segment, i);
        bool large = doc.flags & DOC_LARGE;
        unsigned char fails = gather->fails[i];
        wanted->unreadable += (doc.flags & DOC_UNREADABLE) != 0;
        if ((gather->out[i] && !large) || (fails & (fails - 1)))
            continue;
        struct search_candidates *list = fails ? left_out : wanted;
        *ARRAY_PUSH(list->items, list->count, list->cap) =
            (struct search_candidate){.number = i,
                                      .segment = (unsigned char)gather->at,
                                      .fails = fails,
                                      .large = large,
                                      .rank = gather->ranks[i],
                                      .mtime = doc.mtime};
    }
}

static void gather_segment(struct gather *gather, struct search_candidates *wanted,
                           struct search_candidates *left_out)
{
    size_t files = gather->files + 1;
    gather->marks = mem_zalloc(files, 1);
    gather->term = mem_zalloc(files, 1);
    gather->out = mem_zalloc(files, 1);
    gather->fails = mem_zalloc(files, 1);
    gather->ranks = mem_zalloc(files, sizeof(*gather->ranks));
    for (size_t i = 0; i < gather->query->term_count; i++)
        gather_term(gather, &gather->query->terms[i]);
    unsigned used = 0;
    for (size_t i = 0; i < gather->query->condition_count; i++)
        used |= 1u << gather->query->conditions[i].filter;
    for (unsigned filter = 0; filter < QUERY_FILTERS; filter++)
        if (used >> filter & 1)
            gather_filter(gather, (enum query_filter)filter);
    gather_collect(gather, wanted, left_out);
    free(gather->marks);
    free(gather->term);
    free(gather->out);
    free(gather->fails);
    free(gather->ranks);
}

static int gather_compare(const void *a, const void *b)
{
    const struct search_candidate *one = a, *two = b;
    if (one->large != two->large)
        return one->large - two->large;
    if (one->rank != two->rank)
        return one->rank > two->rank ? -1 : 1;
    if (one->mtime != two->mtime)
        return one->mtime > two->mtime ? -1 : 1;
    if (one->segment != two->segment)
        return one->segment - two->segment;
    return one->number < two->number ? -1 : one->number > two->number;
}

/* Brings the best `count` of the items to the front, in any order (Hoare, "Algorithm 65: Find",
 * 1961); the pivot is the median of three. */
static void candidates_select(struct search_candidate *items, size_t len, size_t count)
{
    while (len > 16 && count > 0 && count < len) {
        struct search_candidate *three[] = {&items[0], &items[len / 2], &items[len - 1]}, *swap;
        for (size_t i = 0; i < 3; i++)
            if (gather_compare(three[i % 2], three[i % 2 + 1]) > 0) {
                swap = three[i % 2];
                three[i % 2] = three[i % 2 + 1];
                three[i % 2 + 1] = swap;
            }
        struct search_candidate pivot = *three[1], other;
        size_t low = 0, high = len - 1;
        for (;;) {
            while (gather_compare(&items[low], &pivot) < 0)
                low++;
            while (gather_compare(&items[high], &pivot) > 0)
                high--;
            if (low >= high)
                break;
            other = items[low];
            items[low++] = items[high];
            items[high--] = other;
        }
        size_t cut = high + 1; /* none before it is worse than one from it on */
        if (count <= cut) {
            len = cut;
        } else {
            items += cut;
            len -= cut;
            count -= cut;
        }
    }
    if (count > 0 && count < len)
        qsort(items, len, sizeof(*items), gather_compare);
}

void search_candidates_sort(struct search_candidates *list, size_t count)
{
    size_t from = list->sorted, to = count < list->count ? count : list->count;
    if (to <= from)
        return;
    candidates_select(list->items + from, list->count - from, to - from);
    qsort(list->items + from, to - from, sizeof(*list->items), gather_compare);
    list->sorted = to;
}

void search_gather(struct search_index *index, const struct query *query,
                   struct search_candidates *wanted, struct search_candidates *left_out)
{
    wanted->count = left_out->count = wanted->unreadable = 0;
    wanted->sorted = left_out->sorted = 0;
    for (size_t i = 0; i < search_index_segments(index); i++) {
        struct gather gather = {.index = index, .query = query, .at = i};
        gather.segment = search_index_segment(index, i);
        gather.files = search_segment_count(gather.segment);
        gather_segment(&gather, wanted, left_out);
    }
}
