#ifndef TUI_TRAIL_H
#define TUI_TRAIL_H

#include "core/markdown/render.h"

/* Following links in the reader: which link of the page stands ready, and where one came from. */

struct link_mark {
    uint32_t number; /* of the link, from 1; 0: none stands ready */
    size_t span;     /* its first span in the page */
    size_t row;
};

/* Steps to the next (`by` 1) or previous (-1) link; from none to the first at or below row `top`,
 * or the last above row `bottom`. False when there is none that way: then nothing has changed. */
bool link_mark_step(const struct rendered *page, struct link_mark *mark, int by, size_t top,
                    size_t bottom);
/* True when span `span` is a part of the marked link: it goes on over the ends of rows. */
bool link_mark_covers(const struct rendered *page, const struct link_mark *mark, size_t span);

#define TRAIL_MAX 100 /* steps; the oldest is forgotten */

struct trail_step {
    char *path;
    uint32_t line; /* source line at the top */
};

struct trail {
    struct trail_step *steps;
    size_t count, cap;
    char *here; /* where the last step led; elsewhere the trail is over */
};

/* A link was followed from `from`, at `line`, to `to`. What was a trail to another place ends. */
void trail_push(struct trail *trail, const char *from, uint32_t line, const char *to);
/* Takes the last step back: the caller frees its path. False when `here` is not the trail's end, or
 * it has no step. */
bool trail_pop(struct trail *trail, const char *here, struct trail_step *out);
/* How many steps led to `here`. */
size_t trail_length(const struct trail *trail, const char *here);
void trail_finish(struct trail *trail);

#endif
