#include "core/store/branches.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/repository_check.h"
#include "core/store/repository_git.h"

#include <stdlib.h>
#include <string.h>

#define BRANCHES_MAX 10000

struct branch_list {
    struct repository *repo;
    struct head_position head;
    struct branch *items;
    size_t count, cap, left_out;
};

void branches_free(struct branch *branches, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(branches[i].name);
        free(branches[i].author);
        free(branches[i].subject);
    }
    free(branches);
}

/* Adds what leads to `id` by way of tags; nothing when that is no commit. */
static void add(struct branch_list *list, const char *name, bool is_tag, bool is_here,
                const git_oid *id)
{
    git_commit *commit = NULL;
    struct log_commit read;
    if (repository_peel(list->repo, id, &commit) < 0) {
        list->left_out++;
        return;
    }
    log_commit_read(commit, NULL, &read);
    struct branch *branch = ARRAY_PUSH(list->items, list->count, list->cap);
    *branch = (struct branch){.name = name ? mem_string(name) : NULL,
                              .is_tag = is_tag,
                              .is_here = is_here,
                              .time = read.time,
                              .author = mem_string(read.author),
                              .subject = mem_string(read.subject)};
    memcpy(branch->id, read.id, sizeof(branch->id));
    log_commit_finish(&read);
    git_commit_free(commit);
}

static enum status add_folder(struct branch_list *list, const char *glob, bool is_tag,
                              const atomic_bool *cancel, struct error *err)
{
    git_reference_iterator *refs = NULL;
    const char *name;
    enum status status = STATUS_OK;
    int code = git_reference_iterator_glob_new(&refs, list->repo->git, glob);
    while (code == 0 && status == STATUS_OK && (code = git_reference_next_name(&name, refs)) == 0) {
        git_oid id;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            status = error_set(err, STATUS_CANCELLED, "cancelled");
        else if (list->count + list->left_out >= BRANCHES_MAX)
            status = error_set(err, STATUS_LIMIT, "there are more than %d branches and tags",
                               BRANCHES_MAX);
        else if (git_reference_name_to_id(&id, list->repo->git, name) < 0)
            list->left_out++;
        else
            add(list, name + strlen(glob) - 1, is_tag,
                !list->head.detached && strcmp(name, list->head.ref) == 0, &id);
    }
    git_reference_iterator_free(refs);
    if (code < 0 && code != GIT_ITEROVER)
        return git_failed(err, code, "the branches cannot be listed");
    return status;
}

static int compare(const void *a, const void *b)
{
    const struct branch *x = a, *y = b;
    if (x->is_here != y->is_here)
        return x->is_here ? -1 : 1;
    if (x->is_tag != y->is_tag)
        return x->is_tag ? 1 : -1;
    if (x->time != y->time)
        return x->time > y->time ? -1 : 1;
    return strcmp(x->name ? x->name : "", y->name ? y->name : "");
}

enum status branches_list(struct repository *repo, const atomic_bool *cancel, struct branch **out,
                          size_t *count, size_t *left_out, struct error *err)
{
    struct branch_list list = {.repo = repo};
    enum status status = repository_check_refs(repo->git_path, err);
    if (status == STATUS_OK)
        status = repository_head(repo, &list.head, err);
    if (status == STATUS_OK && list.head.detached)
        add(&list, NULL, false, true, &list.head.id);
    if (status == STATUS_OK)
        status = add_folder(&list, "refs/heads/*", false, cancel, err);
    if (status == STATUS_OK)
        status = add_folder(&list, "refs/tags/*", true, cancel, err);
    if (status != STATUS_OK) {
        branches_free(list.items, list.count);
        return status;
    }
    if (list.count)
        qsort(list.items, list.count, sizeof(*list.items), compare);
    *out = list.items;
    *count = list.count;
    *left_out = list.left_out;
    return STATUS_OK;
}
