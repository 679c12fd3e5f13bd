//! A line in pieces: fields between commas, bars and blanks, clauses between stops; and names of persons among them.

use std::{collections::HashSet, sync::LazyLock};

/// Family names, the more common ones; of two letters first. From the census tables of the Ministry of Public Security.
const TWO: &str = "欧阳 上官 司马 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 司徒 夏侯 端木 独孤 南宫 西门 呼延 轩辕";
const ONE: &str = concat!(
    "管解包连付易左季商游何王李张刘陈杨黄赵吴周徐孙马朱胡郭林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾",
    "龚邵万覃武钱戴严莫孔常汤康乔赖文施洪祝柯裴章申翁牛岳庄耿卓温聂柳鲁纪舒屈项柏詹阮梅吉凌霍褚路焦辛涂穆盛甘骆宁安桂欧关蓝宗齐米冉庞佟祁华景冀滕蒲甄鲍樊倪殷毕翟闵邢巩仇柴荆蔺屠尤阎瞿栾卞匡卫葛颜俞兰伍丘童丛靳芦饶隋娄刁郎苟阚鞠窦邝臧荀冼寇鄢逯郗嵇谌佘昝晁萧裘湛晏缪巫郜亓"
);
/// Family names with which more words begin than names: only where a name is all that stands in a field.
const RARE: &str = "向于尚单房车费";

/// Family names that also begin many words.
const SELDOM_FAMILIES: &str = "管解包连付易左季商游何曾方高安常";

/// Words that begin like a name and are none.
const NO_NAMES: &str = concat!(
    "曾用 付至 方已 方因 钱物 钱财 张某 高等 高度 高级 高校 高中 高龄 高血压 高温 方便 方法 方案 方式 方面 文化 文件 文明 文书 文体 康复 黄金 黄河 黄色 马上 马路 金额 金融 金属 石油 石材 白天 白色 白血病 江西 江苏 江南 江北 安全 安排 安置 ",
    "安装 安徽 常见 常年 常务 常住 常规 万元 万人 万分 向上 向社会 向公众 申请 申报 申领 申诉 申办 关于 关系 关爱 关心 关闭 管理 管辖 管护 单位 单独 单亲 单人 单项 包括 包含 包装 任何 任务 任职 任命 连续 连接 ",
    "解决 解除 解释 解读 路线 路段 房屋 房产 房地产 商业 商品 商务 车辆 车船 车主 车间 游客 游泳 华侨 费用 钱款 温度 盛行 纪律 纪念 纪要 左右 项目 项下 易地 易燃 易制毒 尚未 尚无 武装 武警 严重 严格 严禁 严肃 ",
    "范围 毛利 雷电 龙头 夏季 夏粮 田间 田地 程序 程度 季度 季节 施工 施行 施肥 洪水 洪涝 祝贺 许可 何种 于是 余额 余款 金融局 章程 章节 牛羊 牛奶 胡同 林业 林地 林木 林权 罗列 周边 周期 周围 周转 吴江 郑州 ",
    "宋体 唐山 汪洋 陆地 陆续 陆路 孔子 莫名 史料 贺信 顾客 顾问 陶瓷 秦岭 侯选 段落 薛家 孟加拉 柏油 梅雨 吉林 吉祥 凌晨 辛苦 涂改 涂料 甘肃 骆驼 宁夏 宁波 桂林 欧洲 蓝色 蓝天 宗教 宗旨 齐全 米面 庞大 景区 ",
    "景观 滕州 蒲公英 曾经 曾任 肖像 姜片 谢绝 谢谢 沈阳 苏州 丁类 叶片 杜绝 杨树 杨梅 彭水 高新 高考 高层 高速 高原 高危 高风险 张贴 张家 张口 张掖 李子 王国 刘家 陈述 陈列 陈旧 赵家 孙子 孙女 朱砂 郭家 高于 ",
    "石家庄 石头 金牌 常德 常州 常委 常委会 安监 安康 文山 文昌 文盲 文凭 文物 方可 方能 华东 华北 管委会 管道 房管 房租 包干 包保 包村 车型 车牌 路政 路面 章某 万名 万户 万余 余人 余名 向其 向本 向上级 易发 ",
    "尚需 尚有 严防 严打 纪委 纪检 项目组 季节性 洪灾 许多 贾平 夏令营 熊猫 白内障 白银 江河 史无 毛发 康养 康宁 时间 祝福 庄稼 庄严 温饱 温泉 柳州 鲁莽 舒适 屈服 阮江 霍乱 焦点 焦虑 盛开 甘蔗 费率 连带 ",
    "连锁 欧元 蓝图 解困 解答 宗地 齐心 车位 车载 华人 景点 冀望 司法 高血糖 高血脂 马铃薯 金秋 安居 安保 安心 安检 向前 任期 任教 任课 单价 单据 单证 常识 常设 常用 施救 施策 文号 文字 文艺 文旅 程控 易腐 ",
    "陈年 陆军 康乐 关键 关注 关联 关停 路灯 路径 路口 路费 路由 包装物 石膏 石化 龙舟 田园 林草 林场 林区 林下 雷击 方向 方针 方位 白皮书 白名单 黄标车 马拉松 金库 金税 江湖 金卡 高压 高铁 高职 高薪 高温津贴 ",
    "余地 余热 于此 于今 何时 何地 何人 何处 万能 万一 曾祖父 曾孙 杜仲 丁香 叶面 谭家 汤药 梁柱 唐宋 宋代 许昌 韩国 秦代 邓小平理论 魏晋 苏联 董事 董事长 董事会 毕业 易受 易感 黄热 卫生 卫健 卫星 柴油 尤其 巩固 潘家 袁家 蔡家 蒋家 龚家 覃家 钟表 钟点 钟点工"
);

/// How often a word of two or of three letters stands in texts; rarer ones may be names, of three letters even famous ones.
const SELDOM: u32 = 20;
const SELDOM_OF_THREE: u32 = 700;

static NO_NAME: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut words: HashSet<&str> = NO_NAMES.split_whitespace().collect();
    for line in crate::compose::WORDS.lines() {
        let mut parts = line.split(['\t', ' ']).skip_while(|part| part.bytes().all(|byte| byte.is_ascii_lowercase()));
        while let (Some(word), Some(count)) = (parts.next(), parts.next()) {
            let letters = word.chars().count();
            let least = if letters == 3 { SELDOM_OF_THREE } else { SELDOM };
            let short = (2..=3).contains(&letters) && word.chars().next().is_some_and(|c| ONE.contains(c) || RARE.contains(c));
            if short && count.parse().is_ok_and(|count: u32| count >= least) {
                words.insert(word);
            }
        }
    }
    words
});
/// Words that no name of three begins with.
static NO_BEGINNING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| NO_NAMES.split_whitespace().collect());

/// What may follow a name at once: a sign, or a word that a name does.
const BEHIND: &str = " ,，;；:：、。|()（）[]/\n\t";
const DOES: &[&str] = &[
    "因",
    "系",
    "患",
    "是",
    "为",
    "于",
    "的",
    "在",
    "男",
    "女",
    "反映",
    "举报",
    "享受",
    "等",
    "与",
    "和",
    "及",
    "之",
    "已",
    "被",
    "家庭",
    "家住",
    "同学",
    "同志",
    "身份证",
    "住",
    "电话",
    "手机",
    "户",
    "本人",
    "先生",
    "女士",
    "某",
    "经",
    "给予",
    "曾",
    "怀孕",
    "涉",
    "犯",
    "受",
    "遭",
    "吸毒",
    "贩",
    "醉",
    "酒",
    "盗",
    "诈骗",
    "故意",
    "要求",
    "来信",
    "来访",
    "来电",
    "实名",
    "多次",
    "之父",
    "之母",
    "父",
    "母",
    "妻",
    "夫",
    "确诊",
    "入院",
    "出院",
    "就诊",
    "治疗",
    "死亡",
    "病",
    "离异",
    "丧偶",
    "失业",
    "服刑",
    "刑满",
    "现年",
    "现",
    "自",
    "从",
    "向",
    "获",
    "符合",
    "申请",
    "未婚",
    "家境",
    "家(",
    "家中",
    "行政",
    "酒后",
    "吸食",
    "每月",
    "称",
    "未按",
    "无证",
    "突发",
    "先天",
    "瘫痪",
    "欠",
    "感染",
    "残疾",
    "肢体",
    "视力",
    "听力",
    "智力",
    "精神",
    "一级",
    "二级",
    "三级",
    "四级",
    "身患",
    "卧病",
    "长期",
    "常年",
    "丧失",
    "猥亵",
    "强奸",
    "抢劫",
    "赌博",
    "嫖娼",
    "卖淫",
    "殴打",
    "寻衅",
    "敲诈",
    "贪污",
    "受贿",
    "挪用",
    "信访",
    "上访",
    "控告",
    "检举",
    "车祸",
    "中毒",
    "溺水",
    "失踪",
    "自杀",
    "违反",
    "夫妇",
    "夫妻",
    "一家",
];

/// How many characters of a name of a person begin at a place, if one does and ends there.
pub(super) fn name_at(chars: &[char], at: usize) -> Option<usize> {
    name(chars, at, (family_at(chars, at)?, is_given), &NO_NAME)
}

/// The same, where what stands round about says that it is a person: famous names and everyday words are names too.
pub(super) fn person_at(chars: &[char], at: usize) -> Option<usize> {
    name(chars, at, (family_at(chars, at)?, may_be_given), &NO_BEGINNING)
}

/// Whether a common family name stands at a place.
pub(super) fn is_of_a_family(chars: &[char], at: usize) -> bool {
    family_at(chars, at).is_some()
}

/// The same, of families too that more words begin with than names.
pub(super) fn rare_at(chars: &[char], at: usize) -> Option<usize> {
    let rare = RARE.contains(*chars.get(at)?).then_some(1);
    name(chars, at, (family_at(chars, at).or(rare)?, may_be_given), &NO_BEGINNING)
}

/// The same, where a word in front says that a name comes: a rarer family's too, and one that is a word.
pub(super) fn called_at(chars: &[char], at: usize) -> Option<usize> {
    static FAMILIES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| crate::compose::surnames().collect());
    let is_family = |count: usize| {
        let family: String = chars.get(at..at + count)?.iter().collect();
        FAMILIES.contains(family.as_str()).then_some(count)
    };
    let family = is_family(2).or_else(|| is_family(1))?;
    let given = |count: usize| {
        let end = at + family + count;
        let letters = chars.get(at + family..end)?;
        (letters.iter().all(|c| may_be_given(*c) && *c != '某') && ends(chars, end)).then_some(family + count)
    };
    given(2).or_else(|| given(1))
}

fn name(chars: &[char], at: usize, (family, fits): (usize, fn(char) -> bool), words: &HashSet<&str>) -> Option<usize> {
    let given = |count: usize| {
        let end = at + family + count;
        let letters = chars.get(at + family..end)?;
        (letters.iter().all(|c| fits(*c)) && ends(chars, end)).then_some(family + count)
    };
    let found = given(2).or_else(|| given(1))?;
    let name: String = chars.get(at..at + found)?.iter().collect();
    let first_two: String = name.chars().take(2).collect();
    let seldom = SELDOM_FAMILIES.contains(*chars.get(at)?) && NO_NAME.contains(first_two.as_str());
    let is_word =
        words.contains(name.as_str()) || seldom || name.ends_with('病') || (found > 2 && NO_BEGINNING.contains(first_two.as_str()));
    // `张某`, `李某某`: masked already.
    (!is_word && !name.contains(['某', '×', '*', 'X'])).then_some(found)
}

fn family_at(chars: &[char], at: usize) -> Option<usize> {
    let first = chars.get(at)?;
    let two: String = chars.get(at..at + 2)?.iter().collect();
    if TWO.contains(&two) && !two.contains(' ') {
        return Some(2);
    }
    ONE.contains(*first).then_some(1)
}

fn is_given(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
        && !"的了经至不也均都因系患是为于在及与或和等被将已应当可须不未无有之年月日号元人户省市县区镇乡村局委办院所厅部会".contains(c)
}

/// The same where it is known that a name stands there: 可, 元 and 月 are letters of names too.
fn may_be_given(c: char) -> bool {
    ('\u{4E00}'..='\u{9FFF}').contains(&c)
        && !"的了经至不也均都因系患是为于在及与或和等被将已须未无有之号人户省县区乡局委办院所厅部会".contains(c)
}

fn ends(chars: &[char], at: usize) -> bool {
    let Some(next) = chars.get(at) else { return true };
    if BEHIND.contains(*next) || next.is_ascii_digit() {
        return true;
    }
    let ahead: String = chars.iter().skip(at).take(3).collect();
    DOES.iter().any(|word| ahead.starts_with(word))
}

/// Whether a whole field is a name.
pub(super) fn is_name(field: &str) -> bool {
    let chars: Vec<char> = field.trim().chars().filter(|c| *c != ' ').collect();
    let rare = chars.first().is_some_and(|c| RARE.contains(*c)).then_some(1);
    (2..=4).contains(&chars.len())
        && family_at(&chars, 0).or(rare).and_then(|family| name(&chars, 0, (family, is_given), &NO_NAME)) == Some(chars.len())
}

/// Whether a field is a person's, though the given name may be masked: `吴某`.
pub(super) fn is_person(field: &str) -> bool {
    let plain: String = field.trim().chars().filter(|c| *c != ' ').collect();
    let family = plain.trim_end_matches(['某', '×', '*', 'X', 'x']);
    is_name(field)
        || (family.chars().count() == 1
            && plain.chars().count() <= 3
            && plain != family
            && family.chars().all(|c| ONE.contains(c) || RARE.contains(c)))
}

/// Fields of a line, with where each begins and ends.
pub(super) fn fields(chars: &[char], between: &str) -> Vec<(usize, usize)> {
    let mut fields = Vec::new();
    let mut from = 0;
    for (at, c) in chars.iter().enumerate() {
        if between.contains(*c) {
            if at > from {
                fields.push((from, at));
            }
            from = at + 1;
        }
    }
    if chars.len() > from {
        fields.push((from, chars.len()));
    }
    fields
}

/// The words of a field.
pub(super) fn words(chars: &[char], field: (usize, usize)) -> String {
    chars.get(field.0..field.1).unwrap_or_default().iter().collect::<String>().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_from_words() {
        for name in ["赵铁柱", "孙立", "欧阳明", "李小明", "杨明"] {
            assert!(is_name(name), "{name}");
        }
        for word in ["康复", "高等", "管理", "张某", "申请人", "文化", "身份证", "王", "黄河大道西"] {
            assert!(!is_name(word), "{word}");
        }
    }
}
