#include "tests/unit/test.h"

#include "core/base/path.h"
#include "core/workspace/catalog.h"
#include "tests/unit/scratch.h"

#include <time.h>

/* Makes a file and the folders above it. */
static void put(const struct scratch *s, const char *path)
{
    char *folder = strdup(path);
    for (char *at = strchr(folder, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        if (!scratch_is_there(s, folder))
            scratch_folder(s, folder);
        *at = '/';
    }
    free(folder);
    scratch_put(s, path, "x\n");
}

static void put_all(const struct scratch *s, const char *const *paths)
{
    for (; *paths; paths++)
        put(s, *paths);
}

static struct catalog *scan_with(const struct scratch *s, const char *rules_text, size_t limit)
{
    struct catalog *catalog;
    struct error err;
    struct rules rules;
    if (rules_parse(view_of(rules_text), &rules, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    struct catalog_options options = {.rules = &rules, .limit = limit};
    if (catalog_scan(&s->folder, &options, &catalog, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    rules_finish(&rules);
    return catalog;
}

static struct catalog *scan(const struct scratch *s)
{
    return scan_with(s, "", 0);
}

/* The section's paths, one a line. */
static void holds(const struct catalog *catalog, enum section_kind kind, const char *want)
{
    struct str got = {0};
    const struct section *section =
        kind == SECTION_COUNT ? &catalog->contexts : &catalog->sections[kind];
    for (size_t i = 0; i < section->count; i++)
        str_addf(&got, "%s\n", section->entries[i].path);
    if (strcmp(str_text(&got), want) != 0)
        fail_msg("section %d holds\n%s--- and not\n%s", (int)kind, str_text(&got), want);
    str_finish(&got);
}

static void conventions_fill_the_panes(void **state)
{
    struct scratch *s = *state;
    put_all(s,
            (const char *const[]){"Self/10_ten.md", "Self/2_two.md", "Self/1_one.md",
                                  "Self/deep/a.md", "Self/recent_contexts/context_2025_06_17_b.md",
                                  "Self/recent_contexts/context_2025_10_01_a.md", "Self/zz/a.md",
                                  "todo.md", "memory/b.md", "memory/insights/a.md", "drafts/x.md",
                                  "Garden/y_draft.md", "Garden/z.draft.md", "Garden/CLAUDE.md",
                                  "README.md", "image.png", "AGENTS.md", NULL});
    struct catalog *catalog = scan(s);
    holds(catalog, SECTION_SELF,
          "Self/1_one.md\nSelf/2_two.md\nSelf/10_ten.md\nSelf/deep/a.md\nSelf/zz/a.md\n"
          "Self/recent_contexts/context_2025_10_01_a.md\n"
          "Self/recent_contexts/context_2025_06_17_b.md\n");
    holds(catalog, SECTION_TODO, "todo.md\n");
    holds(catalog, SECTION_MEMORY, "memory/b.md\nmemory/insights/a.md\n");
    holds(catalog, SECTION_DRAFTS, "drafts/x.md\nGarden/y_draft.md\nGarden/z.draft.md\n");
    holds(catalog, SECTION_FILES, "AGENTS.md\nREADME.md\nGarden/CLAUDE.md\n");
    holds(catalog, SECTION_COUNT, "AGENTS.md\nGarden/CLAUDE.md\n");
    assert_true(catalog->complete);
    assert_int_equal(catalog->skipped, 0);
    catalog_free(catalog);
}

static void only_the_first_convention_counts(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){"identity/b.md", "self/a.md", "notes/n.md", "Memory/m.md",
                                     "Drafts/d.md", "TODO.md", "Todo.md", "SOUL.md", NULL});
    struct catalog *catalog = scan(s);
    holds(catalog, SECTION_SELF, "self/a.md\n");
    holds(catalog, SECTION_MEMORY, "Memory/m.md\n");
    holds(catalog, SECTION_DRAFTS, "Drafts/d.md\n");
    holds(catalog, SECTION_TODO, "TODO.md\n");
    holds(catalog, SECTION_FILES, "SOUL.md\nTodo.md\nidentity/b.md\nnotes/n.md\n");
    assert_string_equal(catalog->memory_folder, "Memory");
    assert_string_equal(catalog->drafts_folder, "Drafts");
    assert_string_equal(catalog->todo_path, "TODO.md");
    catalog_free(catalog);
}

static void files_at_the_root_are_self_without_a_folder(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){"README.md", "deep/SOUL.md", NULL});
    struct catalog *catalog = scan(s);
    holds(catalog, SECTION_SELF, "README.md\n");
    catalog_free(catalog);
    put_all(s, (const char *const[]){"SOUL.md", "USER.md", "AGENTS.md", NULL});
    catalog = scan(s);
    holds(catalog, SECTION_SELF, "AGENTS.md\nSOUL.md\nUSER.md\n");
    holds(catalog, SECTION_MEMORY, "README.md\ndeep/SOUL.md\n");
    holds(catalog, SECTION_FILES, "");
    assert_string_equal(catalog->memory_folder, "memory");
    assert_string_equal(catalog->drafts_folder, "drafts");
    assert_string_equal(catalog->todo_path, "todo.md");
    catalog_free(catalog);
}

static void rules_take_the_place_of_conventions(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){"Self/a.md", "me/b.md", "me/c.txt", "log/1.md", "log/sub/2.md",
                                     "work/list.txt", "todo.md", "x_draft.md", "memory/m.md",
                                     "desk/d.md", NULL});
    struct catalog *catalog = scan_with(s,
                                        "self: me\ntodo: [none.md, work/*.txt]\n"
                                        "memory: log/**/*.md\ndrafts: desk\n",
                                        0);
    holds(catalog, SECTION_SELF, "me/b.md\n");
    holds(catalog, SECTION_TODO, "work/list.txt\n");
    holds(catalog, SECTION_MEMORY, "log/1.md\nlog/sub/2.md\n");
    holds(catalog, SECTION_DRAFTS, "desk/d.md\n");
    holds(catalog, SECTION_FILES, "todo.md\nx_draft.md\nmemory/m.md\nSelf/a.md\n");
    assert_string_equal(catalog->memory_folder, "log");
    assert_string_equal(catalog->drafts_folder, "desk");
    catalog_free(catalog);
}

static void hidden_and_ignored_are_left_out(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){".hidden.md", ".obsidian/a.md", "a.md", "b.md", "build/c.md",
                                     "sub/d.md", "sub/e.md", "other/.git", "other/f.md", NULL});
    scratch_put(s, ".gitignore", "b.md\nbuild/\n");
    scratch_put(s, "sub/.gitignore", "e.md\n");
    struct catalog *catalog = scan(s);
    holds(catalog, SECTION_MEMORY, "a.md\nsub/d.md\n");
    assert_int_equal(catalog->skipped, 1); /* the repository in `other` */
    scratch_put(s, "sub/.gitignore", "d.md\n");
    assert_true(catalog_refresh(catalog, &s->folder, NULL, "sub/.gitignore"));
    holds(catalog, SECTION_MEMORY, "a.md\nsub/e.md\n");
    assert_false(catalog_refresh(catalog, &s->folder, NULL, "build/c.md"));
    assert_false(catalog_refresh(catalog, &s->folder, NULL, ".hidden.md"));
    catalog_free(catalog);
}

static void what_this_clone_excludes_is_left_out(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){"a.md", "b.md", "c.md", "sub/d.md", "sub/e.md", NULL});
    scratch_folder(s, ".git");
    scratch_folder(s, ".git/info");
    scratch_put(s, ".git/info/exclude", "b.md\nc.md\n/sub/d.md\n");
    scratch_put(s, ".gitignore", "!c.md\n");
    struct catalog *catalog = scan(s);
    holds(catalog, SECTION_MEMORY, "a.md\nc.md\nsub/e.md\n");
    assert_false(catalog_refresh(catalog, &s->folder, NULL, "sub/d.md"));
    catalog_free(catalog);
}

static void a_limit_reads_the_first_folders_only(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){"Self/1.md", "Self/2.md", "Self/3.md",
                                     "Self/recent_contexts/x.md", "memory/a/1.md", "memory/a/2.md",
                                     "memory/b/1.md", "memory/b/2.md", NULL});
    /* Reading this one would be counted: it cannot be. */
    scratch_folder(s, "memory/c\n");
    struct catalog *catalog = scan_with(s, "", 3);
    holds(catalog, SECTION_SELF, "Self/1.md\nSelf/2.md\nSelf/3.md\n");
    holds(catalog, SECTION_MEMORY, "memory/a/1.md\nmemory/a/2.md\nmemory/b/1.md\n");
    assert_false(catalog->complete);
    assert_int_equal(catalog->skipped, 0);
    assert_true(catalog_refresh(catalog, &s->folder, NULL, ""));
    assert_true(catalog->complete);
    assert_int_equal(catalog->sections[SECTION_MEMORY].count, 4);
    assert_int_equal(catalog->skipped, 1);
    catalog_free(catalog);
    catalog = scan_with(s, "", 5);
    assert_int_equal(catalog->sections[SECTION_SELF].count, 4);
    assert_true(catalog->complete);
    catalog_free(catalog);
}

static void touch(const struct scratch *s, const char *path, time_t time)
{
    struct timespec times[2] = {{.tv_sec = time}, {.tv_sec = time}};
    assert_int_equal(utimensat(s->folder.fd, path, times, 0), 0);
}

static void recent_contexts_are_newest_first(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){"Self/recent_contexts/old.md", "Self/recent_contexts/new.md",
                                     "Self/recent_contexts/2024-12-31 x.md",
                                     "Self/recent_contexts/2025-01/part.md",
                                     "Self/recent_contexts/20250115.md", "Self/a.md", NULL});
    touch(s, "Self/recent_contexts/old.md", 1000);
    touch(s, "Self/recent_contexts/new.md", 2000);
    struct catalog *catalog = scan(s);
    holds(catalog, SECTION_SELF,
          "Self/a.md\nSelf/recent_contexts/20250115.md\nSelf/recent_contexts/2025-01/part.md\n"
          "Self/recent_contexts/2024-12-31 x.md\nSelf/recent_contexts/new.md\n"
          "Self/recent_contexts/old.md\n");
    touch(s, "Self/recent_contexts/old.md", 3000);
    assert_true(catalog_refresh(catalog, &s->folder, NULL, "Self/recent_contexts/old.md"));
    assert_string_equal(catalog->sections[SECTION_SELF].entries[4].path,
                        "Self/recent_contexts/old.md");
    enum section_kind section;
    size_t index;
    assert_true(
        catalog_find(catalog, VIEW("Self/recent_contexts/2025-01/part.md"), &section, &index));
    assert_int_equal(section, SECTION_SELF);
    assert_int_equal(index, 2);
    catalog_free(catalog);
}

static bool same(const struct catalog *a, const struct catalog *b)
{
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        if (a->sections[i].count != b->sections[i].count)
            return false;
        for (size_t j = 0; j < a->sections[i].count; j++)
            if (strcmp(a->sections[i].entries[j].path, b->sections[i].entries[j].path) != 0)
                return false;
    }
    return a->contexts.count == b->contexts.count;
}

/* Makes and removes files at random; the catalog kept up must be the catalog scanned anew. */
static void refreshing_gives_what_scanning_gives(void **state)
{
    static const char *const places[] = {"",        "Self/",  "Self/recent_contexts/",
                                         "memory/", "notes/", "memory/x/",
                                         "drafts/", "a b/",   "Self/recent_contexts/2025-01/"};
    static const char *const names[] = {"1.md", "2_draft.md", "10.md",     "CLAUDE.md",
                                        "b.md", "todo.md",    "README.md", "x.txt"};
    struct scratch *s = *state;
    struct catalog *kept = scan(s);
    unsigned seed = 7;
    for (int round = 0; round < 400; round++) {
        char path[100];
        seed = seed * 1103515245 + 12345;
        snprintf(path, sizeof(path), "%s%s", places[(seed >> 16) % 9], names[(seed >> 24) % 8]);
        if (scratch_is_there(s, path))
            unlinkat(s->folder.fd, path, 0);
        else
            put(s, path);
        if (scratch_is_there(s, path))
            touch(s, path, 1000 + round);
        catalog_refresh(kept, &s->folder, NULL, path);
        struct catalog *fresh = scan(s);
        if (!same(kept, fresh))
            fail_msg("round %d, after %s", round, path);
        assert_false(catalog_refresh(kept, &s->folder, NULL, path));
        catalog_free(fresh);
    }
    catalog_free(kept);
}

static void a_folder_comes_and_goes_whole(void **state)
{
    struct scratch *s = *state;
    put_all(s, (const char *const[]){"memory/a.md", "memory/z.md", "memory/m/1.md", "memory/m/2.md",
                                     "memory/m1/x.md", NULL});
    struct catalog *catalog = scan(s);
    assert_int_equal(renameat(s->folder.fd, "memory/m", s->folder.fd, "moved"), 0);
    assert_true(catalog_refresh(catalog, &s->folder, NULL, "memory/m"));
    holds(catalog, SECTION_MEMORY, "memory/a.md\nmemory/z.md\nmemory/m1/x.md\n");
    assert_true(catalog_refresh(catalog, &s->folder, NULL, "moved/"));
    holds(catalog, SECTION_FILES, "moved/1.md\nmoved/2.md\n");
    assert_false(catalog_refresh(catalog, &s->folder, NULL, "moved"));
    assert_false(catalog_refresh(catalog, &s->folder, NULL, "../outside"));
    assert_false(catalog_refresh(catalog, &s->folder, NULL, "nowhere/at/all.md"));
    catalog_free(catalog);
}

static void strange_entries_are_listed_and_never_entered(void **state)
{
    struct scratch *s = *state;
    char name[300];
    put_all(s, (const char *const[]){"memory/plain.md", "memory/folder.md/in.md", NULL});
    assert_int_equal(mkfifoat(s->folder.fd, "memory/fifo.md", 0600), 0);
    scratch_link(s, "/etc/passwd", "memory/outside.md");
    scratch_link(s, "nowhere", "memory/dangling.md");
    scratch_link(s, "..", "memory/loop");
    scratch_link(s, "../memory", "memory/loop.md");
    put(s, "memory/new\nline.md");
    put(s, "memory/\x1b[31m.md");
    put(s, "memory/bad\xFF.md");
    scratch_folder(s, "memory/new\nfolder");
    memset(name, 'n', sizeof(name));
    memcpy(name, "memory/", 7);
    memcpy(name + 7 + 252, ".md", 4);
    put(s, name);
    assert_int_equal(mknodat(s->folder.fd, "memory/s.md", S_IFSOCK | 0600, 0), 0);
    struct catalog *catalog = scan(s);
    const struct section *memory = &catalog->sections[SECTION_MEMORY];
    assert_int_equal(memory->count, 11);
    assert_int_equal(catalog->skipped, 1); /* the folder's name is refused */
    for (size_t i = 0; i < memory->count; i++) {
        struct view path = view_of(memory->entries[i].path);
        bool link = view_is(path, "memory/outside.md") || view_is(path, "memory/dangling.md") ||
                    view_is(path, "memory/loop.md");
        bool other = view_is(path, "memory/fifo.md") || view_is(path, "memory/s.md");
        assert_int_equal(memory->entries[i].kind, link    ? FOLDER_LINK
                                                  : other ? FOLDER_OTHER
                                                          : FOLDER_FILE);
        assert_false(catalog_refresh(catalog, &s->folder, NULL, path.data));
    }
    assert_false(catalog_refresh(catalog, &s->folder, NULL, "memory/loop/memory/plain.md"));
    catalog_free(catalog);
}

static void depth_is_bounded(void **state)
{
    struct scratch *s = *state;
    struct str path = {0};
    for (int i = 0; i < 70; i++) {
        str_add_text(&path, "d/");
        char *file = path_join(str_text(&path), "x.md");
        put(s, file);
        free(file);
    }
    struct catalog *catalog = scan(s);
    assert_in_range(catalog->sections[SECTION_MEMORY].count, 60, 64);
    assert_int_equal(catalog->skipped, 1);
    str_add_text(&path, "x.md");
    assert_false(catalog_refresh(catalog, &s->folder, NULL, str_text(&path)));
    str_finish(&path);
    catalog_free(catalog);
}

static void an_unreadable_folder_is_counted(void **state)
{
    struct scratch *s = *state;
    if (geteuid() == 0)
        skip();
    put_all(s, (const char *const[]){"a.md", "no/b.md", NULL});
    assert_int_equal(fchmodat(s->folder.fd, "no", 0, 0), 0);
    struct catalog *catalog = scan(s);
    holds(catalog, SECTION_MEMORY, "a.md\n");
    assert_int_equal(catalog->skipped, 1);
    catalog_free(catalog);
    assert_int_equal(fchmodat(s->folder.fd, "no", 0755, 0), 0);
}

static void a_scan_can_be_cancelled_and_watched(void **state)
{
    struct scratch *s = *state;
    struct catalog *catalog;
    atomic_bool cancel = true;
    atomic_size_t seen = 0;
    put_all(s, (const char *const[]){"a.md", "d/b.md", NULL});
    struct catalog_options options = {.cancel = &cancel, .seen = &seen};
    assert_int_equal(catalog_scan(&s->folder, &options, &catalog, NULL), STATUS_CANCELLED);
    atomic_store(&cancel, false);
    assert_int_equal(catalog_scan(&s->folder, &options, &catalog, NULL), STATUS_OK);
    assert_in_range(atomic_load(&seen), 2, 3);
    catalog_free(catalog);
}

static void resolves(const struct catalog *catalog, const char *target, const char *want)
{
    const char *got = catalog_resolve(catalog, view_of(target));
    if (!got || !want ? got != want : strcmp(got, want) != 0)
        fail_msg("[[%s]] gives %s and not %s", target, got ? got : "nothing",
                 want ? want : "nothing");
}

static void links_find_their_file(void **state)
{
    struct scratch *s = *state;
    put_all(
        s, (const char *const[]){"memory/insights/Opus 4's Open Letter - Analyzing the Approach.md",
                                 "memory/insights/LoRA Adapters.md", "memory/Café & Más.md",
                                 "memory/C.md", "memory/C++.md", "memory/Ünï Code.md",
                                 "memory/one/same.md", "memory/two/Same.md", "memory/a-b.md",
                                 "Self/1_who_i_am.md", "notes/x.md", NULL});
    struct catalog *catalog = scan(s);
    const char *letter = "memory/insights/Opus 4's Open Letter - Analyzing the Approach.md";
    resolves(catalog, letter, letter);
    resolves(catalog, "Opus 4's Open Letter - Analyzing the Approach", letter);
    resolves(catalog, "opus 4’s open letter: analyzing the approach", letter);
    resolves(catalog, "insights/opus-4s-open-letter-analyzing-the-approach", letter);
    resolves(catalog, "memory://insights/opus-4s-open-letter-analyzing-the-approach", letter);
    resolves(catalog, "Opus 4's Open Letter - Analyzing the Approach#Part two", letter);
    resolves(catalog, "insights/lo-ra-adapters", "memory/insights/LoRA Adapters.md");
    resolves(catalog, "LoRA Adapters.md", "memory/insights/LoRA Adapters.md");
    resolves(catalog, "cafe-mas", "memory/Café & Más.md");
    resolves(catalog, "CAFÉ & MÁS", "memory/Café & Más.md");
    resolves(catalog, "ünï code", "memory/Ünï Code.md");
    resolves(catalog, "C", "memory/C.md");
    resolves(catalog, "C++", "memory/C++.md");
    resolves(catalog, "A/B", "memory/a-b.md");
    resolves(catalog, "same", "memory/one/same.md");
    resolves(catalog, "Same", "memory/two/Same.md");
    resolves(catalog, "two/same", "memory/two/Same.md");
    resolves(catalog, "three/same", NULL);
    resolves(catalog, "./Self/1_who_i_am", "Self/1_who_i_am.md");
    resolves(catalog, "1 who i am", "Self/1_who_i_am.md");
    resolves(catalog, "not there", NULL);
    put(s, "memory/not there.md");
    assert_true(catalog_refresh(catalog, &s->folder, NULL, "memory/not there.md"));
    resolves(catalog, "not there", "memory/not there.md");
    assert_int_equal(unlinkat(s->folder.fd, "memory/C.md", 0), 0);
    assert_true(catalog_refresh(catalog, &s->folder, NULL, "memory/C.md"));
    resolves(catalog, "C", NULL);
    catalog_free(catalog);
}

static void hostile_links_find_nothing(void **state)
{
    struct scratch *s = *state;
    static const char *const targets[] = {
        "",  " ", "/",  "//",   ".",         "..",  "../../etc/passwd", "#",  "#passwd",
        "-", "'", "\n", "\xFF", "memory://", ".md", "/etc/passwd",      "##", "../",
    };
    put(s, "memory/a.md");
    struct catalog *catalog = scan(s);
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
        resolves(catalog, targets[i], NULL);
    struct str giant = {0};
    str_add_many(&giant, 'a', 100000);
    resolves(catalog, str_text(&giant), NULL);
    str_clear(&giant);
    str_add_many(&giant, '#', 4000);
    resolves(catalog, str_text(&giant), NULL);
    assert_null(catalog_resolve(catalog, view_from("a\0b", 3)));
    str_finish(&giant);
    catalog_free(catalog);
}

static void an_empty_folder_has_empty_panes(void **state)
{
    struct scratch *s = *state;
    struct catalog *catalog = scan(s);
    enum section_kind section;
    size_t index;
    for (int i = 0; i < SECTION_COUNT; i++)
        holds(catalog, (enum section_kind)i, "");
    assert_false(catalog_find(catalog, VIEW("a.md"), &section, &index));
    assert_false(catalog_find(catalog, VIEW(""), &section, &index));
    resolves(catalog, "a", NULL);
    put(s, "memory/a.md");
    assert_true(catalog_refresh(catalog, &s->folder, NULL, "memory/a.md"));
    holds(catalog, SECTION_MEMORY, "memory/a.md\n");
    catalog_free(catalog);
}

static void a_real_workspace_is_understood(void **state)
{
    struct folder folder;
    struct catalog *catalog;
    struct catalog_options options = {0};
    (void)state;
    if (folder_open("../shared/data/Aria's Space", &folder, NULL) != STATUS_OK)
        skip();
    assert_int_equal(catalog_scan(&folder, &options, &catalog, NULL), STATUS_OK);
    static const char *const order[] = {"1_", "2_", "3_", "4_", "5_", "10_"};
    const struct section *self = &catalog->sections[SECTION_SELF];
    assert_in_range(self->count, 6, 7);
    for (size_t i = 0; i < 6; i++)
        assert_true(view_starts(path_name(view_of(self->entries[i].path)), order[i]));
    assert_int_equal(catalog->sections[SECTION_TODO].count, 1);
    assert_int_equal(catalog->sections[SECTION_MEMORY].count, 11);
    assert_int_equal(catalog->sections[SECTION_DRAFTS].count, 1);
    catalog_free(catalog);
    folder_close(&folder);
}

#define CATALOG_TEST(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CATALOG_TEST(conventions_fill_the_panes),
        CATALOG_TEST(only_the_first_convention_counts),
        CATALOG_TEST(files_at_the_root_are_self_without_a_folder),
        CATALOG_TEST(rules_take_the_place_of_conventions),
        CATALOG_TEST(hidden_and_ignored_are_left_out),
        CATALOG_TEST(what_this_clone_excludes_is_left_out),
        CATALOG_TEST(a_limit_reads_the_first_folders_only),
        CATALOG_TEST(recent_contexts_are_newest_first),
        CATALOG_TEST(refreshing_gives_what_scanning_gives),
        CATALOG_TEST(a_folder_comes_and_goes_whole),
        CATALOG_TEST(strange_entries_are_listed_and_never_entered),
        CATALOG_TEST(depth_is_bounded),
        CATALOG_TEST(an_unreadable_folder_is_counted),
        CATALOG_TEST(a_scan_can_be_cancelled_and_watched),
        CATALOG_TEST(links_find_their_file),
        CATALOG_TEST(hostile_links_find_nothing),
        CATALOG_TEST(an_empty_folder_has_empty_panes),
        cmocka_unit_test(a_real_workspace_is_understood),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
