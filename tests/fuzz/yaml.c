#include "core/text/yaml.h"

#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct yaml_node *node = NULL;
    struct error err = {0};
    if (yaml_parse(view_from((const char *)data, size), &node, &err) == STATUS_OK) {
        fuzz_check(node);
        fuzz_check(yaml_get(node, "name") == NULL || node->kind == YAML_MAPPING);
        yaml_node_free(node);
    } else {
        fuzz_check(err.text[0]);
    }
    return 0;
}
