/* Which commit an undo or a redo is about, read from the history alone.
 *
 * From HEAD along first parents, newest first: an undo names in its trailers what it undid, a redo
 * what it brought again; the newest word about a commit counts. The first commit that is neither,
 * and of which the last word is not that it was undone, is what an undo is about. A redo takes back
 * the newest undo whose commits were not brought again since. Changes that would make no difference
 * are passed over, and named in the trailers, so that they do not stand in the way for ever. */
#include "core/store/revive_parts.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"

#include <stdlib.h>
#include <string.h>

#define WALK_MAX 20000

struct id_list {
    git_oid *items;
    size_t count, cap;
};

enum commit_nature { NATURE_CHANGE, NATURE_UNDO, NATURE_REDO };

struct undo_walk {
    struct revive_work *work;
    struct id_list undone, redone; /* the last word about each */
    struct id_list passed;         /* no difference: named in the trailers */
};

static bool list_has(const struct id_list *list, const git_oid *id)
{
    for (size_t i = 0; i < list->count; i++)
        if (git_oid_equal(&list->items[i], id))
            return true;
    return false;
}

static void list_add(struct id_list *list, const git_oid *id)
{
    *ARRAY_PUSH(list->items, list->count, list->cap) = *id;
}

struct view revive_subject(const git_commit *commit)
{
    const char *message = git_commit_message(commit);
    struct view text = view_of(message ? message + strspn(message, "\n") : NULL);
    return view_slice(text, 0, view_find(text, 0, '\n'));
}

void revive_add_trailer(struct str *body, const char *name, const git_oid *id)
{
    char hex[GIT_OID_HEXSZ + 1];
    str_addf(body, "%s%s: %s", body->len ? "\n" : "", name, git_oid_tostr(hex, sizeof(hex), id));
}

/* Adds what the trailers called `name` say to `list`; false when there are none. */
static bool read_trailers(const git_commit *commit, const char *name, struct id_list *list)
{
    const char *message = git_commit_message(commit);
    struct view rest = view_of(message), line;
    size_t before = list->count, len = strlen(name);
    while (view_line(&rest, &line)) {
        git_oid id;
        if (view_starts(line, name) && line.len == len + 2 + GIT_OID_HEXSZ &&
            line.data[len] == ':' && line.data[len + 1] == ' ' &&
            git_oid_fromstrn(&id, line.data + len + 2, GIT_OID_HEXSZ) == 0)
            list_add(list, &id);
    }
    return list->count > before;
}

static enum commit_nature read_nature(const git_commit *commit, struct id_list *about)
{
    if (view_starts(revive_subject(commit), "undo: ") && read_trailers(commit, "Undoes", about))
        return NATURE_UNDO;
    if (view_starts(revive_subject(commit), "redo: ") && read_trailers(commit, "Redoes", about))
        return NATURE_REDO;
    return NATURE_CHANGE;
}

/* Remembers the word about commits that have none yet. Gives whether any had none. */
static bool add_word(struct undo_walk *walk, const struct id_list *about, struct id_list *word)
{
    bool news = false;
    for (size_t i = 0; i < about->count; i++)
        if (!list_has(&walk->undone, &about->items[i]) &&
            !list_has(&walk->redone, &about->items[i])) {
            list_add(word, &about->items[i]);
            news = true;
        }
    return news;
}

static bool plan_is_empty(const struct revive_plan *plan)
{
    return plan->set.count == 0 && !plan->conflict.path;
}

/* `commit` is to be taken back: true when that makes a difference, and the plan is complete. */
static enum status take_back(struct undo_walk *walk, git_commit *commit, bool redo,
                             const struct id_list *about, bool *found, struct error *err)
{
    struct revive_plan *plan = walk->work->plan;
    struct str body = {0};
    enum status status = revive_commit(walk->work, commit, err);
    if (redo)
        for (size_t i = 0; i < about->count; i++)
            list_add(&walk->passed, &about->items[i]);
    else
        list_add(&walk->passed, git_commit_id(commit));
    *found = status == STATUS_OK && !plan_is_empty(plan);
    if (!*found)
        return status;
    for (size_t i = 0; i < walk->passed.count; i++)
        revive_add_trailer(&body, redo ? "Redoes" : "Undoes", &walk->passed.items[i]);
    struct view subject = revive_subject(commit);
    if (redo && view_starts(subject, "undo: "))
        subject = view_slice(subject, strlen("undo: "), subject.len);
    change_set_subject(&plan->set, "%s: %.*s", redo ? "redo" : "undo", (int)subject.len,
                       subject.data);
    plan->set.body = str_take(&body);
    plan->about = mem_string_n(subject.data, subject.len);
    plan->time = git_commit_time(commit);
    return STATUS_OK;
}

static enum status look_at(struct undo_walk *walk, git_commit *commit, bool redo, bool *found,
                           struct error *err)
{
    struct id_list about = {0};
    enum status status = STATUS_OK;
    enum commit_nature nature = read_nature(commit, &about);
    bool news = nature == NATURE_UNDO   ? add_word(walk, &about, &walk->undone)
                : nature == NATURE_REDO ? add_word(walk, &about, &walk->redone)
                                        : !list_has(&walk->undone, git_commit_id(commit));
    if (redo ? nature == NATURE_UNDO && news : nature == NATURE_CHANGE && news) {
        if (log_parent_count(commit, &walk->work->grafts) == 0)
            status = error_set(err, STATUS_ABSENT,
                               "this is where the history begins: there is nothing left to undo");
        else
            status = take_back(walk, commit, redo, &about, found, err);
    }
    free(about.items);
    return status;
}

enum status revive_undo(struct revive_work *work, bool redo, struct error *err)
{
    struct undo_walk walk = {.work = work};
    git_commit *commit = NULL;
    bool found = false;
    int code = git_commit_dup(&commit, work->head);
    enum status status = STATUS_OK;
    for (size_t steps = 0; code == 0 && status == STATUS_OK && !found; steps++) {
        git_commit *parent = NULL;
        if (work->cancel && atomic_load(work->cancel))
            status = error_set(err, STATUS_CANCELLED, "cancelled");
        else if (steps == WALK_MAX)
            status = error_set(err, STATUS_ABSENT, "there is nothing to %s in the last %d commits",
                               redo ? "redo" : "undo", WALK_MAX);
        else
            status = look_at(&walk, commit, redo, &found, err);
        if (status != STATUS_OK || found)
            break;
        code = revive_parent(work, commit, &parent);
        if (code == 0 && !parent)
            status =
                error_set(err, STATUS_ABSENT, "there is nothing to %s", redo ? "redo" : "undo");
        git_commit_free(commit);
        commit = parent;
    }
    if (code < 0) {
        git_failed(err, code, "a commit cannot be read: nothing was changed");
        status = STATUS_IO;
    }
    git_commit_free(commit);
    free(walk.undone.items);
    free(walk.redone.items);
    free(walk.passed.items);
    return status;
}
