#include "core/workspace/search_links.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/catalog_index.h"
#include "core/workspace/search_facts.h"

#include <string.h>

/* A link leads to a file when it names it in any of the ways that catalog_resolve knows: its name,
 * its path or the end of it, title, permalink, alias, all folded. Which of two files of one name is
 * meant is not decided here: links to either are found. */

enum { NAMES_MAX = 256 };

struct link_names {
    struct str folds; /* each ended by a NUL */
    size_t count;
};

static void names_add(struct link_names *names, struct view name)
{
    if (names->count == NAMES_MAX || memchr(name.data ? name.data : "", '\0', name.len))
        return;
    size_t start = names->folds.len;
    catalog_fold(&names->folds, name);
    if (names->folds.len == start)
        return;
    str_add_char(&names->folds, '\0');
    names->count++;
}

static bool names_have(const struct link_names *names, struct view fold)
{
    for (size_t at = 0; at < names->folds.len;) {
        struct view own = view_of(names->folds.data + at);
        if (view_equal(own, fold))
            return true;
        at += own.len + 1;
    }
    return false;
}

static struct view names_bare(const char *path)
{
    struct view whole = view_of(path);
    size_t name = whole.len - path_name(whole).len;
    return path_is_markdown(whole) ? view_slice(whole, 0, name + path_stem(whole).len) : whole;
}

static void names_add_doc(struct link_names *names, const struct search_doc *doc)
{
    struct view path = names_bare(doc->path);
    for (size_t from = 0; from < path.len; from = view_find(path, from, '/') + 1)
        names_add(names, view_slice(path, from, path.len));
    names_add(names, view_of(doc->permalink));
    if (doc->flags & DOC_TITLED)
        names_add(names, view_of(doc->title));
    for (const char *alias = doc->aliases; *alias; alias += strlen(alias) + 1)
        names_add(names, view_of(alias));
}

/* Whether the file is called `wanted`, which folds to `fold`. */
static bool doc_is_called(const struct search_doc *doc, struct view fold)
{
    struct link_names own = {0};
    names_add_doc(&own, doc);
    bool is = names_have(&own, fold);
    str_finish(&own.folds);
    return is;
}

/* The names of the file at the path `wanted`, or else of all that are called so. */
static void names_find(struct search_index *index, const char *wanted, struct link_names *names)
{
    size_t segment;
    uint32_t number;
    struct str fold = {0};
    catalog_fold(&fold, names_bare(wanted));
    if (search_index_find(index, wanted, &segment, &number)) {
        struct search_doc doc = search_segment_doc(search_index_segment(index, segment), number);
        names_add_doc(names, &doc);
    }
    for (size_t i = 0; !names->count && i < search_index_segments(index); i++) {
        const struct search_segment *part = search_index_segment(index, i);
        for (uint32_t j = 0; j < search_segment_count(part); j++) {
            struct search_doc doc = search_segment_doc(part, j);
            if (search_index_is_live(index, i, j) && doc_is_called(&doc, str_view(&fold)))
                names_add_doc(names, &doc);
        }
    }
    names_add(names, names_bare(wanted)); /* there may be links to what is not there yet */
    str_finish(&fold);
}

static void links_collect(struct search_index *index, const struct link_names *names,
                          struct query_condition *condition)
{
    static const char mark[] = {SEARCH_KEY_LINK, '\0'};
    struct str fold = {0};
    for (size_t i = 0; i < search_index_segments(index); i++) {
        const struct search_segment *part = search_index_segment(index, i);
        uint32_t first, last;
        search_segment_range(part, view_of(mark), &first, &last);
        for (uint32_t j = first; j < last; j++) {
            struct view key = search_segment_word(part, j);
            struct view target = view_slice(key, 1, key.len);
            if (path_is_markdown(target))
                target = view_slice(target, 0, target.len - strlen(".md"));
            str_clear(&fold);
            catalog_fold(&fold, target);
            if (!names_have(names, str_view(&fold)))
                continue;
            str_add(&condition->keys, key);
            str_add_char(&condition->keys, '\0');
        }
    }
    str_finish(&fold);
}

/* A term that takes a link with one of the keys. */
static void links_add_term(struct query *query, const struct query_condition *condition)
{
    struct str pattern = {0};
    str_add_text(&pattern, "\\[\\[[ \\t]*(?:");
    for (size_t at = 0; at < condition->keys.len;) {
        struct view key = view_of(condition->keys.data + at);
        str_add_text(&pattern, at ? "|" : "");
        for (size_t i = 1; i < key.len; i++) {
            if (strchr("\\^$.[]|()?*+{}#", key.data[i]))
                str_add_char(&pattern, '\\');
            str_add_char(&pattern, key.data[i]);
        }
        at += key.len + 1;
    }
    str_add_text(&pattern, ")[ \\t]*[]|#][^]]*\\]*");
    struct pattern *made;
    /* Too many ways to write it: the index knows the files all the same. */
    if (query->term_count < QUERY_TERMS_MAX &&
        pattern_new(str_view(&pattern), 0, &made, NULL) == STATUS_OK) {
        struct query_term *term = ARRAY_PUSH(query->terms, query->term_count, query->term_cap);
        *term = (struct query_term){.kind = QUERY_PATTERN, .pattern = made};
        pattern_limit_time(made, 50);
    }
    str_finish(&pattern);
}

void search_links_prepare(struct search_index *index, struct query *query)
{
    query_drop_added(query);
    for (size_t i = 0; i < query->condition_count; i++) {
        struct query_condition *condition = &query->conditions[i];
        if (condition->filter != QUERY_TO)
            continue;
        struct link_names names = {0};
        str_clear(&condition->keys);
        names_find(index, str_text(&condition->value), &names);
        links_collect(index, &names, condition);
        if (condition->keys.len)
            links_add_term(query, condition);
        str_finish(&names.folds);
    }
}
