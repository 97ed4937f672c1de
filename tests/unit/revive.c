/* Bringing back: each case by hand, then random sequences beside a model. The git program looks
 * at what was done. PALIMPSEST_TEST_STEPS says how many sequences (1000 for the long run). */
#include "tests/unit/repo_fixture.h"

#include "core/store/commit.h"
#include "core/store/revision.h"
#include "core/store/revive.h"
#include "core/store/save.h"
#include "tests/unit/revive_model.h"

/* --- one act --- */

static void open_folder(struct fixture *f, struct folder *folder)
{
    assert_ok(f, folder_open(f->dir, folder, &f->err));
}

/* Saves and commits as the program does; the set is finished. */
static void carry_out(struct fixture *f, struct change_set *set)
{
    struct folder folder;
    struct commit_result result;
    open_folder(f, &folder);
    assert_ok(f, save_change_set(&folder, set, &f->err));
    assert_ok(f, commit_change_set(f->repo, set, &reader, NULL, &result, &f->err));
    assert_true(result.made);
    folder_close(&folder);
    change_set_finish(set);
}

/* `text` NULL deletes. */
static void act(struct fixture *f, const char *path, const char *text)
{
    struct change_set set = {0};
    struct folder folder;
    struct str old = {0};
    open_folder(f, &folder);
    enum status status = folder_read(&folder, path, 1 << 20, &old, NULL, &f->err);
    struct view before = str_view(&old);
    if (text)
        change_set_write(&set, path, status == STATUS_OK ? &before : NULL, view_of(text));
    else
        change_set_delete(&set, path, before);
    change_set_subject(&set, "test: %s %s", text ? "write" : "delete", path);
    folder_close(&folder);
    str_finish(&old);
    carry_out(f, &set);
}

static void move(struct fixture *f, const char *from, const char *to)
{
    struct change_set set = {0};
    struct folder folder;
    struct str old = {0};
    open_folder(f, &folder);
    assert_ok(f, folder_read(&folder, from, 1 << 20, &old, NULL, &f->err));
    change_set_rename(&set, from, to, str_view(&old));
    change_set_subject(&set, "test: move %s to %s", from, to);
    folder_close(&folder);
    str_finish(&old);
    carry_out(f, &set);
}

static enum status make_plan(struct fixture *f, const struct revive_request *request,
                             struct revive_plan *plan)
{
    struct folder folder;
    open_folder(f, &folder);
    enum status status = revive_plan_make(f->repo, &folder, request, NULL, plan, &f->err);
    folder_close(&folder);
    return status;
}

static char *word(const char *text)
{
    return (char *)(uintptr_t)text;
}

#define REQUEST(...) (&(struct revive_request){__VA_ARGS__})

/* Plans and carries out; the plan must have something in it. */
static void revive(struct fixture *f, const struct revive_request *request)
{
    struct revive_plan plan;
    assert_ok(f, make_plan(f, request, &plan));
    assert_null(plan.conflict.path);
    assert_true(plan.set.count > 0);
    assert_ok(f, revive_plan_check(f->repo, plan.head, &f->err));
    carry_out(f, &plan.set);
    revive_plan_finish(&plan);
}

static void refused(struct fixture *f, const struct revive_request *request, enum status want,
                    const char *why)
{
    struct revive_plan plan;
    enum status status = make_plan(f, request, &plan);
    if (status != want || !strstr(f->err.text, why))
        fail_msg("status %d (want %d): %s", status, want, status ? f->err.text : "done");
}

static const struct revive_request undo = {.kind = REVIVE_UNDO}, redo = {.kind = REVIVE_REDO};

/* --- undo and redo --- */

static void undo_goes_back_and_redo_forward(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    act(f, "a.md", "three\n");
    revive(f, &undo);
    assert_shell(f, "cat a.md", "two");
    revive(f, &undo);
    assert_shell(f, "cat a.md", "one");
    revive(f, &redo);
    assert_shell(f, "cat a.md", "two");
    revive(f, &redo);
    assert_shell(f, "cat a.md", "three");
    refused(f, &redo, STATUS_ABSENT, "nothing to redo");
    assert_shell(f, "git log --format=%s",
                 "redo: test: write a.md\nredo: test: write a.md\nundo: test: write a.md\n"
                 "undo: test: write a.md\ntest: write a.md\ntest: write a.md\ntest: write a.md");
    char *named = shell_text(f, "git log -1 --format='%(trailers:key=Redoes,valueonly)' | head -1");
    char *meant = shell_text(f, "git rev-parse HEAD~4");
    assert_string_equal(named, meant);
    free(named);
    free(meant);
    assert_clean(f);
}

static void undo_survives_a_new_process(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    act(f, "b.md", "b\n");
    revive(f, &undo);
    repository_free(f->repo);
    assert_ok(f, repository_open(f->dir, &f->repo, &f->err));
    revive(f, &undo);
    assert_shell(f, "cat a.md; ls", "one\na.md");
    refused(f, &undo, STATUS_ABSENT, "nothing left to undo");
    assert_clean(f);
}

static void a_new_change_is_undone_before_older_ones(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    revive(f, &undo);
    act(f, "b.md", "new\n");
    act(f, "c.md", "newer\n");
    revive(f, &undo);
    revive(f, &undo);
    assert_shell(f, "ls", "a.md");
    revive(f, &redo);
    revive(f, &redo);
    revive(f, &redo);
    assert_shell(f, "cat a.md b.md c.md", "two\nnew\nnewer");
    assert_clean(f);
}

static void what_makes_no_difference_is_passed_over(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    assert_int_equal(shell(f, "git commit -q --allow-empty -m nothing"), 0);
    revive(f, &undo);
    assert_shell(f, "cat a.md; git log -1 --format=%B | grep -c Undoes", "one\n2");
    revive(f, &redo);
    assert_shell(f, "cat a.md", "two");
    revive(f, &undo);
    assert_shell(f, "cat a.md", "one");
    assert_clean(f);
}

static void an_undo_merges_with_what_others_wrote_since(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n\ntwo\n\nthree\n");
    act(f, "a.md", "ONE\n\ntwo\n\nthree\n");
    char *id = shell_text(f, "git rev-parse HEAD");
    act(f, "a.md", "ONE\n\ntwo\n\nTHREE\n");
    revive(f, REQUEST(.kind = REVIVE_REVERT, .rev = id));
    assert_shell(f, "cat a.md", "one\n\ntwo\n\nTHREE");
    assert_shell(f, "git log -1 --format=%s", "revert: test: write a.md");
    free(id);
    assert_clean(f);
}

static void what_cannot_be_merged_is_for_a_person(void **state)
{
    struct fixture *f = *state;
    struct revive_plan plan;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    char *id = shell_text(f, "git rev-parse HEAD");
    act(f, "a.md", "three\n");
    assert_ok(f, make_plan(f, REQUEST(.kind = REVIVE_REVERT, .rev = id), &plan));
    assert_string_equal(plan.conflict.path, "a.md");
    assert_view_equal(str_view(&plan.conflict.base), VIEW("two\n"));
    assert_view_equal(str_view(&plan.conflict.mine), VIEW("three\n"));
    assert_view_equal(str_view(&plan.conflict.theirs), VIEW("one\n"));
    assert_int_equal(plan.set.count, 0);
    revive_plan_finish(&plan);
    free(id);
}

static void a_forged_trailer_hides_nothing_but_what_it_names(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    assert_int_equal(shell(f, "git commit -q --allow-empty -m 'undo: x' -m 'Undoes: xyz'"), 0);
    assert_int_equal(shell(f, "git commit -q --allow-empty -m 'other' -m \"Undoes: $(git rev-parse "
                              "HEAD~1)\""),
                     0);
    revive(f, &undo);
    assert_shell(f, "cat a.md", "one");
}

/* --- restore, undelete, revert --- */

static void a_file_comes_back_as_it_was(void **state)
{
    struct fixture *f = *state;
    act(f, "notes/a.md", "one\n");
    act(f, "notes/a.md", "two\n");
    act(f, "notes/a.md", NULL);
    revive(f, REQUEST(.kind = REVIVE_UNDELETE, .path = word("notes/a.md")));
    assert_shell(f, "cat notes/a.md", "two");
    revive(f, REQUEST(.kind = REVIVE_RESTORE, .rev = word("HEAD~3"), .path = word("notes/a.md")));
    assert_shell(f, "cat notes/a.md", "one");
    assert_shell(f, "git log -1 --format=%s | sed 's/of .*(/of X (/' | cut -c1-23",
                 "restore: a.md as of X (");
    refused(f, REQUEST(.kind = REVIVE_UNDELETE, .path = word("notes/a.md")), STATUS_EXISTS,
            "is there");
    refused(f, REQUEST(.kind = REVIVE_UNDELETE, .path = word("no.md")), STATUS_ABSENT, "never");
    refused(f, REQUEST(.kind = REVIVE_RESTORE, .rev = word("HEAD"), .path = word("no.md")),
            STATUS_ABSENT, "not in the commit");
    refused(f, REQUEST(.kind = REVIVE_RESTORE, .rev = word("HEAD"), .path = word("notes")),
            STATUS_REFUSED, "folder");
    refused(f, REQUEST(.kind = REVIVE_RESTORE, .rev = word("HEAD"), .path = word("../x")),
            STATUS_REFUSED, "");
    refused(f, REQUEST(.kind = REVIVE_RESTORE, .rev = word("nowhere"), .path = word("notes/a.md")),
            STATUS_ABSENT, "no commit");
    assert_clean(f);
}

static void one_paragraph_comes_back(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n\ntwo\n\nthree\n");
    act(f, "a.md", "ONE\n\nTWO\n\nTHREE\n");
    revive(f, REQUEST(.kind = REVIVE_RESTORE, .rev = word("HEAD^"), .path = word("a.md"),
                      .first = 3, .last = 3));
    assert_shell(f, "cat a.md", "ONE\n\ntwo\n\nTHREE");
    refused(f,
            REQUEST(.kind = REVIVE_RESTORE, .rev = word("HEAD^"), .path = word("a.md"), .first = 3,
                    .last = 9),
            STATUS_INVALID, "no lines 3 to 9");
    assert_clean(f);
}

static void a_run_of_commits_is_taken_back_as_one(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    act(f, "b.md", "b\n");
    act(f, "a.md", "three\n");
    act(f, "c.md", "c\n");
    revive(f, REQUEST(.kind = REVIVE_REVERT, .rev = word("HEAD~3"), .to = word("HEAD~1")));
    assert_shell(f, "cat a.md; ls", "one\na.md\nc.md");
    assert_shell(f, "git log -1 --format=%s | cut -c1-18; git log -1 --format=%B | grep -c Reverts",
                 "revert: 3 commits,\n3");
    revive(f, &undo); /* either order of the ends */
    revive(f, REQUEST(.kind = REVIVE_REVERT, .rev = word("HEAD~3"), .to = word("HEAD~5")));
    assert_shell(f, "cat a.md; ls", "one\na.md\nc.md");
    assert_clean(f);
}

static void a_moved_file_goes_back_with_what_was_written_since(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    move(f, "a.md", "d/b.md");
    act(f, "d/b.md", "one\nand more\n");
    revive(f, REQUEST(.kind = REVIVE_REVERT, .rev = word("HEAD~1")));
    assert_shell(f, "cat a.md; git ls-files", "one\nand more\na.md");
    assert_clean(f);
}

static void uncommitted_text_is_never_replaced(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    act(f, "b.md", "b\n");
    act(f, "b.md", NULL);
    assert_int_equal(shell(f, "echo mine >a.md; echo mine >b.md"), 0);
    refused(f, &undo, STATUS_REFUSED, "b.md has changes that are in no commit");
    refused(f, REQUEST(.kind = REVIVE_RESTORE, .rev = word("HEAD~3"), .path = word("a.md")),
            STATUS_REFUSED, "a.md has changes");
    refused(f, REQUEST(.kind = REVIVE_UNDELETE, .path = word("b.md")), STATUS_REFUSED, "b.md");
    assert_shell(f, "cat a.md b.md", "mine\nmine");
}

static void links_and_submodules_are_left_alone(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    assert_int_equal(shell(f, "ln -s a.md l.md && git add l.md && git commit -q -m link"), 0);
    refused(f, &undo, STATUS_REFUSED, "link");
    assert_int_equal(shell(f, "git update-index --add --cacheinfo 160000,$(git rev-parse HEAD),sub "
                              "&& git commit -q -m sub"),
                     0);
    refused(f, &undo, STATUS_REFUSED, "repository of its own");
}

static void a_plan_of_yesterday_is_known(void **state)
{
    struct fixture *f = *state;
    struct revive_plan plan;
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    assert_ok(f, make_plan(f, &undo, &plan));
    act(f, "b.md", "b\n");
    assert_int_equal(revive_plan_check(f->repo, plan.head, &f->err), STATUS_CONFLICT);
    revive_plan_finish(&plan);
}

static void a_merge_is_taken_back_to_its_first_parent(void **state)
{
    struct fixture *f = *state;
    act(f, "a.md", "one\n");
    assert_int_equal(shell(f, "git checkout -q -b side && echo s >s.md && git add s.md && git "
                              "commit -q -m side && git checkout -q - && echo m >m.md && git add "
                              "m.md && git commit -q -m m && git merge -q --no-edit side"),
                     0);
    revive(f, &undo);
    assert_shell(f, "git ls-files", "a.md\nm.md");
    revive(f, &undo);
    assert_shell(f, "git ls-files", "a.md");
    revive(f, &redo);
    revive(f, &redo);
    assert_shell(f, "git ls-files", "a.md\nm.md\ns.md");
    assert_clean(f);
}

static void commits_are_found_by_name(void **state)
{
    struct fixture *f = *state;
    char id[41];
    act(f, "a.md", "one\n");
    act(f, "a.md", "two\n");
    assert_int_equal(shell(f, "git tag -a -m v v1 HEAD^ && git branch other"), 0);
    char *head = shell_text(f, "git rev-parse HEAD"), *first = shell_text(f, "git rev-parse HEAD^");
    static const char *const firsts[] = {
        "HEAD^", "HEAD~1", "HEAD~", "v1", "v1~0", "other^", "refs/heads/other~1"};
    for (size_t i = 0; i < ARRAY_LEN(firsts); i++) {
        assert_ok(f, revision_find(f->repo, firsts[i], id, &f->err));
        assert_string_equal(id, first);
    }
    char prefix[41];
    snprintf(prefix, sizeof(prefix), "%.7s", head);
    assert_ok(f, revision_find(f->repo, prefix, id, &f->err));
    assert_string_equal(id, head);
    static const char *const none[] = {"HEAD~2", "abcdefff", "v2",      "HEAD~999999",
                                       "-",      "a..b",     "../HEAD", "v1:a.md"};
    for (size_t i = 0; i < ARRAY_LEN(none); i++)
        assert_int_equal(revision_find(f->repo, none[i], id, &f->err), STATUS_ABSENT);
    static const char *const wrong[] = {
        "", "^", "HEAD^2", "HEAD~x", "HEAD~99999999999999999999", "HEAD^{tree}"};
    for (size_t i = 0; i < ARRAY_LEN(wrong); i++)
        assert_int_equal(revision_find(f->repo, wrong[i], id, &f->err), STATUS_INVALID);
    free(head);
    free(first);
}

/* --- random sequences beside a model --- */

static void check_disk(struct fixture *f, const struct version *want)
{
    struct folder folder;
    struct str text = {0};
    open_folder(f, &folder);
    for (size_t i = 0; i < SLOTS; i++) {
        enum status status = folder_read(&folder, slot_paths[i], 1 << 20, &text, NULL, &f->err);
        assert_int_equal(status, want->text[i] ? STATUS_OK : STATUS_ABSENT);
        if (want->text[i])
            assert_view_equal(str_view(&text), view_of(want->text[i]));
    }
    str_finish(&text);
    folder_close(&folder);
    assert_shell(f, "git status --porcelain", "");
}

static void take_head(struct fixture *f, struct version *version)
{
    assert_ok(f, revision_find(f->repo, "HEAD", version->id, &f->err));
}

static void random_change(struct fixture *f, struct model *model, uint64_t *seed)
{
    struct version *next = model_next(model);
    size_t slot = random_below(seed, SLOTS), other = random_below(seed, SLOTS);
    if (next->text[slot] && !next->text[other] && random_below(seed, 3) == 0) {
        next->text[other] = next->text[slot];
        next->text[slot] = NULL;
        move(f, slot_paths[slot], slot_paths[other]);
    } else if (next->text[slot] && random_below(seed, 4) == 0) {
        free(next->text[slot]);
        next->text[slot] = NULL;
        act(f, slot_paths[slot], NULL);
    } else {
        char *text = random_version(seed, next->text[slot]);
        free(next->text[slot]);
        next->text[slot] = text;
        act(f, slot_paths[slot], text);
    }
    take_head(f, next);
}

/* Any request, and what the model says of it: the next version, or no change. */
static void random_revive(struct fixture *f, struct model *model, uint64_t *seed)
{
    struct revive_request request = {0};
    struct revive_plan plan;
    size_t a = random_below(seed, model->count), b = random_below(seed, model->count);
    size_t slot = random_below(seed, SLOTS);
    static const enum revive_kind kinds[] = {REVIVE_UNDO,   REVIVE_UNDO,    REVIVE_UNDO,
                                             REVIVE_REDO,   REVIVE_REDO,    REVIVE_REVERT,
                                             REVIVE_REVERT, REVIVE_RESTORE, REVIVE_UNDELETE};
    request.kind = kinds[random_below(seed, ARRAY_LEN(kinds))];
    request.path = word(slot_paths[slot]);
    request.rev = model->versions[a].id;
    if (request.kind == REVIVE_REVERT && random_below(seed, 3) == 0)
        request.to = model->versions[b].id;
    struct version *next = model_next(model);
    enum model_answer want = request.kind == REVIVE_UNDO   ? model_undo(model, next)
                             : request.kind == REVIVE_REDO ? model_redo(model, next)
                             : request.kind == REVIVE_REVERT
                                 ? model_revert(model, a, request.to ? b : a, next)
                             : request.kind == REVIVE_RESTORE ? model_restore(model, a, slot, next)
                                                              : model_undelete(model, slot, next);
    enum status status = make_plan(f, &request, &plan);
    enum model_answer got = status == STATUS_CONFLICT ? MODEL_CONFLICT
                            : status != STATUS_OK     ? MODEL_NONE
                            : plan.conflict.path      ? MODEL_CONFLICT
                            : plan.set.count          ? MODEL_DONE
                                                      : MODEL_NONE;
    if (got != want)
        fail_msg("%d of version %zu (%zu): %d, want %d: %s", request.kind, a, b, got, want,
                 status ? f->err.text : "");
    if (got == MODEL_DONE) {
        carry_out(f, &plan.set);
        take_head(f, next);
    } else {
        model_drop(model);
    }
    if (status == STATUS_OK)
        revive_plan_finish(&plan);
}

static void check_history(struct fixture *f, const struct model *model)
{
    char *ids = shell_text(f, "git rev-list --first-parent --reverse HEAD");
    for (size_t i = 0; i < model->count; i++)
        assert_memory_equal(ids + i * 41, model->versions[i].id, 40);
    assert_int_equal(strlen(ids), model->count * 41 - 1);
    free(ids);
    assert_clean(f);
}

static void random_sequences_do_what_the_model_does(void **state)
{
    struct fixture *f = *state;
    size_t sequences = random_steps(10) / test_every() + 1;
    for (uint64_t n = 1; n <= sequences; n++) {
        uint64_t seed = n * 0x9E3779B97F4A7C15u;
        struct model model = {0};
        repository_free(f->repo);
        f->repo = NULL;
        assert_int_equal(shell(f, "rm -rf .git *"), 0);
        assert_ok(f, repository_create(f->dir, &f->repo, &f->err));
        for (size_t step = 0; step < 16; step++) {
            if (step < 3 || random_below(&seed, 5) < 2)
                random_change(f, &model, &seed);
            else
                random_revive(f, &model, &seed);
            check_disk(f, &model.versions[model.count - 1]);
        }
        check_history(f, &model);
        model_finish(&model);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_start_repo, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(undo_goes_back_and_redo_forward),
        TEST(undo_survives_a_new_process),
        TEST(a_new_change_is_undone_before_older_ones),
        TEST(what_makes_no_difference_is_passed_over),
        TEST(an_undo_merges_with_what_others_wrote_since),
        TEST(what_cannot_be_merged_is_for_a_person),
        TEST(a_forged_trailer_hides_nothing_but_what_it_names),
        TEST(a_file_comes_back_as_it_was),
        TEST(one_paragraph_comes_back),
        TEST(a_run_of_commits_is_taken_back_as_one),
        TEST(a_moved_file_goes_back_with_what_was_written_since),
        TEST(uncommitted_text_is_never_replaced),
        TEST(links_and_submodules_are_left_alone),
        TEST(a_plan_of_yesterday_is_known),
        TEST(a_merge_is_taken_back_to_its_first_parent),
        TEST(commits_are_found_by_name),
        TEST(random_sequences_do_what_the_model_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
