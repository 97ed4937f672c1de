#include "tests/faults/typing.h"

#include "core/base/memory.h"
#include "core/edit/command.h"
#include "core/store/save.h"

#include <stdlib.h>
#include <string.h>

#define FILE_MAX 1000000
#define TEXT_MAX 4000 /* above this a key deletes half of the text */

struct view typing_start(void)
{
    return VIEW("\xEF\xBB\xBF# A title\r\n\r\nWords, a NUL \0 and \xFF\xFE bytes.\r\n"
                "- one\n- two\n  1. a\n  2. b\n\n> quoted\n\n|a|b|\n|-|-|\n|c|d|\n\nno newline");
}

/* A number for the key, the same in every run. */
static size_t typing_draw(size_t i, size_t salt)
{
    uint64_t x = (i + 1) * UINT64_C(0x9E3779B97F4A7C15) + salt * UINT64_C(0xD1B54A32D192ED03);
    x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (size_t)(x ^ (x >> 31));
}

bool typing_open(struct typing *typing, const char *workspace, int state)
{
    struct str text = {0};
    *typing = (struct typing){0};
    if (folder_open(workspace, &typing->folder, NULL) != STATUS_OK)
        return false;
    if (folder_read(&typing->folder, TYPING_FILE, FILE_MAX, &text, NULL, NULL) != STATUS_OK)
        return false;
    edit_view_open(&typing->view, workspace, TYPING_FILE, shared_text_new(&text), state);
    return true;
}

void typing_close(struct typing *typing)
{
    edit_view_close(&typing->view);
    folder_close(&typing->folder);
}

void typing_add_text(const struct typing *typing, struct str *out)
{
    const struct editor *editor = typing->view.editor;
    editor_add_text(editor, 0, editor_size(editor), out);
}

enum status typing_save(struct typing *typing, struct view late, struct change_set *set,
                        struct error *err)
{
    struct edit_view *view = &typing->view;
    struct str text = {0};
    struct view old = edit_view_base(view);
    typing_add_text(typing, &text);
    change_set_write(set, TYPING_FILE, &old, str_view(&text));
    change_set_subject(set, "draft: %s", TYPING_FILE);
    edit_view_begin_save(view);
    editor_insert(view->editor, late);
    enum status status = save_change_set(&typing->folder, set, err);
    edit_view_end_save(view, str_view(&text), status == STATUS_OK);
    str_finish(&text);
    return status;
}

/* Another program puts a line at the end of the file; what is unsaved is merged with it. */
static void typing_meddle(struct typing *typing)
{
    static const char line[] = "\nanother program was here";
    struct edit_view *view = &typing->view;
    struct change_set set = {0};
    struct str disk = {0}, merged = {0};
    struct view old = edit_view_base(view);
    str_add(&disk, old);
    str_add_text(&disk, line);
    typing_add_text(typing, &merged);
    str_add_text(&merged, line);
    change_set_write(&set, TYPING_FILE, &old, str_view(&disk));
    bool written = save_change_set(&typing->folder, &set, NULL) == STATUS_OK;
    if (written && !editor_is_dirty(view->editor)) {
        edit_view_follow_disk(view, str_view(&disk));
    } else if (written) {
        edit_view_become(view, str_view(&merged));
        edit_view_take_base(view, str_view(&disk));
    }
    change_set_finish(&set);
    str_finish(&disk);
    str_finish(&merged);
}

static void typing_command(struct typing *typing, size_t draw)
{
    static const char *const commands[] = {
        "newline",
        "newline",
        "delete-back",
        "delete-back",
        "delete-back",
        "cursor-up",
        "cursor-down",
        "cursor-left",
        "line-end",
        "text-end",
        "word-left",
        "select-word-right",
        "select-left",
        "tab",
        "backtab",
        "delete-forward",
        "undo",
        "undo",
        "redo",
        "delete-word-back",
        "line-up",
        "line-down",
        "delete-line",
        "cut",
        "paste",
        "toggle-bold",
        "toggle-task",
        "reflow",
        "text-start",
        "undo",
        "select-line-end",
        "delete-word-forward",
        "table-align",
        "select-all",
        "paragraph-next",
        "sentence-previous",
        "copy",
        "link",
        "heading-previous",
        "toggle-code",
    };
    char *argv[] = {mem_string(commands[draw % ARRAY_LEN(commands)])};
    if (edit_command_run(typing->view.editor, 1, argv, NULL) != STATUS_OK)
        editor_set_cursor(typing->view.editor, draw % 97, false);
    free(argv[0]);
}

static void typing_save_key(struct typing *typing, struct view late)
{
    struct change_set set = {0};
    if (typing_save(typing, late, &set, NULL) != STATUS_OK)
        abort();
    change_set_finish(&set);
}

void typing_key(struct typing *typing, size_t i)
{
    static const char *const letters[] = {"e",        "t", "a",   "o",   "n",  " ",
                                          " ",        ".", "- ",  "é",   "漢", "👩‍👩‍👧",
                                          "\xCC\x81", "|", "1. ", "\xFF"};
    struct editor *editor = typing->view.editor;
    size_t what = typing_draw(i, 0) % 100, draw = typing_draw(i, 1);
    /* By the script's own clock, so that steps of undo end at the same keys in every run. */
    editor_set_time(editor, (struct undo_when){(int64_t)i, (int64_t)i * 170});
    if (editor_size(editor) > TEXT_MAX)
        editor_replace(editor, TEXT_MAX / 2, SIZE_MAX, VIEW(""));
    else if (what < 65)
        editor_insert(editor, view_of(letters[draw % ARRAY_LEN(letters)]));
    else if (what < 92)
        typing_command(typing, draw);
    else if (what < 94)
        editor_paste(editor, VIEW("pasted\r\nlines \0 of\n\xE2\x80 bytes\r"));
    else if (what < 97)
        edit_journal_sync(&typing->view.journal);
    else if (what < 98)
        typing_meddle(typing);
    else
        typing_save_key(typing, draw % 3 ? VIEW("") : VIEW("typed on"));
}
