#include "core/text/merge.h"

#include "core/base/memory.h"
#include "core/text/line_diff.h"
#include "core/text/word_diff.h"
#include "tests/fuzz/fuzz.h"

/* The input is three texts with a byte of 1E between them: base, mine, theirs. */
static struct view cut(struct view *rest)
{
    size_t end = view_find(*rest, 0, 0x1E);
    struct view text = view_slice(*rest, 0, end);
    *rest = view_slice(*rest, end + (end < rest->len), rest->len);
    return text;
}

static void check_lines(struct view old, struct view new)
{
    struct line_diff diff;
    struct str again = {0};
    size_t pos = 0;
    line_diff_make(old, new, &diff);
    for (size_t i = 0; i < diff.edits.count; i++) {
        const struct compare_edit *edit = &diff.edits.items[i];
        fuzz_check(edit->old_start >= pos && edit->old_count + edit->new_count > 0);
        str_add(&again, line_table_span(&diff.old, pos, edit->old_start - pos));
        str_add(&again, line_table_span(&diff.new, edit->new_start, edit->new_count));
        pos = edit->old_start + edit->old_count;
    }
    str_add(&again, line_table_span(&diff.old, pos, diff.old.count - pos));
    fuzz_check(view_equal(str_view(&again), new));
    str_finish(&again);
    line_diff_finish(&diff);
}

static void check_words(struct view old, struct view new)
{
    struct word_diff diff;
    size_t old_pos = 0, new_pos = 0;
    word_diff_make(old, new, &diff);
    for (size_t i = 0; i < diff.count; i++) {
        const struct word_run *run = &diff.runs[i];
        fuzz_check(run->old_start <= run->old_end && run->old_end <= old.len);
        fuzz_check(run->new_start <= run->new_end && run->new_end <= new.len);
        if (run->kind != WORD_ADDED && run->kind != WORD_HERE) {
            fuzz_check(run->old_start == old_pos);
            old_pos = run->old_end;
        }
        if (run->kind != WORD_REMOVED && run->kind != WORD_AWAY) {
            fuzz_check(run->new_start == new_pos);
            new_pos = run->new_end;
        }
    }
    fuzz_check(old_pos == old.len && new_pos == new.len);
    word_diff_finish(&diff);
}

static void check_clean(struct view base, struct view mine, struct view theirs, struct view want)
{
    struct merge merge;
    merge_make(base, mine, theirs, &merge);
    fuzz_check(merge.count == 0 && view_equal(str_view(&merge.text), want));
    merge_finish(&merge);
}

static void check_merge(struct view base, struct view mine, struct view theirs)
{
    struct merge merge, mirror;
    struct str settled = {0}, mirrored = {0};
    merge_make(base, mine, theirs, &merge);
    merge_make(base, theirs, mine, &mirror);
    fuzz_check(merge.count == mirror.count);
    struct merge_answer *left = mem_zalloc(merge.count + 1, sizeof(*left));
    struct merge_answer *right = mem_zalloc(merge.count + 1, sizeof(*right));
    for (size_t i = 0; i < merge.count; i++) {
        left[i].choice = MERGE_MINE;
        right[i].choice = MERGE_THEIRS;
    }
    merge_add_settled(&settled, &merge, left);
    merge_add_settled(&mirrored, &mirror, right);
    fuzz_check(view_equal(str_view(&settled), str_view(&mirrored)));
    free(left);
    free(right);
    str_finish(&settled);
    str_finish(&mirrored);
    merge_finish(&merge);
    merge_finish(&mirror);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view rest = view_from((const char *)data, size);
    struct view base = cut(&rest), mine = cut(&rest), theirs = rest;
    check_lines(base, mine);
    check_words(base, mine);
    check_words(mine, theirs);
    check_clean(base, mine, base, mine);
    check_clean(base, base, theirs, theirs);
    check_clean(base, mine, mine, mine);
    check_merge(base, mine, theirs);
    return 0;
}
