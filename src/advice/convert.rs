//! Files that are not converted, and what is found in those that are.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advice, Advise, machine::said};
use crate::convert::{Code, ConvertError};

/// For a file that another program can turn into one that is read.
const RESAVE: &str = "用 WPS 或 Word 打开，另存为 .docx，再转换一次";

impl Advise for ConvertError {
    fn advice(&self) -> Advice {
        match self {
            Self::Stopped { done, all } => Advice::new(
                self.code(),
                format!("停下了，转换了 {done} 份，还有 {} 份；已经写好的都是完整的", all.saturating_sub(*done)),
                "再运行一次同样的命令，接着做",
            ),
            Self::Refused { count } => {
                Advice::new(self.code(), format!("有 {count} 份没有转换"), "照上面每一份后面的话处理，再运行一次；已经转换的不会重做")
            }
            Self::NoReader(source) => Advice::new(
                self.code(),
                format!("读文件的子进程开不了（{}）", said(source)),
                "关掉一些别的程序，再运行一次；还不行，把代码和括号里的话告诉管理员",
            ),
            Self::Unread { path, source } => Advice::new(
                self.code(),
                format!("{} 读不出来（{}）", path.display(), said(source)),
                "检查路径有没有写错、有没有权限读它，再运行一次",
            ),
            Self::Unwritten { path, source } => {
                Advice::new(self.code(), format!("{} 写不了（{}）", path.display(), said(source)), "检查路径和权限，硬盘满没满，再运行一次")
            }
            Self::AlreadyThere { path } => Advice::new(
                self.code(),
                format!("{} 里已经有内容，什么都没有改", path.display()),
                "换一个文件夹；要往里添文件，用 gongkai content convert",
            ),
            Self::Unsaid { what } => Advice::new(self.code(), format!("没有写{what}"), "照 gongkai content new --help 的例子补上"),
        }
    }
}

/// What a code of a file says, and what to do about it.
pub fn code_words(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::UnsupportedKind => {
            ("这种文件读不了", "文稿用 WPS 或 Word 打开，另存为 .docx；表格另存为 .xlsx；图片先扫描成 PDF；压缩文件先解开或者压成 .zip")
        }
        Code::Corrupt => ("文件坏了，读不到底", "请经办人重新发一份；能打开的，打开以后另存一份"),
        Code::Encrypted => ("文件有密码", "打开以后去掉密码，另存一份"),
        Code::TooLarge => ("文件大得不正常，没有读", "看看里面是不是有用不着的图片、嵌入的文件；分成几份，再转换一次"),
        Code::Bomb => ("文件展开以后大得不正常，像是有人做了手脚，没有读", "不要打开它，问清楚是从哪里来的"),
        Code::Timeout => ("读的时间太长，停下了", RESAVE),
        Code::Crashed => ("读这个文件的进程垮了，别的文件不受影响", RESAVE),
        Code::NeedsConverter => ("格式太旧，读不了", RESAVE),
        Code::NoTextLayer => ("是扫描件，没有文字", "已经附在内容里；题名、文号、日期、发文机关要照着原件录入"),
        Code::OcrLayer => {
            ("是扫描件，文字是机器认出来的", "原件附在内容里；题名、文号、日期、发文机关逐栏对照；认出来的字要用，先逐字对照")
        }
        Code::BadEncodingMap => ("文字的编码是错的，认不出来", "请经办人从原来的 Word 文件重新导出一份，或者直接给 Word 文件"),
        Code::EncodingGuessed => ("文字的编码是猜的", "对照原件看一遍有没有乱码"),
        Code::OrderSuspect => ("文字的先后可能不对", "对照原件看一遍"),
        Code::EmptyText => ("没有读到文字", "打开看看是不是空的；不空的，另存为 .docx 或者导出成 PDF，再转换一次"),
        Code::RevisionsPresent => ("有修订或批注没有处理", "在 Word 里接受或者拒绝全部修订，删去批注，再转换一次"),
        Code::HiddenContent => ("有隐藏的内容，没有转换", "在原来的程序里显示出来看一看，删掉或者取消隐藏，再转换一次"),
        Code::HiddenSheet => ("有隐藏的工作表，没有转换", "要公开的取消隐藏，不公开的从文件里删掉，再转换一次"),
        Code::NotTrimmed => ("网页的栏目、页脚可能混在正文里", "对照原网页看一遍，删去不是正文的"),
        Code::TableSuspect => ("表格可能断在两页", "对照原件看一遍"),
        Code::AttachmentMissing => ("提到的附件或图片没有", "找到附件，一起转换"),
        Code::MetaMissing => ("有栏目没有找到", "照着原件补上"),
        Code::MetaConflict => ("同一个栏目有两种说法", "照着原件定一个"),
        Code::NumberingGap => ("序号不连续", "对照原件看看是不是少了一段"),
        Code::MultiDocument => ("一个文件里不止一份文件", "分开保存，再转换一次"),
        Code::PiiFound => ("有个人信息", "删去或者打码；可以公开的，写明理由"),
        Code::PiiMasked => ("有打过码的个人信息", "看看打码够不够，能不能不写"),
        Code::WrongWord => ("有写错的词", "照提示改过来"),
        Code::NotDisplayable => ("公开属性不允许上屏", "不要放进来；属性写错的，照原件改"),
        Code::SecretMark => ("有密级或者内部字样", "停下来，交保密审查"),
        Code::Placeholder => ("有没填的地方", "补上或者删去"),
        Code::ExternalLink => ("有不在名单里的网址", "删去，或者请管理员加进名单"),
        Code::UnsafeName => ("文件名不安全，没有读", "改一个普通的名字，再转换一次"),
        Code::EditLost => ("手工改过的地方，在新的原件里找不到", "对照新稿，把要改的再改一遍"),
    }
}
