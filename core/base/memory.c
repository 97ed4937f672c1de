#include "core/base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

void *mem_alloc(size_t size)
{
    void *block = malloc(size ? size : 1);
    if (!block)
        abort();
    return block;
}

void *mem_zalloc(size_t count, size_t size)
{
    void *block = calloc(count ? count : 1, size ? size : 1);
    if (!block)
        abort();
    return block;
}

void *mem_resize(void *old, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        abort();
    void *block = realloc(old, bytes ? bytes : 1);
    if (!block)
        abort();
    return block;
}

char *mem_string(const char *text)
{
    return mem_string_n(text, strlen(text));
}

char *mem_string_n(const char *text, size_t len)
{
    char *copy = mem_alloc(len + 1);
    if (len)
        memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void mem_expect(void *block, size_t size)
{
    const size_t page = (size_t)2 << 20;
    size_t skip = -(uintptr_t)block % page;
    if (size >= 2 * page)
        (void)madvise((char *)block + skip, (size - skip) / page * page, MADV_HUGEPAGE);
}

void *mem_grow(void *items, size_t len, size_t *cap, size_t size)
{
    if (items && len < *cap)
        return items;
    *cap = *cap < 8 ? 8 : *cap * 2;
    return mem_resize(items, *cap, size);
}
