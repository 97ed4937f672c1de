#include "core/workspace/note_place.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/utf8.h"
#include "core/workspace/catalog_index.h"
#include "core/workspace/catalog_names.h"
#include "core/workspace/note.h"
#include "core/workspace/note_meta.h"
#include "core/workspace/permalink.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { HEAD_MAX = 64 << 10 }; /* of a note: its front matter stands there */

const char *note_below_memory(const struct workspace *ws, const char *path)
{
    const char *folder = ws->catalog->memory_folder;
    size_t len = strlen(folder);
    return len && strncmp(path, folder, len) == 0 && path[len] == '/' ? path + len + 1 : path;
}

/* The parts of the path, without empty ones and `.`, below the memory folder. */
static void folder_join(const struct workspace *ws, struct view folder, struct str *out)
{
    const char *memory = ws->catalog->memory_folder;
    while (folder.len) {
        size_t end = 0;
        while (end < folder.len && folder.data[end] != '/' && folder.data[end] != '\\')
            end++;
        struct view part = view_slice(folder, 0, end);
        if (part.len && !view_is(part, "."))
            str_addf(out, "%s%.*s", out->len ? "/" : "", (int)part.len, part.data);
        folder = view_slice(folder, end + 1, folder.len);
    }
    size_t len = strlen(memory);
    bool full = view_starts(str_view(out), memory) && (out->len == len || out->data[len] == '/');
    if (full || !len)
        return;
    struct str below = *out;
    *out = (struct str){0};
    str_addf(out, "%s%s%s", memory, below.len ? "/" : "", str_text(&below));
    str_finish(&below);
}

static bool is_letter_or_digit(uint32_t code)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

static void folder_clean(struct str *folder)
{
    struct str out = {0};
    struct view text = str_view(folder);
    for (size_t pos = 0, size; pos < text.len; pos += size) {
        uint32_t code = utf8_decode(text, pos, &size);
        if (code != UTF8_INVALID &&
            (is_letter_or_digit(code) || (code < 0x80 && code && strchr(". -_/", (int)code))))
            str_add(&out, view_slice(text, pos, pos + size));
    }
    str_finish(folder);
    *folder = out;
}

/* A folder of this name that is there is taken as it is. */
static enum status folder_of(const struct workspace *ws, struct view folder, struct str *out,
                             struct error *err)
{
    struct file_stamp stamp;
    folder = view_trim(folder);
    if (folder.len > 1 && folder.data[0] == '/')
        return error_set(err, STATUS_REFUSED,
                         "%.*s: a folder is named as it lies below %s, without a slash before it",
                         (int)folder.len, folder.data, ws->catalog->memory_folder);
    folder_join(ws, folder, out);
    if (out->len && folder_stat(&ws->folder, str_text(out), &stamp, NULL) != STATUS_OK) {
        folder_clean(out);
        if (out->len == 0 || view_ends(str_view(out), "/") || strstr(str_text(out), "//"))
            return error_set(err, STATUS_INVALID, "a folder needs a letter or a digit");
    }
    return out->len ? path_check(str_view(out), err) : STATUS_OK;
}

/* The files of the folder that a note goes to; read only where the catalog was cut short, and so
 * does not tell them. */
struct neighbours {
    const struct workspace *ws;
    const char *path;           /* of the note */
    struct folder_entry *files; /* beside it */
    size_t count;
};

static void neighbours_read(const struct workspace *ws, const char *folder, const char *path,
                            struct neighbours *out)
{
    *out = (struct neighbours){.ws = ws, .path = path};
    if (ws->catalog->complete)
        return;
    if (folder_list(&ws->folder, folder, &out->files, &out->count, NULL) != STATUS_OK)
        out->count = 0;
}

/* Whether the file makes this permalink. Most that do not begin with another letter. */
static bool makes_permalink(const struct neighbours *near, const char *name, struct view permalink)
{
    char first = path_name(permalink).data[0];
    if (isalnum((unsigned char)name[0]) && tolower((unsigned char)name[0]) != first)
        return false;
    struct view folder = path_folder(view_of(near->path));
    struct str path = {0}, own = {0};
    str_addf(&path, "%.*s/%s", (int)folder.len, folder.data ? folder.data : "", name);
    permalink_from_path(&own, view_of(note_below_memory(near->ws, str_text(&path))));
    bool same = view_equal(str_view(&own), permalink);
    str_finish(&path);
    str_finish(&own);
    return same;
}

static bool is_own(const struct neighbours *near, const char *name)
{
    return view_is(path_name(view_of(near->path)), name);
}

static bool is_taken(const struct neighbours *near, struct view permalink)
{
    const struct catalog *catalog = near->ws->catalog;
    const char *named =
        catalog->names ? catalog_names_find(catalog->names, permalink, NAMES_PERMALINK, VIEW(""))
                       : NULL;
    if (named && strcmp(named, near->path) != 0)
        return true;
    for (size_t i = 0; i < near->count; i++)
        if (path_is_markdown(view_of(near->files[i].name)) && !is_own(near, near->files[i].name) &&
            makes_permalink(near, near->files[i].name, permalink))
            return true;
    return catalog->complete && catalog_find_permalink(catalog, permalink, near->path);
}

/* `-1`, `-2` and so on behind a permalink that another note has. */
static void permalink_of(const struct neighbours *near, struct str *out)
{
    struct str base = {0};
    permalink_from_path(&base, view_of(note_below_memory(near->ws, near->path)));
    str_add(out, str_view(&base));
    for (unsigned i = 1; base.len && is_taken(near, str_view(out)); i++) {
        str_clear(out);
        str_addf(out, "%s-%u", str_text(&base), i);
    }
    str_finish(&base);
}

static bool folds_to(struct view name, struct view folded)
{
    struct str own = {0};
    catalog_fold(&own, name);
    bool same = view_equal(str_view(&own), folded);
    str_finish(&own);
    return same;
}

/* A note of the same name: in the whole workspace where that is known, else beside it. */
static char *twin_of(const struct neighbours *near)
{
    const struct catalog *catalog = near->ws->catalog;
    struct view stem = path_stem(view_of(near->path)), folder = path_folder(view_of(near->path));
    struct str folded = {0}, path = {0};
    if (catalog->complete) {
        const char *twin = catalog_find_twin(catalog, stem, near->path);
        return twin ? mem_string(twin) : NULL;
    }
    catalog_fold(&folded, stem);
    for (size_t i = 0; path.len == 0 && i < near->count; i++) {
        struct view name = view_of(near->files[i].name);
        if (path_is_markdown(name) && !is_own(near, name.data) &&
            folds_to(path_stem(name), str_view(&folded)))
            str_addf(&path, "%.*s%s%s", (int)folder.len, folder.data ? folder.data : "",
                     folder.len ? "/" : "", name.data);
    }
    str_finish(&folded);
    return path.len ? str_take(&path) : NULL;
}

enum status note_place_find(const struct workspace *ws, struct view title, struct view folder,
                            struct note_place *out, struct error *err)
{
    struct str name = {0}, below = {0};
    struct neighbours near = {0};
    struct file_stamp stamp;
    *out = (struct note_place){0};
    enum status status = note_file_name(&name, title, &out->cut, err);
    if (status == STATUS_OK)
        status = folder_of(ws, folder, &below, err);
    if (status != STATUS_OK)
        goto out;
    out->path = path_join(str_text(&below), str_text(&name));
    status = path_check(view_of(out->path), err);
    if (status == STATUS_OK)
        status = folder_stat(&ws->folder, out->path, &stamp, err);
    out->there = status == STATUS_OK;
    if (status != STATUS_OK && status != STATUS_ABSENT)
        goto out;
    status = STATUS_OK;
    neighbours_read(ws, str_text(&below), out->path, &near);
    out->twin = out->there ? NULL : twin_of(&near);
    permalink_of(&near, &out->permalink);
    folder_entries_free(near.files, near.count);
out:
    str_finish(&name);
    str_finish(&below);
    if (status != STATUS_OK)
        note_place_finish(out);
    return status;
}

void note_place_finish(struct note_place *place)
{
    free(place->path);
    free(place->twin);
    str_finish(&place->permalink);
    *place = (struct note_place){0};
}

/* --- finding --- */

static bool says(const struct workspace *ws, const char *path, const char *name, bool title)
{
    struct str text = {0};
    struct note_meta meta;
    if (folder_read_start(&ws->folder, path, HEAD_MAX, &text, NULL, NULL) != STATUS_OK) {
        str_finish(&text);
        return false;
    }
    note_meta_read(str_view(&text), &meta);
    bool same = strcmp(title ? meta.title : meta.permalink, name) == 0;
    note_meta_finish(&meta);
    str_finish(&text);
    return same;
}

/* Asks every note: only what no name has found comes here. */
static const char *ask_notes(const struct workspace *ws, const char *name)
{
    const struct section *notes = &ws->catalog->sections[SECTION_MEMORY];
    for (int title = 0; title < 2; title++)
        for (size_t i = 0; i < notes->count; i++)
            if (says(ws, notes->entries[i].path, name, title))
                return notes->entries[i].path;
    return NULL;
}

static bool is_note(const struct workspace *ws, const char *path)
{
    enum section_kind section;
    size_t index;
    return catalog_find(ws->catalog, view_of(path), &section, &index) && section == SECTION_MEMORY;
}

/* By the names that files have. */
static const char *find_named(const struct workspace *ws, const char *name, bool any)
{
    char *below = path_join(ws->catalog->memory_folder, name);
    const char *path = catalog_resolve(ws->catalog, view_of(below));
    free(below);
    if (!path)
        path = catalog_resolve(ws->catalog, view_of(name));
    return path && (any || is_note(ws, path)) ? path : NULL;
}

enum status note_find(const struct workspace *ws, const char *name, bool any, char **out,
                      struct error *err)
{
    struct view wanted = view_trim(view_of(name));
    if (view_starts(wanted, "memory://"))
        wanted = view_slice(wanted, strlen("memory://"), wanted.len);
    char *clean = mem_string_n(wanted.data, wanted.len);
    const char *path = *clean ? find_named(ws, clean, any) : NULL;
    if (!path && *clean)
        path = ask_notes(ws, clean);
    *out = path ? mem_string(path) : NULL;
    free(clean);
    return path ? STATUS_OK
                : error_set(err, STATUS_ABSENT,
                            "there is no note with the permalink, path or title \"%s\"", name);
}
