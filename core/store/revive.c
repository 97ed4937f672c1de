#include "core/store/revive.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/log.h"
#include "core/store/log_commit.h"
#include "core/store/revision.h"
#include "core/store/revive_parts.h"
#include "core/text/line_carry.h"

#include <stdlib.h>
#include <string.h>

/* The door: opens what a request is about, and makes the plans that are about one text. */

#define RUN_MAX 1000

void revive_request_finish(struct revive_request *request)
{
    free(request->rev);
    free(request->to);
    free(request->path);
    free(request->from);
    *request = (struct revive_request){0};
}

void revive_plan_finish(struct revive_plan *plan)
{
    change_set_finish(&plan->set);
    free(plan->conflict.path);
    str_finish(&plan->conflict.base);
    str_finish(&plan->conflict.mine);
    str_finish(&plan->conflict.theirs);
    free(plan->about);
    *plan = (struct revive_plan){0};
}

static enum status find_commit(struct revive_work *work, const char *rev, git_commit **out,
                               struct error *err)
{
    char hex[41];
    git_oid id;
    enum status status = revision_find(work->repo, rev, hex, err);
    if (status != STATUS_OK)
        return status;
    int code = git_oid_fromstr(&id, hex);
    if (code == 0)
        code = git_commit_lookup(out, work->repo->git, &id);
    if (code < 0) {
        git_failed(err, code, "the commit %s cannot be read", rev);
        return STATUS_IO;
    }
    return STATUS_OK;
}

int revive_parent(const struct revive_work *work, const git_commit *commit, git_commit **out)
{
    *out = NULL;
    if (log_parent_count(commit, &work->grafts) == 0)
        return 0;
    return git_commit_lookup(out, work->repo->git, log_parent(commit, &work->grafts, 0));
}

static void take_about(struct revive_plan *plan, const git_commit *commit)
{
    struct view subject = revive_subject(commit);
    plan->about = mem_string_n(subject.data, subject.len);
    plan->time = git_commit_time(commit);
}

/* --- one file as it was --- */

/* The text of `path` in the commit. */
static enum status text_of(struct revive_work *work, const git_commit *commit, const char *path,
                           struct revive_text *out, struct error *err)
{
    git_tree *tree = NULL;
    git_oid id;
    uint32_t mode = 0;
    enum status status = path_check(view_of(path), err);
    if (status == STATUS_OK)
        status = repository_tree(work->repo, git_commit_id(commit), &tree, err);
    if (status == STATUS_OK)
        status = tree_find(work->repo->git, tree, path, &id, &mode, err);
    git_tree_free(tree);
    if (status == STATUS_OK)
        status = revive_text_read(work, &id, mode, path, out, err);
    if (status == STATUS_OK && !out->there) {
        char hex[8];
        status = error_set(err, STATUS_ABSENT, "%s is not in the commit %s", path,
                           git_oid_tostr(hex, sizeof(hex), git_commit_id(commit)));
    }
    return status;
}

/* "restore: NAME as of 2026-03-01 14:02 (1a2b3c4)" */
static void restore_subject(struct revive_work *work, const git_commit *commit, const char *path,
                            bool lines)
{
    char hex[8];
    struct str date = {0}, body = {0};
    struct view name = path_name(view_of(path));
    clock_add_date(&date, git_commit_time(commit), git_commit_time_offset(commit));
    change_set_subject(&work->plan->set, "restore: %s%.*s as of %s (%s)", lines ? "part of " : "",
                       (int)name.len, name.data, str_text(&date),
                       git_oid_tostr(hex, sizeof(hex), git_commit_id(commit)));
    revive_add_trailer(&body, "Restores", git_commit_id(commit));
    work->plan->set.body = str_take(&body);
    str_finish(&date);
}

static enum status restore_from(struct revive_work *work, const git_commit *commit,
                                const struct revive_request *request, struct error *err)
{
    struct revive_text then = {0}, now = {0};
    struct str made = {0};
    const char *path = request->path;
    enum status status = text_of(work, commit, request->from ? request->from : path, &then, err);
    if (status == STATUS_OK)
        status = revive_text_now(work, path, &now, err);
    if (status != STATUS_OK)
        goto out;
    struct view mine = str_view(&now.text);
    if (request->first == 0)
        str_add(&made, str_view(&then.text));
    else if (!line_carry(&made, str_view(&then.text), mine, request->first, request->last))
        status = error_set(err, STATUS_INVALID, "%s has no lines %zu to %zu there", path,
                           request->first, request->last);
    if (status == STATUS_OK && (!now.there || !view_equal(str_view(&made), mine)))
        change_set_write(&work->plan->set, path, now.there ? &mine : NULL, str_view(&made));
    restore_subject(work, commit, path, request->first > 0);
    take_about(work->plan, commit);
out:
    str_finish(&made);
    revive_text_finish(&then);
    revive_text_finish(&now);
    return status;
}

static enum status restore(struct revive_work *work, const struct revive_request *request,
                           struct error *err)
{
    git_commit *commit = NULL;
    enum status status = find_commit(work, request->rev, &commit, err);
    if (status == STATUS_OK)
        status = restore_from(work, commit, request, err);
    git_commit_free(commit);
    return status;
}

/* The newest commit that has a word about the path is the one that deleted it. */
static enum status undelete(struct revive_work *work, const struct revive_request *request,
                            struct error *err)
{
    struct log_walk *walk = NULL;
    struct log_commit last = {0};
    struct revive_text now = {0};
    enum status status = revive_text_now(work, request->path, &now, err);
    if (status == STATUS_OK && now.there)
        status = error_set(err, STATUS_EXISTS, "%s is there; nothing was changed", request->path);
    revive_text_finish(&now);
    if (status == STATUS_OK)
        status = log_open(work->repo, &(struct log_options){.path = request->path}, &walk, err);
    if (status == STATUS_OK)
        status = log_next(walk, work->cancel, &last, err);
    log_close(walk);
    if (status == STATUS_ABSENT)
        return error_set(err, status, "there never was a file %s here", request->path);
    if (status != STATUS_OK)
        return status;
    struct str rev = {0};
    str_addf(&rev, "%s^", last.id);
    struct revive_request as_it_was = {.rev = str_take(&rev), .path = request->path};
    status = restore(work, &as_it_was, err);
    free(as_it_was.rev);
    log_commit_finish(&last);
    return status;
}

/* --- commits taken back --- */

/* Collects the commits from `newer` along first parents to `older`. GIT_ENOTFOUND when it is not
 * there. */
static int run_between(const struct revive_work *work, const git_commit *newer,
                       const git_commit *older, git_oid *ids, size_t *count)
{
    git_commit *at = NULL;
    int code = git_commit_dup(&at, (git_commit *)(uintptr_t)newer);
    for (*count = 0; code == 0 && *count < RUN_MAX;) {
        git_commit *parent = NULL;
        ids[(*count)++] = *git_commit_id(at);
        if (git_oid_equal(git_commit_id(at), git_commit_id(older)))
            break;
        code = revive_parent(work, at, &parent);
        git_commit_free(at);
        at = parent;
        if (code == 0 && (!at || *count == RUN_MAX))
            code = GIT_ENOTFOUND;
    }
    git_commit_free(at);
    return code;
}

static void run_words(struct revive_work *work, const git_oid *ids, size_t count)
{
    char first[8], last[8];
    struct str body = {0};
    change_set_subject(&work->plan->set, "revert: %zu commits, %s to %s", count,
                       git_oid_tostr(first, sizeof(first), &ids[count - 1]),
                       git_oid_tostr(last, sizeof(last), &ids[0]));
    for (size_t i = 0; i < count; i++)
        revive_add_trailer(&body, "Reverts", &ids[i]);
    work->plan->set.body = str_take(&body);
}

/* All that changed from before the older one to the newer one, as one. */
static enum status revert_run(struct revive_work *work, git_commit *a, git_commit *b,
                              struct error *err)
{
    git_oid *ids = mem_zalloc(RUN_MAX, sizeof(*ids));
    git_commit *older = a, *newer = b, *parent = NULL;
    git_tree *after = NULL, *before = NULL;
    size_t count;
    enum status status = STATUS_OK;
    int code = run_between(work, newer, older, ids, &count);
    if (code == GIT_ENOTFOUND) {
        older = b;
        newer = a;
        code = run_between(work, newer, older, ids, &count);
    }
    if (code == GIT_ENOTFOUND) {
        status = error_set(err, STATUS_INVALID,
                           "one of the two commits does not lead to the other, or they are over "
                           "%d apart",
                           RUN_MAX);
        goto out;
    }
    if (code == 0)
        code = git_commit_tree(&after, newer);
    if (code == 0)
        code = revive_parent(work, older, &parent);
    if (parent)
        code = git_commit_tree(&before, parent);
    if (code < 0) {
        git_failed(err, code, "a commit cannot be read: nothing was changed");
        status = STATUS_IO;
        goto out;
    }
    run_words(work, ids, count);
    take_about(work->plan, newer);
    status = revive_trees(work, after, before, err);
out:
    git_tree_free(after);
    git_tree_free(before);
    git_commit_free(parent);
    free(ids);
    return status;
}

static enum status revert_one(struct revive_work *work, git_commit *commit, struct error *err)
{
    struct str body = {0};
    struct view subject = revive_subject(commit);
    change_set_subject(&work->plan->set, "revert: %.*s", (int)subject.len, subject.data);
    revive_add_trailer(&body, "Reverts", git_commit_id(commit));
    work->plan->set.body = str_take(&body);
    take_about(work->plan, commit);
    return revive_commit(work, commit, err);
}

static enum status revert(struct revive_work *work, const struct revive_request *request,
                          struct error *err)
{
    git_commit *commit = NULL, *to = NULL;
    enum status status = find_commit(work, request->rev, &commit, err);
    if (status == STATUS_OK && request->to)
        status = find_commit(work, request->to, &to, err);
    if (status == STATUS_OK)
        status = to && !git_oid_equal(git_commit_id(commit), git_commit_id(to))
                     ? revert_run(work, commit, to, err)
                     : revert_one(work, commit, err);
    git_commit_free(commit);
    git_commit_free(to);
    return status;
}

/* --- the door --- */

static enum status make(struct revive_work *work, const struct revive_request *request,
                        struct error *err)
{
    switch (request->kind) {
    case REVIVE_RESTORE:
        return restore(work, request, err);
    case REVIVE_UNDELETE:
        return undelete(work, request, err);
    case REVIVE_REVERT:
        return revert(work, request, err);
    case REVIVE_UNDO:
        return revive_undo(work, false, err);
    case REVIVE_REDO:
        return revive_undo(work, true, err);
    case REVIVE_NOTHING:
        break;
    }
    return STATUS_OK;
}

enum status revive_plan_make(struct repository *repo, const struct folder *folder,
                             const struct revive_request *request, const atomic_bool *cancel,
                             struct revive_plan *out, struct error *err)
{
    struct revive_work work = {.repo = repo, .folder = folder, .cancel = cancel, .plan = out};
    struct head_position head;
    *out = (struct revive_plan){0};
    const char *busy = repository_busy(repo);
    if (busy)
        return error_set(err, STATUS_BUSY,
                         "%s is in progress: nothing is brought back before it "
                         "is over",
                         busy);
    enum status status = repository_head(repo, &head, err);
    if (status == STATUS_OK && head.unborn)
        status = error_set(err, STATUS_ABSENT, "there is no commit yet");
    if (status == STATUS_OK)
        status = log_grafts_read(repo->git_path, &work.grafts, err);
    if (status != STATUS_OK)
        return status;
    git_oid_tostr(out->head, sizeof(out->head), &head.id);
    int code = git_commit_lookup(&work.head, repo->git, &head.id);
    if (code == 0)
        code = git_commit_tree(&work.now, work.head);
    if (code < 0) {
        git_failed(err, code, "the newest commit cannot be read");
        status = STATUS_IO;
    }
    if (status == STATUS_OK)
        status = make(&work, request, err);
    git_tree_free(work.now);
    git_commit_free(work.head);
    log_grafts_finish(&work.grafts);
    if (status != STATUS_OK)
        revive_plan_finish(out);
    return status;
}

enum status revive_plan_check(struct repository *repo, const char *head, struct error *err)
{
    struct head_position now;
    char hex[GIT_OID_HEXSZ + 1] = "";
    enum status status = repository_head(repo, &now, err);
    if (status == STATUS_OK && !now.unborn)
        git_oid_tostr(hex, sizeof(hex), &now.id);
    if (status == STATUS_OK && strcmp(hex, head) != 0)
        return error_set(err, STATUS_CONFLICT,
                         "the history has gone on meanwhile: nothing was changed, look again");
    return status;
}
