/* A blame, from the newest commit back.
 *
 * A suspect is a file as one commit has it, with the lines that came to it. Of the suspects the
 * newest is looked at: what its parents have, too, goes to them, parent by parent, and what is left
 * it wrote itself. A parent that has the very same file gets all, and the others nothing. So it
 * ends when every line has found its commit, and reads no text of a commit that did not change the
 * file. */
#include "core/store/blame.h"

#include "core/base/memory.h"
#include "core/store/blame_parts.h"
#include "core/store/diff_tree.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/path_index_parts.h"
#include "core/store/repository_git.h"
#include "core/store/revision.h"
#include "core/text/line_diff.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct blame_suspect {
    struct blame_origin origin;
    struct blame_parts parts;
};

struct blame_search {
    struct repository *repo;
    struct log_grafts grafts;
    git_commit *start; /* NULL: there is no commit yet */
    const struct blame_options *options;
    const atomic_bool *cancel;
    struct blame_suspect *suspects;
    size_t count, cap;
    struct blame *out;
};

static void suspect_finish(struct blame_suspect *suspect)
{
    blame_origin_finish(&suspect->origin);
    free(suspect->parts.items);
    *suspect = (struct blame_suspect){0};
}

void blame_finish(struct blame *blame)
{
    for (size_t i = 0; i < blame->commit_count; i++) {
        log_commit_finish(&blame->commits[i].commit);
        free(blame->commits[i].path);
        free(blame->commits[i].before_path);
    }
    free(blame->commits);
    free(blame->lines);
    str_finish(&blame->text);
    *blame = (struct blame){0};
}

/* --- the suspects --- */

static bool same_file(const struct blame_origin *a, const struct blame_origin *b)
{
    return !a->disk && !b->disk && git_oid_equal(&a->at, &b->at) && strcmp(a->path, b->path) == 0;
}

/* Takes both over. */
static void search_add(struct blame_search *search, struct blame_origin *origin,
                       struct blame_parts *parts)
{
    struct blame_suspect *same = NULL;
    for (size_t i = 0; !same && i < search->count; i++)
        if (same_file(&search->suspects[i].origin, origin))
            same = &search->suspects[i];
    if (!same) {
        same = ARRAY_PUSH(search->suspects, search->count, search->cap);
        *same = (struct blame_suspect){*origin, *parts};
    } else {
        for (size_t i = 0; i < parts->count; i++)
            blame_parts_add(&same->parts, parts->items[i]);
        free(parts->items);
        blame_origin_finish(origin);
    }
    *origin = (struct blame_origin){0};
    *parts = (struct blame_parts){0};
}

/* The newest: then all that leads to it was looked at, unless a clock went back. */
static struct blame_suspect search_take(struct blame_search *search)
{
    size_t best = 0;
    for (size_t i = 1; i < search->count; i++)
        if (search->suspects[i].origin.time > search->suspects[best].origin.time)
            best = i;
    struct blame_suspect taken = search->suspects[best];
    search->suspects[best] = search->suspects[--search->count];
    return taken;
}

/* --- its parents --- */

/* Its parents' files, those that differ from each other. */
struct blame_family {
    struct blame_origin *items; /* by parent; zeroed where it has none */
    size_t count;
    struct blame_origin *same; /* one of them: it is the very file */
};

static void family_finish(struct blame_family *family)
{
    for (size_t i = 0; i < family->count; i++)
        blame_origin_finish(&family->items[i]);
    free(family->items);
}

static enum status parent_commit(const struct blame_search *search,
                                 const struct blame_origin *origin, size_t at, git_commit **out,
                                 struct error *err)
{
    if (origin->disk)
        return git_commit_dup(out, search->start) == 0 ? STATUS_OK : STATUS_IO;
    int code =
        git_commit_lookup(out, search->repo->git, log_parent(origin->commit, &search->grafts, at));
    if (code == 0)
        return STATUS_OK;
    git_failed(err, code, "a parent of a commit cannot be read: nobody can say who wrote the rest");
    return STATUS_IO;
}

/* Puts parent `at`'s file in, unless an earlier one has the same or it is another kind of file. */
static void family_put(struct blame_family *family, const struct blame_origin *origin, size_t at,
                       struct blame_origin *parent)
{
    bool known = !origin->disk && (parent->mode ^ origin->mode) & S_IFMT;
    for (size_t i = 0; !known && i < at; i++)
        known = family->items[i].commit && git_oid_equal(&family->items[i].id, &parent->id);
    if (known) {
        blame_origin_finish(parent);
        return;
    }
    family->items[at] = *parent;
    if (!origin->disk && git_oid_equal(&parent->id, &origin->id))
        family->same = &family->items[at];
}

/* The file of parent `at` under its own name, or under the one it had before `origin`'s commit
 * renamed it. */
static enum status family_find(const struct blame_search *search, const struct blame_origin *origin,
                               struct blame_family *family, size_t at, bool renamed,
                               struct error *err)
{
    git_commit *commit = NULL;
    struct blame_origin parent;
    char *path = NULL;
    enum status status = parent_commit(search, origin, at, &commit, err);
    if (status == STATUS_OK && renamed)
        status = blame_origin_before(origin, commit, search->cancel, &path, err);
    if (status != STATUS_OK || (renamed && !path)) {
        git_commit_free(commit);
        return status;
    }
    status = blame_origin_find(commit, renamed ? path : origin->path, &parent, err);
    free(path);
    if (status == STATUS_OK)
        family_put(family, origin, at, &parent);
    return status == STATUS_ABSENT || status == STATUS_REFUSED ? STATUS_OK : status;
}

/* As git, names are looked for where a parent has no file that counts. */
static enum status family_read(const struct blame_search *search, const struct blame_origin *origin,
                               struct blame_family *family, struct error *err)
{
    enum status status = STATUS_OK;
    family->count = !origin->disk   ? log_parent_count(origin->commit, &search->grafts)
                    : search->start ? 1
                                    : 0;
    family->items = mem_zalloc(family->count + 1, sizeof(*family->items));
    for (int renamed = 0; renamed < (origin->disk ? 1 : 2); renamed++)
        for (size_t i = 0; status == STATUS_OK && !family->same && i < family->count; i++)
            if (!family->items[i].commit)
                status = family_find(search, origin, family, i, renamed, err);
    return status;
}

static const struct blame_origin *family_first(const struct blame_family *family)
{
    for (size_t i = 0; i < family->count; i++)
        if (family->items[i].commit)
            return &family->items[i];
    return NULL;
}

/* --- the answer --- */

/* The commit in the answer, once; `before` may be NULL. */
static uint32_t answer_commit(struct blame_search *search, const struct blame_origin *origin,
                              const git_oid *before, const char *before_path)
{
    struct blame *out = search->out;
    char id[41];
    if (origin->disk)
        return BLAME_NONE;
    git_oid_tostr(id, sizeof(id), &origin->at);
    for (size_t i = 0; i < out->commit_count; i++)
        if (strcmp(out->commits[i].commit.id, id) == 0 &&
            strcmp(out->commits[i].path, origin->path) == 0)
            return (uint32_t)i;
    struct blame_commit *made = ARRAY_PUSH(out->commits, out->commit_count, out->commit_cap);
    *made = (struct blame_commit){.path = mem_string(origin->path),
                                  .before_path = before ? mem_string(before_path) : NULL};
    if (before)
        git_oid_tostr(made->before, sizeof(made->before), before);
    log_commit_read(origin->commit, &search->grafts, &made->commit);
    return (uint32_t)(out->commit_count - 1);
}

static void answer_parts(struct blame_search *search, const struct blame_suspect *suspect,
                         uint32_t commit)
{
    for (size_t i = 0; i < suspect->parts.count; i++) {
        struct blame_part part = suspect->parts.items[i];
        for (uint32_t k = 0; k < part.count; k++)
            search->out->lines[part.line + k] = (struct blame_line){commit, part.at + k + 1};
    }
}

/* --- one step --- */

/* What `parent` has, too, goes there. With `reader` no text's hash is looked at. */
static enum status suspect_pass(struct blame_search *search, struct blame_suspect *suspect,
                                struct object_reader *reader, struct blame_origin *parent,
                                struct error *err)
{
    struct blame_hunks hunks = {0};
    struct blame_parts old = {0};
    enum status status = blame_origin_read(search->repo->git, reader, &suspect->origin, err);
    if (status == STATUS_OK)
        status = blame_origin_read(search->repo->git, reader, parent, err);
    if (status != STATUS_OK)
        return status;
    if (!blame_compare_fresh(&parent->text, &suspect->origin.text, blame_parts_end(&suspect->parts),
                             &hunks))
        status = blame_compare(parent->text.view, suspect->origin.text.view, &hunks, err);
    if (status == STATUS_OK)
        blame_pass(&suspect->parts, &hunks, &old);
    free(hunks.items);
    if (old.count > 0)
        search_add(search, parent, &old);
    return status;
}

/* Whatever text there is goes with the lines, so that no version is read twice. */
static void suspect_pass_all(struct blame_search *search, struct blame_suspect *suspect,
                             struct blame_origin *parent)
{
    parent->text = suspect->origin.text;
    suspect->origin.text = (struct blame_text){0};
    search_add(search, parent, &suspect->parts);
}

static enum status look_at_trees(struct blame_search *search, struct blame_suspect *suspect,
                                 struct error *err)
{
    struct blame_family family = {0};
    git_oid before;
    char *before_path = NULL;
    enum status status = blame_origin_open(search->repo->git, &suspect->origin, true, err);
    if (status == STATUS_OK)
        status = family_read(search, &suspect->origin, &family, err);
    const struct blame_origin *first = family_first(&family);
    if (first) {
        before = first->at;
        before_path = mem_string(first->path);
    }
    if (status == STATUS_OK && family.same)
        suspect_pass_all(search, suspect, family.same);
    for (size_t i = 0; status == STATUS_OK && i < family.count && suspect->parts.count; i++)
        if (family.items[i].commit)
            status = suspect_pass(search, suspect, NULL, &family.items[i], err);
    if (status == STATUS_OK && suspect->parts.count)
        answer_parts(
            search, suspect,
            answer_commit(search, &suspect->origin, before_path ? &before : NULL, before_path));
    free(before_path);
    family_finish(&family);
    return status;
}

/* As the index says it, which is believed only where no commit is to be named. */
static enum status look_at_version(struct blame_search *search, struct blame_suspect *suspect,
                                   struct blame_version *version, struct error *err)
{
    struct path_index *index = search->options->index;
    const git_oid before = version->before.id;
    enum status status = suspect_pass(search, suspect, index->reader, &version->before, err);
    if (status != STATUS_OK || suspect->parts.count == 0)
        return status;
    status = blame_index_check(index, &suspect->origin, &version->parent, &before, err);
    if (status == STATUS_OK)
        status = blame_origin_open(search->repo->git, &suspect->origin, false, err);
    if (status == STATUS_OK)
        answer_parts(
            search, suspect,
            answer_commit(search, &suspect->origin, &version->parent, suspect->origin.path));
    return status;
}

static enum status search_look(struct blame_search *search, struct blame_suspect *suspect,
                               struct error *err)
{
    struct blame_version version = {0};
    enum status status = STATUS_OK;
    if (search->options->index)
        status = blame_index_before(search->options->index, &suspect->origin, search->cancel,
                                    &version, err);
    if (status == STATUS_OK)
        status = version.found ? look_at_version(search, suspect, &version, err)
                               : look_at_trees(search, suspect, err);
    blame_origin_finish(&version.before);
    return status;
}

/* --- all of it --- */

static enum status search_start(struct blame_search *search, struct error *err)
{
    const char *from = search->options->from;
    char id[41];
    enum status status = log_grafts_read(search->repo->git_path, &search->grafts, err);
    if (status == STATUS_OK && search->options->index)
        status = path_index_check(search->options->index, err);
    if (status == STATUS_OK)
        status = revision_find(search->repo, from ? from : "HEAD", id, err);
    if (status == STATUS_OK)
        return diff_tree_commit(search->repo, id, &search->start, err);
    return status == STATUS_ABSENT && !from && search->options->text ? STATUS_OK : status;
}

/* The file that is asked about: the disk's, or the commit's. */
static enum status first_suspect(struct blame_search *search, const char *path,
                                 struct blame_origin *out, struct error *err)
{
    git_commit *commit = NULL;
    const struct view *text = search->options->text;
    *out = (struct blame_origin){0};
    if (text && text->len > DIFF_BYTE_LIMIT)
        return error_set(err, STATUS_LIMIT, "%s is too large to say who wrote each line", path);
    if (text) {
        *out = (struct blame_origin){
            .disk = true, .path = mem_string(path), .text = {.read = true, .view = *text}};
        return STATUS_OK;
    }
    if (git_commit_dup(&commit, search->start) < 0)
        return error_set(err, STATUS_IO, "the newest commit cannot be read");
    enum status status = blame_origin_find(commit, path, out, err);
    if (status == STATUS_OK)
        status = blame_origin_read(search->repo->git, NULL, out, err);
    return status;
}

static void search_begin(struct blame_search *search, struct blame_origin *origin)
{
    struct blame *out = search->out;
    struct line_table lines;
    struct blame_parts all = {0};
    str_add(&out->text, origin->text.view);
    line_table_make(str_view(&out->text), &lines);
    out->line_count = lines.count;
    out->lines = mem_zalloc(lines.count + 1, sizeof(*out->lines));
    blame_parts_add(&all, (struct blame_part){.count = (uint32_t)lines.count});
    line_table_finish(&lines);
    if (all.count)
        search_add(search, origin, &all);
}

static enum status search_run(struct blame_search *search, struct error *err)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && search->count > 0) {
        if (search->cancel && atomic_load_explicit(search->cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "cancelled");
        struct blame_suspect suspect = search_take(search);
        if (search->options->visited)
            atomic_fetch_add_explicit(search->options->visited, 1, memory_order_relaxed);
        status = search_look(search, &suspect, err);
        suspect_finish(&suspect);
    }
    return status;
}

static enum status blame_once(struct repository *repo, const char *path,
                              const struct blame_options *options, const atomic_bool *cancel,
                              struct blame *out, struct error *err)
{
    struct blame_search search = {.repo = repo, .options = options, .cancel = cancel, .out = out};
    struct blame_origin origin = {0};
    *out = (struct blame){0};
    enum status status = search_start(&search, err);
    if (status == STATUS_OK)
        status = first_suspect(&search, path, &origin, err);
    if (status == STATUS_OK)
        search_begin(&search, &origin);
    if (status == STATUS_OK)
        status = search_run(&search, err);
    for (size_t i = 0; i < search.count; i++)
        suspect_finish(&search.suspects[i]);
    free(search.suspects);
    blame_origin_finish(&origin);
    log_grafts_finish(&search.grafts);
    git_commit_free(search.start);
    if (status != STATUS_OK)
        blame_finish(out);
    return status;
}

enum status blame_read(struct repository *repo, const char *path,
                       const struct blame_options *options, const atomic_bool *cancel,
                       struct blame *out, struct error *err)
{
    static const struct blame_options none = {0};
    if (!options)
        options = &none;
    enum status status = blame_once(repo, path, options, cancel, out, err);
    if (status == STATUS_CONFLICT && options->index) { /* what is learnt anew is right */
        path_index_forget(options->index);
        status = blame_once(repo, path, options, cancel, out, err);
    }
    return status;
}
