#include "tui/prompt.h"

#include "core/base/memory.h"
#include "core/command/command.h"

#include <stdlib.h>
#include <string.h>

void prompt_close(struct prompt *prompt)
{
    free(prompt->label);
    free(prompt->command);
    free(prompt->cancel);
    line_edit_finish(&prompt->line);
    for (size_t i = 0; i < prompt->item_count; i++) {
        free(prompt->items[i].label);
        free(prompt->items[i].detail);
        free(prompt->items[i].command);
        free(prompt->items[i].preview);
    }
    free(prompt->items);
    free(prompt->shown);
    str_finish(&prompt->filtered);
    form_finish(&prompt->form);
    *prompt = (struct prompt){0};
}

void prompt_ask(struct prompt *prompt, const char *label, const char *command, struct view initial)
{
    prompt_close(prompt);
    prompt->kind = PROMPT_ASK;
    prompt->label = mem_string(label);
    prompt->command = mem_string(command);
    line_edit_set(&prompt->line, initial);
}

void prompt_confirm(struct prompt *prompt, const char *label, uint32_t key, const char *command)
{
    prompt_close(prompt);
    prompt->kind = PROMPT_CONFIRM;
    prompt->label = mem_string(label);
    prompt->command = mem_string(command);
    prompt->confirm_key = key;
}

void prompt_keys(struct prompt *prompt, const char *label)
{
    prompt_close(prompt);
    prompt->kind = PROMPT_KEYS;
    prompt->label = mem_string(label);
}

void prompt_add_key(struct prompt *prompt, uint32_t key, const char *label, const char *command)
{
    prompt_add_item(prompt, view_of(label), NULL, command, NULL);
    prompt->items[prompt->item_count - 1].key = key;
}

void prompt_pick(struct prompt *prompt, enum prompt_kind kind, const char *label)
{
    prompt_close(prompt);
    prompt->kind = kind;
    prompt->label = mem_string(label);
}

void prompt_add_item(struct prompt *prompt, struct view label, const char *detail,
                     const char *command, const char *preview)
{
    struct prompt_item *item = ARRAY_PUSH(prompt->items, prompt->item_count, prompt->item_cap);
    *item = (struct prompt_item){0};
    item->label = mem_string_n(label.data, label.len);
    item->detail = detail ? mem_string(detail) : NULL;
    item->command = command ? mem_string(command) : NULL;
    item->preview = preview ? mem_string(preview) : NULL;
}

/* How well an item answers to `words`: 0 best, PROMPT_RANKS not at all. What is typed may be the
 * first word of its label (a command's name) or begin it; else every word must occur. */
enum { PROMPT_RANKS = 3 };

static size_t prompt_rank(const struct prompt_item *item, struct view words)
{
    if (words.len && strncasecmp(item->label, words.data, words.len) == 0)
        return item->label[words.len] == ' ' || item->label[words.len] == '\0' ? 0 : 1;
    while (words.len) {
        size_t end = view_find(words, 0, ' ');
        char *word = mem_string_n(words.data, end);
        bool found =
            strcasestr(item->label, word) || (item->detail && strcasestr(item->detail, word));
        free(word);
        if (!found)
            return PROMPT_RANKS;
        words = view_slice(words, end + 1, words.len);
    }
    return PROMPT_RANKS - 1;
}

void prompt_filter(struct prompt *prompt)
{
    struct view words = view_trim(str_view(&prompt->line.text));
    /* The palette narrows by the command's name; its arguments follow a blank. */
    if (prompt->kind == PROMPT_PALETTE)
        words = view_slice(words, 0, view_find(words, 0, ' '));
    if (prompt->shown && view_equal(words, str_view(&prompt->filtered)))
        return;
    str_clear(&prompt->filtered);
    str_add(&prompt->filtered, words);
    prompt->list = (struct list){0};
    prompt->shown_count = 0;
    for (size_t rank = 0; rank < PROMPT_RANKS; rank++)
        for (size_t i = 0; i < prompt->item_count; i++)
            if (prompt_rank(&prompt->items[i], words) == rank)
                *ARRAY_PUSH(prompt->shown, prompt->shown_count, prompt->shown_cap) = i;
}

const struct prompt_item *prompt_selected(const struct prompt *prompt)
{
    return prompt->list.selected < prompt->shown_count
               ? &prompt->items[prompt->shown[prompt->list.selected]]
               : NULL;
}

/* Where the answer goes: the first `%%` that is in no quotes, so that a path in the template may
 * hold one; NULL for nowhere. */
static const char *prompt_mark(const char *template)
{
    char quote = '\0';
    for (const char *c = template; *c; c++) {
        if (quote == '"' && *c == '\\' && c[1])
            c++;
        else if (quote)
            quote = *c == quote ? '\0' : quote;
        else if (*c == '"' || *c == '\'')
            quote = *c;
        else if (*c == '%' && c[1] == '%')
            return c;
    }
    return NULL;
}

char *prompt_fill(const struct prompt *prompt, const char *template)
{
    struct str out = {0};
    const char *mark = prompt_mark(template);
    if (!mark)
        return mem_string(template);
    str_add(&out, view_from(template, (size_t)(mark - template)));
    command_add_quoted(&out, str_view(&prompt->line.text));
    str_add_text(&out, mark + 2);
    return str_take(&out);
}

char *prompt_answer(const struct prompt *prompt)
{
    return prompt_fill(prompt, prompt->command);
}
