#include "tests/unit/test.h"

#include "tui/term/color.h"

#include <math.h>

/* The test data of Sharma, Wu and Dalal, "The CIEDE2000 color-difference formula" (2005), table 1:
 * pairs that find what implementations get wrong. */
static const struct {
    struct lab a, b;
    double difference;
} sharma[] = {
    {{50.0000, 2.6772, -79.7751}, {50.0000, 0.0000, -82.7485}, 2.0425},
    {{50.0000, 3.1571, -77.2803}, {50.0000, 0.0000, -82.7485}, 2.8615},
    {{50.0000, 2.8361, -74.0200}, {50.0000, 0.0000, -82.7485}, 3.4412},
    {{50.0000, -1.3802, -84.2814}, {50.0000, 0.0000, -82.7485}, 1.0000},
    {{50.0000, -1.1848, -84.8006}, {50.0000, 0.0000, -82.7485}, 1.0000},
    {{50.0000, -0.9009, -85.5211}, {50.0000, 0.0000, -82.7485}, 1.0000},
    {{50.0000, 0.0000, 0.0000}, {50.0000, -1.0000, 2.0000}, 2.3669},
    {{50.0000, -1.0000, 2.0000}, {50.0000, 0.0000, 0.0000}, 2.3669},
    {{50.0000, 2.4900, -0.0010}, {50.0000, -2.4900, 0.0009}, 7.1792},
    {{50.0000, 2.4900, -0.0010}, {50.0000, -2.4900, 0.0010}, 7.1792},
    {{50.0000, 2.4900, -0.0010}, {50.0000, -2.4900, 0.0011}, 7.2195},
    {{50.0000, 2.4900, -0.0010}, {50.0000, -2.4900, 0.0012}, 7.2195},
    {{50.0000, -0.0010, 2.4900}, {50.0000, 0.0009, -2.4900}, 4.8045},
    {{50.0000, -0.0010, 2.4900}, {50.0000, 0.0010, -2.4900}, 4.8045},
    {{50.0000, -0.0010, 2.4900}, {50.0000, 0.0011, -2.4900}, 4.7461},
    {{50.0000, 2.5000, 0.0000}, {50.0000, 0.0000, -2.5000}, 4.3065},
    {{50.0000, 2.5000, 0.0000}, {73.0000, 25.0000, -18.0000}, 27.1492},
    {{50.0000, 2.5000, 0.0000}, {61.0000, -5.0000, 29.0000}, 22.8977},
    {{50.0000, 2.5000, 0.0000}, {56.0000, -27.0000, -3.0000}, 31.9030},
    {{50.0000, 2.5000, 0.0000}, {58.0000, 24.0000, 15.0000}, 19.4535},
    {{50.0000, 2.5000, 0.0000}, {50.0000, 3.1736, 0.5854}, 1.0000},
    {{50.0000, 2.5000, 0.0000}, {50.0000, 3.2972, 0.0000}, 1.0000},
    {{50.0000, 2.5000, 0.0000}, {50.0000, 1.8634, 0.5757}, 1.0000},
    {{50.0000, 2.5000, 0.0000}, {50.0000, 3.2592, 0.3350}, 1.0000},
    {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
    {{63.0109, -31.0961, -5.8663}, {62.8187, -29.7946, -4.0864}, 1.2630},
    {{61.2901, 3.7196, -5.3901}, {61.4292, 2.2480, -4.9620}, 1.8731},
    {{35.0831, -44.1164, 3.7933}, {35.0232, -40.0716, 1.5901}, 1.8645},
    {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
    {{36.4612, 47.8580, 18.3852}, {36.2715, 50.5065, 21.2231}, 1.4146},
    {{90.8027, -2.0831, 1.4410}, {91.1528, -1.6435, 0.0447}, 1.4441},
    {{90.9257, -0.5406, -0.9208}, {88.6381, -0.8985, -0.7239}, 1.5381},
    {{6.7747, -0.2908, -2.4247}, {5.8714, -0.0985, -2.2286}, 0.6377},
    {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
};

static void differences_are_those_published(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(sharma) / sizeof(*sharma); i++) {
        double there = color_difference(sharma[i].a, sharma[i].b);
        double back = color_difference(sharma[i].b, sharma[i].a);
        if (fabs(there - sharma[i].difference) > 0.00006 || fabs(there - back) > 1e-9)
            fail_msg("pair %zu: %.4f and %.4f, want %.4f", i + 1, there, back,
                     sharma[i].difference);
    }
}

static void contrast_is_from_1_to_21(void **state)
{
    (void)state;
    struct rgb black = {0, 0, 0}, white = {255, 255, 255}, grey = {0x76, 0x76, 0x76};
    assert_true(fabs(theme_contrast(black, white) - 21) < 1e-9);
    assert_true(fabs(theme_contrast(white, white) - 1) < 1e-9);
    assert_true(fabs(theme_contrast(grey, white) - 4.54) < 0.005);
}

static void xterm_colours_are_nearest_to_themselves(void **state)
{
    (void)state;
    assert_int_equal(theme_nearest_256((struct rgb){0, 0, 0}), 16);
    assert_int_equal(theme_nearest_256((struct rgb){255, 255, 255}), 231);
    assert_int_equal(theme_nearest_256((struct rgb){95, 135, 175}), 67);
    assert_int_equal(theme_nearest_256((struct rgb){8, 8, 8}), 232);
    assert_int_equal(theme_nearest_256((struct rgb){238, 238, 238}), 255);
    /* Asked again, from the cache. */
    assert_int_equal(theme_nearest_256((struct rgb){95, 135, 175}), 67);
}

/* xterm's palette written out another way than in the source. */
static struct rgb xterm(unsigned index)
{
    if (index >= 232)
        return (struct rgb){(uint8_t)(index * 10 - 2312), (uint8_t)(index * 10 - 2312),
                            (uint8_t)(index * 10 - 2312)};
    unsigned part[3] = {(index - 16) / 36, (index - 16) % 36 / 6, (index - 16) % 6};
    for (int i = 0; i < 3; i++)
        part[i] = part[i] ? 55 + 40 * part[i] : 0;
    return (struct rgb){(uint8_t)part[0], (uint8_t)part[1], (uint8_t)part[2]};
}

static void nothing_is_nearer_than_the_nearest(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int i = 0; i < 200; i++) {
        seed = seed * 1664525 + 1013904223;
        struct rgb color = {(uint8_t)(seed >> 8), (uint8_t)(seed >> 16), (uint8_t)(seed >> 24)};
        double found = theme_distance(color, xterm(theme_nearest_256(color)));
        for (unsigned other = 16; other < 256; other++)
            assert_true(found <= theme_distance(color, xterm(other)));
    }
}

static void colours_are_moved_only_as_far_as_it_takes(void **state)
{
    (void)state;
    struct rgb black = {0, 0, 0}, white = {255, 255, 255}, faint = {20, 20, 20};
    struct rgb read = color_readable(faint, black, white, 3);
    assert_true(theme_contrast(read, black) >= 3);
    assert_true(theme_contrast(read, black) < 5);
    read = color_readable(white, black, faint, 3);
    assert_int_equal(read.red, 255);
    read = color_readable(black, black, faint, 3);
    assert_int_equal(read.red, 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(differences_are_those_published),
        cmocka_unit_test(contrast_is_from_1_to_21),
        cmocka_unit_test(xterm_colours_are_nearest_to_themselves),
        cmocka_unit_test(nothing_is_nearer_than_the_nearest),
        cmocka_unit_test(colours_are_moved_only_as_far_as_it_takes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
