#ifndef CORE_WORKSPACE_TEMPLATE_FILES_H
#define CORE_WORKSPACE_TEMPLATE_FILES_H

#include <stddef.h>

/* The files below core/workspace/template/, put into the program by template_embed.py. */

struct template_file {
    const char *path;
    size_t len;
    const char *text;
};

extern const struct template_file template_files[];
extern const size_t template_file_count;

#endif
