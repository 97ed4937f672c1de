#include "core/markdown/prose_link.h"

#include "core/markdown/front_matter.h"
#include "core/markdown/links.h"
#include "core/markdown/source_line.h"

#include <string.h>

struct finder {
    struct view text;
    size_t at, line; /* of the next run, and where its line begins */
    size_t told;     /* the end of the last link: none begins before it */
    unsigned number;
    void (*tell)(void *data, const struct prose_link *link);
    void *data;
};

static bool follows(const struct finder *finder, size_t at, const char *mark)
{
    return view_starts(view_slice(finder->text, at, finder->text.len), mark);
}

static bool precedes(const struct finder *finder, size_t at, const char *mark)
{
    return view_ends(view_slice(finder->text, finder->line, at), mark);
}

static size_t offset_of(const struct finder *finder, struct view part)
{
    return (size_t)(part.data - finder->text.data);
}

static void tell_target(struct finder *finder, struct prose_link *link, struct view target)
{
    size_t mark = view_find(target, 0, '#');
    if (link->kind == PROSE_ADDRESS && view_find(target, 0, '?') < mark)
        mark = view_find(target, 0, '?');
    link->heading = view_slice(target, mark, target.len);
    target = view_trim(view_slice(target, 0, mark));
    if (target.len == 0 || offset_of(finder, target) < finder->told)
        return; /* a heading of this very file, or a part of the link before */
    link->from = offset_of(finder, target);
    link->to = link->from + target.len;
    finder->told = link->to;
    link->line = finder->line;
    link->number = finder->number;
    finder->tell(finder->data, link);
}

/* In a table the bar is escaped: `[[target\|words]]`. */
static void tell_wiki(struct finder *finder, size_t from, size_t to)
{
    struct view inside = view_slice(finder->text, from, to);
    size_t bar = view_find(inside, 0, '|');
    struct prose_link link = {.kind = PROSE_WIKI, .outer = from - 2, .outer_end = to + 2};
    link.words = view_slice(inside, bar + 1, inside.len);
    if (bar > 0 && bar < inside.len && inside.data[bar - 1] == '\\')
        bar--;
    tell_target(finder, &link, view_slice(inside, 0, bar));
}

/* The end of an address without `<>`: at a blank, or at the `)` that nothing in it has opened. */
static size_t address_end(struct view text)
{
    size_t end = 0, open = 0;
    for (; end < text.len; end++) {
        char c = text.data[end];
        if (c == ' ' || c == '\t' || (c == ')' && open == 0))
            break;
        open += c == '(';
        open -= c == ')';
    }
    return end;
}

/* `from` is behind the `(` or the `:`; a title in quotes may follow the address. */
static void tell_address(struct finder *finder, size_t from)
{
    struct prose_link link = {.kind = PROSE_ADDRESS};
    size_t line_end = view_find(finder->text, from, '\n');
    struct view inside = view_trim(view_slice(finder->text, from, line_end));
    link.angles = inside.len > 0 && inside.data[0] == '<';
    size_t end = link.angles ? view_find(inside, 0, '>') : address_end(inside);
    if (link.angles && end == inside.len)
        return;
    inside = view_slice(inside, link.angles, end);
    if (inside.len && !view_starts(inside, "[[") && links_kind_of(inside) == LINK_FILE)
        tell_target(finder, &link, inside);
}

/* Whether the words that end at `to` are the name of a definition: `[name]: target` begins its
 * line, but for three blanks. */
static bool is_definition(const struct finder *finder, size_t from, size_t to)
{
    struct view before = view_slice(finder->text, finder->line, from);
    return view_is(view_trim(before), "[") && before.len <= 4 && follows(finder, to, "]:");
}

static void take_run(void *data, struct view run, enum role role)
{
    struct finder *finder = data;
    size_t from = finder->at, to = from + run.len;
    finder->at = to;
    if (role == ROLE_LINK && precedes(finder, from, "[[") && follows(finder, to, "]]"))
        tell_wiki(finder, from, to);
    else if (role == ROLE_ADDRESS && precedes(finder, from, "]("))
        tell_address(finder, from);
    else if (role == ROLE_LINK && is_definition(finder, from, to))
        tell_address(finder, to + 2);
}

void prose_links(struct view text, void (*tell)(void *data, const struct prose_link *link),
                 void *data)
{
    struct finder finder = {.text = text, .tell = tell, .data = data};
    struct source_line state;
    struct view rest = text, line, next = {0};
    source_line_init(&state, front_matter_extent(text) > 0);
    bool more = view_line(&rest, &line);
    while (more) {
        bool another = view_line(&rest, &next);
        finder.line = finder.at = offset_of(&finder, line);
        finder.number++;
        if (view_ends(line, "\r"))
            line.len--;
        source_line_next(&state, line, another ? next : VIEW(""), take_run, &finder);
        line = next;
        more = another;
    }
}
