#include "tests/unit/test.h"

#include "core/base/path.h"
#include "core/workspace/ignore.h"
#include "tests/unit/scratch.h"

static void the_last_rule_of_the_nearest_file_decides(void **state)
{
    struct ignore *ignore = ignore_new();
    (void)state;
    assert_false(ignore_match(ignore, VIEW("a.log"), false));
    ignore_add(ignore, VIEW(""), VIEW("*.log\n!keep.log\n/top\nbuild/\n"));
    ignore_add(ignore, VIEW("sub"), VIEW("!a.log\r\nkeep.log\n"));
    assert_true(ignore_match(ignore, VIEW("a.log"), false));
    assert_false(ignore_match(ignore, VIEW("keep.log"), false));
    assert_false(ignore_match(ignore, VIEW("sub/a.log"), false));
    assert_true(ignore_match(ignore, VIEW("sub/keep.log"), false));
    assert_true(ignore_match(ignore, VIEW("subway/a.log"), false));
    assert_true(ignore_match(ignore, VIEW("top"), false));
    assert_false(ignore_match(ignore, VIEW("sub/top"), false));
    assert_true(ignore_match(ignore, VIEW("x/build"), true));
    assert_false(ignore_match(ignore, VIEW("x/build"), false));
    ignore_free(ignore);
}

static void hostile_files_are_bounded(void **state)
{
    struct ignore *ignore = ignore_new();
    struct str text = {0};
    (void)state;
    str_add_many(&text, '*', 100000);
    str_add_text(&text, "\n/\n!\n\\\n[\n \n");
    str_add(&text, view_from("nul\0l\n", 6));
    for (int i = 0; i < 100000; i++)
        str_add_text(&text, "x\n");
    str_add_text(&text, "late\n");
    ignore_add(ignore, VIEW(""), str_view(&text));
    assert_true(ignore_match(ignore, VIEW("x"), false));
    assert_false(ignore_match(ignore, VIEW("y"), false));
    assert_false(ignore_match(ignore, VIEW("nul"), false));
    assert_false(ignore_match(ignore, VIEW("late"), false));
    str_finish(&text);
    ignore_free(ignore);
}

/* Patterns and names made of the same few pieces, so that they meet. */

static const char *const folders[] = {"a", "a/b", "a/b/c", "ab", "ab/a", "x y", "x y/a"};
static const char *const names[] = {"a",  "b",  "c",   "ab",  "a.md", "b.md", "x y", "x ",
                                    "#a", "!a", "a*b", "[a]", "a\\",  "-",    "7"};

static unsigned pick(unsigned *seed, unsigned count)
{
    *seed = *seed * 1103515245 + 12345;
    return (*seed >> 16) % count;
}

static void add_pattern(struct str *out, unsigned *seed)
{
    static const char *const pieces[] = {
        "a",    "b",    "c",     "ab",  ".md", "x y", "*",    "**",           "?",
        "[ab]", "[!a]", "[a-c]", "[^b", "\\*", "\\a", "[]-]", "[[:alpha:]]",  "/",
        "/",    "/",    "/**/",  "**/", "/**", "\\ ", " ",    "[[:digit:]x]", "[a\\]]",
    };
    if (pick(seed, 4) == 0)
        str_add_char(out, '!');
    if (pick(seed, 12) == 0)
        str_add_text(out, pick(seed, 2) ? "\\#" : "\\!");
    if (pick(seed, 20) == 0)
        str_add_char(out, '#');
    for (unsigned i = 0, count = 1 + pick(seed, 4); i < count; i++)
        str_add_text(out, pieces[pick(seed, sizeof(pieces) / sizeof(pieces[0]))]);
    str_add_text(out, pick(seed, 9) ? "\n" : "\r\n");
}

static void add_file(struct str *out, unsigned *seed)
{
    for (unsigned i = 0, count = 1 + pick(seed, 5); i < count; i++)
        add_pattern(out, seed);
    if (pick(seed, 5) == 0)
        str_replace(out, out->len - 1, out->len, VIEW(""));
}

/* As a walk from the top asks. */
static bool is_ignored(const struct ignore *ignore, struct view path, bool is_folder)
{
    for (size_t end = view_find(path, 0, '/'); end < path.len; end = view_find(path, end + 1, '/'))
        if (ignore_match(ignore, view_slice(path, 0, end), true))
            return true;
    return ignore_match(ignore, path, is_folder);
}

static size_t make_tree(const struct scratch *s, struct str *paths)
{
    size_t count = 0;
    for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
        scratch_folder(s, folders[i]);
    for (size_t i = 0; i <= sizeof(folders) / sizeof(folders[0]); i++) {
        for (size_t j = 0; j < sizeof(names) / sizeof(names[0]); j++) {
            char *path = path_join(i ? folders[i - 1] : "", names[j]);
            if (!scratch_is_there(s, path))
                scratch_put(s, path, "");
            str_add(paths, view_from(path, strlen(path) + 1));
            free(path);
            count++;
        }
    }
    return count;
}

static bool oracle_run(const struct scratch *s, struct str *out)
{
    char line[1200];
    struct file_stamp stamp;
    snprintf(line, sizeof(line),
             "cd '%s' && git check-ignore --no-index -z --stdin < '%s/paths' > '%s/w/answer'",
             s->folder.path, s->top, s->top);
    int code = system(line);
    return WIFEXITED(code) && WEXITSTATUS(code) <= 1 &&
           folder_read(&s->folder, "answer", 1 << 20, out, &stamp, NULL) == STATUS_OK;
}

static bool answer_holds(struct view answer, struct view path)
{
    for (size_t from = 0, to; from < answer.len; from = to + 1) {
        to = view_find(answer, from, '\0');
        if (view_equal(view_slice(answer, from, to), path))
            return true;
    }
    return false;
}

static void compare_round(const struct scratch *s, struct view paths, unsigned *seed)
{
    struct str top = {0}, sub = {0}, answer = {0};
    struct ignore *ignore = ignore_new();
    struct stat st;
    add_file(&top, seed);
    add_file(&sub, seed);
    scratch_put(s, ".gitignore", str_text(&top));
    scratch_put(s, "a/.gitignore", str_text(&sub));
    ignore_add(ignore, VIEW(""), str_view(&top));
    ignore_add(ignore, VIEW("a"), str_view(&sub));
    assert_true(oracle_run(s, &answer));
    for (size_t from = 0, to; from < paths.len; from = to + 1) {
        to = view_find(paths, from, '\0');
        struct view path = view_slice(paths, from, to);
        assert_int_equal(fstatat(s->folder.fd, path.data, &st, AT_SYMLINK_NOFOLLOW), 0);
        bool want = answer_holds(str_view(&answer), path);
        if (is_ignored(ignore, path, S_ISDIR(st.st_mode)) != want)
            fail_msg("%s: git says %d of \"%s\" by\n%s--- and in a/\n%s", path.data, want,
                     path.data, str_text(&top), str_text(&sub));
    }
    ignore_free(ignore);
    str_finish(&top);
    str_finish(&sub);
    str_finish(&answer);
}

static void git_gives_the_same_answers(void **state)
{
    struct scratch *s = *state;
    struct str paths = {0};
    char line[700];
    snprintf(line, sizeof(line), "git init -q '%s' >/dev/null 2>&1", s->folder.path);
    if (system(line) != 0)
        skip();
    assert_int_equal(make_tree(s, &paths), 8 * 15);
    snprintf(line, sizeof(line), "%s/paths", s->top);
    FILE *file = fopen(line, "w");
    assert_non_null(file);
    assert_int_equal(fwrite(paths.data, 1, paths.len, file), paths.len);
    fclose(file);
    unsigned seed = 20260301;
    for (int round = 0; round < 150; round++)
        compare_round(s, str_view(&paths), &seed);
    str_finish(&paths);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_rule_of_the_nearest_file_decides),
        cmocka_unit_test(hostile_files_are_bounded),
        cmocka_unit_test_setup_teardown(git_gives_the_same_answers, scratch_setup,
                                        scratch_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
