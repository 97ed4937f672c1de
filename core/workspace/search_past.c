#include "core/workspace/search_past.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/search_facts.h"
#include "core/workspace/search_gather.h"

#include <stdlib.h>
#include <string.h>

enum { SNIPPET_BYTES = 240 };

struct search_past {
    struct query query;
    struct lost_walk *walk;
    const atomic_bool *cancel; /* of the call that runs */
};

void search_past_found_finish(struct search_past_found *found)
{
    lost_text_finish(&found->lost);
    free(found->title);
    free(found->snippet);
    free(found->ranges);
    free(found->found);
    *found = (struct search_past_found){0};
}

/* --- filters: several of `type:` or `in:` are alternatives, of the others all must hold --- */

static bool facts_have(const struct search_facts *facts, const struct query_condition *condition)
{
    char mark = condition->filter == QUERY_TAG ? SEARCH_KEY_TAG : SEARCH_KEY_TYPE;
    struct view value = str_view(&condition->value);
    for (size_t at = 0; at < facts->keys.len; at += strlen(facts->keys.data + at) + 1) {
        struct view key = view_of(facts->keys.data + at);
        if (key.data[0] != mark)
            continue;
        key = view_slice(key, 1, key.len);
        if (condition->whole ? view_equal(key, value)
                             : view_starts(key, str_text(&condition->value)))
            return true;
    }
    return false;
}

typedef bool condition_check(const struct query_condition *condition, const void *of);

static bool check_facts(const struct query_condition *condition, const void *of)
{
    return facts_have(of, condition);
}

static bool check_path(const struct query_condition *condition, const void *of)
{
    return search_path_fits(condition, of);
}

static bool past_passes(const struct query *query, enum query_filter filter, condition_check *check,
                        const void *of)
{
    bool any = filter == QUERY_TYPE || filter == QUERY_IN, some = false, there = false;
    for (size_t i = 0; i < query->condition_count; i++) {
        if (query->conditions[i].filter != filter)
            continue;
        bool fits = check(&query->conditions[i], of);
        there = true;
        some = some || fits;
        if (!any && !fits)
            return false;
    }
    return !any || !there || some;
}

static bool past_wants(void *data, const char *path)
{
    const struct search_past *past = data;
    return path_is_markdown(view_of(path)) &&
           past_passes(&past->query, QUERY_IN, check_path, path) &&
           past_passes(&past->query, QUERY_PATH, check_path, path);
}

static bool has_facts(const struct query *query, struct view text)
{
    struct search_facts facts = {0};
    bool asked = false;
    for (size_t i = 0; i < query->condition_count; i++)
        asked = asked || query->conditions[i].filter == QUERY_TAG ||
                query->conditions[i].filter == QUERY_TYPE;
    if (!asked)
        return true;
    search_facts_read(text, &facts);
    bool has = past_passes(query, QUERY_TAG, check_facts, &facts) &&
               past_passes(query, QUERY_TYPE, check_facts, &facts);
    search_facts_finish(&facts);
    return has;
}

/* Names are not looked at: what was deleted is listed by its name elsewhere. */
static enum status past_judge(void *data, struct view text, bool *has, struct error *err)
{
    struct search_past *past = data;
    struct search_match match = {0};
    *has = false;
    enum status status =
        search_match_text(&past->query, "", text, past->cancel, false, &match, err);
    if (status == STATUS_OK)
        *has = has_facts(&past->query, text);
    search_match_finish(&match);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

/* --- walking --- */

enum status search_past_open(struct repository *repo, struct query *query, struct search_past **out,
                             struct error *err)
{
    struct search_past *past = mem_zalloc(1, sizeof(*past));
    past->query = *query;
    *query = (struct query){0};
    struct lost_options options = {.wants = past_wants, .judge = past_judge, .data = past};
    bool links = false;
    for (size_t i = 0; i < past->query.condition_count; i++) {
        const struct query_condition *condition = &past->query.conditions[i];
        links = links || condition->filter == QUERY_TO;
        if (condition->filter == QUERY_SINCE && condition->since > options.since)
            options.since = condition->since;
    }
    enum status status =
        links ? error_set(err, STATUS_INVALID, "to: is not for earlier versions: leave it out")
              : lost_open(repo, &options, &past->walk, err);
    if (status == STATUS_OK)
        *out = past;
    else
        search_past_close(past);
    return status;
}

void search_past_close(struct search_past *past)
{
    if (!past)
        return;
    lost_close(past->walk);
    query_finish(&past->query);
    free(past);
}

size_t search_past_visited(const struct search_past *past)
{
    return lost_visited(past->walk);
}

size_t search_past_left_out(const struct search_past *past)
{
    return lost_left_out(past->walk);
}

static char *past_title(struct view text, const char *path)
{
    struct search_facts facts = {0};
    search_facts_read(text, &facts);
    struct view stem = path_stem(view_of(path));
    char *title =
        facts.titled ? mem_string(str_text(&facts.title)) : mem_string_n(stem.data, stem.len);
    search_facts_finish(&facts);
    return title;
}

static enum status past_fill(struct search_past *past, struct search_past_found *out,
                             struct error *err)
{
    struct search_match match = {0};
    struct str snippet = {0};
    struct view text = str_view(&out->lost.text);
    enum status status =
        search_match_text(&past->query, "", text, past->cancel, false, &match, err);
    if (status == STATUS_ABSENT) /* it could not be read again */
        status = STATUS_OK;
    if (status == STATUS_OK) {
        out->title = past_title(text, out->lost.path);
        out->line = match.line;
        search_snippet(&past->query, text, &match, SNIPPET_BYTES, &snippet, &out->ranges,
                       &out->range_count);
        out->snippet = snippet.data ? str_take(&snippet) : mem_string("");
        str_add_char(&match.found, '\0');
        out->found = str_take(&match.found);
    }
    search_match_finish(&match);
    str_finish(&out->lost.text);
    return status;
}

enum status search_past_next(struct search_past *past, const atomic_bool *cancel,
                             struct search_past_found *out, struct error *err)
{
    *out = (struct search_past_found){0};
    past->cancel = cancel;
    enum status status = lost_next(past->walk, cancel, &out->lost, err);
    if (status != STATUS_OK)
        return status;
    status = past_fill(past, out, err);
    if (status != STATUS_OK)
        search_past_found_finish(out);
    return status;
}
