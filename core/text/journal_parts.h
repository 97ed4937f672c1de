#ifndef CORE_TEXT_JOURNAL_PARTS_H
#define CORE_TEXT_JOURNAL_PARTS_H

#include "core/text/bytes.h"
#include "core/text/journal.h"

/* Private to core/text/journal*.c: the file.
 *
 *     "PALJRNL1"  length and crc32 of the head  the head:
 *         XXH64 of the boot id  process id  its start  XXH64 and length of the base  path
 *     for each record:  length and crc32 of it  the record:
 *         'i' position  bytes
 *         'd' position  bytes removed
 *         'r' position  bytes removed  bytes
 *         's' XXH64  length
 *
 * Lengths before a crc, crcs and hashes are little-endian, other numbers counts of bytes.h. Each
 * crc is over the length and what it counts, and goes on from the crc before it, so that a block of
 * another journal, or of this one at another place, does not pass for a record. */

#define JOURNAL_MAGIC "PALJRNL1"
#define JOURNAL_SUFFIX ".journal"

enum {
    JOURNAL_FRAME = 8,           /* length and crc */
    JOURNAL_HEAD_MAX = 8 * 1024, /* a path is at most 4096 bytes */
    JOURNAL_PATH_MAX = 4096,
};

/* A process, told from a later one with the same id and from one before the last boot. 0: that part
 * is not known. */
struct journal_process {
    uint64_t boot, pid, start;
};

struct journal_head {
    struct journal_process process;
    uint64_t base_hash, base_length;
    struct view path;
};

struct journal_process journal_process_self(void);
bool journal_process_lives(const struct journal_process *process);

/* The crc of a frame's length and of what it counts, going on from `crc`. */
uint32_t journal_crc(uint32_t crc, struct view body);
/* Adds length, crc and `body`; returns the crc. */
uint32_t journal_add_frame(struct str *out, uint32_t crc, struct view body);
/* Reads the next frame; false, and the reader is where it was, when it is not whole. */
bool journal_read_frame(struct bytes_reader *reader, uint32_t *crc, struct view *body);

void journal_add_head(struct str *out, const struct journal_head *head, uint32_t *crc);
/* `head->path` is borrowed from the bytes. */
bool journal_read_head(struct bytes_reader *reader, struct journal_head *head, uint32_t *crc);

#endif
