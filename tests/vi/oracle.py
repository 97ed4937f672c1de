"""Vim as the oracle of the vi keys: each script of keys on each text must leave the same text, and
the cursor in the same place, as Debian's `vim -u NONE -N`.

    oracle.py APPLY                    all of keys.txt on all of texts/
    oracle.py APPLY --random N SEED    N scripts made up from pieces of keys.txt

A key that fails does not end a script. Vim is told to keep quiet, and so does not end a macro
either where it fails, which tests/unit/vi.c looks at instead.

What is known to differ stands in differences.tsv with the reason: a script (or `*`), a text (or
`*`), why. A difference that is not there fails; so does a line there that no longer differs.
"""
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SHOWN = int(os.environ.get("PALIMPSEST_TEST_SHOWN", "40")) # differences printed
NAMED = {"Esc": "\x1b", "CR": "\r", "BS": "\x08", "Tab": "\t", "lt": "<", "Space": " "}

# Vim's own defaults, but for these: blanks for tabs and four of them, smart case, erasing anywhere.
RUN = r"""
set nocompatible lines=50 columns=80 nomore noerrorbells encoding=utf-8 backspace=indent,eol,start
set shiftwidth=4 tabstop=4 expandtab ignorecase smartcase nomodeline
set nrformats= nojoinspaces noswapfile undolevels=1000 undoreload=0 shortmess+=s
let scripts = readfile($VI_SCRIPTS, 'b')
let out = []
let text = 0
for path in split($VI_TEXTS, "\n")
  let script = 0
  for keys in scripts
    if keys != ''
      exe 'silent edit! ' . fnameescape(path)
      call cursor(1, 1)
      let @/ = ''
      call setreg('"', '', 'c')
      call setreg('a', '', 'c')
      call setreg('b', '', 'c')
      delmarks!
      silent! call feedkeys(keys, 'tx')
      silent! call feedkeys("\<Esc>", 'tx')
      let place = getcurpos()
      call add(out, '== ' . text . ' ' . script . ' ' . place[1] . ' ' . place[2])
      for line in getline(1, '$')
        call add(out, ' ' . line)
      endfor
      set nomodified
    endif
    let script += 1
  endfor
  let text += 1
endfor
call writefile(out, $VI_OUT, 'b')
qall!
"""


def keys_of(notation):
    """`dw<Esc>` to the bytes of the keys."""
    def named(match):
        name = match.group(1)
        if name.startswith("C-"):
            return chr(ord(name[2].upper()) & 0x1F)
        return NAMED[name]
    return re.sub(r"<(C-.|[A-Za-z]+)>", named, notation)


def read_results(data):
    results, key = {}, None
    for line in data.split("\n"):
        if line.startswith("== "):
            text, script, row, col = map(int, line.split()[1:])
            key = (text, script)
            results[key] = [(row, col), []]
        elif key and line:
            results[key][1].append(line[1:])
    return results


def run_vim(scripts, texts, folder):
    out, source = os.path.join(folder, "vim.out"), os.path.join(folder, "run.vim")
    with open(source, "w", encoding="utf-8") as file:
        file.write(RUN)
    env = dict(os.environ, VI_SCRIPTS=scripts, VI_TEXTS="\n".join(texts), VI_OUT=out,
               LANG="C.UTF-8", LC_ALL="C.UTF-8")
    subprocess.run(["vim", "-u", "NONE", "-N", "-i", "NONE", "-n", "-es", "-S", source], env=env,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, timeout=60)
    with open(out, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        return read_results(file.read())


def run_ours(apply, scripts, texts):
    done = subprocess.run([apply, scripts, *texts], capture_output=True, timeout=60, check=True)
    return read_results(done.stdout.decode("utf-8", "surrogateescape"))


def read_scripts():
    with open(os.path.join(HERE, "keys.txt"), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("# ")]


def read_differences():
    known = []
    with open(os.path.join(HERE, "differences.tsv"), encoding="utf-8") as file:
        for line in file:
            if line.strip() and not line.startswith("#"):
                script, text, why = line.rstrip("\n").split("\t")
                known.append((script, text, why))
    return known


def made_up(count, seed):
    """Scripts of two to six pieces; those that search or use the line of ex stay whole."""
    dice = random.Random(seed)
    pieces = [s for s in read_scripts() if len(s) < 12]
    return ["".join(dice.choice(pieces) for _ in range(dice.randint(2, 6))) for _ in range(count)]


def compare(notations, texts, ours, vims, known):
    used, failed = set(), 0
    for (text, script), vim in sorted(vims.items()):
        mine = ours[text, script]
        if mine == vim:
            continue
        name = os.path.basename(texts[text])
        match = [k for k in known if k[0] in ("*", notations[script]) and k[1] in ("*", name)]
        if match:
            used.add(match[0])
            continue
        failed += 1
        if failed <= SHOWN:
            print(f"{name}: {notations[script]}\n  vim  {vim}\n  here {mine}")
    stale = [k for k in known if k not in used]
    return failed, stale


def main():
    if not shutil.which("vim"):
        print("vim is not installed")
        return 77
    apply, known = sys.argv[1], read_differences()
    texts = sorted(os.path.join(HERE, "texts", name) for name in os.listdir(HERE + "/texts"))
    random_run = len(sys.argv) > 2
    notations = made_up(int(sys.argv[3]), int(sys.argv[4])) if random_run else read_scripts()
    with tempfile.TemporaryDirectory() as folder:
        scripts = os.path.join(folder, "scripts")
        with open(scripts, "w", encoding="utf-8", newline="\n") as file:
            file.write("".join(keys_of(notation) + "\n" for notation in notations))
        vims = run_vim(scripts, texts, folder)
        ours = run_ours(apply, scripts, texts)
    if len(vims) != len(notations) * len(texts):
        print(f"vim gave {len(vims)} results")
        return 1
    failed, stale = compare(notations, texts, ours, vims, known)
    for line in stale if not random_run else []:
        print("no difference any more:", *line)
    print(f"{len(notations)} scripts on {len(texts)} texts: {len(vims) - failed} alike or known, "
          f"{failed} different")
    return 1 if failed or (stale and not random_run) else 0


sys.exit(main())
