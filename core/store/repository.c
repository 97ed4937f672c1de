/* Opening a workspace's repository without trusting it.
 *
 * What stands in `.git` was perhaps written by somebody else. Before libgit2 sees it the shape is
 * checked by name: a real folder at its place, none of the parts that are written to a symlink, no
 * second folder (worktrees) and no second store of objects (alternates). After it is open the work
 * tree must be the folder itself. libgit2 starts no program; the environment is not looked at. */
#include "core/store/repository.h"

#include "core/base/memory.h"
#include "core/store/git_error.h"
#include "core/store/repository_check.h"
#include "core/store/repository_git.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/sys/repository.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *repository_join(const char *folder, const char *name)
{
    char *path = NULL;
    if (asprintf(&path, "%s/%s", folder, name) < 0)
        abort();
    return path;
}

static bool name_exists(const char *folder, const char *name)
{
    struct stat st;
    char *path = repository_join(folder, name);
    bool found = lstat(path, &st) == 0;
    free(path);
    return found;
}

enum repository_place repository_look(const char *path)
{
    char *real = realpath(path, NULL);
    enum repository_place place = REPOSITORY_NONE;
    if (!real)
        return place;
    if (name_exists(real, ".git")) {
        place = REPOSITORY_HERE;
        goto out;
    }
    for (char *slash = strrchr(real, '/'); slash; slash = strrchr(real, '/')) {
        *slash = '\0';
        if (name_exists(real, ".git")) {
            place = REPOSITORY_ABOVE;
            break;
        }
    }
out:
    free(real);
    return place;
}

/* The folder is what a `.git` is elsewhere: its files are git's own. */
static bool is_bare(const char *path)
{
    return name_exists(path, "HEAD") && name_exists(path, "objects") && name_exists(path, "refs") &&
           !name_exists(path, ".git");
}

/* What libgit2 reads whole, or we do, is not without end. */
static off_t size_limit(const char *name)
{
    if (strcmp(name, "HEAD") == 0 || strncmp(name, "refs/", 5) == 0)
        return 64 << 10;
    return strncmp(name, "logs/", 5) == 0 || strcmp(name, "index") == 0 ? INT64_MAX : 16 << 20;
}

/* Refuses what would lead elsewhere, and what opening would wait on for ever. Absent is fine. */
static enum status check_real(const char *git_path, const char *name, struct error *err)
{
    struct stat st;
    char *path = repository_join(git_path, name);
    bool there = lstat(path, &st) == 0;
    free(path);
    if (there && S_ISLNK(st.st_mode))
        return error_set(err, STATUS_REFUSED,
                         "%s/%s is a symbolic link: history that lies elsewhere is not opened",
                         git_path, name);
    if (there && S_ISREG(st.st_mode) && st.st_size > size_limit(name))
        return error_set(err, STATUS_REFUSED, "%s/%s is too large to be right: not opened",
                         git_path, name);
    if (there && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode))
        return error_set(err, STATUS_REFUSED, "%s/%s is neither file nor folder: not opened",
                         git_path, name);
    return STATUS_OK;
}

/* The file of the branch that HEAD names, which libgit2 opens as it is. */
static enum status check_branch(const char *git_path, struct error *err)
{
    char text[1024], *path = repository_join(git_path, "HEAD");
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    free(path);
    ssize_t len = fd < 0 ? -1 : read(fd, text, sizeof(text) - 1);
    if (fd >= 0)
        close(fd);
    struct view name = view_trim(view_from(text, len > 0 ? (size_t)len : 0));
    if (!view_starts(name, "ref: refs/") || memchr(name.data, '\0', name.len))
        return STATUS_OK;
    char *branch = mem_string_n(name.data + strlen("ref: "), name.len - strlen("ref: "));
    enum status status = check_real(git_path, branch, err);
    free(branch);
    return status;
}

/* Whatever is written to or read from must lie in the folder itself. */
static enum status check_inside(const char *git_path, struct error *err)
{
    static const char *const real[] = {"HEAD",
                                       "config",
                                       "index",
                                       "objects",
                                       "refs",
                                       "refs/heads",
                                       "logs",
                                       "logs/HEAD",
                                       "logs/refs",
                                       "logs/refs/heads",
                                       "packed-refs",
                                       "objects/pack",
                                       "objects/info",
                                       "info",
                                       "info/exclude",
                                       "info/grafts",
                                       "info/attributes",
                                       "config.worktree",
                                       "shallow",
                                       "MERGE_HEAD",
                                       "MERGE_MSG"};
    for (size_t i = 0; i < ARRAY_LEN(real); i++) {
        enum status status = check_real(git_path, real[i], err);
        if (status != STATUS_OK)
            return status;
    }
    enum status status = check_branch(git_path, err);
    if (status == STATUS_OK)
        status = repository_check_includes(git_path, err);
    if (status == STATUS_OK)
        status = repository_check_packs(git_path, err);
    if (status != STATUS_OK)
        return status;
    if (name_exists(git_path, "commondir"))
        return error_set(err, STATUS_REFUSED,
                         "%s is a second work tree of a repository elsewhere: not opened",
                         git_path);
    if (name_exists(git_path, "objects/info/alternates"))
        return error_set(err, STATUS_REFUSED,
                         "%s borrows its objects from elsewhere (alternates): not opened; "
                         "`git repack -a` and removing the file makes it whole",
                         git_path);
    return STATUS_OK;
}

static enum status check_shape(const char *git_path, struct error *err)
{
    struct stat st;
    if (lstat(git_path, &st) != 0) {
        if (errno == ENOENT)
            return error_set(err, STATUS_ABSENT, "there is no repository at %s", git_path);
        return error_system(err, errno, "%s cannot be looked at", git_path);
    }
    if (S_ISLNK(st.st_mode))
        return error_set(err, STATUS_REFUSED,
                         "%s is a symbolic link: history that lies elsewhere is not opened",
                         git_path);
    if (S_ISREG(st.st_mode))
        return error_set(err, STATUS_REFUSED,
                         "%s is a file that points to a repository elsewhere: not opened",
                         git_path);
    if (!S_ISDIR(st.st_mode))
        return error_set(err, STATUS_REFUSED, "%s is no folder: not opened", git_path);
    return check_inside(git_path, err);
}

static enum status refuse_bare(const char *path, struct error *err)
{
    return error_set(err, STATUS_REFUSED,
                     "%s is a bare repository, without files of its own: open a clone of it", path);
}

/* What only shows once libgit2 has read the configuration. */
static enum status check_opened(struct repository *repo, struct error *err)
{
    if (git_repository_is_bare(repo->git) || !git_repository_workdir(repo->git))
        return refuse_bare(repo->path, err);
    char *work = realpath(git_repository_workdir(repo->git), NULL);
    char *common = realpath(git_repository_commondir(repo->git), NULL);
    enum status status = STATUS_OK;
    if (!work || strcmp(work, repo->path) != 0)
        status =
            error_set(err, STATUS_REFUSED,
                      "the repository of %s has its work tree elsewhere: not opened", repo->path);
    else if (!common || strcmp(common, repo->git_path) != 0)
        status = error_set(err, STATUS_REFUSED, "the repository of %s lies elsewhere: not opened",
                           repo->path);
    free(work);
    free(common);
    return status;
}

/* libgit2 would read the index for attributes; the index is ours to read (index_file.c). */
static enum status hide_index(struct repository *repo, struct error *err)
{
    git_index *empty = NULL;
    int code = git_index_new(&empty);
    if (code == 0)
        code = git_repository_set_index(repo->git, empty);
    git_index_free(empty);
    return code < 0 ? git_failed(err, code, "the repository of %s was not opened", repo->path)
                    : STATUS_OK;
}

static enum status read_options(struct repository *repo, struct error *err)
{
    git_config *config = NULL;
    int value = 1, code = git_repository_config_snapshot(&config, repo->git);
    if (code == 0) {
        code = git_config_get_bool(&value, config, "core.filemode");
        if (code == GIT_ENOTFOUND)
            code = 0;
    }
    git_config_free(config);
    if (code < 0)
        return git_failed(err, code, "the configuration of %s cannot be read", repo->git_path);
    repo->trusts_mode = value != 0;
    return STATUS_OK;
}

enum status repository_open(const char *path, struct repository **out, struct error *err)
{
    struct repository *repo = mem_zalloc(1, sizeof(*repo));
    enum status status;
    repo->path = realpath(path, NULL);
    if (!repo->path) {
        status = error_system(err, errno, "%s cannot be opened", path);
        goto out;
    }
    repo->git_path = repository_join(strcmp(repo->path, "/") == 0 ? "" : repo->path, ".git");
    status = is_bare(repo->path) ? refuse_bare(repo->path, err) : check_shape(repo->git_path, err);
    if (status == STATUS_OK)
        status = git_start(err);
    if (status != STATUS_OK)
        goto out;
    int code = git_repository_open_ext(&repo->git, repo->path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
    if (code < 0) {
        status = git_failed(err, code, "the repository of %s was not opened", repo->path);
        if (status == STATUS_ABSENT)
            status = error_set(err, STATUS_REFUSED, "%s is no git repository: not opened",
                               repo->git_path);
        goto out;
    }
    status = check_opened(repo, err);
    if (status == STATUS_OK)
        status = read_options(repo, err);
    if (status == STATUS_OK)
        status = hide_index(repo, err);
    if (status == STATUS_OK)
        status = object_store_add(repo->git, repo->git_path, &repo->objects, err);
out:
    if (status == STATUS_OK)
        *out = repo;
    else
        repository_free(repo);
    return status;
}

/* The configured name of a first branch; `main` when none is. */
static char *first_branch(void)
{
    git_config *config = NULL;
    git_buf name = {0};
    char *branch = NULL;
    if (git_config_open_default(&config) == 0 &&
        git_config_get_string_buf(&name, config, "init.defaultBranch") == 0 && name.size > 0)
        branch = mem_string_n(name.ptr, name.size);
    git_buf_dispose(&name);
    git_config_free(config);
    return branch ? branch : mem_string("main");
}

enum status repository_create(const char *path, struct repository **out, struct error *err)
{
    if (name_exists(path, ".git"))
        return error_set(err, STATUS_EXISTS, "%s has a repository already", path);
    if (is_bare(path))
        return refuse_bare(path, err);
    enum status status = git_start(err);
    if (status != STATUS_OK)
        return status;
    char *branch = first_branch();
    git_repository *git = NULL;
    git_repository_init_options options = GIT_REPOSITORY_INIT_OPTIONS_INIT;
    options.flags = GIT_REPOSITORY_INIT_NO_REINIT;
    options.initial_head = branch;
    int code = git_repository_init_ext(&git, path, &options);
    git_repository_free(git);
    free(branch);
    if (code < 0)
        return git_failed(err, code, "no repository could be made in %s", path);
    return repository_open(path, out, err);
}

void repository_rest(struct repository *repo)
{
    index_file_finish(&repo->index);
}

void repository_free(struct repository *repo)
{
    if (!repo)
        return;
    git_repository_free(repo->git);
    index_file_finish(&repo->index);
    free(repo->path);
    free(repo->git_path);
    free(repo);
}
