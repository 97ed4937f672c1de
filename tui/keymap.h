#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "core/workspace/settings.h"
#include "tui/term/key.h"

/* Keys are data: a sequence of up to four keys is bound to a command line in some places. The list
 * of defaults is in keymap.c; settings are laid over it. */

#define KEYMAP_SEQUENCE_MAX 4

struct keymap_binding {
    struct key keys[KEYMAP_SEQUENCE_MAX];
    size_t key_count;
    unsigned where; /* WHERE_* */
    char *command;
    const char *label; /* two or three words for the footer, or NULL: not there */
    bool hidden;       /* an alias: not in help */
};

struct keymap {
    struct keymap_binding *bindings; /* later ones win */
    size_t count, cap;
};

/* The defaults and the person's own. An unknown key or place adds a line to the settings' warnings.
 */
void keymap_init(struct keymap *keymap, struct settings *settings);
void keymap_finish(struct keymap *keymap);

enum keymap_answer { KEYMAP_NONE, KEYMAP_PREFIX, KEYMAP_FOUND };
/* Looks up a sequence in a place; `*command` is borrowed. */
enum keymap_answer keymap_look(const struct keymap *keymap, const struct key *keys, size_t count,
                               unsigned where, const char **command);
/* "g g", "ctrl-d". */
void keymap_add_names(const struct keymap_binding *binding, struct str *out);
/* The bits of a place's name ("todo", "reader", "" for all); 0 if there is none. */
unsigned keymap_where(const char *name);

#endif
