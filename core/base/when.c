/* The words are cut at blanks and at the border of digits and letters, so that "7d", "7 d" and
 * "7 days" are the same; then each form looks whether the words are its own. */
#include "core/base/when.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>
#include <time.h>

enum { WORDS_MAX = 4, WORD_LEN = 16 };

struct when_words {
    char items[WORDS_MAX][WORD_LEN];
    size_t count;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool cut_words(struct view text, struct when_words *out)
{
    *out = (struct when_words){0};
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        bool digits = is_digit(text.data[at]);
        while (at < text.len && text.data[at] != ' ' && text.data[at] != '_' &&
               is_digit(text.data[at]) == digits)
            at++;
        if (at - start >= WORD_LEN || (at > start && out->count == WORDS_MAX))
            return false;
        if (at > start)
            memcpy(out->items[out->count++], text.data + start, at - start);
        at += at == start;
    }
    return out->count > 0;
}

/* Up to six digits, or "a", "an", "last", "one": 1. */
static bool read_count(const char *word, int *out)
{
    static const char *const ones[] = {"a", "an", "last", "one"};
    for (size_t i = 0; i < sizeof(ones) / sizeof(*ones); i++)
        if (strcasecmp(word, ones[i]) == 0)
            return *out = 1, true;
    *out = 0;
    if (!is_digit(*word) || strlen(word) > 6)
        return false;
    for (; is_digit(*word); word++)
        *out = *out * 10 + (*word - '0');
    return *word == '\0';
}

static int64_t local_time(struct tm tm)
{
    tm.tm_isdst = -1;
    return (int64_t)mktime(&tm);
}

static int64_t midnight(struct tm tm, int days)
{
    tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
    tm.tm_mday += days;
    return local_time(tm);
}

static int month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month] + (month == 1 && leap);
}

static int64_t months_ago(struct tm tm, int months)
{
    int whole = (tm.tm_year + 1900) * 12 + tm.tm_mon - months;
    if (whole < 0)
        whole = 0;
    tm.tm_year = whole / 12 - 1900;
    tm.tm_mon = whole % 12;
    int most = month_days(whole / 12, tm.tm_mon);
    if (tm.tm_mday > most)
        tm.tm_mday = most;
    return local_time(tm);
}

/* "7 days", "a week ago", "last month" */
static bool read_span(const struct when_words *words, int64_t now, const struct tm *tm,
                      int64_t *out)
{
    static const struct {
        const char *name, *letter;
        int seconds, months;
    } units[] = {{"second", "s", 1, 0},  {"minute", "m", 60, 0},   {"hour", "h", 3600, 0},
                 {"day", "d", 86400, 0}, {"week", "w", 604800, 0}, {"month", "mo", 0, 1},
                 {"year", "y", 0, 12},   {"min", "mins", 60, 0},   {"fortnight", "", 1209600, 0}};
    int count;
    bool ago = words->count == 3 && strcasecmp(words->items[2], "ago") == 0;
    if ((words->count != 2 && !ago) || !read_count(words->items[0], &count))
        return false;
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        size_t len = strlen(units[i].name);
        const char *word = words->items[1];
        bool named = strncasecmp(word, units[i].name, len) == 0 &&
                     (word[len] == '\0' || strcasecmp(word + len, "s") == 0);
        if (!named && strcasecmp(word, units[i].letter) != 0)
            continue;
        *out = units[i].months ? months_ago(*tm, count * units[i].months)
                               : now - (int64_t)count * units[i].seconds;
        return true;
    }
    return false;
}

/* "today", "yesterday", "monday", "last monday" */
static bool read_day(const struct when_words *words, int64_t now, const struct tm *tm, int64_t *out)
{
    static const char *const days[] = {"sunday",   "monday", "tuesday", "wednesday",
                                       "thursday", "friday", "saturday"};
    const char *word = words->items[words->count - 1];
    if (words->count > 2 || (words->count == 2 && strcasecmp(words->items[0], "last") != 0))
        return false;
    for (int i = 0; i < 7; i++) {
        if (strcasecmp(word, days[i]) != 0 &&
            (strlen(word) != 3 || strncasecmp(word, days[i], 3) != 0))
            continue;
        int back = (tm->tm_wday - i + 7) % 7;
        *out = midnight(*tm, back ? -back : -7);
        return true;
    }
    if (words->count == 2)
        return false;
    if (strcasecmp(word, "now") == 0)
        *out = now;
    else if (strcasecmp(word, "today") == 0)
        *out = midnight(*tm, 0);
    else if (strcasecmp(word, "yesterday") == 0)
        *out = midnight(*tm, -1);
    else
        return false;
    return true;
}

/* `form` has a digit's place at each 0; other characters stand for themselves, and `T` for a blank
 * too. */
static bool has_form(struct view text, const char *form)
{
    if (text.len != strlen(form))
        return false;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        if (form[i] == '0' ? !is_digit(c) : form[i] == 'T' ? c != 'T' && c != ' ' : c != form[i])
            return false;
    }
    return true;
}

static int number_at(struct view text, size_t from, size_t len)
{
    int value = 0;
    for (size_t i = from; i < from + len; i++)
        value = value * 10 + (text.data[i] - '0');
    return value;
}

/* A date or a time of today, as figures. */
static bool read_figures(struct view text, const struct tm *now, int64_t *out)
{
    struct tm tm = {.tm_mday = 1, .tm_year = now->tm_year, .tm_mon = now->tm_mon};
    bool time_only = has_form(text, "00:00");
    bool timed = has_form(text, "0000-00-00T00:00");
    bool dated = timed || has_form(text, "0000-00-00");
    bool monthly = dated || has_form(text, "0000-00");
    if (!time_only && !monthly && !has_form(text, "0000"))
        return false;
    tm.tm_mday = time_only ? now->tm_mday : dated ? number_at(text, 8, 2) : 1;
    if (!time_only) {
        tm.tm_year = number_at(text, 0, 4) - 1900;
        tm.tm_mon = monthly ? number_at(text, 5, 2) - 1 : 0;
    }
    if (timed || time_only) {
        tm.tm_hour = number_at(text, text.len - 5, 2);
        tm.tm_min = number_at(text, text.len - 2, 2);
    }
    if (tm.tm_mon < 0 || tm.tm_mon > 11 || tm.tm_mday < 1 ||
        tm.tm_mday > month_days(tm.tm_year + 1900, tm.tm_mon) || tm.tm_hour > 23 || tm.tm_min > 59)
        return false;
    *out = local_time(tm);
    return true;
}

enum status when_parse(struct view text, int64_t now, int64_t *out, struct error *err)
{
    struct when_words words;
    struct tm tm;
    time_t seconds = (time_t)now;
    text = view_trim(text);
    if (localtime_r(&seconds, &tm) &&
        (read_figures(text, &tm, out) ||
         (cut_words(text, &words) &&
          (read_span(&words, now, &tm, out) || read_day(&words, now, &tm, out)))))
        return STATUS_OK;
    return error_set(
        err, STATUS_INVALID,
        "\"%.*s\" is no time: write 7 days, last week, yesterday, monday or 2026-03-01",
        text.len < 40 ? (int)text.len : 40, text.len ? text.data : "");
}
