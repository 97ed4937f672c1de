/* Wiki links and addresses: what is told stands in the text, in order, and within one line. */
#include "core/markdown/prose_link.h"

#include "tests/fuzz/fuzz.h"

#include <string.h>

struct seen {
    struct view text;
    size_t at;
};

static void check_link(void *data, const struct prose_link *link)
{
    struct seen *seen = data;
    fuzz_check(link->line <= link->from && link->from < link->to && link->to <= seen->text.len);
    fuzz_check(link->from >= seen->at);
    fuzz_check(!memchr(seen->text.data + link->line, '\n', link->to - link->line));
    if (link->kind == PROSE_WIKI) {
        fuzz_check(link->outer + 2 <= link->from && link->to + 2 <= link->outer_end);
        fuzz_check(view_starts(view_slice(seen->text, link->outer, seen->text.len), "[["));
        fuzz_check(view_ends(view_slice(seen->text, 0, link->outer_end), "]]"));
    }
    seen->at = link->to;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct seen seen = {.text = view_from((const char *)data, size)};
    prose_links(seen.text, check_link, &seen);
    return 0;
}
