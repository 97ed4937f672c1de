#include "core/workspace/note_meta.h"

#include "core/base/memory.h"
#include "core/markdown/front_matter.h"
#include "core/workspace/note_lines.h"

#include <stdlib.h>

void note_tags_free(char **tags, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(tags[i]);
    free(tags);
}

static void split_words(struct view words, bool bare, char ***tags, size_t *count, size_t *cap)
{
    while (words.len) {
        size_t end = view_find(words, 0, ',');
        struct view tag = view_trim(view_slice(words, 0, end));
        while (bare && tag.len && tag.data[0] == '#')
            tag = view_slice(tag, 1, tag.len);
        if (tag.len)
            *ARRAY_PUSH(*tags, *count, *cap) = mem_string_n(tag.data, tag.len);
        words = view_slice(words, end + 1, words.len);
    }
}

void note_tags_split(struct view words, char ***tags, size_t *count, size_t *cap)
{
    split_words(words, true, tags, count, cap);
}

static void read_tags(const struct yaml_node *node, struct note_meta *out)
{
    if (node && node->kind == YAML_SCALAR)
        split_words(view_of(node->text), false, &out->tags, &out->tag_count, &out->tag_cap);
    for (size_t i = 0; node && node->kind == YAML_SEQUENCE && i < node->count; i++)
        if (node->children[i].kind == YAML_SCALAR)
            *ARRAY_PUSH(out->tags, out->tag_count, out->tag_cap) =
                mem_string(node->children[i].text);
}

void note_meta_read(struct view text, struct note_meta *out)
{
    struct front_matter front;
    struct note_lines lines;
    front_matter_read(text, &front);
    note_lines_find(text, front.body, &lines);
    *out = (struct note_meta){.body = front.body};
    out->title = mem_string(yaml_text(yaml_get(front.fields, "title"), ""));
    out->type = mem_string(yaml_text(yaml_get(front.fields, "type"), ""));
    out->permalink = mem_string(yaml_text(yaml_get(front.fields, "permalink"), ""));
    read_tags(yaml_get(front.fields, "tags"), out);
    for (size_t i = 0; i < NOTE_LINES; i++) {
        const struct note_span *at = &lines.at[i];
        out->lines[i] =
            mem_string_n(at->to ? text.data + at->value : "", at->value_end - at->value);
    }
    front_matter_finish(&front);
}

void note_meta_finish(struct note_meta *meta)
{
    free(meta->title);
    free(meta->type);
    free(meta->permalink);
    note_tags_free(meta->tags, meta->tag_count);
    for (size_t i = 0; i < NOTE_LINES; i++)
        free(meta->lines[i]);
    *meta = (struct note_meta){0};
}
