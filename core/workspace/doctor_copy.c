#include "core/workspace/doctor_parts.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/line_diff.h"

#include <stdlib.h>
#include <string.h>

/* Conflict copies, by the names that programs give them: Syncthing's `NAME.sync-conflict-DATE-ID`,
 * the `NAME (… conflicted copy …)` of Dropbox, Nextcloud, ownCloud and Obsidian, and the
 * `NAME (conflict)` of a save of ours that met another writer. A copy may go when each of its lines
 * stands, in order, in the original, and takes its place when it is the other way round. */

/* Where the mark in a file's stem begins; its length when it has none. */
static size_t copy_mark(struct view stem)
{
    const char *sync = memmem(stem.data, stem.len, ".sync-conflict-", strlen(".sync-conflict-"));
    if (sync)
        return (size_t)(sync - stem.data);
    if (!view_ends(stem, ")"))
        return stem.len;
    size_t open = stem.len - 1;
    while (open > 0 && stem.data[open] != '(')
        open--;
    struct view mark = view_slice(stem, open + 1, stem.len - 1);
    bool ours = view_is(mark, "conflict") || view_starts(mark, "conflict ");
    bool theirs = strcasestr(stem.data + open, "conflicted copy") &&
                  strcasestr(stem.data + open, "conflicted copy") < mark.data + mark.len;
    if (open == 0 || (!ours && !theirs))
        return stem.len;
    while (open > 0 && stem.data[open - 1] == ' ')
        open--;
    return open;
}

char *doctor_copy_of(const char *path)
{
    struct view stem = path_stem(view_of(path)), extension = path_extension(view_of(path));
    struct view folder = path_folder(view_of(path));
    size_t mark = copy_mark(stem);
    if (mark == 0 || mark == stem.len)
        return NULL;
    struct str name = {0};
    str_addf(&name, "%.*s%s%.*s.%.*s", (int)folder.len, folder.data, folder.len ? "/" : "",
             (int)mark, stem.data, (int)extension.len, extension.data);
    return str_take(&name);
}

enum status doctor_copy_judge(const struct folder *folder, const char *path, const char *original,
                              struct str *copy, struct str *text, enum doctor_cure *cure,
                              struct error *err)
{
    *cure = CURE_PERSON;
    enum status status = folder_read(folder, path, DOCTOR_TEXT_MAX, copy, NULL, err);
    if (status != STATUS_OK)
        return status;
    status = folder_read(folder, original, DOCTOR_TEXT_MAX, text, NULL, err);
    if (status == STATUS_ABSENT) {
        *cure = CURE_MOVE;
        return STATUS_OK;
    }
    if (status != STATUS_OK)
        return status;
    struct line_diff diff;
    line_diff_make(str_view(text), str_view(copy), &diff);
    if (diff.added == 0)
        *cure = CURE_DELETE;
    else if (diff.removed == 0)
        *cure = CURE_TAKE;
    line_diff_finish(&diff);
    return STATUS_OK;
}
