/* Loose objects, read with bounds and written with care.
 *
 * libgit2 1.5.1 overruns its heap on a crafted loose object and fills 8 GiB for one of 30 bytes
 * that claims to be so large. This backend has a higher priority than libgit2's own, so whatever
 * lies loose is read here: a regular file, a well-formed header, at most OBJECT_SIZE_LIMIT, and
 * exactly the length it claims. A bad object is an error, not "absent", so that libgit2 never tries
 * it after us. Packs are libgit2's, but what is in one is judged first (pack_guard.c).
 *
 * Writing is here because libgit2 does not sync the folder an object is put in, and syncs objects
 * one by one. Ours wait under temporary names, where only we read them, while the system begins to
 * write them; object_store_settle, before a ref moves, syncs them together, gives them their names
 * and syncs the folders. So no object ever has its name before its bytes are on the disk. */
#include "core/store/object_store.h"

#include "core/base/memory.h"
#include "core/base/str.h"
#include "core/store/git_error.h"
#include "core/store/pack_guard.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

/* Of a compressed file, these are enough to know its header. */
#define HEADER_BYTES 512

#define WAITING_MAX 64

/* An object that is written, but neither synced nor named. */
struct waiting_object {
    git_oid id;
    int fd;
    char temporary[64];
};

struct object_store {
    git_odb_backend backend; /* first: libgit2 hands us this */
    int fd;                  /* the objects folder */
    struct pack_guard *packs;
    bool bulk, unsynced, new_folder;
    bool touched[256];
    struct waiting_object waiting[WAITING_MAX];
    size_t waiting_count;
};

/* "xx/yyyy…" */
struct object_name {
    char text[GIT_OID_HEXSZ + 2];
};

static struct object_name object_name(const git_oid *id)
{
    struct object_name name;
    git_oid_pathfmt(name.text, id);
    name.text[GIT_OID_HEXSZ + 1] = '\0';
    return name;
}

static const struct waiting_object *object_waiting(const struct object_store *store,
                                                   const git_oid *id)
{
    for (size_t i = 0; i < store->waiting_count; i++)
        if (git_oid_equal(&store->waiting[i].id, id))
            return &store->waiting[i];
    return NULL;
}

static int object_bad(const char *why)
{
    git_error_set_str(GIT_ERROR_ODB, why);
    return GIT_EINVALID;
}

/* At most `most` bytes of the compressed file. GIT_ENOTFOUND only when there is none. */
static int object_slurp(const struct object_store *store, const git_oid *id, size_t most,
                        struct str *out)
{
    struct object_name name = object_name(id);
    const struct waiting_object *waiting = object_waiting(store, id);
    int fd = openat(store->fd, waiting ? waiting->temporary : name.text,
                    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? GIT_ENOTFOUND : object_bad("a loose object could not be opened");
    struct stat st;
    int code = 0;
    if (fstat(fd, &st) || !S_ISREG(st.st_mode) || (size_t)st.st_size > OBJECT_SIZE_LIMIT) {
        code = object_bad("a loose object is no regular file or too large");
        goto out;
    }
    if ((size_t)st.st_size < most)
        most = (size_t)st.st_size;
    str_reserve(out, most + 1);
    while (out->len < most) {
        ssize_t n = read(fd, out->data + out->len, most - out->len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0) {
            code = object_bad("a loose object could not be read whole");
            goto out;
        }
        out->len += (size_t)n;
    }
out:
    close(fd);
    return code;
}

/* "blob 12\0" and so on; gives the header's own length, or 0 when it is malformed. */
static size_t object_header(const unsigned char *head, size_t len, git_object_t *type, size_t *size)
{
    static const struct {
        const char *word;
        git_object_t type;
    } kinds[] = {{"commit ", GIT_OBJECT_COMMIT},
                 {"tree ", GIT_OBJECT_TREE},
                 {"blob ", GIT_OBJECT_BLOB},
                 {"tag ", GIT_OBJECT_TAG}};
    for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
        size_t at = strlen(kinds[i].word), first = at;
        if (len <= at || memcmp(head, kinds[i].word, at) != 0)
            continue;
        size_t value = 0;
        for (; at < len && head[at] >= '0' && head[at] <= '9'; at++) {
            if (at - first > 12)
                return 0;
            value = value * 10 + (size_t)(head[at] - '0');
        }
        if (at == first || at >= len || head[at] != '\0')
            return 0;
        *type = kinds[i].type;
        *size = value;
        return at + 1;
    }
    return 0;
}

/* Inflates what follows the header into `data` of exactly `size` bytes. */
static int object_inflate_rest(z_stream *z, unsigned char *data, size_t size, size_t have)
{
    unsigned char beyond;
    int code = Z_OK;
    z->next_out = data + have;
    z->avail_out = (uInt)(size - have);
    if (z->avail_out > 0)
        code = inflate(z, Z_FINISH);
    if (z->avail_out > 0)
        return object_bad("a loose object is shorter than it claims");
    if (code != Z_STREAM_END) {
        z->next_out = &beyond;
        z->avail_out = 1;
        if (inflate(z, Z_FINISH) != Z_STREAM_END || z->avail_out == 0)
            return object_bad("a loose object is longer than it claims");
    }
    return 0;
}

static int object_read(struct object_store *store, const git_oid *id, void **out, size_t *size,
                       git_object_t *type)
{
    struct str file = {0};
    unsigned char head[64], *data = NULL;
    z_stream z = {0};
    int code = object_slurp(store, id, out ? OBJECT_SIZE_LIMIT : HEADER_BYTES, &file);
    if (code < 0)
        goto out_file;
    if (inflateInit(&z) != Z_OK) {
        code = object_bad("zlib did not start");
        goto out_file;
    }
    z.next_in = (unsigned char *)file.data;
    z.avail_in = (uInt)file.len;
    z.next_out = head;
    z.avail_out = sizeof(head);
    int inflated = inflate(&z, Z_SYNC_FLUSH);
    size_t got = sizeof(head) - z.avail_out, skip = 0;
    if (inflated == Z_OK || inflated == Z_STREAM_END)
        skip = object_header(head, got, type, size);
    if (skip == 0)
        code = object_bad("a loose object has a malformed header");
    else if (*size > OBJECT_SIZE_LIMIT)
        code = object_bad("a loose object is too large");
    else if (*size > COMMIT_SIZE_LIMIT && (*type == GIT_OBJECT_COMMIT || *type == GIT_OBJECT_TAG))
        code = object_bad("a commit is larger than 1 MiB");
    else if (got - skip > *size)
        code = object_bad("a loose object is longer than it claims");
    if (code < 0 || !out)
        goto out;
    data = git_odb_backend_data_alloc(&store->backend, *size + 1);
    if (!data)
        abort();
    memcpy(data, head + skip, got - skip);
    data[*size] = '\0';
    if (inflated != Z_STREAM_END)
        code = object_inflate_rest(&z, data, *size, got - skip);
    else if (got - skip != *size)
        code = object_bad("a loose object is shorter than it claims");
    if (code == 0)
        *out = data;
    else
        git_odb_backend_data_free(&store->backend, data);
out:
    inflateEnd(&z);
out_file:
    str_finish(&file);
    return code;
}

/* No loose one: GIT_ENOTFOUND lets libgit2 look into the packs. */
static int object_judge_packed(struct object_store *store, const git_oid *id)
{
    int code = pack_guard_check(store->packs, id);
    return code < 0 ? code : GIT_ENOTFOUND;
}

static int store_read(void **out, size_t *size, git_object_t *type, git_odb_backend *backend,
                      const git_oid *id)
{
    struct object_store *store = (struct object_store *)(void *)backend;
    int code = object_read(store, id, out, size, type);
    return code == GIT_ENOTFOUND ? object_judge_packed(store, id) : code;
}

static int store_read_header(size_t *size, git_object_t *type, git_odb_backend *backend,
                             const git_oid *id)
{
    struct object_store *store = (struct object_store *)(void *)backend;
    int code = object_read(store, id, NULL, size, type);
    return code == GIT_ENOTFOUND ? object_judge_packed(store, id) : code;
}

static int object_deflate(const void *data, size_t size, git_object_t type, struct str *out)
{
    char head[64];
    int head_len = snprintf(head, sizeof(head), "%s %zu", git_object_type2string(type), size) + 1;
    z_stream z = {0};
    if (deflateInit(&z, Z_BEST_SPEED) != Z_OK)
        return object_bad("zlib did not start");
    uLong room = deflateBound(&z, (uLong)size + (uLong)head_len);
    str_reserve(out, room + 1);
    z.next_out = (unsigned char *)out->data;
    z.avail_out = (uInt)room;
    z.next_in = (unsigned char *)head;
    z.avail_in = (uInt)head_len;
    int code = deflate(&z, Z_NO_FLUSH);
    z.next_in = (unsigned char *)data;
    z.avail_in = (uInt)size;
    if (code == Z_OK)
        code = deflate(&z, Z_FINISH);
    out->len = room - z.avail_out;
    deflateEnd(&z);
    return code == Z_STREAM_END ? 0 : object_bad("an object could not be compressed");
}

static int object_put_bytes(int fd, struct view bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.data, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return -1;
        bytes = view_slice(bytes, (size_t)n, bytes.len);
    }
    return fchmod(fd, 0444);
}

/* A name of git's own kind for unfinished objects: what a crash leaves, its gc removes. */
static int object_temporary(struct object_store *store, const git_oid *id, char *name, size_t room)
{
    char folder[3];
    snprintf(folder, sizeof(folder), "%02x", id->id[0]);
    if (mkdirat(store->fd, folder, 0777) == 0)
        store->new_folder = true;
    else if (errno != EEXIST)
        return -1;
    for (unsigned i = 0; i < 1000; i++) {
        snprintf(name, room, "%s/tmp_obj_%lx_%u", folder, (unsigned long)getpid(), i);
        int fd = openat(store->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* Gives a written object its name. */
static int object_name_it(struct object_store *store, const git_oid *id, const char *temporary)
{
    struct object_name name = object_name(id);
    store->touched[id->id[0]] = true;
    return renameat(store->fd, temporary, store->fd, name.text);
}

/* Syncs and names what waits; on failure what has no name yet is gone, for libgit2 to write again.
 */
static int object_settle_waiting(struct object_store *store)
{
    int code = 0, number = 0;
    for (size_t i = 0; i < store->waiting_count; i++) {
        if (code == 0 && fsync(store->waiting[i].fd) != 0)
            code = -1, number = errno;
        close(store->waiting[i].fd);
    }
    for (size_t i = 0; i < store->waiting_count; i++) {
        const struct waiting_object *waiting = &store->waiting[i];
        if (code == 0 && object_name_it(store, &waiting->id, waiting->temporary) != 0)
            code = -1, number = errno;
        if (code != 0)
            unlinkat(store->fd, waiting->temporary, 0);
    }
    store->waiting_count = 0;
    errno = number;
    return code;
}

/* Lets an object wait, and the system begin with it. */
static int object_wait(struct object_store *store, const git_oid *id, int fd, const char *temporary)
{
    if (store->waiting_count == WAITING_MAX && object_settle_waiting(store) != 0)
        return -1;
    sync_file_range(fd, 0, 0, SYNC_FILE_RANGE_WRITE);
    struct waiting_object *waiting = &store->waiting[store->waiting_count++];
    waiting->id = *id;
    waiting->fd = fd;
    snprintf(waiting->temporary, sizeof(waiting->temporary), "%s", temporary);
    return 0;
}

static int store_write(git_odb_backend *backend, const git_oid *id, const void *data, size_t size,
                       git_object_t type)
{
    struct object_store *store = (struct object_store *)(void *)backend;
    struct str packed = {0};
    char temporary[64];
    int fd = -1, code = GIT_ERROR;
    if (size > OBJECT_SIZE_LIMIT)
        return object_bad("the text is too large to keep in history");
    if (object_deflate(data, size, type, &packed) < 0)
        goto out;
    fd = object_temporary(store, id, temporary, sizeof(temporary));
    if (fd < 0)
        goto out;
    code = object_put_bytes(fd, str_view(&packed));
    if (code == 0)
        code = store->bulk ? object_name_it(store, id, temporary)
                           : object_wait(store, id, fd, temporary);
    if (code != 0)
        unlinkat(store->fd, temporary, 0);
    else if (!store->bulk)
        fd = -1; /* it waits with the object */
    store->unsynced |= store->bulk;
out:
    if (code < 0)
        git_error_set_str(GIT_ERROR_OS, strerror(errno));
    if (fd >= 0)
        close(fd);
    str_finish(&packed);
    return code;
}

static int store_exists(git_odb_backend *backend, const git_oid *id)
{
    return object_waiting((struct object_store *)(void *)backend, id) != NULL;
}

static void store_free(git_odb_backend *backend)
{
    struct object_store *store = (struct object_store *)(void *)backend;
    for (size_t i = 0; i < store->waiting_count; i++) {
        close(store->waiting[i].fd);
        unlinkat(store->fd, store->waiting[i].temporary, 0);
    }
    pack_guard_free(store->packs);
    close(store->fd);
    free(store);
}

enum status object_store_add(git_repository *git, const char *git_path, struct object_store **out,
                             struct error *err)
{
    struct object_store *store = mem_zalloc(1, sizeof(*store));
    char *path = NULL;
    git_odb *odb = NULL;
    enum status status = STATUS_OK;
    if (asprintf(&path, "%s/objects", git_path) < 0)
        abort();
    store->fd = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    free(path);
    if (store->fd < 0) {
        status = error_system(err, errno, "The repository's objects cannot be opened");
        free(store);
        return status;
    }
    store->packs = pack_guard_new(store->fd);
    git_odb_init_backend(&store->backend, GIT_ODB_BACKEND_VERSION);
    store->backend.read = store_read;
    store->backend.read_header = store_read_header;
    store->backend.write = store_write;
    store->backend.exists = store_exists;
    store->backend.free = store_free;
    int code = git_repository_odb(&odb, git);
    if (code == 0)
        code = git_odb_add_backend(odb, &store->backend, 100);
    if (code < 0) {
        status = git_failed(err, code, "The repository's objects cannot be opened");
        store_free(&store->backend);
    } else {
        *out = store;
    }
    git_odb_free(odb);
    return status;
}

int object_store_read(struct object_store *store, const git_oid *id, void **data, size_t *len,
                      git_object_t *type)
{
    return object_read(store, id, data, len, type);
}

int object_store_judge(struct object_store *store, const git_oid *id)
{
    return pack_guard_check(store->packs, id);
}

void object_store_bulk(struct object_store *store, bool bulk)
{
    store->bulk = bulk;
}

static int object_sync_folder(struct object_store *store, unsigned char which)
{
    char folder[3];
    snprintf(folder, sizeof(folder), "%02x", which);
    int fd = openat(store->fd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int code = fd < 0 ? -1 : fsync(fd);
    if (fd >= 0)
        close(fd);
    return code;
}

enum status object_store_settle(struct object_store *store, struct error *err)
{
    int code = object_settle_waiting(store);
    if (code == 0 && store->unsynced)
        code = syncfs(store->fd);
    for (unsigned i = 0; code == 0 && !store->unsynced && i < 256; i++)
        if (store->touched[i])
            code = object_sync_folder(store, (unsigned char)i);
    if (code == 0 && store->new_folder)
        code = fsync(store->fd);
    if (code != 0)
        return error_system(err, errno, "The history's objects could not be synced to disk");
    store->unsynced = store->new_folder = false;
    memset(store->touched, 0, sizeof(store->touched));
    return STATUS_OK;
}
