#ifndef CORE_WORKSPACE_SEARCH_INDEX_H
#define CORE_WORKSPACE_SEARCH_INDEX_H

#include "core/workspace/search_files.h"
#include "core/workspace/search_segment.h"

#include <stdatomic.h>

/* The index of a workspace's files: a few segments. One file that changes goes into a small builder
 * of its own, and what was known of it counts no more; when too much has, the next sync makes all
 * anew. For one thread at a time. */

struct search_index;

struct search_index *search_index_new(void);
void search_index_free(struct search_index *index);

struct search_sync_options {
    const atomic_bool *cancel; /* may be NULL */
    atomic_size_t *seen;       /* may be NULL: counts files, for progress */
    bool distrust;             /* read every file, whatever its times say */
    /* For one in steps, between which the index may be asked and changed: which file is next, 0 to
     * begin with, and after how many milliseconds to pause. It is done when *next is the count. */
    size_t *next;
    unsigned milliseconds;
};
/* Makes the index that of exactly these files. One whose size, time of change and inode are those
 * that it was read with, and that was not being changed then, is taken as unchanged; any other is
 * read, and told by its hash. Any read anew is counted in search_index_changes. STATUS_CANCELLED; a
 * file that cannot be read is known by its name. */
MUST_CHECK enum status search_index_sync(struct search_index *index, const struct folder *folder,
                                         const struct search_files *files,
                                         const struct search_sync_options *options,
                                         struct error *err);
/* Reads one file again; `section` SECTION_COUNT: it is gone. */
void search_index_update(struct search_index *index, const struct folder *folder, const char *path,
                         unsigned section);
/* True when one change after the other has worn it: a sync makes it anew. */
bool search_index_is_worn(const struct search_index *index);
/* True when so much has changed since it was loaded or saved that it should be saved. */
bool search_index_wants_save(const struct search_index *index);
/* How many files were read anew, or found gone, so far. */
size_t search_index_changes(const struct search_index *index);
size_t search_index_count(const struct search_index *index);
/* Rises when file numbers get another meaning. */
unsigned search_index_generation(const struct search_index *index);

/* For searches and for the cache: the segments one by one, each whole. */
size_t search_index_segments(const struct search_index *index);
const struct search_segment *search_index_segment(struct search_index *index, size_t at);
bool search_index_is_live(const struct search_index *index, size_t segment, uint32_t number);
/* Where a file stands; false when it is not known. */
bool search_index_find(const struct search_index *index, const char *path, size_t *segment,
                       uint32_t *number);
/* Reads files [from, to) into a segment of their own, for who makes several side by side. NULL when
 * it was stopped. `folder` and `files` are only read. */
struct search_segment *search_index_read_part(const struct folder *folder,
                                              const struct search_files *files, size_t from,
                                              size_t to, const struct search_sync_options *options);
/* Takes a segment over that was read from the disk, or made so; what it has is news only when
 * search_index_sync finds it so. */
void search_index_adopt(struct search_index *index, struct search_segment *segment);
void search_index_saved(struct search_index *index);
/* Nothing will be asked for a while: what lies in a file is let go of until then. */
void search_index_rest(const struct search_index *index);
/* Segment `at` gives way to another of the same bytes, which is taken over; it stays when it still
 * takes files. */
void search_index_replace(struct search_index *index, size_t at, struct search_segment *segment);

#endif
