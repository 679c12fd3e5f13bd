//! What speaks against a bundle. The gist of it is what a terminal's history repeats years later; what is added to it and what is to be done
//! is for whoever holds the stick now.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise};
use crate::{
    bundle::{Foreign, JsonFault, Misread, Objection, Unfit},
    text::day_of,
};

/// For whatever cannot be an accident of the stick.
const CALL: &str = "不要再用这个 U 盘导入，保管好它，把代码告诉管理员";
/// For what a fresh copy mends.
const AGAIN: &str = "请办公室用 gongkai stick prepare 重新做一次 U 盘；再次出现时换一个 U 盘";

impl Advise for Objection {
    fn advice(&self) -> Advice {
        let (more, mend) = match self {
            Self::Missing { .. } => (String::new(), AGAIN.to_owned()),
            Self::Unreadable { why, .. } => (format!("（{}）", misread(why)), AGAIN.to_owned()),
            Self::TooLarge { limit, .. } => (format!("（最多 {limit}），没有读"), CALL.to_owned()),
            Self::Unlisted { id, .. } => (
                format!("（{id}）"),
                "不要再用这个 U 盘导入，把这句话告诉办公室；办公室和终端的程序新旧不同也会这样，先把程序换成一样新的".to_owned(),
            ),
            Self::Altered { .. } => ("，可能拷坏了，也可能被改过".to_owned(), AGAIN.to_owned()),
            Self::LongName { most, .. } => (
                format!("，名称最多 {most} 个字"),
                "请办公室或者那个科室改短名称，重新起草、重新签名，再做一次 U 盘".to_owned(),
            ),
            Self::Threshold { .. } => (String::new(), format!("确认该签的人都签了；签全了还这样，{CALL}")),
            Self::SignedTwice { keyid, .. } => (format!("（{keyid}）"), CALL.to_owned()),
            Self::Desk { .. } => ("，要由单独一个人签".to_owned(), "处室、分管领导、主要领导要由三个人各签一次".to_owned()),
            Self::UnfitRoot { version, why } => (format!("（第 {version} 版，{}）", unfit(why)), anew(why).to_owned()),
            Self::UnfitDepartment { why, .. } => (format!("（{}）", unfit(why)), delegated(why)),
            Self::Rollback { name, .. } => (format!("（{name}）"), "换成最新的 U 盘；手里的就是最新的，请办公室重新发布一版".to_owned()),
            Self::Equivocation { .. } => ("，只能有一种是真的".to_owned(), CALL.to_owned()),
            Self::Leap { most, .. } => (
                format!("，最多可以是 {most}"),
                "先不要导入，保管好这个 U 盘，请管理员和办公室核对打包员的密钥；密钥被别人用过的，换信任根、换打包员，再发布一版就能导入"
                    .to_owned(),
            ),
            Self::Mixed { name, found, expected } => (format!("：{name} 是第 {found} 版，应当是第 {expected} 版"), AGAIN.to_owned()),
            Self::Name { found, .. } => (format!("：{found}"), CALL.to_owned()),
            Self::Prefix { role, found } => ("，那不是它的".to_owned(), own(role, found)),
            Self::OtherOffice { root, .. } => (
                format!("（它的信任根指纹 {root}）"),
                "换成自己单位的 U 盘。终端真要改归对方、或者信任根另起过的，请管理员和办公室当面念两个指纹，再在终端的工作人员页面选“换信任根”（办公电脑上用 gongkai sync --new-root）"
                    .to_owned(),
            ),
            Self::RootExpired { on } => {
                (format!("，期限是 {}", crate::text::day_of(*on)), "请管理员尽快换信任根；急着导入的，工作人员可以再确认一次".to_owned())
            }
        };
        Advice::new(self.code(), format!("{}{more}", gist(self)), mend)
    }
}

/// The objection itself, in one short sentence.
pub(super) fn gist(objection: &Objection) -> String {
    match objection {
        Objection::Missing { name } => format!("内容包不完整，缺少 {name}"),
        Objection::Unreadable { name, .. } => format!("{name} 读不懂"),
        Objection::TooLarge { name, .. } => format!("{name} 大得不正常"),
        Objection::Unlisted { title, .. } => format!("《{title}》和签了名的清单不一样"),
        Objection::Altered { name } => format!("{name} 和签名时不一样"),
        Objection::LongName { name, .. } => format!("{name} 里的机关名称或者地方长得不正常"),
        Objection::Threshold { name, valid, needed } => format!("{name} 的有效签名只有 {valid} 个，要 {needed} 个"),
        Objection::SignedTwice { name, .. } => format!("{name} 里同一把密钥签了两次"),
        Objection::Desk { name, desk } => format!("{name} 缺少“{desk}”的签名"),
        Objection::UnfitRoot { .. } => "信任根不能用".to_owned(),
        Objection::UnfitDepartment { role, .. } => format!("科室 {role} 的授权不能用"),
        Objection::Rollback { found, seen, .. } => format!("旧的内容包：第 {found} 版，已有第 {seen} 版"),
        Objection::Equivocation { name, version } => format!("{name} 第 {version} 版有两种内容"),
        Objection::Leap { name, found, .. } => format!("{name} 的版本号 {found} 跳得太大"),
        Objection::Mixed { .. } => "两版内容混在了一起".to_owned(),
        Objection::Name { name, .. } => format!("{name} 里有不该有的名字"),
        Objection::Prefix { role, found } => format!("{role} 不能发布{}", foreign(found)),
        Objection::OtherOffice { ours, theirs, .. } if ours == theirs => {
            format!("这个 U 盘是照{theirs}另一个信任根做的，不是这里信的那一个")
        }
        Objection::OtherOffice { ours, theirs, .. } => format!("这个 U 盘是别的机关的（{theirs}），不是这里的（{ours}）"),
        Objection::RootExpired { .. } => "信任根早该换了".to_owned(),
    }
}

fn foreign(found: &Foreign) -> String {
    match found {
        Foreign::Named(name) => format!(" {name}"),
        Foreign::Anything => "任何内容".to_owned(),
        Foreign::Departments => "别的科室".to_owned(),
        Foreign::InNameOf(name) => format!("以“{name}”名义说的话"),
        Foreign::Urgent(id) => format!("紧急公告 {id}"),
        Foreign::Future(at) => format!("写着 {} 年的内容", day_of(*at).year()),
    }
}

/// What a department is to do that published what is not its own.
fn own(role: &str, found: &Foreign) -> String {
    match found {
        Foreign::Named(_) | Foreign::Anything | Foreign::Departments => format!("请这个科室改正编号，编号要以 {role}- 开头"),
        Foreign::InNameOf(_) => "请这个科室只用自己的名义；政府和别的单位的文件、机构，请办公室发布".to_owned(),
        Foreign::Urgent(_) => "请这个科室改成普通公告；紧急公告请办公室发布".to_owned(),
        Foreign::Future(_) => "请这个科室校准电脑的时钟，重新起草，再签一次".to_owned(),
    }
}

/// Why a file is not what its name says.
pub(super) fn misread(why: &Misread) -> String {
    match why {
        Misread::Json { fault, line, column, .. } => json(*fault, *line, *column),
        Misread::NotText => "不是文字".to_owned(),
        Misread::OtherType { found, expected } => format!("里面是 {found}，应当是 {expected}"),
        Misread::Specification { found } => format!("是照另一种规范写的，{found}"),
        Misread::ControlCharacters => "有看不见的控制字符".to_owned(),
        Misread::ListedTwice { id } => format!("{id} 列了两次，或者不在任何文件里"),
        Misread::NoFile => "是指到别处的链接，或者不是文件".to_owned(),
        Misread::TooLong { limit } => format!("超过 {limit} 字节"),
    }
}

/// Where a reader of JSON stumbled, and over what.
pub(super) fn json(fault: JsonFault, line: usize, column: usize) -> String {
    match fault {
        JsonFault::Syntax => format!("第 {line} 行第 {column} 列写法不对"),
        JsonFault::Shape => format!("第 {line} 行第 {column} 列少了该有的，或者种类不对"),
        JsonFault::Cut => format!("没有写完，停在第 {line} 行第 {column} 列"),
    }
}

/// Why keys and roles protect nothing.
fn unfit(why: &Unfit) -> String {
    match why {
        Unfit::Unversioned => "文件名里没有版本".to_owned(),
        Unfit::NoKeys { role } => format!("没有写{}的密钥", post(role)),
        Unfit::OtherId { keyid } => format!("密钥 {keyid} 的编号和它自己对不上"),
        Unfit::OneKey { one, other } => format!("密钥 {one} 和 {other} 是同一把"),
        Unfit::NamedTwice { role } => format!("{}的密钥里有一把写了两次", post(role)),
        Unfit::TooFew { role, threshold, keys, least } => {
            let needed = threshold.max(least);
            if keys < needed {
                format!("{}的密钥有 {keys} 把，要 {needed} 把", post(role))
            } else {
                format!("{}只要 {threshold} 把密钥签，至少要 {least} 把", post(role))
            }
        }
        Unfit::NotInPost { role, keyid } => format!("{}的密钥 {keyid} 不归这个岗位的人", post(role)),
        Unfit::Desk { desk } => format!("“{desk}”没有单独一个人"),
        Unfit::OnePerson { name, posts } if posts.len() < 2 => {
            format!("“{name}”有几把根密钥保管人的密钥，只算一个人；空格、看不见的字、样子一样的字不算不同")
        }
        Unfit::OnePerson { name, posts } => {
            let posts: Vec<&str> = posts.iter().map(|post| post.label()).collect();
            format!("“{name}”一个人占了{}，这几个岗位要由不同的人担任；空格、看不见的字、样子一样的字不算不同", posts.join("、"))
        }
        Unfit::LongName { name, most } => format!("名称太长，以“{name}”开头，最多 {most} 个字"),
        Unfit::Nameless { keyid } => format!("密钥 {keyid} 没有写看得见的姓名"),
        Unfit::Name => "这个代号不能用".to_owned(),
        Unfit::Overlap { other } => format!("它的编号会和 {other} 的混在一起"),
        Unfit::SameTitle { other } => format!("它的名称和 {other} 的读起来一样"),
        Unfit::Paths => "它能发布的不止自己的内容".to_owned(),
        Unfit::NotAtDesk => "有一把密钥不归处室、分管领导、主要领导".to_owned(),
        Unfit::OfficeKey { keyid } => format!("密钥 {keyid} 是办公室的"),
        Unfit::NotReleased => "办公室还没有发布对它的授权".to_owned(),
        Unfit::Unknown => "办公室没有授权过它".to_owned(),
    }
}

/// The way to a root that is fit.
fn anew(why: &Unfit) -> &'static str {
    if matches!(why, Unfit::OnePerson { posts, .. } if posts.len() < 2) {
        "请另找一位保管人，用 gongkai keys create root 生成密钥，把他的公钥也写上；同名的两个人，在姓名后面写明区别，如科室"
    } else if matches!(why, Unfit::LongName { .. }) {
        "请改短名称：机关的名称写在 --body，姓名写在 gongkai keys create 的 --person；再起草信任根"
    } else if matches!(why, Unfit::OnePerson { .. }) {
        "请其中一个岗位换一个人，再起草信任根；同名的两个人，在姓名后面写明区别，如科室"
    } else if matches!(why, Unfit::Nameless { .. }) {
        "请这个人用 gongkai keys create 写明姓名，重新生成密钥，再起草信任根"
    } else {
        "请管理员用 gongkai root create 重新起草，写上要用的全部公钥；门槛和岗位见它的说明"
    }
}

/// Who signs for a role of TUF.
fn post(role: &str) -> &str {
    match role {
        "root" => "根密钥保管人",
        "targets" => "处室、分管领导、主要领导",
        "snapshot" | "timestamp" => "打包员",
        "receipts" => "回执",
        department => department,
    }
}

/// The office's way out for a department that may not publish as it is.
fn delegated(why: &Unfit) -> String {
    let mend = match why {
        Unfit::Name => "代号用小写字母、数字和 -，字母开头，2 到 32 个；不和别的科室重复",
        Unfit::LongName { .. } => "请办公室用 gongkai bundle delegate 重新授权，名称和姓名写短些，再发布一次",
        Unfit::SameTitle { .. } => "名称写全，让人一看就知道是哪个科室；两个里有一个不再发布的，请办公室先取消它的授权",
        Unfit::NotReleased => "请办公室先发布一版，授权在那时生效，再起草科室的内容",
        Unfit::Unversioned
        | Unfit::NoKeys { .. }
        | Unfit::OtherId { .. }
        | Unfit::OneKey { .. }
        | Unfit::NamedTwice { .. }
        | Unfit::TooFew { .. }
        | Unfit::NotInPost { .. }
        | Unfit::Desk { .. }
        | Unfit::OnePerson { .. }
        | Unfit::Nameless { .. }
        | Unfit::Overlap { .. }
        | Unfit::Paths
        | Unfit::NotAtDesk
        | Unfit::OfficeKey { .. }
        | Unfit::Unknown => "请办公室用 gongkai bundle delegate 重新授权，再发布一次",
    };
    mend.to_owned()
}
