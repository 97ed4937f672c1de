#include "core/text/journal.h"
#include "core/text/bytes.h"
#include "core/text/hash.h"

#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <zlib.h>

/* The journal's checksums let no change through, so after a look at the input as it is they are
 * made right, with the hash of a base that is at hand: what remains are the records themselves. */

enum {
    MAGIC = 8,
    FRAME = 8,
    BASE_MAX = 4096,
};

/* Puts the right crc into the frame at `at`; returns where it ends, 0 when it is not whole. */
static size_t repair_frame(struct str *bytes, size_t at, uint32_t *crc)
{
    if (bytes->len < at + FRAME)
        return 0;
    size_t length = bytes_load32(bytes->data + at);
    if (length > bytes->len - at - FRAME)
        return 0;
    *crc = (uint32_t)crc32_z(*crc, (const Bytef *)bytes->data + at, 4);
    *crc = (uint32_t)crc32_z(*crc, (const Bytef *)bytes->data + at + FRAME, length);
    bytes_store32(bytes->data + at + 4, *crc);
    return at + FRAME + length;
}

/* The hash of the base lies behind the boot and two numbers. */
static void set_base(struct str *bytes, uint64_t hash)
{
    struct bytes_reader reader = {.bytes = str_view(bytes), .pos = MAGIC + FRAME + 8};
    if (bytes->len < reader.pos)
        return;
    bytes_read_count(&reader);
    bytes_read_count(&reader);
    if (reader.bad || bytes->len < reader.pos + 8)
        return;
    bytes_store32(bytes->data + reader.pos, (uint32_t)hash);
    bytes_store32(bytes->data + reader.pos + 4, (uint32_t)(hash >> 32));
}

static void repair(struct str *bytes)
{
    uint32_t crc = 0;
    size_t at = MAGIC;
    while (at != 0 && at < bytes->len)
        at = repair_frame(bytes, at, &crc);
}

static void check_records(const struct journal_log *log)
{
    struct journal_record record;
    size_t at = 0, length = log->base_length, count = 0;
    while (journal_next(log, &at, &record)) {
        fuzz_check(at <= log->bytes.len);
        if (record.kind != JOURNAL_SAVE) {
            fuzz_check(record.pos <= length && record.removed <= length - record.pos);
            length += record.inserted.len - record.removed;
        }
        count++;
    }
    fuzz_check(count == log->count && length == log->length);
    fuzz_check(count == 0 || at == log->bytes.len);
}

static void check_rebuilt(const struct journal_log *log, bool must)
{
    char base[BASE_MAX];
    struct buffer *buffer;
    memset(base, 'b', sizeof(base));
    if (log->base_length > sizeof(base))
        return;
    enum status status = journal_rebuild(log, view_from(base, log->base_length), &buffer, NULL);
    fuzz_check(status == STATUS_OK || !must);
    if (status != STATUS_OK)
        return;
    fuzz_check(rope_length(buffer_text(buffer)) == log->length);
    buffer_free(buffer);
}

/* Takes `bytes`. Gives the length of the base. */
static size_t look_at(struct str *bytes, bool must)
{
    struct journal_log log;
    struct str words = {0};
    size_t len = bytes->len;
    if (journal_parse(bytes, &log, NULL) != STATUS_OK)
        return SIZE_MAX;
    size_t base = log.base_length;
    fuzz_check(log.bytes.len <= len && log.torn == (log.bytes.len < len));
    check_records(&log);
    check_rebuilt(&log, must);
    journal_add_words(&log, &words);
    str_finish(&words);
    journal_log_finish(&log);
    return base;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view input = view_from((const char *)data, size);
    struct str bytes = {0};
    char base[BASE_MAX];
    str_add(&bytes, input);
    look_at(&bytes, false);
    str_add(&bytes, input);
    repair(&bytes);
    size_t length = look_at(&bytes, false);
    if (length > sizeof(base))
        return 0;
    memset(base, 'b', length);
    str_add(&bytes, input);
    set_base(&bytes, hash_of(view_from(base, length)));
    repair(&bytes);
    look_at(&bytes, true);
    return 0;
}
