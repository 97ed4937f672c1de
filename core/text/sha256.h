#ifndef CORE_TEXT_SHA256_H
#define CORE_TEXT_SHA256_H

#include "core/base/str.h"

/* SHA-256 (FIPS 180-4): the name of a text between programs. It is what basic-memory calls a note's
 * checksum, and what `sha256sum` prints. */

#define SHA256_HEX 65

/* `out` becomes 64 digits in lower case. */
void sha256_of(struct view bytes, char out[SHA256_HEX]);

#endif
