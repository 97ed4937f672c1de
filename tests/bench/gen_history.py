#!/usr/bin/env python3
"""Make a long history: gen_history.py DIR COMMITS

2,000 small notes in 50 folders, and so many commits by two people, each of which rewrites one note, popular ones more
often. The same every time. The subject of commit N is "change N of a note"."""
import itertools
import random
import subprocess
import sys

FILES, FOLDERS = 2000, 50
PEOPLE = [b"The Reader <r@example.org>", b"The Companion <c@example.org>"]


def main(folder, commits):
    picks = random.Random(commits)
    weights = list(itertools.accumulate(1 / (i + 1) for i in range(FILES)))
    subprocess.run(["git", "init", "-q", "-b", "main", folder], check=True)
    for name, value in (("user.name", "The Reader"), ("user.email", "r@example.org")):
        subprocess.run(["git", "-C", folder, "config", name, value], check=True)
    process = subprocess.Popen(["git", "-C", folder, "fast-import", "--quiet"], stdin=subprocess.PIPE, bufsize=1 << 20)
    write, when = process.stdin.write, 1500000000
    note = b"# Note %d\n\nThe quay is calm, and nobody asks who wrote of it.\n\nVersion %d.\n"
    for number in range(1, commits + 1):
        when += picks.randrange(1, 200)
        chosen = range(FILES) if number == 1 else picks.choices(range(FILES), cum_weights=weights)
        subject = b"change %d of a note\n" % number
        write(b"commit refs/heads/main\ncommitter %s %d +0000\ndata %d\n%s" % (picks.choice(PEOPLE), when, len(subject), subject))
        for file in chosen:
            text = note % (file, number)
            write(b"M 100644 inline memory/%d/note_%d.md\ndata %d\n%s\n" % (file % FOLDERS, file, len(text), text))
    process.stdin.close()
    if process.wait() != 0:
        sys.exit("gen_history: git fast-import failed")
    subprocess.run(["git", "-C", folder, "reset", "-q", "--hard", "main"], check=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
