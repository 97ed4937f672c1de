#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/when.h"
#include "core/store/log.h"
#include "core/text/cluster.h"
#include "core/text/json.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_note.h"
#include "tui/cli/cli_option.h"
#include "tui/cli/cli_workspace.h"
#include "tui/log_day.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

/* `palimpsest recent "7 days"`: the commits of a span, newest first, under their days. */

struct recent {
    struct repository *repo;
    bool json;
    char day[64]; /* the last one told */
};

static void add_day(struct recent *recent, const struct tm *tm, struct str *out)
{
    char day[64];
    strftime(day, sizeof(day), "%Y-%m-%d  %A", tm);
    if (strcmp(day, recent->day) == 0)
        return;
    str_addf(out, "%s%s\n", recent->day[0] ? "\n" : "", day);
    memcpy(recent->day, day, sizeof(day));
}

/* `text` in `cols` cells, and two more. */
static void add_cell(struct str *out, struct view text, size_t cols)
{
    struct str shown = {0};
    cluster_add_shown(&shown, text);
    struct view view = str_view(&shown);
    size_t at = 0, used = 0;
    struct cluster cluster;
    while (at < view.len) {
        size_t next = cluster_next(view, at, &cluster);
        if (used + cluster.width > cols)
            break;
        used += cluster.width;
        at = next;
    }
    str_add(out, view_slice(view, 0, at));
    str_add_many(out, ' ', cols + 2 - used);
    str_finish(&shown);
}

static void add_text(struct recent *recent, const struct log_commit *commit,
                     const struct diff *diff, struct str *out)
{
    time_t time = (time_t)(commit->time + (int64_t)commit->offset * 60);
    struct view subject = view_of(commit->subject), area = log_day_area(subject);
    size_t added = 0, removed = 0;
    char clock[8] = "", figures[32];
    struct tm tm;
    for (size_t i = 0; i < diff->file_count; i++) {
        added += diff->files[i].added;
        removed += diff->files[i].removed;
    }
    if (gmtime_r(&time, &tm)) {
        add_day(recent, &tm, out);
        strftime(clock, sizeof(clock), "%H:%M", &tm);
    }
    snprintf(figures, sizeof(figures), "+%zu -%zu", added, removed);
    str_addf(out, "  %s  ", clock);
    add_cell(out, area.len ? area : VIEW(""), 9);
    add_cell(out, view_of(commit->author), 16);
    add_cell(out, view_of(figures), 9);
    if (area.len)
        subject = view_trim(view_slice(subject, area.len + 1, subject.len));
    cluster_add_shown(out, subject);
    str_add_char(out, '\n');
}

static void add_json(const struct log_commit *commit, const struct diff *diff, struct str *out)
{
    struct view area = log_day_area(view_of(commit->subject));
    str_addf(out, "{\"id\":\"%s\",\"time\":%lld,\"offset\":%d,\"author\":", commit->id,
             (long long)commit->time, commit->offset);
    json_add_string(out, view_of(commit->author));
    str_add_text(out, ",\"area\":");
    json_add_string(out, area);
    str_add_text(out, ",\"subject\":");
    json_add_string(out, view_of(commit->subject));
    str_add_text(out, ",\"files\":[");
    for (size_t i = 0; i < diff->file_count; i++) {
        const struct diff_file *file = &diff->files[i];
        str_addf(out, "%s{\"path\":", i ? "," : "");
        json_add_string(out, view_of(file->status == 'D' ? file->old_path : file->new_path));
        str_addf(out, ",\"status\":\"%c\",\"added\":%zu,\"removed\":%zu}", file->status,
                 file->added, file->removed);
    }
    str_add_text(out, "]}\n");
}

static enum status tell(struct recent *recent, const struct log_commit *commit, bool *ok,
                        struct error *err)
{
    const struct diff_options options = {.context = DIFF_NO_CONTEXT};
    struct str out = {0};
    struct diff diff;
    enum status status = diff_commit(recent->repo, commit->id, &options, NULL, &diff, err);
    if (status != STATUS_OK)
        return status;
    if (recent->json)
        add_json(commit, &diff, &out);
    else
        add_text(recent, commit, &diff, &out);
    diff_finish(&diff);
    *ok = fwrite(str_text(&out), 1, out.len, stdout) == out.len;
    str_finish(&out);
    return STATUS_OK;
}

static int tell_all(struct recent *recent, int64_t since)
{
    const struct log_options options = {.since = since};
    struct log_walk *walk = NULL;
    struct log_commit commit;
    struct error err;
    bool ok = true;
    enum status status = log_open(recent->repo, &options, &walk, &err);
    while (ok && status == STATUS_OK) {
        status = log_next(walk, NULL, &commit, &err);
        if (status != STATUS_OK)
            break;
        status = tell(recent, &commit, &ok, &err);
        log_commit_finish(&commit);
    }
    log_close(walk);
    if (status != STATUS_OK && status != STATUS_ABSENT)
        return cli_fail(&err);
    return cli_end(ok);
}

int cli_recent(const char *dir, int argc, char **argv)
{
    struct recent recent = {0};
    const struct cli_option table[] = {{"--json", NULL, &recent.json}};
    const char *words[8];
    struct str span = {0};
    struct error err;
    int64_t since = 0;
    size_t count;
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, words, ARRAY_LEN(words), &count))
        return 2;
    for (size_t i = 0; i < count; i++)
        str_addf(&span, "%s%s", i ? " " : "", words[i]);
    if (!count)
        str_add_text(&span, "7 days");
    enum status status = when_parse(str_view(&span), clock_now(), &since, &err);
    str_finish(&span);
    if (status != STATUS_OK) {
        cli_fail(&err);
        return 2;
    }
    if (repository_open(dir, &recent.repo, &err) != STATUS_OK)
        return cli_fail(&err);
    int code = tell_all(&recent, since);
    repository_free(recent.repo);
    return code;
}
