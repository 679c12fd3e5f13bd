//! Families of persons, and words that begin like a name and are none.

use std::{collections::HashSet, sync::LazyLock};

use crate::compose::{names_of, surnames};

/// Words that begin like a name and are none.
const NO_NAMES: &str = concat!(
    "符合 曾用 付至 方已 方因 钱物 钱财 张某 高等 高度 高级 高校 高中 高龄 高血压 高温 方便 方法 方案 方式 方面 文化 文件 文明 文书 文体 康复 黄金 黄河 黄色 马上 马路 金额 金融 金属 石油 石材 白天 白色 白血病 江西 江苏 江南 江北 安全 安排 安置 ",
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

/// Surnames by how sure they are that a name begins.
struct Families {
    /// All.
    all: HashSet<&'static str>,
    /// Those that are names wherever they stand as one.
    common: HashSet<&'static str>,
    /// Those that are one only where nothing else stands in a field.
    rare: HashSet<&'static str>,
    /// Those whose first two letters must be no word.
    doubtful: HashSet<&'static str>,
    /// Letters that given names are made of.
    given: HashSet<&'static str>,
    /// Parts of names of other peoples.
    parts: Vec<&'static str>,
}

static FAMILIES: LazyLock<Families> = LazyLock::new(|| {
    let rare: HashSet<&str> = names_of('半').collect();
    let words: HashSet<&str> = names_of('词').collect();
    let all: HashSet<&str> = surnames().collect();
    let common = all.iter().copied().filter(|name| !rare.contains(name) && !words.contains(name)).collect();
    Families { all, common, rare, doubtful: names_of('疑').collect(), given: names_of('名').collect(), parts: names_of('族').collect() }
});

/// Words that are no names.
static NO_NAME: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let mut words: HashSet<&str> = NO_NAMES.split_whitespace().collect();
    for line in crate::compose::WORDS.lines() {
        let mut parts = line.split(['\t', ' ']).skip_while(|part| part.bytes().all(|byte| byte.is_ascii_lowercase()));
        while let (Some(word), Some(count)) = (parts.next(), parts.next()) {
            let letters = word.chars().count();
            let least = if letters == 3 { SELDOM_OF_THREE } else { SELDOM };
            let begins = || word.chars().next().is_some_and(|first| FAMILIES.all.contains(first.encode_utf8(&mut [0; 4]) as &str));
            if (2..=3).contains(&letters) && count.parse().is_ok_and(|count: u32| count >= least) && begins() {
                words.insert(word);
            }
        }
    }
    words
});
/// Words that no name of three begins with.
static NO_BEGINNING: LazyLock<HashSet<&'static str>> = LazyLock::new(|| NO_NAMES.split_whitespace().collect());

/// How sure a family has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Surely {
    /// Wherever it stands.
    Common,
    /// Or where nothing else stands in a field.
    Rare,
    /// Or behind a word that says that a name comes.
    Any,
}

/// How many letters of a family name stand at a place.
pub(super) fn family_at(chars: &[char], at: usize, surely: Surely) -> Option<usize> {
    [2, 1].into_iter().find(|count| {
        let Some(letters) = chars.get(at..at + count) else { return false };
        let name: String = letters.iter().collect();
        let name = name.as_str();
        match surely {
            Surely::Common => FAMILIES.common.contains(name),
            Surely::Rare => FAMILIES.common.contains(name) || FAMILIES.rare.contains(name),
            Surely::Any => FAMILIES.all.contains(name),
        }
    })
}

/// Whether a family name is one that many words begin with.
pub(super) fn is_doubtful(family: char) -> bool {
    FAMILIES.doubtful.contains(family.encode_utf8(&mut [0; 4]) as &str)
}

/// Whether a letter is one that given names are made of.
pub(super) fn is_for_names(letter: char) -> bool {
    FAMILIES.given.contains(letter.encode_utf8(&mut [0; 4]) as &str)
}

/// How many letters of a name of another people stand at a place: two of its parts or more.
pub(super) fn parts_at(chars: &[char], at: usize) -> Option<usize> {
    let mut end = at;
    let part = |from: usize| {
        FAMILIES
            .parts
            .iter()
            .map(|part| part.chars())
            .find(|part| part.clone().eq(chars.iter().skip(from).take(part.clone().count()).copied()))
    };
    let mut count = 0;
    while let Some(found) = part(end) {
        (end, count) = (end + found.count(), count + 1);
    }
    (count > 1).then_some(end - at)
}

/// Whether letters are a word and no name.
pub(super) fn is_word(name: &str) -> bool {
    NO_NAME.contains(name)
}

/// Whether no name of three begins so.
pub(super) fn begins_a_word(first_two: &str) -> bool {
    NO_BEGINNING.contains(first_two)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_are_told_by_how_sure_they_are() {
        let at = |text: &str, surely| family_at(&text.chars().collect::<Vec<_>>(), 0, surely);
        assert_eq!((at("欧阳明", Surely::Common), at("王明", Surely::Common)), (Some(2), Some(1)));
        assert_eq!((at("单雄信", Surely::Common), at("单雄信", Surely::Rare)), (None, Some(1)));
        assert_eq!((at("全县", Surely::Rare), at("全琮", Surely::Any)), (None, Some(1)));
        assert!(is_word("文化") && !is_word("孙立"));
    }
}
