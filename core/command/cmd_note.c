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
    for (size_t i = 0; i < NOTE_LINES && call->argc > 4 + i; i++)
        request.lines[i] = view_of(call->argv[4 + i]);
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

const struct command command_note_table[] = {
    {"note-new", "TITLE [FOLDER] [TAGS] [EMOTION] [INTENSITY] [TRIGGER] [DATE]",
     "make a memory note", "Files", WHERE_ANY, cmd_note_new},
    {0},
};
