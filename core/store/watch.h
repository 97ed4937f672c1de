#ifndef CORE_STORE_WATCH_H
#define CORE_STORE_WATCH_H

#include "core/store/folder.h"

/* What happens in the workspace's folders, by inotify. Folders are watched, not files; `.git` and
 * hidden folders are not, but `.git` itself is for HEAD and refs/heads moves (event.history). Of
 * hidden files only `.gitignore` and `.palimpsest.yaml` are told of. */

struct watch;

struct watch_event {
    char *path; /* relative: the file or folder that changed; "" when unknown */
    bool is_folder;
    bool history;  /* HEAD or a branch moved */
    bool overflow; /* events were lost, or a folder could not be watched: look at everything */
};

/* The folder must outlive the watch. Only `.git` is watched until watch_add is called. */
MUST_CHECK enum status watch_new(const struct folder *folder, struct watch **out,
                                 struct error *err);
void watch_free(struct watch *watch);
/* For poll(): readable when there is something to read. */
int watch_fd(const struct watch *watch);
/* Watches a folder ("" for the top). STATUS_LIMIT when the system has no more watches to give. */
MUST_CHECK enum status watch_add(struct watch *watch, const char *path, struct error *err);
/* As watch_add, of a folder that was looked at from `since` (clock_stamp) on: sets `*missed` when
 * it was not watched before and its names have changed meanwhile, of which no event tells. */
MUST_CHECK enum status watch_add_seen(struct watch *watch, const char *path, int64_t since,
                                      bool *missed, struct error *err);
/* Reads what is there without waiting; new folders are watched at once. Events are for the caller
 * to free with watch_events_free; several of one path become one. */
MUST_CHECK enum status watch_read(struct watch *watch, struct watch_event **out, size_t *count,
                                  struct error *err);
void watch_events_free(struct watch_event *events, size_t count);

#endif
