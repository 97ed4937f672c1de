#include "core/text/yaml.h"

#include "tests/fuzz/fuzz.h"

/* Every node stands in the text, and inside its parent's beginning. */
static void check_places(const struct yaml_node *node, size_t from, size_t size)
{
    fuzz_check(node->from >= from && node->from <= node->to && node->to <= size);
    for (size_t i = 0; i < node->count; i++)
        check_places(&node->children[i], node->from, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct yaml_node *node = NULL;
    struct error err = {0};
    if (yaml_parse(view_from((const char *)data, size), &node, &err) == STATUS_OK) {
        fuzz_check(node);
        fuzz_check(yaml_get(node, "name") == NULL || node->kind == YAML_MAPPING);
        check_places(node, 0, size);
        yaml_node_free(node);
    } else {
        fuzz_check(err.text[0]);
    }
    return 0;
}
