#ifndef CORE_WORKSPACE_NOTE_META_H
#define CORE_WORKSPACE_NOTE_META_H

#include "core/base/error.h"
#include "core/base/str.h"

/* What a note says of itself: the fields of its front matter, and the lines that the companion
 * begins its notes with (`Emotion: joy`, `Intensity: 7/10`, `Trigger: …`, `Date: …`; also in bold).
 * Reading never fails: what is not there is "". Changing one thing alters the bytes of that thing
 * and no others; changed back, the note is the same bytes again. (Two things cannot be known any
 * more: whether single quotes stood there before they were needed, and whether a long line that was
 * replaced by a short one had been folded.) */

enum note_line { NOTE_EMOTION, NOTE_INTENSITY, NOTE_TRIGGER, NOTE_DATE, NOTE_LINES };

struct note_meta {
    char *title, *type, *permalink; /* as in the front matter, never NULL */
    char **tags; /* as they stand there; of `tags: a, b` those between the commas */
    size_t tag_count, tag_cap;
    char *lines[NOTE_LINES];
    size_t body; /* where the text behind the front matter begins; 0 if there is none */
};

void note_meta_read(struct view text, struct note_meta *out);
void note_meta_finish(struct note_meta *meta);
/* "Emotion" and so on. */
const char *note_line_name(enum note_line line);
/* The tags of "a, #b,c" as somebody gives them: parted by commas, without blanks, and without `#`
 * in front. Adds owned strings to the array. */
void note_tags_split(struct view words, char ***tags, size_t *count, size_t *cap);
void note_tags_free(char **tags, size_t count);
/* Appends "7/10" for "7"; what has a slash already stays. */
void note_add_intensity(struct str *out, struct view value);

/* Sets a field of the front matter; "" takes it away. Without front matter one is made. A title
 * goes first, another new field last. STATUS_INVALID when the front matter is malformed,
 * STATUS_REFUSED when the field is written in a way that is not understood (a block, a list, a
 * tag): then `text` has not changed. */
MUST_CHECK enum status note_set_field(struct str *text, const char *key, struct view value,
                                      struct error *err);
/* Makes the tags these, in whatever way they are written: a list of lines, `[a, b]` or `a, b`. */
MUST_CHECK enum status note_set_tags(struct str *text, char *const *tags, size_t count,
                                     struct error *err);
/* Sets a line at the head of the body; "" takes it away. Controls become blanks. */
void note_set_line(struct str *text, enum note_line line, struct view value);

#endif
