#include "core/workspace/search_authors.h"

#include "core/base/memory.h"
#include "core/store/log.h"
#include "core/store/log_paths.h"
#include "core/text/hash.h"
#include "core/workspace/tally.h"

#include <stdlib.h>
#include <string.h>

enum { AUTHORS_KEPT = 8, OFFERED_MAX = 500, OFFERED_COMMITS = 5000 };

struct authored {
    char *who;
    char head[41];
    uint64_t *paths;
    size_t count, cap;
};

struct search_authors {
    struct authored items[AUTHORS_KEPT];
    size_t next; /* to be given up */
};

static void authored_finish(struct authored *item)
{
    free(item->who);
    free(item->paths);
    *item = (struct authored){0};
}

struct search_authors *search_authors_new(void)
{
    return mem_zalloc(1, sizeof(struct search_authors));
}

void search_authors_free(struct search_authors *authors)
{
    for (size_t i = 0; authors && i < AUTHORS_KEPT; i++)
        authored_finish(&authors->items[i]);
    free(authors);
}

static void authored_visit(void *data, const char *path)
{
    struct authored *item = data;
    *ARRAY_PUSH(item->paths, item->count, item->cap) = hash_of(view_of(path));
}

static int authored_compare(const void *a, const void *b)
{
    uint64_t one = *(const uint64_t *)a, two = *(const uint64_t *)b;
    return one < two ? -1 : one > two;
}

static enum status authored_read(struct repository *repo, struct authored *item,
                                 const atomic_bool *cancel, struct error *err)
{
    struct log_options options = {.author = item->who};
    struct log_walk *walk;
    enum status status = log_open(repo, &options, &walk, err);
    if (status != STATUS_OK)
        return status;
    for (;;) {
        struct log_commit commit;
        status = log_next(walk, cancel, &commit, err);
        if (status != STATUS_OK)
            break;
        if (commit.parent_count < 2)
            status = log_paths_read(repo, commit.id, cancel, authored_visit, item, err);
        log_commit_finish(&commit);
        if (status == STATUS_CANCELLED)
            break; /* one commit that cannot be read does not hide the others */
    }
    log_close(walk);
    if (item->count)
        qsort(item->paths, item->count, sizeof(*item->paths), authored_compare);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

enum status search_authors_find(struct search_authors *authors, const char *workspace,
                                const char *who, const atomic_bool *cancel, const uint64_t **paths,
                                size_t *count, struct error *err)
{
    struct repository *repo = NULL;
    struct repository_state state;
    struct authored *item = NULL;
    enum status status = repository_open(workspace, &repo, err);
    if (status == STATUS_OK)
        status = repository_read_state(repo, &state, err);
    for (size_t i = 0; status == STATUS_OK && i < AUTHORS_KEPT; i++)
        if (authors->items[i].who && strcmp(authors->items[i].who, who) == 0 &&
            strcmp(authors->items[i].head, state.head) == 0)
            item = &authors->items[i];
    if (status == STATUS_OK && !item) {
        item = &authors->items[authors->next++ % AUTHORS_KEPT];
        authored_finish(item);
        item->who = mem_string(who);
        status = authored_read(repo, item, cancel, err);
        if (status == STATUS_OK)
            memcpy(item->head, state.head, sizeof(item->head));
        else
            authored_finish(item);
    }
    repository_free(repo);
    if (status != STATUS_OK)
        return status;
    *paths = item->paths;
    *count = item->count;
    return STATUS_OK;
}

struct met {
    struct note_offers authors;
    size_t commits[OFFERED_MAX];
};

static void met_count(struct met *met, const char *name)
{
    struct note_offers *authors = &met->authors;
    size_t at = 0;
    while (at < authors->count && strcmp(authors->names[at], name) != 0)
        at++;
    if (at == OFFERED_MAX || !*name)
        return;
    if (at == authors->count)
        *ARRAY_PUSH(authors->names, authors->count, authors->cap) = mem_string(name);
    met->commits[at]++;
}

static enum status met_read(const char *workspace, const atomic_bool *cancel, struct met *met)
{
    struct repository *repo = NULL;
    struct log_walk *walk = NULL;
    enum status status = repository_open(workspace, &repo, NULL);
    if (status == STATUS_OK)
        status = log_open(repo, NULL, &walk, NULL);
    for (size_t i = 0; status == STATUS_OK && i < OFFERED_COMMITS; i++) {
        struct log_commit commit;
        status = log_next(walk, cancel, &commit, NULL);
        if (status != STATUS_OK)
            break;
        met_count(met, commit.author);
        log_commit_finish(&commit);
    }
    log_close(walk);
    repository_free(repo);
    return status;
}

bool search_authors_offer(const char *workspace, const atomic_bool *cancel, struct note_offers *out)
{
    struct met met = {0};
    struct tallies all = {0};
    bool whole = met_read(workspace, cancel, &met) != STATUS_CANCELLED;
    for (size_t i = 0; whole && i < met.authors.count; i++)
        tally_add(&all, view_of(met.authors.names[i]), met.commits[i]);
    tally_offer(&all, OFFERED_MAX, out);
    note_offers_finish(&met.authors);
    return whole;
}
