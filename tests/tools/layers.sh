#!/bin/sh
# layers.sh SOURCE: what the house rules say of rooms and headers, looked for in the source.
#
#   a room includes itself and those below it: base text markdown edit store workspace command, then
#   tui
#   <curses.h>, <git2.h>, <pcre2.h>, <yaml.h>, <nettle>, <xxhash.h>, <cmark.h> stand at their one
#   border each
#   core prints nothing, ends nothing, starts nothing; nobody starts a program
#   the functions of C that overrun or cannot fail are not used
#   each header compiles alone, twice over, with gcc and with clang
#   each file stands on the map in its house's README
#   the top level holds what belongs there
set -eu
cd "$1"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
: >"$scratch/bad"

# bad WHAT: each line of the input breaks the rule WHAT.
bad() {
    sed "s|^|$1: |" >>"$scratch/bad"
}

rooms='base text markdown edit store workspace command'
below=
for room in $rooms; do
    below="${below:+$below|}$room"
    grep -rnE '^ *# *include +"' "core/$room" --include='*.[ch]' |
        grep -vE "\"core/($below)/" | bad 'a room includes one above it' || :
done
grep -rnE '^ *# *include +"' tui --include='*.[ch]' | grep -vE '"(core|tui)/' |
    bad 'tui includes what is not its own' || :
find core -mindepth 1 -maxdepth 1 -type d | grep -vxE "core/($below)" | bad 'a room without a place' || :

# border HEADER-PATTERN FILE-PATTERN
border() {
    grep -rnE "^ *# *include +<($1)>" core tui --include='*.[ch]' | grep -vE "^$2" |
        bad 'a library past its border' || :
}
border '(ncurses(w)?/)?(n?curses|term|termcap)\.h' 'tui/term/term[a-z_]*\.[ch]:'
border 'git2(/.*)?\.h|git2/.*' 'core/store/[a-z0-9_]*\.[ch]:'
border 'pcre2\.h' 'core/text/pattern\.c:'
border 'yaml\.h' 'core/text/yaml\.c:'
border 'nettle/.*' 'core/text/sha\.c:'
border 'xxhash\.h' 'core/text/hash\.c:'
border 'cmark.*\.h' 'core/markdown/[a-z_]*\.[ch]:'

# calls NAMES FOLDER...: where one of the functions is called.
calls() {
    names=$1
    shift
    grep -rnE "(^|[^A-Za-z0-9_>.\"])($names) *\(" "$@" --include='*.[ch]' |
        grep -vE '__attribute__|^[^:]*:[0-9]*: *(/\*|\*)' || :
}
calls 'v?f?printf|puts|fputs|putchar|perror|fwrite|_?exit|quick_exit|signal|sigaction' core |
    bad 'core does not print, end or catch'
grep -rnE '[^A-Za-z_](stdout|stderr|stdin)[^A-Za-z_]' core --include='*.[ch]' |
    bad 'core has no standard streams' || :
# One file may: it runs the editor that the person's environment names.
calls 'system|popen|v?fork|exec[lv]p?e?|execvpe|posix_spawnp?|uv_spawn' core tui |
    grep -v '^tui/app_external\.c:' | bad 'a program is started'
calls 'strn?cpy|strn?cat|v?sprintf|ato[il]+|atof|strtok|gets|alloca' core tui tests |
    bad 'a function of C that the house does not use'
grep -rnE '^ *typedef +(struct|enum|union)' core tui --include='*.[ch]' | grep -v '(' |
    bad 'a typedef hides what a thing is' || :

# A header twice in a file of its own: it includes what it needs and is guarded.
find core tui -name '*.h' | sort >"$scratch/headers"
while read -r header; do
    name=$scratch/$(printf '%s' "$header" | tr / -).c
    printf '#include "%s"\n#include "%s"\n' "$header" "$header" >"$name"
    guard=$(printf '%s' "$header" | tr 'a-z/.-' 'A-Z___')
    grep -qx "#ifndef $guard" "$header" || echo "$header" | bad 'the guard is not the path'
done <"$scratch/headers"
for compiler in gcc clang; do
    # shellcheck disable=SC2016 # the inner shell's own
    find "$scratch" -name '*.c' -print0 | sort -z | xargs -0 -n 12 -P 2 sh -c \
        '"$0" -std=gnu11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -Wall -Wextra -Werror -fsyntax-only -I. "$@"' \
        $compiler >"$scratch/said" 2>&1 || bad "does not compile alone with $compiler" <"$scratch/said"
done

# The maps: each file of core and tui is named in its house's README, alone or as one of a family
# (`todo_*`); each folder of tests in theirs.
for house in core tui; do
    # shellcheck disable=SC2016 # backticks
    names=$(grep -o '`[a-z0-9_/*]*`' "$house/README.md" | tr -d '`' | sort -u)
    find "$house" -name '*.[ch]' | while read -r file; do
        name=${file##*/}
        name=${name%.?}
        case $file in
        tui/panes/*) name=panes/$name ;;
        esac
        set -f # the names are patterns
        for known in $names; do
            # shellcheck disable=SC2254
            case $name in
            $known) continue 2 ;;
            esac
        done
        echo "$file"
    done
done | bad 'is not on the map of its house'
find tests -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | while read -r folder; do
    [ -z "$(ls "tests/$folder")" ] || grep -qF "\`$folder/\`" tests/README.md || echo "tests/$folder"
done | bad 'is not on the map of tests'

find . -mindepth 1 -maxdepth 1 ! -name '.*' | sed 's|^\./||' |
    grep -vxE 'tui|core|themes|tests|meson\.build|meson_options\.txt|README\.md|LICENSE|build(-.*)?' |
    bad 'does not belong at the top level' || :

if [ -s "$scratch/bad" ]; then
    cat "$scratch/bad"
    exit 1
fi
echo "layers: $(wc -l <"$scratch/headers") headers and all rooms keep to the rules"
