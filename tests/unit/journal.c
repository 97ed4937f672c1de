#include "tests/unit/test.h"

#include "core/text/bytes.h"
#include "core/text/journal.h"

#include "tests/unit/random_text.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A state folder that lasts as long as one test. */
struct folder {
    int fd;
    char path[256];
};

static int folder_setup(void **state)
{
    struct folder *folder = calloc(1, sizeof(*folder));
    const char *tmp = getenv("TMPDIR");
    snprintf(folder->path, sizeof(folder->path), "%s/palimpsest-XXXXXX",
             tmp && *tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(folder->path));
    folder->fd = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_true(folder->fd >= 0);
    *state = folder;
    return 0;
}

static int folder_teardown(void **state)
{
    struct folder *folder = *state;
    DIR *dir = opendir(folder->path);
    for (struct dirent *entry; (entry = readdir(dir));)
        unlinkat(folder->fd, entry->d_name, 0);
    closedir(dir);
    close(folder->fd);
    rmdir(folder->path);
    free(folder);
    return 0;
}

static void ok(enum status status, const struct error *err)
{
    if (status != STATUS_OK)
        fail_msg("%s", err->text);
}

static struct journal *begin(const struct folder *folder, const struct buffer *buffer)
{
    struct journal *journal = NULL;
    struct error err;
    ok(journal_new(folder->fd, "notes/a.md", buffer_text(buffer), &journal, &err), &err);
    return journal;
}

/* Does the edit and says how journaling it ended. */
static enum status edit(struct journal *journal, struct buffer *buffer, size_t from, size_t to,
                        struct view text)
{
    struct rope *in = buffer_keep(buffer, text);
    buffer_splice(buffer, from, to, rope_share(in), NULL);
    enum status status = journal_add(journal, from, to - from, in, 0, NULL);
    rope_free(in);
    return status;
}

static void save(struct journal *journal, const struct buffer *buffer)
{
    struct error err;
    ok(journal_add_save(journal, buffer_text(buffer), 0, &err), &err);
    ok(journal_sync(journal, &err), &err);
}

static struct journal_log read_log(const struct folder *folder, const char *name)
{
    struct journal_log log;
    struct error err;
    ok(journal_read(folder->fd, name, &log, &err), &err);
    return log;
}

static void assert_rebuilds(const struct journal_log *log, struct view base, struct view want)
{
    struct buffer *buffer;
    struct error err;
    ok(journal_rebuild(log, base, &buffer, &err), &err);
    assert_true(rope_is(buffer_text(buffer), want));
    buffer_free(buffer);
}

static void assert_words(const struct journal_log *log, const char *want)
{
    struct str words = {0};
    journal_add_words(log, &words);
    assert_string_equal(str_text(&words), want);
    str_finish(&words);
}

static void what_was_typed_comes_back(void **state)
{
    const struct folder *folder = *state;
    struct view base = VIEW("one\r\ntwo\0\xFF");
    struct buffer *buffer = buffer_new(base);
    struct journal *journal = begin(folder, buffer);
    struct stat st;
    assert_int_equal(fstatat(folder->fd, journal_name(journal), &st, 0), 0);
    assert_int_equal(st.st_mode & 07777, 0600);
    assert_int_equal(edit(journal, buffer, 0, 0, VIEW("zero ")), STATUS_OK);
    assert_int_equal(edit(journal, buffer, 5, 8, VIEW("")), STATUS_OK);
    assert_int_equal(edit(journal, buffer, 7, 10, VIEW("2\0")), STATUS_OK);
    struct journal_log log = read_log(folder, journal_name(journal));
    assert_string_equal(log.path, "notes/a.md");
    assert_int_equal(log.count, 3);
    assert_int_equal(log.length, rope_length(buffer_text(buffer)));
    assert_false(log.torn);
    assert_rebuilds(&log, base, VIEW("zero \r\n2\0\0\xFF"));
    journal_log_finish(&log);
    journal_close(journal);
    buffer_free(buffer);
}

static void recovery_goes_on_from_the_save_that_lies_there(void **state)
{
    const struct folder *folder = *state;
    struct buffer *buffer = buffer_new(VIEW("a"));
    struct journal *journal = begin(folder, buffer);
    struct buffer *none = NULL;
    edit(journal, buffer, 1, 1, VIEW("b"));
    save(journal, buffer);
    edit(journal, buffer, 2, 2, VIEW("c"));
    save(journal, buffer);
    edit(journal, buffer, 0, 1, VIEW("d"));
    struct journal_log log = read_log(folder, journal_name(journal));
    assert_rebuilds(&log, VIEW("a"), VIEW("dbc"));
    assert_rebuilds(&log, VIEW("ab"), VIEW("dbc"));
    assert_rebuilds(&log, VIEW("abc"), VIEW("dbc"));
    assert_int_equal(journal_rebuild(&log, VIEW("abd"), &none, NULL), STATUS_CONFLICT);
    assert_int_equal(journal_rebuild(&log, VIEW("dbc"), &none, NULL), STATUS_CONFLICT);
    assert_null(none);
    journal_log_finish(&log);
    journal_close(journal);
    buffer_free(buffer);
}

static void without_its_text_the_words_are_offered(void **state)
{
    const struct folder *folder = *state;
    struct buffer *buffer = buffer_new(VIEW("0123456789"));
    struct journal *journal = begin(folder, buffer);
    edit(journal, buffer, 5, 5, VIEW("hel"));
    edit(journal, buffer, 8, 8, VIEW("p"));
    edit(journal, buffer, 8, 9, VIEW("lo"));
    save(journal, buffer);
    edit(journal, buffer, 0, 2, VIEW("front"));
    edit(journal, buffer, 12, 14, VIEW(""));
    edit(journal, buffer, 3, 4, VIEW("x"));
    edit(journal, buffer, 2, 3, VIEW("y"));
    struct journal_log log = read_log(folder, journal_name(journal));
    assert_words(&log, "hello\nfront\nx\ny\n");
    journal_log_finish(&log);
    journal_close(journal);
    buffer_free(buffer);
}

/* The texts after each record, the bytes of the journal behind each, and all of them. */
struct history {
    struct str texts[40], file;
    size_t ends[40], count;
};

static void note(struct history *history, const struct folder *folder,
                 const struct journal *journal, const struct buffer *buffer)
{
    struct stat st;
    assert_int_equal(fstatat(folder->fd, journal_name(journal), &st, 0), 0);
    rope_add_range(buffer_text(buffer), 0, SIZE_MAX, &history->texts[history->count]);
    history->ends[history->count++] = (size_t)st.st_size;
}

static void make_history(struct history *history, const struct folder *folder)
{
    struct buffer *buffer = buffer_new_sized(VIEW("base\n"), 4, 8);
    struct journal *journal = begin(folder, buffer);
    struct str text = {0};
    uint64_t seed = 5;
    *history = (struct history){.count = 0};
    note(history, folder, journal, buffer);
    while (history->count < 40) {
        size_t length = rope_length(buffer_text(buffer));
        size_t from = random_below(&seed, length + 1), to = from + random_below(&seed, 4);
        random_text(&seed, 5, &text);
        if (history->count % 8 == 7)
            save(journal, buffer);
        else
            edit(journal, buffer, from, to < length ? to : length, str_view(&text));
        note(history, folder, journal, buffer);
    }
    struct journal_log log = read_log(folder, journal_name(journal));
    history->file = log.bytes;
    log.bytes = (struct str){0};
    journal_log_finish(&log);
    str_finish(&text);
    journal_close(journal);
    buffer_free(buffer);
}

static void finish_history(struct history *history)
{
    for (size_t i = 0; i < history->count; i++)
        str_finish(&history->texts[i]);
    str_finish(&history->file);
}

/* Parses a copy of `bytes`; what it has must be the text after record `wanted`. */
static void assert_prefix(const struct history *history, struct view bytes, size_t wanted)
{
    struct str copy = {0};
    struct journal_log log;
    struct error err;
    str_add(&copy, bytes);
    ok(journal_parse(&copy, &log, &err), &err);
    assert_int_equal(log.bytes.len, history->ends[wanted]);
    assert_int_equal(log.torn, log.bytes.len < bytes.len);
    assert_rebuilds(&log, str_view(&history->texts[0]), str_view(&history->texts[wanted]));
    journal_log_finish(&log);
}

static void cut_anywhere_the_whole_records_count(void **state)
{
    struct history history;
    size_t whole = 0;
    make_history(&history, *state);
    for (size_t cut = 0; cut <= history.file.len; cut++) {
        struct view bytes = view_slice(str_view(&history.file), 0, cut);
        struct journal_log log;
        struct str copy = {0};
        while (whole + 1 < history.count && history.ends[whole + 1] <= cut)
            whole++;
        str_add(&copy, bytes);
        if (cut < history.ends[0])
            assert_int_equal(journal_parse(&copy, &log, NULL), STATUS_INVALID);
        else
            assert_prefix(&history, bytes, whole);
        str_finish(&copy);
    }
    finish_history(&history);
}

static void damage_anywhere_ends_the_log_before_it(void **state)
{
    struct history history;
    size_t whole = 0;
    make_history(&history, *state);
    for (size_t i = 0; i < history.file.len; i++) {
        struct journal_log log;
        struct str copy = {0};
        while (whole + 1 < history.count && history.ends[whole + 1] <= i)
            whole++;
        history.file.data[i] ^= 4;
        str_add(&copy, str_view(&history.file));
        if (i < history.ends[0])
            assert_int_equal(journal_parse(&copy, &log, NULL), STATUS_INVALID);
        else
            assert_prefix(&history, str_view(&history.file), whole);
        history.file.data[i] ^= 4;
        str_finish(&copy);
    }
    finish_history(&history);
}

static void records_count_only_at_their_place(void **state)
{
    struct history history;
    struct str mixed = {0};
    make_history(&history, *state);
    struct view file = str_view(&history.file);
    str_add(&mixed, view_slice(file, 0, history.ends[3]));
    str_add(&mixed, view_slice(file, history.ends[4], file.len));
    assert_prefix(&history, str_view(&mixed), 3);
    str_clear(&mixed);
    str_add(&mixed, view_slice(file, 0, history.ends[3]));
    str_add(&mixed, view_slice(file, history.ends[2], history.ends[3]));
    assert_prefix(&history, str_view(&mixed), 3);
    str_finish(&mixed);
    finish_history(&history);
}

/* The descriptor of the journal `name`, to be swapped for one that fails. */
static int descriptor_of(const struct folder *folder, const char *name)
{
    struct stat want, got;
    assert_int_equal(fstatat(folder->fd, name, &want, 0), 0);
    for (int fd = 3; fd < 64; fd++)
        if (fstat(fd, &got) == 0 && got.st_ino == want.st_ino && got.st_dev == want.st_dev)
            return fd;
    fail_msg("%s is not open", name);
    return -1;
}

static void swap_for(int fd, const char *path, int *kept)
{
    int other = open(path, O_WRONLY | O_CLOEXEC);
    *kept = fcntl(fd, F_DUPFD_CLOEXEC, 64);
    assert_true(other >= 0 && *kept >= 0);
    assert_int_equal(dup2(other, fd), fd);
    close(other);
}

static void swap_back(int fd, int kept)
{
    assert_int_equal(dup2(kept, fd), fd);
    close(kept);
}

static void a_full_disk_is_told_and_what_waits_is_written_later(void **state)
{
    const struct folder *folder = *state;
    struct buffer *buffer = buffer_new(VIEW(""));
    struct journal *journal = begin(folder, buffer);
    struct error err;
    int kept, fd = descriptor_of(folder, journal_name(journal));
    assert_int_equal(edit(journal, buffer, 0, 0, VIEW("kept ")), STATUS_OK);
    swap_for(fd, "/dev/full", &kept);
    assert_int_equal(edit(journal, buffer, 5, 5, VIEW("waits ")), STATUS_IO);
    assert_int_equal(journal_sync(journal, &err), STATUS_IO);
    assert_non_null(strstr(err.text, "notes/a.md"));
    assert_false(journal_is_lost(journal));
    assert_int_equal(edit(journal, buffer, 11, 11, VIEW("too")), STATUS_IO);
    swap_back(fd, kept);
    assert_true(journal_due(journal, 2000) == 0);
    ok(journal_sync(journal, &err), &err);
    struct journal_log log = read_log(folder, journal_name(journal));
    assert_rebuilds(&log, VIEW(""), VIEW("kept waits too"));
    journal_log_finish(&log);
    journal_close(journal);
    buffer_free(buffer);
}

static void a_short_write_is_no_gap(void **state)
{
    const struct folder *folder = *state;
    struct buffer *buffer = buffer_new(VIEW(""));
    struct journal *journal = begin(folder, buffer);
    struct rlimit before, small;
    struct stat st;
    assert_int_equal(edit(journal, buffer, 0, 0, VIEW("first ")), STATUS_OK);
    assert_int_equal(fstatat(folder->fd, journal_name(journal), &st, 0), 0);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    void (*handler)(int) = signal(SIGXFSZ, SIG_IGN);
    for (rlim_t room = 1; room < 14; room += 4) {
        small = (struct rlimit){.rlim_cur = (rlim_t)st.st_size + room, .rlim_max = before.rlim_max};
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        assert_int_equal(edit(journal, buffer, 6, 6, VIEW("second")), STATUS_IO);
        struct journal_log log = read_log(folder, journal_name(journal));
        assert_true(log.torn);
        assert_rebuilds(&log, VIEW(""), VIEW("first "));
        journal_log_finish(&log);
    }
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, handler);
    assert_int_equal(edit(journal, buffer, 6, 6, VIEW("")), STATUS_OK);
    ok(journal_sync(journal, NULL), &(struct error){0});
    struct journal_log log = read_log(folder, journal_name(journal));
    assert_rebuilds(&log, VIEW(""), VIEW("first secondsecondsecondsecond"));
    journal_log_finish(&log);
    journal_close(journal);
    buffer_free(buffer);
}

static void after_a_failed_sync_it_is_lost(void **state)
{
    const struct folder *folder = *state;
    struct buffer *buffer = buffer_new(VIEW(""));
    struct journal *journal = begin(folder, buffer);
    int kept, fd = descriptor_of(folder, journal_name(journal));
    assert_int_equal(edit(journal, buffer, 0, 0, VIEW("text")), STATUS_OK);
    swap_for(fd, "/dev/null", &kept);
    assert_int_equal(journal_sync(journal, NULL), STATUS_IO);
    swap_back(fd, kept);
    assert_true(journal_is_lost(journal));
    assert_int_equal(journal_sync(journal, NULL), STATUS_IO);
    assert_int_equal(edit(journal, buffer, 0, 0, VIEW("more")), STATUS_IO);
    assert_true(journal_due(journal, 5000) == -1);
    struct journal_log log = read_log(folder, journal_name(journal));
    assert_rebuilds(&log, VIEW(""), VIEW("text"));
    journal_log_finish(&log);
    journal_close(journal);
    buffer_free(buffer);
}

/* Bytes enough for two records; what cannot wait for a disk is not kept. */
static void a_paste_over_the_limit_takes_two_records(void **state)
{
    const struct folder *folder = *state;
    struct str text = {0};
    struct buffer *empty = buffer_new(VIEW("")), *paste;
    struct journal *journal = begin(folder, empty), *full = begin(folder, empty);
    struct error err;
    str_add_many(&text, 'p', JOURNAL_RECORD_MAX + 5);
    paste = buffer_borrow(str_view(&text), NULL, NULL);
    ok(journal_add(journal, 0, 0, buffer_text(paste), 0, &err), &err);
    struct journal_log log = read_log(folder, journal_name(journal));
    assert_int_equal(log.count, 2);
    assert_rebuilds(&log, VIEW(""), str_view(&text));
    journal_log_finish(&log);
    ok(journal_remove(journal, &err), &err);
    int kept, fd = descriptor_of(folder, journal_name(full));
    swap_for(fd, "/dev/full", &kept);
    assert_int_equal(journal_add(full, 0, 0, buffer_text(paste), 0, &err), STATUS_IO);
    assert_true(journal_is_lost(full));
    swap_back(fd, kept);
    journal_close(full);
    buffer_free(paste);
    buffer_free(empty);
    str_finish(&text);
}

static void a_sync_is_due_after_a_second_or_fifty_characters(void **state)
{
    const struct folder *folder = *state;
    struct buffer *buffer = buffer_new(VIEW("a"));
    struct journal *journal = begin(folder, buffer);
    struct rope *letter = buffer_keep(buffer, VIEW("x"));
    struct error err;
    assert_true(journal_due(journal, 0) == -1);
    ok(journal_add(journal, 0, 0, letter, 100, &err), &err);
    ok(journal_add(journal, 0, 0, letter, 900, &err), &err);
    assert_true(journal_due(journal, 1000) == 100);
    assert_true(journal_due(journal, 1100) == 0);
    assert_true(journal_due(journal, 50) == 0);
    ok(journal_sync(journal, &err), &err);
    assert_true(journal_due(journal, 9999) == -1);
    for (int i = 0; i < 49; i++)
        ok(journal_add(journal, 0, 1, letter, 2000, &err), &err);
    assert_true(journal_due(journal, 2000) == 1000);
    ok(journal_add(journal, 0, 1, NULL, 2000, &err), &err);
    assert_true(journal_due(journal, 2000) == 0);
    rope_free(letter);
    ok(journal_remove(journal, &err), &err);
    buffer_free(buffer);
}

/* A process that journals "left" and ends without a word. */
static void leave_one(const struct folder *folder)
{
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct buffer *buffer = buffer_new(VIEW("base"));
        struct journal *journal;
        if (journal_new(folder->fd, "left.md", buffer_text(buffer), &journal, NULL) == STATUS_OK)
            edit(journal, buffer, 4, 4, VIEW(" left"));
        kill(getpid(), SIGKILL);
    }
    assert_int_equal(waitpid(pid, NULL, 0), pid);
}

static size_t count_left(const struct folder *folder, size_t *unreadable)
{
    struct journal_list list;
    struct error err;
    ok(journal_list(folder->fd, &list, &err), &err);
    size_t count = list.count;
    *unreadable = list.unreadable;
    journal_list_finish(&list);
    return count;
}

static void a_journal_of_a_dead_process_is_found_and_dropped(void **state)
{
    const struct folder *folder = *state;
    struct journal_list list;
    struct error err;
    leave_one(folder);
    ok(journal_list(folder->fd, &list, &err), &err);
    assert_int_equal(list.count, 1);
    assert_string_equal(list.entries[0].path, "left.md");
    struct journal_log log = read_log(folder, list.entries[0].name);
    assert_rebuilds(&log, VIEW("base"), VIEW("base left"));
    journal_log_finish(&log);
    ok(journal_drop(folder->fd, list.entries[0].name, &err), &err);
    assert_int_equal(journal_drop(folder->fd, list.entries[0].name, &err), STATUS_ABSENT);
    journal_list_finish(&list);
    size_t unreadable;
    assert_int_equal(count_left(folder, &unreadable), 0);
}

static void a_journal_of_a_living_process_is_left_alone(void **state)
{
    const struct folder *folder = *state;
    struct buffer *buffer = buffer_new(VIEW("a"));
    struct journal *journal = begin(folder, buffer), *second = begin(folder, buffer);
    struct error err;
    size_t unreadable;
    assert_string_not_equal(journal_name(journal), journal_name(second));
    assert_int_equal(count_left(folder, &unreadable), 0);
    assert_int_equal(unreadable, 0);
    assert_int_equal(journal_drop(folder->fd, journal_name(journal), &err), STATUS_BUSY);
    char name[64];
    snprintf(name, sizeof(name), "%s", journal_name(journal));
    journal_close(journal);
    assert_int_equal(count_left(folder, &unreadable), 0);
    assert_int_equal(journal_drop(folder->fd, name, &err), STATUS_BUSY);
    ok(journal_remove(second, &err), &err);
    buffer_free(buffer);
}

static void what_is_no_journal_is_not_touched(void **state)
{
    const struct folder *folder = *state;
    struct error err;
    struct journal_log log;
    size_t unreadable;
    assert_int_equal(mkfifoat(folder->fd, "pipe.journal", 0600), 0);
    assert_int_equal(symlinkat("/etc/passwd", folder->fd, "link.journal"), 0);
    close(openat(folder->fd, "empty.journal", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    close(openat(folder->fd, "other.txt", O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    int large = openat(folder->fd, "large.journal", O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_int_equal(ftruncate(large, (off_t)JOURNAL_FILE_MAX + 1), 0);
    close(large);
    assert_int_equal(count_left(folder, &unreadable), 0);
    assert_int_equal(unreadable, 3);
    assert_int_equal(journal_read(folder->fd, "large.journal", &log, &err), STATUS_IO);
    assert_int_equal(journal_read(folder->fd, "pipe.journal", &log, &err), STATUS_IO);
    assert_int_equal(journal_read(folder->fd, "link.journal", &log, &err), STATUS_IO);
    assert_int_equal(journal_read(folder->fd, "empty.journal", &log, &err), STATUS_INVALID);
    assert_int_equal(journal_read(folder->fd, "gone.journal", &log, &err), STATUS_ABSENT);
    assert_int_equal(journal_read(folder->fd, "../x.journal", &log, &err), STATUS_INVALID);
    assert_int_equal(journal_drop(folder->fd, "other.txt", &err), STATUS_INVALID);
}

int main(void)
{
#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, folder_setup, folder_teardown)
    const struct CMUnitTest tests[] = {
        WITH_FOLDER(what_was_typed_comes_back),
        WITH_FOLDER(recovery_goes_on_from_the_save_that_lies_there),
        WITH_FOLDER(without_its_text_the_words_are_offered),
        WITH_FOLDER(cut_anywhere_the_whole_records_count),
        WITH_FOLDER(damage_anywhere_ends_the_log_before_it),
        WITH_FOLDER(records_count_only_at_their_place),
        WITH_FOLDER(a_full_disk_is_told_and_what_waits_is_written_later),
        WITH_FOLDER(a_short_write_is_no_gap),
        WITH_FOLDER(after_a_failed_sync_it_is_lost),
        WITH_FOLDER(a_paste_over_the_limit_takes_two_records),
        WITH_FOLDER(a_sync_is_due_after_a_second_or_fifty_characters),
        WITH_FOLDER(a_journal_of_a_dead_process_is_found_and_dropped),
        WITH_FOLDER(a_journal_of_a_living_process_is_left_alone),
        WITH_FOLDER(what_is_no_journal_is_not_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
