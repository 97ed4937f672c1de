#include "core/workspace/replace.h"

#include "core/base/memory.h"
#include "core/text/pattern.h"

#include <stdlib.h>
#include <string.h>

/* A file on which the pattern takes too much work is left out whole: half of it changed would be
 * worse than none. */

enum { FIND_MS = 80, SLOW_MAX = 16 };

struct replacer {
    struct pattern *pattern;
    const struct replace_request *request;
    const atomic_bool *cancel;
    struct replace_plan *plan;
};

void replace_plan_finish(struct replace_plan *plan)
{
    for (size_t i = 0; i < plan->file_count; i++) {
        free(plan->files[i].path);
        str_finish(&plan->files[i].text);
    }
    for (size_t i = 0; i < plan->hit_count; i++)
        free(plan->hits[i].with);
    free(plan->files);
    free(plan->hits);
    free(plan->left_out);
    *plan = (struct replace_plan){0};
}

static enum status make_pattern(struct view what, struct view with, struct pattern **out,
                                struct error *err)
{
    if (!what.len)
        return error_set(err, STATUS_INVALID, "replace what?");
    enum status status = pattern_new(what, PATTERN_SMART_CASE, out, err);
    if (status == STATUS_OK)
        status = pattern_expand(*out, VIEW(""), with, NULL, err);
    if (status == STATUS_OK)
        pattern_limit_time(*out, FIND_MS);
    return status;
}

enum status replace_check(struct view what, struct view with, struct error *err)
{
    struct pattern *pattern = NULL;
    enum status status = make_pattern(what, with, &pattern, err);
    pattern_free(pattern);
    return status;
}

static void leave_out(struct replace_plan *plan, size_t *count, const char *path)
{
    ++*count;
    if (!plan->left_out)
        plan->left_out = mem_string(path);
}

static bool is_cancelled(const struct replacer *replacer)
{
    return replacer->cancel && atomic_load_explicit(replacer->cancel, memory_order_relaxed);
}

static void drop_hits(struct replace_plan *plan, size_t from)
{
    while (plan->hit_count > from)
        free(plan->hits[--plan->hit_count].with);
}

/* Keeps the hit [start, end) unless it changes nothing. */
static enum status take_hit(struct replacer *replacer, struct view text, size_t start, size_t end,
                            unsigned line, struct error *err)
{
    struct replace_plan *plan = replacer->plan;
    struct str with = {0};
    enum status status =
        pattern_expand(replacer->pattern, text, replacer->request->with, &with, err);
    if (status == STATUS_OK && !view_equal(str_view(&with), view_slice(text, start, end)))
        *ARRAY_PUSH(plan->hits, plan->hit_count, plan->hit_cap) =
            (struct replace_hit){.file = plan->file_count,
                                 .start = start,
                                 .end = end,
                                 .line = line,
                                 .with = with.data ? str_take(&with) : mem_string("")};
    str_finish(&with);
    return status;
}

/* STATUS_ABSENT when all of the text has been looked at. */
static enum status find_in(struct replacer *replacer, struct view text, struct error *err)
{
    struct replace_plan *plan = replacer->plan;
    size_t from = 0, start, end, counted = 0;
    unsigned line = 1;
    for (;;) {
        if (is_cancelled(replacer))
            return error_set(err, STATUS_CANCELLED, "stopped");
        enum status status = pattern_find(replacer->pattern, text, from, &start, &end, err);
        if (status != STATUS_OK)
            return status;
        if (end == start) { /* as in the editor, nothing is no hit */
            from = end + 1;
            if (from > text.len)
                return STATUS_ABSENT;
            continue;
        }
        if (plan->hit_count == REPLACE_HITS_MAX) {
            plan->more = true;
            return STATUS_ABSENT;
        }
        for (; counted < start; counted++)
            line += text.data[counted] == '\n';
        status = take_hit(replacer, text, start, end, line, err);
        if (status != STATUS_OK)
            return status;
        from = end;
    }
}

static enum status look_at(struct replacer *replacer, const struct folder *folder, const char *path,
                           struct error *err)
{
    struct replace_plan *plan = replacer->plan;
    struct str text = {0};
    size_t first = plan->hit_count;
    enum status status = folder_read(folder, path, REPLACE_TEXT_MAX, &text, NULL, NULL);
    if (status != STATUS_OK) {
        leave_out(plan, status == STATUS_LIMIT ? &plan->large : &plan->unread, path);
        str_finish(&text);
        return STATUS_OK;
    }
    plan->searched++;
    status = find_in(replacer, str_view(&text), err);
    if (status == STATUS_LIMIT) {
        drop_hits(plan, first);
        leave_out(plan, &plan->slow, path);
        if (plan->slow < SLOW_MAX)
            status = STATUS_ABSENT;
    }
    if (status == STATUS_ABSENT && plan->hit_count > first) {
        *ARRAY_PUSH(plan->files, plan->file_count, plan->file_cap) =
            (struct replace_file){.path = mem_string(path),
                                  .text = text,
                                  .first = first,
                                  .count = plan->hit_count - first};
        text = (struct str){0};
    }
    str_finish(&text);
    return status == STATUS_ABSENT ? STATUS_OK : status;
}

enum status replace_find(const struct folder *folder, const struct catalog *catalog,
                         const struct replace_request *request, const atomic_bool *cancel,
                         atomic_size_t *seen, struct replace_plan *out, struct error *err)
{
    struct replacer replacer = {.request = request, .cancel = cancel, .plan = out};
    *out = (struct replace_plan){0};
    enum status status = make_pattern(request->what, request->with, &replacer.pattern, err);
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        const struct section *section = &catalog->sections[i];
        for (size_t j = 0; status == STATUS_OK && j < section->count && !out->more; j++) {
            const char *path = section->entries[j].path;
            if (!request->skip || strcmp(path, request->skip) != 0)
                status = look_at(&replacer, folder, path, err);
            if (status == STATUS_OK && is_cancelled(&replacer))
                status = error_set(err, STATUS_CANCELLED, "stopped");
            if (seen)
                atomic_fetch_add_explicit(seen, 1, memory_order_relaxed);
        }
    }
    pattern_free(replacer.pattern);
    if (status != STATUS_OK)
        replace_plan_finish(out);
    return status;
}

/* --- what is meant --- */

static size_t meant_in(const struct replace_plan *plan, const struct replace_file *file)
{
    size_t count = 0;
    for (size_t i = file->first; i < file->first + file->count; i++)
        count += !plan->hits[i].off;
    return count;
}

size_t replace_meant(const struct replace_plan *plan, size_t *files)
{
    size_t hits = 0;
    *files = 0;
    for (size_t i = 0; i < plan->file_count; i++) {
        size_t count = meant_in(plan, &plan->files[i]);
        hits += count;
        *files += count > 0;
    }
    return hits;
}

void replace_change(const struct replace_plan *plan, const struct replace_request *request,
                    struct change_set *set)
{
    size_t files, hits = replace_meant(plan, &files);
    for (size_t i = 0; i < plan->file_count; i++) {
        const struct replace_file *file = &plan->files[i];
        struct view old = str_view(&file->text);
        struct str new = {0};
        size_t done = 0;
        for (size_t j = file->first; j < file->first + file->count; j++) {
            const struct replace_hit *hit = &plan->hits[j];
            if (hit->off)
                continue;
            str_add(&new, view_slice(old, done, hit->start));
            str_add_text(&new, hit->with);
            done = hit->end;
        }
        str_add(&new, view_slice(old, done, old.len));
        if (meant_in(plan, file))
            change_set_write(set, file->path, &old, str_view(&new));
        str_finish(&new);
    }
    change_set_subject(set, "replace: %zu in %zu file%s, \"%.*s\" with \"%.*s\"", hits, files,
                       files == 1 ? "" : "s", (int)request->what.len, request->what.data,
                       (int)request->with.len, request->with.data);
}
