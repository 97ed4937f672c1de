#include "core/workspace/search_names.h"

#include "core/base/path.h"
#include "core/workspace/permalink.h"

#include <string.h>

/* The permalink that a link is taken for anyway. */
static bool names_makes_permalink(const struct search_doc *doc, const char *memory)
{
    struct str own = {0};
    struct view path = view_of(doc->path);
    size_t len = strlen(memory);
    if (view_starts(path, memory) && path.data[len] == '/')
        path = view_slice(path, len + 1, path.len);
    permalink_from_path(&own, path);
    bool same = strcmp(str_text(&own), doc->permalink) == 0;
    str_finish(&own);
    return same;
}

static void names_add(const struct search_doc *doc, const char *memory, struct catalog_names *out)
{
    bool titled = doc->flags & DOC_TITLED && !view_is(path_stem(view_of(doc->path)), doc->title);
    bool linked = *doc->permalink && !names_makes_permalink(doc, memory);
    if (titled || linked || *doc->aliases)
        catalog_names_put(out, doc->path, titled ? doc->title : "", linked ? doc->permalink : "",
                          doc->aliases);
}

struct catalog_names *search_names_all(struct search_index *index, const char *memory)
{
    struct catalog_names *names = catalog_names_new();
    for (size_t i = 0; i < search_index_segments(index); i++) {
        const struct search_segment *segment = search_index_segment(index, i);
        for (uint32_t j = 0; j < search_segment_count(segment); j++) {
            struct search_doc doc = search_segment_doc(segment, j);
            if (search_index_is_live(index, i, j))
                names_add(&doc, memory, names);
        }
    }
    return names;
}

void search_names_add(struct search_index *index, const char *memory, const char *path,
                      struct catalog_names *out)
{
    size_t segment;
    uint32_t number;
    if (!search_index_find(index, path, &segment, &number))
        return;
    struct search_doc doc = search_segment_doc(search_index_segment(index, segment), number);
    names_add(&doc, memory, out);
}
