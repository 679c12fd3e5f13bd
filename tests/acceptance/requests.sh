#!/usr/bin/env bash
# What visitors leave: from the terminal to the office and back, as a citizen, a firm, somebody who spoke and somebody with an opinion do it.
# A folder stands for the stick.
#
#   requests.sh [journey] [floods] [power]      without arguments all, in this order
#
# journey   the office's key on a stick; four people at the terminal; the stick to the office; registered once; legal dates; the office's word;
#           erased at the terminal; asked after by number; a new key, with the old one kept
# floods    no key, a wrong clock, a full outbox: no form, said at once; a stick that was doubled, bent, or comes from somewhere else
# power     the terminal is killed at many moments: a number that was shown is never lost
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/steps.sh"
. "$here/office.sh"

library="$work/library" register="$work/register.sqlite" recipients="$work/recipients"

take_in() { "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --yes; }
# Leaves answers; the number is in $receipt.
leave() {
    printf '%s' "$2" > "$work/answers.json"
    run "$gongkai" outbox leave "$1" --library "$library" --terminal YC-01 < "$work/answers.json"
    receipt=$(head -n 1 <<< "$out")
}
recipient() { ls -t "$recipients"/*."$1" | head -n 1; }
desk() { "$gongkai" office "$@"; }
open_stick() {
    local keys=() file
    for file in "$recipients"/*.key; do keys+=(--key "$file"); done
    desk open "${1:-$stick}" --register "$register" "${keys[@]}" --passphrase-file "$pass"
}
acknowledge() { desk acknowledge "$stick" --register "$register" --key "$(key receipts)" --passphrase-file "$pass" --yes; }

citizen='{"name":"钱某丁","paper":"at_desk","phone":"138 0000 0000","wanted_features":"柳桥村道路硬化工程的验收材料","media":"paper","ways":"collect post","other_ways":"yes"}'
firm='{"organisation":"云川某某茶业有限公司","organisation_kind":"business","name":"孙某戊","e_mail":"sun@example.com","wanted_number":"云政办发〔2025〕8号","media":"e_mail","ways":"e_mail"}'
oral='{"name":"李某己","paper":"at_desk","address":"云川县柳桥村三组","wanted_name":"低保审核确认办法","media":"paper","ways":"post","help":"sight","written_by_staff":"yes"}'
opinion='{"consultation":"zj-2026-1","words":"公交首班车再早半个钟头就好了"}'
planted='钱某丁 13800000000 柳桥村道路硬化 孙某戊 sun@example.com 李某己 首班车再早'

# No file below the folders named holds a word that was typed, in UTF-8 or UTF-16.
nowhere() {
    local word
    for word in $planted; do
        if grep -rqF -- "$word" "$@"; then deviation "found in clear: $word"; fi
        if LC_ALL=C grep -rqaP -- "$(printf '%s' "$word" | iconv -t UTF-16LE | od -An -v -tx1 | tr -d ' \n' | sed 's/../\\x&/g')" "$@" 2> /dev/null; then
            deviation "found as UTF-16: $word"
        fi
    done
}

prepared() {
    office
    [ -e "$library" ] || take_in > /dev/null || deviation 'the terminal was not set up'
    [ -d "$recipients" ] || "$gongkai" office key create --body 云川县政务公开办 --out "$recipients" --passphrase-file "$pass" > /dev/null \
        || deviation 'no key for what comes'
}

journey() {
    office
    step 'A terminal without the key of the office takes nothing from anybody'
    run take_in
    ends_with 0
    leave please-publish/1 '{"words":"公交时刻表"}'
    ends_with 1; says '接收密钥'

    step 'The office makes its key, and sends the public part'
    run "$gongkai" office key create --body 云川县政务公开办 --out "$recipients" --passphrase-file "$pass"
    ends_with 0; says '丢了'
    run "$gongkai" office key publish "$(recipient recipient)" "$stick" --number 1 --key "$(key receipts)" --passphrase-file "$pass" --yes
    ends_with 0
    run take_in
    ends_with 0; says '可以接收申请和意见'

    step 'A citizen, a firm, somebody who spoke, and somebody with an opinion'
    leave disclosure-citizen/1 "$citizen"
    ends_with 0; says '已填好，尚未提交'
    first=$receipt
    leave disclosure-organisation/1 "$firm"
    ends_with 0
    leave disclosure-citizen/1 "$oral"
    ends_with 0
    leave opinion/1 "$opinion"
    ends_with 0
    run "$gongkai" outbox progress "$first" --library "$library" --terminal YC-01
    ends_with 0; says '还在这台终端上'

    step 'What was not filled in is said, and nothing is left'
    leave disclosure-citizen/1 '{"name":"赵某","paper":"at_desk","wanted_name":"某办法","media":"paper","ways":"collect"}'
    ends_with 1; says '至少填一项'
    run "$gongkai" outbox check --library "$library" --terminal YC-01
    ends_with 0; says '等着送走：4 件'

    step 'The stick carries all of it, sealed; the terminal keeps its own'
    run take_in
    ends_with 0; says '待送的 4 件'
    run "$gongkai" outbox progress "$first" --library "$library" --terminal YC-01
    says '送走'
    nowhere "$library" "$stick"
    note 'no word that was typed stands in any file of terminal or stick'

    step 'The office opens it once, however often it comes'
    run open_stick
    ends_with 0; says '新登记 4 件'
    cp -r "$stick/GONGKAI/v1/out" "$work/copy"
    run open_stick "$work/copy"
    ends_with 0; says '新登记 0 件，以前登记过的 4 件'
    run desk list --register "$register"
    ends_with 0; says '申'; says '声'; says '没有期限在走'

    step 'Received in person: from now on the law counts'
    registered=$(desk list --register "$register" | grep "$first" | grep -o '申[0-9]*-[0-9]*')
    run desk note "$registered" '{"what":"received","on":"2026-06-01","by":"in_person"}' --register "$register"
    ends_with 0; says '最迟答复：2026-06-30'; says '最迟告知补正：2026-06-10'
    run desk note "$registered" '{"what":"decision_served","on":"2026-06-20","article":"16"}' --register "$register"
    ends_with 0; says '最迟申请复议'; says '最迟起诉：没有'
    run desk outcome "$registered" 3.6 --register "$register"
    ends_with 0
    run desk report 2026 --register "$register"
    ends_with 0; says '勾稽相符'
    run desk export --register "$register" --as csv --out "$work/register.csv"
    ends_with 0
    head -c 3 "$work/register.csv" | od -An -tx1 | grep -q 'ef bb bf' || deviation 'a spreadsheet would not read it as UTF-8'

    step 'Its word goes back; only then the terminal erases'
    run acknowledge
    ends_with 0; says '4 件收到了'
    run "$gongkai" outbox check --library "$library" --terminal YC-01
    says '等着送走：4 件'
    run take_in
    ends_with 0; says '办公室已经收到 4 件'
    run "$gongkai" outbox progress "$first" --library "$library" --terminal YC-01
    ends_with 0; says "办公室收到了，编号 $registered"
    run "$gongkai" outbox check --library "$library" --terminal YC-01
    ends_with 0; says '等着送走：0 件'

    step 'A new key; what was sealed for the old one still opens'
    leave please-publish/1 '{"words":"旧钥匙封的"}'
    ends_with 0
    "$gongkai" office key create --body 云川县政务公开办 --out "$recipients" --passphrase-file "$pass" > /dev/null || deviation 'no second key'
    run "$gongkai" office key publish "$(recipient recipient)" "$stick" --number 2 --key "$(key receipts)" --passphrase-file "$pass" --yes
    ends_with 0
    run take_in
    ends_with 0; says '接收密钥装好了'
    leave please-publish/1 '{"words":"新钥匙封的"}'
    ends_with 0
    run take_in
    run open_stick
    ends_with 0; says '新登记 2 件'
}

floods() {
    prepared
    step 'A key that the office did not sign is not taken'
    run "$gongkai" office key publish "$(recipient recipient)" "$stick" --number 9 --key "$(key office)" --passphrase-file "$pass" --yes
    run take_in
    ends_with 0; says '没有采信'
    "$gongkai" office key publish "$(recipient recipient)" "$stick" --number 10 --key "$(key receipts)" --passphrase-file "$pass" --yes > /dev/null
    take_in > /dev/null

    step 'A file that was bent on its way is not believed, and hides no other'
    leave please-publish/1 '{"words":"路灯"}'
    ends_with 0
    take_in > /dev/null
    bent=$(ls -t "$stick"/GONGKAI/v1/out/YC-01/*.gkr | head -n 1)
    sed 's/"heeded":/"heeded": /' "$bent" > "${bent%.gkr}-bent.gkr"
    cmp -s "$bent" "${bent%.gkr}-bent.gkr" && deviation 'nothing was bent'
    run open_stick
    ends_with 3; says '没有采信'; says '新登记'
    rm "${bent%.gkr}-bent.gkr"

    step 'Sixty on one day are enough'
    closed=no
    for _ in $(seq 70); do
        printf '{"words":"玩"}' | "$gongkai" outbox leave please-publish/1 --library "$library" --terminal YC-01 > "$work/said" 2>&1 || { closed=yes; break; }
    done
    [ "$closed" = yes ] && grep -q '今天接收得太多' "$work/said" || deviation 'floods are not stopped'
}

power() {
    prepared
    "$gongkai" office key publish "$(recipient recipient)" "$stick" --number 20 --key "$(key receipts)" --passphrase-file "$pass" --yes > /dev/null
    take_in > /dev/null
    step 'Killed at any moment: what was shown is there, and whole'
    rm -f "$library"/sync/outbox.sqlite*
    take_in > /dev/null
    shown=0
    for delay in $(seq 0 45); do
        printf '{"words":"断电"}' > "$work/answers.json"
        "$gongkai" outbox leave please-publish/1 --library "$library" --terminal YC-01 < "$work/answers.json" > "$work/shown" 2> /dev/null &
        child=$!
        sleep "$(awk "BEGIN { print $delay * 0.004 }")"
        kill -9 $child 2> /dev/null
        wait $child 2> /dev/null
        receipt=$(head -n 1 "$work/shown")
        [ -n "$receipt" ] || continue
        shown=$((shown + 1))
        "$gongkai" outbox progress "$receipt" --library "$library" --terminal YC-01 | grep -q '还在这台终端上' || deviation "$receipt was shown and is gone"
    done
    run "$gongkai" outbox check --library "$library" --terminal YC-01
    ends_with 0
    note "$shown numbers were shown, and all are there"
    [ "$shown" -gt 0 ] || deviation 'no number was ever shown: kill later'
}

walk "journey floods power" "$@"
