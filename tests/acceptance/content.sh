#!/usr/bin/env bash
# An office's files on their way to a visitor: a folder of mixed files is converted, screened, reviewed by three, signed, taken in, found and read.
#
#   content.sh [journey] [real]      without arguments all, in this order
#
# journey   files made here: GBK text, a saved web page, Word, a sheet, an archive, a page with an identity number, files that are broken or bombs
# real      the real files beside the project (SAMPLES, otherwise ../shared/samples), as many as are there: each is read or named, within a minute
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
export LC_ALL=C.UTF-8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
. "$here/steps.sh"

# The outcome that a conversion told of a file.
outcome() { grep -F "$1\"" "$work/told" | sed 's/.*"outcome":"\([^"]*\)".*/\1/' | head -n 1; }

files() {
    mkdir -p "$work/files/民政局"
    printf '云川县人民政府办公室关于加强集市管理的通知\n云政办发〔2024〕7号\n各乡镇人民政府：\n为了3*4*5=60的_规范_，现将<有关>事项通知如下。\n一、总体要求\n便民利民，方便群众赶集，摊位费按日收取。\n二、工作任务\n（一）划定集市范围。各乡镇要划定集市的范围。\n云川县人民政府办公室\n2024年3月1日\n（此件公开发布）\n' \
        | iconv -f UTF-8 -t GB18030 > "$work/files/集市通知.txt"
    cat > "$work/files/民政局/高龄津贴.html" << 'HTML'
<html><head><meta name="ArticleTitle" content="云川县高龄津贴发放办法"></head><body><div class="nav">首页 信息公开</div>
<table class="xxgk"><tr><td>索引号</td><td>YC-2024-0001</td><td>发布机构</td><td>云川县民政局</td></tr><tr><td>成文日期</td><td>2024-05-06</td><td>公开属性</td><td>主动公开</td></tr></table>
<h1>云川县高龄津贴发放办法</h1><p>第一条 八十周岁以上的老年人，按月发放高龄津贴。</p><p>第二条 本办法自2024年6月1日起施行。</p><p style="display:none">内部讨论的话</p></body></html>
HTML
    printf '云川县民政局关于公示临时救助对象的公告\n现将救助对象公示如下：\n张三 男 公民身份号码110101190003070010 住云川县柳桥村三组12号\n云川县民政局\n2024年3月5日\n' > "$work/files/民政局/公示.txt"
    printf '序号,机构名称,地址,办公电话\n1,云川县民政局,云川县柳桥路1号,0999-1234567\n2,云川县教育局,云川县柳桥路2号,0999-1234568\n' | iconv -f UTF-8 -t GB18030 > "$work/files/机构.csv"
    printf '《云川县高龄津贴发放办法》政策解读\n一、出台背景\n为了让高龄老人按月领到津贴，县民政局制定了《云川县高龄津贴发放办法》。\n二、发给谁\n八十周岁以上的老年人，按月发放。\n' > "$work/files/民政局/解读.txt"
    printf 'PK\003\004cut' > "$work/files/坏.docx"
    : > "$work/files/空.doc"
}

# Keys and a root for an office of three desks.
desks() {
    keys="$work/keys" pass="$work/pass"
    printf 'geheim-zum-pruefen\n' > "$pass"
    for who in root:甲 root:乙 root:丙 office:王 deputy:李 chief:赵 packer:孙; do
        "$gongkai" keys create "${who%%:*}" --person "${who##*:}某" --out "$keys" --passphrase-file "$pass" > /dev/null || deviation 'no key'
    done
    "$gongkai" root create "$1" --body 云川县人民政府 "$keys"/*.pub > /dev/null || deviation 'no root'
    # Two of the three keepers put it in force.
    for keeper in $(ls "$keys"/root-*.key | head -n 2); do
        "$gongkai" root sign "$1" --key "$keeper" --passphrase-file "$pass" --yes > /dev/null || deviation 'the root is not in force'
    done
}

journey() {
    files
    step 'A workplace, and a folder of mixed files'
    run "$gongkai" content new "$work/云川县" --name 云川县人民政府 --place 云川县 --body 云川县人民政府
    ends_with 0
    printf 'ycxzfb,云川县人民政府办公室,,,,,,,,,\nycxmzj,云川县民政局,,,,,,,,,\n' >> "$work/云川县/content/directory.csv"
    "$gongkai" content convert "$work/files" --into "$work/云川县" --json > "$work/told" 2> "$work/errors"
    cat "$work/told" | cut -c 1-160 | sed "s|$work/||; s/^/     /"
    for file in 集市通知.txt 高龄津贴.html 公示.txt 机构.csv 解读.txt; do
        [ "$(outcome "$file")" = ok ] || deviation "$file is not read"
    done
    [ "$(outcome 坏.docx)" = CORRUPT ] && [ "$(outcome 空.doc)" = EMPTY_TEXT ] || deviation 'broken files are not named'
    grep -q '"number":"云政办发〔2024〕7号"' "$work/told" || deviation 'the number was not found'
    ! grep -rq 内部讨论 "$work/云川县/content" || deviation 'what was hidden came out'

    step 'Once more: nothing changes'
    (cd "$work/云川县" && find . -type f | sort | xargs -d '\n' sha256sum) > "$work/before"
    "$gongkai" content convert "$work/files" --into "$work/云川县" > /dev/null 2>&1
    (cd "$work/云川县" && find . -type f | sort | xargs -d '\n' sha256sum) | cmp -s - "$work/before" || deviation 'the second run changed files'
    note 'the same folder, converted again, changed nothing'

    step 'Personal data'
    run "$gongkai" content screen --json "$work/files/民政局/公示.txt" "$work/files/集市通知.txt"
    says '"kind":"id18"'
    case $out in *110101190003070010*) deviation 'a number is shown whole' ;; esac
    case $out in *集市通知*) deviation 'a false alarm' ;; esac

    step 'The gate stops what is not fit'
    LINES_SHOWN=14 run "$gongkai" content check "$work/云川县" --json
    [ "$status" != 0 ] || deviation 'personal data pass the gate'

    step 'What has one right mend is mended, once it was shown'
    cp "$work/云川县/content/directory.csv" "$work/directory.csv"
    iconv -f UTF-8 -t GB18030 "$work/directory.csv" > "$work/云川县/content/directory.csv"
    LINES_SHOWN=3 run "$gongkai" content check "$work/云川县" --mend --yes
    says 'directory.csv: 编码由 GB18030 改为 UTF-8'
    cmp -s "$work/directory.csv" "$work/云川县/content/directory.csv" || deviation 'the mended file is not what it was'

    step 'What waits, and what screening asks'
    run "$gongkai" content review list "$work/云川县"
    ends_with 0
    says 要处理
    roster=$(printf '%s\n' "$out" | grep 临时救助对象 | cut -d ' ' -f 1)
    market=$(printf '%s\n' "$out" | grep 集市管理 | cut -d ' ' -f 1)
    allowance=$(printf '%s\n' "$out" | grep 高龄津贴 | grep -v 解读 | cut -d ' ' -f 1)
    reading=$(printf '%s\n' "$out" | grep 政策解读 | cut -d ' ' -f 1)
    LINES_SHOWN=20 run "$gongkai" content review show "$work/云川县" "$roster"
    says 公民身份号码
    case $out in *190003070010*) deviation 'a number is shown whole' ;; esac
    run "$gongkai" content review pass "$work/云川县" "$roster" --step 一审 --read --who 王芳
    ends_with 1
    says V-15

    step 'What a text says of another paper is asked, and a person makes it a tie'
    run "$gongkai" content review show "$work/云川县" "$reading"
    says 本文解读的是《云川县高龄津贴发放办法》
    tie=$(printf '%s\n' "$out" | sed -n 's/^ *要看 \([0-9]*\)  关联.*/\1/p' | head -n 1)
    run "$gongkai" content review link "$work/云川县" "$reading" "$tie" --who 王芳
    ends_with 0
    grep -q "^interprets = \[\"$allowance\"\]" "$work/云川县/content/interpretations/$reading.md" || deviation 'the tie is not written'

    step 'Fields are confirmed, what is not fit is not taken in'
    run "$gongkai" content review refuse "$work/云川县" "$roster" --reason 含有救助对象的个人信息 --who 王芳
    ends_with 0
    for id in "$market" "$allowance" "$reading"; do
        run "$gongkai" content review confirm "$work/云川县" "$id" --who 王芳
        ends_with 0
        run "$gongkai" content review show "$work/云川县" "$id" --json
        questions=$(printf '%s' "$out" | grep -o '"number":' | wc -l)
        while [ "$questions" -gt 0 ]; do
            run "$gongkai" content review release "$work/云川县" "$id" "$questions" --reason 对照原件看过 --who 王芳
            ends_with 0
            questions=$((questions - 1))
        done
    done
    run "$gongkai" content review edit "$work/云川县" "$market" 便民利民 利民便民 --who 王芳
    run "$gongkai" content review undo "$work/云川县" "$market" --who 王芳
    ends_with 0

    step 'Three people pass three levels, none of them two'
    for id in "$market" "$allowance" "$reading"; do
        for pass in 一审:王芳 一校:王芳 二审:李强 二校:李强 三审:赵敏 三校:赵敏 保密审查:孙丽 隐私审查:孙丽; do
            LINES_SHOWN=1 run "$gongkai" content review pass "$work/云川县" "$id" --step "${pass%%:*}" --read --who "${pass##*:}"
            ends_with 0
        done
    done
    says 可出库
    run "$gongkai" content review pass "$work/云川县" "$market" --step 三审 --read --who 王芳
    ends_with 1
    LINES_SHOWN=14 run "$gongkai" content review history "$work/云川县" "$market"
    says 通过三校
    says 记录完整

    step 'A line taken out of the records is missed, and a hand in the text voids what was passed'
    cp "$work/云川县/office/records/$market.jsonl" "$work/kept.jsonl"
    sed -i 2d "$work/云川县/office/records/$market.jsonl"
    run "$gongkai" content review show "$work/云川县" "$market"
    ends_with 1
    says V-01
    cp "$work/kept.jsonl" "$work/云川县/office/records/$market.jsonl"
    cp "$work/云川县/content/documents/$market.md" "$work/kept.md"
    sed -i 's/便民利民/利民便民/' "$work/云川县/content/documents/$market.md"
    run "$gongkai" content review list "$work/云川县" --stage 待一审
    says 审过以后改动过
    cp "$work/kept.md" "$work/云川县/content/documents/$market.md"

    step 'The same file comes again, a sentence longer: what was decided is kept, what changed is asked'
    iconv -f GB18030 -t UTF-8 "$work/files/集市通知.txt" | sed 's/（一）划定集市范围。/（一）划定集市范围。新的一句话。/' | iconv -f UTF-8 -t GB18030 > "$work/again.txt"
    cp -a "$work/云川县" "$work/另一份"
    "$gongkai" content review edit "$work/另一份" "$market" 摊位费按日收取 摊位费按月收取 --who 王芳 > /dev/null
    cp "$work/again.txt" "$work/files/集市通知.txt"
    "$gongkai" content convert "$work/files" --into "$work/另一份" --json > /dev/null 2>&1
    run grep -o '摊位费按.收取\|新的一句话' "$work/另一份/content/documents/$market.md"
    says 摊位费按月收取
    says 新的一句话
    run "$gongkai" content review list "$work/另一份" --stage 待一审
    says 审过以后改动过

    step 'A release is drafted only of what was reviewed, and those who sign see who did'
    repo="$work/仓库"
    desks "$repo"
    run "$gongkai" bundle create "$work/云川县" --out "$repo"
    ends_with 1
    says 已定为不收
    [ ! -e "$repo/draft" ] || [ -z "$(ls "$repo/draft")" ] || deviation 'something was drafted'
    rm "$work/云川县/content/documents/$roster.md"
    "$gongkai" content review undo "$work/云川县" "$market" --who 孙丽 > /dev/null
    run "$gongkai" bundle create "$work/云川县" --out "$repo"
    ends_with 1
    says 缺隐私审查
    "$gongkai" content review pass "$work/云川县" "$market" --step 隐私审查 --read --who 孙丽 > /dev/null
    run "$gongkai" bundle create "$work/云川县" --out "$repo"
    reminders=$(printf '%s' "$out" | grep -o 'reminders:[0-9]*' | head -n 1)
    if [ -n "$reminders" ]; then
        note "reminders that nobody answered are taken on by their number: $reminders"
        run "$gongkai" bundle create "$work/云川县" --out "$repo" --confirm "$reminders"
    fi
    ends_with 0
    run "$gongkai" bundle sheet "$repo"
    says '三审  赵敏'
    says '3 条'
    says 没有逐份审核的
    run "$gongkai" content check "$work/云川县" --report "$work/报告.pdf"
    [ "$(head -c 5 "$work/报告.pdf")" = %PDF- ] || deviation 'no report'
    run "$gongkai" content check "$work/云川县" --report "$work/报告.txt"
    LINES_SHOWN=12 run cat "$work/报告.txt"
    says 没有转换
    says 可出库

    step 'Three sign, the terminal takes it in, it is found and read'
    for post in office deputy chief; do
        run "$gongkai" bundle sign "$repo" --key "$(ls "$keys/$post"-*.key)" --passphrase-file "$pass" --yes
        ends_with 0
    done
    run "$gongkai" bundle assemble "$repo" --key "$(ls "$keys"/packer-*.key)" --passphrase-file "$pass"
    ends_with 0
    mkdir -p "$work/stick"
    run "$gongkai" stick prepare "$work/stick" --folder --repo "$repo"
    ends_with 0
    run "$gongkai" sync "$work/stick" --library "$work/library" --root "$repo/v1/meta/1.root.json" --terminal YC-01 --yes
    ends_with 0
    run "$gongkai" search 高龄津贴怎么发 --library "$work/library"
    ends_with 0
    says 高龄津贴
    LINES_SHOWN=20 run "$gongkai" show "$market" --library "$work/library"
    says '3*4*5=60的_规范_'
    says '<有关>'
}

real() {
    local samples=${SAMPLES:-$root/../shared/samples} kinds
    if [ ! -d "$samples" ]; then
        leave_out "real files ($samples)"
        return
    fi
    step 'Real files, and files that mean harm'
    "$gongkai" content convert "$samples" --into "$work/real" --json > "$work/told" 2> "$work/errors"
    kinds=$(sed 's/.*"outcome":"\([^"]*\)".*/\1/' "$work/told" | sort | uniq -c | sort -rn)
    printf '%s\n' "$kinds" | sed 's/^/     /'
    grep -q '"outcome":"ok"' "$work/told" || deviation 'nothing was read'
    ! grep -Eq '"outcome":"(CRASHED|TIMEOUT)"' "$work/told" || deviation 'a file ended its reader'
    ! grep -rqE '（内部掌握）|不得公开' "$work/real/content" || deviation 'what was deleted or hidden came out'
}

walk "journey real" "$@"
