//! The journal of a terminal in words: what was done and by whom, why it cannot be read, and what speaks against it.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said};
use crate::{
    audit::{AuditError, Deed, Fault, Leaving, Who},
    text::clean,
};

impl Advise for AuditError {
    fn advice(&self) -> Advice {
        match self {
            Self::Io { path, source } => Advice::new(
                self.code(),
                format!("登记册 {} 读写不了（{}）", path.display(), said(source)),
                "用查询界面的那个用户运行；还不行，检查硬盘空间和权限，把代码告诉管理员",
            ),
            Self::NoTerminal { dir } => {
                Advice::new(self.code(), format!("{} 不是终端的内容库，里面没有登记册", dir.display()), "检查 --library 后面的文件夹")
            }
            Self::NoHead { fewest } => Advice::new(
                self.code(),
                format!("--since 后面应当是登记册的摘要：从头抄 {fewest} 位以上，只有数字和 a 到 f"),
                "照着上次抄下来的，或者状况报告里的，再写一次",
            ),
            Self::Faulty { faults } => {
                let told: Vec<String> = faults.iter().take(3).map(fault).collect();
                let more = if faults.len() > 3 { format!("，一共 {} 处", faults.len()) } else { String::new() };
                Advice::new(
                    self.code(),
                    format!("登记册对不上，有人动过，或者硬盘坏了：{}{more}", told.join("；")),
                    "不要改动它，也不要重装；把整个内容库文件夹抄一份保管好，告诉单位负责人和管理员，查是谁能接触这台机器",
                )
            }
        }
    }
}

/// A place where the chain does not hold.
fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Altered { after } => format!("第 {after} 条后面有一行被改过"),
        Fault::Broken { number, expected } if number == expected => format!("第 {number} 条和前一条接不上"),
        Fault::Broken { number, expected } => format!("应当是第 {expected} 条的地方是第 {number} 条"),
        Fault::Begins { number } => format!("第 {number} 条以前的不见了"),
        Fault::Short { found, written } => format!("写到过第 {written} 条，现在只到第 {found} 条"),
        Fault::Gap { number } => format!("写第 {number} 条的时候，末尾已经少了或者变了"),
        Fault::Forgotten { number } => format!("这台终端记得第 {number} 条，登记册里没有它"),
        Fault::NoHead => "末条的记号不见了".to_owned(),
        Fault::Gone => "登记册不见了，或者一直没能写成".to_owned(),
        Fault::Unknown { head } => {
            let short: String = head.chars().take(16).collect();
            format!("里面没有摘要 {short}")
        }
    }
}

/// Whose deed it was.
pub fn doer(who: &Who) -> String {
    match who {
        Who::AtTheDoor => "门前的人".to_owned(),
        Who::Staff => "工作人员".to_owned(),
        Who::Post(badge) => clean(&badge.title()).into_owned(),
        Who::User(name) => format!("用户 {name}"),
        Who::Terminal => "终端自己".to_owned(),
    }
}

/// What was done.
pub fn deed(deed: &Deed) -> String {
    let version = |release: &Option<u64>| release.map_or_else(String::new, |release| format!("第 {release} 版"));
    match deed {
        Deed::PinWrong { failures } => format!("密码不对，连着第 {failures} 次"),
        Deed::DoorOpened { failures: 0 } => "密码对了，进了工作人员页面".to_owned(),
        Deed::DoorOpened { failures } => format!("密码对了，进了工作人员页面；在这之前连着错了 {failures} 次"),
        Deed::DoorLeft { how } => match how {
            Leaving::Closed => "离开了工作人员页面".to_owned(),
            Leaving::Idle => "没有人动，工作人员页面自动锁上了".to_owned(),
            Leaving::Quit => "离开工作人员页面，退出程序".to_owned(),
        },
        Deed::ImportBegun { release, digest } => format!("开始导入第 {release} 版（{}）", digest.short()),
        Deed::ImportDone { release, digest } => format!("导入了第 {release} 版（{}）", digest.short()),
        Deed::ImportRefused { release: Some(release), code } => format!("第 {release} 版没有导入（{code}）"),
        Deed::ImportRefused { release: None, code } => format!("U 盘上的内容不能导入（{code}）"),
        Deed::ImportCancelled { release } => format!("取消了第 {release} 版的导入"),
        Deed::SteppedBack { release } => format!("退回上一版：{}", version(release)),
        Deed::StepBackRefused { code } => format!("没有退回上一版（{code}）"),
        Deed::Hidden { record } => format!("临时隐藏 {record}"),
        Deed::Unhidden { record } => format!("恢复显示 {record}"),
        Deed::RootReset { from: Some(from), to } => format!("换了信任根：从 {from} 换成 {to}"),
        Deed::RootReset { from: None, to } => format!("装了信任根 {to}"),
        Deed::HidingEnded { record, release } => format!("第 {release} 版以后不再隐藏 {record}，或者已经没有它"),
        Deed::RootLed { version, to, left, joined } => {
            let told =
                |names: &[String], what: &str| if names.is_empty() { String::new() } else { format!("，{}{what}", names.join("、")) };
            format!("信任根换成了第 {version} 版（{to}）{}{}", told(left, "离开"), told(joined, "加入"))
        }
        Deed::FormLeft { receipt } => format!("留下一份表 {receipt}（只记日子，不记时刻）"),
        Deed::FormReceived { receipt } => format!("当面收到申请 {receipt}（只记日子）"),
        Deed::FormsCarried { forms } => format!("待送的 {forms} 件写到了 U 盘上"),
        Deed::FormsErased { receipts, word } => {
            format!("按办公室第 {word} 次回话，清除了收到的 {} 件：{}", receipts.len(), receipts.join("、"))
        }
        Deed::OfficeKeyTaken => "换上了办公室的接收密钥".to_owned(),
        Deed::ProgramCame { program } => format!("带来了新程序 {}，等着试", clean(program)),
        Deed::ProgramTried { program, fit: true } => format!("新程序 {} 在旁边试过了，没有人用的时候换上", clean(program)),
        Deed::ProgramTried { program, fit: false } => format!("新程序 {} 在这台机器上不能用，不换", clean(program)),
        Deed::ProgramGivenUp { program } => format!("新程序 {} 两次没有运行下去，退回了原来的程序，不再试它", clean(program)),
        Deed::ProgramNotRun { program } => format!("程序 {} 和签名的不一样，没有运行", clean(program)),
        Deed::Quit => "退出程序".to_owned(),
        Deed::Started { program, failures: 0 } => format!("程序启动，版本 {program}"),
        Deed::Started { program, failures } => format!("程序启动，版本 {program}；密码连着错了 {failures} 次，仍然要等"),
        Deed::Stopped => "程序结束".to_owned(),
        Deed::ConfigProblem { code } => format!("配置有问题（{code}）"),
        Deed::NotWritten { entries } => format!("硬盘写不了的时候，有 {entries} 条没有记下来"),
        Deed::Torn { bytes, .. } => format!("断电的时候正在写一条，写了 {bytes} 个字节，不算"),
        Deed::Gap { number, .. } => format!("注意：写到过第 {number} 条，末尾少了或者变了"),
        Deed::LetGo { through, wrong, opened, .. } => {
            format!("登记册太长，第 {through} 条以前的不再保留（密码错 {wrong} 次，进门 {opened} 次）")
        }
        Deed::Later => "更新的程序记的，这个程序读不懂".to_owned(),
    }
}
