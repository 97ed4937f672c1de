#include "core/edit/vi_motion.h"

#include "core/edit/find.h"
#include "core/edit/span.h"

#include <string.h>

/* Motions to what is looked for: a character of the line, a pattern, a mark, a bracket's partner.
 */

/* --- f t F T ; , --- */

/* `skips`: a target right beside the cursor is not where `t` stops when it is done again. */
static bool to_key(struct vi *vi, struct vi_target *target, size_t count, bool back, bool skips)
{
    const struct rope *text = vi->editor->text;
    size_t line = vi_line_at(vi, target->from), start = vi_line_start(vi, line);
    size_t stop = vi_line_stop(vi, line), at = target->from;
    while (count) {
        if (back ? at == start : at >= stop)
            return false;
        size_t before = at;
        at = back ? span_previous(text, at) : span_next(text, at);
        if (at >= stop)
            return false;
        bool found = span_code(text, at) == vi->find_key;
        if (found && !(skips && before == target->from))
            count--;
    }
    if (vi->find_till)
        at = back ? span_next(text, at) : span_previous(text, at);
    target->to = at;
    target->inclusive = !back;
    return true;
}

static bool find_key(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                     bool back, bool till)
{
    vi->find_key = command->key;
    vi->find_back = back;
    vi->find_till = till;
    return to_key(vi, target, vi_count(command), back, false);
}

bool vi_motion_find(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return find_key(vi, command, target, false, false);
}

bool vi_motion_find_back(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return find_key(vi, command, target, true, false);
}

bool vi_motion_till(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return find_key(vi, command, target, false, true);
}

bool vi_motion_till_back(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return find_key(vi, command, target, true, true);
}

static bool find_again(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                       bool back)
{
    bool skips = vi->find_till && vi_count(command) == 1;
    return vi->find_key && to_key(vi, target, vi_count(command), back, skips);
}

bool vi_motion_find_again(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return find_again(vi, command, target, vi->find_back);
}

bool vi_motion_find_other_way(struct vi *vi, const struct vi_command *command,
                              struct vi_target *target)
{
    return find_again(vi, command, target, !vi->find_back);
}

/* --- patterns --- */

bool vi_search_set(struct vi *vi, struct view pattern)
{
    struct error err;
    struct str copy = {0};
    str_add(&copy, pattern);
    enum status status = find_set(vi->editor, str_view(&copy), &err);
    if (status == STATUS_OK) {
        str_finish(&vi->pattern);
        vi->pattern = copy;
        return true;
    }
    str_finish(&copy);
    return vi_fail(vi, "%s", err.text);
}

/* A count may be far more than there are matches: when a place comes again, whole rounds are left
 * out (Brent's algorithm: the place is compared with that of the last power of two). */
bool vi_search(struct vi *vi, size_t *pos, bool back, size_t count)
{
    struct error err;
    size_t seen = SIZE_MAX, seen_at = 0;
    if (!vi->pattern.len)
        return vi_fail(vi, "nothing has been searched for yet");
    if (!view_equal(find_text(vi->editor), str_view(&vi->pattern)) &&
        find_set(vi->editor, str_view(&vi->pattern), &err) != STATUS_OK)
        return vi_fail(vi, "%s", err.text);
    for (size_t i = 1; i <= count; i++) {
        struct find_hit hit;
        size_t from = back ? *pos : span_next(vi->editor->text, *pos);
        enum status status = back ? find_previous(vi->editor, from, &hit, &err)
                                  : find_next(vi->editor, from, &hit, &err);
        if (status != STATUS_OK)
            return vi_fail(vi, "%s", err.text);
        if (back ? hit.start >= from : hit.start < from)
            vi_say(vi, "round the end of the text");
        *pos = hit.start;
        if (*pos == seen)
            count = i + (count - i) % (i - seen_at);
        if ((i & (i - 1)) == 0) {
            seen = *pos;
            seen_at = i;
        }
    }
    return true;
}

static bool search(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                   bool back)
{
    vi->search_back = back;
    if (command->line.len && !vi_search_set(vi, command->line))
        return false;
    return vi_search(vi, &target->to, back, vi_count(command));
}

bool vi_motion_search(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return search(vi, command, target, false);
}

bool vi_motion_search_back(struct vi *vi, const struct vi_command *command,
                           struct vi_target *target)
{
    return search(vi, command, target, true);
}

bool vi_motion_next(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return vi_search(vi, &target->to, vi->search_back, vi_count(command));
}

bool vi_motion_previous(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return vi_search(vi, &target->to, !vi->search_back, vi_count(command));
}

/* The word at or behind `pos` in its line: its bytes. */
static bool word_here(const struct vi *vi, size_t pos, size_t *from, size_t *to)
{
    const struct rope *text = vi->editor->text;
    size_t line = vi_line_at(vi, pos), start = vi_line_start(vi, line);
    size_t stop = vi_line_stop(vi, line), at = pos;
    while (at < stop && vi_class(vi, at, false) < 2)
        at = span_next(text, at);
    if (at >= stop) { /* no word: punctuation will do */
        at = pos;
        while (at < stop && !vi_class(vi, at, false))
            at = span_next(text, at);
    }
    if (at >= stop)
        return false;
    unsigned class = vi_class(vi, at, false);
    *from = *to = at;
    while (*from > start && vi_class(vi, span_previous(text, *from), false) == class)
        *from = span_previous(text, *from);
    while (*to < stop && vi_class(vi, *to, false) == class)
        *to = span_next(text, *to);
    return true;
}

/* Quotes what means something in a pattern. */
static void add_literal(struct str *out, struct view text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (strchr("\\^$.[|()?*+{", text.data[i]) && text.data[i])
            str_add_char(out, '\\');
        str_add_char(out, text.data[i]);
    }
}

static bool search_word(struct vi *vi, const struct vi_command *command, struct vi_target *target,
                        bool back)
{
    struct str word = {0}, pattern = {0};
    size_t from, to;
    if (!word_here(vi, target->from, &from, &to))
        return vi_fail(vi, "there is no word under the cursor");
    bool letters = vi_class(vi, from, false) >= 2;
    rope_add_range(vi->editor->text, from, to, &word);
    str_add_text(&pattern, letters ? "\\b" : "");
    add_literal(&pattern, str_view(&word));
    str_add_text(&pattern, letters ? "\\b" : "");
    bool found = vi_search_set(vi, str_view(&pattern));
    vi->search_back = back;
    target->to = from;
    found = found && vi_search(vi, &target->to, back, vi_count(command));
    str_finish(&word);
    str_finish(&pattern);
    return found;
}

bool vi_motion_word_here(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return search_word(vi, command, target, false);
}

bool vi_motion_word_here_back(struct vi *vi, const struct vi_command *command,
                              struct vi_target *target)
{
    return search_word(vi, command, target, true);
}

/* --- marks --- */

static size_t mark_index(uint32_t name)
{
    if (name >= 'a' && name <= 'z')
        return name - 'a';
    return name == '\'' || name == '`' ? 26 : VI_MARKS;
}

void vi_set_mark(struct vi *vi, uint32_t name, size_t pos)
{
    if (mark_index(name) < VI_MARKS)
        vi->editor->marks[mark_index(name)] = pos + 1;
}

bool vi_mark(struct vi *vi, uint32_t name, size_t *pos)
{
    size_t at = mark_index(name) < VI_MARKS ? vi->editor->marks[mark_index(name)] : 0;
    if (at == 0 && mark_index(name) == 26) {
        *pos = 0;
        return true;
    }
    if (at == 0)
        return vi_fail(vi, "there is no such mark");
    size_t length = editor_size(vi->editor);
    *pos = span_floor(vi->editor->text, at - 1 < length ? at - 1 : length);
    return true;
}

bool vi_motion_mark(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    return vi_mark(vi, command->key, &target->to);
}

bool vi_motion_mark_line(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    if (!vi_mark(vi, command->key, &target->to))
        return false;
    target->to = vi_first_word(vi, vi_line_at(vi, target->to));
    return true;
}

/* --- brackets --- */

static const char brackets[] = "()[]{}";

/* From the bracket at `pos` to its partner. */
static bool partner(const struct vi *vi, size_t *pos)
{
    const struct rope *text = vi->editor->text;
    size_t length = rope_length(text), depth = 0, at = *pos;
    const char *here = strchr(brackets, rope_byte(text, at));
    bool opens = (here - brackets) % 2 == 0;
    char own = *here, other = opens ? here[1] : here[-1];
    for (;;) {
        char c = rope_byte(text, at);
        depth += c == own;
        depth -= c == other;
        if (depth == 0) {
            *pos = at;
            return true;
        }
        if (opens ? at + 1 >= length : at == 0)
            return false;
        at = opens ? at + 1 : at - 1;
    }
}

bool vi_motion_partner(struct vi *vi, const struct vi_command *command, struct vi_target *target)
{
    const struct rope *text = vi->editor->text;
    size_t line = vi_line_at(vi, target->from), stop = vi_line_stop(vi, line);
    if (command->count) {
        size_t lines = vi_lines(vi);
        if (command->count > 100)
            return false;
        target->to = vi_first_word(vi, (command->count * lines + 99) / 100 - 1);
        target->lines = true;
        target->inclusive = false;
        return true;
    }
    for (; target->to < stop; target->to = span_next(text, target->to)) {
        char c = rope_byte(text, target->to);
        if (c && strchr(brackets, c))
            return partner(vi, &target->to);
    }
    return false;
}
