#ifndef CORE_WORKSPACE_SEARCH_LINES_H
#define CORE_WORKSPACE_SEARCH_LINES_H

#include "core/base/str.h"

/* A file line by line, each with what its words weigh in a search. The index and the search read
 * files through the same lines, so they agree. */

enum search_field { FIELD_BODY, FIELD_TAG, FIELD_HEADING, FIELD_TITLE, FIELD_COUNT };

struct search_line {
    struct view text; /* without its LF; of a line over SEARCH_LINE_MAX, a part cut between words */
    unsigned number;  /* 1-based */
    enum search_field field;
    bool front; /* in the front matter */
    bool code;  /* in a fenced code block, or one of its fences */
};

#define SEARCH_LINE_MAX ((size_t)256 << 10)

struct search_lines {
    struct view text;
    size_t pos, front;
    unsigned number;
    enum search_field key; /* of the front matter's key that is being read */
    char fence;
    bool inside; /* a line of which a part is still to come */
};

/* The words of a file's name count as its title. Borrowed. */
struct view search_name(const char *path);

/* The field of what stands at byte `at` of a line of `field`: a word behind a `#` is a tag. */
enum search_field search_field_at(enum search_field field, struct view line, size_t at);

void search_lines_begin(struct search_lines *lines, struct view text);
bool search_lines_next(struct search_lines *lines, struct search_line *line);

#endif
