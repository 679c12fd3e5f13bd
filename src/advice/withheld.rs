//! Drafts that are held back, and what must be said by name before they go on.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, listed};
use crate::{
    bundle::{Confirmation, Edited, OFFICE, Withheld},
    text::{clean, moment},
};

/// Whom to tell who finds that somebody edited a draft.
const ASK: &str = "不要签。请起草的人重新运行 gongkai bundle create，从头再签；查清楚是谁改的，把代码告诉管理员";
/// What to do where one clock is wrong.
const CLOCKS: &str = "看看这台机器和起草的那台，时钟哪个不准，请管理员校准；起草的那台不准，就在校准以后重新起草、重新签名";

impl Advise for Withheld {
    fn advice(&self) -> Advice {
        let (what, mend) = match self {
            Self::Edited { name, what } => (format!("{}不是程序起草的样子，有人改过（{}）", paper(name), place(what)), ASK.to_owned()),
            Self::Unannounced { name, departments } => (
                format!("{}里有办公室没有宣布过的科室，或者和宣布的不一样：\n  {}", paper(name), departments.join("\n  ")),
                "不要签。不认识这些人的，把代码和上面的姓名、指纹告诉管理员；真要授权，先运行 gongkai bundle delegate，再重新起草"
                    .to_owned(),
            ),
            Self::Vanished { records } => {
                (format!("上一版里的 {} 条内容不见了，也没有写下架：\n  {}", records.len(), listed(records)), ASK.to_owned())
            }
            Self::Unconfirmed { needed } => {
                let lines: Vec<String> =
                    needed.iter().map(|needed| format!("{}（--confirm {}）", confirmation(needed), typed(needed))).collect();
                (
                    format!("有 {} 件不平常的事，要点名确认，什么都没有做：\n  {}", needed.len(), lines.join("\n  ")),
                    "一件一件看清楚；都同意的，再运行一次，把括号里的都写上".to_owned(),
                )
            }
            Self::FromTheFuture { released_at, now } => {
                (format!("这一版写的发布时间是 {}，这台机器的时钟才到 {}", moment(*released_at), moment(*now)), CLOCKS.to_owned())
            }
            Self::FromThePast { released_at, before, now } => (
                format!(
                    "这一版写的发布时间是 {}，比上一版的 {} 还早；这台机器的时钟是 {}",
                    moment(*released_at),
                    moment(*before),
                    moment(*now)
                ),
                CLOCKS.to_owned(),
            ),
            Self::DataFromTheFuture { data_date, now } => (
                format!("内容写的数据日期是 {data_date}，这台机器的时钟才到 {}", moment(*now)),
                "时钟不准的，请管理员校准；日期写错的，改内容文件夹里的 source.toml，再重新起草".to_owned(),
            ),
        };
        Advice::new(self.code(), what, mend)
    }
}

/// The extraordinary thing itself, in one sentence.
pub fn confirmation(confirmation: &Confirmation) -> String {
    match confirmation {
        Confirmation::Publisher(name) => format!("发布机关和上一版不一样，现在是“{}”", clean(name)),
        Confirmation::Place(name) => format!("地方和上一版不一样，现在是“{}”", clean(name)),
        Confirmation::Mark(mark) if mark.is_empty() => "上一版给没有公开属性的文件统一写了一个，这一版没有".to_owned(),
        Confirmation::Mark(mark) => format!("没有公开属性的文件，这一版都按“{}”处理，上一版不是", clean(mark)),
        Confirmation::DataDate(day) => format!("数据日期比上一版早，是 {day}"),
        Confirmation::Department(name) => format!("科室 {} 是新的，或者换了人、改了名", clean(name)),
        Confirmation::Dropped(name) => format!("科室 {} 不再发布，它发布过的内容从所有终端上消失", clean(name)),
        Confirmation::Withdrawn(count) => format!("一次下架 {count} 条"),
        Confirmation::Shown(id) => format!("撤下单上的 {} 这一版里还有，导入以后群众又看得到它", clean(id)),
        Confirmation::Signatures(count) => format!("已经有 {count} 个人签过，重新起草，他们的签名就作废"),
        Confirmation::Reminders(count) => format!("检查有 {count} 处提醒，没有逐条答复"),
        Confirmation::Program(program) => format!("终端要运行一个新程序：{}（版本、机器、核对码）", clean(program)),
        Confirmation::Draft(name) => format!("发布过的内容里没有授权科室 {}，却有它的草稿", clean(name)),
    }
}

/// A confirmation as it is typed after `--confirm`; in quotes where a shell would take it apart.
pub fn typed(confirmation: &Confirmation) -> String {
    let text = clean(&confirmation.to_string()).into_owned();
    let plain = |c: char| c.is_alphanumeric() || "-_.:".contains(c);
    if text.chars().all(plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

fn paper(name: &str) -> String {
    if name == OFFICE { "办公室的草稿".to_owned() } else { format!("科室 {} 的草稿", clean(name)) }
}

/// Where it shows that somebody edited it.
fn place(what: &Edited) -> String {
    match what {
        Edited::Fields => "有程序不写的字段或者写法".to_owned(),
        Edited::Version => "版本号接不上上一版".to_owned(),
        Edited::Dates => "发布时间和有效期对不上".to_owned(),
        Edited::Publisher => "发布机关不是信任根或者科室授权里的名称".to_owned(),
        Edited::Header => "地方或者数据日期和内容里的 source.toml 不一样".to_owned(),
        Edited::Belongings => "科室、人员或者审核记录不是起草时写的".to_owned(),
        Edited::Withdrawn { id } => format!("下架名单里的 {} 不对", clean(id)),
        Edited::Parts => "内容的各个部分和清单对不上".to_owned(),
    }
}
