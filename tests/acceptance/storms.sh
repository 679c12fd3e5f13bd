#!/usr/bin/env bash
# A terminal in bad weather: what it does is broken off at random, again and again, and nothing of it may end in a bad state.
#
#   storms.sh [storms]      started by hand; ROUNDS (100) and SEED (1) name how many, and which
#
# storms    each round takes a terminal with a release and a hidden record, and does one thing to it (an import, an import with a new root, a record
#           hidden, one shown again, a step back, a root believed instead), under one fault: killed after some milliseconds, killed at the n-th write,
#           sync, rename or unlink, a full disk or a failing one from there on; or a file of its own is torn, emptied, taken away or put back to what
#           it was. Afterwards: the old or the new content answers, whole; what was hidden stays hidden unless showing it was reported as done; no older
#           stick is taken once a newer one was reported; the journal verifies unless it was the thing that was torn; and the next import succeeds,
#           where nothing that is believed was torn
#
# Needs strace.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
rounds=${ROUNDS:-100} seed=${SEED:-1}
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/steps.sh"
. "$here/office.sh"

library="$work/library" base="$work/base" hidden=jz-mingdan title=云川县临时救助对象公示
RANDOM=$seed
pick() { local all=("$@"); picked=${all[RANDOM % $#]}; }
sync() { "$gongkai" sync "$1" --library "$library" --terminal YC-01 --yes; }
number() { "$gongkai" sync --status --library "$library" 2> /dev/null | sed -n 's/^第 \([0-9]*\) 版.*/\1/p'; }

# The terminal as every round finds it, and three sticks: an older one, a newer one, and a newer one with a new root.
prepare() {
    office
    step 'A terminal with two releases and a hidden record; sticks before and after'
    cp -r "$stick" "$work/older"
    "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --yes > /dev/null || deviation 'not imported'
    echo '段一。' >> "$source/notices/n-hanchao.md"; publish
    sync "$stick" > /dev/null || deviation 'not imported'
    echo '段二。' >> "$source/notices/n-hanchao.md"; publish
    cp -r "$stick" "$work/newer"
    new=$("$gongkai" keys create deputy --person 新来的 --out "$keys" --passphrase-file "$pass" > /dev/null && ls -t "$keys"/deputy-*.pub | head -n 1)
    old=$(ls -t "$keys"/deputy-*.pub | tail -n 1)
    "$gongkai" root create "$repo" --body 云川县人民政府 $(ls "$keys"/*.pub | grep -vxF "$old") > /dev/null 2>&1 || deviation 'no new root'
    for keeper in "$keys"/root-*.key; do "$gongkai" root sign "$repo" --key "$keeper" --passphrase-file "$pass" --yes > /dev/null; done
    mkdir -p "$work/gone" && mv "${old%.pub}".* "$work/gone/"
    echo '段三。' >> "$source/notices/n-hanchao.md"; publish
    cp -r "$stick" "$work/rooted"
    # After the releases were made, so that none of them lifts it.
    sleep 1
    "$gongkai" hide $hidden --library "$library" --reason 含有个人信息 > /dev/null || deviation 'not hidden'
    confirm=$("$gongkai" sync --new-root "$repo/v1/meta/2.root.json" --library "$library" < /dev/null 2>&1 | grep -o 'root:[0-9a-f]*' | head -n 1)
    [ -n "$confirm" ] || deviation 'the new root has no fingerprint'
    cp -r "$library" "$base"
}

# One deed under one fault. $did says whether it was reported as done; $torn what of its own was damaged.
strike() {
    pick import rooted hide show back reset; deed=$picked
    case $deed in
        import) what=(sync "$work/newer");;
        rooted) what=(sync "$work/rooted");;
        hide) what=("$gongkai" hide gk-yaodian-2026 --library "$library");;
        show) what=("$gongkai" hide --show $hidden --library "$library");;
        back) what=("$gongkai" sync --back --library "$library");;
        reset) what=("$gongkai" sync --new-root "$repo/v1/meta/2.root.json" --library "$library" --confirm "$confirm");;
    esac
    pick moment call call call full failing damage; fault=$picked; torn=''
    pick write fsync fdatasync rename unlink openat pwrite64 ftruncate; call=$picked
    nth=$((RANDOM % 60 + 1))
    [ "${what[0]}" = sync ] && what=("$gongkai" sync "${what[1]}" --library "$library" --terminal YC-01 --yes)
    case $fault in
        moment) "${what[@]}" > "$work/told" 2>&1 & sleep "$(printf '0.%03d' $((RANDOM % 900)))"; kill -9 $! 2> /dev/null; wait $! 2> /dev/null; did=$?;;
        call) strace -f -qq -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$nth "${what[@]}" > "$work/told" 2>&1; did=$?;;
        full) strace -f -qq -o /dev/null -e trace=write,pwrite64 -e inject=write,pwrite64:error=ENOSPC:when=$nth+ "${what[@]}" > "$work/told" 2>&1; did=$?;;
        failing) strace -f -qq -o /dev/null -e trace=$call -e inject=$call:error=EIO:when=$nth+ "${what[@]}" > "$work/told" 2>&1; did=$?;;
        damage)
            pick sync/trust.sqlite sync/trust.copy hidden sync/audit sync/door; torn=$picked
            pick removed emptied torn file; how=$picked
            local at="$library/$torn"
            case $how in
                removed) rm -rf "$at";;
                emptied) if [ -d "$at" ]; then rm -rf "$at"; mkdir "$at"; else : > "$at"; fi;;
                torn) if [ -d "$at" ]; then for file in "$at"/*; do : > "$file"; done; else truncate -s $((RANDOM % 60)) "$at" 2> /dev/null; fi;;
                file) rm -rf "$at"; echo x > "$at";;
            esac
            fault="$fault $torn $how"
            "${what[@]}" > "$work/told" 2>&1; did=$?;;
    esac
}

# What must hold whatever was struck.
hold() {
    local told="round $round, seed $seed: $deed under $fault $call $nth (status $did)"
    # Threads of what was killed may still be ending.
    "$gongkai" search 退休金怎么领 --library "$library" --limit 1 2>&1 | grep -q 退休 || deviation "$told: nothing answers"
    if [ "$deed" != show ] && "$gongkai" show $hidden --library "$library" 2> /dev/null | grep -q $title; then
        deviation "$told: what was hidden is shown"
    fi
    if [ "$deed" = show ] && [ "$did" != 0 ]; then hold_or_shown=$((hold_or_shown + 1)); fi
    local answers; answers=$(number)
    sync "$work/older" > "$work/old" 2>&1 && ! grep -q '不用导入' "$work/old" && deviation "$told: an older stick was taken"
    [ "$(number)" = "$answers" ] || deviation "$told: what answers changed by an older stick"
    "$gongkai" audit verify --library "$library" > "$work/audit" 2>&1; local verified=$?
    case $torn in
        sync/audit) case $how in removed|emptied|torn|file) [ $verified != 0 ] || deviation "$told: a journal that was taken away verifies";; esac;;
        *) [ $verified = 0 ] || { cat "$work/audit"; deviation "$told: the journal does not verify"; };;
    esac
    sync "$work/rooted" > "$work/again" 2>&1 || grep -q '不用导入' "$work/again" || { cat "$work/again"; deviation "$told: the next import fails"; }
    [ "$(number)" = 4 ] || deviation "$told: the next import does not answer"
    "$gongkai" search 退休金怎么领 --library "$library" --limit 1 2>&1 | grep -q 退休 || deviation "$told: nothing answers after the next import"
}

storms() {
    have strace || { leave_out 'storms: no strace'; return; }
    prepare
    step "$rounds rounds, seed $seed"
    local done_=0; hold_or_shown=0
    for round in $(seq "$rounds"); do
        rm -rf "$library" && cp -r "$base" "$library"
        strike
        [ "$did" = 0 ] && done_=$((done_ + 1))
        hold
    done
    note "$rounds rounds, $done_ ended as if nothing had been; every one ended well"
}

on_demand=storms
walk '' "${@:-storms}"
