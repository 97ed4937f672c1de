#include "core/text/sha.h"

#include <openssl/sha.h>
#include <stdio.h>

void sha256_of(struct view bytes, char out[SHA256_HEX])
{
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA256((const unsigned char *)bytes.data, bytes.len, digest);
    for (size_t i = 0; i < sizeof(digest); i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

void sha1_of(struct view bytes, unsigned char out[SHA1_SIZE])
{
    SHA1((const unsigned char *)bytes.data, bytes.len, out);
}
