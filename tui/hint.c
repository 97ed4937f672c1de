#include "tui/hint.h"

#include "core/base/path.h"
#include "core/text/cluster.h"
#include "core/workspace/catalog_names.h"
#include "core/workspace/search_query.h"

#include <string.h>
#include <strings.h>

/* Each offer is held against what was typed of its word; the first that goes on from there is the
 * best, for what is offered is in order. */

enum { FILTER_LETTERS = 2, NUMBER_DIGITS = 3 };

/* --- offers --- */

static bool hint_goes_on(const char *offer, struct view typed)
{
    return strncasecmp(offer, typed.len ? typed.data : "", typed.len) == 0 && offer[typed.len];
}

static const char *hint_best(const struct note_offers *offers, struct view typed)
{
    for (size_t i = 0; offers && i < offers->count; i++)
        if (hint_goes_on(offers->names[i], typed))
            return offers->names[i];
    return NULL;
}

static const char *hint_best_of(const char *const *words, size_t count, struct view typed)
{
    for (size_t i = 0; i < count; i++)
        if (hint_goes_on(words[i], typed))
            return words[i];
    return NULL;
}

static struct view hint_link_name(const char *path)
{
    struct view all = view_of(path);
    return path_is_markdown(all) ? path_stem(all) : path_name(all);
}

struct hint_named {
    struct view typed, *out;
    bool found;
};

static bool hint_take_named(void *data, struct view name, const char *path)
{
    struct hint_named *named = data;
    (void)path;
    named->found = hint_goes_on(name.data, named->typed) && cluster_is_shown(name);
    if (named->found)
        *named->out = name;
    return !named->found;
}

/* By the name of a file, else by what front matter calls one. */
static bool hint_best_file(const struct catalog *catalog, struct view typed, struct view *out)
{
    static const enum section_kind order[] = {SECTION_MEMORY, SECTION_DRAFTS, SECTION_SELF,
                                              SECTION_FILES};
    for (size_t i = 0; catalog && typed.len && i < sizeof(order) / sizeof(*order); i++) {
        const struct section *section = &catalog->sections[order[i]];
        for (size_t j = 0; j < section->count; j++) {
            struct view name = hint_link_name(section->entries[j].path);
            if (name.len > typed.len && strncasecmp(name.data, typed.data, typed.len) == 0 &&
                cluster_is_shown(name)) {
                *out = name;
                return true;
            }
        }
    }
    struct hint_named named = {.typed = typed, .out = out};
    if (catalog && catalog->names && typed.len)
        catalog_names_each(catalog->names, hint_take_named, &named);
    return named.found;
}

/* --- a search --- */

/* "14 days": a span for the number that was typed. */
static bool hint_span(struct view typed, struct str *out)
{
    static const char *const units[] = {"days", "weeks", "months", "years", "hours"};
    size_t digits = strspn(typed.data, "0123456789"), from = digits;
    if (digits == 0 || digits > NUMBER_DIGITS)
        return false;
    while (from < typed.len && typed.data[from] == ' ')
        from++;
    struct view unit = view_slice(typed, from, typed.len);
    const char *word = hint_best_of(units, sizeof(units) / sizeof(*units), unit);
    if (!word || (unit.len && from == digits))
        return false;
    str_add(out, view_slice(typed, 0, from));
    if (from == digits)
        str_add_char(out, ' ');
    str_add_text(out, word);
    return true;
}

static bool hint_since(struct view typed, struct str *out)
{
    static const char *const spans[] = {"7 days",    "today",      "yesterday",
                                        "last week", "last month", "last year"};
    struct str text = {0}; /* ended by a NUL */
    str_add(&text, typed);
    const char *span = hint_best_of(spans, sizeof(spans) / sizeof(*spans), typed);
    bool found = typed.len && hint_span(str_view(&text), out);
    if (!found && span)
        str_add_text(out, span);
    str_finish(&text);
    return found || span;
}

static bool hint_value(const struct hint_sources *sources, enum query_filter filter,
                       struct view typed, struct str *out)
{
    static const char *const panes[] = {"memory", "todo", "drafts", "self", "files"};
    const char *best = NULL;
    struct view name;
    switch (filter) {
    case QUERY_TAG:
        best = hint_best(&sources->found->tags, typed);
        break;
    case QUERY_TYPE:
        best = hint_best(&sources->found->types, typed);
        break;
    case QUERY_BY:
        best = hint_best(sources->authors, typed);
        break;
    case QUERY_IN:
        best = hint_best_of(panes, sizeof(panes) / sizeof(*panes), typed);
        best = best ? best : hint_best(&sources->found->folders, typed);
        break;
    case QUERY_PATH:
        best = hint_best(&sources->found->folders, typed);
        break;
    case QUERY_SINCE:
        return hint_since(typed, out);
    case QUERY_TO:
        if (hint_best_file(sources->catalog, typed, &name))
            str_add(out, name);
        return out->len > 0;
    case QUERY_FILTERS:
        break;
    }
    if (best)
        str_add_text(out, best);
    if (best && filter == QUERY_PATH)
        str_add_char(out, '/');
    return best != NULL;
}

/* A name of two letters is a word of many sentences. */
static bool hint_filter(const struct query_last *last, struct str *out)
{
    for (unsigned i = 0; i < QUERY_FILTERS; i++) {
        const char *name = query_filter_name((enum query_filter)i);
        if (last->quoted || last->text.len < FILTER_LETTERS || strlen(name) <= FILTER_LETTERS + 1 ||
            strncmp(name, last->text.data, last->text.len) != 0)
            continue;
        str_add_text(out, name);
        return true;
    }
    return false;
}

static bool hint_query(const struct hint_sources *sources, struct view line, struct hint *out)
{
    struct query_last last;
    struct str value = {0};
    if (!query_read_last(line, &last))
        return false;
    out->from = (size_t)(last.text.data - line.data);
    out->typed = last.text.len;
    if (last.filter == QUERY_FILTERS)
        return hint_filter(&last, &out->text);
    if (last.filter == QUERY_TAG && last.text.len && last.text.data[0] == '#') {
        last.text = view_slice(last.text, 1, last.text.len);
        out->typed = last.text.len;
    }
    bool found =
        hint_value(sources, last.filter, last.text, &value) && !memchr(value.data, '"', value.len);
    bool quoted = last.quoted || (found && strpbrk(value.data, " \t"));
    if (found && quoted && !last.quoted) {
        str_add_char(&out->text, '"');
        out->typed++;
    }
    if (found)
        str_add(&out->text, str_view(&value));
    if (found && quoted)
        str_add_char(&out->text, '"');
    str_finish(&value);
    return found;
}

/* --- a text --- */

/* Where what is typed of an open link begins, or SIZE_MAX. */
static size_t hint_link_start(struct view line)
{
    for (size_t at = line.len; at > 1; at--) {
        char c = line.data[at - 1];
        if (c == '[' && line.data[at - 2] == '[')
            return at;
        if (strchr("[]|#\n", c))
            return SIZE_MAX;
    }
    return SIZE_MAX;
}

/* Where the last word begins, behind a bracket too. */
static size_t hint_word_start(struct view line)
{
    size_t at = line.len;
    while (at > 0 && !strchr(" \t(", line.data[at - 1]))
        at--;
    return at;
}

static bool hint_is_tag(const char *name)
{
    for (; *name; name++) {
        unsigned char c = (unsigned char)*name;
        if (c < 0x80 && !strchr("0123456789-_/", c) && (unsigned char)((c | 0x20) - 'a') >= 26)
            return false;
    }
    return true;
}

/* Of the tags those that can be written behind a `#`. */
static const char *hint_best_tag(const struct note_offers *tags, struct view typed)
{
    for (size_t i = 0; i < tags->count; i++)
        if (hint_goes_on(tags->names[i], typed) && hint_is_tag(tags->names[i]))
            return tags->names[i];
    return NULL;
}

static bool hint_word(const struct hint_sources *sources, struct view word, struct str *out)
{
    struct view typed = view_slice(word, 1, word.len);
    if (typed.len == 0 || !strchr("#@+", word.data[0]))
        return false;
    const char *tag = word.data[0] == '#' ? hint_best_tag(&sources->found->tags, typed) : NULL;
    const char *marked = tag ? NULL : hint_best(sources->marked, word);
    if (tag)
        str_addf(out, "#%s", tag);
    else if (marked)
        str_add_text(out, marked);
    return tag || marked;
}

static bool hint_text(const struct hint_sources *sources, struct view line, struct hint *out)
{
    struct view name;
    size_t link = hint_link_start(line);
    out->from = link == SIZE_MAX ? hint_word_start(line) : link;
    out->typed = line.len - out->from;
    struct view typed = view_slice(line, out->from, line.len);
    if (link == SIZE_MAX)
        return typed.len && hint_word(sources, typed, &out->text);
    if (!hint_best_file(sources->catalog, typed, &name))
        return false;
    str_add(&out->text, name);
    str_add_text(&out->text, "]]");
    return true;
}

static bool hint_markdown(const struct hint_sources *sources, struct view line, struct hint *out)
{
    size_t ticks = 0;
    out->from = hint_word_start(line);
    out->typed = line.len - out->from;
    struct view word = view_slice(line, out->from, line.len);
    struct view before = view_slice(line, 0, out->from);
    if (word.len < 2 || word.data[0] != '#' || !view_trim(before).len)
        return false;
    for (size_t i = 0; i < before.len; i++)
        ticks += before.data[i] == '`';
    const char *tag = hint_best_tag(&sources->found->tags, view_slice(word, 1, word.len));
    if (ticks % 2 || !tag)
        return false;
    str_addf(&out->text, "#%s", tag);
    return true;
}

/* --- all --- */

bool hint_find_in(enum hint_kind kind, const struct hint_sources *sources, struct view line,
                  struct hint *out)
{
    static bool (*const finds[])(const struct hint_sources *, struct view, struct hint *) = {
        [HINT_QUERY] = hint_query, [HINT_TEXT] = hint_text, [HINT_MARKDOWN] = hint_markdown};
    *out = (struct hint){0};
    bool found = kind != HINT_NONE && line.len && finds[kind](sources, line, out);
    if (!found)
        hint_finish(out);
    return found;
}

bool hint_find(enum hint_kind kind, const struct hint_sources *sources,
               const struct line_edit *line, struct hint *out)
{
    struct view text = str_view(&line->text);
    return hint_find_in(line->cursor == text.len ? kind : HINT_NONE, sources, text, out);
}

void hint_finish(struct hint *hint)
{
    str_finish(&hint->text);
    *hint = (struct hint){0};
}

struct view hint_rest(const struct hint *hint)
{
    return view_slice(str_view(&hint->text), hint->typed, hint->text.len);
}

void hint_take(const struct hint *hint, struct line_edit *line)
{
    struct str text = {0};
    str_add(&text, view_slice(str_view(&line->text), 0, hint->from));
    str_add(&text, str_view(&hint->text));
    line_edit_set(line, str_view(&text));
    str_finish(&text);
}
