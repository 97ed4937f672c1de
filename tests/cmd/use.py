"""The verbs, their output and their exit status: 0, 1 after an error, 2 for wrong use."""

import os
import subprocess

from desk import PROGRAM, Skip, equal, main, one_line


def made(desk):
    desk.sign()
    equal(desk.run("init", desk.dir).status, 0)


def help_and_version_work_everywhere(desk):
    for arguments in (["--help"], ["status", "--help"], ["run", "-h"], ["show", "x", "--help"]):
        result = desk.run(*arguments)
        equal(result.status, 0)
        assert b"palimpsest show FILE" in result.out
        equal(result.err, b"")
    result = desk.run("--version")
    equal(result.status, 0)
    assert result.out.startswith(b"palimpsest 0.")
    equal(desk.run("status", "--version").out, result.out)


def wrong_use_is_2(desk):
    made(desk)
    for arguments in (["--dance"], ["a", "b"], ["-C"], ["status", "a", "b"], ["init", "a", "b"],
                      ["show"], ["show", "a", "b"], ["show", "a", "-w"], ["show", "a", "-w", "0"],
                      ["show", "a", "-w", "3"], ["show", "a", "-w", "1001"],
                      ["show", "a", "-w", "10x"], ["show", "a", "-w", "-5"],
                      ["show", "a", "--color", "pink"], ["show", "a", "--color"], ["run"],
                      ["-C", desk.dir, "run", ""], ["-C", desk.dir, "run", "dance"],
                      ["-C", desk.dir, "run", "todo-add"], ["-C", desk.dir, "run", "todo-add 'x"],
                      ["-C", desk.dir, "run", "todo-toggle 1 2 3"]):
        result = desk.run(*arguments)
        if result.status != 2:
            raise AssertionError(f"{arguments}: {result.status} {result.err}")
        assert result.err.startswith(b"palimpsest: "), arguments
        equal(result.out, b"")
    equal(desk.git("rev-list", "--count", "HEAD"), "1")


def what_is_not_there_is_1(desk):
    for arguments in (["status", "nowhere"], ["show", "nowhere.md"], ["nowhere"],
                      ["-C", "nowhere", "run", "todo-add x"], ["-C", "nowhere", "status"]):
        one_line(desk.run(*arguments))


def commands_lists_what_run_takes(desk):
    result = desk.run("commands")
    equal(result.status, 0)
    names = [line.split()[0] for line in result.out.decode().splitlines()
             if line and line[0] != " "]
    for name in ("todo-add", "todo-toggle", "note-new", "draft-new", "file-delete"):
        assert name in names, name
    equal(len(names), len(set(names)))


def init_fills_an_empty_folder(desk):
    desk.sign()
    result = desk.run("init", os.path.join(desk.dir, "deep", "er"))
    equal(result.status, 0)
    equal(result.err, b"")
    assert result.out.startswith(b"committed ")
    desk.dir = os.path.join(desk.dir, "deep", "er")
    equal(desk.git("log", "--format=%an %s"), "the reader workspace: first commit")
    equal(desk.git("status", "--porcelain"), "")
    assert "todo.md" in desk.names() and "Self" in desk.names()


def init_keeps_what_is_there(desk):
    desk.sign()
    desk.put("a.md", "a\n")
    desk.put("b/c.txt", "c\n")
    equal(desk.run("init", desk.dir).status, 0)
    equal(desk.git("log", "--format=%s", "--name-only"),
          "workspace: first commit\n\na.md\nb/c.txt")
    equal(desk.names(), [".git", "a.md", "b"])


def init_changes_no_repository(desk):
    desk.put("a.md", "a\n")
    subprocess.run(["git", "init", "-q", desk.dir], env=desk.env, check=True)
    result = desk.run("init", desk.dir)
    equal(result.status, 0)
    assert b"nothing was changed" in result.out
    equal(desk.names(), [".git", "a.md"])
    equal(desk.git("status", "--porcelain"), "?? a.md")


def init_inside_a_repository_makes_one_of_its_own(desk):
    desk.sign()
    made(desk)
    outer = desk.git("rev-parse", "HEAD")
    inner = os.path.join(desk.dir, "inner")
    equal(desk.run("init", inner).status, 0)
    equal(desk.git("rev-parse", "HEAD"), outer)
    assert os.path.isdir(os.path.join(inner, ".git"))


def init_makes_no_folder_of_a_file(desk):
    desk.put("file", "x")
    one_line(desk.run("init", os.path.join(desk.dir, "file")))
    one_line(desk.run("init", os.path.join(desk.dir, "file", "below")))
    one_line(desk.run("status", os.path.join(desk.dir, "file")))


def status_prints_the_panes(desk):
    made(desk)
    for result in (desk.run("status", desk.dir), desk.run("-C", desk.dir, "status"),
                   desk.run("status", cwd=desk.dir), desk.run(desk.dir), desk.run(cwd=desk.dir)):
        equal(result.status, 0)
        equal(result.err, b"")
        text = result.out.decode()
        assert text.startswith("meadow  branch "), text
        at = [text.index("\n" + title) for title in ("Self (", "Todo (", "Memory (", "Drafts (",
                                                     "Files (")]
        equal(at, sorted(at))
        assert "\x1b" not in text


def status_tells_of_a_folder_without_history(desk):
    desk.put("todo.md", "- [ ] x\n")
    result = desk.run("status", desk.dir)
    equal(result.status, 0)
    assert b"without history" in result.out
    equal(desk.names(), ["todo.md"])


def run_makes_one_commit_for_each_line(desk):
    made(desk)
    result = desk.run("-C", desk.dir, "run", "todo-add 'Write the \"letter\"'", "todo-add two words")
    equal(result.status, 0)
    lines = result.out.decode().splitlines()
    equal(len(lines), 2)
    ids = desk.git("log", "-2", "--reverse", "--format=%H %s").splitlines()
    for line, commit in zip(lines, ids):
        equal(line, commit[:7] + commit[40:])
    equal(desk.git("log", "-2", "--format=", "--name-only"), "todo.md\ntodo.md")
    equal(desk.git("status", "--porcelain"), "")
    desk.git("fsck", "--strict")


def run_stops_at_the_first_error(desk):
    made(desk)
    result = desk.run("-C", desk.dir, "run", "todo-toggle 1", "todo-toggle 999", "todo-toggle 2")
    equal(result.status, 1)
    equal(desk.git("rev-list", "--count", "HEAD"), "2")
    assert b"there is no task 999" in result.err


def run_asks_nobody(desk):
    made(desk)
    result = desk.run("-C", desk.dir, "run", "file-delete todo.md")
    equal(result.status, 0)
    assert "todo.md" not in desk.names()
    assert "# Todo" in desk.git("show", "HEAD~1:todo.md")
    equal(desk.run("-C", desk.dir, "run", "file-delete todo.md").status, 1)
    for hostile in ("../x", "/etc/x", ".git/x", "a/../../x", ".GIT/hooks/x"):
        result = desk.run("-C", desk.dir, "run", f"file-new {hostile}")
        equal(result.status, 1)
    equal(sorted(os.listdir(desk.top)), ["home", "meadow"])
    equal(desk.git("status", "--porcelain"), "")


def two_runs_at_once_both_commit(desk):
    made(desk)
    before = int(desk.git("rev-list", "--count", "HEAD"))
    many = [subprocess.Popen([PROGRAM, "-C", desk.dir, "run", f"draft-new d{i}"], env=desk.env,
                             stdout=subprocess.DEVNULL) for i in range(6)]
    equal([process.wait() for process in many], [0] * 6)
    equal(int(desk.git("rev-list", "--count", "HEAD")), before + 6)
    equal(desk.git("status", "--porcelain"), "")


def without_identity_one_is_guessed_and_told(desk):
    if os.path.exists("/etc/gitconfig") and b"name" in open("/etc/gitconfig", "rb").read():
        raise Skip("the machine's configuration names somebody")
    result = desk.run("init", desk.dir)
    equal(result.status, 0)
    assert b"git knows no name and address" in result.err
    assert desk.git("log", "-1", "--format=%an")


def show_fits_the_width(desk):
    path = desk.put("a.md", "# Words\n\n" + "one two three four five six " * 20 +
                    "\n\n| a | b |\n|---|---|\n| one | two |\n")
    for width in (4, 20, 79, 1000):
        result = desk.run("show", path, "-w", str(width))
        equal(result.status, 0)
        longest = max(len(line) for line in result.out.decode().splitlines())
        assert longest <= max(width, 9), (width, longest)
    assert "\x1b" not in desk.run("show", path).out.decode()
    equal(desk.run("show", path, "--color", "never").out, desk.run("show", path).out)
    colored = desk.run("show", path, "--color=always").out.decode()
    assert "\x1b[0;" in colored
    equal(desk.run("show", path, "--color", "always", env={"NO_COLOR": "1"}).out.decode(), colored)


def show_reads_standard_input(desk):
    done = subprocess.run([PROGRAM, "show", "-"], input=b"# Hi\n\n- [x] done\n", env=desk.env,
                          stdout=subprocess.PIPE, timeout=20)
    equal(done.returncode, 0)
    assert "Hi" in done.stdout.decode() and "done" in done.stdout.decode()


def a_full_device_is_an_error(desk):
    if not os.path.exists("/dev/full"):
        raise Skip("no /dev/full")
    made(desk)
    for arguments in (["status", desk.dir], ["--help"], ["--version"], ["commands"],
                      ["show", os.path.join(desk.dir, "todo.md")],
                      ["-C", desk.dir, "run", "todo-toggle 1"]):
        with open("/dev/full", "wb") as full:
            result = desk.run(*arguments, stdout=full)
        if result.status != 1 or b"could not write" not in result.err:
            raise AssertionError(f"{arguments}: {result.status} {result.err}")


def any_locale_is_lived_with(desk):
    made(desk)
    desk.put("Self/3_日本.md", "# 日本 é\n")
    want = desk.run("status", desk.dir).out
    for locale in ("C", "POSIX", "xx_YY.none", ""):
        result = desk.run("status", desk.dir, env={"LANG": locale, "LC_ALL": locale})
        equal((result.status, result.out, result.err), (0, want, b""))


def no_home_is_lived_with(desk):
    made(desk)
    bare = {"HOME": None, "GIT_CONFIG_GLOBAL": None}
    equal(desk.run("status", desk.dir, env=bare).status, 0)
    equal(desk.run("-C", desk.dir, "run", "todo-toggle 1", env=bare).status, 0)
    equal(desk.run("status", desk.dir, env=dict(bare, HOME="relative")).status, 0)


def a_folder_that_is_read_only_is_told(desk):
    made(desk)
    command = [PROGRAM, "-C", desk.dir, "run", "todo-toggle 1"]
    if os.geteuid() == 0:
        if subprocess.run(["setpriv", "--version"], stdout=subprocess.DEVNULL).returncode:
            raise Skip("no setpriv")
        subprocess.run(["chown", "-R", "65534:65534", desk.top], check=True)
        os.chmod(desk.top, 0o755)
        command = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command]
        if subprocess.run([*command[:4], PROGRAM, "--version"],
                          stdout=subprocess.DEVNULL).returncode:
            raise Skip("the program is not in reach of another user")

    def once():
        return subprocess.run(command, env=desk.env, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=20)
    equal(once().returncode, 0)  # whoever it is, with the rights it works
    before = open(os.path.join(desk.dir, "todo.md"), "rb").read()
    os.chmod(desk.dir, 0o555)
    done = once()
    equal(done.returncode, 1)
    equal(len(done.stderr.splitlines()), 1)
    equal(open(os.path.join(desk.dir, "todo.md"), "rb").read(), before)
    os.chmod(desk.dir, 0o755)
    os.chmod(os.path.join(desk.dir, ".git"), 0o555)  # saved, but not committed: told
    done = once()
    equal(done.returncode, 1)
    os.chmod(os.path.join(desk.dir, ".git"), 0o755)


def a_lock_is_told_and_left(desk):
    made(desk)
    lock = desk.put(".git/index.lock")
    result = desk.run("-C", desk.dir, "run", "todo-toggle 1")
    one_line(result)
    assert os.path.exists(lock) and b"index.lock" in result.err


if __name__ == "__main__":
    main(help_and_version_work_everywhere, wrong_use_is_2, what_is_not_there_is_1,
         commands_lists_what_run_takes, init_fills_an_empty_folder, init_keeps_what_is_there,
         init_changes_no_repository, init_inside_a_repository_makes_one_of_its_own,
         init_makes_no_folder_of_a_file, status_prints_the_panes,
         status_tells_of_a_folder_without_history, run_makes_one_commit_for_each_line,
         run_stops_at_the_first_error, run_asks_nobody, two_runs_at_once_both_commit,
         without_identity_one_is_guessed_and_told, show_fits_the_width, show_reads_standard_input,
         a_full_device_is_an_error, any_locale_is_lived_with, no_home_is_lived_with,
         a_folder_that_is_read_only_is_told, a_lock_is_told_and_left)
