#include "core/base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* Cuts a text that filled the buffer at a character and marks the cut. */
static void error_mark_cut(struct error *err, int wanted)
{
    if (wanted < (int)sizeof(err->text))
        return;
    size_t end = sizeof(err->text) - sizeof("…");
    while (end > 0 && ((unsigned char)err->text[end] & 0xC0) == 0x80)
        end--;
    memcpy(err->text + end, "…", sizeof("…"));
}

enum status error_set(struct error *err, enum status status, const char *format, ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        err->status = status;
        int wanted = vsnprintf(err->text, sizeof(err->text), format, args);
        va_end(args);
        error_mark_cut(err, wanted);
    }
    return status;
}

enum status error_system(struct error *err, int code, const char *format, ...)
{
    enum status status = code == ENOENT   ? STATUS_ABSENT
                         : code == EEXIST ? STATUS_EXISTS
                                          : STATUS_IO;
    if (err) {
        char what[512], buffer[128];
        va_list args;
        va_start(args, format);
        vsnprintf(what, sizeof(what), format, args);
        va_end(args);
        error_set(err, status, "%s: %s", what, strerror_r(code, buffer, sizeof(buffer)));
    }
    return status;
}
