#!/usr/bin/env bash
# How little it takes to find something.
#
#   find.sh [typing]      without arguments all parts, in this order
#
# typing    Chinese composed from letters and from a number pad: what is offered first, and how many presses everyday matters take
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
# GONGKAI names another binary than target/release/gongkai.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
gongkai=${GONGKAI:-$root/target/release/gongkai}
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

. "$here/steps.sh"

# ---------------------------------------------------------------- typing

# What is typed, and what must stand first.
typed='
zhufang gongjijin tiqu   住房公积金提取
zhufanggongjijintiqu     住房公积金提取
zfgjjtq                  住房公积金提取
zhufgjj                  住房公积金
yanglbx                  养老保险
yanglaobaox              养老保险
xi'\''an                    西安
chongqing                重庆
yinhang                  银行
huankuan                 还款
senfenzen                身份证
9483264                  住房
884948546                退休金
'

typing() {
    local line keys meant
    step 'Full pinyin, initials, both mixed, an unfinished syllable, a dialect, a number pad: what is meant stands first'
    while read -r line; do
        [ -n "$line" ] || continue
        meant=${line##* } keys=${line% *}
        keys=$(printf '%s' "$keys" | sed 's/ *$//')
        case $keys in
            [2-9]*) LINES_SHOWN=3 run "$gongkai" compose --nine "$keys" ;;
            *) LINES_SHOWN=3 run "$gongkai" compose "$keys" ;;
        esac
        ends_with 0
        case $out in "  1  $meant"*) ;; *) deviation "$meant does not stand first" ;; esac
    done <<< "$typed"

    step 'Programs learn what each candidate uses up and what it cost'
    LINES_SHOWN=1 run "$gongkai" compose zhufanggjj --json --limit 90
    ends_with 0; says '"text":"住房公积金"'; says '{"consumed":7,"keys":'

    step 'Ten thousand letters are a page like any other'
    LINES_SHOWN=2 run "$gongkai" compose "$(printf 'z%.0s' $(seq 10000))" --limit 2
    ends_with 0

    step 'Presses per character, choosing included: at most 1.3 by initials, 3.2 by full pinyin, 3.5 on a number pad'
    LINES_SHOWN=100 run "$gongkai" compose --measure "$root/tests/fixtures/matters.txt"
    ends_with 0; says '九宫格	每字'
}

# ----------------------------------------------------------------

parts=("$@")
[ ${#parts[@]} -gt 0 ] || parts=(typing)
for part in "${parts[@]}"; do
    case $part in
        typing) ;;
        *) sed -n '2,/^set -u/s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
    esac
done
if [ ! -x "$gongkai" ]; then
    step 'The program is built'
    LINES_SHOWN=1 run cargo build --release --manifest-path "$root/Cargo.toml"
    ends_with 0
fi
for part in "${parts[@]}"; do
    "$part"
done
printf '\nAll %d steps as they should be.\n' "$number"
[ ${#left_out[@]} = 0 ] || printf 'Left out: %s\n' "${left_out[@]}"
printf '%d passed, 0 failed\n' "$number"
