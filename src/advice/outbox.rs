//! What visitors leave and cannot leave, and what the office's register cannot keep.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{
    Advice, Advise, NEWER_PROGRAM,
    machine::{database, said},
};
use crate::{
    files::DiskRefused,
    outbox::{Closed, OutboxError},
    register::RegisterError,
};

impl Advise for OutboxError {
    fn advice(&self) -> Advice {
        let advice = |what: &str, mend: &str| Advice::new(self.code(), what, mend);
        match self {
            Self::Closed(why) => closed(self.code(), *why),
            Self::TooLong => advice("表没有填对，或者太长，没有提交", "看看哪一项标了红，改短一些再试；也可以请工作人员用纸质表格"),
            Self::NoRandomness => advice("这台机器给不出随机数，没有接收", "请用纸质表格；重启终端，还是这样就告诉管理员"),
            Self::NotSealed => advice("没有封好，没有接收", "请用纸质表格；把代码告诉管理员"),
            Self::Database { path, source } => Advice::new(
                self.code(),
                format!("待送的申请 {} 读不了、写不了（{}）", path.display(), database(source)),
                "不要删这个文件，里面的申请别处没有；查查硬盘满没满，再告诉管理员",
            ),
            Self::Newer { found } => Advice::new(self.code(), format!("待送的申请是更新的程序写的（第 {found} 步）"), NEWER_PROGRAM),
            Self::ReadBack => advice("写下去和读回来的不一样，没有接收", "请用纸质表格；硬盘可能坏了，告诉管理员"),
            Self::Disk(error) => disk(self.code(), error),
            Self::Foreign { path, what } => Advice::new(
                self.code(),
                format!("{} 不是{what}，或者坏了", path.display()),
                "检查选对了文件没有；坏了的，请办公室重新给一份",
            ),
            Self::NotHere => advice(
                "这台终端上没有这个回执号的申请，没有记",
                "对一对回执号；已经送到办公室的，在办公室的台账里记收到；意见、评价没有期限，不用记",
            ),
            Self::Passphrase => advice("口令不对", "再输一遍；忘了口令，以前封好的就打不开了，用备份的密钥"),
            Self::Bundle(error) => error.advice(),
        }
    }
}

fn closed(code: &'static str, why: Closed) -> Advice {
    let (what, mend) = match why {
        Closed::NoKey => ("这台终端还没有开通填表", "请到窗口用纸质表格，或者用手机打开官方申请页"),
        Closed::Disk => ("这台终端现在存不下申请", "请到窗口用纸质表格；请管理员查硬盘"),
        Closed::Full => ("这台终端上等着送走的申请满了", "请到窗口用纸质表格；请工作人员用 U 盘把申请送走"),
        Closed::DayFull => ("这台终端今天接收得太多了", "请到窗口用纸质表格，或者明天再来"),
        Closed::TooSoon => ("刚刚才有一份，请等一等", "过半分钟再试"),
        Closed::Clock => ("这台终端的时间不对，不能接收申请", "请到窗口用纸质表格；请管理员校准时间"),
    };
    Advice::new(code, what, mend)
}

fn disk(code: &'static str, error: &DiskRefused) -> Advice {
    let what = format!("{} 读不了、写不了（{}）", error.path.display(), said(&error.source));
    Advice::new(code, what, "检查路径和权限，U 盘插好没有、满没满，再运行一次")
}

impl Advise for RegisterError {
    fn advice(&self) -> Advice {
        match self {
            Self::Database { path, source } => Advice::new(
                self.code(),
                format!("台账 {} 读不了、写不了（{}）", path.display(), database(source)),
                "不要删这个文件；查查硬盘满没满，从备份里找回来再运行一次",
            ),
            Self::Newer { found } => Advice::new(self.code(), format!("台账是更新的程序写的（第 {found} 步）"), NEWER_PROGRAM),
            Self::Disk(error) => disk(self.code(), error),
            Self::Nothing { path } => Advice::new(
                self.code(),
                format!("{} 上没有终端送来的申请", path.display()),
                "写 U 盘插上以后出现的文件夹；终端用这个 U 盘导入过内容，申请才会写上去",
            ),
            Self::NoRequest { number } => {
                Advice::new(self.code(), format!("台账里没有“{number}”"), "写办公室的编号，或者回执上的号，一个字都不能少")
            }
            Self::NoEvent { .. } => Advice::new(
                self.code(),
                "这件事写得不对，没有记",
                "照例子写，日期写成 2026-11-30；能记哪些事，看 gongkai request dates --help",
            ),
            Self::NoOutcome { outcome } => Advice::new(
                self.code(),
                format!("年度报告里没有“{outcome}”这种结果，没有记"),
                "写结果的编号，如 1 是予以公开；编号看 gongkai office outcome --help",
            ),
            Self::NotAside { number } => Advice::new(
                self.code(),
                format!("放在一边的里面没有“{number}”"),
                "写放在一边的那件的回执号；有哪些，看 gongkai office aside",
            ),
            Self::Several { number, all } => Advice::new(
                self.code(),
                format!("“{number}”不止一件：{}", all.join("、")),
                "写办公室的编号；放在一边的，加 --which 和上面的前几位",
            ),
            Self::StillShut { number } => Advice::new(
                self.code(),
                format!("{number} 打不开，没有登记"),
                "缺旧密钥的，加上旧密钥再试；真打不开了，用 gongkai office give-up 记下原因，终端会请那个人重新填",
            ),
            Self::NoRules { name, why: "older" } => {
                Advice::new(self.code(), format!("{name} 比正在用的旧，没有换上"), "看看文件最前面的日期；选错了文件就换一个")
            }
            Self::NoRules { name, .. } => Advice::new(
                self.code(),
                format!("{name} 有错，没有换上"),
                "放在来源文件夹里，用 gongkai library check 看是哪一行；格式见 data/README.md",
            ),
            Self::NotAll { quarantined, refused } => Advice::new(
                self.code(),
                format!("有 {quarantined} 件放在一边没有登记，{refused} 个文件没有采信；其余的登记好了"),
                "看上面写的原因：缺旧密钥的，加上旧密钥再打开一次；别的，保管好 U 盘，打电话问那台终端",
            ),
            Self::Bundle(error) => error.advice(),
        }
    }
}

/// How a visit went for what visitors left: for whoever holds the stick.
pub fn requests_carried(carried: usize, erased: usize, key_taken: bool) -> Vec<String> {
    let mut lines = Vec::new();
    if key_taken {
        lines.push("办公室的接收密钥装好了，这台终端可以接收申请和意见".to_owned());
    }
    if erased > 0 {
        lines.push(format!("办公室已经收到 {erased} 件，这台终端上的已清除"));
    }
    if carried > 0 {
        lines.push(format!("待送的 {carried} 件（封好的）写在了 U 盘上，请尽快交回办公室；办公室确认以前，终端上的不删"));
    }
    lines
}
