//! Sticks that cannot be prepared, or are not what they should be.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said};
use crate::{
    stick::{LABEL, MountError, Refusal, StickError},
    text::size,
};

/// For a stick that may be worn out.
const ANOTHER: &str = "再运行一次同样的命令；还不行，换一个 U 盘";

impl Advise for StickError {
    #[expect(clippy::too_many_lines, reason = "an arm for each error")]
    fn advice(&self) -> Advice {
        match self {
            Self::NotThere { path } => {
                Advice::new(self.code(), format!("没有 {} 这个文件夹", path.display()), "插好 U 盘，等它出现，再检查路径有没有写错")
            }
            Self::NotAStick { path, kind } => {
                let kind = if kind.is_empty() { String::new() } else { format!("（{kind}）") };
                Advice::new(
                    self.code(),
                    format!("{} 不是 U 盘的最上一层{kind}，什么都没有写", path.display()),
                    "写 U 盘插上以后出现的那个文件夹本身，如 /media/用户名/GONGKAI；U 盘要格式化成 exFAT 或 FAT32；只是试一试，加 --folder",
                )
            }
            Self::Label { device, kind, found } => {
                let found = found.as_ref().map_or_else(|| "看不出来".to_owned(), |label| format!("是“{label}”"));
                let command = if kind.contains("vfat") || kind == "msdos" || kind.contains("fat32") {
                    format!("fatlabel {device} {LABEL}")
                } else if kind == "exfat" {
                    format!("exfatlabel {device} {LABEL}")
                } else {
                    format!("fatlabel {device} {LABEL}（FAT32）或 exfatlabel {device} {LABEL}（exFAT）")
                };
                Advice::new(
                    self.code(),
                    format!("U 盘的卷标{found}，终端只认卷标是 {LABEL} 的 U 盘；什么都没有写"),
                    format!(
                        "先卸载，再用管理员身份运行 {command}；在 Windows 上：右键 U 盘 → 重命名 → {LABEL}。确实要用别的卷标，加 --any-label"
                    ),
                )
            }
            Self::NoRoom { needed, free } => Advice::new(
                self.code(),
                format!("U 盘放不下：要 {}，只有 {}；什么都没有写", size(*needed), size(*free)),
                "删掉 U 盘上别的东西，或者换一个大的 U 盘",
            ),
            Self::ReadOnly { path } => Advice::new(
                self.code(),
                format!("U 盘不能写（{}）", path.display()),
                "看看 U 盘上有没有写保护开关；没有的，拔下再插一次；还不行，在电脑上检查磁盘错误，或者换一个 U 盘",
            ),
            Self::Full { path } => Advice::new(
                self.code(),
                format!("U 盘写满了，停在 {}；U 盘还没有做好", path.display()),
                "删掉 U 盘上别的东西，再运行一次同样的命令，接着做；或者换一个大的 U 盘",
            ),
            Self::Gone { source } => Advice::new(
                self.code(),
                format!("U 盘不见了，可能拔下来了，也可能没插稳（{source}）", source = said(source)),
                "插好，再运行一次同样的命令，接着做",
            ),
            Self::Failing { path, source } => Advice::new(
                self.code(),
                format!("U 盘读写出错，在 {}（{source}）", path.display(), source = said(source)),
                format!("插到另一个口，{ANOTHER}"),
            ),
            Self::Unsound { path } => {
                Advice::new(self.code(), format!("{} 写上去以后读回来不一样，这个 U 盘靠不住", path.display()), ANOTHER)
            }
            Self::NothingPublished { path } => Advice::new(
                self.code(),
                format!("{} 里还没有发布过内容", path.display()),
                "先起草、签名，再由打包员运行 gongkai bundle assemble",
            ),
            Self::NoList { path } => Advice::new(
                self.code(),
                format!("{} 里没有可以照办的撤下单：没有发过，或者签名还不够", path.display()),
                "先运行 gongkai bundle withdraw；要两个人签的，请第二个人补签",
            ),
            Self::HoldsRelease { path } => Advice::new(
                self.code(),
                format!("{} 上已经有一版内容，只写撤下单会和它对不上，什么都没有写", path.display()),
                "不加 --withdrawals-only 再运行一次，两样一起写；或者换一个空的 U 盘",
            ),
            Self::Newer { found, ours } => Advice::new(
                self.code(),
                format!("U 盘上已经是第 {found} 版，这个仓库是第 {ours} 版，比它旧；什么都没有写"),
                "检查用的是不是最新的仓库",
            ),
            Self::OtherOffice { body } => Advice::new(
                self.code(),
                format!("这个 U 盘上是别的信任根的内容（{body}）；什么都没有写"),
                "换一个 U 盘；确实要用这个，先把上面的 GONGKAI 文件夹删掉",
            ),
            Self::Incomplete { names } => Advice::new(
                self.code(),
                format!("U 盘没有做完，或者坏了：{} 个文件缺少或者不对，如 {}", names.len(), names.first().map_or("", String::as_str)),
                "在办公室用 gongkai stick prepare 再做一次，接着做；再次出现时换一个 U 盘",
            ),
            Self::Stopped => Advice::new(self.code(), "停下了，U 盘还没有做好", "再运行一次同样的命令，接着做"),
            Self::Bundle(error) => error.advice(),
            Self::Io { path, source } => Advice::new(
                self.code(),
                format!("处理 {} 时出错（{source}）", path.display(), source = said(source)),
                "检查 U 盘插好没有、有没有权限写，再运行一次；还不行，在电脑上检查并修复这个 U 盘，或者换一个",
            ),
        }
    }
}

impl Advise for MountError {
    fn advice(&self) -> Advice {
        let admin = "请管理员照 kiosk-config/README.md 检查 gongkai-stick 服务";
        match self {
            Self::NoHelper { source, .. } => {
                Advice::new(self.code(), format!("挂载 U 盘的服务没有回应（{source}）", source = said(source)), admin)
            }
            Self::Refused(refusal) => match refusal {
                Refusal::NoStick => {
                    Advice::new(self.code(), "没有找到内容 U 盘", "插好写着 GONGKAI 的 U 盘，等几秒再试；还不行，请办公室检查卷标")
                }
                Refusal::NotUsb => Advice::new(self.code(), "找到的不是 U 盘，没有打开", "拔掉它，换内容 U 盘；还不行，请管理员检查"),
                Refusal::FileSystem => {
                    Advice::new(self.code(), "U 盘的格式打不开", "请办公室把 U 盘格式化成 exFAT 或 FAT32，卷标 GONGKAI，再做一次")
                }
                Refusal::ReadOnly => Advice::new(self.code(), "U 盘写保护，写不上去", "把 U 盘侧面的写保护开关拨开，或者换一个 U 盘"),
                Refusal::Busy => Advice::new(self.code(), "U 盘还在用", "等一会儿再试；正在导入的，等它做完"),
                Refusal::NotMounted | Refusal::Gone => Advice::new(self.code(), "U 盘拔掉了", "插好 U 盘再试一次，已经复制的不用重来"),
                Refusal::Io => Advice::new(self.code(), "U 盘读写出错", "换一个插口再试一次；还不行就换一个 U 盘，请办公室重新制作"),
                Refusal::NotAllowed | Refusal::NoUser | Refusal::Command => {
                    Advice::new(self.code(), format!("挂载 U 盘的服务没有装好（{}）", helper(*refusal)), admin)
                }
            },
        }
    }
}

/// Why the helper cannot help anybody.
fn helper(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::NoUser => "这台机器没有终端的用户",
        Refusal::Command => "它和查询程序不是一个版本",
        Refusal::NotAllowed
        | Refusal::NoStick
        | Refusal::NotUsb
        | Refusal::FileSystem
        | Refusal::ReadOnly
        | Refusal::Busy
        | Refusal::NotMounted
        | Refusal::Gone
        | Refusal::Io => "它没有挂载的权限",
    }
}
