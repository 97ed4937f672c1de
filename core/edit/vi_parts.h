#ifndef CORE_EDIT_VI_PARTS_H
#define CORE_EDIT_VI_PARTS_H

#include "core/edit/state.h"
#include "core/edit/vi.h"
#include "core/text/line_edit.h"

/* What the files of the vi layer share. Positions are bytes; the place of a line's end, behind its
 * last character, is a position too. Lines count from 0; what follows a final LF is none. */

/* --- keys to commands: vi_parse, vi_table, vi_keys --- */

enum vi_kind { VI_MOTION, VI_OPERATOR, VI_ACTION };
enum vi_takes { VI_TAKES_NOTHING, VI_TAKES_KEY, VI_TAKES_LINE };
enum {
    VI_INCLUSIVE = 1 << 0,  /* a motion: the character it leads to is part of the region */
    VI_LINEWISE = 1 << 1,   /* a motion: whole lines */
    VI_OBJECT = 1 << 2,     /* a text object: no motion of its own */
    VI_REPEATS = 1 << 3,    /* done again by `.` */
    VI_JUMPS = 1 << 4,      /* a motion: '' leads back */
    VI_KEEPS_GOAL = 1 << 5, /* up and down: the column aimed at stays */
    VI_IN_NORMAL = 1 << 6,  /* an action: not in the visual modes */
    VI_IN_VISUAL = 1 << 7,  /* an action: only there */
};

struct vi_row;

/* A whole command, as typed. */
struct vi_command {
    char reg;                    /* '\0': the unnamed one */
    size_t count;                /* both counts multiplied; 0: none */
    const struct vi_row *row;    /* what to do */
    const struct vi_row *motion; /* of an operator; NULL when it is doubled: lines */
    uint32_t key;                /* what f, r, m, q and their like take */
    struct view line;            /* what `:`, `/` and `?` take; borrowed from the keys */
    struct view body;            /* the keys without register and count */
    struct view tail;            /* of an operator, its motion with that count */
};

/* Where a motion leads. */
struct vi_target {
    size_t from; /* the cursor, unless an object sets it */
    size_t to;
    bool inclusive, lines;
};

struct vi_row {
    const char *keys;
    enum vi_kind kind;
    enum vi_takes takes;
    unsigned flags;
    bool (*motion)(struct vi *vi, const struct vi_command *command, struct vi_target *target);
    bool (*run)(struct vi *vi, const struct vi_command *command);
    const char *help;
};

extern const struct vi_row vi_rows[];

enum vi_parsed { VI_PARSED_MORE, VI_PARSED_LINE, VI_PARSED_WHOLE, VI_PARSED_NOTHING };
/* Reads a command from the beginning of `keys`. MORE and LINE: it wants another key, or a line up
 * to Enter. NOTHING: no command begins so. */
enum vi_parsed vi_parse(struct view keys, bool visual, struct vi_command *out);

/* Keys as bytes, which is what registers hold: UTF-8; a named key is 0x80 and a byte. */
void vi_keys_add(struct str *out, uint32_t key);
/* The key at `*pos`, which moves behind it; VI_KEY_END_OF_KEYS at the end. */
uint32_t vi_keys_next(struct view keys, size_t *pos);

/* --- the state --- */

enum { VI_REGISTERS = 27, VI_MARKS = EDITOR_MARKS, VI_DEPTH_MAX = 64 };
enum { VI_PLAY_MAX = 100000, VI_INSERT_MAX = 10000 };

struct vi_register {
    struct str text;
    bool lines;
};

/* What a visual command took, so that `.` can take as much again. */
struct vi_extent {
    enum vi_mode mode; /* VI_NORMAL: the command was not a visual one */
    size_t lines, cols;
};

struct vi {
    struct editor *editor;
    enum vi_mode mode;
    struct str typed;      /* the keys of the command that is not whole */
    struct line_edit line; /* being typed, when `line_mark` is not '\0' */
    char line_mark;
    struct str last_line;
    struct str pending;
    size_t visual;           /* where the selection began */
    enum vi_mode again_mode; /* of the selection before; VI_NORMAL for none */
    size_t again_from, again_to;
    size_t goal; /* the column that j and k aim at; SIZE_MAX: the line's end */
    bool goal_set;
    size_t top, bottom, rows; /* the lines on the screen */

    struct vi_register registers[VI_REGISTERS]; /* the unnamed one, then a to z */
    uint32_t find_key;                          /* of f, t, F, T */
    bool find_back, find_till;
    struct str pattern; /* of / and ? */
    bool search_back;

    /* insert and replace */
    struct str inserted; /* the keys since insert mode began */
    size_t insert_count; /* how often they are to be done in all */
    bool insert_opens;   /* each on a line of its own */
    size_t insert_from;  /* where the insertion began */
    struct str replaced; /* what R wrote over: lengths and texts, as a stack */
    bool grouped;        /* an insertion is one step of undo */
    bool from_register;  /* ctrl-r: the next key names one */

    /* . and macros */
    struct str last; /* the last change, without its count */
    size_t last_count;
    char last_reg;
    struct vi_extent last_extent;
    struct vi_extent extent; /* of the selection left last */
    struct str change;       /* the change that is being made */
    size_t change_count;
    char change_reg;
    bool change_visual;
    bool visual_command; /* the command began in a visual mode */
    bool repeating;
    char recording;
    struct str record;
    char last_macro;
    unsigned depth; /* of macros in macros */
    size_t played;  /* keys, since one was typed */
    /* How many keys of macros, and of an insertion with a count, one typed key may play. */
    size_t play_max, insert_max;

    unsigned shift_cols;
    struct str message;
    bool message_is_error;
    struct str command; /* for the program */
};

/* Says it and is false. */
bool vi_fail(struct vi *vi, const char *format, ...) PRINTF_LIKE(2, 3);
void vi_say(struct vi *vi, const char *format, ...) PRINTF_LIKE(2, 3);
/* Puts keys in as if typed; false when one of them failed. */
bool vi_play(struct vi *vi, struct view keys);
/* One key, typed or played. */
bool vi_feed(struct vi *vi, uint32_t key);
void vi_end_record(struct vi *vi);
size_t vi_count(const struct vi_command *command); /* at least 1 */

/* --- stepping: vi_step --- */

size_t vi_lines(const struct vi *vi); /* at least 1 */
size_t vi_line_at(const struct vi *vi, size_t pos);
size_t vi_line_start(const struct vi *vi, size_t line);
size_t vi_line_stop(const struct vi *vi, size_t line);  /* behind its last character */
size_t vi_line_last(const struct vi *vi, size_t line);  /* its last character; or its start */
size_t vi_first_word(const struct vi *vi, size_t line); /* its first non-blank, or last */
bool vi_line_is_empty(const struct vi *vi, size_t line);
bool vi_line_is_blank(const struct vi *vi, size_t line);
bool vi_at_line_end(const struct vi *vi, size_t pos);
uint32_t vi_code(const struct vi *vi, size_t pos); /* 0 at a line's end */
bool vi_is_white(const struct vi *vi, size_t pos);
/* On by a character. 0: on a character; 2: at the line's end; 1: on the next line; -1: nowhere. */
int vi_inc(const struct vi *vi, size_t *pos);
int vi_dec(const struct vi *vi, size_t *pos); /* 0; 1: at the end of the line above; -1 */
/* The same, but the ends of lines that are not empty are no place. */
int vi_incl(const struct vi *vi, size_t *pos);
int vi_decl(const struct vi *vi, size_t *pos);
size_t vi_col(const struct vi *vi, size_t pos); /* cells before it in its line */
size_t vi_pos_at(const struct vi *vi, size_t line, size_t col);
/* The cursor where the mode allows it. */
void vi_settle(struct vi *vi);
void vi_go(struct vi *vi, size_t pos);

/* --- motions --- */

/* 0 for blanks, 1 for punctuation, else of the script; with `big` all but blanks are alike. */
unsigned vi_class(const struct vi *vi, size_t pos, bool big);
/* False when there is nothing that way; `pos` moves as far as there is. */
bool vi_word_next(const struct vi *vi, size_t *pos, size_t count, bool big, bool stop_at_end);
bool vi_word_previous(const struct vi *vi, size_t *pos, size_t count, bool big);
bool vi_word_end(const struct vi *vi, size_t *pos, size_t count, bool big, bool stop,
                 bool stop_at_empty);
bool vi_word_end_previous(const struct vi *vi, size_t *pos, size_t count, bool big);
bool vi_sentence(const struct vi *vi, size_t *pos, bool forward, size_t count);
/* Looks for the pattern of the last search. */
bool vi_search(struct vi *vi, size_t *pos, bool back, size_t count);
bool vi_search_set(struct vi *vi, struct view pattern);
bool vi_mark(struct vi *vi, uint32_t name, size_t *pos);
void vi_set_mark(struct vi *vi, uint32_t name, size_t pos);

/* --- changes --- */

/* What an operator works on: bytes [start, end), or lines; `cursor` is where it began. */
struct vi_region {
    size_t start, end;
    size_t first, last;
    size_t last_touched; /* of characters: the line that the last one is in */
    bool lines;
};
typedef bool vi_operate(struct vi *vi, const struct vi_command *command,
                        const struct vi_region *region);
/* The operator of a row over a region. */
bool vi_apply(struct vi *vi, const struct vi_command *command, const struct vi_region *region);
void vi_region_of_lines(const struct vi *vi, size_t first, size_t last, struct vi_region *out);
void vi_delete_region(struct vi *vi, const struct vi_region *region);
void vi_yank_region(struct vi *vi, char reg, const struct vi_region *region);
bool vi_visual_region(const struct vi *vi, struct vi_region *out);
struct vi_register *vi_register_of(struct vi *vi, uint32_t name);
bool vi_join(struct vi *vi, size_t first, size_t last);
bool vi_put(struct vi *vi, const struct vi_register *reg, bool behind, size_t count);
void vi_shift(struct vi *vi, size_t first, size_t last, bool in, size_t times);
void vi_change_case(struct vi *vi, const struct vi_region *region, char how); /* u U ~ */

/* --- modes --- */

void vi_begin_insert(struct vi *vi, size_t count, bool opens);
bool vi_insert_key(struct vi *vi, uint32_t key);
void vi_end_insert(struct vi *vi);
void vi_begin_replace(struct vi *vi, size_t count);
void vi_leave_visual(struct vi *vi);
void vi_select_extent(struct vi *vi);
bool vi_ex(struct vi *vi, struct view line);
bool vi_run(struct vi *vi, const struct vi_command *command);

#endif
