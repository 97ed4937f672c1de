#ifndef CORE_STORE_LOG_PATHS_H
#define CORE_STORE_LOG_PATHS_H

#include "core/store/repository.h"

/* Calls `visit` with each path that the commit `id` (40 hex digits) changed against its first
 * parent; no text is read. */
MUST_CHECK enum status log_paths_read(struct repository *repo, const char *id,
                                      const atomic_bool *cancel,
                                      void (*visit)(void *data, const char *path), void *data,
                                      struct error *err);

#endif
