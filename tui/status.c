#include "tui/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void status_say(struct status_line *status, enum role role, const char *format, ...)
{
    char *text = NULL;
    va_list args;
    va_start(args, format);
    int len = vasprintf(&text, format, args);
    va_end(args);
    if (len < 0)
        abort();
    str_clear(&status->message);
    str_add(&status->message, view_from(text, (size_t)len));
    status->role = role;
    free(text);
}

void status_clear(struct status_line *status)
{
    str_clear(&status->message);
}

void status_finish(struct status_line *status)
{
    str_finish(&status->message);
}

enum role status_add_state(const struct status_line *status, struct str *out)
{
    switch (status->state) {
    case SAVE_NONE:
        return ROLE_DIM;
    case SAVE_SAVING:
        str_add_text(out, "… saving");
        return ROLE_WARNING;
    case SAVE_SAVED:
        str_add_text(out, "✓ saved");
        return ROLE_WARNING;
    case SAVE_COMMITTED:
        str_addf(out, "✓ committed %.7s", status->commit);
        return ROLE_GOOD;
    case SAVE_WAITING:
        str_add_text(out, "… saved, waiting to commit");
        return ROLE_WARNING;
    case SAVE_FAILED:
        str_add_text(out, "✗ not committed");
        return ROLE_ERROR;
    }
    return ROLE_DIM;
}
