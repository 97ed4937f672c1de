"""Histories as somebody hostile would make them, and damaged ones: each is read by history_once in
every way that the program reads one. It must not crash, not start a program, say in one line what is
wrong, and take at most 50 ms of time for each step.

    history.py HISTORY_ONCE [DAMAGED]     DAMAGED: how many mutations of each kind (15)
"""

import hashlib
import itertools
import os
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import zlib

ONCE = os.path.realpath(sys.argv[1])
DAMAGED = int(sys.argv[2]) if len(sys.argv) > 2 else 2 if "PALIMPSEST_TEST_EVERY" in os.environ else 15
SECONDS = 30  # a guard, never a wait
SLOW = 3  # how history_once ends when a step took too long, and nothing else is wrong
WHO = b"A <a@example.org> 1700000000 +0000"


def git(folder, *arguments, **more):
    return subprocess.run(["git", "-C", folder, *arguments], check=True, stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, **more).stdout.decode().strip()


def base(folder):
    """A small history with a tag, a branch, a deleted file; some of it packed."""
    os.mkdir(folder)
    git(folder, "init", "-q", "-b", "main", "--template=")
    for name, value in (("user.name", "the reader"), ("user.email", "r@example.org"),
                        ("gc.auto", "0")):
        git(folder, "config", name, value)
    for number in range(6):
        for name in ("a.md", "d/b.md", "gone.md"):
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write("".join(f"line {i} of {name} {number if i == 20 else ''}\n"
                                   for i in range(60)))
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", f"change {number}")
    git(folder, "rm", "-q", "gone.md")
    git(folder, "commit", "-q", "-m", "delete")
    git(folder, "tag", "-a", "-m", "v", "v1", "HEAD~2")
    git(folder, "branch", "other", "HEAD~1")
    git(folder, "repack", "-a", "-d", "-q")
    git(folder, "pack-refs", "--all")


def loose(folder, kind, body, claims=None, name=None):
    """Writes a loose object; its id, which is right unless `name` says another."""
    head = kind + b" " + str(len(body) if claims is None else claims).encode() + b"\0"
    name = name or hashlib.sha1(head + body).hexdigest()
    path = os.path.join(folder, ".git", "objects", name[:2])
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, name[2:]), "wb") as file:
        file.write(zlib.compress(head + body, 1))
    return name


def head_is(folder, name):
    with open(os.path.join(folder, ".git", "refs", "heads", "main"), "w") as file:
        file.write(name + "\n")


def tree_of(folder):
    return git(folder, "rev-parse", "HEAD^{tree}")


def commit(folder, tree, parents=(), who=WHO, message=b"m\n"):
    return loose(folder, b"commit", b"tree " + tree.encode() + b"\n" +
                 b"".join(b"parent " + p.encode() + b"\n" for p in parents) +
                 b"author " + who + b"\ncommitter " + WHO + b"\n\n" + message)


def entry(mode, name, id_):
    return mode + b" " + name + b"\0" + bytes.fromhex(id_)


# --- packs ---

def pack_head(kind, size):
    out = bytearray([kind << 4 | size & 15])
    size >>= 4
    while size:
        out[-1] |= 128
        out.append(size & 127)
        size >>= 7
    return bytes(out)


def varint(value):
    out = bytearray()
    while True:
        out.append(value & 127 | (128 if value > 127 else 0))
        value >>= 7
        if not value:
            return bytes(out)


class Pack:
    """A pack and its index, written as they are told, right or wrong."""

    def __init__(self):
        self.data, self.objects = bytearray(b"PACK\0\0\0\2\0\0\0\0"), []

    def add(self, name, kind, size, body, extra=b""):
        at = len(self.data)
        raw = pack_head(kind, size) + extra + zlib.compress(body, 1)
        self.objects.append((bytes.fromhex(name), at, zlib.crc32(raw)))
        self.data += raw
        return at

    def delta(self, name, base_at, body):
        back, offset = len(self.data) - base_at, bytearray()
        offset.append(back & 127)
        back >>= 7
        while back:
            back -= 1
            offset.append(128 | back & 127)
            back >>= 7
        return self.add(name, 6, len(body), body, bytes(reversed(offset)))

    def write(self, folder, name="ab" * 20):
        self.data[8:12] = struct.pack(">I", len(self.objects))
        self.data += hashlib.sha1(self.data).digest()
        objects = sorted(self.objects)
        index = bytearray(b"\xfftOc\0\0\0\2")
        counts = [0] * 256
        for name_of_one, _, _ in objects:
            counts[name_of_one[0]] += 1
        index += b"".join(struct.pack(">I", n) for n in itertools.accumulate(counts))
        index += b"".join(o[0] for o in objects)
        index += b"".join(struct.pack(">I", o[2]) for o in objects)
        index += b"".join(struct.pack(">I", o[1]) for o in objects)
        index += self.data[-20:]
        index += hashlib.sha1(index).digest()
        path = os.path.join(folder, ".git", "objects", "pack", "pack-" + name)
        for end, data in ((".pack", self.data), (".idx", index)):
            with open(path + end, "wb") as file:
                file.write(data)


def name_of(kind, body):
    return hashlib.sha1(kind + b" " + str(len(body)).encode() + b"\0" + body).hexdigest()


# --- what somebody hostile makes ---

HOSTILE = []


def hostile(make):
    HOSTILE.append(make)
    return make


@hostile
def an_object_that_claims_8_gib(folder):
    for kind in (b"commit", b"tree", b"blob"):
        loose(folder, kind, b"x" * 9, claims=8 << 30, name=kind.hex().ljust(40, "0")[:40])
    head_is(folder, b"commit".hex().ljust(40, "0"))


@hostile
def a_file_that_claims_8_gib(folder):
    blob = loose(folder, b"blob", b"x" * 9, claims=8 << 30, name="12" * 20)
    head_is(folder, commit(folder, loose(folder, b"tree", entry(b"100644", b"a.md", blob)),
                           [git(folder, "rev-parse", "HEAD")]))


@hostile
def a_folder_that_claims_8_gib(folder):
    tree = loose(folder, b"tree", b"x" * 9, claims=8 << 30, name="13" * 20)
    head_is(folder, commit(folder, tree, [git(folder, "rev-parse", "HEAD")]))


@hostile
def a_header_longer_than_any(folder):
    head_is(folder, loose(folder, b"commit", b"x" * 9, claims="9" * 5000, name="14" * 20))


@hostile
def a_body_longer_than_it_claims(folder):
    head_is(folder, loose(folder, b"commit", b"x" * (40 << 20), claims=10, name="15" * 20))


@hostile
def folders_a_hundred_thousand_deep(folder):
    pack = Pack()
    name = loose(folder, b"blob", b"x\n")
    body = entry(b"100644", b"x.md", name)
    for _ in range(100000):
        name = name_of(b"tree", body)
        pack.add(name, 2, len(body), body)
        body = entry(b"40000", b"d", name)
    pack.write(folder)
    head_is(folder, commit(folder, name, [git(folder, "rev-parse", "HEAD")]))


@hostile
def a_hundred_million_files_of_ten_folders(folder):
    name = loose(folder, b"blob", b"x\n")
    body = b"".join(entry(b"100644", b"%d.md" % i, name) for i in range(10))
    for _ in range(10):
        tree = loose(folder, b"tree", body)
        body = b"".join(entry(b"40000", b"%d" % i, tree) for i in range(10))
    head_is(folder, commit(folder, tree, [git(folder, "rev-parse", "HEAD")]))


@hostile
def sixty_thousand_parents(folder):
    parent = git(folder, "rev-parse", "HEAD")
    head_is(folder, commit(folder, tree_of(folder), [parent] * 60000))


@hostile
def sixty_thousand_parents_that_are_not_there(folder):
    tree = tree_of(folder)
    head_is(folder, commit(folder, tree, [f"{i:040x}" for i in range(1, 60001)]))


@hostile
def four_thousand_parents(folder):
    parent, tree = git(folder, "rev-parse", "HEAD"), tree_of(folder)
    head_is(folder, commit(folder, tree, [commit(folder, tree, [parent], message=b"%d\n" % i)
                                          for i in range(4000)]))


@hostile
def a_message_of_64_mib(folder):
    head_is(folder, commit(folder, tree_of(folder), [git(folder, "rev-parse", "HEAD")],
                           message=b"m" * (64 << 20)))


@hostile
def a_message_of_60_mib_in_a_pack(folder):
    tree, parent = tree_of(folder), git(folder, "rev-parse", "HEAD")
    body = (f"tree {tree}\nparent {parent}\n".encode() + b"author " + WHO + b"\ncommitter " + WHO +
            b"\n\n" + b"m" * (60 << 20))
    pack = Pack()
    name = name_of(b"commit", body)
    pack.add(name, 1, len(body), body)
    pack.write(folder)
    head_is(folder, name)


@hostile
def controls_in_names_and_messages(folder):
    parent, tree = git(folder, "rev-parse", "HEAD"), tree_of(folder)
    for who in (b"\x1b]0;x\x07\x1b[2J <\x1b[31m> 1 +0000", b"\r\r <\r\n> 1 +0000", b"<> <> 1 +0000",
                b"x" * 100000 + b" <x> 1 +0000"):
        parent = commit(folder, tree, [parent], who, b"\x1b[2J\r\xff\xfe\n\n\x1b]52;c;eA==\x07\n")
    head_is(folder, parent)


def authors_that_are_none(who):
    def make(folder):
        head_is(folder, commit(folder, tree_of(folder), [git(folder, "rev-parse", "HEAD")], who))
    make.__name__ = f"an author {who[:20]!r}"
    return make


HOSTILE += [authors_that_are_none(who) for who in
            (b"", b"<>", b"\n\n", b"a <b> 99999999999999999999 +9999", b"A\nauthor B <b> 1 +0000", b"a <b", b"\0 <\0> \0")]


@hostile
def names_of_files_that_lead_out(folder):
    name = loose(folder, b"blob", b"x\n")
    parent = git(folder, "rev-parse", "HEAD")
    body = b"".join(entry(b"100644", n, name) for n in
                    (b"..", b".", b".git", b"", b"a/b", b"/etc/passwd", b"\x1b[2J", b"x" * 70000))
    head_is(folder, commit(folder, loose(folder, b"tree", body), [parent]))


@hostile
def modes_that_are_none(folder):
    name = loose(folder, b"blob", b"x\n")
    parent = git(folder, "rev-parse", "HEAD")
    body = b"".join(entry(mode, b"f%d" % i, name) for i, mode in
                    enumerate((b"777777", b"1", b"99999999999", b"160000", b"120000", b"40000")))
    head_is(folder, commit(folder, loose(folder, b"tree", body), [parent]))


def midx(folder, name, pack, offset):
    """A multi-pack-index: the object `name` lies at the offset in the pack of that name."""
    chunks = ((b"PNAM", f"pack-{pack}.idx".encode() + b"\0"),
              (b"OIDF", b"".join(struct.pack(">I", int(name[:2], 16) <= i) for i in range(256))),
              (b"OIDL", bytes.fromhex(name)), (b"OOFF", struct.pack(">II", 0, offset)))
    table, body, at = b"", b"", 12 + 12 * (len(chunks) + 1)
    for kind, data in chunks:
        table += kind + struct.pack(">Q", at + len(body))
        body += data
    table += b"\0\0\0\0" + struct.pack(">Q", at + len(body))
    data = b"MIDX\1\1" + bytes((len(chunks), 0)) + struct.pack(">I", 1) + table + body
    with open(os.path.join(folder, ".git", "objects", "pack", "multi-pack-index"), "wb") as file:
        file.write(data + hashlib.sha1(data).digest())


def bomb(pack):
    """Each delta copies the one before again and again, up to 60 MiB; sixty of them. Where the last
    is, and its name."""
    size, count = 60 << 20, 60
    at = pack.add("20" * 20, 3, 1 << 20, b"\0" * (1 << 20))
    last = 1 << 20
    for number in range(count):
        copies = size // 0xFF0000
        body = varint(last) + varint(min(last, 0xFF0000) * copies if last >= 0xFF0000
                                     else last * (size // last))
        if last >= 0xFF0000:
            body += (b"\xf0" + b"\0\0\xff") * copies
            made = 0xFF0000 * copies
        else:
            body += (b"\xf0" + struct.pack("<I", last)[:3]) * (size // last)
            made = last * (size // last)
        name = f"21{number:038x}"
        at = pack.delta(name, at, body)
        last = made
    return at, name


def head_has(folder, name):
    tree = loose(folder, b"tree", entry(b"100644", b"a.md", name))
    head_is(folder, commit(folder, tree, [git(folder, "rev-parse", "HEAD")]))


@hostile
def a_delta_bomb(folder):
    pack = Pack()
    name = bomb(pack)[1]
    pack.write(folder)
    head_has(folder, name)


@hostile
def a_delta_bomb_in_one_of_two_packs(folder):
    pack, small = Pack(), Pack()
    name = bomb(pack)[1]
    pack.write(folder, "ab" * 20)
    for side in ("aa", "ac"):
        small.add(name, 3, 4, b"text")
        small.write(folder, side * 20)
        small = Pack()
    head_has(folder, name)


@hostile
def a_delta_bomb_that_only_a_multi_pack_index_names(folder):
    pack = Pack()
    at, name = bomb(pack)
    pack.objects = [(bytes.fromhex("aa" * 20),) + pack.objects[0][1:]]
    pack.write(folder)
    midx(folder, name, "ab" * 20, at)
    head_has(folder, name)


@hostile
def a_chain_of_a_hundred_thousand_deltas(folder):
    pack = Pack()
    at = pack.add("30" * 20, 3, 4, b"text")
    for number in range(100000):
        name = f"31{number:038x}"
        at = pack.delta(name, at, varint(4) + varint(4) + b"\x90\x04")
    pack.write(folder)
    tree = loose(folder, b"tree", entry(b"100644", b"a.md", name))
    head_is(folder, commit(folder, tree, [git(folder, "rev-parse", "HEAD")]))


@hostile
def a_packed_object_that_claims_8_gib(folder):
    pack = Pack()
    pack.add("40" * 20, 1, 8 << 30, b"x" * 30)
    pack.add("41" * 20, 3, 8 << 30, b"x" * 30)
    pack.write(folder)
    head_is(folder, "40" * 20)


@hostile
def a_delta_of_itself(folder):
    pack = Pack()
    pack.add("50" * 20, 7, 6, varint(4) + varint(4) + b"\x90\x04", bytes.fromhex("51" * 20))
    pack.add("51" * 20, 7, 6, varint(4) + varint(4) + b"\x90\x04", bytes.fromhex("50" * 20))
    pack.write(folder)
    head_is(folder, "50" * 20)


@hostile
def refs_in_circles(folder):
    heads = os.path.join(folder, ".git", "refs", "heads")
    for name, to in (("main", "x"), ("x", "y"), ("y", "main")):
        with open(os.path.join(heads, name), "w") as file:
            file.write(f"ref: refs/heads/{to}\n")


@hostile
def a_head_of_100_mib(folder):
    with open(os.path.join(folder, ".git", "HEAD"), "wb") as file:
        file.write(b"ref: refs/heads/" + b"x" * (100 << 20))


@hostile
def packed_refs_of_300_mib(folder):
    with open(os.path.join(folder, ".git", "packed-refs"), "wb") as file:
        file.write((b"0" * 39 + b"1 refs/heads/" + b"x" * 200 + b"\n") * (300 << 20 >> 8))


@hostile
def an_index_of_300_mib(folder):
    with open(os.path.join(folder, ".git", "index"), "wb") as file:
        file.write(b"DIRC\0\0\0\2\0\xff\xff\xff")
        file.truncate(300 << 20)


# --- damage ---

def mutate(data, dice):
    data = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        if not data:
            break
        at, what = dice.randrange(len(data)), dice.randrange(6)
        if what == 0:
            data[at] ^= 1 << dice.randrange(8)
        elif what == 1:
            data[at] = dice.choice((0, 255, 128, 127, 10, 32))
        elif what == 2:
            del data[at:at + dice.choice((1, 4, 20, 1000))]
        elif what == 3:
            data[at:at] = bytes(dice.randrange(256) for _ in range(dice.choice((1, 4, 20))))
        elif what == 4:
            data[at:at + 4] = dice.choice((b"\xff" * 4, b"\0" * 4, b"\x7f\xff\xff\xff"))
        else:
            del data[at:]
    return bytes(data)


def mend(path, data):
    """The checksum at the end made right again: what is wrong lies deeper."""
    if path.endswith((".idx", ".pack", "index")) and len(data) > 20:
        data = data[:-20] + hashlib.sha1(data[:-20]).digest()
    return data


def damage(folder, kind, dice):
    inside = os.path.join(folder, ".git")
    if kind == "midx":
        git(folder, "multi-pack-index", "write")
    pack = os.path.join(inside, "objects", "pack")
    names = {"pack": [os.path.join(pack, n) for n in sorted(os.listdir(pack))
                      if n.endswith((".pack", ".idx"))],
             "index": [os.path.join(inside, "index")],
             "midx": [os.path.join(pack, "multi-pack-index")],
             "refs": [os.path.join(inside, n) for n in ("HEAD", "packed-refs", "logs/HEAD")]}[kind]
    path = dice.choice(names)
    os.chmod(path, 0o644)
    with open(path, "rb") as file:
        data = mutate(file.read(), dice)
    if dice.random() < 0.5:
        data = mend(path, data)
    with open(path, "wb") as file:
        file.write(data)


# --- while git works ---

def while_git_packs(folder):
    """Packs, loose objects and refs change under an open repository: the answers stay the same."""
    want = subprocess.run([ONCE, folder], stdout=subprocess.PIPE).stdout
    rounds = 60
    done = subprocess.Popen([ONCE, folder, str(rounds)], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)
    acts = (["gc", "-q", "--prune=now"], ["multi-pack-index", "write"],
            ["repack", "-a", "-d", "-f", "-q", "--depth=3"],
            ["prune"], ["pack-refs", "--all"], ["reflog", "expire", "--all", "--expire=now"])
    turn = 0
    while done.poll() is None:
        git(folder, *acts[turn % len(acts)])
        turn += 1
    out, err = done.communicate(timeout=SECONDS)
    lines = [line for line in out.splitlines() if not line.startswith(b"slow:")]
    if done.returncode < 0 or lines != want.splitlines() * rounds:
        return f"while git packed ({turn} acts): {done.returncode}\n{out[-2000:]!r}\n{err!r}"
    return None


# --- other shapes ---

def a_rebase_in_progress(folder):
    os.mkdir(os.path.join(folder, ".git", "rebase-merge"))
    return "undo: a rebase is in progress"


def a_merge_in_progress(folder):
    with open(os.path.join(folder, ".git", "MERGE_HEAD"), "w") as file:
        file.write(git(folder, "rev-parse", "other") + "\n")
    return "undo: a merge is in progress"


def a_detached_head(folder):
    git(folder, "checkout", "-q", "--detach", "HEAD~1")
    return "undelete: gone.md is there"


def an_unborn_head(folder):
    git(folder, "symbolic-ref", "HEAD", "refs/heads/new")
    return "undo: there is no commit yet"


def a_shallow_clone(folder):
    git(folder, "clone", "-q", "--depth", "4", "file://" + folder, folder + ".2")
    shutil.rmtree(folder)
    os.rename(folder + ".2", folder)
    git(folder, "branch", "other", "HEAD~1")
    return ""


def grafts(folder):
    os.makedirs(os.path.join(folder, ".git", "info"), exist_ok=True)
    with open(os.path.join(folder, ".git", "info", "grafts"), "w") as file:
        file.write(git(folder, "rev-parse", "HEAD", "HEAD~3").replace("\n", " ") + "\n")
    return ""


def a_bare_folder_of_git_s_own(folder):
    git(folder, "clone", "-q", "--bare", folder, folder + ".2")
    shutil.rmtree(folder)
    os.rename(folder + ".2", folder)
    return "open: "


def a_bare_folder(folder):
    git(folder, "config", "core.bare", "true")
    return "open: "


def a_worktree(folder):
    git(folder, "worktree", "add", "-q", folder + ".2", "other")
    shutil.rmtree(os.path.join(folder, "d"))
    for name in os.listdir(folder):
        if name != ".git" and os.path.isfile(os.path.join(folder, name)):
            os.unlink(os.path.join(folder, name))
    shutil.move(os.path.join(folder, ".git"), folder + ".git")
    shutil.copytree(folder + ".2", folder, dirs_exist_ok=True)
    return "open: "


def packed_refs_only(folder):
    git(folder, "pack-refs", "--all", "--prune")
    return ""


def a_large_file_of_many_versions(folder):
    """More than a bomb costs, but it begins with six megabytes."""
    text = "".join(f"{random.Random(i).getrandbits(512):x}\n" for i in range(48000)).encode()
    pack, size = Pack(), len(text)
    copy = b"\xf0" + struct.pack("<I", size)[:3]
    at = pack.add("60" * 20, 3, size, text)
    for number in range(60):
        at = pack.delta(f"61{number:038x}", at, varint(size) + varint(size) + copy)
    name = name_of(b"blob", text + b"!")
    pack.delta(name, at, varint(size) + varint(size + 1) + copy + b"\x01!")
    pack.write(folder)
    head_has(folder, name)
    git(folder, "reset", "-q", "--hard")
    git(folder, "branch", "-f", "other", "HEAD~1")
    return ""


SHAPES = (a_large_file_of_many_versions, a_rebase_in_progress, a_merge_in_progress, a_detached_head, an_unborn_head,
          a_shallow_clone, grafts, a_bare_folder,
          a_bare_folder_of_git_s_own, a_worktree, packed_refs_only)


def shape(folder, make):
    """It is read without an error but the ones that `make` gives the beginning of."""
    want = make(folder)
    done = subprocess.run([ONCE, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=SECONDS)
    lines = [line for line in done.stdout.decode().splitlines()
             if not line.startswith(("log: there is no older", "slow:"))]
    if done.returncode < 0 or (want and not any(line.startswith(want) for line in lines)) or \
            (not want and lines):
        return f"{make.__name__}: {done.returncode}, want \"{want}\"\n" + "\n".join(lines)
    return None


# --- the run ---

def look(folder, what):
    """None, or what is wrong. A step that takes too long does so each time: of three."""
    slow = None
    for _ in range(3):
        code, wrong = look_once(folder, what)
        if code != SLOW:
            return wrong
        steps = set(re.findall("^slow: (\\w+)", wrong, re.MULTILINE))
        slow = slow & steps if slow else steps
        if not slow:
            return None
    return wrong


def look_once(folder, what):
    """The exit status, and None or what is wrong."""
    try:
        done = subprocess.run([ONCE, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return 1, f"{what}: hung"
    said = done.stdout.decode(errors="replace")
    if os.environ.get("PALIMPSEST_TEST_VERBOSE"):
        print(f"{what}:\n" + "".join(f"    {line}\n" for line in said.splitlines()), flush=True)
    if done.returncode != 0:
        return done.returncode, f"{what}: ended with {done.returncode}\n{said}{done.stderr.decode(errors='replace')}"
    return 0, None


def main():
    top = tempfile.mkdtemp(prefix="palimpsest-")
    wrong, tried = [], 0
    os.environ.update(GIT_CONFIG_NOSYSTEM="1", GIT_CONFIG_GLOBAL="/dev/null", HOME=top)
    only = os.environ.get("PALIMPSEST_TEST_ONLY")
    try:
        good, folder = os.path.join(top, "good"), os.path.join(top, "meadow")
        base(good)
        for make in HOSTILE:
            if only and only not in make.__name__:
                continue
            shutil.copytree(good, folder)
            make(folder)
            wrong.append(look(folder, make.__name__))
            shutil.rmtree(folder)
            tried += 1
        for make in () if only else SHAPES:
            shutil.copytree(good, folder)
            wrong.append(shape(folder, make))
            tried += 1
            for name in os.listdir(top):
                if name != "good":
                    shutil.rmtree(os.path.join(top, name))
        if not only:
            shutil.copytree(good, folder)
            wrong.append(while_git_packs(folder))
            shutil.rmtree(folder)
        for kind in ("pack", "midx", "index", "refs"):
            for number in range(0 if only else DAMAGED):
                shutil.copytree(good, folder)
                damage(folder, kind, random.Random(f"{kind} {number}"))
                wrong.append(look(folder, f"damaged {kind} {number}"))
                shutil.rmtree(folder)
                tried += 1
    finally:
        shutil.rmtree(top, ignore_errors=True)
    wrong = [text for text in wrong if text]
    print("\n".join(wrong + [f"{tried} histories read, {len(wrong)} not as promised"]))
    sys.exit(1 if wrong else 0)


main()
