#include "tests/unit/test.h"

#include "core/text/sha.h"

static void assert_hash(struct view text, const char *want)
{
    char got[SHA256_HEX];
    sha256_of(text, got);
    assert_string_equal(got, want);
}

/* The examples of FIPS 180-4 and what `sha256sum` says. */
static void texts_have_the_hashes_of_the_standard(void **state)
{
    (void)state;
    assert_hash(VIEW(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_hash((struct view){0},
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert_hash(VIEW("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_hash(VIEW("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void a_million_bytes_are_many_blocks(void **state)
{
    (void)state;
    struct str text = {0};
    str_add_many(&text, 'a', 1000000);
    assert_hash(str_view(&text),
                "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    str_finish(&text);
}

static void an_index_ends_with_the_sum_of_the_standard(void **state)
{
    static const unsigned char want[SHA1_SIZE] = {0xa9, 0x99, 0x3e, 0x36, 0x47, 0x06, 0x81,
                                                  0x6a, 0xba, 0x3e, 0x25, 0x71, 0x78, 0x50,
                                                  0xc2, 0x6c, 0x9c, 0xd0, 0xd8, 0x9d};
    unsigned char got[SHA1_SIZE];
    (void)state;
    sha1_of(VIEW("abc"), got);
    assert_memory_equal(got, want, sizeof(want));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_the_hashes_of_the_standard),
        cmocka_unit_test(a_million_bytes_are_many_blocks),
        cmocka_unit_test(an_index_ends_with_the_sum_of_the_standard),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
