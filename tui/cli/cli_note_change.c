#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/workspace/note_body.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_note_parts.h"
#include "tui/cli/cli_workspace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The verbs of `palimpsest note` that change something: each is one commit. */

enum { COMMON_OPTIONS = 10 };

/* Puts what write and edit have in common at the end of a table, where `out` is. */
static void common_options(struct note_cli *cli, struct cli_option *out)
{
    const struct cli_option common[COMMON_OPTIONS] = {
        {"--json", NULL, &cli->json},
        {"--agent", &cli->agent, NULL},
        {"--session", &cli->session, NULL},
        {"--base", &cli->base, NULL},
        {"--tags", &cli->tags, NULL},
        {"--type", &cli->type, NULL},
        {"--emotion", &cli->lines[NOTE_EMOTION], NULL},
        {"--intensity", &cli->lines[NOTE_INTENSITY], NULL},
        {"--trigger", &cli->lines[NOTE_TRIGGER], NULL},
        {"--date", &cli->lines[NOTE_DATE], NULL},
    };
    memcpy(out, common, sizeof(common));
}

/* --- write --- */

/* What a person should know of a note that was made. */
static void add_warnings(const struct note_cli *cli, const struct note_answer *answer,
                         struct str *out)
{
    if (answer->made && answer->place.twin)
        str_addf(out,
                 "\n## Similar existing notes\nA note of the same name is there already:\n- %s\n",
                 note_below_memory(&cli->ws, answer->place.twin));
    if (answer->place.cut)
        str_add_text(out, "\nThe title is longer than a file name may be: the name was cut.\n");
}

static int write_note(struct note_cli *cli, struct note_request *request)
{
    struct change_set set = {0};
    struct note_answer answer;
    struct commit_result result;
    struct error err;
    struct str more = {0};
    int code;
    enum status status = note_write(&cli->ws, request, &set, &answer, &err);
    if (status == STATUS_OK)
        status = note_cli_commit(cli, &set, &result, &err);
    if (status == STATUS_OK) {
        struct str same = {0};
        if (set.count == 0)
            status = workspace_read(&cli->ws, answer.place.path, &same, &err);
        add_warnings(cli, &answer, &more);
        code =
            status == STATUS_OK
                ? note_cli_answer(cli, answer.made ? "Created" : "Updated", answer.place.path,
                                  str_view(set.count ? &set.items[0].text : &same), str_view(&more))
                : note_cli_fail(cli, NULL, &err);
        str_finish(&same);
    } else {
        code = note_cli_fail(cli, answer.place.path, &err);
        code = status == STATUS_INVALID ? 2 : code;
    }
    note_answer_finish(&answer);
    change_set_finish(&set);
    str_finish(&more);
    return code;
}

/* Of a large folder only the names are read that the note has to do with. */
static int open_and_write(struct note_cli *cli, const char *dir, struct note_request *request)
{
    struct catalog_wanted wanted = {0};
    struct error err;
    note_write_wants(request, &wanted);
    catalog_wanted_seal(&wanted);
    enum status status = workspace_open_wanted(dir, &wanted, &cli->ws, &err);
    catalog_wanted_finish(&wanted);
    if (status != STATUS_OK)
        return note_cli_fail(cli, NULL, &err);
    int code = write_note(cli, request);
    workspace_close(&cli->ws);
    return code;
}

int note_cli_write(const char *dir, int argc, char **argv)
{
    struct note_cli cli = {.folder = ""};
    struct cli_option table[2 + COMMON_OPTIONS] = {{"--title", &cli.title, NULL},
                                                   {"--folder", &cli.folder, NULL}};
    struct note_request request = {0};
    struct str body = {0}, intensity = {0};
    char **tags = NULL;
    size_t count, cap = 0;
    struct error err;
    common_options(&cli, table + 2);
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, NULL, 0, &count))
        return 2;
    if (!cli.title || !*cli.title)
        return cli_wrong("note write wants --title, and the text on standard input");
    if (cli_read_input(&body, &err) != STATUS_OK) {
        str_finish(&body);
        return note_cli_fail(&cli, NULL, &err);
    }
    note_tags_split(view_of(cli.tags), &tags, &request.tag_count, &cap);
    note_add_intensity(&intensity, view_of(cli.lines[NOTE_INTENSITY]));
    for (size_t i = 0; i < NOTE_LINES; i++)
        request.lines[i] = view_of(cli.lines[i]);
    request.lines[NOTE_INTENSITY] = str_view(&intensity);
    request.title = view_of(cli.title);
    request.folder = view_of(cli.folder);
    request.type = view_of(cli.type);
    request.base = cli.base;
    request.tags = tags;
    request.body = str_view(&body);
    int code = open_and_write(&cli, dir, &request);
    note_tags_free(tags, request.tag_count);
    str_finish(&body);
    str_finish(&intensity);
    return code;
}

/* --- edit --- */

struct note_edits {
    struct note_cli cli;
    bool append, prepend;
    const char *replace, *times, *section; /* what is taken away, or below what */
    const char *add_tags, *remove_tags;
};

static enum status edit_body(const struct note_edits *edits, struct str *text, struct error *err)
{
    struct str words = {0};
    char *end = NULL;
    unsigned long times = edits->times ? strtoul(edits->times, &end, 10) : 1;
    if (!edits->append && !edits->prepend && !edits->replace && !edits->section)
        return STATUS_OK;
    enum status status = cli_read_input(&words, err);
    if (status == STATUS_OK && end && (*end || end == edits->times))
        status = error_set(err, STATUS_INVALID, "--times wants a number");
    if (status == STATUS_OK && edits->append)
        note_append(text, str_view(&words));
    if (status == STATUS_OK && edits->prepend)
        note_prepend(text, str_view(&words));
    if (status == STATUS_OK && edits->replace) {
        /* A shell's `echo` ends what it says with a line end, which was not meant. */
        struct view with = str_view(&words);
        if (view_ends(with, "\n") && !view_ends(view_of(edits->replace), "\n"))
            with.len--;
        status = note_replace(text, view_of(edits->replace), with, times, err);
    }
    if (status == STATUS_OK && edits->section)
        status = note_replace_section(text, view_of(edits->section), str_view(&words), err);
    str_finish(&words);
    return status;
}

static bool is_among(char *const *tags, size_t count, const char *tag)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(tags[i], tag) == 0)
            return true;
    return false;
}

static enum status edit_tags(const struct note_edits *edits, struct str *text, struct error *err)
{
    struct note_meta meta;
    char **wanted = NULL, **gone = NULL, **more = NULL;
    size_t count = 0, cap = 0, gone_count = 0, gone_cap = 0, more_count = 0, more_cap = 0;
    if (!edits->cli.tags && !edits->add_tags && !edits->remove_tags)
        return STATUS_OK;
    note_meta_read(str_view(text), &meta);
    note_tags_split(view_of(edits->remove_tags), &gone, &gone_count, &gone_cap);
    for (size_t i = 0; !edits->cli.tags && i < meta.tag_count; i++)
        if (!is_among(gone, gone_count, meta.tags[i]))
            *ARRAY_PUSH(wanted, count, cap) = mem_string(meta.tags[i]);
    note_tags_split(view_of(edits->cli.tags), &wanted, &count, &cap);
    note_tags_split(view_of(edits->add_tags), &more, &more_count, &more_cap);
    for (size_t i = 0; i < more_count; i++)
        if (!is_among(wanted, count, more[i]))
            *ARRAY_PUSH(wanted, count, cap) = mem_string(more[i]);
    enum status status = note_set_tags(text, wanted, count, err);
    note_meta_finish(&meta);
    note_tags_free(wanted, count);
    note_tags_free(gone, gone_count);
    note_tags_free(more, more_count);
    return status;
}

static enum status edit_text(const struct note_edits *edits, struct str *text, struct error *err)
{
    struct str value = {0};
    enum status status = edit_body(edits, text, err);
    if (status == STATUS_OK)
        status = edit_tags(edits, text, err);
    if (status == STATUS_OK && edits->cli.type)
        status = note_set_field(text, "type", view_of(edits->cli.type), err);
    for (enum note_line i = 0; status == STATUS_OK && i < NOTE_LINES; i++) {
        if (!edits->cli.lines[i])
            continue;
        str_clear(&value);
        if (i == NOTE_INTENSITY)
            note_add_intensity(&value, view_of(edits->cli.lines[i]));
        else
            str_add_text(&value, edits->cli.lines[i]);
        note_set_line(text, i, str_view(&value));
    }
    str_finish(&value);
    return status;
}

static enum status edit_note(const struct note_edits *edits, const char *path, struct str *text,
                             struct error *err)
{
    struct change_set set = {0};
    struct commit_result result;
    struct str old = {0};
    struct note_meta meta;
    enum status status = workspace_read(&edits->cli.ws, path, &old, err);
    struct view before = str_view(&old);
    str_add(text, before);
    if (status == STATUS_OK && edits->cli.base)
        status = note_check_base(path, before, edits->cli.base, err);
    if (status == STATUS_OK)
        status = edit_text(edits, text, err);
    if (status == STATUS_OK && !view_equal(before, str_view(text))) {
        note_meta_read(before, &meta);
        change_set_write(&set, path, &before, str_view(text));
        change_set_subject(&set, "memory: edit \"%s\"",
                           meta.title[0] ? meta.title : note_below_memory(&edits->cli.ws, path));
        note_meta_finish(&meta);
        status = note_cli_commit(&edits->cli, &set, &result, err);
    }
    change_set_finish(&set);
    str_finish(&old);
    return status;
}

int note_cli_edit(const char *dir, int argc, char **argv)
{
    struct note_edits edits = {0};
    struct cli_option table[7 + COMMON_OPTIONS] = {
        {"--append", NULL, &edits.append},          {"--prepend", NULL, &edits.prepend},
        {"--replace", &edits.replace, NULL},        {"--times", &edits.times, NULL},
        {"--section", &edits.section, NULL},        {"--add-tags", &edits.add_tags, NULL},
        {"--remove-tags", &edits.remove_tags, NULL}};
    const char *name = NULL;
    char *path = NULL;
    struct str text = {0};
    struct error err;
    size_t count;
    common_options(&edits.cli, table + 7);
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, &name, 1, &count))
        return 2;
    if (count == 0)
        return cli_wrong("note edit wants a permalink, a path or a title, and what to change");
    if (edits.append + edits.prepend + !!edits.replace + !!edits.section > 1)
        return cli_wrong("note edit takes one of --append, --prepend, --replace, --section");
    if (!note_cli_open(&edits.cli, dir, &err))
        return note_cli_fail(&edits.cli, NULL, &err);
    enum status status = note_find(&edits.cli.ws, name, false, &path, &err);
    if (status == STATUS_OK)
        status = edit_note(&edits, path, &text, &err);
    int code = status == STATUS_OK
                   ? note_cli_answer(&edits.cli, "Edited", path, str_view(&text), VIEW(""))
                   : note_cli_fail(&edits.cli, path, &err);
    workspace_close(&edits.cli.ws);
    free(path);
    str_finish(&text);
    return code;
}

/* --- delete --- */

static enum status delete_note(const struct note_cli *cli, const char *path,
                               struct commit_result *result, struct error *err)
{
    struct change_set set = {0};
    struct str old = {0};
    enum status status = workspace_read(&cli->ws, path, &old, err);
    if (status == STATUS_OK && cli->base)
        status = note_check_base(path, str_view(&old), cli->base, err);
    if (status == STATUS_OK) {
        change_set_delete(&set, path, str_view(&old));
        change_set_subject(&set, "memory: delete %s", note_below_memory(&cli->ws, path));
        status = note_cli_commit(cli, &set, result, err);
    }
    change_set_finish(&set);
    str_finish(&old);
    return status;
}

int note_cli_delete(const char *dir, int argc, char **argv)
{
    struct note_cli cli = {0};
    const struct cli_option table[] = {{"--json", NULL, &cli.json},
                                       {"--agent", &cli.agent, NULL},
                                       {"--session", &cli.session, NULL},
                                       {"--base", &cli.base, NULL}};
    const char *name = NULL;
    char *path = NULL;
    struct error err;
    size_t count;
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, &name, 1, &count))
        return 2;
    if (count == 0)
        return cli_wrong("note delete wants a permalink, a path or a title");
    if (!note_cli_open(&cli, dir, &err))
        return note_cli_fail(&cli, NULL, &err);
    struct str out = {0};
    struct commit_result result = {0};
    enum status status = note_find(&cli.ws, name, false, &path, &err);
    if (status == STATUS_OK)
        status = delete_note(&cli, path, &result, &err);
    int code;
    if (status != STATUS_OK) {
        code = note_cli_fail(&cli, path, &err);
    } else if (cli.json) {
        str_add_char(&out, '{');
        note_cli_add(&out, "action", VIEW("deleted"));
        note_cli_add(&out, "path", view_of(path));
        str_add_text(&out, "}\n");
        code = cli_print(&out);
    } else {
        str_addf(
            &out,
            "# Deleted note\nfile_path: %s\nIts text stays in the history; this brings it back: "
            "palimpsest restore %.7s~ \"%s\"\n",
            note_below_memory(&cli.ws, path), result.id, path);
        code = cli_print_lines(str_view(&out));
    }
    workspace_close(&cli.ws);
    free(path);
    str_finish(&out);
    return code;
}
