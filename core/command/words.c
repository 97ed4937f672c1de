#include "core/command/command.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

static bool words_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Reads the part of a word in quotes whose opening quote stands at `at`; returns the position after
 * the closing one, or SIZE_MAX if there is none. */
static size_t words_quoted(struct view line, size_t at, struct str *word)
{
    char quote = line.data[at++];
    for (; at < line.len && line.data[at] != quote; at++) {
        char c = line.data[at];
        if (quote == '"' && c == '\\' && at + 1 < line.len) {
            char next = line.data[++at];
            c = next == 'n' ? '\n' : next;
        }
        str_add_char(word, c);
    }
    return at < line.len ? at + 1 : SIZE_MAX;
}

enum status command_words(struct view line, char ***words, size_t *count, struct error *err)
{
    size_t cap = 0, at = 0;
    *words = NULL;
    *count = 0;
    for (;;) {
        while (at < line.len && words_is_blank(line.data[at]))
            at++;
        if (at >= line.len)
            return STATUS_OK;
        struct str word = {0};
        while (at < line.len && !words_is_blank(line.data[at])) {
            if (line.data[at] == '"' || line.data[at] == '\'') {
                at = words_quoted(line, at, &word);
                if (at == SIZE_MAX) {
                    str_finish(&word);
                    command_words_free(*words, *count);
                    *words = NULL;
                    *count = 0;
                    return error_set(err, STATUS_INVALID, "a quote is not closed");
                }
            } else {
                str_add_char(&word, line.data[at++]);
            }
        }
        *ARRAY_PUSH(*words, *count, cap) = str_take(&word);
    }
}

void command_words_free(char **words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(words[i]);
    free(words);
}

/* `%` too is quoted, so that a template's `%%` is never found inside a word. */
static bool words_is_plain(struct view word)
{
    for (size_t i = 0; i < word.len; i++)
        if (strchr(" \t\"'\\\n%", word.data[i]))
            return false;
    return word.len > 0;
}

void command_add_quoted(struct str *out, struct view word)
{
    if (words_is_plain(word)) {
        str_add(out, word);
        return;
    }
    str_add_char(out, '"');
    for (size_t i = 0; i < word.len; i++) {
        char c = word.data[i];
        if (c == '"' || c == '\\')
            str_add_char(out, '\\');
        if (c == '\n')
            str_add_text(out, "\\n");
        else
            str_add_char(out, c);
    }
    str_add_char(out, '"');
}
