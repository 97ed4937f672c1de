#ifndef CORE_TEXT_UNDO_PARTS_H
#define CORE_TEXT_UNDO_PARTS_H

#include "core/text/undo.h"

/* Private to core/text/undo*.c. */

/* At `pos` stood `removed`, and stands `inserted`. */
struct undo_step {
    size_t pos;
    struct rope *removed, *inserted;
};

struct undo_node {
    size_t parent, depth;
    size_t redo; /* the child that redo goes to; 0 for none */
    int64_t time;
    struct undo_place before, after;
    struct undo_step *steps; /* in the order in which they were done */
    size_t count, cap;
};

struct undo {
    struct buffer *buffer;
    struct undo_node *nodes;
    size_t count, cap;
    size_t current, saved;
    size_t groups;      /* undo_begin() without its undo_end() yet */
    bool open;          /* an edit may join the current state */
    int64_t last_ticks; /* of the last edit */
    void (*changed)(const struct undo_change *change, void *data);
    void *changed_data;
};

/* A new last state, a child of `parent`, whose redo is set. */
struct undo_node *undo_add_node(struct undo *undo, size_t parent);
void undo_add_step(struct undo_node *node, struct undo_step step);

#endif
