#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/note.h"
#include "core/workspace/relocate.h"
#include "tui/cli/cli_history.h"
#include "tui/cli/cli_note_parts.h"
#include "tui/cli/cli_workspace.h"
#include "tui/cli/plain.h"
#include "tui/diff_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `palimpsest note rename` and `note move`: the file, its title and the links that lead to it, in
 * one commit. With --preview nothing is written: the difference is shown. */

struct note_moving {
    struct note_cli cli;
    bool preview;
    struct relocate_request request;
    struct relocate_plan plan;
};

/* Where the note goes: `title` or `folder` is NULL when it stays. */
static enum status moving_place(struct note_moving *moving, const char *title, const char *folder,
                                struct error *err)
{
    struct relocate_request *request = &moving->request;
    struct note_place place = {0};
    struct str name = {0}, subject = {0};
    struct view old_name = path_name(view_of(request->from));
    enum status status = STATUS_OK;
    if (folder) /* the title is any: only the folder is taken */
        status = note_place_find(&moving->cli.ws, VIEW("x"), view_of(folder), &place, err);
    if (status == STATUS_OK && title)
        status = note_file_name(&name, view_of(title), NULL, err);
    else if (status == STATUS_OK)
        str_add(&name, old_name);
    if (status == STATUS_OK) {
        struct view below = path_folder(view_of(folder ? place.path : request->from));
        char *where = mem_string_n(below.data, below.len);
        request->to = path_join(where, str_text(&name));
        request->title = title ? mem_string(title) : NULL;
        struct view stem = path_stem(view_of(request->from));
        if (folder)
            str_addf(&subject, "memory: move \"%.*s\" to %s", (int)stem.len, stem.data, where);
        else
            str_addf(&subject, "memory: rename \"%.*s\" to \"%s\"", (int)stem.len, stem.data,
                     title);
        request->subject = str_take(&subject);
        free(where);
    }
    note_place_finish(&place);
    str_finish(&name);
    str_finish(&subject);
    return status;
}

static int moving_preview(struct note_moving *moving)
{
    const struct diff_page_options look = {.cols = cli_columns()};
    struct change_set shown = {0};
    struct diff diff;
    struct page page = {0};
    relocate_plan_show(&moving->plan, &shown);
    diff_change_set(&shown, &diff);
    diff_page_add_files(&page, &diff, &look);
    int code = cli_end(plain_write_page(stdout, &page, cli_color("auto")));
    page_finish(&page);
    diff_finish(&diff);
    change_set_finish(&shown);
    return code;
}

static int moving_answer(struct note_moving *moving, struct error *err)
{
    const struct relocate_plan *plan = &moving->plan;
    struct str text = {0}, more = {0};
    enum status status = workspace_read(&moving->cli.ws, moving->request.to, &text, err);
    if (plan->links)
        str_addf(&more, "\n%zu link%s changed in %zu file%s.\n", plan->links,
                 plan->links == 1 ? "" : "s", plan->files, plan->files == 1 ? "" : "s");
    if (plan->unread)
        str_addf(&more, "\n%zu files could not be read: their links stay.\n", plan->unread);
    int code = status == STATUS_OK ? note_cli_answer(&moving->cli, "Moved", moving->request.to,
                                                     str_view(&text), str_view(&more))
                                   : note_cli_fail(&moving->cli, NULL, err);
    str_finish(&text);
    str_finish(&more);
    return code;
}

static int moving_run(struct note_moving *moving, const char *name, const char *title,
                      const char *folder)
{
    struct workspace *ws = &moving->cli.ws;
    struct commit_result result;
    struct error err;
    enum status status = note_find(ws, name, false, &moving->request.from, &err);
    if (status == STATUS_OK)
        status = moving_place(moving, title, folder, &err);
    if (status == STATUS_OK)
        status = relocate_plan_make(&ws->folder, ws->catalog, &moving->request, NULL, NULL,
                                    &moving->plan, &err);
    if (status == STATUS_OK && moving->preview)
        return moving_preview(moving);
    if (status == STATUS_OK)
        status = note_cli_commit(&moving->cli, &moving->plan.set, &result, &err);
    return status == STATUS_OK ? moving_answer(moving, &err)
                               : note_cli_fail(&moving->cli, moving->request.to, &err);
}

static int moving_main(const char *dir, int argc, char **argv, bool to_folder)
{
    struct note_moving moving = {0};
    const struct cli_option table[] = {{"--json", NULL, &moving.cli.json},
                                       {"--agent", &moving.cli.agent, NULL},
                                       {"--session", &moving.cli.session, NULL},
                                       {"--preview", NULL, &moving.preview}};
    const char *words[2];
    struct error err;
    size_t count;
    if (!cli_take_all(table, ARRAY_LEN(table), argc, argv, words, 2, &count))
        return 2;
    if (count < 2)
        return cli_wrong(to_folder ? "note move wants a note and a folder"
                                   : "note rename wants a note and a title");
    if (!note_cli_open(&moving.cli, dir, &err))
        return note_cli_fail(&moving.cli, NULL, &err);
    int code =
        moving_run(&moving, words[0], to_folder ? NULL : words[1], to_folder ? words[1] : NULL);
    relocate_plan_finish(&moving.plan);
    relocate_request_finish(&moving.request);
    workspace_close(&moving.cli.ws);
    return code;
}

int note_cli_move(const char *dir, int argc, char **argv)
{
    return moving_main(dir, argc, argv, true);
}

int note_cli_rename(const char *dir, int argc, char **argv)
{
    return moving_main(dir, argc, argv, false);
}
