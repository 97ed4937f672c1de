#include "core/markdown/parse.h"

#include "core/base/memory.h"

#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

/* libcmark gets its memory from chunks that are given back together: a document has some hundred
 * thousand small nodes, and this halves the time of a parse and makes freeing it nothing. What is
 * freed while parsing, near half of all, is kept for the next block of its size.
 * It is also the only place from where a parse can be ended: libcmark has no way to stop, but it
 * asks for memory all the time, so an allocation that finds the time or memory used up, or the
 * caller gone, jumps out and drops the chunks. The time is that of this thread, not the clock, so
 * that a busy machine refuses no document; the gate has turned away the known bad inputs before.
 *
 * libcmark hands its allocator no pointer of the caller: the parse that runs is found through a
 * variable of the thread, set for the call alone. */

enum {
    CHUNK_LEAST = 1 << 14,
    CHUNK_MOST = (1 << 22) - 64, /* with its head, two huge pages */
    CHUNK_PER_BYTE = 6,          /* of the source: most of what its tree takes */
    ALIGN = 8,
    SPARE_MOST = 256, /* bytes of a block that is kept for reuse */
    HUGE_PAGE = 1 << 21,
    TICKS = 1 << 11, /* allocations between two looks at the clock */
    FEED = 1 << 18,  /* bytes between two looks at it */
    BASE_MS = 150,
    MS_PER_MIB = 100,
    BYTES_PER_BYTE = 400,
    BYTES_BASE = 1 << 24,
};

struct parse_chunk {
    struct parse_chunk *before;
    size_t used, size;
    _Alignas(ALIGN) char data[];
};

struct parse_run {
    struct parse_chunk *chunks;
    size_t total, most;                  /* bytes taken, bytes allowed */
    size_t chunk_size;                   /* of the next chunk */
    void *spare[SPARE_MOST / ALIGN + 1]; /* freed blocks by size, each holds the next */
    int64_t deadline;                    /* of this thread's time */
    unsigned ticks;
    const atomic_bool *cancel;
    enum status status;
    jmp_buf stop;
};

static _Thread_local struct parse_run *running;

static int64_t thread_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void run_check(struct parse_run *run)
{
    if (run->cancel && atomic_load_explicit(run->cancel, memory_order_relaxed))
        run->status = STATUS_CANCELLED;
    else if (thread_ms() > run->deadline || run->total > run->most)
        run->status = STATUS_LIMIT;
    if (run->status != STATUS_OK)
        longjmp(run->stop, 1);
}

/* Large chunks are asked for in huge pages: a page fault for every 4 KiB would take a tenth of the
 * time of a parse. */
static void *chunk_alloc(size_t size)
{
    void *chunk = NULL;
    if (size < HUGE_PAGE || posix_memalign(&chunk, HUGE_PAGE, size) != 0)
        return mem_alloc(size);
    madvise(chunk, size, MADV_HUGEPAGE);
    return chunk;
}

static void run_add_chunk(struct parse_run *run, size_t need)
{
    size_t size = run->chunk_size > need ? run->chunk_size : need;
    run->total += size;
    run_check(run);
    struct parse_chunk *chunk = chunk_alloc(sizeof(*chunk) + size);
    *chunk = (struct parse_chunk){.before = run->chunks, .size = size};
    run->chunks = chunk;
}

static size_t aligned(size_t size)
{
    return (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
}

/* Before each block stands its size. */
static size_t *size_of(void *block)
{
    return (size_t *)block - 1;
}

static void *run_take(struct parse_run *run, size_t size)
{
    if (++run->ticks % TICKS == 0)
        run_check(run);
    size = aligned(size);
    void **spare = size <= SPARE_MOST ? &run->spare[size / ALIGN] : NULL;
    if (spare && *spare) {
        void *block = *spare;
        *spare = *(void **)block;
        return block;
    }
    if (!run->chunks || run->chunks->size - run->chunks->used < size + ALIGN)
        run_add_chunk(run, size + ALIGN);
    void *block = run->chunks->data + run->chunks->used + ALIGN;
    *size_of(block) = size;
    run->chunks->used += size + ALIGN;
    return block;
}

static void *parse_calloc(size_t count, size_t size)
{
    size_t bytes = count * size;
    return memset(run_take(running, bytes), 0, bytes);
}

/* The last block of a chunk grows in its place. */
static bool run_extend(struct parse_run *run, char *block, size_t size)
{
    struct parse_chunk *chunk = run->chunks;
    size_t had = *size_of(block), more = aligned(size) - had;
    if (block + had != chunk->data + chunk->used || chunk->size - chunk->used < more)
        return false;
    chunk->used += more;
    *size_of(block) += more;
    return true;
}

static void parse_free(void *block)
{
    struct parse_run *run = running;
    size_t size = block ? *size_of(block) : 0;
    if (!size || size > SPARE_MOST)
        return;
    *(void **)block = run->spare[size / ALIGN];
    run->spare[size / ALIGN] = block;
}

static void *parse_realloc(void *old, size_t size)
{
    if (!old)
        return run_take(running, size);
    if (size <= *size_of(old) || run_extend(running, old, size))
        return old;
    void *block = memcpy(run_take(running, size), old, *size_of(old));
    parse_free(old);
    return block;
}

static cmark_mem parse_memory = {parse_calloc, parse_realloc, parse_free};

static void chunks_free(struct parse_chunk *chunk)
{
    while (chunk) {
        struct parse_chunk *before = chunk->before;
        free(chunk);
        chunk = before;
    }
}

static cmark_node *run_parse(struct parse_run *run, struct view source)
{
    if (setjmp(run->stop))
        return NULL;
    cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &parse_memory);
    for (size_t at = 0; at < source.len; at += FEED) {
        run_check(run);
        size_t len = source.len - at < FEED ? source.len - at : FEED;
        cmark_parser_feed(parser, source.data + at, len);
    }
    cmark_node *root = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return root;
}

enum status parse_markdown(struct view source, const atomic_bool *cancel, struct parse *out)
{
    struct parse_run run = {.cancel = cancel};
    run.chunk_size = source.len * CHUNK_PER_BYTE;
    run.chunk_size = run.chunk_size < CHUNK_LEAST  ? CHUNK_LEAST
                     : run.chunk_size > CHUNK_MOST ? CHUNK_MOST
                                                   : run.chunk_size;
    run.most = source.len * BYTES_PER_BYTE + BYTES_BASE;
    run.deadline = thread_ms() + BASE_MS + (int64_t)(source.len / 1024 * MS_PER_MIB / 1024);
    running = &run;
    cmark_node *root = run_parse(&run, source);
    running = NULL;
    if (!root) {
        chunks_free(run.chunks);
        *out = (struct parse){0};
        return run.status;
    }
    *out = (struct parse){.root = root, .chunks = run.chunks};
    return STATUS_OK;
}

void parse_finish(struct parse *parse)
{
    chunks_free(parse->chunks);
    *parse = (struct parse){0};
}

static bool is_leaf(cmark_node_type type)
{
    switch (type) {
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_THEMATIC_BREAK:
    case CMARK_NODE_TEXT:
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
        return true;
    default:
        return false;
    }
}

static void walk_to(struct parse_walk *walk, cmark_node *node, bool entering)
{
    if (node && node != walk->node)
        walk->type = cmark_node_get_type(node);
    walk->node = node;
    walk->entering = entering;
}

struct parse_walk parse_walk(cmark_node *root)
{
    struct parse_walk walk = {.root = root};
    walk_to(&walk, root, true);
    return walk;
}

void parse_walk_next(struct parse_walk *walk)
{
    cmark_node *node = walk->node;
    if (walk->entering && !is_leaf(walk->type)) {
        cmark_node *child = cmark_node_first_child(node);
        walk_to(walk, child ? child : node, child != NULL);
        return;
    }
    if (node != walk->root) {
        cmark_node *after = cmark_node_next(node);
        walk_to(walk, after ? after : cmark_node_parent(node), after != NULL);
        return;
    }
    walk_to(walk, NULL, false);
}
