#include "tests/faults/typing.h"

#include "core/base/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Kills the editor after every key of a script of TYPING_KEYS.
 *
 * keys [all]: without `all` after a sample of the keys. A first run, which is not killed and has no
 * journal, says what is on the screen after each key. Then for each key N a process of its own
 * types the first N keys, with a journal, and ends by SIGKILL. What lies on the disk then, the file
 * and the journal, must lead to what was on the screen: nothing is lost. */

struct desk {
    char top[200], work[256], state_path[256];
    int state;
    struct str shown[TYPING_KEYS]; /* after each key */
};

static void give_up(const char *what)
{
    perror(what);
    exit(2);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    return ftw->level < 2 ? 0 : remove(path);
}

/* The file as it is at first, and no journal. */
static void desk_prepare(const struct desk *desk)
{
    char path[300];
    struct view text = typing_start();
    if (nftw(desk->top, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
        give_up(desk->top);
    snprintf(path, sizeof(path), "%s/" TYPING_FILE, desk->work);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, text.data, text.len) != (ssize_t)text.len)
        give_up(path);
    close(fd);
}

static void desk_open(struct desk *desk)
{
    const char *tmp = getenv("TMPDIR");
    snprintf(desk->top, sizeof(desk->top), "%s/palimpsest-XXXXXX", tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(desk->top))
        give_up(desk->top);
    snprintf(desk->work, sizeof(desk->work), "%s/work", desk->top);
    snprintf(desk->state_path, sizeof(desk->state_path), "%s/state", desk->top);
    if (mkdir(desk->work, 0700) != 0 || mkdir(desk->state_path, 0700) != 0)
        give_up(desk->top);
    desk->state = open(desk->state_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (desk->state < 0)
        give_up(desk->state_path);
}

static void desk_close(struct desk *desk)
{
    nftw(desk->top, remove_one, 16, FTW_DEPTH | FTW_PHYS);
    close(desk->state);
    rmdir(desk->work);
    rmdir(desk->state_path);
    rmdir(desk->top);
    for (size_t i = 0; i < TYPING_KEYS; i++)
        str_finish(&desk->shown[i]);
}

static void desk_look_at_keys(struct desk *desk)
{
    struct typing typing;
    desk_prepare(desk);
    if (!typing_open(&typing, desk->work, -1))
        give_up(desk->work);
    for (size_t i = 0; i < TYPING_KEYS; i++) {
        typing_key(&typing, i);
        typing_add_text(&typing, &desk->shown[i]);
    }
    typing_close(&typing);
}

/* Types the keys up to and with `last` in another process, which is then killed. */
static void desk_kill_after(const struct desk *desk, size_t last)
{
    int status;
    pid_t pid = fork();
    if (pid == 0) {
        struct typing typing;
        if (!typing_open(&typing, desk->work, desk->state))
            _exit(1);
        for (size_t i = 0; i <= last; i++)
            typing_key(&typing, i);
        kill(getpid(), SIGKILL);
    }
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFSIGNALED(status))
        give_up("the editor was to be killed");
}

/* Appends the text that the next start offers; false when it offers none. */
static bool desk_recover(const struct desk *desk, struct view disk, struct str *out)
{
    struct journal_list list;
    struct journal_log log;
    struct buffer *buffer = NULL;
    if (journal_list(desk->state, &list, NULL) != STATUS_OK)
        return false;
    bool found = list.count == 1 && !list.unreadable &&
                 journal_read(desk->state, list.entries[0].name, &log, NULL) == STATUS_OK;
    if (found) {
        if (journal_rebuild(&log, disk, &buffer, NULL) == STATUS_OK)
            rope_add_range(buffer_text(buffer), 0, SIZE_MAX, out);
        buffer_free(buffer);
        journal_log_finish(&log);
    }
    journal_list_finish(&list);
    return found;
}

static bool desk_survives(const struct desk *desk, size_t key)
{
    struct folder folder;
    struct str disk = {0}, offered = {0};
    desk_prepare(desk);
    desk_kill_after(desk, key);
    if (folder_open(desk->work, &folder, NULL) != STATUS_OK ||
        folder_read(&folder, TYPING_FILE, 1 << 20, &disk, NULL, NULL) != STATUS_OK)
        give_up(desk->work);
    folder_close(&folder);
    bool offers = desk_recover(desk, str_view(&disk), &offered);
    bool same = view_equal(str_view(offers ? &offered : &disk), str_view(&desk->shown[key]));
    str_finish(&disk);
    str_finish(&offered);
    return same;
}

int main(int argc, char **argv)
{
    static struct desk desk;
    size_t step = argc > 1 && strcmp(argv[1], "all") == 0 ? 1 : 151, tried = 0, lost = 0;
    desk_open(&desk);
    desk_look_at_keys(&desk);
    for (size_t key = step - 1; key < TYPING_KEYS; key += step, tried++)
        if (!desk_survives(&desk, key)) {
            printf("FAILED killed after key %zu: what was typed is lost\n", key + 1);
            lost++;
        }
    printf("killed after a key   %5zu points tried, %5zu survived\n", tried, tried - lost);
    desk_close(&desk);
    return lost ? 1 : 0;
}
