"""Talks to render_dump: one process, many sources."""

import subprocess


class Driver:
    def __init__(self, program):
        self.program = program
        self.process = None
        self.milliseconds = 0

    def ask(self, mode, cols, source):
        """The answer as text. EOFError when the program ended: it crashed."""
        if self.process is None:
            self.process = subprocess.Popen([self.program], stdin=subprocess.PIPE,
                                            stdout=subprocess.PIPE)
        try:
            self.process.stdin.write(b"%s %d %d\n" % (mode.encode(), cols, len(source)) + source)
            self.process.stdin.flush()
        except BrokenPipeError:
            pass
        head = self.process.stdout.readline().split()
        if len(head) != 2:
            self.close()
            raise EOFError("render_dump ended without an answer")
        self.milliseconds = int(head[1])
        return self.process.stdout.read(int(head[0])).decode("utf-8", "replace")

    def close(self):
        """The exit status."""
        if self.process is None:
            return 0
        process, self.process = self.process, None
        process.stdin.close()
        process.stdout.close()
        return process.wait()
