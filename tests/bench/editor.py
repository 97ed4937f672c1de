"""The editor beside vim, nano, vis and micro: `bench.py BUILD editor`.

  keys     from a key that inserts to the last byte of the frame it makes, in the middle of a note of 10 MB, of 100,000
           lines, and of one line of 1 MB: median and 99th of 200, against each peer in turn. Every program
           has a terminal of 120x40 of its own; a frame is over when nothing has come for 10 ms.
  open     from the Enter of `:edit` (vim: from exec) to the first screen of the note of 10 MB.
  memory   what the note of 10 MB adds to the resident size at its peak, against twice the note.
  pages    page down through the note of 10 MB: the slowest of 300 frames.
  replace  100,000 matches at once, from Enter to the frame, against vim's :%s.
"""
import os
import shutil
import statistics
import subprocess

KEYS, PAGES = 200, 300
WORDS = "the quiet bridge carries a letter over water and nobody asks who wrote it".split()


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))]


def make_notes(folder, long_text):
    line = " ".join(WORDS)
    note = b"# Begin\n\n" + long_text(10 << 20) + b"\n"
    texts = {
        "10 MB": (note, note.count(b"\n") // 2, 0),
        "100,000 lines": (("%s.\n" % line * 100000).encode(), 50000, 0),
        "one line of 1 MB": ((("%s " % line) * (1 + (1 << 20) // len(line))).encode()[:1 << 20] + b"\n", 1, 1 << 19),
    }
    made = {}
    for name, (text, middle, column) in texts.items():
        path = os.path.join(folder, name.replace(" ", "_").replace(",", "") + ".md")
        with open(path, "wb") as file:
            file.write(text)
        made[name] = (path, middle, column)
    return made


# What each peer is called with, and the keys that begin to insert there.
PEERS = {
    "vim": (lambda path, line, column: ["vim", "-u", "NONE", "-N", "-i", "NONE", "-n", "+call cursor(%d,%d)" % (line, column + 1), path], "i"),
    "nano": (lambda path, line, column: ["nano", "--ignorercfiles", "+%d,%d" % (line, column + 1), path], ""),
    "vis": (lambda path, line, column: ["vis", "+%d" % line, path], "%di"),
    "micro": (lambda path, line, column: ["micro", "-backup", "false", "+%d:%d" % (line, column + 1), path], ""),
}


def begin_peer(bench, terminal_of, name, path, line, column):
    command, keys = PEERS[name]
    terminal = terminal_of(bench, command(path, line, column), bench.folder)
    terminal.ms("settle 1500")
    if name == "vis":
        if column:
            terminal.key("%dl" % column, "settle 1000")
        terminal.key("i", "settle 300")
    elif keys:
        terminal.key(keys, "settle 300")
    return terminal


def begin_ours(bench, workspace, path, line, column, sign):
    """The note as the only draft, committed, in the editor."""
    drafts = os.path.join(workspace, "drafts")
    shutil.rmtree(drafts, ignore_errors=True)
    shutil.rmtree(bench.env["XDG_STATE_HOME"], ignore_errors=True)  # no unsaved text of the run before
    os.mkdir(drafts)
    shutil.copy(path, os.path.join(drafts, "0_note.md"))
    subprocess.run("git add -A && git -c user.name=bench -c user.email=b@b commit -qm note --allow-empty", shell=True, cwd=workspace,
                   env=bench.env, check=True)
    terminal = bench.open(workspace)
    terminal.ms("settle 2500")
    terminal.key(":edit\\x20drafts/0_note.md", "settle 500")
    opened = terminal.key("\\r", "all " + sign)
    terminal.ms("settle 1500")
    if column:
        terminal.key("\\eOQcursor-to\\x20%d\\r" % column, "settle 500")
    elif line > 1:
        terminal.key("\\eOQgo-to-line\\x20%d\\r" % line, "settle 500")
    return terminal, opened


def keys(bench, terminal_of, workspace, notes):
    """A key to each program in turn, so that what else the machine does meets all of them."""
    for name, (path, line, column) in notes.items():
        ours, _ = begin_ours(bench, workspace, path, line, column, "Begin" if name == "10 MB" else "carries a letter")
        terminals = {"ours": ours} | {peer: begin_peer(bench, terminal_of, peer, path, line, column) for peer in PEERS}
        times = {program: [] for program in terminals}
        for _ in range(KEYS):
            for program, terminal in terminals.items():
                times[program].append(terminal.key("x", "frame 10"))
        for terminal in terminals.values():
            terminal.end()
        for peer in PEERS:
            for part, figure in (("median", statistics.median), ("p99", lambda all: percentile(all, 0.99))):
                mine, other = figure(times["ours"]), figure(times[peer])
                bench.row("a key in %s: %s / %s" % (name, part, peer), mine / other, "x", 1.0, "%.2f / %.2f ms" % (mine, other))


def opening(bench, terminal_of, workspace, notes):
    path, _, _ = notes["10 MB"]
    ours, theirs, sizes = [], [], {}
    for _ in range(5):
        terminal, opened = begin_ours(bench, workspace, path, 1, 0, "Begin")
        ours.append(opened)
        sizes["note"] = terminal.ask("stat")[2]
        terminal.end()
        terminal = terminal_of(bench, PEERS["vim"][0](path, 1, 0), bench.folder)
        theirs.append(terminal.ms("all Begin"))
        terminal.end()
    small = os.path.join(bench.folder, "small.md")
    with open(small, "w", encoding="utf-8") as file:
        file.write("# Begin\n")
    terminal, _ = begin_ours(bench, workspace, small, 1, 0, "Begin")
    sizes["small"] = terminal.ask("stat")[2]
    terminal.end()
    mine, other = statistics.median(ours), statistics.median(theirs)
    bench.row("open 10 MB: first screen / vim", mine / other, "x", 0.5, "%.1f / %.1f ms" % (mine, other))
    added = (sizes["note"] - sizes["small"]) / 1024 / (os.path.getsize(path) / 1024 / 1024)
    bench.row("open 10 MB: memory it adds / the note", added, "x", 2.0, "at most %.0f MB in all" % (sizes["note"] / 1024))


def pages(bench, workspace, notes):
    path, _, _ = notes["10 MB"]
    terminal, _ = begin_ours(bench, workspace, path, 1, 0, "Begin")
    times = [terminal.key("\\e[6~", "frame 10") for _ in range(PAGES)]
    terminal.end()
    bench.row("page down in 10 MB: the slowest frame", max(times), "ms", 16, "median %.2f ms" % statistics.median(times))


def replace(bench, terminal_of, workspace):
    path = os.path.join(bench.folder, "needles.md")
    with open(path, "w", encoding="utf-8") as file:
        file.write("one needle in a line of words that goes on for a while\n" * 100000)
    ours, theirs = [], []
    for _ in range(3):
        terminal, _ = begin_ours(bench, workspace, path, 1, 0, "needle in a line")
        terminal.key("\\eOQreplace-all\\x20needle\\x20thread", "settle 300")
        ours.append(terminal.key("\\r", "all thread in|100000"))
        terminal.end()
        terminal = terminal_of(bench, PEERS["vim"][0](path, 1, 0), bench.folder)
        terminal.ms("settle 1000")
        terminal.key(":%s/needle/thread/g", "settle 300")
        theirs.append(terminal.key("\\r", "all thread in|100000"))
        terminal.end()
    mine, other = statistics.median(ours), statistics.median(theirs)
    bench.row("replace 100,000 matches / vim", mine / other, "x", 1.0, "%.0f / %.0f ms" % (mine, other))


def run(bench, terminal_of, long_text):
    workspace = bench.workspace(40, "-editor")
    notes = make_notes(bench.folder, long_text)
    opening(bench, terminal_of, workspace, notes)
    pages(bench, workspace, notes)
    replace(bench, terminal_of, workspace)
    keys(bench, terminal_of, workspace, notes)
