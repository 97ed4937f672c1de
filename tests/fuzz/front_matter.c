#include "core/markdown/front_matter.h"

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view source = view_from((const char *)data, size);
    struct front_matter front;
    size_t extent = front_matter_extent(source);
    fuzz_check(extent <= size);
    front_matter_read(source, &front);
    fuzz_check(front.body <= size);
    fuzz_check(!front.fields || front.body == extent);
    fuzz_check(front.from <= front.to && front.to <= front.body);
    fuzz_check(!front.fields || front.fields->kind == YAML_MAPPING);
    front_matter_finish(&front);
    return 0;
}
