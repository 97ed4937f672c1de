#include "core/workspace/browse.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/fold.h"
#include "core/workspace/browse_head.h"

#include <stdlib.h>
#include <string.h>

/* Notes are taken in the order in which they stand; sorting is stable by that order. */

struct browse_row {
    struct browse_note note;
    int64_t number;
    struct str text; /* folded, what sorts before the number; empty goes last */
};

struct browser {
    const struct link_map *map;
    struct browse_heads *heads;
    const struct folder *folder;
    const struct browse *browse;
    const atomic_bool *cancel;
    int64_t now;
    bool *tagged; /* by node: has the tag; NULL: none is asked for */
    int64_t least;
    struct str emotion; /* folded */
    struct browse_row *rows;
    size_t count, cap;
    size_t hidden[BROWSE_CHIPS];
};

static bool browser_cancelled(const struct browser *browser)
{
    return browser->cancel && atomic_load_explicit(browser->cancel, memory_order_relaxed);
}

/* --- the index's part --- */

static bool browser_below(const char *path, const char *folder)
{
    size_t len = strlen(folder);
    while (len && folder[len - 1] == '/')
        len--;
    if (!len)
        return true;
    for (const char *at = path, *slash;; at = slash + 1) {
        if (strncmp(at, folder, len) == 0 && at[len] == '/')
            return true;
        slash = strchr(at, '/');
        if (!slash)
            return false;
    }
}

static void browser_find_tag(struct browser *browser, const char *tag)
{
    struct str word = {0};
    while (*tag == '#')
        tag++;
    str_add_char(&word, SEARCH_KEY_TAG);
    fold_add(&word, view_of(tag), 0);
    browser->tagged = mem_zalloc((size_t)link_map_nodes(browser->map) + 1, sizeof(bool));
    if (!link_map_mark_word(browser->map, str_view(&word), browser->tagged))
        link_map_mark_prefix(browser->map, str_view(&word), browser->tagged);
    str_finish(&word);
}

/* --- the text's part --- */

static bool browser_feels(const struct browser *browser, const char *emotion)
{
    struct str folded = {0};
    bool found = false;
    fold_add(&folded, view_of(emotion), 0);
    for (size_t at = 0; at < folded.len && !found; at++) {
        bool start = at == 0 || strchr(" ,;/-", folded.data[at - 1]);
        found = start && view_starts(view_slice(str_view(&folded), at, folded.len),
                                     str_text(&browser->emotion));
    }
    str_finish(&folded);
    return found;
}

static bool browser_reads(const struct browse *browse)
{
    return browse->values[BROWSE_WITH] || browse->values[BROWSE_LEAST] ||
           browse->order == BROWSE_EMOTION || browse->order == BROWSE_INTENSITY;
}

static void browser_take_head(const struct browser *browser, const struct browse_head *head,
                              struct browse_row *row)
{
    if (browser->browse->order == BROWSE_INTENSITY || browser->browse->order == BROWSE_EMOTION)
        row->number = head->intensity;
    if (browser->browse->order == BROWSE_EMOTION) {
        struct view rest = view_of(head->emotion), first = browse_emotion_next(&rest);
        fold_add(&row->text, first, 0);
        row->note.value = mem_string_n(first.data, first.len);
    }
}

static void browser_take_index(const struct browser *browser, uint32_t node,
                               const struct search_doc *doc, struct browse_row *row)
{
    struct str value = {0};
    size_t count;
    if (browser->browse->order == BROWSE_NEWEST) {
        row->number = doc->mtime;
        clock_add_short(&value, doc->mtime / 1000000000, browser->now);
    } else if (browser->browse->order == BROWSE_LINKED) {
        link_map_links(browser->map, node, true, &count);
        row->number = (int64_t)count;
        if (count)
            str_addf(&value, "%zu", count);
    }
    if (value.len)
        row->note.value = str_take(&value);
    str_finish(&value);
}

/* Whether it passes every filter; one that alone stops it is counted. */
static bool browser_fits(struct browser *browser, const char *path, bool tagged,
                         const struct browse_head *head)
{
    char *const *values = browser->browse->values;
    const bool stops[BROWSE_CHIPS] = {
        [BROWSE_TAG] = values[BROWSE_TAG] && !tagged,
        [BROWSE_FOLDER] = values[BROWSE_FOLDER] && !browser_below(path, values[BROWSE_FOLDER]),
        [BROWSE_WITH] = values[BROWSE_WITH] && !browser_feels(browser, head->emotion),
        [BROWSE_LEAST] = values[BROWSE_LEAST] && head->intensity < browser->least,
    };
    size_t count = 0, last = 0;
    for (size_t i = 0; i < BROWSE_CHIPS; i++)
        if (stops[i]) {
            count++;
            last = i;
        }
    if (count == 1)
        browser->hidden[last]++;
    return count == 0;
}

static void browser_take(struct browser *browser, const char *path, size_t place)
{
    struct browse_row row = {.note.place = place};
    const struct browse_head *head = NULL;
    struct search_doc doc;
    uint32_t node;
    bool known = link_map_find(browser->map, path, &node);
    if (known)
        doc = link_map_doc(browser->map, node);
    if (browser_reads(browser->browse))
        head = browse_heads_get(browser->heads, browser->folder, path, known ? &doc : NULL);
    if (!browser_fits(browser, path, known && browser->tagged && browser->tagged[node], head))
        return;
    if (known)
        browser_take_index(browser, node, &doc, &row);
    if (head)
        browser_take_head(browser, head, &row);
    row.note.path = mem_string(path);
    if (!row.note.value)
        row.note.value = mem_string("");
    *ARRAY_PUSH(browser->rows, browser->count, browser->cap) = row;
}

/* By text where it is asked for, those without last; then the most; then as they stand. */
static int by_row(const void *a, const void *b)
{
    const struct browse_row *left = a, *right = b;
    if (!left->text.len != !right->text.len)
        return left->text.len ? -1 : 1;
    int order = left->text.len ? strcmp(left->text.data, right->text.data) : 0;
    if (order)
        return order;
    if (left->number != right->number)
        return left->number > right->number ? -1 : 1;
    return left->note.place < right->note.place ? -1 : left->note.place > right->note.place;
}

enum status browse_run(const struct link_map *map, struct browse_heads *heads,
                       const struct folder *folder, const struct search_files *paths,
                       const struct browse *browse, int64_t now, const atomic_bool *cancel,
                       struct browse_list *out, struct error *err)
{
    struct browser browser = {.map = map,
                              .heads = heads,
                              .folder = folder,
                              .browse = browse,
                              .cancel = cancel,
                              .now = now};
    *out = (struct browse_list){0};
    if (browse->values[BROWSE_TAG])
        browser_find_tag(&browser, browse->values[BROWSE_TAG]);
    if (browse->values[BROWSE_WITH])
        fold_add(&browser.emotion, view_of(browse->values[BROWSE_WITH]), 0);
    if (browse->values[BROWSE_LEAST])
        browser.least = browse_intensity(view_of(browse->values[BROWSE_LEAST]));
    for (size_t i = 0; i < paths->count && !browser_cancelled(&browser); i++)
        browser_take(&browser, paths->items[i].path, i);
    if (browser.count)
        qsort(browser.rows, browser.count, sizeof(*browser.rows), by_row);
    for (size_t i = 0; i < browser.count; i++) {
        *ARRAY_PUSH(out->notes, out->count, out->cap) = browser.rows[i].note;
        str_finish(&browser.rows[i].text);
    }
    memcpy(out->hidden, browser.hidden, sizeof(out->hidden));
    free(browser.rows);
    free(browser.tagged);
    str_finish(&browser.emotion);
    if (!browser_cancelled(&browser))
        return STATUS_OK;
    browse_list_finish(out);
    return error_set(err, STATUS_CANCELLED, "stopped");
}

void browse_list_finish(struct browse_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        free(list->notes[i].path);
        free(list->notes[i].value);
    }
    free(list->notes);
    *list = (struct browse_list){0};
}
