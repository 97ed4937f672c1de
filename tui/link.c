#include "tui/link.h"

#include "core/markdown/address.h"
#include "core/text/utf8.h"

/* Punctuation past ASCII that GitHub leaves out of anchors and that people write in headings. */
static bool link_is_punctuation(uint32_t code)
{
    return (code >= 0x2010 && code <= 0x2027) || (code >= 0x2030 && code <= 0x205E) ||
           (code >= 0x3001 && code <= 0x3003) || (code >= 0x3008 && code <= 0x3011) ||
           code == 0xA1 || code == 0xA7 || code == 0xAB || code == 0xB6 || code == 0xB7 ||
           code == 0xBB || code == 0xBF;
}

void link_add_anchor(struct str *out, struct view heading)
{
    for (size_t at = 0, size; at < heading.len; at += size) {
        uint32_t code = utf8_decode(heading, at, &size);
        char c = heading.data[at];
        if (code >= 0x80) {
            if (!link_is_punctuation(code))
                str_add(out, view_slice(heading, at, at + size));
        } else if (c == ' ') {
            str_add_char(out, '-');
        } else if (c >= 'A' && c <= 'Z') {
            str_add_char(out, (char)(c - 'A' + 'a'));
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
            str_add_char(out, c);
        }
    }
}

/* How many headings before `index` have its anchor. */
static size_t link_count_same(const struct rendered *page, size_t index, struct view anchor)
{
    size_t same = 0;
    for (size_t i = 0; i < index; i++) {
        struct str other = {0};
        link_add_anchor(&other, view_of(page->headings[i].text));
        same += view_equal(str_view(&other), anchor);
        str_finish(&other);
    }
    return same;
}

bool link_find_heading(const struct rendered *page, struct view anchor, size_t *row)
{
    struct str wanted = {0}, own = {0};
    bool found = false;
    address_decode(&wanted, anchor);
    for (size_t i = 0; !found && i < page->heading_count; i++) {
        str_clear(&own);
        link_add_anchor(&own, view_of(page->headings[i].text));
        if (!view_starts(str_view(&wanted), str_text(&own)))
            continue;
        size_t same = link_count_same(page, i, str_view(&own));
        if (same > 0)
            str_addf(&own, "-%zu", same);
        found = wanted.len > 0 && view_equal(str_view(&own), str_view(&wanted));
        if (found)
            *row = page->headings[i].row;
    }
    str_finish(&wanted);
    str_finish(&own);
    return found;
}

struct view link_fragment(struct view target)
{
    return view_slice(target, view_find(target, 0, '#') + 1, target.len);
}
