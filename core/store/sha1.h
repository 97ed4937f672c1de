#ifndef CORE_STORE_SHA1_H
#define CORE_STORE_SHA1_H

#include <stddef.h>
#include <stdint.h>

/* Private to core/store: SHA-1 of the bytes of an index file. Nothing is trusted because of it; it
 * finds damage and tells versions apart, as git uses it there. */
void sha1_of(const unsigned char *data, size_t len, unsigned char out[20]);

#endif
