#include "core/edit/fill.h"

#include "core/edit/row.h"
#include "core/edit/span.h"
#include "core/markdown/ascii.h"
#include "core/text/cluster.h"
#include "core/text/utf8.h"

#include <string.h>

/* The words of all lines are taken one after the other; a word goes on the line as long as there is
 * room, together with those behind it that may not begin a line. Text without blanks between words
 * is cut between ideographs, and joined there without a blank. */

struct fill {
    size_t cols, col;
    struct view line_end, prefix; /* before all lines but the first */
    struct str *out;
    struct str unit; /* words that stay together */
    size_t unit_cols;
    bool glued;    /* no blank before the unit */
    bool at_start; /* of a line */
    uint32_t last; /* the last character of the unit */
};

static void end_unit(struct fill *fill)
{
    if (fill->unit.len == 0)
        return;
    size_t blank = !fill->at_start && !fill->glued;
    if (!fill->at_start && fill->col + blank + fill->unit_cols > fill->cols) {
        str_add(fill->out, fill->line_end);
        str_add(fill->out, fill->prefix);
        fill->col = cluster_width(fill->prefix);
        blank = 0;
    }
    str_add_many(fill->out, ' ', blank);
    str_add(fill->out, str_view(&fill->unit));
    fill->col += blank + fill->unit_cols;
    fill->at_start = false;
    str_clear(&fill->unit);
    fill->unit_cols = 0;
}

static void break_line(struct fill *fill)
{
    end_unit(fill);
    str_add(fill->out, fill->line_end);
    str_add(fill->out, fill->prefix);
    fill->col = cluster_width(fill->prefix);
    fill->at_start = true;
}

/* Whether `word` at the start of a line would make it something else than words. */
static bool is_mark(struct view word)
{
    size_t digits = 0;
    if (strchr(">|", word.data[0]) || view_starts(word, "```") || view_starts(word, "~~~"))
        return true;
    if (strchr("-+*=_#", word.data[0])) {
        size_t same = 0;
        while (same < word.len && word.data[same] == word.data[0])
            same++;
        return same == word.len;
    }
    while (digits < word.len && ascii_is_digit(word.data[digits]))
        digits++;
    return digits && digits + 1 == word.len && strchr(".)", word.data[digits]);
}

static void add_piece(struct fill *fill, struct view piece, bool blank)
{
    size_t pos = utf8_floor(piece, piece.len - 1), size;
    if (fill->unit.len && blank) {
        str_add_char(&fill->unit, ' ');
        fill->unit_cols++;
    }
    str_add(&fill->unit, piece);
    fill->unit_cols += cluster_width(piece);
    fill->last = utf8_decode(piece, pos, &size);
}

/* Adds a word; `joined` when it stood at the start of a line, where no blank parted it from the
 * word before. */
static void add_word(struct fill *fill, struct view word, bool joined)
{
    size_t size, from = 0;
    uint32_t before = fill->last, code = utf8_decode(word, 0, &size);
    bool glue = joined && row_is_ideograph(before) && row_is_ideograph(code);
    if (glue && !row_breaks_between(before, code)) {
        /* goes on with the unit */
    } else if (glue || !is_mark(word)) {
        end_unit(fill);
        fill->glued = glue;
    }
    for (size_t at = size; at < word.len; at += size) {
        uint32_t left = code;
        code = utf8_decode(word, at, &size);
        if (!row_breaks_between(left, code))
            continue;
        add_piece(fill, view_slice(word, from, at), !glue && from == 0);
        end_unit(fill);
        fill->glued = true;
        from = at;
    }
    add_piece(fill, view_slice(word, from, word.len), !glue && from == 0);
}

static bool is_gap(char c)
{
    return c == ' ' || c == '\t';
}

static void add_line(struct fill *fill, struct view line)
{
    bool first = true;
    for (size_t at = 0; at < line.len;) {
        size_t end = at;
        while (end < line.len && !is_gap(line.data[end]))
            end++;
        if (end > at) {
            add_word(fill, view_slice(line, at, end), first);
            first = false;
        }
        at = end + 1;
    }
}

/* Whether a line break was meant at the end of `line`; `*blanks` gets whether two blanks say so. */
static bool is_hard_break(struct view line, bool *blanks)
{
    *blanks = view_ends(line, "  ");
    return *blanks || (view_ends(line, "\\") && !view_ends(line, "\\\\"));
}

/* What the lines after the first begin with: the quote marks, and blanks under the words. */
static void add_prefix(const struct shape *shape, struct str *out)
{
    str_add(out, view_from(shape->bytes, shape->quote));
    if (shape->kind)
        str_add_many(out, ' ', shape->content);
    else
        str_add(out, view_slice(view_from(shape->bytes, shape->len), shape->quote, shape->indent));
}

void fill_block(const struct rope *text, const struct block *block, size_t cols,
                struct view line_end, struct str *out)
{
    struct str prefix = {0}, scratch = {0};
    struct fill fill = {.cols = cols, .line_end = line_end, .out = out, .at_start = true};
    struct view first = view_from(block->shape.bytes, block->shape.text);
    struct row_cells cells = {.cols = SIZE_MAX, .tab_cols = 4};
    add_prefix(&block->shape, &prefix);
    fill.prefix = str_view(&prefix);
    fill.last = UTF8_INVALID;
    fill.col = row_width(&cells, first);
    str_add(out, first);
    for (size_t line = block->first; line <= block->last; line++) {
        struct shape shape;
        bool blanks;
        shape_read(text, line, &shape);
        size_t from = line == block->first ? shape.text : shape.indent;
        struct view words = span_read(text, shape.start + from, shape.end, &scratch);
        add_line(&fill, words);
        if (line == block->last || !is_hard_break(words, &blanks))
            continue;
        end_unit(&fill);
        str_add_text(out, blanks ? "  " : "");
        break_line(&fill);
        fill.last = UTF8_INVALID;
    }
    end_unit(&fill);
    str_finish(&fill.unit);
    str_finish(&prefix);
    str_finish(&scratch);
}
