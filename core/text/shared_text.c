#include "core/text/shared_text.h"

#include "core/base/memory.h"

#include <stdatomic.h>
#include <stdlib.h>

struct shared_text {
    struct str text;
    atomic_uint owners;
};

struct shared_text *shared_text_new(struct str *text)
{
    struct shared_text *shared = mem_zalloc(1, sizeof(*shared));
    shared->text = *text;
    *text = (struct str){0};
    atomic_init(&shared->owners, 1);
    return shared;
}

struct shared_text *shared_text_copy(struct view text)
{
    struct str copy = {0};
    str_add(&copy, text);
    return shared_text_new(&copy);
}

struct shared_text *shared_text_share(struct shared_text *shared)
{
    if (shared)
        atomic_fetch_add_explicit(&shared->owners, 1, memory_order_relaxed);
    return shared;
}

void shared_text_drop(struct shared_text *shared)
{
    if (!shared || atomic_fetch_sub_explicit(&shared->owners, 1, memory_order_acq_rel) > 1)
        return;
    str_finish(&shared->text);
    free(shared);
}

struct view shared_text_view(const struct shared_text *shared)
{
    return shared ? str_view(&shared->text) : VIEW("");
}
