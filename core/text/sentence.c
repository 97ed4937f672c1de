#include "core/text/sentence.h"

#include <string.h>

static bool sentence_is_one_of(struct view token, const char *const *texts)
{
    for (; *texts; texts++)
        if (view_is(token, *texts))
            return true;
    return false;
}

static bool sentence_is_stop(struct view token)
{
    static const char *const stops[] = {".", "!", "?", "\xE2\x80\xA6", NULL};
    return sentence_is_one_of(token, stops);
}

/* Those of Chinese and Japanese, which no blank follows. */
static bool sentence_is_wide_stop(struct view token)
{
    static const char *const stops[] = {"\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F", NULL};
    return sentence_is_one_of(token, stops);
}

static bool sentence_is_closing(struct view token)
{
    static const char *const closing[] = {"\"",
                                          "'",
                                          ")",
                                          "]",
                                          "*",
                                          "_",
                                          ".",
                                          "!",
                                          "?",
                                          "\xE2\x80\x9D",
                                          "\xE2\x80\x99",
                                          "\xE3\x80\x8D",
                                          "\xC2\xBB",
                                          NULL};
    return sentence_is_one_of(token, closing);
}

static struct view sentence_token(const struct token_list *tokens, size_t index)
{
    return index < tokens->count ? token_list_span(tokens, index, 1) : VIEW("");
}

static bool sentence_is_blank(const struct token_list *tokens, size_t index)
{
    return index < tokens->count &&
           (tokens->kinds[index] == TOKEN_BLANK || tokens->kinds[index] == TOKEN_BREAK);
}

/* Whether a line that begins with token `index` begins something of its own. */
static bool sentence_is_marker(const struct token_list *tokens, size_t index)
{
    struct view first = sentence_token(tokens, index);
    if (first.len == 0)
        return false;
    if (tokens->kinds[index] == TOKEN_MARK)
        return sentence_is_blank(tokens, index + 1) || strchr("#>|", first.data[0]);
    struct view second = sentence_token(tokens, index + 1);
    return first.data[0] >= '0' && first.data[0] <= '9' &&
           (view_is(second, ".") || view_is(second, ")")) && sentence_is_blank(tokens, index + 2);
}

static bool sentence_is_between(const struct token_list *tokens, size_t blank)
{
    struct view text = sentence_token(tokens, blank);
    if (tokens->kinds[blank] == TOKEN_BREAK)
        return true;
    return tokens->kinds[blank] == TOKEN_BLANK && view_find(text, 0, '\n') < text.len &&
           sentence_is_marker(tokens, blank + 1);
}

/* The end of the sentence whose stop is token `index`, or 0 when it goes on. */
static size_t sentence_end(const struct token_list *tokens, size_t index)
{
    bool wide = sentence_is_wide_stop(sentence_token(tokens, index));
    if (!wide && !sentence_is_stop(sentence_token(tokens, index)))
        return 0;
    size_t end = index + 1;
    while (end < tokens->count && sentence_is_closing(sentence_token(tokens, end)))
        end++;
    if (end < tokens->count && !sentence_is_blank(tokens, end))
        return wide ? end : 0;
    struct view next = sentence_token(tokens, end + 1);
    return next.len > 0 && next.data[0] >= 'a' && next.data[0] <= 'z' ? 0 : end;
}

void sentence_edges(const struct token_list *tokens, bool *edges)
{
    memset(edges, 0, tokens->count + 1);
    edges[0] = edges[tokens->count] = true;
    for (size_t i = 0; i < tokens->count; i++) {
        if (sentence_is_between(tokens, i))
            edges[i] = edges[i + 1] = true;
        size_t end = tokens->kinds[i] == TOKEN_MARK ? sentence_end(tokens, i) : 0;
        if (end > 0)
            edges[end] = true;
        if (end > 0 && sentence_is_blank(tokens, end))
            edges[end + 1] = true;
    }
}
