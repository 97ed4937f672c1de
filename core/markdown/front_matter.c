#include "core/markdown/front_matter.h"

/* Two fences and what is between them. Finding them is a walk over at most FRONT_MATTER_MAX bytes;
 * only then is the YAML parsed, and whatever libyaml does not take, or takes as something else than
 * a mapping, is text of the note: a page that begins with a rule (`---`) has no front matter. */

#define FRONT_MATTER_MAX ((size_t)1 << 20)

static bool is_fence(struct view line)
{
    if (!view_starts(line, "---"))
        return false;
    return view_trim(view_slice(line, 3, line.len)).len == 0;
}

/* Sets the bounds of the YAML; returns the position after the closing fence's line, 0 for none. */
static size_t find_fences(struct view source, size_t *from, size_t *to, unsigned *body_line)
{
    size_t bom = view_starts(source, "\xEF\xBB\xBF") ? 3 : 0;
    struct view rest = view_slice(source, bom, source.len), line;
    if (!view_starts(rest, "---") || !view_line(&rest, &line) || !is_fence(line))
        return 0;
    *from = (size_t)(rest.data - source.data);
    *body_line = 2;
    for (;;) {
        *to = (size_t)(rest.data - source.data);
        if (*to - *from > FRONT_MATTER_MAX || !view_line(&rest, &line))
            return 0;
        ++*body_line;
        if (is_fence(line))
            return (size_t)(rest.data - source.data);
    }
}

size_t front_matter_extent(struct view source)
{
    size_t from, to;
    unsigned body_line;
    return find_fences(source, &from, &to, &body_line);
}

void front_matter_read(struct view source, struct front_matter *out)
{
    *out = (struct front_matter){.body_line = 1};
    size_t from, to;
    unsigned body_line;
    size_t body = find_fences(source, &from, &to, &body_line);
    struct yaml_node *fields = NULL;
    if (body == 0 || yaml_parse(view_slice(source, from, to), &fields, NULL) != STATUS_OK)
        return;
    if (fields->kind != YAML_MAPPING) {
        yaml_node_free(fields);
        return;
    }
    *out = (struct front_matter){
        .fields = fields, .from = from, .to = to, .body = body, .body_line = body_line};
}

void front_matter_finish(struct front_matter *front)
{
    yaml_node_free(front->fields);
    *front = (struct front_matter){0};
}
