#include "core/workspace/ignore.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/rules.h"

#include <stdlib.h>
#include <string.h>

/* gitignore(5). The rules of each `.gitignore` are kept by the folder it lies in, folders in the
 * order of their bytes. A path asks the files from its own folder up to the top, and in a file the
 * rules from the last to the first: the first that matches decides. A rule with a slash before its
 * end is for the path below its file's folder, any other for the name alone. A hostile file costs
 * no more than RULES_MAX rules for each path, most of them one comparison of a byte. */

#define RULES_MAX 4096
#define LINE_MAX_LEN 4096

struct ignore_rule {
    char *glob;
    bool negative, folder_only, anchored;
};

struct ignore_file {
    char *folder;
    struct ignore_rule *rules;
    size_t count, cap;
};

struct ignore {
    struct ignore_file *files;
    size_t count, cap;
};

struct ignore *ignore_new(void)
{
    return mem_zalloc(1, sizeof(struct ignore));
}

void ignore_free(struct ignore *ignore)
{
    if (!ignore)
        return;
    for (size_t i = 0; i < ignore->count; i++) {
        struct ignore_file *file = &ignore->files[i];
        for (size_t j = 0; j < file->count; j++)
            free(file->rules[j].glob);
        free(file->rules);
        free(file->folder);
    }
    free(ignore->files);
    free(ignore);
}

static int ignore_compare(struct view a, struct view b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.data, b.data, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

/* Where the file of `folder` stands or would stand. */
static size_t ignore_place(const struct ignore *ignore, struct view folder)
{
    size_t low = 0, high = ignore->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ignore_compare(view_of(ignore->files[mid].folder), folder) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static struct ignore_file *ignore_at(const struct ignore *ignore, struct view folder)
{
    size_t at = ignore_place(ignore, folder);
    bool there = at < ignore->count && view_is(folder, ignore->files[at].folder);
    return there ? &ignore->files[at] : NULL;
}

static struct ignore_file *ignore_open(struct ignore *ignore, struct view folder)
{
    struct ignore_file *file = ignore_at(ignore, folder);
    if (file)
        return file;
    size_t at = ignore_place(ignore, folder);
    ignore->files = mem_grow(ignore->files, ignore->count, &ignore->cap, sizeof(*ignore->files));
    file = &ignore->files[at];
    memmove(file + 1, file, (ignore->count - at) * sizeof(*file));
    ignore->count++;
    *file = (struct ignore_file){.folder = mem_string_n(folder.data, folder.len)};
    return file;
}

/* Blanks at the end go, but for one behind a backslash. */
static struct view ignore_trim(struct view line)
{
    size_t end = 0;
    for (size_t at = 0; at < line.len; at++) {
        if (line.data[at] == '\\')
            at++;
        else if (line.data[at] == ' ')
            continue;
        end = at < line.len ? at + 1 : line.len;
    }
    return view_slice(line, 0, end);
}

static void ignore_add_line(struct ignore_file *file, struct view line)
{
    struct ignore_rule rule = {0};
    line = ignore_trim(line);
    if (view_starts(line, "!")) {
        rule.negative = true;
        line = view_slice(line, 1, line.len);
    }
    if (view_ends(line, "/")) {
        rule.folder_only = true;
        line.len--;
    }
    rule.anchored = view_find(line, 0, '/') < line.len;
    if (view_starts(line, "/"))
        line = view_slice(line, 1, line.len);
    if (line.len == 0)
        return;
    rule.glob = mem_string_n(line.data, line.len);
    *ARRAY_PUSH(file->rules, file->count, file->cap) = rule;
}

void ignore_add(struct ignore *ignore, struct view folder, struct view text)
{
    struct ignore_file *file = ignore_open(ignore, folder);
    struct view line;
    if (view_starts(text, "\xEF\xBB\xBF"))
        text = view_slice(text, 3, text.len);
    while (file->count < RULES_MAX && view_line(&text, &line)) {
        if (view_ends(line, "\r"))
            line.len--;
        bool comment = view_starts(line, "#");
        if (line.len && line.len <= LINE_MAX_LEN && !comment && !memchr(line.data, 0, line.len))
            ignore_add_line(file, line);
    }
}

static bool ignore_rule_match(const struct ignore_rule *rule, struct view below, struct view name,
                              bool is_folder)
{
    if (rule->folder_only && !is_folder)
        return false;
    struct view text = rule->anchored ? below : name;
    if (!strchr("*?[\\", rule->glob[0]) && rule->glob[0] != text.data[0])
        return false;
    return rule_glob(view_of(rule->glob), text);
}

bool ignore_match(const struct ignore *ignore, struct view path, bool is_folder)
{
    struct view name = path_name(path), folder = path;
    if (ignore->count == 0 || name.len == 0)
        return false;
    do {
        folder = path_folder(folder);
        const struct ignore_file *file = ignore_at(ignore, folder);
        struct view below = view_slice(path, folder.len ? folder.len + 1 : 0, path.len);
        for (size_t i = file ? file->count : 0; i > 0; i--)
            if (ignore_rule_match(&file->rules[i - 1], below, name, is_folder))
                return !file->rules[i - 1].negative;
    } while (folder.len);
    return false;
}
