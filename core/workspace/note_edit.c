/* Changing front matter in place. The YAML is parsed to learn which bytes each value stands in;
 * only these are replaced, in the way that they were written. Whatever a change is not sure of (a
 * block, an anchor, a list in a list) it refuses. And nothing is taken on trust: the text that
 * comes out is parsed again, and unless just the field that was meant differs, the text stays what
 * it was. */
#include "core/base/memory.h"
#include "core/markdown/front_matter.h"
#include "core/text/utf8.h"
#include "core/workspace/note.h"
#include "core/workspace/note_meta.h"

#include <stdlib.h>
#include <string.h>

struct head {
    struct str *text;
    struct front_matter front;
    const char *eol;
};

static enum status refuse(const char *key, struct error *err)
{
    return error_set(err, STATUS_REFUSED,
                     "%s is written in a way that cannot be changed here without touching more; "
                     "edit the note itself",
                     key);
}

static const char *head_eol(struct view text)
{
    size_t end = view_find(text, 0, '\n');
    return end > 0 && end < text.len && text.data[end - 1] == '\r' ? "\r\n" : "\n";
}

/* Reads the front matter, or makes one that is empty. */
static enum status head_open(struct head *head, struct str *text, struct error *err)
{
    *head = (struct head){.text = text, .eol = head_eol(str_view(text))};
    front_matter_read(str_view(text), &head->front);
    if (head->front.fields)
        return STATUS_OK;
    if (front_matter_extent(str_view(text)))
        return error_set(err, STATUS_INVALID,
                         "the front matter is malformed, so nothing in it was changed; edit the "
                         "note itself");
    struct str made = {0};
    size_t at = view_starts(str_view(text), "\xEF\xBB\xBF") ? 3 : 0;
    str_addf(&made, "---%s---%s%s", head->eol, head->eol, text->len > at ? head->eol : "");
    str_replace(text, at, at, str_view(&made));
    str_finish(&made);
    front_matter_read(str_view(text), &head->front);
    return STATUS_OK;
}

/* The key of the field, with its value behind it; NULL when there is none. */
static const struct yaml_node *head_find(const struct head *head, const char *key)
{
    const struct yaml_node *fields = head->front.fields;
    for (size_t i = 0; i + 1 < fields->count; i += 2)
        if (strcmp(yaml_text(&fields->children[i], ""), key) == 0)
            return &fields->children[i];
    return NULL;
}

/* From bytes of the YAML to bytes of the text. */
static size_t head_at(const struct head *head, size_t pos)
{
    return head->front.from + pos;
}

static struct view head_token(const struct head *head, const struct yaml_node *node)
{
    return view_slice(str_view(head->text), head_at(head, node->from), head_at(head, node->to));
}

static size_t line_from(const struct head *head, size_t pos)
{
    while (pos > head->front.from && head->text->data[pos - 1] != '\n')
        pos--;
    return pos;
}

static size_t line_to(const struct head *head, size_t pos)
{
    return view_find(str_view(head->text), pos, '\n') + 1;
}

/* Whether the bytes are just a scalar: no tag, no anchor, no block of lines. */
static bool is_simple(const struct head *head, const struct yaml_node *node)
{
    struct view token = head_token(head, node);
    return node->kind == YAML_SCALAR && (token.len == 0 || !strchr("!&*|>", token.data[0]));
}

static void head_replace(struct head *head, size_t from, size_t to, const struct str *with)
{
    str_replace(head->text, from, to, str_view(with));
}

/* Appends `value` as it is to stand in place of `node` (NULL: as nothing did). A fold takes the
 * line end of the text. */
static void add_scalar(const struct head *head, struct str *out, struct view value,
                       const struct yaml_node *node, size_t column, bool flow)
{
    struct str scalar = {0};
    struct view token = node ? head_token(head, node) : VIEW("");
    note_add_scalar_like(&scalar, value, column, flow, token, view_of(node ? node->text : ""));
    for (size_t i = 0; i < scalar.len; i++) {
        if (scalar.data[i] == '\n')
            str_add_text(out, head->eol);
        else
            str_add_char(out, scalar.data[i]);
    }
    str_finish(&scalar);
}

static void set_scalar(struct head *head, const struct yaml_node *node, struct view value)
{
    struct str words = {0};
    size_t from = head_at(head, node->from), to = head_at(head, node->to);
    if (from == to)
        str_add_char(&words, ' ');
    add_scalar(head, &words, value, from == to ? NULL : node, from - line_from(head, from), false);
    head_replace(head, from, to, &words);
    str_finish(&words);
}

/* Takes away the lines of a field whose last byte is at `last`. */
static void remove_field(struct head *head, const struct yaml_node *key, size_t last)
{
    size_t from = line_from(head, head_at(head, key->from));
    str_replace(head->text, from, line_to(head, last), VIEW(""));
}

static enum status change_field(struct head *head, const char *key, struct view value,
                                struct error *err)
{
    const struct yaml_node *field = head_find(head, key);
    struct str words = {0};
    if (field && !is_simple(head, field + 1))
        return refuse(key, err);
    if (field && value.len) {
        set_scalar(head, field + 1, value);
    } else if (field) {
        remove_field(head, field, head_at(head, field[1].to));
    } else if (value.len) {
        size_t at = strcmp(key, "title") == 0 ? head->front.from : head->front.to;
        str_addf(&words, "%s: ", key);
        add_scalar(head, &words, value, NULL, words.len, false);
        str_add_text(&words, head->eol);
        head_replace(head, at, at, &words);
    }
    str_finish(&words);
    return STATUS_OK;
}

/* --- tags --- */

/* The tags as they are now and what they become: the same at the beginning and at the end, and in
 * between `old` of them give way to `new` ones. */
struct tag_change {
    const struct yaml_node *node; /* the list */
    char *const *tags;
    size_t count, same, old, new;
};

static void change_measure(struct tag_change *change, char *const *tags, size_t count)
{
    const struct yaml_node *node = change->node;
    size_t start = 0, end = 0;
    while (start < count && start < node->count &&
           strcmp(yaml_text(&node->children[start], ""), tags[start]) == 0)
        start++;
    while (end < count - start && end < node->count - start &&
           strcmp(yaml_text(&node->children[node->count - 1 - end], ""), tags[count - 1 - end]) ==
               0)
        end++;
    change->tags = tags;
    change->count = count;
    change->same = start;
    change->old = node->count - start - end;
    change->new = count - start - end;
}

/* `- tag`, a line (or a few, folded) each: the bytes before the tag are nothing but blanks and one
 * `-`. */
static bool is_item(const struct head *head, const struct yaml_node *node)
{
    size_t at = head_at(head, node->from), from = line_from(head, at);
    struct view before = view_slice(str_view(head->text), from, at);
    return is_simple(head, node) && view_is(view_trim(before), "-") && view_ends(before, " ");
}

static struct view item_prefix(const struct head *head, const struct tag_change *change)
{
    size_t at = head_at(head, change->node->children[0].from);
    return view_slice(str_view(head->text), line_from(head, at), at);
}

/* Items are changed from the last to the first, so that the bytes of those before stay where the
 * parser saw them. */
static void change_items(struct head *head, const struct tag_change *change)
{
    const struct yaml_node *items = change->node->children;
    struct view prefix = item_prefix(head, change);
    char *lead = mem_string_n(prefix.data, prefix.len);
    size_t both = change->old < change->new ? change->old : change->new;
    size_t edge = change->same + both;
    size_t at = edge > 0 ? line_to(head, head_at(head, items[edge - 1].to))
                         : line_from(head, head_at(head, items[0].from));
    struct str words = {0};
    for (size_t i = change->same + change->old; i-- > edge;) {
        size_t from = line_from(head, head_at(head, items[i].from));
        str_replace(head->text, from, line_to(head, head_at(head, items[i].to)), VIEW(""));
    }
    for (size_t i = both; i < change->new; i++) {
        str_add_text(&words, lead);
        add_scalar(head, &words, view_of(change->tags[change->same + i]), NULL, strlen(lead),
                   false);
        str_add_text(&words, head->eol);
    }
    head_replace(head, at, at, &words);
    for (size_t i = edge; i-- > change->same;) {
        size_t from = head_at(head, items[i].from);
        str_clear(&words);
        add_scalar(head, &words, view_of(change->tags[i]), &items[i], strlen(lead), false);
        head_replace(head, from, head_at(head, items[i].to), &words);
    }
    str_finish(&words);
    free(lead);
}

/* What stands between two tags of `[a, b]`. */
static void add_comma(const struct head *head, const struct yaml_node *node, struct str *out)
{
    struct view between = VIEW(", ");
    if (node->count > 1) {
        between = view_slice(str_view(head->text), head_at(head, node->children[0].to),
                             head_at(head, node->children[1].from));
        if (view_find(between, 0, '#') < between.len)
            between = VIEW(", ");
    }
    str_add(out, between);
}

/* Items leave with the comma before them, or the first with the one behind. */
static void change_flow(struct head *head, const struct tag_change *change)
{
    const struct yaml_node *node = change->node, *items = node->children;
    size_t both = change->old < change->new ? change->old : change->new;
    size_t edge = change->same + both, end = change->same + change->old;
    struct str words = {0}, comma = {0};
    add_comma(head, node, &comma);
    if (end > edge) {
        size_t from = edge > 0 ? items[edge - 1].to : items[0].from;
        size_t to = edge > 0 || end == node->count ? items[end - 1].to : items[end].from;
        str_replace(head->text, head_at(head, from), head_at(head, to), VIEW(""));
    }
    for (size_t i = both; i < change->new; i++) {
        if (edge > 0 || i > both)
            str_add(&words, str_view(&comma));
        add_scalar(head, &words, view_of(change->tags[change->same + i]), NULL, 0, true);
    }
    if (words.len && edge == 0 && node->count > change->old)
        str_add(&words, str_view(&comma));
    size_t at = edge > 0 ? items[edge - 1].to : node->count ? items[0].from : node->from + 1;
    head_replace(head, head_at(head, at), head_at(head, at), &words);
    for (size_t i = edge; i-- > change->same;) {
        size_t from = head_at(head, items[i].from);
        str_clear(&words);
        add_scalar(head, &words, view_of(change->tags[i]), &items[i], 0, true);
        head_replace(head, from, head_at(head, items[i].to), &words);
    }
    str_finish(&words);
    str_finish(&comma);
}

static enum status change_list(struct head *head, const struct yaml_node *key, char *const *tags,
                               size_t count, struct error *err)
{
    const struct yaml_node *node = key + 1;
    struct tag_change change = {.node = node};
    bool flow = head->text->data[head_at(head, node->from)] == '[';
    for (size_t i = 0; i < node->count; i++)
        if (flow ? !is_simple(head, &node->children[i]) : !is_item(head, &node->children[i]))
            return refuse("tags", err);
    change_measure(&change, tags, count);
    if (flow)
        change_flow(head, &change);
    else if (count == 0)
        remove_field(head, key, head_at(head, node->children[node->count - 1].to));
    else
        change_items(head, &change);
    return STATUS_OK;
}

/* `tags: a, b`: one text. */
static enum status change_words(struct head *head, const struct yaml_node *node, char *const *tags,
                                size_t count, struct error *err)
{
    struct str words = {0};
    bool tight = strchr(node->text, ',') && !strstr(node->text, ", ");
    if (!is_simple(head, node))
        return refuse("tags", err);
    for (size_t i = 0; i < count; i++)
        str_addf(&words, "%s%s", i == 0 ? "" : tight ? "," : ", ", tags[i]);
    set_scalar(head, node, str_view(&words));
    str_finish(&words);
    return STATUS_OK;
}

static enum status change_tags(struct head *head, char *const *tags, size_t count,
                               struct error *err)
{
    const struct yaml_node *key = head_find(head, "tags");
    if (key && key[1].kind == YAML_SEQUENCE)
        return change_list(head, key, tags, count, err);
    if (key && key[1].kind == YAML_SCALAR && key[1].text[0])
        return count ? change_words(head, key + 1, tags, count, err)
                     : change_field(head, "tags", VIEW(""), err);
    if (key && key[1].kind == YAML_MAPPING)
        return refuse("tags", err);
    if (count == 0)
        return STATUS_OK;
    struct str words = {0};
    size_t at = key ? line_to(head, head_at(head, key->to)) : head->front.to;
    if (!key)
        str_addf(&words, "tags:%s", head->eol);
    for (size_t i = 0; i < count; i++) {
        str_add_text(&words, "- ");
        add_scalar(head, &words, view_of(tags[i]), NULL, 2, false);
        str_add_text(&words, head->eol);
    }
    head_replace(head, at, at, &words);
    str_finish(&words);
    return STATUS_OK;
}

/* --- what came out --- */

/* Skips the first field of that name. */
static size_t step(const struct yaml_node *fields, size_t at, const char *key, bool *skipped)
{
    if (!*skipped && at + 1 < fields->count &&
        strcmp(yaml_text(&fields->children[at], ""), key) == 0) {
        *skipped = true;
        return at + 2;
    }
    return at;
}

static bool has_same_others(const struct yaml_node *a, const struct yaml_node *b, const char *key)
{
    bool skipped_a = false, skipped_b = false;
    for (size_t i = 0, j = 0;; i++, j++) {
        if (i % 2 == 0)
            i = step(a, i, key, &skipped_a);
        if (j % 2 == 0)
            j = step(b, j, key, &skipped_b);
        if (i >= a->count || j >= b->count)
            return i >= a->count && j >= b->count;
        if (!yaml_equal(&a->children[i], &b->children[j]))
            return false;
    }
}

/* What a change is to come to. */
struct wanted {
    const char *key;
    struct view value; /* of a field; "" takes it away */
    char *const *tags; /* of the tags, */
    size_t count;
    bool is_tags; /* if they are meant */
};

/* Whether what was set is read back. */
static bool is_taken(struct view text, const struct front_matter *now, const struct wanted *wanted)
{
    if (!wanted->is_tags) {
        bool unsayable =
            !utf8_is_valid(wanted->value) || view_find(wanted->value, 0, '\0') < wanted->value.len;
        return wanted->value.len == 0 || unsayable ||
               view_equal(view_of(yaml_text(yaml_get(now->fields, wanted->key), "")),
                          wanted->value);
    }
    struct note_meta meta;
    note_meta_read(text, &meta);
    bool same = meta.tag_count == wanted->count;
    for (size_t i = 0; same && i < meta.tag_count; i++)
        same = strcmp(meta.tags[i], wanted->tags[i]) == 0;
    note_meta_finish(&meta);
    return same;
}

/* Takes the old text back unless what was wanted is there, only that differs, and the body not at
 * all. */
static enum status head_close(struct head *head, struct str *before, const struct wanted *wanted,
                              enum status status, struct error *err)
{
    struct front_matter now, was;
    front_matter_read(str_view(before), &was);
    front_matter_read(str_view(head->text), &now);
    struct view body = view_slice(str_view(head->text), now.body, head->text->len);
    struct view old_body = view_slice(str_view(before), was.body, before->len);
    bool right = now.fields && is_taken(str_view(head->text), &now, wanted);
    if (right && was.fields)
        right = view_equal(body, old_body) && has_same_others(was.fields, now.fields, wanted->key);
    if (status == STATUS_OK && !right)
        status = refuse(wanted->key, err);
    if (status != STATUS_OK) {
        str_clear(head->text);
        str_add(head->text, str_view(before));
    }
    front_matter_finish(&now);
    front_matter_finish(&was);
    front_matter_finish(&head->front);
    str_finish(before);
    return status;
}

enum status note_set_field(struct str *text, const char *key, struct view value, struct error *err)
{
    struct head head;
    struct str before = {0};
    const struct wanted wanted = {.key = key, .value = value};
    str_add(&before, str_view(text));
    enum status status = head_open(&head, text, err);
    if (status == STATUS_OK)
        status = change_field(&head, key, value, err);
    return head_close(&head, &before, &wanted, status, err);
}

enum status note_set_tags(struct str *text, char *const *tags, size_t count, struct error *err)
{
    struct head head;
    struct str before = {0};
    const struct wanted wanted = {.key = "tags", .tags = tags, .count = count, .is_tags = true};
    str_add(&before, str_view(text));
    enum status status = head_open(&head, text, err);
    if (status == STATUS_OK)
        status = change_tags(&head, tags, count, err);
    return head_close(&head, &before, &wanted, status, err);
}
