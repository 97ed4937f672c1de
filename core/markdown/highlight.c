#include "core/markdown/highlight.h"

#include "core/base/memory.h"
#include "core/markdown/ascii.h"

#include <stdlib.h>
#include <string.h>

/* One scanner for all languages, led by a small table of what their comments, strings and words
 * look like. It goes over a line once, from left to right, and never back: a long line costs what
 * it weighs. `scan.start` to `scan.pos` is the run being gathered, of role `scan.role`; everything
 * before it has been emitted. What the table cannot say (here-documents, keys, diffs) has a small
 * function each. */

enum open { OPEN_NOTHING, OPEN_COMMENT, OPEN_STRING, OPEN_TRIPLE, OPEN_HEREDOC, OPEN_HUNK };

enum {
    WORD_COMMENT = 1 << 0, /* `#` begins a comment only where a word could begin */
    LONG_STRINGS = 1 << 1, /* a string may go over lines: shell */
    RAW_SINGLE = 1 << 2,   /* no escapes in single quotes: shell, YAML */
    TRIPLE = 1 << 3,       /* three quotes make a string over lines */
    HEREDOC = 1 << 4,
    DIRECTIVES = 1 << 5,  /* `#word` at the head of a line */
    LOOSE_WORDS = 1 << 6, /* words hold `-`, `.` and `/`; a number is a word of digits */
    COLON_KEYS = 1 << 7,  /* a string before `:` is a key */
    YAML_KEYS = 1 << 8,   /* the words at the head of a line before `:` are a key */
};

struct highlight_language {
    const char *names;           /* each between blanks */
    const char *const *keywords; /* sorted */
    size_t keyword_count;
    const char *comment;  /* to the end of the line, or NULL */
    const char *block[2]; /* begins and ends a comment over lines, or NULL */
    const char *quotes;   /* each begins and ends a string */
    unsigned flags;
    bool diff; /* coloured by whole lines */
};

#define LONGEST_KEYWORD 10

static const char *const shell_words[] = {
    "break", "case",  "continue", "do",     "done",   "elif", "else",     "esac",
    "eval",  "exec",  "exit",     "export", "fi",     "for",  "function", "if",
    "in",    "local", "readonly", "return", "select", "set",  "shift",    "source",
    "then",  "trap",  "unset",    "until",  "while",
};
static const char *const c_words[] = {
    "NULL",      "auto",    "bool",     "break",   "case",    "char",     "class",    "const",
    "continue",  "default", "delete",   "do",      "double",  "else",     "enum",     "extern",
    "false",     "float",   "for",      "goto",    "if",      "inline",   "int",      "long",
    "namespace", "new",     "nullptr",  "private", "public",  "register", "restrict", "return",
    "short",     "signed",  "sizeof",   "static",  "struct",  "switch",   "template", "true",
    "typedef",   "union",   "unsigned", "using",   "virtual", "void",     "volatile", "while",
};
static const char *const python_words[] = {
    "False", "None",     "True", "and",    "as",     "assert", "async",  "await",   "break",
    "class", "continue", "def",  "del",    "elif",   "else",   "except", "finally", "for",
    "from",  "global",   "if",   "import", "in",     "is",     "lambda", "match",   "nonlocal",
    "not",   "or",       "pass", "raise",  "return", "try",    "while",  "with",    "yield",
};
static const char *const script_words[] = {
    "as",     "async",      "await",   "break",   "case",       "catch",     "class",
    "const",  "continue",   "default", "delete",  "do",         "else",      "enum",
    "export", "extends",    "false",   "finally", "for",        "from",      "function",
    "if",     "implements", "import",  "in",      "instanceof", "interface", "let",
    "new",    "null",       "of",      "private", "public",     "return",    "static",
    "super",  "switch",     "this",    "throw",   "true",       "try",       "type",
    "typeof", "undefined",  "var",     "void",    "while",      "yield",
};
static const char *const data_words[] = {
    "False", "No", "Null", "Off", "On", "True", "Yes",
    "false", "no", "null", "off", "on", "true", "yes",
};

#define WORDS(words) words, ARRAY_LEN(words)

static const struct highlight_language languages[] = {
    {" sh bash zsh ksh dash shell shell-session console ",
     WORDS(shell_words),
     "#",
     {NULL, NULL},
     "\"'`",
     WORD_COMMENT | LONG_STRINGS | RAW_SINGLE | HEREDOC | LOOSE_WORDS,
     false},
    {" c h cc cpp cxx c++ hpp hh ", WORDS(c_words), "//", {"/*", "*/"}, "\"'", DIRECTIVES, false},
    {" python py python3 py3 pyi ", WORDS(python_words), "#", {NULL, NULL}, "\"'", TRIPLE, false},
    {" javascript js jsx mjs cjs node typescript ts tsx ",
     WORDS(script_words),
     "//",
     {"/*", "*/"},
     "\"'`",
     0,
     false},
    {" json jsonc json5 jsonl ", WORDS(data_words), "//", {"/*", "*/"}, "\"", COLON_KEYS, false},
    {" yaml yml ",
     WORDS(data_words),
     "#",
     {NULL, NULL},
     "\"'",
     WORD_COMMENT | RAW_SINGLE | LOOSE_WORDS | YAML_KEYS,
     false},
    {" diff patch udiff ", NULL, 0, NULL, {NULL, NULL}, "", 0, true},
};

struct scan {
    struct highlight *state;
    const struct highlight_language *language;
    struct view line;
    size_t first; /* where the line's indentation ends */
    size_t start, pos;
    enum role role;
    void (*emit)(void *data, struct view text, enum role role);
    void *data;
};

static void scan_flush(struct scan *scan)
{
    if (scan->pos > scan->start)
        scan->emit(scan->data, view_slice(scan->line, scan->start, scan->pos), scan->role);
    scan->start = scan->pos;
}

/* Goes on to `end`; what is passed has `role`. */
static void scan_to(struct scan *scan, size_t end, enum role role)
{
    if (role != scan->role && end > scan->pos) {
        scan_flush(scan);
        scan->role = role;
    }
    scan->pos = end;
}

static bool scan_sees(const struct scan *scan, const char *text)
{
    if (!text || scan->pos >= scan->line.len || scan->line.data[scan->pos] != text[0])
        return false;
    size_t len = strlen(text);
    return scan->line.len - scan->pos >= len && memcmp(scan->line.data + scan->pos, text, len) == 0;
}

static char scan_at(const struct scan *scan, size_t pos)
{
    return pos < scan->line.len ? scan->line.data[pos] : '\0';
}

static bool is_word(char c, unsigned flags)
{
    return ascii_is_word(c) || ((flags & LOOSE_WORDS) && (c == '-' || c == '.' || c == '/'));
}

static size_t skip_blanks(struct view line, size_t pos)
{
    while (pos < line.len && ascii_is_blank(line.data[pos]))
        pos++;
    return pos;
}

/* After the comment's beginning, or inside it at the head of a line. */
static void scan_block_comment(struct scan *scan, size_t from)
{
    const char *close = scan->language->block[1];
    const char *at = NULL;
    if (from < scan->line.len)
        at = memmem(scan->line.data + from, scan->line.len - from, close, strlen(close));
    scan->state->open = at ? OPEN_NOTHING : OPEN_COMMENT;
    scan_to(scan, at ? (size_t)(at - scan->line.data) + strlen(close) : scan->line.len,
            ROLE_COMMENT);
}

static bool scan_comment(struct scan *scan)
{
    if (scan_sees(scan, scan->language->block[0])) {
        scan_block_comment(scan, scan->pos + strlen(scan->language->block[0]));
        return true;
    }
    if (!scan_sees(scan, scan->language->comment))
        return false;
    if ((scan->language->flags & WORD_COMMENT) && scan->pos > 0) {
        char before = scan->line.data[scan->pos - 1];
        if (!ascii_is_blank(before) && before != ';' && before != '(')
            return false;
    }
    scan_to(scan, scan->line.len, ROLE_COMMENT);
    return true;
}

/* The place after the quote that ends a string whose inside begins at `pos`; past the line's end
 * when nothing does. */
static size_t string_end(const struct scan *scan, size_t pos, char quote, bool triple)
{
    bool raw = quote == '\'' && (scan->language->flags & RAW_SINGLE);
    for (; pos < scan->line.len; pos++) {
        if (scan->line.data[pos] == '\\' && !raw)
            pos++;
        else if (scan->line.data[pos] == quote && !triple)
            return pos + 1;
        else if (scan->line.data[pos] == quote && scan_at(scan, pos + 1) == quote &&
                 scan_at(scan, pos + 2) == quote)
            return pos + 3;
    }
    return scan->line.len + 1;
}

/* Reads on in a string whose inside begins at `from`, and notes whether the line leaves it open. */
static void scan_string_rest(struct scan *scan, size_t from, char quote, bool triple)
{
    size_t end = string_end(scan, from, quote, triple);
    bool open = end > scan->line.len;
    if (open)
        end = scan->line.len;
    bool carried = triple || quote == '`' || (scan->language->flags & LONG_STRINGS) ||
                   (end > 0 && scan->line.data[end - 1] == '\\');
    scan->state->open = !open || !carried ? OPEN_NOTHING : triple ? OPEN_TRIPLE : OPEN_STRING;
    scan->state->quote = quote;
    enum role role = ROLE_STRING;
    if (!open && (scan->language->flags & COLON_KEYS) &&
        scan_at(scan, skip_blanks(scan->line, end)) == ':')
        role = ROLE_KEYWORD;
    scan_to(scan, end, role);
}

static bool scan_string(struct scan *scan)
{
    char quote = scan->line.data[scan->pos];
    if (quote == '\0' || !strchr(scan->language->quotes, quote))
        return false;
    /* An apostrophe inside a word of YAML is one. */
    if ((scan->language->flags & YAML_KEYS) && scan->pos > 0 &&
        ascii_is_word(scan->line.data[scan->pos - 1]))
        return false;
    bool triple = (scan->language->flags & TRIPLE) && scan_at(scan, scan->pos + 1) == quote &&
                  scan_at(scan, scan->pos + 2) == quote;
    scan_string_rest(scan, scan->pos + (triple ? 3 : 1), quote, triple);
    return true;
}

/* `<<WORD`, `<<-WORD`, `<<'WORD'`: the lines after this one are text, up to WORD. */
static bool scan_heredoc(struct scan *scan)
{
    size_t pos = scan->pos + 2;
    if (!(scan->language->flags & HEREDOC) || !scan_sees(scan, "<<"))
        return false;
    if (scan_at(scan, pos) == '<' || (scan->pos > 0 && scan_at(scan, scan->pos - 1) == '<'))
        return false;
    bool indented = scan_at(scan, pos) == '-';
    pos = skip_blanks(scan->line, pos + indented);
    char quote = scan_at(scan, pos);
    if (quote == '\'' || quote == '"')
        pos++;
    size_t end = pos;
    while (end < scan->line.len && ascii_is_word(scan->line.data[end]))
        end++;
    if (end == pos || end - pos > HIGHLIGHT_WORD_MAX || ascii_is_digit(scan_at(scan, pos)))
        return false;
    memcpy(scan->state->word, scan->line.data + pos, end - pos);
    scan->state->word_len = end - pos;
    scan->state->word_indented = indented;
    scan_to(scan, end + (quote == '\'' || quote == '"' ? end < scan->line.len : 0), ROLE_STRING);
    return true;
}

/* A line of a here-document. */
static void scan_heredoc_line(struct scan *scan)
{
    struct view rest = view_slice(scan->line, 0, scan->line.len);
    while (scan->state->word_indented && rest.len > 0 && rest.data[0] == '\t')
        rest = view_slice(rest, 1, rest.len);
    if (rest.len > 0 && rest.data[rest.len - 1] == '\r')
        rest.len--;
    if (view_equal(rest, view_from(scan->state->word, scan->state->word_len)))
        scan->state->open = OPEN_NOTHING;
    scan_to(scan, scan->line.len, ROLE_STRING);
}

static bool scan_directive(struct scan *scan)
{
    if (!(scan->language->flags & DIRECTIVES) || scan->line.data[scan->pos] != '#' ||
        scan->pos != scan->first)
        return false;
    size_t word = skip_blanks(scan->line, scan->pos + 1), end = word;
    while (end < scan->line.len && ascii_is_word(scan->line.data[end]))
        end++;
    bool include = view_is(view_slice(scan->line, word, end), "include");
    scan_to(scan, end, ROLE_KEYWORD);
    size_t open = skip_blanks(scan->line, end);
    size_t close = view_find(scan->line, open, '>');
    if (include && scan_at(scan, open) == '<' && close < scan->line.len) {
        scan_to(scan, open, ROLE_CODE);
        scan_to(scan, close + 1, ROLE_STRING);
    }
    return true;
}

static int word_compare(const void *key, const void *item)
{
    const struct view *word = key;
    const char *keyword = *(const char *const *)item;
    size_t len = strlen(keyword);
    int order = memcmp(word->data, keyword, word->len < len ? word->len : len);
    return order != 0 ? order : word->len < len ? -1 : word->len > len;
}

static bool is_keyword(const struct highlight_language *language, struct view word)
{
    return word.len <= LONGEST_KEYWORD &&
           bsearch(&word, language->keywords, language->keyword_count, sizeof(char *),
                   word_compare) != NULL;
}

static bool word_is_number(struct view word, unsigned flags)
{
    if (!ascii_is_digit(word.data[0]))
        return false;
    for (size_t i = 0; (flags & LOOSE_WORDS) && i < word.len; i++)
        if (!ascii_is_digit(word.data[i]) && word.data[i] != '.' && word.data[i] != '-')
            return false;
    return true;
}

/* In YAML `on` is a word of its own only where nothing but marks stands beside it. */
static bool stands_alone(const struct scan *scan, size_t end)
{
    size_t before = scan->pos;
    while (before > 0 && ascii_is_blank(scan->line.data[before - 1]))
        before--;
    char after = scan_at(scan, skip_blanks(scan->line, end));
    bool first = before == 0 || strchr(":-[,{", scan->line.data[before - 1]);
    return first && (after == '\0' || strchr(",]}#", after));
}

static void scan_word(struct scan *scan)
{
    unsigned flags = scan->language->flags;
    size_t end = scan->pos;
    bool number = ascii_is_digit(scan->line.data[end]);
    while (is_word(scan_at(scan, end), flags) || (number && scan_at(scan, end) == '.'))
        end++;
    struct view word = view_slice(scan->line, scan->pos, end);
    enum role role = ROLE_CODE;
    if (word_is_number(word, flags))
        role = ROLE_NUMBER;
    else if (is_keyword(scan->language, word) && (!(flags & YAML_KEYS) || stands_alone(scan, end)))
        role = ROLE_KEYWORD;
    scan_to(scan, end, role);
}

/* Indentation, `- ` and a key of YAML, at the head of a line. */
static void scan_yaml_head(struct scan *scan)
{
    scan_to(scan, skip_blanks(scan->line, 0), ROLE_CODE);
    while (scan_at(scan, scan->pos) == '-' &&
           (ascii_is_blank(scan_at(scan, scan->pos + 1)) || scan->pos + 1 == scan->line.len)) {
        scan_to(scan, scan->pos + 1, ROLE_LIST);
        scan_to(scan, skip_blanks(scan->line, scan->pos), ROLE_CODE);
    }
    if (scan->pos < scan->line.len && strchr("#\"'{[&*!|>%@`", scan->line.data[scan->pos]))
        return;
    for (size_t colon = scan->pos; colon < scan->line.len; colon++) {
        if (scan->line.data[colon] == '#' && ascii_is_blank(scan->line.data[colon - 1]))
            return;
        if (scan->line.data[colon] != ':')
            continue;
        if (colon + 1 == scan->line.len || ascii_is_blank(scan->line.data[colon + 1])) {
            scan_to(scan, colon, ROLE_KEYWORD);
            return;
        }
    }
}

/* What the last line left open, and what only the head of a line can hold. */
static void scan_head(struct scan *scan)
{
    int open = scan->state->open;
    if (open == OPEN_HEREDOC)
        scan_heredoc_line(scan);
    else if (open == OPEN_COMMENT)
        scan_block_comment(scan, 0);
    else if (open == OPEN_STRING || open == OPEN_TRIPLE)
        scan_string_rest(scan, 0, scan->state->quote, open == OPEN_TRIPLE);
    else if (scan->language->flags & YAML_KEYS)
        scan_yaml_head(scan);
}

static void scan_code(struct scan *scan)
{
    bool heredoc = false;
    scan_head(scan);
    while (scan->pos < scan->line.len) {
        if (ascii_is_blank(scan->line.data[scan->pos]))
            scan_to(scan, skip_blanks(scan->line, scan->pos), ROLE_CODE);
        else if (scan_comment(scan) || scan_directive(scan))
            continue;
        else if (scan_heredoc(scan))
            heredoc = true;
        else if (is_word(scan->line.data[scan->pos], scan->language->flags))
            scan_word(scan);
        else if (scan->line.data[scan->pos] == '\\' && scan->pos + 1 < scan->line.len)
            scan_to(scan, scan->pos + 2, ROLE_CODE);
        else if (!scan_string(scan))
            scan_to(scan, scan->pos + 1, ROLE_CODE);
    }
    if (heredoc && scan->state->open == OPEN_NOTHING)
        scan->state->open = OPEN_HEREDOC;
}

static void scan_diff(struct scan *scan)
{
    struct view line = scan->line;
    bool hunk = scan->state->open == OPEN_HUNK;
    enum role role = ROLE_CODE;
    char first = scan_at(scan, 0);
    if (view_starts(line, "@@"))
        role = ROLE_HUNK;
    else if (!hunk && (view_starts(line, "--- ") || view_starts(line, "+++ ")))
        role = ROLE_DIM;
    else if (first == '+' || first == '>')
        role = ROLE_ADDED;
    else if (first == '-' || first == '<')
        role = ROLE_REMOVED;
    else if (first != ' ' && line.len > 0)
        role = ROLE_DIM;
    /* A hunk lasts as long as its lines begin as a hunk's do. */
    scan->state->open = role == ROLE_HUNK || (hunk && role != ROLE_DIM) ? OPEN_HUNK : OPEN_NOTHING;
    scan_to(scan, line.len, role);
}

static bool is_name(char c)
{
    return ascii_is_word(c) || c == '+' || c == '-' || c == '#';
}

bool highlight_init(struct highlight *highlight, struct view language)
{
    *highlight = (struct highlight){0};
    size_t from = 0;
    while (from < language.len && !is_name(language.data[from]))
        from++;
    size_t to = from;
    while (to < language.len && is_name(language.data[to]))
        to++;
    char name[24];
    size_t len = to - from;
    if (len == 0 || len + 3 > sizeof(name))
        return false;
    name[0] = name[len + 1] = ' ';
    memcpy(name + 1, language.data + from, len);
    name[len + 2] = '\0';
    for (size_t i = 0; i < ARRAY_LEN(languages); i++)
        if (strcasestr(languages[i].names, name))
            highlight->language = &languages[i];
    return highlight->language != NULL;
}

void highlight_line(struct highlight *highlight, struct view line,
                    void (*emit)(void *data, struct view text, enum role role), void *data)
{
    struct scan scan = {.state = highlight,
                        .language = highlight->language,
                        .line = line,
                        .first = skip_blanks(line, 0),
                        .role = ROLE_CODE,
                        .emit = emit,
                        .data = data};
    if (!scan.language)
        scan_to(&scan, line.len, ROLE_CODE);
    else if (scan.language->diff)
        scan_diff(&scan);
    else
        scan_code(&scan);
    scan_flush(&scan);
}
