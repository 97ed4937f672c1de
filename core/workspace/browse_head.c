#include "core/workspace/browse_head.h"

#include "core/base/memory.h"
#include "core/workspace/note_meta.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Heads are kept by the hash of the whole text, which the index has: a text that came back, or was
 * moved, need not be read again. Open addressing, at most two thirds full. */

enum { HEAD_MAX = 16 << 10, EMOTION_MAX = 200, NUMBER_MAX = 1000000, SLOTS_MIN = 64 };

struct head_slot {
    uint64_t hash; /* 0: free */
    struct browse_head head;
};

struct browse_heads {
    struct head_slot *slots;
    size_t count, cap;       /* a power of two */
    struct browse_head last; /* one that is not kept */
};

struct browse_heads *browse_heads_new(void)
{
    return mem_zalloc(1, sizeof(struct browse_heads));
}

void browse_heads_free(struct browse_heads *heads)
{
    if (!heads)
        return;
    for (size_t i = 0; i < heads->cap; i++)
        free(heads->slots[i].head.emotion);
    free(heads->slots);
    free(heads->last.emotion);
    free(heads);
}

static struct head_slot *heads_slot(struct browse_heads *heads, uint64_t hash)
{
    size_t at = (size_t)hash & (heads->cap - 1);
    while (heads->slots[at].hash && heads->slots[at].hash != hash)
        at = (at + 1) & (heads->cap - 1);
    return &heads->slots[at];
}

static void heads_grow(struct browse_heads *heads)
{
    struct browse_heads old = *heads;
    if (heads->count * 3 < heads->cap * 2)
        return;
    heads->cap = old.cap ? old.cap * 2 : SLOTS_MIN;
    heads->slots = mem_zalloc(heads->cap, sizeof(*heads->slots));
    for (size_t i = 0; i < old.cap; i++)
        if (old.slots[i].hash)
            *heads_slot(heads, old.slots[i].hash) = old.slots[i];
    free(old.slots);
}

static char *head_emotion(const char *line)
{
    size_t len = strnlen(line, EMOTION_MAX + 1);
    if (len > EMOTION_MAX)
        for (len = EMOTION_MAX; len && (line[len] & 0xc0) == 0x80;)
            len--;
    return mem_string_n(line, len);
}

static void head_read(const struct folder *folder, const char *path, struct browse_head *out,
                      struct file_stamp *stamp)
{
    struct str text = {0};
    struct note_meta meta;
    *stamp = (struct file_stamp){0};
    if (folder_read_start(folder, path, HEAD_MAX, &text, stamp, NULL) != STATUS_OK)
        str_clear(&text);
    note_meta_read(str_view(&text), &meta);
    out->emotion = head_emotion(meta.lines[NOTE_EMOTION]);
    out->intensity = browse_intensity(view_of(meta.lines[NOTE_INTENSITY]));
    note_meta_finish(&meta);
    str_finish(&text);
}

/* Kept only when what was read is what the index has seen. */
const struct browse_head *browse_heads_get(struct browse_heads *heads, const struct folder *folder,
                                           const char *path, const struct search_doc *doc)
{
    struct browse_head head;
    struct file_stamp stamp;
    heads_grow(heads);
    struct head_slot *slot = doc && doc->hash ? heads_slot(heads, doc->hash) : NULL;
    if (slot && slot->hash)
        return &slot->head;
    head_read(folder, path, &head, &stamp);
    if (slot && stamp.size == doc->size && stamp.mtime == doc->mtime) {
        *slot = (struct head_slot){doc->hash, head};
        heads->count++;
        return &slot->head;
    }
    free(heads->last.emotion);
    heads->last = head;
    return &heads->last;
}

int64_t browse_intensity(struct view text)
{
    int64_t number = 0, unit = 100;
    bool digits = false, point = false;
    text = view_trim(view_slice(text, 0, view_find(text, 0, '/')));
    if (view_is(text, "∞"))
        return INT64_MAX;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.data[i];
        bool digit = c >= '0' && c <= '9';
        if (!digit && (c != '.' || point || !digits))
            return -1;
        point = point || c == '.';
        digits = true;
        if (!digit)
            continue;
        unit = point ? unit / 10 : unit;
        number = point ? number + (c - '0') * unit : number * 10 + (c - '0') * 100;
        number = number < NUMBER_MAX ? number : NUMBER_MAX;
    }
    return digits ? number : -1;
}

struct view browse_emotion_next(struct view *rest)
{
    static const char *const joints[] = {",", ";", " and ", " mixed with ", " with ", " but "};
    size_t end = rest->len, after = rest->len;
    for (size_t i = 0; i < ARRAY_LEN(joints) && rest->len; i++) {
        const char *at = memmem(rest->data, rest->len, joints[i], strlen(joints[i]));
        if (at && (size_t)(at - rest->data) < end) {
            end = (size_t)(at - rest->data);
            after = end + strlen(joints[i]);
        }
    }
    struct view part = view_trim(view_slice(*rest, 0, end));
    *rest = view_slice(*rest, after, rest->len);
    return part;
}
