#include "tests/unit/real_notes.h"

#include "core/base/memory.h"
#include "core/workspace/note.h"
#include "core/workspace/note_meta.h"

/* --- single changes --- */

static void changes_field(const char *text, const char *key, const char *value, const char *want)
{
    struct str note = {0};
    struct error err;
    str_add_text(&note, text);
    if (note_set_field(&note, key, view_of(value), &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_view_equal(str_view(&note), view_of(want));
    str_finish(&note);
}

static enum status set_tags(struct str *note, const char *words, struct error *err)
{
    char **tags = NULL;
    size_t count = 0, cap = 0;
    note_tags_split(view_of(words), &tags, &count, &cap);
    enum status status = note_set_tags(note, tags, count, err);
    note_tags_free(tags, count);
    return status;
}

static void changes_tags(const char *text, const char *words, const char *want)
{
    struct str note = {0};
    struct error err;
    str_add_text(&note, text);
    if (set_tags(&note, words, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    assert_view_equal(str_view(&note), view_of(want));
    str_finish(&note);
}

static void changes_line(const char *text, enum note_line line, const char *value, const char *want)
{
    struct str note = {0};
    str_add_text(&note, text);
    note_set_line(&note, line, view_of(value));
    assert_view_equal(str_view(&note), view_of(want));
    str_finish(&note);
}

static void what_a_note_says_of_itself_is_read(void **state)
{
    (void)state;
    struct note_meta meta;
    note_meta_read(
        VIEW("---\ntitle: 'Fog: one'\ntype: note\npermalink: sea/fog\ntags:\n- a\n- '#b'\n"
             "---\n\nEmotion: calm, awake\n**Intensity:** 7/10\n**Trigger**: the bell\n"
             "\nDate: not at the head\n"),
        &meta);
    assert_string_equal(meta.title, "Fog: one");
    assert_string_equal(meta.type, "note");
    assert_string_equal(meta.permalink, "sea/fog");
    assert_int_equal(meta.tag_count, 2);
    assert_string_equal(meta.tags[1], "#b");
    assert_string_equal(meta.lines[NOTE_EMOTION], "calm, awake");
    assert_string_equal(meta.lines[NOTE_INTENSITY], "7/10");
    assert_string_equal(meta.lines[NOTE_TRIGGER], "the bell");
    assert_string_equal(meta.lines[NOTE_DATE], "");
    note_meta_finish(&meta);
    note_meta_read(VIEW("---\ntags: 'a, #b'\n---\n"), &meta);
    assert_string_equal(meta.title, "");
    assert_int_equal(meta.tag_count, 2);
    assert_string_equal(meta.tags[1], "#b");
    note_meta_finish(&meta);
    note_meta_read(VIEW(""), &meta);
    assert_string_equal(meta.lines[NOTE_EMOTION], "");
    assert_int_equal(meta.body, 0);
    note_meta_finish(&meta);
}

static void a_field_is_changed_in_its_place(void **state)
{
    (void)state;
    const char *note = "---\ntitle: Fog # told\ntype: note\nmade: 2020\n---\n\nbody\n";
    changes_field(note, "title", "Fog: two",
                  "---\ntitle: 'Fog: two' # told\ntype: note\nmade: 2020\n---\n\nbody\n");
    changes_field(note, "type", "", "---\ntitle: Fog # told\nmade: 2020\n---\n\nbody\n");
    changes_field(note, "status", "done",
                  "---\ntitle: Fog # told\ntype: note\nmade: 2020\nstatus: done\n---\n\nbody\n");
    changes_field("---\ntype: \"note\"\n---\n", "title", "T",
                  "---\ntitle: T\ntype: \"note\"\n---\n");
    changes_field("---\ntype: \"note\"\n---\n", "type", "person", "---\ntype: \"person\"\n---\n");
    changes_field("---\r\ntitle:\r\n---\r\n", "title", "T", "---\r\ntitle: T\r\n---\r\n");
}

static void front_matter_is_made_where_there_is_none(void **state)
{
    (void)state;
    changes_field("body\n", "title", "T", "---\ntitle: T\n---\n\nbody\n");
    changes_field("", "title", "T", "---\ntitle: T\n---\n");
    changes_field("\xEF\xBB\xBF# x\r\n", "title", "T",
                  "\xEF\xBB\xBF---\r\ntitle: T\r\n---\r\n\r\n# x\r\n");
    changes_tags("body\n", "a, b", "---\ntags:\n- a\n- b\n---\n\nbody\n");
}

static void tags_are_changed_as_they_are_written(void **state)
{
    (void)state;
    const char *lines = "---\ntags:\n- a\n# of\n- \"b\" # why\n- c\nz: 1\n---\n";
    changes_tags(lines, "a, x, c", "---\ntags:\n- a\n# of\n- \"x\" # why\n- c\nz: 1\n---\n");
    changes_tags(lines, "a, c", "---\ntags:\n- a\n# of\n- c\nz: 1\n---\n");
    changes_tags(lines, "a, b, c, d",
                 "---\ntags:\n- a\n# of\n- \"b\" # why\n- c\n- d\nz: 1\n---\n");
    changes_tags(lines, "0, a, b, c",
                 "---\ntags:\n- '0'\n- a\n# of\n- \"b\" # why\n- c\nz: 1\n---\n");
    changes_tags("---\ntags:\n  -  a\n---\n", "a, b", "---\ntags:\n  -  a\n  -  b\n---\n");
    changes_tags("---\ntags:\n- a\ntype: n\n---\n", "", "---\ntype: n\n---\n");
    changes_tags("---\ntags: [a,  b]\n---\n", "a, b, c", "---\ntags: [a,  b,  c]\n---\n");
    changes_tags("---\ntags: [a, b, c]\n---\n", "b", "---\ntags: [b]\n---\n");
    changes_tags("---\ntags: [a, b, c]\n---\n", "x, a, b, c", "---\ntags: [x, a, b, c]\n---\n");
    changes_tags("---\ntags: [a]\n---\n", "", "---\ntags: []\n---\n");
    changes_tags("---\ntags: []\n---\n", "a, b", "---\ntags: [a, b]\n---\n");
    changes_tags("---\ntags: a,b\n---\n", "a, c", "---\ntags: a,c\n---\n");
    changes_tags("---\ntags: a\n---\n", "a, c", "---\ntags: a, c\n---\n");
    changes_tags("---\ntags:\ntype: n\n---\n", "a", "---\ntags:\n- a\ntype: n\n---\n");
}

static void what_is_not_understood_is_refused_and_left(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum status want;
    } cases[] = {
        {"---\ntags: {a: b}\n---\n", STATUS_REFUSED},
        {"---\ntags:\n- [a, b]\n---\n", STATUS_REFUSED},
        {"---\ntags:\n- &x a\n---\n", STATUS_REFUSED},
        {"---\ntags: |\n  a\n  b\n---\n", STATUS_REFUSED},
        {"---\n{title: x}\n---\n", STATUS_REFUSED},
        {"---\ntitle: x\n...\n---\n", STATUS_REFUSED},
        {"---\ntitle: a: b\n---\nbody\n", STATUS_INVALID},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str note = {0};
        struct error err;
        str_add_text(&note, cases[i].text);
        if (set_tags(&note, "z", &err) != cases[i].want)
            fail_msg("%s gave %s", cases[i].text, str_text(&note));
        assert_view_equal(str_view(&note), view_of(cases[i].text));
        str_finish(&note);
    }
}

static void lines_at_the_head_are_set_and_taken_away(void **state)
{
    (void)state;
    const char *note = "---\ntitle: T\n---\n\nEmotion: joy\n**Trigger:** bell\n\nbody\n";
    changes_line(note, NOTE_EMOTION, "calm",
                 "---\ntitle: T\n---\n\nEmotion: calm\n**Trigger:** bell\n\nbody\n");
    changes_line(note, NOTE_TRIGGER, "a\nlamp",
                 "---\ntitle: T\n---\n\nEmotion: joy\n**Trigger:** a lamp\n\nbody\n");
    changes_line(
        note, NOTE_INTENSITY, "7/10",
        "---\ntitle: T\n---\n\nEmotion: joy\nIntensity: 7/10\n**Trigger:** bell\n\nbody\n");
    changes_line(note, NOTE_EMOTION, "", "---\ntitle: T\n---\n\n**Trigger:** bell\n\nbody\n");
    changes_line("---\ntitle: T\n---\n\nbody\n", NOTE_EMOTION, "joy",
                 "---\ntitle: T\n---\n\nEmotion: joy\n\nbody\n");
    changes_line("---\ntitle: T\n---\n\nEmotion: joy\n\nbody\n", NOTE_EMOTION, "",
                 "---\ntitle: T\n---\n\nbody\n");
    changes_line("---\ntitle: T\n---\n", NOTE_DATE, "today", "---\ntitle: T\n---\n\nDate: today\n");
    changes_line("body", NOTE_DATE, "today", "Date: today\n\nbody");
    changes_line("Date:\r\n", NOTE_DATE, "today", "Date: today\r\n");
    changes_line("**Date: x**\n", NOTE_DATE, "y", "**Date: y**\n");
    changes_line("Date: x", NOTE_EMOTION, "y", "Emotion: y\nDate: x");
    changes_line("Emotion: x", NOTE_DATE, "y", "Emotion: x\nDate: y");
    struct str value = {0};
    note_add_intensity(&value, VIEW(" 7 "));
    note_add_intensity(&value, VIEW("∞/10"));
    note_add_intensity(&value, VIEW(""));
    assert_view_equal(str_view(&value), VIEW("7/10∞/10"));
    str_finish(&value);
}

/* --- there and back --- */

static uint64_t seed;

static unsigned pick(unsigned count)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(seed >> 33) % count;
}

static const char *one_of(const char *const *list, size_t count)
{
    return list[pick((unsigned)count)];
}

#define ONE_OF(list) one_of((list), ARRAY_LEN(list))

static const char *const plain_tags[] = {"fog", "the-keeper", "雨", "état",
                                         "a b", "x/y",        "c#", "n'a"};
static const char *const quoted_tags[] = {"'#1'", "'yes'", "\"kept\"", "\"a: b\"", "'it''s: so'"};
static const char *const titles[] = {
    "The Keeper's Lamp",
    "'Fog: one'",
    "\"Kept in quotes\"",
    "雨 and the sea",
    "The lamp in the window of the last house before the causeway, and who lit it\n  when it came",
    "A lamp in the window of the last house before the causeway, and who lit it when the fog came"};
static const char *const others[] = {"made: 2020-01-01",
                                     "# a remark",
                                     "aliases: [a, 'b: c']",
                                     "deep:\n  er: [1, {x: y}]\n  l:\n  - z",
                                     "text: |\n  lines\n\n  of it",
                                     "empty:",
                                     "\"quoted key\": 'v'",
                                     "cssclass: x  # why"};
static const char *const bodies[] = {
    "",
    "\n",
    "\nbody\n",
    "no blank line",
    "\nEmotion: joy\n\nx\n",
    "\n**Emotion:** joy\nIntensity: ∞/10\nTrigger: a: b\n\nx [[y]]",
    "\n---\nnot a fence\n---\n"};

static void add_tag(struct str *out)
{
    str_add_text(out, pick(3) ? ONE_OF(plain_tags) : ONE_OF(quoted_tags));
}

static void add_tags(struct str *out)
{
    static const char *const leads[] = {"- ", "  - ", "-   ", "    - "};
    size_t count = 1 + pick(4);
    unsigned form = pick(4);
    const char *lead = ONE_OF(leads), *comma = pick(3) ? ", " : ",";
    if (form == 0) {
        str_add_text(out, "tags: [");
        for (size_t i = 0; i < count; i++) {
            str_add_text(out, i ? comma : "");
            add_tag(out);
        }
        str_add_text(out, "]\n");
    } else if (form == 1) {
        str_add_text(out, "tags: ");
        for (size_t i = 0; i < count; i++)
            str_addf(out, "%s%s", i ? comma : "", ONE_OF(plain_tags));
        str_add_text(out, "\n");
    } else {
        str_add_text(out, "tags:\n");
        for (size_t i = 0; i < count; i++) {
            str_add_text(out, lead);
            add_tag(out);
            str_add_text(out, pick(8) ? "\n" : " # why\n");
        }
    }
}

static void use_crlf(struct str *text)
{
    struct str out = {0};
    for (size_t i = 0; i < text->len; i++) {
        if (text->data[i] == '\n')
            str_add_char(&out, '\r');
        str_add_char(&out, text->data[i]);
    }
    str_finish(text);
    *text = out;
}

static void make_note(struct str *out)
{
    size_t before = pick(3), after = pick(3);
    str_add_text(out, pick(10) ? "---\n" : "\xEF\xBB\xBF---  \n");
    str_addf(out, "title: %s\ntype: note\n", ONE_OF(titles));
    for (size_t i = 0; i < before; i++)
        str_addf(out, "%s\n", ONE_OF(others));
    add_tags(out);
    for (size_t i = 0; i < after; i++)
        str_addf(out, "%s\n", ONE_OF(others));
    str_addf(out, "---\n%s", ONE_OF(bodies));
    if (pick(5) == 0)
        use_crlf(out);
}

static void must(enum status status, const struct error *err, const struct str *note)
{
    if (status != STATUS_OK)
        fail_msg("%s in:\n%s", err->text, str_text(note));
}

/* Changes one tag of the note, reads it, and changes it back. */
static void there_and_back_tag(struct view text, const char *other)
{
    struct str note = {0};
    struct note_meta meta, changed;
    struct error err;
    str_add(&note, text);
    note_meta_read(text, &meta);
    assert_true(meta.tag_count > 0);
    size_t at = pick((unsigned)meta.tag_count);
    char *was = meta.tags[at];
    meta.tags[at] = mem_string(other);
    must(note_set_tags(&note, meta.tags, meta.tag_count, &err), &err, &note);
    note_meta_read(str_view(&note), &changed);
    if (changed.tag_count != meta.tag_count || strcmp(changed.tags[at], other) != 0)
        fail_msg("the tag \"%s\" is not in:\n%s", other, str_text(&note));
    free(meta.tags[at]);
    meta.tags[at] = was;
    must(note_set_tags(&note, meta.tags, meta.tag_count, &err), &err, &note);
    assert_view_equal(str_view(&note), text);
    note_meta_finish(&meta);
    note_meta_finish(&changed);
    str_finish(&note);
}

/* Adds a tag behind the others, and takes it away. */
static void there_and_back_new_tag(struct view text)
{
    struct str note = {0};
    struct note_meta meta;
    struct error err;
    str_add(&note, text);
    note_meta_read(text, &meta);
    *ARRAY_PUSH(meta.tags, meta.tag_count, meta.tag_cap) = mem_string("new");
    must(note_set_tags(&note, meta.tags, meta.tag_count, &err), &err, &note);
    assert_false(view_equal(str_view(&note), text));
    must(note_set_tags(&note, meta.tags, meta.tag_count - 1, &err), &err, &note);
    assert_view_equal(str_view(&note), text);
    note_meta_finish(&meta);
    str_finish(&note);
}

static void there_and_back_lines(struct view text)
{
    struct str note = {0};
    struct note_meta meta;
    str_add(&note, text);
    note_meta_read(text, &meta);
    for (enum note_line i = 0; i < NOTE_LINES; i++) {
        if (!meta.lines[i][0])
            continue;
        note_set_line(&note, i, VIEW("another"));
        assert_false(view_equal(str_view(&note), text));
        note_set_line(&note, i, view_of(meta.lines[i]));
        assert_view_equal(str_view(&note), text);
    }
    note_meta_finish(&meta);
    str_finish(&note);
}

static void there_and_back_title(struct view text)
{
    struct str note = {0};
    struct note_meta meta;
    struct error err;
    str_add(&note, text);
    note_meta_read(text, &meta);
    bool folds = strlen(meta.title) > 70; /* what was not folded would be now */
    must(note_set_field(&note, "title", VIEW("Another: one"), &err), &err, &note);
    must(note_set_field(&note, "title", view_of(meta.title), &err), &err, &note);
    if (!folds)
        assert_view_equal(str_view(&note), text);
    note_meta_finish(&meta);
    str_finish(&note);
}

static void a_change_and_its_opposite_leave_the_same_bytes(void **state)
{
    (void)state;
    static const char *const other[] = {"one", "two: three", "123", "#x", "it's"};
    size_t count = 10000 / test_every();
    for (size_t i = 0; i < count; i++) {
        struct str note = {0};
        seed = i;
        make_note(&note);
        there_and_back_tag(str_view(&note), ONE_OF(other));
        there_and_back_new_tag(str_view(&note));
        there_and_back_lines(str_view(&note));
        there_and_back_title(str_view(&note));
        str_finish(&note);
    }
}

static void real_note(struct view text)
{
    there_and_back_tag(text, "two: three");
    there_and_back_new_tag(text);
    there_and_back_lines(text);
    there_and_back_title(text);
}

static void the_companions_notes_stay_the_same_bytes(void **state)
{
    (void)state;
    real_notes_each(real_note);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_note_says_of_itself_is_read),
        cmocka_unit_test(a_field_is_changed_in_its_place),
        cmocka_unit_test(front_matter_is_made_where_there_is_none),
        cmocka_unit_test(tags_are_changed_as_they_are_written),
        cmocka_unit_test(what_is_not_understood_is_refused_and_left),
        cmocka_unit_test(lines_at_the_head_are_set_and_taken_away),
        cmocka_unit_test(a_change_and_its_opposite_leave_the_same_bytes),
        cmocka_unit_test(the_companions_notes_stay_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
