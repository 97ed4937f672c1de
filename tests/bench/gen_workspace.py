#!/usr/bin/env python3
"""Make a workspace to measure in: gen_workspace.py FOLDER FILES [WORDS]

A git repository of FILES Markdown files of about 3 KB each, checked out. The mix is that of a folder
that a person and a companion have kept for years: Self/ in reading order with recent contexts, a todo list, memory
notes with front matter (in month folders, as many as it takes to hold about 150 in each), drafts, and places. The
same arguments make the same text, so two runs measure the same thing. One commit brings them all, sixty later ones
change the todo list; `git fast-import` writes them as a pack: 100,000 files take about half a minute.

With WORDS the text is made of so many different words, as often used as those of a language (Zipf: the n-th has 1/n of
what the first has), and RARE stands in RARE_FILES of them: for an index, which else would have few words to know.
"""
import itertools
import os
import random
import subprocess
import sys

SELF = ["1_who_i_am", "2_what_i_carry", "3_why_it_matters", "4_how_i_work", "5_open_questions", "10_growth"]
WORDS = """the of and to in a is that for it as was with be by on not he this are or his from at which but have an
had they you were their one all we can her has there been if more when will would who so no bridge morning letter
reader garden question answer memory winter harbour lantern between quiet another perhaps carefully sentence chapter
river notebook window honest friend silence teaching practice surprise gentle evidence pattern weather travel kitchen
promise music attention stone paper island measure afternoon learning strange ordinary beginning distance""".split()
MEAN_BYTES = 3000
COMMITS = 60
IN_A_MONTH = 150
RARE, RARE_FILES = "quincunx", 7


def vocabulary(count):
    """The common words, and others of two to five syllables, in no order."""
    picks = random.Random(count)
    words = dict.fromkeys(WORDS)
    while len(words) < count:
        words["".join(picks.choice("bcdfghjklmnprstvwz") + picks.choice("aeiou") + picks.choice(["", "", "n", "r", "st"])
                      for _ in range(picks.randint(2, 5)))] = None
    return list(words)


class Writer:
    def __init__(self, seed, count=0):
        self.random = random.Random(seed)
        self.vocabulary = vocabulary(count) if count else WORDS
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, count + 1))) if count else None

    def words(self, low, high):
        return self.random.choices(self.vocabulary, cum_weights=self.weights, k=self.random.randint(low, high))

    def title(self):
        return " ".join(self.words(3, 6)).capitalize()

    def paragraph(self):
        words = self.words(25, 90)
        for _ in range(self.random.randint(0, 3)):
            at = self.random.randrange(len(words))
            words[at] = self.random.choice(["**%s**", "*%s*", "`%s`", "[[%s]]", "[%s](https://example.org/)"]) % words[at]
        return " ".join(words).capitalize() + "."

    def block(self):
        kind = self.random.random()
        if kind < 0.60:
            return self.paragraph()
        if kind < 0.70:
            return "## " + self.title()
        if kind < 0.82:
            return "\n".join("- " + " ".join(self.words(4, 16)) for _ in range(self.random.randint(3, 7)))
        if kind < 0.88:
            return "\n".join("- [%s] %s #pattern (seen again)" % (self.random.choice(["insight", "decision", "feeling"]),
                                                              " ".join(self.words(5, 12))) for _ in range(3))
        if kind < 0.93:
            return "> " + self.paragraph()
        if kind < 0.97:
            return "```python\ndef %s(count):\n    return [n * 2 for n in range(count)]\n```" % self.random.choice(WORDS)
        return "| Day | Word | Count |\n|---|:--|--:|\n" + "\n".join(
            "| %d | %s | %d |" % (n, self.random.choice(WORDS), self.random.randint(1, 99)) for n in range(1, 5))

    def body(self, title, least=0):
        want = max(int(self.random.lognormvariate(0, 0.5) * MEAN_BYTES * 0.88), least)
        parts, size = ["# " + title], len(title)
        while size < want:
            parts.append(self.block())
            size += len(parts[-1]) + 2
        return "\n\n".join(parts) + "\n"

    def note(self, title, folder):
        """As basic-memory writes it: named like its title, with the permalink that its path makes."""
        return ("---\ntitle: %s\ntype: note\npermalink: %s/%s\ntags:\n- %s\n- %s\n---\n\nEmotion: %s\nIntensity: %d/10\n\n%s" % (
            title, folder.removeprefix("memory/"), title.lower().replace(" ", "-"), *self.random.sample(WORDS, 2),
            self.random.choice(WORDS), self.random.randint(1, 10), self.body(title)))


def todo(writer):
    lines = ["# Todo", ""]
    for _ in range(24):
        lines.append("- [%s] %s" % (writer.random.choice("   x/"), " ".join(writer.words(4, 9)).capitalize()))
        for _ in range(writer.random.choice((0, 0, 1, 2))):
            lines.append("  - [ ] " + " ".join(writer.words(3, 7)).capitalize())
    return "\n".join(lines) + "\n"


def month(index, count):
    """The folder of a note: months only where there are many, as a person would make them."""
    if count <= IN_A_MONTH:
        return ""
    at = index // IN_A_MONTH
    return "%04d-%02d/" % (1970 + at // 12, 1 + at % 12)


def files(count, words):
    """Yields path and text of each of the `count` files."""
    writer = Writer(count, words)
    fixed = [("todo.md", todo(writer)), ("CLAUDE.md", writer.body("How we work here")), ("README.md", writer.body("Our space"))]
    fixed += [("Self/%s.md" % name, writer.body(name.split("_", 1)[1].replace("_", " ").capitalize(), 6000)) for name in SELF]
    yield from fixed
    rest = count - len(fixed)
    shares = [("Self/recent_contexts", 2), ("memory/insights", 30), ("memory/experiences", 30), ("memory/identity", 8),
              ("drafts", 10), ("Playground", 8), ("Garden", 6), ("Airport", 6)]
    amounts = [rest * share // 100 for _, share in shares]
    amounts[1] += rest - sum(amounts)
    for (folder, _), amount in zip(shares, amounts):
        for number in range(amount):
            title = "%s %d" % (writer.title(), number)
            memory, place = folder.startswith("memory"), (folder + "/" + month(number, amount)).rstrip("/")
            text = writer.note(title, place) if memory else writer.body(title)
            apart = amount // RARE_FILES
            if words and folder == "memory/insights" and number % apart == 1 and number // apart < RARE_FILES:
                text += "\nA %s of stones.\n" % RARE
            yield "%s/%s.md" % (place, title if memory else title.lower().replace(" ", "_")), text


def put_commit(put, number, subject, paths):
    put(b"commit refs/heads/main\ncommitter The reader <reader@example.org> %d +0000\ndata %d\n%s\n" % (
        1760000000 + number * 3600, len(subject), subject.encode()))
    for path, text in paths:
        data = text.encode()
        put(b'M 100644 inline "%s"\ndata %d\n%s\n' % (path.encode(), len(data), data))


def main():
    if len(sys.argv) not in (3, 4) or not all(word.isdigit() for word in sys.argv[2:]) or int(sys.argv[2]) < 20:
        sys.exit("usage: gen_workspace.py FOLDER FILES (at least 20) [WORDS]")
    folder, count, words = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) == 4 else 0
    git = ["git", "-C", folder, "-c", "core.fsync=none"]
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    for key, value in (("user.name", "The reader"), ("user.email", "reader@example.org"), ("gc.auto", "0")):
        subprocess.run(git + ["config", key, value], check=True)
    importer = subprocess.Popen(git + ["fast-import", "--quiet"], stdin=subprocess.PIPE)
    put = importer.stdin.write
    put_commit(put, 0, "The folder", files(count, words))
    for number in range(1, COMMITS + 1):
        text = todo(Writer(count)) + "- [ ] Task of the day %d\n" % number
        put_commit(put, number, 'todo: day %d' % number, [("todo.md", text)])
    importer.stdin.close()
    if importer.wait() != 0:
        sys.exit("git fast-import failed")
    subprocess.run(git + ["reset", "-q", "--hard"], check=True)


if __name__ == "__main__":
    main()
