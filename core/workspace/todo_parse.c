/* Where the tasks of a Markdown file lie.
 *
 * One pass over the lines, with the stack of list items that are open, as CommonMark nests them: a
 * line belongs to the deepest item whose content column it reaches. Content columns grow along the
 * stack, so that item is found by bisection, and the whole pass is linear in the file whatever its
 * indentation. A task is an item whose words begin with a box; its depth counts the tasks around
 * it, not the plain bullets. Skipped: front matter, code (fenced or indented), HTML comments and
 * raw blocks. A task inside a block quote is left alone. */
#include "core/workspace/todo_parse.h"

#include "core/base/memory.h"
#include "core/markdown/front_matter.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct container {
    unsigned content; /* column its content reaches to */
    unsigned tasks;   /* tasks up to and including this */
    size_t item;      /* SIZE_MAX for a plain bullet */
    size_t line;
    size_t last_end, last_line; /* the last line that is known to be inside, and its end */
};

enum literal { LITERAL_NONE, LITERAL_FENCE, LITERAL_HTML };

struct parser {
    struct todo_list *list;
    struct view text;
    struct container *stack;
    size_t count, cap;
    size_t line, start, end, next; /* the line at hand: its bytes, without and with its end */
    enum literal literal;
    size_t literal_depth; /* containers around it */
    char fence;
    size_t fence_len;
    const char *html_end;
    bool paragraph;   /* one is open, in the deepest container */
    size_t para_from; /* its first byte, when no container is open */
};

/* A place in a line: the byte and the cell. */
struct place {
    size_t pos;
    unsigned col;
};

static void place_skip(const struct parser *p, struct place *at)
{
    for (; at->pos < p->end; at->pos++) {
        if (p->text.data[at->pos] == ' ')
            at->col++;
        else if (p->text.data[at->pos] == '\t')
            at->col += 4 - at->col % 4;
        else
            break;
    }
}

static bool blank_at(const struct parser *p, size_t pos)
{
    return pos >= p->end || p->text.data[pos] == ' ' || p->text.data[pos] == '\t';
}

/* How many of the open items a line that begins in cell `col` is inside of. */
static size_t stack_match(const struct parser *p, unsigned col)
{
    size_t low = 0, high = p->count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (p->stack[mid].content <= col)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void stack_close(struct parser *p, size_t keep)
{
    while (p->count > keep) {
        const struct container *top = &p->stack[--p->count];
        if (top->item != SIZE_MAX) {
            p->list->items[top->item].block_end = top->last_end;
            p->list->items[top->item].lines = top->last_line - top->line + 1;
        }
        if (p->count && p->stack[p->count - 1].last_end < top->last_end) {
            p->stack[p->count - 1].last_end = top->last_end;
            p->stack[p->count - 1].last_line = top->last_line;
        }
    }
}

static void stack_touch(struct parser *p)
{
    if (p->count) {
        p->stack[p->count - 1].last_end = p->next;
        p->stack[p->count - 1].last_line = p->line;
    }
}

static void heading_add(struct parser *p, size_t from, size_t to)
{
    struct todo_list *list = p->list;
    struct view words = view_trim(view_slice(p->text, from, to));
    char *text = mem_string_n(words.data, words.len);
    for (char *c = text; *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
    *ARRAY_PUSH(list->headings, list->heading_count, list->heading_cap) = text;
}

/* `## Words ##`: the words' bytes. */
static bool atx_heading(const struct parser *p, size_t pos, size_t *from, size_t *to)
{
    size_t level = 0;
    while (pos < p->end && p->text.data[pos] == '#')
        pos++, level++;
    if (level < 1 || level > 6 || !blank_at(p, pos))
        return false;
    size_t end = p->end;
    while (end > pos && blank_at(p, end - 1))
        end--;
    size_t hashes = end;
    while (hashes > pos && p->text.data[hashes - 1] == '#')
        hashes--;
    *from = pos;
    *to = hashes < end && (hashes == pos || blank_at(p, hashes - 1)) ? hashes : end;
    return true;
}

/* A line of nothing but at least `least` of one of `marks`, with blanks between when `loose`. */
static bool only_marks(const struct parser *p, size_t pos, const char *marks, size_t least,
                       bool loose)
{
    char mark = pos < p->end ? p->text.data[pos] : '\0';
    if (!mark || !strchr(marks, mark))
        return false;
    size_t count = 0;
    bool gap = false;
    for (; pos < p->end; pos++) {
        if (blank_at(p, pos))
            gap = true;
        else if (p->text.data[pos] != mark || (gap && !loose))
            return false;
        else
            count++;
    }
    return count >= least;
}

static size_t run_length(const struct parser *p, size_t pos, char mark)
{
    size_t from = pos;
    while (pos < p->end && p->text.data[pos] == mark)
        pos++;
    return pos - from;
}

static bool fence_opens(struct parser *p, size_t pos)
{
    char mark = pos < p->end ? p->text.data[pos] : '\0';
    if (mark != '`' && mark != '~')
        return false;
    size_t len = run_length(p, pos, mark);
    struct view info = view_slice(p->text, pos + len, p->end);
    if (len < 3 || (mark == '`' && view_find(info, 0, '`') < info.len))
        return false;
    p->fence = mark;
    p->fence_len = len;
    return true;
}

static bool fence_closes(const struct parser *p, struct place at)
{
    unsigned base = p->count ? p->stack[p->count - 1].content : 0;
    size_t len = run_length(p, at.pos, p->fence);
    if (len < p->fence_len || at.col >= base + 4)
        return false;
    for (size_t pos = at.pos + len; pos < p->end; pos++)
        if (!blank_at(p, pos))
            return false;
    return true;
}

static bool holds_fold(struct view text, const char *word)
{
    size_t len = strlen(word);
    for (size_t i = 0; i + len <= text.len; i++)
        if (strncasecmp(text.data + i, word, len) == 0)
            return true;
    return false;
}

/* The blocks whose lines are raw until their end, blank lines or not. */
static const char *html_opens(const struct parser *p, size_t pos)
{
    static const struct {
        const char *open, *close;
        bool word;
    } kinds[] = {{"<!--", "-->", false},
                 {"<pre", "</pre>", true},
                 {"<script", "</script>", true},
                 {"<style", "</style>", true},
                 {"<textarea", "</textarea>", true}};
    struct view rest = view_slice(p->text, pos, p->end);
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        size_t len = strlen(kinds[i].open);
        if (rest.len < len || strncasecmp(rest.data, kinds[i].open, len) != 0)
            continue;
        if (!kinds[i].word || blank_at(p, pos + len) || p->text.data[pos + len] == '>')
            return kinds[i].close;
    }
    return NULL;
}

/* A list marker at `at`: moves `at` to the content behind it. `interrupts`: a paragraph is open
 * here, which not every marker may break off. */
static bool marker_read(const struct parser *p, struct place *at, bool interrupts)
{
    struct place to = *at;
    bool one = false;
    if (to.pos < p->end && strchr("-+*", p->text.data[to.pos])) {
        to.pos++, to.col++, one = true;
    } else {
        size_t digits = 0, number = 0;
        for (; to.pos < p->end && isdigit((unsigned char)p->text.data[to.pos]); digits++) {
            number = digits < 9 ? number * 10 + (size_t)(p->text.data[to.pos] - '0') : number;
            to.pos++, to.col++;
        }
        if (digits < 1 || digits > 9 || to.pos >= p->end || !strchr(".)", p->text.data[to.pos]))
            return false;
        one = number == 1;
        to.pos++, to.col++;
    }
    if (!blank_at(p, to.pos))
        return false;
    struct place content = to;
    place_skip(p, &content);
    if (interrupts && (!one || content.pos == p->end))
        return false;
    if (content.pos == p->end || content.col > to.col + 4)
        content = (struct place){to.pos, to.col + 1}; /* empty, or code that stays behind it */
    *at = content;
    return true;
}

static bool box_read(const struct parser *p, size_t pos, enum todo_state *state, size_t *words)
{
    if (p->end - pos < 3 || p->text.data[pos] != '[' || p->text.data[pos + 2] != ']' ||
        !blank_at(p, pos + 3))
        return false;
    switch (p->text.data[pos + 1]) {
    case ' ':
        *state = TODO_PENDING;
        break;
    case '/':
        *state = TODO_PROGRESS;
        break;
    case 'x':
    case 'X':
        *state = TODO_DONE;
        break;
    case '-':
        *state = TODO_CANCELLED;
        break;
    default:
        return false;
    }
    struct place at = {pos + 3, 0};
    place_skip(p, &at);
    *words = at.pos;
    return true;
}

/* Opens the list item whose marker is at `bullet` and whose content is at `content`. True when it
 * is a task, and so the rest of the line its words. */
static bool item_open(struct parser *p, struct place bullet, struct place content)
{
    struct todo_list *list = p->list;
    const struct container *up = p->count ? &p->stack[p->count - 1] : NULL;
    unsigned depth = up ? up->tasks : 0;
    size_t owner = up ? up->line : SIZE_MAX, words;
    enum todo_state state;
    bool task = content.pos < p->end && box_read(p, content.pos, &state, &words);
    if (task)
        *ARRAY_PUSH(list->items, list->count, list->cap) = (struct todo_item){
            .state = state,
            .depth = depth,
            .line = p->line,
            .start = p->start,
            .end = p->end,
            .bullet = bullet.pos,
            .mark = content.pos + 1,
            .text_start = words,
            .column = bullet.col,
            .content = content.col,
            .block_end = p->next,
            .owner = owner,
            .heading = list->heading_count ? list->heading_count - 1 : SIZE_MAX,
        };
    *ARRAY_PUSH(p->stack, p->count, p->cap) =
        (struct container){.content = content.col,
                           .tasks = depth + task,
                           .item = task ? list->count - 1 : SIZE_MAX,
                           .line = p->line,
                           .last_end = p->next,
                           .last_line = p->line};
    return task;
}

static void line_text(struct parser *p, size_t matched)
{
    bool lazy = p->paragraph && matched < p->count;
    if (!lazy)
        stack_close(p, matched);
    if (!p->paragraph && p->count == 0)
        p->para_from = p->start;
    p->paragraph = true;
    stack_touch(p);
}

static void literal_open(struct parser *p, enum literal kind)
{
    p->literal = kind;
    p->literal_depth = p->count;
}

/* Headings, code, HTML, rules and quotes: whatever ends a paragraph and is no list item. */
static bool line_block(struct parser *p, struct place at, size_t matched)
{
    size_t from, to;
    bool here = p->paragraph && matched == p->count;
    const char *html = NULL;
    if (atx_heading(p, at.pos, &from, &to)) {
        stack_close(p, matched);
        if (p->count == 0)
            heading_add(p, from, to);
    } else if (here && only_marks(p, at.pos, "=-", 1, false)) {
        if (p->count == 0)
            heading_add(p, p->para_from, p->start);
    } else if (only_marks(p, at.pos, "-*_", 3, true)) {
        stack_close(p, matched);
    } else if (fence_opens(p, at.pos)) {
        stack_close(p, matched);
        literal_open(p, LITERAL_FENCE);
    } else if ((html = html_opens(p, at.pos))) {
        stack_close(p, matched);
        if (!holds_fold(view_slice(p->text, at.pos, p->end), html))
            literal_open(p, LITERAL_HTML);
        p->html_end = html;
    } else if (p->text.data[at.pos] == '>') {
        stack_close(p, matched);
    } else {
        return false;
    }
    p->paragraph = false;
    stack_touch(p);
    return true;
}

/* True when the line is inside a fence or a raw block. */
static bool line_literal(struct parser *p, struct place at, bool blank, size_t matched)
{
    if (p->literal == LITERAL_NONE)
        return false;
    if (!blank && matched < p->literal_depth) {
        p->literal = LITERAL_NONE;
        return false;
    }
    if (!blank)
        stack_touch(p);
    if (p->literal == LITERAL_FENCE
            ? !blank && fence_closes(p, at)
            : holds_fold(view_slice(p->text, p->start, p->end), p->html_end))
        p->literal = LITERAL_NONE;
    return true;
}

static void line_read(struct parser *p)
{
    struct place at = {p->start, 0};
    place_skip(p, &at);
    bool blank = at.pos == p->end;
    size_t matched = stack_match(p, at.col);
    if (line_literal(p, at, blank, matched))
        return;
    if (blank) {
        p->paragraph = false;
        return;
    }
    for (;;) {
        unsigned base = matched ? p->stack[matched - 1].content : 0;
        if (at.col >= base + 4) {
            if (p->paragraph) {
                line_text(p, matched);
            } else {
                stack_close(p, matched);
                stack_touch(p);
            }
            return;
        }
        if (line_block(p, at, matched))
            return;
        struct place bullet = at;
        if (!marker_read(p, &at, p->paragraph && matched == p->count)) {
            line_text(p, matched);
            return;
        }
        stack_close(p, matched);
        p->paragraph = item_open(p, bullet, at);
        place_skip(p, &at);
        if (p->paragraph || at.pos == p->end)
            return;
        matched = p->count;
    }
}

void todo_parse_markdown(struct todo_list *list)
{
    struct parser p = {.list = list, .text = str_view(&list->text)};
    size_t skip = front_matter_extent(p.text);
    if (skip == 0 && view_starts(p.text, "\xEF\xBB\xBF"))
        skip = 3;
    for (size_t i = 0; i < skip; i++)
        p.line += p.text.data[i] == '\n';
    for (size_t pos = skip; pos < p.text.len; pos = p.next, p.line++) {
        size_t lf = view_find(p.text, pos, '\n');
        p.start = pos;
        p.next = lf < p.text.len ? lf + 1 : lf;
        p.end = lf > pos && p.text.data[lf - 1] == '\r' ? lf - 1 : lf;
        line_read(&p);
    }
    stack_close(&p, 0);
    free(p.stack);
}
