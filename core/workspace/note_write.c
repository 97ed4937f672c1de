#include "core/workspace/note_write.h"

#include "core/base/memory.h"
#include "core/base/path.h"
#include "core/markdown/front_matter.h"
#include "core/workspace/note.h"

#include <string.h>
#include <strings.h>

enum { BASE_LEAST = 7 };

/* The body that is given, and the front matter that may stand before it. */
struct given {
    struct view body, source;
    struct front_matter front;
};

static void given_read(struct view body, struct given *out)
{
    *out = (struct given){.body = body, .source = body};
    front_matter_read(body, &out->front);
    if (out->front.fields)
        out->body = view_trim(view_slice(body, out->front.body, body.len));
}

/* Fields are taken over line by line: each must begin one, and in the first column. */
static enum status given_check(const struct given *given, struct error *err)
{
    const struct yaml_node *fields = given->front.fields;
    for (size_t i = 0; fields && i + 1 < fields->count; i += 2) {
        size_t at = given->front.from + fields->children[i].from;
        if (at > given->front.from && given->source.data[at - 1] != '\n')
            return error_set(err, STATUS_INVALID,
                             "the front matter that was given has a field that does not begin its "
                             "line; write it as \"name: value\"");
    }
    return STATUS_OK;
}

static bool is_own_key(const char *key)
{
    return strcmp(key, "title") == 0 || strcmp(key, "type") == 0 || strcmp(key, "permalink") == 0;
}

/* Appends the lines of the field `at` of the given front matter, up to the next one. */
static void add_raw_field(struct str *out, const struct given *given, size_t at)
{
    const struct yaml_node *fields = given->front.fields;
    size_t from = given->front.from + fields->children[at].from;
    size_t to = at + 2 < fields->count ? given->front.from + fields->children[at + 2].from
                                       : given->front.to;
    for (size_t i = from; i < to; i++)
        if (given->source.data[i] != '\r' || given->source.data[i + 1] != '\n')
            str_add_char(out, given->source.data[i]);
}

static void add_tags(struct str *out, const struct note_request *request)
{
    if (request->tag_count)
        str_add_text(out, "tags:\n");
    for (size_t i = 0; i < request->tag_count; i++) {
        str_add_text(out, "- ");
        note_add_scalar(out, view_of(request->tags[i]), 2);
        str_add_char(out, '\n');
    }
}

static void add_field(struct str *out, const char *key, struct view value)
{
    if (value.len == 0)
        return;
    str_addf(out, "%s: ", key);
    note_add_scalar(out, value, strlen(key) + 2);
    str_add_char(out, '\n');
}

/* Title, type, permalink, then what the given front matter has, in its order. Tags that are given
 * beside it take the place of those in it. */
static void compose(const struct note_request *request, const struct given *given,
                    struct view permalink, struct str *out)
{
    const struct yaml_node *fields = given->front.fields;
    const char *type = yaml_text(yaml_get(fields, "type"), "");
    bool tagged = false;
    str_add_text(out, "---\n");
    add_field(out, "title", request->title);
    add_field(out, "type",
              *type               ? view_of(type)
              : request->type.len ? request->type
                                  : VIEW("note"));
    add_field(out, "permalink", permalink);
    for (size_t i = 0; fields && i + 1 < fields->count; i += 2) {
        const char *key = yaml_text(&fields->children[i], "");
        bool tags = strcmp(key, "tags") == 0 && request->tag_count > 0;
        if (tags)
            add_tags(out, request);
        else if (!is_own_key(key))
            add_raw_field(out, given, i);
        tagged = tagged || tags;
    }
    if (!tagged)
        add_tags(out, request);
    str_add_text(out, "---\n");
    if (given->body.len) {
        str_add_char(out, '\n');
        str_add(out, given->body);
    }
}

/* Sets what is given in a head that is there; what it has beside stays. */
static enum status change_head(const struct note_request *request, const struct given *given,
                               struct str *text, struct error *err)
{
    const struct yaml_node *fields = given->front.fields;
    const char *type = yaml_text(yaml_get(fields, "type"), "");
    struct view kind = *type ? view_of(type) : request->type;
    enum status status = note_set_field(text, "title", request->title, err);
    if (status == STATUS_OK && kind.len)
        status = note_set_field(text, "type", kind, err);
    for (size_t i = 0; status == STATUS_OK && fields && i + 1 < fields->count; i += 2) {
        const struct yaml_node *value = &fields->children[i + 1];
        const char *key = yaml_text(&fields->children[i], "");
        if (is_own_key(key) || strcmp(key, "tags") == 0)
            continue;
        status =
            value->kind == YAML_SCALAR
                ? note_set_field(text, key, view_of(value->text), err)
                : error_set(err, STATUS_REFUSED,
                            "%s in the front matter that was given is no single value, and the "
                            "note is there already; edit the note itself",
                            key);
    }
    struct note_meta meta;
    note_meta_read(given->source, &meta);
    char *const *tags = request->tag_count ? request->tags : meta.tags;
    size_t count = request->tag_count ? request->tag_count : meta.tag_count;
    if (status == STATUS_OK && count)
        status = note_set_tags(text, tags, count, err);
    note_meta_finish(&meta);
    return status;
}

/* The old head, changed, with the new body. Malformed front matter gives way to a new one. */
static enum status rewrite(const struct note_request *request, const struct given *given,
                           struct view old, struct view permalink, struct str *out,
                           struct error *err)
{
    struct front_matter front;
    front_matter_read(old, &front);
    bool malformed = !front.fields;
    size_t head = front.body;
    front_matter_finish(&front);
    if (malformed) {
        compose(request, given, permalink, out);
        return STATUS_OK;
    }
    str_add(out, view_slice(old, 0, head));
    enum status status = change_head(request, given, out, err);
    if (status == STATUS_OK && given->body.len) {
        str_add_char(out, '\n');
        str_add(out, given->body);
    }
    return status;
}

enum status note_check_base(const char *path, struct view text, const char *base, struct error *err)
{
    char hash[SHA256_HEX];
    size_t len = strlen(base);
    sha256_of(text, hash);
    if (len < BASE_LEAST || len > strlen(hash) || strspn(base, "0123456789abcdefABCDEF") != len)
        return error_set(err, STATUS_INVALID, "\"%s\" is no hash: 7 to 64 digits of the checksum",
                         base);
    if (strncasecmp(hash, base, len) == 0)
        return STATUS_OK;
    return error_set(err, STATUS_CONFLICT,
                     "nothing was written: %s is no longer what was read; it is %s now, and was %s",
                     path, hash, base);
}

/* Whether the request may go over `old`. */
static enum status check_over(const struct note_request *request, const struct note_answer *answer,
                              struct view old, struct error *err)
{
    if (request->base)
        return note_check_base(answer->place.path, old, request->base, err);
    return error_set(err, STATUS_EXISTS,
                     "nothing was written: %s is there already, and is %s; what you would write is "
                     "%s. Read it first, then write with --base and its hash",
                     answer->place.path, answer->before, answer->checksum);
}

/* Whether each field that was given is read back as it was. */
static bool is_taken_over(const struct note_request *request, const struct given *given,
                          const struct yaml_node *fields)
{
    const struct yaml_node *from = given->front.fields;
    for (size_t i = 0; from && i + 1 < from->count; i += 2) {
        const char *key = yaml_text(&from->children[i], "");
        const struct yaml_node *got = yaml_get(fields, key);
        bool ours = is_own_key(key) || (strcmp(key, "tags") == 0 && request->tag_count > 0);
        if (!ours && (!got || !yaml_equal(yaml_get(from, key), got)))
            return false;
    }
    return true;
}

/* What was taken over may have been more than fields, and a note is not to be broken by it. A note
 * that is there says its values in its own way. */
static enum status text_check(const struct note_request *request, const struct given *given,
                              bool made, struct view text, struct error *err)
{
    struct front_matter front;
    front_matter_read(text, &front);
    bool right = front.fields && (!made || is_taken_over(request, given, front.fields));
    front_matter_finish(&front);
    return right ? STATUS_OK
                 : error_set(err, STATUS_INVALID,
                             "the front matter that was given cannot stand in a note; write it as "
                             "\"name: value\"");
}

static enum status make_text(const struct note_request *request, const struct view *old,
                             struct note_answer *out, struct str *text, struct error *err)
{
    struct given given;
    struct note_meta meta;
    enum status status = STATUS_OK;
    given_read(request->body, &given);
    note_meta_read(old ? *old : VIEW(""), &meta);
    str_add(&out->permalink,
            meta.permalink[0] ? view_of(meta.permalink) : str_view(&out->place.permalink));
    status = given_check(&given, err);
    if (status == STATUS_OK && old)
        status = rewrite(request, &given, *old, str_view(&out->permalink), text, err);
    else if (status == STATUS_OK)
        compose(request, &given, str_view(&out->permalink), text);
    if (status == STATUS_OK)
        status = text_check(request, &given, !old, str_view(text), err);
    for (enum note_line i = 0; status == STATUS_OK && i < NOTE_LINES; i++)
        if (request->lines[i].len)
            note_set_line(text, i, request->lines[i]);
    sha256_of(str_view(text), out->checksum);
    note_meta_finish(&meta);
    front_matter_finish(&given.front);
    return status;
}

static enum status check_title(struct view title, struct error *err)
{
    for (size_t i = 0; i < title.len; i++)
        if ((unsigned char)title.data[i] < ' ' || title.data[i] == '\x7F')
            return error_set(err, STATUS_INVALID,
                             "a title is one line without tabs and control characters");
    return STATUS_OK;
}

/* What was left out is an empty text. */
static struct note_request request_whole(const struct note_request *request)
{
    struct note_request whole = *request;
    struct view *const views[] = {&whole.title, &whole.folder, &whole.type, &whole.body};
    for (size_t i = 0; i < ARRAY_LEN(views); i++)
        *views[i] = view_from(views[i]->data, views[i]->len);
    for (size_t i = 0; i < NOTE_LINES; i++)
        whole.lines[i] = view_from(whole.lines[i].data, whole.lines[i].len);
    return whole;
}

void note_write_wants(const struct note_request *request, struct catalog_wanted *out)
{
    struct str name = {0};
    if (note_file_name(&name, request->title, NULL, NULL) == STATUS_OK)
        catalog_want_note(out, path_stem(str_view(&name)));
    catalog_want_links(out, request->body);
    for (size_t i = 0; i < NOTE_LINES; i++)
        catalog_want_links(out, request->lines[i]);
    str_finish(&name);
}

enum status note_write(const struct workspace *ws, const struct note_request *given,
                       struct change_set *set, struct note_answer *out, struct error *err)
{
    const struct note_request whole = request_whole(given), *request = &whole;
    struct str old = {0}, text = {0};
    struct view before = {0};
    *out = (struct note_answer){0};
    enum status status = check_title(request->title, err);
    if (status == STATUS_OK)
        status = note_place_find(ws, request->title, request->folder, &out->place, err);
    if (status == STATUS_OK && out->place.there)
        status = workspace_read(ws, out->place.path, &old, err);
    if (status != STATUS_OK)
        goto out;
    before = str_view(&old);
    out->made = !out->place.there;
    if (!out->made)
        sha256_of(before, out->before);
    status = make_text(request, out->made ? NULL : &before, out, &text, err);
    if (status == STATUS_OK && !out->made)
        status = check_over(request, out, before, err);
    else if (status == STATUS_OK && request->base)
        status =
            error_set(err, STATUS_CONFLICT,
                      "nothing was written: %s is not there any more; leave --base out to make "
                      "it anew",
                      out->place.path);
    if (status != STATUS_OK || view_equal(before, str_view(&text)))
        goto out;
    change_set_write(set, out->place.path, out->made ? NULL : &before, str_view(&text));
    change_set_subject(set, "memory: %s \"%.*s\"", out->made ? "add" : "write",
                       (int)request->title.len, request->title.data);
out:
    if (status != STATUS_OK && status != STATUS_EXISTS && status != STATUS_CONFLICT)
        note_answer_finish(out);
    str_finish(&old);
    str_finish(&text);
    return status;
}

void note_answer_finish(struct note_answer *answer)
{
    note_place_finish(&answer->place);
    str_finish(&answer->permalink);
    *answer = (struct note_answer){0};
}
