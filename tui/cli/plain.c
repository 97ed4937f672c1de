#include "tui/cli/plain.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/workspace/detail.h"

#include <string.h>

enum { PIECE = 1 << 16 }; /* bytes written at once: a page of any size needs no copy */

/* The SGR parameter of each role; NULL is the terminal's own look. */
static const char *const plain_colors[ROLE_COUNT] = {
    [ROLE_DIM] = ";2",      [ROLE_ACCENT] = ";34",   [ROLE_RULE] = ";2",    [ROLE_HEADING] = ";34",
    [ROLE_CODE] = ";32",    [ROLE_QUOTE] = ";36",    [ROLE_LIST] = ";31",   [ROLE_LINK] = ";34",
    [ROLE_ADDRESS] = ";2",  [ROLE_DANGLING] = ";31", [ROLE_DONE] = ";2",    [ROLE_KEY] = ";33",
    [ROLE_KEYWORD] = ";35", [ROLE_STRING] = ";32",   [ROLE_COMMENT] = ";2", [ROLE_NUMBER] = ";33",
    [ROLE_ADDED] = ";32",   [ROLE_REMOVED] = ";31",  [ROLE_HUNK] = ";36",   [ROLE_AUTHOR] = ";36",
    [ROLE_COMMIT] = ";33",  [ROLE_DATE] = ";2",      [ROLE_GOOD] = ";32",   [ROLE_WARNING] = ";33",
    [ROLE_ERROR] = ";31",   [ROLE_MARK] = ";7",
};

static void plain_add_style(struct str *out, const struct page_span *span)
{
    static const struct {
        unsigned attr;
        const char *code;
    } attrs[] = {{STYLE_BOLD, ";1"},
                 {STYLE_ITALIC, ";3"},
                 {STYLE_UNDERLINE, ";4"},
                 {STYLE_STRIKE, ";9"},
                 {STYLE_REVERSE, ";7"}};
    str_add(out, VIEW("\033[0"));
    if (plain_colors[span->role])
        str_add_text(out, plain_colors[span->role]);
    for (size_t i = 0; i < ARRAY_LEN(attrs); i++)
        if (span->attrs & attrs[i].attr)
            str_add_text(out, attrs[i].code);
    str_add_char(out, 'm');
}

static bool plain_is_styled(const struct page_span *span)
{
    return span->attrs || plain_colors[span->role];
}

static void plain_add_row(struct str *out, const struct page *page, size_t row, bool color)
{
    size_t count, start = out->len;
    const struct page_span *spans = page_row_spans(page, row, &count);
    for (size_t i = 0; i < count; i++) {
        bool styled = color && plain_is_styled(&spans[i]);
        if (styled)
            plain_add_style(out, &spans[i]);
        str_add(out, page_span_text(page, &spans[i]));
        if (styled)
            str_add(out, VIEW("\033[0m"));
    }
    while (out->len > start && out->data[out->len - 1] == ' ')
        out->data[--out->len] = '\0';
    str_add_char(out, '\n');
}

bool plain_write_page(FILE *file, const struct page *page, bool color)
{
    struct str out = {0};
    bool ok = true;
    str_reserve(&out, 2 * PIECE);
    for (size_t row = 0; row < page->row_count && ok; row++) {
        plain_add_row(&out, page, row, color);
        if (out.len >= PIECE || row + 1 == page->row_count) {
            ok = fwrite(out.data, 1, out.len, file) == out.len;
            str_clear(&out);
        }
    }
    str_finish(&out);
    return ok;
}

static void plain_add_section(struct str *out, const struct workspace *ws, enum section_kind kind,
                              const char *title)
{
    const struct section *section = &ws->catalog->sections[kind];
    str_addf(out, "\n%s (%zu)\n", title, section->count);
    if (section->count == 0)
        str_add_text(out, "  nothing yet\n");
    for (size_t i = 0; i < section->count; i++) {
        struct detail detail;
        struct error err;
        const char *path = section->entries[i].path;
        enum status status = detail_read(&ws->folder, path, kind, &detail, &err);
        str_add_text(out, "  ");
        cluster_add_shown(out, view_of(detail.title));
        str_add_text(out, "  [");
        cluster_add_shown(out, view_of(path));
        str_add_char(out, ']');
        if (status != STATUS_OK) {
            str_add_text(out, "  not readable: ");
            cluster_add_shown(out, view_of(err.text));
        }
        str_add_char(out, '\n');
        detail_finish(&detail);
    }
}

static void plain_add_todo(struct str *out, const struct workspace *ws)
{
    static const char marks[] = " /x-";
    const struct todo_list *todo = &ws->todo;
    str_addf(out, "\nTodo (%zu done, %zu open)\n", todo->done, todo->open);
    if (ws->todo_problem) {
        str_add_text(out, "  not readable: ");
        cluster_add_shown(out, view_of(ws->todo_problem));
        str_add_char(out, '\n');
    } else if (todo->count == 0) {
        str_add_text(out, "  nothing to do\n");
    }
    for (size_t i = 0; i < todo->count; i++) {
        const struct todo_item *item = &todo->items[i];
        str_addf(out, "  %2zu ", i + 1);
        str_add_many(out, ' ', (item->depth > 20 ? 20 : item->depth) * 2);
        str_addf(out, "[%c] ", marks[item->state]);
        cluster_add_shown(out, todo_words(todo, i));
        str_add_char(out, '\n');
    }
}

void plain_add_status(struct str *out, const struct workspace *ws, const char *branch)
{
    cluster_add_shown(out, view_of(ws->name));
    if (branch) {
        str_add_text(out, "  branch ");
        cluster_add_shown(out, view_of(branch));
    } else {
        str_add_text(out, "  without history: palimpsest init makes one");
    }
    str_add_char(out, '\n');
    plain_add_section(out, ws, SECTION_SELF, "Self");
    plain_add_todo(out, ws);
    plain_add_section(out, ws, SECTION_MEMORY, "Memory");
    plain_add_section(out, ws, SECTION_DRAFTS, "Drafts");
    plain_add_section(out, ws, SECTION_FILES, "Files");
}
