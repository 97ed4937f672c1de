#include "tui/cli/cli_history.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/base/when.h"
#include "core/store/log.h"
#include "core/store/revision.h"
#include "core/text/json.h"
#include "core/workspace/settings.h"
#include "tui/cli/cli_option.h"
#include "tui/cli/cli_workspace.h"
#include "tui/cli/plain.h"
#include "tui/diff_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The verbs that read history. What is listed is written as it is found. */

/* --- log --- */

struct log_style {
    bool oneline, json, stat, color;
    unsigned long count;
    int64_t now;
};

static void add_json(struct str *out, const struct log_commit *commit, const struct log_stat *stat)
{
    str_addf(out, "{\"id\":\"%s\",\"author\":", commit->id);
    json_add_string(out, view_of(commit->author));
    str_add_text(out, ",\"email\":");
    json_add_string(out, view_of(commit->email));
    str_addf(out, ",\"time\":%lld,\"offset\":%d,\"subject\":", (long long)commit->time,
             commit->offset);
    json_add_string(out, view_of(commit->subject));
    str_add_text(out, ",\"parents\":[");
    for (size_t i = 0; i < commit->parent_count; i++)
        str_addf(out, "%s\"%s\"", i ? "," : "", commit->parents[i]);
    str_addf(out, "],\"by_program\":%s", commit->helped ? "true" : "false");
    if (stat)
        str_addf(out, ",\"files\":%zu,\"added\":%zu,\"removed\":%zu", stat->files, stat->added,
                 stat->removed);
    str_add_text(out, "}\n");
}

static void add_columns(struct page *page, const struct log_commit *commit,
                        const struct log_stat *stat, const struct log_style *style)
{
    struct str text = {0};
    char id[8];
    snprintf(id, sizeof(id), "%.7s", commit->id);
    cli_add_cell(page, id, 7, ROLE_COMMIT);
    if (!style->oneline) {
        clock_add_date(&text, commit->time, commit->offset);
        cli_add_cell(page, str_text(&text), 16, ROLE_DATE);
        cli_add_cell(page, commit->author, 16, ROLE_AUTHOR);
    }
    if (stat) {
        str_clear(&text);
        str_addf(&text, "+%zu -%zu", stat->added, stat->removed);
        cli_add_cell(page, str_text(&text), 9, ROLE_DIM);
    }
    page_add_text(page, commit->subject, ROLE_TEXT, 0);
    page_end_row(page, 0);
    str_finish(&text);
}

static bool write_commit(const struct log_commit *commit, const struct log_stat *stat,
                         const struct log_style *style)
{
    struct page page = {0};
    struct str out = {0};
    bool ok;
    if (style->json) {
        add_json(&out, commit, stat);
        ok = fwrite(str_text(&out), 1, out.len, stdout) == out.len;
        str_finish(&out);
        return ok;
    }
    add_columns(&page, commit, stat, style);
    ok = plain_write_page(stdout, &page, style->color);
    page_finish(&page);
    return ok;
}

static int list_commits(struct repository *repo, const struct log_options *options,
                        const struct log_style *style)
{
    struct log_walk *walk = NULL;
    struct log_commit commit;
    struct log_stat stat;
    struct error err;
    bool ok = true;
    enum status status = log_open(repo, options, &walk, &err);
    for (unsigned long i = 0; ok && status == STATUS_OK && i < style->count; i++) {
        status = log_next(walk, NULL, &commit, &err);
        if (status != STATUS_OK)
            break;
        if (style->stat)
            status = log_stat_read(repo, commit.id, NULL, &stat, &err);
        if (status == STATUS_OK)
            ok = write_commit(&commit, style->stat ? &stat : NULL, style);
        log_commit_finish(&commit);
    }
    log_close(walk);
    if (status == STATUS_INVALID) {
        cli_fail(&err);
        return 2;
    }
    return status == STATUS_OK || status == STATUS_ABSENT ? cli_end(ok) : cli_fail(&err);
}

static bool read_time(const char *text, int64_t now, int64_t *out, struct error *err)
{
    return !text || when_parse(view_of(text), now, out, err) == STATUS_OK;
}

static bool read_count(const char *text, unsigned long *out)
{
    char *end;
    *out = strtoul(text, &end, 10);
    return *text >= '0' && *text <= '9' && !*end;
}

int cli_log(const char *dir, int argc, char **argv)
{
    struct log_options options = {0};
    struct log_style style = {.now = clock_now()};
    const char *since = NULL, *until = NULL, *count = "4294967295", *when = "auto";
    const struct cli_option table[] = {
        {"--author", &options.author, NULL},
        {"--since", &since, NULL},
        {"--until", &until, NULL},
        {"--path", &options.glob, NULL},
        {"--subject", &options.subject, NULL},
        {"--text", &options.text, NULL},
        {"--from", &options.from, NULL},
        {"-n", &count, NULL},
        {"--color", &when, NULL},
        {"--oneline", NULL, &style.oneline},
        {"--json", NULL, &style.json},
        {"--stat", NULL, &style.stat},
    };
    struct repository *repo = NULL;
    struct error err;
    for (int i = 1; i < argc; i++) {
        if (cli_take(table, ARRAY_LEN(table), argc, argv, &i))
            continue;
        if (argv[i][0] == '-' || options.path)
            return cli_wrong(argv[i][0] == '-' ? "log has no such option, or it wants a value"
                                               : "log takes one path");
        options.path = argv[i];
    }
    if (!cli_is_color(when) || !read_count(count, &style.count))
        return cli_wrong("log -n wants a number, --color auto, always or never");
    if (!read_time(since, style.now, &options.since, &err) ||
        !read_time(until, style.now, &options.until, &err)) {
        cli_fail(&err);
        return 2;
    }
    style.color = cli_color(when);
    if (options.path && path_check(view_of(options.path), &err) != STATUS_OK)
        return cli_fail(&err);
    if (repository_open(dir, &repo, &err) != STATUS_OK)
        return cli_fail(&err);
    char *cache = options.path ? settings_cache_folder() : NULL;
    options.index = options.path ? path_index_open(repo, cache) : NULL;
    int code = list_commits(repo, &options, &style);
    path_index_close(options.index);
    free(cache);
    repository_free(repo);
    return code;
}

/* --- diff, show REV --- */

static int write_diff(struct diff *diff, bool head, const struct diff_page_options *options,
                      bool color)
{
    struct page page = {0};
    if (head)
        diff_page_add_head(&page, diff, options->cols);
    diff_page_add_files(&page, diff, options);
    int code = cli_end(plain_write_page(stdout, &page, color));
    page_finish(&page);
    diff_finish(diff);
    return code;
}

static bool read_columns(const char *text, unsigned *out)
{
    unsigned long number;
    if (!text)
        return true;
    if (!read_count(text, &number) || number < 4 || number > 1000)
        return false;
    *out = (unsigned)number;
    return true;
}

int cli_diff(const char *dir, int argc, char **argv)
{
    const char *names[3] = {0}, *when = "auto", *width = NULL;
    bool words = false;
    const struct cli_option table[] = {
        {"--words", NULL, &words}, {"--color", &when, NULL}, {"-w", &width, NULL}};
    struct diff_page_options look = {.cols = cli_columns()};
    struct repository *repo = NULL;
    struct error err;
    struct diff diff;
    char from[41], to[41];
    size_t count = 0;
    for (int i = 1; i < argc; i++) {
        if (cli_take(table, ARRAY_LEN(table), argc, argv, &i))
            continue;
        if (argv[i][0] == '-' || count == 3)
            return cli_wrong("diff wants two commits, and a path or none");
        names[count++] = argv[i];
    }
    if (count < 2 || !cli_is_color(when) || !read_columns(width, &look.cols))
        return cli_wrong("diff wants two commits, -w 4 to 1000, --color auto, always or never");
    look.words = words;
    look.marks = words && !cli_color(when);
    enum status status = repository_open(dir, &repo, &err);
    if (status == STATUS_OK)
        status = revision_find(repo, names[0], from, &err);
    if (status == STATUS_OK)
        status = revision_find(repo, names[1], to, &err);
    if (status == STATUS_OK)
        status = diff_commits(repo, from, to, &(struct diff_options){.path = names[2]}, NULL, &diff,
                              &err);
    int code =
        status == STATUS_OK ? write_diff(&diff, false, &look, cli_color(when)) : cli_fail(&err);
    repository_free(repo);
    return code;
}

static int show_commit(struct repository *repo, const char *id, unsigned cols, bool color)
{
    const struct diff_page_options look = {.cols = cols, .words = color};
    struct diff diff;
    struct error err;
    if (diff_commit(repo, id, NULL, NULL, &diff, &err) != STATUS_OK)
        return cli_fail(&err);
    return write_diff(&diff, true, &look, color);
}

static int show_file(struct repository *repo, const char *id, const char *path, unsigned cols,
                     bool color)
{
    struct str text = {0};
    struct error err;
    enum status status = log_read_file(repo, id, path, &text, &err);
    int code = status == STATUS_OK
                   ? cli_show_text(str_view(&text), path_name(view_of(path)), cols, color)
                   : cli_fail(&err);
    str_finish(&text);
    return code;
}

int cli_show_version(const char *dir, const char *name, unsigned cols, bool color,
                     const struct error *absent)
{
    struct repository *repo = NULL;
    struct error err;
    char id[41];
    size_t colon = strcspn(name, ":");
    const char *path = name[colon] ? name + colon + 1 : NULL;
    char *rev = mem_string_n(name, colon);
    int code;
    if (repository_open(dir, &repo, &err) != STATUS_OK)
        code = cli_fail(path ? &err : absent);
    else if (revision_find(repo, rev, id, &err) != STATUS_OK)
        code = cli_fail(path ? &err : absent);
    else if (path)
        code = show_file(repo, id, path, cols, color);
    else
        code = show_commit(repo, id, cols, color);
    repository_free(repo);
    free(rev);
    return code;
}
