#!/bin/sh
# Runs the unit tests under valgrind: uses of what nobody wrote, which the sanitizers do not see, and
# leaks. What PCRE2's own machine code does is left out (valgrind.supp).
#
#   sh tests/tools/valgrind.sh [BUILD [TEST...]]     BUILD: a gcc build with -Dtests=true
#
# About fifteen minutes for all of them. Ends with 0 when nothing was found.
set -eu
cd "$(dirname -- "$0")/../.."
if [ $# -eq 0 ]; then
    sh .ci/install build test memcheck
    sh .ci/build build all -Dbuildtype=release -Dtests=true
else
    build=$1
    shift
fi
[ $# -gt 0 ] || set -- --suite unit
check='-q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite'
suppressions=$PWD/tests/tools/valgrind.supp
exec meson test -C "${build:-build}" --print-errorlogs --timeout-multiplier 30 --num-processes 2 \
    --wrapper "valgrind $check --suppressions=$suppressions" \
    "$@"
