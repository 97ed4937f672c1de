"""Finding notes, beside ripgrep: `bench.py BUILD memory`; on 10,000 and 100,000 notes with the words of a language.

  index    from exec until all results of a word are on the screen, the index made cold or with that of the run before,
           against `rg -c WORD` over the same folder in turn. What `palimpsest search WORD` takes from exec to its end is
           told beside: the same without a screen.
  typing   from a key to the first results of what is typed by then, for each letter of a few searches that begin with
           what every note has: the slowest letter, each the median of its runs.
  word     a word that few notes have, pasted: until all its results are on the screen, against `rg -c WORD`.
  pattern  the same for PCRE2 patterns, against `rg -P -S -c PATTERN` (-S: small letters ask for either case, as ours
           do). Both must find the same number of notes. Where rg was built without PCRE2 `grep -P` is the peer.
  cancel   a word pasted while a search is under way that takes long, until all its results are on the screen.
  memory   what the notes add to the memory of its own, for each of them; beside it the most that was ever resident,
           the pages of files with it, all of the above done.
  write    `palimpsest note write` from exec to its end, against the same in a folder of 665 notes, and against what
           git takes to have a note committed that is written already: `git add FILE`, then `git commit`.
"""
import itertools
import os
import shutil
import statistics
import subprocess

from gen_workspace import RARE, RARE_FILES

TINY, SMALL = 40, 665
WORDS = 60000
# A count of notes, the most milliseconds from a key to the first results, and how often each is measured.
SIZES = ((10000, 16, 9), (100000, 50, 5))
# What is typed before, and then letter by letter: after each fewer notes are left, so the head changes.
TYPED = (("", "mornin"), ("", "silenc"), ("garden m", "ornin"))
PATTERNS = (("rare", r"\bquin[a-z]+x\b"), ("of classes", r"[jz]\w+st [a-d]\w+y\b"), ("everywhere", r"e\b"))
UNDER_WAY = (("a pattern everywhere", "/e\\b/"), ("a pattern without end", "/(a+|[a-z ]+)+$\\d/"),
             ("nothing found", "nowhereatall"))
HEAD = "Search "
NUMBERS = itertools.count(1)  # of the notes that are written
SEARCH, CLEAR = "\\x06", "\\x15"


def found(count):
    """What the head says when a search is over: before that `…` follows."""
    return "%d files  " % count


def typed(text):
    return text.replace("\\", "\\x5c").replace(" ", "\\x20")


def pasted(text):
    return "\\e[200~%s\\e[201~" % typed(text)


class Searcher:
    """A program that has its index, with the search open."""

    def __init__(self, bench, path):
        self.terminal = bench.settled(path)
        self.terminal.key(SEARCH + pasted(RARE), "all " + found(RARE_FILES))
        self.terminal.tell("watch-row " + HEAD)
        self.clear()

    def clear(self):
        self.terminal.key(CLEAR, "all as you type")
        self.terminal.ms("settle 100")

    def time(self, text, count, before=""):
        took = self.terminal.key(before + pasted(text), "all " + found(count))
        self.clear()
        return took

    def letters(self, before, text):
        """For each letter, what was typed by then and the time to its first results."""
        if before:
            self.terminal.key(typed(before), "settle 400")
        for end, letter in enumerate(text, 1):
            yield before + text[:end], self.terminal.key(letter, "new")
            self.terminal.ms("settle 150")
        self.clear()


def alternate(runs, *asked):
    """The medians of what each of them measures, one after the other."""
    times = [[] for _ in asked]
    for _ in range(runs):
        for own, ask in zip(times, asked):
            own.append(ask())
    return [statistics.median(own) for own in times]


def ratio(bench, what, ours, theirs, limit, beside=""):
    bench.row(what, ours / theirs, "x", limit, "%.1f / %.1f ms%s" % (ours, theirs, beside))


def index(bench, terminal_of, path, count, runs):
    cache = os.path.join(bench.env["XDG_CACHE_HOME"], "palimpsest", "index")
    once, peer = [bench.program, "-C", path, "search", RARE], ["rg", "-c", RARE, path]

    def forget():
        shutil.rmtree(cache, ignore_errors=True)
        return 0

    def on_screen():
        terminal = terminal_of(bench, [bench.program, path], bench.folder)
        terminal.tell("type %s%s" % (SEARCH, RARE))
        took = terminal.ms("all %d files|of stones" % RARE_FILES)
        terminal.ms("settle 1500")  # it may still be writing its cache
        terminal.end()
        return took

    def from_shell():
        return bench.spawn(once, path, quiet=True)[0]

    def rg():
        return bench.spawn(peer, path)[0]

    for kind, limit, before in (("cold", 10, forget), ("warm", 0.5, lambda: 0)):
        _, ours, theirs, _, shell = alternate(runs, before, on_screen, rg, before, from_shell)
        ratio(bench, "%s start, %d notes: found / rg -c" % (kind, count), ours, theirs, limit, "; from the shell %.0f ms" % shell)


def typing(bench, searcher, count, limit, runs):
    times = {}
    for _ in range(runs):
        for text, took in itertools.chain.from_iterable(searcher.letters(*words) for words in TYPED):
            times.setdefault(text, []).append(took)
    medians = {text: statistics.median(own) for text, own in times.items()}
    slowest = max(medians, key=medians.get)
    bench.row("typing, %d notes: first results" % count, medians[slowest], "ms", limit,
              "after \"%s\"; of all letters %.1f, most %.1f ms" % (
                  slowest, statistics.median(medians.values()), max(max(own) for own in times.values())))


def word(bench, searcher, path, count, runs):
    once, peer = [bench.program, "-C", path, "search", RARE], ["rg", "-c", RARE, path]
    ours, theirs, shell = alternate(runs, lambda: searcher.time(RARE, RARE_FILES), lambda: bench.spawn(peer, path)[0],
                                    lambda: bench.spawn(once, path, quiet=True)[0])
    ratio(bench, "a rare word, %d notes / rg -c" % count, ours, theirs, 0.1, "; from the shell %.0f ms" % shell)


def pattern_peer():
    """How patterns are searched for with rg, or where it has no PCRE2 with grep."""
    options = ["rg", "-P", "-S", "-c"]
    tried = subprocess.run(options + ["a(?=b)"], input=b"ab", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return options if tried.returncode == 0 else ["grep", "-rPic", "--include=*.md"]


def patterns(bench, searcher, path, count, runs):
    options = pattern_peer()
    for what, pattern in PATTERNS:
        peer, once = options + [pattern, path], [bench.program, "-C", path, "search", "/%s/" % pattern]
        lines = subprocess.run(peer, env=bench.env, stdout=subprocess.PIPE, check=True).stdout.splitlines()
        there = sum(not line.endswith(b":0") for line in lines)
        ours, theirs, shell = alternate(runs, lambda: searcher.time("/%s/" % pattern, there),
                                        lambda: bench.spawn(peer, path)[0], lambda: bench.spawn(once, path, quiet=True)[0])
        ratio(bench, "a pattern, %s, %d notes / %s" % (what, count, " ".join(options[:2])), ours, theirs, 1,
              "; from the shell %.0f ms; in %d notes" % (shell, there))


def cancel(bench, searcher, count, runs):
    for what, text in UNDER_WAY:
        times = []
        for _ in range(runs):
            searcher.terminal.key(pasted(text), "frame 30")
            searcher.terminal.tell("sleep 40")
            times.append(searcher.time(RARE, RARE_FILES, before=CLEAR))
        bench.row("a word amid %s, %d notes" % (what, count), max(times), "ms", 100, "median %.1f ms" % statistics.median(times))


def memory(bench, searcher, count):
    tiny = bench.settled(bench.workspace(TINY))
    own = tiny.ask("stat")[3]
    tiny.end()
    _, _, most, ours = searcher.terminal.ask("stat")
    bench.row("memory, %d notes: each adds" % count, (ours - own) * 1024 / (count - TINY), "B", 1024,
              "%.0f MB of its own; at most resident %.0f MB" % (ours / 1024, most / 1024))


def write(bench, path, count, runs):
    small = bench.workspace(SMALL)
    text = os.path.join(path, "README.md")

    def note(folder):
        return bench.spawn([bench.program, "-C", folder, "note", "write", "--title", "The quiet bridge %d" % next(NUMBERS),
                            "--folder", "insights"], folder, text)[0]

    def git():
        name = "memory/insights/Another bridge %d.md" % next(NUMBERS)
        shutil.copy(text, os.path.join(path, name))
        who = ["git", "-C", path, "-c", "user.name=bench", "-c", "user.email=bench@localhost"]
        return sum(bench.spawn(who + words, path)[0] for words in (["add", name], ["commit", "-q", "-m", name]))

    ours, theirs, peer = alternate(runs, lambda: note(path), lambda: note(small), git)
    ratio(bench, "note write, %d notes / %d" % (count, SMALL), ours, theirs, 2)
    ratio(bench, "note write, %d notes / git add, git commit" % count, ours, peer, 1)


def run(bench, terminal_of):
    for count, limit, runs in SIZES:
        path = bench.workspace(count, words=WORDS)
        index(bench, terminal_of, path, count, runs)
        searcher = Searcher(bench, path)
        typing(bench, searcher, count, limit, runs)
        word(bench, searcher, path, count, 3 * runs)
        patterns(bench, searcher, path, count, runs)
        cancel(bench, searcher, count, runs)
        memory(bench, searcher, count)
        searcher.terminal.end()
        write(bench, path, count, 3 * runs)
