#include "tui/log_day.h"

#include "core/base/memory.h"

#include <string.h>
#include <time.h>

enum { DAY_SECONDS = 86400 };

struct view log_day_area(struct view subject)
{
    static const char *const areas[] = {"self",    "todo", "memory",    "draft",  "place",
                                        "outside", "keep", "workspace", "history"};
    struct view area = view_slice(subject, 0, view_find(subject, 0, ':'));
    for (size_t i = 0; i < ARRAY_LEN(areas); i++)
        if (area.len < subject.len && view_is(area, areas[i]))
            return area;
    return VIEW("");
}

/* Days since 1970 where the commit was made. */
static int64_t day_of(const struct log_commit *commit)
{
    int64_t time = commit->time + (int64_t)commit->offset * 60;
    return time / DAY_SECONDS - (time % DAY_SECONDS < 0);
}

bool log_day_begins(const struct log_view *view, size_t at)
{
    return at == 0 || day_of(&view->commits[at]) != day_of(&view->commits[at - 1]);
}

void log_day_add_name(const struct log_commit *commit, int64_t now, struct str *out)
{
    int64_t day = day_of(commit);
    time_t time = (time_t)(day * DAY_SECONDS), here = (time_t)now;
    struct tm tm, today;
    char name[64] = "";
    if (localtime_r(&here, &today)) {
        int64_t now_day = (now + today.tm_gmtoff) / DAY_SECONDS;
        str_add_text(out, day == now_day ? "Today · " : day == now_day - 1 ? "Yesterday · " : "");
    }
    if (gmtime_r(&time, &tm))
        strftime(name, sizeof(name), "%A %e %B %Y", &tm);
    struct view words = view_of(name);
    char *gap = strstr(name, "  "); /* before a day of one digit */
    if (gap) {
        str_add(out, view_slice(words, 0, (size_t)(gap - name)));
        words = view_of(gap + 1);
    }
    str_add(out, words);
}

size_t log_day_line(const struct log_view *view, size_t top, size_t at)
{
    size_t line = 1;
    for (size_t i = top + 1; i <= at; i++)
        line += log_day_begins(view, i) ? 3 : 1;
    return line;
}

size_t log_day_commit(const struct log_view *view, size_t line)
{
    size_t at = view->list.top, here = 1;
    while (at + 1 < view->count && here < line) {
        at++;
        here += log_day_begins(view, at) ? 3 : 1;
    }
    return at < view->count && here == line ? at : SIZE_MAX;
}

void log_day_fit(struct log_view *view, size_t lines)
{
    struct list *list = &view->list;
    list_fit(list, view->count, lines);
    while (list->top < list->selected &&
           log_day_line(view, list->top, list->selected) >= (lines ? lines : 1))
        list->top++;
    /* The last page stays full when the list is short enough to. */
    while (list->top > 0 && view->complete && view->count - list->top < lines &&
           log_day_line(view, list->top - 1, view->count - 1) < lines)
        list->top--;
}
