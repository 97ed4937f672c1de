/* Where a file came from, decided as git decides it for --follow and for blame, for a history that
 * ends elsewhere is another history.
 *
 * The same bytes come first: one that the commit took away before one that stays, and the same name
 * before another. Else what is most alike, by the share of the larger text that both have, if it is
 * half of it. Of the four best one that was taken away wins. Where nothing that stays counts, the
 * only one with the same name wins before that, if it is alike by three quarters. What is equal in
 * all this is decided by order, which is git's, too: that of the tree. */
#include "core/store/log_rename.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/tree_compare.h"
#include "core/text/likeness.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    SCORE_MAX = 60000,
    SCORE_LEAST = 30000,
    SCORE_NAME = 45000,
    BEST = 4,
    SAME_MAX = 102,
    SOURCES_MAX = 1000000
};

struct rename_source {
    char *path;
    git_oid id;
    uint32_t mode;
};

struct rename_choice {
    const struct rename_source *source; /* NULL: none yet */
    int score, name;
};

struct rename_search {
    git_repository *git;
    git_odb *odb;
    const git_tree *new;
    const char *path;
    enum log_rename how;
    const atomic_bool *cancel;
    git_oid id;
    uint32_t mode;
    struct likeness likeness;
    uint64_t size;
    struct rename_source *sources;
    size_t count, cap;
    struct rename_choice best[BEST];
};

static enum status add_source(void *data, const struct tree_change *change, struct error *err)
{
    struct rename_search *search = data;
    if (search->count == SOURCES_MAX)
        return error_set(err, STATUS_LIMIT, "a commit has too many files");
    *ARRAY_PUSH(search->sources, search->count, search->cap) =
        (struct rename_source){mem_string(change->path), change->new_id, change->new_mode};
    return STATUS_OK;
}

static enum status add_removed(void *data, const struct tree_change *change, struct error *err)
{
    const struct tree_change removed = {
        .path = change->path, .new_id = change->old_id, .new_mode = change->old_mode};
    return change->new_mode == 0 ? add_source(data, &removed, err) : STATUS_OK;
}

static bool same_name(const struct rename_search *search, const struct rename_source *source)
{
    return view_equal(path_name(view_of(source->path)), path_name(view_of(search->path)));
}

/* Whether the commit took it away. */
static enum status is_gone(const struct rename_search *search, const struct rename_source *source,
                           bool *gone, struct error *err)
{
    git_oid id;
    uint32_t mode;
    enum status status = tree_find(search->git, search->new, source->path, &id, &mode, err);
    *gone = mode == 0 || mode == GIT_FILEMODE_TREE;
    return status;
}

static enum status find_same(const struct rename_search *search, const struct rename_source **found,
                             struct error *err)
{
    int best = -1, looked = 0;
    for (size_t i = 0; i < search->count && looked < SAME_MAX && best < 2; i++) {
        const struct rename_source *source = &search->sources[i];
        bool gone;
        if (!git_oid_equal(&source->id, &search->id) ||
            ((!S_ISREG(source->mode) || !S_ISREG(search->mode)) && source->mode != search->mode))
            continue;
        enum status status = is_gone(search, source, &gone, err);
        if (status != STATUS_OK)
            return status;
        int score = gone + same_name(search, source);
        if (score > best) {
            best = score;
            *found = source;
        }
        looked++;
    }
    return STATUS_OK;
}

static enum status read_blob(const struct rename_search *search, const git_oid *id, git_blob **out,
                             struct error *err)
{
    int code = git_blob_lookup(out, search->git, id);
    if (code < 0) {
        git_failed(err, code, "a file of history cannot be read");
        return STATUS_IO;
    }
    return STATUS_OK;
}

static struct view blob_text(const git_blob *blob)
{
    return view_from(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob));
}

/* 0 without reading it when the sizes say that it cannot be. */
static enum status score_of(const struct rename_search *search, const struct rename_source *source,
                            int *score, struct error *err)
{
    size_t size;
    git_object_t type;
    git_blob *blob = NULL;
    *score = 0;
    if (!S_ISREG(source->mode))
        return STATUS_OK;
    int code = git_odb_read_header(&size, &type, search->odb, &source->id);
    if (code < 0) {
        git_failed(err, code, "a file of history cannot be read");
        return STATUS_IO;
    }
    uint64_t large = size > search->size ? size : search->size;
    uint64_t small = size > search->size ? search->size : size;
    if (small == 0 || large * (SCORE_MAX - SCORE_LEAST) < (large - small) * SCORE_MAX)
        return STATUS_OK;
    enum status status = read_blob(search, &source->id, &blob, err);
    if (status != STATUS_OK)
        return status;
    struct likeness likeness;
    likeness_make(&likeness, blob_text(blob));
    *score = (int)(likeness_shared(&likeness, &search->likeness) * SCORE_MAX / large);
    likeness_finish(&likeness);
    git_blob_free(blob);
    return STATUS_OK;
}

/* Above zero when `a` comes behind `b`. */
static int choice_order(const struct rename_choice *a, const struct rename_choice *b)
{
    if (!a->source || !b->source)
        return !a->source - !b->source;
    return a->score != b->score ? b->score - a->score : b->name - a->name;
}

/* Takes the place of the worst of the best, if it is better. */
static void keep_best(struct rename_search *search, const struct rename_choice *choice)
{
    size_t worst = 0;
    for (size_t i = 1; i < BEST; i++)
        if (choice_order(&search->best[i], &search->best[worst]) > 0)
            worst = i;
    if (choice_order(&search->best[worst], choice) > 0)
        search->best[worst] = *choice;
}

/* The one source with the same name, if there is just one. */
static enum status find_named(const struct rename_search *search,
                              const struct rename_source **found, struct error *err)
{
    const struct rename_source *named = NULL;
    size_t count = 0;
    int score = 0;
    for (size_t i = 0; i < search->count; i++)
        if (same_name(search, &search->sources[i])) {
            named = &search->sources[i];
            count++;
        }
    enum status status = count == 1 ? score_of(search, named, &score, err) : STATUS_OK;
    if (status == STATUS_OK && score >= SCORE_NAME)
        *found = named;
    return status;
}

static enum status find_alike(struct rename_search *search, const struct rename_source **found,
                              struct error *err)
{
    enum status status = STATUS_OK;
    git_blob *blob = NULL;
    if (!S_ISREG(search->mode))
        return STATUS_OK;
    status = read_blob(search, &search->id, &blob, err);
    if (status != STATUS_OK)
        return status;
    search->size = (uint64_t)git_blob_rawsize(blob);
    likeness_make(&search->likeness, blob_text(blob));
    git_blob_free(blob);
    if (search->how == LOG_RENAMED && search->size)
        status = find_named(search, found, err);
    for (size_t i = 0; status == STATUS_OK && !*found && search->size && i < search->count; i++) {
        struct rename_choice choice = {.source = &search->sources[i]};
        if (search->cancel && atomic_load_explicit(search->cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "cancelled");
        choice.name = same_name(search, choice.source);
        status = score_of(search, choice.source, &choice.score, err);
        keep_best(search, &choice);
    }
    bool gone = *found != NULL;
    for (size_t i = 0; status == STATUS_OK && !gone && i < BEST; i++) {
        const struct rename_choice *top = NULL; /* the first of those that are left */
        for (size_t j = 0; j < BEST; j++)
            if (search->best[j].source && (!top || choice_order(top, &search->best[j]) > 0))
                top = &search->best[j];
        if (!top || top->score < SCORE_LEAST)
            break;
        status = is_gone(search, top->source, &gone, err);
        if (gone || !*found)
            *found = top->source;
        search->best[top - search->best].source = NULL;
    }
    return status;
}

static enum status search_old(struct rename_search *search, const git_tree *old, char **source,
                              struct error *err)
{
    const struct rename_source *found = NULL;
    enum status status =
        tree_find(search->git, search->new, search->path, &search->id, &search->mode, err);
    if (status == STATUS_OK)
        status = search->how == LOG_RENAMED ? tree_compare(search->git, old, search->new, "",
                                                           search->cancel, add_removed, search, err)
                                            : tree_compare(search->git, NULL, old, "",
                                                           search->cancel, add_source, search, err);
    if (status == STATUS_OK)
        status = find_same(search, &found, err);
    if (status == STATUS_OK && !found)
        status = find_alike(search, &found, err);
    if (status == STATUS_OK && found)
        *source = mem_string(found->path);
    return status;
}

enum status log_rename_find(git_repository *git, const git_tree *old, const git_tree *new,
                            const char *path, enum log_rename how, const atomic_bool *cancel,
                            char **source, struct error *err)
{
    struct rename_search search = {
        .git = git, .new = new, .path = path, .how = how, .cancel = cancel};
    *source = NULL;
    if (!old)
        return STATUS_OK;
    int code = git_repository_odb(&search.odb, git);
    if (code < 0)
        return git_failed(err, code, "history cannot be read");
    enum status status = search_old(&search, old, source, err);
    for (size_t i = 0; i < search.count; i++)
        free(search.sources[i].path);
    free(search.sources);
    likeness_finish(&search.likeness);
    git_odb_free(search.odb);
    return status == STATUS_LIMIT ? STATUS_OK : status; /* too much to be looked through */
}
