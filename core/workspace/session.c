#include "core/workspace/session.h"

#include "core/base/memory.h"
#include "core/store/folder.h"
#include "core/text/utf8.h"
#include "core/text/yaml.h"
#include "core/workspace/settings.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* session.yaml begins with the theme; then each workspace has a block that begins with a line
 * `- path: …`, the one last used first. Only the block of our own workspace is ever parsed: those
 * of the others are copied as they are, so that opening one costs nothing for them, and two
 * programs in two workspaces do not forget each other's places. The file is read again when it is
 * written. What cannot be parsed is dropped. */

#define SESSION_FILE "session.yaml"

enum { FILES_MAX = 500, WORKSPACES_MAX = 50, PATH_MAX_LEN = 1024, SESSION_MAX = 4 << 20 };

struct session_place {
    char *path;
    uint32_t line;
};

struct session {
    char *folder; /* of the file; NULL without a home: nothing is kept */
    char *workspace;
    char *theme;
    char *browse; /* or NULL */
    bool theme_set, changed, rules_offered;
    struct session_place *places; /* the one last used is the last */
    size_t count, cap;
};

/* In double quotes, with escapes for all that libyaml takes for a control. */
static void session_quote(struct str *out, struct view text)
{
    str_add_char(out, '"');
    for (size_t at = 0, size; at < text.len; at += size) {
        uint32_t code = utf8_decode(text, at, &size);
        if (code == '"' || code == '\\')
            str_addf(out, "\\%c", (char)code);
        else if (code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x2028 || code == 0x2029 ||
                 code == 0xFEFF || code == 0xFFFE || code == 0xFFFF)
            str_addf(out, "\\u%04X", (unsigned)code);
        else
            str_add(out, view_slice(text, at, at + size));
    }
    str_add_char(out, '"');
}

static bool session_can_keep(struct view path)
{
    return path.len > 0 && path.len <= PATH_MAX_LEN && utf8_is_valid(path);
}

static void session_add_head(struct str *out, const char *workspace)
{
    str_add_text(out, "- path: ");
    session_quote(out, view_of(workspace));
    str_add_char(out, '\n');
}

/* Cuts the next part off `*rest`: what stands before the next line that begins a block. */
static bool session_part(struct view *rest, struct view *part)
{
    size_t end = 0;
    while (end < rest->len) {
        end = view_find(*rest, end, '\n');
        end += end < rest->len;
        if (view_starts(view_slice(*rest, end, rest->len), "- path: "))
            break;
    }
    *part = view_slice(*rest, 0, end);
    *rest = view_slice(*rest, end, rest->len);
    return part->len > 0;
}

static void session_read_theme(struct session *session, struct view part)
{
    struct yaml_node *root = NULL;
    if (yaml_parse(part, &root, NULL) != STATUS_OK)
        return;
    const char *theme = yaml_text(yaml_get(root, "theme"), "");
    if (*theme && !session->theme_set) {
        free(session->theme);
        session->theme = mem_string(theme);
    }
    yaml_node_free(root);
}

static void session_put(struct session *session, struct view path, uint32_t line)
{
    if (session->count == FILES_MAX) {
        free(session->places[0].path);
        memmove(session->places, session->places + 1, --session->count * sizeof(*session->places));
    }
    *ARRAY_PUSH(session->places, session->count, session->cap) =
        (struct session_place){.path = mem_string_n(path.data, path.len), .line = line};
}

static void session_read_block(struct session *session, struct view part)
{
    struct yaml_node *root = NULL;
    if (yaml_parse(part, &root, NULL) != STATUS_OK)
        return;
    const struct yaml_node *block =
        root->kind == YAML_SEQUENCE && root->count ? &root->children[0] : root;
    const struct yaml_node *lines = yaml_get(block, "lines");
    session->rules_offered = strcmp(yaml_text(yaml_get(block, "rules-offered"), ""), "true") == 0;
    const char *browse = yaml_text(yaml_get(block, "browse"), "");
    if (*browse && session_can_keep(view_of(browse)))
        session->browse = mem_string(browse);
    if (!lines || lines->kind != YAML_MAPPING)
        goto out;
    for (size_t i = 0; i + 1 < lines->count; i += 2) {
        struct view path = view_of(yaml_text(&lines->children[i], ""));
        const char *number = yaml_text(&lines->children[i + 1], "");
        char *end;
        unsigned long line = strtoul(number, &end, 10);
        if (end != number && *end == '\0' && line <= UINT32_MAX && session_can_keep(path))
            session_put(session, path, (uint32_t)line);
    }
out:
    yaml_node_free(root);
}

static void session_read_file(const struct session *session, struct str *out)
{
    struct folder folder;
    if (!session->folder || folder_open(session->folder, &folder, NULL) != STATUS_OK)
        return;
    if (folder_read(&folder, SESSION_FILE, SESSION_MAX, out, NULL, NULL) != STATUS_OK)
        str_clear(out);
    folder_close(&folder);
}

struct session *session_open(const char *workspace)
{
    struct session *session = mem_zalloc(1, sizeof(*session));
    struct str text = {0}, head = {0};
    session->folder = settings_state_folder();
    session->workspace = mem_string(workspace);
    session_read_file(session, &text);
    session_add_head(&head, workspace);
    struct view rest = str_view(&text), part;
    for (bool first = true; session_part(&rest, &part); first = false) {
        if (view_starts(part, str_text(&head)) && session->count == 0)
            session_read_block(session, part);
        else if (first && !view_starts(part, "- path: "))
            session_read_theme(session, part);
    }
    str_finish(&head);
    str_finish(&text);
    return session;
}

static void session_add_block(struct str *out, const struct session *session)
{
    session_add_head(out, session->workspace);
    if (session->rules_offered)
        str_add_text(out, "  rules-offered: true\n");
    if (session->browse) {
        str_add_text(out, "  browse: ");
        session_quote(out, view_of(session->browse));
        str_add_char(out, '\n');
    }
    str_add_text(out, session->count ? "  lines:\n" : "  lines: {}\n");
    for (size_t i = 0; i < session->count; i++) {
        str_add_text(out, "    ");
        session_quote(out, view_of(session->places[i].path));
        str_addf(out, ": %u\n", (unsigned)session->places[i].line);
    }
}

/* The whole file: ours first, then what others have written meanwhile. */
static void session_compose(struct session *session, struct str *out)
{
    struct str text = {0}, head = {0}, others = {0};
    bool keep = session_can_keep(view_of(session->workspace));
    size_t count = keep;
    session_read_file(session, &text);
    session_add_head(&head, session->workspace);
    struct view rest = str_view(&text), part;
    while (session_part(&rest, &part)) {
        if (!view_starts(part, "- path: "))
            session_read_theme(session, part);
        else if (count < WORKSPACES_MAX && utf8_is_valid(part) &&
                 !view_starts(part, str_text(&head))) {
            str_add(&others, part);
            if (!view_ends(part, "\n"))
                str_add_char(&others, '\n');
            count++;
        }
    }
    if (session->theme) {
        str_add_text(out, "theme: ");
        session_quote(out, view_of(session->theme));
        str_add_char(out, '\n');
    }
    str_add_text(out, count ? "workspaces:\n" : "workspaces: []\n");
    if (keep)
        session_add_block(out, session);
    str_add(out, str_view(&others));
    str_finish(&text);
    str_finish(&head);
    str_finish(&others);
}

/* Makes the folder and those above it, for this person alone. */
static enum status session_make_folder(const char *folder, struct error *err)
{
    char *path = mem_string(folder);
    enum status status = STATUS_OK;
    for (char *at = path + 1; !status; at++) {
        char c = *at;
        if (c != '/' && c != '\0')
            continue;
        *at = '\0';
        if (mkdir(path, 0700) != 0 && errno != EEXIST)
            status = error_system(err, errno, "cannot make the folder \"%s\"", path);
        *at = c;
        if (c == '\0')
            break;
    }
    free(path);
    return status;
}

static bool session_write_all(int fd, struct view text)
{
    for (size_t done = 0; done < text.len;) {
        ssize_t n = write(fd, text.data + done, text.len - done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    return fsync(fd) == 0;
}

static enum status session_write(const char *folder, struct view text, struct error *err)
{
    struct str temp = {0}, path = {0};
    str_addf(&path, "%s/" SESSION_FILE, folder);
    str_addf(&temp, "%s.XXXXXX", str_text(&path));
    enum status status = STATUS_OK;
    int fd = mkostemp(temp.data, O_CLOEXEC); /* with mode 0600 */
    bool ok = fd >= 0 && session_write_all(fd, text) && rename(temp.data, str_text(&path)) == 0;
    if (!ok)
        status = error_system(err, errno, "cannot write \"%s\"; places in files are not kept",
                              str_text(&path));
    if (fd >= 0) {
        close(fd);
        if (!ok)
            unlink(temp.data);
    }
    str_finish(&temp);
    str_finish(&path);
    return status;
}

enum status session_save(struct session *session, struct error *err)
{
    if (!session->changed || !session->folder)
        return STATUS_OK;
    enum status status = session_make_folder(session->folder, err);
    if (status)
        return status;
    struct str text = {0};
    session_compose(session, &text);
    status = session_write(session->folder, str_view(&text), err);
    session->changed = status != STATUS_OK;
    str_finish(&text);
    return status;
}

void session_free(struct session *session)
{
    if (!session)
        return;
    for (size_t i = 0; i < session->count; i++)
        free(session->places[i].path);
    free(session->places);
    free(session->folder);
    free(session->workspace);
    free(session->theme);
    free(session->browse);
    free(session);
}

const char *session_theme(const struct session *session)
{
    return session->theme;
}

void session_set_theme(struct session *session, const char *name)
{
    if (!utf8_is_valid(view_of(name)) || (session->theme && strcmp(session->theme, name) == 0))
        return;
    free(session->theme);
    session->theme = mem_string(name);
    session->theme_set = session->changed = true;
}

bool session_rules_offered(const struct session *session)
{
    return session->rules_offered;
}

void session_set_rules_offered(struct session *session)
{
    session->changed = session->changed || !session->rules_offered;
    session->rules_offered = true;
}

const char *session_browse(const struct session *session)
{
    return session->browse ? session->browse : "";
}

void session_set_browse(struct session *session, const char *line)
{
    if (strcmp(session_browse(session), line) == 0 || (*line && !session_can_keep(view_of(line))))
        return;
    free(session->browse);
    session->browse = *line ? mem_string(line) : NULL;
    session->changed = true;
}

static size_t session_find(const struct session *session, const char *path)
{
    size_t at = 0;
    while (at < session->count && strcmp(session->places[at].path, path) != 0)
        at++;
    return at;
}

uint32_t session_line(const struct session *session, const char *path)
{
    size_t at = session_find(session, path);
    return at < session->count ? session->places[at].line : 0;
}

void session_set_line(struct session *session, const char *path, uint32_t line)
{
    size_t at = session_find(session, path);
    if ((at < session->count ? session->places[at].line : 0) == line ||
        !session_can_keep(view_of(path)))
        return;
    if (at < session->count) {
        free(session->places[at].path);
        memmove(session->places + at, session->places + at + 1,
                (session->count - at - 1) * sizeof(*session->places));
        session->count--;
    }
    session_put(session, view_of(path), line);
    session->changed = true;
}
