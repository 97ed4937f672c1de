#include "tests/unit/test.h"

#include "core/workspace/search_offers.h"
#include "tests/unit/search_desk.h"

/* What the index has to complete words with. */

static int setup(void **state)
{
    scratch_setup(state);
    const struct scratch *s = *state;
    scratch_folder(s, "memory");
    scratch_folder(s, "memory/days");
    scratch_folder(s, "Garden");
    scratch_put(s, "memory/one.md",
                "---\ntype: note\ntags: [open letter, LoRA, sea]\n---\n\n#sea\n");
    scratch_put(s, "memory/two.md", "---\ntype: Letter\ntags: [lora, sea]\n---\n");
    scratch_put(s, "memory/days/three.md", "---\ntype: note\ntags: [LoRA]\n---\n");
    scratch_put(s, "Garden/bench.md", "By the #Sea and the #sea, `#code`, #1.\n");
    scratch_put(s, "todo.md", "- [ ] read #sea\n");
    return 0;
}

static void has(const struct note_offers *offers, const char *want)
{
    struct str got = {0};
    for (size_t i = 0; i < offers->count; i++)
        str_addf(&got, "%s%s", i ? "|" : "", offers->names[i]);
    assert_string_equal(str_text(&got), want);
    str_finish(&got);
}

static void the_most_used_come_first_as_most_spell_them(void **state)
{
    const struct scratch *s = *state;
    struct search_index *index = index_of(s);
    struct search_offers offers;
    assert_true(search_offers_make(index, NULL, &offers));
    has(&offers.tags, "sea|LoRA|open letter");
    has(&offers.types, "note|letter");
    has(&offers.folders, "memory|Garden|memory/days");
    search_offers_finish(&offers);
    search_index_free(index);
}

static void what_is_gone_is_offered_no_more(void **state)
{
    const struct scratch *s = *state;
    struct search_index *index = index_of(s);
    struct search_offers offers;
    scratch_put(s, "memory/one.md", "---\ntags: [sand]\n---\n");
    search_index_update(index, &s->folder, "memory/one.md", SECTION_MEMORY);
    search_index_update(index, &s->folder, "Garden/bench.md", SECTION_COUNT);
    assert_true(search_offers_make(index, NULL, &offers));
    has(&offers.tags, "lora|sea|sand");
    has(&offers.folders, "memory|memory/days");
    search_offers_finish(&offers);
    search_index_free(index);
}

static void what_is_not_shown_as_it_is_written_is_not_offered(void **state)
{
    const struct scratch *s = *state;
    scratch_put(
        s, "memory/one.md",
        "---\ntype: \"no\\u0007te\"\ntags: [\"a\\u001b[2J\", \"b\\u202ec\", d\xC3\xA9]\n---\n");
    struct search_index *index = index_of(s);
    struct search_offers offers;
    assert_true(search_offers_make(index, NULL, &offers));
    has(&offers.tags, "sea|lora|d\xC3\xA9");
    has(&offers.types, "letter|note");
    search_offers_finish(&offers);
    search_index_free(index);
}

static void a_stopped_one_offers_nothing(void **state)
{
    struct search_index *index = index_of(*state);
    struct search_offers offers;
    atomic_bool cancel = true;
    assert_false(search_offers_make(index, &cancel, &offers));
    assert_int_equal(offers.tags.count + offers.types.count + offers.folders.count, 0);
    search_index_free(index);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_most_used_come_first_as_most_spell_them, setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(what_is_gone_is_offered_no_more, setup, scratch_teardown),
        cmocka_unit_test_setup_teardown(what_is_not_shown_as_it_is_written_is_not_offered, setup,
                                        scratch_teardown),
        cmocka_unit_test_setup_teardown(a_stopped_one_offers_nothing, setup, scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
