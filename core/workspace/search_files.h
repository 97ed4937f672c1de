#ifndef CORE_WORKSPACE_SEARCH_FILES_H
#define CORE_WORKSPACE_SEARCH_FILES_H

#include "core/workspace/catalog.h"

/* The files that there are, from the catalog: what an index is to know. */
struct search_files {
    struct search_file {
        char *path;
        unsigned section;
    } * items;
    size_t count, cap;
};
/* Copies of the paths; what is no file is left out. */
void search_files_add_catalog(struct search_files *files, const struct catalog *catalog);
void search_files_finish(struct search_files *files);

#endif
