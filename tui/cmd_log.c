#include "core/base/memory.h"
#include "core/text/pattern.h"
#include "tui/app.h"
#include "tui/app_past.h"
#include "tui/commands.h"

#include <string.h>

/* Commands about the log: its filters, what is found in it, two commits to compare. */

static enum status cmd_log_filter(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct log_search search;
    const char *line = call->argc > 1 ? call->argv[1] : "";
    enum status status = log_search_parse(view_of(line), app->now, &search, err);
    if (status == STATUS_OK)
        log_view_search(&app->log, &search);
    return status;
}

/* recent [SPAN]: the log of a span, under its days. */
static enum status cmd_recent(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct log_search search;
    struct str line = {0}, span = {0};
    for (size_t i = 1; i < call->argc; i++)
        str_addf(&span, "%s%s", i > 1 ? " " : "", call->argv[i]);
    str_add_text(&line, "since:");
    command_add_quoted(&line, span.len ? str_view(&span) : VIEW("7 days"));
    enum status status = log_search_parse(str_view(&line), app->now, &search, err);
    if (status == STATUS_OK) {
        log_view_begin(&app->log, NULL);
        log_view_search(&app->log, &search);
        app->log.days = true;
        app_push_view(app, VIEW_LOG);
    }
    str_finish(&line);
    str_finish(&span);
    return status;
}

static enum status cmd_log_filter_ask(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    struct str line = {0};
    (void)err;
    log_search_add_line(&app->log.search, CHIP_COUNT, &line);
    prompt_ask(&app->prompt, "Filter  author: since: until: path: text: or words of the subject",
               "log-filter %%", str_view(&line));
    app->prompt.blank_ok = true;
    str_finish(&line);
    return STATUS_OK;
}

static void add_chip_item(struct app *app, enum log_chip chip)
{
    struct str label = {0}, rest = {0}, command = {0};
    if (chip < CHIP_COUNT)
        log_search_add_chip(&app->log.search, chip, &label);
    else
        str_add_text(&label, "all of them");
    if (chip < CHIP_COUNT)
        log_search_add_line(&app->log.search, chip, &rest);
    str_add_text(&command, "log-filter ");
    command_add_quoted(&command, str_view(&rest));
    prompt_add_item(&app->prompt, str_view(&label), NULL, str_text(&command), NULL);
    str_finish(&label);
    str_finish(&rest);
    str_finish(&command);
}

static enum status cmd_log_chips(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    if (log_search_is_empty(&app->log.search))
        return error_set(err, STATUS_INVALID, "the log has no filter");
    prompt_pick(&app->prompt, PROMPT_PICK, "Take off");
    for (size_t i = 0; i < CHIP_COUNT; i++)
        if (app->log.search.values[i])
            add_chip_item(app, (enum log_chip)i);
    add_chip_item(app, CHIP_COUNT);
    prompt_filter(&app->prompt);
    return STATUS_OK;
}

/* --- find --- */

static bool log_row_has(const struct log_commit *commit, struct pattern *pattern)
{
    size_t start, end;
    return pattern_find(pattern, view_of(commit->subject), 0, &start, &end, NULL) == STATUS_OK ||
           pattern_find(pattern, view_of(commit->author), 0, &start, &end, NULL) == STATUS_OK ||
           pattern_find(pattern, view_of(commit->id), 0, &start, &end, NULL) == STATUS_OK;
}

/* The nearest row that has what is looked for, `skip` rows on or back to begin with. */
static enum status log_step(struct app *app, size_t skip, bool back, struct error *err)
{
    struct log_view *log = &app->log;
    struct pattern *pattern = NULL;
    if (!log->words.len || !log->count)
        return STATUS_OK;
    enum status status =
        pattern_new(str_view(&log->words), PATTERN_LITERAL | PATTERN_SMART_CASE, &pattern, err);
    if (status != STATUS_OK)
        return status;
    status = STATUS_ABSENT;
    for (size_t i = skip; status == STATUS_ABSENT && i < log->count + skip; i++) {
        size_t row = (log->list.selected + (back ? 2 * log->count - i : i)) % log->count;
        if (log_row_has(&log->commits[row], pattern)) {
            log->list.selected = row;
            status = STATUS_OK;
        }
    }
    pattern_free(pattern);
    if (status == STATUS_ABSENT)
        status_say(&app->status, ROLE_WARNING, "not in the %zu commits read so far: %s", log->count,
                   str_text(&log->words));
    return STATUS_OK;
}

static enum status cmd_log_find(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    str_clear(&app->log.words);
    str_add_text(&app->log.words, call->argv[1]);
    return log_step(app, 0, false, err);
}

static enum status cmd_log_next(struct command_call *call, struct error *err)
{
    return log_step(call->view, 1, false, err);
}

static enum status cmd_log_previous(struct command_call *call, struct error *err)
{
    return log_step(call->view, 1, true, err);
}

/* --- rows --- */

static enum status cmd_log_dates(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    (void)err;
    app->log.dates = !app->log.dates;
    return STATUS_OK;
}

static const struct log_commit *log_selected(struct app *app)
{
    const struct log_view *log = &app->log;
    return log->list.selected < log->count ? &log->commits[log->list.selected] : NULL;
}

static enum status cmd_log_mark(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct log_commit *commit = log_selected(app);
    (void)err;
    if (!commit)
        return STATUS_OK;
    if (strcmp(app->log.marked, commit->id) == 0) {
        app->log.marked[0] = '\0';
        return STATUS_OK;
    }
    memcpy(app->log.marked, commit->id, sizeof(app->log.marked));
    status_say(&app->status, ROLE_TEXT, "marked %.7s: = on another compares the two", commit->id);
    return STATUS_OK;
}

/* The older of the two, by its place in the list, is what the other is compared with. */
static enum status cmd_log_compare(struct command_call *call, struct error *err)
{
    struct app *app = call->view;
    const struct log_view *log = &app->log;
    const struct log_commit *commit = log_selected(app);
    size_t at = 0;
    if (!commit || !log->marked[0])
        return error_set(err, STATUS_INVALID, "mark a commit with v first");
    if (strcmp(log->marked, commit->id) == 0)
        return error_set(err, STATUS_INVALID, "this is the marked commit: go to another");
    while (at < log->count && strcmp(log->commits[at].id, log->marked) != 0)
        at++;
    bool marked_is_older = at > log->list.selected;
    app_load_diff(app, marked_is_older ? log->marked : commit->id,
                  marked_is_older ? commit->id : log->marked, log->path);
    return STATUS_OK;
}

const struct command command_view_log_table[] = {
    {"recent", "[SPAN...]", "show what changed lately (7 days), by day", "History", WHERE_ANY,
     cmd_recent},
    {"log-filter", "[FILTERS]", "set the filters of the log; none shows all", "History", WHERE_LOG,
     cmd_log_filter},
    {"log-filter-ask", "", "ask for the filters of the log", "History", WHERE_LOG,
     cmd_log_filter_ask},
    {"log-chips", "", "take a filter of the log off", "History", WHERE_LOG, cmd_log_chips},
    {"log-find", "TEXT", "find a subject, an author or an id in the log", "History", WHERE_LOG,
     cmd_log_find},
    {"log-next", "", "the next that was found", "History", WHERE_LOG, cmd_log_next},
    {"log-previous", "", "the previous that was found", "History", WHERE_LOG, cmd_log_previous},
    {"log-dates", "", "show dates instead of ages, and back", "History", WHERE_LOG, cmd_log_dates},
    {"log-mark", "", "mark a commit to compare with", "History", WHERE_LOG, cmd_log_mark},
    {"log-compare", "", "compare the marked commit with this one", "History", WHERE_LOG,
     cmd_log_compare},
    {0},
};
