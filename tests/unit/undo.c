/* The random test takes PALIMPSEST_TEST_STEPS steps when that is set: 1000000 for the long run. */
#include "tests/unit/test.h"

#include "core/text/bytes.h"
#include "core/text/undo.h"

#include "core/base/memory.h"

#include <zlib.h>

#include "tests/unit/random_text.h"

static struct undo *undo_of(struct view text)
{
    return undo_new(buffer_new_sized(text, 5, 16), 100);
}

static const struct rope *text_of(const struct undo *undo)
{
    return buffer_text(undo_buffer(undo));
}

static void assert_text(const struct undo *undo, const char *want)
{
    struct str got = {0};
    rope_add_range(text_of(undo), 0, SIZE_MAX, &got);
    assert_view_equal(str_view(&got), view_of(want));
    str_finish(&got);
}

static void edit_at(struct undo *undo, size_t from, size_t to, const char *text, int64_t ticks)
{
    size_t after = from + strlen(text);
    undo_edit(undo, &(struct undo_edit){.from = from,
                                        .to = to,
                                        .text = view_of(text),
                                        .before = {to, from},
                                        .after = {after, after},
                                        .when = {.time = 100 + ticks / 1000, .ticks = ticks}});
}

/* Types `text` a byte at a time, `pause` ticks apart. */
static void type(struct undo *undo, size_t pos, const char *text, int64_t *ticks, int64_t pause)
{
    for (size_t i = 0; text[i]; i++, *ticks += pause)
        edit_at(undo, pos + i, pos + i, (char[]){text[i], '\0'}, *ticks);
}

static void words_and_pauses_make_states(void **state)
{
    (void)state;
    struct undo *undo = undo_of(VIEW(""));
    struct undo_place place;
    int64_t ticks = 0;
    type(undo, 0, "two  words\n", &ticks, 1000);
    assert_int_equal(undo_count(undo), 3);
    assert_true(undo_back(undo, &place));
    assert_text(undo, "two  ");
    assert_int_equal(place.cursor, 5);
    assert_true(undo_forward(undo, &place));
    assert_int_equal(place.cursor, 11);
    type(undo, 11, "ab", &ticks, 1001);
    assert_int_equal(undo_count(undo), 5);
    undo_break(undo);
    edit_at(undo, 13, 13, "c", ticks - 1001);
    assert_int_equal(undo_count(undo), 6);
    edit_at(undo, 0, 0, "elsewhere", ticks);
    assert_int_equal(undo_count(undo), 7);
    edit_at(undo, 9, 10, "", ticks);
    assert_int_equal(undo_count(undo), 8);
    edit_at(undo, 3, 3, "back in time", ticks - 5000);
    edit_at(undo, 15, 15, "x", ticks - 9000);
    assert_int_equal(undo_count(undo), 10);
    undo_free(undo);
}

static void erasing_groups_both_ways(void **state)
{
    (void)state;
    struct undo *undo = undo_of(VIEW("one two three four"));
    struct undo_place place;
    for (size_t at = 18; at > 8; at--)
        edit_at(undo, at - 1, at, "", 0);
    assert_text(undo, "one two ");
    assert_int_equal(undo_count(undo), 3);
    for (size_t i = 0; i < 8; i++)
        edit_at(undo, 0, 1, "", 0);
    assert_text(undo, "");
    assert_int_equal(undo_count(undo), 5);
    assert_true(undo_back(undo, &place));
    assert_text(undo, "two ");
    assert_int_equal(place.cursor, 1);
    assert_int_equal(place.anchor, 0);
    assert_true(undo_go(undo, 1, &place));
    assert_text(undo, "one two three");
    undo_free(undo);
}

static void a_group_is_one_state(void **state)
{
    (void)state;
    struct undo *undo = undo_of(VIEW("abc"));
    struct undo_place place;
    undo_begin(undo);
    undo_end(undo);
    undo_end(undo);
    assert_int_equal(undo_count(undo), 1);
    undo_begin(undo);
    edit_at(undo, 3, 3, "one two", 0);
    undo_begin(undo);
    edit_at(undo, 0, 1, "", 5000);
    undo_end(undo);
    edit_at(undo, 0, 2, "xyz", 90000);
    undo_end(undo);
    edit_at(undo, 3, 3, "-", 90000);
    assert_text(undo, "xyz-one two");
    assert_int_equal(undo_count(undo), 3);
    struct undo_state info = undo_state(undo, 1);
    assert_int_equal(info.inserted, 10);
    assert_int_equal(info.removed, 3);
    assert_int_equal(info.time, 190);
    assert_true(undo_back(undo, &place) && undo_back(undo, &place));
    assert_text(undo, "abc");
    assert_false(undo_back(undo, &place));
    undo_free(undo);
}

static void branches_are_kept(void **state)
{
    (void)state;
    struct undo *undo = undo_of(VIEW(""));
    struct undo_place place;
    edit_at(undo, 0, 0, "a", 0);
    edit_at(undo, 0, 1, "b", 10000);
    assert_true(undo_back(undo, &place));
    edit_at(undo, 0, 1, "c", 20000);
    assert_false(undo_forward(undo, &place));
    assert_int_equal(undo_state(undo, 2).parent, 1);
    assert_int_equal(undo_state(undo, 3).parent, 1);
    assert_true(undo_go(undo, 2, &place));
    assert_text(undo, "b");
    assert_true(undo_back(undo, &place));
    assert_true(undo_forward(undo, &place));
    assert_int_equal(undo_current(undo), 2);
    assert_true(undo_go(undo, 0, &place));
    assert_true(undo_forward(undo, &place) && undo_forward(undo, &place));
    assert_text(undo, "b");
    assert_false(undo_go(undo, 4, &place));
    assert_int_equal(undo_at_time(undo, 99), 0);
    assert_int_equal(undo_at_time(undo, 110), 2);
    assert_int_equal(undo_at_time(undo, 119), 2);
    assert_int_equal(undo_at_time(undo, 999), 3);
    undo_free(undo);
}

static void nothing_done_leaves_no_trace(void **state)
{
    (void)state;
    struct undo *undo = undo_of(VIEW("abc"));
    edit_at(undo, 1, 1, "", 0);
    edit_at(undo, 2, 1, "", 0);
    edit_at(undo, 9, 12, "", 0);
    assert_int_equal(undo_count(undo), 1);
    assert_int_equal(undo_saved(undo), UNDO_NONE);
    edit_at(undo, 3, 3, "d", 0);
    undo_mark_saved(undo);
    assert_int_equal(undo_saved(undo), 1);
    edit_at(undo, 4, 4, "e", 0);
    assert_int_equal(undo_current(undo), 2);
    undo_free(undo);
}

static void summaries_say_what_was_done(void **state)
{
    (void)state;
    struct undo *undo = undo_of(VIEW("a\nb"));
    struct str got = {0};
    edit_at(undo, 3, 3, "0123456789012345678901234567890123456789\xC3\xA9", 0);
    edit_at(undo, 0, 3, "", 5000);
    edit_at(undo, 0, 39, "x", 9000);
    undo_begin(undo);
    edit_at(undo, 0, 0, "y", 9000);
    edit_at(undo, 2, 3, "z", 9000);
    undo_end(undo);
    for (size_t i = 0; i < undo_count(undo); i++) {
        undo_add_summary(undo, i, &got);
        str_add_char(&got, '\n');
    }
    assert_string_equal(str_text(&got),
                        "opened\n"
                        "typed “0123456789012345678901234567890123456789…”\n"
                        "erased “a b”\n"
                        "replaced “012345678901234567890123456789012345678” with “x”\n"
                        "2 changes\n");
    str_finish(&got);
    undo_free(undo);
}

static void follow(const struct undo_change *change, void *data)
{
    struct str in = {0};
    rope_add_range(change->inserted, 0, SIZE_MAX, &in);
    str_replace(data, change->pos, change->pos + change->removed, str_view(&in));
    str_finish(&in);
}

/* The texts of all states, as plain strings. */
struct texts {
    struct str *items;
    size_t len, cap;
};

static void keep_text(struct texts *texts, const struct undo *undo, const struct str *plain)
{
    while (texts->len < undo_count(undo))
        *ARRAY_PUSH(texts->items, texts->len, texts->cap) = (struct str){0};
    struct str *item = &texts->items[undo_current(undo)];
    str_clear(item);
    str_add(item, str_view(plain));
}

static void finish_texts(struct texts *texts)
{
    for (size_t i = 0; i < texts->len; i++)
        str_finish(&texts->items[i]);
    free(texts->items);
}

static void random_edit(struct undo *undo, uint64_t *seed, struct str *plain, int64_t *ticks)
{
    struct str text = {0};
    size_t from = random_below(seed, 3) ? undo_state(undo, undo_current(undo)).after.cursor
                                        : random_below(seed, plain->len + 1);
    from = from < plain->len ? from : plain->len;
    size_t to = from + (random_below(seed, 2) ? random_below(seed, plain->len > 300 ? 90 : 5) : 0);
    to = to < plain->len ? to : plain->len;
    random_text(seed, random_below(seed, 30) ? 3 : 40, &text);
    undo_edit(undo, &(struct undo_edit){.from = from,
                                        .to = to,
                                        .text = str_view(&text),
                                        .before = {from, to},
                                        .after = {from + text.len, from + text.len},
                                        .when = {.time = *ticks / 1000, .ticks = *ticks}});
    str_replace(plain, from, to, str_view(&text));
    *ticks += (int64_t)random_below(seed, 700);
    str_finish(&text);
}

/* One step of the property test: mostly edits, at times back, forth, or anywhere. */
static void random_step(struct undo *undo, uint64_t *seed, struct str *plain, struct texts *texts,
                        int64_t *ticks)
{
    struct undo_place place;
    size_t what = random_below(seed, 40), recent = undo_count(undo);
    if (what < 24) {
        random_edit(undo, seed, plain, ticks);
        keep_text(texts, undo, plain);
        return;
    }
    if (what < 31)
        undo_back(undo, &place);
    else if (what < 37)
        undo_forward(undo, &place);
    else if (what == 37)
        undo_go(undo, recent - 1 - random_below(seed, recent < 30 ? recent : 30), &place);
    else if (what == 38)
        undo_begin(undo);
    else
        undo_end(undo);
    str_clear(plain);
    str_add(plain, str_view(&texts->items[undo_current(undo)]));
}

static void assert_all_texts(struct undo *undo, const struct texts *texts)
{
    struct undo_place place;
    assert_int_equal(undo_count(undo), texts->len);
    for (size_t i = texts->len; i-- > 0;) {
        assert_true(undo_go(undo, i, &place));
        assert_true(rope_is(text_of(undo), str_view(&texts->items[i])));
    }
}

/* A fresh tree now and then, so that the texts of all its states can be kept. */
static void random_history(uint64_t *seed, size_t steps)
{
    struct undo *undo = undo_of(VIEW(""));
    struct str plain = {0}, followed = {0};
    struct texts texts = {0};
    int64_t ticks = 0;
    undo_watch(undo, follow, &followed);
    keep_text(&texts, undo, &plain);
    for (; steps > 0; steps--) {
        random_step(undo, seed, &plain, &texts, &ticks);
        if (!rope_is(text_of(undo), str_view(&plain)))
            fail_msg("%zu steps before the end the texts differ", steps);
        assert_true(view_equal(str_view(&followed), str_view(&plain)));
    }
    assert_all_texts(undo, &texts);
    undo_free(undo);
    finish_texts(&texts);
    str_finish(&plain);
    str_finish(&followed);
}

static void random_histories_equal_plain_strings(void **state)
{
    (void)state;
    uint64_t seed = 31415926535;
    for (size_t steps = random_steps(50000); steps > 0;) {
        size_t part = steps < 5000 ? steps : 5000;
        random_history(&seed, part);
        steps -= part;
    }
}

/* A tree with branches and the text it ends in, and its bytes. */
static struct undo *make_history(struct str *file, struct texts *texts)
{
    struct undo *undo = undo_of(VIEW("begin\n"));
    struct str plain = {0};
    uint64_t seed = 99;
    int64_t ticks = 0;
    str_add_text(&plain, "begin\n");
    keep_text(texts, undo, &plain);
    for (size_t i = 0; i < 120; i++)
        random_step(undo, &seed, &plain, texts, &ticks);
    undo_write(undo, file);
    str_finish(&plain);
    return undo;
}

static struct buffer *same_text(const struct undo *undo)
{
    struct str text = {0};
    rope_add_range(text_of(undo), 0, SIZE_MAX, &text);
    struct buffer *buffer = buffer_new_sized(str_view(&text), 4, 16);
    str_finish(&text);
    return buffer;
}

static void a_history_survives_a_restart(void **state)
{
    (void)state;
    struct str file = {0}, again = {0};
    struct texts texts = {0};
    struct undo *undo = make_history(&file, &texts), *read;
    struct error err;
    if (undo_read(str_view(&file), same_text(undo), &read, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_int_equal(undo_current(read), undo_current(undo));
    assert_int_equal(undo_saved(read), undo_current(undo));
    for (size_t i = 0; i < undo_count(undo); i++) {
        struct undo_state a = undo_state(undo, i), b = undo_state(read, i);
        assert_memory_equal(&a, &b, sizeof(a));
    }
    undo_write(read, &again);
    assert_view_equal(str_view(&again), str_view(&file));
    assert_all_texts(read, &texts);
    undo_free(read);
    undo_free(undo);
    finish_texts(&texts);
    str_finish(&file);
    str_finish(&again);
}

static void damage_and_other_texts_are_refused(void **state)
{
    (void)state;
    struct str file = {0};
    struct texts texts = {0};
    struct undo *undo = make_history(&file, &texts), *read = NULL;
    struct buffer *buffer = same_text(undo);
    struct error err;
    for (size_t cut = 0; cut < file.len; cut++)
        assert_int_equal(undo_read(view_slice(str_view(&file), 0, cut), buffer, &read, &err),
                         STATUS_INVALID);
    for (size_t i = 0; i < file.len; i++) {
        file.data[i] ^= 0x20;
        assert_int_not_equal(undo_read(str_view(&file), buffer, &read, &err), STATUS_OK);
        file.data[i] ^= 0x20;
    }
    buffer_insert(buffer, 0, VIEW("x"));
    assert_int_equal(undo_read(str_view(&file), buffer, &read, &err), STATUS_CONFLICT);
    str_add_char(&file, '\0');
    assert_int_equal(undo_read(str_view(&file), buffer, &read, &err), STATUS_INVALID);
    assert_null(read);
    buffer_free(buffer);
    undo_free(undo);
    finish_texts(&texts);
    str_finish(&file);
}

/* With the checksum made right again, what is said must still be true of the text. */
static void forged_histories_are_refused_or_whole(void **state)
{
    (void)state;
    struct str file = {0};
    struct texts texts = {0};
    struct undo *undo = make_history(&file, &texts), *read;
    size_t taken = 0;
    struct undo_place place;
    for (size_t i = 20; i < file.len; i++) {
        for (int bit = 0; bit < 8; bit += 3) {
            struct buffer *buffer = same_text(undo);
            file.data[i] ^= (char)(1 << bit);
            bytes_store32(file.data + 8,
                          (uint32_t)crc32_z(0, (const Bytef *)file.data + 12, file.len - 12));
            if (undo_read(str_view(&file), buffer, &read, NULL) == STATUS_OK) {
                for (size_t k = 0; k < undo_count(read); k++)
                    assert_true(undo_go(read, k, &place));
                undo_free(read);
                taken++;
            } else {
                buffer_free(buffer);
            }
            file.data[i] ^= (char)(1 << bit);
        }
    }
    assert_in_range(taken, 1, file.len * 3 / 2);
    undo_free(undo);
    finish_texts(&texts);
    str_finish(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_pauses_make_states),
        cmocka_unit_test(erasing_groups_both_ways),
        cmocka_unit_test(a_group_is_one_state),
        cmocka_unit_test(branches_are_kept),
        cmocka_unit_test(nothing_done_leaves_no_trace),
        cmocka_unit_test(summaries_say_what_was_done),
        cmocka_unit_test(random_histories_equal_plain_strings),
        cmocka_unit_test(a_history_survives_a_restart),
        cmocka_unit_test(damage_and_other_texts_are_refused),
        cmocka_unit_test(forged_histories_are_refused_or_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
