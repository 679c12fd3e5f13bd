//! Reports of terminals that cannot be left, or are not believed.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said, objection::misread};
use crate::fleet::{FleetError, KnownFault, Misreport};

impl Advise for FleetError {
    #[expect(clippy::too_many_lines, reason = "an arm for each error")]
    fn advice(&self) -> Advice {
        match self {
            Self::Sync(error) => error.advice(),
            Self::Bundle(error) => error.advice(),
            Self::Name { name } => {
                Advice::new(self.code(), format!("终端的名称“{name}”不能用"), "名称只用字母、数字和 -，最多 24 个，如 YC-01")
            }
            Self::NotLeft { stick, source } => Advice::new(
                self.code(),
                format!("状况报告没有写到 {} 上（{source}）；内容不受影响", stick.display(), source = said(source)),
                "看看 U 盘有没有写保护、满没满；办公室要报告的，换一个 U 盘再导入一次",
            ),
            Self::Io { path, source } => Advice::new(
                self.code(),
                format!("处理 {} 时出错（{source}）", path.display(), source = said(source)),
                "检查路径和权限，U 盘插好没有，再运行一次",
            ),
            Self::TooLarge { path, limit } => Advice::new(
                self.code(),
                format!("{} 大得不正常（最多 {limit}），没有读", path.display()),
                "不是终端写的，把它从 U 盘上删掉；每次出现在同一个 U 盘上，把 U 盘交给管理员",
            ),
            Self::Unreadable { path, why } => Advice::new(
                self.code(),
                format!("{} 不是终端的报告，或者坏了（{}）", path.display(), misreport(why)),
                "请那台终端再导入一次，留一份新的",
            ),
            Self::Newer { path, kind } => Advice::new(
                self.code(),
                format!("{} 是更新的程序写的（{kind}），这个程序读不懂", path.display()),
                "在办公室换上和终端一样新的 gongkai，再运行一次",
            ),
            Self::Signature { path } => Advice::new(
                self.code(),
                format!("{} 的签名不对，拷坏了，或者有人改过", path.display()),
                "不要相信里面写的；打电话问那台终端，保管好这个 U 盘，把代码告诉管理员",
            ),
            Self::Nothing => Advice::new(
                self.code(),
                "这些地方没有终端的报告",
                "写 U 盘插上以后出现的文件夹；报告在里面的 GONGKAI/v1/status 里，终端导入以后才有",
            ),
            Self::Known { path, why } => Advice::new(
                self.code(),
                format!("密钥记录 {} 读不出来（{}），没有当作空的", path.display(), known_fault(why)),
                "从备份里找回来；确实找不回来，把它移走，重新记一遍，并打电话和各终端核对",
            ),
            Self::NoOneKey { terminal } => Advice::new(
                self.code(),
                format!("不知道该记终端 {terminal} 的哪一把密钥，什么都没有改"),
                "检查名称；拿掉别的终端冒用这个名称的报告，再运行一次",
            ),
            Self::Strange { doubled, split, foreign, rewritten } => {
                let parts = [
                    (doubled, "台终端几台用一把密钥"),
                    (split, "台终端的一版和别处的同一版不一样"),
                    (foreign, "台终端显示办公室没有发布过的一版"),
                    (rewritten, "台终端的登记册被改过"),
                ];
                let parts: Vec<String> =
                    parts.iter().filter(|(count, _)| **count > 0).map(|(count, words)| format!("{count} {words}")).collect();
                Advice::new(
                    self.code(),
                    format!("报告对不上：{}", parts.join("，")),
                    "照表里和表下面写的办；带来这些报告的 U 盘保管好，把代码告诉管理员",
                )
            }
            Self::Refused { files, terminals: 0 } => {
                Advice::new(self.code(), format!("有 {files} 个文件不可信"), "打电话问那几台终端；带来它们的 U 盘保管好，交给管理员")
            }
            Self::Refused { files, terminals } => {
                let also = if *files > 0 { format!("，还有 {files} 个文件不可信") } else { String::new() };
                Advice::new(
                    self.code(),
                    format!("有 {terminals} 台终端的密钥和记下的不一样{also}"),
                    "打电话问这几台终端，念一遍那边 gongkai sync --status 里的密钥；确实重装过的，加 --renew 名称 再运行一次，其余的 U 盘保管好，交给管理员",
                )
            }
        }
    }
}

/// Why a file is no report.
fn misreport(why: &Misreport) -> String {
    match why {
        Misreport::Misread(why) => misread(why),
        Misreport::Other => "它说自己是别的东西".to_owned(),
        Misreport::Terminal => "没有终端叫这个名称".to_owned(),
        Misreport::Program => "没有这样的程序版本".to_owned(),
        Misreport::Counts => "数的东西太多".to_owned(),
        Misreport::Code => "没有这样的代码".to_owned(),
        Misreport::Count => "没有这样的计数".to_owned(),
    }
}

/// Why the record of keys cannot be believed.
fn known_fault(why: &KnownFault) -> String {
    match why {
        KnownFault::System(error) => said(error),
        KnownFault::NotAFile => "这不是密钥记录".to_owned(),
        KnownFault::Typo { line, typo, .. } => format!("第 {line} 行：{}", typo.what()),
        KnownFault::Name => "里面有终端不能用的名称".to_owned(),
        KnownFault::Unwritable(_) => "写不成文件".to_owned(),
    }
}
