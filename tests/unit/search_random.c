#include "tests/unit/test.h"

#include "tests/unit/search_desk.h"

/* 2,000 random queries over 5,000 notes give what a plain scan gives. The scan knows each note as
 * the words it was written with, and compares with a fold of its own: letters a to z, capitals, and
 * four letters with an accent. */

enum { NOTES = 5000, QUERIES = 2000, STEMS = 2500, FORMS = 4, TAGS = 30, WORDS_MAX = 64 };

struct word {
    char raw[48];      /* as it stands in a note */
    char plain[24];    /* folded */
    char folds[4][32]; /* by the test itself: case and accents kept or not */
};

struct note {
    char path[64];
    int words[WORDS_MAX]; /* of the text, in order */
    int count, name, folder;
    bool tags[TAGS];
};

struct garden {
    struct word words[STEMS * FORMS];
    struct note notes[NOTES];
    uint64_t seed;
};

static unsigned any(struct garden *garden, unsigned below) /* Marsaglia's xorshift */
{
    garden->seed ^= garden->seed << 13;
    garden->seed ^= garden->seed >> 7;
    garden->seed ^= garden->seed << 17;
    return (unsigned)(garden->seed >> 11) % below;
}

static const char *accented(char c)
{
    switch (c) {
    case 'a':
        return "\xC3\xA0"; /* à */
    case 'e':
        return "e\xCC\x81"; /* é, decomposed */
    case 'o':
        return "\xC3\xB8"; /* ø */
    case 'u':
        return "\xC3\xBC"; /* ü */
    default:
        return NULL;
    }
}

/* One stem as it is, with a capital, in capitals, with its first vowel accented. */
static void make_words(struct garden *garden)
{
    static const char consonants[] = "bdfglmnprst", vowels[] = "aeiou";
    for (int i = 0; i < STEMS; i++) {
        char stem[24] = "";
        int len = 2 + (int)any(garden, 7);
        for (int j = 0; j < len; j++)
            stem[j] = j % 2 ? vowels[any(garden, 5)] : consonants[any(garden, 11)];
        for (int form = 0; form < FORMS; form++) {
            struct word *word = &garden->words[i * FORMS + form];
            bool marked = false;
            snprintf(word->plain, sizeof(word->plain), "%s", stem);
            for (int j = 0, at = 0; j < len; j++) {
                const char *mark = form == 3 && !marked ? accented(stem[j]) : NULL;
                marked = marked || mark;
                if (mark)
                    at += snprintf(word->raw + at, sizeof(word->raw) - (size_t)at, "%s", mark);
                else
                    word->raw[at++] =
                        (char)(form == 2 || (form == 1 && j == 0) ? stem[j] - 32 : stem[j]);
            }
        }
    }
}

static int any_word(struct garden *garden)
{
    int form = any(garden, 10) < 7 ? 0 : 1 + (int)any(garden, 3);
    return (int)any(garden, STEMS) * FORMS + form;
}

static const char *const folders[] = {"memory", "drafts", "Self", "Garden"};

static void put_note(struct garden *garden, const struct scratch *s, int number)
{
    static const char *const gaps[] = {" ", " ", " ", ", ", "\n", "\n\n", " - ", "-", "/", "* "};
    struct note *note = &garden->notes[number];
    struct str text = {0};
    note->folder = (int)any(garden, 4);
    note->name = any_word(garden);
    note->count = 8 + (int)any(garden, WORDS_MAX - 12);
    /* The number is no word of any query: those begin with a letter. */
    snprintf(note->path, sizeof(note->path), "%s/%d %s.md", folders[note->folder], number,
             garden->words[note->name].raw);
    for (int i = 0; i < note->count; i++) {
        note->words[i] = any_word(garden);
        if (any(garden, 12) == 0 && i > 0)
            str_add_text(&text, i % 2 ? "\n\n## " : "\n> ");
        str_add_text(&text, garden->words[note->words[i]].raw);
        str_add_text(&text, gaps[any(garden, 10)]);
    }
    for (int i = (int)any(garden, 4); i > 0; i--) {
        int tag = (int)any(garden, TAGS);
        note->tags[tag] = true;
        str_addf(&text, "\n#x%d-y", tag); /* its words are of no query */
    }
    scratch_put(s, note->path, str_text(&text));
    str_finish(&text);
}

/* --- the plain scan --- */

struct item {
    bool fits[STEMS * FORMS][3]; /* each word, for the first, second, third of the item */
    int count;
};

/* What is typed of a word: all, or its beginning, in the raw form or folded. */
static int type_word(struct garden *garden, int word, bool prefix, bool raw, struct str *out)
{
    struct str typed = {0};
    bool capital = false, accent = false;
    str_add_text(&typed, raw ? garden->words[word].raw : garden->words[word].plain);
    if (prefix) {
        size_t keep = 1 + any(garden, (unsigned)typed.len);
        while (keep < typed.len && (typed.data[keep] & 0x80)) /* not inside a letter */
            keep++;
        str_replace(&typed, keep, typed.len, VIEW(""));
    }
    for (size_t i = 0; i < typed.len; i++) {
        capital = capital || (typed.data[i] >= 'A' && typed.data[i] <= 'Z');
        accent = accent || (typed.data[i] & 0x80);
    }
    str_add(out, str_view(&typed));
    str_finish(&typed);
    return (capital ? 1 : 0) | (accent ? 2 : 0);
}

/* `text` as the query compares it: without case (unless 1 is kept), without accents (unless 2). */
static void fold(const char *text, int keep, char out[32])
{
    static const struct {
        const char *bytes;
        char plain;
    } marks[] = {{"\xC3\xA0", 'a'}, {"\xC3\xB8", 'o'}, {"\xC3\xBC", 'u'}, {"e\xCC\x81", 'e'}};
    size_t len = 0;
    while (*text) {
        size_t mark = 0;
        while (mark < 4 && strncmp(text, marks[mark].bytes, strlen(marks[mark].bytes)) != 0)
            mark++;
        if (mark < 4) {
            /* One letter of its own when accents count. */
            out[len++] = keep & 2 ? (char)('0' + mark) : marks[mark].plain;
            text += strlen(marks[mark].bytes);
        } else {
            out[len++] = (char)(!(keep & 1) && *text >= 'A' && *text <= 'Z' ? *text + 32 : *text);
            text++;
        }
    }
    out[len] = '\0';
}

static void fill_item(struct garden *garden, struct item *item, int at, const char *typed, int keep,
                      bool prefix)
{
    char want[32];
    fold(typed, keep, want);
    size_t len = strlen(want);
    for (int i = 0; i < STEMS * FORMS; i++) {
        const char *own = garden->words[i].folds[keep];
        item->fits[i][at] = prefix ? strncmp(own, want, len) == 0 : !strcmp(own, want);
    }
}

static bool item_in_note(const struct item *item, const struct note *note)
{
    if (item->count == 1 && item->fits[note->name][0])
        return true;
    for (int i = 0; i + item->count <= note->count; i++) {
        int j = 0;
        while (j < item->count && item->fits[note->words[i + j]][j])
            j++;
        if (j == item->count)
            return true;
    }
    return false;
}

/* --- queries --- */

/* Adds an item to the query and says which words it takes. */
static void make_item(struct garden *garden, struct str *query, struct item *item)
{
    const struct note *note = &garden->notes[any(garden, NOTES)];
    int from = (int)any(garden, (unsigned)note->count - 3), keep = 0;
    bool phrase = any(garden, 3) == 0, raw = any(garden, 2) == 0;
    struct str typed[3] = {{0}, {0}, {0}};
    item->count = phrase ? 2 + (int)any(garden, 2) : 1;
    for (int i = 0; i < item->count; i++)
        keep |= type_word(garden, note->words[from + i], !phrase, raw, &typed[i]);
    str_add_text(query, query->len ? " " : "");
    str_add_text(query, phrase ? "\"" : "");
    for (int i = 0; i < item->count; i++) {
        str_addf(query, "%s%s", i ? " " : "", str_text(&typed[i]));
        fill_item(garden, item, i, str_text(&typed[i]), keep, !phrase);
        str_finish(&typed[i]);
    }
    str_add_text(query, phrase ? "\"" : "");
}

static int compare_paths(const void *a, const void *b)
{
    return strcmp(((const struct search_result *)a)->path, ((const struct search_result *)b)->path);
}

static void check_query(struct garden *garden, const struct scratch *s, struct search_index *index,
                        struct item *items, const char **wanted)
{
    struct str query = {0};
    struct search_results results;
    int count = 1 + (int)any(garden, 3), tag = any(garden, 4) ? -1 : (int)any(garden, TAGS);
    int folder = any(garden, 5) ? -1 : (int)any(garden, 4);
    size_t total = 0;
    for (int i = 0; i < count; i++)
        make_item(garden, &query, &items[i]);
    if (tag >= 0)
        str_addf(&query, " tag:\"x%d-y\"", tag);
    if (folder >= 0)
        str_addf(&query, " path:%s/", folders[folder]);
    for (int i = 0; i < NOTES; i++) {
        const struct note *note = &garden->notes[i];
        bool fits = (tag < 0 || note->tags[tag]) && (folder < 0 || note->folder == folder);
        for (int j = 0; j < count && fits; j++)
            fits = item_in_note(&items[j], note);
        if (fits)
            wanted[total++] = note->path;
    }
    find(index, s, str_text(&query), false, &results);
    if (results.total != total)
        fail_msg("%s: %zu found, %zu are there", str_text(&query), results.total, total);
    if (total <= SEARCH_RESULTS_MAX && total) {
        qsort(results.items, results.count, sizeof(*results.items), compare_paths);
        for (size_t i = 0; i < total; i++)
            if (!bsearch(&(struct search_result){.path = (char *)(uintptr_t)wanted[i]},
                         results.items, results.count, sizeof(*results.items), compare_paths))
                fail_msg("%s: %s is not found", str_text(&query), wanted[i]);
    }
    str_finish(&query);
    search_results_finish(&results);
}

static void random_queries_find_what_a_plain_scan_finds(void **state)
{
    struct scratch *s = *state;
    struct garden *garden = calloc(1, sizeof(*garden));
    struct item *items = calloc(3, sizeof(*items));
    const char **wanted = calloc(NOTES, sizeof(*wanted));
    garden->seed = 20260301;
    for (int i = 0; i < 4; i++)
        scratch_folder(s, folders[i]);
    make_words(garden);
    for (int i = 0; i < STEMS * FORMS; i++)
        for (int keep = 0; keep < 4; keep++)
            fold(garden->words[i].raw, keep, garden->words[i].folds[keep]);
    for (int i = 0; i < NOTES; i++)
        put_note(garden, s, i);
    struct search_index *index = index_of(s);
    assert_int_equal(search_index_count(index), NOTES);
    for (unsigned i = 0; i < QUERIES / test_every(); i++)
        check_query(garden, s, index, items, wanted);
    search_index_free(index);
    free(wanted);
    free(items);
    free(garden);
}

static const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(random_queries_find_what_a_plain_scan_finds, scratch_setup,
                                    scratch_teardown),
};

int main(void)
{
    return cmocka_run_group_tests(tests, NULL, NULL);
}
