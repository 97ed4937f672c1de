#include "tui/search_desk.h"

#include "core/base/memory.h"
#include "core/text/fold.h"

#include <stdlib.h>
#include <string.h>

void search_desk_finish(struct search_desk *desk)
{
    search_index_free(desk->index);
    search_authors_free(desk->authors);
    search_files_finish(&desk->changed);
    str_finish(&desk->text);
    search_results_finish(&desk->results);
    free(desk->problem);
    free(desk->back_path);
    desk->index = NULL;
    desk->authors = NULL;
    desk->problem = desk->back_path = NULL;
}

const struct search_result *search_desk_selected(const struct search_desk *desk)
{
    return desk->list.selected < desk->results.count ? &desk->results.items[desk->list.selected]
                                                     : NULL;
}

/* A word ends where no letter follows; marks end anywhere. */
static bool desk_is_word(struct view text, bool last)
{
    struct fold_reader reader = {.text = text};
    bool word = false;
    while (fold_next(&reader)) {
        bool first = reader.raw.data == text.data;
        bool end = reader.raw.data + reader.raw.len == text.data + text.len;
        word = word || (last ? end : first);
    }
    fold_finish(&reader);
    return word;
}

static void desk_add_quoted(struct view text, struct str *out)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            str_add_text(out, "\\s+");
            continue;
        }
        if (strchr("\\^$.[]|()?*+{}#/", c))
            str_add_char(out, '\\');
        str_add_char(out, c);
    }
}

/* What a link shows on the page: its words, or its target. */
static struct view desk_shown(struct view text)
{
    if (!view_starts(text, "[[") || !view_ends(text, "]]"))
        return text;
    text = view_slice(text, 2, text.len - 2);
    size_t bar = view_find(text, 0, '|');
    return view_trim(bar < text.len ? view_slice(text, bar + 1, text.len) : text);
}

void search_desk_add_pattern(const char *found, struct str *out)
{
    const char *first = found;
    if (!*found)
        return;
    str_add_text(out, "/(?:");
    for (; *found; found += strlen(found) + 1) {
        struct view text = desk_shown(view_of(found));
        str_add_text(out, found == first ? "" : "|");
        str_add_text(out, desk_is_word(text, false) ? "\\b" : "");
        desk_add_quoted(text, out);
        str_add_text(out, desk_is_word(text, true) ? "\\b" : "");
    }
    str_add_text(out, ")/");
}

void search_desk_take(struct search_desk *desk, struct search_results *some)
{
    const struct search_result *selected = search_desk_selected(desk);
    char *path = desk->moved && selected ? mem_string(selected->path) : NULL;
    if (desk->fresh)
        search_results_finish(&desk->results);
    desk->fresh = false;
    search_results_merge(&desk->results, some);
    size_t at = 0;
    while (path && at < desk->results.count && strcmp(desk->results.items[at].path, path) != 0)
        at++;
    desk->list.selected = path && at < desk->results.count ? at : 0;
    free(path);
}
