"""search: what is found, in which form, and what is said when nothing is. Python's own pattern matcher is the oracle for
patterns, and ripgrep where it is installed."""

import json
import os
import random
import re
import shutil
import subprocess

from desk import Skip, equal, main, one_line

NOTE = "---\ntitle: Karen Horney\ntype: note\ntags:\n- analysis\n---\n\nThe tyranny of the should, and\nits cure.\n"


def meadow(desk):
    desk.put("memory/Horney.md", NOTE)
    desk.put("memory/The Lake.md", "# The lake\n\nWhere Horney was read. #quiet\n")
    desk.put("Self/1_who_i_am.md", "I am the companion.\n")
    desk.put("todo.md", "- [ ] compensate the gardener\n")


def search(desk, *arguments):
    return desk.run("-C", desk.dir, "search", *arguments)


def paths(desk, *arguments):
    result = search(desk, "--json", *arguments)
    assert result.status in (0, 1), result.err
    return [json.loads(line)["path"] for line in result.out.splitlines()]


def the_best_come_first_with_line_and_words(desk):
    meadow(desk)
    result = search(desk, "horney")
    equal((result.status, result.err), (0, b""))
    lines = result.out.decode().splitlines()
    equal(lines[0], "memory/Horney.md:2  Karen Horney")
    equal(lines[2:], ["memory/The Lake.md:3  The lake", "    Where Horney was read. #quiet "])
    equal(paths(desk, "compens"), ["todo.md"])
    equal(paths(desk, "should", "cure"), ["memory/Horney.md"])
    equal(paths(desk, '"and its cure"'), ["memory/Horney.md"])
    equal(paths(desk, "tag:quiet"), ["memory/The Lake.md"])
    equal(paths(desk, "type:note", "in:memory"), ["memory/Horney.md"])
    equal(paths(desk, "--", "the", "path:Self"), ["Self/1_who_i_am.md"])


def json_has_all_of_it(desk):
    meadow(desk)
    desk.put("memory/odd\u202e name.md", b"harbour \xff\x9b\x1b[31m\n")
    found = [json.loads(line) for line in search(desk, "--json", "harbour").out.splitlines()]
    equal(len(found), 1)
    equal(set(found[0]), {"path", "title", "pane", "changed", "rank", "line", "text", "found"})
    equal((found[0]["pane"], found[0]["line"], found[0]["found"]), ("memory", 1, ["harbour"]))
    for arguments in (["harbour"], ["--json", "harbour"]):
        out = search(desk, *arguments).out
        assert b"\x1b" not in out and b"\x9b" not in out, out


def by_finds_what_somebody_changed(desk):
    meadow(desk)
    desk.sign()
    desk.run("init", desk.dir)
    desk.git("add", "-A")
    desk.git("commit", "-q", "--allow-empty", "-m", "all")
    desk.put("memory/The Lake.md", "# The lake\n\nHorney again.\n")
    desk.git("commit", "-q", "-a", "-m", "one", "--author", "The Companion <c@example.org>")
    desk.git("mv", "todo.md", "Todo list.md")
    desk.git("commit", "-q", "-m", "two", "--author", "The Companion <c@example.org>")
    equal(sorted(paths(desk, "by:companion")), ["Todo list.md", "memory/The Lake.md"])
    equal(paths(desk, 'horney by:"The Companion"'), ["memory/The Lake.md"])
    equal(paths(desk, "horney", "by:c@example"), ["memory/The Lake.md"])
    equal(sorted(paths(desk, "horney", "by:reader")), ["memory/Horney.md", "memory/The Lake.md"])
    result = search(desk, "tyranny by:companion")
    equal(result.err.decode(), "palimpsest: no match in 4 files; 1 without by:\n")
    equal(search(desk, "x", "--history", "by:companion").status, 2)


def an_empty_answer_says_why(desk):
    meadow(desk)
    for query, why in (("nowhere", "no match in 4 files"), ("horney in:self", "no match in 4 files; 2 without in:")):
        result = search(desk, query)
        equal((result.status, result.out), (1, b""))
        equal(result.err.decode(), "palimpsest: %s\n" % why)
    for wrong in ([], ["--json"], ["tag:"], ["-n", "0", "x"], ["-n"], ["/a(/"], ["since:soon x"]):
        equal((wrong, search(desk, *wrong).status), (wrong, 2))
    one_line(search(desk, "/a(/"), 2)
    one_line(desk.run("-C", os.path.join(desk.top, "nothing"), "search", "x"))


def a_change_is_found_though_there_is_a_cache(desk):
    meadow(desk)
    for i in range(3000):
        desk.put("memory/n/%d.md" % i, "common word%d\n" % i)
    cache = {"XDG_CACHE_HOME": os.path.join(desk.top, "cache")}
    found = desk.run("-C", desk.dir, "search", "--json", "common", "-n", "1000", env=cache)
    equal(len(found.out.splitlines()), 1000)
    equal(found.err, b"palimpsest: 1000 of 3000 files; -n shows more\n")
    folder = os.path.join(desk.top, "cache", "palimpsest", "index")
    names = os.listdir(folder)
    equal(len(names), 1)
    equal(os.stat(os.path.join(folder, names[0])).st_mode & 0o777, 0o600)
    desk.put("memory/n/7.md", "another\n")
    os.unlink(os.path.join(desk.dir, "memory/n/8.md"))
    desk.put("memory/n/new.md", "common\n")
    for damage in (False, True):
        if damage:
            with open(os.path.join(folder, names[0]), "r+b") as file:
                file.seek(5000)
                file.write(b"damaged")
        found = desk.run("-C", desk.dir, "search", "--json", "common", "-n", "1000", env=cache)
        equal(found.err, b"palimpsest: 1000 of 2999 files; -n shows more\n")
        words = desk.run("-C", desk.dir, "search", "word71", "-n", "1000", env=cache)
        equal(words.out.count(b"\n"), 2 * 11)


PATTERNS = [r"har\w+ [a-z]+t\b", r"^# \w+$", r"(let|riv)+er", r"\d{2,}", r"a.{3}d$", r"(?i)GARDEN", r"[^a-z ]{3}", r"(\w)\1(\w)\2",
            r"x?$", r"[^b]*+b", r"\s*+x", r"(?>.*)x|calm", r"\Acalm", r"ab\z", r"\W\W", r"[^x]+x-$", r"^$", r"r\b.?$", r"letter(?! garden)", r"(?<=calm )river", r"é|ü", r"\bé", r"\x{e9}t"]


def generated(desk):
    picks = random.Random(7)
    words = "letter river garden harbour calm ab 42 été über accommodate book x- # GARDEN".split()
    texts = {}
    for i in range(300):
        lines = [" ".join(picks.choices(words, k=picks.randrange(6))) for _ in range(picks.randrange(12))]
        texts["memory/%d.md" % i] = "\n".join(lines) + picks.choice(["", "\n"])
    for path, text in texts.items():
        desk.put(path, text)
    return texts


def stem(path):
    """A file's name counts as a line."""
    return path[len("memory/"):-len(".md")]


def lines_of(text):
    return text.split("\n")[:-1 if text.endswith("\n") else None] if text else []


def patterns_match_the_lines_that_they_match_elsewhere(desk):
    texts = generated(desk)
    for pattern in PATTERNS:
        own = re.compile(pattern.replace(r"\x{e9}", "é").replace(r"\z", r"\Z").replace("(?i)", ""),
                         0 if re.search("[A-Z]", pattern.replace("(?i)", "")) and "(?i)" not in pattern else re.I)
        want = sorted(p for p, t in texts.items()
                      if any(own.search(line) for line in [stem(p)] + lines_of(t)))
        equal((pattern, sorted(paths(desk, "-n", "1000", "/%s/" % pattern))), (pattern, want))


def patterns_match_what_ripgrep_finds(desk):
    if not shutil.which("rg"):
        raise Skip("no ripgrep here")
    texts = generated(desk)
    for pattern in PATTERNS:
        named = subprocess.run(["rg", "-P", "--smart-case", pattern], input="\n".join(map(stem, texts)).encode(), stdout=subprocess.PIPE)
        done = subprocess.run(["rg", "-P", "-l", "--smart-case", pattern, "memory"], cwd=desk.dir, stdout=subprocess.PIPE)
        want = sorted(set(done.stdout.decode().split()) | {"memory/%s.md" % name for name in named.stdout.decode().split()})
        equal((pattern, sorted(paths(desk, "-n", "1000", "/%s/" % pattern))), (pattern, want))


def what_was_there_once_is_found_in_earlier_versions(desk):
    desk.sign()
    desk.put("memory/Lake.md", "---\ntitle: The Lake\ntags:\n- water\n---\n\nHorney was read here.\n")
    desk.put("memory/Sea.md", "Horney stays.\n")
    desk.put("Self/note.md", "Of Horney.\n")
    equal(desk.run("init", desk.dir).status, 0)
    desk.put("memory/Lake.md", "---\ntitle: The Lake\n---\n\nNothing.\n")
    desk.git("commit", "-q", "-am", "tidy", env={"GIT_AUTHOR_DATE": "2026-01-31T12:00:00Z"})
    desk.git("rm", "-q", "Self/note.md")
    desk.git("commit", "-q", "-m", "away")
    found = [json.loads(line) for line in search(desk, "--history", "--json", "horn").out.splitlines()]
    equal([(item["path"], item["subject"], item["deleted"]) for item in found],
          [("Self/note.md", "away", True), ("memory/Lake.md", "tidy", False)])
    equal((found[1]["line"], found[1]["title"], found[1]["removed"]), (7, "The Lake", "2026-01-31T12:00:00Z"))
    equal(found[1]["found"], ["Horney"])
    equal(desk.git("show", found[1]["last"] + ":memory/Lake.md").splitlines()[6], "Horney was read here.")
    for query, paths in (("tag:water", ["memory/Lake.md"]), ("horney in:self", ["Self/note.md"]),
                         ("/^Of/", ["Self/note.md"]), ("horney path:*.txt", []), ("stays", []),
                         ("horney tag:none", []), ("horney since:2999-01-01", [])):
        result = search(desk, "--history", "--json", query)
        equal((query, [json.loads(line)["path"] for line in result.out.splitlines()]), (query, paths))
        equal((query, result.status), (query, 0 if paths else 1))
    out = search(desk, "--history", "of").out.decode()
    assert "Self/note.md:1  note\n    Of Horney" in out and "deleted " in out and "by the reader" in out, out
    equal(len(search(desk, "--history", "horney", "-n", "1").out.splitlines()), 3)
    one_line(search(desk, "--history", "nowhere"))


main(the_best_come_first_with_line_and_words, json_has_all_of_it, by_finds_what_somebody_changed, an_empty_answer_says_why,
     a_change_is_found_though_there_is_a_cache, patterns_match_the_lines_that_they_match_elsewhere,
     patterns_match_what_ripgrep_finds, what_was_there_once_is_found_in_earlier_versions)
