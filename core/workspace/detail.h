#ifndef CORE_WORKSPACE_DETAIL_H
#define CORE_WORKSPACE_DETAIL_H

#include "core/store/folder.h"
#include "core/workspace/catalog.h"

/* What a list shows of a file beside its path: read from the file, only for rows on the screen. */

#define DETAIL_WORDS_UNKNOWN SIZE_MAX /* a file over 1 MiB: only its beginning was read */

struct detail {
    char *title;       /* front matter's title, else by the section's habit (below); not filtered */
    char intensity[8]; /* memory: "7" of "Intensity: 7/10" or "∞", "" if none */
    size_t words;      /* or DETAIL_WORDS_UNKNOWN */
    struct file_stamp stamp;
};

/* Titles: Self, drafts and places show the file name for people (`1_who_i_am.md` is "1 who i am");
 * memory notes their `title:`, else the first heading, else the name. On failure (`err` says why)
 * the title is still the name. Free with detail_finish. */
enum status detail_read(const struct folder *folder, const char *path, enum section_kind section,
                        struct detail *out, struct error *err);
void detail_finish(struct detail *detail);
/* Appends the name for people of `path`. */
void detail_add_name(struct str *out, struct view path);

#endif
