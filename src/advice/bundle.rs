//! Bundles that are refused or cannot be made, and the office's own files.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, listed, machine::said, objection::misread};
use crate::{
    bundle::{Answer, BundleError, KeyFault, Misread, OFFICE, Person, Post, ROOT},
    source::Severity,
};

impl Advise for BundleError {
    #[expect(clippy::too_many_lines, reason = "an arm for each error")]
    fn advice(&self) -> Advice {
        let (what, mend) = match self {
            Self::Refused(objection) => return objection.advice(),
            Self::Withheld(withheld) => return withheld.advice(),
            Self::NoBundle { place } => (format!("{place} 里没有内容包"), "检查插的是不是内容 U 盘，路径有没有写错".to_owned()),
            Self::NoRepository { place } => (
                format!("{place} 不是办公室的仓库"),
                "检查路径有没有写错；还没有仓库的，先用 gongkai root create 起草信任根，仓库就有了".to_owned(),
            ),
            Self::NoRoot { place, drafted: true } => (
                format!("{place} 里的信任根起草好了，保管人还没有签够，没有生效"),
                format!("运行 gongkai root show {place}，看还要谁签；他们各运行一次 gongkai root sign {place} --key 自己的私钥"),
            ),
            Self::NoRoot { place, drafted: false } => (
                format!("{place} 里还没有生效的信任根"),
                "先用 gongkai root create 起草，再由两位根密钥保管人各运行一次 gongkai root sign".to_owned(),
            ),
            Self::NoDepartment { name, known } => (
                format!("没有授权过科室 {name}"),
                if known.is_empty() { "没有授权过任何科室，不用做什么".to_owned() } else { format!("照代号写；授权过的有：{}", known.join("、")) },
            ),
            Self::OwnFile { path, why: why @ Misread::NoFile } => (
                format!("{} 读不懂（{}），没有读", path.display(), misread(why)),
                "不要签。把它删去，请起草的人重新起草、重新签名；查清楚是谁放的，把代码告诉管理员".to_owned(),
            ),
            Self::OwnFile { path, why } => (
                format!("{} 读不懂（{}）", path.display(), misread(why)),
                "从备份里找回这个文件；是起草的内容，就重新起草、重新签名".to_owned(),
            ),
            Self::Unsigned { name, missing } => (
                format!("{}还差 {} 的签名，没有发布", paper(name), by_post(missing)),
                format!("请还没有签的人各运行一次 gongkai bundle sign 仓库{} --key 自己的私钥，再发布", as_role(name)),
            ),
            Self::Foreign { place } => {
                (format!("{place} 里已有别的东西，不是仓库，什么都没有动"), "换一个空文件夹，或者还不存在的文件夹".to_owned())
            }
            Self::NoDraft { name } => {
                (format!("没有等着签名的{}", paper(name)), drafted(name))
            }
            Self::Faulty(faults) => (
                format!("内容里有 {} 处要改，没有起草", faults.iter().filter(|fault| fault.severity == Severity::Error).count()),
                "按上面列出的文件和行号逐条修改，再运行一次".to_owned(),
            ),
            Self::Vanished { records } => (
                format!("上一版里有 {} 条内容，这一版没有了：\n  {}", records.len(), listed(records)),
                "不是有意的，把它们放回来；要下架，逐条写 --withdraw 编号 --reason 原因，全部下架写 --withdraw-missing --reason 原因"
                    .to_owned(),
            ),
            Self::StillThere { id } => {
                (format!("{id} 已经下架或者正要下架，但内容文件夹里还有它"), "把它从内容文件夹里拿走；下架过的编号不能再用".to_owned())
            }
            Self::NeverPublished { id } => (format!("没有发布过编号是 {id} 的内容"), "检查编号；用 gongkai search 可以查到".to_owned()),
            Self::NotEntitled { name, keyid } => (format!("这把密钥（{keyid}）不能签{}", paper(name)), entitled(name)),
            Self::Vacant { posts, keepers } => (
                format!("信任根还缺{}的公钥，没有起草", posts.iter().map(|post| vacant(*post, *keepers)).collect::<Vec<_>>().join("、")),
                "一个人有几把密钥也只算一位。请还缺的人各用 gongkai keys create 生成密钥，把他们的 .pub 文件和别人的一起写上；换人的时候，离开的人只写姓名，是他的几把密钥都不要了；只换一把，写“姓名（岗位）”或者那把密钥的前八位".to_owned(),
            ),
            Self::NotInRoot { name, people } => (
                format!("现在的信任根里没有“{name}”"),
                format!("照信任根里的写法写姓名；现在有：{}", people.join("、")),
            ),
            Self::BeforeRoot { root, release } => (
                format!("信任根换到了第 {root} 版，发布的第 {release} 版内容还是照以前的信任根签的，终端不认"),
                "请现在的人发布一版（内容没有改也行）：gongkai bundle create 起草，三个人 gongkai bundle sign，打包员 gongkai bundle assemble，再做 U 盘".to_owned(),
            ),
            Self::Passphrase => ("口令不对".to_owned(), "再输一次；忘了口令，只能生成新密钥，再换信任根".to_owned()),
            Self::NoKey { path } => (
                format!("没有 {} 这个密钥文件", path.display()),
                "检查路径；gongkai keys create 生成的 .key 文件是私钥，.pub 文件是公钥".to_owned(),
            ),
            Self::PublicKey { path, why } => (
                format!("{} 不是公钥文件（{}）", path.display(), key_fault(why)),
                "换成 gongkai keys create 生成的 .pub 文件；.key 文件是私钥，自己保管，不交给别人".to_owned(),
            ),
            Self::SecretKey { why } => {
                (format!("私钥文件不能用（{}）", key_fault(why)), "检查是不是 gongkai keys create 生成的 .key 文件".to_owned())
            }
            Self::NoRandomness { .. } => ("这台机器没有可用的随机数".to_owned(), "稍等一会儿再运行一次".to_owned()),
            Self::Address { .. } => (
                "这个网址不能用".to_owned(),
                "写 http:// 或 https:// 开头的文件夹地址，不带用户名、口令和问号后面的部分，如 https://zwgk.example/gongkai".to_owned(),
            ),
            Self::Network { place, source } => (
                format!("{place} 取不下来（{}），原来的内容照常使用", answered(source)),
                "检查网线和网址，再运行一次，已经复制的不用重来；还不行，用 U 盘导入".to_owned(),
            ),
            Self::NoNetwork { place } => (
                format!("这个程序没有带网络功能，不能从 {place} 导入"),
                "用 U 盘导入；确实要用网络，请管理员用 cargo build --release --features network 重新编译".to_owned(),
            ),
            Self::Io { place, source } => (
                format!("处理 {place} 时出错（{source}）", source = said(source)),
                "检查路径和权限，硬盘或者 U 盘满没满、能不能写，再运行一次".to_owned(),
            ),
        };
        Advice::new(self.code(), what, mend)
    }
}

/// A paper that is signed, by the name of its draft.
fn paper(name: &str) -> String {
    match name {
        ROOT => "信任根".to_owned(),
        OFFICE => "办公室的内容".to_owned(),
        "snapshot" => "发布的清单".to_owned(),
        "withdrawals.json" => "撤下单".to_owned(),
        department => format!("科室 {department} 的内容"),
    }
}

/// Whose key it takes to sign it.
fn entitled(name: &str) -> String {
    match name {
        ROOT => "信任根由根密钥保管人签，用保管人自己的密钥".to_owned(),
        "snapshot" => "发布由打包员签，用打包员自己的密钥".to_owned(),
        "withdrawals.json" => format!("撤下单由办公室的{}签，用自己岗位的密钥；科室要撤下的，请办公室签", labels(&Post::DESKS)),
        _ => format!("用自己岗位的密钥；内容由{}签", labels(&Post::DESKS)),
    }
}

/// How a command is told whose paper it is.
fn as_role(name: &str) -> String {
    if name == OFFICE { String::new() } else { format!(" --as {name}") }
}

/// How a paper comes to wait for signatures.
fn drafted(name: &str) -> String {
    match name {
        ROOT => "先用 gongkai root create 起草；已经有信任根的，用 gongkai root change".to_owned(),
        OFFICE => "先用 gongkai bundle create 内容 --out 仓库 起草；签的是科室的内容，加 --as 科室代号".to_owned(),
        department => format!("先用 gongkai bundle create 内容 --out 仓库 --as {department} 起草；签的是办公室的内容，去掉 --as"),
    }
}

/// Persons in the order of their posts.
fn by_post(people: &[Person]) -> String {
    let mut people: Vec<&Person> = people.iter().collect();
    people.sort_by_key(|person| (person.post, &person.name));
    people.into_iter().map(ToString::to_string).collect::<Vec<_>>().join("、")
}

/// A post for which there is no key, or one keeper too few.
fn vacant(post: Post, keepers: usize) -> String {
    match (post, keepers) {
        (Post::Root, 0) => "根密钥保管人（至少两位，最好三位）".to_owned(),
        (Post::Root, _) => format!("根密钥保管人（现在 {keepers} 位，至少两位，最好三位）"),
        _ => post.label().to_owned(),
    }
}

fn labels(posts: &[Post]) -> String {
    posts.iter().map(|post| post.label()).collect::<Vec<_>>().join("、")
}

fn key_fault(why: &KeyFault) -> String {
    match why {
        KeyFault::Private => "这是私钥".to_owned(),
        KeyFault::Public => "这是公钥".to_owned(),
        KeyFault::Misread(why) => misread(why),
        KeyFault::NotLocked => "不是用口令加密的私钥".to_owned(),
        KeyFault::NotLockable => "用这个口令加密不了".to_owned(),
    }
}

/// A failure on the way to a server.
fn answered(source: &std::io::Error) -> String {
    match source.get_ref().and_then(|inner| inner.downcast_ref::<Answer>()) {
        Some(Answer::Elsewhere(status)) => format!("它指到别的地方去了，状态 {status}"),
        Some(Answer::Status(status)) => format!("它回答的状态是 {status}"),
        Some(Answer::OtherStretch) => "它给的不是要的那一段".to_owned(),
        Some(Answer::NoSuchHost) => "没有这个网站".to_owned(),
        Some(Answer::Certificate) => "它的证书这台机器不认".to_owned(),
        None => said(source),
    }
}
