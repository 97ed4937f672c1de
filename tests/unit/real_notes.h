#ifndef TESTS_UNIT_REAL_NOTES_H
#define TESTS_UNIT_REAL_NOTES_H

#include "tests/unit/test.h"

#include "core/base/memory.h"

#include <dirent.h>
#include <stdio.h>

/* The eleven notes that the companion's own tool wrote. They are not part of the repository: where
 * they are missing, the test is skipped. */

static inline void real_note_read(const char *path, struct str *out)
{
    FILE *file = fopen(path, "rb");
    char buffer[4096];
    size_t got;
    assert_non_null(file);
    while ((got = fread(buffer, 1, sizeof(buffer), file)))
        str_add(out, view_from(buffer, got));
    fclose(file);
}

static inline void real_notes_each(void (*check)(struct view text))
{
    static const char *const folders[] = {"experiences", "identity", "insights"};
    size_t notes = 0;
    for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
        struct str path = {0};
        str_addf(&path, "../shared/data/Aria's Space/memory/%s", folders[i]);
        DIR *dir = opendir(str_text(&path));
        for (struct dirent *entry; dir && (entry = readdir(dir));) {
            struct str file = {0}, text = {0};
            str_addf(&file, "%s/%s", str_text(&path), entry->d_name);
            if (view_ends(str_view(&file), ".md")) {
                real_note_read(str_text(&file), &text);
                check(str_view(&text));
                notes++;
            }
            str_finish(&text);
            str_finish(&file);
        }
        str_finish(&path);
        if (!dir)
            skip();
        closedir(dir);
    }
    assert_int_equal(notes, 11);
}

#endif
