#ifndef TUI_STATUS_H
#define TUI_STATUS_H

#include "core/base/str.h"
#include "core/text/style.h"

#include <stdbool.h>

/* What the program has to say: how far the last change got, and one message. */

enum save_state {
    SAVE_NONE, /* nothing was changed yet */
    SAVE_SAVING,
    SAVE_SAVED, /* on the disk, not yet a commit */
    SAVE_COMMITTED,
    SAVE_WAITING, /* somebody else holds the repository */
    SAVE_FAILED,
};

struct status_line {
    enum save_state state;
    char commit[41];    /* SAVE_COMMITTED */
    struct str message; /* "" for none */
    enum role role;     /* of the message */
};

void status_say(struct status_line *status, enum role role, const char *format, ...)
    PRINTF_LIKE(3, 4);
void status_clear(struct status_line *status);
void status_finish(struct status_line *status);
/* Appends "✓ committed 3f2a1c0" and its like. */
enum role status_add_state(const struct status_line *status, struct str *out);

#endif
