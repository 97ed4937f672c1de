/* Names of commits. libgit2 could parse all of git's syntax, but that walks the whole history for
 * some of it and reads reflogs for some; this is what people type, in bounded steps. */
#include "core/store/revision.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/store/git_error.h"
#include "core/store/log_commit.h"
#include "core/store/repository_git.h"

#include <stdlib.h>
#include <string.h>

#define STEPS_MAX 1000000
#define NAME_MAX_LEN 255

static bool is_hex(struct view name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!strchr("0123456789abcdefABCDEF", name.data[i]))
            return false;
    return name.len >= GIT_OID_MINPREFIXLEN && name.len <= GIT_OID_HEXSZ;
}

/* The object that a ref of this name leads to: as it stands, or a branch, a tag, a remote's. */
static int find_ref(git_repository *git, const char *name, git_oid *id)
{
    static const char *const folders[] = {"refs/tags/", "refs/heads/", "refs/remotes/"};
    int code = GIT_ENOTFOUND;
    if (strcmp(name, "HEAD") == 0 || strncmp(name, "refs/", 5) == 0)
        return git_reference_name_to_id(id, git, name);
    for (size_t i = 0; i < ARRAY_LEN(folders) && code == GIT_ENOTFOUND; i++) {
        struct str full = {0};
        str_addf(&full, "%s%s", folders[i], name);
        code = git_reference_name_to_id(id, git, str_text(&full));
        str_finish(&full);
    }
    return code;
}

static int find_base(struct repository *repo, struct view name, git_commit **out)
{
    git_repository *git = repo->git;
    git_object *object = NULL;
    git_oid id;
    char *text = mem_string_n(name.data, name.len);
    int code = find_ref(git, text, &id);
    if (code == 0)
        code = git_object_lookup(&object, git, &id, GIT_OBJECT_ANY);
    else if ((code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC) && is_hex(name) &&
             git_oid_fromstrn(&id, name.data, name.len) == 0)
        code = git_object_lookup_prefix(&object, git, &id, name.len, GIT_OBJECT_ANY);
    if (code == 0)
        code = repository_peel(repo, git_object_id(object), out);
    git_object_free(object);
    free(text);
    return code;
}

/* How many first parents back `^^~3` goes; false when it is no such thing. */
static bool read_steps(struct view text, size_t *steps)
{
    *steps = 0;
    for (size_t at = 0; at < text.len;) {
        char mark = text.data[at++];
        size_t value = 0, digits = at;
        for (; at < text.len && text.data[at] >= '0' && text.data[at] <= '9'; at++)
            value = value < STEPS_MAX ? value * 10 + (size_t)(text.data[at] - '0') : value;
        bool plain = at == digits;
        if (mark == '^' ? !plain : mark != '~')
            return false;
        *steps += plain ? 1 : value;
        if (*steps > STEPS_MAX)
            return false;
    }
    return true;
}

static int step_back(git_repository *git, const struct log_grafts *grafts, git_commit **commit,
                     size_t steps)
{
    for (; steps > 0; steps--) {
        git_commit *parent = NULL;
        int code = GIT_ENOTFOUND;
        if (log_parent_count(*commit, grafts) > 0)
            code = git_commit_lookup(&parent, git, log_parent(*commit, grafts, 0));
        if (code < 0)
            return code;
        git_commit_free(*commit);
        *commit = parent;
    }
    return 0;
}

enum status revision_find(struct repository *repo, const char *name, char id[41], struct error *err)
{
    git_commit *commit = NULL;
    struct log_grafts grafts;
    size_t steps, end = strcspn(name, "~^");
    if (end == 0 || end > NAME_MAX_LEN || !read_steps(view_of(name + end), &steps))
        return error_set(err, STATUS_INVALID, "\"%.80s\" names no commit", name);
    enum status status = log_grafts_read(repo->git_path, &grafts, err);
    if (status != STATUS_OK)
        return status;
    int code = find_base(repo, view_from(name, end), &commit);
    if (code == 0)
        code = step_back(repo->git, &grafts, &commit, steps);
    log_grafts_finish(&grafts);
    if (code == 0)
        git_oid_tostr(id, 41, git_commit_id(commit));
    git_commit_free(commit);
    if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC || code == GIT_EPEEL)
        return error_set(err, STATUS_ABSENT, "there is no commit \"%.80s\" here", name);
    if (code == GIT_EAMBIGUOUS)
        return error_set(err, STATUS_INVALID, "\"%.80s\" begins several ids: write more of it",
                         name);
    return code < 0 ? git_failed(err, code, "the commit \"%.80s\" cannot be read", name)
                    : STATUS_OK;
}
