#ifndef CORE_WORKSPACE_NOTE_WRITE_H
#define CORE_WORKSPACE_NOTE_WRITE_H

#include "core/store/change.h"
#include "core/text/sha.h"
#include "core/workspace/note_meta.h"
#include "core/workspace/note_place.h"

/* Writing a note as basic-memory's write_note does: made where it is not there yet; where it is,
 * only over the very text that the writer has read (`base`). Nothing touches the disk here. */

struct note_request {
    struct view title, folder;
    struct view type;  /* empty: "note", or what a note that is there has */
    char *const *tags; /* of a note that is there, none: they stay */
    size_t tag_count;
    struct view lines[NOTE_LINES]; /* Emotion and so on, set at the head of the body */
    struct view body; /* may begin with front matter of its own: its fields are taken */
    const char *base; /* the beginning of the hash of what was read, or NULL */
};

struct note_answer {
    struct note_place place;
    struct str permalink;      /* as it stands in the note */
    bool made;                 /* there was none before */
    char checksum[SHA256_HEX]; /* of the new text */
    char before[SHA256_HEX];   /* of the text on the disk, "" when there is none */
};

/* The names that note_write and note_facts_read (of what it writes) ask the catalog for: with them
 * a workspace need not be opened whole. */
void note_write_wants(const struct note_request *request, struct catalog_wanted *out);
/* Fills `set` with the one write, or leaves it empty when the note is the same already. On any
 * failure but STATUS_EXISTS and STATUS_CONFLICT `out` is empty; with these it says which hashes
 * collide. STATUS_EXISTS: a note is there and `base` is not given. STATUS_CONFLICT: it is not, or
 * no longer, the text that `base` names. */
MUST_CHECK enum status note_write(const struct workspace *ws, const struct note_request *request,
                                  struct change_set *set, struct note_answer *out,
                                  struct error *err);
void note_answer_finish(struct note_answer *answer);
/* STATUS_OK when `base` (at least 7 digits) begins the hash of `text`, in any case of letters; else
 * STATUS_CONFLICT with both. */
MUST_CHECK enum status note_check_base(const char *path, struct view text, const char *base,
                                       struct error *err);

#endif
