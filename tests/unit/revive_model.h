#ifndef TESTS_UNIT_REVIVE_MODEL_H
#define TESTS_UNIT_REVIVE_MODEL_H

#include "core/text/merge.h"
#include "tests/unit/random_text.h"

/* What bringing back must do, told of a handful of files in memory: no git, no disk. Include after
 * tests/unit/test.h. */

#define SLOTS 5
#define VERSIONS 40
static const char *const slot_paths[SLOTS] = {"a.md", "b.md", "d/c.md", "d/e.md", "f.md"};

struct version {
    char *text[SLOTS]; /* NULL: no such file */
    enum { IS_CHANGE, IS_UNDO, IS_REDO } nature;
    bool about[VERSIONS]; /* which versions it undid or redid */
    char id[41];
};

struct model {
    struct version versions[VERSIONS];
    size_t count;
};

enum model_answer { MODEL_NONE, MODEL_DONE, MODEL_CONFLICT };

static inline char *model_copy(const char *text)
{
    char *copy = text ? strdup(text) : NULL;
    assert_true(!text || copy);
    return copy;
}

static inline void version_clear(struct version *version)
{
    for (size_t i = 0; i < SLOTS; i++)
        free(version->text[i]);
    *version = (struct version){0};
}

/* A new last version, the same as the one before. */
static inline struct version *model_next(struct model *model)
{
    assert_true(model->count < VERSIONS);
    struct version *next = &model->versions[model->count];
    for (size_t i = 0; i < SLOTS; i++)
        next->text[i] = model->count ? model_copy(next[-1].text[i]) : NULL;
    model->count++;
    return next;
}

static inline void model_drop(struct model *model)
{
    version_clear(&model->versions[--model->count]);
}

static inline void model_finish(struct model *model)
{
    while (model->count)
        model_drop(model);
}

/* Another text: some of five lines, apart from each other so that they merge. */
static inline char *random_version(uint64_t *seed, const char *now)
{
    struct str out = {0};
    struct view rest = view_of(now), line;
    size_t changed = random_below(seed, 5);
    for (size_t i = 0; i < 5; i++) {
        bool kept = now && view_line(&rest, &line);
        if (kept)
            view_line(&rest, &(struct view){0}); /* the blank line */
        if (kept && i != changed)
            str_add(&out, line);
        else
            str_addf(&out, "word%zu", random_below(seed, 1000000));
        str_add_text(&out, "\n\n");
    }
    return str_take(&out);
}

static inline bool same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static inline void slot_set(char **slot, const char *text)
{
    char *copy = model_copy(text);
    free(*slot);
    *slot = copy;
}

/* One file from `after` to `before`, where it is `*now`. */
static inline enum model_answer model_file(const char *after, const char *before, char **now)
{
    if (same(after, before) || same(*now, before))
        return MODEL_NONE;
    if (same(*now, after)) {
        slot_set(now, before);
        return MODEL_DONE;
    }
    if (!*now)
        return MODEL_NONE;
    if (!before)
        return MODEL_CONFLICT;
    struct merge merge;
    merge_make(view_of(after), view_of(*now), view_of(before), &merge);
    enum model_answer answer = merge.count                         ? MODEL_CONFLICT
                               : same(str_text(&merge.text), *now) ? MODEL_NONE
                                                                   : MODEL_DONE;
    if (answer == MODEL_DONE)
        slot_set(now, str_text(&merge.text));
    merge_finish(&merge);
    return answer;
}

/* `next` holds what is now. Moves first: a text that went away here and came up there. */
static inline enum model_answer model_take_back(const struct version *after,
                                                const struct version *before, struct version *next)
{
    static const struct version nothing;
    enum model_answer answer = MODEL_NONE;
    bool done[SLOTS] = {0};
    if (!before)
        before = &nothing;
    for (size_t i = 0; i < SLOTS; i++) {
        if (done[i] || !before->text[i] || after->text[i])
            continue;
        for (size_t k = 0; k < SLOTS; k++)
            if (!done[k] && !before->text[k] && same(after->text[k], before->text[i])) {
                if (next->text[k] && !next->text[i]) {
                    next->text[i] = next->text[k];
                    next->text[k] = NULL;
                    done[i] = done[k] = true;
                    answer = MODEL_DONE;
                }
                break;
            }
    }
    for (size_t i = 0; i < SLOTS; i++) {
        enum model_answer one =
            done[i] ? MODEL_NONE : model_file(after->text[i], before->text[i], &next->text[i]);
        answer = one > answer ? one : answer;
    }
    return answer;
}

/* The newest word about each version: 0 none, IS_UNDO, IS_REDO. */
static inline void model_words(const struct model *model, size_t end, int words[VERSIONS])
{
    for (size_t i = 0; i < VERSIONS; i++)
        words[i] = 0;
    for (size_t i = end; i-- > 0;)
        for (size_t k = 0; k < VERSIONS; k++)
            if (model->versions[i].about[k] && !words[k])
                words[k] = model->versions[i].nature;
}

/* The last version is being made and holds what is now. */
static inline enum model_answer model_undo(struct model *model, struct version *next)
{
    int words[VERSIONS];
    size_t end = model->count - 1;
    model_words(model, end, words);
    next->nature = IS_UNDO;
    for (size_t i = end; i-- > 1;) {
        if (model->versions[i].nature != IS_CHANGE || words[i] == IS_UNDO)
            continue;
        enum model_answer answer =
            model_take_back(&model->versions[i], &model->versions[i - 1], next);
        next->about[i] = true;
        if (answer != MODEL_NONE)
            return answer;
    }
    return MODEL_NONE;
}

static inline enum model_answer model_redo(struct model *model, struct version *next)
{
    int said[VERSIONS] = {0};
    size_t end = model->count - 1;
    next->nature = IS_REDO;
    for (size_t i = end; i-- > 1;) {
        const struct version *at = &model->versions[i];
        bool news = false;
        for (size_t k = 0; k < VERSIONS; k++) {
            news = news || (at->about[k] && !said[k]);
            said[k] = said[k] || at->about[k];
        }
        if (at->nature != IS_UNDO || !news)
            continue;
        for (size_t k = 0; k < VERSIONS; k++)
            next->about[k] = next->about[k] || at->about[k];
        enum model_answer answer = model_take_back(at, at - 1, next);
        if (answer != MODEL_NONE)
            return answer;
    }
    return MODEL_NONE;
}

static inline enum model_answer model_revert(struct model *model, size_t a, size_t b,
                                             struct version *next)
{
    size_t older = a < b ? a : b, newer = a < b ? b : a;
    return model_take_back(&model->versions[newer], older ? &model->versions[older - 1] : NULL,
                           next);
}

static inline enum model_answer model_restore(struct model *model, size_t from, size_t slot,
                                              struct version *next)
{
    const char *text = model->versions[from].text[slot];
    if (!text || same(text, next->text[slot]))
        return MODEL_NONE;
    slot_set(&next->text[slot], text);
    return MODEL_DONE;
}

static inline enum model_answer model_undelete(struct model *model, size_t slot,
                                               struct version *next)
{
    if (next->text[slot])
        return MODEL_NONE;
    for (size_t i = model->count - 1; i-- > 0;)
        if (model->versions[i].text[slot])
            return model_restore(model, i, slot, next);
    return MODEL_NONE;
}

#endif
