#include "core/store/path_index_parts.h"
#include "core/text/hash.h"

#include "tests/fuzz/fuzz.h"

/* The file of a path index with the right head and a right sum over its one block, which is the
 * input: what remains are the records. */

static void check(const struct path_index *index)
{
    for (uint32_t i = 0; i < index->ids.count; i++) {
        const struct index_commit *commit = path_index_commit(index, i);
        for (uint32_t j = 0; j < commit->parent_count; j++)
            fuzz_check(index->parents[commit->first_parent + j] < index->ids.count);
        for (uint32_t j = 0; j < commit->change_count; j++)
            fuzz_check(index->changes[commit->first_change + j] < index->paths.count);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct repository repo = {.git_path = (char[]){"/meadow/.git"}};
    struct path_index *index = path_index_open(&repo, NULL);
    struct view records = view_from((const char *)data, size);
    struct str file = {0};
    path_index_add_head(index, &file);
    bytes_add32(&file, (uint32_t)size);
    bytes_add64(&file, hash_of(records));
    str_add(&file, records);
    bool good = path_index_take(index, str_view(&file));
    fuzz_check(!good || path_index_count(index) == 0 || index->ids.count > 0);
    check(index);
    str_finish(&file);
    path_index_close(index);
    return 0;
}
