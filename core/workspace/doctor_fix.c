#include "core/workspace/doctor.h"

#include "core/base/path.h"
#include "core/workspace/doctor_parts.h"
#include "core/workspace/note_meta.h"
#include "core/workspace/relocate.h"

#include <string.h>

/* The cures. Each is made from the texts as they are now, and none when what was told is no longer
 * so. */

static enum status fix_changed(const struct doctor_problem *problem, struct error *err)
{
    return error_set(err, STATUS_CONFLICT,
                     "%s has changed since it was looked at; nothing was changed: look again",
                     problem->path);
}

static enum status fix_copy(const struct folder *folder, const struct doctor_problem *problem,
                            struct change_set *set, struct error *err)
{
    struct str copy = {0}, text = {0};
    enum doctor_cure cure = CURE_PERSON;
    enum status status =
        doctor_copy_judge(folder, problem->path, problem->other, &copy, &text, &cure, err);
    if (status == STATUS_OK && cure != problem->cure)
        status = fix_changed(problem, err);
    if (status != STATUS_OK)
        goto out;
    struct view old = str_view(&text);
    if (cure == CURE_TAKE) /* before the copy goes */
        change_set_write(set, problem->other, &old, str_view(&copy));
    if (cure == CURE_MOVE)
        change_set_rename(set, problem->path, problem->other, str_view(&copy));
    else
        change_set_delete(set, problem->path, str_view(&copy));
    change_set_subject(set,
                       cure == CURE_MOVE ? "doctor: %s gets its name back"
                                         : "doctor: one file for %s and its conflict copy",
                       problem->other);
out:
    str_finish(&copy);
    str_finish(&text);
    return status;
}

static enum status fix_twin(const struct folder *folder, const struct doctor_problem *problem,
                            struct change_set *set, struct error *err)
{
    struct str one = {0}, two = {0};
    enum status status = folder_read(folder, problem->path, DOCTOR_TEXT_MAX, &one, NULL, err);
    if (status == STATUS_OK)
        status = folder_read(folder, problem->other, DOCTOR_TEXT_MAX, &two, NULL, err);
    if (status == STATUS_OK && !view_equal(str_view(&one), str_view(&two)))
        status = fix_changed(problem, err);
    if (status == STATUS_OK) {
        change_set_delete(set, problem->path, str_view(&one));
        change_set_subject(set, "doctor: delete %s, which %s is too", problem->path,
                           problem->other);
    }
    str_finish(&one);
    str_finish(&two);
    return status;
}

static enum status fix_move(const struct folder *folder, const struct catalog *catalog,
                            const struct doctor_problem *problem, const atomic_bool *cancel,
                            struct change_set *set, struct error *err)
{
    struct relocate_plan plan;
    const struct relocate_request request = {.from = problem->path, .to = problem->with};
    enum status status = relocate_plan_make(folder, catalog, &request, cancel, NULL, &plan, err);
    if (status != STATUS_OK)
        return status;
    *set = plan.set;
    plan.set = (struct change_set){0};
    change_set_subject(set, "doctor: move %s to %s", problem->path, problem->with);
    relocate_plan_finish(&plan);
    return STATUS_OK;
}

static enum status mend_field(const struct doctor_problem *problem, struct view old,
                              struct str *new, struct error *err)
{
    struct note_meta meta;
    note_meta_read(old, &meta);
    bool same = strcmp(meta.permalink, problem->what) == 0;
    note_meta_finish(&meta);
    if (!same)
        return fix_changed(problem, err);
    str_add(new, old);
    return note_set_field(new, "permalink", view_of(problem->with), err);
}

/* What changes in the file alone. */
static enum status fix_text(const struct folder *folder, const struct doctor_problem *problem,
                            struct change_set *set, struct error *err)
{
    struct str old = {0}, new = {0};
    bool done = true;
    enum status status = folder_read(folder, problem->path, DOCTOR_TEXT_MAX, &old, NULL, err);
    struct view text = str_view(&old);
    if (status == STATUS_OK && problem->cure == CURE_FIELD) {
        status = mend_field(problem, text, &new, err);
        change_set_subject(set, "doctor: permalink %s for %s", problem->with, problem->path);
    } else if (status == STATUS_OK && problem->cure == CURE_QUOTE) {
        struct str why = {0};
        unsigned line;
        done = doctor_front_is_bad(text, &line, &why) && doctor_front_mend(text, &new);
        str_finish(&why);
        change_set_subject(set, "doctor: front matter of %s", problem->path);
    } else if (status == STATUS_OK) {
        done = doctor_links_change(problem, text, &new) > 0;
        change_set_subject(set, "doctor: link to %s in %s", problem->with, problem->path);
    }
    if (status == STATUS_OK && !done)
        status = fix_changed(problem, err);
    if (status == STATUS_OK)
        change_set_write(set, problem->path, &text, str_view(&new));
    str_finish(&old);
    str_finish(&new);
    return status;
}

enum status doctor_fix(const struct folder *folder, const struct catalog *catalog,
                       const struct doctor_problem *problem, const atomic_bool *cancel,
                       struct change_set *set, struct error *err)
{
    enum status status;
    if (problem->cure == CURE_PERSON) {
        struct str what = {0};
        doctor_add_cure(problem, &what);
        status =
            error_set(err, STATUS_REFUSED, "%s needs a person: %s", problem->path, str_text(&what));
        str_finish(&what);
    } else if (problem->kind == DOCTOR_COPY) {
        status = fix_copy(folder, problem, set, err);
    } else if (problem->cure == CURE_DELETE) {
        status = fix_twin(folder, problem, set, err);
    } else if (problem->cure == CURE_MOVE) {
        status = fix_move(folder, catalog, problem, cancel, set, err);
    } else {
        status = fix_text(folder, problem, set, err);
    }
    if (status != STATUS_OK) {
        change_set_finish(set);
        *set = (struct change_set){0};
    }
    return status;
}

/* --- in words --- */

const char *doctor_kind_name(enum doctor_kind kind)
{
    static const char *const names[DOCTOR_KINDS] = {
        "conflict copies",      "malformed front matter",   "twin names",
        "duplicate permalinks", "notes outside the memory", "dangling links"};
    return names[kind];
}

const char *doctor_kind_word(enum doctor_kind kind)
{
    static const char *const words[DOCTOR_KINDS] = {"conflict-copy", "front-matter", "twin-names",
                                                    "permalink",     "outside",      "link"};
    return words[kind];
}

void doctor_add_problem(const struct doctor_problem *problem, struct str *out)
{
    switch (problem->kind) {
    case DOCTOR_COPY:
        str_addf(out, "a conflict copy of %s%s", problem->other,
                 problem->cure == CURE_MOVE ? ", which is gone" : "");
        break;
    case DOCTOR_FRONT_MATTER:
        str_addf(out, "front matter that cannot be read: %s", problem->what);
        break;
    case DOCTOR_TWINS:
        str_addf(out, "has the %s as %s",
                 problem->cure == CURE_DELETE ? "same name and text" : "same name", problem->other);
        break;
    case DOCTOR_PERMALINK:
        str_addf(out, "its permalink %s is that of %s too", problem->what, problem->other);
        break;
    case DOCTOR_OUTSIDE:
        str_addf(out, "a note (permalink %s) that is not in the memory folder", problem->what);
        break;
    default:
        str_addf(out, problem->address ? "(%s) leads nowhere" : "[[%s]] leads nowhere",
                 problem->what);
    }
}

static const char *cure_for_person(enum doctor_kind kind)
{
    switch (kind) {
    case DOCTOR_COPY:
        return "each has lines that the other lacks: join them, delete the copy";
    case DOCTOR_FRONT_MATTER:
        return "correct the lines between the two ---";
    case DOCTOR_TWINS:
        return "rename one, or bring them together and delete one";
    case DOCTOR_OUTSIDE:
        return "a note of its name is in the memory folder already: rename one";
    case DOCTOR_PERMALINK:
        return "give it another permalink";
    default:
        return "make the note, or change the link";
    }
}

void doctor_add_cure(const struct doctor_problem *problem, struct str *out)
{
    switch (problem->cure) {
    case CURE_PERSON:
        str_add_text(out, cure_for_person(problem->kind));
        break;
    case CURE_DELETE:
        str_addf(out, "delete it: %s has all of it", problem->other);
        break;
    case CURE_TAKE:
        str_addf(out, "put its text in place of %s, all of which it has", problem->other);
        break;
    case CURE_MOVE:
        str_addf(out, problem->kind == DOCTOR_COPY ? "name it %s" : "move it to %s", problem->with);
        break;
    case CURE_FIELD:
        str_addf(out, "give it the permalink %s", problem->with);
        break;
    case CURE_QUOTE:
        str_add_text(out, "make it readable: quotes round its values, a closing ---");
        break;
    case CURE_ADDRESS:
        str_addf(out, problem->address ? "make it (%s)" : "make it [[%s]], the one name near it",
                 problem->with);
        break;
    }
}
