#ifndef CORE_BASE_PATH_H
#define CORE_BASE_PATH_H

#include "core/base/error.h"
#include "core/base/str.h"

/* Paths inside a workspace: relative, `/` between parts, any bytes in them but NUL. */

/* `folder` + "/" + `name`; just `name` when `folder` is empty. The caller frees. */
char *path_join(const char *folder, const char *name);
/* The last part; borrowed from `path`. */
struct view path_name(struct view path);
/* All before the last part, without the slash; empty for a path of one part. Borrowed. */
struct view path_folder(struct view path);
/* The last part without its last extension ("a.b.md" gives "a.b", ".x" gives ".x"). Borrowed. */
struct view path_stem(struct view path);
/* What stands behind the last dot of the last part ("md"), or nothing. Borrowed. */
struct view path_extension(struct view path);
bool path_is_markdown(struct view path); /* .md or .markdown, any case */
bool path_is_hidden(struct view path);   /* a part begins with a dot */
/* STATUS_REFUSED, with the reason, unless `path` is safe to make below the workspace: relative, no
 * empty, `.` or `..` part, no control character, at most 255 bytes a part, no `.git` in any
 * disguise (case, trailing dots and blanks, git~1, ignorable code points). */
MUST_CHECK enum status path_check(struct view path, struct error *err);
/* Order for people: runs of digits by their number, letters without regard to ASCII case, then
 * bytes. Total: zero only for equal bytes. */
int path_compare(struct view a, struct view b);

#endif
