#include "tui/authors.h"

#include "core/base/memory.h"

#include <stdlib.h>
#include <string.h>

/* Who comes after so many has the colour of those who were never met. */
enum { AUTHORS_MAX = 256 };

static size_t authors_find(const struct authors *authors, const char *email)
{
    size_t at = 0;
    while (at < authors->count && strcmp(authors->emails[at], email) != 0)
        at++;
    return at;
}

void authors_meet(struct authors *authors, const char *email)
{
    if (authors->count < AUTHORS_MAX && authors_find(authors, email) == authors->count)
        *ARRAY_PUSH(authors->emails, authors->count, authors->cap) = mem_string(email);
}

enum role authors_role(const struct authors *authors, const char *email)
{
    static const enum role roles[] = {ROLE_AUTHOR, ROLE_KEYWORD, ROLE_NUMBER, ROLE_STRING,
                                      ROLE_LIST};
    size_t at = authors_find(authors, email);
    return at < authors->count ? roles[at % ARRAY_LEN(roles)] : ROLE_DIM;
}

void authors_finish(struct authors *authors)
{
    for (size_t i = 0; i < authors->count; i++)
        free(authors->emails[i]);
    free(authors->emails);
    *authors = (struct authors){0};
}
