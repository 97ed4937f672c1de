#include "tui/keymap.h"

#include "core/base/memory.h"
#include "core/command/command.h"

#include <stdlib.h>
#include <string.h>

#define KEYMAP_FILES (WHERE_SELF | WHERE_MEMORY | WHERE_DRAFTS | WHERE_FILES)
#define KEYMAP_STACK (KEYMAP_FILES | WHERE_TODO | WHERE_HISTORY)
#define KEYMAP_PAGE (WHERE_READER | WHERE_DIFF | WHERE_HELP | WHERE_GONE | WHERE_BLAME)
#define KEYMAP_LEDGER (WHERE_DELETED | WHERE_BRANCHES | WHERE_REFLOG)

/* The defaults. The first binding of a command is the one that help and footer show; a label puts
 * it in the footer. `%p` is the selected path, `%t` the selected task's words, `%n` its number,
 * each quoted; an `ask` puts the answer in place of `%%`. */
static const struct {
    const char *keys, *command, *label;
    unsigned where;
} keymap_defaults[] = {
    {"s", "held-save-go", "save anyway", WHERE_HELD_SAVE},
    {"a", "held-accept", "accept", WHERE_HELD_OUTSIDE},
    {"r", "held-restore", "restore the old text", WHERE_HELD_OUTSIDE},
    {"d", "held", NULL, WHERE_ANY},
    {"f8", "held", NULL, WHERE_ANY | WHERE_EDITOR},
    {"enter", "revive-go", "do it", WHERE_REVIVE},
    {"enter", "move-go", "do it", WHERE_MOVE},
    {"u", "undo-change", "undo further", WHERE_REVIVE},
    {"U", "redo-change", "redo further", WHERE_REVIVE},
    {"enter", "blame-commit", "commit", WHERE_BLAME},
    {"[", "blame-older", "behind it", WHERE_BLAME},
    {"]", "blame-newer", NULL, WHERE_BLAME},
    {"t", "blame-tint", "by age", WHERE_BLAME},
    {"w", "blame-lines", "by line", WHERE_BLAME},
    {"1", "focus self", NULL, WHERE_ANY},
    {"2", "focus todo", NULL, WHERE_ANY},
    {"3", "focus memory", NULL, WHERE_ANY},
    {"4", "focus drafts", NULL, WHERE_ANY},
    {"5", "focus files", NULL, WHERE_ANY},
    {"6", "focus history", NULL, WHERE_ANY},
    {"tab", "focus-next", NULL, WHERE_ANY},
    {"backtab", "focus-previous", NULL, WHERE_ANY},
    {"z", "zoom", NULL, WHERE_ANY},
    {"j", "down", NULL, WHERE_ANY},
    {"down", "down", NULL, WHERE_ANY},
    {"k", "up", NULL, WHERE_ANY},
    {"up", "up", NULL, WHERE_ANY},
    {"h", "left", NULL, WHERE_ANY},
    {"left", "left", NULL, WHERE_ANY},
    {"l", "right", NULL, WHERE_ANY},
    {"right", "right", NULL, WHERE_ANY},
    {"g g", "top", NULL, WHERE_ANY},
    {"home", "top", NULL, WHERE_ANY},
    {"G", "bottom", NULL, WHERE_ANY},
    {"end", "bottom", NULL, WHERE_ANY},
    {"ctrl-d", "half-down", NULL, WHERE_ANY},
    {"ctrl-u", "half-up", NULL, WHERE_ANY},
    {"pgdn", "page-down", NULL, WHERE_ANY},
    {"space", "page-down", "page", KEYMAP_PAGE | WHERE_LOG},
    {"space", "page-down", NULL, KEYMAP_LEDGER},
    {"pgup", "page-up", NULL, WHERE_ANY},
    {"backspace", "page-up", NULL, KEYMAP_PAGE | WHERE_LOG | KEYMAP_LEDGER},
    {"enter", "open", "read", KEYMAP_FILES},
    {"enter", "open", "diff", WHERE_HISTORY | WHERE_LOG},
    {"enter", "ledger-open", "read", WHERE_DELETED},
    {"enter", "ledger-open", "diff", WHERE_BRANCHES | WHERE_REFLOG},
    {"enter", "todo-toggle", "done", WHERE_TODO},
    {"x", "todo-toggle", NULL, WHERE_TODO},
    {"space", "todo-toggle", NULL, WHERE_TODO},
    {"s", "todo-start", NULL, WHERE_TODO},
    {"-", "todo-cancel", NULL, WHERE_TODO},
    {"a", "ask-text \"New task\" \"todo-add %%\"", "add", WHERE_TODO},
    {"A", "ask-text \"New task below\" \"todo-add-below %%\"", NULL, WHERE_TODO},
    {"e", "todo-edit-here", "edit", WHERE_TODO},
    {">", "todo-indent", NULL, WHERE_TODO},
    {"<", "todo-outdent", NULL, WHERE_TODO},
    {"J", "todo-down", NULL, WHERE_TODO},
    {"K", "todo-up", NULL, WHERE_TODO},
    {"D", "confirm \"Delete this task and those below it?\" y \"todo-delete %n\"", NULL,
     WHERE_TODO},
    {"f",
     "ask-text \"Show: open, done, started, cancelled, #tag, @context or all\" \"todo-filter %%\"",
     "filter", WHERE_TODO},
    {"a", "note-form", "add", WHERE_MEMORY},
    {"i", "note-form-fields", NULL, WHERE_MEMORY},
    {"i", "note-form-fields", NULL, WHERE_READER},
    {"a", "ask \"New draft\" \"draft-new %%\"", "add", WHERE_DRAFTS},
    {"a", "ask-path \"New file\" \"file-new %%\"", "add", WHERE_SELF | WHERE_FILES},
    {"R", "ask-name \"Rename to\" \"file-rename %p %%\"", NULL, KEYMAP_FILES},
    {"M", "ask-folder \"Move to folder\" \"file-move %p %%\"", NULL, KEYMAP_FILES},
    {"D", "confirm \"Delete %p? Its text stays in the history\" y \"file-delete %p\"", NULL,
     KEYMAP_FILES},
    {"e", "edit", "edit", KEYMAP_FILES | WHERE_READER},
    {"n", "next", "next", WHERE_READER},
    {"p", "previous", NULL, WHERE_READER},
    {"N", "find-previous", NULL, KEYMAP_PAGE},
    {"n", "next", NULL, WHERE_DIFF | WHERE_HELP | WHERE_BLAME},
    {"f", "log-filter-ask", "filter", WHERE_LOG},
    {"F", "log-chips", NULL, WHERE_LOG},
    {"/", "find", "find", WHERE_LOG},
    {"n", "log-next", NULL, WHERE_LOG},
    {"N", "log-previous", NULL, WHERE_LOG},
    {"t", "log-dates", NULL, WHERE_LOG},
    {"v", "log-mark", NULL, WHERE_LOG},
    {"=", "log-compare", NULL, WHERE_LOG},
    {"v", "diff-look rendered", "rendered", WHERE_DIFF},
    {"V", "diff-look side", NULL, WHERE_DIFF},
    {"@", "diff-next", "next change", WHERE_DIFF},
    {"alt-@", "diff-previous", NULL, WHERE_DIFF},
    {"+", "diff-context more", NULL, WHERE_DIFF},
    {"-", "diff-context less", NULL, WHERE_DIFF},
    {"W", "diff-blanks", NULL, WHERE_DIFF},
    {"r", "restore-deleted", "bring back", WHERE_DELETED | WHERE_GONE},
    {"n", "gone-next", "next", WHERE_GONE},
    {"p", "gone-previous", NULL, WHERE_GONE},
    {"s", "switch-here", "switch", WHERE_BRANCHES},
    {"s", "switch-here", "stand there", WHERE_REFLOG},
    {"=", "ledger-compare", "compare", WHERE_BRANCHES | WHERE_REFLOG},
    {"/", "find", "find", KEYMAP_LEDGER},
    {"n", "ledger-next", NULL, KEYMAP_LEDGER},
    {"N", "ledger-previous", NULL, KEYMAP_LEDGER},
    {"g d", "deleted", "deleted", WHERE_HISTORY},
    {"g b", "branches", "branches", WHERE_HISTORY},
    {"g w", "reflog", "where I was", WHERE_HISTORY},
    {"g d", "deleted", NULL, WHERE_ANY},
    {"g b", "branches", NULL, WHERE_ANY},
    {"g w", "reflog", NULL, WHERE_ANY},
    {"g e", "search-history", NULL, WHERE_ANY},
    {"g s", "replace-files", NULL, WHERE_ANY},
    {"g c", "doctor", NULL, WHERE_ANY},
    {"f", "doctor-fix", "fix", WHERE_DOCTOR},
    {"enter", "sheet-open", "read", WHERE_DOCTOR},
    {"r", "doctor", "look again", WHERE_DOCTOR},
    {"enter", "replace-go", "replace", WHERE_REPLACE},
    {"space", "replace-toggle", "leave out", WHERE_REPLACE},
    {"x", "replace-toggle file", "the file", WHERE_REPLACE},
    {"a", "replace-toggle all", "all", WHERE_REPLACE},
    {"o", "sheet-open", NULL, WHERE_REPLACE},
    {"q", "back", "back", WHERE_DOCTOR | WHERE_REPLACE},
    {"/", "find", "find", KEYMAP_PAGE},
    {"/", "find", NULL, KEYMAP_STACK},
    {"ctrl-f", "search", NULL, WHERE_ANY},
    {"g /", "search", NULL, WHERE_ANY},
    {"ctrl-p", "go-to", NULL, WHERE_ANY},
    {"B", "backlinks", NULL, KEYMAP_FILES | WHERE_READER},
    {"enter", "search-open", "read", WHERE_SEARCH},
    {"down", "search-move 1", NULL, WHERE_SEARCH},
    {"j", "search-move 1", NULL, WHERE_SEARCH},
    {"up", "search-move -1", NULL, WHERE_SEARCH},
    {"k", "search-move -1", NULL, WHERE_SEARCH},
    {"ctrl-f", "search", "search again", WHERE_SEARCH},
    {"/", "search", NULL, WHERE_SEARCH},
    {"esc", "search-close", "back", WHERE_SEARCH},
    {"q", "search-close", NULL, WHERE_SEARCH},
    {"s", "browse-sort", "sort", WHERE_MEMORY},
    {"f", "browse-filter", "filter", WHERE_MEMORY},
    {"F", "browse-chips", NULL, WHERE_MEMORY},
    {"enter", "link-follow", "link", WHERE_READER},
    {"enter", "link-open", "read", WHERE_LINKS},
    {"space", "link-around", "around it", WHERE_LINKS},
    {"backspace", "link-around-back", NULL, WHERE_LINKS},
    {"v", "link-look", "list or graph", WHERE_LINKS},
    {"g l", "link-panel", NULL, WHERE_READER | KEYMAP_FILES},
    {"g n", "link-graph", NULL, WHERE_READER | KEYMAP_FILES},
    {">", "link-next", NULL, WHERE_READER},
    {"<", "link-previous", NULL, WHERE_READER},
    {"backspace", "trail-back", NULL, WHERE_READER},
    {"o", "outline", "outline", WHERE_READER},
    {"f", "links", NULL, WHERE_READER},
    {"w", "source", NULL, WHERE_READER},
    {"R", "revert-here", NULL, WHERE_HISTORY | WHERE_LOG | WHERE_DIFF},
    {"u", "undo-change", NULL, WHERE_ANY},
    {"U", "redo-change", NULL, WHERE_ANY},
    {"L", "log", NULL, WHERE_ANY},
    {"H", "log-file", NULL, WHERE_ANY},
    {"g r", "recent", NULL, WHERE_ANY},
    {"T", "themes", NULL, WHERE_ANY},
    {"m", "mouse", NULL, WHERE_ANY},
    {"c", "commit-outside", NULL, WHERE_ANY},
    {"q", "back", "back", KEYMAP_PAGE | WHERE_LOG | KEYMAP_LEDGER | WHERE_LINKS},
    {"[", "version-older", "older", WHERE_READER},
    {"]", "version-newer", NULL, WHERE_READER},
    {"{", "version-older-day", NULL, WHERE_READER},
    {"}", "version-newer-day", NULL, WHERE_READER},
    {"q", "back", "quit", KEYMAP_STACK},
    {"esc", "escape", NULL, WHERE_ANY},
    {":", "palette", "command", WHERE_ANY},
    {"?", "help", "keys", WHERE_ANY},
    {"ctrl-l", "redraw", NULL, WHERE_ANY},
    {"ctrl-z", "suspend", NULL, WHERE_ANY},
    {"ctrl-c", "quit", NULL, WHERE_ANY},
    {"b", "blame", NULL, KEYMAP_FILES | WHERE_READER | WHERE_BLAME},
    {"[", "version-older", "older", WHERE_VERSION},
    {"]", "version-newer", "newer", WHERE_VERSION},
    {"r", "version-restore", "restore", WHERE_VERSION},
    {"=", "version-compare", "compare", WHERE_VERSION},
    {"q", "version-now", "now", WHERE_VERSION},
    {"enter", "version-commit", NULL, WHERE_VERSION},
    {"R", "version-restore-part", NULL, WHERE_VERSION},
    {"y", "version-copy", NULL, WHERE_VERSION},
    {"a", "version-draft", NULL, WHERE_VERSION},
    {"v", "version-marks", NULL, WHERE_VERSION},
    {"@", "version-change-next", NULL, WHERE_VERSION},
    {"alt-@", "version-change-previous", NULL, WHERE_VERSION},
    {"ctrl-s", "save", "save", WHERE_EDITOR},
    {"esc", "edit-close", "leave", WHERE_EDITOR},
    {"ctrl-z", "undo", "undo", WHERE_EDITOR},
    {"ctrl-y", "redo", NULL, WHERE_EDITOR},
    {"ctrl-x", "cut", NULL, WHERE_EDITOR},
    {"ctrl-c", "copy", NULL, WHERE_EDITOR},
    {"ctrl-v", "paste", NULL, WHERE_EDITOR},
    {"ctrl-a", "select-all", NULL, WHERE_EDITOR},
    {"ctrl-f", "find-ask", "find", WHERE_EDITOR},
    {"ctrl-g", "find-next", NULL, WHERE_EDITOR},
    {"alt-g", "find-previous", NULL, WHERE_EDITOR},
    {"ctrl-r", "replace-begin", NULL, WHERE_EDITOR},
    {"alt-l", "ask \"Line\" \"go-to-line %%\"", NULL, WHERE_EDITOR},
    {"enter", "newline", NULL, WHERE_EDITOR},
    {"tab", "tab", NULL, WHERE_EDITOR},
    {"backtab", "backtab", NULL, WHERE_EDITOR},
    {"backspace", "delete-back", NULL, WHERE_EDITOR},
    {"delete", "delete-forward", NULL, WHERE_EDITOR},
    {"ctrl-w", "delete-word-back", NULL, WHERE_EDITOR},
    {"alt-backspace", "delete-word-back", NULL, WHERE_EDITOR},
    {"ctrl-delete", "delete-word-forward", NULL, WHERE_EDITOR},
    {"ctrl-k", "delete-line", NULL, WHERE_EDITOR},
    {"left", "cursor-left", NULL, WHERE_EDITOR},
    {"right", "cursor-right", NULL, WHERE_EDITOR},
    {"up", "cursor-up", NULL, WHERE_EDITOR},
    {"down", "cursor-down", NULL, WHERE_EDITOR},
    {"shift-left", "select-left", NULL, WHERE_EDITOR},
    {"shift-right", "select-right", NULL, WHERE_EDITOR},
    {"shift-up", "select-up", NULL, WHERE_EDITOR},
    {"shift-down", "select-down", NULL, WHERE_EDITOR},
    {"ctrl-left", "word-left", NULL, WHERE_EDITOR},
    {"ctrl-right", "word-right", NULL, WHERE_EDITOR},
    {"ctrl-shift-left", "select-word-left", NULL, WHERE_EDITOR},
    {"ctrl-shift-right", "select-word-right", NULL, WHERE_EDITOR},
    {"ctrl-up", "paragraph-previous", NULL, WHERE_EDITOR},
    {"ctrl-down", "paragraph-next", NULL, WHERE_EDITOR},
    {"home", "line-start", NULL, WHERE_EDITOR},
    {"end", "line-end", NULL, WHERE_EDITOR},
    {"shift-home", "select-line-start", NULL, WHERE_EDITOR},
    {"shift-end", "select-line-end", NULL, WHERE_EDITOR},
    {"ctrl-home", "text-start", NULL, WHERE_EDITOR},
    {"ctrl-end", "text-end", NULL, WHERE_EDITOR},
    {"ctrl-shift-home", "select-text-start", NULL, WHERE_EDITOR},
    {"ctrl-shift-end", "select-text-end", NULL, WHERE_EDITOR},
    {"pgup", "page-up", NULL, WHERE_EDITOR},
    {"pgdn", "page-down", NULL, WHERE_EDITOR},
    {"shift-pgup", "select-page-up", NULL, WHERE_EDITOR},
    {"shift-pgdn", "select-page-down", NULL, WHERE_EDITOR},
    {"alt-up", "line-up", NULL, WHERE_EDITOR},
    {"alt-down", "line-down", NULL, WHERE_EDITOR},
    {"alt-q", "reflow", NULL, WHERE_EDITOR},
    {"alt-b", "toggle-bold", NULL, WHERE_EDITOR},
    {"alt-i", "toggle-italic", NULL, WHERE_EDITOR},
    {"alt-c", "toggle-code", NULL, WHERE_EDITOR},
    {"alt-k", "link", NULL, WHERE_EDITOR},
    {"alt-x", "toggle-task", NULL, WHERE_EDITOR},
    {"alt-t", "table-align", NULL, WHERE_EDITOR},
    {"alt-e", "sentence-next", NULL, WHERE_EDITOR},
    {"alt-a", "sentence-previous", NULL, WHERE_EDITOR},
    {"alt-n", "heading-next", NULL, WHERE_EDITOR},
    {"alt-p", "heading-previous", NULL, WHERE_EDITOR},
    {"alt-m", "bookmark", NULL, WHERE_EDITOR},
    {"alt-j", "bookmark-return", NULL, WHERE_EDITOR},
    {"E", "edit-external", NULL, KEYMAP_FILES | WHERE_TODO | WHERE_READER},
    {"alt-u", "undo-list", NULL, WHERE_EDITOR},
    {"alt-w", "copy-to-terminal", NULL, WHERE_EDITOR},
    {"alt-s", "save-message", NULL, WHERE_EDITOR},
    {"ctrl-q", "quit", NULL, WHERE_EDITOR},
    {"ctrl-p", "edit-preview", "preview", WHERE_EDITOR},
    {"alt-.", "change-next", NULL, WHERE_EDITOR},
    {"alt-,", "change-previous", NULL, WHERE_EDITOR},
    {"f7", "rule-list", NULL, WHERE_EDITOR},
    {"alt-r", "rule-next", NULL, WHERE_EDITOR},
    {"alt-R", "rule-previous", NULL, WHERE_EDITOR},
    {"f1", "help", "keys", WHERE_EDITOR},
    {"f2", "palette", NULL, WHERE_EDITOR},
};

/* "g g" to keys; false when one of them has no such name. */
static bool keymap_parse(struct view names, struct keymap_binding *binding)
{
    binding->key_count = 0;
    names = view_trim(names);
    while (names.len) {
        size_t end = view_find(names, 0, ' ');
        if (binding->key_count == KEYMAP_SEQUENCE_MAX ||
            !key_parse(view_slice(names, 0, end), &binding->keys[binding->key_count]))
            return false;
        binding->key_count++;
        names = view_trim(view_slice(names, end + 1, names.len));
    }
    return binding->key_count > 0;
}

static const struct {
    const char *name;
    unsigned where;
} keymap_places[] = {
    {"", WHERE_ANY},
    {"self", WHERE_SELF},
    {"todo", WHERE_TODO},
    {"memory", WHERE_MEMORY},
    {"drafts", WHERE_DRAFTS},
    {"files", WHERE_FILES},
    {"history", WHERE_HISTORY},
    {"reader", WHERE_READER},
    {"log", WHERE_LOG},
    {"diff", WHERE_DIFF},
    {"help", WHERE_HELP},
    {"version", WHERE_VERSION},
    {"links", WHERE_LINKS},
    {"search", WHERE_SEARCH},
    {"deleted", WHERE_DELETED},
    {"gone", WHERE_GONE},
    {"blame", WHERE_BLAME},
    {"branches", WHERE_BRANCHES},
    {"reflog", WHERE_REFLOG},
    {"doctor", WHERE_DOCTOR},
    {"replace", WHERE_REPLACE},
};

unsigned keymap_where(const char *name)
{
    for (size_t i = 0; i < ARRAY_LEN(keymap_places); i++)
        if (strcmp(name, keymap_places[i].name) == 0)
            return keymap_places[i].where;
    return 0;
}

static bool keymap_is_shown(const struct keymap *keymap, const char *command, unsigned where)
{
    for (size_t i = 0; i < keymap->count; i++)
        if ((keymap->bindings[i].where & where) == where &&
            strcmp(keymap->bindings[i].command, command) == 0)
            return true;
    return false;
}

void keymap_init(struct keymap *keymap, struct settings *settings)
{
    *keymap = (struct keymap){0};
    for (size_t i = 0; i < ARRAY_LEN(keymap_defaults); i++) {
        struct keymap_binding binding = {.where = keymap_defaults[i].where,
                                         .label = keymap_defaults[i].label};
        if (!keymap_parse(view_of(keymap_defaults[i].keys), &binding))
            continue;
        binding.hidden = keymap_is_shown(keymap, keymap_defaults[i].command, binding.where);
        binding.command = mem_string(keymap_defaults[i].command);
        *ARRAY_PUSH(keymap->bindings, keymap->count, keymap->cap) = binding;
    }
    for (size_t i = 0; i < settings->binding_count; i++) {
        const struct binding *own = &settings->bindings[i];
        struct keymap_binding binding = {.where = keymap_where(own->where)};
        if (!binding.where || !keymap_parse(view_of(own->key), &binding)) {
            struct str line = {0};
            str_addf(&line, "config.yaml: keys: no %s named \"%s\"",
                     binding.where ? "key" : "place", binding.where ? own->key : own->where);
            *ARRAY_PUSH(settings->warnings, settings->warning_count, settings->warning_cap) =
                str_take(&line);
            continue;
        }
        binding.command = mem_string(own->command);
        *ARRAY_PUSH(keymap->bindings, keymap->count, keymap->cap) = binding;
    }
}

void keymap_finish(struct keymap *keymap)
{
    for (size_t i = 0; i < keymap->count; i++)
        free(keymap->bindings[i].command);
    free(keymap->bindings);
    *keymap = (struct keymap){0};
}

static bool keymap_begins(const struct keymap_binding *binding, const struct key *keys,
                          size_t count)
{
    if (binding->key_count < count)
        return false;
    for (size_t i = 0; i < count; i++)
        if (!key_equal(binding->keys[i], keys[i]))
            return false;
    return true;
}

/* No later binding of the same keys stands before it. */
static bool keymap_is_last(const struct keymap *keymap, const struct keymap_binding *binding,
                           unsigned where)
{
    for (const struct keymap_binding *later = binding + 1; later < keymap->bindings + keymap->count;
         later++)
        if (later->where & where && later->key_count == binding->key_count &&
            keymap_begins(later, binding->keys, binding->key_count))
            return false;
    return true;
}

/* The latest binding that these keys are or begin decides; one that is taken back counts for
 * nothing. */
enum keymap_answer keymap_look(const struct keymap *keymap, const struct key *keys, size_t count,
                               unsigned where, const char **command)
{
    for (size_t i = keymap->count; i-- > 0;) {
        const struct keymap_binding *binding = &keymap->bindings[i];
        if (!(binding->where & where) || !*binding->command ||
            !keymap_begins(binding, keys, count) || !keymap_is_last(keymap, binding, where))
            continue;
        if (binding->key_count > count)
            return KEYMAP_PREFIX;
        *command = binding->command;
        return KEYMAP_FOUND;
    }
    return KEYMAP_NONE;
}

void keymap_add_names(const struct keymap_binding *binding, struct str *out)
{
    for (size_t i = 0; i < binding->key_count; i++) {
        if (i > 0)
            str_add_char(out, ' ');
        key_add_name(out, binding->keys[i]);
    }
}
