#include "core/workspace/settings.h"

#include "core/base/path.h"

#include <stdlib.h>

/* The XDG base directory specification: a relative value counts as not set. */
static char *settings_folder(const char *variable, const char *below_home)
{
    const char *base = getenv(variable), *home = getenv("HOME");
    if (base && base[0] == '/')
        return path_join(base, "palimpsest");
    if (!home || home[0] != '/')
        return NULL;
    char *folder = path_join(home, below_home);
    char *own = path_join(folder, "palimpsest");
    free(folder);
    return own;
}

char *settings_config_folder(void)
{
    return settings_folder("XDG_CONFIG_HOME", ".config");
}

char *settings_state_folder(void)
{
    return settings_folder("XDG_STATE_HOME", ".local/state");
}

char *settings_cache_folder(void)
{
    return settings_folder("XDG_CACHE_HOME", ".cache");
}

char *settings_data_folder(void)
{
    return settings_folder("XDG_DATA_HOME", ".local/share");
}
