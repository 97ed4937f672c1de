#include "tests/unit/test.h"

#include "core/markdown/prose_link.h"

struct found {
    struct view text;
    struct str lines;
};

/* "kind target heading words" a line. */
static void note_link(void *data, const struct prose_link *link)
{
    struct found *found = data;
    struct view target = view_slice(found->text, link->from, link->to);
    str_addf(&found->lines, "%u%s %.*s", link->number, link->kind == PROSE_WIKI ? "w" : "a",
             (int)target.len, target.data);
    if (link->heading.len)
        str_addf(&found->lines, " %.*s", (int)link->heading.len, link->heading.data);
    if (link->words.len)
        str_addf(&found->lines, " |%.*s", (int)link->words.len, link->words.data);
    str_add_char(&found->lines, '\n');
}

static void finds(const char *text, const char *want)
{
    struct found found = {.text = view_of(text)};
    prose_links(view_of(text), note_link, &found);
    assert_view_equal(str_view(&found.lines), view_of(want));
    str_finish(&found.lines);
}

static void wiki_links_are_found_in_every_form(void **state)
{
    (void)state;
    finds("see [[Fog]], [[ sea/Fog.md ]] and\n**[[Fog#The Bell]]**\n- rel [[Fog|the fog]] (x)\n",
          "1w Fog\n1w sea/Fog.md\n2w Fog #The Bell\n3w Fog |the fog\n");
    finds("# On [[Fog]]\n> [[Sea]]\n| [[Fog\\|x]] | b |\n[[#here]] [[]] [[ ]]\n",
          "1w Fog\n2w Sea\n3w Fog |x\n");
    finds("[[a]][[b]]", "1w a\n1w b\n");
    finds("", "");
}

static void addresses_of_files_are_found(void **state)
{
    (void)state;
    finds("[x](fog.md) ![y](../a%20b.png#z \"title\") [z](<a b.md>) [w](<a (2).md>)\n",
          "1a fog.md\n1a ../a%20b.png #z\n1a a b.md\n1a a (2).md\n");
    finds("[x](a.md?plain=1#z) [[b?]]\n", "1a a.md ?plain=1#z\n1w b?\n");
    finds("[n]: [[a]]\n", "1w a\n");
    finds("[x](a_(b).md) [x](https://example.org/a.md) [x](mailto:a@b.c) [x](#here)\n",
          "1a a_(b).md\n");
    finds("[one]: fog.md \"title\"\r\n  [two]: <a b.md>\n", "1a fog.md\n2a a b.md\n");
}

static void code_comments_and_front_matter_hold_none(void **state)
{
    (void)state;
    finds("---\nrelated: '[[Fog]]'\n---\n[[Sea]]\n", "4w Sea\n");
    finds("`[[Fog]]` ``[[Fog]] ` `` \\[[Fog]] [[Sea]]\n", "1w Sea\n");
    finds("```\n[[Fog]]\n```\n~~~ md\n[x](y.md)\n~~~\n[[Sea]]\n", "7w Sea\n");
    finds("text\n\n    [[Fog]]\n\n[[Sea]]\n", "5w Sea\n");
    finds("- item\n\n    [[Sea]]\n", "3w Sea\n");
    finds("<!-- [[Fog]]\n[[Fog]] -->\n[[Sea]]\n", "3w Sea\n");
    finds("> ```\n> [[Fog]]\n> ```\n[[Sea]]\n", "4w Sea\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wiki_links_are_found_in_every_form),
        cmocka_unit_test(addresses_of_files_are_found),
        cmocka_unit_test(code_comments_and_front_matter_hold_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
