#include "core/workspace/catalog_walk.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/entry.h"
#include "core/workspace/catalog_layout.h"
#include "core/workspace/catalog_order.h"
#include "core/workspace/ignore.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The walk goes in reading order, so sections come out sorted. For a first screen it does not enter
 * a folder whose files would go to a section that has enough, and reads at most FOLDERS_MAX folders
 * a section: a tree without Markdown would never fill one. What lies in Self's `recent_contexts/`
 * is sorted when that folder is done; with a limit it is read backwards, as folders named by date
 * have the newest last. Recursion ends at DEPTH_MAX. */

enum { DEPTH_MAX = 64, FOLDERS_MAX = 32, IGNORE_FILE_MAX = 1 << 20 };

struct walk {
    const struct folder *folder;
    const struct catalog_options *options;
    struct catalog *out;
    struct ignore *ignore;
    struct str path; /* the folder being read */
    unsigned depth;
    bool recent;                   /* inside Self's recent_contexts */
    size_t folders[SECTION_COUNT]; /* read with a limit */
};

static bool walk_cancelled(const struct walk *walk)
{
    const atomic_bool *cancel = walk->options->cancel;
    return cancel && atomic_load_explicit(cancel, memory_order_relaxed);
}

static bool walk_full(const struct walk *walk, const struct section *section)
{
    return walk->options->limit && section->count >= walk->options->limit;
}

static void walk_load_ignore(struct walk *walk, const struct folder_entry *entries, size_t count)
{
    struct str text = {0};
    for (size_t i = 0; i < count; i++) {
        if (strcmp(entries[i].name, ".gitignore") != 0 || entries[i].kind != FOLDER_FILE)
            continue;
        char *path = path_join(str_text(&walk->path), entries[i].name);
        if (folder_read(walk->folder, path, IGNORE_FILE_MAX, &text, NULL, NULL) == STATUS_OK)
            ignore_add(walk->ignore, str_view(&walk->path), str_view(&text));
        free(path);
    }
    str_finish(&text);
}

/* What the person excludes in this clone alone; a `.gitignore` says otherwise. */
static void walk_load_excludes(struct walk *walk)
{
    struct str text = {0};
    struct stat st;
    int fd = -1;
    if (entry_open(walk->folder->fd, ".git/info/exclude", O_RDONLY, &fd, &st) != 0 || fd < 0)
        return;
    if (entry_read(fd, (size_t)st.st_size, IGNORE_FILE_MAX, &text) == 0)
        ignore_add(walk->ignore, VIEW(""), str_view(&text));
    close(fd);
    str_finish(&text);
}

static uint32_t walk_time(const struct walk *walk)
{
    struct stat st;
    if (fstatat(walk->folder->fd, str_text(&walk->path), &st, AT_SYMLINK_NOFOLLOW) != 0)
        return 0;
    return st.st_mtim.tv_sec > 0 ? (uint32_t)st.st_mtim.tv_sec : 0;
}

/* Adds the file whose path stands in `walk->path`. */
static void walk_add(struct walk *walk, enum folder_entry_kind kind)
{
    struct view path = str_view(&walk->path);
    enum section_kind home = catalog_classify(walk->out, walk->options->rules, path);
    if (home == SECTION_COUNT || ignore_match(walk->ignore, path, false))
        return;
    struct section *section = &walk->out->sections[home];
    struct view name = path_name(path);
    struct catalog_entry entry = {.kind = kind};
    if ((view_is(name, "CLAUDE.md") || view_is(name, "AGENTS.md")) &&
        !walk_full(walk, &walk->out->contexts)) {
        entry.path = mem_string_n(path.data, path.len);
        section_push(&walk->out->contexts, entry);
    }
    bool recent = walk->recent && home == SECTION_SELF;
    if (!recent && walk_full(walk, section)) {
        walk->out->complete = false;
        return;
    }
    entry.path = mem_string_n(path.data, path.len);
    entry.time = recent ? walk_time(walk) : 0;
    section_push(section, entry);
}

static enum status walk_folder(struct walk *walk, struct error *err);

static bool walk_is_wanted(void *data, const char *name, enum folder_entry_kind kind)
{
    struct catalog_wanted *wanted = data;
    return kind == FOLDER_FOLDER || strcmp(name, ".gitignore") == 0 ||
           catalog_wanted_has(wanted, view_of(name));
}

/* Whether the section of the folder's files has enough of them. */
static bool walk_has_enough(struct walk *walk, struct view inside)
{
    enum section_kind home = catalog_home(walk->out, walk->options->rules, inside);
    bool enough = walk->options->limit && (walk_full(walk, &walk->out->sections[home]) ||
                                           walk->folders[home]++ >= FOLDERS_MAX);
    if (enough)
        walk->out->complete = false;
    return enough;
}

/* Whether the folder whose path stands in `walk->path` is to be read. */
static bool walk_wants(struct walk *walk)
{
    size_t len = walk->path.len;
    if (ignore_match(walk->ignore, str_view(&walk->path), true))
        return false;
    str_add_text(&walk->path, "/.git");
    const char *git = str_text(&walk->path);
    bool enough = walk_has_enough(walk, view_slice(str_view(&walk->path), 0, len + 1));
    bool skip = !enough && (walk->depth >= DEPTH_MAX ||
                            faccessat(walk->folder->fd, git, F_OK, AT_SYMLINK_NOFOLLOW) == 0);
    walk->out->skipped += skip;
    str_replace(&walk->path, len, walk->path.len, VIEW(""));
    return !enough && !skip;
}

/* Reads a sub-folder, and sorts it if it is Self's recent_contexts. */
static enum status walk_enter(struct walk *walk, const char *name, struct error *err)
{
    struct section *self = &walk->out->sections[SECTION_SELF];
    size_t len = walk->path.len, before = self->count;
    enum status status = STATUS_OK;
    if (len)
        str_add_char(&walk->path, '/');
    str_add_text(&walk->path, name);
    if (!walk_wants(walk))
        goto out;
    bool outer = !walk->recent && strcmp(name, CATALOG_RECENT) == 0;
    walk->recent |= outer;
    status = walk_folder(walk, err);
    if (outer) {
        walk->recent = false;
        section_sort(self, true, before);
        if (walk_full(walk, self) && self->count > walk->options->limit) {
            section_truncate(self, walk->options->limit);
            walk->out->complete = false;
        }
    }
out:
    str_replace(&walk->path, len, walk->path.len, VIEW(""));
    return status;
}

static void walk_files(struct walk *walk, const struct folder_entry *entries, size_t count)
{
    size_t len = walk->path.len;
    if (len)
        str_add_char(&walk->path, '/');
    size_t start = walk->path.len;
    for (size_t i = 0; i < count; i++) {
        if (entries[i].kind == FOLDER_FOLDER || entries[i].name[0] == '.')
            continue;
        walk->path.len = start;
        str_add_text(&walk->path, entries[i].name);
        walk_add(walk, entries[i].kind);
    }
    str_replace(&walk->path, len, walk->path.len, VIEW(""));
    if (walk->options->seen)
        atomic_fetch_add_explicit(walk->options->seen, count, memory_order_relaxed);
}

static enum status walk_folders(struct walk *walk, const struct folder_entry *entries, size_t count,
                                struct error *err)
{
    enum status status = STATUS_OK;
    const char *last = NULL;
    for (size_t i = 0; i < count && !status; i++) {
        size_t at = walk->recent ? count - 1 - i : i;
        if (entries[at].kind != FOLDER_FOLDER || entries[at].name[0] == '.')
            continue;
        if (strcmp(entries[at].name, CATALOG_RECENT) == 0)
            last = entries[at].name;
        else
            status = walk_enter(walk, entries[at].name, err);
    }
    return last && !status ? walk_enter(walk, last, err) : status;
}

/* Reads the folder whose path stands in `walk->path`. Only a cancel, or the top, can fail. */
static enum status walk_folder(struct walk *walk, struct error *err)
{
    struct folder_entry *entries = NULL;
    size_t count = 0;
    if (walk_cancelled(walk))
        return error_set(err, STATUS_CANCELLED, "the scan was cancelled");
    struct catalog_wanted *wanted = walk->options->wanted;
    const struct folder_filter filter = {walk_is_wanted, wanted};
    enum status status = folder_list_some(walk->folder, str_text(&walk->path),
                                          wanted ? &filter : NULL, &entries, &count, err);
    if (status) {
        walk->out->skipped++;
        return walk->path.len ? STATUS_OK : status;
    }
    if (walk->path.len)
        section_push(&walk->out->folders,
                     (struct catalog_entry){mem_string_n(walk->path.data, walk->path.len),
                                            FOLDER_FOLDER, 0});
    walk->depth++;
    walk_load_ignore(walk, entries, count);
    walk_files(walk, entries, count);
    status = walk_folders(walk, entries, count, err);
    walk->depth--;
    folder_entries_free(entries, count);
    return status;
}

/* Goes down to `path`: reads each `.gitignore` on the way. False when it is not to be listed. */
static bool walk_reach(struct walk *walk, struct view path, mode_t *mode)
{
    for (size_t end = view_find(path, 0, '/');; end = view_find(path, end + 1, '/')) {
        const struct folder_entry ignore = {.name = (char[]){".gitignore"}, .kind = FOLDER_FILE};
        struct stat st;
        walk_load_ignore(walk, &ignore, 1);
        walk->recent |= view_is(path_name(str_view(&walk->path)), CATALOG_RECENT);
        str_clear(&walk->path);
        str_add(&walk->path, view_slice(path, 0, end));
        walk->depth++;
        if (fstatat(walk->folder->fd, str_text(&walk->path), &st, AT_SYMLINK_NOFOLLOW) != 0)
            return false;
        *mode = st.st_mode;
        if (end == path.len)
            return true;
        if (!S_ISDIR(st.st_mode) || !walk_wants(walk))
            return false;
    }
}

static enum status walk_part(struct walk *walk, struct view path, struct error *err)
{
    mode_t mode;
    if (path_is_hidden(path) || !walk_reach(walk, path, &mode))
        return STATUS_OK;
    if (!S_ISDIR(mode)) {
        walk_add(walk, S_ISREG(mode) ? FOLDER_FILE : S_ISLNK(mode) ? FOLDER_LINK : FOLDER_OTHER);
        return STATUS_OK;
    }
    char *name = mem_string_n(path_name(path).data, path_name(path).len);
    str_replace(&walk->path, path_folder(path).len, walk->path.len, VIEW(""));
    enum status status = walk_enter(walk, name, err);
    free(name);
    return status;
}

void catalog_empty(struct catalog *catalog)
{
    for (size_t i = 0; i < SECTION_COUNT; i++)
        section_finish(&catalog->sections[i]);
    section_finish(&catalog->contexts);
    section_finish(&catalog->folders);
}

/* The walk's order is that of every section; only Self may have recent files of several places. */
static void walk_finish(struct catalog *catalog)
{
    section_sort(&catalog->sections[SECTION_SELF], true, 0);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        struct section *section = &catalog->sections[i];
        if (section->count == section->cap)
            continue;
        section->cap = section->count;
        section->entries = mem_resize(section->entries, section->cap, sizeof(*section->entries));
    }
}

enum status catalog_walk(const struct folder *folder, const struct catalog_options *options,
                         const char *path, struct catalog *out, struct error *err)
{
    struct walk walk = {.folder = folder, .options = options, .out = out, .ignore = ignore_new()};
    walk_load_excludes(&walk);
    enum status status = *path ? walk_part(&walk, view_of(path), err) : walk_folder(&walk, err);
    ignore_free(walk.ignore);
    str_finish(&walk.path);
    if (status)
        catalog_empty(out);
    else
        walk_finish(out);
    return status;
}
