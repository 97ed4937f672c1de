/* What a journal says. It is untrusted: a record counts when its checksum follows from all before
 * it and when it is possible in a text of the length that it is then, and the first that is not
 * ends the log. So what goes through a log need not look again. */
#include "core/text/journal_parts.h"

#include "core/base/memory.h"
#include "core/text/hash.h"

#include <stdlib.h>

static size_t number(struct bytes_reader *reader)
{
    return (size_t)bytes_read_count(reader);
}

static bool parse_record(struct view body, struct journal_record *out)
{
    struct bytes_reader in = {.bytes = body};
    struct view kind = bytes_read_run(&in, 1);
    *out = (struct journal_record){.inserted = VIEW("")};
    if (view_is(kind, "s")) {
        out->kind = JOURNAL_SAVE;
        out->hash = bytes_read64(&in);
        out->length = number(&in);
        return !in.bad && in.pos == body.len;
    }
    out->pos = number(&in);
    if (view_is(kind, "i"))
        out->kind = JOURNAL_INSERT;
    else if (view_is(kind, "d"))
        out->kind = JOURNAL_DELETE;
    else if (view_is(kind, "r"))
        out->kind = JOURNAL_REPLACE;
    else
        return false;
    if (out->kind != JOURNAL_INSERT)
        out->removed = number(&in);
    out->inserted = view_slice(body, in.pos, body.len);
    return !in.bad && (out->kind == JOURNAL_INSERT) == (out->removed == 0) &&
           (out->kind == JOURNAL_DELETE) == (out->inserted.len == 0);
}

/* Follows the length of the text; false when the record cannot be. */
static bool record_fits(const struct journal_record *record, size_t *length)
{
    if (record->kind == JOURNAL_SAVE)
        return record->length == *length;
    if (record->pos > *length || record->removed > *length - record->pos)
        return false;
    *length += record->inserted.len - record->removed;
    return true;
}

enum status journal_parse(struct str *bytes, struct journal_log *out, struct error *err)
{
    struct journal_log log = {.bytes = *bytes};
    struct bytes_reader reader = {.bytes = str_view(&log.bytes)};
    struct journal_head head;
    struct journal_record record;
    struct view body;
    uint32_t crc;
    *bytes = (struct str){0};
    if (!journal_read_head(&reader, &head, &crc)) {
        str_finish(&log.bytes);
        return error_set(err, STATUS_INVALID, "the head of the edit journal cannot be read");
    }
    log.path = mem_string_n(head.path.data, head.path.len);
    log.base_hash = head.base_hash;
    log.base_length = log.length = (size_t)head.base_length;
    log.first = reader.pos;
    size_t end = reader.pos;
    while (journal_read_frame(&reader, &crc, &body) && parse_record(body, &record) &&
           record_fits(&record, &log.length)) {
        log.count++;
        end = reader.pos;
    }
    log.torn = end < log.bytes.len;
    log.bytes.len = end;
    log.bytes.data[end] = '\0';
    *out = log;
    return STATUS_OK;
}

void journal_log_finish(struct journal_log *log)
{
    str_finish(&log->bytes);
    free(log->path);
    *log = (struct journal_log){0};
}

bool journal_next(const struct journal_log *log, size_t *at, struct journal_record *record)
{
    size_t start = *at ? *at : log->first;
    struct bytes_reader reader = {.bytes = str_view(&log->bytes), .pos = start};
    uint32_t length = bytes_read32(&reader);
    bytes_read32(&reader);
    struct view body = bytes_read_run(&reader, length);
    if (reader.bad)
        return false;
    *at = reader.pos;
    return parse_record(body, record);
}

/* Where the records begin that follow on `base`: behind the last save of that text, as all before
 * it only leads there. SIZE_MAX when the journal knows no such text. */
static size_t find_start(const struct journal_log *log, struct view base)
{
    uint64_t hash = hash_of(base);
    size_t found = log->base_hash == hash && log->base_length == base.len ? 0 : SIZE_MAX, at = 0;
    struct journal_record record;
    while (journal_next(log, &at, &record))
        if (record.kind == JOURNAL_SAVE && record.hash == hash && record.length == base.len)
            found = at;
    return found;
}

enum status journal_rebuild(const struct journal_log *log, struct view base, struct buffer **out,
                            struct error *err)
{
    size_t at = find_start(log, base);
    struct journal_record record;
    if (at == SIZE_MAX)
        return error_set(err, STATUS_CONFLICT,
                         "%s is no longer the text that was being edited: what was typed can be "
                         "kept as a copy",
                         log->path);
    struct buffer *buffer = buffer_new(base);
    while (journal_next(log, &at, &record))
        if (record.kind != JOURNAL_SAVE)
            buffer_replace(buffer, record.pos, record.pos + record.removed, record.inserted);
    *out = buffer;
    return STATUS_OK;
}

static void add_run(struct buffer *run, struct str *out)
{
    const struct rope *text = buffer_text(run);
    if (!text)
        return;
    rope_add_range(text, 0, SIZE_MAX, out);
    str_add_char(out, '\n');
    buffer_delete(run, 0, SIZE_MAX);
}

/* A run grows and shrinks as long as the edits stay inside it or at its ends. */
void journal_add_words(const struct journal_log *log, struct str *out)
{
    size_t at = 0, start = 0; /* of the run, in the text */
    struct buffer *run = buffer_new(VIEW(""));
    struct journal_record record;
    while (journal_next(log, &at, &record)) {
        size_t end = start + rope_length(buffer_text(run)), to = record.pos + record.removed;
        if (record.kind == JOURNAL_SAVE)
            continue;
        if (record.pos >= start && to <= end) {
            buffer_replace(run, record.pos - start, to - start, record.inserted);
        } else {
            add_run(run, out);
            buffer_insert(run, 0, record.inserted);
            start = record.pos;
        }
    }
    add_run(run, out);
    buffer_free(run);
}
