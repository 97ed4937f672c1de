#ifndef TESTS_FAULTS_TYPING_H
#define TESTS_FAULTS_TYPING_H

#include "core/store/change.h"
#include "core/store/folder.h"
#include "tui/edit_view.h"

/* Somebody who edits a file as the application lets them: keys into an edit_view, its journal in a
 * state folder, saves. What key number `i` is depends on `i` alone. */

#define TYPING_FILE "file.md"
#define TYPING_KEYS 2000

struct typing {
    struct folder folder;
    struct edit_view view;
};

/* What the file has at first: both line ends, a NUL, invalid UTF-8, no final newline. */
struct view typing_start(void);
/* Opens the file; `state` is a descriptor of the state folder, or -1. False when it cannot. */
bool typing_open(struct typing *typing, const char *workspace, int state);
void typing_close(struct typing *typing);
void typing_key(struct typing *typing, size_t i);
/* What is on the screen, appended. */
void typing_add_text(const struct typing *typing, struct str *out);
/* Saves; with `late`, that is typed while the save runs. Appends what is to be committed to `set`.
 */
enum status typing_save(struct typing *typing, struct view late, struct change_set *set,
                        struct error *err);

#endif
