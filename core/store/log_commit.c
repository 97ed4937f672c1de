#include "core/store/log_commit.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Longest of what is shown of a commit in a list; most parents kept of one. */
enum { LINE_LIMIT = 1024, PARENT_LIMIT = 1000 };

void log_commit_finish(struct log_commit *commit)
{
    free(commit->own);
    *commit = (struct log_commit){0};
}

size_t log_parent_count(const git_commit *commit, const struct log_grafts *grafts)
{
    const struct log_graft *graft = grafts ? log_grafts_find(grafts, git_commit_id(commit)) : NULL;
    return graft ? graft->count : git_commit_parentcount(commit);
}

const git_oid *log_parent(const git_commit *commit, const struct log_grafts *grafts, size_t at)
{
    const struct log_graft *graft = grafts ? log_grafts_find(grafts, git_commit_id(commit)) : NULL;
    return graft ? &grafts->parents[graft->first + at] : git_commit_parent_id(commit, (unsigned)at);
}

/* Whether the last paragraph of `message` has a line that names a program as writer. */
static bool names_helper(const char *message)
{
    static const char *const words[] = {
        "agent:", "tool:", "co-authored-by:", "assisted-by:", "generated-by:"};
    struct view rest = view_trim(view_of(message)), line;
    bool found = false, head = true;
    while (view_line(&rest, &line)) {
        if (view_trim(line).len == 0)
            found = head = false;
        for (size_t i = 0; !head && i < ARRAY_LEN(words); i++)
            if (line.len > strlen(words[i]) &&
                strncasecmp(line.data, words[i], strlen(words[i])) == 0)
                found = true;
    }
    return found;
}

/* The first line, within bounds. */
static struct view first_line(const char *text)
{
    size_t len = text ? strcspn(text, "\n") : 0;
    return view_from(text, len < LINE_LIMIT ? len : LINE_LIMIT);
}

static const char *put_line(char **at, struct view text)
{
    char *start = *at;
    if (text.len > 0)
        memcpy(start, text.data, text.len);
    start[text.len] = '\0';
    *at += text.len + 1;
    return start;
}

void log_commit_read(const git_commit *commit, const struct log_grafts *grafts,
                     struct log_commit *out)
{
    const git_signature *author = git_commit_author(commit);
    const char *message = git_commit_message(commit);
    struct view name = first_line(author ? author->name : NULL);
    struct view email = first_line(author ? author->email : NULL);
    struct view subject = first_line(message ? message + strspn(message, "\n") : NULL);
    size_t parents = log_parent_count(commit, grafts);
    if (parents > PARENT_LIMIT)
        parents = PARENT_LIMIT;
    char(*ids)[41] = mem_alloc(parents * sizeof(*ids) + name.len + email.len + subject.len + 3);
    char *at = (char *)(ids + parents);
    for (size_t i = 0; i < parents; i++)
        git_oid_tostr(ids[i], sizeof(ids[i]), log_parent(commit, grafts, i));
    *out = (struct log_commit){
        .own = ids,
        .parents = (const char(*)[41])ids,
        .parent_count = parents,
        .author = put_line(&at, name),
        .email = put_line(&at, email),
        .subject = put_line(&at, subject),
        .time = author ? author->when.time : git_commit_time(commit),
        .offset = author ? author->when.offset : git_commit_time_offset(commit),
        .helped = message && (view_starts(subject, "outside: ") || names_helper(message)),
    };
    git_oid_tostr(out->id, sizeof(out->id), git_commit_id(commit));
}
