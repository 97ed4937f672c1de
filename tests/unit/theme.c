#include "tests/unit/test.h"

#include "core/base/path.h"
#include "tui/term/theme.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char flat[] = "scheme: \"Old Form\"\n"
                           "author: \"the reader\"\n"
                           "base00: \"ffffff\"\nbase01: \"eeeeee\"\nbase02: \"dddddd\"\n"
                           "base03: \"f0f0f0\"\nbase04: \"444444\"\nbase05: \"222222\"\n"
                           "base06: \"111111\"\nbase07: \"000000\"\nbase08: \"aa0000\"\n"
                           "base09: \"aa5500\"\nbase0A: \"888800\"\nbase0B: \"008800\"\n"
                           "base0C: \"008888\"\nbase0D: \"0000aa\"\nbase0E: \"880088\"\n"
                           "base0F: \"663300\"\n";

static bool rgb_equal(struct rgb a, struct rgb b)
{
    return a.red == b.red && a.green == b.green && a.blue == b.blue;
}

static void the_older_form_is_read(void **state)
{
    (void)state;
    struct theme theme;
    struct error err;
    assert_int_equal(theme_parse(view_of(flat), "old", &theme, &err), STATUS_OK);
    assert_string_equal(theme.name, "old");
    assert_string_equal(theme.title, "Old Form");
    assert_string_equal(theme.author, "the reader");
    assert_false(theme.dark);
    assert_true(rgb_equal(theme.palette[0x0D], (struct rgb){0, 0, 0xAA}));
    assert_true(rgb_equal(theme.palette[0x12], theme.palette[0x08]));
    theme_finish(&theme);
}

static void base24_and_short_colours_are_read(void **state)
{
    (void)state;
    struct str text = {0};
    struct theme theme;
    struct error err;
    str_add_text(&text, "system: base24\nname: New\nvariant: dark\npalette:\n");
    for (int i = 0; i < 24; i++)
        str_addf(&text, "  base%02X: \"%s\"\n", i, i == 23 ? "#123" : "#102030");
    assert_int_equal(theme_parse(str_view(&text), "new", &theme, &err), STATUS_OK);
    assert_true(theme.dark);
    assert_true(rgb_equal(theme.palette[23], (struct rgb){0x11, 0x22, 0x33}));
    theme_finish(&theme);
    str_finish(&text);
}

static void a_wrong_scheme_is_refused_and_says_why(void **state)
{
    (void)state;
    struct str text = {0};
    struct theme theme;
    struct error err;
    str_add_text(&text, flat);
    char *at = strstr(text.data, "base0C");
    memcpy(at, "base1C", 6);
    assert_int_equal(theme_parse(str_view(&text), "x", &theme, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "base0"));
    memcpy(at, "base0C: \"00g888\"", 16);
    assert_int_equal(theme_parse(str_view(&text), "x", &theme, &err), STATUS_INVALID);
    assert_non_null(strstr(err.text, "base0C"));
    assert_non_null(strstr(err.text, "15"));
    static const char *const bad[] = {
        "", "- a\n- b\n", "palette: x\n", "palette: {base00: [1]}", "\x01", "base00: *x"};
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_int_not_equal(theme_parse(view_of(bad[i]), "x", &theme, &err), STATUS_OK);
    str_finish(&text);
}

static void assert_readable(const struct theme *theme)
{
    for (int role = 0; role < ROLE_COUNT; role++) {
        struct theme_style style = theme_style(theme, (enum role)role, 0);
        if (role != ROLE_RULE && theme_contrast(style.fg, style.bg) < 3)
            fail_msg("%s: role %d is too faint", theme->name, role);
    }
    double body = theme_contrast(theme->palette[5], theme->palette[0]);
    if (body < 4.5)
        fail_msg("%s: body text has a contrast of %.2f", theme->name, body);
}

static void dim_text_can_be_read(void **state)
{
    (void)state;
    struct theme theme;
    struct error err;
    assert_int_equal(theme_parse(view_of(flat), "old", &theme, &err), STATUS_OK);
    assert_true(theme_contrast(theme.palette[3], theme.palette[0]) < 3);
    struct theme_style dim = theme_style(&theme, ROLE_DIM, 0);
    assert_true(theme_contrast(dim.fg, dim.bg) >= 3);
    assert_true(theme_contrast(dim.fg, dim.bg) < theme_contrast(theme.palette[5], dim.bg));
    theme_finish(&theme);
}

static void styles_say_where_you_are(void **state)
{
    (void)state;
    const struct theme *theme = theme_builtin(true);
    struct theme_style style = theme_style(theme, ROLE_ACCENT, 0);
    assert_true(rgb_equal(style.fg, theme->palette[0x0D]));
    assert_true(rgb_equal(style.bg, theme->palette[0x00]));
    style = theme_style(theme, ROLE_TEXT, STYLE_SELECTED);
    assert_true(rgb_equal(style.bg, theme->palette[0x02]));
    style = theme_style(theme, ROLE_TEXT, STYLE_BAR | STYLE_UNDERLINE);
    assert_true(rgb_equal(style.bg, theme->palette[0x01]));
    assert_int_equal(style.attrs, STYLE_UNDERLINE);
    style = theme_style(theme, ROLE_TEXT, STYLE_MATCH | STYLE_SELECTED);
    assert_true(rgb_equal(style.bg, theme->palette[0x0A]));
}

static void few_colours_go_by_meaning(void **state)
{
    (void)state;
    assert_int_equal(theme_basic_style(ROLE_TEXT, 0, true).fg, -1);
    assert_int_equal(theme_basic_style(ROLE_ADDED, 0, true).fg, 2);
    assert_int_equal(theme_basic_style(ROLE_REMOVED, 0, true).fg, 1);
    assert_int_equal(theme_basic_style(ROLE_DIM, 0, true).fg, 8);
    assert_int_equal(theme_basic_style(ROLE_ADDED, 0, false).fg, -1);
    assert_true(theme_basic_style(ROLE_TEXT, STYLE_SELECTED, false).attrs & STYLE_REVERSE);
    assert_true(theme_basic_style(ROLE_HEADING, 0, false).attrs & STYLE_BOLD);
}

static void every_theme_that_ships_is_whole_and_readable(void **state)
{
    (void)state;
    DIR *dir = opendir("themes");
    struct dirent *entry;
    int count = 0, light = 0;
    assert_non_null(dir);
    while ((entry = readdir(dir))) {
        struct view file = view_of(entry->d_name), stem = path_stem(file);
        if (!view_ends(file, ".yaml"))
            continue;
        struct str name = {0};
        struct theme theme;
        struct error err;
        str_add(&name, stem);
        if (theme_load(str_text(&name), &theme, &err))
            fail_msg("%s: %s", entry->d_name, err.text);
        assert_readable(&theme);
        count++;
        light += !theme.dark;
        theme_finish(&theme);
        str_finish(&name);
    }
    closedir(dir);
    assert_true(count >= 14);
    assert_true(light >= 4 && light < count);
}

static void the_builtin_pair_equals_its_files(void **state)
{
    (void)state;
    for (int dark = 0; dark < 2; dark++) {
        const struct theme *builtin = theme_builtin(dark);
        struct theme file;
        struct error err;
        assert_int_equal(theme_load(builtin->name, &file, &err), STATUS_OK);
        assert_string_equal(file.title, builtin->title);
        assert_string_equal(file.author, builtin->author);
        assert_int_equal(file.dark, builtin->dark);
        assert_memory_equal(file.palette, builtin->palette, sizeof(file.palette));
        assert_memory_equal(file.colors, builtin->colors, sizeof(file.colors));
        theme_finish(&file);
    }
}

static void names_are_never_paths(void **state)
{
    (void)state;
    static const char *const bad[] = {"../themes/nord", "..", ".",   "", "/etc/passwd", "a/b",
                                      ".git",           ".x", "a\nb"};
    struct theme theme;
    struct error err;
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_int_equal(theme_load(bad[i], &theme, &err), STATUS_INVALID);
    assert_int_equal(theme_load("no-such-theme", &theme, &err), STATUS_ABSENT);
}

static void write_file(const char *folder, const char *name, const char *text)
{
    char *path = path_join(folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    free(path);
}

static void the_readers_own_folder_comes_first(void **state)
{
    (void)state;
    char folder[] = "/tmp/themes-XXXXXX";
    assert_non_null(mkdtemp(folder));
    write_file(folder, "nord.yaml", flat);
    write_file(folder, "broken.yaml", "palette: {}\n");
    write_file(folder, "note.txt", flat);
    setenv("PALIMPSEST_THEMES", folder, 1);
    struct theme_list list;
    theme_list_load(&list);
    assert_string_equal(theme_list_find(&list, "nord")->title, "Old Form");
    assert_null(theme_list_find(&list, "broken"));
    assert_null(theme_list_find(&list, "note"));
    assert_non_null(theme_list_find(&list, "palimpsest-dark"));
    for (size_t i = 1; i < list.count; i++)
        assert_true(path_compare(view_of(list.themes[i - 1].name), view_of(list.themes[i].name)) <
                    0);
    theme_list_finish(&list);
    unsetenv("PALIMPSEST_THEMES");
    static const char *const files[] = {"nord.yaml", "broken.yaml", "note.txt"};
    for (size_t i = 0; i < 3; i++) {
        char *path = path_join(folder, files[i]);
        unlink(path);
        free(path);
    }
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_older_form_is_read),
        cmocka_unit_test(base24_and_short_colours_are_read),
        cmocka_unit_test(a_wrong_scheme_is_refused_and_says_why),
        cmocka_unit_test(dim_text_can_be_read),
        cmocka_unit_test(styles_say_where_you_are),
        cmocka_unit_test(few_colours_go_by_meaning),
        cmocka_unit_test(every_theme_that_ships_is_whole_and_readable),
        cmocka_unit_test(the_builtin_pair_equals_its_files),
        cmocka_unit_test(names_are_never_paths),
        cmocka_unit_test(the_readers_own_folder_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
