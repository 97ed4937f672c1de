#include "core/store/git_error.h"
#include "core/store/repository_git.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static enum status identity_field(git_config *config, const char *key, char *out, size_t room,
                                  struct error *err)
{
    const char *value;
    int code = git_config_get_string(&value, config, key);
    if (code == GIT_ENOTFOUND || (code == 0 && !*value))
        return error_set(err, STATUS_ABSENT, "git's configuration has no %s", key);
    if (code < 0)
        return git_failed(err, code, "%s cannot be read", key);
    if ((size_t)snprintf(out, room, "%s", value) >= room)
        return error_set(err, STATUS_INVALID, "%s in git's configuration is too long", key);
    return STATUS_OK;
}

enum status repository_identity(struct repository *repo, struct identity *out, struct error *err)
{
    git_config *config = NULL;
    int code = git_repository_config_snapshot(&config, repo->git);
    if (code < 0)
        return git_failed(err, code, "the configuration of %s cannot be read", repo->git_path);
    enum status status = identity_field(config, "user.name", out->name, sizeof(out->name), err);
    if (status == STATUS_OK)
        status = identity_field(config, "user.email", out->email, sizeof(out->email), err);
    git_config_free(config);
    return status;
}

static bool identity_field_is_good(const char *text)
{
    if (!text[strspn(text, " ")])
        return false;
    for (const char *c = text; *c; c++)
        if (*c == '<' || *c == '>' || (unsigned char)*c < 0x20 || *c == 0x7F)
            return false;
    return true;
}

enum status repository_set_identity(struct repository *repo, const struct identity *who,
                                    struct error *err)
{
    git_config *config = NULL, *own = NULL;
    if (!identity_field_is_good(who->name) || !identity_field_is_good(who->email))
        return error_set(err, STATUS_INVALID,
                         "a name and an address are needed, without <, > and line ends");
    int code = git_repository_config(&config, repo->git);
    if (code == 0)
        code = git_config_open_level(&own, config, GIT_CONFIG_LEVEL_LOCAL);
    if (code == 0)
        code = git_config_set_string(own, "user.name", who->name);
    if (code == 0)
        code = git_config_set_string(own, "user.email", who->email);
    git_config_free(own);
    git_config_free(config);
    if (code < 0)
        return git_failed(err, code, "the name could not be kept in %s/config", repo->git_path);
    return STATUS_OK;
}

/* Copies `text` up to `stop` without what git allows in no name. */
static void identity_copy(char *out, size_t room, const char *text, char stop)
{
    size_t len = 0;
    for (; *text && *text != stop && len + 1 < room; text++)
        if (*text != '<' && *text != '>' && (unsigned char)*text >= 0x20)
            out[len++] = *text;
    out[len] = '\0';
}

void identity_guess(struct identity *out)
{
    struct passwd entry, *found = NULL;
    char room[4096], host[64] = "localhost", login[64] = "writer";
    if (getpwuid_r(geteuid(), &entry, room, sizeof(room), &found) == 0 && found)
        identity_copy(login, sizeof(login), found->pw_name, '\0');
    gethostname(host, sizeof(host) - 1);
    identity_copy(out->name, sizeof(out->name), found && found->pw_gecos ? found->pw_gecos : login,
                  ',');
    if (!identity_field_is_good(out->name))
        snprintf(out->name, sizeof(out->name), "%s", login);
    snprintf(out->email, sizeof(out->email), "%s@%s", login, host);
}
