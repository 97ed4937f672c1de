#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "core/text/line_edit.h"
#include "core/text/style.h"
#include "core/workspace/note_offers.h"

/* A few lines to fill in, of which one is being edited (its text is in the prompt's line). Like any
 * prompt it ends in a command line: its command with every field behind it, quoted. */

#define FORM_FIELDS_MAX 8

struct form_field {
    const char *label; /* literals, both */
    const char *hint;  /* dim, while it is empty */
    char *text;
    bool guess;                /* its text is one, and so is selected when it is come to */
    bool list;                 /* what is behind its last comma is completed */
    struct note_offers offers; /* that complete it, the best first */
};

struct form {
    struct form_field fields[FORM_FIELDS_MAX];
    size_t count, at;
    char *command;
    bool edits;       /* the editor is opened on what it made */
    struct str about; /* what will become of it, a line */
    enum role about_role;
};

void form_finish(struct form *form);
/* Adds a field with this text. */
struct form_field *form_add(struct form *form, const char *label, const char *hint,
                            struct view text);
/* Goes to the field `by` further, round the ends; `line` is left and entered. */
void form_step(struct form *form, struct line_edit *line, int by);
/* Takes `line` over into its field, without leaving it. */
void form_keep(struct form *form, const struct line_edit *line);
/* What would be added at the end of `line`, the field being edited; empty for nothing. Borrowed. */
struct view form_completion(const struct form *form, const struct line_edit *line);
/* Puts it there, in the spelling that is offered; false for nothing. */
bool form_take(const struct form *form, struct line_edit *line);
/* The command line. */
char *form_answer(const struct form *form);

#endif
