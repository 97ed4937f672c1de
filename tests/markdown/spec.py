#!/usr/bin/env python3
"""Every word of the text of the specifications' examples stands on the rendered page, in order.

usage: spec.py RENDER_DUMP COMMONMARK_SPEC GFM_SPEC

For CommonMark the words are those of libcmark's own HTML; for the extensions of GFM, those of the
HTML in the specification. Exits with 77 (skipped) where the specifications are not there.
"""

import html.parser
import os
import re
import sys

sys.dont_write_bytecode = True
from driver import Driver

WIDTHS = (40, 100)
EXTENSIONS = ("table", "strikethrough", "autolink", "disabled")
# What differs on purpose: (specification, example) and why. Each must still differ.
KNOWN = {
    ("commonmark", 548): "[[foo]] is a wiki link, shown without its brackets",
    ("commonmark", 590): "[[foo]] is a wiki link, shown without its brackets",
}

FENCE = "`" * 32
# A word that does not fit on a row goes on in the next, behind the marks of its blocks.
BREAK = r"(?:\n[\s│▎▌┃|]*)?"
# Where the rows end, and the driver tells what else was found.
FOUND = re.compile(r"^-- \d+ words, body at row \d+$", re.M)
RUN = re.compile(r"\{(\w+)((?:\+\w+)*)(?:#\d+)?\|((?:\\.|[^\\}])*)\}|\\(.)|(.)", re.S)


class Words(html.parser.HTMLParser):
    """The words of a page's text content, the texts for images among them."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.text = []
        self.feed(source)
        self.close()
        self.words = "".join(self.text).split()

    def handle_starttag(self, tag, attrs):
        if tag in ("img",):
            self.text.append(dict(attrs).get("alt") or "")
        elif tag in ("br", "td", "th", "input"):
            self.text.append(" ")

    def handle_data(self, data):
        self.text.append(data)


def examples(path):
    """Yields the number, the extension's name, the source and the HTML of each example."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    number, at = 0, 0
    while at < len(lines):
        if not lines[at].startswith(FENCE + " example"):
            at += 1
            continue
        end = lines.index(FENCE, at)
        dot = lines.index(".", at)
        number += 1
        source, wanted = lines[at + 1:dot], lines[dot + 1:end]
        text = ["".join(line + "\n" for line in part).replace("→", "\t")
                for part in (source, wanted)]
        yield number, lines[at][len(FENCE + " example"):].strip(), *text
        at = end + 1


def page_text(runs, without):
    """The page from its runs, leaving out those of some roles."""
    rows = runs[:list(FOUND.finditer(runs))[-1].start()]
    out = []
    for role, _, text, escaped, plain in RUN.findall(rows):
        if role not in without:
            out.append(re.sub(r"\\(.)", r"\1", text, flags=re.S) + escaped + plain)
    return "".join(out)


def missing_word(words, page):
    """The first of `words` that does not stand on the page after those before it."""
    at = 0
    for word in words:
        found = re.compile(BREAK.join(map(re.escape, word))).search(page, at)
        if not found:
            return word
        at = found.end()
    return None


def check(driver, source, words):
    """None, or what is wrong. Numbers of links and tags stand inside words: they may be left out."""
    for width in WIDTHS:
        runs = driver.ask("runs", width, source.encode())
        missing = [missing_word(words, page_text(runs, without))
                   for without in ((), ("address",), ("address", "dim"))]
        if None not in missing:
            return "\"%s\" is missing at width %d:\n%s" % (missing[0], width, runs)
    return None


def run(driver, spec, path, all_examples):
    passed, wrong = 0, []
    for number, name, source, wanted in examples(path):
        if not all_examples and name not in EXTENSIONS:
            continue
        expected = driver.ask("html", 0, source.encode()) if all_examples else wanted
        problem = check(driver, source, Words(expected).words)
        known = KNOWN.get((spec, number))
        if known and not problem:
            wrong.append((number, source, "is no longer different (%s)" % known))
        elif problem and not known:
            wrong.append((number, source, problem))
        else:
            passed += 1
    for number, source, problem in wrong:
        print("FAILED %s example %d\n%s\n%s" % (spec, number, source, problem))
    print("%s: %d examples passed, %d failed" % (spec, passed, len(wrong)))
    return passed, len(wrong)


def main():
    program, commonmark, gfm = sys.argv[1:]
    if not os.path.exists(commonmark) or not os.path.exists(gfm):
        print("skipped: the specifications are not there")
        return 77
    driver = Driver(program)
    first = run(driver, "commonmark", commonmark, True)
    second = run(driver, "gfm", gfm, False)
    status = driver.close()
    complete = sum(first) == 652 and sum(second) >= 20
    if not complete:
        print("FAILED: the specifications were not read whole")
    return 0 if complete and first[1] + second[1] + status == 0 else 1


sys.exit(main())
