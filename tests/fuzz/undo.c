#include "core/text/undo.h"
#include "core/text/bytes.h"
#include "core/text/hash.h"

#include "tests/fuzz/fuzz.h"

#include <string.h>
#include <zlib.h>

/* The first byte is the length of the text, which follows, and then comes its history, whose crc
 * and hash are made right: what remains are the states and steps. */

enum {
    CRC_AT = 8, /* behind the magic */
    HASH_AT = 12,
    TREE_AT = 20,
};

static void repair(struct str *file, struct view text)
{
    uint64_t hash = hash_of(text);
    if (file->len < TREE_AT)
        return;
    bytes_store32(file->data + HASH_AT, (uint32_t)hash);
    bytes_store32(file->data + HASH_AT + 4, (uint32_t)(hash >> 32));
    uLong crc = crc32_z(0, (const Bytef *)file->data + HASH_AT, file->len - HASH_AT);
    bytes_store32(file->data + CRC_AT, (uint32_t)crc);
}

/* Every state can be gone to, and the way back leads to the same text. */
static void visit_all(struct undo *undo, struct view text)
{
    struct undo_place place;
    size_t current = undo_current(undo);
    struct str summary = {0}, now = {0};
    for (size_t i = 0; i < undo_count(undo); i++) {
        fuzz_check(undo_go(undo, i, &place) && undo_current(undo) == i);
        undo_add_summary(undo, i, &summary);
    }
    fuzz_check(undo_go(undo, current, &place));
    rope_add_range(buffer_text(undo_buffer(undo)), 0, SIZE_MAX, &now);
    fuzz_check(view_equal(str_view(&now), text));
    str_finish(&summary);
    str_finish(&now);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view input = view_from((const char *)data, size);
    if (size == 0)
        return 0;
    size_t length = data[0];
    struct view text = view_slice(input, 1, 1 + length);
    struct str file = {0};
    struct undo *undo;
    str_add(&file, view_slice(input, 1 + length, size));
    repair(&file, text);
    struct buffer *buffer = buffer_new_sized(text, 3, 8);
    if (undo_read(str_view(&file), buffer, &undo, NULL) == STATUS_OK) {
        visit_all(undo, text);
        undo_free(undo);
    } else {
        buffer_free(buffer);
    }
    str_finish(&file);
    return 0;
}
