#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/blame.h"
#include "core/store/folder.h"
#include "core/text/json.h"
#include "core/workspace/settings.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_option.h"
#include "tui/cli/cli_workspace.h"
#include "tui/cli/plain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `palimpsest blame`: each line of a file with who wrote it. */

#define BLAME_TEXT_LIMIT ((size_t)8 << 20)

struct blame_call {
    const char *path, *from;
    bool json, color;
};

static void add_json_line(struct str *out, const struct blame *blame, size_t at, struct view text)
{
    const struct blame_line *line = &blame->lines[at];
    const struct blame_commit *by =
        line->commit == BLAME_NONE ? NULL : &blame->commits[line->commit];
    str_addf(out, "{\"line\":%zu,", at + 1);
    if (by) {
        str_addf(out, "\"id\":\"%s\",\"was\":%u,\"path\":", by->commit.id, line->line);
        json_add_string(out, view_of(by->path));
        str_add_text(out, ",\"author\":");
        json_add_string(out, view_of(by->commit.author));
        str_add_text(out, ",\"email\":");
        json_add_string(out, view_of(by->commit.email));
        str_addf(out, ",\"time\":%lld,\"offset\":%d,\"subject\":", (long long)by->commit.time,
                 by->commit.offset);
        json_add_string(out, view_of(by->commit.subject));
        str_addf(out, ",\"by_program\":%s", by->commit.helped ? "true" : "false");
        if (by->before_path) {
            str_addf(out, ",\"before\":\"%s\",\"before_path\":", by->before);
            json_add_string(out, view_of(by->before_path));
        }
    } else {
        str_add_text(out, "\"id\":null");
    }
    str_add_text(out, ",\"text\":");
    json_add_string(out, text);
    str_add_text(out, "}\n");
}

static void add_text(struct page *page, struct view text)
{
    size_t used = 0;
    for (size_t at = 0; at < text.len;) {
        size_t tab = view_find(text, at, '\t');
        used += page_add(page, view_slice(text, at, tab), ROLE_TEXT, 0, 0);
        if (tab < text.len) {
            page_add_blank(page, 8 - used % 8);
            used += 8 - used % 8;
        }
        at = tab + 1;
    }
}

static void add_page_line(struct page *page, const struct blame *blame, size_t at, struct view text)
{
    const struct blame_line *line = &blame->lines[at];
    struct str part = {0};
    if (line->commit == BLAME_NONE) {
        cli_add_cell(page, "-------", 7, ROLE_DIM);
        cli_add_cell(page, "not committed", 16, ROLE_DIM);
        cli_add_cell(page, "", 16, ROLE_DIM);
    } else {
        const struct log_commit *commit = &blame->commits[line->commit].commit;
        str_addf(&part, "%.7s", commit->id);
        cli_add_cell(page, str_text(&part), 7, ROLE_COMMIT);
        str_clear(&part);
        clock_add_date(&part, commit->time, commit->offset);
        cli_add_cell(page, str_text(&part), 16, ROLE_DATE);
        cli_add_cell(page, commit->author, 16, ROLE_AUTHOR);
        str_clear(&part);
    }
    str_addf(&part, "%4zu", at + 1);
    cli_add_cell(page, str_text(&part), part.len, ROLE_DIM);
    if (view_ends(text, "\r"))
        text.len--;
    add_text(page, text);
    page_end_row(page, 0);
    str_finish(&part);
}

static int write_blame(const struct blame *blame, const struct blame_call *call)
{
    struct page page = {0};
    struct str out = {0};
    struct view rest = str_view(&blame->text), line;
    for (size_t i = 0; i < blame->line_count && view_line(&rest, &line); i++)
        if (call->json)
            add_json_line(&out, blame, i, line);
        else
            add_page_line(&page, blame, i, line);
    int code = call->json ? cli_print(&out) : cli_end(plain_write_page(stdout, &page, call->color));
    page_finish(&page);
    return code;
}

/* What is on the disk, unless a commit is named or there is no such file any more. */
static enum status read_disk(const char *dir, const struct blame_call *call, struct str *out,
                             bool *there, struct error *err)
{
    struct folder folder;
    *there = false;
    if (call->from)
        return STATUS_OK;
    enum status status = folder_open(dir, &folder, err);
    if (status != STATUS_OK)
        return status;
    status = folder_read(&folder, call->path, BLAME_TEXT_LIMIT, out, NULL, err);
    folder_close(&folder);
    *there = status == STATUS_OK;
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

static int blame_file(const char *dir, const struct blame_call *call)
{
    struct repository *repo = NULL;
    struct str text = {0};
    struct error err;
    struct blame blame;
    bool there = false;
    int code = 1;
    enum status status = path_check(view_of(call->path), &err);
    if (status == STATUS_OK)
        status = repository_open(dir, &repo, &err);
    if (status == STATUS_OK)
        status = read_disk(dir, call, &text, &there, &err);
    const struct view disk = str_view(&text);
    struct blame_options options = {.from = call->from, .text = there ? &disk : NULL};
    if (status == STATUS_OK) {
        char *cache = settings_cache_folder();
        options.index = path_index_open(repo, cache);
        status = blame_read(repo, call->path, &options, NULL, &blame, &err);
        path_index_close(options.index);
        free(cache);
    }
    if (status == STATUS_OK) {
        code = write_blame(&blame, call);
        blame_finish(&blame);
    } else {
        cli_fail(&err);
    }
    str_finish(&text);
    repository_free(repo);
    return code;
}

int cli_blame(const char *dir, int argc, char **argv)
{
    struct blame_call call = {0};
    const char *when = "auto";
    const struct cli_option table[] = {
        {"--from", &call.from, NULL}, {"--color", &when, NULL}, {"--json", NULL, &call.json}};
    for (int i = 1; i < argc; i++) {
        if (cli_take(table, ARRAY_LEN(table), argc, argv, &i))
            continue;
        if (argv[i][0] == '-' || call.path)
            return cli_wrong("blame takes one path, --from REV, --json, --color WHEN");
        call.path = argv[i];
    }
    if (!call.path || !cli_is_color(when))
        return cli_wrong("blame wants a path; --color auto, always or never");
    call.color = cli_color(when);
    return blame_file(dir, &call);
}
