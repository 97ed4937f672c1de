#!/usr/bin/env python3
"""Runs a program in a terminal, presses keys, and writes the screen as a picture.

usage: screenshot.py COLSxROWS FILE.png STEP... -- COMMAND [ARGUMENT...]

A STEP is `wait:TEXT` (until TEXT stands on the screen, ten seconds at most) or keys to type, in
which `\\r` is Enter and `\\e` is Escape. The terminal is pyte; it knows 24-bit colours. Nothing is
written unless every text that was waited for came.
"""

import codecs
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

import pyte
from PIL import Image, ImageDraw, ImageFont

FONTS = "/usr/share/fonts/truetype/dejavu/DejaVuSansMono%s.ttf"
# At this size a character is 12.04 pixels wide, so that lines of box drawing join.
SIZE, CELL_COLS, CELL_ROWS = 20, 12, 24
PATIENCE = 10.0
QUIET = 0.25
# Questions to the terminal that pyte does not know and would print.
UNKNOWN = re.compile(r"\x1b\[[>=<][0-9;:]*[A-Za-z]|\x1b\[\?[0-9;]*\$?[a-gi-km-z]|"
                     r"\x1bP.*?\x1b\\|\x1b\].*?(?:\x07|\x1b\\)", re.S)


class Terminal:
    def __init__(self, cols, rows, command):
        self.screen = pyte.Screen(cols, rows)
        self.stream = pyte.Stream(self.screen)
        self.decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.held = ""
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def read(self, seconds):
        """Takes what comes until nothing has come for `seconds`; False when the program ended."""
        while select.select([self.fd], [], [], seconds)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return False
            text = self.held + self.decoder.decode(data)
            cut = text.rfind("\x1b")  # a sequence may be cut in two
            whole = cut < 0 or re.match(r"\x1b(\[[^A-Za-z]*[A-Za-z]|[^\[\]P])", text[cut:])
            self.held = "" if whole else text[cut:]
            self.stream.feed(UNKNOWN.sub("", text if whole else text[:cut]))
        return True

    def wait(self, wanted):
        end = time.monotonic() + PATIENCE
        while not any(wanted in line for line in self.screen.display):
            if not self.read(0.02) or time.monotonic() > end:
                raise SystemExit("screenshot: %r did not come; the screen is\n%s"
                                 % (wanted, "\n".join(self.screen.display)))

    def type(self, keys):
        self.read(QUIET)
        os.write(self.fd, keys.replace("\\r", "\r").replace("\\e", "\x1b").encode())

    def end(self):
        os.kill(self.pid, signal.SIGTERM)
        while self.read(0.1):
            pass
        os.waitpid(self.pid, 0)


def picture(screen):
    faces = {(bold, slanted): ImageFont.truetype(FONTS % name, SIZE)
             for (bold, slanted), name in {(False, False): "", (True, False): "-Bold",
                                           (False, True): "-Oblique",
                                           (True, True): "-BoldOblique"}.items()}
    image = Image.new("RGB", (screen.columns * CELL_COLS, screen.lines * CELL_ROWS))
    draw = ImageDraw.Draw(image)
    for row in range(screen.lines):
        for col in range(screen.columns):
            cell = screen.buffer[row][col]
            draw_cell(draw, col * CELL_COLS, row * CELL_ROWS, cell, faces)
    # A screen has few colours; the picture is a third of the size for it.
    return image.quantize(128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def color(name, default):
    return "#" + name if re.fullmatch("[0-9a-fA-F]{6}", name) else default


def draw_cell(draw, x, y, cell, faces):
    ink, ground = color(cell.fg, "#dddddd"), color(cell.bg, "#101010")
    if cell.reverse:
        ink, ground = ground, ink
    draw.rectangle((x, y, x + CELL_COLS - 1, y + CELL_ROWS - 1), fill=ground)
    if cell.data.strip():
        draw.text((x, y), cell.data, font=faces[cell.bold, cell.italics], fill=ink)
    for wanted, at in ((cell.underscore, CELL_ROWS - 3), (cell.strikethrough, CELL_ROWS // 2 + 1)):
        if wanted:
            draw.line((x, y + at, x + CELL_COLS - 1, y + at), fill=ink)


def main(arguments):
    if "--" not in arguments or arguments.index("--") < 2:
        raise SystemExit(__doc__)
    at = arguments.index("--")
    cols, rows = map(int, arguments[0].split("x"))
    terminal = Terminal(cols, rows, arguments[at + 1:])
    for step in arguments[2:at]:
        if step.startswith("wait:"):
            terminal.wait(step[5:])
        else:
            terminal.type(step)
    terminal.read(QUIET)
    picture(terminal.screen).save(arguments[1], optimize=True)
    terminal.end()


main(sys.argv[1:])
