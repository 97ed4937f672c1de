#ifndef TUI_EDIT_JOURNAL_H
#define TUI_EDIT_JOURNAL_H

#include "core/text/journal.h"
#include "core/text/shared_text.h"
#include "core/text/undo.h"

/* The journal of a file being edited. It begins with the first change after a save, from what the
 * disk has, and ends with the next save. When it cannot be written, there is a problem to be told;
 * each later change and edit_journal_again() try to get all of the text into it or into another,
 * and a journal that takes no more stays until that one is on the disk. */

struct edit_journal {
    int folder;              /* the state folder; borrowed; -1: there is none */
    char *path;              /* of the file, absolute: the folder has those of all workspaces */
    struct journal *journal; /* or NULL: nothing is unsaved, or it could not be begun */
    unsigned number;         /* another one for each journal */
    char *problem;           /* why typing is not kept safe; NULL: it is */
    bool told;               /* that it is not */
    bool behind;             /* changes are missing in it: only another, of all the text, will do */
    bool quiet;              /* changes are not to be journaled: the disk has the text */
    int64_t gap;             /* milliseconds between two tries to begin another */
    int64_t tried;           /* when the last one was, in clock_ticks(); 0: never */
};

/* `path` is copied. */
void edit_journal_init(struct edit_journal *journal, int folder, const char *path);
/* `wanted`: its file stays, for there are unsaved changes. */
void edit_journal_finish(struct edit_journal *journal, bool wanted);

/* `change` was made, which led to `now`; the disk has `base`. */
void edit_journal_change(struct edit_journal *journal, struct shared_text *base,
                         const struct rope *now, const struct undo_change *change);
/* `now` is about to be written to the file. */
void edit_journal_save(struct edit_journal *journal, const struct rope *now);
/* The file has all of the text: the journal goes. */
void edit_journal_end(struct edit_journal *journal);
/* The disk has another `base` than the journal began from, and `now` is unsaved. */
void edit_journal_move(struct edit_journal *journal, struct shared_text *base,
                       const struct rope *now);

/* Milliseconds until it is to be synced or, with a problem, tried again; 0: now; -1: never. */
int64_t edit_journal_due(const struct edit_journal *journal);
/* Puts all on the disk, and waits for that. */
void edit_journal_sync(struct edit_journal *journal);
/* With a problem: tries to keep `now` safe after all. */
void edit_journal_again(struct edit_journal *journal, struct shared_text *base,
                        const struct rope *now);
/* What was done to it elsewhere has failed, with this line; or has gone well. */
void edit_journal_failed(struct edit_journal *journal, const char *problem);
void edit_journal_is_well(struct edit_journal *journal);

#endif
