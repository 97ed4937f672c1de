/* Runs a fuzz target without a fuzzer, so that any compiler's build keeps what was once found: each
 * file of the folder, each beginning of it, and it with each byte changed in some telling ways. */
#include "tests/fuzz/fuzz.h"

#include "core/base/memory.h"

#include <dirent.h>
#include <string.h>

static void run(const struct str *text)
{
    /* A copy of the exact size, so that the sanitizer sees a read past its end. */
    uint8_t *data = mem_alloc(text->len ? text->len : 1);
    if (text->len)
        memcpy(data, text->data, text->len);
    LLVMFuzzerTestOneInput(data, text->len);
    free(data);
}

static void run_changed(struct str *text)
{
    static const unsigned char bytes[] = {0,   '\t', '\n', '\r', 0x1B, ' ',
                                          '-', ':',  '[',  '`',  0x80, 0xFF};
    for (size_t i = 0; i < text->len; i++) {
        char was = text->data[i];
        for (size_t k = 0; k < sizeof(bytes); k++) {
            text->data[i] = (char)bytes[k];
            run(text);
        }
        text->data[i] = was;
    }
}

static bool run_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    struct str text = {0};
    for (int c; (c = getc(file)) != EOF;)
        str_add_char(&text, (char)c);
    fclose(file);
    run_changed(&text);
    while (text.len > 0) {
        run(&text);
        text.len--;
    }
    run(&text);
    str_finish(&text);
    return true;
}

int main(int argc, char **argv)
{
    DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
    if (!dir) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    size_t files = 0;
    bool read = true;
    for (struct dirent *entry; (entry = readdir(dir));) {
        struct str path = {0};
        if (entry->d_name[0] == '.')
            continue;
        str_addf(&path, "%s/%s", argv[1], entry->d_name);
        read = run_file(str_text(&path)) && read;
        files++;
        str_finish(&path);
    }
    closedir(dir);
    printf("%zu files\n", files);
    return read && files > 0 ? 0 : 1;
}
