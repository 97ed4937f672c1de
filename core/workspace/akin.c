#include "core/workspace/akin.h"

#include "core/base/memory.h"
#include "core/markdown/front_matter.h"
#include "core/text/fold.h"
#include "core/workspace/search_facts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Every tag and word of the file that few others have votes for those. What is bounded: the words
 * that are looked at, by the first TEXT_MAX bytes; the files that a word may have, so that common
 * words cost one look; the words that are told. */

enum { TEXT_MAX = 64 << 10, WORD_MIN = 4, WORD_FILES_MAX = 64, TAG_FILES_MAX = 1024, TOLD = 4 };

/* What tells nothing, though among a few dozen files it may be in few; sorted. */
static const char *const common_words[] = {
    "about",    "above",    "across",     "after",   "again",     "against",    "almost",
    "alone",    "along",    "already",    "also",    "although",  "always",     "among",
    "another",  "anything", "around",     "because", "become",    "been",       "before",
    "being",    "below",    "between",    "both",    "came",      "cannot",     "come",
    "could",    "does",     "doing",      "done",    "down",      "during",     "each",
    "either",   "else",     "even",       "ever",    "every",     "everything", "from",
    "gave",     "give",     "given",      "goes",    "going",     "gone",       "have",
    "having",   "here",     "herself",    "himself", "into",      "itself",     "just",
    "keep",     "kept",     "knew",       "know",    "known",     "later",      "least",
    "less",     "like",     "made",       "make",    "makes",     "many",       "maybe",
    "might",    "more",     "most",       "much",    "must",      "myself",     "need",
    "neither",  "never",    "next",       "none",    "nothing",   "often",      "once",
    "only",     "onto",     "other",      "others",  "ourselves", "over",       "perhaps",
    "please",   "quite",    "rather",     "really",  "same",      "seem",       "seems",
    "shall",    "should",   "since",      "some",    "someone",   "something",  "soon",
    "still",    "such",     "take",       "taken",   "than",      "that",       "their",
    "theirs",   "them",     "themselves", "then",    "there",     "these",      "they",
    "thing",    "things",   "this",       "those",   "though",    "through",    "thus",
    "together", "took",     "toward",     "under",   "until",     "upon",       "used",
    "very",     "want",     "well",       "went",    "were",      "what",       "whatever",
    "when",     "where",    "whether",    "which",   "while",     "whole",      "whom",
    "whose",    "will",     "with",       "within",  "without",   "would",      "your",
    "yours",    "yourself",
};

struct term {
    struct view text; /* as the index has it */
    float weight;
    uint32_t *nodes;
    size_t count, cap;
};

struct vote {
    uint32_t node;
    float weight;
    unsigned words;
    bool tag;
};

struct kinship {
    const struct link_map *map;
    uint32_t self;
    size_t files;    /* live, or nearly so many */
    struct str text; /* of the terms, each ended by a NUL */
    struct term *terms;
    size_t count, cap;
    struct vote *votes;
    size_t vote_count;
};

static bool akin_is_tag(const struct term *term)
{
    return term->text.data[0] == SEARCH_KEY_TAG;
}

static bool akin_is_number(struct view word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.data[i] < '0' || word.data[i] > '9')
            return false;
    return true;
}

static int by_common(const void *word, const void *common)
{
    return strcmp(word, *(const char *const *)common);
}

static bool akin_is_common(const char *word)
{
    return bsearch(word, common_words, ARRAY_LEN(common_words), sizeof(*common_words), by_common);
}

/* The words of the text that may tell something and its tags, each ended by a NUL. */
static void akin_gather(struct kinship *kin, struct view text)
{
    struct search_facts facts = {0};
    text = view_slice(text, 0, TEXT_MAX);
    size_t body = front_matter_extent(text);
    struct fold_reader reader = {.text = view_slice(text, body, text.len)};
    search_facts_read(text, &facts);
    for (size_t at = 0; at < facts.keys.len;) {
        struct view key = view_from(facts.keys.data + at, strlen(facts.keys.data + at) + 1);
        if (*key.data == SEARCH_KEY_TAG)
            str_add(&kin->text, key);
        at += key.len;
    }
    while (fold_next(&reader))
        if (reader.word.len >= WORD_MIN && !akin_is_number(str_view(&reader.word)) &&
            !akin_is_common(str_text(&reader.word)))
            str_add(&kin->text, view_from(reader.word.data, reader.word.len + 1));
    fold_finish(&reader);
    search_facts_finish(&facts);
}

static int by_text(const void *a, const void *b)
{
    const struct term *left = a, *right = b;
    return strcmp(left->text.data, right->text.data);
}

static int by_weight(const void *a, const void *b)
{
    const struct term *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return strcmp(left->text.data, right->text.data);
}

/* The words once each, those alone that some other file has and that are rare. */
static enum status akin_look_up(struct kinship *kin, const atomic_bool *cancel, struct error *err)
{
    size_t kept = 0;
    for (size_t at = 0; at < kin->text.len;) {
        struct view word = view_of(kin->text.data + at);
        *ARRAY_PUSH(kin->terms, kin->count, kin->cap) = (struct term){.text = word};
        at += word.len + 1;
    }
    if (kin->count)
        qsort(kin->terms, kin->count, sizeof(*kin->terms), by_text);
    size_t count = kin->count;
    kin->count = 0;
    for (size_t i = 0; i < count; i++) {
        struct term term = kin->terms[i];
        bool tag = akin_is_tag(&term);
        size_t share = kin->files / (tag ? 3 : 12) + 2, most = tag ? TAG_FILES_MAX : WORD_FILES_MAX;
        if (cancel && atomic_load_explicit(cancel, memory_order_relaxed))
            return error_set(err, STATUS_CANCELLED, "stopped");
        if (kept && view_equal(kin->terms[kept - 1].text, term.text))
            continue;
        kin->terms[kept++] = term;
        struct term *now = &kin->terms[kept - 1];
        link_map_with_word(kin->map, term.text, share < most ? share : most, &now->nodes,
                           &now->count, &now->cap);
        kin->count = kept;
        now->weight = now->count > 1 ? logf((float)kin->files / (float)now->count + 1) : 0;
        now->weight *= tag ? 3 : 1;
    }
    if (kin->count)
        qsort(kin->terms, kin->count, sizeof(*kin->terms), by_weight);
    return STATUS_OK;
}

static int by_vote(const void *a, const void *b)
{
    const struct vote *left = a, *right = b;
    if (left->weight != right->weight)
        return left->weight > right->weight ? -1 : 1;
    return left->node < right->node ? -1 : left->node > right->node;
}

static void akin_vote(struct kinship *kin)
{
    size_t kept = 0;
    kin->vote_count = link_map_nodes(kin->map);
    kin->votes = mem_zalloc(kin->vote_count + 1, sizeof(*kin->votes));
    for (size_t i = 0; i < kin->count && kin->terms[i].weight > 0; i++)
        for (size_t j = 0; j < kin->terms[i].count; j++) {
            struct vote *vote = &kin->votes[kin->terms[i].nodes[j]];
            vote->weight += kin->terms[i].weight;
            vote->tag = vote->tag || akin_is_tag(&kin->terms[i]);
            vote->words++;
        }
    for (uint32_t i = 0; i < kin->vote_count; i++) {
        struct vote vote = kin->votes[i];
        vote.node = i;
        if (i != kin->self && (vote.tag || vote.words >= 2))
            kin->votes[kept++] = vote;
    }
    kin->vote_count = kept;
    if (kept)
        qsort(kin->votes, kept, sizeof(*kin->votes), by_vote);
}

static int by_node(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

static char *akin_tell(const struct kinship *kin, uint32_t node)
{
    struct str out = {0};
    size_t told = 0;
    bool words = false;
    for (unsigned pass = 0; pass < 2; pass++) /* tags first */
        for (size_t i = 0; i < kin->count && told < TOLD && kin->terms[i].weight > 0; i++) {
            const struct term *term = &kin->terms[i];
            bool tag = akin_is_tag(term);
            if (tag != (pass == 0) ||
                !bsearch(&node, term->nodes, term->count, sizeof(node), by_node))
                continue;
            str_add_text(&out, !out.len ? "" : tag ? " " : words ? ", " : " · ");
            str_add(&out, term->text);
            words = words || !tag;
            told++;
        }
    return str_take(&out);
}

static void akin_finish(struct kinship *kin)
{
    for (size_t i = 0; i < kin->count; i++)
        free(kin->terms[i].nodes);
    free(kin->terms);
    free(kin->votes);
    str_finish(&kin->text);
}

enum status akin_find(const struct link_map *map, const char *path, struct view text, size_t most,
                      const atomic_bool *cancel, struct akin **out, size_t *count,
                      struct error *err)
{
    struct kinship kin = {.map = map, .files = link_map_nodes(map)};
    *out = NULL;
    *count = 0;
    if (!link_map_find(map, path, &kin.self))
        return STATUS_OK;
    akin_gather(&kin, text);
    enum status status = akin_look_up(&kin, cancel, err);
    if (status == STATUS_OK) {
        akin_vote(&kin);
        *count = kin.vote_count < most ? kin.vote_count : most;
        *out = mem_zalloc(*count + 1, sizeof(**out));
        for (size_t i = 0; i < *count; i++)
            (*out)[i] = (struct akin){kin.votes[i].node, akin_tell(&kin, kin.votes[i].node)};
    }
    akin_finish(&kin);
    return status;
}
