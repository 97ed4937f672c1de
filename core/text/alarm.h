#ifndef CORE_TEXT_ALARM_H
#define CORE_TEXT_ALARM_H

#include "core/base/str.h"

/* Is a change one that a person should look at before it is kept? Two things give it away: more
 * than half of a file of over 20 lines is gone, or a phrase came in that stands for text that is
 * not there ("[rest unchanged]"). The phrases are the table in alarm.c. Pure: two texts in, a
 * verdict out. */

struct alarm {
    size_t lines;     /* of the old text */
    size_t lost;      /* of these: gone, where that is too much; else 0 */
    char phrase[120]; /* as it stands in the new text, cut at a character; "" for none */
};

/* True when `old`, a file that was there, should not become `new` unseen; `out` says why. A line
 * that was changed, moved or broken anew is not lost: most of its words still come in with the
 * added lines. A phrase counts only in added lines, and only when the removed ones had fewer. */
bool alarm_judge(struct view old, struct view new, struct alarm *out);
/* Appends "lost 120 of 160 lines", "has “[rest unchanged]” in place of text", or both; the phrase
 * is untrusted. */
void alarm_add_reason(struct str *out, const struct alarm *alarm);

#endif
