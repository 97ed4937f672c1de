#include "tui/app_edit.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The person's own editor on a file: the terminal is given away and taken again, and what the
 * editor saved is one commit with a made message. The program is named by the environment alone. A
 * change that would lose much is held up like that of any other program (core/store/outside_hold).
 */

enum { EXTERNAL_WORDS = 32 };

/* The command of the environment cut at blanks, and the file. Borrows from both. */
static void external_words(char *command, char *path, char **argv)
{
    size_t count = 0;
    for (char *rest = command, *word; (word = strtok_r(rest, " \t", &rest));)
        if (count < EXTERNAL_WORDS)
            argv[count++] = word;
    argv[count] = path;
    argv[count + 1] = NULL;
}

static void external_become(char **argv)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < 32; number++)
        signal(number, SIG_DFL);
    unsetenv("UV_THREADPOOL_SIZE"); /* ours */
    execvp(argv[0], argv);
    _exit(errno == ENOENT ? 127 : 126);
}

/* Waits for the editor as a shell does: ctrl-c is its key, and when it is stopped we are too. */
static int external_wait(pid_t child)
{
    static const struct {
        int number;
        void (*handler)(int);
    } kept[] = {{SIGINT, SIG_IGN}, {SIGQUIT, SIG_IGN}, {SIGTSTP, SIG_DFL}};
    struct sigaction before[ARRAY_LEN(kept)];
    int status = 0;
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        struct sigaction action = {.sa_handler = kept[i].handler};
        sigaction(kept[i].number, &action, &before[i]);
    }
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    for (size_t i = 0; i < ARRAY_LEN(kept); i++)
        sigaction(kept[i].number, &before[i], NULL);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int external_run(struct app *app, const char *command, const char *path)
{
    char *words = mem_string(command), *file = path_join(app->ws.folder.path, path);
    char *argv[EXTERNAL_WORDS + 2];
    external_words(words, file, argv);
    term_suspend(app->term);
    pid_t child = fork();
    if (child == 0)
        external_become(argv);
    int status = child < 0 ? 126 : external_wait(child);
    term_resume(app->term);
    term_update_size(app->term);
    app->dirty = true;
    free(words);
    free(file);
    return status;
}

/* $VISUAL, $EDITOR, or what Debian has. */
static const char *external_command(void)
{
    static const char *const usual[] = {"/usr/bin/sensible-editor", "/usr/bin/editor",
                                        "/usr/bin/nano", "/usr/bin/vi"};
    static const char *const names[] = {"VISUAL", "EDITOR"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        const char *value = getenv(names[i]);
        if (value && value[strspn(value, " \t")])
            return value;
    }
    for (size_t i = 0; i < ARRAY_LEN(usual); i++)
        if (access(usual[i], X_OK) == 0)
            return usual[i];
    return NULL;
}

static void external_commit(struct app *app, const char *path, struct view old, struct view new)
{
    struct str subject = {0};
    app_edit_add_subject(app, path, old, new, &subject);
    app_outside(app, path);
    app_commit_path(app, path, str_text(&subject));
    str_finish(&subject);
}

enum status app_external(struct app *app, const char *path, struct error *err)
{
    const char *command = external_command();
    struct str old = {0}, new = {0};
    if (app->edit.editor && editor_is_dirty(app->edit.editor) && strcmp(app->edit.path, path) == 0)
        return error_set(err, STATUS_REFUSED, "%s has unsaved text here: save it first", path);
    if (!command)
        return error_set(err, STATUS_ABSENT, "no editor: set VISUAL or EDITOR");
    enum status status = workspace_read(&app->ws, path, &old, err);
    if (status != STATUS_OK)
        goto out;
    if (app->edit.editor)
        edit_journal_sync(&app->edit.journal);
    int ended = external_run(app, command, path);
    if (ended == 126 || ended == 127)
        status = error_set(err, STATUS_ABSENT, "cannot run \"%s\" (VISUAL, EDITOR)", command);
    else if (workspace_read(&app->ws, path, &new, err) != STATUS_OK)
        status = STATUS_IO;
    else if (!view_equal(str_view(&old), str_view(&new)))
        external_commit(app, path, str_view(&old), str_view(&new));
    else
        status_say(&app->status, ROLE_TEXT, "%s is as it was", path);
out:
    str_finish(&old);
    str_finish(&new);
    return status;
}
