#include "core/markdown/flow.h"

#include "core/base/memory.h"
#include "core/text/cluster.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

/* Rows are cut greedily in one pass over the bytes. A printable ASCII byte before another ASCII
 * byte is a cluster of one cell by itself; only the rest goes through cluster_next. A cluster never
 * spans two runs, here as on the page. What is broken off a row is measured again on the next, so
 * that no byte is looked at more than twice. */

void flow_add(struct flow *flow, struct view text, const struct flow_run *style)
{
    struct flow_run *last = flow->run_count ? &flow->runs[flow->run_count - 1] : NULL;
    if (!text.len)
        return;
    if (!last || last->role != style->role || last->attrs != style->attrs ||
        last->link != style->link || last->line != style->line || last->hidden != style->hidden ||
        last->start + last->len != flow->text.len) {
        last = ARRAY_PUSH(flow->runs, flow->run_count, flow->run_cap);
        *last = *style;
        last->start = (uint32_t)flow->text.len;
        last->len = 0;
    }
    last->len += (uint32_t)text.len;
    str_add(&flow->text, text);
}

struct view flow_run_text(const struct flow *flow, const struct flow_run *run)
{
    return view_from(flow->text.data + run->start, run->len);
}

/* Reads the cluster at `at` of a run that ends at `end`. */
static size_t cluster_read(const char *text, size_t at, size_t end, unsigned *cols)
{
    unsigned char c = (unsigned char)text[at];
    if (c >= ' ' && c < 0x7f && (at + 1 == end || (unsigned char)text[at + 1] < 0x80)) {
        *cols = 1;
        return at + 1;
    }
    struct cluster cluster;
    size_t next = cluster_next(view_from(text + at, end - at), 0, &cluster);
    *cols = cluster.width;
    return at + next;
}

struct cutter {
    const struct flow *flow;
    struct flow_point at;
    unsigned cols;       /* so far */
    uint32_t words_end;  /* after the last cluster that is no blank */
    unsigned words_cols; /* cells up to there */
    bool can_break;      /* there is a place to break at: */
    uint32_t break_end;  /* the row would end here */
    uint32_t break_next; /* and the next begin here */
    unsigned break_cols;
};

static bool cutter_settle(struct cutter *cutter)
{
    const struct flow *flow = cutter->flow;
    while (cutter->at.run < flow->run_count) {
        const struct flow_run *run = &flow->runs[cutter->at.run];
        if (cutter->at.at < run->start)
            cutter->at.at = run->start;
        if (!run->hidden && cutter->at.at < run->start + run->len)
            return true;
        if (++cutter->at.run < flow->run_count)
            cutter->at.at = flow->runs[cutter->at.run].start;
    }
    return false;
}

static void cutter_skip_blanks(struct cutter *cutter)
{
    while (cutter_settle(cutter) && cutter->flow->text.data[cutter->at.at] == ' ')
        cutter->at.at++;
}

static void cutter_mark_break(struct cutter *cutter, uint32_t next)
{
    cutter->can_break = true;
    cutter->break_end = cutter->words_end;
    cutter->break_cols = cutter->words_cols;
    cutter->break_next = next;
}

/* Takes what stands at the cutter's place if the row has room for it. */
static bool cutter_take(struct cutter *cutter, unsigned cols, bool hard)
{
    const struct flow_run *run = &cutter->flow->runs[cutter->at.run];
    const char *text = cutter->flow->text.data;
    unsigned width;
    size_t next = cluster_read(text, cutter->at.at, run->start + run->len, &width);
    bool blank = !hard && text[cutter->at.at] == ' ';
    bool wide = !hard && width == 2 && (unsigned char)text[cutter->at.at] >= 0xe2;
    if (wide && cutter->cols)
        cutter_mark_break(cutter, cutter->at.at);
    if (!blank && cutter->cols && cutter->cols + width > cols)
        return false;
    cutter->cols += width;
    cutter->at.at = (uint32_t)next;
    if (blank) {
        cutter_mark_break(cutter, cutter->at.at);
        return true;
    }
    cutter->words_end = cutter->at.at;
    cutter->words_cols = cutter->cols;
    if (wide)
        cutter_mark_break(cutter, cutter->at.at);
    return true;
}

/* The end of the printable ASCII at [at, stop), eight bytes at a time: a carry in the sums below
 * can only come from a byte that is not plain, so the lowest mark is right. */
static uint32_t plain_end(const char *text, uint32_t at, uint32_t stop)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    for (; at + 8 <= stop; at += 8) {
        uint64_t bytes;
        memcpy(&bytes, text + at, 8);
        bytes = le64toh(bytes);
        uint64_t low = (bytes - ones * ' ') & ~bytes;
        uint64_t high = (bytes + ones) | bytes;
        uint64_t marks = (low | high) & ones * 0x80;
        if (marks)
            return at + (uint32_t)__builtin_ctzll(marks) / 8;
    }
    while (at < stop && text[at] >= ' ' && text[at] < 0x7f)
        at++;
    return at;
}

/* Moves over the plain bytes [at, to) of the run. */
static void cutter_pass(struct cutter *cutter, uint32_t at, uint32_t to)
{
    const char *text = cutter->flow->text.data;
    uint32_t end = to;
    while (end > at && text[end - 1] == ' ')
        end--;
    if (end > at) {
        cutter->words_end = end;
        cutter->words_cols = cutter->cols + (end - at);
    }
    cutter->cols += to - at;
    cutter->at.at = to;
}

/* Takes the plain text that stands here in one run and fits, up to its last blank when it goes on
 * beyond the row: the way that nearly all text goes, a row at a time and not a word. True when the
 * row is full. */
static bool cutter_take_plain(struct cutter *cutter, unsigned cols)
{
    const struct flow_run *run = &cutter->flow->runs[cutter->at.run];
    const char *text = cutter->flow->text.data;
    uint32_t at = cutter->at.at, end = run->start + run->len;
    uint32_t room = cols > cutter->cols ? cols - cutter->cols : 0;
    uint32_t to = plain_end(text, at, end - at > room ? at + room + 1 : end);
    if (to < end && (unsigned char)text[to] >= 0x80 && to > at)
        to--;
    const char *blank = memrchr(text + at, ' ', to - at);
    if (blank) {
        uint32_t after = (uint32_t)(blank - text) + 1;
        cutter_pass(cutter, at, after);
        cutter_mark_break(cutter, cutter->at.at);
    }
    if (to - at > room)
        return blank && cutter->at.at < to;
    cutter_pass(cutter, cutter->at.at, to);
    return false;
}

/* Goes back to the last place where the row could be broken. */
static void cutter_break(struct cutter *cutter)
{
    if (!cutter->can_break)
        return;
    cutter->words_end = cutter->break_end;
    cutter->words_cols = cutter->break_cols;
    cutter->at.at = cutter->break_next;
    while (cutter->at.at < cutter->flow->runs[cutter->at.run].start)
        cutter->at.run--;
}

bool flow_next_row(const struct flow *flow, struct flow_point *from, unsigned cols, bool hard,
                   struct flow_row *row)
{
    struct cutter cutter = {.flow = flow, .at = *from};
    if (!hard)
        cutter_skip_blanks(&cutter);
    if (!cutter_settle(&cutter))
        return false;
    *row = (struct flow_row){.start = cutter.at};
    cutter.words_end = cutter.at.at;
    while (cutter_settle(&cutter)) {
        if (!hard && cutter_take_plain(&cutter, cols))
            break;
        if (!cutter_settle(&cutter))
            break;
        if (flow->text.data[cutter.at.at] == '\n') {
            cutter.at.at++;
            break;
        }
        if (!cutter_take(&cutter, cols, hard)) {
            cutter_break(&cutter);
            break;
        }
    }
    row->end = cutter.words_end;
    row->cols = cutter.words_cols;
    *from = cutter.at;
    return true;
}

void flow_measure(const struct flow *flow, unsigned *line, unsigned *word)
{
    struct cutter cutter = {.flow = flow};
    unsigned cols = 0, in_word = 0;
    *line = *word = 0;
    while (cutter_settle(&cutter)) {
        const struct flow_run *run = &flow->runs[cutter.at.run];
        char c = flow->text.data[cutter.at.at];
        unsigned width;
        cutter.at.at =
            (uint32_t)cluster_read(flow->text.data, cutter.at.at, run->start + run->len, &width);
        bool ends = c == '\n' || c == ' ';
        cols = c == '\n' ? 0 : cols + width;
        in_word = ends ? 0 : in_word + width;
        *line = !ends && cols > *line ? cols : *line;
        *word = in_word > *word ? in_word : *word;
    }
}

void flow_clear(struct flow *flow)
{
    str_clear(&flow->text);
    flow->run_count = 0;
}

void flow_finish(struct flow *flow)
{
    str_finish(&flow->text);
    free(flow->runs);
    *flow = (struct flow){0};
}
