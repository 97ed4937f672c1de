#!/bin/sh
# Runs the unit tests under valgrind: uses of what nobody wrote, which the sanitizers do not see, and
# leaks. What PCRE2's own machine code does is left out (valgrind.supp).
#
#   sh tests/tools/valgrind.sh [BUILD [TEST...]]     BUILD: a gcc build with -Dtests=true (build)
#
# About fifteen minutes for all of them. Ends with 0 when nothing was found.
set -eu
cd "$(dirname -- "$0")/../.."
build=${1:-build}
[ $# -eq 0 ] || shift
command -v valgrind >/dev/null || {
    echo 'valgrind is not installed: apt install valgrind' >&2
    exit 2
}
[ $# -gt 0 ] || set -- --suite unit
check='-q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite'
suppressions=$PWD/tests/tools/valgrind.supp
exec meson test -C "$build" --print-errorlogs --timeout-multiplier 30 --num-processes 2 \
    --wrapper "valgrind $check --suppressions=$suppressions" \
    "$@"
