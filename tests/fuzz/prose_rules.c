#include "core/workspace/prose_rules.h"

#include "tests/fuzz/fuzz.h"

/* The first half of the input is a rules file, what follows its first NUL a text to check. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct prose_rules rules;
    struct view all = view_from((const char *)data, size);
    size_t cut = view_find(all, 0, '\0');
    struct prose_check check = {
        .path = "drafts/a.md", .text = view_slice(all, cut + 1, all.len), .to = SIZE_MAX};
    prose_rules_parse(view_slice(all, 0, cut), &rules);
    fuzz_check(rules.count <= PROSE_RULES_MAX);
    for (size_t i = 0; i < rules.count; i++)
        fuzz_check(*rules.items[i].name && *rules.items[i].message && rules.items[i].pattern);
    for (size_t i = 0; i < rules.problem_count; i++)
        fuzz_check(*rules.problems[i]);
    prose_rules_check(&rules, &check, NULL);
    fuzz_check(check.count <= PROSE_MARKS_MAX);
    for (size_t i = 0; i < check.count; i++) {
        fuzz_check(check.marks[i].start < check.marks[i].end);
        fuzz_check(check.marks[i].end <= check.text.len);
        fuzz_check(check.marks[i].rule < rules.count);
        fuzz_check(i == 0 || check.marks[i - 1].start <= check.marks[i].start);
    }
    free(check.marks);
    prose_rules_finish(&rules);
    return 0;
}
