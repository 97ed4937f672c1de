#ifndef CORE_TEXT_ROPE_H
#define CORE_TEXT_ROPE_H

#include "core/base/str.h"

#include <stdint.h>

/* An immutable text of any bytes, held as pieces that point into blocks. NULL is the empty text.
 * A rope is counted: each one that a function returns is the caller's, to be ended by rope_free();
 * sharing costs nothing, and the shared text stays as it is whatever happens to the other. Threads
 * may read, share and free the same text side by side.
 *
 * Positions are bytes from 0, lines count from 0. There is one line more than there are newlines
 * (LF): what follows a final LF is a line too, an empty one. A CR is a byte like any other. */

struct rope;

struct rope *rope_share(const struct rope *rope);
void rope_free(struct rope *rope);

size_t rope_length(const struct rope *rope);
size_t rope_line_count(const struct rope *rope);
/* Where line `line` begins; the length when there is no such line. O(log n). */
size_t rope_line_start(const struct rope *rope, size_t line);
/* Where line `line` ends, its LF not counted; the length when there is no such line. O(log n). */
size_t rope_line_end(const struct rope *rope, size_t line);
/* The line that position `pos` is in, an LF being part of the line that it ends. O(log n). */
size_t rope_line_at(const struct rope *rope, size_t pos);

/* The bytes from `pos` to the end of the piece they are in; empty only at the end of the text.
 * Borrowed while the rope is held. A piece may end inside a character. O(log n). */
struct view rope_chunk(const struct rope *rope, size_t pos);
/* The bytes of a piece that end at `pos`; empty only at the beginning of the text. */
struct view rope_chunk_before(const struct rope *rope, size_t pos);
/* The byte at `pos`, which must be less than the length. O(log n). */
char rope_byte(const struct rope *rope, size_t pos);

/* Goes through [pos, end) by chunks, nothing copied; the rope must be held meanwhile. */
struct rope_cursor {
    const struct rope *rope;
    size_t pos, end;
};

struct rope_cursor rope_cursor(const struct rope *rope, size_t from, size_t to);
bool rope_cursor_next(struct rope_cursor *cursor, struct view *chunk);

/* Appends the bytes of [from, to), clamped to the text. */
void rope_add_range(const struct rope *rope, size_t from, size_t to, struct str *out);
bool rope_equal(const struct rope *a, const struct rope *b);
/* XXH64 of the bytes. */
uint64_t rope_hash(const struct rope *rope);

/* The part [from, to), clamped to the text. O(log n). */
struct rope *rope_slice(const struct rope *rope, size_t from, size_t to);
/* Takes both and gives their bytes in a row. O(log n). */
struct rope *rope_concat(struct rope *left, struct rope *right);
/* Takes `rope` and gives [0, pos) and [pos, length). O(log n). */
void rope_split(struct rope *rope, size_t pos, struct rope **left, struct rope **right);

#endif
