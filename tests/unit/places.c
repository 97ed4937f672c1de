#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tui/places.h"

#include <stdlib.h>

static void fill(struct section *section, const char *const *paths)
{
    for (; *paths; paths++)
        *ARRAY_PUSH(section->entries, section->count, section->cap) =
            (struct catalog_entry){.path = mem_string(*paths)};
}

static void empty(struct section *section)
{
    for (size_t i = 0; i < section->count; i++)
        free(section->entries[i].path);
    free(section->entries);
    *section = (struct section){0};
}

/* The rows as text: "+Garden:2" for a closed folder, "-Garden:2" for an open one. */
static void shows(const struct places *places, const struct section *section, const char *want)
{
    struct str out = {0};
    for (size_t i = 0; i < places->count; i++) {
        const struct places_row *row = &places->rows[i];
        if (row->folder)
            str_addf(&out, "%c%.*s:%zu ", row->open ? '-' : '+', (int)row->len, row->folder,
                     row->files);
        else
            str_addf(&out, "%s ", section->entries[row->entry].path);
    }
    assert_view_equal(str_view(&out), view_of(want));
    str_finish(&out);
}

static const char *const some[] = {"AGENTS.md",     "Garden/a.md", "Garden/b/c.md",
                                   "Garden x/d.md", "Office/e.md", NULL};

static void folders_open_and_close(void **state)
{
    (void)state;
    struct section section = {0};
    struct places places = {0};
    fill(&section, some);
    places_build(&places, &section);
    shows(&places, &section, "AGENTS.md +Garden:2 +Garden x:1 +Office:1 ");
    places_toggle(&places, 1);
    places_build(&places, &section);
    shows(&places, &section,
          "AGENTS.md -Garden:2 Garden/a.md Garden/b/c.md +Garden x:1 +Office:1 ");
    places_toggle(&places, 5);
    places_build(&places, &section);
    places_toggle(&places, 1);
    places_build(&places, &section);
    shows(&places, &section, "AGENTS.md +Garden:2 +Garden x:1 -Office:1 Office/e.md ");
    places_toggle(&places, 0); /* a file */
    places_toggle(&places, 99);
    places_build(&places, &section);
    shows(&places, &section, "AGENTS.md +Garden:2 +Garden x:1 -Office:1 Office/e.md ");
    places_finish(&places);
    empty(&section);
}

static void what_is_open_stays_open_in_another_catalog(void **state)
{
    (void)state;
    struct section section = {0};
    struct places places = {0};
    fill(&section, some);
    places_build(&places, &section);
    places_toggle(&places, 3);
    empty(&section);
    places_build(&places, &section);
    assert_int_equal(places.count, 0);
    fill(&section, (const char *const[]){"New/a.md", "Office/b.md", NULL});
    places_build(&places, &section);
    shows(&places, &section, "+New:1 -Office:1 Office/b.md ");
    places_finish(&places);
    empty(&section);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folders_open_and_close),
        cmocka_unit_test(what_is_open_stays_open_in_another_catalog),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
