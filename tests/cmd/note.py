"""Notes, tasks and recent changes on the command line: what basic-memory would have written and answered, who may write
over what, and that nothing is lost when several write at once. PALIMPSEST_TEST_NOTES=250 writes 500 notes in the race."""

import hashlib
import json
import os
import random
import subprocess
import threading

from desk import PROGRAM, Skip, equal, main, one_line

LAMP = "memory/sea/The Keeper's Lamp.md"


def made(desk):
    desk.sign()
    desk.put("memory/sea/Fog.md", "---\ntitle: Fog\ntype: note\npermalink: sea/fog\n---\n\nIt came.\n")
    desk.put("todo.md", "# Todo\n\n- [ ] one\n- [x] two\n")
    equal(desk.run("init", desk.dir).status, 0)


def note(desk, *arguments, text=""):
    """The answer of `note`, its standard input being `text`."""
    done = subprocess.run([PROGRAM, "-C", desk.dir, "note", *arguments], input=text.encode(), env=desk.env,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
    done.status, done.out, done.err = done.returncode, done.stdout, done.stderr
    return done


def read(desk, path):
    with open(os.path.join(desk.dir, path), "rb") as file:
        return file.read().decode()


def checksum(desk, path):
    return hashlib.sha256(read(desk, path).encode()).hexdigest()


def write_lamp(desk):
    done = note(desk, "write", "--title", "The Keeper's Lamp", "--folder", "sea", "--tags", "light, #sea",
                text="It burns.\n")
    equal((done.status, done.err), (0, b""))
    return done


def write_answers_as_basic_memory(desk):
    made(desk)
    done = note(desk, "write", "--title", "LoRA Adapters as Symptom Specialization - The Architecture of Fracture",
                "--folder", "insights", "--tags", "alignment, lora-adapters",
                text="Seen in [[Fog]] and [[Nowhere]].\n\n- [insight] one\n- [fact] two #x\n- [insight] three\n- [ ] no\n")
    equal((done.status, done.err), (0, b""))
    path = "insights/LoRA Adapters as Symptom Specialization - The Architecture of Fracture.md"
    equal(done.out.decode(),
          f"# Created note\nfile_path: {path}\n"
          "permalink: insights/lo-ra-adapters-as-symptom-specialization-the-architecture-of-fracture\n"
          f"checksum: {checksum(desk, 'memory/' + path)[:8]}\n\n## Observations\n- fact: 1\n- insight: 2\n\n"
          "## Relations\n- Resolved: 1\n- Unresolved: 1\n\n"
          "Note: Unresolved relations point to entities that don't exist yet.\n\n## Tags\n- alignment, lora-adapters\n")
    equal(desk.git("log", "-1", "--format=%s", "--name-only").split("\n")[-1], f"memory/{path}")
    equal(desk.git("status", "--porcelain"), "")


def a_note_is_written_as_basic_memory_writes_it(desk):
    made(desk)
    write_lamp(desk)
    equal(read(desk, LAMP), "---\ntitle: The Keeper's Lamp\ntype: note\npermalink: sea/the-keepers-lamp\ntags:\n- light\n"
          "- sea\n---\n\nIt burns.\n")
    done = note(desk, "write", "--title", "Empty", "--folder", "/")
    equal(done.status, 0)
    equal(read(desk, "memory/Empty.md"), "---\ntitle: Empty\ntype: note\npermalink: empty\n---\n")
    done = note(desk, "write", "--title", "Felt", "--emotion", "calm", "--intensity", "7", "--trigger", "the bell",
                "--date", "today", text="Words.\n")
    equal(done.status, 0)
    equal(read(desk, "memory/Felt.md"), "---\ntitle: Felt\ntype: note\npermalink: felt\n---\n\nEmotion: calm\n"
          "Intensity: 7/10\nTrigger: the bell\nDate: today\n\nWords.\n")


def front_matter_that_is_given_is_taken(desk):
    made(desk)
    done = note(desk, "write", "--title", "Told", "--tags", "b", "--json",
                text="---\ntitle: other\ntype: person\nstatus: alive\ntags: [a]\nlinks:\n- x\n---\n\n\nBody\n\n")
    equal(done.status, 0)
    equal(read(desk, "memory/Told.md"), "---\ntitle: Told\ntype: person\npermalink: told\nstatus: alive\ntags:\n- b\n"
          "links:\n- x\n---\n\nBody")
    equal(json.loads(done.out)["tags"], ["b"])


def random_words(picks):
    words = ["fog", "the", "Keeper's", "lamp:", "#sea", "- x", "a b", "yes", "12:30", "2025-01-01", "[x]", "{y}", "100%", "@home",
             "'", "\"so\"", "é", "雨", "🎉", "-", "?", "!", "&", "*", "|", ">", "~", "null", "1_000", ".5", "C:\\", "a, b", "longer words than the others"]
    return " ".join(picks.choices(words, k=picks.choice([1, 1, 2, 3, 6, 14]))).strip()


def what_is_written_is_what_pyyaml_dumps(desk):
    """Front matter as python-frontmatter with PyYAML writes it, which is what basic-memory does."""
    try:
        import yaml
    except ImportError:
        raise Skip("no PyYAML")
    made(desk)
    picks = random.Random(7)
    for number in range(int(os.environ.get("PALIMPSEST_TEST_NOTES", "10")) * 3):
        title, tags = f"{random_words(picks)} {number}", [random_words(picks) for _ in range(picks.randrange(4))]
        tags = [tag.strip().lstrip("#") for tag in ",".join(tags).split(",") if tag.strip()]
        body = picks.choice(["", "Words.\n", "no line end", "\nA blank line first\n\n", "# Head\r\nold lines\r\n"])
        done = note(desk, "write", "--title", title, "--tags", ",".join(tags), "--json", text=body)
        equal((done.status, done.err), (0, b""))
        got = json.loads(done.out)
        fields = {"title": title, "type": "note", "permalink": got["permalink"]}
        if tags:
            fields["tags"] = tags
        head = yaml.dump(fields, sort_keys=False, allow_unicode=True, default_flow_style=False, Dumper=yaml.SafeDumper)
        with open(os.path.join(desk.dir, got["path"]), "rb") as file:
            text = file.read().decode()
        equal(text, f"---\n{head}---\n\n{body}" if body else f"---\n{head}---\n")


def what_is_there_is_not_written_over(desk):
    made(desk)
    write_lamp(desk)
    before = read(desk, LAMP)
    over = ["write", "--title", "The Keeper's Lamp", "--folder", "sea"]
    done = note(desk, *over, text="Other.\n")
    one_line(done)
    assert checksum(desk, LAMP).encode() in done.err, done.err
    new = before.replace("It burns.", "Other.")
    assert hashlib.sha256(new.encode()).hexdigest().encode() in done.err, done.err
    done = note(desk, *over, "--base", "0" * 64, "--json", text="Other.\n")
    equal(done.status, 1)
    equal(json.loads(done.out)["error"], "conflict")
    equal(json.loads(done.out)["checksum"], checksum(desk, LAMP))
    equal(read(desk, LAMP), before)
    done = note(desk, *over, "--base", checksum(desk, LAMP)[:10], text="Other.\n")
    equal(done.status, 0)
    assert done.out.startswith(b"# Updated note\n")
    equal(read(desk, LAMP), new)
    done = note(desk, "write", "--title", "Not there", "--base", "0" * 64, text="x")
    one_line(done)
    equal(desk.git("status", "--porcelain"), "")


def a_permalink_is_never_changed_and_never_twice(desk):
    made(desk)
    desk.put("memory/a.md", "---\ntitle: a\npermalink: kept/as-it-was\nmade: 2020 # why\n---\n\nold\n")
    base = checksum(desk, "memory/a.md")
    equal(note(desk, "write", "--title", "a", "--base", base, text="new\n").status, 0)
    equal(read(desk, "memory/a.md"), "---\ntitle: a\npermalink: kept/as-it-was\nmade: 2020 # why\n---\n\nnew\n")
    done = note(desk, "write", "--title", "FOG", "--folder", "sea", "--json", text="x\n")
    equal(json.loads(done.out)["permalink"], "sea/fog-1")
    done = note(desk, "write", "--title", "The fog", "--folder", "sea", text="x\n")
    assert b"Similar" not in done.out
    done = note(desk, "write", "--title", "The_Fog", text="x\n")
    assert b"Similar existing notes" in done.out and b"- sea/The fog.md\n" in done.out, done.out


def read_finds_a_note_by_each_of_its_names(desk):
    made(desk)
    write_lamp(desk)
    want = read(desk, LAMP).encode()
    for name in ("sea/the-keepers-lamp", "memory://sea/the-keepers-lamp", "The Keeper's Lamp", LAMP, LAMP[:-3],
                 "sea/The Keeper's Lamp", "the keepers lamp"):
        done = note(desk, "read", name)
        equal((done.status, done.out), (0, want))
    os.rename(os.path.join(desk.dir, LAMP), os.path.join(desk.dir, "memory/moved.md"))
    equal(note(desk, "read", "sea/the-keepers-lamp").out, want)
    got = json.loads(note(desk, "read", "The Keeper's Lamp", "--json").out)
    equal((got["content"], got["path"], got["tags"]), (want.decode(), "memory/moved.md", ["light", "sea"]))
    one_line(note(desk, "read", "nothing of this name"))
    one_line(note(desk, "read", "../../etc/passwd"))


def edit_changes_what_is_meant(desk):
    made(desk)
    path = "memory/sea/Fog.md"
    head = "---\ntitle: Fog\ntype: note\npermalink: sea/fog\n---\n\n"
    for arguments, text, want in (
            (["--append"], "It went.\n", head + "It came.\nIt went.\n"),
            (["--prepend"], "# Fog", head + "# Fog\n\nIt came.\nIt went.\n"),
            (["--replace", "It "], "x", None),
            (["--replace", "It ", "--times", "2"], "Fog \n", head + "# Fog\n\nFog came.\nFog went.\n"),
            (["--section", "Fog"], "New.\n", head + "# Fog\nNew.\n"),
            (["--section", "Nowhere"], "New.\n", None),
            (["--emotion", "awe", "--intensity", "∞"], "", head + "Emotion: awe\nIntensity: ∞/10\n\n# Fog\nNew.\n"),
            (["--base", "0" * 64, "--append"], "x", None)):
        before = read(desk, path)
        done = note(desk, "edit", "sea/fog", *arguments, text=text)
        equal(done.status, 1 if want is None else 0)
        equal(read(desk, path), want or before)
    for verb in (["edit", "todo", "--add-tags", "x"], ["delete", "todo"], ["delete", "todo.md"], ["rename", "todo", "x"]):
        one_line(note(desk, *verb))  # no note
    equal(note(desk, "read", "todo").out.decode(), read(desk, "todo.md"))
    note(desk, "edit", "sea/fog", "--add-tags", "a, b,a")
    note(desk, "edit", "sea/fog", "--remove-tags", "a", "--add-tags", "c")
    assert "permalink: sea/fog\ntags:\n- b\n- c\n---\n" in read(desk, path), read(desk, path)
    equal(desk.git("status", "--porcelain"), "")


def rename_and_move_take_links_along(desk):
    made(desk)
    desk.put("Self/1_me.md", "I saw [[Fog]], [[Fog#End|it]], `[[Fog]]` and [it](../memory/sea/Fog.md).\n")
    desk.run("-C", desk.dir, "run", "commit-outside")
    before = desk.git("rev-parse", "HEAD")
    done = note(desk, "rename", "Fog", "The Mist: two", "--preview")
    equal((done.status, desk.git("rev-parse", "HEAD")), (0, before))
    assert b"[[The Mist: two]]" in done.out, done.out
    done = note(desk, "rename", "Fog", "The Mist: two")
    equal((done.status, done.err), (0, b""))
    assert done.out.startswith(b"# Moved note\nfile_path: sea/The Mist- two.md\npermalink: sea/fog\n"), done.out
    assert b"3 links changed in 1 file." in done.out
    equal(read(desk, "Self/1_me.md"), "I saw [[The Mist: two]], [[The Mist: two#End|it]], `[[Fog]]` and "
          "[it](../memory/sea/The%20Mist-%20two.md).\n")
    equal(desk.git("log", "-1", "--format=", "--name-only", "--no-renames").split("\n"),
          ["Self/1_me.md", "memory/sea/Fog.md", "memory/sea/The Mist- two.md"])
    equal(note(desk, "move", "sea/fog", "air/old", "--json").status, 0)
    assert "[it](../memory/air/old/The%20Mist-%20two.md)" in read(desk, "Self/1_me.md")
    assert "permalink: sea/fog\n" in read(desk, "memory/air/old/The Mist- two.md")
    equal(desk.run("-C", desk.dir, "run", "file-move 'memory/air/old/The Mist- two.md' Garden").status, 0)
    assert "[it](../Garden/The%20Mist-%20two.md)" in read(desk, "Self/1_me.md")
    one_line(note(desk, "rename", "nothing", "x"))
    one_line(note(desk, "move", "Garden/The Mist- two", "../x"))
    equal(desk.git("status", "--porcelain"), "")


def who_writes_for_somebody_is_told_in_the_commit(desk):
    made(desk)
    for arguments in (["write", "--title", "x"], ["edit", "x", "--add-tags", "y"], ["rename", "x", "z"], ["delete", "z"]):
        equal(note(desk, *arguments, "--agent", "the companion\nX: y", "--session=42").status, 0)
        equal(desk.git("log", "-1", "--format=%(trailers:only)"), "Agent: the companion X: y\nSession: 42")


def delete_is_one_commit_and_says_the_way_back(desk):
    made(desk)
    before = read(desk, "memory/sea/Fog.md")
    done = note(desk, "delete", "sea/fog")
    equal(done.status, 0)
    equal(desk.git("log", "-1", "--format=%s"), "memory: delete sea/Fog.md")
    words = done.out.decode().split("palimpsest restore ")[1].strip().split(" ", 1)
    equal(desk.run("-C", desk.dir, "restore", words[0], words[1].strip('"')).status, 0)
    equal(read(desk, "memory/sea/Fog.md"), before)


def list_tells_notes_by_folder_and_tag(desk):
    made(desk)
    write_lamp(desk)
    equal(note(desk, "list").out.decode(), "sea/Fog.md\nsea/The Keeper's Lamp.md\n")
    equal(note(desk, "list", "memory/sea/", "--tag", "#light").out.decode(), "sea/The Keeper's Lamp.md\n")
    equal(note(desk, "list", "se").out, b"")
    equal([json.loads(line)["title"] for line in note(desk, "list", "--json").out.splitlines()],
          ["Fog", "The Keeper's Lamp"])


def recent_tells_days(desk):
    made(desk)
    write_lamp(desk)
    done = desk.run("-C", desk.dir, "recent", "7 days")
    equal((done.status, done.err), (0, b""))
    lines = done.out.decode().splitlines()
    assert lines[1].endswith('add "The Keeper\'s Lamp"') and "memory" in lines[1] and "+10 -0" in lines[1], lines
    got = [json.loads(line) for line in desk.run("-C", desk.dir, "recent", "24h", "--json").out.splitlines()]
    equal([commit["subject"] for commit in got], ['memory: add "The Keeper\'s Lamp"', "workspace: first commit"])
    equal(got[0]["files"], [{"path": LAMP, "status": "A", "added": 10, "removed": 0}])
    equal(desk.run("-C", desk.dir, "recent", "soonish").status, 2)


def todo_is_listed_and_changed(desk):
    made(desk)

    def todo(*arguments):
        return desk.run("-C", desk.dir, "todo", *arguments)
    equal(todo().out.decode(), "  1  ☐ one\n  2  ☒ two\n")
    equal(todo("list", "open").out.decode(), "  1  ☐ one\n")
    equal(todo("add", "three", "words").status, 0)
    equal(todo("done", "1").status, 0)
    equal(todo("done", "1").status, 0)
    equal(todo("open", "2").status, 0)
    equal(todo("cancel", "3").status, 0)
    equal(todo("edit", "2", "second").status, 0)
    equal(read(desk, "todo.md"), "# Todo\n\n- [x] one\n- [ ] second\n- [-] three words\n")
    got = json.loads(todo("list", "--json").out.splitlines()[1])
    equal((got["number"], got["state"], got["text"], got["heading"]), (2, "open", "second", "Todo"))
    equal(json.loads(todo("delete", "3", "--json").out)["action"], "deleted")
    equal(todo("done", "9").status, 1)
    equal(json.loads(todo("done", "9", "--json").out)["error"], "refused")
    for wrong in (["dance"], ["done"], ["done", "x"], ["list", "blue"], ["add"], ["--what"]):
        equal(todo(*wrong).status, 2)


def wrong_use_is_2(desk):
    made(desk)
    for arguments in ([], ["dance"], ["write"], ["write", "--title"], ["write", "--title", "x", "y"], ["read"],
                      ["read", "a", "b"], ["edit"], ["edit", "sea/fog", "--append", "--prepend"], ["delete"],
                      ["write", "--title", "..."], ["write", "--title", "a\nb"], ["list", "--what"]):
        done = note(desk, *arguments)
        equal((arguments, done.status, done.out), (arguments, 2, b""))
        assert done.err.startswith(b"palimpsest: "), done.err
    for folder in ("../out", "/tmp", ".git/hooks", "a/../../b"):
        one_line(note(desk, "write", "--title", "x", "--folder", folder))
    equal(sorted(os.listdir(desk.top)), ["home", "meadow"])
    equal(desk.git("status", "--porcelain"), "")


def two_writers_and_git_lose_nothing(desk):
    made(desk)
    desk.put("page.md", "0\n")
    desk.git("add", "page.md")
    desk.git("commit", "-qm", "page")
    count = int(os.environ.get("PALIMPSEST_TEST_NOTES", "10"))
    failed, done = [], threading.Event()

    def writer(name):
        for number in range(count):
            got = note(desk, "write", "--title", f"{name} {number}", "--folder", name, "--tags", "race", text=f"{number}\n")
            if got.status:
                failed.append(got.err)

    def git():
        number = 0
        while not done.is_set():
            number += 1
            desk.put("page.md", f"{number}\n")
            subprocess.run(["git", "-C", desk.dir, "commit", "-qm", "git", "page.md"], env=desk.env,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            done.wait(0.02)
    threads = [threading.Thread(target=writer, args=(name,)) for name in ("one", "two")]
    other = threading.Thread(target=git)
    for thread in threads + [other]:
        thread.start()
    for thread in threads:
        thread.join()
    done.set()
    other.join()
    equal(failed, [])
    notes = desk.git("ls-files", "memory/one", "memory/two").splitlines()
    equal(len(notes), count * 2)
    equal(desk.git("log", "--format=%s").count("memory: add"), count * 2)
    equal([name for name in desk.git("status", "--porcelain").splitlines() if "memory" in name], [])
    desk.git("fsck", "--strict")


if __name__ == "__main__":
    main(write_answers_as_basic_memory, a_note_is_written_as_basic_memory_writes_it, front_matter_that_is_given_is_taken,
         what_is_written_is_what_pyyaml_dumps,
         what_is_there_is_not_written_over, a_permalink_is_never_changed_and_never_twice,
         read_finds_a_note_by_each_of_its_names, edit_changes_what_is_meant, delete_is_one_commit_and_says_the_way_back,
         who_writes_for_somebody_is_told_in_the_commit,
         rename_and_move_take_links_along,
         list_tells_notes_by_folder_and_tag, recent_tells_days, todo_is_listed_and_changed, wrong_use_is_2,
         two_writers_and_git_lose_nothing)
