#include "core/workspace/prose_rules.h"

#include "core/base/memory.h"
#include "core/text/yaml.h"

#include <stdlib.h>
#include <string.h>

/* The loader. The text may come with any workspace, so nothing in it is trusted: sizes and numbers
 * are bounded, a pattern is compiled within PCRE2's limits, and one rule that is wrong takes no
 * other with it. */

enum { NAME_MAX_LEN = 80, MESSAGE_MAX_LEN = 500, GLOBS_MAX = 32 };

static const char *const severity_names[] = {"hint", "warning", "error"};

const char *prose_severity_name(enum prose_severity severity)
{
    return severity_names[severity];
}

static void rule_finish(struct prose_rule *rule)
{
    for (size_t i = 0; i < rule->paths.count; i++)
        free(rule->paths.globs[i]);
    free(rule->paths.globs);
    free(rule->name);
    free(rule->message);
    pattern_free(rule->pattern);
}

void prose_rules_finish(struct prose_rules *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        rule_finish(&rules->items[i]);
    for (size_t i = 0; i < rules->problem_count; i++)
        free(rules->problems[i]);
    free(rules->items);
    free(rules->problems);
    *rules = (struct prose_rules){0};
}

/* The text of a scalar that must be there, within `limit` bytes. */
static enum status read_text(const struct yaml_node *node, const char *key, size_t limit,
                             const char **out, struct error *err)
{
    const struct yaml_node *value = yaml_get(node, key);
    *out = yaml_text(value, "");
    if (!**out)
        return error_set(err, STATUS_INVALID, "line %u: it has no %s", node->line, key);
    if (strlen(*out) > limit)
        return error_set(err, STATUS_INVALID, "line %u: its %s is longer than %zu bytes",
                         value->line, key, limit);
    return STATUS_OK;
}

static enum status read_severity(const struct yaml_node *node, struct prose_rule *rule,
                                 struct error *err)
{
    const struct yaml_node *value = yaml_get(node, "severity");
    if (!value)
        return STATUS_OK;
    for (size_t i = 0; i < ARRAY_LEN(severity_names); i++)
        if (strcmp(yaml_text(value, ""), severity_names[i]) == 0) {
            rule->severity = (enum prose_severity)i;
            return STATUS_OK;
        }
    return error_set(err, STATUS_INVALID, "line %u: severity is hint, warning or error",
                     value->line);
}

static enum status read_glob(const struct yaml_node *node, struct prose_rule *rule,
                             struct error *err)
{
    const char *glob = yaml_text(node, "");
    if (!*glob || strlen(glob) > 1024)
        return error_set(err, STATUS_INVALID, "line %u: a path is empty or endless", node->line);
    if (rule->paths.count == GLOBS_MAX)
        return error_set(err, STATUS_INVALID, "line %u: more than %d paths", node->line, GLOBS_MAX);
    rule->paths.globs[rule->paths.count++] = mem_string(glob);
    return STATUS_OK;
}

static enum status read_paths(const struct yaml_node *node, struct prose_rule *rule,
                              struct error *err)
{
    const struct yaml_node *value = yaml_get(node, "paths");
    enum status status = STATUS_OK;
    if (!value)
        return STATUS_OK;
    rule->paths.set = true;
    rule->paths.globs = mem_zalloc(GLOBS_MAX, sizeof(*rule->paths.globs));
    if (value->kind != YAML_SEQUENCE)
        return read_glob(value, rule, err);
    for (size_t i = 0; status == STATUS_OK && i < value->count; i++)
        status = read_glob(&value->children[i], rule, err);
    return status;
}

static enum status read_pattern(const struct yaml_node *node, struct prose_rule *rule,
                                struct error *err)
{
    const char *text;
    struct error wrong;
    enum status status = read_text(node, "pattern", 8192, &text, err);
    if (status == STATUS_OK &&
        pattern_new(view_of(text), PATTERN_SMART_CASE, &rule->pattern, &wrong) != STATUS_OK)
        status = error_set(err, STATUS_INVALID, "line %u: %s", yaml_get(node, "pattern")->line,
                           wrong.text);
    return status;
}

static enum status read_rule(const struct yaml_node *node, struct prose_rule *rule,
                             struct error *err)
{
    const char *message = "";
    enum status status = STATUS_OK;
    if (strlen(rule->name) > NAME_MAX_LEN)
        status = error_set(err, STATUS_INVALID, "line %u: its name is longer than %d bytes",
                           node->line, NAME_MAX_LEN);
    if (status == STATUS_OK)
        status = read_pattern(node, rule, err);
    if (status == STATUS_OK)
        status = read_text(node, "message", MESSAGE_MAX_LEN, &message, err);
    if (status == STATUS_OK)
        status = read_severity(node, rule, err);
    if (status == STATUS_OK)
        status = read_paths(node, rule, err);
    rule->message = mem_string(message);
    return status;
}

static void add_problem(struct prose_rules *rules, const char *name, const char *what)
{
    struct str line = {0};
    if (name)
        str_addf(&line, "rule \"%.80s\", ", name);
    str_add_text(&line, what);
    *ARRAY_PUSH(rules->problems, rules->problem_count, rules->problem_cap) = str_take(&line);
}

static void add_rule(struct prose_rules *rules, const struct yaml_node *node)
{
    struct prose_rule rule = {0};
    struct error err;
    const char *name = yaml_text(yaml_get(node, "name"), "");
    if (node->kind != YAML_MAPPING || !*name) {
        error_set(&err, STATUS_INVALID, "line %u: a rule without a name", node->line);
        add_problem(rules, NULL, err.text);
        return;
    }
    rule.name = mem_string(name);
    if (read_rule(node, &rule, &err) == STATUS_OK) {
        *ARRAY_PUSH(rules->items, rules->count, rules->cap) = rule;
        return;
    }
    add_problem(rules, name, err.text);
    rule_finish(&rule);
}

void prose_rules_parse(struct view text, struct prose_rules *out)
{
    struct yaml_node *root = NULL;
    struct error err;
    *out = (struct prose_rules){0};
    if (yaml_parse(text, &root, &err) != STATUS_OK) {
        add_problem(out, NULL, err.text);
        return;
    }
    if (root->kind != YAML_SEQUENCE && !(root->kind == YAML_MAPPING && root->count == 0)) {
        error_set(&err, STATUS_INVALID, "line %u: a list of rules is needed here", root->line);
        add_problem(out, NULL, err.text);
    }
    for (size_t i = 0; root->kind == YAML_SEQUENCE && i < root->count; i++) {
        if (i == PROSE_RULES_MAX) {
            error_set(&err, STATUS_LIMIT, "line %u: only the first %d rules are used",
                      root->children[i].line, PROSE_RULES_MAX);
            add_problem(out, NULL, err.text);
            break;
        }
        add_rule(out, &root->children[i]);
    }
    yaml_node_free(root);
}
