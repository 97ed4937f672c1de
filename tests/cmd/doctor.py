"""doctor: what is wrong in the workspace as a whole, each fix one commit, and the exit status."""

import json
import os

from desk import equal, main, one_line

LAKE = "---\ntitle: Lake Placid\ntype: note\npermalink: lake-placid\n---\n\nx\n"


def ward(desk):
    desk.sign()
    os.makedirs(desk.dir)
    desk.put("memory/Lake Placid.md", LAKE)
    desk.put("memory/Sea.md", "---\ntitle: Sea: deep\n---\n\nSee [[Lake Placdi]] and [[Nothing]].\n")
    desk.put("memory/Sea.sync-conflict-20260101-120000-ABCDEFG.md", "See [[Lake Placdi]] and [[Nothing]].\n")
    desk.put("memory/Mere.md", LAKE.replace("Lake Placid", "Mere"))
    equal(desk.run("init", desk.dir).status, 0)


def doctor(desk, *arguments):
    return desk.run("-C", desk.dir, "doctor", *arguments)


def a_sound_workspace_has_status_0(desk):
    desk.sign()
    os.makedirs(desk.dir)
    desk.put("memory/Lake Placid.md", LAKE)
    equal(desk.run("init", desk.dir).status, 0)
    result = doctor(desk)
    equal((result.status, result.out, result.err), (0, b"nothing is wrong in 1 files\n", b""))
    equal(doctor(desk, "--json").out, b"")


def problems_are_listed_by_kind_with_their_fixes(desk):
    ward(desk)
    before = desk.git("rev-parse", "HEAD")
    result = doctor(desk)
    out = result.out.decode()
    equal((result.status, result.err), (1, b""))
    for words in ("conflict copies: 1", "malformed front matter: 1", "duplicate permalinks: 1", "dangling links: 2",
                  "   1  memory/Sea.sync-conflict", "fix: delete it: memory/Sea.md has all of it",
                  "memory/Sea.md:2\n      front matter that cannot be read: mapping values", "fix: give it the permalink mere", "[[Lake Placdi]] leads nowhere",
                  "needs you: make the note, or change the link", "5 problems in 4 files, 4 can be fixed"):
        assert words in out, (words, out)
    found = [json.loads(line) for line in doctor(desk, "--json").out.splitlines()]
    equal([item["number"] for item in found], [1, 2, 3, 4, 5])
    equal([item["kind"] for item in found], ["conflict-copy", "front-matter", "permalink", "link", "link"])
    equal(["fix" in item for item in found], [True, True, True, True, False])
    equal(desk.git("rev-parse", "HEAD"), before)


def a_fix_is_one_commit(desk):
    ward(desk)
    result = doctor(desk, "--fix", "3")
    equal((result.status, result.err), (0, b""))
    assert b" doctor: permalink mere for memory/Mere.md\n" in result.out, result.out
    equal(desk.git("log", "-1", "--format=%s"), "doctor: permalink mere for memory/Mere.md")
    equal(desk.git("show", "--numstat", "--format=", "HEAD"), "1\t1\tmemory/Mere.md")
    equal(desk.git("status", "--porcelain"), "")


def all_fixes_leave_what_needs_a_person(desk):
    ward(desk)
    result = doctor(desk, "--fix", "all")
    equal(result.status, 1)
    equal(len(result.out.splitlines()), 4)
    equal(result.err, b"palimpsest: 1 problem needs a person: palimpsest doctor\n")
    equal(desk.git("rev-list", "--count", "HEAD"), "5")
    found = [json.loads(line) for line in doctor(desk, "--json").out.splitlines()]
    equal([item["kind"] for item in found], ["link"])
    with open(os.path.join(desk.dir, "memory/Sea.md")) as file:
        equal(file.read(), "---\ntitle: 'Sea: deep'\n---\n\nSee [[Lake Placid]] and [[Nothing]].\n")
    equal(desk.git("status", "--porcelain"), "")


def wrong_use_and_what_needs_a_person_are_told(desk):
    ward(desk)
    for wrong in (["--fix"], ["--fix", "some"], ["word"], ["--none"], ["--fix", "-1"]):
        equal((wrong, doctor(desk, *wrong).status), (wrong, 2))
    one_line(doctor(desk, "--fix", "9"))
    result = doctor(desk, "--fix", "5")
    one_line(result)
    assert b"needs a person" in result.err, result.err
    one_line(desk.run("-C", os.path.join(desk.top, "nothing"), "doctor"))


def names_reach_the_terminal_filtered(desk):
    ward(desk)
    desk.put(b"memory/odd\x1b[31m.md", "[[\x1b[2Jgone]]\n")
    for arguments in ([], ["--json"]):
        assert b"\x1b" not in doctor(desk, *arguments).out


main(a_sound_workspace_has_status_0, problems_are_listed_by_kind_with_their_fixes, a_fix_is_one_commit,
     all_fixes_leave_what_needs_a_person, wrong_use_and_what_needs_a_person_are_told,
     names_reach_the_terminal_filtered)
