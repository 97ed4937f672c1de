#include "core/text/merge.h"

static struct view merge_part(struct view text, struct merge_span span)
{
    return view_slice(text, span.start, span.end);
}

static bool merge_is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void merge_add_both(struct str *out, struct view mine, struct view theirs, bool lines)
{
    str_add(out, mine);
    if (mine.len > 0 && theirs.len > 0) {
        char last = mine.data[mine.len - 1];
        if (lines && last != '\n')
            str_add_char(out, '\n');
        else if (!lines && !merge_is_blank(last) && !merge_is_blank(theirs.data[0]))
            str_add_char(out, ' ');
    }
    str_add(out, theirs);
}

void merge_add_answer(struct str *out, const struct merge *merge, size_t conflict,
                      const struct merge_answer *answer)
{
    const struct merge_conflict *of = &merge->conflicts[conflict];
    switch (answer->choice) {
    case MERGE_MINE:
        str_add(out, merge_part(merge->mine, of->mine));
        break;
    case MERGE_THEIRS:
        str_add(out, merge_part(merge->theirs, of->theirs));
        break;
    case MERGE_BOTH:
        merge_add_both(out, merge_part(merge->mine, of->mine),
                       merge_part(merge->theirs, of->theirs), of->whole_lines);
        break;
    case MERGE_BASE:
        str_add(out, merge_part(merge->base, of->base));
        break;
    case MERGE_CUSTOM:
        str_add(out, answer->custom);
    }
}

void merge_add_settled(struct str *out, const struct merge *merge,
                       const struct merge_answer *answers)
{
    size_t pos = 0;
    for (size_t i = 0; i < merge->count; i++) {
        str_add(out, view_slice(str_view(&merge->text), pos, merge->conflicts[i].at));
        merge_add_answer(out, merge, i, &answers[i]);
        pos = merge->conflicts[i].at;
    }
    str_add(out, view_slice(str_view(&merge->text), pos, merge->text.len));
}
