#include "tui/cli/cli_search.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/json.h"
#include "core/workspace/search.h"
#include "core/workspace/search_cache.h"
#include "core/workspace/workspace.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_workspace.h"
#include "tui/crew.h"
#include "tui/index_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const search_panes[SECTION_COUNT] = {"self", "todo", "memory", "drafts",
                                                        "files"};

static const char *search_pane(const struct search_result *result)
{
    return search_panes[result->section < SECTION_COUNT ? result->section : SECTION_FILES];
}

void cli_search_add_time(struct str *out, int64_t seconds)
{
    char when[32] = "";
    time_t time = (time_t)seconds;
    struct tm tm;
    if (gmtime_r(&time, &tm))
        strftime(when, sizeof(when), "%Y-%m-%dT%H:%M:%SZ", &tm);
    str_addf(out, "\"%s\"", when);
}

void cli_search_add_found(struct str *out, const char *found)
{
    str_add_text(out, ",\"found\":[");
    for (const char *first = found; *found; found += strlen(found) + 1) {
        if (found != first)
            str_add_char(out, ',');
        json_add_string(out, view_of(found));
    }
    str_add_char(out, ']');
}

static void search_add_json(struct str *out, const struct search_result *result)
{
    str_add_text(out, "{\"path\":");
    json_add_string(out, view_of(result->path));
    str_add_text(out, ",\"title\":");
    json_add_string(out, view_of(result->title));
    str_addf(out, ",\"pane\":\"%s\",\"changed\":", search_pane(result));
    cli_search_add_time(out, result->mtime / 1000000000);
    str_addf(out, ",\"rank\":%u,\"line\":%u,\"text\":", result->rank, result->line);
    json_add_string(out, view_trim(view_of(result->snippet)));
    cli_search_add_found(out, result->found);
    str_add_text(out, "}\n");
}

void cli_search_add_snippet(struct str *out, struct view snippet, const struct search_range *ranges,
                            size_t count, bool color)
{
    size_t at = 0;
    str_add_text(out, "    ");
    for (size_t i = 0; color && i < count; i++) {
        if (ranges[i].start < at)
            continue;
        cluster_add_shown(out, view_slice(snippet, at, ranges[i].start));
        str_add_text(out, "\033[1m");
        at = (size_t)ranges[i].start + ranges[i].len;
        cluster_add_shown(out, view_slice(snippet, ranges[i].start, at));
        str_add_text(out, "\033[0m");
    }
    cluster_add_shown(out, view_slice(snippet, at, snippet.len));
    str_add_char(out, '\n');
}

static void search_add_plain(struct str *out, const struct search_result *result, bool color)
{
    cluster_add_shown(out, view_of(result->path));
    if (result->line)
        str_addf(out, ":%u", result->line);
    str_add_text(out, color ? "  \033[1m" : "  ");
    cluster_add_shown(out, view_of(result->title));
    str_add_text(out, color ? "\033[0m\n" : "\n");
    cli_search_add_snippet(out, view_of(result->snippet), result->ranges, result->range_count,
                           color);
}

/* The index, from the cache and made true; kept when that was much work. */
static enum status search_open(const struct workspace *ws, struct search_index *index,
                               struct error *err)
{
    struct search_files files = {0};
    search_cache_load(index, ws->folder.path, NULL);
    search_files_add_catalog(&files, ws->catalog);
    bool made = index_parts_make(index, &ws->folder, &files, NULL);
    enum status status =
        made ? STATUS_OK : search_index_sync(index, &ws->folder, &files, NULL, err);
    search_files_finish(&files);
    if (status == STATUS_OK && (made || search_index_wants_save(index)))
        search_cache_save(index, ws->folder.path, NULL);
    return status;
}

static int search_print(const struct search_results *results, size_t most, bool json)
{
    struct str out = {0}, summary = {0};
    bool color = !json && cli_color("auto");
    for (size_t i = 0; i < results->count && i < most; i++)
        if (json)
            search_add_json(&out, &results->items[i]);
        else
            search_add_plain(&out, &results->items[i], color);
    search_add_summary(results, &summary);
    bool none = results->total == 0, cut = results->total > most;
    if (cut) {
        str_clear(&summary);
        str_addf(&summary, "%zu of %zu files; -n shows more", most, results->total);
    }
    int code = cli_print(&out);
    if (code == 0 && (none || cut || results->limited))
        fprintf(stderr, "palimpsest: %s\n", str_text(&summary));
    str_finish(&summary);
    return code ? code : none;
}

static int search_run(const char *dir, struct query *query, size_t most, bool json)
{
    struct workspace ws;
    struct error err;
    struct search_results results = {0};
    struct search_index *index = search_index_new();
    struct search *search = NULL;
    enum status status = workspace_open(dir, 0, &ws, &err);
    if (status != STATUS_OK) {
        search_index_free(index);
        query_finish(query);
        return cli_fail(&err);
    }
    struct search_authors *authors = search_authors_new();
    struct search_crew crew = crew_of_cores();
    struct search_options options = {
        .ask = true, .rules = &ws.rules, .authors = authors, .crew = &crew};
    search = search_new(index, &ws.folder, &options, query);
    status = search_open(&ws, index, &err);
    while (status == STATUS_OK && !results.done) {
        struct search_results some;
        status = search_step(search, 1000, NULL, &err);
        search_take(search, &some);
        search_results_merge(&results, &some);
    }
    int code = status == STATUS_OK ? search_print(&results, most, json) : cli_fail(&err);
    search_results_finish(&results);
    search_free(search);
    search_authors_free(authors);
    search_index_free(index);
    workspace_close(&ws);
    return code;
}

int cli_search(const char *dir, int argc, char **argv)
{
    struct str text = {0};
    struct query query;
    struct error err;
    bool json = false, past = false, options = true;
    size_t most = 50;
    int wrong = 0;
    for (int i = 1; i < argc && !wrong; i++) {
        if (options && strcmp(argv[i], "--json") == 0) {
            json = true;
        } else if (options && strcmp(argv[i], "--history") == 0) {
            past = true;
        } else if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && strcmp(argv[i], "-n") == 0) {
            char *end;
            unsigned long number = i + 1 < argc ? strtoul(argv[++i], &end, 10) : 0;
            if (number < 1 || number > SEARCH_RESULTS_MAX || *end)
                wrong = cli_wrong("search -n wants a number from 1 to 1000");
            most = number;
        } else {
            str_addf(&text, "%s%s", text.len ? " " : "", argv[i]);
        }
    }
    if (!wrong && !view_trim(str_view(&text)).len)
        wrong = cli_wrong("search wants what to search for, such as: search letter tag:open");
    if (!wrong && query_parse(str_view(&text), clock_now(), &query, &err) != STATUS_OK)
        wrong = cli_fail(&err) + 1;
    if (!wrong && query_is_empty(&query)) {
        query_finish(&query);
        wrong = cli_wrong("search: a filter wants a value, such as tag:open");
    }
    for (size_t i = 0; !wrong && past && i < query.condition_count; i++)
        if (query.conditions[i].filter == QUERY_TO || query.conditions[i].filter == QUERY_BY) {
            query_finish(&query);
            wrong = cli_wrong("search --history does not know to: and by:");
        }
    str_finish(&text);
    return wrong  ? wrong
           : past ? cli_search_history(dir, &query, most, json)
                  : search_run(dir, &query, most, json);
}
