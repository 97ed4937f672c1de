#include "core/markdown/render.h"

#include "core/text/utf8.h"
#include "tests/fuzz/fuzz.h"

static void check_page(const struct rendered *rendered)
{
    fuzz_check(fuzz_is_shown(str_view(&rendered->page.text)));
    fuzz_check(utf8_is_valid(str_view(&rendered->page.text)));
    for (size_t row = 0; row < rendered->page.row_count; row++) {
        size_t count;
        const struct page_span *spans = page_row_spans(&rendered->page, row, &count);
        for (size_t i = 0; i < count; i++)
            fuzz_check(spans[i].link <= rendered->link_count);
    }
    for (size_t i = 0; i < rendered->heading_count; i++)
        fuzz_check(rendered->headings[i].row < rendered->page.row_count);
}

/* The first byte is the width; its top bit asks for the source view. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    struct view source = view_from((const char *)data + 1, size - 1);
    struct render_options options = {.cols = data[0] & 0x7F, .source = data[0] & 0x80};
    struct rendered rendered = {0};
    struct error err;
    fuzz_check(render_markdown(source, &options, &rendered, &err) == STATUS_OK);
    check_page(&rendered);
    render_finish(&rendered);
    size_t part = render_first_part(source, 16);
    fuzz_check(part <= source.len && (part > 0 || source.len == 0));
    (void)render_count_words(source);
    return 0;
}
