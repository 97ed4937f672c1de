#include "core/base/memory.h"
#include "core/workspace/browse.h"
#include "core/workspace/browse_head.h"

#include <stdlib.h>
#include <string.h>

static const char *const chip_names[BROWSE_CHIPS] = {
    [BROWSE_BY] = "by",        [BROWSE_TAG] = "tag",         [BROWSE_FOLDER] = "folder",
    [BROWSE_WITH] = "emotion", [BROWSE_LEAST] = "intensity",
};

static const char *const order_names[BROWSE_ORDERS] = {
    [BROWSE_NAME] = "name",       [BROWSE_NEWEST] = "newest",       [BROWSE_LINKED] = "linked",
    [BROWSE_EMOTION] = "emotion", [BROWSE_INTENSITY] = "intensity",
};

const char *browse_order_name(enum browse_order order)
{
    return order_names[order];
}

/* Cuts the next `name:value` off the line; a value in double quotes holds blanks. */
static struct view line_word(struct view *rest)
{
    struct view text = view_trim(*rest);
    size_t end = 0;
    bool quoted = false;
    for (; end < text.len && (quoted || text.data[end] != ' '); end++)
        quoted = quoted != (text.data[end] == '"');
    *rest = view_slice(text, end, text.len);
    return view_slice(text, 0, end);
}

static enum status take_order(struct browse *out, const char *value, struct error *err)
{
    for (unsigned i = 0; i < BROWSE_ORDERS; i++)
        if (strcmp(value, order_names[i]) == 0) {
            out->order = (enum browse_order)i;
            return STATUS_OK;
        }
    return error_set(err, STATUS_INVALID,
                     "by: name, newest, linked, emotion or intensity; \"%s\" is none", value);
}

static enum status take_word(struct browse *out, struct view word, struct error *err)
{
    struct view name = view_slice(word, 0, view_find(word, 0, ':'));
    struct str value = {0};
    enum browse_chip chip = BROWSE_CHIPS;
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < BROWSE_CHIPS && name.len < word.len; i++)
        if (view_is(name, chip_names[i]))
            chip = (enum browse_chip)i;
    for (size_t i = name.len + 1; i < word.len; i++)
        if (word.data[i] != '"')
            str_add_char(&value, word.data[i]);
    if (chip == BROWSE_CHIPS)
        status =
            error_set(err, STATUS_INVALID,
                      "by: tag: folder: emotion: or intensity: stands before what is asked for");
    else if (!value.len)
        status = error_set(err, STATUS_INVALID, "%s: wants a value", chip_names[chip]);
    else if (chip == BROWSE_BY)
        status = take_order(out, str_text(&value), err);
    else if (chip == BROWSE_LEAST && browse_intensity(str_view(&value)) < 0)
        status = error_set(err, STATUS_INVALID, "intensity: wants a number or ∞");
    if (status == STATUS_OK) {
        free(out->values[chip]);
        out->values[chip] = mem_string(str_text(&value));
    }
    str_finish(&value);
    return status;
}

enum status browse_parse(struct view line, struct browse *out, struct error *err)
{
    enum status status = STATUS_OK;
    *out = (struct browse){0};
    while (status == STATUS_OK && view_trim(line).len)
        status = take_word(out, line_word(&line), err);
    if (status != STATUS_OK)
        browse_finish(out);
    else if (out->order == BROWSE_NAME) {
        free(out->values[BROWSE_BY]); /* as they stand: that is no chip */
        out->values[BROWSE_BY] = NULL;
    }
    return status;
}

void browse_finish(struct browse *browse)
{
    for (size_t i = 0; i < BROWSE_CHIPS; i++)
        free(browse->values[i]);
    *browse = (struct browse){0};
}

bool browse_is_empty(const struct browse *browse)
{
    for (size_t i = 0; i < BROWSE_CHIPS; i++)
        if (browse->values[i])
            return false;
    return true;
}

void browse_add_chip(const struct browse *browse, enum browse_chip chip, struct str *out)
{
    const char *mark = strchr(browse->values[chip], ' ') ? "\"" : "";
    str_addf(out, "%s:%s%s%s", chip_names[chip], mark, browse->values[chip], mark);
}

void browse_add_line(const struct browse *browse, enum browse_chip without, struct str *out)
{
    for (unsigned i = 0; i < BROWSE_CHIPS; i++) {
        if (!browse->values[i] || i == (unsigned)without)
            continue;
        if (out->len)
            str_add_char(out, ' ');
        browse_add_chip(browse, (enum browse_chip)i, out);
    }
}
