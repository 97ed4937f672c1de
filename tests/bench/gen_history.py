#!/usr/bin/env python3
"""Make a long history: gen_history.py DIR COMMITS [LINES]

2,000 notes of so many lines (3) in 50 folders, and so many commits by two people, each of which writes one to three lines
of a note anew, never those of its head; popular notes more often. The same every time. The subject of commit N is "change N
of a note". All versions of a note are sent in a row, so git stores them as what changed. Note 0 is the most popular one,
and RARE is changed four times."""
import itertools
import random
import subprocess
import sys

FILES, FOLDERS, RARE = 2000, 50, 1999
PEOPLE = [b"The Reader <r@example.org>", b"The Companion <c@example.org>"]
WORDS = b"the quay is calm and nobody asks who wrote of it or why the lantern stays lit over the water every night".split()
HEAD = b"---\ntitle: Note %d\ntype: note\npermalink: notes/note-%d\ntags:\n- calm\n---\n\n# Note %d\n\n"


def path(note):
    return b"memory/%d/note_%d.md" % (note % FOLDERS, note)


def sentence(picks):
    return b" ".join(picks.choices(WORDS, k=picks.randrange(8, 20))) + b"."


def versions(note, count, lines):
    """Its text, then after each of `count` changes: sentences with a blank line behind every second."""
    picks = random.Random(note)
    body = [sentence(picks) if i % 3 < 2 else b"" for i in range(lines)]
    for number in range(count + 1):
        for _ in range(picks.randrange(1, 4) if number else 0):
            body[picks.randrange(lines) // 3 * 3] = sentence(picks)
        yield HEAD % (note, note, note) + b"\n".join(body) + b"\n\nVersion %d.\n" % number


def main(folder, commits, lines=3):
    picks = random.Random(commits)
    weights = list(itertools.accumulate(1 / (i + 1) for i in range(RARE)))
    plan = picks.choices(range(RARE), cum_weights=weights, k=commits - 1)
    for part in (0.05, 0.35, 0.6, 0.92):
        plan[int(len(plan) * part)] = RARE
    counts = [0] * FILES
    for note in plan:
        counts[note] += 1
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    for name, value in (("user.name", "The Reader"), ("user.email", "r@example.org")):
        subprocess.run(["git", "-C", folder, "config", name, value], check=True)
    process = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE, bufsize=1 << 20)
    write, mark, next_mark, when = process.stdin.write, 1, [], 1500000000
    for note in range(FILES):
        next_mark.append(mark)
        for text in versions(note, counts[note], lines):
            write(b"blob\nmark :%d\ndata %d\n%s\n" % (mark, len(text), text))
            mark += 1
    for number in range(1, commits + 1):
        when += picks.randrange(1, 200)
        subject = b"change %d of a note\n" % number
        write(b"commit refs/heads/main\ncommitter %s %d +0000\ndata %d\n%s" % (picks.choice(PEOPLE), when, len(subject), subject))
        for note in range(FILES) if number == 1 else plan[number - 2:number - 1]:
            write(b"M 100644 :%d %s\n" % (next_mark[note], path(note)))
            next_mark[note] += 1
    process.stdin.close()
    if process.wait() != 0:
        sys.exit("gen_history: git fast-import failed")
    subprocess.run(["git", "-C", folder, "reset", "-q", "--hard", "main"], check=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), *map(int, sys.argv[3:]))
