#include "core/text/line_diff.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Lines past this many are taken as one. */
#define LINES_MAX (INTERN_MAX / 2)

void line_table_make(struct view text, struct line_table *out)
{
    size_t count = 0, cap = 0, pos = 0;
    *out = (struct line_table){.text = text};
    while (pos < text.len) {
        *ARRAY_PUSH(out->starts, count, cap) = pos;
        const char *end = memchr(text.data + pos, '\n', text.len - pos);
        pos = end && count < LINES_MAX ? (size_t)(end - text.data) + 1 : text.len;
    }
    out->count = count;
    *ARRAY_PUSH(out->starts, count, cap) = text.len;
}

struct view line_table_span(const struct line_table *lines, size_t first, size_t count)
{
    return view_slice(lines->text, lines->starts[first], lines->starts[first + count]);
}

bool line_table_is_blank(const struct line_table *lines, size_t line)
{
    return view_trim(line_table_span(lines, line, 1)).len == 0;
}

void line_table_finish(struct line_table *lines)
{
    free(lines->starts);
    *lines = (struct line_table){0};
}

uint32_t *line_table_symbols(const struct line_table *lines, struct intern *intern)
{
    uint32_t *symbols = mem_zalloc(lines->count + 1, sizeof(*symbols));
    for (size_t i = 0; i < lines->count; i++)
        symbols[i] = intern_add(intern, line_table_span(lines, i, 1));
    return symbols;
}

void line_diff_make(struct view old, struct view new, struct line_diff *out)
{
    *out = (struct line_diff){0};
    struct intern intern = {0};
    line_table_make(old, &out->old);
    line_table_make(new, &out->new);
    uint32_t *old_symbols = line_table_symbols(&out->old, &intern);
    uint32_t *new_symbols = line_table_symbols(&out->new, &intern);
    size_t budget = compare_budget(out->old.count + out->new.count);
    compare_symbols((struct compare_side){old_symbols, out->old.count},
                    (struct compare_side){new_symbols, out->new.count}, intern.count, &budget,
                    &out->edits);
    for (size_t i = 0; i < out->edits.count; i++) {
        out->removed += out->edits.items[i].old_count;
        out->added += out->edits.items[i].new_count;
    }
    free(old_symbols);
    free(new_symbols);
    intern_finish(&intern);
}

void line_diff_finish(struct line_diff *diff)
{
    line_table_finish(&diff->old);
    line_table_finish(&diff->new);
    compare_edits_finish(&diff->edits);
    *diff = (struct line_diff){0};
}

void line_diff_add_summary(struct str *out, const struct line_diff *diff)
{
    str_addf(out, "(+%zu -%zu)", diff->added, diff->removed);
}
