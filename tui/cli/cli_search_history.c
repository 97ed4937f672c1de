#include "core/base/clock.h"
#include "core/text/cluster.h"
#include "core/text/json.h"
#include "core/workspace/search_past.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_search.h"
#include "tui/cli/cli_workspace.h"

#include <stdio.h>

/* `palimpsest search --history`: each file is told when it is found. */

static void past_add_json(struct str *out, const struct search_past_found *found)
{
    const struct lost_text *lost = &found->lost;
    str_add_text(out, "{\"path\":");
    json_add_string(out, view_of(lost->path));
    str_add_text(out, ",\"title\":");
    json_add_string(out, view_of(found->title));
    str_addf(out, ",\"line\":%u,\"text\":", found->line);
    json_add_string(out, view_trim(view_of(found->snippet)));
    cli_search_add_found(out, found->found);
    str_add_text(out, ",\"removed\":");
    cli_search_add_time(out, lost->time);
    str_addf(out, ",\"deleted\":%s,\"commit\":\"%s\",\"last\":\"%s\",\"author\":",
             lost->deleted ? "true" : "false", lost->id, lost->last);
    json_add_string(out, view_of(lost->author));
    str_add_text(out, ",\"subject\":");
    json_add_string(out, view_of(lost->subject));
    str_add_text(out, "}\n");
}

static void past_add_plain(struct str *out, const struct search_past_found *found, bool color)
{
    const struct lost_text *lost = &found->lost;
    struct str line = {0};
    cluster_add_shown(out, view_of(lost->path));
    if (found->line)
        str_addf(out, ":%u", found->line);
    str_add_text(out, color ? "  \033[1m" : "  ");
    cluster_add_shown(out, view_of(found->title));
    str_add_text(out, color ? "\033[0m\n" : "\n");
    cli_search_add_snippet(out, view_of(found->snippet), found->ranges, found->range_count, color);
    str_addf(&line, "%s ", lost->deleted ? "deleted" : "removed");
    clock_add_long(&line, lost->time, clock_now());
    str_addf(&line, " by %s, %.7s: %s", lost->author, lost->id, lost->subject);
    str_add_text(out, "    ");
    cluster_add_shown(out, str_view(&line));
    str_add_char(out, '\n');
    str_finish(&line);
}

static bool past_tell(const struct search_past_found *found, bool json)
{
    struct str out = {0};
    if (json)
        past_add_json(&out, found);
    else
        past_add_plain(&out, found, cli_color("auto"));
    bool ok = fwrite(str_text(&out), 1, out.len, stdout) == out.len && fflush(stdout) == 0;
    str_finish(&out);
    return ok;
}

static int past_end(const struct search_past *past, size_t count, size_t most, bool ok)
{
    size_t left_out = search_past_left_out(past);
    int code = cli_end(ok);
    if (code == 0 && count == 0)
        fprintf(stderr, "palimpsest: nothing in %zu commits that is gone now\n",
                search_past_visited(past));
    if (code == 0 && count == most)
        fprintf(stderr, "palimpsest: the newest %zu; -n shows more\n", most);
    if (code == 0 && left_out)
        fprintf(stderr, "palimpsest: %zu texts or commits are too large and were left out\n",
                left_out);
    return code ? code : count == 0;
}

int cli_search_history(const char *dir, struct query *query, size_t most, bool json)
{
    struct repository *repo = NULL;
    struct search_past *past = NULL;
    struct error err;
    size_t count = 0;
    bool ok = true;
    enum status status = repository_open(dir, &repo, &err);
    if (status != STATUS_OK)
        query_finish(query);
    else
        status = search_past_open(repo, query, &past, &err);
    while (ok && count < most && (status == STATUS_OK || status == STATUS_BUSY)) {
        struct search_past_found found;
        status = search_past_next(past, NULL, &found, &err);
        if (status != STATUS_OK)
            continue;
        ok = past_tell(&found, json);
        search_past_found_finish(&found);
        count++;
    }
    bool ended = status == STATUS_OK || status == STATUS_BUSY || status == STATUS_ABSENT;
    int code = past && ended ? past_end(past, count, most, ok) : cli_fail(&err);
    search_past_close(past);
    repository_free(repo);
    return code;
}
