#include "core/store/log_graft.h"

#include "core/base/memory.h"
#include "core/store/folder.h"

#include <stdlib.h>
#include <string.h>

#define FILE_LIMIT ((size_t)16 << 20)

static int graft_order(const void *a, const void *b)
{
    return git_oid_cmp(&((const struct log_graft *)a)->id, &((const struct log_graft *)b)->id);
}

/* "ID PARENT PARENT…"; of .git/shallow the id alone. */
static bool read_line(struct log_grafts *grafts, struct view line)
{
    struct log_graft graft = {.first = grafts->parent_count};
    line = view_trim(line);
    for (size_t at = 0; at <= line.len; at += GIT_OID_HEXSZ + 1) {
        git_oid id;
        if (line.len - at < GIT_OID_HEXSZ ||
            git_oid_fromstrn(&id, line.data + at, GIT_OID_HEXSZ) < 0 ||
            (at + GIT_OID_HEXSZ < line.len && line.data[at + GIT_OID_HEXSZ] != ' '))
            return false;
        if (at == 0)
            graft.id = id;
        else
            *ARRAY_PUSH(grafts->parents, grafts->parent_count, grafts->parent_cap) = id;
    }
    graft.count = grafts->parent_count - graft.first;
    *ARRAY_PUSH(grafts->items, grafts->count, grafts->cap) = graft;
    return true;
}

static enum status read_file(const struct folder *folder, const char *name,
                             struct log_grafts *grafts, struct error *err)
{
    struct str text = {0};
    enum status status = folder_read(folder, name, FILE_LIMIT, &text, NULL, err);
    struct view rest = str_view(&text), line;
    while (status == STATUS_OK && view_line(&rest, &line))
        if (line.len > 0 && line.data[0] != '#' && !read_line(grafts, line))
            status = error_set(err, STATUS_INVALID,
                               ".git/%s is no list of commits: history is not read", name);
    str_finish(&text);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

enum status log_grafts_read(const char *git_path, struct log_grafts *out, struct error *err)
{
    struct folder folder;
    *out = (struct log_grafts){0};
    enum status status = folder_open(git_path, &folder, err);
    if (status != STATUS_OK)
        return status;
    status = read_file(&folder, "shallow", out, err);
    if (status == STATUS_OK)
        status = read_file(&folder, "info/grafts", out, err);
    folder_close(&folder);
    if (status != STATUS_OK)
        log_grafts_finish(out);
    else if (out->count > 1)
        qsort(out->items, out->count, sizeof(*out->items), graft_order);
    return status;
}

const struct log_graft *log_grafts_find(const struct log_grafts *grafts, const git_oid *id)
{
    struct log_graft key = {.id = *id};
    if (grafts->count == 0)
        return NULL;
    return bsearch(&key, grafts->items, grafts->count, sizeof(key), graft_order);
}

void log_grafts_finish(struct log_grafts *grafts)
{
    free(grafts->items);
    free(grafts->parents);
    *grafts = (struct log_grafts){0};
}
