#include "core/workspace/search_cache.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/store/entry.h"
#include "core/text/bytes.h"
#include "core/text/hash.h"
#include "core/workspace/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/*   magic 8, length of the path 4, segments 4, the workspace's path, for each segment its length 8
 *   and its bytes
 *
 * Whose name it has is a hash of the path, so the path itself is compared. Not synced: a file that
 * a crash has torn fails its check and is made anew. */

#define CACHE_MAGIC "plpscch1"
#define CACHE_MAX ((size_t)2 << 30)

enum { CACHE_HEADER = 16, CACHE_SEGMENTS_MAX = 30 };

/* The folder, and the name in it; false without a home. */
static bool cache_place(const char *workspace, char **folder, struct str *name)
{
    char *cache = settings_cache_folder();
    if (!cache)
        return false;
    *folder = path_join(cache, "index");
    free(cache);
    str_addf(name, "%016llx", (unsigned long long)hash_of(view_of(workspace)));
    return true;
}

static bool cache_make_folder(const char *folder)
{
    char *path = mem_string(folder);
    for (char *at = path + 1;; at++) {
        char c = *at;
        if (c != '/' && c != '\0')
            continue;
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = c;
        if (c == '\0')
            break;
    }
    struct stat st;
    bool there = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    free(path);
    return there;
}

/* Cuts the segments off `rest`, and opens each. */
static enum status cache_read(struct view rest, uint32_t count, struct search_segment **segments,
                              struct error *err)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < count && status == STATUS_OK; i++) {
        uint64_t len = rest.len >= 8 ? bytes_load64(rest.data) : 0;
        if (rest.len < 8 || len > rest.len - 8)
            return error_set(err, STATUS_INVALID, "the index is damaged");
        struct str bytes = {0};
        str_add(&bytes, view_slice(rest, 8, 8 + (size_t)len));
        rest = view_slice(rest, 8 + (size_t)len, rest.len);
        status = search_segment_open(&bytes, &segments[i], err);
        str_finish(&bytes);
    }
    return status;
}

static enum status cache_parse(struct view bytes, const char *workspace,
                               struct search_segment **segments, uint32_t *count, struct error *err)
{
    struct view path = view_of(workspace);
    if (bytes.len < CACHE_HEADER + path.len || !view_starts(bytes, CACHE_MAGIC) ||
        bytes_load32(bytes.data + 8) != path.len ||
        !view_equal(view_slice(bytes, CACHE_HEADER, CACHE_HEADER + path.len), path) ||
        bytes_load32(bytes.data + 12) > CACHE_SEGMENTS_MAX)
        return error_set(err, STATUS_INVALID, "the index is damaged");
    *count = bytes_load32(bytes.data + 12);
    return cache_read(view_slice(bytes, CACHE_HEADER + path.len, bytes.len), *count, segments, err);
}

enum status search_cache_load(struct search_index *index, const char *workspace, struct error *err)
{
    struct search_segment *segments[CACHE_SEGMENTS_MAX] = {0};
    struct str name = {0}, bytes = {0};
    struct folder folder;
    char *path = NULL;
    uint32_t count = 0;
    enum status status = STATUS_ABSENT;
    if (!cache_place(workspace, &path, &name))
        goto out;
    status = folder_open(path, &folder, err);
    if (status != STATUS_OK)
        goto out;
    status = folder_read(&folder, str_text(&name), CACHE_MAX, &bytes, NULL, err);
    folder_close(&folder);
    if (status == STATUS_OK)
        status = cache_parse(str_view(&bytes), workspace, segments, &count, err);
    for (uint32_t i = 0; i < count; i++)
        if (status == STATUS_OK)
            search_index_adopt(index, segments[i]);
        else
            search_segment_free(segments[i]);
out:
    str_finish(&name);
    str_finish(&bytes);
    free(path);
    return status;
}

static void cache_compose(struct search_index *index, const char *workspace, struct str *out)
{
    struct view path = view_of(workspace);
    size_t count = search_index_segments(index);
    str_add(out, VIEW(CACHE_MAGIC));
    bytes_add32(out, (uint32_t)path.len);
    bytes_add32(out, (uint32_t)count);
    str_add(out, path);
    for (size_t i = 0; i < count; i++) {
        struct view bytes = search_segment_bytes(search_index_segment(index, i));
        bytes_add64(out, bytes.len);
        str_add(out, bytes);
    }
}

/* Writes the text beside and moves it there; an error number or 0. */
static int cache_write(const char *folder, const char *name, struct view text)
{
    int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), code = errno;
    if (dir < 0)
        return code;
    struct str spare = {0};
    str_addf(&spare, "%s.%ld", name, (long)getpid());
    (void)unlinkat(dir, str_text(&spare), 0);
    int fd =
        openat(dir, str_text(&spare), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    code = fd < 0 ? errno : entry_write(fd, text);
    if (fd >= 0 && close(fd) != 0 && !code)
        code = errno;
    if (fd >= 0 && !code)
        code = entry_replace(dir, str_text(&spare), name);
    if (fd >= 0 && code)
        (void)unlinkat(dir, str_text(&spare), 0);
    close(dir);
    str_finish(&spare);
    return code;
}

enum status search_cache_save(struct search_index *index, const char *workspace, struct error *err)
{
    struct str name = {0}, text = {0};
    char *folder = NULL;
    enum status status = STATUS_OK;
    if (search_index_segments(index) > CACHE_SEGMENTS_MAX)
        return error_set(err, STATUS_LIMIT, "the index is to be made anew first");
    if (!cache_place(workspace, &folder, &name) || !cache_make_folder(folder)) {
        status = error_set(err, STATUS_ABSENT, "there is no folder to keep the index in");
        goto out;
    }
    cache_compose(index, workspace, &text);
    int code = cache_write(folder, str_text(&name), str_view(&text));
    if (code)
        status = error_system(err, code, "the index cannot be kept in %s", folder);
    else
        search_index_saved(index);
out:
    str_finish(&name);
    str_finish(&text);
    free(folder);
    return status;
}
