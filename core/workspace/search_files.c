#include "core/workspace/search_files.h"

#include "core/base/memory.h"

#include <stdlib.h>

void search_files_add_catalog(struct search_files *files, const struct catalog *catalog)
{
    for (unsigned i = 0; i < SECTION_COUNT; i++) {
        const struct section *section = &catalog->sections[i];
        for (size_t j = 0; j < section->count; j++)
            if (section->entries[j].kind == FOLDER_FILE || section->entries[j].kind == FOLDER_LINK)
                *ARRAY_PUSH(files->items, files->count, files->cap) =
                    (struct search_file){mem_string(section->entries[j].path), i};
    }
}

void search_files_finish(struct search_files *files)
{
    for (size_t i = 0; i < files->count; i++)
        free(files->items[i].path);
    free(files->items);
    *files = (struct search_files){0};
}
