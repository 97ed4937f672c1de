#ifndef CORE_WORKSPACE_SEARCH_PARTS_H
#define CORE_WORKSPACE_SEARCH_PARTS_H

#include "core/base/str.h"

/* What the builder writes and the segment reads; for these two files. */

#define SEGMENT_MAGIC "plpsidx2"

enum {
    SEGMENT_HEADER = 56,
    SEGMENT_CHECK = 48,  /* where the check stands */
    SEGMENT_RECORD = 64, /* path, title, permalink, aliases, flags, section: 4 each; size, mtime,
                            seen, inode, hash: 8 each */
};

/* Opens what is known to be sound. */
struct search_segment *search_segment_adopt(struct str *bytes);

#endif
