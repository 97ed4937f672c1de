/* What a listing leaves out. The cheap questions come first; the text, which needs the difference
 * of the files, last. */
#include "core/store/log_filter.h"

#include "core/base/memory.h"
#include "core/store/commit_edits.h"
#include "core/store/diff_tree.h"
#include "core/store/git_error.h"
#include "core/store/tree_compare.h"

#include <stdlib.h>
#include <string.h>

static enum status make_pattern(const char *text, unsigned flags, struct pattern **out,
                                struct error *err)
{
    if (!text)
        return STATUS_OK;
    return pattern_new(view_of(text), flags | PATTERN_SMART_CASE, out, err);
}

static enum status make_glob(const char *glob, git_pathspec **out, struct error *err)
{
    char *one = mem_string(glob);
    const git_strarray list = {.strings = &one, .count = 1};
    int code = git_pathspec_new(out, &list);
    free(one);
    return code < 0 ? git_failed(err, code, "\"%.80s\" is no pattern for paths", glob) : STATUS_OK;
}

enum status log_filter_make(const struct log_options *options, struct log_filter *out,
                            struct error *err)
{
    *out = (struct log_filter){.since = options->since, .until = options->until};
    enum status status = make_pattern(options->author, PATTERN_LITERAL, &out->author, err);
    if (status == STATUS_OK)
        status = make_pattern(options->subject, 0, &out->subject, err);
    if (status == STATUS_OK)
        status = make_pattern(options->text, 0, &out->text, err);
    if (status == STATUS_OK && options->glob)
        status = make_glob(options->glob, &out->glob, err);
    if (status == STATUS_OK && options->path && *options->path)
        out->path = mem_string(options->path);
    if (status != STATUS_OK)
        log_filter_finish(out);
    return status;
}

void log_filter_finish(struct log_filter *filter)
{
    pattern_free(filter->author);
    pattern_free(filter->subject);
    pattern_free(filter->text);
    git_pathspec_free(filter->glob);
    free(filter->path);
    *filter = (struct log_filter){0};
}

bool log_filter_has_path(const struct log_filter *filter)
{
    return filter->path || filter->glob;
}

static enum status open_tree(const git_commit *commit, git_tree **out, struct error *err)
{
    int code = commit ? git_commit_tree(out, commit) : 0;
    if (code == 0)
        return STATUS_OK;
    git_failed(err, code, "the files of a commit cannot be read");
    return STATUS_IO;
}

struct glob_search {
    const struct log_filter *filter;
    bool found;
};

static bool path_counts(const struct log_filter *filter, const char *path)
{
    if (filter->path) {
        size_t len = strlen(filter->path);
        if (strncmp(path, filter->path, len) != 0 || (path[len] != '\0' && path[len] != '/'))
            return false;
    }
    return !filter->glob || git_pathspec_matches_path(filter->glob, GIT_PATHSPEC_DEFAULT, path);
}

/* Ends the walk at the first path that counts. */
static enum status search_path(void *data, const struct tree_change *change, struct error *err)
{
    struct glob_search *search = data;
    search->found = path_counts(search->filter, change->path);
    return search->found ? error_set(err, STATUS_EXISTS, "found") : STATUS_OK;
}

enum status log_filter_compare(const struct log_filter *filter, git_repository *git,
                               const git_commit *commit, const git_commit *parent,
                               const atomic_bool *cancel, bool *same, struct error *err)
{
    git_tree *new = NULL, *old = NULL;
    git_oid id = {{0}}, old_id = {{0}};
    uint32_t mode = 0, old_mode = 0;
    enum status status = open_tree(commit, &new, err);
    if (status == STATUS_OK)
        status = open_tree(parent, &old, err);
    if (status == STATUS_OK && filter->glob) {
        struct glob_search search = {.filter = filter};
        status = tree_compare(git, old, new, "", cancel, search_path, &search, err);
        *same = !search.found;
        if (search.found)
            status = STATUS_OK;
    } else if (status == STATUS_OK) {
        status = tree_find(git, new, filter->path, &id, &mode, err);
        if (status == STATUS_OK && old)
            status = tree_find(git, old, filter->path, &old_id, &old_mode, err);
        *same = mode == old_mode && git_oid_equal(&id, &old_id);
    }
    git_tree_free(new);
    git_tree_free(old);
    return status;
}

/* A pattern that takes too long on a text does not match it. */
static enum status matches_text(struct pattern *pattern, struct view text, bool *matches,
                                struct error *err)
{
    size_t start, end;
    enum status status = pattern_find(pattern, text, 0, &start, &end, err);
    *matches = status == STATUS_OK;
    return status == STATUS_ABSENT || status == STATUS_LIMIT ? STATUS_OK : status;
}

static enum status matches_author(const struct log_filter *filter, const git_commit *commit,
                                  bool *matches, struct error *err)
{
    const git_signature *author = git_commit_author(commit);
    struct str who = {0};
    if (author)
        str_addf(&who, "%s <%s>", author->name, author->email);
    enum status status = matches_text(filter->author, str_view(&who), matches, err);
    str_finish(&who);
    return status;
}

static enum status matches_subject(const struct log_filter *filter, const git_commit *commit,
                                   bool *matches, struct error *err)
{
    const char *message = git_commit_message(commit);
    message = message ? message + strspn(message, "\n") : "";
    return matches_text(filter->subject, view_from(message, strcspn(message, "\n")), matches, err);
}

struct text_search {
    const struct log_filter *filter;
    bool found;
};

static enum status search_line(void *data, bool added, struct view line, struct error *err)
{
    struct text_search *search = data;
    (void)added;
    enum status status = matches_text(search->filter->text, line, &search->found, err);
    if (status == STATUS_OK && search->found)
        return error_set(err, STATUS_EXISTS, "found");
    return status;
}

static enum status matches_change(const struct log_filter *filter, git_repository *git,
                                  const git_commit *commit, const git_commit *parent,
                                  const atomic_bool *cancel, bool *matches, struct error *err)
{
    struct text_search search = {.filter = filter};
    struct diff_paths paths = {.only = filter->path, .glob = filter->glob};
    git_tree *new = NULL, *old = NULL;
    enum status status = open_tree(commit, &new, err);
    if (status == STATUS_OK)
        status = open_tree(parent, &old, err);
    if (status == STATUS_OK)
        status = diff_tree_lines(git, old, new, &paths, cancel, search_line, &search, err);
    if (search.found)
        status = STATUS_OK;
    *matches = search.found;
    git_tree_free(new);
    git_tree_free(old);
    return status;
}

enum status log_filter_match(const struct log_filter *filter, git_repository *git,
                             const git_commit *commit, const git_commit *parent,
                             size_t parent_count, const atomic_bool *cancel, bool *matches,
                             struct error *err)
{
    enum status status = STATUS_OK;
    *matches = !filter->until || git_commit_time(commit) <= filter->until;
    if (*matches && filter->author)
        status = matches_author(filter, commit, matches, err);
    if (status == STATUS_OK && *matches && filter->subject)
        status = matches_subject(filter, commit, matches, err);
    if (status == STATUS_OK && *matches && filter->text)
        *matches = parent_count < 2;
    if (status == STATUS_OK && *matches && filter->text)
        status = matches_change(filter, git, commit, parent, cancel, matches, err);
    return status;
}
