#ifndef CORE_STORE_LOG_COMMIT_H
#define CORE_STORE_LOG_COMMIT_H

#include "core/store/log.h"

#include <git2.h>

/* Private to core/store: one commit as it is listed. */
void log_commit_read(const git_commit *commit, struct log_commit *out);

#endif
