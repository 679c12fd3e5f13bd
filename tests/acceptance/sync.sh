#!/usr/bin/env bash
# Content from the office's folder to a terminal, by three signatures and a stick: every command of the way, what it must answer, and what
# happens when things go wrong. A folder stands for the stick; stick.sh does the same on real file systems.
#
#   sync.sh [journey] [attacks] [power] [large] [program] [weight]      without arguments the first four, in this order
#
# journey   keys, root, release, signatures, stick, first import, update, withdrawal, rollback, a department of its own, a table of
#           terminals, what visitors did there, a server instead of the stick
# attacks   old, altered, half-signed and forged sticks are refused, each by its code, and what visitors see is unchanged bit for bit
# power     an import is killed at many moments; the old or the new content answers, whole, and the next import succeeds
# large     3,357 real documents beside the project; without them this part is left out
# program   on demand: a newer program comes on the stick, is tried beside the running one, begun when nobody is there, and given up after two
#           crashes; what is not what was signed for is not run. Takes four minutes, needs tmux
# weight    20,000 documents of 60 MB and 950 MB of attachments: seconds and memory of every step against what they may be
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
# GONGKAI names another binary than target/debug/gongkai, CORPORA another folder than ../shared.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
corpora=${CORPORA:-$root/../shared}
export LC_ALL=C.UTF-8
work=$(mktemp -d)
server=''
trap 'kill $server 2> /dev/null; rm -rf "$work"' EXIT
. "$here/steps.sh"

. "$here/office.sh"

library="$work/library"

# All bytes of what answers now, in one digest.
content() { (cd "$library" && cat current && find generations -type f | sort | xargs sha256sum) | sha256sum; }
unchanged() { [ "$(content)" = "$1" ] || deviation 'what visitors see has changed'; }
take_in() { "$gongkai" sync "$stick" --library "$library" --terminal YC-01 --yes "$@"; }

journey() {
    office
    step 'A terminal that was given no root takes nothing'
    run "$gongkai" sync "$stick" --library "$library" --yes
    ends_with 1

    step 'First import: with the root, shown before it happens'
    run "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --check
    ends_with 0; says '新增'; says '签名'
    [ ! -e "$library/current" ] || deviation 'a look has changed something'
    run take_in
    ends_with 0; says '导入好了'
    run "$gongkai" search 退休金怎么领 --library "$library" --limit 1
    ends_with 0; says '退休'
    run "$gongkai" library info --library "$library"
    ends_with 0; says '第 1 版'

    step 'The same stick again: recognised, nothing to do'
    was=$(content)
    run take_in
    ends_with 0; says '不用导入'
    unchanged "$was"

    step 'What vanished from the folder is not dropped silently'
    rm "$source/documents/jz-mingdan.md"
    phrase='柳桥村赵某甲一户'
    grep -rqaF "$phrase" "$library/sync/store" || deviation 'the text to be withdrawn was never there'
    run "$gongkai" bundle create "$source" --out "$repo"
    ends_with 1; says 'B-20'; says 'jz-mingdan'

    step 'An update, and a document that is withdrawn (下架)'
    sed -i 's/data_date = .*/data_date = 2026-11-24/' "$source/source.toml"
    publish --withdraw jz-mingdan --reason 含有个人信息
    run take_in
    ends_with 0; says '下架 1'
    run "$gongkai" show jz-mingdan --library "$library"
    ends_with 1
    for place in "$library" "$stick" "$repo"; do
        if grep -rqaF "$phrase" "$place"; then deviation "$place still holds the text of what was withdrawn"; fi
    done
    note "no file of terminal, stick and repository holds “$phrase”"
    run "$gongkai" sync --history --library "$library"
    ends_with 0; says '含有个人信息'
    [ "$(ls "$library/generations" | wc -l)" = 1 ] || deviation 'a generation with the withdrawn document is still there'

    step 'Back to the release before, by one command, and forward again'
    cat >> "$source/notices/n-hanchao.md" <<< $'\n新的一段。'
    publish
    run take_in
    ends_with 0; says '更新 1'
    run "$gongkai" sync --back --library "$library"
    ends_with 0; says '退回好了'
    run "$gongkai" library info --library "$library"
    says '第 2 版'
    run take_in
    ends_with 0
    run "$gongkai" library info --library "$library"
    says '第 3 版'

    step 'A department publishes its own, with three people of its own'
    mkdir -p "$work/minzheng" "$work/civil/documents"
    for post in office deputy chief; do
        "$gongkai" keys create "$post" --person "民政$post" --out "$work/minzheng" --passphrase-file "$pass" > /dev/null || deviation 'no key'
    done
    run "$gongkai" bundle delegate "$repo" --name civil --title 云川县民政局 "$work"/minzheng/*.pub
    ends_with 0
    publish
    cat > "$work/civil/source.toml" <<'SOURCE'
name = "民政局"
place = "云川县"
data_date = 2026-11-24
topics = ["救助"]
SOURCE
    cat > "$work/civil/documents/civil-linshi.md" <<'DOCUMENT'
+++
title = "云川县临时救助经办规程"
kind = "行政规范性文件"
issuers = ["云川县民政局"]
issued_on = 2026-11-02
mark = "此件公开发布"
topics = ["救助"]
+++

第一条 急难家庭在居住地乡镇申请。
DOCUMENT
    run "$gongkai" bundle create "$work/civil" --out "$repo" --as civil
    ends_with 0; says '--as civil --key office-'
    for post in office deputy chief; do
        run "$gongkai" bundle sign "$repo" --as civil --key "$(ls "$work/minzheng/$post"-*.key)" --passphrase-file "$pass" --yes
        ends_with 0
    done
    run "$gongkai" bundle assemble "$repo" --key "$(key packer)" --passphrase-file "$pass"
    ends_with 0
    run "$gongkai" stick prepare "$stick" --repo "$repo" --folder
    run take_in
    ends_with 0
    run "$gongkai" search 临时救助经办规程 --library "$library" --limit 1
    says 'civil-linshi'
    mv "$work/civil/documents/civil-linshi.md" "$work/civil/documents/sb-yanglao-2099.md"
    run "$gongkai" bundle create "$work/civil" --out "$repo" --as civil
    ends_with 3; says 'B-15'

    fleet
    visits
    network

    step 'The department publishes no more, and what it published is gone'
    run "$gongkai" bundle undelegate "$repo" --name civil
    ends_with 0
    publish
    run take_in
    ends_with 0; says '消失 1'
    run "$gongkai" show civil-linshi --library "$library"
    ends_with 1
}

# Two terminals report on the stick; one of them is set up anew.
fleet() {
    local second="$work/second" reports="GONGKAI/v1/status"
    step 'Every terminal leaves a signed report on the stick, and the office lays them side by side'
    run "$gongkai" sync "$stick" --library "$second" --root "$work/root.json" --terminal YC-02 --yes
    ends_with 0; says '状况'; says '回执写在 U 盘上了'
    grep -q '^终端：YC-02' "$stick"/GONGKAI/v1/receipts/YC-02-*.txt || deviation 'the receipt is not on the stick'
    run take_in
    ends_with 0; says '状况'
    run "$gongkai" fleet status "$stick" --known "$work/known.toml"
    ends_with 0; says 'YC-01'; says 'YC-02'; says '共 2 台终端'
    grep -q 'YC-02' "$work/known.toml" || deviation 'the key of a new terminal was not written down'
    if grep -rq '办法' "$stick/$reports"; then deviation 'a report holds a title'; fi

    step 'A report that was altered on the way is not believed'
    cp -r "$stick" "$work/bent"
    sed -i 's/"records":[0-9]*/"records":99999/' "$work/bent/$reports/YC-02.json"
    run "$gongkai" fleet status "$work/bent" --known "$work/known.toml"
    ends_with 3; says 'Z-07'; says 'YC-01'; says '其中 1 台没有消息'

    step 'A terminal that was set up anew has another key, and somebody must say so'
    cp -r "$stick" "$work/before"
    rm -rf "$second"
    run "$gongkai" sync "$stick" --library "$second" --root "$work/root.json" --terminal YC-02 --yes
    ends_with 0
    run "$gongkai" fleet status "$stick" "$work/before" --known "$work/known.toml"
    ends_with 3; says '密钥和记下的不一样'; says 'Z-11'
    run "$gongkai" fleet status "$stick" "$work/before"
    ends_with 0; says '有 2 把密钥'
    run "$gongkai" sync --status --library "$second"
    ends_with 0; says '这台终端的密钥'
    fingerprint=$(printf '%s\n' "$out" | sed -n 's/^这台终端的密钥：//p')
    run "$gongkai" fleet status "$stick" --known "$work/known.toml"
    ends_with 3; says "$fingerprint"
    run "$gongkai" fleet status "$stick" "$work/before" --known "$work/known.toml" --renew YC-02
    ends_with 0; says '0 台要留意'
    run "$gongkai" fleet status "$stick" --known "$work/known.toml" --json
    ends_with 0; says '"terminal":"YC-02"'
}

# Waits until the kiosk in tmux has ended.
ends() {
    local left=300
    while "${tmux[@]}" has-session 2> /dev/null; do
        left=$((left - 1))
        [ $left -gt 0 ] || deviation 'the kiosk does not end'
        sleep 0.1
    done
}

# Two visitors at a terminal, the second when staff come; what they did comes home by every way that ends a session. Then a bad day.
visits() {
    local tmux pin
    step 'What visitors did comes home as totals, without a word'
    run take_in
    run "$gongkai" fleet status "$stick" --known "$work/known.toml"
    ends_with 0; says 'YC-01  使用 0 次；搜索 0 次'
    if ! have tmux; then leave_out 'visitors in front of a screen, tmux is missing'; return; fi
    pin=$(echo 739164 | "$gongkai" pin) || deviation 'no hash of a PIN'
    sed -e "s|^path = .*|path = \"$library\"|" -e "s|^root = .*|root = \"$work/root.json\"|" -e "s|^stick = .*|stick = \"$stick\"|" \
        -e 's|^helper = .*|helper = ""|' -e 's|^scale_output = .*|scale_output = ""|' -e "s|^pin_hash = .*|$pin|" \
        "$root/kiosk-config/kiosk.toml" > "$work/kiosk.toml"
    tmux=(tmux -L "acceptance-$$-visits" -f /dev/null)
    "${tmux[@]}" new-session -d -x 106 -y 30 "$gongkai --config '$work/kiosk.toml'" || deviation 'tmux did not start'
    appears '打字就能查' '截至'
    # The first two characters find nothing either: only what all four found is counted, so it must have come.
    "${tmux[@]}" send-keys -l 狮子老虎; appears '没有找到'; sleep 1
    "${tmux[@]}" send-keys F10; appears '打字就能查'
    "${tmux[@]}" send-keys -l 临时救助; appears '共 '
    "${tmux[@]}" send-keys Enter; appears '1  '
    "${tmux[@]}" send-keys -l 1; appears '扫码'
    "${tmux[@]}" send-keys F12; appears '请输入密码'
    "${tmux[@]}" send-keys -l 739164; "${tmux[@]}" send-keys Enter; appears '导入内容'
    "${tmux[@]}" send-keys -l 1; appears '不用导入'
    run "$gongkai" fleet status "$stick" --known "$work/known.toml"
    ends_with 0; says 'YC-01  使用 1 次；搜索 1 次，其中 1 次没有找到（100%）；打开 0 条；二维码 0 个'
    "${tmux[@]}" send-keys -l 0; appears '退出程序'
    "${tmux[@]}" send-keys -l 4
    ends
    run take_in
    run "$gongkai" fleet status "$stick" --known "$work/known.toml"
    ends_with 0; says 'YC-01  使用 2 次；搜索 2 次，其中 1 次没有找到（50%）；打开 1 条；二维码 0 个'
    if grep -rqE '狮子' "$library" "$stick"; then deviation 'what a visitor typed was written'; fi

    step 'The machine goes down while a visitor is there: what was done until then counts'
    "${tmux[@]}" new-session -d -x 106 -y 30 "$gongkai --config '$work/kiosk.toml'" || deviation 'tmux did not start'
    appears '打字就能查' '截至'
    "${tmux[@]}" send-keys -l 临时救助; appears '共 '
    kill -TERM "$("${tmux[@]}" list-panes -F '#{pane_pid}')"
    ends
    run take_in
    run "$gongkai" fleet status "$stick" --known "$work/known.toml"
    ends_with 0; says 'YC-01  使用 3 次；搜索 3 次，其中 1 次没有找到（33%）'

    step 'A damaged index and a log on a disk that is full: visitors find all the same'
    cp -r "$library" "$work/bad"
    sed -i "s|^path = .*|path = \"$work/bad\"|" "$work/kiosk.toml"
    truncate -s 100 "$work/bad/generations/$(cat "$work/bad/current")"/index/*.idx
    "${tmux[@]}" new-session -d -x 106 -y 30 "exec $gongkai --config '$work/kiosk.toml' 2> /dev/full" || deviation 'tmux did not start'
    appears '打字就能查' '截至'
    "${tmux[@]}" send-keys -l 临时救助; appears '共 '
    "${tmux[@]}" send-keys Enter; appears '1  '
    kill -TERM "$("${tmux[@]}" list-panes -F '#{pane_pid}')"
    ends

    step 'Damaged totals begin anew and stop nobody'
    printf 'x' >> "$library/sync/usage"
    run take_in
    ends_with 0
    run "$gongkai" fleet status "$stick" --known "$work/known.toml" --json
    ends_with 0; says '"searches":0'
}

# The repository is given out by a server that knows nothing of it.
network() {
    step 'The same repository over a network'
    run "$gongkai" sync https://kiosk:geheim@zwgk.example/ --library "$work/third"
    ends_with 1; says 'B-28'
    case $out in *geheim*) deviation 'a passphrase was repeated' ;; esac
    run "$gongkai" sync http://127.0.0.1:1/ --library "$work/third"
    ends_with 1
    case $out in
        *B-30*) leave_out 'a web server instead of a stick: this binary was built without the feature network'; return ;;
        *B-29*) ;;
        *) deviation 'a server that is not there has no code' ;;
    esac
    if ! have python3; then leave_out 'a web server instead of a stick: no python3'; return; fi
    python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$repo" > "$work/server" 2>&1 &
    server=$!
    until port=$(grep -o 'port [0-9]*' "$work/server" | head -n 1 | cut -d ' ' -f 2) && [ -n "$port" ]; do
        kill -0 "$server" 2> /dev/null || deviation 'the server does not start'
        sleep 0.1
    done
    run "$gongkai" sync "http://127.0.0.1:$port" --library "$work/third" --root "$work/root.json" --yes
    ends_with 0; says '导入好了'
    run "$gongkai" search 退休金怎么领 --library "$work/third" --limit 1
    ends_with 0; says '退休'
    run "$gongkai" sync "http://127.0.0.1:$port" --library "$work/third" --yes
    ends_with 0; says '不用导入'
    kill "$server"
    run "$gongkai" sync "http://127.0.0.1:$port" --library "$work/third" --yes
    ends_with 1; says 'B-29'
}

attacks() {
    office
    [ -e "$library/current" ] || take_in --root "$work/root.json" > /dev/null || deviation 'not imported'
    cp -r "$stick" "$work/old"
    cat >> "$source/notices/n-hanchao.md" <<< $'\n又一段。'
    publish
    take_in > /dev/null || deviation 'not imported'
    local was bad="$work/bad"
    was=$(content)
    refused() {
        run "$gongkai" sync "$bad" --library "$library" --yes
        ends_with "$1"; says "$2"
        unchanged "$was"
    }
    forged() { rm -rf "$bad"; cp -r "$stick" "$bad"; }
    meta="GONGKAI/v1/meta"

    step 'An older stick'
    rm -rf "$bad"; cp -r "$work/old" "$bad"
    refused 3 'B-11'
    step 'One altered byte in each metadata file'
    for name in timestamp.json "$(basename "$(ls "$stick/$meta"/*.snapshot.json)")" "$(basename "$(ls "$stick/$meta"/*.targets.json)")"; do
        forged
        printf 'x' | dd of="$bad/$meta/$name" bs=1 seek=100 conv=notrunc status=none
        refused 3 'B-0'
    done
    step 'A file of two mebibytes where a kilobyte is expected'
    forged; head -c 2097152 /dev/zero > "$bad/$meta/timestamp.json"
    refused 3 'B-04'
    step 'A link to a file of the terminal'
    forged; ln -sf /etc/passwd "$bad/$meta/timestamp.json"
    refused 1 'Y-'
    step 'An altered part'
    cat >> "$source/notices/n-hanchao.md" <<< $'\n再一段。'
    publish
    forged
    for pack in $(find "$bad" -name '*.pack'); do printf 'x' | dd of="$pack" bs=1 seek=60 conv=notrunc status=none; done
    refused 3 'B-05'
    step 'A release of another office, with all its own signatures'
    (
        keys="$work/other-keys" repo="$work/other-repo" stick="$bad"
        rm -rf "$bad"; mkdir -p "$bad"
        for post in root root office deputy chief packer receipts; do
            "$gongkai" keys create "$post" --person "别处$post$RANDOM" --out "$keys" --passphrase-file "$pass" > /dev/null
        done
        "$gongkai" root create "$repo" --body 别处 "$keys"/*.pub > /dev/null
        for keeper in "$keys"/root-*.key; do "$gongkai" root sign "$repo" --key "$keeper" --passphrase-file "$pass" --yes > /dev/null; done
        publish
    ) || deviation 'the other office could not publish'
    refused 3 'B-41'
    step 'Damaged trust is never taken for none'
    cp "$library/sync/trust.sqlite" "$work/trust"
    cp "$library/sync/trust.copy" "$work/trust.copy"
    rm -f "$library"/sync/trust.sqlite-*
    : > "$library/sync/trust.sqlite"
    : > "$library/sync/trust.copy"
    bad="$stick"
    refused 1 'Y-'
    rm "$library/sync/trust.sqlite" "$library/sync/trust.copy"
    refused 1 'Y-'
    cp "$work/trust" "$library/sync/trust.sqlite"
    cp "$work/trust.copy" "$library/sync/trust.copy"
    run take_in
    ends_with 0
}

power() {
    office
    [ -e "$library/current" ] || take_in --root "$work/root.json" > /dev/null || deviation 'not imported'
    step 'An import is killed at moments spread over its length'
    local killed=0 done_=0 moment
    for moment in 2 4 6 8 10 14 18 22 26 30 36 42 50 60 75 90; do
        cat >> "$source/notices/n-hanchao.md" <<< "段 $moment。"
        publish
        "$gongkai" sync "$stick" --library "$library" --terminal YC-01 --yes > /dev/null 2>&1 &
        sleep "$(printf '0.%03d' $((moment * 10)))"
        if kill -9 $! 2> /dev/null; then killed=$((killed + 1)); else done_=$((done_ + 1)); fi
        wait $! 2> /dev/null
        "$gongkai" search 退休金怎么领 --library "$library" --limit 1 | grep -q 退休 || deviation "after ${moment}0 ms nothing answers"
        take_in > "$work/again" 2>&1 || { cat "$work/again"; deviation "after a kill at ${moment}0 ms the import cannot be repeated"; }
    done
    note "$killed imports killed, $done_ had ended; each time the library answered and the next import succeeded"
    [ "$killed" -ge 4 ] || deviation 'hardly any import was killed'
}

large() {
    local corpus="$corpora/corpus/documents.jsonl.zst"
    if [ ! -r "$corpus" ] || ! have zstd; then leave_out "large: no $corpus, or no zstd"; return; fi
    office
    step '3,357 real documents and 200 MB of attachments'
    rm -rf "$source"; mkdir -p "$source/attachments"
    zstd -qdc "$corpus" > "$source/documents.jsonl"
    for at in 1 2 3 4; do head -c 50000000 /dev/urandom > "$source/attachments/$at.pdf"; done
    publish --mark 此件公开发布 --withdraw-missing --reason 换了内容
    [ -e "$library/current" ] || "$gongkai" sync --status --library "$library" > /dev/null 2>&1
    run "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --yes
    ends_with 0; says '导入好了'
    run "$gongkai" sync "$stick" --library "$library" --yes
    ends_with 0; says '不用导入'
}

# What a command took: `took name command...` sets $seconds and $memory (MB) and goes on as `run` does.
took() {
    run /usr/bin/time -f '%e %M' -o "$work/took" "$@"
    read -r seconds memory <<< "$(tail -n 1 "$work/took")"
    memory=$((memory / 1024))
    note "$seconds s, $memory MB"
}

# Whether a number of seconds is at most another.
within() { awk -v took="$1" -v most="$2" 'BEGIN { exit !(took <= most) }' || deviation "$1 s, and it may be $2 s"; }

# Real texts cut short make twenty thousand; searches go on meanwhile.
weight() {
    local corpus="$corpora/corpus/documents.jsonl.zst" questions="$corpora/corpus/queries/titles.dev.jsonl" indexing copying alone beside longer
    if [ ! -r "$corpus" ] || ! have zstd || ! have python3 || [ ! -x /usr/bin/time ]; then
        leave_out "weight: $corpus, zstd, python3 and time (Debian: time)"
        return
    fi
    office
    step '20,000 documents of 60 MB in all, and 950 MB of attachments'
    rm -rf "$source"; mkdir -p "$source/attachments"
    zstd -qdc "$corpus" | python3 -c '
import json, sys
papers = [json.loads(line) for line in sys.stdin]
for at in range(20000):
    paper = papers[at % len(papers)]
    part = at // len(papers)
    text = paper["text"][part * 1200:part * 1200 + 1200] or paper["text"][:1200]
    print(json.dumps({**paper, "id": "d%05d" % at, "text": text, "number": ""}, ensure_ascii=False))' > "$source/documents.jsonl"
    for at in $(seq 19); do head -c 50000000 /dev/urandom > "$source/attachments/$at.pdf"; done
    note "$(du -m "$source/documents.jsonl" | cut -f 1) MB of documents"
    publish --mark 此件公开发布 --withdraw-missing --reason 换了内容

    step 'What indexing and copying alone take'
    took "$gongkai" library build "$source" --into "$work/alone" --mark 此件公开发布
    ends_with 0
    indexing=$seconds
    took sh -c 'cp -r "$1" "$2" && sync' sh "$stick" "$work/copy"
    copying=$seconds
    rm -rf "$work/copy"

    step 'The import: no longer than the longer of both and a fifth, in less than 512 MB'
    [ -e "$library/current" ] || "$gongkai" sync --status --library "$library" > /dev/null 2>&1
    took "$gongkai" sync "$stick" --library "$library" --root "$work/root.json" --terminal YC-01 --yes
    ends_with 0; says '导入好了'
    longer=$(awk -v a="$indexing" -v b="$copying" 'BEGIN { print 1.2 * (a > b ? a : b) }')
    within "$seconds" "$longer"
    [ "$memory" -lt 512 ] || deviation "$memory MB, and it may be 512"

    step 'The same stick again: verified and recognised in less than a second'
    took "$gongkai" sync "$stick" --library "$library" --yes
    ends_with 0; says '不用导入'
    within "$seconds" 1

    step 'Visitors search while another import runs: no slower than twice'
    took "$gongkai" search --library "$library" --queries "$questions" --unit document --run "$work/run"
    ends_with 0
    alone=$seconds
    "$gongkai" sync "$stick" --library "$work/beside" --root "$work/root.json" --terminal YC-02 --yes > /dev/null 2>&1 &
    took "$gongkai" search --library "$library" --queries "$questions" --unit document --run "$work/run"
    ends_with 0
    beside=$seconds
    wait $!
    within "$beside" "$(awk -v alone="$alone" 'BEGIN { print 2 * alone }')"
}

# This binary as a terminal's of another version, by the note that it carries: its own is no note any more, and one stands at its end. Arguments: version.
newer() {
    python3 - "$gongkai" "$work/newer" "$1" <<'PYTHON'
import re, sys
old, new, version = sys.argv[1:]
note = re.compile(rb"gongkai-program/1 (version=[0-9.]+ kind=(office|terminal);)")
data = note.sub(lambda m: b"gongkai-program/0 " + m.group(1), open(old, "rb").read())
open(new, "wb").write(data + f"gongkai-program/1 version={version} kind=terminal;".encode())
PYTHON
}
# What runs in the session: a file, or memory.
runs() { readlink "/proc/$(pgrep -nf "^gongkai.*$work/kiosk.toml|$gongkai start --config $work/kiosk.toml")/exe"; }

program() {
    have tmux || { leave_out 'program: there is no tmux'; return; }
    office
    [ -e "$library/current" ] || take_in --root "$work/root.json" > /dev/null
    arch=$(uname -m)
    step 'What is no program of a terminal is not drafted'
    mkdir -p "$source/programs/$arch"
    echo '#!/bin/sh' > "$source/programs/$arch/gongkai"
    run "$gongkai" bundle create "$source" --out "$repo"
    ends_with 1; says '不是 Linux 的程序'

    step 'A program is signed for by its name, and told before it is taken in'
    newer 90.0.0
    cp "$work/newer" "$source/programs/$arch/gongkai"
    run "$gongkai" bundle create "$source" --out "$repo"
    ends_with 0
    run "$gongkai" bundle sign "$repo" --key "$(key office)" --passphrase-file "$pass" --yes
    ends_with 1; says "程序 90.0.0，给 $arch"; says 'program:90.0.0'
    publish
    run take_in
    ends_with 0; says '带来新程序 90.0.0'

    step 'It is tried beside the running one, and begun when nobody is there'
    sed "s|^path = .*library.*|path = \"$library\"|; s|^root = .*|root = \"$work/root.json\"|; s|^helper = .*|helper = \"\"|" "$root/kiosk-config/kiosk.toml" > "$work/kiosk.toml"
    tmux=(tmux -L "gongkai-$$" -f /dev/null)
    "${tmux[@]}" new-session -d -x 106 -y 30 "while sleep 0.3; do '$gongkai' start --config '$work/kiosk.toml' 2>> '$work/log'; done"
    sleep 5
    [ "$(runs)" = "$gongkai" ] || deviation "something else runs: $(runs)"
    for _ in $(seq 200); do case $(runs) in */memfd:*) break ;; esac; sleep 1; done
    case $(runs) in */memfd:*) ;; *) deviation "it was not begun: $(runs)" ;; esac
    note 'the program that came runs from memory'

    step 'Two crashes lead back, for good'
    for _ in 1 2; do
        kill -9 "$(pgrep -nf "^gongkai.*$work/kiosk.toml")"
        sleep 4
    done
    [ "$(runs)" = "$gongkai" ] || deviation "it was not given up: $(runs)"
    run "$gongkai" audit show --library "$library"
    ends_with 0; says '退回了原来的程序'
    run take_in
    "${tmux[@]}" kill-server
    grep -q '"given_up"' "$library/sync/programs/state.json" || deviation 'nobody remembers it'
}

on_demand="program weight"
walk "journey attacks power large" "$@"
