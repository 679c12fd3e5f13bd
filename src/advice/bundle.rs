//! Bundles that are refused or cannot be made.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, system::said};
use crate::bundle::{BundleError, Post};

/// For whatever cannot be an accident of the stick.
const CALL: &str = "不要再用这个 U 盘导入，保管好它，把代码告诉管理员";
/// For what a fresh copy mends.
const AGAIN: &str = "请办公室用 gongkai stick prepare 重新做一次 U 盘；再次出现时换一个 U 盘";

impl Advise for BundleError {
    fn advice(&self) -> Advice {
        match self {
            Self::NoBundle { place } => Advice::new("B-01", format!("{place} 里没有内容包"), "检查插的是不是内容 U 盘，路径有没有写错"),
            Self::Missing { name } => Advice::new("B-02", format!("内容包不完整，缺少 {name}"), AGAIN),
            Self::Unreadable { name, why } => Advice::new("B-03", format!("内容包里的 {name} 读不懂（{why}）"), AGAIN),
            Self::TooLarge { name, limit } => Advice::new("B-04", format!("{name} 大得不正常（最多 {limit}），没有读"), CALL),
            Self::Altered { name } => Advice::new("B-05", format!("{name} 和签名时不一样，可能拷坏了，也可能被改过"), AGAIN),
            Self::Threshold { name, valid, needed } => Advice::new(
                "B-06",
                format!("{name} 的有效签名只有 {valid} 个，要 {needed} 个"),
                format!("确认该签的人都签了；签全了还这样，{CALL}"),
            ),
            Self::SignedTwice { name, keyid } => Advice::new("B-07", format!("{name} 里同一把密钥（{keyid}）签了两次"), CALL),
            Self::Desk { name, desk } => {
                Advice::new("B-08", format!("{name} 没有由单独一个人以“{desk}”的身份签名"), "处室、分管领导、主要领导要由三个人各签一次")
            }
            Self::UnfitRoot { version, why } => Advice::new(
                "B-09",
                format!("信任根第 {version} 版不能用（{why}）"),
                "请管理员用 gongkai root create 重新起草；门槛和岗位见它的说明",
            ),
            Self::UnfitDepartment { role, why } => {
                Advice::new("B-10", format!("科室 {role} 的授权不能用（{why}）"), "请办公室用 gongkai bundle delegate 重新授权，再发布一次")
            }
            Self::Rollback { name, found, seen } => Advice::new(
                "B-11",
                format!("这是旧的内容包：{name} 是第 {found} 版，这台机器已经有第 {seen} 版"),
                "换成最新的 U 盘；手里的就是最新的，请办公室重新发布一版",
            ),
            Self::Equivocation { name, version } => {
                Advice::new("B-12", format!("{name} 第 {version} 版有两种不同的内容，只能有一种是真的"), CALL)
            }
            Self::Mixed { name, found, expected } => {
                Advice::new("B-13", format!("两版内容混在了一起：{name} 是第 {found} 版，应当是第 {expected} 版"), AGAIN)
            }
            Self::Name { name, found } => Advice::new("B-14", format!("{name} 里有不该有的名字 {found}"), CALL),
            Self::Prefix { role, found } => {
                Advice::new("B-15", format!("{role} 不能发布 {found}，那不是它的"), format!("请这个科室改正编号，编号要以 {role}- 开头"))
            }
            Self::RootExpired { on } => {
                Advice::new("B-16", format!("信任根 {on} 以前就该换了"), "请管理员尽快换信任根；急着导入的，工作人员可以再确认一次")
            }
            Self::Foreign { place } => {
                Advice::new("B-17", format!("{place} 里已有别的东西，不是仓库，什么都没有动"), "换一个空文件夹，或者还不存在的文件夹")
            }
            Self::NoDraft { name } => {
                Advice::new("B-18", format!("没有等着签名的 {name}"), "先用 gongkai bundle create（信任根用 gongkai root create）起草")
            }
            Self::Faulty(faults) => Advice::new(
                "B-19",
                format!(
                    "内容里有 {} 处要改，没有起草",
                    faults.iter().filter(|fault| fault.severity == crate::source::Severity::Error).count()
                ),
                "按上面列出的文件和行号逐条修改，再运行一次",
            ),
            Self::Vanished { records } => Advice::new(
                "B-20",
                format!("上一版里有 {} 条内容，这一版没有了：\n  {}", records.len(), listed(records)),
                "不是有意的，把它们放回来；要下架，逐条写 --withdraw 编号 --reason 原因，全部下架写 --withdraw-missing --reason 原因",
            ),
            Self::StillThere { id } => Advice::new(
                "B-21",
                format!("{id} 已经下架或者正要下架，但内容文件夹里还有它"),
                "把它从内容文件夹里拿走；下架过的编号不能再用",
            ),
            Self::NeverPublished { id } => {
                Advice::new("B-22", format!("没有发布过编号是 {id} 的内容"), "检查编号；用 gongkai search 可以查到")
            }
            Self::NotEntitled { name, keyid } => {
                let posts: Vec<&str> = Post::DESKS.iter().map(|post| post.label()).collect();
                Advice::new(
                    "B-23",
                    format!("这把密钥（{keyid}）不能签 {name}"),
                    format!("用自己岗位的密钥；内容由{}签，发布由打包员签", posts.join("、")),
                )
            }
            Self::Passphrase => Advice::new("B-24", "口令不对", "再输一次；忘了口令，只能生成新密钥，再换信任根"),
            Self::SecretKey { why } => {
                Advice::new("B-25", format!("私钥文件不能用（{why}）"), "检查是不是 gongkai keys create 生成的 .key 文件")
            }
            Self::NoRandomness { why } => Advice::new("B-26", format!("这台机器没有可用的随机数（{why}）"), "稍等一会儿再运行一次"),
            Self::Address { .. } => Advice::new(
                "B-28",
                "这个网址不能用",
                "写 http:// 或 https:// 开头的文件夹地址，不带用户名、口令和问号后面的部分，如 https://zwgk.example/gongkai",
            ),
            Self::Network { place, source } => Advice::new(
                "B-29",
                format!("{place} 取不下来（{source}），原来的内容照常使用", source = said(source)),
                "检查网线和网址，再运行一次，已经复制的不用重来；还不行，用 U 盘导入",
            ),
            Self::NoNetwork { place } => Advice::new(
                "B-30",
                format!("这个程序没有带网络功能，不能从 {place} 导入"),
                "用 U 盘导入；确实要用网络，请管理员用 cargo build --release --features network 重新编译",
            ),
            Self::Io { place, source } => Advice::new(
                "B-27",
                format!("处理 {place} 时出错（{source}）", source = said(source)),
                "检查 U 盘插好没有、满没满、能不能写，再运行一次",
            ),
        }
    }
}

/// Enough of a list to know what it is about.
fn listed(records: &[String]) -> String {
    let mut shown: Vec<String> = records.iter().take(20).cloned().collect();
    if records.len() > shown.len() {
        shown.push(format!("……还有 {} 条", records.len() - shown.len()));
    }
    shown.join("\n  ")
}
