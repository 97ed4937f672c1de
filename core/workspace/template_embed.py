#!/usr/bin/env python3
"""Writes a C file that holds the files of the template: template_embed.py OUT FOLDER PATH..."""
import os
import sys

out_name, folder, *paths = sys.argv[1:]

with open(out_name, "w", encoding="ascii") as out:
    out.write('#include "core/workspace/template_files.h"\n\n')
    out.write("const struct template_file template_files[] = {\n")
    for path in paths:
        with open(os.path.join(folder, path), "rb") as file:
            data = file.read()
        out.write('    {"%s", %d,\n' % (path, len(data)))
        for line in data.splitlines(keepends=True):
            text = "".join(
                chr(byte) if 32 <= byte < 127 and byte not in b'"\\?' else "\\%03o" % byte
                for byte in line)
            out.write('     "%s"\n' % text)
        out.write('     ""},\n')
    out.write("};\n\nconst size_t template_file_count =\n")
    out.write("    sizeof(template_files) / sizeof(template_files[0]);\n")
