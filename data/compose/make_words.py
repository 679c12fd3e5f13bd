#!/usr/bin/env python3
"""Makes words.tsv: how often common words are written, and how they are spelled.

    pip download --no-deps --no-binary :all: jieba==0.42.1 && tar xzf jieba-0.42.1.tar.gz
    pip install pypinyin==0.55.0
    python3 data/compose/make_words.py jieba-0.42.1/jieba/dict.txt > data/compose/words.tsv

A line is a spelling without tones (ü written v, syllables divided by spaces), a tab, and the words spelled so with their counts, commonest
first. Lines stand in the order of their syllables: the program reads them in one pass.
"""

import sys
from collections import defaultdict

from pypinyin import Style, lazy_pinyin

# Counts below which a word of so many characters is left out. Names of persons need more, so that they do not stand before the common words
# that sound like them.
LEAST = {1: 3, 2: 7, 3: 8, 4: 8}
LEAST_LONGER = 12
LEAST_NAME = 60
LONGEST = 8

# Where the tables of readings choose a reading that is not the one people type.
CORRECTIONS = {
    "还款": "huan kuan", "还清": "huan qing", "还贷": "huan dai", "还债": "huan zhai", "还本": "huan ben", "偿还": "chang huan",
    "退还": "tui huan", "返还": "fan huan", "朝阳": "chao yang", "角色": "jue se", "补给": "bu ji", "给付": "ji fu", "重婚": "chong hun",
    "会计": "kuai ji", "会计师": "kuai ji shi", "会计证": "kuai ji zheng", "调解": "tiao jie", "银行": "yin hang", "重庆": "chong qing",
    "血压": "xue ya", "高血压": "gao xue ya", "薄弱": "bo ruo", "供给": "gong ji", "地": "di", "了": "le", "着": "zhe", "得": "de",
    "嗯": "en", "那": "na", "哪": "na", "呣": "mu", "嗯嗯": "en en", "长": "chang", "行": "xing", "还": "hai", "会": "hui", "参": "can",
    "调": "diao", "重": "zhong", "率": "lv", "都": "dou", "和": "he", "什么": "shen me", "大夫": "dai fu", "给": "gei",
}

# Second readings of single characters that somebody may type, at a tenth of the count.
SECOND = {
    "长": ["zhang"], "行": ["hang"], "还": ["huan"], "会": ["kuai"], "参": ["shen", "cen"], "调": ["tiao"], "重": ["chong"],
    "率": ["shuai"], "都": ["du"], "给": ["ji"], "得": ["dei"], "地": ["de"], "了": ["liao"], "着": ["zhao", "zhuo"], "乐": ["yue", "le"],
    "假": ["jia"], "载": ["zai"], "血": ["xie"], "薄": ["bao", "bo"], "露": ["lou", "lu"], "角": ["jue", "jiao"], "壳": ["ke", "qiao"],
    "便": ["pian"], "差": ["chai", "ci"], "朝": ["zhao", "chao"], "传": ["zhuan", "chuan"], "单": ["shan", "dan"], "解": ["xie"], "降": ["xiang"],
    "教": ["jiao"], "觉": ["jiao"], "卡": ["qia"], "落": ["la"], "模": ["mu"], "弄": ["long"], "铺": ["pu"], "曲": ["qu"], "塞": ["sai", "se"],
    "色": ["shai"], "厦": ["xia", "sha"], "什": ["shi", "shen"], "省": ["xing"], "说": ["shui"], "宿": ["xiu"], "吓": ["he"], "校": ["jiao"],
    "咽": ["yan", "ye"], "应": ["ying"], "与": ["yu"], "择": ["zhai"], "折": ["she"], "种": ["zhong"], "属": ["zhu"], "系": ["ji"], "车": ["ju"],
    "氏": ["zhi"], "弹": ["tan", "dan"], "提": ["di"], "盛": ["cheng"], "石": ["dan"], "识": ["zhi"], "似": ["shi"], "为": ["wei"],
    "尉": ["yu"], "尾": ["yi"], "没": ["mo"], "秘": ["bi"], "泊": ["bo", "po"], "番": ["pan"], "否": ["pi"], "夹": ["ga"], "贾": ["gu"],
    "吐": ["tu"], "屏": ["bing"], "切": ["qie"], "仇": ["qiu"], "查": ["zha"], "柏": ["bai", "bo"], "埋": ["man"], "绿": ["lu"], "女": ["ru"],
    "核": ["hu"], "纪": ["ji"], "奇": ["ji"], "陆": ["liu"], "六": ["lu"], "粘": ["zhan", "nian"], "扎": ["zha", "za"], "脏": ["zang"],
}


def is_han(word):
    return all("\u3400" <= c <= "\u9fff" or c == "〇" for c in word)


def is_wanted(word, count, kind):
    if not is_han(word) or len(word) > LONGEST:
        return False
    if len(word) > 1 and kind in ("nr", "nrt", "nrfg") and count < LEAST_NAME:
        return False
    return count >= LEAST.get(len(word), LEAST_LONGER)


def spelled(word):
    if word in CORRECTIONS:
        return CORRECTIONS[word]
    return " ".join(lazy_pinyin(word, style=Style.NORMAL, v_to_u=False, errors="ignore"))


def main(path):
    lines = defaultdict(dict)
    for line in open(path, encoding="utf-8"):
        word, count, kind = line.split()
        count = int(count)
        if not is_wanted(word, count, kind):
            continue
        if len(word) == 1:
            # Characters that GB 2312 does not have are hardly ever looked for.
            try:
                word.encode("gb2312")
            except UnicodeEncodeError:
                continue
        reading = spelled(word)
        if len(reading.split()) != len(word):
            continue
        lines[reading][word] = max(count, lines[reading].get(word, 0))
        for second in SECOND.get(word, []):
            lines[second].setdefault(word, max(1, count // 10))
    for reading in sorted(lines, key=str.split):
        words = sorted(lines[reading].items(), key=lambda item: (-item[1], item[0]))
        print(reading + "\t" + " ".join(f"{word} {count}" for word, count in words))


if __name__ == "__main__":
    main(sys.argv[1])
