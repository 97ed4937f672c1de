#ifndef CORE_WORKSPACE_SETTINGS_H
#define CORE_WORKSPACE_SETTINGS_H

#include "core/base/error.h"
#include "core/base/str.h"

/* Settings: `$XDG_CONFIG_HOME/palimpsest/config.yaml` and, for what belongs to a workspace, its
 * `.palimpsest.yaml`, read second. An unknown key or a bad value is one warning line, never a
 * failure of the rest. A workspace can set no program and no key. */

struct binding {
    char *where;   /* "" everywhere, or a pane's name */
    char *key;     /* "ctrl-p", "g g", "G" */
    char *command; /* "" unbinds */
};

struct settings {
    char *theme, *theme_dark, *theme_light; /* names; NULL when not set */
    unsigned width;                         /* widest body text, cells: 88 */
    unsigned outside_delay;   /* milliseconds of quiet before `outside:` commits: 2000; 0: never */
    bool mouse;               /* true */
    bool ascii;               /* false: no character past ASCII is drawn */
    bool clipboard_terminal;  /* false: `clipboard: terminal`; what is copied goes there too */
    bool vi_keys;             /* false: `keys: vi`, or `editor: vi` among the keys */
    struct binding *bindings; /* keys: {where: {key: command}} or {key: command} */
    size_t binding_count, binding_cap;
    char **warnings; /* lines to show once */
    size_t warning_count, warning_cap;
};

void settings_init(struct settings *settings); /* the defaults */
/* Reads `text` over what is set. `name` is the file's, for warnings. */
void settings_read(struct settings *settings, struct view text, const char *name, bool workspace);
void settings_finish(struct settings *settings);

/* Absolute XDG folders with "/palimpsest" at the end; relative values of the variables are ignored.
 * NULL when there is no HOME either. The caller frees. */
char *settings_config_folder(void);
char *settings_state_folder(void);
char *settings_cache_folder(void);
char *settings_data_folder(void);

#endif
