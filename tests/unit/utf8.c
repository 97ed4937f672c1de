#include "tests/unit/test.h"

#include "core/text/utf8.h"

static void every_code_point_comes_back(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x110000; code++) {
        char bytes[4];
        size_t size, len = utf8_encode(code, bytes);
        if (len == 0) {
            assert_true((code >= 0xD800 && code <= 0xDFFF) || code == 0x110000);
            continue;
        }
        assert_int_equal(utf8_decode(view_from(bytes, len), 0, &size), code);
        assert_int_equal(size, len);
    }
}

static void bad_sequences_are_invalid_byte_by_byte(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xE0\x9F\xBF",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xE2\x82",
        "\xF0\x8F\xBF\xBF",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xF0\x9F\x98",
        "\xC3",
        "\xFE",
        "\xFF",
        "\xE2\x28\xA1",
        "\xF0\x9F\x28\x80",
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
        size_t size;
        if (utf8_decode(view_of(bad[i]), 0, &size) != UTF8_INVALID || size != 1)
            fail_msg("sequence %zu was let through", i);
        assert_false(utf8_is_valid(view_of(bad[i])));
    }
    assert_true(utf8_is_valid(VIEW("")));
    assert_true(utf8_is_valid(VIEW("a\0é€😀")));
    assert_false(utf8_is_valid(VIEW("é€😀\xF0")));
}

static void floor_cuts_no_sequence(void **state)
{
    (void)state;
    struct view text = VIEW("aé€😀\x80\x80z"); /* begins at 0 1 3 6 10 11 12 */
    static const size_t want[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 12, 13, 13};
    for (size_t pos = 0; pos < sizeof(want) / sizeof(*want); pos++)
        assert_int_equal(utf8_floor(text, pos), want[pos]);
    assert_int_equal(utf8_floor(VIEW(""), 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(bad_sequences_are_invalid_byte_by_byte),
        cmocka_unit_test(floor_cuts_no_sequence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
