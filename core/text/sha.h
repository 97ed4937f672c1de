#ifndef CORE_TEXT_SHA_H
#define CORE_TEXT_SHA_H

#include "core/base/str.h"

/* Sums of bytes (FIPS 180-4), by nettle, where they cannot fail. SHA-256 is the name of a text
 * between programs: what basic-memory calls a note's checksum, and what `sha256sum` prints. SHA-1
 * stands at the end of git's own files: nothing is trusted because of it, it finds damage and tells
 * versions apart. */

#define SHA256_HEX 65
#define SHA1_SIZE 20

/* `out` becomes 64 digits in lower case. */
void sha256_of(struct view bytes, char out[SHA256_HEX]);
void sha1_of(struct view bytes, unsigned char out[SHA1_SIZE]);

#endif
