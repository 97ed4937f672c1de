#include "tui/change_render.h"
#include "tui/diff_ink.h"

#include <stdlib.h>

static void copy_row(struct page *page, const struct page *from, size_t row)
{
    size_t count;
    const struct page_span *spans = page_row_spans(from, row, &count);
    for (size_t i = 0; i < count; i++)
        page_add(page, page_span_text(from, &spans[i]), (enum role)spans[i].role, spans[i].attrs,
                 0);
}

void diff_render_add(struct page *page, const struct diff_file *file, unsigned cols)
{
    const struct render_options options = {.cols = cols, .hide_front_matter = true};
    struct rendered rendered;
    bool *changed, before = false;
    if (change_render(str_view(&file->old_text), str_view(&file->new_text), true, &options,
                      &rendered, &changed) != STATUS_OK)
        return;
    page_end_row(page, 0);
    for (size_t row = 0; row < rendered.page.row_count; row++) {
        copy_row(page, &rendered.page, row);
        page_end_row(page, changed[row] && !before);
        before = changed[row];
    }
    free(changed);
    render_finish(&rendered);
}
