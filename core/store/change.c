#include "core/store/change.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"
#include "core/text/utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SUBJECT_COLS = 72 };

static struct change *change_set_add(struct change_set *set, enum change_kind kind,
                                     const char *path)
{
    struct change *change = ARRAY_PUSH(set->items, set->count, set->cap);
    *change = (struct change){.kind = kind, .path = mem_string(path), .was_there = true};
    return change;
}

void change_set_write(struct change_set *set, const char *path, const struct view *old,
                      struct view text)
{
    struct change *change = change_set_add(set, CHANGE_WRITE, path);
    change->was_there = old != NULL;
    if (old)
        str_add(&change->old, *old);
    str_add(&change->text, text);
}

void change_set_delete(struct change_set *set, const char *path, struct view old)
{
    str_add(&change_set_add(set, CHANGE_DELETE, path)->old, old);
}

void change_set_rename(struct change_set *set, const char *from, const char *to, struct view old)
{
    struct change *change = change_set_add(set, CHANGE_RENAME, to);
    change->from = mem_string(from);
    str_add(&change->old, old);
}

/* Line ends and controls, also those of Unicode, become blanks; an invalid byte U+FFFD. */
static void subject_add_plain(struct str *out, struct view text)
{
    for (size_t pos = 0, size; pos < text.len; pos += size) {
        uint32_t code = utf8_decode(text, pos, &size);
        if (code == UTF8_INVALID)
            str_add_text(out, "\xEF\xBF\xBD");
        else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029)
            str_add_char(out, ' ');
        else
            str_add(out, view_slice(text, pos, pos + size));
    }
}

/* The most bytes of whole clusters that take at most `cols` cells. */
static size_t subject_fit(struct view text, size_t cols)
{
    size_t pos = 0, used = 0;
    while (pos < text.len) {
        struct cluster cluster;
        size_t next = cluster_next(text, pos, &cluster);
        used += cluster.width;
        if (used > cols)
            break;
        pos = next;
    }
    return pos;
}

static bool subject_quote_is_open(struct view text)
{
    bool open = false;
    for (size_t i = 0; i < text.len; i++)
        open ^= text.data[i] == '"';
    return open;
}

static void subject_clip(struct str *text)
{
    struct view all = str_view(text);
    if (subject_fit(all, SUBJECT_COLS) == all.len)
        return;
    size_t keep = subject_fit(all, SUBJECT_COLS - 1);
    bool quote = subject_quote_is_open(view_slice(all, 0, keep));
    if (quote) {
        keep = subject_fit(all, SUBJECT_COLS - 2);
        quote = subject_quote_is_open(view_slice(all, 0, keep));
    }
    while (keep > 0 && all.data[keep - 1] == ' ')
        keep--;
    str_replace(text, keep, text->len, quote ? VIEW("…\"") : VIEW("…"));
}

void change_set_subject(struct change_set *set, const char *format, ...)
{
    char *made = NULL;
    va_list args;
    va_start(args, format);
    int len = vasprintf(&made, format, args);
    va_end(args);
    if (len < 0)
        abort();
    struct str subject = {0};
    subject_add_plain(&subject, view_from(made, (size_t)len));
    free(made);
    subject_clip(&subject);
    free(set->subject);
    set->subject = str_take(&subject);
}

void change_set_finish(struct change_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        struct change *change = &set->items[i];
        free(change->path);
        free(change->from);
        str_finish(&change->old);
        str_finish(&change->text);
    }
    free(set->items);
    free(set->subject);
    free(set->body);
    *set = (struct change_set){0};
}
