"""The figures of history; bench.py calls them by name.

  log     `palimpsest log -n 36` in 120x40 from exec until its rows are on the screen, against tig from exec to its first
          screen, on histories of 1,000, 100,000 and 1,000,000 commits, without a commit-graph file and with one. Beside it
          the workspace itself: from exec until its newest commits stand in the strip, and from the key L until the log is
          full. The memory of its own with the log open, and after sixty times the key that goes to the end of what was
          read; the resident size is told beside it, which has the pages of the repository that libgit2 maps, as many as
          the kernel has at hand.
"""
import os
import statistics
import subprocess
import sys

import gen_history

COUNTS = (1000, 100000, 1000000)
WITHOUT = {1000: 0.5, 100000: 0.02, 1000000: 0.003}


def workspace(bench, count):
    path = os.path.join(bench.folder, "history-%d" % count)
    if path not in bench.made:
        print("  (making %d commits)" % count, file=sys.stderr, flush=True)
        gen_history.main(path, count)
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
