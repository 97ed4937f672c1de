#include "tui/cli/cli.h"

#include <malloc.h>

/* The program stays open for days beside an index of many megabytes: what was large for a moment
 * goes back to the system, and threads that come and go do not each keep a heap of their own. */
int main(int argc, char **argv)
{
    mallopt(M_MMAP_THRESHOLD, 256 << 10);
    mallopt(M_ARENA_MAX, 2);
    return cli_main(argc, argv);
}
