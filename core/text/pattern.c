#include "core/text/pattern.h"

#include "core/base/clock.h"
#include "core/base/memory.h"
#include "core/text/utf8.h"

#include <stdlib.h>
#include <string.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <utf8proc.h>

/* Nothing a pattern or a text holds may take the program. PCRE2 bounds the steps of an attempt at
 * one position, but a step can scan all that follows (`(?=.*x)`), so the longer the text the fewer
 * steps are allowed. The attempts at all positions are bounded here: they are made in stretches,
 * with a look at the clock between them. */

enum {
    PATTERN_LENGTH_MAX = 8192,
    PATTERN_STEPS_MIN = 5000,
    PATTERN_STEPS_MAX = 1000000,
    PATTERN_DEPTH_MAX = 20000,
    PATTERN_HEAP_KIB = 16384,
    PATTERN_STACK_MIN = 32 * 1024, /* of the compiled code, in bytes */
    PATTERN_STACK_MAX = 1024 * 1024,
    PATTERN_TIME_MAX = 2000,  /* milliseconds a search may take, unless told otherwise */
    PATTERN_STRETCH_MIN = 64, /* positions tried between two looks at the clock */
    PATTERN_STRETCH_MAX = 8192,
    PATTERN_QUICK_MAX = 128 * 1024, /* bytes that are tried at once, */
    PATTERN_QUICK_STEPS = 10000000, /* with so few steps for all of them: some milliseconds */
};

/* Steps times bytes that one attempt may take: milliseconds, or at the very worst, when each step
 * scans all of 1 MB, some ten seconds. Who searches line by line is far from it. */
#define PATTERN_WORK_MAX UINT64_C(5000000000)

struct pattern {
    pcre2_code *code;
    pcre2_code *plain; /* the same without Unicode, several times faster; NULL: there is none */
    bool ascii;        /* so `plain` may be taken */
    pcre2_match_data *data;
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
    unsigned time_max;
    bool lent;    /* its code is another's */
    bool anchors; /* has `\G`, the place where a search begins, and each stretch would begin one */
};

/* The position after an escape, whose letters say nothing about case: `\S`, `\x{AB}`, `\p{Lu}`. */
static size_t escape_end(struct view text, size_t pos)
{
    size_t end = pos + 2;
    if (end >= text.len || !strchr("xpPNogk", text.data[pos + 1]) || text.data[end] != '{')
        return end < text.len ? end : text.len;
    size_t brace = view_find(text, end, '}');
    return brace < text.len ? brace + 1 : text.len;
}

static bool pattern_has_capital(struct view text, bool literal)
{
    for (size_t pos = 0, size; pos < text.len; pos += size) {
        if (!literal && text.data[pos] == '\\') {
            size = escape_end(text, pos) - pos;
            continue;
        }
        uint32_t code = utf8_decode(text, pos, &size);
        if (code == UTF8_INVALID)
            continue;
        utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
        if (category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT)
            return true;
    }
    return false;
}

/* Whether the pattern names classes that Unicode widens: words, digits, blanks. Their tables make
 * matching slower, so plain patterns go without. */
static bool pattern_has_classes(struct view text)
{
    for (size_t pos = 0; pos + 1 < text.len; pos++) {
        if (text.data[pos] == '[' && text.data[pos + 1] == ':')
            return true;
        if (text.data[pos] == '\\' && strchr("wWdDsSbB", text.data[++pos]))
            return true;
    }
    return false;
}

static uint32_t pattern_options(struct view text, unsigned flags)
{
    bool literal = flags & PATTERN_LITERAL;
    uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_USE_OFFSET_LIMIT;
    if (literal)
        options |= PCRE2_LITERAL;
    else
        options |= PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
    if (!literal && pattern_has_classes(text))
        options |= PCRE2_UCP;
    if ((flags & PATTERN_SMART_CASE) && !pattern_has_capital(text, literal))
        options |= PCRE2_CASELESS;
    return options;
}

static pcre2_code *pattern_code(struct view text, uint32_t options, int *code, size_t *offset)
{
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    if (!context)
        abort();
    pcre2_set_newline(context, PCRE2_NEWLINE_ANYCRLF);
    pcre2_code *out =
        pcre2_compile((PCRE2_SPTR)text.data, text.len, options, code, offset, context);
    pcre2_compile_context_free(context);
    if (out)
        pcre2_jit_compile(out, PCRE2_JIT_COMPLETE); /* where it cannot, PCRE2 interprets */
    return out;
}

static enum status pattern_compile(struct view text, unsigned flags, pcre2_code **out,
                                   struct error *err)
{
    int code;
    size_t offset;
    if (text.len > PATTERN_LENGTH_MAX)
        return error_set(err, STATUS_INVALID, "The pattern is longer than %d bytes",
                         PATTERN_LENGTH_MAX);
    *out = pattern_code(text, pattern_options(text, flags), &code, &offset);
    if (*out)
        return STATUS_OK;
    PCRE2_UCHAR words[256];
    pcre2_get_error_message(code, words, sizeof(words));
    size_t letters = 1;
    for (size_t at = 0, size; at < offset && at < text.len; at += size, letters++)
        utf8_decode(text, at, &size);
    return error_set(err, STATUS_INVALID, "The pattern is wrong at position %zu: %s", letters,
                     (const char *)words);
}

/* Of ASCII the classes hold the same with Unicode and without. What names a character past it in
 * its own case, such as the Kelvin sign for k, does not compile without. */
static pcre2_code *pattern_plain(struct view text, unsigned flags)
{
    const uint32_t unicode = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_UCP;
    int code;
    size_t offset;
    if (!view_is_ascii(text) || memmem(text.data, text.len, "(*", 2))
        return NULL;
    uint32_t options = (pattern_options(text, flags) & ~unicode) | PCRE2_NEVER_UTF;
    return pattern_code(text, options, &code, &offset);
}

static struct pattern *pattern_around(pcre2_code *code, bool anchors)
{
    struct pattern *pattern = mem_zalloc(1, sizeof(*pattern));
    pattern->code = code;
    pattern->time_max = PATTERN_TIME_MAX;
    pattern->anchors = anchors;
    pattern->data = pcre2_match_data_create_from_pattern(code, NULL);
    pattern->context = pcre2_match_context_create(NULL);
    pattern->stack = pcre2_jit_stack_create(PATTERN_STACK_MIN, PATTERN_STACK_MAX, NULL);
    if (!pattern->data || !pattern->context || !pattern->stack)
        abort();
    pcre2_set_depth_limit(pattern->context, PATTERN_DEPTH_MAX);
    pcre2_set_heap_limit(pattern->context, PATTERN_HEAP_KIB);
    pcre2_jit_stack_assign(pattern->context, NULL, pattern->stack);
    return pattern;
}

enum status pattern_new(struct view text, unsigned flags, struct pattern **out, struct error *err)
{
    pcre2_code *code;
    enum status status = pattern_compile(text, flags, &code, err);
    if (status != STATUS_OK)
        return status;
    bool anchors = !(flags & PATTERN_LITERAL) && memmem(text.data, text.len, "\\G", 2);
    *out = pattern_around(code, anchors);
    (*out)->plain = pattern_plain(text, flags);
    return STATUS_OK;
}

struct pattern *pattern_twin(const struct pattern *pattern)
{
    struct pattern *twin = pattern_around(pattern->code, pattern->anchors);
    twin->plain = pattern->plain;
    twin->time_max = pattern->time_max;
    twin->lent = true;
    return twin;
}

void pattern_free(struct pattern *pattern)
{
    if (!pattern)
        return;
    if (!pattern->lent) {
        pcre2_code_free(pattern->code);
        pcre2_code_free(pattern->plain);
    }
    pcre2_match_data_free(pattern->data);
    pcre2_match_context_free(pattern->context);
    pcre2_jit_stack_free(pattern->stack);
    free(pattern);
}

void pattern_expect_ascii(struct pattern *pattern, bool ascii)
{
    pattern->ascii = ascii;
}

void pattern_limit_time(struct pattern *pattern, unsigned milliseconds)
{
    pattern->time_max = milliseconds;
}

static enum status pattern_error(int code, struct error *err)
{
    switch (code) {
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
        return error_set(err, STATUS_LIMIT, "The pattern takes too much work on this text");
    case PCRE2_ERROR_NOMEMORY:
        abort();
    default:
        break;
    }
    PCRE2_UCHAR words[256];
    pcre2_get_error_message(code, words, sizeof(words));
    return error_set(err, STATUS_INVALID, "The pattern cannot be searched for: %s",
                     (const char *)words);
}

/* Tries the positions from `from` to `last`. 1 for a match, 0 for none, PCRE2's code for an error.
 */
static int pattern_try(struct pattern *pattern, struct view text, size_t from, size_t last)
{
    pcre2_set_offset_limit(pattern->context, last);
    const pcre2_code *own = pattern->ascii && pattern->plain ? pattern->plain : pattern->code;
    int code =
        pcre2_match(own, (PCRE2_SPTR)text.data, text.len, from, 0, pattern->data, pattern->context);
    if (code == PCRE2_ERROR_NOMATCH || code == PCRE2_ERROR_PARTIAL)
        return 0;
    return code >= 0 ? 1 : code;
}

/* The first position at or after `from` that cuts no character. */
static size_t pattern_ceil(struct view text, size_t from)
{
    size_t size, floor = utf8_floor(text, from);
    if (floor == from)
        return from;
    utf8_decode(text, floor, &size);
    return floor + size;
}

static uint64_t clamp(uint64_t value, uint64_t low, uint64_t high)
{
    return value < low ? low : value > high ? high : value;
}

/* Looks for a match stretch by stretch. As pattern_try; PCRE2_ERROR_MATCHLIMIT when it takes too
 * long. A stretch may cost a look at the whole text, so the quick ones grow. */
static int pattern_scan(struct pattern *pattern, struct view text, size_t from)
{
    int64_t begun = clock_ticks(), before = begun;
    size_t stretch = pattern->anchors ? SIZE_MAX : PATTERN_STRETCH_MIN;
    size_t longest = clamp(text.len / 64, PATTERN_STRETCH_MAX, SIZE_MAX);
    for (;;) {
        size_t last = stretch < text.len - from ? utf8_floor(text, from + stretch) : text.len;
        int code = pattern_try(pattern, text, from, last);
        if (code != 0 || last == text.len)
            return code;
        int64_t now = clock_ticks();
        if (now - begun > pattern->time_max)
            return PCRE2_ERROR_MATCHLIMIT;
        stretch = clamp(now - before < 5 ? stretch * 2 : stretch / 2, PATTERN_STRETCH_MIN, longest);
        before = now;
        from = last;
    }
}

/* Most texts are short and most patterns take a few steps: then there is nothing to look after. As
 * pattern_try; an error says that it needs more. */
static int pattern_quick(struct pattern *pattern, struct view text, size_t from)
{
    if (text.len - from > PATTERN_QUICK_MAX)
        return PCRE2_ERROR_MATCHLIMIT;
    pcre2_set_match_limit(pattern->context,
                          PATTERN_QUICK_STEPS / (uint32_t)(text.len - from + 1000));
    return pattern_try(pattern, text, from, PCRE2_UNSET);
}

enum status pattern_find(struct pattern *pattern, struct view text, size_t from, size_t *start,
                         size_t *end, struct error *err)
{
    if (from > text.len)
        return error_set(err, STATUS_ABSENT, "No match");
    from = pattern_ceil(text, from);
    uint64_t steps = clamp(PATTERN_WORK_MAX / (text.len + 1), PATTERN_STEPS_MIN, PATTERN_STEPS_MAX);
    int code = pattern_quick(pattern, text, from);
    if (code < 0) {
        pcre2_set_match_limit(pattern->context, (uint32_t)steps);
        code = pattern_scan(pattern, text, from);
    }
    if (code == 0)
        return error_set(err, STATUS_ABSENT, "No match");
    if (code < 0)
        return pattern_error(code, err);
    const size_t *found = pcre2_get_ovector_pointer(pattern->data);
    *start = found[0];
    *end = found[1] < found[0] ? found[0] : found[1]; /* `\K` may put the start behind */
    return STATUS_OK;
}

/* A piece of a replacement: text as it stands, or a group. */
struct piece {
    struct view text;
    int group; /* -1 for text */
};

static enum status find_group(const struct pattern *pattern, struct view name, int *group,
                              struct error *err)
{
    char text[33] = "";
    *group = 0;
    for (size_t i = 0; i < name.len && *group >= 0; i++)
        *group = name.data[i] >= '0' && name.data[i] <= '9' && *group < 10000
                     ? *group * 10 + name.data[i] - '0'
                     : -1;
    if (*group < 0 && name.len < sizeof(text)) {
        memcpy(text, name.data, name.len);
        *group = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)text);
    }
    if (name.len && *group >= 0 && (uint32_t)*group < pcre2_get_ovector_count(pattern->data))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "The pattern has no group \"%.*s\"",
                     name.len < 64 ? (int)name.len : 64, name.data);
}

/* The name of the group behind the dollar at `*at`; empty when the dollar is text. */
static struct view group_name(struct view with, size_t *at)
{
    size_t from = *at + 1, end = from;
    if (from < with.len && with.data[from] == '{') {
        end = view_find(with, ++from, '}');
        *at = end < with.len ? end + 1 : end;
        return view_slice(with, from, end);
    }
    while (end < with.len && with.data[end] >= '0' && with.data[end] <= '9')
        end++;
    *at = end;
    return view_slice(with, from, end);
}

/* Cuts the next piece off `with` at `*at`. */
static enum status next_piece(const struct pattern *pattern, struct view with, size_t *at,
                              struct piece *piece, struct error *err)
{
    size_t from = *at;
    piece->group = -1;
    if (with.data[from] == '\\' && from + 1 < with.len) {
        char c = with.data[from + 1];
        *at = from + 2;
        if (c >= '0' && c <= '9')
            return find_group(pattern, view_slice(with, from + 1, from + 2), &piece->group, err);
        piece->text = c == 'n'   ? VIEW("\n")
                      : c == 't' ? VIEW("\t")
                                 : view_slice(with, from + 1, from + 2);
        return STATUS_OK;
    }
    if (with.data[from] == '$') {
        bool brace = from + 1 < with.len && with.data[from + 1] == '{';
        struct view name = group_name(with, at);
        if (name.len || brace)
            return find_group(pattern, name, &piece->group, err);
    }
    if (*at == from)
        ++*at;
    while (*at < with.len && with.data[*at] != '$' && with.data[*at] != '\\')
        ++*at;
    piece->text = view_slice(with, from, *at);
    return STATUS_OK;
}

enum status pattern_expand(const struct pattern *pattern, struct view text, struct view with,
                           struct str *out, struct error *err)
{
    const size_t *found = pcre2_get_ovector_pointer(pattern->data);
    size_t had = out ? out->len : 0;
    for (size_t at = 0; at < with.len;) {
        struct piece piece = {0};
        enum status status = next_piece(pattern, with, &at, &piece, err);
        if (status != STATUS_OK) {
            if (out && out->data)
                str_replace(out, had, out->len, VIEW(""));
            return status;
        }
        if (piece.group >= 0 && out && found[2 * piece.group] != PCRE2_UNSET)
            piece.text = view_slice(text, found[2 * piece.group], found[2 * piece.group + 1]);
        if (out)
            str_add(out, piece.text);
    }
    return STATUS_OK;
}
