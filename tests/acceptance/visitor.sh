#!/usr/bin/env bash
# From a folder of texts to a code on a visitor's phone: every command of the way, and what it must answer.
#
#   visitor.sh [content] [power] [matters] [quality]      without arguments all four, in this order
#
# content   a small source is written, checked, mended, built, searched, shown
# power     a build is killed midway; the old library answers, the next build succeeds
# matters   ten everyday matters of the sample, each found by browsing and by initials, its QR code read off the screen of a real terminal
# quality   search measured on query sets that stand beside the project; without them this part is left out
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
# GONGKAI names another binary than target/debug/gongkai, CORPORA another folder than ../shared.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
corpora=${CORPORA:-$root/../shared}
config="$root/kiosk-config/kiosk.toml"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

. "$here/steps.sh"
# The address a record's code must hold: the field on the outermost level.
address_of() { "$gongkai" show "$1" --library "$2" --json | sed -n 's/^  "address": "\(.*\)",\{0,1\}$/\1/p'; }
title_of() { "$gongkai" show "$1" --library "$2" --json | sed -n 's/^  "title": "\(.*\)",\{0,1\}$/\1/p'; }

# ---------------------------------------------------------------- content

content() {
    local source="$work/source" library="$work/library"
    step 'A source: one settings file, one document with a mistyped field on line 6'
    mkdir -p "$source/documents"
    cat > "$source/source.toml" <<'SOURCE'
name = "清溪县公开内容"
place = "清溪县"
data_date = 2026-11-20

[addresses]
document = "https://www.qingxi.example/zc/{id}"
SOURCE
    cat > "$source/documents/qx-menzhen.md" <<'DOCUMENT'
+++
title = "清溪县居民门诊报销暂行办法"
number = "清政办发〔2026〕12号"
kind = "行政规范性文件"
issuers = ["清溪县人民政府办公室"]
isued_on = 2026-03-02
mark = "此件公开发布"
+++
第一条 在乡镇卫生院看门诊，报销百分之六十。

第二条 报销时带身份证和医保卡，当场结算。
DOCUMENT
    run "$gongkai" library check "$source"
    ends_with 1; says 'documents/qx-menzhen.md:6:'; says '是不是 issued_on'
    run "$gongkai" library build "$source" --into "$library"
    ends_with 1; says 'documents/qx-menzhen.md:6:'
    [ ! -e "$library/current" ] || deviation 'a faulty source became a library'

    step 'Mended, it is accepted'
    sed -i 's/^isued_on/issued_on/' "$source/documents/qx-menzhen.md"
    run "$gongkai" library check "$source"
    ends_with 0

    step 'A document without a disclosure mark is refused'
    sed '/^mark/d; s/门诊/住院/g; s/12号/13号/' "$source/documents/qx-menzhen.md" > "$source/documents/qx-zhuyuan.md"
    run "$gongkai" library build "$source" --into "$library"
    ends_with 1; says 'documents/qx-zhuyuan.md:1: 文件没有公开属性'
    [ ! -e "$library/current" ] || deviation 'an unmarked document became public'

    step 'Whoever answers for the mark says so on the command line, and the library records it'
    run "$gongkai" library build "$source" --into "$library" --mark 此件公开发布
    ends_with 0; says '政策文件 2'
    run "$gongkai" library info --library "$library"
    ends_with 0; says '清溪县公开内容'; says '数据截至：2026-11-20'; says '没有公开属性的文件按“此件公开发布”处理'
    LINES_SHOWN=1 run "$gongkai" library info --library "$library" --json
    ends_with 0; says '"mark":"此件公开发布"'; says '"records":2'; says '"generation":1'

    step 'A document that is not public stays out, whatever the command line says, and the old library answers'
    sed 's/^mark.*/mark = "此件不公开"/; s/12号/14号/' "$source/documents/qx-menzhen.md" > "$source/documents/qx-neibu.md"
    run "$gongkai" library build "$source" --into "$library" --mark 此件公开发布
    ends_with 1; says 'documents/qx-neibu.md:7: 公开属性是“此件不公开”'
    rm "$source/documents/qx-neibu.md"
    run "$gongkai" search 门诊 --library "$library"
    ends_with 0; says 'qx-menzhen'

    step 'Found by words, by initials, by document number; for people and for programs'
    run "$gongkai" search 门诊报销 --library "$library"
    ends_with 0; says '  1  清溪县居民门诊报销暂行办法'; says '现行有效'
    run "$gongkai" search zybx --library "$library" --json
    ends_with 0; says '"id":"qx-zhuyuan"'; says '"rank":1'
    run "$gongkai" search 清政办发2026-12 --library "$library" --json --limit 1
    ends_with 0; says '"id":"qx-menzhen"'
    run "$gongkai" search 火箭发射 --library "$library"
    ends_with 0; says '没有找到'

    step 'Shown in full, with the address that becomes its code'
    LINES_SHOWN=12 run "$gongkai" show qx-menzhen --library "$library"
    ends_with 0; says '有效性：现行有效'; says '地址：https://www.qingxi.example/zc/qx-menzhen'; says '第二条'
    [ "$(address_of qx-menzhen "$library")" = https://www.qingxi.example/zc/qx-menzhen ] || deviation 'the address in JSON differs'
    run "$gongkai" show qx-meiyou --library "$library"
    ends_with 1; says '怎么办'
}

# ---------------------------------------------------------------- power

power() {
    local library="$work/powerless" part=''
    step 'A library of the sample, then a build of 30,000 documents that is killed midway'
    run "$gongkai" library build "$root/data/sample" --into "$library"
    ends_with 0
    awk 'BEGIN {
        for (i = 1; i <= 30000; i++) {
            printf "{\"id\":\"tz-%d\",\"title\":\"清溪县第%d号通知\",\"text\":\"", i, i
            for (j = 1; j <= 8; j++) printf "第%d条 在乡镇卫生院看门诊，报销百分之%d，到第%d窗口办理。\\n", j, i * j % 97, (i + j) % 211
            print "\"}"
        }
    }' > "$work/many.jsonl"
    "$gongkai" library build "$work/many.jsonl" --into "$library" --mark 此件公开发布 > "$work/killed.log" 2>&1 &
    local build=$!
    for _ in $(seq 200); do
        part=$(compgen -G "$library/generations/*.part" | head -n 1)
        [ -n "$part" ] && break
        sleep 0.02
    done
    [ -n "$part" ] || deviation 'the build began nothing'
    run "$gongkai" library build "$root/data/sample" --into "$library"
    ends_with 1; says '另一个程序正在'
    sleep 0.5
    kill -KILL "$build" 2> /dev/null || deviation 'the build was over before it could be killed'
    wait "$build" 2> /dev/null
    [ -e "$part" ] || deviation 'nothing was left of the killed build, so it was not midway'
    note "killed with $(du -sk "$part" | cut -f 1) KiB of the new generation written"

    step 'The old library answers as if nothing had happened'
    run "$gongkai" library info --library "$library"
    ends_with 0; says '云川县政务公开专区示例内容'
    run "$gongkai" search 退休金怎么领 --library "$library" --limit 1
    ends_with 0; says 'q-sb-tuixiujin'

    step 'The next build clears the remains away and takes over'
    run "$gongkai" library build "$work/many.jsonl" --into "$library" --mark 此件公开发布
    ends_with 0; says '政策文件 30000'
    [ ! -e "$part" ] || deviation 'the remains of the killed build are still there'
    run "$gongkai" search 清溪县第29999号通知 --library "$library" --limit 1
    ends_with 0; says 'tz-29999'
    rm -rf "$library" "$work/many.jsonl"
}

# ---------------------------------------------------------------- matters

# What people come for; then the record reached by browsing and the keys from the attract screen, at most 5; then the record reached by search
# and what is typed for it, at most 8 letters. Enter takes the first word that is offered for the letters and leads to its hits; the number
# pressed then is the record's place among them, as a visitor reads it.
most_keys=5 most_letters=8
matters='
退休金怎么领    q-sb-tuixiujin      3264  q-sb-tuixiujin       txjzml
异地就医备案    g-yidi-jiuyi        222   g-yidi-jiuyi         ydjyba
公积金提取      g-gongjijin-tiqu    242   g-gongjijin-tiqu     gjjtq
低保申请        g-dibao             251   g-dibao              dbsq
新生儿落户      g-xinshenger-luohu  911   g-xinshenger-luohu   xselh
小学入学        g-xiaoxue-ruxue     211   g-xiaoxue-ruxue      xxrx
个体户注册      g-getihu            281   g-getihu             gth
残疾人补贴      g-canji-butie       258   g-canji-butie        cjrbt
公租房申请      g-gongzufang        253   g-gongzufang         gzf
高龄津贴        g-gaoling-jintie    261   g-gaoling-jintie     gljt
'

matters() {
    local library="$work/sample" name browsed keys searched letters words place walk
    step 'The sample county'
    run "$gongkai" library build "$root/data/sample" --into "$library"
    ends_with 0

    "$here/screenshot.sh" -s wait:0 -- true > /dev/null 2> "$work/screenshot.log"
    if [ $? != 77 ]; then
        walk=by_screenshot
    elif have tmux; then
        walk=by_text
        leave_out "codes on a real screen ($(cat "$work/screenshot.log")); tmux shows the titles instead"
    else
        walk=''
        leave_out "all ways on the screen ($(cat "$work/screenshot.log"), tmux)"
    fi

    while read -r name browsed keys searched letters; do
        [ -n "$name" ] || continue
        step "$name"
        [ ${#keys} -le $most_keys ] || deviation "${#keys} keys to $browsed"
        [ ${#letters} -le $most_letters ] || deviation "${#letters} letters for $searched"
        words=$("$gongkai" compose "$letters" --library "$library" --limit 1 | sed 's/^ *1 *//')
        place=$("$gongkai" search "$words" --library "$library" --json --limit 64 | grep -n "\"id\":\"$searched\"" | head -n 1 | cut -d : -f 1)
        if [ "${place:-9}" -gt 8 ]; then
            run "$gongkai" search "$words" --library "$library"
            deviation "$searched is not among the eight hits of the first page for $letters, which is $words"
        fi
        note "browsing: $keys = ${#keys} keys to $browsed"
        note "searching: $letters, Enter ($words), $place = ${#letters} letters and 2 keys to $searched"
        [ -z "$walk" ] || $walk "$library" "$browsed" "$keys" "$searched" "$letters" "$place"
    done <<< "$matters"
}

# Both ways in one sitting: browse to the code, end the visit, search to the code.
by_screenshot() {
    local library=$1 browsed=$2 keys=$3 searched=$4 letters=$5 place=$6 steps=() key read expected
    while read -r -n 1 key; do
        [ -n "$key" ] && steps+=(-s "type:$key" -s wait:0.3)
    done <<< "$keys"
    steps+=(-s "code:$work/browsed.png" -s type:/ -s wait:0.5)
    steps+=(-s "type:$letters" -s wait:0.6 -s key:Return -s wait:0.3 -s "type:$place" -s "code:$work/searched.png")
    read=$("$here/screenshot.sh" "${steps[@]}" -- "$gongkai" --config "$config" --library "$library" 2> "$work/screenshot.log") || {
        cat "$work/screenshot.log" >&2
        keep_pictures
        deviation 'the code was not reached'
    }
    expected=$(address_of "$browsed" "$library"; address_of "$searched" "$library")
    printf '%s\n' "$read" | sed 's/^/     /'
    if [ "$read" != "$expected" ]; then
        keep_pictures
        deviation "the codes on the screen should be: $expected"
    fi
}
keep_pictures() {
    local kept
    kept=$(mktemp -d)
    cp "$work"/*.png "$kept"/ 2> /dev/null
    printf 'pictures: %s\n' "$kept" >&2
}

# The same without a picture: the title and the menu of a reading page must be on the screen.
by_text() {
    local library=$1 browsed=$2 keys=$3 searched=$4 letters=$5 place=$6 key server="acceptance-$$"
    local tmux=(tmux -L "$server" -f /dev/null)
    "${tmux[@]}" new-session -d -x 106 -y 30 "$gongkai --config '$config' --library '$library'" || deviation 'tmux did not start'
    appears '触摸屏幕'
    while read -r -n 1 key; do
        [ -z "$key" ] || "${tmux[@]}" send-keys -l "$key"
        sleep 0.3
    done <<< "$keys"
    appears "$(title_of "$browsed" "$library")" 扫码
    "${tmux[@]}" send-keys -l /
    appears '触摸屏幕'
    "${tmux[@]}" send-keys -l "$letters"
    appears '共 '
    sleep 0.5
    "${tmux[@]}" send-keys Enter
    sleep 0.3
    "${tmux[@]}" send-keys -l "$place"
    appears "$(title_of "$searched" "$library")" 扫码
    "${tmux[@]}" kill-server
}
# ---------------------------------------------------------------- quality

quality() {
    local tool
    step 'Laws and regulations as a folder of plain texts'
    if [ ! -d "$corpora/corpus" ]; then
        leave_out "quality, no query sets in $corpora"
        return
    fi
    for tool in zstd python3; do
        have "$tool" || { leave_out "quality, $tool is missing"; return; }
    done
    run "$gongkai" library build "$corpora/corpus/laws" --into "$work/laws" --mark 此件公开发布
    ends_with 0
    run "$gongkai" search 劳动合同法 --library "$work/laws" --limit 3
    ends_with 0; says '劳动合同法'
    rm -rf "$work/laws"

    step 'Everyday questions, answered by articles'
    measured articles passage
    at_least all R@10 0.47; at_least all R@100 0.67; at_least all MRR@10 0.39

    step 'Titles, as people type and mistype them'
    measured documents document titles
    at_least exact MRR@10 0.99; at_least pinyin MRR@10 0.96; at_least initials MRR@10 0.96
    at_least docno MRR@10 0.98; at_least traditional MRR@10 0.99; at_least homophone MRR@10 0.97
    at_least typo MRR@10 0.96; at_least dropped MRR@10 0.94; at_least colloquial MRR@10 0.95
}

# Builds corpus $1, ranks $2 for the queries $3 and leaves the table in $out.
measured() {
    local corpus=$1 unit=$2 queries=${3:-$1} began
    zstd -dcq "$corpora/corpus/$corpus.jsonl.zst" > "$work/$corpus.jsonl" || deviation "$corpus cannot be unpacked"
    run "$gongkai" library build "$work/$corpus.jsonl" --into "$work/$corpus" --mark 此件公开发布
    ends_with 0
    rm "$work/$corpus.jsonl"
    began=$SECONDS
    run "$gongkai" search --queries "$corpora/corpus/queries/$queries.dev.jsonl" --library "$work/$corpus" --unit "$unit" --run "$work/$queries.run"
    ends_with 0
    note "$((SECONDS - began)) seconds"
    LINES_SHOWN=20 run python3 "$corpora/tools/evaluate.py" "$corpora/corpus/queries/$queries.dev.qrels.tsv" "$work/$queries.run" \
        --by-kind "$corpora/corpus/queries/$queries.dev.jsonl"
    ends_with 0
    rm -rf "${work:?}/$corpus"
}
# Row $1, measure $2 of the table, no less than $3.
at_least() {
    local value
    value=$(printf '%s\n' "$out" | awk -v row="$1" -v name="$2" '$1 == row { for (i = 2; i < NF; i++) if ($i == name) print $(i + 1) }')
    [ -n "$value" ] || deviation "the table has no $2 of $1"
    awk -v value="$value" -v least="$3" 'BEGIN { exit !(value >= least) }' || deviation "$2 of $1 is $value, less than $3"
}

# ----------------------------------------------------------------

walk "content power matters quality" "$@"
