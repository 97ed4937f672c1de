#include "tui/term/key.h"

#include "tests/fuzz/fuzz.h"

static size_t take_all(struct key_decoder *decoder)
{
    struct input input;
    size_t count = 0;
    while (key_decoder_next(decoder, &input)) {
        if (input.kind == INPUT_KEY) {
            struct str name = {0};
            struct key key;
            key_add_name(&name, input.key);
            if (key_parse(str_view(&name), &key))
                fuzz_check(key_equal(key, input.key));
            str_finish(&name);
        }
        str_finish(&input.paste);
        count++;
    }
    return count;
}

/* The same bytes whole and one by one: never more inputs than bytes, and none held for ever. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view bytes = view_from((const char *)data, size);
    struct key_decoder whole = {0}, slow = {0};
    size_t count = 0;
    key_decoder_add(&whole, bytes);
    count = take_all(&whole);
    for (size_t i = 0; i < size; i++) {
        key_decoder_add(&slow, view_slice(bytes, i, i + 1));
        take_all(&slow);
    }
    for (size_t i = 0; i <= size && key_decoder_flush(&whole); i++)
        count += take_all(&whole);
    fuzz_check(count <= size);
    key_decoder_finish(&whole);
    key_decoder_finish(&slow);
    return 0;
}
