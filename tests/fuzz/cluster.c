#include "core/text/cluster.h"

#include "core/text/utf8.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view text = view_from((const char *)data, size);
    struct str shown = {0}, again = {0}, clipped = {0};
    struct cluster cluster;
    size_t width = 0;
    for (size_t pos = 0, next; pos < size; pos = next) {
        next = cluster_next(text, pos, &cluster);
        fuzz_check(next > pos && next <= size);
        fuzz_check(cluster.width > 0 && cluster.len < CLUSTER_TEXT_MAX);
        fuzz_check(cluster.text[cluster.len] == '\0');
        fuzz_check(cluster_previous(text, next) < next);
        width += cluster.width;
    }
    cluster_add_shown(&shown, text);
    fuzz_check(utf8_is_valid(str_view(&shown)) && fuzz_is_shown(str_view(&shown)));
    fuzz_check(cluster_width(text) == width);
    cluster_add_shown(&again, str_view(&shown));
    fuzz_check(view_equal(str_view(&again), str_view(&shown)));
    cluster_add_clipped(&clipped, text, 5);
    fuzz_check(cluster_width(str_view(&clipped)) <= 5);
    str_finish(&shown);
    str_finish(&again);
    str_finish(&clipped);
    return 0;
}
