#ifndef CORE_WORKSPACE_SEARCH_QUERY_H
#define CORE_WORKSPACE_SEARCH_QUERY_H

#include "core/base/error.h"
#include "core/base/str.h"
#include "core/text/fold.h"
#include "core/text/pattern.h"

#include <stdint.h>

/* What a person types into a search, item by item between blanks, all of which must hold:
 *
 *   word          a word of the file begins so; what has other marks in it (open-letter) is such
 *                 words one after another; what has only marks (->) stands in the text as it is
 *   "some words"  these words one after another, whole; without the second quote the last is still
 *                 being typed
 *   /pattern/     a line matches it (PCRE2); without the second slash the rest of the query
 *   tag:x type:x in:x path:x since:x to:x by:x
 *                 x or "x": the tag, the front matter's type begin so (quoted: are so); the pane,
 * or the folder; the path has it in it, or fits the glob; changed since then (when.h); it has
 *                 a link to the file of this path or name; somebody of this
 *                 name or address has changed it
 *
 * Case counts in an item that holds a capital, accents in one that holds an accent. */

enum query_kind { QUERY_WORDS, QUERY_TEXT, QUERY_PATTERN };

struct query_word {
    struct str fold;  /* as in the index: at most FOLD_WORD_MAX bytes */
    struct str exact; /* all of it, folded but for what is kept */
    bool prefix;
    bool slow; /* the index alone cannot tell: `exact` decides */
};

struct query_term {
    enum query_kind kind;
    unsigned keep; /* FOLD_KEEP_* */
    struct query_word *words;
    size_t count, cap;
    struct str text; /* as typed, without quotes or slashes */
    struct pattern *pattern;
    bool whole; /* PATTERN: a text that has no match as a whole has none in any line */
};

enum query_filter {
    QUERY_TAG,
    QUERY_TYPE,
    QUERY_IN,
    QUERY_PATH,
    QUERY_SINCE,
    QUERY_TO,
    QUERY_BY,
    QUERY_FILTERS
};

struct query_condition {
    enum query_filter filter;
    struct str value; /* folded but for what is kept; TO, BY: as it is */
    uint64_t *paths;  /* BY: the hashes of the paths, in order */
    size_t path_count;
    struct str keys; /* TO: the link targets that lead there, each ended by a NUL */
    unsigned keep;
    bool whole;        /* it was quoted */
    unsigned sections; /* IN: 1 << enum section_kind */
    int64_t since;     /* seconds since 1970 */
};

enum { QUERY_TERMS_MAX = 32, QUERY_WORDS_MAX = 32, QUERY_LENGTH_MAX = 4096 };

struct query {
    struct query_term *terms;
    size_t term_count, term_cap;
    size_t typed; /* terms but those that search_links_prepare added */
    struct query_condition *conditions;
    size_t condition_count, condition_cap;
};

/* `now` is for `since:`. STATUS_INVALID says what is wrong and at which character; STATUS_LIMIT for
 * more than the above. Nothing asked for is no failure: then there are no terms and conditions. */
MUST_CHECK enum status query_parse(struct view text, int64_t now, struct query *out,
                                   struct error *err);
void query_finish(struct query *query);
/* The terms of `query` for another thread; it borrows all but the patterns, and goes before
 * `query` changes. */
void query_twin(const struct query *query, struct query *out);
void query_twin_finish(struct query *twin);
/* Takes back what search_links_prepare added. */
void query_drop_added(struct query *query);
bool query_is_empty(const struct query *query);
/* "tag:" and so on. */
const char *query_filter_name(enum query_filter filter);

/* The item that a query ends in. */
struct query_last {
    enum query_filter filter; /* QUERY_FILTERS: words */
    bool quoted;
    struct view text; /* the words, or the filter's value; borrowed, it reaches to the end */
};
/* False when none is being typed there: behind a blank, a second quote, in a pattern. */
bool query_read_last(struct view text, struct query_last *out);
/* Whether the index alone can tell which files have the terms. */
bool query_is_plain(const struct query *query);
/* Whether `word` of a text, which folds to `fold` (cut: only so begins), is the one asked for. */
bool query_word_fits(const struct query_word *word, unsigned keep, struct view fold, bool cut,
                     struct view raw);

#endif
