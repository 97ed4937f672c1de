#ifndef CORE_STORE_GIT_ERROR_H
#define CORE_STORE_GIT_ERROR_H

#include "core/base/error.h"

/* Private to core/store: what libgit2 says, in our words. */

/* Starts libgit2 once for the process, with the options that all of it relies on. */
MUST_CHECK enum status git_start(struct error *err);
/* As error_set with ": " and libgit2's own sentence for `code` at its end; its status is chosen by
 * `code`: only GIT_ENOTFOUND is STATUS_ABSENT, only a lock or a moved ref STATUS_BUSY. */
enum status git_failed(struct error *err, int code, const char *format, ...) PRINTF_LIKE(3, 4);

#endif
