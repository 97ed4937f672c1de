#ifndef CORE_MARKDOWN_EXTEND_H
#define CORE_MARKDOWN_EXTEND_H

#include "core/base/str.h"

/* What stands in plain text beyond CommonMark: wiki links, footnote marks, bare addresses and
 * strikethrough, found in the text that libcmark left as it was. */

enum extend_kind {
    EXTEND_WIKI,   /* [[target]] or [[target|words]] */
    EXTEND_NOTE,   /* [^label]; whether there is such a note is not known here */
    EXTEND_WEB,    /* http://…, https://…, ftp://… */
    EXTEND_WWW,    /* www.… */
    EXTEND_MAIL,   /* a@b.c */
    EXTEND_STRIKE, /* ~ or ~~ */
};

struct extend_mark {
    enum extend_kind kind;
    size_t from, to;          /* all of it */
    size_t words, words_end;  /* what is shown of it */
    struct view target;       /* WIKI and NOTE: the target or label; else what is shown */
    bool can_open, can_close; /* STRIKE */
};

/* The first mark at or after `*at`, which moves behind it. `before` is the byte before the text, 0
 * at the start of a block. False when there is none. Together the calls take linear time. */
bool extend_next(struct view text, size_t *at, char before, struct extend_mark *out);

#endif
