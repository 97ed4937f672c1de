#ifndef CORE_BASE_STR_H
#define CORE_BASE_STR_H

#include "core/base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* Two shapes of text. A `struct view` borrows bytes: no NUL at the end, any byte inside. A
 * `struct str` owns them: zero it to begin, str_finish() to end; `data` is NUL-terminated or,
 * when nothing was ever added, NULL. */

struct view {
    const char *data;
    size_t len;
};

struct str {
    char *data;
    size_t len, cap;
};

#define VIEW(literal) ((struct view){(literal), sizeof(literal) - 1})

struct view view_of(const char *text); /* NULL makes an empty view */
struct view view_from(const char *data, size_t len);
/* The part [from, to) of `text`, clamped to it. */
struct view view_slice(struct view text, size_t from, size_t to);
bool view_equal(struct view a, struct view b);
bool view_is(struct view text, const char *literal);
bool view_starts(struct view text, const char *prefix);
bool view_ends(struct view text, const char *suffix);
bool view_is_ascii(struct view text);
/* Without ASCII blanks, tabs, CR and LF at both ends. */
struct view view_trim(struct view text);
/* The first position of `c` at or after `from`, or text.len. */
size_t view_find(struct view text, size_t from, char c);
/* Cuts the next line off `*rest`; the line is without its LF (a CR before it stays). False at the
 * end. A last line without LF counts; the nothing after a final LF does not. */
bool view_line(struct view *rest, struct view *line);

void str_reserve(struct str *str, size_t extra);
void str_add(struct str *str, struct view text);
void str_add_text(struct str *str, const char *text);
void str_add_char(struct str *str, char c);
void str_add_many(struct str *str, char c, size_t count);
void str_addf(struct str *str, const char *format, ...) PRINTF_LIKE(2, 3);
/* Replaces [from, to) by `with`, which must not point into `str`. */
void str_replace(struct str *str, size_t from, size_t to, struct view with);
/* Makes it empty and keeps the room. */
void str_clear(struct str *str);
struct view str_view(const struct str *str);
/* Never NULL; borrowed until `str` changes. */
const char *str_text(const struct str *str);
/* Gives the bytes away as a C string and leaves `str` empty; the caller frees. */
char *str_take(struct str *str);
void str_finish(struct str *str);

#endif
