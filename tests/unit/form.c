#include "tests/unit/test.h"

#include "core/base/memory.h"
#include "tui/form.h"

static void offer(struct form_field *field, const char *name)
{
    *ARRAY_PUSH(field->offers.names, field->offers.count, field->offers.cap) = mem_string(name);
}

static void make_form(struct form *form)
{
    *form = (struct form){.command = mem_string("note-new")};
    form_add(form, "Title", "", VIEW(""));
    struct form_field *tags = form_add(form, "Tags", "", VIEW("a b"));
    tags->list = true;
    offer(tags, "light");
    offer(tags, "light, and sea");
    offer(tags, "Lighthouse");
    offer(tags, "sea");
}

static void the_answer_is_a_command_line(void **state)
{
    (void)state;
    struct form form;
    struct line_edit line = {0};
    make_form(&form);
    line_edit_set(&line, VIEW(" It's \"so\" "));
    form_step(&form, &line, 1);
    assert_view_equal(str_view(&line.text), VIEW("a b"));
    form_step(&form, &line, 1);
    assert_int_equal(form.at, 0);
    form_step(&form, &line, -1);
    assert_int_equal(form.at, 1);
    char *answer = form_answer(&form);
    assert_string_equal(answer, "note-new \"It's \\\"so\\\"\" \"a b\"");
    free(answer);
    line_edit_finish(&line);
    form_finish(&form);
}

static void a_guess_is_selected_until_it_is_changed(void **state)
{
    (void)state;
    struct form form;
    struct line_edit line = {0};
    make_form(&form);
    form.fields[1].guess = true;
    form_step(&form, &line, 1);
    assert_true(line.selected);
    form_step(&form, &line, 1);
    assert_false(line.selected);
    form_step(&form, &line, 1);
    assert_true(line.selected);
    line_edit_insert(&line, VIEW("sea"));
    form_step(&form, &line, 1);
    assert_string_equal(form.fields[1].text, "sea");
    form_step(&form, &line, 1);
    assert_false(line.selected);
    line_edit_finish(&line);
    form_finish(&form);
}

static void completes(struct form *form, const char *typed, const char *want)
{
    struct line_edit line = {0};
    line_edit_set(&line, view_of(typed));
    assert_view_equal(form_completion(form, &line), view_of(want));
    line_edit_finish(&line);
}

static void a_list_is_completed_behind_its_last_comma(void **state)
{
    (void)state;
    struct form form;
    struct line_edit line = {0};
    make_form(&form);
    form.at = 1;
    completes(&form, "", "");
    completes(&form, "x", "");
    completes(&form, "L", "ight");
    completes(&form, "light", "house");
    completes(&form, "light, #li", "ghthouse");
    completes(&form, "light,s", "ea");
    completes(&form, "sea, s", "");
    completes(&form, "sea, ", "");
    form.at = 0;
    completes(&form, "s", "");
    form.at = 1;
    line_edit_set(&line, VIEW("s"));
    line_edit_home(&line);
    assert_int_equal(form_completion(&form, &line).len, 0); /* the cursor is not at the end */
    line_edit_finish(&line);
    form_finish(&form);
}

static void what_is_taken_is_spelt_as_it_is_offered(void **state)
{
    (void)state;
    struct form form;
    struct line_edit line = {0};
    make_form(&form);
    form.at = 1;
    line_edit_set(&line, VIEW("sea, #lighth"));
    assert_true(form_take(&form, &line));
    assert_view_equal(str_view(&line.text), VIEW("sea, #Lighthouse"));
    assert_int_equal(line.cursor, line.text.len);
    assert_false(form_take(&form, &line));
    assert_view_equal(str_view(&line.text), VIEW("sea, #Lighthouse"));
    line_edit_finish(&line);
    form_finish(&form);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_a_command_line),
        cmocka_unit_test(a_guess_is_selected_until_it_is_changed),
        cmocka_unit_test(a_list_is_completed_behind_its_last_comma),
        cmocka_unit_test(what_is_taken_is_spelt_as_it_is_offered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
