#include "core/workspace/search_offers.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/text/fold.h"
#include "core/workspace/search_facts.h"
#include "core/workspace/tally.h"

#include <stdlib.h>
#include <string.h>

/* Counted from the lists of the segments: as many steps as there are tags on files, and one for
 * each file. All names are borrowed from the segments until they are offered. */

enum { OFFERS_MAX = 2000 };

struct offering {
    struct search_index *index;
    const atomic_bool *cancel;
    bool stopped;
    size_t segment;
    size_t live; /* files of the word that is counted */
};

static bool offers_stopped(struct offering *offering)
{
    if (offering->cancel && atomic_load_explicit(offering->cancel, memory_order_relaxed))
        offering->stopped = true;
    return offering->stopped;
}

static void offers_count_file(void *data, uint32_t number)
{
    struct offering *offering = data;
    offering->live += search_index_is_live(offering->index, offering->segment, number);
}

/* The keys with this mark, without it. */
static void offers_count_keys(struct offering *offering, char mark, struct tallies *out)
{
    for (size_t i = 0; i < search_index_segments(offering->index); i++) {
        const struct search_segment *segment = search_index_segment(offering->index, i);
        uint32_t first, last;
        offering->segment = i;
        search_segment_range(segment, view_from(&mark, 1), &first, &last);
        for (uint32_t word = first; word < last && !offers_stopped(offering); word++) {
            struct view key = search_segment_word(segment, word);
            offering->live = 0;
            search_segment_files(segment, word, offers_count_file, offering);
            if (offering->live && key.len > 1)
                tally_add(out, view_slice(key, 1, key.len), offering->live);
        }
    }
    tally_merge(out);
}

/* --- tags --- */

/* How a tag is spelt by those files that do not spell it as it folds: `others` in all, most of them
 * as `best`. */
struct spelling {
    struct tally best;
    size_t others;
};

static void offers_spell(const struct tallies *tags, const struct tallies *spelt,
                         struct spelling *spellings)
{
    for (size_t i = 0; i < spelt->count; i++) {
        struct str fold = {0};
        fold_add(&fold, spelt->items[i].name, 0);
        const struct tally *tag = tally_find(tags, str_view(&fold));
        str_finish(&fold);
        if (!tag)
            continue;
        struct spelling *spelling = &spellings[tag - tags->items];
        spelling->others += spelt->items[i].count;
        if (spelt->items[i].count > spelling->best.count)
            spelling->best = spelt->items[i];
    }
}

static void offers_add_tags(struct offering *offering, struct note_offers *out)
{
    struct tallies tags = {0}, spelt = {0};
    offers_count_keys(offering, SEARCH_KEY_TAG, &tags);
    offers_count_keys(offering, SEARCH_KEY_SPELT, &spelt);
    struct spelling *spellings = mem_zalloc(tags.count + 1, sizeof(*spellings));
    offers_spell(&tags, &spelt, spellings);
    for (size_t i = 0; i < tags.count; i++) {
        const struct spelling *spelling = &spellings[i];
        if (spelling->best.count + spelling->others > tags.items[i].count)
            tags.items[i].name = spelling->best.name;
    }
    tally_offer(&tags, OFFERS_MAX, out);
    tally_finish(&spelt);
    free(spellings);
}

/* --- folders --- */

static void offers_add_above(struct tallies *folders)
{
    for (size_t i = 0, count = folders->count; i < count; i++) {
        struct tally below = folders->items[i];
        for (struct view up = path_folder(below.name); up.len; up = path_folder(up))
            tally_add(folders, up, below.count);
    }
}

static void offers_add_folders(struct offering *offering, struct note_offers *out)
{
    struct tallies folders = {0};
    for (size_t i = 0; i < search_index_segments(offering->index); i++) {
        const struct search_segment *segment = search_index_segment(offering->index, i);
        struct view last = {0};
        for (uint32_t j = 0; j < search_segment_count(segment) && !offers_stopped(offering); j++) {
            if (!search_index_is_live(offering->index, i, j))
                continue;
            struct view folder = path_folder(view_of(search_segment_doc(segment, j).path));
            if (folder.len && view_equal(folder, last))
                folders.items[folders.count - 1].count++;
            else if (folder.len)
                tally_add(&folders, folder, 1);
            last = folder;
        }
    }
    tally_merge(&folders);
    offers_add_above(&folders);
    tally_offer(&folders, OFFERS_MAX, out);
}

/* --- all --- */

bool search_offers_make(struct search_index *index, const atomic_bool *cancel,
                        struct search_offers *out)
{
    struct offering offering = {.index = index, .cancel = cancel};
    struct tallies types = {0};
    *out = (struct search_offers){0};
    offers_add_tags(&offering, &out->tags);
    offers_count_keys(&offering, SEARCH_KEY_TYPE, &types);
    tally_offer(&types, OFFERS_MAX, &out->types);
    offers_add_folders(&offering, &out->folders);
    if (offering.stopped)
        search_offers_finish(out);
    return !offering.stopped;
}

void search_offers_finish(struct search_offers *offers)
{
    note_offers_finish(&offers->tags);
    note_offers_finish(&offers->types);
    note_offers_finish(&offers->folders);
}
