"""What the tests of the command line share: a temporary home, a run with a guard against hanging,
and checks that have names. A test is a list of functions; each prints one line."""

import os
import shutil
import subprocess
import sys
import tempfile
import traceback

PROGRAM = os.path.realpath(sys.argv[1])
SECONDS = 20  # a guard, never a wait


class Skip(Exception):
    pass


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


class Desk:
    """A temporary folder with a home in it; `dir` is the workspace, not made yet."""

    def __init__(self):
        self.top = tempfile.mkdtemp(prefix="palimpsest-")
        self.dir = os.path.join(self.top, "meadow")
        self.home = os.path.join(self.top, "home")
        os.mkdir(self.home)
        self.env = {
            "HOME": self.home, "PATH": os.environ["PATH"], "TZ": "UTC", "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.path.join(self.home, ".gitconfig"), "GIT_OPTIONAL_LOCKS": "0",
        }
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TMPDIR"):
            if name in os.environ:
                self.env[name] = os.environ[name]

    def sign(self):
        """The reader signs, by git's own configuration."""
        with open(os.path.join(self.home, ".gitconfig"), "w") as file:
            file.write("[user]\n\tname = the reader\n\temail = r@example.org\n")

    def put(self, path, text=""):
        full = os.path.join(os.fsencode(self.dir), os.fsencode(path))
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as file:
            file.write(text if isinstance(text, bytes) else text.encode())
        return full

    def run(self, *arguments, cwd=None, env=None, stdin=subprocess.DEVNULL, stdout=None, **more):
        environment = dict(self.env, **(env or {}))
        environment = {k: v for k, v in environment.items() if v is not None}
        try:
            done = subprocess.run(
                [PROGRAM, *arguments], cwd=cwd or self.top, env=environment, stdin=stdin,
                stdout=stdout or subprocess.PIPE, stderr=subprocess.PIPE, timeout=SECONDS, **more)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"hung: {arguments}")
        return Result(done.returncode, (done.stdout or b""), done.stderr)

    def git(self, *arguments, text="", env=None):
        """What git prints; `text` is its standard input."""
        return subprocess.run(["git", "-C", self.dir, *arguments], env=dict(self.env, **(env or {})),
                              check=True, input=text.encode(), stdout=subprocess.PIPE,
                              timeout=SECONDS).stdout.decode().rstrip("\n")

    def names(self):
        return sorted(os.listdir(self.dir))


def equal(got, want):
    assert got == want, f"got {got!r}, want {want!r}"


def one_line(result, status=1):
    """An error is one line that names the program, and nothing that was not asked for."""
    equal(result.status, status)
    lines = result.err.decode().splitlines()
    assert len(lines) == 1 and lines[0].startswith("palimpsest: "), result.err


def main(*checks):
    failed = skipped = 0
    for check in checks:
        desk = Desk()
        try:
            check(desk)
            word = "ok"
        except Skip as reason:
            word, skipped = f"skip: {reason}", skipped + 1
        except Exception:
            traceback.print_exc()
            word, failed = "FAILED", failed + 1
        finally:
            subprocess.run(["chmod", "-R", "u+rwX", desk.top], stderr=subprocess.DEVNULL)
            shutil.rmtree(os.fsencode(desk.top), ignore_errors=True)
        print(f"{check.__name__}: {word}", flush=True)
    if failed:
        sys.exit(1)
    sys.exit(77 if skipped == len(checks) else 0)
