/* Which commit changed which files, learnt commit by commit.
 *
 * Commits are nodes of a graph whose parents are known by id before anything else of them is. A
 * walk goes over it as over the commits themselves, and learns a node when it comes to it; the
 * second walk finds all that the first one learnt. What a commit changed against its only parent
 * follows from its id alone, so nothing here is ever out of date, wherever HEAD goes; abandoned
 * commits are merely never come to. Of a merge only time and parents are kept. */
#include "core/store/path_index.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"
#include "core/store/path_index_parts.h"
#include "core/store/tree_names.h"

#include <stdlib.h>
#include <string.h>

/* Most files of one commit that are kept; most records that wait to be written. */
enum { CHANGES_LIMIT = 50000, PENDING_LIMIT = 1 << 18 };

struct path_index *path_index_open(struct repository *repo, const char *folder)
{
    struct path_index *index = mem_zalloc(1, sizeof(*index));
    index->repo = repo;
    index->folder = folder ? mem_string(folder) : NULL;
    return index;
}

/* What was learnt, and nothing of what was opened. */
static void index_clear(struct path_index *index)
{
    for (size_t i = 0; i < index->paths.count; i++)
        free((char *)(uintptr_t)index->paths.texts[i].data);
    intern_finish(&index->paths);
    id_table_finish(&index->ids);
    log_grafts_finish(&index->grafts);
    free(index->commits);
    free(index->parents);
    free(index->changes);
    free(index->files);
    index->commits = NULL;
    index->parents = index->changes = NULL;
    index->files = NULL;
    index->commit_count = index->commit_cap = index->looked = 0;
    index->parent_count = index->parent_cap = index->change_count = index->change_cap = 0;
    index->file_cap = 0;
    index->told_ids = index->told_paths = 0;
    atomic_store(&index->known, 0);
    str_clear(&index->pending);
}

void path_index_close(struct path_index *index)
{
    if (!index)
        return;
    path_index_keep(index);
    index_clear(index);
    object_reader_close(index->reader);
    str_finish(&index->pending);
    free(index->folder);
    free(index);
}

static bool grafts_are_equal(const struct log_grafts *a, const struct log_grafts *b)
{
    bool same = a->count == b->count && a->parent_count == b->parent_count;
    for (size_t i = 0; same && i < a->count; i++)
        same = git_oid_equal(&a->items[i].id, &b->items[i].id) &&
               a->items[i].first == b->items[i].first && a->items[i].count == b->items[i].count;
    for (size_t i = 0; same && i < a->parent_count; i++)
        same = git_oid_equal(&a->parents[i], &b->parents[i]);
    return same;
}

enum status path_index_check(struct path_index *index, struct error *err)
{
    struct log_grafts grafts;
    bool first = !index->reader;
    enum status status = STATUS_OK;
    if (first)
        status = object_reader_open(index->repo, &index->reader, err);
    if (status == STATUS_OK)
        status = log_grafts_read(index->repo->git_path, &grafts, err);
    if (status != STATUS_OK)
        return status;
    if (!first && grafts_are_equal(&grafts, &index->grafts)) {
        log_grafts_finish(&grafts);
        return STATUS_OK;
    }
    path_index_keep(index);
    index_clear(index);
    index->generation++;
    index->grafts = grafts;
    path_index_load(index);
    return STATUS_OK;
}

void path_index_forget(struct path_index *index)
{
    struct log_grafts grafts = index->grafts;
    index->grafts = (struct log_grafts){0};
    index_clear(index);
    index->grafts = grafts;
    index->generation++;
    path_index_erase(index);
}

size_t path_index_count(const struct path_index *index)
{
    return atomic_load_explicit(&index->known, memory_order_relaxed);
}

const struct index_commit *path_index_commit(const struct path_index *index, uint32_t number)
{
    static const struct index_commit unknown;
    return number < index->commit_count ? &index->commits[number] : &unknown;
}

uint32_t path_index_name(struct path_index *index, struct view path)
{
    size_t before = index->paths.count;
    uint32_t number = intern_add(&index->paths, path);
    if (index->paths.count > before)
        index->paths.texts[number].data = mem_string_n(path.data, path.len);
    return number;
}

void index_record_add(struct index_record *record, uint32_t path, const git_oid *file)
{
    size_t at = record->change_count;
    *ARRAY_PUSH(record->files, at, record->file_cap) = *file;
    *ARRAY_PUSH(record->changes, record->change_count, record->change_cap) = path;
}

void index_record_finish(struct index_record *record)
{
    free(record->parents);
    free(record->changes);
    free(record->files);
}

void path_index_put(struct path_index *index, const struct index_record *record)
{
    struct index_commit commit = {.time = record->time,
                                  .first_parent = (uint32_t)index->parent_count,
                                  .parent_count = (uint32_t)record->parent_count,
                                  .first_change = (uint32_t)index->change_count,
                                  .change_count = (uint32_t)record->change_count,
                                  .known = true,
                                  .unsure = record->unsure};
    for (size_t i = 0; i < record->parent_count; i++)
        *ARRAY_PUSH(index->parents, index->parent_count, index->parent_cap) = record->parents[i];
    for (size_t i = 0; i < record->change_count; i++) {
        size_t at = index->change_count;
        *ARRAY_PUSH(index->files, at, index->file_cap) = record->files[i];
        *ARRAY_PUSH(index->changes, index->change_count, index->change_cap) = record->changes[i];
    }
    while (index->commit_count <= record->number)
        *ARRAY_PUSH(index->commits, index->commit_count, index->commit_cap) =
            (struct index_commit){0};
    index->commits[record->number] = commit;
    atomic_fetch_add_explicit(&index->known, 1, memory_order_relaxed);
}

/* --- a commit's own words --- */

struct raw_commit {
    git_oid tree;
    git_oid *parents;
    size_t parent_count, parent_cap;
    struct index_record record;
};

/* "NAME 40-digits" */
static bool read_id(struct view line, const char *name, git_oid *id)
{
    size_t len = strlen(name);
    return view_starts(line, name) && line.len == len + GIT_OID_HEXSZ &&
           git_oid_fromstrn(id, line.data + len, GIT_OID_HEXSZ) == 0;
}

/* "committer NAME <ADDRESS> SECONDS ZONE": the seconds. */
static int64_t read_time(struct view line)
{
    size_t at = line.len;
    int64_t time = 0;
    bool negative = false;
    while (at > 0 && line.data[at - 1] != '>')
        at--;
    while (at < line.len && line.data[at] == ' ')
        at++;
    if (at < line.len && line.data[at] == '-')
        negative = true, at++;
    for (; at < line.len && line.data[at] >= '0' && line.data[at] <= '9'; at++)
        if (time < INT64_MAX / 10 - 1)
            time = time * 10 + (line.data[at] - '0');
    return negative ? -time : time;
}

static bool parse_commit(struct view text, struct raw_commit *out)
{
    struct view line;
    git_oid id;
    if (!view_line(&text, &line) || !read_id(line, "tree ", &out->tree))
        return false;
    while (view_line(&text, &line) && line.len > 0) {
        if (read_id(line, "parent ", &id))
            *ARRAY_PUSH(out->parents, out->parent_count, out->parent_cap) = id;
        else if (view_starts(line, "committer "))
            out->record.time = read_time(line);
    }
    return true;
}

static enum status read_commit(struct path_index *index, const git_oid *id, struct raw_commit *out,
                               struct error *err)
{
    struct object_bytes bytes;
    enum status status = object_reader_take(index->reader, id, GIT_OBJECT_COMMIT, &bytes, err);
    if (status != STATUS_OK)
        return status;
    if (!parse_commit(view_from(bytes.data, bytes.len), out))
        status = error_set(err, STATUS_IO, "a commit of history is damaged");
    const struct log_graft *graft = log_grafts_find(&index->grafts, id);
    if (graft) {
        out->parent_count = 0;
        for (size_t i = 0; i < graft->count; i++)
            *ARRAY_PUSH(out->parents, out->parent_count, out->parent_cap) =
                index->grafts.parents[graft->first + i];
    }
    object_reader_keep(index->reader, &bytes);
    return status;
}

/* The tree of a commit, whose own bytes are kept: it is looked at next. */
static enum status read_tree(struct path_index *index, const git_oid *id, git_oid *tree,
                             struct error *err)
{
    struct object_bytes bytes;
    struct view text, line;
    enum status status = object_reader_take(index->reader, id, GIT_OBJECT_COMMIT, &bytes, err);
    if (status != STATUS_OK)
        return status;
    text = view_from(bytes.data, bytes.len);
    if (!view_line(&text, &line) || !read_id(line, "tree ", tree))
        status = error_set(err, STATUS_IO, "a commit of history is damaged");
    object_reader_keep(index->reader, &bytes);
    return status;
}

enum status path_index_look(struct path_index *index, const git_oid *id, const char *path,
                            git_oid *file, struct error *err)
{
    git_oid tree;
    enum status status = read_tree(index, id, &tree, err);
    return status == STATUS_OK ? tree_names_find(index->reader, &tree, path, file, err) : status;
}

/* What cannot be told is looked up when a walk comes to it. */
static enum status read_changes(struct path_index *index, struct raw_commit *commit,
                                const atomic_bool *cancel, struct error *err)
{
    struct index_record *record = &commit->record;
    struct tree_names names = {.reader = index->reader, .cancel = cancel, .limit = CHANGES_LIMIT};
    git_oid old;
    enum status status = STATUS_OK;
    if (commit->parent_count == 1)
        status = read_tree(index, &commit->parents[0], &old, err);
    if (status == STATUS_OK)
        status = tree_names_add(&names, commit->parent_count ? &old : NULL, &commit->tree, err);
    record->unsure = status != STATUS_OK;
    for (size_t i = 0, at = 0; status == STATUS_OK && i < names.count; i++) {
        struct view path = view_of(names.names.data + at);
        index_record_add(record, path_index_name(index, path), &names.files[i]);
        at += path.len + 1;
    }
    tree_names_finish(&names);
    return status == STATUS_CANCELLED ? status : STATUS_OK;
}

/* The commit and its parents get their numbers, in this order: that of the file. */
static void put_commit(struct path_index *index, const git_oid *id, struct raw_commit *commit)
{
    struct index_record *record = &commit->record;
    id_table_add(&index->ids, id, &record->number);
    for (size_t i = 0; i < commit->parent_count; i++) {
        uint32_t parent;
        id_table_add(&index->ids, &commit->parents[i], &parent);
        *ARRAY_PUSH(record->parents, record->parent_count, record->parent_cap) = parent;
    }
    path_index_put(index, record);
    path_index_tell(index, record->number);
}

enum status path_index_learn(struct path_index *index, const git_oid *id, const atomic_bool *cancel,
                             uint32_t *number, struct error *err)
{
    struct raw_commit commit = {0};
    if (id_table_find(&index->ids, id, number) && path_index_commit(index, *number)->known)
        return STATUS_OK;
    enum status status = read_commit(index, id, &commit, err);
    if (status == STATUS_OK && commit.parent_count <= 1)
        status = read_changes(index, &commit, cancel, err);
    if (status == STATUS_OK) {
        put_commit(index, id, &commit);
        *number = commit.record.number;
    }
    if (index->pending.len > PENDING_LIMIT)
        path_index_keep(index);
    free(commit.parents);
    index_record_finish(&commit.record);
    return status;
}

enum status path_index_build(struct path_index *index, const atomic_bool *cancel, struct error *err)
{
    struct head_position head;
    uint32_t number;
    enum status status = path_index_check(index, err);
    if (status == STATUS_OK)
        status = repository_head(index->repo, &head, err);
    if (status != STATUS_OK || head.unborn)
        return status;
    status = path_index_learn(index, &head.id, cancel, &number, err);
    for (; status == STATUS_OK && index->looked < index->ids.count; index->looked++) {
        git_oid id = index->ids.ids[index->looked];
        if (path_index_commit(index, (uint32_t)index->looked)->known)
            continue;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            status = error_set(err, STATUS_CANCELLED, "cancelled");
        else
            status = path_index_learn(index, &id, cancel, &number, err);
        index->looked -= status != STATUS_OK;
    }
    path_index_keep(index);
    return status;
}
