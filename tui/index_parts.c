#include "tui/index_parts.h"

#include <uv.h>

enum { PARTS_MAX = 4, PARTS_FILES_MIN = 2000 };

struct index_part {
    uv_thread_t thread;
    bool started;
    const struct folder *folder;
    const struct search_files *files;
    const struct search_sync_options *options;
    size_t from, to;
    struct search_segment *segment;
};

static void index_part_make(void *data)
{
    struct index_part *part = data;
    part->segment =
        search_index_read_part(part->folder, part->files, part->from, part->to, part->options);
}

/* A thread that cannot be had leaves its part to this one. */
bool index_parts_make(struct search_index *index, const struct folder *folder,
                      const struct search_files *files, const struct search_sync_options *options)
{
    struct index_part parts[PARTS_MAX];
    size_t count = uv_available_parallelism(), made = 0;
    count = count > PARTS_MAX ? PARTS_MAX : count;
    if (count < 2 || files->count < PARTS_FILES_MIN || search_index_count(index) > 0)
        return false;
    for (size_t i = 0; i < count; i++) {
        parts[i] = (struct index_part){.folder = folder, .files = files, .options = options};
        parts[i].from = files->count * i / count;
        parts[i].to = files->count * (i + 1) / count;
        if (i > 0)
            parts[i].started = uv_thread_create(&parts[i].thread, index_part_make, &parts[i]) == 0;
    }
    for (size_t i = 0; i < count; i++)
        if (!parts[i].started)
            index_part_make(&parts[i]);
    for (size_t i = 0; i < count; i++) {
        if (parts[i].started)
            uv_thread_join(&parts[i].thread);
        made += parts[i].segment != NULL;
        if (parts[i].segment)
            search_index_adopt(index, parts[i].segment);
    }
    return made == count;
}
