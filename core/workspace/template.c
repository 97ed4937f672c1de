#include "core/workspace/template.h"

#include "core/workspace/template_files.h"

void template_fill(struct change_set *set)
{
    for (size_t i = 0; i < template_file_count; i++)
        change_set_write(set, template_files[i].path, NULL,
                         view_from(template_files[i].text, template_files[i].len));
    change_set_subject(set, "workspace: begin with %zu files", template_file_count);
}

bool template_wanted(const struct folder *folder)
{
    struct folder_entry *entries = NULL;
    size_t count = 0, visible = 0;
    struct error err;
    if (folder_list(folder, "", &entries, &count, &err) != STATUS_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        visible += entries[i].name[0] != '.';
    folder_entries_free(entries, count);
    return visible == 0;
}
