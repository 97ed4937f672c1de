#include "core/text/cluster_char.h"

#include "core/base/memory.h"
#include "core/text/utf8.h"

#include <utf8proc.h>

struct range {
    uint32_t first, last;
};

/* Unicode's Emoji property, which utf8proc does not carry, above ASCII and without the regional
 * indicators. */
static const struct range emoji[] = {
    {0x00A9, 0x00A9},   {0x00AE, 0x00AE},   {0x203C, 0x203C},   {0x2049, 0x2049},
    {0x2122, 0x2122},   {0x2139, 0x2139},   {0x2194, 0x2199},   {0x21A9, 0x21AA},
    {0x231A, 0x231B},   {0x2328, 0x2328},   {0x23CF, 0x23CF},   {0x23E9, 0x23F3},
    {0x23F8, 0x23FA},   {0x24C2, 0x24C2},   {0x25AA, 0x25AB},   {0x25B6, 0x25B6},
    {0x25C0, 0x25C0},   {0x25FB, 0x25FE},   {0x2600, 0x2604},   {0x260E, 0x260E},
    {0x2611, 0x2611},   {0x2614, 0x2615},   {0x2618, 0x2618},   {0x261D, 0x261D},
    {0x2620, 0x2620},   {0x2622, 0x2623},   {0x2626, 0x2626},   {0x262A, 0x262A},
    {0x262E, 0x262F},   {0x2638, 0x263A},   {0x2640, 0x2640},   {0x2642, 0x2642},
    {0x2648, 0x2653},   {0x265F, 0x2660},   {0x2663, 0x2663},   {0x2665, 0x2666},
    {0x2668, 0x2668},   {0x267B, 0x267B},   {0x267E, 0x267F},   {0x2692, 0x2697},
    {0x2699, 0x2699},   {0x269B, 0x269C},   {0x26A0, 0x26A1},   {0x26A7, 0x26A7},
    {0x26AA, 0x26AB},   {0x26B0, 0x26B1},   {0x26BD, 0x26BE},   {0x26C4, 0x26C5},
    {0x26C8, 0x26C8},   {0x26CE, 0x26CF},   {0x26D1, 0x26D1},   {0x26D3, 0x26D4},
    {0x26E9, 0x26EA},   {0x26F0, 0x26F5},   {0x26F7, 0x26FA},   {0x26FD, 0x26FD},
    {0x2702, 0x2702},   {0x2705, 0x2705},   {0x2708, 0x270D},   {0x270F, 0x270F},
    {0x2712, 0x2712},   {0x2714, 0x2714},   {0x2716, 0x2716},   {0x271D, 0x271D},
    {0x2721, 0x2721},   {0x2728, 0x2728},   {0x2733, 0x2734},   {0x2744, 0x2744},
    {0x2747, 0x2747},   {0x274C, 0x274C},   {0x274E, 0x274E},   {0x2753, 0x2755},
    {0x2757, 0x2757},   {0x2763, 0x2764},   {0x2795, 0x2797},   {0x27A1, 0x27A1},
    {0x27B0, 0x27B0},   {0x27BF, 0x27BF},   {0x2934, 0x2935},   {0x2B05, 0x2B07},
    {0x2B1B, 0x2B1C},   {0x2B50, 0x2B50},   {0x2B55, 0x2B55},   {0x3030, 0x3030},
    {0x303D, 0x303D},   {0x3297, 0x3297},   {0x3299, 0x3299},   {0x1F004, 0x1F004},
    {0x1F0CF, 0x1F0CF}, {0x1F170, 0x1F171}, {0x1F17E, 0x1F17F}, {0x1F18E, 0x1F18E},
    {0x1F191, 0x1F19A}, {0x1F201, 0x1F202}, {0x1F21A, 0x1F21A}, {0x1F22F, 0x1F22F},
    {0x1F232, 0x1F23A}, {0x1F250, 0x1F251}, {0x1F300, 0x1F321}, {0x1F324, 0x1F393},
    {0x1F396, 0x1F397}, {0x1F399, 0x1F39B}, {0x1F39E, 0x1F3F0}, {0x1F3F3, 0x1F3F5},
    {0x1F3F7, 0x1F4FD}, {0x1F4FF, 0x1F53D}, {0x1F549, 0x1F54E}, {0x1F550, 0x1F567},
    {0x1F56F, 0x1F570}, {0x1F573, 0x1F57A}, {0x1F587, 0x1F587}, {0x1F58A, 0x1F58D},
    {0x1F590, 0x1F590}, {0x1F595, 0x1F596}, {0x1F5A4, 0x1F5A5}, {0x1F5A8, 0x1F5A8},
    {0x1F5B1, 0x1F5B2}, {0x1F5BC, 0x1F5BC}, {0x1F5C2, 0x1F5C4}, {0x1F5D1, 0x1F5D3},
    {0x1F5DC, 0x1F5DE}, {0x1F5E1, 0x1F5E1}, {0x1F5E3, 0x1F5E3}, {0x1F5E8, 0x1F5E8},
    {0x1F5EF, 0x1F5EF}, {0x1F5F3, 0x1F5F3}, {0x1F5FA, 0x1F64F}, {0x1F680, 0x1F6C5},
    {0x1F6CB, 0x1F6D2}, {0x1F6D5, 0x1F6D7}, {0x1F6DC, 0x1F6E5}, {0x1F6E9, 0x1F6E9},
    {0x1F6EB, 0x1F6EC}, {0x1F6F0, 0x1F6F0}, {0x1F6F3, 0x1F6FC}, {0x1F7E0, 0x1F7EB},
    {0x1F7F0, 0x1F7F0}, {0x1F90C, 0x1F93A}, {0x1F93C, 0x1F945}, {0x1F947, 0x1F9FF},
    {0x1FA70, 0x1FAFF},
};

static const struct range cursive[] = {
    {0x0620, 0x06FF},                       /* Arabic */
    {0x0700, 0x07FF},                       /* Syriac, Arabic supplement, Thaana, N'Ko */
    {0x0840, 0x08FF},                       /* Mandaic, Syriac and Arabic extended */
    {0x0900, 0x0DFF},                       /* Devanagari to Sinhala */
    {0x0F00, 0x109F},                       /* Tibetan, Myanmar */
    {0x1780, 0x18AF},                       /* Khmer, Mongolian */
    {0x1A20, 0x1AAF},                       /* Tai Tham */
    {0x1B00, 0x1BBF},                       /* Balinese, Sundanese */
    {0xA840, 0xA87F},                       /* Phags-pa */
    {0xA8E0, 0xA8FF},                       /* Devanagari extended */
    {0xA980, 0xA9FF},                       /* Javanese, Myanmar extended */
    {0xAA60, 0xAA7F},                       /* Myanmar extended */
    {0xFB50, 0xFDFF},                       /* Arabic presentation forms */
    {0xFE70, 0xFEFC},   {0x10AC0, 0x10AFF}, /* Manichaean */
    {0x11000, 0x1193F},                     /* Brahmi and its like */
    {0x1E900, 0x1E95F},                     /* Adlam */
};

static bool range_has(const struct range *ranges, size_t count, uint32_t code)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (code > ranges[mid].last)
            low = mid + 1;
        else
            high = mid;
    }
    return low < count && code >= ranges[low].first;
}

static const utf8proc_property_t *property_of(uint32_t code)
{
    return utf8proc_get_property((utf8proc_int32_t)code);
}

static enum cluster_kind kind_by_category(uint32_t code, const utf8proc_property_t *property)
{
    switch (property->category) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return CLUSTER_UNKNOWN;
    case UTF8PROC_CATEGORY_CC:
        return code < 0x80 ? CLUSTER_CONTROL : CLUSTER_HIDDEN;
    case UTF8PROC_CATEGORY_CF: /* those that are visible have no width terminals agree on */
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return CLUSTER_HIDDEN;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return CLUSTER_MARK;
    default:
        return CLUSTER_BASE;
    }
}

static enum cluster_kind kind_of(uint32_t code, const utf8proc_property_t *property)
{
    if (code == 0x200C || code == 0x200D)
        return CLUSTER_JOINER;
    if (code == 0xFE0E || code == 0xFE0F)
        return CLUSTER_SELECTOR;
    if (code >= 0x1F1E6 && code <= 0x1F1FF)
        return CLUSTER_REGION;
    if (code >= 0x1F3FB && code <= 0x1F3FF)
        return CLUSTER_SKIN;
    enum cluster_kind kind = kind_by_category(code, property);
    if (property->ignorable && kind != CLUSTER_UNKNOWN)
        return CLUSTER_HIDDEN;
    if (kind == CLUSTER_BASE && (property->boundclass == UTF8PROC_BOUNDCLASS_V ||
                                 property->boundclass == UTF8PROC_BOUNDCLASS_T))
        return CLUSTER_JAMO;
    return kind;
}

/* The width of the bases most text is made of, without a look at the tables; 0 for the others. */
static uint8_t width_of_common(uint32_t code)
{
    if (code < 0x300)
        return (code >= 0x20 && code < 0x7F) || (code >= 0xA0 && code != 0xAD);
    return code >= 0x4E00 && code <= 0x9FFF ? 2 : 0;
}

struct cluster_char cluster_char_at(struct view text, size_t pos)
{
    size_t size;
    uint32_t code = utf8_decode(text, pos, &size);
    struct cluster_char c = {.code = code, .size = (uint8_t)size, .kind = CLUSTER_BASE};
    if ((c.width = width_of_common(code)) > 0)
        return c;
    c.width = 1;
    c.kind = CLUSTER_UNKNOWN;
    if (code == UTF8_INVALID)
        return c;
    const utf8proc_property_t *property = property_of(c.code);
    c.kind = (uint8_t)kind_of(c.code, property);
    if (c.kind == CLUSTER_MARK)
        c.width = property->category == UTF8PROC_CATEGORY_MC;
    else if (c.kind != CLUSTER_REGION && property->charwidth == 2)
        c.width = 2;
    return c;
}

bool cluster_char_is_emoji(uint32_t code)
{
    return range_has(emoji, ARRAY_LEN(emoji), code);
}

bool cluster_char_is_cursive(uint32_t code)
{
    if (!range_has(cursive, ARRAY_LEN(cursive), code))
        return false;
    utf8proc_propval_t category = property_of(code)->category;
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ME;
}

bool cluster_char_is_virama(uint32_t code)
{
    return property_of(code)->combining_class == 9;
}

bool cluster_char_composes(uint32_t before, uint32_t jamo)
{
    unsigned left = property_of(before)->boundclass;
    if (property_of(jamo)->boundclass == UTF8PROC_BOUNDCLASS_V)
        return left == UTF8PROC_BOUNDCLASS_L || left == UTF8PROC_BOUNDCLASS_V ||
               left == UTF8PROC_BOUNDCLASS_LV;
    return left == UTF8PROC_BOUNDCLASS_V || left == UTF8PROC_BOUNDCLASS_T ||
           left == UTF8PROC_BOUNDCLASS_LV || left == UTF8PROC_BOUNDCLASS_LVT;
}
