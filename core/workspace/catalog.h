#ifndef CORE_WORKSPACE_CATALOG_H
#define CORE_WORKSPACE_CATALOG_H

#include "core/store/folder.h"
#include "core/workspace/catalog_wanted.h"
#include "core/workspace/rules.h"

#include <stdatomic.h>

/* Which files the workspace has and in which pane each belongs, in reading order. Names only: no
 * file is opened. A catalog is built by one thread and then handed over whole. */

enum section_kind {
    SECTION_SELF,
    SECTION_TODO, /* at most one entry: the todo file */
    SECTION_MEMORY,
    SECTION_DRAFTS,
    SECTION_FILES, /* the places: all other Markdown */
    SECTION_COUNT
};

struct catalog_entry {
    char *path;
    enum folder_entry_kind kind; /* FOLDER_OTHER and outside links are listed, never opened */
    uint32_t time;               /* of the last change; only below Self's `recent_contexts/` */
};

struct section {
    struct catalog_entry *entries;
    size_t count, cap;
};

struct catalog {
    struct section sections[SECTION_COUNT];
    struct section
        contexts; /* CLAUDE.md and AGENTS.md anywhere: they are entries of a section too */
    struct section folders; /* every folder that the scan entered, for watching; not refreshed */
    char *memory_folder;    /* where new notes go: "memory"; never NULL */
    char *drafts_folder;    /* "drafts"; never NULL */
    char *todo_path;        /* "todo.md"; never NULL, even when it is not there yet */
    bool complete;          /* false when a limit cut it short */
    size_t skipped; /* folders left out: unreadable, too deep, or a repository of their own */
    /* The conventions in force beside those above; for the catalog's own files. */
    char *self_folder;           /* NULL when Self is made of files at the root */
    bool self_is_readme;         /* nothing else is there for Self */
    bool memory_is_rest;         /* no memory folder: what no other pane has is memory */
    struct catalog_index *index; /* of catalog_resolve */
    struct catalog_names *names; /* what front matter calls the files, or NULL; owned */
};

struct catalog_options {
    const struct rules *rules;     /* NULL for the conventions */
    struct catalog_wanted *wanted; /* only files of these names; sealed; NULL: all */
    size_t limit; /* at most about so many entries a section: for a first screen; 0: all */
    const atomic_bool *cancel; /* may be NULL */
    atomic_size_t *seen;       /* may be NULL: counts files, for progress */
};

/* Walks the folder. Left out are hidden files and what `.gitignore` files and .git/info/exclude
 * name. Order: Self by number then name (path_compare), sub-folders after files, `recent_contexts/`
 * newest first (date in the name, then time of change); the others by path, files of a folder
 * before its sub-folders. A folder that cannot be read is skipped and counted, as is what lies 64
 * folders deep or in a repository of its own; a folder reached by a link is not entered. With a
 * limit only the first folders are read. STATUS_CANCELLED, or that of the top folder. */
MUST_CHECK enum status catalog_scan(const struct folder *folder,
                                    const struct catalog_options *options, struct catalog **out,
                                    struct error *err);
void catalog_free(struct catalog *catalog);

/* Looks at one path again (a file, or a folder with all below it; "" for everything) and puts it
 * in, or takes it out. A new convention (the first `memory/`) or `.gitignore` makes it look at all
 * that this is about. True if the catalog changed. */
bool catalog_refresh(struct catalog *catalog, const struct folder *folder,
                     const struct rules *rules, const char *path);

/* Where `path` stands; false when it is in no section. */
bool catalog_find(const struct catalog *catalog, struct view path, enum section_kind *section,
                  size_t *index);
/* The file that a wiki link or a permalink or a plain path names: by front matter's permalink, its
 * title, by path, by file name without extension (case folded), by title as the file name would be,
 * by alias. NULL if none; borrowed until the catalog changes. The first call after a change makes
 * an index (as does catalog_prepare), so two threads may not ask one catalog at a time. */
const char *catalog_resolve(const struct catalog *catalog, struct view target);
/* The same for a link in the file `from`: of several files the one nearest to it. */
const char *catalog_resolve_from(const struct catalog *catalog, struct view target,
                                 struct view from);
void catalog_prepare(const struct catalog *catalog);
/* Takes the names over. */
void catalog_take_names(struct catalog *catalog, struct catalog_names *names);
/* A memory note but `self` whose path makes this permalink; NULL if none. As catalog_resolve. */
const char *catalog_find_permalink(const struct catalog *catalog, struct view permalink,
                                   const char *self);
/* A memory note but `self` whose file name, without extension, folds to the same as `name`. */
const char *catalog_find_twin(const struct catalog *catalog, struct view name, const char *self);

#endif
