#!/usr/bin/env python3
"""Renders NAME.md and compares with the golden files beside it.

usage: golden.py RENDER_DUMP FOLDER [--update]

NAME.md.80.txt is the page at 80 columns as annotated runs, NAME.md.source-80.txt the source view.
Every NAME.md has the first at least. --update writes the golden files anew; look at them before
you commit them.
"""

import difflib
import os
import re
import sys

sys.dont_write_bytecode = True
from driver import Driver

GOLDEN = re.compile(r"\.(source-)?(\d+)\.txt$")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def check(driver, path, golden, update):
    kind, cols = GOLDEN.search(golden).groups()
    got = driver.ask("source" if kind else "runs", int(cols), read(path))
    wanted = read(golden).decode() if os.path.exists(golden) else ""
    if update and got != wanted:
        with open(golden, "wb") as file:
            file.write(got.encode())
        print("wrote", os.path.basename(golden))
        return True
    if got == wanted and os.path.exists(golden):
        return True
    print("FAILED", os.path.basename(golden))
    sys.stdout.writelines(difflib.unified_diff(wanted.splitlines(True), got.splitlines(True),
                                               "wanted", "got"))
    return False


def main():
    program, folder = sys.argv[1:3]
    update = sys.argv[3:] == ["--update"]
    driver = Driver(program)
    names = sorted(os.listdir(folder))
    failed = count = 0
    for name in (name for name in names if name.endswith(".md")):
        goldens = {name + ".80.txt"}
        goldens.update(other for other in names
                       if other.startswith(name + ".") and GOLDEN.search(other))
        for golden in sorted(goldens):
            count += 1
            failed += not check(driver, os.path.join(folder, name), os.path.join(folder, golden),
                                update)
    status = driver.close()
    print("%d golden files, %d failed" % (count, failed))
    return 0 if count > 0 and failed + status == 0 else 1


sys.exit(main())
