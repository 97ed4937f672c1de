/* Objects without their hashes.
 *
 * libgit2 has one switch for the verification of hashes, and it is everybody's. So this goes past
 * the object database to what lies below: packs through a backend of our own, loose objects through
 * our object store. What is read may be wrong without anyone noticing; who uses it checks what he
 * shows against objects that were read the usual way.
 *
 * The trees of a commit's parent are those of the next commit that is looked at, so each is read
 * once: it is kept until it is taken. */
#include "core/store/object_reader.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"

#include <git2/sys/odb_backend.h>
#include <stdlib.h>
#include <string.h>

enum { SLOTS = 1024 };
#define KEPT_LIMIT ((size_t)32 << 20)

struct object_reader {
    struct object_store *loose;
    git_odb_backend *packs;
    struct object_bytes slots[SLOTS];
    size_t kept; /* bytes in them */
};

enum status object_reader_open(struct repository *repo, struct object_reader **out,
                               struct error *err)
{
    char *folder = repository_join(repo->git_path, "objects");
    struct object_reader *reader = mem_zalloc(1, sizeof(*reader));
    reader->loose = repo->objects;
    int code = git_odb_backend_pack(&reader->packs, folder);
    free(folder);
    if (code < 0) {
        free(reader);
        git_failed(err, code, "the packs of %s cannot be opened", repo->git_path);
        return STATUS_IO;
    }
    *out = reader;
    return STATUS_OK;
}

void object_reader_drop(struct object_reader *reader, struct object_bytes *bytes)
{
    git_odb_backend_data_free(reader->packs, bytes->data);
    *bytes = (struct object_bytes){0};
}

void object_reader_close(struct object_reader *reader)
{
    if (!reader)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        object_reader_drop(reader, &reader->slots[i]);
    reader->packs->free(reader->packs);
    free(reader);
}

static struct object_bytes *slot_of(struct object_reader *reader, const git_oid *id)
{
    uint32_t hash;
    memcpy(&hash, id->id, sizeof(hash));
    return &reader->slots[hash % SLOTS];
}

void object_reader_keep(struct object_reader *reader, struct object_bytes *bytes)
{
    struct object_bytes *slot = slot_of(reader, &bytes->id);
    if (!bytes->data)
        return;
    reader->kept -= slot->len;
    object_reader_drop(reader, slot);
    if (reader->kept + bytes->len > KEPT_LIMIT) {
        object_reader_drop(reader, bytes);
        return;
    }
    reader->kept += bytes->len;
    *slot = *bytes;
    *bytes = (struct object_bytes){0};
}

/* Packs first: a history of any size lies there, and to ask for a loose file costs a system call.
 * What is in neither was perhaps packed a moment ago. */
static int read_bytes(struct object_reader *reader, struct object_bytes *out, git_object_t *type)
{
    git_odb_backend *packs = reader->packs;
    int code = object_store_judge(reader->loose, &out->id);
    if (code < 0)
        return code;
    code = packs->read(&out->data, &out->len, type, packs, &out->id);
    if (code < 0)
        code = object_store_read(reader->loose, &out->id, &out->data, &out->len, type);
    if (code == GIT_ENOTFOUND && packs->refresh && packs->refresh(packs) == 0)
        code = packs->read(&out->data, &out->len, type, packs, &out->id);
    return code;
}

enum status object_reader_take(struct object_reader *reader, const git_oid *id, git_object_t type,
                               struct object_bytes *out, struct error *err)
{
    struct object_bytes *slot = slot_of(reader, id);
    git_object_t found = type;
    *out = (struct object_bytes){.id = *id};
    if (slot->data && git_oid_equal(&slot->id, id)) {
        reader->kept -= slot->len;
        *out = *slot;
        *slot = (struct object_bytes){0};
        return STATUS_OK;
    }
    int code = read_bytes(reader, out, &found);
    if (code == 0 && found == type)
        return STATUS_OK;
    if (code == 0)
        git_error_set_str(GIT_ERROR_ODB, "it is of another type");
    else
        out->data = NULL;
    object_reader_drop(reader, out);
    char hex[41];
    git_failed(err, code, "the object %s of history cannot be read",
               git_oid_tostr(hex, sizeof(hex), id));
    return STATUS_IO;
}
