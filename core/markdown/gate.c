#include "core/markdown/gate.h"

#include <stdint.h>
#include <string.h>

/* libcmark 0.30.2 is slow on some input: its time grows with the depth of containers times the
 * number of lines, with the number of nodes, and with the open images before each link. This counts
 * what makes it so. Honest documents are far from every limit, at any size; what slips through is
 * ended by the limits of parse.c. */

enum {
    SIZE_MOST = 1 << 28, /* libcmark counts in 32 bits and ends the program */
    BRACKETS = 64,
    DEPTH_MOST = 100,       /* quotes and list items in one another */
    MARKS_FREE = 250000,    /* so many make no difference, however dense */
    MARKS_PERCENT = 30,     /* more must be less than this share of the text */
    IMAGE_STEPS = 20000000, /* links times the open images before them */
    SPACES_PER_LEVEL = 2,
};

struct gate {
    size_t marks; /* characters that make a node of the tree, or might */
    uint64_t steps;
    size_t images; /* open in the block */
    size_t depth;  /* open brackets of either kind */
    bool is_image[BRACKETS];
    const char *reason;
};

static void gate_end_block(struct gate *gate)
{
    gate->images = gate->depth = 0;
}

/* Of brackets open beyond BRACKETS it is not known which are images: those stay open here. */
static void gate_bracket(struct gate *gate, bool opens, bool image)
{
    if (opens) {
        if (gate->depth < BRACKETS)
            gate->is_image[gate->depth] = image;
        gate->depth++;
        gate->images += image;
    } else if (gate->depth) {
        gate->depth--;
        if (gate->depth < BRACKETS && gate->is_image[gate->depth])
            gate->images--;
        else
            gate->steps += gate->images;
        if (gate->steps > IMAGE_STEPS)
            gate->reason = "too many unclosed images";
    }
}

/* The place after a list marker or `>` at `at`, or `at`. */
static size_t marker_end(struct view line, size_t at)
{
    size_t i = at;
    if (i < line.len && line.data[i] == '>')
        return i + 1;
    if (i < line.len && strchr("-+*", line.data[i])) {
        i++;
    } else {
        while (i < line.len && i < at + 9 && line.data[i] >= '0' && line.data[i] <= '9')
            i++;
        if (i == at || i == line.len || (line.data[i] != '.' && line.data[i] != ')'))
            return at;
        i++;
    }
    return i == line.len || line.data[i] == ' ' || line.data[i] == '\t' ? i : at;
}

/* Counts the containers that a line opens or goes on in; returns where its text begins. */
static size_t gate_prefix(struct gate *gate, struct view line)
{
    size_t at = 0, depth = 0, spaces = 0;
    for (;;) {
        while (at < line.len && (line.data[at] == ' ' || line.data[at] == '\t'))
            spaces += line.data[at++] == '\t' ? 4 : 1;
        size_t end = marker_end(line, at);
        if (end == at)
            break;
        depth++;
        at = end;
        if (depth + spaces / SPACES_PER_LEVEL > 2 * DEPTH_MOST || depth > DEPTH_MOST) {
            gate->reason = "quotes or lists more than 100 deep";
            break;
        }
    }
    gate->marks += 1 + depth;
    if (depth)
        gate_end_block(gate);
    return at;
}

static void gate_text(struct gate *gate, struct view text)
{
    static const bool marks[256] = {
        ['*'] = true, ['_'] = true, ['['] = true,  [']'] = true, ['!'] = true,
        ['<'] = true, ['&'] = true, ['\\'] = true, ['`'] = true};
    const char *const start = text.data, *const end = start + text.len;
    for (const char *at = start;; at++) {
        while (at < end && !marks[(unsigned char)*at])
            at++;
        if (at == end)
            break;
        char c = *at;
        char before = at > start ? at[-1] : '\0';
        bool in_run =
            before == c && at - start > 1 && at[-2] == c && (c == '*' || c == '_' || c == '`');
        gate->marks += !in_run;
        if (c == '[' || c == ']')
            gate_bracket(gate, c == '[', before == '!');
    }
}

const char *gate_refuse(struct view source)
{
    struct gate gate = {0};
    if (source.len > SIZE_MOST)
        return "it is larger than 256 MiB";
    struct view rest = source, line;
    while (!gate.reason && view_line(&rest, &line)) {
        if (!line.len || (line.len == 1 && line.data[0] == '\r')) {
            gate_end_block(&gate);
            continue;
        }
        size_t at = gate_prefix(&gate, line);
        gate_text(&gate, view_slice(line, at, line.len));
    }
    if (!gate.reason && gate.marks > MARKS_FREE && gate.marks > source.len / 100 * MARKS_PERCENT)
        gate.reason = "almost nothing but marks";
    return gate.reason;
}
