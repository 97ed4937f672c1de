#include "core/markdown/source_line.h"

#include "core/markdown/ascii.h"

#include <limits.h>
#include <string.h>

/* First the blocks (indentation, quote marks, bullets, headings, fences), then the words in what is
 * left. Where a mark needs its partner, the partner is looked for through a `finder`, which keeps
 * what it found: so a line is searched once for each kind of mark, however many marks it holds. */

struct finder {
    char mark;
    bool used;
    size_t at;
};

struct inlines {
    struct view line;
    size_t start, pos;
    enum role role, base; /* of the run being gathered; of plain words here */
    bool strong, emphasis;
    struct finder bracket, paren, angle;
    void (*emit)(void *data, struct view text, enum role role);
    void *data;
};

static size_t finder_next(struct finder *finder, struct view line, size_t from)
{
    if (!finder->used || (finder->at < from && finder->at < line.len))
        finder->at = view_find(line, from, finder->mark);
    finder->used = true;
    return finder->at;
}

static void inlines_flush(struct inlines *in)
{
    if (in->pos > in->start)
        in->emit(in->data, view_slice(in->line, in->start, in->pos), in->role);
    in->start = in->pos;
}

static void inlines_pass(struct inlines *in, size_t end, enum role role)
{
    if (role != in->role && end > in->pos) {
        inlines_flush(in);
        in->role = role;
    }
    in->pos = end;
}

static char inlines_at(const struct inlines *in, size_t pos)
{
    return pos < in->line.len ? in->line.data[pos] : '\0';
}

/* The end of the line, which inlines_at gives as NUL, parts words too. */
static bool is_blank(char c)
{
    return ascii_is_blank(c) || c == '\0';
}

static size_t run_length(const struct inlines *in, size_t pos)
{
    size_t end = pos;
    while (end < in->line.len && in->line.data[end] == in->line.data[pos])
        end++;
    return end - pos;
}

static size_t skip_blanks(struct view line, size_t pos)
{
    while (pos < line.len && is_blank(line.data[pos]))
        pos++;
    return pos;
}

static enum role words_role(const struct inlines *in)
{
    return in->strong ? ROLE_STRONG : in->emphasis ? ROLE_EMPHASIS : in->base;
}

/* The longest code that is looked for: runs of backticks of ever other lengths have no partner. */
#define CODE_REACH 1024

static void pass_code(struct inlines *in)
{
    size_t len = run_length(in, in->pos), from = in->pos + len;
    struct inlines reach = *in;
    if (reach.line.len > from + CODE_REACH)
        reach.line.len = from + CODE_REACH;
    for (size_t end = view_find(reach.line, from, '`'); end < reach.line.len;
         end = view_find(reach.line, end, '`')) {
        size_t close = run_length(&reach, end);
        if (close == len) {
            inlines_pass(in, from, ROLE_DIM);
            inlines_pass(in, end, ROLE_CODE);
            inlines_pass(in, end + len, ROLE_DIM);
            return;
        }
        end += close;
    }
    inlines_pass(in, from, words_role(in));
}

/* `*`, `_` and `~~`: opens before a word, closes after one. */
static void pass_emphasis(struct inlines *in)
{
    char mark = in->line.data[in->pos];
    size_t len = run_length(in, in->pos), end = in->pos + len;
    char before = in->pos > 0 ? in->line.data[in->pos - 1] : ' ', after = inlines_at(in, end);
    bool opens = !is_blank(after), closes = !is_blank(before);
    if (mark == '_' && ascii_is_word(before) && ascii_is_word(after))
        opens = closes = false;
    if (len > 3 || (!opens && !closes) || (mark == '~' && len != 2)) {
        inlines_pass(in, end, words_role(in));
        return;
    }
    inlines_pass(in, end, ROLE_DIM);
    if (mark == '~')
        return;
    if (len != 1)
        in->strong = in->strong ? !closes : opens;
    if (len != 2)
        in->emphasis = in->emphasis ? !closes : opens;
}

/* `[words](address)`, `[words][name]`, `[words]: address`, `[[target]]`, `[^note]`. */
static void pass_bracket(struct inlines *in)
{
    size_t open = in->pos, close = finder_next(&in->bracket, in->line, open);
    bool wiki = inlines_at(in, open + 1) == '[' && inlines_at(in, close + 1) == ']';
    size_t inner = open + 1 + wiki, end = close + 1 + wiki;
    char after = inlines_at(in, end);
    bool note = inlines_at(in, inner) == '^' ||
                (inlines_at(in, inner) == '!' && ascii_is_letter(inlines_at(in, inner + 1)));
    if (close >= in->line.len || inner >= close ||
        (!wiki && !note && after != '(' && after != '[' && after != ':')) {
        inlines_pass(in, open + 1, words_role(in));
        return;
    }
    inlines_pass(in, inner, ROLE_DIM);
    inlines_pass(in, close, note ? ROLE_ADDRESS : ROLE_LINK);
    inlines_pass(in, end, ROLE_DIM);
    size_t address = in->line.len;
    if (!wiki && after == '(')
        address = finder_next(&in->paren, in->line, end);
    else if (!wiki && !note && after == '[')
        address = finder_next(&in->bracket, in->line, end);
    if (address < in->line.len) {
        inlines_pass(in, end + 1, ROLE_DIM);
        inlines_pass(in, address, ROLE_ADDRESS);
        inlines_pass(in, address + 1, ROLE_DIM);
    }
}

/* A tag or an address between `<` and `>`; a comment may stay open. */
static void pass_angle(struct source_line *state, struct inlines *in)
{
    struct view rest = view_slice(in->line, in->pos, in->line.len);
    char next = inlines_at(in, in->pos + 1);
    if (view_starts(rest, "<!--")) {
        const char *close = memmem(rest.data + 4, rest.len - 4, "-->", 3);
        state->comment = close == NULL;
        inlines_pass(in, close ? (size_t)(close - in->line.data) + 3 : in->line.len, ROLE_DIM);
        return;
    }
    size_t end = finder_next(&in->angle, in->line, in->pos);
    if (end >= in->line.len ||
        (!ascii_is_letter(next) && next != '/' && next != '!' && next != '?')) {
        inlines_pass(in, in->pos + 1, words_role(in));
        return;
    }
    struct view inner = view_slice(in->line, in->pos + 1, end);
    bool address = view_find(inner, 0, ' ') == inner.len &&
                   (view_find(inner, 0, ':') < inner.len || view_find(inner, 0, '@') < inner.len);
    inlines_pass(in, end + 1, address ? ROLE_LINK : ROLE_DIM);
}

/* The bytes that may be marks; all others are words. An `h` may begin a bare address. */
static const bool may_be_mark[256] = {
    ['`'] = true, ['*'] = true, ['_'] = true, ['~'] = true, ['['] = true,
    ['<'] = true, ['|'] = true, ['h'] = true, ['\\'] = true};

/* Words up to the next mark, or a bare address. */
static void pass_words(struct inlines *in)
{
    struct view rest = view_slice(in->line, in->pos, in->line.len);
    bool inside = in->pos > 0 && ascii_is_word(in->line.data[in->pos - 1]);
    bool address = rest.data[0] == 'h' && !inside &&
                   (view_starts(rest, "http://") || view_starts(rest, "https://"));
    size_t end = 1;
    while (end < rest.len && (address ? !is_blank(rest.data[end]) && !strchr("<>)", rest.data[end])
                                      : !may_be_mark[(unsigned char)rest.data[end]]))
        end++;
    while (address && strchr(".,:;!?", rest.data[end - 1]))
        end--;
    inlines_pass(in, in->pos + end, address ? ROLE_LINK : words_role(in));
}

/* What is escaped is no mark. A character that is not ASCII is not cut. */
static void pass_escape(struct inlines *in)
{
    char next = inlines_at(in, in->pos + 1);
    inlines_pass(in, in->pos + (next > 0 && next < 0x7F ? 2 : 1), words_role(in));
}

static void pass_inlines(struct source_line *state, struct inlines *in)
{
    bool table = inlines_at(in, in->pos) == '|';
    while (in->pos < in->line.len) {
        switch (in->line.data[in->pos]) {
        case '`':
            pass_code(in);
            break;
        case '*':
        case '_':
        case '~':
            pass_emphasis(in);
            break;
        case '[':
            pass_bracket(in);
            break;
        case '<':
            pass_angle(state, in);
            break;
        case '|':
            inlines_pass(in, in->pos + 1, table ? ROLE_RULE : words_role(in));
            break;
        case '\\':
            pass_escape(in);
            break;
        default:
            pass_words(in);
        }
    }
}

/* Passes indentation and `>` marks, at most `max`; returns how many of these. */
static unsigned pass_quotes(struct inlines *in, unsigned max)
{
    unsigned count = 0;
    for (;;) {
        size_t mark = skip_blanks(in->line, in->pos);
        if (count == max || inlines_at(in, mark) != '>')
            return count;
        inlines_pass(in, mark, in->base);
        inlines_pass(in, mark + 1, ROLE_QUOTE);
        count++;
    }
}

/* Passes one bullet or number and its task box. */
static bool pass_bullet(struct inlines *in)
{
    size_t mark = skip_blanks(in->line, in->pos), end = mark;
    while (ascii_is_digit(inlines_at(in, end)) && end - mark < 9)
        end++;
    bool number = end > mark;
    char c = inlines_at(in, end);
    if (number ? c != '.' && c != ')' : c != '-' && c != '*' && c != '+')
        return false;
    if (end == in->line.len || !is_blank(inlines_at(in, ++end)))
        return false;
    inlines_pass(in, mark, in->base);
    inlines_pass(in, end, ROLE_LIST);
    size_t box = skip_blanks(in->line, end);
    if (inlines_at(in, box) == '[' && inlines_at(in, box + 1) != '\0' &&
        strchr(" xX/-", inlines_at(in, box + 1)) && inlines_at(in, box + 2) == ']' &&
        is_blank(inlines_at(in, box + 3))) {
        if (strchr("xX-", inlines_at(in, box + 1)))
            in->base = ROLE_DONE;
        inlines_pass(in, box, ROLE_TEXT);
        inlines_pass(in, box + 3, ROLE_LIST);
    }
    return true;
}

/* `***`, `- - -`, `===`: a line of nothing but three or more of `marks`. */
static bool is_line_of(struct view line, const char *marks, size_t least)
{
    size_t first = skip_blanks(line, 0), count = 0;
    if (first == line.len || !strchr(marks, line.data[first]))
        return false;
    for (size_t i = first; i < line.len; i++) {
        if (line.data[i] == line.data[first])
            count++;
        else if (!is_blank(line.data[i]))
            return false;
    }
    return count >= least;
}

/* One to six `#` and a blank. */
static unsigned heading_level(const struct inlines *in, size_t pos)
{
    size_t len = inlines_at(in, pos) == '#' ? run_length(in, pos) : 0;
    return len <= 6 && is_blank(inlines_at(in, pos + len)) ? (unsigned)len : 0;
}

static void set_heading(struct source_line *state, struct inlines *in, unsigned level, size_t from)
{
    struct view text = view_trim(view_slice(in->line, from, in->line.len));
    size_t end = text.len;
    while (end > 0 && text.data[end - 1] == '#')
        end--;
    if (end == 0 || is_blank(text.data[end - 1]))
        text.len = end;
    state->level = level;
    state->heading = view_trim(text);
    in->base = ROLE_HEADING;
}

/* The beginning of a fence; what stands after it names the language. */
static bool pass_fence_open(struct source_line *state, struct inlines *in, unsigned quotes)
{
    size_t mark = skip_blanks(in->line, in->pos);
    char c = inlines_at(in, mark);
    size_t len = c == '`' || c == '~' ? run_length(in, mark) : 0;
    if (len < 3 || (c == '`' && view_find(in->line, mark + len, '`') < in->line.len))
        return false;
    state->fence = c;
    state->fence_len = len;
    state->fence_quotes = quotes;
    struct view info = view_trim(view_slice(in->line, mark + len, in->line.len));
    size_t word = 0;
    while (word < info.len && !is_blank(info.data[word]))
        word++;
    highlight_init(&state->code, view_slice(info, 0, word));
    inlines_pass(in, in->line.len, ROLE_DIM);
    return true;
}

/* A line inside a fence or the front matter. False when the quote that held the fence is over. */
static bool pass_fenced(struct source_line *state, struct inlines *in)
{
    if (state->fence_quotes > 0 && pass_quotes(in, state->fence_quotes) < state->fence_quotes) {
        state->fence = '\0';
        in->pos = in->start = 0;
        return false;
    }
    size_t mark = skip_blanks(in->line, in->pos);
    size_t len = inlines_at(in, mark) == state->fence ? run_length(in, mark) : 0;
    if (len >= state->fence_len && skip_blanks(in->line, mark + len) == in->line.len) {
        state->fence = '\0';
        inlines_pass(in, in->line.len, ROLE_DIM);
        return true;
    }
    inlines_flush(in);
    highlight_line(&state->code, view_slice(in->line, in->pos, in->line.len), in->emit, in->data);
    in->start = in->pos = in->line.len;
    return true;
}

static void pass_comment(struct source_line *state, struct inlines *in)
{
    const char *close = in->line.len ? memmem(in->line.data, in->line.len, "-->", 3) : NULL;
    state->comment = close == NULL;
    inlines_pass(in, close ? (size_t)(close - in->line.data) + 3 : in->line.len, ROLE_DIM);
}

/* The blocks that a line begins with; false when the line is done with that. */
static bool pass_blocks(struct source_line *state, struct inlines *in, struct view next)
{
    unsigned quotes = pass_quotes(in, UINT_MAX);
    if (quotes > 0)
        in->base = ROLE_QUOTE;
    struct view rest = view_slice(in->line, in->pos, in->line.len);
    if (is_line_of(rest, "*-_", 3) || is_line_of(rest, "=", 3)) {
        inlines_pass(in, in->line.len, ROLE_RULE);
        return false;
    }
    bool bullet = false;
    while (pass_bullet(in))
        bullet = true;
    size_t text = skip_blanks(in->line, in->pos);
    bool deep = text >= 4 || (text > 0 && in->line.data[0] == '\t');
    if (bullet || (!deep && text < in->line.len))
        state->list = bullet;
    if (deep && state->blank && !state->list && quotes == 0) {
        inlines_pass(in, in->line.len, ROLE_CODE);
        return false;
    }
    if (pass_fence_open(state, in, quotes))
        return false;
    unsigned level = heading_level(in, text);
    if (level > 0) {
        inlines_pass(in, text + level, ROLE_DIM);
        set_heading(state, in, level, text + level);
    } else if (!bullet && quotes == 0 && text < in->line.len && next.len > 0 &&
               is_line_of(next, "=-", 2) && inlines_at(in, text) != '|') {
        set_heading(state, in, next.data[skip_blanks(next, 0)] == '=' ? 1 : 2, text);
    }
    return true;
}

void source_line_init(struct source_line *state, bool front_matter)
{
    *state = (struct source_line){.blank = true};
    if (front_matter) {
        highlight_init(&state->code, VIEW("yaml"));
        state->fence = '-';
    }
}

void source_line_next(struct source_line *state, struct view line, struct view next,
                      void (*emit)(void *data, struct view text, enum role role), void *data)
{
    struct inlines in = {.line = line,
                         .bracket.mark = ']',
                         .paren.mark = ')',
                         .angle.mark = '>',
                         .emit = emit,
                         .data = data};
    state->level = 0;
    if (state->fence == '-' && state->fence_len == 0) {
        state->fence_len = 3;
        inlines_pass(&in, line.len, ROLE_DIM);
    } else if (!state->fence || !pass_fenced(state, &in)) {
        if (state->comment)
            pass_comment(state, &in);
        if (in.pos > 0 || pass_blocks(state, &in, next))
            pass_inlines(state, &in);
        state->blank = in.role == ROLE_CODE || skip_blanks(line, 0) == line.len;
    }
    inlines_flush(&in);
}
