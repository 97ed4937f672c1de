/* A scheme file to a theme. Schemes come from anywhere, so every colour is checked and a theme is
 * either whole or refused. */
#include "tui/term/theme_parts.h"

#include "core/base/memory.h"
#include "core/text/yaml.h"

#include <stdlib.h>
#include <string.h>

enum { PALETTE_BASE16 = 16, PALETTE_BASE24 = 24 };

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 32;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "#rrggbb", "rrggbb" or the short "#rgb". */
static bool parse_color(const char *text, struct rgb *out)
{
    int digit[6];
    text += *text == '#';
    size_t len = strlen(text);
    if (len != 6 && len != 3)
        return false;
    for (size_t i = 0; i < 6; i++) {
        digit[i] = hex_digit(text[len == 6 ? i : i / 2]);
        if (digit[i] < 0)
            return false;
    }
    *out = (struct rgb){(uint8_t)(digit[0] * 16 + digit[1]), (uint8_t)(digit[2] * 16 + digit[3]),
                        (uint8_t)(digit[4] * 16 + digit[5])};
    return true;
}

/* base10 to base17, when a scheme is base16: the darker backgrounds, then the bright colours. */
static size_t base24_fallback(size_t index)
{
    static const uint8_t follows[] = {0x00, 0x00, 0x08, 0x0A, 0x0B, 0x0C, 0x0D, 0x0E};
    return follows[index - PALETTE_BASE16];
}

static enum status parse_palette(const struct yaml_node *palette, struct theme *theme,
                                 struct error *err)
{
    for (size_t i = 0; i < PALETTE_BASE24; i++) {
        static const char digits[] = "0123456789ABCDEF";
        char key[] = {'b', 'a', 's', 'e', digits[i / 16], digits[i % 16], '\0'};
        const struct yaml_node *value = yaml_get(palette, key);
        if (!value) {
            key[5] = (char)(key[5] >= 'A' ? key[5] | 32 : key[5]);
            value = yaml_get(palette, key);
        }
        if (!value && i >= PALETTE_BASE16) {
            theme->palette[i] = theme->palette[base24_fallback(i)];
            continue;
        }
        if (!value)
            return error_set(err, STATUS_INVALID, "The theme has no %s", key);
        if (!parse_color(yaml_text(value, ""), &theme->palette[i]))
            return error_set(err, STATUS_INVALID, "Line %u of the theme: %s is not a colour",
                             value->line, key);
    }
    return STATUS_OK;
}

/* The variant as the scheme names it, else by which of background and text is the darker. */
static bool parse_dark(const struct yaml_node *root, const struct theme *theme)
{
    const char *variant = yaml_text(yaml_get(root, "variant"), "");
    if (strcmp(variant, "dark") == 0 || strcmp(variant, "light") == 0)
        return variant[0] == 'd';
    struct rgb black = {0, 0, 0};
    return theme_contrast(theme->palette[0], black) < theme_contrast(theme->palette[5], black);
}

enum status theme_parse(struct view text, const char *name, struct theme *out, struct error *err)
{
    struct yaml_node *root = NULL;
    struct theme theme = {0};
    enum status status = yaml_parse(text, &root, err);
    if (status)
        return status;
    const struct yaml_node *palette = yaml_get(root, "palette");
    status = parse_palette(palette ? palette : root, &theme, err);
    if (status)
        goto out;
    const char *title = yaml_text(yaml_get(root, palette ? "name" : "scheme"), name);
    theme.name = mem_string(name);
    theme.title = mem_string(title);
    theme.author = mem_string(yaml_text(yaml_get(root, "author"), ""));
    theme.dark = parse_dark(root, &theme);
    theme_fill_colors(&theme);
    *out = theme;
out:
    yaml_node_free(root);
    return status;
}

void theme_finish(struct theme *theme)
{
    free(theme->name);
    free(theme->title);
    free(theme->author);
    memset(theme, 0, sizeof(*theme));
}
