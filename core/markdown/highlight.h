#ifndef CORE_MARKDOWN_HIGHLIGHT_H
#define CORE_MARKDOWN_HIGHLIGHT_H

#include "core/base/str.h"
#include "core/text/style.h"

/* Light colouring of code, a line at a time: comments, strings, numbers and keywords of shells, C,
 * Python, JavaScript, JSON, YAML and diffs. What stays open at the end of a line (a block comment,
 * a long string, a here-document) is carried to the next. A wrong guess costs a colour, never a
 * byte: the runs of a line, put together, are the line. */

#define HIGHLIGHT_WORD_MAX 32

struct highlight_language;

/* Plain values: a copy of it is a place to go on from. Nothing to free. */
struct highlight {
    const struct highlight_language *language; /* static; NULL for plain text */
    int open;                                  /* what the last line left open; 0 for nothing */
    char word[HIGHLIGHT_WORD_MAX];             /* the word that ends a here-document */
    size_t word_len;
    bool word_indented; /* `<<-`: tabs may stand before it */
    char quote;         /* what ends the open string */
};

/* Takes the first word of a fence's info string ("C", "py", "{.bash}", …). False when the language
 * is not known; then every line is one run of ROLE_CODE. */
bool highlight_init(struct highlight *highlight, struct view language);
/* Emits the runs of `line` (without its LF; any bytes), in order; none is empty. Time is linear in
 * the line. */
void highlight_line(struct highlight *highlight, struct view line,
                    void (*emit)(void *data, struct view text, enum role role), void *data);

#endif
