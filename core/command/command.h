#ifndef CORE_COMMAND_COMMAND_H
#define CORE_COMMAND_COMMAND_H

#include "core/store/change.h"
#include "core/store/revive.h"
#include "core/workspace/relocate.h"
#include "core/workspace/workspace.h"

/* The only door into the model. A command line ("todo-add \"Write the letter\"") is parsed to
 * words, its first word looked up in a table, checked against the table's usage and run. A command
 * of this room fills a change set and touches no disk; one of the view (tui/app) has the same shape
 * and makes no change. The tables feed lookup, completion, key help, the palette, the man page. */

/* Where a command's key works. */
enum {
    WHERE_SELF = 1 << 0,
    WHERE_TODO = 1 << 1,
    WHERE_MEMORY = 1 << 2,
    WHERE_DRAFTS = 1 << 3,
    WHERE_FILES = 1 << 4,
    WHERE_HISTORY = 1 << 5, /* the strip */
    WHERE_READER = 1 << 6,
    WHERE_LOG = 1 << 7,
    WHERE_DIFF = 1 << 8,
    WHERE_HELP = 1 << 9,
    WHERE_EDITOR = 1 << 10,  /* letters are text there: not in WHERE_ANY */
    WHERE_SEARCH = 1 << 12,  /* what was found; not in WHERE_ANY either */
    WHERE_DELETED = 1 << 11, /* every file that once was, */
    WHERE_GONE = 1 << 13,    /* and one of them as a page */
    WHERE_BRANCHES = 1 << 14,
    WHERE_REFLOG = 1 << 15,
    WHERE_HELD_SAVE = 1 << 16,    /* with WHERE_DIFF: what a save would do, */
    WHERE_HELD_OUTSIDE = 1 << 17, /* or what another program did; neither is in WHERE_ANY */
    WHERE_REVIVE = 1 << 18,       /* with WHERE_DIFF: what would be brought back */
    WHERE_VERSION = 1 << 19,      /* with WHERE_READER: an earlier version; not in WHERE_ANY */
    WHERE_MOVE = 1 << 20,         /* with WHERE_DIFF: what a rename or a move would change */
    WHERE_BLAME = 1 << 21,
    WHERE_DOCTOR = 1 << 22,  /* what is wrong in the workspace */
    WHERE_REPLACE = 1 << 23, /* what a replacement would change */
    WHERE_LINKS = 1 << 24,
    WHERE_LISTS = WHERE_SELF | WHERE_MEMORY | WHERE_DRAFTS | WHERE_FILES,
    WHERE_ANY = 0x3FF | WHERE_DELETED | WHERE_GONE | WHERE_BRANCHES | WHERE_REFLOG | WHERE_BLAME |
                WHERE_DOCTOR | WHERE_REPLACE | WHERE_LINKS,
};

/* What the person stands on; stands in for an argument that is not given. */
struct selection {
    const char *path; /* file, or NULL */
    size_t task;      /* index in the todo list, or SIZE_MAX */
};

struct command_call {
    size_t argc;
    char **argv; /* argv[0] is the name */
    struct workspace *ws;
    const struct selection *selection;
    struct change_set *set; /* out: what to save and commit; stays empty when nothing is to do */
    struct str *message;    /* out: a line for the person */
    struct str *open;       /* out: a path to show after it, if any */
    size_t task;            /* out: the task to stand on, or SIZE_MAX */
    bool commit_outside;    /* out: commit what other programs changed */
    struct revive_request *revive;     /* out: what to bring back; whoever runs it makes the plan */
    struct relocate_request *relocate; /* out: what to rename or move; the same */
    void *view;        /* the application, for commands of the view; NULL without a screen */
    const char *today; /* YYYY-MM-DD */
};

struct command {
    const char *name;
    const char
        *usage;       /* "TEXT", "[NUMBER]", "PATH NAME", "[TEXT...]", "": capitals are arguments */
    const char *help; /* one line */
    const char *group; /* heading in help: "Todo", "Files", "Move", … */
    unsigned where;
    enum status (*run)(struct command_call *call, struct error *err);
};

/* The commands of the model, by noun: each table ends with a command without a name; a NULL ends
 * the list of tables. */
extern const struct command *const command_model_tables[];

/* The command `name` in a NULL-terminated list of tables; NULL if there is none. */
const struct command *command_find(const struct command *const *tables, struct view name);
/* Splits a line into words: blanks part them, "…" with \" \\ \n and '…' keep them together.
 * STATUS_INVALID for an open quote. Free with command_words_free. */
MUST_CHECK enum status command_words(struct view line, char ***words, size_t *count,
                                     struct error *err);
void command_words_free(char **words, size_t count);
/* Appends `word` so that command_words gives it back. */
void command_add_quoted(struct str *out, struct view word);
/* Checks the number of arguments against the usage. */
MUST_CHECK enum status command_check(const struct command *command, size_t argc, struct error *err);

#endif
