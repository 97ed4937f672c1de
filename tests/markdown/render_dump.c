#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/markdown/render.h"
#include "core/markdown/source.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the tests of this folder look through. Requests come on stdin, `MODE COLS LENGTH\n` and then
 * LENGTH bytes of source; each is answered by `LENGTH MILLISECONDS\n` and LENGTH bytes. The
 * milliseconds are those of rendering alone.
 *
 * MODE: text    the rows, without styles
 *       runs    the rows as annotated runs, and then what else was found
 *       source  the source view, as runs
 *       code-L  a file in language L, as runs
 *       size    only "rows bytes widest" and the notice, for pages that are too large to look at
 *       html    what libcmark makes of it */

static const char *const role_names[ROLE_COUNT] = {
    [ROLE_TEXT] = "text",         [ROLE_DIM] = "dim",           [ROLE_ACCENT] = "accent",
    [ROLE_RULE] = "rule",         [ROLE_TITLE] = "title",       [ROLE_HEADING] = "heading",
    [ROLE_EMPHASIS] = "emphasis", [ROLE_STRONG] = "strong",     [ROLE_CODE] = "code",
    [ROLE_QUOTE] = "quote",       [ROLE_LIST] = "list",         [ROLE_LINK] = "link",
    [ROLE_ADDRESS] = "address",   [ROLE_DANGLING] = "dangling", [ROLE_DONE] = "done",
    [ROLE_KEY] = "key",           [ROLE_KEYWORD] = "keyword",   [ROLE_STRING] = "string",
    [ROLE_COMMENT] = "comment",   [ROLE_NUMBER] = "number",     [ROLE_ADDED] = "added",
    [ROLE_REMOVED] = "removed",   [ROLE_HUNK] = "hunk",         [ROLE_AUTHOR] = "author",
    [ROLE_COMMIT] = "commit",     [ROLE_DATE] = "date",         [ROLE_GOOD] = "good",
    [ROLE_WARNING] = "warning",   [ROLE_ERROR] = "error",       [ROLE_MARK] = "mark",
};

static const char *const link_names[] = {
    [LINK_WEB] = "web",           [LINK_FILE] = "file",   [LINK_WIKI] = "wiki",
    [LINK_FOOTNOTE] = "footnote", [LINK_IMAGE] = "image",
};

static void add_attrs(struct str *out, unsigned attrs)
{
    static const char *const names[] = {"bold", "italic", "underline", "strike", "reverse"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++)
        if (attrs & (1u << i))
            str_addf(out, "+%s", names[i]);
}

static void add_escaped(struct str *out, struct view text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("{|}\\", text.data[i]))
            str_add_char(out, '\\');
        str_add_char(out, text.data[i]);
    }
}

/* `{role+attrs#link|text}`; plain text bare. */
static void add_run(struct str *out, const struct page *page, const struct page_span *span)
{
    struct view text = page_span_text(page, span);
    bool bare = span->role == ROLE_TEXT && span->attrs == 0 && span->link == 0;
    if (!bare) {
        str_addf(out, "{%s", role_names[span->role]);
        add_attrs(out, span->attrs);
        if (span->link)
            str_addf(out, "#%u", span->link);
        str_add_char(out, '|');
    }
    add_escaped(out, text);
    if (!bare)
        str_add_char(out, '}');
}

static void add_found(struct str *out, const struct rendered *page)
{
    str_addf(out, "-- %zu words, body at row %zu\n", page->words, page->body_row);
    if (page->notice)
        str_addf(out, "-- notice: %s\n", page->notice);
    for (size_t i = 0; i < page->heading_count; i++)
        str_addf(out, "-- heading %u at row %u: %s\n", page->headings[i].level,
                 page->headings[i].row, page->headings[i].text);
    for (size_t i = 0; i < page->link_count; i++)
        str_addf(out, "-- link %zu at row %u: %s %s%s\n", i + 1, page->links[i].row,
                 link_names[page->links[i].kind], page->links[i].target,
                 page->links[i].dangling ? " (dangling)" : "");
}

static void add_rows(struct str *out, const struct page *page, bool runs)
{
    for (size_t row = 0; row < page->row_count; row++) {
        size_t count;
        const struct page_span *spans = page_row_spans(page, row, &count);
        for (size_t i = 0; runs && i < count; i++)
            add_run(out, page, &spans[i]);
        if (!runs)
            page_add_row_text(page, row, out);
        str_add_char(out, '\n');
    }
}

static bool target_exists(void *data, struct view target)
{
    (void)data;
    return view_find(target, 0, '?') == target.len;
}

static enum status dump_render(const char *mode, struct view source, unsigned cols,
                               struct rendered *page, struct error *err)
{
    struct render_options options = {.cols = cols, .exists = target_exists};
    if (strcmp(mode, "source") == 0)
        return source_render(source, VIEW("markdown"), &options, page, err);
    if (strncmp(mode, "code-", 5) == 0)
        return render_code(source, view_of(mode + 5), &options, page, err);
    return render_markdown(source, &options, page, err);
}

static bool dump_answer(const char *mode, struct view source, unsigned cols, struct str *out,
                        int64_t *milliseconds)
{
    if (strcmp(mode, "html") == 0) {
        char *html = cmark_markdown_to_html(source.data, source.len, CMARK_OPT_UNSAFE);
        str_add_text(out, html);
        free(html);
        return true;
    }
    struct rendered page;
    struct error err;
    int64_t start = clock_ticks();
    if (dump_render(mode, source, cols, &page, &err) != STATUS_OK) {
        fprintf(stderr, "render_dump: %s\n", err.text);
        return false;
    }
    *milliseconds = clock_ticks() - start;
    if (strcmp(mode, "size") == 0) {
        str_addf(out, "%zu %zu %u\n%s\n", page.page.row_count, page.page.text.len, page.page.widest,
                 page.notice ? page.notice : "");
    } else {
        add_rows(out, &page.page, strcmp(mode, "text") != 0);
        if (strcmp(mode, "text") != 0)
            add_found(out, &page);
    }
    render_finish(&page);
    return true;
}

int main(void)
{
    char mode[32];
    unsigned cols;
    size_t len;
    while (scanf("%31s %u %zu", mode, &cols, &len) == 3 && getchar() == '\n') {
        char *source = mem_alloc(len + 1);
        if (fread(source, 1, len, stdin) != len)
            return 2;
        struct str out = {0};
        int64_t milliseconds = 0;
        bool done = dump_answer(mode, view_from(source, len), cols, &out, &milliseconds);
        printf("%zu %lld\n", out.len, (long long)milliseconds);
        fwrite(str_text(&out), 1, out.len, stdout);
        fflush(stdout);
        str_finish(&out);
        free(source);
        if (!done)
            return 1;
    }
    return 0;
}
