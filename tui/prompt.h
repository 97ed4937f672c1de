#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include "core/text/line_edit.h"
#include "tui/form.h"
#include "tui/hint.h"
#include "tui/list.h"

#include <stdbool.h>
#include <stdint.h>

/* A question at the foot of the screen. It never waits: it is a state of the application that ends
 * in a command line. ASK takes a line and puts it, quoted, into a template at `%%`; CONFIRM waits
 * for one key; KEYS for one of several, each with what it does; PICK chooses from a list that what
 * is typed narrows; FORM has several lines to fill in. */

enum prompt_kind {
    PROMPT_NONE,
    PROMPT_ASK,
    PROMPT_CONFIRM,
    PROMPT_KEYS,
    PROMPT_PICK,
    PROMPT_PALETTE,
    PROMPT_FORM
};

struct prompt_item {
    char *label;   /* untrusted */
    char *detail;  /* dim, at the right; may be NULL */
    char *command; /* run when chosen */
    char *preview; /* run when selected; may be NULL */
    uint32_t key;  /* KEYS: what chooses it */
};

struct prompt {
    enum prompt_kind kind;
    char *label;
    char *command;    /* ASK, CONFIRM: the template; PICK: for a line that fits no item, or NULL */
    char *cancel;     /* a template too: run when left with esc; may be NULL */
    const char *ends; /* PICK: a line that ends so is an answer; a literal, or NULL */
    bool blank_ok;    /* ASK: an empty line is an answer */
    bool inline_task; /* ASK: edit in the row of the selected task */
    bool live;        /* ASK: run the command with each change (find) */
    bool fresh;       /* ASK: the first letter typed takes the place of the line */
    const char *accept;       /* ASK: run in place of the command at enter; a literal, or NULL */
    const char *steps;        /* ASK: up and down run it with a number; a literal, or NULL */
    const char *aside;        /* ASK: ctrl-r runs it; a literal, or NULL */
    const char *hint;         /* ASK: what keys do, at the right; a literal, or NULL */
    enum hint_kind completes; /* ASK: tab and right take what the last word may be */
    uint32_t confirm_key;
    struct line_edit line;
    struct prompt_item *items; /* KEYS, PICK, PALETTE */
    size_t item_count, item_cap;
    size_t *shown; /* indices of the items that match */
    size_t shown_count, shown_cap;
    struct str filtered; /* what `shown` was narrowed to */
    struct list list;
    struct form form;
};

void prompt_close(struct prompt *prompt);
void prompt_ask(struct prompt *prompt, const char *label, const char *command, struct view initial);
void prompt_confirm(struct prompt *prompt, const char *label, uint32_t key, const char *command);
/* Asks for one of the keys that prompt_add_key adds; esc cancels, other keys do nothing. */
void prompt_keys(struct prompt *prompt, const char *label);
void prompt_add_key(struct prompt *prompt, uint32_t key, const char *label, const char *command);
/* Begins a list; add items, then prompt_filter. */
void prompt_pick(struct prompt *prompt, enum prompt_kind kind, const char *label);
void prompt_add_item(struct prompt *prompt, struct view label, const char *detail,
                     const char *command, const char *preview);
/* Narrows the list to what is typed: every word must occur, without regard to ASCII case. Labels
 * that begin with it come first, and the first is selected when the words changed. */
void prompt_filter(struct prompt *prompt);
const struct prompt_item *prompt_selected(const struct prompt *prompt);
/* The template with the line in place of the first `%%` outside quotes; the caller frees. */
char *prompt_answer(const struct prompt *prompt);
/* The same for another template. */
char *prompt_fill(const struct prompt *prompt, const char *template);

#endif
