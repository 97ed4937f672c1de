#include "tui/log_search.h"

#include "core/base/memory.h"
#include "core/base/when.h"
#include "core/command/command.h"

#include <stdlib.h>
#include <string.h>

static const char *const chip_names[CHIP_COUNT] = {
    [CHIP_AUTHOR] = "author", [CHIP_SINCE] = "since",     [CHIP_UNTIL] = "until",
    [CHIP_PATH] = "path",     [CHIP_SUBJECT] = "subject", [CHIP_TEXT] = "text",
};

/* The chip that `word` names before its colon; CHIP_COUNT when it names none. */
static enum log_chip chip_of(const char *word, const char **value)
{
    for (size_t i = 0; i < CHIP_COUNT; i++) {
        size_t len = strlen(chip_names[i]);
        if (strncmp(word, chip_names[i], len) == 0 && word[len] == ':') {
            *value = word + len + 1;
            return (enum log_chip)i;
        }
    }
    *value = word;
    return CHIP_COUNT;
}

static enum status take_word(struct log_search *out, struct str *subject, const char *word,
                             struct error *err)
{
    const char *value;
    enum log_chip chip = chip_of(word, &value);
    if (chip == CHIP_COUNT || chip == CHIP_SUBJECT) {
        str_addf(subject, "%s%s", subject->len ? " " : "", value);
        return STATUS_OK;
    }
    if (!*value)
        return error_set(err, STATUS_INVALID, "%s: wants a value, such as %s:%s", chip_names[chip],
                         chip_names[chip], chip == CHIP_PATH ? "drafts/*.md" : "word");
    free(out->values[chip]);
    out->values[chip] = mem_string(value);
    return STATUS_OK;
}

static enum status read_time(const char *value, int64_t now, int64_t *out, struct error *err)
{
    return value ? when_parse(view_of(value), now, out, err) : STATUS_OK;
}

enum status log_search_parse(struct view line, int64_t now, struct log_search *out,
                             struct error *err)
{
    char **words;
    size_t count;
    struct str subject = {0};
    *out = (struct log_search){0};
    enum status status = command_words(line, &words, &count, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; status == STATUS_OK && i < count; i++)
        status = take_word(out, &subject, words[i], err);
    command_words_free(words, count);
    if (subject.len)
        out->values[CHIP_SUBJECT] = str_take(&subject);
    str_finish(&subject);
    if (status == STATUS_OK)
        status = read_time(out->values[CHIP_SINCE], now, &out->since, err);
    if (status == STATUS_OK)
        status = read_time(out->values[CHIP_UNTIL], now, &out->until, err);
    if (status != STATUS_OK)
        log_search_finish(out);
    return status;
}

void log_search_copy(const struct log_search *from, struct log_search *out)
{
    *out = *from;
    for (size_t i = 0; i < CHIP_COUNT; i++)
        out->values[i] = from->values[i] ? mem_string(from->values[i]) : NULL;
}

void log_search_finish(struct log_search *search)
{
    for (size_t i = 0; i < CHIP_COUNT; i++)
        free(search->values[i]);
    *search = (struct log_search){0};
}

bool log_search_is_empty(const struct log_search *search)
{
    for (size_t i = 0; i < CHIP_COUNT; i++)
        if (search->values[i])
            return false;
    return true;
}

void log_search_add_chip(const struct log_search *search, enum log_chip chip, struct str *out)
{
    str_addf(out, "%s:", chip_names[chip]);
    if (strpbrk(search->values[chip], " \t\"'\\"))
        command_add_quoted(out, view_of(search->values[chip]));
    else
        str_add_text(out, search->values[chip]);
}

void log_search_add_line(const struct log_search *search, enum log_chip without, struct str *out)
{
    for (size_t i = 0; i < CHIP_COUNT; i++) {
        if (!search->values[i] || i == without)
            continue;
        if (out->len)
            str_add_char(out, ' ');
        log_search_add_chip(search, (enum log_chip)i, out);
    }
}

void log_search_options(const struct log_search *search, struct log_options *out)
{
    out->author = search->values[CHIP_AUTHOR];
    out->glob = search->values[CHIP_PATH];
    out->subject = search->values[CHIP_SUBJECT];
    out->text = search->values[CHIP_TEXT];
    out->since = search->since;
    out->until = search->until;
}
