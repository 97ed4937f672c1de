"""blame, with git as the oracle: on generated histories each line has the commit, the place and the name of the file there,
and the commit behind it, that `git blame --porcelain` gives.

The histories are those of history.py (merges of two and three, renames, a clock that goes back, modes); of files that move
and change at once; and of one file whose lines are few words repeated, blank lines and braces, long enough for a common end
of KiB: there the answer hangs on how a difference slides among equal lines. Each is asked twice: the second time the index
of changed paths is there."""

import json
import os
import random

import history
from desk import equal, main, one_line


def theirs(desk, *arguments):
    """Per line: the commit, the line and the path there, and "COMMIT PATH" behind it."""
    lines, known, head, last = [], {}, None, None
    for row in desk.git("blame", "--porcelain", *arguments).split("\n"):
        if row.startswith("\t"):
            lines.append((head[0] if int(head[0], 16) else None, int(head[1]), known[head[0]][0], known[head[0]][1]))
            head = None
        elif head is None:
            head = row.split()
            last = known.setdefault(head[0], [None, None])
        elif row.startswith("filename "):
            last[0] = row[9:]
        elif row.startswith("previous "):
            last[1] = row[9:]
    return lines


def ours(desk, *arguments):
    result = desk.run("-C", desk.dir, "blame", "--json", *arguments)
    equal(result.err, b"")
    equal(result.status, 0)
    return [json.loads(line) for line in result.out.splitlines()]


def same(desk, path, *revision):
    arguments = [path, *(["--from", *revision] if revision else [])]
    mine = ours(desk, *arguments)
    equal(ours(desk, *arguments), mine)
    want = theirs(desk, *revision, "--", path)
    equal([line["line"] for line in mine], list(range(1, len(want) + 1)))
    for line, (commit, was, name, behind) in zip(mine, want):
        got = (line["id"], line.get("was"), line.get("path"), line.get("before") and line["before"] + " " + line["before_path"])
        if got != ((commit, was, name, behind) if commit else (None,) * 4):
            raise AssertionError("%s:%d: %r, git says %r" % (path, line["line"], got, (commit, was, name, behind)))


def lines_of_generated_histories_are_git_s(desk):
    for seed in range(3):
        history.made(desk, seed)
        for name in desk.git("ls-tree", "-r", "--name-only", "main").split():
            same(desk, name, "main")
        for commit in desk.git("log", "--format=%H").split()[10::20]:
            for name in desk.git("ls-tree", "-r", "--name-only", commit).split()[:4]:
                same(desk, name, commit)


class OneFile:
    """Commits of one file by fast-import; two branches that merge now and then, each with changes of its own."""

    WORDS = ["", "", "{", "}", "- a", "- b", "calm", "  calm", "\tquay", "the quay is calm and nobody asks who wrote of it"]

    def __init__(self, seed, commits, length):
        self.picks, self.out, self.mark, self.now = random.Random(seed), [], 0, 1700000000
        self.own = seed % 2 * 0.6  # of so many lines there is no other like them
        tips = [(self.commit([], [self.line() for _ in range(length)]))]
        for _ in range(commits):
            tip = self.picks.choice(tips)
            if len(tips) > 1 and self.picks.random() < 0.3:
                tips = [self.commit([mark for mark, _ in tips], self.mixed([lines for _, lines in tips]))]
            else:
                made = self.commit([tip[0]], self.changed(tip[1]))
                tips = [t for t in tips if t != tip or self.picks.random() < 0.2] + [made]
                tips = tips[-3:]
        self.commit([mark for mark, _ in tips], self.mixed([lines for _, lines in tips]), "main")

    def line(self):
        return "line %d" % self.picks.randrange(1 << 30) if self.picks.random() < self.own else self.picks.choice(self.WORDS)

    def changed(self, lines):
        lines = list(lines)
        for _ in range(self.picks.randrange(1, 4)):
            at = self.picks.randrange(len(lines) + 1)
            run = [self.line() for _ in range(self.picks.randrange(4))]
            lines[at:at + self.picks.randrange(4)] = run
            if self.picks.random() < 0.2:  # a run moves
                to = self.picks.randrange(len(lines) + 1)
                lines[to:to] = lines[at:at + 5]
        return lines

    def mixed(self, versions):
        return [line for i, line in enumerate(versions[0]) if i % 9] if self.picks.random() < 0.2 else self.changed(
            self.picks.choice(versions))

    def commit(self, parents, lines, branch=None):
        self.mark += 1
        self.now += self.picks.choice([0, 60, 4000, -3000])
        text = "\n".join(lines) + self.picks.choice(["\n", "\n", ""])
        self.out.append("commit refs/heads/%s\nmark :%d\ncommitter The Reader <r@example.org> %d +0000\ndata 2\nx\n" % (
            branch or "t%d" % self.mark, self.mark, self.now))
        self.out += ["%s :%d\n" % ("merge" if i else "from", parent) for i, parent in enumerate(parents)]
        self.out.append("M 100644 inline note.md\ndata %d\n%s\n" % (len(text.encode()), text))
        return self.mark, lines


class Moves(OneFile):
    """Some files that are renamed, moved and changed in one commit, several at once, and taken away beside others like them."""

    def __init__(self, seed, commits):
        self.picks, self.out, self.mark, self.now, self.files = random.Random(seed), [], 0, 1700000000, {}
        for number in range(commits):
            for _ in range(self.picks.choice([1, 1, 2, 4])):
                self.act(number)
            self.write()

    def some(self):
        return [" ".join(self.picks.choices("a calm river carries every letter home at night".split(), k=5)) for _ in range(12)]

    def act(self, number):
        picks, names = self.picks, sorted(self.files)
        act = picks.choice(["new", "copy", "move", "move", "move", "move", "delete", "edit"]) if len(names) > 4 else "new"
        to = "%s%s.md" % (picks.choice(["", "a/", "b/", "a/c/"]), picks.choice(["x", "y", "z", "n%d" % number]))
        if act == "new":
            self.files[to] = self.some()
            return
        name = picks.choice(names)
        lines = list(self.files[name])
        for _ in range(picks.choice([0, 0, 2, 3, 4, 6, 8])):
            lines[picks.randrange(len(lines))] = self.some()[0]
        if act in ("move", "delete"):
            del self.files[name]
        if act != "delete":
            self.files[name if act == "edit" else to] = lines

    def write(self):
        self.mark += 1
        self.now += 60
        self.out.append("commit refs/heads/main\nmark :%d\ncommitter The Reader <r@example.org> %d +0000\ndata 2\nx\n" % (
            self.mark, self.now))
        self.out += (["from :%d\n" % (self.mark - 1)] if self.mark > 1 else []) + ["deleteall\n"]
        for name, lines in sorted(self.files.items()):
            text = "\n".join(lines) + "\n"
            self.out.append("M 100644 inline %s\ndata %d\n%s\n" % (name, len(text), text))


def lines_of_files_that_moved_are_git_s(desk):
    desk.sign()
    for seed in range(5):
        equal(desk.run("init", desk.dir).status, 0)
        desk.git("update-ref", "-d", "HEAD")
        desk.git("fast-import", "--quiet", "--force", text="".join(Moves(seed, 40).out))
        desk.git("reset", "-q", "--hard", "main")
        for name in desk.git("ls-tree", "-r", "--name-only", "main").split():
            same(desk, name, "main")


def lines_that_repeat_are_git_s(desk):
    desk.sign()
    for seed in range(10):
        equal(desk.run("init", desk.dir).status, 0)
        desk.git("update-ref", "-d", "HEAD")
        desk.git("fast-import", "--quiet", "--force", text="".join(OneFile(seed, 40, 300 if seed % 3 == 0 else 30).out))
        desk.git("reset", "-q", "--hard", "main")
        same(desk, "note.md", "main")


def what_is_on_the_disk_and_in_no_commit_says_so(desk):
    history.made(desk, 6)
    name = desk.git("ls-tree", "-r", "--name-only", "main").split()[0]
    with open(desk.dir + "/" + name) as file:
        lines = file.readlines()
    lines[3:3] = ["new\n", "new\n"]
    del lines[7]
    desk.put(name, "".join(lines) + "no line end")
    same(desk, name)
    equal([line["id"] for line in ours(desk, name)][3:5], [None, None])
    out = desk.run("-C", desk.dir, "blame", name).out.decode()
    equal(out.count("not committed"), 3)
    desk.put("other.md", "a\n")
    equal([line["id"] for line in ours(desk, "other.md")], [None])


def a_file_that_is_gone_is_as_the_commit_has_it(desk):
    desk.sign()
    equal(desk.run("init", desk.dir).status, 0)
    desk.put("a.md", "one\n\ttwo\r\n")
    desk.git("add", ".")
    desk.git("commit", "-q", "-m", "a", "--author", "Eve \x1b[31m <e@example.org>")
    desk.git("rm", "-q", "--cached", "a.md")
    before = desk.run("-C", desk.dir, "blame", "a.md")
    assert b"\x1b" not in before.out and b"        two" in before.out, before.out
    os.unlink(desk.dir + "/a.md")
    equal(len(ours(desk, "a.md")), 2)


def shallow_and_grafted_parents_are_git_s(desk):
    history.made(desk, 3)
    ids = desk.git("log", "--format=%H").split()
    desk.git("config", "advice.graftFileDeprecated", "false")
    with open(desk.dir + "/.git/info/grafts", "w") as file:
        file.write("%s\n%s %s\n" % (ids[25], ids[1], ids[30]))
    for name in desk.git("ls-tree", "-r", "--name-only", "main").split():
        same(desk, name, "main")


def what_is_wrong_is_said_in_one_line(desk):
    history.made(desk, 2, 5)
    for arguments in ([], ["a", "b"], ["--dance"], ["a", "--color", "green"]):
        result = desk.run("-C", desk.dir, "blame", *arguments)
        equal((arguments, result.status, result.out), (arguments, 2, b""))
    desk.put("big.md", "x\n" * (5 << 20))
    desk.put("folder/a.md", "x\n")
    for arguments in (["nothing.md"], ["../x"], ["a.md", "--from", "nowhere"], ["big.md"], ["folder"], ["folder", "--from", "main"]):
        one_line(desk.run("-C", desk.dir, "blame", *arguments))


main(lines_of_generated_histories_are_git_s, lines_of_files_that_moved_are_git_s, lines_that_repeat_are_git_s,
     what_is_on_the_disk_and_in_no_commit_says_so,
     a_file_that_is_gone_is_as_the_commit_has_it, shallow_and_grafted_parents_are_git_s, what_is_wrong_is_said_in_one_line)
