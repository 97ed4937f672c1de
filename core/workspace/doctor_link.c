#include "core/workspace/doctor_parts.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/address.h"
#include "core/markdown/prose_link.h"
#include "core/workspace/catalog_index.h"

#include <stdlib.h>
#include <string.h>

/* Links that lead nowhere. While files are read, what the catalog cannot resolve is kept; when all
 * are known it is held against titles, permalinks and aliases, and the disk is asked. For a wiki
 * link that still leads nowhere a name is proposed when just one is near: names are sorted as links
 * are compared (catalog_fold), and those that begin with the same letters as the target are
 * measured, at most NEAR_TRIED of them. */

enum { LINKS_MAX = 200000, NEAR_TRIED = 2000, NEAR_BEGIN = 3, NAME_MAX_BYTES = 96 };

struct link_reader {
    struct doctor *doctor;
    size_t file, first; /* of the links, those of this file */
    struct view text;
};

static bool link_is_known(const struct doctor *doctor, const char *from, struct view target,
                          bool address)
{
    struct str path = {0};
    struct file_stamp stamp;
    if (!address)
        return catalog_resolve(doctor->catalog, target) != NULL;
    address_add_path(&path, view_of(from), target);
    bool known = path.len == 0 || catalog_resolve(doctor->catalog, str_view(&path)) ||
                 (path_check(str_view(&path), NULL) == STATUS_OK &&
                  folder_stat(doctor->folder, str_text(&path), &stamp, NULL) == STATUS_OK);
    str_finish(&path);
    return known;
}

static void link_take(void *data, const struct prose_link *link)
{
    struct link_reader *reader = data;
    struct doctor *doctor = reader->doctor;
    struct view target = view_slice(reader->text, link->from, link->to);
    bool address = link->kind == PROSE_ADDRESS;
    if (target.len == 0 || doctor->link_count >= LINKS_MAX ||
        link_is_known(doctor, doctor->files[reader->file].path, target, address))
        return;
    for (size_t i = reader->first; i < doctor->link_count; i++)
        if (doctor->links[i].address == address && view_is(target, doctor->links[i].target))
            return;
    *ARRAY_PUSH(doctor->links, doctor->link_count, doctor->link_cap) =
        (struct doctor_link){.file = reader->file,
                             .line = link->number,
                             .address = address,
                             .target = mem_string_n(target.data, target.len)};
}

void doctor_links_read(struct doctor *doctor, size_t file, struct view text)
{
    struct link_reader reader = {
        .doctor = doctor, .file = file, .first = doctor->link_count, .text = text};
    if (memmem(text.data, text.len, "[", 1))
        prose_links(text, link_take, &reader);
}

/* --- names --- */

struct name {
    char *fold;
    const char *said; /* a title, an alias, a file's name: what a link would say */
};

struct names {
    struct name *items;
    size_t count, cap;
    struct str stems; /* what `said` borrows from, but for titles: never grown while in use */
};

static void names_add(struct names *names, const char *said)
{
    struct str fold = {0};
    catalog_fold(&fold, view_of(said));
    if (fold.len)
        *ARRAY_PUSH(names->items, names->count, names->cap) =
            (struct name){.fold = str_take(&fold), .said = said};
    str_finish(&fold);
}

static int name_compare(const void *a, const void *b)
{
    const struct name *left = a, *right = b;
    int order = strcmp(left->fold, right->fold);
    return order ? order : strcmp(left->said, right->said);
}

static void names_make(struct names *names, const struct doctor *doctor)
{
    size_t room = 0;
    *names = (struct names){0};
    for (size_t i = 0; i < doctor->file_count; i++)
        room += path_stem(view_of(doctor->files[i].path)).len + 1;
    str_reserve(&names->stems, room);
    for (size_t i = 0; i < doctor->file_count; i++) {
        const struct doctor_file *file = &doctor->files[i];
        if (file->title)
            names_add(names, file->title);
        if (file->permalink)
            names_add(names, file->permalink);
        for (size_t at = 0; at < file->aliases.len; at += strlen(file->aliases.data + at) + 1)
            names_add(names, file->aliases.data + at);
        const char *said = names->stems.data + names->stems.len;
        str_add(&names->stems, path_stem(view_of(file->path)));
        str_add_char(&names->stems, '\0');
        names_add(names, said);
    }
    if (names->count)
        qsort(names->items, names->count, sizeof(*names->items), name_compare);
}

static void names_finish(struct names *names)
{
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i].fold);
    free(names->items);
    str_finish(&names->stems);
}

/* The first name that does not come before `fold`. */
static size_t names_at(const struct names *names, const char *fold)
{
    size_t low = 0, high = names->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(names->items[middle].fold, fold) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool names_have(const struct names *names, struct view target)
{
    struct str fold = {0};
    if (view_starts(target, "memory://"))
        target = view_slice(target, strlen("memory://"), target.len);
    catalog_fold(&fold, target);
    size_t at = names_at(names, str_text(&fold));
    bool have = at < names->count && strcmp(names->items[at].fold, str_text(&fold)) == 0;
    str_finish(&fold);
    return have;
}

/* Bytes to be put in, taken out, changed or exchanged with the next one (Damerau's distance, by the
 * usual table); more than `most` is `most` + 1. */
static unsigned name_distance(struct view a, struct view b, unsigned most)
{
    unsigned rows[3][NAME_MAX_BYTES + 1];
    size_t apart = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (apart > most || b.len > NAME_MAX_BYTES)
        return most + 1;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= a.len; i++) {
        unsigned *row = rows[i % 3], *above = rows[(i + 2) % 3], *two = rows[(i + 1) % 3];
        unsigned least = row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.len; j++) {
            unsigned best = above[j - 1] + (a.data[i - 1] != b.data[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
                a.data[i - 2] == b.data[j - 1] && two[j - 2] + 1 < best)
                best = two[j - 2] + 1;
            row[j] = best;
            least = best < least ? best : least;
        }
        if (least > most)
            return most + 1;
    }
    return rows[a.len % 3][b.len];
}

/* The one name that is near; NULL when there is none, or several files have one. */
static const char *names_near(const struct names *names, const struct catalog *catalog,
                              struct view target)
{
    struct str fold = {0}, begin = {0};
    const char *found = NULL, *found_path = NULL;
    catalog_fold(&fold, target);
    unsigned best = fold.len < 8 ? 1 : 2;
    if (fold.len > NEAR_BEGIN + 1 && fold.len <= NAME_MAX_BYTES) {
        str_add(&begin, view_slice(str_view(&fold), 0, NEAR_BEGIN));
        size_t at = names_at(names, str_text(&begin));
        for (size_t tried = 0; tried < NEAR_TRIED && at < names->count; tried++, at++) {
            const struct name *name = &names->items[at];
            if (strncmp(name->fold, str_text(&begin), NEAR_BEGIN) != 0)
                break;
            unsigned distance = name_distance(str_view(&fold), view_of(name->fold), best);
            const char *path =
                distance <= best ? catalog_resolve(catalog, view_of(name->said)) : NULL;
            if (!path)
                continue;
            if (distance < best || !found)
                found = name->said;
            else if (strcmp(path, found_path) != 0)
                found = "";
            else
                continue;
            best = distance;
            found_path = path;
        }
    }
    str_finish(&fold);
    str_finish(&begin);
    return found && *found ? found : NULL;
}

/* --- telling --- */

/* Where an address should lead: the one file of its name, wherever it lies now. */
static char *address_cure(const struct doctor *doctor, const char *from, struct view target)
{
    struct str path = {0}, way = {0}, out = {0};
    address_add_path(&path, view_of(from), target);
    const char *there = path_is_markdown(str_view(&path))
                            ? catalog_resolve(doctor->catalog, path_name(str_view(&path)))
                            : NULL;
    if (there) {
        address_add_relative(&way, view_of(from), view_of(there));
        address_encode(&out, str_view(&way), false);
    }
    str_finish(&path);
    str_finish(&way);
    return out.len ? str_take(&out) : NULL;
}

static bool on_disk(const struct doctor *doctor, const char *target)
{
    struct file_stamp stamp;
    return path_check(view_of(target), NULL) == STATUS_OK &&
           folder_stat(doctor->folder, target, &stamp, NULL) == STATUS_OK;
}

static bool may_stand(const char *with)
{
    return !strpbrk(with, "[]|#\n\r");
}

enum status doctor_links_tell(struct doctor *doctor, struct error *err)
{
    struct names names;
    enum status status = STATUS_OK;
    names_make(&names, doctor);
    for (size_t i = 0; i < doctor->link_count && status == STATUS_OK; i++) {
        const struct doctor_link *link = &doctor->links[i];
        struct view target = view_of(link->target);
        const char *from = doctor->files[link->file].path;
        char *with = NULL;
        if (doctor_cancelled(doctor))
            status = error_set(err, STATUS_CANCELLED, "stopped");
        if (!link->address && (names_have(&names, target) || on_disk(doctor, link->target)))
            continue;
        if (doctor->report->totals[DOCTOR_LINK] < DOCTOR_KEPT_MAX) {
            const char *near = link->address ? NULL : names_near(&names, doctor->catalog, target);
            with = link->address             ? address_cure(doctor, from, target)
                   : near && may_stand(near) ? mem_string(near)
                                             : NULL;
        }
        doctor_tell(doctor, &(struct doctor_problem){.kind = DOCTOR_LINK,
                                                     .cure = with ? CURE_ADDRESS : CURE_PERSON,
                                                     .path = (char *)from,
                                                     .what = link->target,
                                                     .with = with,
                                                     .address = link->address,
                                                     .line = link->line});
        free(with);
    }
    names_finish(&names);
    return status;
}

/* --- the cure --- */

struct link_changer {
    const struct doctor_problem *problem;
    struct view text;
    struct str *out;
    size_t done, count;
};

static void link_change(void *data, const struct prose_link *link)
{
    struct link_changer *changer = data;
    const struct doctor_problem *problem = changer->problem;
    if ((link->kind == PROSE_ADDRESS) != problem->address ||
        !view_is(view_slice(changer->text, link->from, link->to), problem->what))
        return;
    str_add(changer->out, view_slice(changer->text, changer->done, link->from));
    str_add_text(changer->out, problem->with);
    changer->done = link->to;
    changer->count++;
}

size_t doctor_links_change(const struct doctor_problem *problem, struct view text, struct str *out)
{
    struct link_changer changer = {.problem = problem, .text = text, .out = out};
    prose_links(text, link_change, &changer);
    str_add(out, view_slice(text, changer.done, text.len));
    return changer.count;
}
