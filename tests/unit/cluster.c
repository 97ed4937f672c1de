#include "tests/unit/test.h"

#include "core/text/cluster.h"
#include "core/text/utf8.h"

#include <utf8proc.h>

/* What may never be shown, written down again apart from the filter's own classes. */
struct range {
    uint32_t first, last;
};

static const struct range bidi[] = {
    {0x061C, 0x061C}, {0x200E, 0x200F}, {0x202A, 0x202E}, {0x2066, 0x2069}};
static const struct range invisible[] = {
    {0x00AD, 0x00AD},   {0x034F, 0x034F},   {0x115F, 0x1160}, {0x17B4, 0x17B5}, {0x180B, 0x180F},
    {0x200B, 0x200F},   {0x2028, 0x2029},   {0x202A, 0x202E}, {0x2060, 0x206F}, {0x3164, 0x3164},
    {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3},
    {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

#define RANGES_HAVE(ranges, code) ranges_have((ranges), sizeof(ranges) / sizeof(*(ranges)), (code))

static bool ranges_have(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++)
        if (code >= ranges[i].first && code <= ranges[i].last)
            return true;
    return false;
}

static bool is_in_context(uint32_t code)
{
    return code == 0x200C || code == 0x200D || code == 0xFE0E || code == 0xFE0F;
}

static void check_shown_code(uint32_t code, bool context)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)code);
    if (code < 0x20 || (code >= 0x7F && code <= 0x9F) || RANGES_HAVE(bidi, code) ||
        category == UTF8PROC_CATEGORY_CN || category == UTF8PROC_CATEGORY_CO ||
        (code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF))
        fail_msg("U+%04X is shown", (unsigned)code);
    if (RANGES_HAVE(invisible, code) && !(context && is_in_context(code)))
        fail_msg("U+%04X is shown", (unsigned)code);
}

/* Filters `text` twice. `context`: joiners and selectors may have a reason to be there. */
static void check_filter(struct view text, bool context)
{
    struct str once = {0}, twice = {0};
    cluster_add_shown(&once, text);
    struct view shown = str_view(&once);
    for (size_t pos = 0, size; pos < shown.len; pos += size) {
        uint32_t code = utf8_decode(shown, pos, &size);
        assert_int_not_equal(code, UTF8_INVALID);
        check_shown_code(code, context);
    }
    cluster_add_shown(&twice, shown);
    assert_view_equal(str_view(&twice), shown);
    if (cluster_width(text) != cluster_width(shown))
        fail_msg("\"%s\" changes its width", str_text(&once));
    str_finish(&once);
    str_finish(&twice);
}

static void no_code_point_passes_that_may_not(void **state)
{
    (void)state;
    static const char *const before[] = {"", "a", "\xD8\xA8", "\xE0\xA4\x95\xE0\xA5\x8D"};
    static const char *const after[] = {"", "", "\xD8\xA8", ""};
    for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
        for (uint32_t code = 0; code <= 0x10FFFF; code += code < 0x3000 ? 1 : test_every()) {
            char bytes[4], text[24];
            size_t len = utf8_encode(code, bytes), at = strlen(before[i]);
            memcpy(text, before[i], at);
            memcpy(text + at, bytes, len);
            memcpy(text + at + len, after[i], strlen(after[i]));
            check_filter(view_from(text, at + len + strlen(after[i])), i >= 2);
        }
}

static void no_byte_passes_that_may_not(void **state)
{
    (void)state;
    for (unsigned a = 0; a < 256; a++)
        for (unsigned b = 0; b < 256; b++) {
            char text[3] = {(char)a, (char)b, 'x'};
            check_filter(view_from(text, 1), false);
            check_filter(view_from(text, 2), false);
            check_filter(view_from(text, 3), false);
        }
}

static void check_borders(struct view text)
{
    struct cluster cluster;
    size_t width = 0, next;
    for (size_t pos = 0; pos < text.len; pos = next) {
        next = cluster_next(text, pos, &cluster);
        assert_true(next > pos && next <= text.len);
        assert_int_equal(cluster.text[cluster.len], '\0');
        assert_true(cluster.len < CLUSTER_TEXT_MAX && cluster.width > 0);
        for (size_t inside = pos + 1; inside <= next; inside++)
            assert_int_equal(cluster_previous(text, inside), pos);
        width += cluster.width;
    }
    assert_int_equal(cluster_width(text), width);
}

static void check_clipping(struct view text)
{
    for (size_t cols = 0; cols < 8; cols++) {
        struct str clipped = {0};
        cluster_add_clipped(&clipped, text, cols);
        size_t width = cluster_width(str_view(&clipped));
        assert_true(width <= cols);
        if (cluster_width(text) <= cols)
            assert_int_equal(width, cluster_width(text));
        else
            assert_true(cols == 0 || view_ends(str_view(&clipped), "…"));
        str_finish(&clipped);
    }
}

/* Everything that joins, breaks or hides, in every order. */
static void mixed_text_keeps_its_rules(void **state)
{
    (void)state;
    static const uint32_t alphabet[] = {
        'a',     '1',     '#',     ' ',     0x1B,    0x0301, 0x0903, 0x094D,  0x0915,
        0x0628,  0x064B,  0x200C,  0x200D,  0xFE0F,  0xFE0E, 0x20E3, 0x2764,  0x26A0,
        0x1F468, 0x1F33E, 0x1F3FD, 0x1F1E9, 0x1F1EA, 0x1112, 0x1161, 0x11AB,  0xD55C,
        0xAC00,  0x3042,  0x3099,  0xFF76,  0xFF9E,  0x0600, 0x0D4E, 0xE0067, 0x202E,
        0x200B,  0xFFFD,  0x25CC,  0xE000,  0x0378,  0x9B,   0x102B, 0xA9,
    };
    uint32_t seed = 20260301;
    for (unsigned round = 0; round < 60000 / test_every(); round++) {
        struct str text = {0};
        unsigned count = 1 + round % 12;
        for (unsigned i = 0; i < count; i++) {
            char bytes[4];
            seed = seed * 1664525 + 1013904223;
            unsigned pick = (seed >> 16) % (sizeof(alphabet) / sizeof(*alphabet) + 1);
            if (pick < sizeof(alphabet) / sizeof(*alphabet))
                str_add(&text, view_from(bytes, utf8_encode(alphabet[pick], bytes)));
            else
                str_add_char(&text, (char)(0x80 | (seed >> 24)));
        }
        check_filter(str_view(&text), true);
        check_borders(str_view(&text));
        check_clipping(str_view(&text));
        str_finish(&text);
    }
}

struct shown {
    const char *text, *shown;
    size_t width, clusters;
};

static void check_shown(const struct shown *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct str out = {0};
        struct view text = view_of(cases[i].text);
        cluster_add_shown(&out, text);
        assert_view_equal(str_view(&out), view_of(cases[i].shown ? cases[i].shown : cases[i].text));
        assert_int_equal(cluster_is_shown(text), view_equal(str_view(&out), text));
        size_t clusters = 0;
        struct cluster cluster;
        for (size_t pos = 0; pos < text.len; clusters++)
            pos = cluster_next(text, pos, &cluster);
        if (cluster_width(text) != cases[i].width || clusters != cases[i].clusters)
            fail_msg("\"%s\": %zu cells, %zu clusters", cases[i].text, cluster_width(text),
                     clusters);
        str_finish(&out);
    }
}

static void text_of_people_is_shown_as_it_is(void **state)
{
    (void)state;
    static const struct shown cases[] = {
        {"", NULL, 0, 0},
        {"abc", NULL, 3, 3},
        {"é", NULL, 1, 1},
        {"e\xCC\x81", NULL, 1, 1},
        {"日本", NULL, 4, 2},
        {"は\xE3\x82\x99", NULL, 2, 1}, /* a voicing mark */
        {"한국어", NULL, 6, 3},
        {"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", NULL, 2, 1}, /* 한 in three jamo */
        {"नमस्ते", NULL, 4, 4},
        {"क्\xE2\x80\x8Dष", NULL, 2, 2},      /* ZWJ after a virama */
        {"می\xE2\x80\x8C", NULL, 2, 2},      /* and cut behind it */
        {"می\xE2\x80\x8Cخواهم", NULL, 7, 7}, /* ZWNJ in Persian */
        {"⚠", NULL, 1, 1},
        {"⚠\xEF\xB8\x8F", NULL, 2, 1},
        {"❤\xEF\xB8\x8F", NULL, 2, 1},
        {"⌚\xEF\xB8\x8E", NULL, 2, 1},
        {"🧑\xE2\x80\x8D🌾", NULL, 2, 1},
        {"👍🏽", NULL, 2, 1},
        {"👩🏻\xE2\x80\x8D❤\xEF\xB8\x8F\xE2\x80\x8D💋\xE2\x80\x8D👨🏻", NULL, 2, 1},
        {"1\xEF\xB8\x8F\xE2\x83\xA3", NULL, 2, 1},
        {"1\xE2\x83\xA3", NULL, 1, 1},
        {"🇩🇪", NULL, 2, 1},
        {"🇩🇪🇫", NULL, 3, 2},
        {"±½€…─☐◐☒✓", NULL, 9, 9},
    };
    check_shown(cases, sizeof(cases) / sizeof(*cases));
}

static void the_rest_is_marked(void **state)
{
    (void)state;
    static const struct shown cases[] = {
        {"\x1B[2J", "^[[2J", 5, 4},
        {"\x7F\t\r\n", "^?^I^M^J", 8, 4},
        {"\xC2\x9B", "<U+9B>", 6, 1},
        {"\x9B", "�", 1, 1},
        {"\xED\xA0\x80", "���", 3, 3},
        {"\xC0\x80", "��", 2, 2},
        {"a\xE2\x80\xAE"
         "b",
         "a<U+202E>b", 10, 3},
        {"a\xE2\x80\x8B"
         "b",
         "a<U+200B>b", 10, 3},
        {"a\xE2\x80\x8D"
         "b",
         "a<U+200D>b", 10, 3},
        {"ب\xE2\x80\x8C.", "ب<U+200C>.", 10, 3},
        {"ب\xE2\x80\x8C\xE2\x80\x8Cب", "ب<U+200C><U+200C>ب", 18, 4},
        {"a\xEF\xB8\x8F", "a<U+FE0F>", 9, 2},
        {"1\xEF\xB8\x8F", "1<U+FE0F>", 9, 2},
        {"❤\xEF\xB8\x8F\xEF\xB8\x8F", "❤\xEF\xB8\x8F<U+FE0F>", 10, 2},
        {"🏴\xF3\xA0\x81\xA7", "🏴<U+E0067>", 11, 2},
        {"\xE2\x80\xA8", "<U+2028>", 8, 1},
        {"\xEE\x80\x80", "�", 1, 1},
        {"\xEF\xBF\xBF", "�", 1, 1},
        {"\xCC\x81x", "◌\xCC\x81x", 2, 2},
        {"\x1B\xCC\x81", "^[◌\xCC\x81", 3, 2},
        {"\xE1\x85\xA1", "<U+1161>", 8, 1},
        {"a🏽", "a🏽", 3, 2},
    };
    check_shown(cases, sizeof(cases) / sizeof(*cases));
    struct cluster cluster;
    cluster_next(VIEW("\x9B"), 0, &cluster);
    assert_true(cluster.mark);
    cluster_next(VIEW("é"), 0, &cluster);
    assert_false(cluster.mark);
}

static void marks_beyond_four_are_dropped(void **state)
{
    (void)state;
    struct str text = {0}, out = {0};
    str_add_char(&text, 'Z');
    for (int i = 0; i < 5000; i++)
        str_add_text(&text, "\xCC\x81");
    str_add_char(&text, 'x');
    cluster_add_shown(&out, str_view(&text));
    assert_view_equal(str_view(&out), VIEW("Z\xCC\x81\xCC\x81\xCC\x81\xCC\x81�x"));
    assert_int_equal(cluster_width(str_view(&text)), 3);
    assert_int_equal(cluster_previous(str_view(&text), text.len - 1), 0);
    str_finish(&text);
    str_finish(&out);
}

static void endless_sequences_are_cut(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < 300; i++)
        str_add_text(&text, i ? "\xE2\x80\x8D👨🏽" : "👨🏽");
    check_filter(str_view(&text), true);
    check_borders(str_view(&text));
    str_clear(&text);
    for (int i = 0; i < 300; i++)
        str_add_text(&text, i ? "\xE1\x85\xA1" : "\xE1\x84\x92");
    check_filter(str_view(&text), true);
    check_borders(str_view(&text));
    str_finish(&text);
}

static void borders_are_those_of_unicode(void **state)
{
    (void)state;
    struct view text =
        VIEW("Aé e\xCC\x81 日本 한 \xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB नमस्ते สวัสดี "
             "👩🏽\xE2\x80\x8D🌾🇩🇪🇫🇷 ❤\xEF\xB8\x8F 1\xEF\xB8\x8F\xE2\x83\xA3 "
             "می\xE2\x80\x8C"
             "خ");
    utf8proc_int32_t state_of_break = 0, before = 0;
    size_t size, border = 0;
    struct cluster cluster;
    for (size_t pos = 0; pos < text.len; pos += size) {
        utf8proc_int32_t code = (utf8proc_int32_t)utf8_decode(text, pos, &size);
        bool breaks = pos > 0 && utf8proc_grapheme_break_stateful(before, code, &state_of_break);
        if (breaks && pos != (border = cluster_next(text, border, &cluster)))
            fail_msg("border at %zu, want %zu", border, pos);
        before = code;
    }
    assert_int_equal(cluster_next(text, border, &cluster), text.len);
}

static void clipping_keeps_clusters_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
        size_t cols;
    } cases[] = {
        {"abc", "abc", 3},   {"abcd", "ab…", 3},
        {"日本", "日本", 4}, {"日本", "日…", 3},
        {"日本", "…", 2},    {"日本", "…", 1},
        {"日本", "", 0},     {"می\xE2\x80\x8Cخو", "می…", 3},
        {"", "", 0},         {"a\x1B", "a^[", 3},
        {"a\x1B", "a…", 2},  {"🧑\xE2\x80\x8D🌾🧑", "🧑\xE2\x80\x8D🌾…", 3},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct str out = {0};
        cluster_add_clipped(&out, view_of(cases[i].text), cases[i].cols);
        assert_view_equal(str_view(&out), view_of(cases[i].want));
        str_finish(&out);
    }
}

static void plain_runs_end_before_what_may_join(void **state)
{
    (void)state;
    assert_int_equal(cluster_plain_end(VIEW("0123456789abcdef"), 0), 16);
    assert_int_equal(cluster_plain_end(VIEW("0123456789abcde\xCC\x81"), 0), 14);
    assert_int_equal(cluster_plain_end(VIEW("01234567\x1B"), 0), 8);
    assert_int_equal(cluster_plain_end(VIEW("0123456\x7F"), 2), 7);
    assert_int_equal(cluster_plain_end(VIEW("e\xCC\x81"), 0), 0);
    assert_int_equal(cluster_plain_end(VIEW("a"), 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_code_point_passes_that_may_not),
        cmocka_unit_test(no_byte_passes_that_may_not),
        cmocka_unit_test(mixed_text_keeps_its_rules),
        cmocka_unit_test(text_of_people_is_shown_as_it_is),
        cmocka_unit_test(the_rest_is_marked),
        cmocka_unit_test(marks_beyond_four_are_dropped),
        cmocka_unit_test(endless_sequences_are_cut),
        cmocka_unit_test(borders_are_those_of_unicode),
        cmocka_unit_test(clipping_keeps_clusters_whole),
        cmocka_unit_test(plain_runs_end_before_what_may_join),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
