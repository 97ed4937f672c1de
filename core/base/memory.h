#ifndef CORE_BASE_MEMORY_H
#define CORE_BASE_MEMORY_H

#include <stddef.h>

/* Memory that is never NULL. When there is none left the process aborts: the edit journal is on
 * disk by then, and the terminal's handler of SIGABRT restores the screen. Free with free(). */

void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));
/* `count * size` zeroed bytes; aborts when the product overflows. */
void *mem_zalloc(size_t count, size_t size) __attribute__((malloc, returns_nonnull));
void *mem_resize(void *old, size_t count, size_t size) __attribute__((returns_nonnull));
char *mem_string(const char *text) __attribute__((malloc, returns_nonnull));
/* A NUL-terminated copy of `len` bytes. */
char *mem_string_n(const char *text, size_t len) __attribute__((malloc, returns_nonnull));

/* A large block will be filled at once: the kernel may give it large pages, so that it need not be
 * asked for each small one. */
void mem_expect(void *block, size_t size);

/* Room for at least one more item than `len`; doubles `*cap`. Use ARRAY_PUSH. */
void *mem_grow(void *items, size_t len, size_t *cap, size_t size) __attribute__((returns_nonnull));

/* The address of a new, uninitialised last item of a growing array. */
#define ARRAY_PUSH(items, len, cap)                                                                \
    ((items) = mem_grow((items), (len), &(cap), sizeof(*(items))), &(items)[(len)++])

#define ARRAY_LEN(array) (sizeof(array) / sizeof((array)[0]))

#endif
