#ifndef CORE_STORE_BRANCHES_H
#define CORE_STORE_BRANCHES_H

#include "core/store/repository.h"

#include <stdint.h>

/* Which branches and tags there are. Names and texts are as git has them: not filtered. */

struct branch {
    char *name; /* "main", "v1"; NULL: HEAD itself, which stands on no branch */
    bool is_tag;
    bool is_here; /* what HEAD stands on */
    char id[41];  /* its commit */
    int64_t time; /* of that commit's author, seconds UTC */
    char *author, *subject;
};
/* What HEAD stands on first, then branches, then tags, each the newest first. Left out is what
 * leads to no commit that can be read; `*left_out` is how many. STATUS_LIMIT beyond 10,000,
 * STATUS_REFUSED when something among the refs is neither file nor folder. */
MUST_CHECK enum status branches_list(struct repository *repo, const atomic_bool *cancel,
                                     struct branch **out, size_t *count, size_t *left_out,
                                     struct error *err);
void branches_free(struct branch *branches, size_t count);

#endif
