#include "core/store/branch_switch.h"

#include "core/base/memory.h"
#include "core/store/branch_switch_parts.h"
#include "core/store/file_lock.h"
#include "core/store/folder.h"
#include "core/store/git_error.h"
#include "core/store/ref_move.h"
#include "core/store/repository_check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The order: the lock of git's index is taken, everything checked, the record written, the files
 * replaced, the index, HEAD, and the record removed. Killed anywhere, the record leads to the same
 * end: each step passes over what is done. */

#define RECORD "palimpsest.switch"

void branch_result_finish(struct branch_result *result)
{
    free(result->first);
    *result = (struct branch_result){0};
}

static void work_finish(struct switch_work *work)
{
    for (size_t i = 0; i < work->count; i++)
        free(work->files[i].path);
    free(work->files);
    free(work->ref);
    git_tree_free(work->texts.now);
    git_tree_free(work->after);
}

/* --- the record: "FROM TO REF" and a line end, the ref "-" for none --- */

static enum status sync_git_folder(const struct repository *repo, struct error *err)
{
    int fd = open(repo->git_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = fd < 0 || fsync(fd) != 0 ? errno : 0;
    if (fd >= 0)
        close(fd);
    return code ? error_system(err, code, "%s could not be synced to disk", repo->git_path)
                : STATUS_OK;
}

/* Written beside and moved to its name, which so always means a whole one. */
static enum status record_write(const struct switch_work *work, struct error *err)
{
    const struct repository *repo = work->texts.repo;
    char from[GIT_OID_HEXSZ + 1], to[GIT_OID_HEXSZ + 1];
    char *path = repository_join(repo->git_path, RECORD);
    char *beside = repository_join(repo->git_path, "palimpsest.record");
    struct str line = {0};
    str_addf(&line, "%s %s %s\n", git_oid_tostr(from, sizeof(from), &work->from),
             git_oid_tostr(to, sizeof(to), &work->to), work->ref ? work->ref : "-");
    unlink(beside);
    int fd = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666);
    enum status status = STATUS_OK;
    if (fd < 0 || write(fd, line.data, line.len) != (ssize_t)line.len || fsync(fd) != 0 ||
        rename(beside, path) != 0) {
        status = error_system(err, errno, "%s could not be written: nothing was changed", path);
        unlink(beside);
    }
    if (fd >= 0)
        close(fd);
    str_finish(&line);
    free(beside);
    free(path);
    return status == STATUS_OK ? sync_git_folder(repo, err) : status;
}

static enum status record_remove(const struct repository *repo, struct error *err)
{
    char *path = repository_join(repo->git_path, RECORD);
    enum status status = STATUS_OK;
    if (unlink(path) != 0 && errno != ENOENT)
        status = error_system(err, errno, "%s could not be removed", path);
    free(path);
    return status == STATUS_OK ? sync_git_folder(repo, err) : status;
}

/* STATUS_ABSENT when there is none. */
static enum status record_read(struct switch_work *work, struct error *err)
{
    struct folder folder;
    struct str text = {0};
    enum status status = folder_open(work->texts.repo->git_path, &folder, err);
    if (status != STATUS_OK)
        return status;
    status = folder_read(&folder, RECORD, 2048, &text, NULL, err);
    folder_close(&folder);
    struct view line = view_trim(str_view(&text));
    size_t ref = 2 * GIT_OID_HEXSZ + 2;
    if (status == STATUS_OK &&
        (line.len <= ref || line.data[GIT_OID_HEXSZ] != ' ' ||
         git_oid_fromstrn(&work->from, line.data, GIT_OID_HEXSZ) < 0 ||
         git_oid_fromstrn(&work->to, line.data + GIT_OID_HEXSZ + 1, GIT_OID_HEXSZ) < 0))
        status = error_set(err, STATUS_INVALID,
                           "%s/" RECORD " makes no sense: a switch of branches was cut short, look "
                           "at `git status` and remove it",
                           work->texts.repo->git_path);
    if (status == STATUS_OK && !view_is(view_slice(line, ref, line.len), "-")) {
        work->ref = mem_string_n(line.data + ref, line.len - ref);
        int valid = 0;
        if (git_reference_name_is_valid(&valid, work->ref) < 0 || !valid ||
            strncmp(work->ref, "refs/heads/", 11) != 0)
            status = error_set(err, STATUS_INVALID, "%.80s is no branch", work->ref);
    }
    str_finish(&text);
    return status;
}

/* --- the steps --- */

static enum status open_trees(struct switch_work *work, struct error *err)
{
    enum status status = repository_tree(work->texts.repo, &work->from, &work->texts.now, err);
    if (status == STATUS_OK)
        status = repository_tree(work->texts.repo, &work->to, &work->after, err);
    return status == STATUS_OK ? switch_find(work, err) : status;
}

/* From the files on; the lock is held and the record written. */
static enum status carry_out(struct switch_work *work, struct branch_result *result,
                             struct error *err)
{
    struct error cause = {0};
    enum status status = switch_apply(work, result, &cause);
    if (status == STATUS_OK)
        status = head_move(work->texts.repo, &work->from, work->ref, &work->to, &cause);
    if (status == STATUS_OK)
        status = record_remove(work->texts.repo, &cause);
    if (status != STATUS_OK)
        return error_set(err, status, "the switch is half done, and goes on when it can: %s",
                         cause.text);
    return STATUS_OK;
}

/* Whether git has gone on in between: then the record says nothing any more. */
static enum status is_outdated(const struct switch_work *work, bool *outdated, struct error *err)
{
    struct repository *repo = work->texts.repo;
    struct head_position head;
    git_oid at;
    enum status status = repository_head(repo, &head, err);
    if (status != STATUS_OK)
        return status;
    bool arrived = work->ref ? !head.detached && strcmp(head.ref, work->ref) == 0
                             : head.detached && git_oid_equal(&head.id, &work->to);
    bool moved = work->ref && (git_reference_name_to_id(&at, repo->git, work->ref) < 0 ||
                               !git_oid_equal(&at, &work->to));
    *outdated = head.unborn || moved || (!arrived && !git_oid_equal(&head.id, &work->from));
    return STATUS_OK;
}

static enum status finish_locked(struct repository *repo, const struct folder *folder,
                                 struct branch_result *result, struct error *err)
{
    struct switch_work work = {.texts = {.repo = repo, .folder = folder}};
    bool outdated = false;
    enum status status = record_read(&work, err);
    if (status == STATUS_OK)
        status = is_outdated(&work, &outdated, err);
    if (outdated) {
        status = record_remove(repo, err);
    } else if (status == STATUS_OK) {
        char *index = repository_join(repo->git_path, "index");
        status = index_file_load(&repo->index, index, err);
        free(index);
        if (status == STATUS_OK)
            status = open_trees(&work, err);
        if (status == STATUS_OK)
            status = carry_out(&work, result, err);
    }
    work_finish(&work);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

enum status branch_switch_finish(struct repository *repo, const struct folder *folder,
                                 struct branch_result *result, struct error *err)
{
    struct file_lock lock = {0};
    *result = (struct branch_result){0};
    if (!repository_is_switching(repo))
        return STATUS_OK;
    enum status status = file_lock_take(repo->git_path, "index", &lock, err);
    if (status == STATUS_OK)
        status = finish_locked(repo, folder, result, err);
    file_lock_drop(&lock);
    return status;
}

/* Where HEAD is and where it is to go. */
static enum status find_ends(struct switch_work *work, const struct branch_target *target,
                             struct error *err)
{
    struct repository *repo = work->texts.repo;
    struct head_position head;
    git_commit *commit = NULL;
    enum status status = repository_head(repo, &head, err);
    if (status == STATUS_OK && head.unborn)
        status = error_set(err, STATUS_REFUSED, "there is no commit yet: nothing to switch from");
    if (status != STATUS_OK)
        return status;
    work->from = head.id;
    int code;
    if (target->branch) {
        if (asprintf(&work->ref, "refs/heads/%s", target->branch) < 0)
            abort();
        if (!head.detached && strcmp(work->ref, head.ref) == 0)
            return error_set(err, STATUS_EXISTS, "%s is where you are", target->branch);
        status = repository_check_refs(repo->git_path, err);
        if (status != STATUS_OK)
            return status;
        code = git_reference_name_to_id(&work->to, repo->git, work->ref);
    } else {
        code = git_oid_fromstr(&work->to, target->id);
        if (code == 0 && head.detached && git_oid_equal(&work->to, &head.id))
            return error_set(err, STATUS_EXISTS, "that is where you are");
    }
    if (code == GIT_ENOTFOUND)
        return error_set(err, STATUS_ABSENT, "there is no branch %.80s", target->branch);
    if (code == 0)
        code = git_commit_lookup(&commit, repo->git, &work->to);
    git_commit_free(commit);
    return code < 0 ? git_failed(err, code, "%s cannot be switched to",
                                 target->branch ? target->branch : "that commit")
                    : STATUS_OK;
}

static enum status switch_locked(struct switch_work *work, const struct branch_target *target,
                                 struct branch_result *result, struct error *err)
{
    enum status status = find_ends(work, target, err);
    if (status == STATUS_OK)
        status = open_trees(work, err);
    if (status == STATUS_OK)
        status = switch_check(work, target, err);
    if (status == STATUS_OK)
        status = record_write(work, err);
    return status == STATUS_OK ? carry_out(work, result, err) : status;
}

enum status branch_switch(struct repository *repo, const struct folder *folder,
                          const struct branch_target *target, const atomic_bool *cancel,
                          struct branch_result *result, struct error *err)
{
    struct switch_work work = {.texts = {.repo = repo, .folder = folder, .cancel = cancel}};
    struct file_lock lock = {0};
    enum status status = branch_switch_finish(repo, folder, result, err);
    branch_result_finish(result);
    const char *busy = status == STATUS_OK ? repository_busy(repo) : NULL;
    if (busy)
        status = error_set(err, STATUS_BUSY, "%s is in progress: finish or abort it first", busy);
    if (status == STATUS_OK)
        status = file_lock_take(repo->git_path, "index", &lock, err);
    if (status == STATUS_OK)
        status = switch_locked(&work, target, result, err);
    file_lock_drop(&lock);
    work_finish(&work);
    return status;
}
