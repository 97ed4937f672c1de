#ifndef CORE_WORKSPACE_NOTE_H
#define CORE_WORKSPACE_NOTE_H

#include "core/base/error.h"
#include "core/base/str.h"

/* Memory notes and file names as basic-memory writes them, byte for byte. */

/* The file name for a title: `/ \ < > : " | ? *` become `-`, runs of `-` collapse, leading and
 * trailing `.` and `-` go, `.md` is added. A name over 255 bytes is cut at a character and `*cut`
 * (may be NULL) is set. STATUS_INVALID when nothing is left. Controls become blanks. */
MUST_CHECK enum status note_file_name(struct str *out, struct view title, bool *cut,
                                      struct error *err);
/* Appends `scalar` as a YAML scalar, quoted only where it must be, folded over 80 columns. `column`
 * is where it begins (after `key: `). */
void note_add_scalar(struct str *out, struct view scalar, size_t column);
/* The same in place of `token`, the bytes that `old` was written as: its quotes and its unfolded
 * line are kept where they were somebody's choice, so that a change and its opposite give the same
 * bytes. `flow`: inside `[…]`. */
void note_add_scalar_like(struct str *out, struct view scalar, size_t column, bool flow,
                          struct view token, struct view old);
/* A whole new note: front matter (title, type: note, permalink, tags as a list when there are any),
 * one blank line, `body` (may be empty: the file then ends after the fence). */
void note_compose(struct str *out, struct view title, struct view permalink,
                  const struct view *tags, size_t tag_count, struct view body);

#endif
