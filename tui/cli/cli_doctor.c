#include "tui/cli/cli_doctor.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/json.h"
#include "core/workspace/doctor.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_option.h"
#include "tui/cli/cli_workspace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `palimpsest doctor [--json] [--fix N|all]`: what is wrong in the workspace as a whole. Status 0
 * when nothing is left to do, 1 when something is, 2 for wrong use. */

struct doctor_cli {
    struct workspace ws;
    struct doctor_report report;
    bool json;
};

static void add_json_field(struct str *out, const char *key, struct view value)
{
    str_addf(out, ",\"%s\":", key);
    json_add_string(out, value);
}

static void add_json(const struct doctor_problem *problem, size_t number, struct str *out)
{
    struct str words = {0};
    str_addf(out, "{\"number\":%zu,\"kind\":\"%s\"", number, doctor_kind_word(problem->kind));
    add_json_field(out, "path", view_of(problem->path));
    if (problem->other)
        add_json_field(out, "other", view_of(problem->other));
    if (problem->line)
        str_addf(out, ",\"line\":%u", problem->line);
    doctor_add_problem(problem, &words);
    add_json_field(out, "problem", str_view(&words));
    str_clear(&words);
    doctor_add_cure(problem, &words);
    add_json_field(out, problem->cure == CURE_PERSON ? "person" : "fix", str_view(&words));
    str_add_text(out, "}\n");
    str_finish(&words);
}

static void add_shown(struct str *out, const char *before, struct str *words)
{
    str_add_text(out, before);
    cluster_add_shown(out, str_view(words));
    str_add_char(out, '\n');
    str_clear(words);
}

static void add_plain(const struct doctor_report *report, size_t at, struct str *out)
{
    const struct doctor_problem *problem = &report->items[at];
    struct str words = {0};
    char number[32];
    if (at == 0 || report->items[at - 1].kind != problem->kind)
        str_addf(out, "%s%s: %zu\n", at ? "\n" : "", doctor_kind_name(problem->kind),
                 report->totals[problem->kind]);
    snprintf(number, sizeof(number), "%4zu  ", at + 1);
    str_add_text(&words, problem->path);
    if (problem->line)
        str_addf(&words, ":%u", problem->line);
    add_shown(out, number, &words);
    doctor_add_problem(problem, &words);
    add_shown(out, "      ", &words);
    doctor_add_cure(problem, &words);
    add_shown(out, problem->cure == CURE_PERSON ? "      needs you: " : "      fix: ", &words);
    str_finish(&words);
}

static size_t count_problems(const struct doctor_report *report)
{
    size_t total = 0;
    for (size_t i = 0; i < DOCTOR_KINDS; i++)
        total += report->totals[i];
    return total;
}

static void add_summary(const struct doctor_report *report, struct str *out)
{
    size_t total = count_problems(report), cures = 0;
    for (size_t i = 0; i < report->count; i++)
        cures += report->items[i].cure != CURE_PERSON;
    if (total)
        str_addf(out, "%zu problem%s in %zu files, %zu can be fixed", total, total == 1 ? "" : "s",
                 report->files, cures);
    else
        str_addf(out, "nothing is wrong in %zu files", report->files);
    if (total > report->count)
        str_addf(out, "; the first %zu are listed", report->count);
    if (cures)
        str_add_text(out, ": palimpsest doctor --fix NUMBER, or all");
    if (report->unread)
        str_addf(out, "; %zu files could not be read", report->unread);
    str_add_char(out, '\n');
}

static int doctor_print(const struct doctor_cli *cli)
{
    struct str out = {0};
    for (size_t i = 0; i < cli->report.count; i++)
        if (cli->json)
            add_json(&cli->report.items[i], i + 1, &out);
        else
            add_plain(&cli->report, i, &out);
    if (!cli->json) {
        str_add_text(&out, cli->report.count ? "\n" : "");
        add_summary(&cli->report, &out);
    }
    int code = cli_print(&out);
    return code ? code : cli->report.count > 0;
}

/* --- fixing --- */

static int doctor_answer(const struct doctor_cli *cli, size_t number, const char *id,
                         const char *subject)
{
    struct str out = {0};
    if (cli->json) {
        str_addf(&out, "{\"number\":%zu,\"commit\":\"%s\"", number, id);
        add_json_field(&out, "subject", view_of(subject));
        str_add_text(&out, "}\n");
    } else {
        str_addf(&out, "%.7s ", id);
        cluster_add_shown(&out, view_of(subject));
        str_add_char(&out, '\n');
    }
    return cli_print(&out);
}

static int doctor_cure_one(struct doctor_cli *cli, size_t at)
{
    struct change_set set = {0};
    struct commit_result result;
    struct error err;
    enum status status =
        doctor_fix(&cli->ws.folder, cli->ws.catalog, &cli->report.items[at], NULL, &set, &err);
    if (status == STATUS_OK)
        status = cli_commit(&cli->ws, &set, &result, &err);
    int code =
        status == STATUS_OK ? doctor_answer(cli, at + 1, result.id, set.subject) : cli_fail(&err);
    workspace_settle(&cli->ws, &set); /* the next one resolves links in what there is now */
    change_set_finish(&set);
    return code;
}

static int doctor_cure_all(struct doctor_cli *cli)
{
    size_t left = count_problems(&cli->report) - cli->report.count;
    int code = 0;
    for (size_t i = 0; i < cli->report.count; i++)
        if (cli->report.items[i].cure == CURE_PERSON)
            left++;
        else if (doctor_cure_one(cli, i))
            code = 1;
    if (left)
        fprintf(stderr, "palimpsest: %zu problem%s need%s a person: palimpsest doctor\n", left,
                left == 1 ? "" : "s", left == 1 ? "s" : "");
    return code ? code : left > 0;
}

static int doctor_cure(struct doctor_cli *cli, const char *which)
{
    char *end;
    unsigned long number = strtoul(which, &end, 10);
    if (strcmp(which, "all") == 0)
        return doctor_cure_all(cli);
    if (*end || number < 1 || number > cli->report.count) {
        struct error err;
        (void)error_set(&err, STATUS_ABSENT, "there is no problem %s; there are %zu", which,
                        cli->report.count);
        return cli_fail(&err);
    }
    return doctor_cure_one(cli, number - 1);
}

static bool is_number(const char *text)
{
    return *text && strspn(text, "0123456789") == strlen(text);
}

int cli_doctor(const char *dir, int argc, char **argv)
{
    struct doctor_cli cli = {0};
    const char *which = NULL, *words[1];
    const struct cli_option table[] = {{"--json", NULL, &cli.json}, {"--fix", &which, NULL}};
    struct error err;
    size_t count;
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, words, 0, &count))
        return 2;
    if (which && strcmp(which, "all") != 0 && !is_number(which))
        return cli_wrong("doctor --fix wants the number of a problem, or all");
    if (workspace_open(dir, 0, &cli.ws, &err) != STATUS_OK)
        return cli_fail(&err);
    enum status status =
        doctor_examine(&cli.ws.folder, cli.ws.catalog, NULL, NULL, &cli.report, &err);
    int code = status != STATUS_OK ? cli_fail(&err)
               : which             ? doctor_cure(&cli, which)
                                   : doctor_print(&cli);
    doctor_report_finish(&cli.report);
    workspace_close(&cli.ws);
    return code;
}
