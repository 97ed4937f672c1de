#include "core/text/sha.h"

#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <stdio.h>

void sha256_of(struct view bytes, char out[SHA256_HEX])
{
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    sha256_update(&context, bytes.len, (const uint8_t *)bytes.data);
    sha256_digest(&context, sizeof(digest), digest);
    for (size_t i = 0; i < sizeof(digest); i++)
        snprintf(out + 2 * i, 3, "%02x", digest[i]);
}

void sha1_of(struct view bytes, unsigned char out[SHA1_SIZE])
{
    struct sha1_ctx context;
    sha1_init(&context);
    sha1_update(&context, bytes.len, (const uint8_t *)bytes.data);
    sha1_digest(&context, SHA1_SIZE, out);
}
