/* Colours as numbers: contrast as WCAG 2 defines it, difference as CIEDE2000 does (Sharma, Wu and
 * Dalal 2005, whose test vectors are in tests/unit/color.c), and the nearest of xterm's 256. */
#include "tui/term/color.h"

#include "core/base/memory.h"

#include <math.h>
#include <pthread.h>

static double linear_part(uint8_t part)
{
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct rgb color)
{
    return 0.2126 * linear_part(color.red) + 0.7152 * linear_part(color.green) +
           0.0722 * linear_part(color.blue);
}

double theme_contrast(struct rgb a, struct rgb b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

struct rgb color_mix(struct rgb a, struct rgb b, unsigned percent)
{
    return (struct rgb){(uint8_t)((a.red * (100 - percent) + b.red * percent) / 100),
                        (uint8_t)((a.green * (100 - percent) + b.green * percent) / 100),
                        (uint8_t)((a.blue * (100 - percent) + b.blue * percent) / 100)};
}

struct rgb color_readable(struct rgb color, struct rgb on, struct rgb toward, double contrast)
{
    struct rgb mixed = color;
    for (unsigned percent = 10; percent <= 100; percent += 10) {
        if (theme_contrast(mixed, on) >= contrast)
            break;
        mixed = color_mix(color, toward, percent);
    }
    return mixed;
}

static double lab_part(double t)
{
    return t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116;
}

struct lab color_to_lab(struct rgb color)
{
    double red = linear_part(color.red), green = linear_part(color.green),
           blue = linear_part(color.blue);
    double x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047;
    double y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue;
    double z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883;
    double fx = lab_part(x), fy = lab_part(y), fz = lab_part(z);
    return (struct lab){116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)};
}

static double radians(double degrees)
{
    return degrees * (M_PI / 180);
}

/* The hue angle in degrees, 0 to 360. */
static double hue_of(double a, double b)
{
    if (a == 0 && b == 0)
        return 0;
    double hue = atan2(b, a) * (180 / M_PI);
    return hue < 0 ? hue + 360 : hue;
}

static double hue_difference(double from, double to, double chromas)
{
    double difference = to - from;
    if (chromas == 0)
        return 0;
    if (difference > 180)
        return difference - 360;
    return difference < -180 ? difference + 360 : difference;
}

static double hue_mean(double a, double b, double chromas)
{
    double sum = a + b;
    if (chromas == 0)
        return sum;
    if (fabs(a - b) <= 180)
        return sum / 2;
    return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}

/* The rotation term of the formula: hue and chroma pull on each other in the blues. */
static double rotation(double hue, double chroma)
{
    double c7 = pow(chroma, 7), angle = (hue - 275) / 25;
    return -sin(radians(60 * exp(-angle * angle))) * 2 * sqrt(c7 / (c7 + 6103515625.0));
}

double color_difference(struct lab p, struct lab q)
{
    double mean = (hypot(p.a, p.b) + hypot(q.a, q.b)) / 2, mean7 = pow(mean, 7);
    double g = 0.5 * (1 - sqrt(mean7 / (mean7 + 6103515625.0)));
    double a1 = p.a * (1 + g), a2 = q.a * (1 + g);
    double c1 = hypot(a1, p.b), c2 = hypot(a2, q.b), chromas = c1 * c2;
    double h1 = hue_of(a1, p.b), h2 = hue_of(a2, q.b);
    double light = (p.l + q.l) / 2, chroma = (c1 + c2) / 2, hue = hue_mean(h1, h2, chromas);
    double t = 1 - 0.17 * cos(radians(hue - 30)) + 0.24 * cos(radians(2 * hue)) +
               0.32 * cos(radians(3 * hue + 6)) - 0.20 * cos(radians(4 * hue - 63));
    double off = (light - 50) * (light - 50);
    double dl = (q.l - p.l) / (1 + 0.015 * off / sqrt(20 + off));
    double dc = (c2 - c1) / (1 + 0.045 * chroma);
    double dh = 2 * sqrt(chromas) * sin(radians(hue_difference(h1, h2, chromas) / 2)) /
                (1 + 0.015 * chroma * t);
    return sqrt(dl * dl + dc * dc + dh * dh + rotation(hue, chroma) * dc * dh);
}

double theme_distance(struct rgb a, struct rgb b)
{
    return color_difference(color_to_lab(a), color_to_lab(b));
}

/* xterm's colours 16 to 255: a cube of six steps, then 24 greys. */
static struct rgb xterm_color(unsigned index)
{
    static const uint8_t steps[] = {0, 95, 135, 175, 215, 255};
    if (index >= 232) {
        uint8_t grey = (uint8_t)(8 + 10 * (index - 232));
        return (struct rgb){grey, grey, grey};
    }
    index -= 16;
    return (struct rgb){steps[index / 36], steps[index / 6 % 6], steps[index % 6]};
}

static struct lab xterm_labs[256];

static void xterm_labs_fill(void)
{
    for (unsigned i = 16; i < 256; i++)
        xterm_labs[i] = color_to_lab(xterm_color(i));
}

/* A difference is at least that of the lightnesses alone: a cheap bound that leaves few to compare.
 */
static double light_difference(struct lab p, struct lab q)
{
    double off = ((p.l + q.l) / 2 - 50) * ((p.l + q.l) / 2 - 50);
    return fabs(q.l - p.l) / (1 + 0.015 * off / sqrt(20 + off));
}

static unsigned nearest_256(struct rgb color)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xterm_labs_fill);
    struct lab lab = color_to_lab(color);
    unsigned best = 16;
    double least = color_difference(lab, xterm_labs[16]);
    for (unsigned i = 17; i < 256 && least > 0; i++) {
        if (light_difference(lab, xterm_labs[i]) >= least)
            continue;
        double difference = color_difference(lab, xterm_labs[i]);
        if (difference < least) {
            best = i;
            least = difference;
        }
    }
    return best;
}

unsigned theme_nearest_256(struct rgb color)
{
    /* The colours of a theme or two; index 0 is never an answer and marks what is free. */
    static _Thread_local struct {
        struct rgb color;
        unsigned index;
    } known[128];
    size_t slot = (color.red * 31U + color.green * 17U + color.blue * 7U) % ARRAY_LEN(known);
    struct rgb old = known[slot].color;
    if (!known[slot].index || old.red != color.red || old.green != color.green ||
        old.blue != color.blue) {
        known[slot].color = color;
        known[slot].index = nearest_256(color);
    }
    return known[slot].index;
}
