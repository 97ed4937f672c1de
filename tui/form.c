#include "tui/form.h"

#include "core/base/memory.h"
#include "core/command/command.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void form_finish(struct form *form)
{
    for (size_t i = 0; i < form->count; i++) {
        free(form->fields[i].text);
        note_offers_finish(&form->fields[i].offers);
    }
    free(form->command);
    str_finish(&form->about);
    *form = (struct form){0};
}

struct form_field *form_add(struct form *form, const char *label, const char *hint,
                            struct view text)
{
    struct form_field *field = &form->fields[form->count++];
    *field = (struct form_field){.label = label, .hint = hint};
    field->text = mem_string_n(text.data ? text.data : "", text.len);
    return field;
}

void form_keep(struct form *form, const struct line_edit *line)
{
    struct form_field *field = &form->fields[form->at];
    field->guess = field->guess && view_is(str_view(&line->text), field->text);
    free(field->text);
    field->text = mem_string(str_text(&line->text));
}

void form_step(struct form *form, struct line_edit *line, int by)
{
    form_keep(form, line);
    form->at = (form->at + form->count + (size_t)(by + (int)form->count)) % form->count;
    line_edit_set(line, view_of(form->fields[form->at].text));
    if (form->fields[form->at].guess)
        line_edit_select(line);
}

/* Whether `name` is among the words of the list before the one at hand. */
static bool is_said(struct view said, const char *name)
{
    while (said.len) {
        size_t end = view_find(said, 0, ',');
        if (view_is(view_trim(view_slice(said, 0, end)), name))
            return true;
        said = view_slice(said, end + 1, said.len);
    }
    return false;
}

/* The offer that goes on from `line`, and how much of it stands at its end; NULL for none. */
static const char *form_best(const struct form *form, const struct line_edit *line, size_t *typed)
{
    const struct form_field *field = &form->fields[form->at];
    struct view text = str_view(&line->text), said = VIEW("");
    size_t from = text.len;
    if (line->cursor < text.len || line->selected)
        return NULL;
    while (field->list && from > 0 && text.data[from - 1] != ',')
        from--;
    if (field->list)
        said = view_slice(text, 0, from);
    struct view part = field->list ? view_slice(text, from, text.len) : text;
    while (part.len && (part.data[0] == ' ' || part.data[0] == '#'))
        part = view_slice(part, 1, part.len);
    *typed = part.len;
    for (size_t i = 0; part.len && i < field->offers.count; i++) {
        const char *name = field->offers.names[i];
        bool fits = strncasecmp(name, part.data, part.len) == 0 && name[part.len];
        if (fits && !(field->list && strchr(name, ',')) && !is_said(said, name))
            return name;
    }
    return NULL;
}

struct view form_completion(const struct form *form, const struct line_edit *line)
{
    size_t typed;
    const char *name = form_best(form, line, &typed);
    return view_of(name ? name + typed : "");
}

bool form_take(const struct form *form, struct line_edit *line)
{
    size_t typed;
    const char *name = form_best(form, line, &typed);
    struct str text = {0};
    if (!name)
        return false;
    str_add(&text, view_slice(str_view(&line->text), 0, line->text.len - typed));
    str_add_text(&text, name);
    line_edit_set(line, str_view(&text));
    str_finish(&text);
    return true;
}

char *form_answer(const struct form *form)
{
    struct str line = {0};
    str_add_text(&line, form->command);
    for (size_t i = 0; i < form->count; i++) {
        str_add_char(&line, ' ');
        command_add_quoted(&line, view_trim(view_of(form->fields[i].text)));
    }
    return str_take(&line);
}
