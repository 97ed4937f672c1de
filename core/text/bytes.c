#include "core/text/bytes.h"

#include <endian.h>
#include <string.h>

uint32_t bytes_load32(const char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof(value));
    return le32toh(value);
}

uint64_t bytes_load64(const char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof(value));
    return le64toh(value);
}

void bytes_store32(char *bytes, uint32_t value)
{
    value = htole32(value);
    memcpy(bytes, &value, sizeof(value));
}

void bytes_add32(struct str *out, uint32_t value)
{
    value = htole32(value);
    str_add(out, view_from((const char *)&value, sizeof(value)));
}

void bytes_add64(struct str *out, uint64_t value)
{
    value = htole64(value);
    str_add(out, view_from((const char *)&value, sizeof(value)));
}

void bytes_add_count(struct str *out, uint64_t value)
{
    for (; value >= 0x80; value >>= 7)
        str_add_char(out, (char)(0x80 | (value & 0x7F)));
    str_add_char(out, (char)value);
}

struct view bytes_read_run(struct bytes_reader *reader, uint64_t len)
{
    if (reader->bad || len > reader->bytes.len - reader->pos) {
        reader->bad = true;
        return VIEW("");
    }
    struct view run = view_from(reader->bytes.data + reader->pos, (size_t)len);
    reader->pos += (size_t)len;
    return run;
}

uint32_t bytes_read32(struct bytes_reader *reader)
{
    struct view run = bytes_read_run(reader, 4);
    return reader->bad ? 0 : bytes_load32(run.data);
}

uint64_t bytes_read64(struct bytes_reader *reader)
{
    struct view run = bytes_read_run(reader, 8);
    return reader->bad ? 0 : bytes_load64(run.data);
}

uint64_t bytes_read_count(struct bytes_reader *reader)
{
    uint64_t value = 0;
    if (!reader->bad && reader->pos < reader->bytes.len && /* most are small */
        (unsigned char)reader->bytes.data[reader->pos] < 0x80)
        return (unsigned char)reader->bytes.data[reader->pos++];
    for (unsigned shift = 0; shift < 64; shift += 7) {
        struct view run = bytes_read_run(reader, 1);
        if (reader->bad)
            return 0;
        uint64_t byte = (unsigned char)run.data[0];
        if (shift == 63 && byte > 1)
            break;
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80)
            return value;
    }
    reader->bad = true;
    return 0;
}
