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

# picture SIZE STEP...: a fresh workspace each time, in a dark and in a light theme.
picture() {
    size=$1
    shift
    for variant in dark light; do
        rm -rf "$scratch/sample" "$XDG_STATE_HOME"
        "$program" init "$scratch/sample" >/dev/null 2>&1
        git -C "$scratch/sample" config user.name 'the reader'
        git -C "$scratch/sample" config user.email reader@example.org
        printf 'theme: palimpsest-%s\n' $variant >"$XDG_CONFIG_HOME/palimpsest/config.yaml"
        "${PYTHON:-python3}" tests/tools/screenshot.py "$size" ".github/$size-$variant.png" \
            wait:'1 who i am' "$@" -- "$program" "$scratch/sample"
    done
}

picture 120x40 '\r' wait:'carelessly'
picture 80x24 2 jjj
picture 200x60 2 jjjx wait:'✓ committed' a 'Thank the keeper\r' wait:'Thank the keeper' L '\r' \
    wait:'Thank the keeper"'
