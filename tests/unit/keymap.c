#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/command/command.h"
#include "tui/app.h"
#include "tui/keymap.h"

#include <stdlib.h>

static void bind_key(struct settings *settings, const char *where, const char *key,
                     const char *command)
{
    *ARRAY_PUSH(settings->bindings, settings->binding_count, settings->binding_cap) =
        (struct binding){mem_string(where), mem_string(key), mem_string(command)};
}

static void map_end(struct keymap *keymap, struct settings *settings)
{
    keymap_finish(keymap);
    settings_finish(settings);
}

/* What the keys of `names` ("g g") come to; "…" for a prefix, "" for nothing. */
static const char *look(const struct keymap *keymap, const char *names, unsigned where)
{
    struct key keys[8];
    size_t count = 0;
    struct view rest = view_of(names);
    while (rest.len) {
        size_t end = view_find(rest, 0, ' ');
        assert_true(key_parse(view_slice(rest, 0, end), &keys[count++]));
        rest = view_slice(rest, end + 1, rest.len);
    }
    const char *command = NULL;
    switch (keymap_look(keymap, keys, count, where, &command)) {
    case KEYMAP_FOUND:
        return command;
    case KEYMAP_PREFIX:
        return "…";
    default:
        return "";
    }
}

static void sequences_are_followed_key_by_key(void **state)
{
    (void)state;
    struct settings settings;
    struct keymap keymap;
    settings_init(&settings);
    bind_key(&settings, "", "x y z Q", "down");
    bind_key(&settings, "", "f1", "up");
    keymap_init(&keymap, &settings);
    assert_string_equal(look(&keymap, "g", WHERE_SELF), "…");
    assert_string_equal(look(&keymap, "g g", WHERE_SELF), "top");
    assert_string_equal(look(&keymap, "g j", WHERE_SELF), "");
    assert_string_equal(look(&keymap, "x y z", WHERE_LOG), "…");
    assert_string_equal(look(&keymap, "x y z Q", WHERE_LOG), "down");
    assert_string_equal(look(&keymap, "x y z q", WHERE_LOG), "");
    assert_string_equal(look(&keymap, "f1", WHERE_HELP), "up");
    assert_string_equal(look(&keymap, "f2", WHERE_HELP), "");
    assert_int_equal(settings.warning_count, 0);
    map_end(&keymap, &settings);
}

static void places_have_their_own_keys(void **state)
{
    (void)state;
    struct settings settings;
    struct keymap keymap;
    settings_init(&settings);
    bind_key(&settings, "todo", "f1", "todo-start");
    keymap_init(&keymap, &settings);
    assert_string_equal(look(&keymap, "f1", WHERE_TODO), "todo-start");
    assert_string_equal(look(&keymap, "f1", WHERE_READER), "");
    assert_string_equal(look(&keymap, "space", WHERE_TODO), "todo-toggle");
    assert_string_equal(look(&keymap, "space", WHERE_READER), "page-down");
    assert_string_equal(look(&keymap, "space", WHERE_MEMORY), "");
    map_end(&keymap, &settings);
}

static void later_bindings_win(void **state)
{
    (void)state;
    struct settings settings;
    struct keymap keymap;
    settings_init(&settings);
    bind_key(&settings, "", "j", "up");
    bind_key(&settings, "todo", "j", "top");
    bind_key(&settings, "", "g", "bottom");
    bind_key(&settings, "", "z t", "top");
    keymap_init(&keymap, &settings);
    assert_string_equal(look(&keymap, "j", WHERE_SELF), "up");
    assert_string_equal(look(&keymap, "j", WHERE_TODO), "top");
    assert_string_equal(look(&keymap, "g", WHERE_SELF), "bottom");
    assert_string_equal(look(&keymap, "z", WHERE_SELF), "…");
    assert_string_equal(look(&keymap, "z t", WHERE_SELF), "top");
    map_end(&keymap, &settings);
}

static void an_empty_command_unbinds(void **state)
{
    (void)state;
    struct settings settings;
    struct keymap keymap;
    settings_init(&settings);
    bind_key(&settings, "", "j", "");
    bind_key(&settings, "", "g g", "");
    bind_key(&settings, "", "y y", "top");
    bind_key(&settings, "", "y y", "");
    bind_key(&settings, "self", "q", "");
    bind_key(&settings, "", "k", "");
    bind_key(&settings, "", "k", "down");
    keymap_init(&keymap, &settings);
    assert_string_equal(look(&keymap, "j", WHERE_SELF), "");
    assert_string_equal(look(&keymap, "g", WHERE_SELF), "…"); /* "g b" is still there */
    assert_string_equal(look(&keymap, "g g", WHERE_SELF), "");
    assert_string_equal(look(&keymap, "y", WHERE_SELF), "");
    assert_string_equal(look(&keymap, "q", WHERE_SELF), "");
    assert_string_equal(look(&keymap, "q", WHERE_TODO), "back");
    assert_string_equal(look(&keymap, "k", WHERE_SELF), "down");
    map_end(&keymap, &settings);
}

static void bad_names_are_a_warning_each(void **state)
{
    (void)state;
    struct settings settings;
    struct keymap keymap;
    settings_init(&settings);
    bind_key(&settings, "", "hyper-x", "down");
    bind_key(&settings, "attic", "x", "down");
    bind_key(&settings, "", "", "down");
    bind_key(&settings, "", "a b c d e", "down");
    keymap_init(&keymap, &settings);
    assert_int_equal(settings.warning_count, 4);
    assert_non_null(strstr(settings.warnings[0], "hyper-x"));
    assert_non_null(strstr(settings.warnings[1], "attic"));
    assert_string_equal(look(&keymap, "a b c d", WHERE_LOG), "");
    map_end(&keymap, &settings);
}

static void names_come_back(void **state)
{
    (void)state;
    struct settings settings;
    struct keymap keymap;
    settings_init(&settings);
    bind_key(&settings, "", "  ctrl-x   G ", "down");
    keymap_init(&keymap, &settings);
    struct str out = {0};
    keymap_add_names(&keymap.bindings[keymap.count - 1], &out);
    assert_view_equal(str_view(&out), VIEW("ctrl-x G"));
    str_finish(&out);
    map_end(&keymap, &settings);
}

/* --- the defaults and the tables --- */

/* Fails unless `line` names a command and gives it arguments that its usage allows; templates
 * inside `ask` and `confirm` too. */
static void is_a_command_line(const char *line, unsigned where, bool inner)
{
    char **words;
    size_t count;
    struct error err;
    assert_int_equal(command_words(view_of(line), &words, &count, NULL), STATUS_OK);
    const struct command *command = app_find_command_at(where, view_of(words[0]));
    if (!command)
        fail_msg("\"%s\" is no command", line);
    if (command_check(command, count, &err) != STATUS_OK)
        fail_msg("%s: %s", line, err.text);
    bool asks = strncmp(words[0], "ask", 3) == 0 || strcmp(words[0], "confirm") == 0;
    assert_false(asks && inner);
    if (asks)
        is_a_command_line(words[strcmp(words[0], "confirm") == 0 ? 3 : 2], where, true);
    command_words_free(words, count);
}

static void every_default_is_bound_and_runs_a_command(void **state)
{
    (void)state;
    struct settings settings;
    struct keymap keymap;
    settings_init(&settings);
    keymap_init(&keymap, &settings);
    assert_true(keymap.count > 50);
    for (size_t i = 0; i < keymap.count; i++) {
        const struct keymap_binding *binding = &keymap.bindings[i];
        is_a_command_line(binding->command, binding->where, false);
        bool works = false;
        for (unsigned where = 1; where; where <<= 1) {
            const char *command = NULL;
            works = works || (binding->where & where &&
                              keymap_look(&keymap, binding->keys, binding->key_count, where,
                                          &command) == KEYMAP_FOUND &&
                              strcmp(command, binding->command) == 0);
        }
        assert_true(works);
    }
    map_end(&keymap, &settings);
}

static void view_commands_are_named_once_and_explained(void **state)
{
    (void)state;
    static const char *const groups[] = {"Todo", "Files",   "Edit", "Find",
                                         "Read", "History", "Move", "Program"};
    for (const struct command *const *table = app_view_tables; *table; table++)
        for (const struct command *command = *table; command->name; command++) {
            assert_ptr_equal(app_find_command(view_of(command->name)), command);
            assert_null(command_find(command_model_tables, view_of(command->name)));
            assert_non_null(command->usage);
            assert_true(command->help && strlen(command->help) > 4);
            assert_non_null(command->run);
            assert_int_not_equal(command->where, 0);
            size_t i = 0;
            while (i < ARRAY_LEN(groups) && strcmp(groups[i], command->group) != 0)
                i++;
            assert_true(i < ARRAY_LEN(groups));
        }
}

static void places_have_names(void **state)
{
    (void)state;
    assert_int_equal(keymap_where(""), WHERE_ANY);
    assert_int_equal(keymap_where("todo"), WHERE_TODO);
    assert_int_equal(keymap_where("Todo"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sequences_are_followed_key_by_key),
        cmocka_unit_test(places_have_their_own_keys),
        cmocka_unit_test(later_bindings_win),
        cmocka_unit_test(an_empty_command_unbinds),
        cmocka_unit_test(bad_names_are_a_warning_each),
        cmocka_unit_test(names_come_back),
        cmocka_unit_test(every_default_is_bound_and_runs_a_command),
        cmocka_unit_test(view_commands_are_named_once_and_explained),
        cmocka_unit_test(places_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
