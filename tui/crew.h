#ifndef TUI_CREW_H
#define TUI_CREW_H

#include "core/workspace/search.h"

/* As many threads as there are cores, for work that is cut into small pieces. */

/* What core asks for: threads that live as long as one call of `run`. */
struct search_crew crew_of_cores(void);

#endif
