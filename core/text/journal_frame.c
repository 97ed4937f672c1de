#include "core/text/journal_parts.h"

#include <zlib.h>

uint32_t journal_crc(uint32_t crc, struct view body)
{
    char length[4];
    bytes_store32(length, (uint32_t)body.len);
    uLong sum = crc32_z(crc, (const Bytef *)length, sizeof(length));
    return (uint32_t)crc32_z(sum, (const Bytef *)body.data, body.len);
}

uint32_t journal_add_frame(struct str *out, uint32_t crc, struct view body)
{
    crc = journal_crc(crc, body);
    bytes_add32(out, (uint32_t)body.len);
    bytes_add32(out, crc);
    str_add(out, body);
    return crc;
}

bool journal_read_frame(struct bytes_reader *reader, uint32_t *crc, struct view *body)
{
    size_t start = reader->pos;
    uint32_t length = bytes_read32(reader), want = bytes_read32(reader);
    *body = bytes_read_run(reader, length);
    uint32_t got = reader->bad || length > JOURNAL_RECORD_MAX ? ~want : journal_crc(*crc, *body);
    if (got != want) {
        reader->bad = false;
        reader->pos = start;
        return false;
    }
    *crc = got;
    return true;
}

void journal_add_head(struct str *out, const struct journal_head *head, uint32_t *crc)
{
    struct str body = {0};
    bytes_add64(&body, head->process.boot);
    bytes_add_count(&body, head->process.pid);
    bytes_add_count(&body, head->process.start);
    bytes_add64(&body, head->base_hash);
    bytes_add_count(&body, head->base_length);
    str_add(&body, head->path);
    str_add_text(out, JOURNAL_MAGIC);
    *crc = journal_add_frame(out, 0, str_view(&body));
    str_finish(&body);
}

bool journal_read_head(struct bytes_reader *reader, struct journal_head *head, uint32_t *crc)
{
    struct view body;
    *crc = 0;
    if (!view_is(bytes_read_run(reader, sizeof(JOURNAL_MAGIC) - 1), JOURNAL_MAGIC) ||
        !journal_read_frame(reader, crc, &body))
        return false;
    struct bytes_reader in = {.bytes = body};
    head->process.boot = bytes_read64(&in);
    head->process.pid = bytes_read_count(&in);
    head->process.start = bytes_read_count(&in);
    head->base_hash = bytes_read64(&in);
    head->base_length = bytes_read_count(&in);
    head->path = view_slice(body, in.pos, body.len);
    return !in.bad && head->base_length <= SIZE_MAX / 4 && head->path.len > 0 &&
           head->path.len <= JOURNAL_PATH_MAX && view_find(head->path, 0, '\0') == head->path.len;
}
