#include "tests/unit/test.h"

#include "core/store/folder.h"
#include "tui/app.h"
#include "tui/commands.h"
#include "tui/edit_table.h"

#include <stdlib.h>

/* The manual page is written by hand; what it must not leave out is in tables. Names stand at the
 * head of its list items: a command with its arguments in COMMANDS, keys in KEYS. */

#define MANUAL "tui/palimpsest.1"

static struct str manual;

static int manual_read(void **state)
{
    struct folder folder;
    struct error err;
    (void)state;
    if (folder_open("tui", &folder, &err) != STATUS_OK)
        return -1;
    enum status status = folder_read(&folder, "palimpsest.1", 1 << 20, &manual, NULL, &err);
    folder_close(&folder);
    return status == STATUS_OK ? 0 : -1;
}

static int manual_free(void **state)
{
    (void)state;
    str_finish(&manual);
    return 0;
}

/* The section from its heading to the next one. */
static struct view manual_section(const char *heading)
{
    struct view rest = str_view(&manual), line;
    size_t from = 0;
    while (view_line(&rest, &line)) {
        size_t at = (size_t)(line.data - manual.data);
        if (from && view_starts(line, ".Sh "))
            return view_slice(str_view(&manual), from, at);
        if (view_is(line, heading))
            from = at + line.len + 1;
    }
    return view_slice(str_view(&manual), from ? from : manual.len, manual.len);
}

/* mdoc's `\-` is a hyphen that stays one, and `\&` keeps a mark from being taken for a delimiter.
 */
static void manual_unescape(struct view line, struct str *out)
{
    str_clear(out);
    for (size_t i = 0; i < line.len; i++) {
        bool escape = line.data[i] == '\\' && i + 1 < line.len;
        if (escape && line.data[i + 1] == '&')
            i++;
        else if (!escape || line.data[i + 1] != '-')
            str_add_char(out, line.data[i]);
    }
}

/* Whether an item of `section` has the head `want`, alone or among others that commas part. */
static bool manual_has(struct view section, struct view want)
{
    struct view line;
    struct str head = {0};
    bool found = false;
    while (!found && view_line(&section, &line)) {
        if (!view_starts(line, ".It Ic "))
            continue;
        manual_unescape(view_slice(line, 7, line.len), &head);
        struct view rest = str_view(&head);
        for (size_t from = 0, to = 0; !found && from <= rest.len; from = to + 2) {
            to = from;
            while (to < rest.len && !view_starts(view_slice(rest, to, rest.len), " , "))
                to++;
            found = view_equal(view_trim(view_slice(rest, from, to)), want);
        }
    }
    str_finish(&head);
    return found;
}

/* "NUMBER TEXT..." as mdoc writes it: "Ar NUMBER Ar TEXT ...", with Op before what may be left out.
 */
static void manual_add_usage(struct str *out, const char *usage)
{
    struct view rest = view_of(usage);
    while (rest.len) {
        size_t end = view_find(rest, 0, ' ');
        struct view word = view_slice(rest, 0, end);
        bool optional = view_starts(word, "[");
        word = optional ? view_slice(word, 1, word.len - 1) : word;
        bool many = view_ends(word, "...");
        str_add_text(out, optional ? " Op Ar " : " Ar ");
        str_add(out, many ? view_slice(word, 0, word.len - 3) : word);
        str_add_text(out, many ? " ..." : "");
        rest = view_slice(rest, end + 1, rest.len);
    }
}

static size_t manual_miss_commands(const struct command *const *tables)
{
    struct view section = manual_section(".Sh COMMANDS");
    size_t missing = 0;
    for (; *tables; tables++)
        for (const struct command *command = *tables; command->name; command++) {
            struct str head = {0};
            str_add_text(&head, command->name);
            manual_add_usage(&head, command->usage);
            if (!manual_has(section, str_view(&head))) {
                print_error(MANUAL " lacks: .It Ic %s\n", str_text(&head));
                missing++;
            }
            str_finish(&head);
        }
    return missing;
}

static void manual_tells_of_each_command(void **state)
{
    (void)state;
    assert_int_equal(manual_miss_commands(command_model_tables), 0);
    const struct command *const inside[] = {edit_table(), NULL};
    assert_int_equal(manual_miss_commands(app_view_tables), 0);
    assert_int_equal(manual_miss_commands(inside), 0);
}

static void manual_tells_of_each_key(void **state)
{
    struct view section = manual_section(".Sh KEYS");
    struct settings settings;
    struct keymap keymap;
    size_t missing = 0;
    (void)state;
    settings_init(&settings);
    keymap_init(&keymap, &settings);
    for (size_t i = 0; i < keymap.count; i++) {
        struct str names = {0};
        keymap_add_names(&keymap.bindings[i], &names);
        if (!manual_has(section, str_view(&names))) {
            print_error(MANUAL " lacks the key %s\n", str_text(&names));
            missing++;
        }
        str_finish(&names);
    }
    assert_int_equal(missing, 0);
    assert_true(keymap.count > 0);
    keymap_finish(&keymap);
    settings_finish(&settings);
}

static void manual_has_no_head_that_is_not_there(void **state)
{
    (void)state;
    assert_false(manual_has(manual_section(".Sh COMMANDS"), VIEW("todo-sing Ar TEXT")));
    assert_false(manual_has(manual_section(".Sh KEYS"), VIEW("f12")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(manual_tells_of_each_command),
        cmocka_unit_test(manual_tells_of_each_key),
        cmocka_unit_test(manual_has_no_head_that_is_not_there),
    };
    return cmocka_run_group_tests(tests, manual_read, manual_free);
}
