/* States and the way between them.
 *
 * A step keeps what it removed and what it inserted as ropes: pieces that point into the blocks of
 * the buffer, so history costs what was typed and a little for each state, and going back over the
 * removal of a whole book copies nothing. A step that continues the one before it grows that one,
 * and as bytes typed in a row lie in a row, a word is one step of one piece. */
#include "core/text/undo_parts.h"

#include "core/base/memory.h"

#include <stdlib.h>

enum {
    PAUSE = 1000, /* ticks */
};

struct undo *undo_new(struct buffer *buffer, int64_t time)
{
    struct undo *undo = mem_zalloc(1, sizeof(*undo));
    struct undo_node *first = ARRAY_PUSH(undo->nodes, undo->count, undo->cap);
    *first = (struct undo_node){.time = time};
    undo->buffer = buffer;
    undo->saved = UNDO_NONE;
    return undo;
}

void undo_free(struct undo *undo)
{
    if (!undo)
        return;
    for (size_t i = 0; i < undo->count; i++) {
        struct undo_node *node = &undo->nodes[i];
        for (size_t k = 0; k < node->count; k++) {
            rope_free(node->steps[k].removed);
            rope_free(node->steps[k].inserted);
        }
        free(node->steps);
    }
    free(undo->nodes);
    buffer_free(undo->buffer);
    free(undo);
}

const struct buffer *undo_buffer(const struct undo *undo)
{
    return undo->buffer;
}

void undo_watch(struct undo *undo, void (*changed)(const struct undo_change *change, void *data),
                void *data)
{
    undo->changed = changed;
    undo->changed_data = data;
}

struct undo_node *undo_add_node(struct undo *undo, size_t parent)
{
    struct undo_node *node = ARRAY_PUSH(undo->nodes, undo->count, undo->cap);
    *node = (struct undo_node){.parent = parent, .depth = undo->nodes[parent].depth + 1};
    undo->nodes[parent].redo = undo->count - 1;
    return node;
}

void undo_add_step(struct undo_node *node, struct undo_step step)
{
    if (node->cap == 0) { /* most states have one step: no room for more before there are two */
        node->cap = 1;
        node->steps = mem_alloc(sizeof(*node->steps));
    }
    struct undo_step *last = ARRAY_PUSH(node->steps, node->count, node->cap);
    *last = step;
}

/* How a step goes on from the one before it. */
enum join {
    JOIN_NOT,
    JOIN_TYPED,  /* typed behind what was typed */
    JOIN_BEFORE, /* erased backwards */
    JOIN_BEHIND, /* erased forwards */
};

static enum join step_join(const struct undo_step *last, const struct undo_step *next)
{
    if (!last->removed && !next->removed && next->pos == last->pos + rope_length(last->inserted))
        return JOIN_TYPED;
    if (last->inserted || next->inserted)
        return JOIN_NOT;
    if (next->pos + rope_length(next->removed) == last->pos)
        return JOIN_BEFORE;
    return next->pos == last->pos ? JOIN_BEHIND : JOIN_NOT;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static char rope_first(const struct rope *rope)
{
    return rope_byte(rope, 0);
}

static char rope_last(const struct rope *rope)
{
    return rope_byte(rope, rope_length(rope) - 1);
}

/* A word begins after a blank, in the direction of the hand. */
static bool step_begins_word(const struct undo_step *last, const struct undo_step *next,
                             enum join join)
{
    switch (join) {
    case JOIN_TYPED:
        return is_blank(rope_last(last->inserted)) && !is_blank(rope_first(next->inserted));
    case JOIN_BEFORE:
        return is_blank(rope_first(last->removed)) && !is_blank(rope_last(next->removed));
    case JOIN_BEHIND:
        return is_blank(rope_last(last->removed)) && !is_blank(rope_first(next->removed));
    default:
        return true;
    }
}

/* Puts `next` into `last`, of which it is the continuation. */
static void step_extend(struct undo_step *last, const struct undo_step *next, enum join join)
{
    if (join == JOIN_TYPED) {
        last->inserted = rope_concat(last->inserted, next->inserted);
    } else if (join == JOIN_BEHIND) {
        last->removed = rope_concat(last->removed, next->removed);
    } else {
        last->removed = rope_concat(next->removed, last->removed);
        last->pos = next->pos;
    }
}

static bool step_is_in_time(const struct undo *undo, int64_t ticks)
{
    int64_t pause;
    return !__builtin_sub_overflow(ticks, undo->last_ticks, &pause) && pause >= 0 && pause <= PAUSE;
}

static void record(struct undo *undo, struct undo_step step, const struct undo_edit *edit)
{
    struct undo_node *node = &undo->nodes[undo->current];
    struct undo_step *last = undo->open ? &node->steps[node->count - 1] : NULL;
    enum join join = last ? step_join(last, &step) : JOIN_NOT;
    bool joins = last && (undo->groups > 0 || (step_is_in_time(undo, edit->when.ticks) &&
                                               !step_begins_word(last, &step, join)));
    if (!joins) {
        node = undo_add_node(undo, undo->current);
        node->before = edit->before;
        undo->current = undo->count - 1;
        undo->open = true;
    }
    if (joins && join != JOIN_NOT)
        step_extend(last, &step, join);
    else
        undo_add_step(node, step);
    node->time = edit->when.time;
    node->after = edit->after;
    undo->last_ticks = edit->when.ticks;
}

static void tell(const struct undo *undo, size_t pos, size_t removed, const struct rope *inserted)
{
    const struct undo_change change = {.pos = pos, .removed = removed, .inserted = inserted};
    if (undo->changed)
        undo->changed(&change, undo->changed_data);
}

void undo_edit(struct undo *undo, const struct undo_edit *edit)
{
    size_t length = rope_length(buffer_text(undo->buffer));
    size_t pos = edit->from < length ? edit->from : length;
    if (edit->text.len == 0 && (edit->to <= edit->from || edit->from >= length))
        return;
    struct undo_step step = {.pos = pos, .inserted = buffer_keep(undo->buffer, edit->text)};
    struct rope *inserted = rope_share(step.inserted);
    buffer_splice(undo->buffer, pos, edit->to, rope_share(inserted), &step.removed);
    size_t removed = rope_length(step.removed);
    record(undo, step, edit); /* takes what is in the step */
    tell(undo, pos, removed, inserted);
    rope_free(inserted);
}

void undo_break(struct undo *undo)
{
    undo->open = false;
}

void undo_begin(struct undo *undo)
{
    if (undo->groups++ == 0)
        undo->open = false;
}

void undo_end(struct undo *undo)
{
    if (undo->groups > 0 && --undo->groups == 0)
        undo->open = false;
}

static void apply(struct undo *undo, size_t pos, const struct rope *out, const struct rope *in)
{
    buffer_splice(undo->buffer, pos, pos + rope_length(out), rope_share(in), NULL);
    tell(undo, pos, rope_length(out), in);
}

bool undo_back(struct undo *undo, struct undo_place *place)
{
    const struct undo_node *node = &undo->nodes[undo->current];
    if (undo->current == 0)
        return false;
    undo->open = false;
    for (size_t i = node->count; i-- > 0;)
        apply(undo, node->steps[i].pos, node->steps[i].inserted, node->steps[i].removed);
    undo->nodes[node->parent].redo = undo->current;
    undo->current = node->parent;
    *place = node->before;
    return true;
}

bool undo_forward(struct undo *undo, struct undo_place *place)
{
    size_t next = undo->nodes[undo->current].redo;
    const struct undo_node *node = &undo->nodes[next];
    if (next == 0)
        return false;
    undo->open = false;
    for (size_t i = 0; i < node->count; i++)
        apply(undo, node->steps[i].pos, node->steps[i].removed, node->steps[i].inserted);
    undo->current = next;
    *place = node->after;
    return true;
}

/* Makes redo lead from what `state` and the current state have in common to `state`; returns that
 * common state. */
static size_t aim_redo(struct undo *undo, size_t state)
{
    struct undo_node *nodes = undo->nodes;
    size_t other = undo->current;
    while (state != other) {
        if (nodes[state].depth >= nodes[other].depth) {
            nodes[nodes[state].parent].redo = state;
            state = nodes[state].parent;
        } else {
            other = nodes[other].parent;
        }
    }
    return state;
}

bool undo_go(struct undo *undo, size_t state, struct undo_place *place)
{
    if (state >= undo->count)
        return false;
    size_t common = aim_redo(undo, state);
    const struct undo_node *goal = &undo->nodes[state];
    size_t redo = undo->nodes[common].redo;
    *place = goal->after;
    while (undo->current != common)
        undo_back(undo, place);
    if (common != state)
        undo->nodes[common].redo = redo;
    while (undo->current != state)
        undo_forward(undo, place);
    undo->open = false;
    return true;
}
