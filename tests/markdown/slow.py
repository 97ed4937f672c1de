#!/usr/bin/env python3
"""Sources that make parsers of Markdown slow, deep or large: each is drawn, or shown as plain text,
and no page is out of proportion.

usage: slow.py RENDER_DUMP [KILOBYTES]       (1024; 96 under the sanitizers, by PALIMPSEST_TEST_EVERY)

Prints how long each took and what became of it. The time is only held against a bound that nothing
but a hang or a quadratic walk reaches, also under sanitizers on a busy machine.
"""

import os
import sys

sys.dont_write_bytecode = True
from driver import Driver

COLS = 100
HANG_MILLISECONDS = 10000


def repeated(size):
    """One short text over and over."""
    units = {
        "brackets open": "[", "brackets close": "]", "images open": "![", "links open": "[a](",
        "links open, address open": "[a](<b", "stars": "*", "stars and words": "*a ",
        "star opens, underscore closes": "*a_ ", "strong in emphasis": "*a **a ",
        "same backticks": "`a", "quotes": ">", "quotes with blanks": "> ", "bullets": "- ",
        "numbers": "1. ", "items": "- a\n", "less-than": "<", "tags open": "<a ",
        "comments open": "<!--", "instructions open": "<?", "declarations open": "<!A ",
        "cdata open": "<![CDATA[", "ampersands": "&", "entities": "&#0;",
        "the same definition": "[a]: u\n", "definitions on a line": "[a]: ", "backslashes": "\\",
        "tabs": "\t", "newlines": "\n", "nuls": "\0", "rules": "***\n", "headings": "a\n=\n",
        "fences": "```\n", "words": "a ", "words and stars": "a*", "both marks": "*_",
        "marks in links": "**x [a*b**c*](d)", "images in images": "![[]()",
        "addresses open": "<http://a", "mail open": "<a@", "quotes and bullets": "> - ",
        "tildes": "~~a ", "bare links": "http://a.b ", "bare www": "www.", "at signs": "a@",
        "wiki open": "[[", "wiki": "[[a]]", "notes": "[^a]", "note definitions": "[^a]: b\n",
        "pipes": "|", "tables": "a|b\n-|-\n", "delimiters": "|-\n", "callouts": "> [!NOTE]\n\n",
        "tasks": "- [ ] ", "carriage returns": "\r", "bars and stars": "|*",
        "underscores and brackets": "_[",
    }
    return {name: (unit * (size // len(unit) + 1))[:size].encode() for name, unit in units.items()}


def shaped(size):
    """What needs more than repeating."""
    root = int(size ** 0.5)
    ones = "e" + "".join("`" * n + "e" for n in range(1, int((2 * size) ** 0.5)))
    return {
        "nested brackets": "[" * (size // 2) + "a" + "]" * (size // 2),
        "word, then marks": "a**b" + "c* " * (size // 3),
        "ever longer backticks": ones,
        "staircase of bullets": "".join("  " * n + "* a\n" for n in range(root)),
        "many definitions": "".join("[%d]: u\n" % n for n in range(size // 10)),
        "long address, many uses": "[foo]: " + "u" * 10000 + "\n\n" + "[foo]" * (size // 5),
        "huge address, many uses": "[a]: /" + "x" * (size // 2) + "\n\n" + "[a]" * (size // 6),
        "parentheses open": "[a](" + "(" * size,
        "lines deep in quotes": (">" * 500 + "a\n") * (size // 502),
        "lazy lines": "> " * 1000 + "a\n" + "b\n" * (size // 2),
        "blank lines in a deep list": "- " * 1000 + "a\n" + "\n" * (size // 2),
        "lines in a deep list": "- " * 1000 + "a\n" + "x\n" * (size // 2),
        "one wide table": "|a" * (size // 4) + "\n" + "|-" * (size // 4) + "\n",
        "one wide table of many rows": "|a" * 500 + "\n" + "|-" * 500 + "\n" + "|\n" * (size // 2),
        "one long table": "|a|b|\n|-|-|\n" + "|c|d|\n" * (size // 6),
        "one cell": "|a|\n|-|\n|" + "b " * (size // 2) + "|\n",
        "many notes": "".join("[^%d] " % n for n in range(size // 14)) + "\n\n" +
                      "".join("[^%d]: b\n" % n for n in range(size // 14)),
        "front matter, deep": "---\na: " + "[" * (size // 2) + "]" * (size // 2) + "\n---\n",
        "front matter, many keys": "---\n" + "".join("k%d: v\n" % n for n in range(size // 10)) +
                                   "---\n",
        "front matter never ends": "---\n" + "a: b\n" * (size // 5),
        "combining marks": "a" + "\u0301" * (size // 2),
        "joined emoji": "\U0001F468\u200D" * (size // 7),
        "unclosed code": "```c\n" + "/* " * (size // 3),
    }


def sources(size):
    yield from repeated(size).items()
    for name, text in shaped(size).items():
        yield name, text.encode()
    yield "invalid bytes", b"\xff" * size
    yield "controls", b"\x1b[31m" * (size // 5)


def problem_of(driver, mode, source):
    """None, or what is wrong with the page of `source`; and its size and notice."""
    try:
        size, notice = driver.ask(mode, COLS, source).split("\n")[:2]
    except EOFError as error:
        return str(error), ""
    rows, bytes_shown, widest = map(int, size.split())
    notes = "%7d rows %8d bytes  %s" % (rows, bytes_shown, notice)
    if driver.milliseconds > HANG_MILLISECONDS:
        return "took %d ms" % driver.milliseconds, notes
    if bytes_shown > 64 * len(source) + 100000 or rows > 4 * len(source) + 1000:
        return "the page is out of proportion", notes
    return None, notes


def main():
    sanitized = "PALIMPSEST_TEST_EVERY" in os.environ
    size = int(sys.argv[2] if len(sys.argv) > 2 else 96 if sanitized else 1024) * 1024
    driver = Driver(sys.argv[1])
    count = failed = slowest = 0
    for name, source in sources(size):
        problem, notes = problem_of(driver, "size", source)
        count += 1
        failed += problem is not None
        slowest = max(slowest, driver.milliseconds)
        print("%6d ms  %-30s %s%s" % (driver.milliseconds, name, notes,
                                      "  FAILED: " + problem if problem else ""), flush=True)
    status = driver.close()
    print("%d sources, %d failed, the slowest took %d ms" % (count, failed, slowest))
    return 0 if failed + status == 0 else 1


sys.exit(main())
