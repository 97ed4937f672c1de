#!/usr/bin/env python3
"""Measure palimpsest side by side with its peers: bench.py BUILD [NAME]...   (tests/bench/run calls it)

Each line of the table is a figure and its target; the status is 0 when all are met and 1 when one is not. What is
compared runs in turn, A B A B …, in the same folder or in its twin, and the median of all runs counts: then a load on
the machine meets both. Everything lies in a temporary folder that is removed; HOME and XDG_* point into it.

  start   from exec to the first complete frame in 120x40, against tig. Complete is, for palimpsest, when the titles of all
          six panes, the first rows of Self, Todo, Memory, Drafts and Files, the page with its heading and the keys of the
          footer are on the screen; the time until the newest commit stands in the History strip too is told beside it.
          For tig it is when the newest commit, that of the 35th row, and its title line are there.
  toggle  from a key that ticks a task to "committed ID" on the screen, everything synced, against the processes
          `git -c core.fsync=all add FILE` and `git commit -q -m x FILE` in a twin of the folder. The second of them syncs
          nothing, we all we write: on a disk that others keep busy the figure says how busy it is.
  render  `palimpsest show` of a note of 1 MB at width 100, against lowdown -Tterm, both with colours and to /dev/null.
  idle    voluntary switches of all threads in 5 seconds, and the resident size, once the folder is scanned.
  big     a note of 10 MB: from the key that opens it to its first page, told beside what `less` takes from exec; and from
          another program's write to its text on the screen.
  history the log, against tig, a file's history and who wrote it, against git; see history.py and file_history.py.
  keys    from a key to the last byte of the frame it makes: j, k and pages in the lists and in the reader.
  editor  the editor beside vim, nano, vis and micro: see editor.py.
  memory  finding notes, beside ripgrep: see memory.py.
"""
import os
import random
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time

import editor
import file_history
import history
import memory

HERE = os.path.dirname(os.path.abspath(__file__))
SMALL, LARGE = 665, 100000
FRAME = "Self |Todo |Memory |Drafts |Files |History |1 who i am|2 what i carry|CLAUDE|Who i am|════|command|keys"
TIG_FRAME = "day 60|day 26|[main]"
INFORM = None  # the target of a figure that is only told


class Terminal:
    """A program in a pseudo-terminal, driven by the steps of pty_time."""

    def __init__(self, bench, command, cwd):
        self.process = subprocess.Popen([bench.pty_time] + command, cwd=cwd, env=bench.env, text=True, bufsize=1,
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def tell(self, step):
        self.process.stdin.write(step + "\n")
        self.process.stdin.flush()

    def ask(self, step):
        """One measuring step: its figures."""
        self.tell(step)
        line = self.process.stdout.readline()
        if not line:
            sys.exit("bench: stopped in the step: " + step)
        return [float(word) for word in line.split()]

    def ms(self, step):
        return self.ask(step)[0] / 1000

    def key(self, keys, step):
        self.tell("send " + keys)
        return self.ms(step)

    def end(self):
        """Processor time in ms."""
        used = self.ask("end %d" % signal.SIGTERM)
        self.process.communicate()
        return sum(used) / 1000


class Bench:
    def __init__(self, build, folder):
        self.program = os.path.abspath(os.path.join(build, "tui/palimpsest"))
        self.pty_time = os.path.abspath(os.path.join(build, "pty_time"))
        self.folder = folder
        self.failed = 0
        self.made = {}
        self.env = dict(os.environ, HOME=folder, TERM="xterm-256color", LC_ALL="C.UTF-8", LANG="C.UTF-8", TZ="UTC",
                        GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null", LESS="", NO_COLOR="")
        for name in ("CONFIG", "STATE", "CACHE", "DATA"):
            self.env["XDG_%s_HOME" % name] = os.path.join(folder, "xdg", name.lower())
        for name in [n for n in self.env if n.startswith(("GIT_DIR", "GIT_WORK", "GIT_INDEX", "TIG", "PALIMPSEST"))]:
            del self.env[name]

    def workspace(self, count, twin="", words=0):
        """`words`: as gen_workspace.py wants it."""
        name = "%d%s%s" % (count, twin, "-of-%d-words" % words if words else "")
        path = os.path.join(self.folder, name)
        if name not in self.made:
            print("  (making %d files)" % count, file=sys.stderr, flush=True)
            subprocess.run([sys.executable, os.path.join(HERE, "gen_workspace.py"), path, str(count), str(words)], check=True, env=self.env)
            os.sync()  # or the first commits pay for these files
            self.made[name] = path
        return path

    def open(self, path):
        return Terminal(self, [self.program, path], self.folder)

    def run_in(self, command, path):
        return Terminal(self, command, path)

    def settled(self, path):
        """A program that has read its folder and is quiet."""
        terminal = self.open(path)
        terminal.ms("all " + FRAME)
        terminal.ms("settle 1500")
        return terminal

    def row(self, what, figure, unit, target, beside=""):
        met = target is INFORM or figure <= target
        self.failed += not met
        limit = "" if target is INFORM else "at most %g" % target
        digits = 3 if unit == "x" else 0 if unit in ("MB", "B", "") and figure >= 10 else 2
        print("%-44s %9.*f %-3s %-13s %-4s %s" % (what, digits, figure, unit, limit, "" if target is INFORM else
                                                  "ok" if met else "MISS", beside), flush=True)

    def spawn(self, command, cwd, stdin="/dev/null", quiet=False):
        """Runs a program to its end with its output thrown away, and (`quiet`) what it says besides; the milliseconds it
        took, and those of the processor."""
        files = [(0, stdin, os.O_RDONLY), (1, "/dev/null", os.O_WRONLY), (2, "/dev/null", os.O_WRONLY)]
        start = time.monotonic()
        pid = os.posix_spawnp(command[0], command, self.env | {"PWD": cwd}, file_actions=[
            (os.POSIX_SPAWN_OPEN, *file, 0) for file in files[:3 if quiet else 2]])
        _, status, used = os.wait4(pid, 0)
        took = (time.monotonic() - start) * 1000
        if status != 0:
            sys.exit("bench: failed: " + " ".join(command))
        return took, (used.ru_utime + used.ru_stime) * 1000

    # --- the figures ---

    def start(self):
        for count, runs, target in ((SMALL, 41, 0.7), (LARGE, 9, 0.07)):
            path = self.workspace(count)
            ours, strip, theirs, our_cpu, their_cpu = [], [], [], [], []
            for _ in range(runs):
                terminal = self.open(path)
                ours.append(terminal.ms("all " + FRAME))
                strip.append(terminal.ms("all day 60"))
                our_cpu.append(terminal.end())
                terminal = Terminal(self, ["tig"], path)
                theirs.append(terminal.ms("all " + TIG_FRAME))
                their_cpu.append(terminal.end())
            mine, other = median(ours), median(theirs)
            self.row("start, %d files: frame / tig" % count, mine / other, "x", target, "%.1f / %.1f ms" % (mine, other))
            self.row("  until the newest commit is there", median(strip), "ms", INFORM,
                     "processor to there %.1f, tig %.1f ms" % (median(our_cpu), median(their_cpu)))

    def toggle(self):
        for count, runs, target in ((SMALL, 41, 0.5), (LARGE, 15, 0.3)):
            path, twin = self.workspace(count), self.workspace(count, "-twin")
            terminal = self.settled(path)
            terminal.key("2", "frame 50")
            terminal.tell("watch committed")
            file = os.path.join(twin, "todo.md")
            git = ["git", "-C", twin]
            ours, theirs = [], []
            for run in range(runs + 1):
                ours.append(terminal.key("x", "new"))
                terminal.tell("sleep 20")
                toggle_by_hand(file)
                theirs.append(self.spawn(git + ["-c", "core.fsync=all", "add", "todo.md"], twin)[0] +
                              self.spawn(git + ["commit", "-q", "-m", "x", "todo.md"], twin)[0])
            terminal.end()
            first, mine, other = ours[0], median(ours[1:]), median(theirs[1:])
            self.row("toggle, %d files: committed / git" % count, mine / other, "x", target,
                     "%.1f / %.1f ms; the first %.1f ms" % (mine, other, first))

    def render(self):
        path = os.path.join(self.folder, "note.md")
        with open(path, "wb") as out:
            out.write(long_text(1 << 20))
        show = [self.program, "show", path, "-w", "100", "--color", "always"]
        peer = ["lowdown", "-Tterm", "--term-width=100", "--term-columns=100", path]
        ours, theirs = [], []
        for _ in range(21):
            ours.append(self.spawn(show, self.folder))
            theirs.append(self.spawn(peer, self.folder))
        mine, other = median(t for t, _ in ours), median(t for t, _ in theirs)
        self.row("render, 1 MB: show / lowdown", mine / other, "x", 0.5, "%.1f / %.1f ms; processor %.1f / %.1f ms" % (
            mine, other, median(c for _, c in ours), median(c for _, c in theirs)))

    def idle(self):
        for count, limit in ((SMALL, 15), (LARGE, 60)):
            terminal = self.settled(self.workspace(count))
            terminal.tell("sleep 3000")
            before = terminal.ask("stat")
            terminal.tell("sleep 5000")
            after = terminal.ask("stat")
            terminal.end()
            # One for the clock: a minute may end in these five seconds.
            self.row("idle, %d files: switches in 5 s" % count, after[0] - before[0], "", 2)
            self.row("idle, %d files: resident" % count, after[1] / 1024, "MB", limit, "at most %.1f MB" % (after[2] / 1024))

    def big(self):
        path = self.workspace(40)
        note = os.path.join(path, "drafts", "0_big.md")
        with open(note, "wb") as out:
            out.write(b"# Begin\n\n" + long_text(10 << 20) + b"\n\n# Finish\n")
        subprocess.run(["git", "-C", path, "add", "drafts"], check=True, env=self.env)
        subprocess.run(["git", "-C", path, "commit", "-q", "-m", "big"], check=True, env=self.env)
        ours, theirs, outside, small = [], [], [], []
        for _ in range(7):
            terminal = self.settled(path)
            ours.append(terminal.key("4", "all Begin|of 4"))
            terminal.end()
            terminal = Terminal(self, ["less", note], path)
            theirs.append(terminal.ms("all Begin"))
            terminal.tell("send q")
            terminal.end()
        terminal = self.settled(path)
        terminal.tell("watch Todo ")  # the number of those done
        for _ in range(5):
            terminal.tell("write end -\\x20[x]\\x20Done " + os.path.join(path, "todo.md"))
            small.append(terminal.ms("new"))
            terminal.ms("settle 2500")
        terminal.key("4", "all Begin")
        terminal.ms("settle 1500")
        for run in range(5):
            word = "Mark%d" % run
            terminal.tell("write 2 %s %s" % (word, note))
            outside.append(terminal.ms("all " + word))
            terminal.ms("settle 2500")
        terminal.end()
        self.row("big, 10 MB: the key to its first page", median(ours), "ms", 100, "less, from exec: %.1f ms" % median(theirs))
        self.row("big, 10 MB: another's write to the screen", median(outside), "ms", 200, "the slowest %.0f ms" % max(outside))
        self.row("the todo list: another's write to the screen", median(small), "ms", 200, "the slowest %.0f ms" % max(small))

    def history(self):
        history.log(self)
        file_history.run(self)
        history.blame(self)

    def keys(self):
        for count in (SMALL, LARGE):
            terminal = self.settled(self.workspace(count))
            for what, first, keys in (("j, k in Memory", "3", "jjjkkk"), ("pages in Memory", "3", ["\\e[6~", "\\e[6~", "\\e[5~", "\\e[5~"]),
                                      ("j, k in the reader", "1\\r", "jjjkkk"), ("pages in the reader", "1\\r", ["\\x20", "\\x7f"])):
                terminal.key(first, "settle 300")
                times = [terminal.key(keys[i % len(keys)], "frame 10") for i in range(300)]
                times.sort()
                self.row("keys, %d files: %s, p99" % (count, what), times[len(times) * 99 // 100], "ms", 16,
                         "median %.2f, most %.1f ms" % (median(times), times[-1]))
                terminal.key("q", "settle 100")
            terminal.end()

    def editor(self):
        editor.run(self, Terminal, long_text)

    def memory(self):
        memory.run(self, Terminal)


def median(values):
    return statistics.median(list(values))


def toggle_by_hand(path):
    with open(path, "r+b") as file:
        text = file.read()
        at = text.index(b"- [") + 3
        file.seek(at)
        file.write(b" " if text[at:at + 1] == b"x" else b"x")


def long_text(size):
    """Markdown of every common kind, about so many bytes."""
    picks = random.Random(size)
    words = "the quiet bridge carries a letter over water and nobody asks who wrote it or why the lantern stays lit".split()

    def line(count):
        chosen = picks.choices(words, k=count)
        chosen[picks.randrange(count)] = picks.choice(["**%s**", "*%s*", "`%s`", "[%s](https://example.org/a)"]) % chosen[0]
        return " ".join(chosen)

    out, have = [], 0
    while have < size:
        kind = picks.randrange(12)
        block = ("## " + line(5) if kind == 0 else "\n".join("- " + line(9) for _ in range(4)) if kind == 1 else
                 "> " + line(40) if kind == 2 else "```sh\n" + "\n".join("echo " + picks.choice(words) for _ in range(4)) + "\n```"
                 if kind == 3 else "| a | b |\n|---|---|\n" + "\n".join("| %s | %s |" % (line(3), line(4)) for _ in range(3))
                 if kind == 4 else line(picks.randint(30, 90)) + ".")
        out.append(block)
        have += len(block) + 2
    return "\n\n".join(out).encode()


def main():
    names = ["start", "toggle", "render", "idle", "big", "keys", "editor", "history", "memory"]
    asked = sys.argv[2:] or names
    if len(sys.argv) < 2 or not set(asked) <= set(names):
        sys.exit("usage: run [NAME]..., of " + " ".join(names))
    wanted = [name for name in names if name in asked]  # each finds what those before it left
    folder = tempfile.mkdtemp(prefix="palimpsest-bench-")
    try:
        bench = Bench(sys.argv[1], folder)
        for name in wanted:
            getattr(bench, name)()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("all targets met" if not bench.failed else "%d target%s missed" % (bench.failed, "" if bench.failed == 1 else "s"))
    sys.exit(bench.failed > 0)


main()
