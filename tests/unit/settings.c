#include "tests/unit/test.h"

#include "core/workspace/settings.h"

#include <stdlib.h>

static void read_text(struct settings *settings, const char *text, bool workspace)
{
    settings_init(settings);
    settings_read(settings, view_of(text), "config.yaml", workspace);
}

static void defaults_hold_without_a_file(void **state)
{
    struct settings settings;
    (void)state;
    read_text(&settings, "", false);
    assert_int_equal(settings.width, 88);
    assert_int_equal(settings.outside_delay, 2000);
    assert_true(settings.mouse);
    assert_false(settings.ascii);
    assert_null(settings.theme);
    assert_int_equal(settings.warning_count, 0);
    settings_finish(&settings);
}

static void every_key_is_read(void **state)
{
    struct settings settings;
    (void)state;
    read_text(&settings,
              "theme: nord\ntheme-dark: a\ntheme-light: b\nwidth: 100\nmouse: off\nascii: yes\n"
              "outside-delay: 500ms\n"
              "keys:\n  todo:\n    ctrl-t: todo-toggle\n  ctrl-g: focus memory\n  G: null\n",
              false);
    assert_string_equal(settings.theme, "nord");
    assert_string_equal(settings.theme_dark, "a");
    assert_string_equal(settings.theme_light, "b");
    assert_int_equal(settings.width, 100);
    assert_false(settings.mouse);
    assert_true(settings.ascii);
    assert_int_equal(settings.outside_delay, 500);
    assert_int_equal(settings.binding_count, 3);
    assert_string_equal(settings.bindings[0].where, "todo");
    assert_string_equal(settings.bindings[0].key, "ctrl-t");
    assert_string_equal(settings.bindings[0].command, "todo-toggle");
    assert_string_equal(settings.bindings[1].where, "");
    assert_string_equal(settings.bindings[1].command, "focus memory");
    assert_string_equal(settings.bindings[2].command, "");
    assert_int_equal(settings.warning_count, 0);
    settings_finish(&settings);
}

static void delays_have_units_and_bounds(void **state)
{
    static const struct {
        const char *text;
        unsigned want; /* 7: refused */
    } cases[] = {
        {"2", 2000},         {"2s", 2000}, {"1m", 60000},    {"'750 ms'", 750},
        {"off", 0},          {"0", 0},     {"60m", 3600000}, {"61m", 7},
        {"1ms", 7},          {"-1", 7},    {"1h", 7},        {"99999999999s", 7},
        {"4294968296ms", 7}, {"", 7},      {"2s2", 7},       {"[1]", 7},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct settings settings;
        struct str text = {0};
        settings_init(&settings);
        settings.outside_delay = 7;
        str_addf(&text, "outside-delay: %s\n", cases[i].text);
        settings_read(&settings, str_view(&text), "x", false);
        if (settings.outside_delay != cases[i].want)
            fail_msg("%s gives %u", cases[i].text, settings.outside_delay);
        assert_int_equal(settings.warning_count, cases[i].want == 7);
        str_finish(&text);
        settings_finish(&settings);
    }
}

static void a_bad_value_is_one_warning_and_the_rest_stands(void **state)
{
    struct settings settings;
    (void)state;
    read_text(&settings,
              "width: 5\nmouse: maybe\ntheme: ../../evil\nnonsense: 1\nkeys: [a]\nself: me\n"
              "ascii: true\n",
              false);
    assert_int_equal(settings.warning_count, 6);
    assert_non_null(strstr(settings.warnings[0], "config.yaml:1: width"));
    assert_non_null(
        strstr(settings.warnings[3], "config.yaml:4: there is no setting named nonsen"));
    assert_int_equal(settings.width, 88);
    assert_null(settings.theme);
    assert_true(settings.ascii);
    settings_finish(&settings);
}

static void malformed_text_is_one_warning(void **state)
{
    struct settings settings;
    (void)state;
    read_text(&settings, "width: [1\nmouse: off\n", false);
    assert_int_equal(settings.warning_count, 1);
    assert_true(settings.mouse);
    settings_finish(&settings);
    read_text(&settings, "- a\n- b\n", false);
    assert_int_equal(settings.warning_count, 1);
    settings_finish(&settings);
}

static void a_workspace_sets_no_key_and_no_device(void **state)
{
    struct settings settings;
    (void)state;
    read_text(&settings,
              "keys: {x: file-delete}\nmouse: off\nascii: true\nwidth: 70\ntheme: nord\n"
              "outside-delay: off\nself: me\n",
              true);
    assert_int_equal(settings.binding_count, 0);
    assert_true(settings.mouse);
    assert_false(settings.ascii);
    assert_int_equal(settings.width, 70);
    assert_string_equal(settings.theme, "nord");
    assert_int_equal(settings.outside_delay, 0);
    assert_int_equal(settings.warning_count, 3);
    settings_finish(&settings);
}

static void warnings_are_bounded(void **state)
{
    struct settings settings;
    struct str text = {0};
    (void)state;
    for (int i = 0; i < 1000; i++)
        str_addf(&text, "k%%n%d: 1\n", i);
    read_text(&settings, str_text(&text), false);
    assert_in_range(settings.warning_count, 1, 20);
    assert_non_null(strstr(settings.warnings[0], "k%n0"));
    str_finish(&text);
    settings_finish(&settings);
}

static void relative_folders_are_ignored(void **state)
{
    (void)state;
    setenv("HOME", "/home/reader", 1);
    setenv("XDG_STATE_HOME", "state", 1);
    char *folder = settings_state_folder();
    assert_string_equal(folder, "/home/reader/.local/state/palimpsest");
    free(folder);
    setenv("XDG_STATE_HOME", "/s", 1);
    folder = settings_state_folder();
    assert_string_equal(folder, "/s/palimpsest");
    free(folder);
    unsetenv("XDG_CONFIG_HOME");
    unsetenv("HOME");
    assert_null(settings_config_folder());
    setenv("HOME", "relative", 1);
    assert_null(settings_config_folder());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_hold_without_a_file),
        cmocka_unit_test(every_key_is_read),
        cmocka_unit_test(delays_have_units_and_bounds),
        cmocka_unit_test(a_bad_value_is_one_warning_and_the_rest_stands),
        cmocka_unit_test(malformed_text_is_one_warning),
        cmocka_unit_test(a_workspace_sets_no_key_and_no_device),
        cmocka_unit_test(warnings_are_bounded),
        cmocka_unit_test(relative_folders_are_ignored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
