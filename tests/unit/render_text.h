#ifndef TESTS_UNIT_RENDER_TEXT_H
#define TESTS_UNIT_RENDER_TEXT_H

#include "core/markdown/render.h"
#include "tests/unit/test.h"

#include <stdlib.h>

/* The rows of `rendered`, a LF behind each. The caller frees. */
static inline char *rows_text(const struct rendered *rendered)
{
    struct str text = {0};
    for (size_t i = 0; i < rendered->page.row_count; i++) {
        page_add_row_text(&rendered->page, i, &text);
        str_add_char(&text, '\n');
    }
    str_add_text(&text, "");
    return text.data ? str_take(&text) : calloc(1, 1);
}

static inline void assert_renders(const char *source, unsigned cols, const char *want)
{
    struct render_options options = {.cols = cols};
    struct rendered rendered;
    assert_int_equal(render_markdown(view_of(source), &options, &rendered, NULL), STATUS_OK);
    char *text = rows_text(&rendered);
    assert_string_equal(text, want);
    free(text);
    render_finish(&rendered);
}

#endif
