#ifndef TUI_LOG_SEARCH_H
#define TUI_LOG_SEARCH_H

#include "core/store/log.h"

/* The filters of the log, as they are typed and as they stand there as chips:
 *
 *   author:ada since:"7 days" until:2026-03-01 path:*.md text:"quay|harbour" letter
 *
 * Words without a name are the subject's. Each filter is given once; all must hold. */

enum log_chip {
    CHIP_AUTHOR,
    CHIP_SINCE,
    CHIP_UNTIL,
    CHIP_PATH,
    CHIP_SUBJECT,
    CHIP_TEXT,
    CHIP_COUNT
};

struct log_search {
    char *values[CHIP_COUNT]; /* NULL: none */
    int64_t since, until;     /* 0: none */
};

/* STATUS_INVALID for a time that is none, a name without a value, an open quote. */
MUST_CHECK enum status log_search_parse(struct view line, int64_t now, struct log_search *out,
                                        struct error *err);
void log_search_copy(const struct log_search *from, struct log_search *out);
void log_search_finish(struct log_search *search);
bool log_search_is_empty(const struct log_search *search);
/* "author:ada", quoted where that is needed. */
void log_search_add_chip(const struct log_search *search, enum log_chip chip, struct str *out);
/* All of them but `without` (CHIP_COUNT: all), to be parsed again. */
void log_search_add_line(const struct log_search *search, enum log_chip without, struct str *out);
/* Sets what it asks for; the strings are borrowed. */
void log_search_options(const struct log_search *search, struct log_options *out);

#endif
