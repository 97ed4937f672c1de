#!/bin/sh
# install.sh SOURCE BUILD: installs into a temporary folder; everything is there, and nothing else,
# and the program was told where its themes will be.
set -eu
source=$1
build=$2
dest=$(mktemp -d)
trap 'rm -rf "$dest"' EXIT

fail() {
    echo "install: $1" >&2
    exit 1
}

DESTDIR=$dest meson install -C "$build" --no-rebuild --quiet
program=$(find "$dest" -path '*/bin/palimpsest')
[ -x "$program" ] || fail 'there is no program'
prefix=${program%/bin/palimpsest}
"$program" --version | grep -q '^palimpsest [0-9]' || fail 'the program does not run'
cmp -s "$source/tui/palimpsest.1" "$prefix/share/man/man1/palimpsest.1" ||
    fail 'the manual is not there'
for theme in "$source"/themes/*.yaml; do
    cmp -s "$theme" "$prefix/share/palimpsest/themes/${theme##*/}" || fail "$theme is not there"
done
[ "$(find "$dest" -type f | wc -l)" -eq $(($(find "$source/themes" -name '*.yaml' | wc -l) + 2)) ] ||
    fail "more than the program, its themes and its manual: $(find "$dest" -type f)"
grep -qF "${prefix#"$dest"}/share/palimpsest/themes" "$program" ||
    fail 'the program does not know where its themes are'
