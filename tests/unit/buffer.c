/* The random test takes PALIMPSEST_TEST_STEPS steps when that is set: 1000000 for the long run. */
#include "tests/unit/test.h"

#include "core/text/buffer.h"
#include "core/text/bytes.h"
#include "core/text/hash.h"
#include "core/text/rope_node.h"

#include "tests/unit/random_text.h"

#include <pthread.h>

/* The height, after a look at every promise of the tree. */
static unsigned check_tree(const struct rope *node, size_t piece_max)
{
    if (!node)
        return 0;
    unsigned left = check_tree(node->left, piece_max), right = check_tree(node->right, piece_max);
    assert_true(left <= right + 1 && right <= left + 1);
    assert_int_equal(node->height, (left > right ? left : right) + 1);
    assert_in_range(node->piece.len, 1, piece_max);
    assert_int_equal(node->piece.newlines, rope_count_newlines(node->piece.data, node->piece.len));
    assert_int_equal(node->length,
                     node->piece.len + rope_length(node->left) + rope_length(node->right));
    assert_int_equal(rope_line_count(node) + 1, node->piece.newlines + rope_line_count(node->left) +
                                                    rope_line_count(node->right));
    return node->height;
}

/* Every position and line of `rope` against a naive count. */
static void check_lines(const struct rope *rope, struct view want)
{
    size_t line = 0, start = 0;
    for (size_t pos = 0; pos <= want.len; pos++) {
        assert_int_equal(rope_line_at(rope, pos), line);
        if (pos == want.len || want.data[pos] == '\n') {
            assert_int_equal(rope_line_start(rope, line), start);
            assert_int_equal(rope_line_end(rope, line), pos);
            line++;
            start = pos + 1;
        }
    }
    assert_int_equal(rope_line_count(rope), line);
    assert_int_equal(rope_line_start(rope, line), want.len);
    assert_int_equal(rope_line_end(rope, line), want.len);
    assert_int_equal(rope_line_at(rope, want.len + 9), line - 1);
}

static void random_edits_equal_a_plain_string(void **state)
{
    (void)state;
    uint64_t seed = 20260301;
    struct str plain = {0}, text = {0};
    struct buffer *buffer = buffer_new_sized(VIEW(""), 5, 16);
    for (size_t step = random_steps(50000); step > 0; step--) {
        size_t from = random_below(&seed, plain.len + 1);
        size_t most = plain.len > 400 ? 120 : 8;
        size_t to = from + random_below(&seed, most);
        to = to < plain.len ? to : plain.len;
        random_text(&seed, random_below(&seed, 20) ? 6 : 60, &text);
        buffer_replace(buffer, from, to, str_view(&text));
        str_replace(&plain, from, to, str_view(&text));
        if (!rope_is(buffer_text(buffer), str_view(&plain)))
            fail_msg("%zu steps before the end the texts differ", step);
        if (step % 64 == 0) {
            check_tree(buffer_text(buffer), 5);
            check_lines(buffer_text(buffer), str_view(&plain));
        }
    }
    buffer_free(buffer);
    str_finish(&plain);
    str_finish(&text);
}

static void snapshots_stay_as_they_were(void **state)
{
    (void)state;
    enum { KEPT = 16 };
    uint64_t seed = 7;
    struct buffer *buffer = buffer_new_sized(VIEW("one\ntwo\r\nthree"), 3, 8);
    struct rope *snapshots[KEPT] = {NULL};
    struct str texts[KEPT] = {{0}}, text = {0};
    for (size_t step = 0; step < 4000; step++) {
        size_t slot = random_below(&seed, KEPT);
        assert_true(rope_is(snapshots[slot], str_view(&texts[slot])));
        rope_free(snapshots[slot]);
        snapshots[slot] = buffer_snapshot(buffer);
        str_clear(&texts[slot]);
        rope_add_range(buffer_text(buffer), 0, SIZE_MAX, &texts[slot]);
        size_t from = random_below(&seed, rope_length(buffer_text(buffer)) + 1);
        random_text(&seed, 8, &text);
        buffer_replace(buffer, from, from + random_below(&seed, 10), str_view(&text));
    }
    buffer_free(buffer);
    for (size_t slot = 0; slot < KEPT; slot++) {
        check_tree(snapshots[slot], 3);
        assert_true(rope_is(snapshots[slot], str_view(&texts[slot])));
        rope_free(snapshots[slot]);
        str_finish(&texts[slot]);
    }
    str_finish(&text);
}

/* Reads a snapshot again and again; counts the times it was not as it should be. */
struct reader {
    struct rope *snapshot;
    uint64_t hash;
    size_t wrong;
};

static void *read_snapshot(void *data)
{
    struct reader *reader = data;
    for (int i = 0; i < 200; i++) {
        struct rope *part = rope_slice(reader->snapshot, (size_t)i, SIZE_MAX);
        reader->wrong += rope_hash(reader->snapshot) != reader->hash ||
                         rope_length(part) + (size_t)i != rope_length(reader->snapshot);
        rope_free(part);
    }
    rope_free(reader->snapshot);
    return NULL;
}

static void a_thread_reads_a_snapshot_while_editing_goes_on(void **state)
{
    (void)state;
    uint64_t seed = 11;
    struct str text = {0};
    pthread_t thread;
    str_add_many(&text, 'a', 1000);
    struct buffer *buffer = buffer_new_sized(str_view(&text), 7, 32);
    struct reader reader = {.snapshot = buffer_snapshot(buffer), .hash = hash_of(str_view(&text))};
    assert_int_equal(pthread_create(&thread, NULL, read_snapshot, &reader), 0);
    for (size_t step = 0; step < 5000; step++) {
        size_t from = random_below(&seed, rope_length(buffer_text(buffer)) + 1);
        random_text(&seed, 4, &text);
        buffer_replace(buffer, from, from + random_below(&seed, 4), str_view(&text));
    }
    buffer_free(buffer);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_int_equal(reader.wrong, 0);
    str_finish(&text);
}

static void parts_share_and_join_again(void **state)
{
    (void)state;
    struct view want = VIEW("alpha\nbeta\ngamma\n\xFF\0delta");
    struct buffer *buffer = buffer_new_sized(want, 4, 8);
    const struct rope *whole = buffer_text(buffer);
    for (size_t at = 0; at <= want.len + 1; at++) {
        struct rope *left = rope_slice(whole, 0, at), *right = rope_slice(whole, at, SIZE_MAX);
        assert_true(rope_is(left, view_slice(want, 0, at)));
        assert_true(rope_is(right, view_slice(want, at, want.len)));
        struct rope *joined = rope_concat(left, right);
        check_tree(joined, 4);
        assert_true(rope_equal(joined, whole));
        assert_int_equal(rope_hash(joined), hash_of(want));
        rope_free(joined);
    }
    assert_null(rope_slice(whole, 5, 5));
    assert_null(rope_slice(whole, 6, 5));
    buffer_free(buffer);
}

static void chunks_go_both_ways(void **state)
{
    (void)state;
    struct view want = VIEW("0123456789abcdef");
    struct buffer *buffer = buffer_new_sized(want, 3, 8);
    const struct rope *text = buffer_text(buffer);
    for (size_t pos = 0; pos <= want.len; pos++) {
        struct view after = rope_chunk(text, pos), before = rope_chunk_before(text, pos);
        assert_true((after.len == 0) == (pos == want.len));
        assert_true((before.len == 0) == (pos == 0));
        assert_view_equal(after, view_slice(want, pos, pos + after.len));
        assert_view_equal(before, view_slice(want, pos - before.len, pos));
        if (pos < want.len)
            assert_int_equal(rope_byte(text, pos), want.data[pos]);
    }
    assert_int_equal(rope_chunk(text, 99).len, 0);
    assert_view_equal(rope_chunk_before(text, 99), VIEW("f"));
    buffer_free(buffer);
}

static void the_empty_text_has_one_line(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_new(VIEW(""));
    struct view chunk;
    struct rope_cursor cursor = rope_cursor(buffer_text(buffer), 0, SIZE_MAX);
    assert_false(rope_cursor_next(&cursor, &chunk));
    check_lines(buffer_text(buffer), VIEW(""));
    buffer_delete(buffer, 0, 9);
    buffer_insert(buffer, 9, VIEW("\n"));
    check_lines(buffer_text(buffer), VIEW("\n"));
    buffer_replace(buffer, 7, 3, VIEW("x"));
    assert_true(rope_is(buffer_text(buffer), VIEW("\nx")));
    assert_true(rope_equal(NULL, NULL));
    assert_false(rope_equal(NULL, buffer_text(buffer)));
    buffer_free(buffer);
}

static void typing_grows_one_piece_and_undoing_a_cut_heals_it(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_new(VIEW("head tail"));
    for (size_t i = 0; i < 1000; i++)
        buffer_insert(buffer, 5 + i, VIEW("x"));
    assert_in_range(buffer_text(buffer)->height, 1, 2);
    struct rope *cut;
    buffer_splice(buffer, 100, 200, NULL, &cut);
    buffer_splice(buffer, 100, 100, cut, NULL);
    assert_in_range(buffer_text(buffer)->height, 1, 2);
    buffer_free(buffer);
}

static void note_release(void *data)
{
    ++*(int *)data;
}

static void borrowed_bytes_go_back_with_the_last_piece(void **state)
{
    (void)state;
    int released = 0;
    struct view text = VIEW("borrowed");
    struct buffer *buffer = buffer_borrow(text, note_release, &released);
    assert_ptr_equal(rope_chunk(buffer_text(buffer), 0).data, text.data);
    struct rope *snapshot = buffer_snapshot(buffer);
    buffer_delete(buffer, 0, SIZE_MAX);
    buffer_free(buffer);
    assert_int_equal(released, 0);
    assert_true(rope_is(snapshot, text));
    rope_free(snapshot);
    assert_int_equal(released, 1);
    buffer_free(buffer_borrow(VIEW(""), note_release, &released));
    assert_int_equal(released, 2);
}

static void every_edit_has_its_version(void **state)
{
    (void)state;
    struct buffer *buffer = buffer_new(VIEW("a"));
    uint64_t before = buffer_version(buffer);
    buffer_insert(buffer, 0, VIEW("b"));
    assert_int_not_equal(buffer_version(buffer), before);
    buffer_free(buffer);
}

/* A line of 10 MB and 100,000 lines: edits in the middle cost what they do in a small text. The
 * limit is far above what is measured (2 microseconds), and far below any copy of the text. */
static void large_texts_are_edited_in_place(void **state)
{
    (void)state;
    struct str large = {0};
    str_add_many(&large, 'x', 10 << 20);
    for (int lines = 0; lines < 2; lines++) {
        for (size_t i = 0; lines && i < large.len; i += 104)
            large.data[i] = '\n';
        struct buffer *buffer = buffer_new(str_view(&large));
        size_t middle = large.len / 2;
        for (size_t i = 0; i < 20000; i++) {
            buffer_insert(buffer, middle + i, VIEW("y"));
            assert_true(rope_line_at(buffer_text(buffer), middle + i) <= 100825);
        }
        assert_int_equal(rope_length(buffer_text(buffer)), large.len + 20000);
        check_tree(buffer_text(buffer), ROPE_PIECE_MAX);
        buffer_free(buffer);
    }
    str_finish(&large);
}

static void hashes_are_xxh64(void **state)
{
    (void)state;
    assert_true(hash_of(VIEW("")) == 0xEF46DB3751D8E999U);
    assert_true(hash_of(VIEW("a")) == 0xD24EC4F1A98C6E5BU);
    assert_true(hash_of(VIEW("abc")) == 0x44BC2CF5AD770999U);
    struct view text = VIEW("Call me Ishmael. Some years ago--never mind how long precisely-");
    assert_true(hash_of(text) == 0x02A2E85470D6FD96U);
    for (size_t cut = 0; cut <= text.len; cut++) {
        struct hash hash;
        hash_init(&hash);
        hash_add(&hash, view_slice(text, 0, cut));
        hash_add(&hash, view_slice(text, cut, text.len));
        assert_true(hash_end(&hash) == hash_of(text));
    }
}

static void numbers_come_back_and_bad_ones_are_told(void **state)
{
    (void)state;
    static const uint64_t values[] = {0, 1, 127, 128, 16383, 16384, UINT32_MAX, UINT64_MAX};
    struct str out = {0};
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++) {
        str_clear(&out);
        bytes_add_count(&out, values[i]);
        bytes_add64(&out, values[i]);
        struct bytes_reader reader = {.bytes = str_view(&out)};
        assert_true(bytes_read_count(&reader) == values[i]);
        assert_true(bytes_read64(&reader) == values[i]);
        assert_false(reader.bad);
        assert_int_equal(bytes_read32(&reader), 0);
        assert_true(reader.bad);
    }
    str_finish(&out);
    struct bytes_reader large = {.bytes = VIEW("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02")};
    assert_true(bytes_read_count(&large) == 0 && large.bad);
    struct bytes_reader endless = {.bytes =
                                       VIEW("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01")};
    assert_true(bytes_read_count(&endless) == 0 && endless.bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_edits_equal_a_plain_string),
        cmocka_unit_test(snapshots_stay_as_they_were),
        cmocka_unit_test(a_thread_reads_a_snapshot_while_editing_goes_on),
        cmocka_unit_test(parts_share_and_join_again),
        cmocka_unit_test(chunks_go_both_ways),
        cmocka_unit_test(the_empty_text_has_one_line),
        cmocka_unit_test(typing_grows_one_piece_and_undoing_a_cut_heals_it),
        cmocka_unit_test(borrowed_bytes_go_back_with_the_last_piece),
        cmocka_unit_test(every_edit_has_its_version),
        cmocka_unit_test(large_texts_are_edited_in_place),
        cmocka_unit_test(hashes_are_xxh64),
        cmocka_unit_test(numbers_come_back_and_bad_ones_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
