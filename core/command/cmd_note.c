#include "core/command/tables.h"
#include "core/workspace/note_write.h"

#include <string.h>

/* What the person should hear of a note that is about to be made. */
static void note_say(const struct command_call *call, const struct note_answer *answer)
{
    if (answer->place.cut)
        str_add_text(call->message, "the title is longer than a file name may be: it was cut");
    else if (answer->place.twin)
        str_addf(call->message, "there is a note of this name too: %s", answer->place.twin);
}

/* note-new TITLE [FOLDER] [TAGS] [EMOTION] [INTENSITY] [TRIGGER] [DATE]; "" leaves one out. */
static enum status cmd_note_new(struct command_call *call, struct error *err)
{
    struct note_request request = {.title = view_trim(view_of(call->argv[1]))};
    struct note_answer answer;
    struct str intensity = {0};
    char **tags = NULL;
    size_t cap = 0;
    request.folder = view_of(call->argc > 2 ? call->argv[2] : "");
    if (call->argc > 3)
        note_tags_split(view_of(call->argv[3]), &tags, &request.tag_count, &cap);
    for (size_t i = 0; i < NOTE_LINES; i++)
        request.lines[i] = view_of(call->argc > 4 + i ? call->argv[4 + i] : "");
    note_add_intensity(&intensity, request.lines[NOTE_INTENSITY]);
    request.lines[NOTE_INTENSITY] = str_view(&intensity);
    request.tags = tags;
    enum status status = note_write(call->ws, &request, call->set, &answer, err);
    if (status == STATUS_EXISTS)
        status = error_set(err, STATUS_EXISTS, "%s is there already; choose another title",
                           answer.place.path);
    if (status == STATUS_OK) {
        str_add_text(call->open, answer.place.path);
        note_say(call, &answer);
    }
    note_answer_finish(&answer);
    note_tags_free(tags, request.tag_count);
    str_finish(&intensity);
    return status;
}

/* Sets what differs from what the note says; NULL: as it is. */
static void note_change_lines(const struct note_meta *meta, char *const *values, struct str *text)
{
    for (enum note_line i = 0; i < NOTE_LINES; i++) {
        struct str value = {0};
        if (!values[i] || strcmp(values[i], meta->lines[i]) == 0)
            continue;
        if (i == NOTE_INTENSITY)
            note_add_intensity(&value, view_of(values[i]));
        else
            str_add_text(&value, values[i]);
        note_set_line(text, i, str_view(&value));
        str_finish(&value);
    }
}

static enum status note_change_tags(const struct note_meta *meta, const char *words,
                                    struct str *text, struct error *err)
{
    struct str now = {0};
    char **tags = NULL;
    size_t count = 0, cap = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < meta->tag_count; i++)
        str_addf(&now, "%s%s", i ? ", " : "", meta->tags[i]);
    if (!view_is(str_view(&now), words)) {
        note_tags_split(view_of(words), &tags, &count, &cap);
        status = note_set_tags(text, tags, count, err);
        note_tags_free(tags, count);
    }
    str_finish(&now);
    return status;
}

/* note-fields PATH TAGS [EMOTION] [INTENSITY] [TRIGGER] [DATE]; "" takes one away. */
static enum status cmd_note_fields(struct command_call *call, struct error *err)
{
    char *values[NOTE_LINES] = {0};
    struct str old = {0}, text = {0};
    struct note_meta meta;
    const char *path;
    enum status status = command_path(call, 1, &path, err);
    if (status == STATUS_OK)
        status = workspace_read(call->ws, path, &old, err);
    if (status != STATUS_OK)
        goto out;
    struct view before = str_view(&old);
    for (size_t i = 0; i < NOTE_LINES && call->argc > 3 + i; i++)
        values[i] = call->argv[3 + i];
    note_meta_read(before, &meta);
    str_add(&text, before);
    status = note_change_tags(&meta, call->argv[2], &text, err);
    if (status == STATUS_OK)
        note_change_lines(&meta, values, &text);
    if (status == STATUS_OK && !view_equal(before, str_view(&text))) {
        change_set_write(call->set, path, &before, str_view(&text));
        change_set_subject(call->set, "%s: edit \"%s\"", command_area(call->ws, path),
                           meta.title[0] ? meta.title : path);
    }
    note_meta_finish(&meta);
out:
    str_finish(&old);
    str_finish(&text);
    return status;
}

const struct command command_note_table[] = {
    {"note-new", "TITLE [FOLDER] [TAGS] [EMOTION] [INTENSITY] [TRIGGER] [DATE]",
     "make a memory note", "Files", WHERE_ANY, cmd_note_new},
    {"note-fields", "PATH TAGS [EMOTION] [INTENSITY] [TRIGGER] [DATE]",
     "change what a note says of itself", "Files", WHERE_LISTS, cmd_note_fields},
    {0},
};
