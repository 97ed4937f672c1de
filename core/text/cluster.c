#include "core/text/cluster.h"

#include "core/text/cluster_char.h"
#include "core/text/utf8.h"

#include <string.h>

/* The filter. A cluster is a base and what joins it, by UAX 29 with four differences that make its
 * output pass a second time unchanged and keep it from touching what stands beside it:
 *  - what is not shown (hidden, unknown, control) ends a cluster and is a mark of its own;
 *  - every combining character joins, four at most; the rest of them become one U+FFFD;
 *  - what would join but has no base gets one (U+25CC), or is a mark;
 *  - nothing joins to the right but halves of flags, jamo, and emoji after a ZWJ.
 * So a cluster depends on the text from its start only, and ASCII always begins one.
 *
 * Widths: a lone regional indicator is 1, as in every wcwidth; a spacing mark (category Mc) takes a
 * cell of its own as it does in terminals, up to 2 for the whole cluster. */

#define MARKS_MAX 4
/* A ZWJ is followed by at most: itself 3, an emoji 4, FE0F 3, skin 4, four marks 16, U+FFFD 3. */
#define LINK_MAX (CLUSTER_TEXT_MAX - 1 - 33)

struct cluster_build {
    struct view text;
    size_t pos; /* after `last` */
    struct cluster *out;
    struct cluster_char last;
    unsigned marks; /* combining characters so far */
    bool linked;    /* `last` is a ZWJ between two emoji */
    bool single;    /* `last` is the first code point */
};

static void cluster_put(struct cluster *out, const char *text, size_t len)
{
    memcpy(out->text + out->len, text, len);
    out->len = (uint8_t)(out->len + len);
    out->text[out->len] = '\0';
}

static void cluster_put_code(struct cluster *out, uint32_t code)
{
    char bytes[4];
    cluster_put(out, bytes, utf8_encode(code, bytes));
}

/* `<U+9B>`: at least two digits. */
static void cluster_put_name(struct cluster *out, uint32_t code)
{
    int shift = 4;
    while (code >> shift > 0xF)
        shift += 4;
    cluster_put(out, "<U+", 3);
    for (; shift >= 0; shift -= 4)
        cluster_put(out, &"0123456789ABCDEF"[code >> shift & 0xF], 1);
    cluster_put(out, ">", 1);
    out->width = out->len;
    out->mark = true;
}

static void cluster_put_control(struct cluster *out, uint32_t code)
{
    char caret[2] = {'^', (char)(code ^ 0x40)};
    cluster_put(out, caret, sizeof(caret));
    out->width = 2;
    out->mark = true;
}

static void cluster_put_unknown(struct cluster *out)
{
    cluster_put_code(out, 0xFFFD);
    out->width++;
    out->mark = true;
}

/* A joiner is seen between emoji, between cursive letters and after a virama. The end of the text
 * passes for a letter: what is cut at a border, to be styled or wrapped, stays as it was. */
static bool joiner_fits(const struct cluster_build *b, struct cluster_char joiner, bool *links)
{
    size_t after = b->pos + joiner.size;
    if (b->last.kind == CLUSTER_MARK && cluster_char_is_virama(b->last.code))
        return true;
    if (b->last.kind == CLUSTER_JOINER)
        return false;
    bool cursive = cluster_char_is_cursive(b->last.code);
    if (after >= b->text.len)
        return cursive;
    struct cluster_char next = cluster_char_at(b->text, after);
    if (cursive)
        return cluster_char_is_cursive(next.code) &&
               (next.kind != CLUSTER_MARK || b->marks < MARKS_MAX);
    bool emoji = cluster_char_is_emoji(b->last.code) || b->last.kind == CLUSTER_SELECTOR;
    *links = emoji && joiner.code == 0x200D && next.kind == CLUSTER_BASE &&
             cluster_char_is_emoji(next.code) && b->out->len <= LINK_MAX;
    return *links;
}

static bool is_key_char(uint32_t code)
{
    return (code >= '0' && code <= '9') || code == '#' || code == '*';
}

static bool selector_fits(const struct cluster_build *b, struct cluster_char selector)
{
    if (b->last.kind != CLUSTER_BASE)
        return false;
    if (!is_key_char(b->last.code))
        return cluster_char_is_emoji(b->last.code);
    size_t after = b->pos + selector.size;
    return after < b->text.len && cluster_char_at(b->text, after).code == 0x20E3;
}

static bool joins(struct cluster_build *b, struct cluster_char next)
{
    bool linked = b->linked;
    b->linked = false;
    switch (next.kind) {
    case CLUSTER_MARK:
        return true;
    case CLUSTER_JAMO:
        return cluster_char_composes(b->last.code, next.code);
    case CLUSTER_JOINER:
        return joiner_fits(b, next, &b->linked);
    case CLUSTER_SELECTOR:
        return selector_fits(b, next);
    case CLUSTER_SKIN:
        return b->last.kind == CLUSTER_SELECTOR ||
               (b->last.kind == CLUSTER_BASE && cluster_char_is_emoji(b->last.code));
    case CLUSTER_REGION:
        return b->single && b->last.kind == CLUSTER_REGION;
    default:
        return linked;
    }
}

static void widen(struct cluster *out, struct cluster_char next)
{
    switch (next.kind) {
    case CLUSTER_MARK:
        out->width = out->width + next.width > 2 ? 2 : (uint8_t)(out->width + next.width);
        break;
    case CLUSTER_SELECTOR:
        if (next.code == 0xFE0F)
            out->width = 2;
        break;
    case CLUSTER_JAMO:
    case CLUSTER_JOINER:
        break;
    default:
        out->width = 2;
    }
}

/* Skips what combines beyond the fourth. */
static void drop_marks(struct cluster_build *b)
{
    while (b->pos < b->text.len) {
        struct cluster_char next = cluster_char_at(b->text, b->pos);
        if (next.kind != CLUSTER_MARK && next.kind != CLUSTER_JAMO)
            break;
        b->pos += next.size;
    }
    cluster_put_unknown(b->out);
}

static void extend(struct cluster_build *b)
{
    while (b->pos < b->text.len) {
        struct cluster_char next = cluster_char_at(b->text, b->pos);
        if (!joins(b, next))
            return;
        if (next.kind == CLUSTER_MARK || next.kind == CLUSTER_JAMO)
            if (b->marks++ == MARKS_MAX) {
                drop_marks(b);
                return;
            }
        cluster_put_code(b->out, next.code);
        widen(b->out, next);
        b->pos += next.size;
        b->last = next;
        b->single = false;
    }
}

static bool is_plain(char c)
{
    return c >= 0x20 && c < 0x7F;
}

static bool is_ascii_at(struct view text, size_t pos)
{
    return pos >= text.len || (text.data[pos] & 0x80) == 0;
}

/* Shows the first code point, at `b->pos`. False when it is a mark that nothing joins. */
static bool begin(struct cluster_build *b)
{
    struct cluster_char c = b->last = cluster_char_at(b->text, b->pos);
    if (c.kind == CLUSTER_MARK) { /* read again, now as what joins its new base */
        b->last = (struct cluster_char){.code = 0x25CC, .kind = CLUSTER_BASE};
        cluster_put_code(b->out, b->last.code);
        b->out->width = 1;
        return b->out->mark = true;
    }
    b->pos += c.size;
    switch (c.kind) {
    case CLUSTER_BASE:
    case CLUSTER_REGION:
    case CLUSTER_SKIN:
        cluster_put_code(b->out, c.code);
        b->out->width = c.width;
        return true;
    case CLUSTER_CONTROL:
        cluster_put_control(b->out, c.code);
        return false;
    case CLUSTER_UNKNOWN:
        cluster_put_unknown(b->out);
        return false;
    default:
        cluster_put_name(b->out, c.code);
        return false;
    }
}

size_t cluster_next(struct view text, size_t pos, struct cluster *out)
{
    out->len = 0;
    out->width = 0;
    out->mark = false;
    if (is_plain(text.data[pos]) && is_ascii_at(text, pos + 1)) {
        cluster_put(out, text.data + pos, 1);
        out->width = 1;
        return pos + 1;
    }
    struct cluster_build b = {.text = text, .pos = pos, .out = out, .single = true};
    if (begin(&b))
        extend(&b);
    return b.pos;
}

/* Whether `c` begins a cluster whatever stands before it. */
static bool always_begins(struct cluster_char c)
{
    switch (c.kind) {
    case CLUSTER_BASE:
        return !cluster_char_is_emoji(c.code);
    case CLUSTER_CONTROL:
    case CLUSTER_HIDDEN:
    case CLUSTER_UNKNOWN:
        return true;
    default:
        return false;
    }
}

size_t cluster_previous(struct view text, size_t pos)
{
    if (pos > text.len)
        pos = text.len;
    size_t at = pos;
    do {
        if (at == 0)
            return 0;
        at = utf8_floor(text, at - 1);
    } while (at > 0 && !always_begins(cluster_char_at(text, at)));
    for (;;) {
        struct cluster cluster;
        size_t next = cluster_next(text, at, &cluster);
        if (next >= pos)
            return at;
        at = next;
    }
}

/* Eight bytes at a time: the high bit of a byte stays clear in all three terms only from 20 to 7E.
 */
size_t cluster_plain_end(struct view text, size_t pos)
{
    size_t at = pos;
    for (uint64_t word; text.len - at >= sizeof(word); at += sizeof(word)) {
        memcpy(&word, text.data + at, sizeof(word));
        uint64_t odd =
            word | (word - UINT64_C(0x2020202020202020)) | (word + UINT64_C(0x0101010101010101));
        if (odd & UINT64_C(0x8080808080808080))
            break;
    }
    while (at < text.len && is_plain(text.data[at]))
        at++;
    return at > pos && !is_ascii_at(text, at) ? at - 1 : at;
}

size_t cluster_width(struct view text)
{
    size_t width = 0;
    for (size_t pos = 0; pos < text.len;) {
        size_t end = cluster_plain_end(text, pos);
        width += end - pos;
        pos = end;
        if (pos < text.len) {
            struct cluster cluster;
            pos = cluster_next(text, pos, &cluster);
            width += cluster.width;
        }
    }
    return width;
}

void cluster_add_shown(struct str *out, struct view text)
{
    for (size_t pos = 0; pos < text.len;) {
        size_t end = cluster_plain_end(text, pos);
        str_add(out, view_slice(text, pos, end));
        pos = end;
        if (pos < text.len) {
            struct cluster cluster;
            pos = cluster_next(text, pos, &cluster);
            str_add(out, view_from(cluster.text, cluster.len));
        }
    }
}

bool cluster_is_shown(struct view text)
{
    for (size_t pos = cluster_plain_end(text, 0); pos < text.len;) {
        struct cluster cluster;
        size_t end = cluster_next(text, pos, &cluster);
        if (!view_equal(view_slice(text, pos, end), view_from(cluster.text, cluster.len)))
            return false;
        pos = cluster_plain_end(text, end);
    }
    return true;
}

/* Adds what stands before a cut, and its sign. A joiner has nothing to join there. */
static void add_cut(struct str *out, struct view kept, size_t cols)
{
    if (view_ends(kept, "\xE2\x80\x8C") || view_ends(kept, "\xE2\x80\x8D"))
        kept.len -= 3;
    str_add(out, kept);
    str_add_text(out, cols > 0 ? "…" : "");
}

void cluster_add_clipped(struct str *out, struct view text, size_t cols)
{
    struct str shown = {0};
    size_t used = 0, keep = 0; /* `keep`: as far as `…` fits behind it */
    for (size_t pos = 0; pos < text.len && used <= cols;) {
        struct cluster cluster;
        pos = cluster_next(text, pos, &cluster);
        str_add(&shown, view_from(cluster.text, cluster.len));
        if (used < cols)
            keep = shown.len - cluster.len;
        used += cluster.width;
    }
    if (used <= cols)
        str_add(out, str_view(&shown));
    else
        add_cut(out, view_slice(str_view(&shown), 0, keep), cols);
    str_finish(&shown);
}
