#include "core/workspace/rules.h"

#include "core/base/memory.h"
#include "core/text/yaml.h"

#include <stdlib.h>
#include <string.h>

#define RULES_MAX 256 /* globs in a list: each file is held against each of them */
#define GLOB_MAX 4096

static bool rules_is_null(const struct yaml_node *node)
{
    return node->kind == YAML_SCALAR && !node->quoted &&
           (*node->text == '\0' || strcmp(node->text, "~") == 0 || strcmp(node->text, "null") == 0);
}

/* `./memory/` and `memory` are the same place. */
static struct view rules_trim(struct view glob)
{
    while (view_starts(glob, "./"))
        glob = view_slice(glob, 2, glob.len);
    while (view_ends(glob, "/") && glob.len > 1)
        glob.len--;
    return glob;
}

static bool rules_climbs(struct view glob)
{
    for (size_t from = 0; from <= glob.len;) {
        size_t to = view_find(glob, from, '/');
        if (view_is(view_slice(glob, from, to), ".."))
            return true;
        from = to + 1;
    }
    return false;
}

static enum status rules_add(struct rule_list *list, const struct yaml_node *node, const char *key,
                             struct error *err)
{
    if (node->kind != YAML_SCALAR)
        return error_set(err, STATUS_INVALID, "line %u: '%s' takes a path or a list of paths",
                         node->line, key);
    struct view glob = rules_trim(view_of(node->text));
    if (glob.len == 0 || glob.len > GLOB_MAX)
        return error_set(err, STATUS_INVALID, "line %u: '%s' has an empty or endless path",
                         node->line, key);
    if (glob.data[0] == '/' || rules_climbs(glob))
        return error_set(err, STATUS_INVALID, "line %u: '%s' must stay inside the workspace",
                         node->line, key);
    if (list->count == RULES_MAX)
        return error_set(err, STATUS_INVALID, "line %u: '%s' lists more than %d paths", node->line,
                         key, RULES_MAX);
    list->globs[list->count++] = mem_string_n(glob.data, glob.len);
    return STATUS_OK;
}

static enum status rules_read(const struct yaml_node *root, const char *key, struct rule_list *list,
                              struct error *err)
{
    const struct yaml_node *node = yaml_get(root, key);
    if (!node || rules_is_null(node))
        return STATUS_OK;
    list->set = true;
    list->globs = mem_zalloc(RULES_MAX, sizeof(*list->globs));
    if (node->kind != YAML_SEQUENCE)
        return rules_add(list, node, key, err);
    for (size_t i = 0; i < node->count; i++) {
        enum status status = rules_add(list, &node->children[i], key, err);
        if (status)
            return status;
    }
    return STATUS_OK;
}

enum status rules_parse(struct view text, struct rules *out, struct error *err)
{
    struct yaml_node *root = NULL;
    *out = (struct rules){0};
    enum status status = yaml_parse(text, &root, err);
    if (status)
        return status;
    if (root->kind != YAML_MAPPING && !rules_is_null(root)) {
        status = error_set(err, STATUS_INVALID, "line %u: 'key: value' lines are needed here",
                           root->line);
        goto out;
    }
    struct {
        const char *key;
        struct rule_list *list;
    } lists[] = {
        {"self", &out->self},
        {"todo", &out->todo},
        {"memory", &out->memory},
        {"drafts", &out->drafts},
    };
    for (size_t i = 0; i < ARRAY_LEN(lists) && !status; i++)
        status = rules_read(root, lists[i].key, lists[i].list, err);
out:
    yaml_node_free(root);
    if (status)
        rules_finish(out);
    return status;
}

static void rule_list_finish(struct rule_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->globs[i]);
    free(list->globs);
    *list = (struct rule_list){0};
}

void rules_finish(struct rules *rules)
{
    rule_list_finish(&rules->self);
    rule_list_finish(&rules->todo);
    rule_list_finish(&rules->memory);
    rule_list_finish(&rules->drafts);
}

bool rule_list_match(const struct rule_list *list, struct view path)
{
    for (size_t i = 0; i < list->count; i++) {
        struct view glob = view_of(list->globs[i]);
        for (size_t end = view_find(path, 0, '/');; end = view_find(path, end + 1, '/')) {
            if (rule_glob(glob, view_slice(path, 0, end)))
                return true;
            if (end >= path.len)
                break;
        }
    }
    return false;
}
