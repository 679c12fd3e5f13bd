#!/usr/bin/env bash
# How little it takes to find something.
#
#   find.sh [typing|asking|corpora]...      without arguments all parts, in this order
#
# typing    Chinese composed from letters and from a number pad: what is offered first, and how many presses everyday matters take; then the
#           screen walked by keyboard, by number pad alone, by mouse alone
# asking    one matter asked for in ten ways, everyday words, and the question set of the sample county
# corpora   the question sets beside the project (CORPORA, otherwise ../shared): lay questions, titles of eleven kinds, short names of laws
#
# Prints each command with its answer and ends with status 1 at the first thing that is not as it should be.
# GONGKAI names another binary than target/debug/gongkai.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
here="$root/tests/acceptance"
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

    if have tmux; then
        on_screen 106x30
        on_screen 53x15
        on_screen 60x53
    else
        leave_out 'typing on a screen, tmux is missing'
    fi
}

# The same on the screen of a terminal: three ways to write, each to a record.
on_screen() {
    local grid=$1 key tmux
    step "By keyboard on $grid: 住房公积金 by its number, 提取 by Enter, to the guide"
    start_screen "$grid"
    send zhuf; appears '1 住房'; send gjj; appears '1 住房公积金'
    send 1; appears '住房公积金▏'; send tiqu; appears '1 提取'
    "${tmux[@]}" send-keys Enter; appears '1  住房公积金提取'
    send 1; appears '住房公积金提取' '在哪办'
    note 'zhufgjj 1 tiqu Enter 1 = 14 presses for seven characters and the guide'
    "${tmux[@]}" kill-server

    step "By number pad alone on $grid: 养老 and 金, then the first hit"
    start_screen "$grid"
    "${tmux[@]}" send-keys Enter; appears '您想找什么'; "${tmux[@]}" send-keys Enter; appears '9 WXYZ'
    send 9264526; appears ' 养老'
    "${tmux[@]}" send-keys Enter; appears '养老▏'
    send 0; appears '养▏'; pick 526 老 养; appears '养老▏'
    pick 546 金 养老; appears '养老金▏'
    "${tmux[@]}" send-keys Enter; appears '1  '
    send 1; appears '养老金'
    "${tmux[@]}" kill-server

    step "By mouse alone on $grid: 医保 on the keys of the screen, then a hit"
    start_screen "$grid"
    click '触摸屏幕'; click '您想找什么'
    for key in '9 WXYZ' '4 GHI' '2 ABC' '2 ABC' '6 MNO'; do click "$key"; done
    click ' 医保' 1; appears '医保▏'
    click '‹收起›'; appears '1  '
    click '医保' 4; appears 'F9'
    "${tmux[@]}" kill-server
}
start_screen() {
    # A server of its own each time: one that is just ending takes nobody in.
    tmux=(tmux -L "acceptance-$$-$number" -f /dev/null)
    "${tmux[@]}" new-session -d -x "${1%x*}" -y "${1#*x}" "$gongkai --windowed" || deviation 'tmux did not start'
    appears '触摸屏幕' '截至'
}
# Digits $1, as many + as it takes to reach $2 behind what stands there already, $3, Enter.
pick() {
    local place
    place=$("$gongkai" compose --nine --after "${3:-}" "$1" --limit 40 | sed -n "s/^ *\([0-9]*\)  $2\$/\1/p")
    [ -n "$place" ] || deviation "$2 is not offered for $1"
    send "$1"; appears "$1▏"
    while [ "$place" -gt 1 ]; do
        send +
        place=$((place - 1))
    done
    appears " $2 "
    "${tmux[@]}" send-keys Enter
}
send() { "${tmux[@]}" send-keys -l "$1"; }
# Presses the mouse on the first place of text $1 at or below row $2 (from 0), as terminals report it.
click() {
    local line row=0 before
    appears "$1"
    while IFS= read -r line; do
        row=$((row + 1))
        case $line in *"$1"*) [ "$row" -gt "${2:-0}" ] || continue ;; *) continue ;; esac
        before=${line%%"$1"*}
        before=$(printf '%s' "$before" | wc -L)
        "${tmux[@]}" send-keys -l "$(printf '\033[<0;%d;%dM\033[<0;%d;%dm' $((before + 3)) "$row" $((before + 3)) "$row")"
        sleep 0.3
        return
    done <<< "$screen"
}

# ---------------------------------------------------------------- asking

# What is asked, and the record that must be among the first three.
asked='
退休金怎么领                 g-zhigong-tuixiu
住房公积金提取                g-gongjijin-tiqu
zhufanggongjijintiqu         g-gongjijin-tiqu
gjjtq                        g-gongjijin-tiqu
住房公積金提取                g-gongjijin-tiqu
住房公机金提取                g-gongjijin-tiqu
公积金zhufang提取             g-gongjijin-tiqu
新生儿落户                   g-xinshenger-luohu
个体户注册                   g-getihu
低保申请                     g-dibao
'

asking() {
    local words id
    step 'However it is asked, it is among the first three'
    while read -r words id; do
        [ -n "$words" ] || continue
        LINES_SHOWN=3 run "$gongkai" search "$words" --limit 3
        ends_with 0; says "($id)"
    done <<< "$asked"

    step 'Who asks is answered before any paper: what to bring, what it costs, how long, where'
    LINES_SHOWN=6 run "$gongkai" search 住房公积金提取 --limit 1
    ends_with 0; says '答：要带什么：'; says '答：看情况才带：'; says '答：要多少钱：不收费'; says '答：多久办好：'; says '答：在哪办：'

    step 'A character taken for another: found all the same, and what was meant is offered'
    LINES_SHOWN=2 run "$gongkai" search 医疗保险报肖 --limit 1
    ends_with 0; says '是不是要找：医疗保险报销'
    LINES_SHOWN=2 run "$gongkai" search 医疗保险报销 --limit 1
    ends_with 0
    case $out in *是不是*) deviation 'something else is offered to whoever made no mistake' ;; esac

    step 'A number by its serial alone, and by the initials of its agency'
    LINES_SHOWN=1 run "$gongkai" search 63号 --limit 1
    ends_with 0; says '〔2024〕63号'
    LINES_SHOWN=1 run "$gongkai" search 'yzf2023 8' --limit 1
    ends_with 0; says '云政发〔2023〕8号'

    step 'A county says itself what people call things: a list of the kind 日常说法, which is no hit itself'
    own_words
    LINES_SHOWN=3 run "$gongkai" library build "$work/county" --into "$work/own"
    ends_with 0
    LINES_SHOWN=2 run "$gongkai" search 花花本怎么办 --library "$work/own"
    ends_with 0; says '(quanze)'; says '共 1 件'
    case $out in *没有专门讲*) deviation 'the office says itself what it is called, and holds it' ;; esac

    step 'The question set of the sample county, as the office runs it before a release'
    LINES_SHOWN=16 run "$gongkai" evaluate --least 0.75
    ends_with 0; says '全部'; says '库里没有的事'

    step 'What the county holds nothing about: said first, with ways on, and the hits after it'
    LINES_SHOWN=4 run "$gongkai" search 高考报名
    ends_with 0; says '本机没有专门讲“高考报名”的内容'; says '可以申请公开这条信息'
    LINES_SHOWN=1 run "$gongkai" search 高考报名 --json --limit 1
    ends_with 0; says '"about":false'

    step 'A report below what was asked for fails, and says what to do'
    LINES_SHOWN=2 run "$gongkai" evaluate --least 0.999
    ends_with 1; says '低于要求'
}

# A county with one list to find and one of its own words.
own_words() {
    local head='issuers = ["云川县人民政府办公室"]'$'\n''mark = "此件公开发布"'$'\n''+++'
    mkdir -p "$work/county/lists"
    printf 'name = "云川县政务公开专区"\nplace = "云川县"\ndata_date = 2026-11-01\ntopics = []\n' > "$work/county/source.toml"
    printf '+++\ntitle = "屠宰事项清单"\nkind = "权责清单"\n%s\n| 事项 |\n|---|\n| 生猪定点屠宰证核发 |\n' "$head" > "$work/county/lists/quanze.md"
    printf '+++\ntitle = "日常说法"\nkind = "日常说法"\n%s\n| 怎么说 | 怎么写 |\n|---|---|\n| 花花本 | 生猪定点屠宰证 |\n' "$head" > "$work/county/lists/shuofa.md"
}

# ---------------------------------------------------------------- corpora

corpora() {
    local corpora=${CORPORA:-$root/../shared}/corpus name validated r10 r100 mrr
    if [ ! -d "$corpora/queries" ] || ! have zstd || ! have python3; then
        leave_out "question sets ($corpora/queries, zstd, python3)"
        return
    fi
    for name in articles documents; do
        step "The real $name"
        zstd -dcq "$corpora/$name.jsonl.zst" > "$work/$name.jsonl"
        LINES_SHOWN=2 run "$gongkai" library build "$work/$name.jsonl" --into "$work/$name" --mark 此件公开发布
        ends_with 0
    done

    step 'Lay questions, their weights fitted anew: cross-validated, and what each group of figures is worth'
    LINES_SHOWN=12 run "$gongkai" evaluate --library "$work/articles" --queries "$corpora/queries/articles.dev.jsonl" \
        --judgements "$corpora/queries/articles.dev.qrels.tsv" --fit "$work/ranking.csv"
    ends_with 0
    validated=$(printf '%s\n' "$out" | grep '分 5 份交叉验证') || deviation 'nothing was cross-validated'
    read -r r10 r100 mrr _ <<< "$validated"
    note "R@10 $r10, R@100 $r100, MRR@10 $mrr"
    awk -v a="$r10" -v b="$r100" -v c="$mrr" 'BEGIN { exit !(a >= 0.55 && b >= 0.80 && c >= 0.46) }' || deviation 'below 0.55, 0.80, 0.46'

    meant "$corpora"

    step 'Short names of laws'
    "$gongkai" search --queries "$root/tests/fixtures/abbreviations.jsonl" --library "$work/documents" --unit document --run "$work/short.tsv"
    python3 "$corpora/../tools/evaluate.py" "$root/tests/fixtures/abbreviations.tsv" "$work/short.tsv" | tee "$work/short.txt"
    awk '/^all/ { for (i = 1; i < NF; i++) if ($i == "MRR@10") exit !($(i + 1) >= 0.9) }' "$work/short.txt" || deviation 'MRR@10 is below 0.90'
}

# The same questions over the articles that answer them and what stands around those, with a model where an office has taken one.
meant() {
    local model=${GONGKAI_MODEL:-$1/../models/e5-zh.bin}
    if [ ! -f "$model" ]; then
        leave_out "finding by a model (GONGKAI_MODEL)"
        return
    fi
    step 'A model, taken and compared'
    LINES_SHOWN=2 run "$gongkai" model take "$model" --into "$work/model.bin"
    ends_with 0
    run "$gongkai" model take "$work/articles.jsonl" --into "$work/none.bin"
    ends_with 1
    step 'Lay questions by what they mean: weights fitted anew over three thousand articles'
    python3 - "$work" "$1/queries/articles.dev.qrels.tsv" << 'PYTHON'
import json, sys
work, judged = sys.argv[1], {line.split('\t')[1] for line in open(sys.argv[2])}
documents = {}
for line in open(f'{work}/articles.jsonl'):
    article = json.loads(line)
    documents.setdefault(article['document'], []).append((article['id'], line))
with open(f'{work}/around.jsonl', 'w') as out:
    for number, articles in enumerate(documents.values()):
        near = {at + step for at, (name, _) in enumerate(articles) if name in judged for step in range(-2, 3)}
        near |= set(range(6)) if number % 12 == 0 else set()
        out.writelines(line for at, (_, line) in enumerate(articles) if at in near)
PYTHON
    LINES_SHOWN=2 run "$gongkai" library build "$work/around.jsonl" --into "$work/around" --mark 此件公开发布 --model "$work/model.bin"
    ends_with 0
    LINES_SHOWN=12 run "$gongkai" evaluate --library "$work/around" --queries "$1/queries/articles.dev.jsonl" \
        --judgements "$1/queries/articles.dev.qrels.tsv" --fit "$work/ranking.csv"
    ends_with 0
}

# ----------------------------------------------------------------

walk "typing asking corpora" "$@"
