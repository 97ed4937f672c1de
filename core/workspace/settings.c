#include "core/workspace/settings.h"

#include "core/base/memory.h"
#include "core/text/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Each key of the file has a line in `settings_table`: whether a workspace may set it, and who
 * reads its value. What cannot be used is said in one line of `warnings` and changes nothing. */

enum {
    WIDTH_MIN = 20,
    WIDTH_MAX = 500,
    DELAY_MIN = 100,
    DELAY_MAX = 60 * 60 * 1000,
    THEME_MAX = 100,
    BINDINGS_MAX = 1000,
    WARNINGS_MAX = 20,
};

struct reading {
    struct settings *settings;
    const char *name; /* of the file */
};

static void settings_warn(struct reading *reading, unsigned line, const char *format,
                          const char *word)
{
    struct settings *settings = reading->settings;
    struct str text = {0};
    if (settings->warning_count >= WARNINGS_MAX)
        return;
    str_addf(&text, "%s:%u: ", reading->name, line);
    struct view rest = view_of(format);
    size_t gap = view_find(rest, 0, '%');
    str_add(&text, view_slice(rest, 0, gap));
    if (gap < rest.len) {
        str_add(&text, view_slice(view_of(word), 0, 60));
        str_add(&text, view_slice(rest, gap + 1, rest.len));
    }
    *ARRAY_PUSH(settings->warnings, settings->warning_count, settings->warning_cap) =
        str_take(&text);
}

static bool settings_is_null(const struct yaml_node *node)
{
    const char *text = yaml_text(node, "x");
    return node->kind == YAML_SCALAR && !node->quoted &&
           (*text == '\0' || strcmp(text, "~") == 0 || strcasecmp(text, "null") == 0);
}

/* Reads digits; -1 when `*text` begins with none or the number is too large to mean anything. */
static long settings_number(const char **text)
{
    long number = 0;
    if (**text < '0' || **text > '9')
        return -1;
    for (; **text >= '0' && **text <= '9'; ++*text) {
        number = number * 10 + (**text - '0');
        if (number > 100000000)
            return -1;
    }
    return number;
}

static bool settings_bool(const struct yaml_node *node, bool *out)
{
    static const char *const yes[] = {"true", "yes", "on"}, *const no[] = {"false", "no", "off"};
    const char *text = yaml_text(node, "");
    for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
        if (strcasecmp(text, yes[i]) == 0 || strcasecmp(text, no[i]) == 0) {
            *out = strcasecmp(text, yes[i]) == 0;
            return true;
        }
    }
    return false;
}

/* A theme is looked for by its name in the folders of themes, so it must be no path. */
static bool settings_is_theme(const char *name)
{
    size_t len = strlen(name);
    if (len == 0 || len > THEME_MAX || name[0] == '.' || strchr(name, '/'))
        return false;
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)name[i] < 0x20 || name[i] == 0x7F)
            return false;
    return true;
}

static void settings_set_theme(struct reading *reading, const struct yaml_node *node, char **theme)
{
    const char *name = yaml_text(node, "");
    if (!settings_is_theme(name)) {
        settings_warn(reading, node->line, "a theme is a name such as gruvbox-dark", "");
        return;
    }
    free(*theme);
    *theme = mem_string(name);
}

static void read_theme(struct reading *reading, const struct yaml_node *node)
{
    settings_set_theme(reading, node, &reading->settings->theme);
}

static void read_theme_dark(struct reading *reading, const struct yaml_node *node)
{
    settings_set_theme(reading, node, &reading->settings->theme_dark);
}

static void read_theme_light(struct reading *reading, const struct yaml_node *node)
{
    settings_set_theme(reading, node, &reading->settings->theme_light);
}

static void read_width(struct reading *reading, const struct yaml_node *node)
{
    const char *text = yaml_text(node, "");
    long width = settings_number(&text);
    if (*text || width < WIDTH_MIN || width > WIDTH_MAX)
        settings_warn(reading, node->line, "width is a number of columns from 20 to 500", "");
    else
        reading->settings->width = (unsigned)width;
}

static void read_mouse(struct reading *reading, const struct yaml_node *node)
{
    if (!settings_bool(node, &reading->settings->mouse))
        settings_warn(reading, node->line, "mouse is true or false", "");
}

static void read_ascii(struct reading *reading, const struct yaml_node *node)
{
    if (!settings_bool(node, &reading->settings->ascii))
        settings_warn(reading, node->line, "ascii is true or false", "");
}

/* "500ms", "2s", "1m", "2" (seconds), "off". -1 when it is none of them. */
static long settings_delay(const char *text)
{
    if (strcasecmp(text, "off") == 0 || strcmp(text, "0") == 0)
        return 0;
    long number = settings_number(&text);
    if (number < 0 || number > DELAY_MAX)
        return -1;
    if (*text == ' ')
        text++;
    long unit = strcmp(text, "ms") == 0                   ? 1
                : *text == '\0' || strcmp(text, "s") == 0 ? 1000
                : strcmp(text, "m") == 0                  ? 60000
                                                          : 0;
    long delay = number * unit;
    return delay >= DELAY_MIN && delay <= DELAY_MAX ? delay : -1;
}

static void read_delay(struct reading *reading, const struct yaml_node *node)
{
    long delay = settings_delay(yaml_text(node, ""));
    if (delay < 0)
        settings_warn(reading, node->line,
                      "outside-delay is a time such as 500ms or 2s, at most 1h, or off", "");
    else
        reading->settings->outside_delay = (unsigned)delay;
}

static void read_clipboard(struct reading *reading, const struct yaml_node *node)
{
    const char *name = yaml_text(node, "");
    reading->settings->clipboard_terminal = strcmp(name, "terminal") == 0;
    if (!reading->settings->clipboard_terminal && strcmp(name, "own") != 0)
        settings_warn(reading, node->line, "clipboard is own or terminal, not %", name);
}

static void settings_bind(struct reading *reading, const char *where, const struct yaml_node *key,
                          const struct yaml_node *command)
{
    struct settings *settings = reading->settings;
    if (key->kind != YAML_SCALAR || *key->text == '\0' || command->kind != YAML_SCALAR) {
        settings_warn(reading, key->line, "a key is bound as \"ctrl-t\": todo-toggle", "");
        return;
    }
    if (settings->binding_count == BINDINGS_MAX) {
        settings_warn(reading, key->line, "too many keys are bound; % is left out", key->text);
        return;
    }
    *ARRAY_PUSH(settings->bindings, settings->binding_count, settings->binding_cap) =
        (struct binding){
            .where = mem_string(where),
            .key = mem_string(key->text),
            .command = mem_string(settings_is_null(command) ? "" : command->text),
        };
}

/* The keys of the editor as a whole. */
static void read_hands(struct reading *reading, const struct yaml_node *node)
{
    const char *name = yaml_text(node, "");
    reading->settings->vi_keys = strcmp(name, "vi") == 0;
    if (!reading->settings->vi_keys && strcmp(name, "plain") != 0)
        settings_warn(reading, node->line, "the editor's keys are plain or vi, not %", name);
}

static void read_keys(struct reading *reading, const struct yaml_node *node)
{
    if (settings_is_null(node))
        return;
    if (node->kind == YAML_SCALAR) {
        read_hands(reading, node);
        return;
    }
    if (node->kind != YAML_MAPPING) {
        settings_warn(reading, node->line, "keys holds lines of the form key: command", "");
        return;
    }
    for (size_t i = 0; i + 1 < node->count; i += 2) {
        const struct yaml_node *key = &node->children[i], *value = &node->children[i + 1];
        if (value->kind == YAML_SCALAR && strcmp(yaml_text(key, ""), "editor") == 0) {
            read_hands(reading, value);
            continue;
        }
        if (value->kind != YAML_MAPPING) {
            settings_bind(reading, "", key, value);
            continue;
        }
        for (size_t j = 0; j + 1 < value->count; j += 2)
            settings_bind(reading, yaml_text(key, ""), &value->children[j],
                          &value->children[j + 1]);
    }
}

static const struct {
    const char *key;
    bool workspace; /* a workspace may set it */
    void (*read)(struct reading *reading, const struct yaml_node *node);
} settings_table[] = {
    {"theme", true, read_theme},
    {"theme-dark", true, read_theme_dark},
    {"theme-light", true, read_theme_light},
    {"width", true, read_width},
    {"outside-delay", true, read_delay},
    {"mouse", false, read_mouse},
    {"clipboard", false, read_clipboard},
    {"ascii", false, read_ascii},
    {"keys", false, read_keys},
};

/* Keys that core/workspace/rules.c reads. */
static bool settings_is_rule(const char *key)
{
    return strcmp(key, "self") == 0 || strcmp(key, "todo") == 0 || strcmp(key, "memory") == 0 ||
           strcmp(key, "drafts") == 0;
}

static void settings_read_key(struct reading *reading, const struct yaml_node *key,
                              const struct yaml_node *value, bool workspace)
{
    const char *name = yaml_text(key, "");
    for (size_t i = 0; i < ARRAY_LEN(settings_table); i++) {
        if (strcmp(name, settings_table[i].key) != 0)
            continue;
        if (workspace && !settings_table[i].workspace)
            settings_warn(reading, key->line,
                          "a workspace cannot set %; it belongs in your own config.yaml", name);
        else
            settings_table[i].read(reading, value);
        return;
    }
    if (!settings_is_rule(name))
        settings_warn(reading, key->line, "there is no setting named %", name);
    else if (!workspace)
        settings_warn(reading, key->line,
                      "% is set in the .palimpsest.yaml of a workspace, not here", name);
}

void settings_init(struct settings *settings)
{
    *settings = (struct settings){.width = 88, .outside_delay = 2000, .mouse = true};
}

void settings_read(struct settings *settings, struct view text, const char *name, bool workspace)
{
    struct reading reading = {.settings = settings, .name = name};
    struct yaml_node *root = NULL;
    struct error err;
    if (yaml_parse(text, &root, &err) != STATUS_OK) {
        struct str line = {0};
        str_addf(&line, "%s: %s", name, err.text);
        *ARRAY_PUSH(settings->warnings, settings->warning_count, settings->warning_cap) =
            str_take(&line);
        return;
    }
    if (root->kind == YAML_MAPPING)
        for (size_t i = 0; i + 1 < root->count; i += 2)
            settings_read_key(&reading, &root->children[i], &root->children[i + 1], workspace);
    else if (!settings_is_null(root))
        settings_warn(&reading, root->line, "lines of the form key: value are needed here", "");
    yaml_node_free(root);
}

void settings_finish(struct settings *settings)
{
    for (size_t i = 0; i < settings->binding_count; i++) {
        free(settings->bindings[i].where);
        free(settings->bindings[i].key);
        free(settings->bindings[i].command);
    }
    for (size_t i = 0; i < settings->warning_count; i++)
        free(settings->warnings[i]);
    free(settings->bindings);
    free(settings->warnings);
    free(settings->theme);
    free(settings->theme_dark);
    free(settings->theme_light);
    *settings = (struct settings){0};
}
