/* Bytes from the terminal to inputs. At every position the decoder looks at what is held from there
 * (tui/term/key_look.c), so it does not matter how the bytes were cut into reads. It is never
 * stuck: what needs more bytes is at most SEQUENCE_MAX long, then it is junk and dropped up to its
 * end; a paste holds at most PASTE_MAX. */
#include "tui/term/key_look.h"

#include <string.h>

enum { SEQUENCE_MAX = 4096, PASTE_MAX = 64 << 20 };

static const char paste_end[] = "\x1b[201~";

void key_decoder_add(struct key_decoder *decoder, struct view bytes)
{
    if (decoder->pos) {
        str_replace(&decoder->held, 0, decoder->pos, VIEW(""));
        decoder->pos = 0;
    }
    if (bytes.len)
        decoder->flushed = false;
    str_add(&decoder->held, bytes);
}

/* Moves pasted bytes out of `held`; true at the end mark. */
static bool paste_take(struct key_decoder *decoder)
{
    const char *from = decoder->held.data + decoder->pos;
    size_t len = decoder->held.len - decoder->pos, mark = sizeof(paste_end) - 1;
    const char *end = memmem(from, len, paste_end, mark);
    size_t take = end ? (size_t)(end - from) : len;
    if (!end) /* the mark may have been cut in two */
        for (size_t keep = mark - 1 < len ? mark - 1 : len; keep && take == len; keep--)
            if (memcmp(from + len - keep, paste_end, keep) == 0)
                take = len - keep;
    size_t room = PASTE_MAX - decoder->paste.len;
    str_add(&decoder->paste, view_from(from, take < room ? take : room));
    decoder->pos += end ? take + mark : take;
    return end != NULL;
}

/* Drops up to the end of an over-long sequence; a control ends it and is looked at for itself. */
static void junk_skip(struct key_decoder *decoder)
{
    for (; decoder->pos < decoder->held.len; decoder->pos++) {
        unsigned char c = (unsigned char)decoder->held.data[decoder->pos];
        bool last = c == 0x07 || (decoder->junk == '[' && c >= 0x40);
        if (c < 0x20 || last) {
            decoder->junk = 0;
            decoder->pos += last;
            return;
        }
    }
}

static bool is_paste_start(const struct look *look, size_t size)
{
    return size == 6 && memcmp(look->bytes.data, "\x1b[200~", 6) == 0;
}

static enum found decoder_look(struct key_decoder *decoder, struct input *out)
{
    struct look look = {.bytes =
                            view_slice(str_view(&decoder->held), decoder->pos, decoder->held.len),
                        .input = out};
    enum found found = look_one(&look);
    if (found == FOUND_MORE && decoder->flushed)
        found = look_flushed(&look);
    if (found == FOUND_MORE && look.bytes.len > SEQUENCE_MAX) {
        decoder->junk = look.bytes.data[1];
        look.size = look.bytes.len;
        found = FOUND_NOTHING;
    }
    if (found == FOUND_MORE)
        return found;
    decoder->in_paste = is_paste_start(&look, look.size);
    decoder->pos += look.size;
    return found;
}

bool key_decoder_next(struct key_decoder *decoder, struct input *out)
{
    memset(out, 0, sizeof(*out));
    while (decoder->pos < decoder->held.len) {
        if (decoder->junk) {
            junk_skip(decoder);
            continue;
        }
        if (decoder->in_paste) {
            if (!paste_take(decoder))
                return false;
            decoder->in_paste = false;
            out->kind = INPUT_PASTE;
            out->paste = decoder->paste;
            decoder->paste = (struct str){0};
            return true;
        }
        enum found found = decoder_look(decoder, out);
        if (found != FOUND_NOTHING)
            return found == FOUND_INPUT;
    }
    return false;
}

bool key_decoder_waiting(const struct key_decoder *decoder)
{
    return !decoder->in_paste && !decoder->junk && decoder->pos < decoder->held.len;
}

bool key_decoder_flush(struct key_decoder *decoder)
{
    if (!key_decoder_waiting(decoder))
        return false;
    struct input input;
    struct look look = {.bytes =
                            view_slice(str_view(&decoder->held), decoder->pos, decoder->held.len),
                        .input = &input};
    decoder->flushed = true;
    enum found found = look_one(&look);
    if (found == FOUND_MORE)
        found = look_flushed(&look);
    return found != FOUND_MORE;
}

void key_decoder_finish(struct key_decoder *decoder)
{
    str_finish(&decoder->held);
    str_finish(&decoder->paste);
    memset(decoder, 0, sizeof(*decoder));
}
