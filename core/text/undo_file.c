/* The undo tree as bytes, to be kept beside the text.
 *
 *     "PALUNDO1"  crc32 of all that follows  XXH64 and length of the text  states  current
 *     for each state:  parent  time  before (2)  after (2)  steps, and for each of these:
 *                      position  bytes removed  bytes inserted  both texts
 *     for each state:  the child that redo goes to
 *
 * Crc and hash are little-endian, all other numbers are counts of bytes.h.
 *
 * The file is untrusted. Its checksum tells damage, but not malice: so every step is tried on
 * the text before the tree is believed, up to state 0 and then down every branch. What a step says
 * that it removes or has inserted must stand there, else undo would take away the wrong bytes. */
#include "core/text/undo_parts.h"

#include "core/base/memory.h"
#include "core/text/bytes.h"
#include "core/text/rope_node.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#define MAGIC "PALUNDO1"

enum {
    CRC_AT = sizeof(MAGIC) - 1,
    CRC_FROM = CRC_AT + 4,
};

static uint32_t crc_of(struct view file)
{
    struct view rest = view_slice(file, CRC_FROM, file.len);
    return (uint32_t)crc32_z(0, (const Bytef *)rest.data, rest.len);
}

static void add_place(const struct undo_place *place, struct str *out)
{
    bytes_add_count(out, place->cursor);
    bytes_add_count(out, place->anchor);
}

static void add_step(const struct undo_step *step, struct str *out)
{
    bytes_add_count(out, step->pos);
    bytes_add_count(out, rope_length(step->removed));
    bytes_add_count(out, rope_length(step->inserted));
    rope_add_range(step->removed, 0, SIZE_MAX, out);
    rope_add_range(step->inserted, 0, SIZE_MAX, out);
}

void undo_write(const struct undo *undo, struct str *out)
{
    const struct rope *text = buffer_text(undo->buffer);
    struct str file = {0};
    str_add_text(&file, MAGIC);
    bytes_add32(&file, 0);
    bytes_add64(&file, rope_hash(text));
    bytes_add_count(&file, rope_length(text));
    bytes_add_count(&file, undo->count);
    bytes_add_count(&file, undo->current);
    for (size_t i = 0; i < undo->count; i++) {
        const struct undo_node *node = &undo->nodes[i];
        bytes_add_count(&file, node->parent);
        bytes_add_count(&file, (uint64_t)node->time);
        add_place(&node->before, &file);
        add_place(&node->after, &file);
        bytes_add_count(&file, node->count);
        for (size_t k = 0; k < node->count; k++)
            add_step(&node->steps[k], &file);
    }
    for (size_t i = 0; i < undo->count; i++)
        bytes_add_count(&file, undo->nodes[i].redo);
    bytes_store32(file.data + CRC_AT, crc_of(str_view(&file)));
    str_add(out, str_view(&file));
    str_finish(&file);
}

/* A file being read: its bytes are copied into a block, which the steps point into. */
struct source {
    struct bytes_reader reader;
    struct rope_block *block;
};

static struct undo_place read_place(struct bytes_reader *reader)
{
    struct undo_place place;
    place.cursor = (size_t)bytes_read_count(reader);
    place.anchor = (size_t)bytes_read_count(reader);
    return place;
}

static bool read_step(struct source *source, struct undo_node *node)
{
    struct bytes_reader *reader = &source->reader;
    size_t pos = (size_t)bytes_read_count(reader);
    uint64_t removed = bytes_read_count(reader), inserted = bytes_read_count(reader);
    struct view out = bytes_read_run(reader, removed), in = bytes_read_run(reader, inserted);
    if (reader->bad || (removed == 0 && inserted == 0))
        return false;
    undo_add_step(node, (struct undo_step){.pos = pos,
                                           .removed = rope_from_block(source->block, out),
                                           .inserted = rope_from_block(source->block, in)});
    return true;
}

static bool read_node(struct source *source, struct undo *undo, size_t index)
{
    struct bytes_reader *reader = &source->reader;
    size_t parent = (size_t)bytes_read_count(reader);
    if (reader->bad || (index == 0 ? parent != 0 : parent >= index))
        return false;
    struct undo_node *node = index == 0 ? &undo->nodes[0] : undo_add_node(undo, parent);
    node->time = (int64_t)bytes_read_count(reader);
    node->before = read_place(reader);
    node->after = read_place(reader);
    uint64_t steps = bytes_read_count(reader);
    if (reader->bad || (steps == 0) != (index == 0))
        return false;
    while (steps-- > 0)
        if (!read_step(source, node))
            return false;
    return true;
}

/* Redo may lead from a state to any child of it; to none only where there is none. */
static bool read_redo(struct source *source, struct undo *undo)
{
    for (size_t i = 0; i < undo->count; i++) {
        struct undo_node *node = &undo->nodes[i];
        size_t redo = (size_t)bytes_read_count(&source->reader);
        if (redo >= undo->count || (redo == 0) != (node->redo == 0) ||
            (redo != 0 && undo->nodes[redo].parent != i))
            return false;
        node->redo = redo;
    }
    return !source->reader.bad && source->reader.pos == source->reader.bytes.len;
}

static bool read_tree(struct source *source, struct undo *undo)
{
    uint64_t count = bytes_read_count(&source->reader);
    uint64_t current = bytes_read_count(&source->reader);
    if (source->reader.bad || current >= count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!read_node(source, undo, i))
            return false;
    undo->current = (size_t)current;
    return read_redo(source, undo);
}

/* Puts `in` where `out` must stand at `pos`. */
static bool try_step(struct rope **text, size_t pos, const struct rope *out, const struct rope *in)
{
    struct rope *before, *part, *after;
    size_t length = rope_length(*text), len = rope_length(out);
    if (pos > length || len > length - pos)
        return false;
    rope_split(*text, pos + len, &part, &after);
    rope_split(part, pos, &before, &part);
    bool fits = rope_equal(part, out);
    rope_free(part);
    *text = rope_concat(rope_concat(before, rope_share(in)), after);
    return fits;
}

static bool try_back(struct rope **text, const struct undo_node *node)
{
    for (size_t i = node->count; i-- > 0;)
        if (!try_step(text, node->steps[i].pos, node->steps[i].inserted, node->steps[i].removed))
            return false;
    return true;
}

static bool try_forward(struct rope **text, const struct undo_node *node)
{
    for (size_t i = 0; i < node->count; i++)
        if (!try_step(text, node->steps[i].pos, node->steps[i].removed, node->steps[i].inserted))
            return false;
    return true;
}

/* The children of each state as lists, each cut off as it is visited. */
struct children {
    size_t first, next; /* 0 for none */
};

static bool try_branches(const struct undo *undo, struct rope **text, struct children *children)
{
    for (size_t at = 0;;) {
        size_t child = children[at].first;
        if (child != 0) {
            children[at].first = children[child].next;
            at = child;
            if (!try_forward(text, &undo->nodes[at]))
                return false;
        } else if (at != 0) {
            if (!try_back(text, &undo->nodes[at]))
                return false;
            at = undo->nodes[at].parent;
        } else {
            return true;
        }
    }
}

static bool tree_fits(const struct undo *undo, const struct rope *current)
{
    struct rope *text = rope_share(current);
    struct children *children = mem_zalloc(undo->count, sizeof(*children));
    bool fits = true;
    for (size_t at = undo->current; at != 0 && fits; at = undo->nodes[at].parent)
        fits = try_back(&text, &undo->nodes[at]);
    for (size_t i = 1; i < undo->count; i++) {
        children[i].next = children[undo->nodes[i].parent].first;
        children[undo->nodes[i].parent].first = i;
    }
    fits = fits && try_branches(undo, &text, children);
    rope_free(text);
    free(children);
    return fits;
}

/* Reads the head, up to the number of states. */
static enum status read_head(struct bytes_reader *reader, const struct rope *text,
                             struct error *err)
{
    if (reader->bytes.len > UNDO_FILE_MAX)
        return error_set(err, STATUS_LIMIT, "the kept undo history is over %d MiB: it is not used",
                         UNDO_FILE_MAX >> 20);
    struct view magic = bytes_read_run(reader, CRC_AT);
    uint32_t crc = bytes_read32(reader);
    uint64_t hash = bytes_read64(reader), length = bytes_read_count(reader);
    if (reader->bad || !view_is(magic, MAGIC) || crc != crc_of(reader->bytes))
        return error_set(err, STATUS_INVALID,
                         "the kept undo history is damaged or of another version: it is not used");
    if (length != rope_length(text) || hash != rope_hash(text))
        return error_set(err, STATUS_CONFLICT,
                         "the kept undo history belongs to another text: it is not used");
    return STATUS_OK;
}

enum status undo_read(struct view bytes, struct buffer *buffer, struct undo **out,
                      struct error *err)
{
    struct source source = {.reader = {.bytes = bytes}};
    enum status status = read_head(&source.reader, buffer_text(buffer), err);
    if (status != STATUS_OK)
        return status;
    source.block = rope_block_new(bytes.len, ROPE_PIECE_MAX);
    memcpy(source.block->bytes, bytes.data, bytes.len);
    source.reader.bytes.data = source.block->bytes;
    struct undo *undo = undo_new(NULL, 0);
    if (!read_tree(&source, undo) || !tree_fits(undo, buffer_text(buffer))) {
        status = error_set(err, STATUS_INVALID,
                           "the kept undo history does not fit its text: it is not used");
        goto out;
    }
    undo->buffer = buffer;
    undo->saved = undo->current;
    *out = undo;
    undo = NULL;
out:
    undo_free(undo);
    rope_block_drop(source.block);
    return status;
}
