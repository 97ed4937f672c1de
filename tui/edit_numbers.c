#include "tui/edit_numbers.h"

#include "core/text/cluster.h"

#include <stdlib.h>

enum { WORDS_A_MINUTE = 220, BAR = 5 };

size_t edit_numbers_tokens(size_t bytes, size_t words)
{
    size_t by_bytes = (bytes + 3) / 4, by_words = (words * 4 + 2) / 3;
    return by_bytes > by_words ? by_bytes : by_words;
}

size_t edit_numbers_minutes(size_t words)
{
    return (words + WORDS_A_MINUTE / 2) / WORDS_A_MINUTE;
}

/* The target of words from the front matter, "300-400" or "800"; false when there is none. */
static bool read_target(const char *target, size_t *least, size_t *most)
{
    char *end;
    if (!target)
        return false;
    *least = *most = strtoul(target, &end, 10);
    if (*end == '-')
        *most = strtoul(end + 1, &end, 10);
    return *most > 0 && *least <= *most;
}

static void add_words(const struct edit_view *view, size_t words, bool all, struct str *out)
{
    size_t least, most;
    const char *more = all ? "" : "+";
    if (!read_target(view->target, &least, &most)) {
        str_addf(out, "%zu%s word%s", words, more, words == 1 ? "" : "s");
        return;
    }
    size_t filled = words >= least ? BAR : words * BAR / least;
    for (size_t i = 0; i < BAR; i++)
        str_add_text(out, i < filled ? "▰" : "▱");
    str_addf(out, " %zu%s of %s words", words, more, view->target);
    if (words > most)
        str_addf(out, ", %zu over", words - most);
}

/* With the first `parts` of what may be left out. */
static void add_parts(const struct edit_view *view, size_t parts, struct str *out)
{
    const struct editor *editor = view->editor;
    size_t words, start, end;
    bool all = editor_words(editor, &words);
    add_words(view, words, all, out);
    if (editor_selection(editor, &start, &end))
        str_addf(out, " · %zu selected", editor_selected_clusters(editor, 1 << 20));
    if (parts > 0 && view->margin.count)
        str_addf(out, " · +%zu -%zu", view->margin.added, view->margin.removed);
    if (parts > 1 && view->rules.rules && view->rules.count)
        str_addf(out, " · %zu mark%s", view->rules.count, view->rules.count == 1 ? "" : "s");
    if (parts > 2 && edit_numbers_minutes(words))
        str_addf(out, " · %zu min", edit_numbers_minutes(words));
    if (parts > 3)
        str_addf(out, " · ~%zu tokens", edit_numbers_tokens(editor_size(editor), words));
    str_addf(out, " · %zu:%zu", editor_line_of(editor, editor_cursor(editor)) + 1,
             editor_column(editor));
}

void edit_numbers_add(const struct edit_view *view, size_t cols, struct str *out)
{
    for (size_t parts = 5; parts-- > 0;) {
        str_clear(out);
        add_parts(view, parts, out);
        if (cluster_width(str_view(out)) <= cols)
            return;
    }
}
