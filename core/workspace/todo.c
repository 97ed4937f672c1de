#include "core/workspace/todo.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/workspace/todo_parse.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

bool todo_date_at(struct view text, size_t pos)
{
    if (pos > text.len || text.len - pos < 10)
        return false;
    const char *day = text.data + pos;
    for (int i = 0; i < 10; i++)
        if (i == 4 || i == 7 ? day[i] != '-' : !isdigit((unsigned char)day[i]))
            return false;
    int month = (day[5] - '0') * 10 + day[6] - '0', date = (day[8] - '0') * 10 + day[9] - '0';
    return month >= 1 && month <= 12 && date >= 1 && date <= 31;
}

static bool word_next(struct view *rest, struct view *word)
{
    size_t from = 0;
    while (from < rest->len && (rest->data[from] == ' ' || rest->data[from] == '\t'))
        from++;
    size_t to = from;
    while (to < rest->len && rest->data[to] != ' ' && rest->data[to] != '\t')
        to++;
    *word = view_slice(*rest, from, to);
    *rest = view_slice(*rest, to, rest->len);
    return word->len > 0;
}

static void item_scan(const struct todo_list *list, struct todo_item *item)
{
    struct view rest = view_slice(str_view(&list->text), item->text_start, item->end), word;
    bool first = true;
    if (view_find(rest, 0, '(') == rest.len && view_find(rest, 0, ':') == rest.len)
        return; /* most tasks have neither */
    while (word_next(&rest, &word)) {
        bool pri = word.len == 3 && word.data[0] == '(' && word.data[2] == ')';
        if (pri && isupper((unsigned char)word.data[1]) && !item->priority &&
            (first || list->format == TODO_MARKDOWN))
            item->priority = word.data[1];
        if (word.len == 5 && view_starts(word, "pri:") && isupper((unsigned char)word.data[4]) &&
            !item->priority)
            item->priority = word.data[4];
        if (view_starts(word, "due:") && todo_date_at(word, 4) && !item->due[0])
            memcpy(item->due, word.data + 4, 10);
        first = false;
    }
}

void todo_init(struct todo_list *list, enum todo_format format, struct view text)
{
    *list = (struct todo_list){.format = format};
    str_add(&list->text, text);
    if (format == TODO_TXT)
        todo_parse_txt(list);
    else
        todo_parse_markdown(list);
    for (size_t i = 0; i < list->count; i++) {
        struct todo_item *item = &list->items[i];
        item_scan(list, item);
        if (item->state == TODO_DONE || item->state == TODO_CANCELLED)
            list->done++;
        else
            list->open++;
    }
}

void todo_finish(struct todo_list *list)
{
    for (size_t i = 0; i < list->heading_count; i++)
        free(list->headings[i]);
    free(list->headings);
    free(list->items);
    str_finish(&list->text);
    *list = (struct todo_list){0};
}

enum todo_format todo_format_of(struct view path)
{
    struct view name = path_name(path);
    struct view end = view_slice(name, name.len < 4 ? 0 : name.len - 4, name.len);
    return end.len == 4 && strncasecmp(end.data, ".txt", 4) == 0 ? TODO_TXT : TODO_MARKDOWN;
}

void todo_set_today(struct todo_list *list, const char *today)
{
    struct view day = view_of(today);
    list->today[0] = '\0';
    if (day.len == 10 && todo_date_at(day, 0)) {
        memcpy(list->today, day.data, 10);
        list->today[10] = '\0';
    }
}

struct view todo_words(const struct todo_list *list, size_t item)
{
    if (item >= list->count)
        return VIEW("");
    const struct todo_item *it = &list->items[item];
    return view_trim(view_slice(str_view(&list->text), it->text_start, it->end));
}

static bool tag_goes_on(unsigned char c)
{
    return isalnum(c) || c == '_' || c == '-' || c == '/' || c >= 0x80;
}

static bool word_holds_tag(struct view word, struct view tag)
{
    size_t from = 0;
    while (from < word.len && strchr("([{\"'*_~", word.data[from]))
        from++;
    struct view at = view_slice(word, from, word.len);
    if (at.len < tag.len || memcmp(at.data, tag.data, tag.len) != 0)
        return false;
    return at.len == tag.len || !tag_goes_on((unsigned char)at.data[tag.len]);
}

bool todo_has_tag(const struct todo_list *list, size_t item, struct view tag)
{
    struct view rest = todo_words(list, item), word;
    if (tag.len == 0)
        return false;
    while (word_next(&rest, &word))
        if (word_holds_tag(word, tag))
            return true;
    return false;
}
