#ifndef CORE_WORKSPACE_SEARCH_SEGMENT_H
#define CORE_WORKSPACE_SEARCH_SEGMENT_H

#include "core/base/error.h"
#include "core/base/str.h"
#include "core/store/folder.h"
#include "core/workspace/search_facts.h"
#include "core/workspace/search_lines.h"

#include <stdint.h>
#include <sys/types.h>

/* An inverted index of some files (Manning, Raghavan, Schütze, "Introduction to Information
 * Retrieval", chapters 1 and 5): a builder takes files one by one; a segment is what it has frozen
 * into one run of bytes, never changed again, in memory as on the disk:
 *
 *   magic 8, files 4, words 4, bytes of strings, of words and of lists 8 each, 0 8, check 8
 *   a record for each file (SEGMENT_RECORD bytes)
 *   the strings that the records name, each ended by a NUL
 *   where each word ends (4 bytes), where each list ends (4 bytes), the words in order of bytes
 *   for each word the files that have it: a count (bytes.h) of the distance to the one before
 *   shifted by two, the best field in the two lowest bits
 *
 * `check` is the XXH64 of all but itself. A word is folded (fold.h) and at most FOLD_WORD_MAX
 * bytes; a key (search_facts.h) is a word that begins with its mark. */

enum {
    DOC_LARGE = 1 << 0,
    DOC_UNREADABLE = 1 << 1,
    DOC_TITLED = 1 << 2, /* by front matter; the builder finds out */
};

/* A file over so many bytes has only its beginning indexed: a search reads it. */
#define SEARCH_WHOLE_MAX ((size_t)8 << 20)

struct search_doc {
    const char *path;
    const char *title;     /* front matter's, of a memory note else the first heading; may be "" */
    const char *permalink; /* "" for none */
    const char *aliases;   /* each ended by a NUL, then one more */
    int64_t size, mtime;   /* of the file_stamp */
    int64_t seen;          /* when it was read, nanoseconds of the clock */
    uint64_t inode, hash;  /* XXH64 of the text */
    unsigned flags;        /* DOC_* */
    unsigned section;      /* enum section_kind */
};

struct search_builder;

struct search_builder *search_builder_new(void);
void search_builder_free(struct search_builder *builder);
/* Takes a file: `doc` but title, permalink, aliases and hash, and its text (of a large file, the
 * beginning). Returns its number. */
uint32_t search_builder_add(struct search_builder *builder, const struct search_doc *doc,
                            struct view text);
uint32_t search_builder_count(const struct search_builder *builder);
/* Borrowed until the next is added. */
const char *search_builder_path(const struct search_builder *builder, uint32_t number);

struct search_segment;

/* What the builder has by now; it goes on. */
struct search_segment *search_builder_freeze(const struct search_builder *builder);
/* Takes `bytes` over. STATUS_INVALID when they are no sound segment. */
MUST_CHECK enum status search_segment_open(struct str *bytes, struct search_segment **out,
                                           struct error *err);
/* The same for the `len` bytes from `at` on of a file that has so many and is never changed: they
 * are not read into memory of our own but stay its pages, shared with other processes and given up
 * when memory is short. */
MUST_CHECK enum status search_segment_map(int fd, off_t at, size_t len, struct search_segment **out,
                                          struct error *err);
void search_segment_free(struct search_segment *segment);
/* The pages of a file that it lies in count as memory of the process no more, until they are looked
 * at again. */
void search_segment_rest(const struct search_segment *segment);
struct view search_segment_bytes(const struct search_segment *segment);
uint32_t search_segment_count(const struct search_segment *segment);
/* Borrowed from the segment. */
struct search_doc search_segment_doc(const struct search_segment *segment, uint32_t number);
/* Raises `best[file]` to 1 + the field in which a file has `word`, or with `prefix` one that begins
 * so; `best` has room for all files. */
void search_segment_mark(const struct search_segment *segment, struct view word, bool prefix,
                         unsigned char *best);
/* The words that begin with `prefix`, in order: [*first, *last). */
void search_segment_range(const struct search_segment *segment, struct view prefix, uint32_t *first,
                          uint32_t *last);
struct view search_segment_word(const struct search_segment *segment, uint32_t word);
/* Which number `word` has; false when it is no word of the segment. */
bool search_segment_find(const struct search_segment *segment, struct view word, uint32_t *number);
/* Tells each file that has word number `word`, in rising order. */
void search_segment_files(const struct search_segment *segment, uint32_t word,
                          void (*tell)(void *data, uint32_t number), void *data);
/* As search_segment_mark, for word number `word`. */
void search_segment_mark_word(const struct search_segment *segment, uint32_t word,
                              unsigned char *best);

#endif
