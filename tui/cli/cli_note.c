#include "tui/cli/cli_note.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/json.h"
#include "core/workspace/note_facts.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_note_parts.h"
#include "tui/cli/cli_workspace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The verbs of `palimpsest note` that only read, and what all of them share. */

void note_cli_add(struct str *out, const char *key, struct view value)
{
    str_addf(out, "%s\"%s\":", out->len > 1 ? "," : "", key);
    json_add_string(out, value);
}

/* Names of failures that a program can tell apart. */
static const char *status_name(enum status status)
{
    static const char *const names[] = {"ok",   "invalid",  "absent",  "exists", "io",
                                        "busy", "conflict", "refused", "limit",  "cancelled"};
    return (size_t)status < ARRAY_LEN(names) ? names[status] : "io";
}

int note_cli_fail(const struct note_cli *cli, const char *path, const struct error *err)
{
    if (cli->json) {
        struct str out = {0};
        char hash[SHA256_HEX];
        struct str text = {0};
        str_add_char(&out, '{');
        note_cli_add(&out, "error", view_of(status_name(err->status)));
        note_cli_add(&out, "message", view_of(err->text));
        if (path && cli->ws.catalog && workspace_read(&cli->ws, path, &text, NULL) == STATUS_OK) {
            sha256_of(str_view(&text), hash);
            note_cli_add(&out, "path", view_of(path));
            note_cli_add(&out, "checksum", view_of(hash));
        }
        str_add_text(&out, "}\n");
        str_finish(&text);
        (void)cli_print(&out);
    }
    return cli_fail(err);
}

bool note_cli_open(struct note_cli *cli, const char *dir, struct error *err)
{
    return workspace_open(dir, 0, &cli->ws, err) == STATUS_OK;
}

static void add_trailer(struct str *out, const char *name, const char *value)
{
    if (!value || !*value)
        return;
    str_addf(out, "%s%s: ", out->len ? "\n" : "", name);
    for (const char *c = value; *c; c++)
        str_add_char(out, (unsigned char)*c < 0x20 || *c == 0x7F ? ' ' : *c);
}

enum status note_cli_commit(const struct note_cli *cli, struct change_set *set,
                            struct commit_result *result, struct error *err)
{
    struct str body = {0};
    add_trailer(&body, "Agent", cli->agent);
    add_trailer(&body, "Session", cli->session);
    if (body.len && !set->body)
        set->body = str_take(&body);
    str_finish(&body);
    return cli_commit(&cli->ws, set, result, err);
}

static void add_tags(struct str *out, const struct note_meta *meta)
{
    str_add_text(out, ",\"tags\":[");
    for (size_t i = 0; i < meta->tag_count; i++) {
        str_add_text(out, i ? "," : "");
        json_add_string(out, view_of(meta->tags[i]));
    }
    str_add_char(out, ']');
}

/* Everything a note says of itself, without its text. */
static void add_object(struct str *out, const struct workspace *ws, const char *path,
                       struct view text)
{
    struct note_meta meta;
    char hash[SHA256_HEX];
    static const char *const keys[NOTE_LINES] = {"emotion", "intensity", "trigger", "date"};
    note_meta_read(text, &meta);
    sha256_of(text, hash);
    note_cli_add(out, "title", view_of(meta.title));
    note_cli_add(out, "permalink", view_of(meta.permalink));
    note_cli_add(out, "file_path", view_of(note_below_memory(ws, path)));
    note_cli_add(out, "path", view_of(path));
    note_cli_add(out, "checksum", view_of(hash));
    add_tags(out, &meta);
    for (size_t i = 0; i < NOTE_LINES; i++)
        if (meta.lines[i][0])
            note_cli_add(out, keys[i], view_of(meta.lines[i]));
    note_meta_finish(&meta);
}

static void add_facts(struct str *out, const struct note_facts *facts)
{
    if (facts->category_count)
        str_add_text(out, "\n## Observations\n");
    for (size_t i = 0; i < facts->category_count; i++)
        str_addf(out, "- %s: %zu\n", facts->categories[i].name, facts->categories[i].count);
    if (facts->resolved + facts->unresolved == 0)
        return;
    str_addf(out, "\n## Relations\n- Resolved: %zu\n", facts->resolved);
    if (facts->unresolved)
        str_addf(out,
                 "- Unresolved: %zu\n\nNote: Unresolved relations point to entities that "
                 "don't exist yet.\n",
                 facts->unresolved);
}

/* The answer of basic-memory's tools, line by line. */
static void add_answer(struct str *out, const struct note_cli *cli, const char *done,
                       const char *path, struct view text)
{
    struct note_meta meta;
    struct note_facts facts;
    char hash[SHA256_HEX];
    note_meta_read(text, &meta);
    note_facts_read(text, cli->ws.catalog, &facts);
    sha256_of(text, hash);
    str_addf(out, "# %s note\nfile_path: %s\npermalink: %s\nchecksum: %.8s\n", done,
             note_below_memory(&cli->ws, path), meta.permalink, hash);
    add_facts(out, &facts);
    if (meta.tag_count)
        str_add_text(out, "\n## Tags\n- ");
    for (size_t i = 0; i < meta.tag_count; i++)
        str_addf(out, "%s%s", i ? ", " : "", meta.tags[i]);
    if (meta.tag_count)
        str_add_char(out, '\n');
    note_facts_finish(&facts);
    note_meta_finish(&meta);
}

int note_cli_answer(const struct note_cli *cli, const char *done, const char *path,
                    struct view text, struct view more)
{
    struct str out = {0};
    if (cli->json) {
        struct str action = {0};
        for (const char *c = done; *c; c++)
            str_add_char(&action, (char)(*c >= 'A' && *c <= 'Z' ? *c + 32 : *c));
        str_add_char(&out, '{');
        note_cli_add(&out, "action", str_view(&action));
        add_object(&out, &cli->ws, path, text);
        str_add_text(&out, "}\n");
        str_finish(&action);
        return cli_print(&out);
    }
    add_answer(&out, cli, done, path, text);
    str_add(&out, more);
    int code = cli_print_lines(str_view(&out));
    str_finish(&out);
    return code;
}

/* --- read --- */

/* The note as it is; on a terminal through the filter. */
static int print_note(const struct note_cli *cli, const char *path, struct str *text)
{
    struct str out = {0};
    if (!cli->json)
        return isatty(STDOUT_FILENO) ? cli_print_lines(str_view(text)) : cli_print(text);
    str_add_char(&out, '{');
    add_object(&out, &cli->ws, path, str_view(text));
    note_cli_add(&out, "content", str_view(text));
    str_add_text(&out, "}\n");
    return cli_print(&out);
}

static int note_read(const char *dir, int argc, char **argv)
{
    struct note_cli cli = {0};
    const struct cli_option table[] = {{"--json", NULL, &cli.json}};
    const char *name = NULL;
    char *path = NULL;
    struct str text = {0};
    struct error err;
    size_t count;
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, &name, 1, &count))
        return 2;
    if (count == 0)
        return cli_wrong("note read wants a permalink, a path or a title");
    bool open = note_cli_open(&cli, dir, &err);
    bool found = open && note_find(&cli.ws, name, true, &path, &err) == STATUS_OK &&
                 workspace_read(&cli.ws, path, &text, &err) == STATUS_OK;
    int code = found ? print_note(&cli, path, &text) : note_cli_fail(&cli, NULL, &err);
    if (open)
        workspace_close(&cli.ws);
    free(path);
    str_finish(&text);
    return code;
}

/* --- list --- */

static bool has_tag(const struct note_meta *meta, const char *tag)
{
    bool found = !tag;
    for (size_t i = 0; !found && i < meta->tag_count; i++)
        found = strcmp(meta->tags[i], tag) == 0;
    return found;
}

static void list_note(const struct note_cli *cli, const char *path, struct view text,
                      struct str *out)
{
    if (cli->json) {
        struct str object = {0};
        str_add_char(&object, '{');
        add_object(&object, &cli->ws, path, text);
        str_addf(out, "%s}\n", str_text(&object));
        str_finish(&object);
    } else {
        cluster_add_shown(out, view_of(note_below_memory(&cli->ws, path)));
        str_add_char(out, '\n');
    }
}

/* Notes below `folder`; of notes alone the names are known without reading them. */
static int list_notes(const struct note_cli *cli, const char *folder)
{
    const struct section *notes = &cli->ws.catalog->sections[SECTION_MEMORY];
    struct str out = {0}, text = {0};
    const char *tag = cli->tags && cli->tags[0] == '#' ? cli->tags + 1 : cli->tags;
    bool ok = true;
    for (size_t i = 0; ok && i < notes->count; i++) {
        const char *path = notes->entries[i].path, *below = note_below_memory(&cli->ws, path);
        size_t len = strlen(folder);
        if (len && (strncmp(below, folder, len) != 0 || below[len] != '/'))
            continue;
        struct note_meta meta;
        str_clear(&text);
        if ((tag || cli->json) && workspace_read(&cli->ws, path, &text, NULL) != STATUS_OK)
            continue;
        note_meta_read(str_view(&text), &meta);
        if (has_tag(&meta, tag))
            list_note(cli, path, str_view(&text), &out);
        note_meta_finish(&meta);
        ok = fwrite(str_text(&out), 1, out.len, stdout) == out.len;
        str_clear(&out);
    }
    str_finish(&out);
    str_finish(&text);
    return cli_end(ok);
}

static int note_list(const char *dir, int argc, char **argv)
{
    struct note_cli cli = {0};
    const struct cli_option table[] = {{"--json", NULL, &cli.json}, {"--tag", &cli.tags, NULL}};
    const char *folder = "";
    struct error err;
    size_t count;
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, &folder, 1, &count))
        return 2;
    if (!note_cli_open(&cli, dir, &err))
        return note_cli_fail(&cli, NULL, &err);
    struct str clean = {0};
    str_add_text(&clean, note_below_memory(&cli.ws, folder));
    while (clean.len && clean.data[clean.len - 1] == '/')
        str_replace(&clean, clean.len - 1, clean.len, VIEW(""));
    int code = list_notes(&cli, str_text(&clean));
    str_finish(&clean);
    workspace_close(&cli.ws);
    return code;
}

int cli_note(const char *dir, int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(const char *dir, int argc, char **argv);
    } verbs[] = {
        {"write", note_cli_write},   {"read", note_read},         {"edit", note_cli_edit},
        {"list", note_list},         {"delete", note_cli_delete}, {"move", note_cli_move},
        {"rename", note_cli_rename},
    };
    for (size_t i = 0; argc > 1 && i < ARRAY_LEN(verbs); i++)
        if (strcmp(argv[1], verbs[i].name) == 0)
            return verbs[i].run(dir, argc - 1, argv + 1);
    return cli_wrong("note wants one of: write, read, edit, rename, move, delete, list");
}
