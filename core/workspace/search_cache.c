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
 * a crash has torn fails its check and is made anew. A file is replaced, never changed: the
 * segments stay in its pages. */

#define CACHE_MAGIC "plpscch1"
#define CACHE_MAX ((off_t)2 << 30)

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

static enum status cache_damaged(struct error *err)
{
    return error_set(err, STATUS_INVALID, "the index is damaged");
}

/* Reads exactly `len` bytes of the `*left` that are left. */
static bool cache_take(int fd, size_t len, size_t *left, struct str *out)
{
    *out = (struct str){0};
    if (len > *left || entry_read(fd, len, len, out) != 0 || out->len != len) {
        str_finish(out);
        return false;
    }
    *left -= len;
    return true;
}

/* How many segments follow what the file begins with; more than the most when it is not that. */
static uint32_t cache_begin(int fd, const char *workspace, size_t *left)
{
    struct str head = {0}, path = {0};
    uint32_t count = UINT32_MAX;
    if (cache_take(fd, CACHE_HEADER, left, &head) && view_starts(str_view(&head), CACHE_MAGIC) &&
        bytes_load32(head.data + 8) == strlen(workspace) &&
        cache_take(fd, strlen(workspace), left, &path) && view_is(str_view(&path), workspace))
        count = bytes_load32(head.data + 12);
    str_finish(&head);
    str_finish(&path);
    return count;
}

static enum status cache_segment(int fd, size_t *left, struct search_segment **out,
                                 struct error *err)
{
    struct str head = {0};
    uint64_t len = cache_take(fd, 8, left, &head) ? bytes_load64(head.data) : UINT64_MAX;
    off_t at = lseek(fd, 0, SEEK_CUR);
    str_finish(&head);
    if (len > *left || at < 0 || lseek(fd, (off_t)len, SEEK_CUR) < 0)
        return cache_damaged(err);
    *left -= len;
    return search_segment_map(fd, at, len, out, err);
}

/* The segments of the file: at most CACHE_SEGMENTS_MAX, none when it fails. */
static enum status cache_read(int fd, size_t size, const char *workspace,
                              struct search_segment **segments, uint32_t *count, struct error *err)
{
    enum status status = STATUS_OK;
    *count = cache_begin(fd, workspace, &size);
    if (*count > CACHE_SEGMENTS_MAX) {
        *count = 0;
        return cache_damaged(err);
    }
    uint32_t read = 0;
    while (read < *count && status == STATUS_OK)
        if ((status = cache_segment(fd, &size, &segments[read], err)) == STATUS_OK)
            read++;
    if (status == STATUS_OK && size > 0)
        status = cache_damaged(err);
    while (status != STATUS_OK && read > 0)
        search_segment_free(segments[--read]);
    *count = read;
    return status;
}

/* Opens and reads the file `name` in `folder`. */
static enum status cache_open(const char *folder, const char *name, const char *workspace,
                              struct search_segment **segments, uint32_t *count, struct error *err)
{
    struct stat st;
    int fd = -1, dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum status status = error_set(err, STATUS_ABSENT, "no index was kept");
    *count = 0;
    if (dir >= 0 && entry_open(dir, name, O_RDONLY, &fd, &st) == 0 && fd >= 0)
        status = st.st_size > CACHE_MAX
                     ? cache_damaged(err)
                     : cache_read(fd, (size_t)st.st_size, workspace, segments, count, err);
    if (fd >= 0)
        close(fd);
    if (dir >= 0)
        close(dir);
    return status;
}

enum status search_cache_load(struct search_index *index, const char *workspace, struct error *err)
{
    struct search_segment *segments[CACHE_SEGMENTS_MAX];
    struct str name = {0};
    char *folder = NULL;
    uint32_t count = 0;
    enum status status = cache_place(workspace, &folder, &name)
                             ? cache_open(folder, str_text(&name), workspace, segments, &count, err)
                             : error_set(err, STATUS_ABSENT, "no index was kept");
    for (uint32_t i = 0; i < count; i++)
        search_index_adopt(index, segments[i]);
    str_finish(&name);
    free(folder);
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

/* What was just written takes the place of what was made in memory. */
static void cache_move_in(struct search_index *index, const char *folder, const char *name,
                          const char *workspace)
{
    struct search_segment *segments[CACHE_SEGMENTS_MAX];
    uint32_t count;
    if (cache_open(folder, name, workspace, segments, &count, NULL) != STATUS_OK)
        return;
    for (uint32_t i = 0; i < count; i++) {
        bool same = i < search_index_segments(index) &&
                    view_equal(search_segment_bytes(search_index_segment(index, i)),
                               search_segment_bytes(segments[i]));
        if (same)
            search_index_replace(index, i, segments[i]);
        else
            search_segment_free(segments[i]);
    }
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
    str_finish(&text);
    if (code) {
        status = error_system(err, code, "the index cannot be kept in %s", folder);
    } else {
        search_index_saved(index);
        cache_move_in(index, folder, str_text(&name), workspace);
    }
out:
    str_finish(&name);
    free(folder);
    return status;
}
