#!/bin/sh
# Makes the pictures in .github/ anew, from the sample workspace: sh tests/tools/pictures.sh
#
# Only the clock, the dates and the commits' ids differ from one time to the next.
set -eu
cd "$(dirname -- "$0")/../.."
root=$PWD
sh .ci/install build picture
sh .ci/build build tui/palimpsest -Dbuildtype=release
program=$root/build/tui/palimpsest
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME="$scratch/home" TERM=xterm-256color COLORTERM=truecolor LC_ALL=C.UTF-8 TZ=UTC
export XDG_CONFIG_HOME="$HOME/.config" XDG_STATE_HOME="$HOME/.local/state"
unset NO_COLOR
mkdir -p "$XDG_CONFIG_HOME/palimpsest"

# layer DATE WHO MESSAGE SED-SCRIPT: the letter as it was then.
letter=drafts/a_letter_to_the_lighthouse_keeper.md
layer() {
    sed "$4" "$scratch/letter.md" >$letter
    git add .
    GIT_AUTHOR_NAME="the $2" GIT_AUTHOR_EMAIL="$2@example.org" GIT_AUTHOR_DATE="$1T20:00:00Z" \
        GIT_COMMITTER_DATE="$1T20:00:00Z" git commit -q -m "$3"
}

# A letter that was written over some weeks, in place of the sample's one commit.
layers() (
    cd "$scratch/sample"
    cp $letter "$scratch/letter.md"
    rm -rf .git
    git init -q -b main
    git config user.name 'the reader'
    git config user.email reader@example.org
    layer 2026-02-03 reader 'draft: begin a letter' '/^We began/,/^first coat/d; s/who live in/people of/'
    layer 2026-02-04 companion 'draft: what we saw' '/^> You/,/^first coat/d; s/Then, one night, the/Once the/'
    layer 2026-02-05 companion 'draft: an answer' '/^There is/,/^first coat/d; s/ Or the fog lifted\.//; s/like a reply/so that it shone/'
    layer 2026-02-23 reader 'draft: ask about the tower' 's/scrape$/scrape away/; s/still keeping watch/still there/'
    layer 2026-02-24 companion 'draft: keep the doubt' 's/still keeping watch/still there/; s/two flashes/the flashes/'
    layer 2026-03-06 reader 'draft: read it aloud' ''
)

# picture NAME SIZE STEP...: a fresh workspace each time, in a dark and in a light theme; with its
# layers for all but the first pictures, which are named after their size.
picture() {
    name=$1
    size=$2
    shift 2
    for variant in dark light; do
        rm -rf "$scratch/sample" "$XDG_STATE_HOME"
        "$program" init "$scratch/sample" >/dev/null 2>&1
        git -C "$scratch/sample" config user.name 'the reader'
        git -C "$scratch/sample" config user.email reader@example.org
        [ "$name" = "$size" ] || layers
        printf 'theme: palimpsest-%s\n' $variant >"$XDG_CONFIG_HOME/palimpsest/config.yaml"
        "${PYTHON:-python3}" tests/tools/screenshot.py "$size" ".github/$name-$variant.png" \
            wait:'1 who i am' "$@" -- "$program" "$scratch/sample"
    done
}

picture 120x40 120x40 '\r' wait:'carelessly'
picture 80x24 80x24 2 jjj
picture 200x60 200x60 2 jjjx wait:'✓ committed' a 'Thank the keeper\r' wait:'Thank the keeper' L '\r' \
    wait:'Thank the keeper"'
picture log 120x40 L wait:'the companion' wait:'begin a letter'
picture diff 120x40 6 j '\r' wait:'two flashes' v wait:'rendered' jjj
picture versions 120x40 4 '\r' wait:'still keeping watch' '[[[' wait:'version 4 of 6'
picture blame 120x40 4 '\r' wait:'still keeping watch' b wait:'by who' jj
