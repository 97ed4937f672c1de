#ifndef CORE_STORE_PACK_FILE_H
#define CORE_STORE_PACK_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Private to core/store: a pack and its index, mapped. Formats: gitformat-pack(5). */

struct pack_file {
    char name[300];             /* without its extension */
    const unsigned char *index; /* NULL when there is none, or it is not whole */
    const unsigned char *pack;
    size_t index_len, pack_len;
    size_t count; /* of objects */
    bool old;     /* version 1 of the index */
};

/* Maps `name` in the folder `dir`, a regular file. NULL when that cannot be done. */
const unsigned char *pack_file_map(int dir, const char *name, size_t *len);
/* "pack-…", without an extension. NULL when there is no such pack. */
struct pack_file *pack_file_open(int dir, const char *name, size_t name_len);
/* Looks for the index once more, unless there is one. */
void pack_file_open_index(struct pack_file *pack, int dir);
void pack_file_free(struct pack_file *pack);
/* Where the object of 20 bytes `id` lies, or 0. */
uint64_t pack_file_find(const struct pack_file *pack, const unsigned char *id);
/* Where what lies behind `offset` begins: the next object, or the end. Goes through the whole
 * index.
 */
uint64_t pack_file_next(const struct pack_file *pack, uint64_t offset);
/* Four bytes, the highest first. */
uint32_t pack_file_number(const unsigned char *at);

#endif
