#include "core/markdown/extend.h"

#include <string.h>
#include <strings.h>

/* Bare addresses are those of GFM's extended autolinks. Whoever looks ahead and finds nothing
 * either stops at a fixed length or moves on behind what was looked at, so that no input is read
 * more than a few times. */

enum { WIKI_MOST = 1000, NOTE_MOST = 200 };

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\0';
}

static char char_at(struct view text, size_t at, char before)
{
    if (at == 0)
        return before;
    return at <= text.len ? text.data[at - 1] : '\0';
}

static bool find_wiki(struct view text, size_t at, struct extend_mark *out)
{
    size_t limit = text.len < at + WIKI_MOST ? text.len : at + WIKI_MOST;
    size_t bar = 0, i = at + 2;
    for (; i + 1 < limit && !(text.data[i] == ']' && text.data[i + 1] == ']'); i++) {
        if (text.data[i] == '[')
            return false;
        if (text.data[i] == '|' && !bar)
            bar = i;
    }
    if (i + 1 >= limit)
        return false;
    struct view target = view_trim(view_slice(text, at + 2, bar ? bar : i));
    size_t words = bar && view_trim(view_slice(text, bar + 1, i)).len ? bar + 1 : at + 2;
    if (!target.len)
        return false;
    *out = (struct extend_mark){EXTEND_WIKI, at, i + 2, words, i, target, false, false};
    if (words == at + 2 && bar)
        out->words_end = bar;
    return true;
}

static bool find_note(struct view text, size_t at, struct extend_mark *out)
{
    size_t limit = text.len < at + NOTE_MOST ? text.len : at + NOTE_MOST;
    size_t i = at + 2;
    while (i < limit && text.data[i] != ']' && text.data[i] != '[' && !is_blank(text.data[i]))
        i++;
    if (i >= limit || text.data[i] != ']' || i == at + 2)
        return false;
    struct view label = view_slice(text, at + 2, i);
    *out = (struct extend_mark){EXTEND_NOTE, at, i + 1, at, i + 1, label, false, false};
    return true;
}

/* The end of the domain at `at`; `*valid` if it has a period, and no underscore at its end. */
static size_t domain_end(struct view text, size_t at, bool *valid)
{
    size_t periods = 0, last_underscore = 0, i = at;
    for (; i < text.len; i++) {
        char c = text.data[i];
        if (c == '.') {
            if (i == at || text.data[i - 1] == '.')
                break;
            periods++;
        } else if (c == '_') {
            last_underscore = periods + 1;
        } else if (!is_alnum(c) && c != '-' && !((unsigned char)c & 0x80)) {
            break;
        }
    }
    size_t end = i;
    if (end > at && text.data[end - 1] == '.')
        periods--;
    *valid = i > at && periods > 0 && !(last_underscore && last_underscore + 1 > periods);
    return i;
}

static size_t entity_start(struct view text, size_t from, size_t end)
{
    size_t i = end - 1;
    while (i > from && is_alnum(text.data[i - 1]))
        i--;
    return i > from && i < end - 1 && text.data[i - 1] == '&' ? i - 1 : end;
}

/* Cuts off what more likely belongs to the sentence than to the address. */
static size_t address_trim(struct view text, size_t from, size_t end)
{
    long open = 0;
    for (size_t i = from; i < end; i++)
        open += text.data[i] == '(' ? 1 : text.data[i] == ')' ? -1 : 0;
    while (end > from) {
        char c = text.data[end - 1];
        size_t entity = c == ';' ? entity_start(text, from, end) : end;
        if (entity < end) {
            end = entity;
        } else if (c == ')' && open < 0) {
            open++;
            end--;
        } else if (strchr("?!.,:*_~\"';", c)) {
            end--;
        } else {
            break;
        }
    }
    return end;
}

static bool find_address(struct view text, size_t *at, size_t from, size_t domain, char before,
                         struct extend_mark *out)
{
    char c = char_at(text, from, before);
    if (!is_blank(c) && !strchr("*_~(", c) && !(from && strchr("\"'[", c)))
        return false;
    bool valid;
    size_t end = domain_end(text, domain, &valid);
    if (!valid) {
        *at = end > *at ? end : *at + 1;
        return false;
    }
    while (end < text.len && !is_blank(text.data[end]) && text.data[end] != '<')
        end++;
    end = address_trim(text, domain, end);
    struct view target = view_slice(text, from, end);
    *out = (struct extend_mark){EXTEND_WWW, from, end, from, end, target, false, false};
    return end > domain;
}

static bool find_web(struct view text, size_t *at, size_t least, char before,
                     struct extend_mark *out)
{
    static const char *const schemes[] = {"https", "http", "ftp"};
    for (size_t i = 0; i < sizeof(schemes) / sizeof(*schemes); i++) {
        size_t len = strlen(schemes[i]);
        if (*at < least + len || strncasecmp(text.data + *at - len, schemes[i], len) != 0)
            continue;
        bool found = find_address(text, at, *at - len, *at + 3, before, out);
        out->kind = EXTEND_WEB;
        return found;
    }
    return false;
}

static bool is_mail_local(char c)
{
    return is_alnum(c) || (c && strchr("._+-", c));
}

static bool find_mail(struct view text, size_t at, size_t least, struct extend_mark *out)
{
    size_t from = at, end = at + 1, periods = 0;
    while (from > least && is_mail_local(text.data[from - 1]))
        from--;
    while (end < text.len && (is_alnum(text.data[end]) || strchr("-_.", text.data[end]))) {
        if (text.data[end] == '.') {
            if (end + 1 >= text.len || !is_alnum(text.data[end + 1]))
                break;
            periods++;
        }
        end++;
    }
    if (from == at || !periods || strchr("-_", text.data[end - 1]))
        return false;
    struct view target = view_slice(text, from, end);
    *out = (struct extend_mark){EXTEND_MAIL, from, end, from, end, target, false, false};
    return true;
}

static bool find_strike(struct view text, size_t *at, char before, struct extend_mark *out)
{
    size_t end = *at;
    while (end < text.len && text.data[end] == '~')
        end++;
    size_t from = *at;
    if (end - from > 2) {
        *at = end;
        return false;
    }
    *out = (struct extend_mark){EXTEND_STRIKE, from, end, end, end, {0}, false, false};
    out->can_open = end == text.len || !is_blank(text.data[end]);
    out->can_close = !is_blank(char_at(text, from, before));
    return true;
}

/* Of `www.` the period is looked for, which is rarer than a w. */
static bool find_www(struct view text, size_t *at, size_t least, char before,
                     struct extend_mark *out)
{
    size_t from = *at - 3;
    return *at >= least + 3 && strncasecmp(text.data + from, "www", 3) == 0 && *at + 1 < text.len &&
           find_address(text, at, from, from, before, out);
}

/* Looks at the byte at `*at`; what it belongs to begins at or after `least`. */
static bool find_at(struct view text, size_t *at, size_t least, char before,
                    struct extend_mark *out)
{
    const char *c = text.data + *at;
    size_t left = text.len - *at;
    switch (*c) {
    case '[':
        if (left > 4 && c[1] == '[')
            return find_wiki(text, *at, out);
        return left > 3 && c[1] == '^' && find_note(text, *at, out);
    case '~':
        return find_strike(text, at, before, out);
    case ':':
        return left > 3 && c[1] == '/' && c[2] == '/' && find_web(text, at, least, before, out);
    case '@':
        return left > 3 && find_mail(text, *at, least, out);
    default:
        return find_www(text, at, least, before, out);
    }
}

static size_t find_special(struct view text, size_t from)
{
    static const bool special[256] = {
        ['['] = true, ['~'] = true, [':'] = true, ['@'] = true, ['.'] = true};
    const char *at = text.data + from, *const end = text.data + text.len;
    while (at < end && !special[(unsigned char)*at])
        at++;
    return (size_t)(at - text.data);
}

bool extend_next(struct view text, size_t *at, char before, struct extend_mark *out)
{
    size_t least = *at;
    for (size_t from = least;;) {
        size_t i = *at = find_special(text, from);
        if (i == text.len)
            return false;
        if (find_at(text, at, least, before, out)) {
            *at = out->to;
            return true;
        }
        from = *at > i ? *at : i + 1;
    }
}
