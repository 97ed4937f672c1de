#include "core/workspace/doctor.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/text/hash.h"
#include "core/workspace/catalog_index.h"
#include "core/workspace/doctor_parts.h"
#include "core/workspace/permalink.h"

#include <stdlib.h>
#include <string.h>

/* Every file is read once. What is wrong in one file is told at once; what two claim is told when
 * all have been read: claims are sorted, and of each run of equal ones the first file in reading
 * order keeps what the others lose. A conflict copy claims nothing: it has its own entry. */

void doctor_tell(struct doctor *doctor, const struct doctor_problem *problem)
{
    struct doctor_report *report = doctor->report;
    if (report->totals[problem->kind]++ >= DOCTOR_KEPT_MAX)
        return;
    struct doctor_problem *item = ARRAY_PUSH(report->items, report->count, report->cap);
    *item = *problem;
    item->path = mem_string(problem->path);
    item->other = problem->other ? mem_string(problem->other) : NULL;
    item->what = problem->what ? mem_string(problem->what) : NULL;
    item->with = problem->with ? mem_string(problem->with) : NULL;
}

bool doctor_cancelled(const struct doctor *doctor)
{
    return doctor->cancel && atomic_load_explicit(doctor->cancel, memory_order_relaxed);
}

void doctor_report_finish(struct doctor_report *report)
{
    for (size_t i = 0; i < report->count; i++) {
        free(report->items[i].path);
        free(report->items[i].other);
        free(report->items[i].what);
        free(report->items[i].with);
    }
    free(report->items);
    *report = (struct doctor_report){0};
}

/* --- one file --- */

static char *field_of(const struct front_matter *front, const char *key)
{
    const char *text = yaml_text(yaml_get(front->fields, key), "");
    return *text ? mem_string(text) : NULL;
}

static void add_aliases(struct doctor_file *file, const struct yaml_node *node)
{
    for (size_t i = 0; node && node->kind == YAML_SEQUENCE && i < node->count; i++) {
        str_add_text(&file->aliases, yaml_text(&node->children[i], ""));
        str_add_char(&file->aliases, '\0');
    }
    if (node && node->kind == YAML_SCALAR && *yaml_text(node, "")) {
        str_add_text(&file->aliases, yaml_text(node, ""));
        str_add_char(&file->aliases, '\0');
    }
}

static void tell_copy(struct doctor *doctor, const char *path, const char *original)
{
    struct str copy = {0}, text = {0};
    enum doctor_cure cure = CURE_PERSON;
    if (doctor_copy_judge(doctor->folder, path, original, &copy, &text, &cure, NULL) == STATUS_OK)
        doctor_tell(doctor,
                    &(struct doctor_problem){.kind = DOCTOR_COPY,
                                             .cure = cure,
                                             .path = (char *)path,
                                             .other = (char *)original,
                                             .with = cure == CURE_MOVE ? (char *)original : NULL});
    str_finish(&copy);
    str_finish(&text);
}

static void tell_front(struct doctor *doctor, const char *path, struct view text)
{
    struct str why = {0}, mended = {0};
    unsigned line;
    if (doctor_front_is_bad(text, &line, &why))
        doctor_tell(doctor, &(struct doctor_problem){
                                .kind = DOCTOR_FRONT_MATTER,
                                .cure = doctor_front_mend(text, &mended) ? CURE_QUOTE : CURE_PERSON,
                                .path = (char *)path,
                                .what = why.data,
                                .line = line});
    str_finish(&why);
    str_finish(&mended);
}

/* A file among the places that has what only notes have. */
static void tell_outside(struct doctor *doctor, const struct doctor_file *file)
{
    const struct catalog *catalog = doctor->catalog;
    struct file_stamp stamp;
    if (file->section != SECTION_FILES || !file->permalink || catalog->memory_is_rest)
        return;
    struct view name = path_name(view_of(file->path));
    char *base = mem_string_n(name.data, name.len);
    char *to = path_join(catalog->memory_folder, base);
    bool free_place = folder_stat(doctor->folder, to, &stamp, NULL) == STATUS_ABSENT;
    doctor_tell(doctor, &(struct doctor_problem){.kind = DOCTOR_OUTSIDE,
                                                 .cure = free_place ? CURE_MOVE : CURE_PERSON,
                                                 .path = (char *)file->path,
                                                 .what = file->permalink,
                                                 .with = to});
    free(base);
    free(to);
}

static void read_file(struct doctor *doctor, const char *path, unsigned section)
{
    struct str text = {0};
    struct front_matter front;
    char *original = doctor_copy_of(path);
    doctor->report->files++;
    if (folder_read(doctor->folder, path, DOCTOR_TEXT_MAX, &text, NULL, NULL) != STATUS_OK) {
        doctor->report->unread++;
        goto out;
    }
    struct doctor_file *file = ARRAY_PUSH(doctor->files, doctor->file_count, doctor->file_cap);
    *file = (struct doctor_file){.path = path, .section = section, .copy = original != NULL};
    file->hash = hash_of(str_view(&text));
    front_matter_read(str_view(&text), &front);
    if (front.fields) {
        file->title = field_of(&front, "title");
        file->permalink = field_of(&front, "permalink");
        add_aliases(file, yaml_get(front.fields, "aliases"));
    } else {
        tell_front(doctor, path, str_view(&text));
    }
    front_matter_finish(&front);
    if (original) {
        tell_copy(doctor, path, original);
    } else {
        tell_outside(doctor, file);
        doctor_links_read(doctor, doctor->file_count - 1, str_view(&text));
    }
out:
    free(original);
    str_finish(&text);
}

/* --- what two files claim --- */

struct claim {
    char *key;
    size_t file;
};

struct claims {
    struct claim *items;
    size_t count, cap;
};

static int claim_compare(const void *a, const void *b)
{
    const struct claim *left = a, *right = b;
    int order = strcmp(left->key, right->key);
    return order ? order : (left->file > right->file) - (left->file < right->file);
}

static void claims_add(struct claims *claims, size_t file, struct str *key)
{
    if (key->len)
        *ARRAY_PUSH(claims->items, claims->count, claims->cap) =
            (struct claim){.key = str_take(key), .file = file};
    str_finish(key);
}

static void claims_sort(struct claims *claims)
{
    if (claims->count)
        qsort(claims->items, claims->count, sizeof(*claims->items), claim_compare);
}

static void claims_finish(struct claims *claims)
{
    for (size_t i = 0; i < claims->count; i++)
        free(claims->items[i].key);
    free(claims->items);
}

static bool same_text(const struct doctor *doctor, size_t a, size_t b)
{
    struct str one = {0}, two = {0};
    bool same = doctor->files[a].hash == doctor->files[b].hash &&
                folder_read(doctor->folder, doctor->files[a].path, DOCTOR_TEXT_MAX, &one, NULL,
                            NULL) == STATUS_OK &&
                folder_read(doctor->folder, doctor->files[b].path, DOCTOR_TEXT_MAX, &two, NULL,
                            NULL) == STATUS_OK &&
                view_equal(str_view(&one), str_view(&two));
    str_finish(&one);
    str_finish(&two);
    return same;
}

/* A pair that shares title and name is told once. */
static void tell_twins(struct doctor *doctor, bool *told)
{
    struct claims claims = {0};
    for (size_t i = 0; i < doctor->file_count; i++) {
        const struct doctor_file *file = &doctor->files[i];
        struct str title = {0}, name = {0};
        if (file->section != SECTION_MEMORY || file->copy)
            continue;
        catalog_fold(&name, path_stem(view_of(file->path)));
        catalog_fold(&title, view_of(file->title));
        if (!view_equal(str_view(&title), str_view(&name)))
            claims_add(&claims, i, &title);
        str_finish(&title);
        claims_add(&claims, i, &name);
    }
    claims_sort(&claims);
    for (size_t i = 1, first = 0; i < claims.count; i++) {
        if (strcmp(claims.items[i].key, claims.items[first].key) != 0) {
            first = i;
            continue;
        }
        size_t file = claims.items[i].file, other = claims.items[first].file;
        if (told[file] || file == other)
            continue;
        told[file] = true;
        doctor->files[file].goes = same_text(doctor, file, other);
        doctor_tell(doctor, &(struct doctor_problem){.kind = DOCTOR_TWINS,
                                                     .cure = doctor->files[file].goes ? CURE_DELETE
                                                                                      : CURE_PERSON,
                                                     .path = (char *)doctor->files[file].path,
                                                     .other = (char *)doctor->files[other].path});
    }
    claims_finish(&claims);
}

static bool claims_have(const struct claims *claims, const char *key)
{
    size_t low = 0, high = claims->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(claims->items[middle].key, key);
        if (order == 0)
            return true;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

static void own_permalink(const struct doctor *doctor, const char *path, struct str *out)
{
    const char *folder = doctor->catalog->memory_folder;
    size_t len = strlen(folder);
    bool below = len && strncmp(path, folder, len) == 0 && path[len] == '/';
    permalink_from_path(out, view_of(below ? path + len + 1 : path));
}

/* One that nobody has: its path's, or with a number. */
static char *free_permalink(const struct doctor *doctor, const struct claims *claims,
                            const struct claims *given, const char *path)
{
    struct str base = {0}, out = {0};
    own_permalink(doctor, path, &base);
    str_add(&out, str_view(&base));
    for (unsigned i = 1; base.len; i++) {
        bool taken = claims_have(claims, str_text(&out));
        for (size_t j = 0; !taken && j < given->count; j++)
            taken = strcmp(given->items[j].key, str_text(&out)) == 0;
        if (!taken)
            break;
        str_clear(&out);
        str_addf(&out, "%s-%u", str_text(&base), i);
    }
    str_finish(&base);
    return out.len ? str_take(&out) : NULL;
}

/* Of [from, to), all with one permalink, the one whose path makes it keeps it; else the first. */
static void tell_permalink(struct doctor *doctor, const struct claims *claims, size_t from,
                           size_t to, struct claims *given)
{
    size_t keeper = from;
    for (size_t i = to; i-- > from;) {
        struct str own = {0};
        own_permalink(doctor, doctor->files[claims->items[i].file].path, &own);
        if (view_is(str_view(&own), claims->items[i].key))
            keeper = i;
        str_finish(&own);
    }
    const char *keeper_path = doctor->files[claims->items[keeper].file].path;
    for (size_t i = from; i < to; i++) {
        const char *path = doctor->files[claims->items[i].file].path;
        if (i == keeper)
            continue;
        char *with = doctor->report->totals[DOCTOR_PERMALINK] < DOCTOR_KEPT_MAX
                         ? free_permalink(doctor, claims, given, path)
                         : NULL;
        doctor_tell(doctor, &(struct doctor_problem){.kind = DOCTOR_PERMALINK,
                                                     .cure = with ? CURE_FIELD : CURE_PERSON,
                                                     .path = (char *)path,
                                                     .other = (char *)keeper_path,
                                                     .what = claims->items[i].key,
                                                     .with = with});
        if (with)
            *ARRAY_PUSH(given->items, given->count, given->cap) = (struct claim){.key = with};
    }
}

/* Of twins that are the same text the one that goes needs no other permalink. */
static void tell_permalinks(struct doctor *doctor)
{
    struct claims claims = {0}, given = {0};
    for (size_t i = 0; i < doctor->file_count; i++) {
        const struct doctor_file *file = &doctor->files[i];
        struct str key = {0};
        if (!file->permalink || file->copy || file->goes)
            continue;
        str_add_text(&key, file->permalink);
        claims_add(&claims, i, &key);
    }
    claims_sort(&claims);
    for (size_t from = 0, to; from < claims.count; from = to) {
        for (to = from + 1;
             to < claims.count && strcmp(claims.items[to].key, claims.items[from].key) == 0; to++)
            ;
        if (to - from > 1)
            tell_permalink(doctor, &claims, from, to, &given);
    }
    claims_finish(&claims);
    claims_finish(&given);
}

/* --- all of it --- */

static int problem_compare(const void *a, const void *b)
{
    const struct doctor_problem *left = a, *right = b;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    int order = path_compare(view_of(left->path), view_of(right->path));
    if (order == 0 && left->line != right->line)
        return left->line < right->line ? -1 : 1;
    return order ? order : strcmp(left->what ? left->what : "", right->what ? right->what : "");
}

static enum status read_files(struct doctor *doctor, atomic_size_t *seen, struct error *err)
{
    for (unsigned i = 0; i < SECTION_COUNT; i++) {
        const struct section *section = &doctor->catalog->sections[i];
        for (size_t j = 0; j < section->count; j++) {
            if (doctor_cancelled(doctor))
                return error_set(err, STATUS_CANCELLED, "stopped");
            if (path_is_markdown(view_of(section->entries[j].path)))
                read_file(doctor, section->entries[j].path, i);
            if (seen)
                atomic_fetch_add_explicit(seen, 1, memory_order_relaxed);
        }
    }
    return STATUS_OK;
}

static void doctor_finish(struct doctor *doctor)
{
    for (size_t i = 0; i < doctor->file_count; i++) {
        free(doctor->files[i].title);
        free(doctor->files[i].permalink);
        str_finish(&doctor->files[i].aliases);
    }
    for (size_t i = 0; i < doctor->link_count; i++)
        free(doctor->links[i].target);
    free(doctor->files);
    free(doctor->links);
}

enum status doctor_examine(const struct folder *folder, const struct catalog *catalog,
                           const atomic_bool *cancel, atomic_size_t *seen,
                           struct doctor_report *out, struct error *err)
{
    struct doctor doctor = {.folder = folder, .catalog = catalog, .cancel = cancel, .report = out};
    *out = (struct doctor_report){0};
    enum status status = read_files(&doctor, seen, err);
    if (status == STATUS_OK) {
        bool *told = mem_zalloc(doctor.file_count + 1, sizeof(*told));
        tell_twins(&doctor, told);
        free(told);
        tell_permalinks(&doctor);
        status = doctor_links_tell(&doctor, err);
    }
    if (status == STATUS_OK && out->count)
        qsort(out->items, out->count, sizeof(*out->items), problem_compare);
    if (status != STATUS_OK)
        doctor_report_finish(out);
    doctor_finish(&doctor);
    return status;
}
