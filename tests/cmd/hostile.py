"""A folder and a repository made to harm: everything is listed or refused with a line, nothing
hangs, nothing outside is read or written, and no program is started."""

import os
import pty
import select
import socket
import subprocess
import time

from desk import PROGRAM, SECONDS, Skip, equal, main, one_line


def clean(data):
    """What a stranger's text comes out as: UTF-8 without controls."""
    text = data.decode("utf-8")
    bad = [c for c in text if (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) <= 0x9F
           or 0x202A <= ord(c) <= 0x202E or 0x2066 <= ord(c) <= 0x2069]
    equal(bad, [])
    return text


def on_terminal(desk, *arguments, keys=b"", until=b"", env=None, rows=40, cols=120):
    """Runs the program in a terminal until `until` is drawn, sends `keys`, waits for its end."""
    master, slave = pty.openpty()
    import fcntl
    import struct
    import termios
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def own_terminal():
        os.setsid()
        fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    process = subprocess.Popen([PROGRAM, *arguments], stdin=slave, stdout=slave, stderr=slave,
                               env=dict(desk.env, **(env or {})), cwd=desk.top,
                               preexec_fn=own_terminal)
    os.close(slave)
    out, end, sent = b"", time.monotonic() + SECONDS, False
    try:
        while True:
            if not select.select([master], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError(f"hung: {arguments}: {out[-400:]!r}")
            try:
                got = os.read(master, 65536)
            except OSError:
                break
            if not got:
                break
            out += got
            if not sent and until in out:
                os.write(master, keys)
                sent = True
    finally:
        if time.monotonic() >= end:
            process.kill()
        os.close(master)
    return process.wait(), out


def strange(desk):
    """Every kind of file and name that a note should not be."""
    desk.put("todo.md", "- [ ] real\n")
    desk.put("notes/real.md", "# Real note\n")
    desk.put("secret", "the secret outside\n")
    os.rename(os.path.join(desk.dir, "secret"), os.path.join(desk.top, "secret.md"))
    notes = os.path.join(desk.dir, "notes")
    os.mkfifo(os.path.join(notes, "fifo.md"))
    sock = socket.socket(socket.AF_UNIX)
    os.chdir(notes)
    sock.bind("socket.md")
    os.chdir("/")
    os.mkdir(os.path.join(notes, "folder.md"))
    os.symlink("nowhere", os.path.join(notes, "dangling.md"))
    os.symlink("../../secret.md", os.path.join(notes, "outside.md"))
    os.symlink("/etc/passwd", os.path.join(notes, "absolute.md"))
    os.symlink("/dev/zero", os.path.join(notes, "zero.md"))
    os.symlink("loop.md", os.path.join(notes, "loop.md"))
    os.symlink(".", os.path.join(notes, "turn"))
    desk.put("notes/" + "n" * 252 + ".md", "long name\n")
    desk.put(b"notes/line\nend.md", "name with a line end\n")
    desk.put(b"notes/\x1b]0;esc\x07.md", "name with ESC\n")
    desk.put(b"notes/\xff\xfe\xc0.md", "name that is no UTF-8\n")
    desk.put("notes/\u202egnp.md", "name that turns around\n")
    desk.put("notes/empty.md", "")
    desk.put("notes/nuls.md", b"\0" * 5000)
    desk.put("notes/crlf.md", b"---\r\ntitle: Lines of another kind\r\n---\r\n\r\n- [ ] a\r\n")
    return sock


def a_folder_of_strange_files_is_listed(desk):
    desk.sign()
    with strange(desk):
        result = desk.run("status", desk.dir)
        equal(result.status, 0)
        text = clean(result.out)
        for name in ("real.md", "fifo.md", "socket.md", "dangling.md", "outside.md", "nuls.md",
                     "Lines of another kind"):
            assert name in text, name
        assert "secret outside" not in text and "root:" not in text


def a_folder_of_strange_files_is_committed_where_it_can_be(desk):
    desk.sign()
    with strange(desk):
        equal(desk.run("init", desk.dir).status, 0)
        equal(desk.run("-C", desk.dir, "run", "todo-toggle 1").status, 0)
        equal(desk.git("log", "-1", "--format=", "--name-only"), "todo.md")
        desk.git("fsck", "--strict")


def strange_files_are_not_shown_as_if_they_were_notes(desk):
    with strange(desk):
        notes = os.path.join(desk.dir, "notes")
        for name in ("fifo.md", "socket.md", "folder.md", "dangling.md", "loop.md"):
            one_line(desk.run("show", os.path.join(notes, name)))
        for name in (b"line\nend.md", b"\x1b]0;esc\x07.md", b"\xff\xfe\xc0.md", b"gone\x1b[2J\n.md"):
            result = desk.run("show", os.path.join(os.fsencode(notes), name))
            clean(result.out)
            clean(result.err)
        for name in ("empty.md", "nuls.md", "crlf.md", "n" * 252 + ".md"):
            result = desk.run("show", os.path.join(notes, name))
            equal(result.status, 0)
            clean(result.out)
        one_line(desk.run("show", "/dev/zero"))
        one_line(desk.run("show", "/dev/null"))


def strange_files_are_lived_with_on_the_screen(desk):
    desk.sign()
    with strange(desk):
        subprocess.run(["git", "init", "-q", desk.dir], env=desk.env, check=True)
        status, out = on_terminal(desk, desk.dir, until=b"fifo", keys=b"3" + b"j" * 30 + b"\x03")
        equal(status, 0)
        assert b"the secret outside" not in out and b"root:" not in out
        assert b"\x1b]0;" not in out


def a_todo_list_that_is_none_does_not_hang(desk):
    for kind in ("fifo", "folder", "link"):
        desk.dir = os.path.join(desk.top, kind)
        os.mkdir(desk.dir)
        path = os.path.join(desk.dir, "todo.md")
        if kind == "fifo":
            os.mkfifo(path)
        elif kind == "folder":
            os.mkdir(path)
        else:
            os.symlink("/dev/tty", path)
        subprocess.run(["git", "init", "-q", desk.dir], env=desk.env, check=True)
        equal(desk.run("status", desk.dir).status, 0)
        one_line(desk.run("-C", desk.dir, "run", "todo-add x"))


# --- programs ---

def traps(desk):
    """Programs of every name that might be called, first in PATH; each leaves a mark."""
    folder, mark = os.path.join(desk.top, "bin"), os.path.join(desk.top, "mark")
    os.mkdir(folder)
    script = os.path.join(folder, "trap")
    with open(script, "w") as file:
        file.write(f"#!/bin/sh\necho \"$0 $@\" >>'{mark}'\n")
    os.chmod(script, 0o755)
    for name in ("git", "sh", "bash", "vi", "vim", "nano", "editor", "less", "more", "cat", "ssh",
                 "gpg", "xdg-open", "git-lfs", "clean-it", "diff"):
        os.symlink("trap", os.path.join(folder, name))
    environment = {"PATH": folder + ":" + desk.env["PATH"]}
    for name in ("EDITOR", "VISUAL", "PAGER", "GIT_PAGER", "GIT_EDITOR", "GIT_SSH", "SHELL",
                 "BROWSER", "GIT_EXTERNAL_DIFF", "GIT_ASKPASS"):
        environment[name] = script
    return script, mark, environment


def hostile_config(desk, script):
    config = f"""
[core]
	fsmonitor = {script}
	pager = {script}
	editor = {script}
	sshCommand = {script}
	hooksPath = {desk.top}/bin
	askPass = {script}
[filter "trap"]
	clean = {script}
	smudge = {script}
	process = {script}
	required = true
[diff]
	external = {script}
[diff "trap"]
	command = {script}
	textconv = {script}
[merge "trap"]
	driver = {script}
[gpg]
	program = {script}
[commit]
	gpgSign = true
[credential]
	helper = !{script}
[alias]
	status = !{script}
[user]
	name = the reader
	email = r@example.org
"""
    with open(os.path.join(desk.dir, ".git", "config"), "a") as file:
        file.write(config)
    for hook in ("pre-commit", "post-commit", "commit-msg", "prepare-commit-msg",
                 "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        for folder in (os.path.join(desk.dir, ".git", "hooks"), os.path.join(desk.top, "bin")):
            os.makedirs(folder, exist_ok=True)
            if not os.path.lexists(os.path.join(folder, hook)):
                os.symlink(script, os.path.join(folder, hook))
    desk.put(".gitattributes", "* filter=trap diff=trap merge=trap\n")


def no_program_is_started(desk):
    desk.sign()
    desk.put("todo.md", "- [ ] one\n- [ ] two\n")
    desk.put("notes/a.md", "a [link](https://example.org) ![i](http://x/y.png)\n")
    equal(desk.run("init", desk.dir).status, 0)
    script, mark, env = traps(desk)
    hostile_config(desk, script)
    for arguments in (["status", desk.dir], ["-C", desk.dir, "run", "todo-toggle 1"],
                      ["-C", desk.dir, "run", "note-new x", "file-delete notes/a.md"],
                      ["init", desk.dir], ["show", os.path.join(desk.dir, "todo.md")]):
        result = desk.run(*arguments, env=env)
        equal((arguments, result.status, os.path.exists(mark)), (arguments, 0, False))
    status, _ = on_terminal(desk, desk.dir, until=b"workspace:", env=env,
                            keys=b"2jx1\rwonL\r\x1bq?q3jjHTj\rz\x0c\x03\x03\x03")
    equal(status, 0)
    equal(os.path.exists(mark), False)


def the_traps_would_have_sprung(desk):
    """The test of the test: git does start them."""
    desk.sign()
    desk.put("todo.md", "- [ ] one\n")
    equal(desk.run("init", desk.dir).status, 0)
    script, mark, env = traps(desk)
    hostile_config(desk, script)
    git = next(os.path.join(folder, "git") for folder in desk.env["PATH"].split(":")
               if os.path.exists(os.path.join(folder, "git")))
    desk.put("todo.md", "- [x] one\n")
    subprocess.run([git, "-C", desk.dir, "status"], env=dict(desk.env, **env),
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=SECONDS)
    assert os.path.exists(mark)


# --- repositories that are another's, or lie elsewhere ---

def refused(desk, where=None):
    """One line says why; nothing is committed; the folder's files can still be listed."""
    result = desk.run("-C", where or desk.dir, "run", "todo-add x")
    one_line(result)
    clean(result.err)
    result = desk.run("status", where or desk.dir)
    assert b"Todo (" in result.out
    clean(result.out + result.err)


def a_repository_of_another_user_is_refused(desk):
    if os.geteuid() != 0:
        raise Skip("not root: no file can be given away")
    desk.sign()
    desk.put("todo.md", "- [ ] one\n")
    equal(desk.run("init", desk.dir).status, 0)
    subprocess.run(["chown", "-R", "65534:65534", desk.dir], check=True)
    refused(desk)
    equal(open(os.path.join(desk.dir, "todo.md")).read(), "- [ ] one\n")


def a_work_tree_elsewhere_is_refused(desk):
    desk.sign()
    desk.put("todo.md", "- [ ] one\n")
    equal(desk.run("init", desk.dir).status, 0)
    victim = os.path.join(desk.top, "victim")
    os.mkdir(victim)
    with open(os.path.join(desk.dir, ".git", "config"), "a") as file:
        file.write(f"[core]\n\tworktree = {victim}\n")
    refused(desk)
    equal(os.listdir(victim), [])


def a_git_file_that_leads_elsewhere_is_refused(desk):
    desk.sign()
    victim = os.path.join(desk.top, "victim")
    equal(desk.run("init", victim).status, 0)
    head = open(os.path.join(victim, ".git", "refs", "heads", "main"), "rb").read()
    desk.put("todo.md", "- [ ] one\n")
    desk.put(".git", f"gitdir: {victim}/.git\n")
    refused(desk)
    os.unlink(os.path.join(desk.dir, ".git"))
    os.symlink(os.path.join(victim, ".git"), os.path.join(desk.dir, ".git"))
    refused(desk)
    equal(open(os.path.join(victim, ".git", "refs", "heads", "main"), "rb").read(), head)


def broken_repositories_are_refused(desk):
    desk.sign()
    desk.put("todo.md", "- [ ] one\n")
    equal(desk.run("init", desk.dir).status, 0)
    git = os.path.join(desk.dir, ".git")
    for path, text in (("index", b"DIRC\0\0\0\2garbage"), ("HEAD", b"nonsense"),
                       ("refs/heads/main", b"0" * 40 + b"\n"),
                       ("config", b"[core\n\x1b]0;x\x07 = [[[\n")):
        path = os.path.join(git, path)
        before = open(path, "rb").read()
        with open(path, "wb") as file:
            file.write(text)
        result = desk.run("-C", desk.dir, "run", "todo-add x")
        equal((path, result.status), (path, 1))
        clean(result.err)
        equal(open(path, "rb").read(), text)  # not mended behind anybody's back
        result = desk.run("status", desk.dir)
        assert b"Todo (" in result.out
        with open(path, "wb") as file:
            file.write(before)
    for name in ("HEAD", "config", "index", "refs/heads/main"):
        path = os.path.join(git, name)
        os.rename(path, path + ".kept")
        os.mkfifo(path)
        result = desk.run("-C", desk.dir, "run", "todo-add x")
        equal((name, result.status), (name, 1))
        os.unlink(path)
        os.rename(path + ".kept", path)


def settings_that_are_no_file_do_not_hang(desk):
    desk.sign()
    desk.put("todo.md", "- [ ] one\n")
    equal(desk.run("init", desk.dir).status, 0)
    folder = os.path.join(desk.home, ".config", "palimpsest")
    os.makedirs(folder)
    os.mkfifo(os.path.join(folder, "config.yaml"))
    os.mkfifo(os.path.join(desk.dir, ".palimpsest.yaml"))
    os.mkfifo(os.path.join(desk.dir, ".gitignore"))
    equal(desk.run("status", desk.dir).status, 0)
    state = os.path.join(desk.home, ".local", "state", "palimpsest")
    os.makedirs(state)
    os.mkfifo(os.path.join(state, "session.yaml"))
    status, _ = on_terminal(desk, desk.dir, until=b"workspace:", keys=b"\x03")
    equal(status, 0)


if __name__ == "__main__":
    main(a_folder_of_strange_files_is_listed,
         a_folder_of_strange_files_is_committed_where_it_can_be,
         strange_files_are_not_shown_as_if_they_were_notes,
         strange_files_are_lived_with_on_the_screen, a_todo_list_that_is_none_does_not_hang,
         no_program_is_started, the_traps_would_have_sprung,
         a_repository_of_another_user_is_refused, a_work_tree_elsewhere_is_refused,
         a_git_file_that_leads_elsewhere_is_refused, broken_repositories_are_refused,
         settings_that_are_no_file_do_not_hang)
