"""The figures of history; bench.py calls them by name.

  log     `palimpsest log -n 36` in 120x40 from exec until its rows are on the screen, against tig from exec to its first
          screen, on histories of 1,000, 100,000 and 1,000,000 commits, without a commit-graph file and with one. Beside it
          the workspace itself: from exec until its newest commits stand in the strip, and from the key L until the log is
          full. The memory of its own with the log open, and after sixty times the key that goes to the end of what was
          read; the resident size is told beside it, which has the pages of the repository that libgit2 maps, as many as
          the kernel has at hand.
  blame   on 100,000 commits over notes of 3 KB, for the most popular note and for one that five commits have: who wrote it,
          with the index at hand that is kept of changed paths, against `git blame`; and the first screen of its history
          against `git log --oneline -- PATH` to its end with changed-path filters.
"""
import os
import statistics
import subprocess
import sys

import gen_history

COUNTS = (1000, 100000, 1000000)
WITHOUT = {1000: 0.5, 100000: 0.02, 1000000: 0.003}
LINES = 60  # of a note, for its head and them to be 3 KB


def workspace(bench, count, lines=3):
    path = os.path.join(bench.folder, "history-%d-%d" % (count, lines))
    if path not in bench.made:
        print("  (making %d commits)" % count, file=sys.stderr, flush=True)
        gen_history.main(path, count, lines)
        os.sync()
        bench.made[path] = path
    return path


def first_screen(bench, path, count):
    terminal = bench.open(path)
    start = terminal.ms("all change %d of|change %d of" % (count, count - 4))
    return terminal, start, terminal.key("L", "all commits|change %d of|change %d of" % (count, count - 34))


def measure(bench, path, count, runs):
    ours, starts, keys, theirs = [], [], [], []
    for _ in range(runs):
        for times, command in ((ours, [bench.program, "log", "-n", "36"]), (theirs, ["tig"])):
            terminal = bench.run_in(command, path)
            times.append(terminal.ms("all change %d of|change %d of" % (count, count - 34)))
            terminal.end()
        terminal, start, key = first_screen(bench, path, count)
        terminal.end()
        starts.append(start)
        keys.append(key)
    return [statistics.median(times) for times in (ours, theirs, starts, keys)]


def memory_row(bench, terminal, what):
    _, resident, _, own = terminal.ask("stat")
    bench.row(what, own / 1024, "MB", 60, "resident %.0f MB" % (resident / 1024))


def log(bench):
    graphed = []
    for count in COUNTS:
        path, runs = workspace(bench, count), 15 if count == 1000 else 5
        for graph in (False, True):
            if graph:
                subprocess.run(["git", "-C", path, "commit-graph", "write", "--reachable"], check=True, env=bench.env,
                               stderr=subprocess.DEVNULL)
            mine, other, start, key = measure(bench, path, count, runs)
            graphed += [mine] if graph else []
            bench.row("log, %d commits%s / tig" % (count, ", graph" if graph else ""), mine / other, "x",
                      0.5 if graph else WITHOUT[count], "%.1f / %.1f ms; workspace %.1f, key L %.1f ms" % (mine, other, start, key))
    bench.row("log, 1,000,000 commits / 1,000, graph", graphed[-1] / graphed[0], "x", 1.5)
    terminal, _, _ = first_screen(bench, workspace(bench, COUNTS[-1]), COUNTS[-1])
    memory_row(bench, terminal, "log, 1,000,000 commits: memory")
    for _ in range(60):
        terminal.key("G", "frame 20")
    memory_row(bench, terminal, "  after sixty times G")
    terminal.end()


def beside_git(bench, what, path, runs, mine, theirs, target):
    taken = [[], []]
    for _ in range(runs):
        for times, program, words in ((taken[0], bench.program, mine), (taken[1], "git", theirs)):
            times.append(bench.spawn([program, "-C", path] + words, path)[0])
    ours, other = (statistics.median(times) for times in taken)
    bench.row(what, ours / other, "x", target, "%.0f / %.0f ms" % (ours, other))


def blame(bench):
    path = workspace(bench, 100000, LINES)
    notes = [(what, gen_history.path(note).decode()) for what, note in (("rare", gen_history.RARE), ("popular", 0))]
    bench.spawn([bench.program, "-C", path, "log", notes[0][1]], path)
    for what, note in notes:
        beside_git(bench, "who wrote a %s note / git blame" % what, path, 7, ["blame", note], ["blame", note], 0.1)
    subprocess.run(["git", "-C", path, "commit-graph", "write", "--reachable", "--changed-paths"], check=True, env=bench.env,
                   stderr=subprocess.DEVNULL)
    for what, note in notes:
        beside_git(bench, "history of a %s note / git log, filters" % what, path, 7, ["log", "-n", "36", note],
                   ["log", "--oneline", "--", note], 1)
