#ifndef CORE_WORKSPACE_SESSION_H
#define CORE_WORKSPACE_SESSION_H

#include "core/base/error.h"
#include "core/base/str.h"

#include <stdint.h>

/* What is remembered between runs, in the state folder: the theme, and for each workspace the place
 * in each file. Small, atomic, and never the only home of anything that matters: a damaged file is
 * begun anew. */

struct session;

/* Reads `$XDG_STATE_HOME/palimpsest/session.yaml`; never fails (an empty session without a home).
 * `workspace` is the absolute path of the workspace. */
struct session *session_open(const char *workspace);
/* Writes it if it changed. STATUS_IO is for a notice only. */
enum status session_save(struct session *session, struct error *err);
void session_free(struct session *session);

const char *session_theme(const struct session *session); /* NULL if none */
void session_set_theme(struct session *session, const char *name);
/* Whether the rules for prose were offered in this workspace. */
bool session_rules_offered(const struct session *session);
void session_set_rules_offered(struct session *session);
/* How memory was sorted and filtered: a line of browse.h, "" for not at all. */
const char *session_browse(const struct session *session);
void session_set_browse(struct session *session, const char *line);
/* The source line at the top of the reader when `path` was last left; 0 if never. */
uint32_t session_line(const struct session *session, const char *path);
void session_set_line(struct session *session, const char *path, uint32_t line);

#endif
