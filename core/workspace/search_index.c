#include "core/workspace/search_index.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/hash.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* LIVE_MAX bounds what one change costs: the builder that takes it is frozen anew by the next
 * search (a few milliseconds). DOUBT: a file changed so shortly before it was read may have changed
 * again within the same tick of the file system's clock. */

enum { LIVE_MAX = 256, SLOTS_MAX = 32, DEAD_MIN = 1024 };

#define DOUBT INT64_C(2000000000)

enum { FILE_LIVE = 1, FILE_SEEN = 2 };

struct slot {
    struct search_segment *segment; /* of a builder: as it was frozen last, or NULL */
    struct search_builder *builder; /* still taking files; else NULL */
    unsigned char *files;           /* FILE_* of each */
    size_t cap;
    uint32_t count;
    bool stale; /* the builder has more than the segment */
};

struct search_index {
    struct slot slots[SLOTS_MAX + 1];
    size_t slot_count;
    uint64_t *table; /* hash << 32 | file << 6 | slot, + 1; 0: free */
    size_t mask, entries;
    size_t live, dead;
    size_t changes, saved; /* files read anew or gone; and how many when it was saved */
    unsigned generation;
};

/* --- slots and the table of paths --- */

static void slot_finish(struct slot *slot)
{
    search_segment_free(slot->segment);
    search_builder_free(slot->builder);
    free(slot->files);
    *slot = (struct slot){0};
}

struct search_index *search_index_new(void)
{
    return mem_zalloc(1, sizeof(struct search_index));
}

static void index_empty(struct search_index *index)
{
    for (size_t i = 0; i < index->slot_count; i++)
        slot_finish(&index->slots[i]);
    free(index->table);
    *index = (struct search_index){
        .generation = index->generation + 1, .changes = index->changes, .saved = index->saved};
}

void search_index_free(struct search_index *index)
{
    if (index)
        index_empty(index);
    free(index);
}

static const char *index_path(const struct search_index *index, uint64_t entry)
{
    const struct slot *slot = &index->slots[(entry - 1) & 63];
    uint32_t number = (uint32_t)((entry - 1) >> 6) & 0x3FFFFFF;
    return slot->builder ? search_builder_path(slot->builder, number)
                         : search_segment_doc(slot->segment, number).path;
}

/* The entry of `path`, or the free one where it would be. */
static uint64_t *index_entry(const struct search_index *index, const char *path, uint32_t hash)
{
    size_t at = hash & index->mask;
    for (; index->table[at]; at = (at + 1) & index->mask)
        if (index->table[at] >> 32 == hash &&
            strcmp(index_path(index, index->table[at]), path) == 0)
            break;
    return &index->table[at];
}

static uint32_t index_hash(const char *path)
{
    return (uint32_t)(hash_of(view_of(path)) >> 33); /* 31 bits: an entry plus one fits */
}

static void index_grow(struct search_index *index)
{
    size_t old_size = index->table ? index->mask + 1 : 0, size = old_size ? old_size * 2 : 1024;
    uint64_t *old = index->table;
    index->table = mem_zalloc(size, sizeof(*index->table));
    index->mask = size - 1;
    for (size_t i = 0; i < old_size; i++) {
        size_t at = (size_t)(old[i] >> 32) & index->mask;
        while (old[i] && index->table[at])
            at = (at + 1) & index->mask;
        if (old[i])
            index->table[at] = old[i];
    }
    free(old);
}

static void index_drop(struct search_index *index, size_t segment, uint32_t number)
{
    unsigned char *file = &index->slots[segment].files[number];
    if (!(*file & FILE_LIVE))
        return;
    *file &= (unsigned char)~FILE_LIVE;
    index->live--;
    index->dead++;
}

/* File `number` of the slot, just added, is what is known of its path from now on. */
static void index_put(struct search_index *index, size_t segment, uint32_t number, const char *path)
{
    if ((index->entries + 1) * 2 > index->mask)
        index_grow(index);
    uint32_t hash = index_hash(path);
    uint64_t *entry = index_entry(index, path, hash);
    if (*entry)
        index_drop(index, (*entry - 1) & 63, (uint32_t)((*entry - 1) >> 6) & 0x3FFFFFF);
    else
        index->entries++;
    *entry = (uint64_t)hash << 32 | (((uint64_t)number << 6 | segment) + 1);
    struct slot *slot = &index->slots[segment];
    if (number >= slot->cap) {
        slot->cap = number < 512 ? 1024 : (size_t)number * 2;
        slot->files = mem_resize(slot->files, slot->cap, 1);
    }
    slot->files[number] = FILE_LIVE | FILE_SEEN;
    slot->count = number + 1;
    index->live++;
}

void search_index_adopt(struct search_index *index, struct search_segment *segment)
{
    if (index->slot_count >= SLOTS_MAX) {
        search_segment_free(segment);
        return;
    }
    size_t at = index->slot_count++;
    while ((index->entries + search_segment_count(segment) + 1) * 2 > index->mask)
        index_grow(index);
    index->slots[at] = (struct slot){.segment = segment};
    for (uint32_t i = 0; i < search_segment_count(segment); i++)
        index_put(index, at, i, search_segment_doc(segment, i).path);
}

/* Freezes what a builder has by now. */
static void slot_settle(struct slot *slot, bool last)
{
    if (!slot->builder)
        return;
    if (slot->stale || !slot->segment) {
        search_segment_free(slot->segment);
        slot->segment = search_builder_freeze(slot->builder);
        slot->stale = false;
    }
    if (last) {
        search_builder_free(slot->builder);
        slot->builder = NULL;
    }
}

static struct slot *index_last(struct search_index *index)
{
    return index->slot_count ? &index->slots[index->slot_count - 1] : NULL;
}

/* The slot whose builder takes the next file; `bulk`: as many as there come. */
static struct slot *index_open_slot(struct search_index *index, bool bulk)
{
    struct slot *slot = index_last(index);
    if (slot && slot->builder && (bulk || search_builder_count(slot->builder) < LIVE_MAX))
        return slot;
    if (slot)
        slot_settle(slot, true);
    slot = &index->slots[index->slot_count++];
    *slot = (struct slot){.builder = search_builder_new()};
    return slot;
}

/* --- one file --- */

static int64_t index_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

/* Reads a file for the index; of one that is large the beginning, of one that cannot be read
 * nothing. False when it is not there. */
static bool index_read(struct folder_tour *tour, const char *path, struct search_doc *doc,
                       struct str *text)
{
    struct file_stamp stamp = {0};
    int64_t now = index_clock();
    str_finish(text);
    enum status status =
        folder_tour_read_start(tour, path, SEARCH_WHOLE_MAX + 1, text, &stamp, NULL);
    if (status == STATUS_ABSENT)
        return false;
    *doc = (struct search_doc){.path = path,
                               .size = stamp.size,
                               .mtime = stamp.mtime,
                               .inode = stamp.inode,
                               .seen = now,
                               .flags = status != STATUS_OK ? DOC_UNREADABLE : 0};
    if (text->len > SEARCH_WHOLE_MAX) {
        doc->flags = DOC_LARGE;
        str_replace(text, (size_t)64 << 10, text->len, VIEW(""));
    }
    return true;
}

static void index_add(struct search_index *index, const struct search_doc *doc, struct view text,
                      bool bulk)
{
    struct slot *slot = index_open_slot(index, bulk);
    uint32_t number = search_builder_add(slot->builder, doc, text);
    slot->stale = true;
    index->changes++;
    index_put(index, (size_t)(slot - index->slots), number, doc->path);
}

bool search_index_find(const struct search_index *index, const char *path, size_t *segment,
                       uint32_t *number)
{
    uint64_t entry = index->table ? *index_entry(index, path, index_hash(path)) : 0;
    if (!entry)
        return false;
    *segment = (entry - 1) & 63;
    *number = (uint32_t)((entry - 1) >> 6) & 0x3FFFFFF;
    return index->slots[*segment].files[*number] & FILE_LIVE;
}

void search_index_update(struct search_index *index, const struct folder *folder, const char *path,
                         unsigned section)
{
    struct search_doc doc;
    struct str text = {0};
    size_t segment;
    uint32_t number;
    struct folder_tour tour;
    folder_tour_begin(&tour, folder);
    if (section < SECTION_COUNT && index_read(&tour, path, &doc, &text)) {
        doc.section = section;
        index_add(index, &doc, str_view(&text), index->slot_count >= SLOTS_MAX);
    } else if (search_index_find(index, path, &segment, &number)) {
        index_drop(index, segment, number);
        index->changes++;
    }
    folder_tour_end(&tour);
    str_finish(&text);
}

/* --- all of them --- */

struct sync {
    struct search_index *index;
    const struct folder *folder;
    const struct search_sync_options *options;
    struct folder_tour tour;
    struct str text;
    size_t doubts;
};

/* Whether what is known of the file still holds by all that a look at it can tell. */
static bool sync_is_known(struct sync *sync, const struct search_file *file, bool *doubt,
                          uint64_t *hash)
{
    struct search_index *index = sync->index;
    struct file_stamp stamp;
    size_t segment;
    uint32_t number;
    *doubt = false;
    if (!search_index_find(index, file->path, &segment, &number))
        return false;
    struct search_doc doc = search_segment_doc(search_index_segment(index, segment), number);
    if (doc.section != file->section || doc.flags & DOC_UNREADABLE ||
        folder_tour_stat(&sync->tour, file->path, &stamp, NULL) != STATUS_OK ||
        doc.size != stamp.size)
        return false;
    bool distrust = sync->options && sync->options->distrust;
    if (!distrust && doc.mtime == stamp.mtime && doc.inode == stamp.inode &&
        doc.mtime < doc.seen - DOUBT) {
        index->slots[segment].files[number] |= FILE_SEEN;
        return true;
    }
    *doubt = distrust || sync->doubts < LIVE_MAX;
    *hash = doc.hash;
    return false;
}

static void sync_file(struct sync *sync, const struct search_file *file)
{
    struct search_index *index = sync->index;
    struct search_doc doc;
    uint64_t hash;
    bool doubt;
    size_t segment;
    uint32_t number;
    if (sync_is_known(sync, file, &doubt, &hash) ||
        !index_read(&sync->tour, file->path, &doc, &sync->text))
        return;
    doc.section = file->section;
    if (doubt && hash == hash_of(str_view(&sync->text)) &&
        search_index_find(index, file->path, &segment, &number)) {
        sync->doubts++;
        index->slots[segment].files[number] |= FILE_SEEN;
        return;
    }
    index_add(index, &doc, str_view(&sync->text), true);
}

static bool sync_cancelled(const struct search_sync_options *options)
{
    return options && options->cancel &&
           atomic_load_explicit(options->cancel, memory_order_relaxed);
}

struct search_segment *search_index_read_part(const struct folder *folder,
                                              const struct search_files *files, size_t from,
                                              size_t to, const struct search_sync_options *options)
{
    struct search_builder *builder = search_builder_new();
    struct search_segment *segment = NULL;
    struct str text = {0};
    struct folder_tour tour;
    folder_tour_begin(&tour, folder);
    for (size_t i = from; i < to && !sync_cancelled(options); i++) {
        struct search_doc doc;
        if (index_read(&tour, files->items[i].path, &doc, &text)) {
            doc.section = files->items[i].section;
            search_builder_add(builder, &doc, str_view(&text));
        }
        if (options && options->seen)
            atomic_fetch_add_explicit(options->seen, 1, memory_order_relaxed);
    }
    if (!sync_cancelled(options))
        segment = search_builder_freeze(builder);
    folder_tour_end(&tour);
    str_finish(&text);
    search_builder_free(builder);
    return segment;
}

/* Whether what counts no more outweighs what does, or no slot is left. */
static bool index_is_worn(const struct search_index *index)
{
    return index->slot_count + 2 > SLOTS_MAX || index->dead > index->live / 2 + DEAD_MIN;
}

static void index_drop_unseen(struct search_index *index)
{
    for (size_t i = 0; i < index->slot_count; i++)
        for (uint32_t j = 0; j < index->slots[i].count; j++)
            if ((index->slots[i].files[j] & (FILE_SEEN | FILE_LIVE)) == FILE_LIVE) {
                index_drop(index, i, j);
                index->changes++;
            }
}

static void sync_begin(struct search_index *index)
{
    if (index_is_worn(index))
        index_empty(index);
    for (size_t i = 0; i < index->slot_count; i++) {
        slot_settle(&index->slots[i], true);
        for (uint32_t j = 0; j < index->slots[i].count; j++)
            index->slots[i].files[j] &= (unsigned char)~FILE_SEEN;
    }
}

/* Files from `*next` on, up to the end or the end of the step. */
static enum status sync_files(struct sync *sync, const struct search_files *files, size_t *next,
                              struct error *err)
{
    const struct search_sync_options *options = sync->options;
    bool steps = options && options->next;
    int64_t end = steps ? clock_ticks() + options->milliseconds : 0;
    while (*next < files->count) {
        if (sync_cancelled(options))
            return error_set(err, STATUS_CANCELLED, "indexing was stopped");
        sync_file(sync, &files->items[(*next)++]);
        if (options && options->seen)
            atomic_fetch_add_explicit(options->seen, 1, memory_order_relaxed);
        if (steps && *next % 16 == 0 && clock_ticks() >= end)
            break;
    }
    return STATUS_OK;
}

enum status search_index_sync(struct search_index *index, const struct folder *folder,
                              const struct search_files *files,
                              const struct search_sync_options *options, struct error *err)
{
    struct sync sync = {.index = index, .folder = folder, .options = options};
    size_t first = 0, *next = options && options->next ? options->next : &first;
    if (*next == 0)
        sync_begin(index);
    folder_tour_begin(&sync.tour, folder);
    enum status status = sync_files(&sync, files, next, err);
    folder_tour_end(&sync.tour);
    bool done = status != STATUS_OK || *next == files->count;
    if (status == STATUS_OK && done)
        index_drop_unseen(index);
    for (size_t i = 0; done && i < index->slot_count; i++)
        slot_settle(&index->slots[i], true);
    str_finish(&sync.text);
    return status;
}

/* --- for who reads --- */

bool search_index_is_worn(const struct search_index *index)
{
    return index_is_worn(index);
}

bool search_index_wants_save(const struct search_index *index)
{
    return index->changes - index->saved > LIVE_MAX;
}

void search_index_saved(struct search_index *index)
{
    index->saved = index->changes;
}

size_t search_index_changes(const struct search_index *index)
{
    return index->changes;
}

size_t search_index_count(const struct search_index *index)
{
    return index->live;
}

unsigned search_index_generation(const struct search_index *index)
{
    return index->generation;
}

size_t search_index_segments(const struct search_index *index)
{
    return index->slot_count;
}

const struct search_segment *search_index_segment(struct search_index *index, size_t at)
{
    slot_settle(&index->slots[at], false);
    return index->slots[at].segment;
}

void search_index_replace(struct search_index *index, size_t at, struct search_segment *segment)
{
    struct slot *slot = &index->slots[at];
    if (slot->builder) {
        search_segment_free(segment);
        return;
    }
    search_segment_free(slot->segment);
    slot->segment = segment;
}

void search_index_rest(const struct search_index *index)
{
    for (size_t i = 0; i < index->slot_count; i++)
        if (index->slots[i].segment)
            search_segment_rest(index->slots[i].segment);
}

bool search_index_is_live(const struct search_index *index, size_t segment, uint32_t number)
{
    return index->slots[segment].files[number] & FILE_LIVE;
}
