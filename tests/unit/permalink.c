#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "core/workspace/permalink.h"

#include <stdio.h>
#include <stdlib.h>

static void assert_permalink(const char *path, const char *want)
{
    struct str got = {0};
    permalink_from_path(&got, view_of(path));
    if (!view_is(str_view(&got), want))
        fail_msg("\"%s\" gave \"%s\", want \"%s\"", path, str_text(&got), want);
    str_finish(&got);
}

static void letters_are_spelled_in_ascii(void **state)
{
    (void)state;
    assert_permalink("Crème brûlée.md", "creme-brulee");
    assert_permalink("e\xCC\x81t\xC3\xA9.md", "ete");
    assert_permalink("Weiß Æon œuvre Þór.md", "weiss-aeon-oeuvre-thor");
    assert_permalink("it’s — “here”….md", "its-here-...");
    assert_permalink("\xEF\xAC\x81ve².md", "five2");
    assert_permalink("\xFF"
                     "bad\x80.md",
                     "bad");
}

static void borders_become_dashes(void **state)
{
    (void)state;
    assert_permalink("LoRA and HTTPServer2Go.md", "lo-ra-and-httpserver2-go");
    assert_permalink("a__b--c  d.md", "a-b-c-d");
    assert_permalink("-x-/-y-.md", "x/y");
    assert_permalink("日本Go語.md", "日本-go-語");
    assert_permalink("日本，語.md", "日本語");
    assert_permalink("sun☀set.md", "sun-set");
    assert_permalink("sun\xF0\x9F\x8C\x9Eset.md", "sunset");
}

static void only_a_file_extension_goes(void **state)
{
    (void)state;
    assert_permalink("A.MD", "a");
    assert_permalink("a.b.markdown", "a.b");
    assert_permalink("v1.2", "v1.2");
    assert_permalink("folder/.md", "folder/.md");
}

static void what_cannot_be_spelled_gives_none(void **state)
{
    (void)state;
    assert_permalink("", "");
    assert_permalink("---.md", "");
    assert_permalink("notes/\xD0\xBC\xD0\xB8\xD1\x80.md", "");
}

/* The original spells these by tables that are not here, or makes a folder of a fraction. */
static bool is_known_difference(const char *path)
{
    static const char *const parts[] = {"½", "メモ", "かな", "한국어", "Привет"};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++)
        if (strstr(path, parts[i]))
            return true;
    return false;
}

/* The inside of a JSON string that has no escapes but \t, \" and \\. */
static char *json_inside(struct view json)
{
    struct str out = {0};
    for (size_t i = 1; i + 1 < json.len; i++) {
        bool escape = json.data[i] == '\\';
        i += escape;
        str_add_char(&out, escape && json.data[i] == 't' ? '\t' : json.data[i]);
    }
    return str_take(&out);
}

static void the_originals_answers_are_given(void **state)
{
    (void)state;
    FILE *file = fopen("../shared/data/permalink_vectors.tsv", "r");
    if (!file)
        skip();
    char buffer[1024];
    size_t lines = 0, differences = 0;
    while (fgets(buffer, sizeof(buffer), file)) {
        struct view line = view_of(buffer);
        if (buffer[0] != '"')
            continue;
        size_t tab = view_find(line, 0, '\t'), next = view_find(line, tab + 1, '\t');
        char *path = json_inside(view_slice(line, 0, tab));
        struct view want = view_slice(line, tab + 1, next);
        struct str got = {0};
        permalink_from_path(&got, view_of(path));
        bool same = view_equal(str_view(&got), want);
        if (same == is_known_difference(path))
            fail_msg("\"%s\" gave \"%s\", the original \"%.*s\"", path, str_text(&got),
                     (int)want.len, want.data);
        differences += !same;
        lines++;
        str_finish(&got);
        free(path);
    }
    fclose(file);
    assert_true(lines > 50);
    assert_int_equal(differences, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_spelled_in_ascii),
        cmocka_unit_test(borders_become_dashes),
        cmocka_unit_test(only_a_file_extension_goes),
        cmocka_unit_test(what_cannot_be_spelled_gives_none),
        cmocka_unit_test(the_originals_answers_are_given),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
