/* The pair of themes that are there when no file is: the values of themes/palimpsest-dark.yaml and
 * palimpsest-light.yaml (a test compares them). Ink on parchment, and parchment by lamp light. */
#include "tui/term/theme_parts.h"

#include <pthread.h>

#define RGB(hex)                                                                                   \
    {                                                                                              \
        (hex) >> 16 & 0xFF, (hex) >> 8 & 0xFF, (hex)&0xFF                                          \
    }

static char dark_name[] = "palimpsest-dark", dark_title[] = "Palimpsest Dark";
static char light_name[] = "palimpsest-light", light_title[] = "Palimpsest Light";
static char author[] = "palimpsest";

static struct theme builtin_dark = {
    .name = dark_name,
    .title = dark_title,
    .author = author,
    .dark = true,
    .palette = {RGB(0x1D1A16), RGB(0x27231E), RGB(0x3A332A), RGB(0x8C8070), RGB(0xB5A995),
                RGB(0xDDD2BF), RGB(0xEBE2D1), RGB(0xF7F0E2), RGB(0xD98572), RGB(0xD99A5F),
                RGB(0xD9B66A), RGB(0xA3B07C), RGB(0x86B0A4), RGB(0x8FAFC8), RGB(0xBE9BB8),
                RGB(0xA98A6D), RGB(0x1D1A16), RGB(0x1D1A16), RGB(0xD98572), RGB(0xD9B66A),
                RGB(0xA3B07C), RGB(0x86B0A4), RGB(0x8FAFC8), RGB(0xBE9BB8)},
};

static struct theme builtin_light = {
    .name = light_name,
    .title = light_title,
    .author = author,
    .dark = false,
    .palette = {RGB(0xF6F0E3), RGB(0xECE4D3), RGB(0xDED2BA), RGB(0x857864), RGB(0x655A4A),
                RGB(0x3A322A), RGB(0x2B251F), RGB(0x1C1814), RGB(0xA33B2C), RGB(0x9C5A1E),
                RGB(0x85650F), RGB(0x566B2C), RGB(0x2F6F68), RGB(0x2F5F8A), RGB(0x7F4A7A),
                RGB(0x7A5A3C), RGB(0xF6F0E3), RGB(0xF6F0E3), RGB(0xA33B2C), RGB(0x85650F),
                RGB(0x566B2C), RGB(0x2F6F68), RGB(0x2F5F8A), RGB(0x7F4A7A)},
};

static void builtin_fill(void)
{
    theme_fill_colors(&builtin_dark);
    theme_fill_colors(&builtin_light);
}

const struct theme *theme_builtin(bool dark)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, builtin_fill);
    return dark ? &builtin_dark : &builtin_light;
}
