#include "core/workspace/search_facts.h"

#include "core/markdown/front_matter.h"
#include "core/text/fold.h"
#include "core/workspace/search_lines.h"

#include <string.h>

static void facts_add_key(struct search_facts *facts, char mark, struct view text, bool folded)
{
    text = view_trim(text);
    size_t start = facts->keys.len;
    if (text.len == 0 || text.len > SEARCH_KEY_MAX || memchr(text.data, '\0', text.len))
        return;
    str_add_char(&facts->keys, mark);
    if (folded)
        fold_add(&facts->keys, text, 0);
    else
        str_add(&facts->keys, text);
    if (facts->keys.len - start > SEARCH_KEY_MAX)
        str_replace(&facts->keys, start, facts->keys.len, VIEW(""));
    else
        str_add_char(&facts->keys, '\0');
}

/* --- front matter --- */

static void facts_add_tag(struct search_facts *facts, struct view tag)
{
    size_t start = facts->keys.len;
    tag = view_trim(tag);
    if (tag.len && tag.data[0] == '#')
        tag = view_trim(view_slice(tag, 1, tag.len));
    facts_add_key(facts, SEARCH_KEY_TAG, tag, true);
    if (facts->keys.len > start && !view_is(tag, facts->keys.data + start + 1))
        facts_add_key(facts, SEARCH_KEY_SPELT, tag, false);
}

/* A list, or a line of names between commas. */
static void facts_add_tags(struct search_facts *facts, const struct yaml_node *node)
{
    if (!node)
        return;
    if (node->kind == YAML_SEQUENCE) {
        for (size_t i = 0; i < node->count; i++)
            facts_add_tag(facts, view_of(yaml_text(&node->children[i], "")));
        return;
    }
    struct view rest = view_of(yaml_text(node, ""));
    while (rest.len) {
        size_t end = view_find(rest, 0, ',');
        facts_add_tag(facts, view_slice(rest, 0, end));
        rest = view_slice(rest, end + 1, rest.len);
    }
}

static void facts_add_alias(struct search_facts *facts, struct view alias)
{
    alias = view_trim(alias);
    if (alias.len == 0 || alias.len > SEARCH_KEY_MAX)
        return;
    str_add(&facts->aliases, alias);
    str_add_char(&facts->aliases, '\0');
}

static void facts_read_front(struct search_facts *facts, const struct yaml_node *fields)
{
    struct view title = view_trim(view_of(yaml_text(yaml_get(fields, "title"), "")));
    str_add(&facts->title, view_slice(title, 0, view_find(title, 0, '\n')));
    facts->titled = facts->title.len > 0;
    str_add(&facts->permalink, view_trim(view_of(yaml_text(yaml_get(fields, "permalink"), ""))));
    facts_add_key(facts, SEARCH_KEY_TYPE, view_of(yaml_text(yaml_get(fields, "type"), "")), true);
    facts_add_tags(facts, yaml_get(fields, "tags"));
    const struct yaml_node *aliases = yaml_get(fields, "aliases");
    if (aliases && aliases->kind == YAML_SEQUENCE)
        for (size_t i = 0; i < aliases->count; i++)
            facts_add_alias(facts, view_of(yaml_text(&aliases->children[i], "")));
    else
        facts_add_alias(facts, view_of(yaml_text(aliases, "")));
}

/* --- the text --- */

/* The end of a tag's name, and whether it is one: not a number alone, so that "#1" is none. */
static size_t facts_tag_end(struct view line, size_t from, bool *is_tag)
{
    size_t at = from;
    *is_tag = false;
    for (; at < line.len; at++) {
        unsigned char c = (unsigned char)line.data[at];
        bool letter = c >= 0x80 || (unsigned char)((c | 0x20) - 'a') < 26;
        if (!letter && !memchr("0123456789-_/", c, 13))
            break;
        *is_tag = *is_tag || letter;
    }
    return at;
}

/* `[[target#heading|alias]]`; returns where to go on. One that another begins in is none. */
static size_t facts_link(struct search_facts *facts, struct view line, size_t from)
{
    size_t end = from;
    while (end < line.len && line.data[end] != ']' && line.data[end] != '[')
        end++;
    if (end + 1 >= line.len || line.data[end] != ']' || line.data[end + 1] != ']')
        return from;
    struct view target = view_slice(line, from, end);
    target = view_slice(target, 0, view_find(target, 0, '|'));
    size_t heading = view_find(target, 0, '#');
    facts_add_key(facts, SEARCH_KEY_LINK, heading ? view_slice(target, 0, heading) : target, false);
    return end + 2;
}

/* Tags and links of a line, but not in `code`. */
static void facts_read_line(struct search_facts *facts, struct view line)
{
    bool code = false;
    for (size_t at = 0; at < line.len;) {
        char c = line.data[at++];
        if (c == '`') {
            code = !code;
        } else if (!code && c == '[' && at < line.len && line.data[at] == '[') {
            at = facts_link(facts, line, at + 1);
        } else if (!code && c == '#' && (at == 1 || strchr(" \t(,", line.data[at - 2]))) {
            bool is_tag;
            size_t end = facts_tag_end(line, at, &is_tag);
            if (is_tag)
                facts_add_tag(facts, view_slice(line, at, end));
            at = end;
        }
    }
}

static bool facts_may_hold(struct view line)
{
    return memchr(line.data, '#', line.len) || memchr(line.data, '[', line.len);
}

void search_facts_read(struct view text, struct search_facts *facts)
{
    struct front_matter front;
    struct search_lines lines;
    struct search_line line;
    front_matter_read(text, &front);
    if (front.fields)
        facts_read_front(facts, front.fields);
    front_matter_finish(&front);
    search_lines_begin(&lines, text);
    while (search_lines_next(&lines, &line)) {
        if (line.front || line.code || line.text.len == 0)
            continue;
        if (line.field == FIELD_HEADING && facts->title.len == 0) {
            size_t marks = 0;
            while (line.text.data[marks] == '#')
                marks++;
            str_add(&facts->title, view_trim(view_slice(line.text, marks, line.text.len)));
        }
        if (facts_may_hold(line.text))
            facts_read_line(facts, line.text);
    }
}

void search_facts_clear(struct search_facts *facts)
{
    facts->titled = false;
    str_clear(&facts->title);
    str_clear(&facts->permalink);
    str_clear(&facts->aliases);
    str_clear(&facts->keys);
}

void search_facts_finish(struct search_facts *facts)
{
    str_finish(&facts->title);
    str_finish(&facts->permalink);
    str_finish(&facts->aliases);
    str_finish(&facts->keys);
    *facts = (struct search_facts){0};
}
