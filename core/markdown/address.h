#ifndef CORE_MARKDOWN_ADDRESS_H
#define CORE_MARKDOWN_ADDRESS_H

#include "core/base/str.h"

/* The addresses of links between files: paths from the file that they stand in, percent-encoded or
 * not. */

/* Appends `text` with `%20` and its like decoded; what is no escape, or that of a NUL, stays. */
void address_decode(struct str *out, struct view text);
/* Appends the path in the workspace of the file that `target` names in file `from`: decoded,
 * without `#heading` and `?query`; a leading `/` is the workspace. Not checked: path_check says
 * whether it may be opened. */
void address_add_path(struct str *out, struct view from, struct view target);
/* Appends the way from file `from` to file `to`, not encoded: "b.md", "../a/b.md". */
void address_add_relative(struct str *out, struct view from, struct view to);
/* Appends a path as an address: blanks, controls and what an address may not hold are encoded, and
 * with `high` all that is not ASCII. */
void address_encode(struct str *out, struct view path, bool high);

#endif
