#include "tests/unit/test.h"

#include "core/text/yaml.h"

static struct yaml_node *parse(struct view text)
{
    struct yaml_node *root = NULL;
    struct error err;
    if (yaml_parse(text, &root, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    return root;
}

static void front_matter_becomes_a_tree(void **state)
{
    (void)state;
    struct yaml_node *root =
        parse(VIEW("title: Opus 4's Open Letter - Analyzing\n  the Approach\n"
                   "type: 'note'\ntags:\n- one\n- two\n\"n\": 12\ntext: |\n  a\n  b\n"));
    assert_int_equal(root->kind, YAML_MAPPING);
    assert_int_equal(root->count, 10);
    assert_string_equal(yaml_text(yaml_get(root, "title"), "?"),
                        "Opus 4's Open Letter - Analyzing the Approach");
    assert_false(yaml_get(root, "title")->quoted);
    assert_true(yaml_get(root, "type")->quoted);
    assert_int_equal(yaml_get(root, "type")->line, 3);
    const struct yaml_node *tags = yaml_get(root, "tags");
    assert_int_equal(tags->kind, YAML_SEQUENCE);
    assert_int_equal(tags->count, 2);
    assert_string_equal(tags->children[1].text, "two");
    assert_string_equal(yaml_text(yaml_get(root, "n"), "?"), "12");
    assert_string_equal(yaml_text(yaml_get(root, "text"), "?"), "a\nb\n");
    assert_null(yaml_get(root, "none"));
    assert_null(yaml_get(tags, "one"));
    assert_null(yaml_get(NULL, "one"));
    assert_string_equal(yaml_text(tags, "?"), "?");
    yaml_node_free(root);
}

static void assert_bytes(const char *text, const struct yaml_node *node, const char *want)
{
    assert_view_equal(view_slice(view_of(text), node->from, node->to), view_of(want));
}

static void every_value_knows_its_bytes(void **state)
{
    (void)state;
    const char *text = "雨: 'a'  # é\r\nlist: [\"é\", b]\nlines:\n  - c\n  - 🎉 d\nnone:\nlast: x\n";
    struct yaml_node *root = parse(view_of(text));
    assert_bytes(text, yaml_get(root, "雨"), "'a'");
    assert_bytes(text, yaml_get(root, "list"), "[\"é\", b]");
    assert_bytes(text, &yaml_get(root, "list")->children[0], "\"é\"");
    assert_bytes(text, &yaml_get(root, "lines")->children[1], "🎉 d");
    assert_bytes(text, yaml_get(root, "none"), "");
    assert_bytes(text, yaml_get(root, "last"), "x");
    yaml_node_free(root);
}

static void nested_collections_keep_their_place(void **state)
{
    (void)state;
    struct yaml_node *root =
        parse(VIEW("a: [x, {b: [1, 2, 3, 4, 5, 6, 7, 8, 9]}, y]\nc: {d: e}\n"));
    const struct yaml_node *a = yaml_get(root, "a");
    assert_int_equal(a->count, 3);
    assert_int_equal(yaml_get(&a->children[1], "b")->count, 9);
    assert_string_equal(a->children[2].text, "y");
    assert_string_equal(yaml_text(yaml_get(yaml_get(root, "c"), "d"), "?"), "e");
    yaml_node_free(root);
}

static void of_keys_that_are_twice_the_first_counts(void **state)
{
    (void)state;
    struct yaml_node *root = parse(VIEW("a: 1\n[b]: 2\na: 3\n!!str x: !!str 4\n"));
    assert_string_equal(yaml_text(yaml_get(root, "a"), "?"), "1");
    assert_true(yaml_get(root, "x")->quoted);
    yaml_node_free(root);
}

static void a_text_without_values_is_an_empty_mapping(void **state)
{
    (void)state;
    static const char *const empty[] = {"",      "\n",         "# only words\n",
                                        "---\n", "---\n...\n", "\xEF\xBB\xBF"};
    for (size_t i = 0; i < sizeof(empty) / sizeof(*empty); i++) {
        struct yaml_node *root = parse(view_of(empty[i]));
        assert_int_equal(root->kind, YAML_MAPPING);
        assert_int_equal(root->count, 0);
        yaml_node_free(root);
    }
    struct yaml_node *root = parse((struct view){0});
    assert_int_equal(root->kind, YAML_MAPPING);
    yaml_node_free(root);
}

static void check_refused(struct view text, enum status want, const char *words)
{
    struct yaml_node *root = NULL;
    struct error err = {0};
    assert_int_equal(yaml_parse(text, &root, &err), want);
    assert_null(root);
    if (!strstr(err.text, words))
        fail_msg("\"%s\" lacks \"%s\"", err.text, words);
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;
    check_refused(VIEW("a: 1\nb: [\n"), STATUS_INVALID, "line 3");
    check_refused(VIEW("a: 1\n b: : 2\n"), STATUS_INVALID, "line 2");
    check_refused(VIEW("a: 1\nb: \xFF\n"), STATUS_INVALID, "line 2");
    check_refused(VIEW("a: 1\n\nb: \x1B[2J\n"), STATUS_INVALID, "line 3");
    check_refused(VIEW("a: \0\n"), STATUS_INVALID, "line 1");
    check_refused(VIEW("\xFF\xFE"
                       "a\0"),
                  STATUS_INVALID, "line 1");
    check_refused(VIEW("a: 1\n---\nb: 2\n"), STATUS_INVALID, "second document");
}

static void hostile_texts_are_refused(void **state)
{
    (void)state;
    check_refused(VIEW("a: &x [1]\nb: *x\n"), STATUS_REFUSED, "line 2");
    struct str text = {0};
    str_add_many(&text, '[', 32);
    str_add_many(&text, ']', 32);
    struct yaml_node *root = parse(str_view(&text));
    yaml_node_free(root);
    str_clear(&text);
    str_add_many(&text, '[', 100000);
    check_refused(str_view(&text), STATUS_LIMIT, "32 levels");
    str_clear(&text);
    for (int i = 0; i < 99999; i++)
        str_add_text(&text, "- a\n");
    root = parse(str_view(&text));
    assert_int_equal(root->count, 99999);
    yaml_node_free(root);
    str_add_text(&text, "- a\n");
    check_refused(str_view(&text), STATUS_LIMIT, "100000 values");
    str_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_becomes_a_tree),
        cmocka_unit_test(every_value_knows_its_bytes),
        cmocka_unit_test(nested_collections_keep_their_place),
        cmocka_unit_test(of_keys_that_are_twice_the_first_counts),
        cmocka_unit_test(a_text_without_values_is_an_empty_mapping),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(hostile_texts_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
