#include "core/workspace/catalog_layout.h"

#include "core/base/memory.h"
#include "core/base/path.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Of each pane's conventions the first that exists counts, the names exactly as they are written
 * here. What the rules set for a pane takes the place of its conventions. */

static const char *const self_folders[] = {"Self", "self", "identity", NULL};
static const char *const self_files[] = {"SOUL.md",   "IDENTITY.md", "USER.md", "AGENTS.md",
                                         "CLAUDE.md", "MEMORY.md",   NULL};
static const char *const todo_files[] = {"todo.md", "TODO.md", "Todo.md", "todo.txt", NULL};
static const char *const memory_folders[] = {"memory", "Memory", "notes", "Notes", NULL};
static const char *const drafts_folders[] = {"drafts", "Drafts", NULL};

/* The first of `names` at the root that is a folder, or that is none; NULL if there is none. */
static const char *layout_first(const struct folder *folder, const char *const *names,
                                bool want_folder)
{
    struct stat st;
    for (; *names; names++)
        if (fstatat(folder->fd, *names, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISDIR(st.st_mode) == want_folder)
            return *names;
    return NULL;
}

static bool layout_is_glob(struct view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (memchr("*?[\\", text.data[i], 4))
            return true;
    return false;
}

/* The folder where new files of a list of rules go: that of its first entry, before any glob. */
static char *layout_folder_of(const struct rule_list *list, const char *otherwise)
{
    struct view glob = view_of(list->count ? list->globs[0] : otherwise);
    size_t end = 0;
    for (size_t from = 0; from <= glob.len; from = view_find(glob, from, '/') + 1) {
        size_t to = view_find(glob, from, '/');
        struct view part = view_slice(glob, from, to);
        if (layout_is_glob(part) || (to == glob.len && path_is_markdown(part)))
            break;
        end = to;
    }
    return end ? mem_string_n(glob.data, end) : mem_string(otherwise);
}

/* The first file that `glob` names in its folder; only its last part may hold stars. */
static char *layout_match(const struct folder *folder, struct view glob)
{
    struct view place = path_folder(glob);
    struct folder_entry *entries = NULL;
    size_t count = 0;
    char *path = mem_string_n(place.data, place.len), *found = NULL;
    if (!layout_is_glob(place) && folder_list(folder, path, &entries, &count, NULL) == STATUS_OK)
        for (size_t i = 0; i < count && !found; i++)
            if (entries[i].kind != FOLDER_FOLDER &&
                rule_glob(path_name(glob), view_of(entries[i].name)))
                found = path_join(path, entries[i].name);
    folder_entries_free(entries, count);
    free(path);
    return found;
}

static char *layout_todo(const struct folder *folder, const struct rule_list *list)
{
    struct file_stamp stamp;
    const char *first = NULL;
    for (size_t i = 0; i < list->count; i++) {
        const char *glob = list->globs[i];
        if (layout_is_glob(view_of(glob))) {
            char *found = layout_match(folder, view_of(glob));
            if (found)
                return found;
        } else if (folder_stat(folder, glob, &stamp, NULL) != STATUS_ABSENT) {
            return mem_string(glob);
        } else if (!first) {
            first = glob;
        }
    }
    if (!list->set)
        first = layout_first(folder, todo_files, false);
    return mem_string(first ? first : "todo.md");
}

void catalog_layout(struct catalog *catalog, const struct folder *folder, const struct rules *rules)
{
    static const struct rules none;
    if (!rules)
        rules = &none;
    const char *self = layout_first(folder, self_folders, true);
    const char *memory = layout_first(folder, memory_folders, true);
    const char *drafts = layout_first(folder, drafts_folders, true);
    catalog->self_folder = self ? mem_string(self) : NULL;
    catalog->self_is_readme = !self && !layout_first(folder, self_files, false);
    catalog->memory_is_rest = !memory && !rules->memory.set;
    catalog->memory_folder = layout_folder_of(&rules->memory, memory ? memory : "memory");
    catalog->drafts_folder = layout_folder_of(&rules->drafts, drafts ? drafts : "drafts");
    catalog->todo_path = layout_todo(folder, &rules->todo);
}

bool catalog_layout_equal(const struct catalog *a, const struct catalog *b)
{
    return view_equal(view_of(a->self_folder), view_of(b->self_folder)) &&
           a->self_is_readme == b->self_is_readme && a->memory_is_rest == b->memory_is_rest &&
           strcmp(a->memory_folder, b->memory_folder) == 0 &&
           strcmp(a->drafts_folder, b->drafts_folder) == 0 &&
           strcmp(a->todo_path, b->todo_path) == 0;
}

static bool layout_below(struct view path, const char *folder)
{
    return view_starts(path, folder) && path.data[strlen(folder)] == '/';
}

static bool layout_is_self(const struct catalog *catalog, struct view path)
{
    if (catalog->self_folder)
        return layout_below(path, catalog->self_folder);
    if (catalog->self_is_readme)
        return view_is(path, "README.md");
    for (const char *const *name = self_files; *name; name++)
        if (view_is(path, *name))
            return true;
    return false;
}

static enum section_kind layout_by_rules(const struct rules *rules, struct view path)
{
    if (rules->self.set && rule_list_match(&rules->self, path))
        return SECTION_SELF;
    if (rules->memory.set && rule_list_match(&rules->memory, path))
        return SECTION_MEMORY;
    if (rules->drafts.set && rule_list_match(&rules->drafts, path))
        return SECTION_DRAFTS;
    return SECTION_COUNT;
}

enum section_kind catalog_home(const struct catalog *catalog, const struct rules *rules,
                               struct view path)
{
    enum section_kind by_rules = rules ? layout_by_rules(rules, path) : SECTION_COUNT;
    if (by_rules != SECTION_COUNT)
        return by_rules;
    if (!(rules && rules->self.set) && layout_is_self(catalog, path))
        return SECTION_SELF;
    if (!(rules && rules->drafts.set) && layout_below(path, catalog->drafts_folder))
        return SECTION_DRAFTS;
    if (catalog->memory_is_rest ||
        (!(rules && rules->memory.set) && layout_below(path, catalog->memory_folder)))
        return SECTION_MEMORY;
    return SECTION_FILES;
}

enum section_kind catalog_classify(const struct catalog *catalog, const struct rules *rules,
                                   struct view path)
{
    if (view_is(path, catalog->todo_path))
        return SECTION_TODO;
    if (!path_is_markdown(path))
        return SECTION_COUNT;
    bool named = view_ends(path, "_draft.md") || view_ends(path, ".draft.md");
    if (named && !(rules && rules->drafts.set) &&
        !(rules && layout_by_rules(rules, path) != SECTION_COUNT))
        return SECTION_DRAFTS;
    return catalog_home(catalog, rules, path);
}
