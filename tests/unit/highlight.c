#include "tests/unit/test.h"

#include "core/markdown/highlight.h"

/* Runs are written as `K(if) S("x")`; runs of plain code stand bare. */
static void add_run(void *data, struct view text, enum role role)
{
    static const char letters[ROLE_COUNT] = {
        [ROLE_KEYWORD] = 'K', [ROLE_STRING] = 'S', [ROLE_COMMENT] = 'C',
        [ROLE_NUMBER] = 'N',  [ROLE_ADDED] = 'A',  [ROLE_REMOVED] = 'R',
        [ROLE_HUNK] = 'H',    [ROLE_DIM] = 'D',    [ROLE_LIST] = 'L',
    };
    struct str *out = data;
    assert_true(text.len > 0);
    if (role == ROLE_CODE) {
        str_add(out, text);
        return;
    }
    assert_true(letters[role] != '\0');
    str_addf(out, "%c(%.*s)", letters[role], (int)text.len, text.data);
}

static void check(const char *language, const char *source, const char *want)
{
    struct highlight highlight;
    struct str got = {0};
    highlight_init(&highlight, view_of(language));
    struct view rest = view_of(source), line;
    while (view_line(&rest, &line)) {
        highlight_line(&highlight, line, add_run, &got);
        if (rest.len > 0)
            str_add_char(&got, '\n');
    }
    assert_view_equal(str_view(&got), view_of(want));
    str_finish(&got);
}

static void names_of_languages_in_any_shape(void **state)
{
    (void)state;
    static const char *const known[] = {"c",  "H",   "Bash", "py",   "{.python}", "yml", "json",
                                        "ts", "C++", "diff", "JSON", ".sh",       "js,"};
    static const char *const unknown[] = {
        "", "brainfuck", " ", "{}", "cpython", "y", "+", "a-name-longer-than-any-of-the-languages"};
    struct highlight highlight;
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (!highlight_init(&highlight, view_of(known[i])))
            fail_msg("\"%s\" is not known", known[i]);
    for (size_t i = 0; i < sizeof(unknown) / sizeof(*unknown); i++)
        if (highlight_init(&highlight, view_of(unknown[i])))
            fail_msg("\"%s\" is known", unknown[i]);
}

static void unknown_languages_are_plain(void **state)
{
    (void)state;
    check("", "if \"x\" # 1", "if \"x\" # 1");
}

static void shell(void **state)
{
    (void)state;
    check("sh", "if [ -n \"$x\" ]; then # why\nfi",
          "K(if) [ -n S(\"$x\") ]; K(then) C(# why)\nK(fi)");
    check("sh", "echo ${x#y} don\\'t for-ever 'a\nb' 12 2.txt",
          "echo ${x#y} don\\'t for-ever S('a)\nS(b') N(12) 2.txt");
    check("bash", "cat <<'END' \"x\"\nif # no\nEND\nexit 1",
          "cat S(<<'END') S(\"x\")\nS(if # no)\nS(END)\nK(exit) N(1)");
    check("bash", "cat <<-E\n\tx\n\tE\nfi", "cat S(<<-E)\nS(\tx)\nS(\tE)\nK(fi)");
    check("bash", "a <<< b\n$((1<<2))", "a <<< b\n$((N(1)<<N(2)))");
}

static void c(void **state)
{
    (void)state;
    check("c", "#include <x.h>\n# define A 0x1Fu", "K(#include) S(<x.h>)\nK(# define) A N(0x1Fu)");
    check("c", "int a; /* x\nif */ return 'b'; // if",
          "K(int) a; C(/* x)\nC(if */) K(return) S('b'); C(// if)");
    check("c", "f(\"a\\\"b\", \"open\nint", "f(S(\"a\\\"b\"), S(\"open)\nK(int)");
    check("c", "\"a\\\nb\" int", "S(\"a\\)\nS(b\") K(int)");
    check("c", "printf(/*/ x", "printf(C(/*/ x)");
}

static void python(void **state)
{
    (void)state;
    check("py", "def f(): # c\n  '''a\n  def '''\n  return \"\"",
          "K(def) f(): C(# c)\n  S('''a)\nS(  def ''')\n  K(return) S(\"\")");
}

static void javascript_and_json(void **state)
{
    (void)state;
    check("js", "const a = `x\n${1}` + 2.5e3;", "K(const) a = S(`x)\nS(${1}`) + N(2.5e3);");
    check("json", "{\"a\" : \"b\", \"c\": [true, -1.5]}",
          "{K(\"a\") : S(\"b\"), K(\"c\"): [K(true), -N(1.5)]}");
}

static void yaml(void **state)
{
    (void)state;
    check("yaml", "---\na b: yes # c", "---\nK(a b): K(yes) C(# c)");
    check("yaml", "- - x: it's http://a:1\n-\nurl:x # k: v",
          "L(-) L(-) K(x): it's http://a:N(1)\nL(-)\nurl:x C(# k: v)");
    check("yaml", "goes: on and on", "K(goes): on and on");
    check("yaml", "[yes, no ]", "[K(yes), K(no) ]");
    check("yaml", "d: 2025-06-17\n'q': \"a\nb\"", "K(d): N(2025-06-17)\nS('q'): S(\"a)\nb\"");
}

static void diffs(void **state)
{
    (void)state;
    check("diff", "--- a\n+++ b\n@@ -1 +1 @@\n--- x\n y\n+z\ndiff\n--- c",
          "D(--- a)\nD(+++ b)\nH(@@ -1 +1 @@)\nR(--- x)\n y\nA(+z)\nD(diff)\nD(--- c)");
}

static void add_bytes(void *data, struct view text, enum role role)
{
    (void)role;
    str_add(data, text);
}

/* Every string of five bytes over the bytes that mean something, in every language. */
static void runs_put_together_are_the_line(void **state)
{
    (void)state;
    static const char bytes[] = "/*\"'#\\<-a: `@";
    static const char *const languages[] = {"sh", "c", "py", "js", "json", "yaml", "diff", ""};
    struct str out = {0};
    for (size_t i = 0; i < sizeof(languages) / sizeof(*languages); i++) {
        struct highlight highlight;
        highlight_init(&highlight, view_of(languages[i]));
        for (unsigned long n = 0; n < 14ul * 14 * 14 * 14 * 14; n += 3) {
            char line[5];
            unsigned long rest = n;
            for (size_t k = 0; k < 5; k++, rest /= 14)
                line[k] = bytes[rest % 14];
            str_clear(&out);
            highlight_line(&highlight, view_from(line, 5), add_bytes, &out);
            assert_memory_equal(out.data, line, 5);
            assert_int_equal(out.len, 5);
        }
    }
    str_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_of_languages_in_any_shape),
        cmocka_unit_test(unknown_languages_are_plain),
        cmocka_unit_test(shell),
        cmocka_unit_test(c),
        cmocka_unit_test(python),
        cmocka_unit_test(javascript_and_json),
        cmocka_unit_test(yaml),
        cmocka_unit_test(diffs),
        cmocka_unit_test(runs_put_together_are_the_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
