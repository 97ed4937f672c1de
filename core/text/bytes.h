#ifndef CORE_TEXT_BYTES_H
#define CORE_TEXT_BYTES_H

#include "core/base/str.h"

#include <stdint.h>

/* Numbers in files of our own: little-endian, or seven bits a byte from the lowest with the top bit
 * set on all but the last (a "count"). */

uint32_t bytes_load32(const char *bytes);
uint64_t bytes_load64(const char *bytes);
void bytes_store32(char *bytes, uint32_t value);

void bytes_add32(struct str *out, uint32_t value);
void bytes_add64(struct str *out, uint64_t value);
void bytes_add_count(struct str *out, uint64_t value);

/* Reads on and on; past the end, or at a count that does not fit, all that follows is zero and
 * empty and `bad` says so. */
struct bytes_reader {
    struct view bytes;
    size_t pos;
    bool bad;
};

uint32_t bytes_read32(struct bytes_reader *reader);
uint64_t bytes_read64(struct bytes_reader *reader);
uint64_t bytes_read_count(struct bytes_reader *reader);
struct view bytes_read_run(struct bytes_reader *reader, uint64_t len);

#endif
