#ifndef CORE_STORE_SAVE_H
#define CORE_STORE_SAVE_H

#include "core/store/change.h"
#include "core/store/folder.h"

/* Atomic save (promises P1, P2, P6): a file is always its whole old or its whole new text. On
 * STATUS_OK the text is on the disk: file and folder are synced. */

/* Carries out every change of `set`. Parent folders are made. STATUS_CONFLICT when a file is no
 * longer what `set` says was read: it is untouched, and the new text lies in the file that the
 * message names ("NAME (conflict).md" beside it). STATUS_REFUSED for what is no regular file, is
 * read-only, or lies behind a link that leads out. A file with several names (hard links) is
 * written in place, so that they keep one text. When the second of several fails, the earlier ones
 * stand and the message says so.
 */
MUST_CHECK enum status save_change_set(const struct folder *folder, const struct change_set *set,
                                       struct error *err);

#endif
