#include "core/workspace/relocate_link.h"

#include "core/base/path.h"
#include "core/markdown/address.h"
#include "core/markdown/prose_link.h"
#include "core/workspace/catalog_index.h"
#include "core/workspace/permalink.h"

#include <string.h>

/* A link is changed when it leads to the file as things are before the move, and would not as it is
 * written after it. What it says decides the form of what it will say: the title, the file's name,
 * a path with as many folders, an address from the file that it stands in. Where the new title
 * means another file already, or cannot stand in a link, the path takes its place. */

struct rewriter {
    const struct relocate_move *move;
    const char *path; /* of the file with the links */
    struct view text;
    size_t done; /* of the text */
    struct str *out;
    size_t count;
};

static struct view without_extension(struct view path)
{
    return path_is_markdown(path) ? view_slice(path, 0, path.len - path_extension(path).len - 1)
                                  : path;
}

static struct view below_memory(const struct relocate_move *move, const char *path)
{
    const char *folder = move->catalog->memory_folder;
    size_t len = strlen(folder);
    bool below = len && strncmp(path, folder, len) == 0 && path[len] == '/';
    return view_of(below ? path + len + 1 : path);
}

/* The last parts of `path`, as many as `like` has. */
static struct view last_parts(struct view path, struct view like)
{
    size_t at = path.len, parts = 1;
    for (size_t i = 0; i < like.len; i++)
        parts += like.data[i] == '/';
    while (at > 0 && (path.data[at - 1] != '/' || --parts > 0))
        at--;
    return view_slice(path, at, path.len);
}

static bool may_stand_in_link(struct view text)
{
    for (size_t i = 0; i < text.len; i++)
        if (strchr("|#\n", text.data[i]) ||
            (i > 0 && text.data[i] == text.data[i - 1] && strchr("[]", text.data[i])))
            return false;
    return text.len > 0 && text.data[text.len - 1] != ']';
}

static bool folds_alike(struct view a, struct view b)
{
    struct str left = {0}, right = {0};
    catalog_fold(&left, a);
    catalog_fold(&right, b);
    bool same = view_equal(str_view(&left), str_view(&right));
    str_finish(&left);
    str_finish(&right);
    return same;
}

/* Whether `name` may be written to mean the file: it fits, and means no other. */
static bool is_free(const struct relocate_move *move, struct view name)
{
    const char *other = may_stand_in_link(name) ? catalog_resolve(move->catalog, name) : "";
    return !other || strcmp(other, move->from) == 0;
}

/* A title or a file's name. */
static void add_name(const struct relocate_move *move, struct view target, struct str *out)
{
    struct view stem_old = path_stem(view_of(move->from)), stem = path_stem(view_of(move->to));
    bool file = path_is_markdown(target);
    struct view bare = without_extension(target);
    bool by_stem = file || (view_equal(bare, stem_old) && !view_is(bare, move->title));
    struct view name = by_stem || !*move->title_new ? stem : view_of(move->title_new);
    bool still = view_is(target, move->title_new) || view_equal(bare, stem) ||
                 (folds_alike(stem, stem_old) && !view_is(target, move->title));
    if (still && (strcmp(move->from, move->to) == 0 || is_free(move, bare)))
        return;
    if (!is_free(move, name))
        name = stem;
    if (!is_free(move, name))
        name = without_extension(below_memory(move, move->to));
    str_add(out, name);
    if (file)
        str_add_text(out, ".md");
}

/* A path: with the memory folder or without, whole or its last parts, or a permalink. */
static void add_path(const struct relocate_move *move, struct view target, struct str *out)
{
    struct view from = view_of(move->from), to = view_of(move->to), bare = target;
    struct view below_from = below_memory(move, move->from),
                below_to = below_memory(move, move->to);
    struct str link = {0};
    bool rooted = view_starts(target, "/"), memory = view_starts(target, "memory://");
    bare = view_slice(bare, memory ? strlen("memory://") : rooted, bare.len);
    struct view words = without_extension(bare);
    permalink_from_path(&link, below_from);
    if (rooted)
        str_add_char(out, '/');
    if (memory)
        str_add_text(out, "memory://");
    if (view_equal(words, str_view(&link)))
        permalink_from_path(out, below_to);
    else if (view_equal(words, without_extension(from)))
        str_add(out, without_extension(to));
    else if (view_equal(words, without_extension(below_from)))
        str_add(out, without_extension(below_to));
    else
        str_add(out, last_parts(without_extension(to), words));
    if (words.len < bare.len)
        str_add(out, view_slice(bare, words.len, bare.len));
    str_finish(&link);
}

/* The title may hold a `#`, which else begins a heading. */
static struct view wiki_target(const struct rewriter *rewriter, const struct prose_link *link)
{
    struct view target = view_slice(rewriter->text, link->from, link->to);
    if (!link->heading.len)
        return target;
    size_t end = (size_t)(link->heading.data - rewriter->text.data) + link->heading.len;
    struct view whole = view_trim(view_slice(rewriter->text, link->from, end));
    bool meant = view_is(whole, rewriter->move->title) ||
                 view_equal(whole, path_stem(view_of(rewriter->move->from)));
    return meant ? whole : target;
}

static struct view change_wiki(const struct rewriter *rewriter, const struct prose_link *link,
                               struct str *out)
{
    const struct relocate_move *move = rewriter->move;
    struct view target = wiki_target(rewriter, link), bare = target;
    if (view_starts(bare, "memory://"))
        bare = view_slice(bare, strlen("memory://"), bare.len);
    const char *path = catalog_resolve_from(move->catalog, target, view_of(rewriter->path));
    bool stays = *move->permalink && view_is(bare, move->permalink);
    bool titled = !path && *move->title && view_is(target, move->title); /* no name tells it */
    if (stays || (!titled && (!path || strcmp(path, move->from) != 0)))
        return target;
    bool name = view_find(target, 0, '/') == target.len || view_is(target, move->title);
    if (name)
        add_name(move, target, out);
    else
        add_path(move, target, out);
    if (strpbrk(str_text(out), "|\n") || strstr(str_text(out), "[[") ||
        strstr(str_text(out),
               "]]")) { /* it would be no link: the permalink is one, if there is any */
        str_clear(out);
        str_add_text(out, move->permalink);
    }
    return target;
}

/* The file that an address leads to: the one that moves, or (for an address inside it) one that is
 * there. `*bare`: its extension is left out. */
static bool address_leads(const struct rewriter *rewriter, struct view target, struct str *path,
                          bool *bare)
{
    const struct relocate_move *move = rewriter->move;
    struct file_stamp stamp;
    address_add_path(path, view_of(rewriter->path), target);
    *bare = view_equal(str_view(path), without_extension(view_of(move->from))) &&
            !view_is(str_view(path), move->from);
    if (view_is(str_view(path), move->from) || *bare)
        return true;
    bool own = strcmp(rewriter->path, move->from) == 0 && target.data[0] != '/';
    return own && path->len && path_check(str_view(path), NULL) == STATUS_OK &&
           folder_stat(move->folder, str_text(path), &stamp, NULL) == STATUS_OK;
}

static bool is_high(struct view text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.data[i] >= 0x80)
            return true;
    return false;
}

static void change_address(const struct rewriter *rewriter, const struct prose_link *link,
                           struct str *out)
{
    const struct relocate_move *move = rewriter->move;
    struct view target = view_slice(rewriter->text, link->from, link->to);
    const char *here = strcmp(rewriter->path, move->from) == 0 ? move->to : rewriter->path;
    struct str path = {0}, way = {0};
    bool bare;
    if (!address_leads(rewriter, target, &path, &bare))
        goto out;
    struct view to =
        view_is(str_view(&path), move->from) || bare ? view_of(move->to) : str_view(&path);
    to = bare ? without_extension(to) : to;
    if (target.data[0] == '/')
        str_addf(&way, "/%.*s", (int)to.len, to.data);
    else
        address_add_relative(&way, view_of(here), to);
    struct str now = {0}; /* where it leads as it is, from where it will stand */
    address_add_path(&now, view_of(here), target);
    bool right = view_equal(str_view(&now), to);
    str_finish(&now);
    if (right)
        goto out;
    if (view_starts(target, "./") && !view_starts(str_view(&way), "../"))
        str_add_text(out, "./");
    bool plain = link->angles && !strpbrk(str_text(&way), "<>\n%#?\\");
    if (plain)
        str_add(out, str_view(&way));
    else
        address_encode(out, str_view(&way),
                       view_find(target, 0, '%') < target.len && !is_high(target));
out:
    str_finish(&path);
    str_finish(&way);
}

static void take_link(void *data, const struct prose_link *link)
{
    struct rewriter *rewriter = data;
    struct str new = {0};
    struct view old = view_slice(rewriter->text, link->from, link->to);
    if (link->kind == PROSE_WIKI)
        old = change_wiki(rewriter, link, &new);
    else
        change_address(rewriter, link, &new);
    if (new.len && !view_equal(str_view(&new), old)) {
        str_add(rewriter->out, view_slice(rewriter->text, rewriter->done, link->from));
        str_add(rewriter->out, str_view(&new));
        rewriter->done = link->from + old.len;
        rewriter->count++;
    }
    str_finish(&new);
}

size_t relocate_links(const struct relocate_move *move, const char *path, struct view text,
                      struct str *out)
{
    struct rewriter rewriter = {.move = move, .path = path, .text = text, .out = out};
    prose_links(text, take_link, &rewriter);
    str_add(out, view_slice(text, rewriter.done, text.len));
    return rewriter.count;
}
