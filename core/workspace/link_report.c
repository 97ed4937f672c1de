#include "core/workspace/link_report.h"

#include "core/base/memory.h"
#include "core/markdown/prose_link.h"
#include "core/text/utf8.h"
#include "core/workspace/akin.h"
#include "core/workspace/detail.h"

#include <stdlib.h>
#include <string.h>

/* The map says which files to read; what is told of a link was read just now, in prose and not in
 * code. Of many backlinks the newest LINK_ROWS_MAX files are read, the others only counted. */

enum { LINE_MAX = 300, TYPE_MAX = 40 };

#define REPORT_LIMIT ((size_t)8 << 20)

struct reporter {
    const struct link_map *map;
    const struct folder *folder;
    const atomic_bool *cancel;
    struct link_report *out;
    uint32_t node; /* of the file that it is about */
    bool known;
    const char *source; /* of the links that are read now, */
    struct view text;
    struct link_row found; /* a link to us, when another file is read */
    bool has_found;
};

static char *report_line(const struct reporter *reporter, const struct prose_link *link)
{
    struct view line =
        view_slice(reporter->text, link->line, view_find(reporter->text, link->line, '\n'));
    line = view_trim(line);
    if (line.len > LINE_MAX)
        line = view_slice(line, 0, utf8_floor(line, LINE_MAX));
    return mem_string_n(line.data, line.len);
}

/* `type` of `- type [[Target]]`, where the link is the first of its line; else "". */
static char *report_relation(const struct reporter *reporter, const struct prose_link *link)
{
    struct view before = view_trim(view_slice(reporter->text, link->line, link->outer));
    bool item = before.len > 1 && memchr("-*+", before.data[0], 3) && before.data[1] == ' ';
    before = view_trim(view_slice(before, 1, before.len));
    bool plain = item && before.len <= TYPE_MAX && !memchr(before.data, '[', before.len);
    return mem_string_n(before.data, plain ? before.len : 0);
}

static char *report_title(const struct search_doc *doc)
{
    struct str title = {0};
    if (*doc->title)
        str_add_text(&title, doc->title);
    else
        detail_add_name(&title, view_of(doc->path));
    return str_take(&title);
}

static void row_finish(struct link_row *row)
{
    free(row->path);
    free(row->title);
    free(row->relation);
    free(row->text);
}

static void report_add(struct link_report *report, struct link_row row)
{
    if (report->totals[row.group]++ < LINK_ROWS_MAX)
        *ARRAY_PUSH(report->rows, report->count, report->cap) = row;
    else
        row_finish(&row);
}

/* --- its own links --- */

/* A row that tells of such a link already: a relation tells of a plain link too, and one that is
 * told as a plain link becomes the relation that comes later. */
static bool report_has_own(struct link_report *report, const char *path, struct view target,
                           char **relation)
{
    for (size_t i = 0; i < report->count; i++) {
        struct link_row *row = &report->rows[i];
        bool same = path ? row->group == LINK_TO && strcmp(row->path, path) == 0
                         : row->group == LINK_MISSING && view_is(target, row->title);
        if (!same)
            continue;
        if (!**relation || strcmp(row->relation, *relation) == 0)
            return true;
        if (!*row->relation) {
            free(row->relation);
            row->relation = *relation;
            *relation = NULL;
            return true;
        }
    }
    return false;
}

static int by_number(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

static bool report_goes_back(const struct reporter *reporter, uint32_t other)
{
    size_t count;
    const uint32_t *nodes = link_map_links(reporter->map, reporter->node, true, &count);
    return reporter->known && bsearch(&other, nodes, count, sizeof(*nodes), by_number);
}

static void take_own(void *data, const struct prose_link *link)
{
    struct reporter *reporter = data;
    struct link_report *out = reporter->out;
    struct view target = view_slice(reporter->text, link->from, link->to);
    uint32_t node;
    if (link->kind != PROSE_WIKI || !target.len)
        return;
    const char *path = link_map_resolve(reporter->map, target, view_of(reporter->source));
    if (path && strcmp(path, reporter->source) == 0)
        return;
    char *relation = report_relation(reporter, link);
    bool known = report_has_own(out, path, target, &relation);
    struct link_row row = {.group = path ? LINK_TO : LINK_MISSING, .relation = relation};
    if (known) {
        row_finish(&row);
        return;
    }
    row.path = path ? mem_string(path) : NULL;
    row.text = path ? mem_string("") : report_line(reporter, link);
    row.line = path ? 0 : link->number;
    if (path && link_map_find(reporter->map, path, &node)) {
        struct search_doc doc = link_map_doc(reporter->map, node);
        row.title = report_title(&doc);
        row.mutual = report_goes_back(reporter, node);
    } else {
        row.title = mem_string_n(target.data, target.len);
    }
    report_add(out, row);
}

/* --- who links here --- */

static void take_back(void *data, const struct prose_link *link)
{
    struct reporter *reporter = data;
    struct view target = view_slice(reporter->text, link->from, link->to);
    if (link->kind != PROSE_WIKI || (reporter->has_found && *reporter->found.relation))
        return;
    const char *path = link_map_resolve(reporter->map, target, view_of(reporter->source));
    if (!path || strcmp(path, reporter->out->path) != 0)
        return;
    char *relation = report_relation(reporter, link);
    if (reporter->has_found && !*relation) {
        free(relation);
        return;
    }
    row_finish(&reporter->found);
    reporter->found = (struct link_row){.group = LINK_FROM,
                                        .relation = relation,
                                        .text = report_line(reporter, link),
                                        .line = link->number};
    reporter->has_found = true;
}

static void report_read_other(struct reporter *reporter, uint32_t node)
{
    struct search_doc doc = link_map_doc(reporter->map, node);
    struct str text = {0};
    if (folder_read(reporter->folder, doc.path, REPORT_LIMIT, &text, NULL, NULL) != STATUS_OK)
        goto out;
    reporter->source = doc.path;
    reporter->text = str_view(&text);
    reporter->has_found = false;
    reporter->found = (struct link_row){0};
    prose_links(reporter->text, take_back, reporter);
    if (!reporter->has_found)
        goto out;
    size_t count;
    const uint32_t *own = link_map_links(reporter->map, reporter->node, false, &count);
    reporter->found.path = mem_string(doc.path);
    reporter->found.title = report_title(&doc);
    reporter->found.mutual = bsearch(&node, own, count, sizeof(*own), by_number) != NULL;
    report_add(reporter->out, reporter->found);
out:
    str_finish(&text);
}

struct dated {
    int64_t time;
    uint32_t node;
};

static int by_age(const void *a, const void *b)
{
    const struct dated *left = a, *right = b;
    if (left->time != right->time)
        return left->time > right->time ? -1 : 1;
    return left->node < right->node ? -1 : left->node > right->node;
}

static enum status report_backlinks(struct reporter *reporter, struct error *err)
{
    size_t count, total;
    const uint32_t *nodes = link_map_links(reporter->map, reporter->node, true, &total);
    struct dated *newest = mem_zalloc(total + 1, sizeof(*newest));
    enum status status = STATUS_OK;
    for (size_t i = 0; i < total; i++)
        newest[i] = (struct dated){link_map_doc(reporter->map, nodes[i]).mtime, nodes[i]};
    qsort(newest, total, sizeof(*newest), by_age);
    count = total < LINK_ROWS_MAX ? total : LINK_ROWS_MAX;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        if (reporter->cancel && atomic_load_explicit(reporter->cancel, memory_order_relaxed))
            status = error_set(err, STATUS_CANCELLED, "stopped");
        else
            report_read_other(reporter, newest[i].node);
    }
    reporter->out->totals[LINK_FROM] += total - count;
    free(newest);
    return status;
}

/* --- all of it --- */

static bool report_is_linked(const struct reporter *reporter, uint32_t other)
{
    size_t in, out;
    const uint32_t *from = link_map_links(reporter->map, reporter->node, true, &in);
    const uint32_t *to = link_map_links(reporter->map, reporter->node, false, &out);
    return bsearch(&other, from, in, sizeof(*from), by_number) ||
           bsearch(&other, to, out, sizeof(*to), by_number);
}

/* Those that no link tells of. */
static enum status report_akin(struct reporter *reporter, struct view text, struct error *err)
{
    struct akin *akin;
    size_t count;
    enum status status = akin_find(reporter->map, reporter->out->path, text, 8 * LINK_AKIN_MAX,
                                   reporter->cancel, &akin, &count, err);
    for (size_t i = 0; i < count; i++) {
        if (reporter->out->totals[LINK_AKIN] == LINK_AKIN_MAX ||
            report_is_linked(reporter, akin[i].node)) {
            free(akin[i].shared);
            continue;
        }
        struct search_doc doc = link_map_doc(reporter->map, akin[i].node);
        report_add(reporter->out, (struct link_row){.group = LINK_AKIN,
                                                    .path = mem_string(doc.path),
                                                    .title = report_title(&doc),
                                                    .relation = mem_string(""),
                                                    .text = akin[i].shared});
    }
    free(akin);
    return status;
}

/* Relations before plain links, by type; else as they came. */
static bool stands_before(const struct link_row *a, const struct link_row *b)
{
    if (a->group != b->group)
        return a->group < b->group;
    if (a->group != LINK_TO)
        return false;
    if (!*a->relation || !*b->relation)
        return *a->relation && !*b->relation;
    return strcmp(a->relation, b->relation) < 0;
}

static void report_sort(struct link_report *report)
{
    for (size_t i = 1; i < report->count; i++) { /* stable; a few hundred rows */
        struct link_row row = report->rows[i];
        size_t at = i;
        for (; at > 0 && stands_before(&row, &report->rows[at - 1]); at--)
            report->rows[at] = report->rows[at - 1];
        report->rows[at] = row;
    }
}

enum status link_report_make(const struct link_map *map, const struct folder *folder,
                             const char *path, const atomic_bool *cancel, struct link_report *out,
                             struct error *err)
{
    struct reporter reporter = {.map = map, .folder = folder, .cancel = cancel, .out = out};
    struct str text = {0};
    *out = (struct link_report){.path = mem_string(path)};
    reporter.known = link_map_find(map, path, &reporter.node);
    enum status status = folder_read(folder, path, REPORT_LIMIT, &text, NULL, err);
    if (status != STATUS_OK)
        goto out;
    if (reporter.known)
        status = report_backlinks(&reporter, err);
    if (status != STATUS_OK)
        goto out;
    struct search_doc doc = {.path = path, .title = ""};
    if (reporter.known)
        doc = link_map_doc(map, reporter.node);
    out->title = report_title(&doc);
    reporter.source = path;
    reporter.text = str_view(&text);
    prose_links(reporter.text, take_own, &reporter);
    status = report_akin(&reporter, str_view(&text), err);
    report_sort(out);
out:
    if (status != STATUS_OK)
        link_report_finish(out);
    str_finish(&text);
    return status;
}

void link_report_finish(struct link_report *report)
{
    for (size_t i = 0; i < report->count; i++)
        row_finish(&report->rows[i]);
    free(report->rows);
    free(report->path);
    free(report->title);
    *report = (struct link_report){0};
}
