#include "core/edit/row.h"

#include "core/base/memory.h"
#include "core/edit/span.h"
#include "core/text/cluster.h"
#include "core/text/utf8.h"

#include <string.h>

enum { MARGIN = 8 }; /* bytes at the end of a window that may be part of a cluster */

/* Ideographs and Hangul: most of such text, and never what opens or closes. */
static bool is_common(uint32_t code)
{
    return code >= 0x3400 && code < 0xF900;
}

/* How far a row has got. */
struct cut {
    size_t pos, col;
    size_t word;   /* where the next row may begin; 0 for nowhere yet */
    uint32_t last; /* the character before `pos` */
};

bool row_is_ideograph(uint32_t code)
{
    return (code >= 0x2E80 && code <= 0x31FF && !(code >= 0x3130 && code <= 0x318F)) ||
           (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0xA4CF) ||
           (code >= 0xF900 && code <= 0xFAFF) || (code >= 0xFF00 && code <= 0xFF60) ||
           (code >= 0x20000 && code <= 0x3FFFD);
}

static bool is_one_of(uint32_t code, const uint32_t *codes, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == code)
            return true;
    return false;
}

bool row_breaks_between(uint32_t left, uint32_t right)
{
    static const uint32_t closing[] = {
        0x3001, 0x3002, 0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019,
        0x301F, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x30A1,
        0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7, 0x30FB, 0x30FC, 0xFF01,
        0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D, 0x2019, 0x201D, 0x2026,
        ')',    ']',    '}',    ',',    '.',    ':',    ';',    '!',    '?',    '"',    '*',
    };
    static const uint32_t opening[] = {
        0x3008, 0x300A, 0x300C, 0x300E, 0x3010, 0x3014, 0x3016, 0x3018, 0x301D, 0xFF08,
        0xFF3B, 0xFF5B, 0x2018, 0x201C, '(',    '[',    '{',    '"',    '*',
    };
    if (!row_is_ideograph(left) && !row_is_ideograph(right))
        return false;
    if (is_common(left) && is_common(right))
        return true;
    return !is_one_of(right, closing, ARRAY_LEN(closing)) &&
           !is_one_of(left, opening, ARRAY_LEN(opening));
}

size_t row_step(const struct row_cells *cells, struct view text, size_t *pos, size_t col)
{
    if (text.data[*pos] == '\t') {
        size_t width = cells->tab_cols - col % cells->tab_cols;
        size_t left = cells->cols > col ? cells->cols - col : 1;
        ++*pos;
        return width < left ? width : left;
    }
    struct cluster cluster;
    *pos = cluster_next(text, *pos, &cluster);
    return cluster.width;
}

size_t row_width(const struct row_cells *cells, struct view text)
{
    size_t col = cells->indent;
    for (size_t pos = 0; pos < text.len;) {
        size_t end = cluster_plain_end(text, pos);
        col += end - pos;
        pos = end;
        if (pos < text.len)
            col += row_step(cells, text, &pos, col);
    }
    return col - cells->indent;
}

/* Takes as much plain text as fits. */
static void cut_plain(const struct row_cutter *cutter, struct view text, size_t end,
                      struct cut *cut)
{
    size_t room = cutter->cells.cols > cut->col ? cutter->cells.cols - cut->col : cut->pos == 0;
    size_t take = end - cut->pos < room ? end - cut->pos : room;
    const char *from = text.data + cut->pos;
    const char *blank = take ? memrchr(from, ' ', take) : NULL;
    if (take && row_breaks_between(cut->last, (unsigned char)*from) && cut->col > cutter->hang)
        cut->word = cut->pos;
    if (blank && cut->col + (size_t)(blank - from) + 1 > cutter->hang)
        cut->word = cut->pos + (size_t)(blank - from) + 1;
    cut->pos += take;
    cut->col += take;
    if (take)
        cut->last = (unsigned char)text.data[cut->pos - 1];
}

/* Takes the next cluster. False when it does not fit. */
static bool cut_cluster(const struct row_cutter *cutter, struct view text, struct cut *cut)
{
    size_t next = cut->pos, size;
    size_t width = row_step(&cutter->cells, text, &next, cut->col);
    if (cut->col + width > cutter->cells.cols && cut->pos > 0)
        return false;
    uint32_t code = utf8_decode(text, cut->pos, &size);
    if (row_breaks_between(cut->last, code) && cut->col > cutter->hang)
        cut->word = cut->pos;
    cut->pos = next;
    cut->col += width;
    cut->last = code;
    if (code == '\t' && cut->col > cutter->hang)
        cut->word = next;
    return true;
}

/* The start of the next row, from where nothing more fits. */
static size_t cut_at(const struct row_cutter *cutter, struct view text, const struct cut *cut)
{
    size_t size;
    char next = text.data[cut->pos];
    if (next == ' ' || next == '\t')
        return cut->pos + 1;
    if (cut->col > cutter->hang &&
        row_breaks_between(cut->last, utf8_decode(text, cut->pos, &size)))
        return cut->pos;
    return cut->word ? cut->word : cut->pos;
}

/* As row_cut, in a window of the text; SIZE_MAX when it is too small. */
static size_t cut_window(const struct row_cutter *cutter, struct view text, bool whole)
{
    struct cut cut = {.col = cutter->cells.indent, .last = UTF8_INVALID};
    size_t safe = whole ? text.len : text.len - MARGIN;
    while (cut.pos < safe) {
        size_t end = cluster_plain_end(text, cut.pos);
        cut_plain(cutter, text, end, &cut);
        if (cut.pos >= safe)
            break;
        if (cut.pos < end || !cut_cluster(cutter, text, &cut))
            return cut_at(cutter, text, &cut);
    }
    return whole ? text.len : SIZE_MAX;
}

size_t row_cut(struct row_cutter *cutter, size_t from)
{
    for (size_t want = cutter->cells.cols * 4 + 64;; want *= 4) {
        bool whole = want >= cutter->end - from;
        size_t to = whole ? cutter->end : from + want;
        struct view text = span_read(cutter->text, from, to, &cutter->scratch);
        size_t end = cut_window(cutter, text, whole);
        if (end != SIZE_MAX)
            return from + end;
    }
}
