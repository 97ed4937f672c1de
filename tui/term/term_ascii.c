/* Which clusters terminals agree on, and what stands for them where there is no Unicode. */
#include "tui/term/term_parts.h"

#include "core/text/utf8.h"

#include <string.h>

static bool in_range(uint32_t code, uint32_t first, uint32_t last)
{
    return code >= first && code <= last;
}

enum term_sure term_cluster_sure(const char *text, int width)
{
    if (!((unsigned char)text[0] & 0x80) && !text[1])
        return SURE;
    size_t size;
    struct view view = view_of(text);
    uint32_t code = utf8_decode(view, 0, &size);
    if (size != view.len)
        return SURE_NOT;
    if (width == 2) /* kana, ideographs, hangul, full-width forms: two cells everywhere */
        return in_range(code, 0x3041, 0x30FF) || in_range(code, 0x3400, 0x4DBF) ||
                       in_range(code, 0x4E00, 0x9FFF) || in_range(code, 0xAC00, 0xD7A3) ||
                       in_range(code, 0xFF01, 0xFF60)
                   ? SURE
                   : SURE_NOT;
    /* Letters, punctuation, lines and plain symbols. */
    return code < 0x300 || in_range(code, 0x370, 0x58F) || in_range(code, 0x2010, 0x27BF)
               ? SURE_UNLESS_WIDE
               : SURE_NOT;
}

static char box_ascii(uint32_t code)
{
    switch (code) {
    case 0x2502:
    case 0x2503:
    case 0x2506:
    case 0x2507:
    case 0x250A:
    case 0x250B:
    case 0x254E:
    case 0x254F:
    case 0x2551:
    case 0x2575:
    case 0x2577:
        return '|';
    case 0x2500:
    case 0x2501:
    case 0x2504:
    case 0x2505:
    case 0x2508:
    case 0x2509:
    case 0x254C:
    case 0x254D:
    case 0x2574:
    case 0x2576:
        return '-';
    case 0x2550:
        return '=';
    default:
        return '+';
    }
}

char term_ascii_for(const char *text)
{
    static const struct {
        uint16_t code;
        char ascii;
    } table[] = {
        {0x00A0, ' '}, {0x00B7, '*'}, {0x00D7, 'x'}, {0x2010, '-'},  {0x2011, '-'},  {0x2012, '-'},
        {0x2013, '-'}, {0x2014, '-'}, {0x2015, '-'}, {0x2018, '\''}, {0x2019, '\''}, {0x201A, ','},
        {0x201C, '"'}, {0x201D, '"'}, {0x2022, '*'}, {0x2023, '*'},  {0x2026, '~'},  {0x2039, '<'},
        {0x203A, '>'}, {0x2043, '*'}, {0x2190, '<'}, {0x2191, '^'},  {0x2192, '>'},  {0x2193, 'v'},
        {0x2212, '-'}, {0x2219, '*'}, {0x21B5, '<'}, {0x23CE, '<'},  {0x25A0, '*'},  {0x25AA, '*'},
        {0x25B4, '^'}, {0x25B8, '>'}, {0x25B6, '>'}, {0x25BE, 'v'},  {0x25CB, 'o'},  {0x25CF, '*'},
        {0x25D0, 'o'}, {0x25E6, '*'}, {0x2610, '['}, {0x2611, 'x'},  {0x2612, 'x'},  {0x2713, '+'},
        {0x2714, '+'}, {0x2717, 'x'}, {0x2718, 'x'},
    };
    size_t size;
    uint32_t code = utf8_decode(view_of(text), 0, &size);
    if (code < 0x80)
        return (char)code;
    if (in_range(code, 0x2500, 0x257F))
        return box_ascii(code);
    if (in_range(code, 0x2581, 0x2587)) /* a bar, from low to high */
        return "_..::||"[code - 0x2581];
    if (in_range(code, 0x2580, 0x259F))
        return code == 0x2588 ? '#' : '|';
    for (size_t i = 0; i < sizeof(table) / sizeof(*table); i++)
        if (table[i].code == code)
            return table[i].ascii;
    return '?';
}
