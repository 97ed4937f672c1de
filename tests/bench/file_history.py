"""The figures of a file's history; bench.py calls them with those of history.py.

  On 100,000 commits of 2,000 notes, for the one that changes most often and for one that seldom does: the key H in the
  running program, and `palimpsest log -n 36 PATH`, against `git log --oneline -- PATH` to its end; learning all commits,
  against `git log --name-only`; what one new commit adds; and from a key to the next older version in the reader, and back.
"""
import os
import shutil
import statistics
import subprocess

import history

COUNT, NEW, FRAME = 100000, 1000, 16
POPULAR, RARE = "memory/0/note_0.md", "memory/49/note_1999.md"


def milliseconds(bench, path, runs, command, before=lambda: None):
    times = []
    for _ in range(runs):
        before()
        times.append(bench.spawn(command, path)[0])
    return statistics.median(times)


def ours(bench, path, note, most):
    return [bench.program, "-C", path, "log", "-n", str(most), note]


def forget(bench):
    shutil.rmtree(os.path.join(bench.env["XDG_CACHE_HOME"], "palimpsest", "history"), ignore_errors=True)


def learn(bench, path):
    mine = milliseconds(bench, path, 3, ours(bench, path, RARE, 1000), lambda: forget(bench))
    other = milliseconds(bench, path, 3, ["git", "-C", path, "log", "--name-only"])
    bench.row("file history: all learnt / git --name-only", mine / other, "x", 1, "%.0f / %.0f ms" % (mine, other))


def first_screen(bench, path):
    """From the key H to the last byte of the list, in a program that has read its index; and a process of its own."""
    for what, note in (("popular", POPULAR), ("rare", RARE)):
        terminal = bench.open(path)
        terminal.ms("all Note 0|History|keys")
        terminal.key(":open %s\\r" % note, "settle 1500")
        terminal.key("H", "settle 3000")
        times = []
        for _ in range(15):
            terminal.key("q", "settle 50")
            times.append(terminal.key("H", "frame 30"))
        terminal.end()
        mine = statistics.median(times)
        shell = milliseconds(bench, path, 15, ours(bench, path, note, 36))
        other = milliseconds(bench, path, 3, ["git", "-C", path, "log", "--oneline", "--", note])
        bench.row("file history: first screen, %s / git log" % what, mine / other, "x", 0.02,
                  "%.1f / %.0f ms; from the shell %.0f ms" % (mine, other, shell))


def new_commits(bench, path):
    head = subprocess.run(["git", "-C", path, "rev-parse", "HEAD"], check=True, env=bench.env, stdout=subprocess.PIPE, text=True).stdout.strip()

    def move(where):
        subprocess.run(["git", "-C", path, "update-ref", "refs/heads/main", where], check=True, env=bench.env)

    def older():
        move(head)
        move("%s~%d" % (head, NEW))
        forget(bench)
        bench.spawn(ours(bench, path, RARE, 1000), path)
        move(head)

    learnt = milliseconds(bench, path, 3, ours(bench, path, RARE, 1), older)
    known = milliseconds(bench, path, 15, ours(bench, path, RARE, 1))
    bench.row("file history: a new commit", (learnt - known) / NEW, "ms", 1)


def steps(bench, path):
    terminal = bench.open(path)
    terminal.ms("all Note 0|History|keys")
    terminal.key(":open %s\\r" % POPULAR, "settle 1500")
    terminal.key("[", "settle 3000")
    times = sorted(terminal.key(key, "frame 10") for key in "[" * 150 + "]" * 100)
    bench.row("file history: a step in the reader, p99", times[len(times) * 99 // 100], "ms", FRAME,
              "median %.2f, most %.1f ms" % (statistics.median(times), times[-1]))
    terminal.end()


def run(bench):
    path = history.workspace(bench, COUNT)
    learn(bench, path)
    first_screen(bench, path)
    new_commits(bench, path)
    steps(bench, path)
