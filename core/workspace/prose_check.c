#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/workspace/prose_rules.h"

#include <stdlib.h>

/* The rules over a text, paragraph by paragraph, so that a change costs the paragraphs it touches
 * and no pattern ever sees more than BLOCK_MAX bytes. A rule that takes longer than RULE_TIME in
 * one check, or that PCRE2's limits end, is stopped; the others go on. */

enum {
    BLOCK_MAX = 16 * 1024,
    SEARCH_TIME = 200, /* milliseconds of one search */
    RULE_TIME = 1000,  /* and of one rule in a check */
};

/* What of the text is prose, line by line. */
struct prose_lines {
    struct view text;
    size_t at;    /* the start of the next line */
    bool front;   /* inside of front matter */
    char fence;   /* the character of the fence that is open, or NUL */
    size_t width; /* of that fence */
    size_t fences;
};

/* The width of the fence that the line is, or 0. */
static size_t fence_width(struct view line, char *mark)
{
    size_t at = 0, from;
    while (at < line.len && (line.data[at] == ' ' || line.data[at] == '\t' || line.data[at] == '>'))
        at++;
    from = at;
    *mark = at < line.len ? line.data[at] : '\0';
    while ((*mark == '`' || *mark == '~') && at < line.len && line.data[at] == *mark)
        at++;
    bool is_code_in_line = *mark == '`' && view_find(line, at, '`') < line.len;
    return at - from >= 3 && !is_code_in_line ? at - from : 0;
}

/* Goes to the next line; true when it is prose with words on it. */
static bool lines_next(struct prose_lines *lines, struct view *line)
{
    size_t from = lines->at, end = view_find(lines->text, from, '\n'), width;
    char mark;
    *line = view_trim(view_slice(lines->text, from, end));
    lines->at = end < lines->text.len ? end + 1 : lines->text.len;
    if (from == 0 && view_is(*line, "---"))
        return !(lines->front = true);
    if (lines->front) {
        lines->front = !view_is(*line, "---") && !view_is(*line, "...");
        return false;
    }
    width = fence_width(*line, &mark);
    if (width && (!lines->fence || (lines->fence == mark && width >= lines->width))) {
        lines->fence = lines->fence ? '\0' : mark;
        lines->width = width;
        lines->fences++;
        return false;
    }
    return !lines->fence && line->len > 0;
}

struct prose_run {
    struct prose_rules *rules;
    struct prose_check *check;
    const atomic_bool *cancel;
    bool applies[PROSE_RULES_MAX];
    int64_t spent[PROSE_RULES_MAX]; /* milliseconds */
};

static void run_rule(struct prose_run *run, size_t number, size_t from, size_t to)
{
    struct prose_check *check = run->check;
    struct prose_rule *rule = &run->rules->items[number];
    struct view block = view_slice(check->text, from, to);
    int64_t begun = clock_ticks();
    size_t start = 0, end = 0;
    enum status status = STATUS_OK;
    for (size_t at = 0;
         check->count < PROSE_MARKS_MAX &&
         (status = pattern_find(rule->pattern, block, at, &start, &end, NULL)) == STATUS_OK;
         at = end > start ? end : end + 1)
        if (end > start)
            *ARRAY_PUSH(check->marks, check->count, check->cap) =
                (struct prose_mark){from + start, from + end, (uint32_t)number};
    run->spent[number] += clock_ticks() - begun;
    if ((status != STATUS_OK && status != STATUS_ABSENT) || run->spent[number] > RULE_TIME) {
        rule->stopped = true;
        check->stopped = rule->name;
    }
}

/* Where a piece of a long paragraph ends: at a blank if there is one. */
static size_t cut_block(struct view text, size_t from, size_t to)
{
    if (to - from <= BLOCK_MAX)
        return to;
    size_t cut = from + BLOCK_MAX;
    while (cut > from + BLOCK_MAX / 2 && text.data[cut] != ' ' && text.data[cut] != '\n')
        cut--;
    return cut > from + BLOCK_MAX / 2 ? cut : from + BLOCK_MAX;
}

static void run_block(struct prose_run *run, size_t from, size_t to)
{
    while (from < to && !(run->cancel && atomic_load(run->cancel))) {
        size_t cut = cut_block(run->check->text, from, to);
        for (size_t i = 0; i < run->rules->count; i++)
            if (run->applies[i] && !run->rules->items[i].stopped)
                run_rule(run, i, from, cut);
        from = cut;
    }
}

static int compare_marks(const void *a, const void *b)
{
    const struct prose_mark *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->rule < y->rule ? -1 : x->rule > y->rule;
}

void prose_rules_check(struct prose_rules *rules, struct prose_check *check,
                       const atomic_bool *cancel)
{
    struct prose_run run = {.rules = rules, .check = check, .cancel = cancel};
    struct prose_lines lines = {.text = check->text};
    size_t from = check->from, to = check->to < check->text.len ? check->to : check->text.len;
    size_t block = SIZE_MAX, line_start = 0;
    struct view line;
    for (size_t i = 0; i < rules->count; i++) {
        const struct rule_list *paths = &rules->items[i].paths;
        run.applies[i] = !paths->set || rule_list_match(paths, view_of(check->path));
        pattern_limit_time(rules->items[i].pattern, SEARCH_TIME);
    }
    while (lines.at < check->text.len) {
        line_start = lines.at;
        bool prose = lines_next(&lines, &line);
        if (prose && block == SIZE_MAX)
            block = line_start;
        bool ends = block != SIZE_MAX && (!prose || lines.at == check->text.len);
        size_t end = prose ? lines.at : line_start;
        if (ends && end >= from && block <= to) {
            check->from = block < check->from ? block : check->from;
            check->to = end > check->to ? end : check->to;
            run_block(&run, block, end);
        }
        if (ends)
            block = SIZE_MAX;
    }
    check->fences = lines.fences;
    if (check->count)
        qsort(check->marks, check->count, sizeof(*check->marks), compare_marks);
}
