#ifndef CORE_TEXT_UNDO_H
#define CORE_TEXT_UNDO_H

#include "core/text/buffer.h"

/* The text being edited with all that it has been. Each state but the first, number 0, has a parent
 * and the edits that lead from there; states are numbered as they came to be and none is ever
 * dropped: editing after an undo begins a branch.
 *
 * An edit joins the state before it when it goes on typing or erasing at the same place, no more
 * than a second later, within a word and the blanks behind it. (What is written without blanks is
 * parted by pauses alone.) All edits between undo_begin() and undo_end() are one state. */

struct undo;

/* Where the caret is and where the selection began; the same without one. */
struct undo_place {
    size_t cursor, anchor;
};

struct undo_when {
    int64_t time;  /* clock_now(), kept for people */
    int64_t ticks; /* clock_ticks(), for pauses */
};

struct undo_edit {
    size_t from, to; /* what is replaced, clamped to the text */
    struct view text;
    struct undo_place before, after;
    struct undo_when when;
};

/* What an edit, an undo or a redo has just done to the text. */
struct undo_change {
    size_t pos, removed;
    const struct rope *inserted; /* borrowed */
};

struct undo_state {
    size_t parent; /* of state 0: itself */
    int64_t time;  /* of its last edit */
    struct undo_place before, after;
    size_t inserted, removed; /* bytes, over all its edits */
};

#define UNDO_NONE SIZE_MAX

/* Takes the buffer: it changes through here alone. `time` is that of state 0. */
struct undo *undo_new(struct buffer *buffer, int64_t time);
void undo_free(struct undo *undo);
const struct buffer *undo_buffer(const struct undo *undo);
/* `changed` is called after every change to the text, in order; it must not edit. One at a time. */
void undo_watch(struct undo *undo, void (*changed)(const struct undo_change *change, void *data),
                void *data);

/* Does the edit. One that neither removes nor inserts leaves no trace. */
void undo_edit(struct undo *undo, const struct undo_edit *edit);
/* They nest; what lies between the outermost two is one state, or none without an edit. */
void undo_begin(struct undo *undo);
void undo_end(struct undo *undo);
/* The next edit begins a new state. */
void undo_break(struct undo *undo);

/* To the parent. False at state 0; then nothing is set. */
bool undo_back(struct undo *undo, struct undo_place *place);
/* To the child last made or left. False without one. */
bool undo_forward(struct undo *undo, struct undo_place *place);
/* To any state; false when there is no such one. The way goes through what both have in common. */
bool undo_go(struct undo *undo, size_t state, struct undo_place *place);

size_t undo_count(const struct undo *undo);
size_t undo_current(const struct undo *undo);
struct undo_state undo_state(const struct undo *undo, size_t state);
/* The last state made at or before `time`; 0 when there is none. */
size_t undo_at_time(const struct undo *undo, int64_t time);
/* "typed “a few words”", "erased “…”", "replaced “…” with “…”", "7 changes": raw text of the file
 * in it, its ends at characters, LF as a blank. */
void undo_add_summary(const struct undo *undo, size_t state, struct str *out);

/* The text is on the disk as it is now: no edit joins this state any more. */
void undo_mark_saved(struct undo *undo);
/* The state last marked; UNDO_NONE before. The text is as saved when that is the current one. */
size_t undo_saved(const struct undo *undo);

#define UNDO_FILE_MAX (64 << 20)

/* Appends everything above as bytes that undo_read takes when the text is what it is now. Over
 * UNDO_FILE_MAX of them are not taken back. */
void undo_write(const struct undo *undo, struct str *out);
/* Takes `buffer` when it succeeds; the current state counts as saved. All history is gone through
 * once, which for a long one is a worker's work. STATUS_CONFLICT: written for another text.
 * STATUS_INVALID: damaged, or a step in it does not fit its text. STATUS_LIMIT: too long. */
MUST_CHECK enum status undo_read(struct view bytes, struct buffer *buffer, struct undo **out,
                                 struct error *err);

#endif
