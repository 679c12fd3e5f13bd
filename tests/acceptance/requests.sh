#!/usr/bin/env bash
# What visitors leave: from the terminal to the office and back, as a citizen, a firm, somebody who spoke and somebody with an opinion do it.
# A folder stands for the stick.
#
#   requests.sh [journey] [floods] [power]      without arguments all, in this order
#
# journey   the office's key on a stick; four people at the terminal; the stick to the office; registered once; taken in person, with the day that
#           counts in law; newer tables of holidays; legal dates; the office's word;
#           erased at the terminal; asked after by number; a new key, with the old one kept
# floods    no key, a wrong clock, a full outbox: no form, said at once; a stick that was doubled, bent, or comes from somewhere else; what was put
#           aside, and a person who decides on it
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
    ends_with 1; says '还没有开通填表'

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

    step 'Taken in person at the terminal: the day goes with the stick, and nobody moves it'
    leave disclosure-citizen/1 "$citizen"
    ends_with 0
    taken=$receipt
    run "$gongkai" outbox receive "$taken" --library "$library" --terminal YC-01
    ends_with 0; says '当面收到'; says '最迟'
    run "$gongkai" outbox handover --library "$library" --terminal YC-01
    ends_with 0; says '今天当面收到 1 件'; says '等着用 U 盘送走'
    leave opinion/1 "$opinion"
    run "$gongkai" outbox receive "$receipt" --library "$library" --terminal YC-01
    ends_with 1; says '意见、评价没有期限'
    take_in > /dev/null
    run open_stick
    ends_with 0; says '新登记 2 件'
    run desk show "$taken" --register "$register"
    ends_with 0; says "收到申请：$(TZ=Asia/Shanghai date +%F)"; says '最迟答复'; says '办理'

    step 'The tables by which dates are reckoned come from the source that three people signed'
    mkdir "$work/rules"
    {
        printf '# 日期：2026-11-10\n# 只作试验：关于2027年部分节假日安排的通知 https://www.yunchuan.example/2027\nday,work,holiday\n2027-01-01,休,元旦\n'
        for day in $(seq -w 1 12); do printf '2027-10-%s,休,国庆节\n' "$day"; done
    } > "$work/rules/holidays.csv"
    run desk note "$taken" '{"what":"formed","on":"2026-12-20"}' --register "$register"
    says '最迟主动公开：不能说'
    run desk rules "$work/rules" --register "$register"
    ends_with 0; says '换上了 holidays.csv'; says '2027 年：只作试验'
    run desk show "$taken" --register "$register"
    says '最迟主动公开：2027-01-18'
    sed -i 's/2026-11-10/2026-11-01/' "$work/rules/holidays.csv"
    run desk rules "$work/rules" --register "$register"
    ends_with 1; says '比正在用的旧'

    step 'Received in person: from now on the law counts'
    registered=$(desk list --register "$register" | grep "$first" | grep -o '申[0-9]*-[0-9]*')
    run desk note "$registered" '{"what":"received","on":"2026-06-01","by":"in_person"}' --register "$register"
    ends_with 0; says '最迟答复：2026-06-30'; says '最迟告知补正：2026-06-10'
    run desk note "$registered" '{"what":"decision_served","on":"2026-06-20","article":"16"}' --register "$register"
    ends_with 0; says '最迟申请复议'; says '最迟起诉：没有'
    run desk outcome "$registered" 3.6 --register "$register"
    ends_with 0
    run desk report 2026 --register "$register" --out "$work/report.csv"
    ends_with 0; says '勾稽相符'
    grep -q '^二、上年结转政府信息公开申请数量,,' "$work/report.csv" || deviation 'the row that nobody here knows is not left to the office'
    run desk wishes --register "$register"
    ends_with 0; says '共 0 个文号'
    run desk export --register "$register" --as csv --out "$work/register.csv"
    ends_with 0
    head -c 3 "$work/register.csv" | od -An -tx1 | grep -q 'ef bb bf' || deviation 'a spreadsheet would not read it as UTF-8'

    step 'Its word goes back; only then the terminal erases'
    run acknowledge
    ends_with 0; says '6 件收到了'
    run "$gongkai" outbox check --library "$library" --terminal YC-01
    says '等着送走：6 件'
    run take_in
    ends_with 0; says '办公室已经收到 6 件'
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

    step 'Somebody who spoke: written down by staff, taken in person, and the office sees who wrote it'
    leave disclosure-citizen/1 "$oral"
    ends_with 0
    spoken=$receipt
    run "$gongkai" outbox receive "$spoken" --library "$library" --terminal YC-01
    ends_with 0; says '当面收到'; says '最迟'
    run "$gongkai" audit show --library "$library"
    ends_with 0; says "当面收到申请 $spoken"

    step 'Somebody who sees no screen applies in lines, and is asked again for what cannot be a phone'
    sed -e "s|^path = .*|path = \"$library\"|" -e "s|^root = .*|root = \"$work/root.json\"|" "$root/kiosk-config/kiosk.toml" > "$work/kiosk.toml"
    lines() { printf '%s\n' "$@" | "$gongkai" --line --config "$work/kiosk.toml"; }
    door=$(lines '' | grep '依申请公开' | head -n 1 | sed 's/，.*//')
    run lines "$door" 1 1 '柳桥村水渠清淤的花费' '周某庚' 138 13800000000 1 9 /
    ends_with 0; says '第 1 题，共 4 题'; says '已填好，尚未提交'; says '一个一个念：Y，C，横，0，1'
    heard=$(grep -o 'YC-01-[0-9]*-[0-9]*-[0-9A-Z]' <<< "$out" | head -n 1)
    run "$gongkai" outbox progress "$heard" --library "$library" --terminal YC-01
    ends_with 0; says '还在这台终端上'
    run take_in
    run open_stick
    ends_with 0; says '新登记 2 件'
    run desk show "$spoken" --register "$register"
    ends_with 0; says '由工作人员代填'; says "收到申请：$(TZ=Asia/Shanghai date +%F)"
    planted="$planted 周某庚 水渠清淤"
    nowhere "$library" "$stick"
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

    step 'A terminal that was restored from an old copy gives a number twice: a person decides'
    take_in > /dev/null; open_stick > /dev/null; acknowledge > /dev/null; take_in > /dev/null
    rm -rf "$work/old" && cp -r "$library/sync" "$work/old"
    leave please-publish/1 '{"words":"恢复以前的"}'
    ends_with 0
    twice=$receipt
    take_in > /dev/null; open_stick > /dev/null
    rm "$library"/sync/outbox.sqlite*; cp "$work/old"/outbox.sqlite* "$library/sync/"
    leave please-publish/1 '{"words":"恢复以后的"}'
    ends_with 0
    [ "$receipt" = "$twice" ] || deviation 'the number was not given twice'
    take_in > /dev/null
    run open_stick
    ends_with 3; says '回执号和已登记的另一件一样'
    run desk aside --register "$register"
    ends_with 0; says "$twice"; says '等人决定的 1 件'
    run desk adopt "$twice" --register "$register" --key "$(recipient key)" --passphrase-file "$pass"
    ends_with 0; says '恢复以后的'
    run desk show "$twice" --register "$register"
    ends_with 1; says '不止一件'
    run acknowledge
    ends_with 0
    run take_in
    ends_with 0; says '办公室已经收到'
    run "$gongkai" outbox progress "$twice" --library "$library" --terminal YC-01
    ends_with 0; says '、声'

    step 'What nobody can open any more is given up by a person, never by the program'
    "$gongkai" office key create --body 云川县政务公开办 --out "$work/lost" --passphrase-file "$pass" > /dev/null || deviation 'no key'
    run "$gongkai" office key publish "$(ls "$work"/lost/*.recipient)" "$stick" --number 11 --key "$(key receipts)" --passphrase-file "$pass" --yes
    take_in > /dev/null
    leave please-publish/1 '{"words":"这把密钥丢了"}'
    ends_with 0
    lost=$receipt
    take_in > /dev/null
    run open_stick
    ends_with 3; says '不是用这里的接收密钥封的'
    run desk adopt "$lost" --register "$register" --key "$(recipient key)" --passphrase-file "$pass"
    ends_with 1; says '打不开，没有登记'
    run desk give-up "$lost" --because '密钥丢了' --register "$register"
    ends_with 0; says '请那个人重新填'
    acknowledge > /dev/null; take_in > /dev/null
    run "$gongkai" outbox progress "$lost" --library "$library" --terminal YC-01
    ends_with 0; says '请重新填一份'
    run "$gongkai" audit show --library "$library"
    ends_with 0; says "留下一份表 $lost"; says '写到了 U 盘上'; says '清除了收到的 1 件'
    run "$gongkai" office key publish "$(recipient recipient)" "$stick" --number 12 --key "$(key receipts)" --passphrase-file "$pass" --yes
    take_in > /dev/null

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
