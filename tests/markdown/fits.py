#!/usr/bin/env python3
"""The sources of the golden files at many widths: no row is wider than the page (tables may be; one
scrolls to them), and nothing that a terminal would obey is on it.

usage: fits.py RENDER_DUMP FOLDER
"""

import os
import re
import sys
import unicodedata

sys.dont_write_bytecode = True
from driver import Driver

WIDTHS = list(range(1, 45)) + [60, 80, 100, 300]
TABLE = re.compile(r"^[ >]*\|?[ :]*--+[ :]*\|", re.M)
# Inside a cluster these two are what makes one emoji of two.
JOINERS = "\u200d\ufe0f"


def controls(text):
    """What of the page's text no terminal may get to see."""
    return sorted({"U+%04X" % ord(char) for char in text
                   if unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp", "Co", "Cs")
                   and char not in JOINERS and char != "\n"})


def problem_at(driver, name, source, width):
    for mode in ("text", "source"):
        found = controls(driver.ask(mode, width, source))
        if found:
            return "%s holds %s" % (mode, ", ".join(found))
    widest = int(driver.ask("size", width, source).split()[2])
    if widest > width and width > 1 and not TABLE.search(source.decode("utf-8", "replace")):
        return "a row of %d cells" % widest
    return None


def main():
    program, folder = sys.argv[1:]
    driver = Driver(program)
    count = failed = 0
    for name in sorted(name for name in os.listdir(folder) if name.endswith(".md")):
        with open(os.path.join(folder, name), "rb") as file:
            source = file.read()
        for width in WIDTHS:
            problem = problem_at(driver, name, source, width)
            count += 1
            if problem:
                failed += 1
                print("FAILED %s at width %d: %s" % (name, width, problem))
    status = driver.close()
    print("%d pages, %d failed" % (count, failed))
    return 0 if count > 0 and failed + status == 0 else 1


sys.exit(main())
