#include "core/store/lost.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/git_error.h"
#include "core/store/id_table.h"
#include "core/store/log.h"
#include "core/store/repository_git.h"
#include "core/store/tree_compare.h"
#include "core/text/intern.h"

#include <stdlib.h>
#include <string.h>

/* Each commit is compared with its parent; of each file that differs the older text is judged, and
 * only if that has it the newer one. The newer text of a commit is the older one of a commit
 * before, so verdicts are kept by the id of the text: each version of a file is read about once. */

#define PACE 20 /* commits looked at in one call */
#define TEXT_MAX ((git_object_size_t)8 << 20)
#define COMMIT_MAX ((size_t)100000) /* files of one commit */
#define ADDED_MAX ((size_t)200)     /* of which so many are asked whether a file moved there */

struct lost_pair {
    char *path;
    git_oid old_id, new_id;
    bool deleted;
};

enum verdict { VERDICT_NONE, VERDICT_HAS, VERDICT_HAS_NOT };

struct lost_walk {
    struct repository *repo;
    struct lost_options options;
    struct log_walk *log;
    git_tree *now;            /* HEAD's; NULL: unborn */
    struct log_commit commit; /* the one that `pairs` are of */
    struct lost_pair *pairs;  /* what it changed or took away */
    size_t count, cap, given;
    struct lost_pair *added; /* what came with it */
    size_t added_count, added_cap;
    struct id_table texts;
    unsigned char *verdicts; /* enum verdict, by the texts' numbers */
    size_t verdict_count, verdict_cap;
    struct intern decided; /* paths, which lie in `paths` */
    char **paths;
    size_t path_count, path_cap;
    size_t visited, left_out;
};

void lost_text_finish(struct lost_text *lost)
{
    free(lost->path);
    free(lost->author);
    free(lost->subject);
    str_finish(&lost->text);
    *lost = (struct lost_text){0};
}

enum status lost_open(struct repository *repo, const struct lost_options *options,
                      struct lost_walk **out, struct error *err)
{
    struct lost_walk *walk = mem_zalloc(1, sizeof(*walk));
    const struct log_options log = {.since = options->since};
    struct head_position head;
    walk->repo = repo;
    walk->options = *options;
    enum status status = repository_head(repo, &head, err);
    if (status == STATUS_OK && !head.unborn)
        status = repository_tree(repo, &head.id, &walk->now, err);
    if (status == STATUS_OK)
        status = log_open(repo, &log, &walk->log, err);
    if (status == STATUS_OK)
        *out = walk;
    else
        lost_close(walk);
    return status;
}

static void pairs_clear(struct lost_walk *walk)
{
    for (size_t i = 0; i < walk->count; i++)
        free(walk->pairs[i].path);
    for (size_t i = 0; i < walk->added_count; i++)
        free(walk->added[i].path);
    walk->count = walk->given = walk->added_count = 0;
    log_commit_finish(&walk->commit);
}

void lost_close(struct lost_walk *walk)
{
    if (!walk)
        return;
    pairs_clear(walk);
    free(walk->pairs);
    free(walk->added);
    free(walk->verdicts);
    id_table_finish(&walk->texts);
    for (size_t i = 0; i < walk->path_count; i++)
        free(walk->paths[i]);
    free(walk->paths);
    intern_finish(&walk->decided);
    git_tree_free(walk->now);
    log_close(walk->log);
    free(walk);
}

size_t lost_visited(const struct lost_walk *walk)
{
    return walk->visited;
}

size_t lost_left_out(const struct lost_walk *walk)
{
    return walk->left_out;
}

/* --- one text --- */

/* A text that is over the limit, or that cannot be read, is left out and counted. */
static bool read_text(struct lost_walk *walk, const git_oid *id, struct str *out)
{
    git_blob *blob = NULL;
    bool fits = git_blob_lookup(&blob, walk->repo->git, id) == 0 &&
                (git_object_size_t)git_blob_rawsize(blob) <= TEXT_MAX;
    if (fits)
        str_add(out, view_from(git_blob_rawcontent(blob), (size_t)git_blob_rawsize(blob)));
    else
        walk->left_out++;
    git_blob_free(blob);
    return fits;
}

static enum status judge(struct lost_walk *walk, const git_oid *id, bool *has, struct error *err)
{
    uint32_t number;
    struct str text = {0};
    enum status status = STATUS_OK;
    if (id_table_add(&walk->texts, id, &number))
        *ARRAY_PUSH(walk->verdicts, walk->verdict_count, walk->verdict_cap) = VERDICT_NONE;
    *has = walk->verdicts[number] == VERDICT_HAS;
    if (walk->verdicts[number] != VERDICT_NONE)
        return STATUS_OK;
    if (read_text(walk, id, &text))
        status = walk->options.judge(walk->options.data, str_view(&text), has, err);
    if (status == STATUS_OK)
        walk->verdicts[number] = *has ? VERDICT_HAS : VERDICT_HAS_NOT;
    str_finish(&text);
    return status;
}

/* --- one commit --- */

static bool is_file(uint32_t mode)
{
    return mode == GIT_FILEMODE_BLOB || mode == GIT_FILEMODE_BLOB_EXECUTABLE;
}

static enum status collect(void *data, const struct tree_change *change, struct error *err)
{
    struct lost_walk *walk = data;
    bool old = is_file(change->old_mode), new = is_file(change->new_mode);
    if (walk->count + walk->added_count == COMMIT_MAX)
        return error_set(err, STATUS_LIMIT, "a commit changes more than %zu files", COMMIT_MAX);
    struct lost_pair pair = {.old_id = change->old_id, .new_id = change->new_id, .deleted = !new};
    if (old && walk->options.wants && !walk->options.wants(walk->options.data, change->path))
        return STATUS_OK;
    if (old)
        *ARRAY_PUSH(walk->pairs, walk->count, walk->cap) = pair;
    else if (new)
        *ARRAY_PUSH(walk->added, walk->added_count, walk->added_cap) = pair;
    if (old || new)
        (old ? &walk->pairs[walk->count - 1] : &walk->added[walk->added_count - 1])->path =
            mem_string(change->path);
    return STATUS_OK;
}

static enum status tree_of(struct lost_walk *walk, const char *hex, git_tree **out,
                           struct error *err)
{
    git_oid id;
    if (git_oid_fromstr(&id, hex) < 0)
        return error_set(err, STATUS_INVALID, "a commit has a malformed id");
    return repository_tree(walk->repo, &id, out, err);
}

static enum status look(struct lost_walk *walk, const atomic_bool *cancel, struct error *err)
{
    const struct log_commit *commit = &walk->commit;
    git_tree *old = NULL, *new = NULL;
    if (commit->parent_count != 1)
        return STATUS_OK;
    enum status status = tree_of(walk, commit->parents[0], &old, err);
    if (status == STATUS_OK)
        status = tree_of(walk, commit->id, &new, err);
    if (status == STATUS_OK)
        status = tree_compare(walk->repo->git, old, new, "", cancel, collect, walk, err);
    git_tree_free(old);
    git_tree_free(new);
    if (status == STATUS_LIMIT) {
        walk->left_out++;
        pairs_clear(walk);
        return STATUS_OK;
    }
    return status;
}

static enum status moved(struct lost_walk *walk, const struct lost_pair *pair, bool *has,
                         struct error *err)
{
    enum status status = STATUS_OK;
    *has = false;
    for (size_t i = 0; i < walk->added_count && !*has; i++)
        *has = git_oid_equal(&walk->added[i].new_id, &pair->old_id);
    for (size_t i = 0; status == STATUS_OK && i < walk->added_count && i < ADDED_MAX && !*has; i++)
        status = judge(walk, &walk->added[i].new_id, has, err);
    return status;
}

/* Whether HEAD has it at the path again. */
static enum status is_back(struct lost_walk *walk, const char *path, bool *has, struct error *err)
{
    git_oid id;
    uint32_t mode = 0;
    *has = false;
    enum status status = tree_find(walk->repo->git, walk->now, path, &id, &mode, err);
    if (status == STATUS_OK && is_file(mode))
        status = judge(walk, &id, has, err);
    return status;
}

static bool is_decided(const struct lost_walk *walk, const char *path)
{
    uint32_t number;
    return intern_find(&walk->decided, view_of(path), &number);
}

static void decide(struct lost_walk *walk, const char *path)
{
    char *copy = mem_string(path);
    *ARRAY_PUSH(walk->paths, walk->path_count, walk->path_cap) = copy;
    intern_add(&walk->decided, view_of(copy));
}

static enum status judge_pair(struct lost_walk *walk, const struct lost_pair *pair, bool *lost,
                              struct error *err)
{
    bool had, has = false;
    *lost = false;
    if (is_decided(walk, pair->path))
        return STATUS_OK;
    enum status status = judge(walk, &pair->old_id, &had, err);
    if (status != STATUS_OK || !had)
        return status;
    status = pair->deleted ? moved(walk, pair, &has, err) : judge(walk, &pair->new_id, &has, err);
    if (status != STATUS_OK || has)
        return status;
    decide(walk, pair->path);
    status = is_back(walk, pair->path, &has, err);
    *lost = status == STATUS_OK && !has;
    return status;
}

static void fill(struct lost_walk *walk, struct lost_pair *pair, struct lost_text *out)
{
    const struct log_commit *commit = &walk->commit;
    *out = (struct lost_text){.path = pair->path,
                              .time = commit->time,
                              .author = mem_string(commit->author),
                              .subject = mem_string(commit->subject),
                              .deleted = pair->deleted};
    read_text(walk, &pair->old_id, &out->text);
    memcpy(out->id, commit->id, sizeof(out->id));
    memcpy(out->last, commit->parents[0], sizeof(out->last));
    pair->path = NULL;
}

enum status lost_next(struct lost_walk *walk, const atomic_bool *cancel, struct lost_text *out,
                      struct error *err)
{
    enum status status;
    for (size_t looked = 0;;) {
        while (walk->given < walk->count) {
            bool lost;
            if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
                return error_set(err, STATUS_CANCELLED, "stopped");
            status = judge_pair(walk, &walk->pairs[walk->given++], &lost, err);
            if (status != STATUS_OK)
                return status;
            if (lost) {
                fill(walk, &walk->pairs[walk->given - 1], out);
                return STATUS_OK;
            }
        }
        pairs_clear(walk);
        if (looked++ == PACE)
            return error_set(err, STATUS_BUSY, "there may be more");
        status = log_next(walk->log, cancel, &walk->commit, err);
        if (status == STATUS_OK) {
            walk->visited++;
            status = look(walk, cancel, err);
        }
        if (status != STATUS_OK)
            return status;
    }
}
