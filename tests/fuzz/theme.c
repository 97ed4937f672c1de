#include "tui/term/theme.h"

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct theme theme = {0};
    struct error err = {0};
    if (theme_parse(view_from((const char *)data, size), "name", &theme, &err) == STATUS_OK) {
        fuzz_check(theme.name && theme.title);
        theme_finish(&theme);
    } else {
        fuzz_check(err.text[0]);
    }
    return 0;
}
