#include "core/workspace/note_facts.h"

#include "core/base/memory.h"
#include "core/markdown/front_matter.h"
#include "core/markdown/prose_link.h"

#include <stdlib.h>
#include <string.h>

static bool is_time(struct view text)
{
    bool digit = false;
    for (size_t i = 0; i < text.len; i++) {
        digit = digit || (text.data[i] >= '0' && text.data[i] <= '9');
        if (!strchr("0123456789:.,- ", text.data[i]) || !text.data[i])
            return false;
    }
    return digit;
}

/* The category of `- [category] text`; empty when the line is none. */
static struct view line_category(struct view line)
{
    line = view_trim(line);
    if (line.len < 2 || !memchr("-*+", line.data[0], 3) || line.data[1] != ' ')
        return VIEW("");
    line = view_trim(view_slice(line, 2, line.len));
    size_t end = view_find(line, 0, ']');
    struct view name = view_slice(line, 1, end);
    bool blank = end + 1 < line.len && (line.data[end + 1] == ' ' || line.data[end + 1] == '\t');
    if (!view_starts(line, "[") || !blank || view_trim(name).len < 2 || is_time(name) ||
        memchr(name.data, '[', name.len) || memchr(name.data, '(', name.len))
        return VIEW("");
    return view_trim(name);
}

static void count_category(struct note_facts *facts, struct view name)
{
    size_t at = 0;
    while (at < facts->category_count && !view_is(name, facts->categories[at].name))
        at++;
    if (at == facts->category_count)
        *ARRAY_PUSH(facts->categories, facts->category_count, facts->category_cap) =
            (struct note_category){.name = mem_string_n(name.data, name.len)};
    facts->categories[at].count++;
}

static void count_observations(struct view body, struct note_facts *facts)
{
    struct view line;
    char fence = '\0';
    while (view_line(&body, &line)) {
        struct view words = view_trim(line);
        bool marks = view_starts(words, "```") || view_starts(words, "~~~");
        if (marks && (!fence || fence == words.data[0]))
            fence = fence ? '\0' : words.data[0];
        struct view name = fence ? VIEW("") : line_category(line);
        if (name.len)
            count_category(facts, name);
    }
}

struct link_count {
    struct view text;
    const struct catalog *catalog;
    struct note_facts *facts;
};

static void count_link(void *data, const struct prose_link *link)
{
    struct link_count *count = data;
    if (link->kind != PROSE_WIKI)
        return;
    if (catalog_resolve(count->catalog, view_slice(count->text, link->from, link->to)))
        count->facts->resolved++;
    else
        count->facts->unresolved++;
}

static int by_name(const void *a, const void *b)
{
    const struct note_category *left = a, *right = b;
    return strcmp(left->name, right->name);
}

void note_facts_read(struct view text, const struct catalog *catalog, struct note_facts *out)
{
    struct link_count count = {text, catalog, out};
    size_t body = front_matter_extent(text);
    *out = (struct note_facts){0};
    count_observations(view_slice(text, body, text.len), out);
    if (out->category_count)
        qsort(out->categories, out->category_count, sizeof(*out->categories), by_name);
    prose_links(text, count_link, &count);
}

void note_facts_finish(struct note_facts *facts)
{
    for (size_t i = 0; i < facts->category_count; i++)
        free(facts->categories[i].name);
    free(facts->categories);
    *facts = (struct note_facts){0};
}
