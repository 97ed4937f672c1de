#include "core/markdown/table.h"

struct tables *tables_find(cmark_node *root, struct view source, const atomic_bool *cancel)
{
    (void)root, (void)source, (void)cancel;
    return NULL;
}

bool tables_draw(struct tables *tables, cmark_node *paragraph, struct canvas *canvas,
                 struct inliner *in, uint32_t line)
{
    (void)tables, (void)paragraph, (void)canvas, (void)in, (void)line;
    return false;
}

void tables_free(struct tables *tables)
{
    (void)tables;
}
