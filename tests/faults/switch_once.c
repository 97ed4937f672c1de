/* Switches the workspace in its first argument to the branch in its second, for tests/faults/switch
 * to break at its system calls: those between the two marks. Ends with 0 when it says that it did.
 */
#include "core/store/branch_switch.h"

#include <stdio.h>
#include <sys/prctl.h>

enum { MARK = 0x706C6D70 };

int main(int argc, char **argv)
{
    struct folder folder;
    struct repository *repo = NULL;
    struct branch_result result = {0};
    struct error err = {0};
    if (argc != 3 || folder_open(argv[1], &folder, &err) != STATUS_OK ||
        repository_open(argv[1], &repo, &err) != STATUS_OK)
        return 2;
    prctl(MARK, 1);
    enum status status = branch_switch(repo, &folder, &(struct branch_target){.branch = argv[2]},
                                       NULL, &result, &err);
    prctl(MARK, 2);
    if (status != STATUS_OK)
        fprintf(stderr, "%s\n", err.text);
    branch_result_finish(&result);
    repository_free(repo);
    folder_close(&folder);
    return status == STATUS_OK ? 0 : 1;
}
