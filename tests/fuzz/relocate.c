/* Links rewritten in a text of others: what is no link stays, what was changed leads to the new
 * place, and doing it again changes nothing more. */
#include "core/workspace/relocate_link.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/prose_link.h"
#include "tests/fuzz/fuzz.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct folder folder;

/* A workspace of three notes, made once; the fuzzer only reads it. */
static struct catalog *make_catalog(void)
{
    static struct catalog *made;
    char top[] = "/tmp/palimpsest-fuzz-XXXXXX";
    struct error err;
    if (made)
        return made;
    int back = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fuzz_check(back >= 0 && mkdtemp(top) && chdir(top) == 0);
    static const char *const names[] = {"memory/sea/Fog- one.md", "memory/Lamp.md", "Self/me.md"};
    fuzz_check(system("mkdir -p memory/sea Self") == 0);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        FILE *file = fopen(names[i], "w");
        fuzz_check(file && fclose(file) == 0);
    }
    const struct catalog_options options = {0};
    fuzz_check(folder_open(top, &folder, &err) == STATUS_OK);
    fuzz_check(catalog_scan(&folder, &options, &made, &err) == STATUS_OK);
    fuzz_check(system("rm -rf memory Self") == 0 && fchdir(back) == 0 && rmdir(top) == 0);
    close(back);
    return made;
}

struct count {
    size_t links;
};

static void count_link(void *data, const struct prose_link *link)
{
    struct count *count = data;
    count->links += link->to > link->from;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct view text = view_from((const char *)data, size);
    const struct relocate_move move = {.folder = &folder,
                                       .catalog = make_catalog(),
                                       .from = "memory/sea/Fog- one.md",
                                       .to = "memory/air/Mist.md",
                                       .title = "Fog: one",
                                       .title_new = "Mist",
                                       .permalink = "sea/fog-one"};
    struct str out = {0}, again = {0};
    struct count before = {0}, after = {0};
    size_t changed = relocate_links(&move, "Self/me.md", text, &out);
    prose_links(text, count_link, &before);
    prose_links(str_view(&out), count_link, &after);
    fuzz_check(changed <= before.links);
    fuzz_check(changed > 0 || view_equal(text, str_view(&out)));
    fuzz_check(before.links == after.links);
    size_t more = relocate_links(&move, "Self/me.md", str_view(&out), &again);
    fuzz_check(more == 0 && view_equal(str_view(&out), str_view(&again)));
    str_finish(&out);
    str_finish(&again);
    return 0;
}
