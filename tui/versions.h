#ifndef TUI_VERSIONS_H
#define TUI_VERSIONS_H

#include "tui/history_lane.h"

/* The versions of the file being read, which the reader steps through: what app_version.c keeps.
 * Their list comes from LANE_HISTORY, their texts from a lane and a repository of their own, so
 * that a step never waits for a list. The texts of the versions around the one that is shown are
 * here before they are asked for. */

struct version_lane {
    const char *path; /* of the workspace */
    struct repository *repo;
};
void version_lane_finish(struct version_lane *lane);

struct version_text {
    char id[41]; /* of its commit; "": an empty place */
    struct str text;
    bool there;    /* else the file was not there, or could not be read */
    uint64_t used; /* the larger, the later */
};

#define VERSION_TEXTS 16
/* And together no more than this, but for the two that are in use. */
#define VERSION_BYTES ((size_t)32 << 20)
struct version_desk {
    bool on;             /* the reader shows one of them */
    bool plain;          /* without what changed */
    struct log_view log; /* newest first; the selected one is to be shown */
    bool shows;          /* one is: */
    size_t at;           /* this */
    bool gone;           /* which deleted the file */
    bool stale;          /* and it is to be shown anew */
    struct version_text texts[VERSION_TEXTS];
    uint64_t uses;
    bool reading; /* a version_job is under way */
};
/* Nothing is left but generation and taste. */
void version_desk_clear(struct version_desk *desk);
/* NULL when it is not here. */
struct version_text *version_find(struct version_desk *desk, const char *id);
/* Takes `text` over, in place of the one that was not used for longest. */
void version_keep(struct version_desk *desk, const char *id, struct str *text, bool there);
/* The name of the file in version `at` of the list. */
const char *version_path(const struct version_desk *desk, size_t at);

/* Reads the text of one version. */
struct version_job {
    struct job job;
    struct version_lane *lane;
    unsigned generation;
    char id[41];
    char *path;
    struct str text;
    enum status status;
    struct error error;
};
struct version_job *version_job_new(struct version_lane *lane, const struct version_desk *desk,
                                    size_t at);
void version_job_free(struct version_job *job);

#endif
