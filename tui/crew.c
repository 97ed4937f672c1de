#include "tui/crew.h"

#include <uv.h>

enum { CREW_MAX = 4 };

struct crew_work {
    void (*work)(void *data);
    void *data;
};

static void crew_thread(void *data)
{
    struct crew_work *work = data;
    work->work(work->data);
}

/* A thread that cannot be had is done without: the others take its pieces. */
static void crew_run(size_t threads, void (*work)(void *data), void *data)
{
    uv_thread_t ids[CREW_MAX];
    struct crew_work own = {work, data};
    size_t started = 0;
    while (started + 1 < threads && started < CREW_MAX &&
           uv_thread_create(&ids[started], crew_thread, &own) == 0)
        started++;
    work(data);
    while (started > 0)
        uv_thread_join(&ids[--started]);
}

struct search_crew crew_of_cores(void)
{
    size_t cores = uv_available_parallelism();
    return (struct search_crew){.threads = cores < CREW_MAX ? cores : CREW_MAX, .run = crew_run};
}
