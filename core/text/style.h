#ifndef CORE_TEXT_STYLE_H
#define CORE_TEXT_STYLE_H

/* What a run of text means. Panes and pages carry roles; only tui/term knows colours. */

enum role {
    ROLE_TEXT,
    ROLE_DIM,    /* secondary words, HTML, syntax marks */
    ROLE_ACCENT, /* where you are */
    ROLE_RULE,   /* thin lines and borders */
    ROLE_TITLE,  /* the title of a pane without focus */
    ROLE_HEADING,
    ROLE_EMPHASIS,
    ROLE_STRONG,
    ROLE_CODE,
    ROLE_QUOTE,
    ROLE_LIST,     /* bullets and numbers */
    ROLE_LINK,     /* the words of a link */
    ROLE_ADDRESS,  /* its number and address */
    ROLE_DANGLING, /* a wiki link to nothing */
    ROLE_DONE,     /* a finished task's text */
    ROLE_KEY,      /* a key's name in help and footer */
    ROLE_KEYWORD,  /* code colouring */
    ROLE_STRING,
    ROLE_COMMENT,
    ROLE_NUMBER,
    ROLE_ADDED, /* diff */
    ROLE_REMOVED,
    ROLE_HUNK,
    ROLE_AUTHOR,
    ROLE_COMMIT, /* a short commit id */
    ROLE_DATE,
    ROLE_GOOD, /* committed, saved */
    ROLE_WARNING,
    ROLE_ERROR,
    ROLE_MARK, /* what the filter drew instead of a character */
    ROLE_COUNT
};

/* Attributes, to be or-ed. */
enum {
    STYLE_BOLD = 1 << 0,
    STYLE_ITALIC = 1 << 1,
    STYLE_UNDERLINE = 1 << 2,
    STYLE_STRIKE = 1 << 3,
    STYLE_REVERSE = 1 << 4,
    STYLE_SELECTED = 1 << 5, /* on the selection's background */
    STYLE_BAR = 1 << 6,      /* on the status bar's background */
    STYLE_MATCH = 1 << 7,    /* a search hit */
};

#endif
