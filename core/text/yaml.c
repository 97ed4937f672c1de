#include "core/text/yaml.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* libyaml's events become a tree on a stack of open collections. Both bounds are checked as events
 * come, so a hostile text stops the parser early; since no node is deeper than the stack, freeing
 * may recurse. */

enum { YAML_DEPTH_MAX = 32, YAML_NODES_MAX = 100000 };

struct yaml_open {
    struct yaml_node *node;
    size_t cap;
};

struct yaml_build {
    struct view text;
    size_t code, byte;      /* the last mark: libyaml counts characters, the tree bytes */
    struct yaml_node *root; /* kept in `open` while it is being filled */
    struct yaml_open open[YAML_DEPTH_MAX];
    size_t depth;
    size_t nodes;
};

static void node_finish(struct yaml_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        node_finish(&node->children[i]);
    free(node->children);
    free(node->text);
}

void yaml_node_free(struct yaml_node *node)
{
    if (!node)
        return;
    node_finish(node);
    free(node);
}

static unsigned line_of_mark(const yaml_mark_t *mark)
{
    return (unsigned)mark->line + 1;
}

/* Marks come in order but for a few steps back, so that all of them together cost one walk. */
static size_t byte_of_mark(struct yaml_build *build, const yaml_mark_t *mark)
{
    const char *data = build->text.data;
    for (; build->code < mark->index && build->byte < build->text.len; build->code++)
        do
            build->byte++;
        while (build->byte < build->text.len && (data[build->byte] & 0xC0) == 0x80);
    for (; build->code > mark->index && build->byte > 0; build->code--)
        do
            build->byte--;
        while (build->byte > 0 && (data[build->byte] & 0xC0) == 0x80);
    return build->byte;
}

static unsigned line_of_offset(struct view text, size_t offset)
{
    unsigned line = 1;
    for (size_t i = 0; i < offset && i < text.len; i++)
        line += text.data[i] == '\n';
    return line;
}

static enum status parser_error(const yaml_parser_t *parser, struct view text, struct error *err)
{
    const char *problem = parser->problem ? parser->problem : "not YAML";
    if (parser->error == YAML_MEMORY_ERROR)
        abort();
    unsigned line = parser->error == YAML_READER_ERROR
                        ? line_of_offset(text, parser->problem_offset)
                        : line_of_mark(&parser->problem_mark);
    return error_set(err, STATUS_INVALID, "YAML, line %u: %s", line, problem);
}

/* A new node where the next one belongs. A collection's array may move while it grows, but only its
 * last child is ever open, and `open` holds that child's address anew whenever it is pushed. */
static struct yaml_node *node_push(struct yaml_build *build)
{
    build->nodes++;
    if (build->depth == 0)
        return build->root = mem_zalloc(1, sizeof(*build->root));
    struct yaml_open *top = &build->open[build->depth - 1];
    struct yaml_node *node = ARRAY_PUSH(top->node->children, top->node->count, top->cap);
    *node = (struct yaml_node){0};
    return node;
}

static enum status check_bounds(const struct yaml_build *build, unsigned line, struct error *err)
{
    if (build->depth == YAML_DEPTH_MAX)
        return error_set(err, STATUS_LIMIT, "YAML, line %u: deeper than %d levels", line,
                         YAML_DEPTH_MAX);
    if (build->nodes == YAML_NODES_MAX)
        return error_set(err, STATUS_LIMIT, "YAML, line %u: more than %d values", line,
                         YAML_NODES_MAX);
    return STATUS_OK;
}

static enum status open_collection(struct yaml_build *build, enum yaml_kind kind,
                                   const yaml_event_t *event, struct error *err)
{
    unsigned line = line_of_mark(&event->start_mark);
    enum status status = check_bounds(build, line, err);
    if (status != STATUS_OK)
        return status;
    struct yaml_node *node = node_push(build);
    node->kind = kind;
    node->line = line;
    node->from = byte_of_mark(build, &event->start_mark);
    build->open[build->depth++] = (struct yaml_open){.node = node};
    return STATUS_OK;
}

static enum status add_scalar(struct yaml_build *build, const yaml_event_t *event,
                              struct error *err)
{
    unsigned line = line_of_mark(&event->start_mark);
    enum status status = check_bounds(build, line, err);
    if (status != STATUS_OK)
        return status;
    const char *tag = (const char *)event->data.scalar.tag;
    struct yaml_node *node = node_push(build);
    node->kind = YAML_SCALAR;
    node->line = line;
    node->from = byte_of_mark(build, &event->start_mark);
    node->to = byte_of_mark(build, &event->end_mark);
    node->text = mem_string_n((const char *)event->data.scalar.value, event->data.scalar.length);
    node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE ||
                   (tag && (strcmp(tag, YAML_STR_TAG) == 0 || strcmp(tag, "!") == 0));
    return STATUS_OK;
}

static enum status take_event(struct yaml_build *build, const yaml_event_t *event,
                              struct error *err)
{
    unsigned line = line_of_mark(&event->start_mark);
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return error_set(err, STATUS_REFUSED, "YAML, line %u: aliases (*%s) are not read", line,
                         (const char *)event->data.alias.anchor);
    case YAML_SCALAR_EVENT:
        return add_scalar(build, event, err);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(build, YAML_SEQUENCE, event, err);
    case YAML_MAPPING_START_EVENT:
        return open_collection(build, YAML_MAPPING, event, err);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        build->open[--build->depth].node->to = byte_of_mark(build, &event->end_mark);
        return STATUS_OK;
    case YAML_DOCUMENT_START_EVENT:
        if (build->root)
            return error_set(err, STATUS_INVALID, "YAML, line %u: a second document begins", line);
        return STATUS_OK;
    default:
        return STATUS_OK;
    }
}

/* The root of a text without any value: an empty mapping. */
static void settle_root(struct yaml_build *build)
{
    struct yaml_node *root = build->root;
    if (!root)
        root = build->root = mem_zalloc(1, sizeof(*root));
    else if (root->kind != YAML_SCALAR || root->quoted || root->text[0] != '\0')
        return;
    free(root->text);
    *root = (struct yaml_node){.kind = YAML_MAPPING, .line = 1};
}

enum status yaml_parse(struct view text, struct yaml_node **out, struct error *err)
{
    struct yaml_build build = {.text = text};
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        abort();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING); /* never guessed as UTF-16 */
    const char *data = text.data ? text.data : "";         /* libyaml takes no NULL */
    yaml_parser_set_input_string(&parser, (const unsigned char *)data, text.len);
    enum status status = STATUS_OK;
    for (bool more = true; more && status == STATUS_OK;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event)) {
            status = parser_error(&parser, text, err);
            break;
        }
        status = take_event(&build, &event, err);
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    if (status != STATUS_OK) {
        yaml_node_free(build.root);
        return status;
    }
    settle_root(&build);
    *out = build.root;
    return STATUS_OK;
}

const struct yaml_node *yaml_get(const struct yaml_node *node, const char *key)
{
    if (!node || node->kind != YAML_MAPPING)
        return NULL;
    for (size_t i = 0; i + 1 < node->count; i += 2) {
        const struct yaml_node *name = &node->children[i];
        if (name->kind == YAML_SCALAR && strcmp(name->text, key) == 0)
            return &node->children[i + 1];
    }
    return NULL;
}

const char *yaml_text(const struct yaml_node *node, const char *otherwise)
{
    return node && node->kind == YAML_SCALAR ? node->text : otherwise;
}

bool yaml_equal(const struct yaml_node *a, const struct yaml_node *b)
{
    if (a->kind != b->kind || a->count != b->count)
        return false;
    if (a->kind == YAML_SCALAR)
        return strcmp(a->text, b->text) == 0 && a->quoted == b->quoted;
    for (size_t i = 0; i < a->count; i++)
        if (!yaml_equal(&a->children[i], &b->children[i]))
            return false;
    return true;
}
