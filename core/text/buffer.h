#ifndef CORE_TEXT_BUFFER_H
#define CORE_TEXT_BUFFER_H

#include "core/text/rope.h"

/* A text that is being edited: a piece table. The bytes it began with stay where they are, what is
 * put in goes to the end of blocks that only grow, and the text is a rope of pieces of both. Any
 * bytes are text: NUL, invalid UTF-8, CRLF; nothing outside an edit changes. Every edit costs
 * O(log n) and a copy of what is put in. Positions past the end mean the end. */

struct buffer;

/* With a copy of `text`. */
struct buffer *buffer_new(struct view text);
/* Borrows `text`, which must neither change nor go until `release(data)` is called: by whoever lets
 * go of the last piece of it, a snapshot perhaps and so on any thread. */
struct buffer *buffer_borrow(struct view text, void (*release)(void *data), void *data);
/* As buffer_new, with pieces of at most `piece` bytes and blocks of `block`, both at least 1: for
 * tests, where every edge should lie close to the next. */
struct buffer *buffer_new_sized(struct view text, size_t piece, size_t block);
void buffer_free(struct buffer *buffer);

/* The text now, to be read with rope_*; borrowed until the next edit. */
const struct rope *buffer_text(const struct buffer *buffer);
/* The text now, for as long as wanted: edits do not change it, and a worker may read it. */
struct rope *buffer_snapshot(const struct buffer *buffer);
/* Another number after each edit. */
uint64_t buffer_version(const struct buffer *buffer);

void buffer_insert(struct buffer *buffer, size_t pos, struct view text);
void buffer_delete(struct buffer *buffer, size_t from, size_t to);
void buffer_replace(struct buffer *buffer, size_t from, size_t to, struct view text);

/* Copies `text` to the blocks and gives it as a rope, for buffer_splice; the text is as it was. */
struct rope *buffer_keep(struct buffer *buffer, struct view text);
/* Replaces [from, to) by `with`, which it takes; nothing is copied. What was there goes to
 * `*removed`, unless that is NULL. */
void buffer_splice(struct buffer *buffer, size_t from, size_t to, struct rope *with,
                   struct rope **removed);

#endif
