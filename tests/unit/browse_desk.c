#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tests/unit/scratch.h"
#include "tui/browse_desk.h"

/* The rows of the Memory pane stay with their files when others come and go. */

static struct catalog *scan(const struct scratch *s)
{
    struct catalog *catalog;
    struct catalog_options options = {0};
    assert_int_equal(catalog_scan(&s->folder, &options, &catalog, NULL), STATUS_OK);
    return catalog;
}

/* The last first. */
static void list_all(struct browse_desk *desk, const struct catalog *catalog)
{
    const struct section *memory = &catalog->sections[SECTION_MEMORY];
    for (size_t i = memory->count; i-- > 0;)
        *ARRAY_PUSH(desk->list.notes, desk->list.count, desk->list.cap) = (struct browse_note){
            .path = mem_string(memory->entries[i].path), .place = i, .value = mem_string("")};
    desk->on = true;
    browse_desk_place(desk, catalog);
}

static void shows(struct browse_desk *desk, const struct scratch *s, const char *want)
{
    struct catalog *catalog = scan(s);
    const struct section *memory = &catalog->sections[SECTION_MEMORY];
    struct str got = {0};
    browse_desk_place(desk, catalog);
    for (size_t i = 0; i < desk->count; i++) {
        size_t entry = browse_desk_entry(desk, i);
        assert_true(entry < memory->count);
        assert_int_equal(browse_desk_row(desk, entry), i);
        str_addf(&got, "%s ", strrchr(memory->entries[entry].path, '/') + 1);
    }
    assert_string_equal(str_text(&got), want);
    assert_int_equal(browse_desk_entry(desk, desk->count), SIZE_MAX);
    str_finish(&got);
    catalog_free(catalog);
}

static void rows_stay_with_their_files(void **state)
{
    const struct scratch *s = *state;
    struct browse_desk desk = {0};
    scratch_folder(s, "memory");
    for (char name = 'b'; name <= 'i'; name++) {
        char path[] = "memory/x.md";
        path[7] = name;
        scratch_put(s, path, "# Note\n");
    }
    struct catalog *catalog = scan(s);
    assert_int_equal(browse_desk_entry(&desk, 3), 3); /* nothing is sorted */
    list_all(&desk, catalog);
    catalog_free(catalog);
    shows(&desk, s, "i.md h.md g.md f.md e.md d.md c.md b.md ");
    scratch_put(s, "memory/a.md", "# New\n");
    scratch_put(s, "memory/d2.md", "# New\n");
    scratch_put(s, "memory/g2.md", "# New\n");
    shows(&desk, s, "i.md h.md g.md f.md e.md d.md c.md b.md ");
    assert_int_equal(unlinkat(s->folder.fd, "memory/f.md", 0), 0);
    assert_int_equal(unlinkat(s->folder.fd, "memory/b.md", 0), 0);
    shows(&desk, s, "i.md h.md g.md e.md d.md c.md ");
    scratch_put(s, "memory/f.md", "# Back\n");
    shows(&desk, s, "i.md h.md g.md f.md e.md d.md c.md ");
    browse_desk_finish(&desk);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_stay_with_their_files, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
