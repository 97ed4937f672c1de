#ifndef CORE_TEXT_INTERN_H
#define CORE_TEXT_INTERN_H

#include "core/base/str.h"

#include <stdint.h>

/* Equal texts get equal small numbers, counted from 0 in the order in which they first come, so
 * that comparing texts is comparing numbers. The texts are borrowed: they must stay where they are
 * until intern_finish. Zero it to begin. */

struct intern {
    struct view *texts; /* by number */
    size_t count, cap;
    struct intern_slot *slots; /* a power of two of them */
    size_t slot_count;
    uint64_t key;
};

/* At most this many different texts; who calls sees to it. */
#define INTERN_MAX ((size_t)INT32_MAX / 2)

uint32_t intern_add(struct intern *intern, struct view text);
/* False when it never came. */
bool intern_find(const struct intern *intern, struct view text, uint32_t *number);
void intern_finish(struct intern *intern);

#endif
