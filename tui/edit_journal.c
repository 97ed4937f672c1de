#include "tui/edit_journal.h"

#include "core/base/clock.h"
#include "core/base/memory.h"

#include <stdlib.h>

/* What always holds: either `journal` leads from `base` to the text on the screen, or there is a
 * problem. A journal is let go of only when its text is on the disk elsewhere: in the file, or in
 * another journal that was synced. */

enum { TRY_AGAIN = 1000 };

void edit_journal_init(struct edit_journal *journal, int folder, const char *path)
{
    *journal = (struct edit_journal){
        .folder = folder, .path = mem_string(path), .number = journal->number, .gap = TRY_AGAIN};
}

void edit_journal_failed(struct edit_journal *journal, const char *problem)
{
    if (!journal->problem)
        journal->problem = mem_string(problem);
}

void edit_journal_is_well(struct edit_journal *journal)
{
    free(journal->problem);
    journal->problem = NULL;
}

static void let_go(struct journal *journal, bool wanted)
{
    if (wanted)
        journal_close(journal);
    else if (journal && journal_remove(journal, NULL) != STATUS_OK)
        return; /* it is offered once more, which does no harm */
}

void edit_journal_end(struct edit_journal *journal)
{
    let_go(journal->journal, false);
    journal->journal = NULL;
    journal->behind = journal->told = false;
    journal->tried = 0;
    edit_journal_is_well(journal);
}

void edit_journal_finish(struct edit_journal *journal, bool wanted)
{
    let_go(journal->journal, wanted);
    free(journal->path);
    free(journal->problem);
    *journal = (struct edit_journal){.number = journal->number};
}

static void drop_base(void *base)
{
    shared_text_drop(base);
}

static enum status begin(const struct edit_journal *journal, struct shared_text *base,
                         struct journal **out, struct error *err)
{
    struct buffer *buffer =
        buffer_borrow(shared_text_view(base), drop_base, shared_text_share(base));
    enum status status = journal_new(journal->folder, journal->path, buffer_text(buffer), out, err);
    buffer_free(buffer);
    return status;
}

/* Another journal, from `base` by one change to `now`, in the place of the one there is. */
static void replace(struct edit_journal *journal, struct shared_text *base, const struct rope *now)
{
    struct journal *made = NULL;
    struct error err;
    journal->tried = clock_ticks();
    enum status status = begin(journal, base, &made, &err);
    if (status == STATUS_OK)
        status = journal_add(made, 0, shared_text_view(base).len, now, journal->tried, &err);
    if (status == STATUS_OK)
        status = journal_sync(made, &err);
    if (status != STATUS_OK) {
        let_go(made, false);
        journal->behind = true;
        edit_journal_failed(journal, err.text);
        return;
    }
    let_go(journal->journal, false);
    journal->journal = made;
    journal->number++;
    journal->behind = false;
    edit_journal_is_well(journal);
}

static void replace_in_time(struct edit_journal *journal, struct shared_text *base,
                            const struct rope *now)
{
    if (!journal->tried || clock_ticks() - journal->tried >= journal->gap)
        replace(journal, base, now);
}

static void begin_with(struct edit_journal *journal, struct shared_text *base,
                       const struct undo_change *change)
{
    struct error err;
    if (begin(journal, base, &journal->journal, &err) != STATUS_OK) {
        journal->behind = true;
        edit_journal_failed(journal, err.text);
        return;
    }
    journal->number++;
    if (journal_add(journal->journal, change->pos, change->removed, change->inserted, clock_ticks(),
                    &err) != STATUS_OK)
        edit_journal_failed(journal, err.text);
}

void edit_journal_change(struct edit_journal *journal, struct shared_text *base,
                         const struct rope *now, const struct undo_change *change)
{
    struct error err;
    if (journal->quiet)
        return;
    if (journal->folder < 0) {
        edit_journal_failed(journal, "there is no state folder to keep it in");
        return;
    }
    if (!journal->journal && !journal->behind) {
        begin_with(journal, base, change);
        return;
    }
    if (!journal->behind) {
        if (journal_add(journal->journal, change->pos, change->removed, change->inserted,
                        clock_ticks(), &err) == STATUS_OK) {
            edit_journal_is_well(journal);
            return;
        }
        edit_journal_failed(journal, err.text);
        journal->behind = journal_is_lost(journal->journal); /* else it waits for the next one */
    }
    if (journal->behind)
        replace_in_time(journal, base, now);
}

void edit_journal_again(struct edit_journal *journal, struct shared_text *base,
                        const struct rope *now)
{
    if (!journal->problem || journal->folder < 0)
        return;
    if (journal->behind || !journal->journal || journal_is_lost(journal->journal))
        replace_in_time(journal, base, now);
    else if (journal_sync(journal->journal, NULL) == STATUS_OK)
        edit_journal_is_well(journal);
}

void edit_journal_move(struct edit_journal *journal, struct shared_text *base,
                       const struct rope *now)
{
    if (journal->folder >= 0)
        replace(journal, base, now);
}

void edit_journal_save(struct edit_journal *journal, const struct rope *now)
{
    struct error err;
    if (!journal->journal || journal->behind)
        return;
    if (journal_add_save(journal->journal, now, clock_ticks(), &err) == STATUS_OK)
        edit_journal_sync(journal);
    else
        edit_journal_failed(journal, err.text);
}

int64_t edit_journal_due(const struct edit_journal *journal)
{
    if (journal->problem)
        return journal->folder < 0 ? -1 : journal->gap;
    return journal->journal ? journal_due(journal->journal, clock_ticks()) : -1;
}

void edit_journal_sync(struct edit_journal *journal)
{
    struct error err;
    if (journal->journal && !journal->behind && journal_sync(journal->journal, &err) != STATUS_OK)
        edit_journal_failed(journal, err.text);
}
