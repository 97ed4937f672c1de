/* A changed Markdown file as the reader shows it. The two texts are put into one, with what was
 * removed in its place before what was added, and that is rendered. What a page shows has no
 * positions in its source, so the words of the page are compared with those of the source, and
 * where they meet they take over what became of them: added, removed, moved or the same. */
#include "tui/change_render.h"

#include "core/base/memory.h"
#include "core/markdown/front_matter.h"
#include "core/text/compare.h"
#include "core/text/token.h"
#include "core/text/word_diff.h"

#include <stdlib.h>

/* The words of a text and what became of each. */
struct fate_words {
    uint32_t *symbols;
    uint8_t *kinds; /* enum word_kind */
    size_t count, cap, kind_cap;
};

static void add_words(struct fate_words *words, struct view text, enum word_kind kind,
                      struct intern *intern)
{
    for (size_t at = 0; at < text.len;) {
        enum token_kind token;
        size_t end = token_next(text, at, &token);
        if (token == TOKEN_WORD) {
            size_t count = words->count;
            *ARRAY_PUSH(words->kinds, count, words->kind_cap) = (uint8_t)kind;
            *ARRAY_PUSH(words->symbols, words->count, words->cap) =
                intern_add(intern, view_slice(text, at, end));
        }
        at = end;
    }
}

static void words_finish(struct fate_words *words)
{
    free(words->symbols);
    free(words->kinds);
}

/* Both texts in one. */
struct merged {
    struct str text;
    uint32_t *lines; /* the line of the new text that each of its lines is, or stands before */
    size_t line_count, line_cap;
    uint32_t line; /* where we are in the new text */
    struct fate_words words;
    struct intern intern;
};

static void merged_finish(struct merged *merged)
{
    str_finish(&merged->text);
    free(merged->lines);
    words_finish(&merged->words);
    intern_finish(&merged->intern);
}

static void merged_add(struct merged *merged, struct view part, enum word_kind kind)
{
    str_add(&merged->text, part);
    for (size_t i = 0; i < part.len; i++)
        if (part.data[i] == '\n') {
            merged->line += kind != WORD_REMOVED;
            *ARRAY_PUSH(merged->lines, merged->line_count, merged->line_cap) = merged->line;
        }
}

static struct view merged_gap(struct view text)
{
    size_t end = text.len;
    while (end > 0 && (text.data[end - 1] == ' ' || text.data[end - 1] == '\n'))
        end--;
    return view_slice(text, end, text.len);
}

static bool merged_gap_ends_line(struct view text)
{
    return view_find(merged_gap(text), 0, '\n') < merged_gap(text).len;
}

/* What was removed after `same` stood at the end of its line: there it is shown, and not behind the
 * line's end at the beginning of the next paragraph. */
static bool was_at_line_end(struct view old, struct view new, const struct word_run *same,
                            const struct word_run *removed)
{
    return (same->kind == WORD_SAME || same->kind == WORD_HERE) && removed->kind == WORD_REMOVED &&
           merged_gap_ends_line(view_slice(new, same->new_start, same->new_end)) &&
           !merged_gap_ends_line(view_slice(old, same->old_start, same->old_end)) &&
           merged_gap_ends_line(view_slice(old, removed->old_start, removed->old_end));
}

static void merge_part(struct merged *merged, struct view part, enum word_kind kind)
{
    merged_add(merged, part, kind);
    add_words(&merged->words, part, kind, &merged->intern);
}

static bool must_part(const struct str *out, struct view part)
{
    char last = out->len ? out->data[out->len - 1] : ' ';
    return part.len && part.data[0] != ' ' && part.data[0] != '\n' && last != ' ' && last != '\n';
}

/* A paragraph that moved stands where it is now. */
static void merge_texts(struct view old, struct view new, const struct word_diff *diff,
                        struct merged *merged)
{
    struct view held = VIEW(""); /* the line's end, behind what was removed */
    for (size_t i = 0; i < diff->count; i++) {
        const struct word_run *run = &diff->runs[i], *next = i + 1 < diff->count ? run + 1 : NULL;
        bool removed = run->kind == WORD_REMOVED;
        struct view part = removed ? view_slice(old, run->old_start, run->old_end)
                                   : view_slice(new, run->new_start, run->new_end);
        if (run->kind == WORD_AWAY)
            continue;
        if (held.len)
            part.len -= merged_gap(part).len;
        bool parted =
            held.len || (run->kind == WORD_ADDED && i > 0 && run[-1].kind == WORD_REMOVED);
        if (parted && must_part(&merged->text, part))
            str_add_char(&merged->text, ' ');
        struct view gap =
            next && was_at_line_end(old, new, run, next) ? merged_gap(part) : VIEW("");
        part.len -= gap.len;
        merge_part(merged, part, run->kind);
        merge_part(merged, held, WORD_SAME);
        held = gap;
    }
}

/* Less than a quarter of what is there. */
static bool is_other_text(const struct word_diff *diff, struct view old, struct view new)
{
    size_t same = 0;
    for (size_t i = 0; i < diff->count; i++)
        if (diff->runs[i].kind == WORD_SAME || diff->runs[i].kind == WORD_HERE)
            same += diff->runs[i].new_end - diff->runs[i].new_start;
    return old.len > 0 && new.len > 0 && same * 8 < old.len + new.len;
}

static void merge_bodies(struct view old, struct view new, bool both, struct merged *merged)
{
    size_t head = front_matter_extent(new);
    struct view old_body = view_slice(old, front_matter_extent(old), old.len);
    struct view body = view_slice(new, head, new.len);
    struct word_diff diff;
    merged->line = 1;
    *ARRAY_PUSH(merged->lines, merged->line_count, merged->line_cap) = 1;
    merged_add(merged, view_slice(new, 0, head), WORD_SAME);
    add_words(&merged->words, view_slice(new, 0, head), WORD_SAME, &merged->intern);
    word_diff_make(old_body, body, &diff);
    if (!both && is_other_text(&diff, old_body, body))
        merged_add(merged, body, WORD_SAME);
    else
        merge_texts(old_body, body, &diff, merged);
    word_diff_finish(&diff);
}

/* What became of each word of the page: that of the word of the source it meets. */
static void carry_fates(const struct fate_words *source, struct fate_words *shown,
                        size_t symbol_count)
{
    struct compare_edits edits = {0};
    size_t budget = compare_budget(source->count + shown->count), from = 0, to = 0;
    compare_symbols((struct compare_side){source->symbols, source->count},
                    (struct compare_side){shown->symbols, shown->count}, symbol_count, &budget,
                    &edits);
    for (size_t i = 0; i <= edits.count; i++) {
        size_t end = i < edits.count ? edits.items[i].old_start : source->count;
        for (; from < end; from++, to++)
            shown->kinds[to] = source->kinds[from];
        if (i < edits.count) {
            from += edits.items[i].old_count;
            to += edits.items[i].new_count;
        }
    }
    compare_edits_finish(&edits);
}

static void paint(struct page *page, struct view text, const struct page_span *span,
                  enum word_kind kind)
{
    static const struct {
        enum role role;
        unsigned attrs;
    } looks[] = {[WORD_REMOVED] = {ROLE_REMOVED, STYLE_STRIKE},
                 [WORD_ADDED] = {ROLE_ADDED, STYLE_UNDERLINE},
                 [WORD_HERE] = {ROLE_HUNK, STYLE_ITALIC}};
    bool changed = kind == WORD_REMOVED || kind == WORD_ADDED || kind == WORD_HERE;
    page_add(page, text, changed ? looks[kind].role : (enum role)span->role,
             span->attrs | (changed ? looks[kind].attrs : 0), span->link);
}

/* Copies a row; blanks and signs between two words of one fate share it, and so does the
 * sign that ends the row. */
static bool paint_row(struct page *page, const struct page *from, size_t row,
                      const struct fate_words *words, size_t *at)
{
    size_t count, first = *at;
    const struct page_span *spans = page_row_spans(from, row, &count);
    bool changed = false;
    for (size_t i = 0; i < count; i++) {
        struct view text = page_span_text(from, &spans[i]);
        for (size_t pos = 0; pos < text.len;) {
            enum token_kind token;
            enum word_kind kind = WORD_SAME;
            size_t end = token_next(text, pos, &token);
            if (token == TOKEN_WORD && *at < words->count)
                kind = (enum word_kind)words->kinds[(*at)++];
            else if (*at > first &&
                     ((i + 1 == count && end == text.len) ||
                      (*at < words->count && words->kinds[*at] == words->kinds[*at - 1])))
                kind = (enum word_kind)words->kinds[*at - 1];
            changed = changed || kind != WORD_SAME;
            paint(page, view_slice(text, pos, end), &spans[i], kind);
            pos = end;
        }
    }
    return changed;
}

static void page_words(const struct page *page, struct fate_words *words, struct intern *intern)
{
    for (size_t row = 0; row < page->row_count; row++) {
        size_t count;
        const struct page_span *spans = page_row_spans(page, row, &count);
        for (size_t i = 0; i < count; i++)
            add_words(words, page_span_text(page, &spans[i]), WORD_SAME, intern);
    }
}

/* The page anew, with the fates of its words. */
static void paint_page(struct rendered *rendered, struct merged *merged, bool *changed)
{
    struct page from = rendered->page, to = {0};
    struct fate_words shown = {0};
    size_t at = 0;
    page_words(&from, &shown, &merged->intern);
    carry_fates(&merged->words, &shown, merged->intern.count);
    for (size_t row = 0; row < from.row_count; row++) {
        uint32_t line = from.rows[row].source;
        changed[row] = paint_row(&to, &from, row, &shown, &at);
        page_end_row(&to, line && line <= merged->line_count ? merged->lines[line - 1] : 0);
    }
    words_finish(&shown);
    page_finish(&from);
    rendered->page = to;
}

enum status change_render(struct view old, struct view new, bool both,
                          const struct render_options *options, struct rendered *out,
                          bool **changed)
{
    struct merged merged = {0};
    merge_bodies(old, new, both, &merged);
    enum status status = render_markdown(str_view(&merged.text), options, out, NULL);
    if (status == STATUS_OK) {
        bool *rows = mem_zalloc(out->page.row_count + 1, sizeof(*rows));
        paint_page(out, &merged, rows);
        out->words = render_count_words(new);
        if (changed)
            *changed = rows;
        else
            free(rows);
    }
    merged_finish(&merged);
    return status;
}
