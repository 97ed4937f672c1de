/* Compare and swap of a branch.
 *
 * libgit2 can do it, but a writer killed meanwhile leaves `main.lock` behind, empty or not, which
 * nobody can prove to be stale: no commit would ever be made again. Ours is a lock of file_lock.h,
 * which the next writer recognises; the new value is written beside and renamed into place while it
 * is held. The first commit of a branch, whose name may clash with others, is left to libgit2. */
#include "core/store/ref_move.h"

#include "core/store/file_lock.h"
#include "core/store/git_error.h"
#include "core/text/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Writes a line to a file, new or (`flags`) at its end. */
static enum status put_line(const char *path, int flags, const struct str *line, bool sync,
                            struct error *err)
{
    enum status status = STATUS_OK;
    int fd = open(path, O_WRONLY | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | flags, 0666);
    if (fd < 0 || write(fd, line->data, line->len) != (ssize_t)line->len ||
        (sync && fsync(fd) != 0))
        status = error_system(err, errno, "%s could not be written", path);
    if (fd >= 0)
        close(fd);
    return status;
}

static enum status sync_folder_of(const char *path, struct error *err)
{
    char *folder = strdup(path), *slash = folder ? strrchr(folder, '/') : NULL;
    if (!slash)
        abort();
    *slash = '\0';
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = STATUS_OK;
    if (fd < 0 || fsync(fd) != 0)
        status = error_system(err, errno, "%s could not be synced to disk", folder);
    if (fd >= 0)
        close(fd);
    free(folder);
    return status;
}

/* Only into logs that there are: git makes them, and its configuration may forbid them. Not synced,
 * as git does not either: what a reflog tells is not what makes the commit safe. */
static enum status add_log(struct repository *repo, const char *ref, const struct str *line,
                           struct error *err)
{
    char *logs = repository_join(repo->git_path, "logs");
    char *path = repository_join(logs, ref);
    enum status status =
        access(path, W_OK) == 0 ? put_line(path, O_APPEND, line, false, err) : STATUS_OK;
    free(path);
    free(logs);
    return status;
}

static bool is_branch(const struct head_position *head)
{
    return strncmp(head->ref, "refs/heads/", 11) == 0;
}

static enum status add_logs(struct repository *repo, const struct head_position *head,
                            const git_oid *id, const struct identity *who, const char *note,
                            struct error *err)
{
    char old[GIT_OID_HEXSZ + 1], new[GIT_OID_HEXSZ + 1];
    git_signature *now = NULL;
    struct str line = {0};
    int code = git_signature_now(&now, who->name, who->email);
    if (code < 0)
        return git_failed(err, code, "the reflog could not be written");
    int offset = abs(now->when.offset);
    str_addf(&line, "%s %s %s <%s> %lld %c%02d%02d\t%s\n",
             git_oid_tostr(old, sizeof(old), &head->id), git_oid_tostr(new, sizeof(new), id),
             now->name, now->email, (long long)now->when.time, now->when.offset < 0 ? '-' : '+',
             offset / 60, offset % 60, note);
    enum status status = STATUS_OK;
    if (head->detached || is_branch(head))
        status = add_log(repo, "HEAD", &line, err);
    if (status == STATUS_OK && !head->detached)
        status = add_log(repo, head->ref, &line, err);
    git_signature_free(now);
    str_finish(&line);
    return status;
}

/* Where the new value of a ref is written: a name that no other ref's lock guards. */
static char *name_beside(const struct repository *repo, const char *ref)
{
    char name[64];
    snprintf(name, sizeof(name), "palimpsest-%016" PRIx64 ".ref", hash_of(view_of(ref)));
    return repository_join(repo->git_path, name);
}

static bool is_where_it_was(struct repository *repo, const struct head_position *head)
{
    git_oid now;
    int code = git_reference_name_to_id(&now, repo->git, head->ref);
    return head->unborn ? code == GIT_ENOTFOUND : code == 0 && git_oid_equal(&now, &head->id);
}

/* The lock is held. */
static enum status swap_locked(struct repository *repo, const struct head_position *head,
                               const git_oid *id, const struct identity *who, const char *note,
                               struct error *err)
{
    char hex[GIT_OID_HEXSZ + 1];
    struct str line = {0};
    if (!is_where_it_was(repo, head))
        return error_set(err, STATUS_BUSY, "%s was moved by another program", head->ref);
    enum status status = add_logs(repo, head, id, who, note, err);
    if (status != STATUS_OK)
        return status;
    char *path = repository_join(repo->git_path, head->ref);
    char *beside = name_beside(repo, head->ref);
    str_addf(&line, "%s\n", git_oid_tostr(hex, sizeof(hex), id));
    unlink(beside);
    status = put_line(beside, O_EXCL, &line, true, err);
    if (status == STATUS_OK && rename(beside, path) != 0) {
        status = error_system(err, errno, "%s could not be moved, the files are saved", head->ref);
        unlink(beside);
    }
    if (status == STATUS_OK)
        status = sync_folder_of(path, err);
    str_finish(&line);
    free(beside);
    free(path);
    return status;
}

static enum status create_ref(struct repository *repo, const struct head_position *head,
                              const git_oid *id, const struct identity *who, const char *note,
                              struct error *err)
{
    git_reference *made = NULL;
    int code = git_repository_set_ident(repo->git, who->name, who->email);
    if (code == 0)
        code = git_reference_create(&made, repo->git, head->ref, id, 0, note);
    git_reference_free(made);
    if (code == 0)
        return STATUS_OK;
    enum status status =
        git_failed(err, code, "%s could not be made, the files are saved", head->ref);
    return status == STATUS_EXISTS ? STATUS_BUSY : status;
}

/* A branch that is only in packed-refs may lack the folder its file goes to. */
static void make_folders(const char *git_path, const char *ref)
{
    char *path = repository_join(git_path, ref);
    for (char *slash = path + strlen(git_path) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    free(path);
}

enum status ref_move(struct repository *repo, const struct head_position *head, const git_oid *id,
                     const struct identity *who, const char *note, struct error *err)
{
    struct file_lock lock = {0};
    if (head->unborn && is_branch(head))
        return create_ref(repo, head, id, who, note, err);
    make_folders(repo->git_path, head->ref);
    enum status status = file_lock_take(repo->git_path, head->ref, &lock, err);
    if (status == STATUS_OK)
        status = swap_locked(repo, head, id, who, note, err);
    file_lock_drop(&lock);
    return status;
}

/* "main", or a short id. */
static void add_place_name(struct str *out, const char *ref, const git_oid *id)
{
    char hex[8];
    if (ref && strncmp(ref, "refs/heads/", 11) == 0)
        str_add_text(out, ref + 11);
    else
        str_add_text(out, git_oid_tostr(hex, sizeof(hex), id));
}

static enum status log_head_move(struct repository *repo, const struct head_position *head,
                                 const char *ref, const git_oid *to, struct error *err)
{
    struct identity who;
    struct str note = {0};
    if (repository_identity(repo, &who, NULL) != STATUS_OK)
        identity_guess(&who);
    str_add_text(&note, "checkout: moving from ");
    add_place_name(&note, head->detached ? NULL : head->ref, &head->id);
    str_add_text(&note, " to ");
    add_place_name(&note, ref, to);
    struct head_position alone = {.id = head->id, .detached = true}; /* the branches' logs stay */
    enum status status = add_logs(repo, &alone, to, &who, str_text(&note), err);
    str_finish(&note);
    return status;
}

static enum status head_move_locked(struct repository *repo, const git_oid *from, const char *ref,
                                    const git_oid *to, struct error *err)
{
    struct head_position head;
    char hex[GIT_OID_HEXSZ + 1];
    struct str line = {0};
    enum status status = repository_head(repo, &head, err);
    if (status != STATUS_OK)
        return status;
    if (ref ? !head.detached && strcmp(head.ref, ref) == 0
            : head.detached && git_oid_equal(&head.id, to))
        return STATUS_OK;
    if (head.unborn || !git_oid_equal(&head.id, from))
        return error_set(err, STATUS_BUSY, "HEAD was moved by another program");
    status = log_head_move(repo, &head, ref, to, err);
    if (status != STATUS_OK)
        return status;
    str_addf(&line, "%s%s\n", ref ? "ref: " : "", ref ? ref : git_oid_tostr(hex, sizeof(hex), to));
    char *path = repository_join(repo->git_path, "HEAD");
    char *beside = repository_join(repo->git_path, "palimpsest.ref");
    unlink(beside);
    status = put_line(beside, O_EXCL, &line, true, err);
    if (status == STATUS_OK && rename(beside, path) != 0) {
        status = error_system(err, errno, "HEAD could not be moved");
        unlink(beside);
    }
    if (status == STATUS_OK)
        status = sync_folder_of(path, err);
    str_finish(&line);
    free(beside);
    free(path);
    return status;
}

enum status head_move(struct repository *repo, const git_oid *from, const char *ref,
                      const git_oid *to, struct error *err)
{
    struct file_lock lock = {0};
    enum status status = file_lock_take(repo->git_path, "HEAD", &lock, err);
    if (status == STATUS_OK)
        status = head_move_locked(repo, from, ref, to, err);
    file_lock_drop(&lock);
    return status;
}
