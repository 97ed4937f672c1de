#ifndef CORE_WORKSPACE_PROSE_RULES_H
#define CORE_WORKSPACE_PROSE_RULES_H

#include "core/text/pattern.h"
#include "core/workspace/rules.h"

#include <stdatomic.h>

/* Rules for prose: what `.palimpsest/rules.yaml` says should be looked at in a draft. The file is
 * the person's: a list of
 *
 *   - name: doubled-word
 *     pattern: '\b(\w+)\s+\1\b'
 *     message: The word stands there twice.
 *     severity: warning            # hint, warning or error; hint when it is left out
 *     paths: [drafts, "*_draft.md"] # globs as of .palimpsest.yaml; all files when left out
 *
 * Patterns are PCRE2 with smart case, and are looked for in each paragraph of prose: what stands
 * between blank lines, without front matter and fenced code. */

#define PROSE_RULES_FOLDER ".palimpsest"
#define PROSE_RULES_PATH ".palimpsest/rules.yaml"
#define PROSE_RULES_MAX 200                      /* in a file */
#define PROSE_RULES_SIZE_MAX ((size_t)256 << 10) /* of the file */

enum prose_severity { PROSE_HINT, PROSE_WARNING, PROSE_ERROR };

struct prose_rule {
    char *name, *message;
    enum prose_severity severity;
    struct rule_list paths; /* not set: all */
    struct pattern *pattern;
    bool stopped; /* it took too long: for as long as these rules are held */
};

struct prose_rules {
    struct prose_rule *items;
    size_t count, cap;
    char **problems; /* a line each: rule, line of the file, what is wrong */
    size_t problem_count, problem_cap;
};

/* Reads the text of a rules file. A rule that is wrong becomes a problem, the others still work. */
void prose_rules_parse(struct view text, struct prose_rules *out);
void prose_rules_finish(struct prose_rules *rules);
/* "hint", "warning", "error" */
const char *prose_severity_name(enum prose_severity severity);

struct prose_mark {
    size_t start, end; /* bytes of the text, start < end */
    uint32_t rule;     /* index in prose_rules.items */
};

/* A piece of a text to check, and what comes of it. */
struct prose_check {
    const char *path; /* in the workspace */
    struct view text;
    size_t from, to; /* in: what to look at; out: the whole paragraphs that were looked at */
    struct prose_mark *marks; /* in order of their start; the caller frees */
    size_t count, cap;
    size_t fences;       /* lines of `text` that begin or end code: when these change, what is
                          * prose changes far away */
    const char *stopped; /* a rule that took too long and is stopped now, or NULL; borrowed */
};

#define PROSE_MARKS_MAX 5000 /* of one check */

/* Runs the rules that are for `path` over the paragraphs that [from, to) touches. Changes the
 * rules' patterns and `stopped` only: not from two threads at a time. Ends early when cancelled. */
void prose_rules_check(struct prose_rules *rules, struct prose_check *check,
                       const atomic_bool *cancel);

/* A set to begin with, as the text of a rules file. */
struct view prose_rules_starter(void);

#endif
