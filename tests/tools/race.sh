#!/bin/sh
# race.sh COMMIT_WRITER [COUNT]: two of our writers and the git program commit to one workspace at
# full speed, COUNT commits in all (500; 150 where PALIMPSEST_TEST_EVERY asks for samples).
# Afterwards every change stands in history, each commit touches one path, nothing is staged or
# different, and git finds nothing wrong.
set -eu
writer=$1
count=${2:-${PALIMPSEST_TEST_EVERY:+150}}
count=${count:-500}
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
w=$dir/workspace
ours=$((count * 2 / 5))
theirs=$((count - 2 * ours))

git init -q -b main "$w"
git -C "$w" config user.name 'the reader'
git -C "$w" config user.email reader@example.org
echo start >"$w/start.md"
git -C "$w" add start.md
git -C "$w" commit -q -m start

fail() {
    echo "race: $1" >&2
    exit 1
}

# Their `git add` and `git commit` give up when the lock is held; so they are tried again.
git_writer() {
    i=0
    while [ $i -lt "$theirs" ]; do
        mkdir -p "$w/theirs"
        echo "theirs $i" >"$w/theirs/$i.md"
        tries=0
        until git -C "$w" add "theirs/$i.md" 2>/dev/null; do
            tries=$((tries + 1))
            [ $tries -lt 2000 ] || return 1
            sleep 0.002
        done
        until git -C "$w" commit -q -m "theirs: $i" -- "theirs/$i.md" 2>/dev/null; do
            tries=$((tries + 1))
            [ $tries -lt 2000 ] || return 1
            sleep 0.002
        done
        i=$((i + 1))
    done
}

"$writer" "$w" one "$ours" >"$dir/one" &
one=$!
"$writer" "$w" two "$ours" >"$dir/two" &
two=$!
git_writer &
git=$!
wait $one || fail 'the first writer failed'
wait $two || fail 'the second writer failed'
wait $git || fail 'the git program gave up'

cd "$w"
made=$(git rev-list --count HEAD)
[ "$made" -eq $((count + 1)) ] || fail "$made commits stand in history, not $((count + 1))"
# A line for each commit that HEAD reaches: its id, its subject, its paths.
git log --format='@%H %s' --name-only HEAD |
    awk '/^@/ { if (l) print l; l = substr($0, 2); next } NF { l = l "|" $0 } END { print l }' \
        >"$dir/all"
for name in one two; do
    [ "$(sort -u "$dir/$name" | wc -l)" -eq "$ours" ] || fail "$name: not one commit for each change"
    awk -v n=$name '{ printf "%s %s: change %d|%s/%d.md\n", $1, n, NR - 1, n, (NR - 1) % 20 }' \
        "$dir/$name" >"$dir/want"
    [ "$(grep -Fxc -f "$dir/want" "$dir/all")" -eq "$ours" ] ||
        fail "$name: a commit was lost, or touches other paths"
    awk -v n=$name '{ printf "%s:%s/%d.md\n", $1, n, (NR - 1) % 20 }' "$dir/$name" |
        git cat-file --batch | grep wrote >"$dir/texts"
    awk -v n=$name '{ printf "%s wrote change %d\n", n, NR - 1 }' "$dir/$name" |
        cmp -s - "$dir/texts" || fail "$name: a commit holds another text"
done
[ "$(git ls-tree --name-only HEAD:theirs | wc -l)" -eq "$theirs" ] || fail 'files of git were lost'
[ "$(git log --format=%H -- theirs | wc -l)" -eq "$theirs" ] || fail 'commits of git were lost'
[ -z "$(git status --porcelain)" ] || fail "git status: $(git status --porcelain | head -3)"
git fsck --strict --no-dangling >"$dir/fsck" 2>&1 || fail "git fsck: $(head -3 "$dir/fsck")"
[ -z "$(ls .git | grep -E 'palimpsest|\.lock$')" ] || fail 'something of ours is left in .git'
echo "race: $count commits, 0 lost, 0 swallowed"
