//! `gongkai keys`: keys of persons, and their passphrases.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::Subcommand;

use super::{Trouble, passphrase::Passphrase, snag::Snag};
use crate::{
    bundle::{LONGEST_NAME, Person, Post, PublicKey, SecretKey, Signer, is_longer, lock_anew, write_key},
    files::durable,
    text::clean,
};

/// 生成和查看签名密钥
#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// 为一个岗位的人生成一把密钥
    #[command(
        after_help = "例：\n  gongkai keys create 处室 --person 王某 --out 密钥\n\n岗位：root（根密钥保管人）、office（处室）、deputy（分管领导）、chief（主要领导）、packer（打包员）、receipts（回执，可以不设，由打包员兼）。\n生成两个文件：.key 是私钥，用口令加密，自己保管；.pub 是公钥，交给办公室。"
    )]
    Create {
        /// 岗位
        #[arg(value_name = "岗位", value_parser = post)]
        post: Post,
        /// 这把密钥归谁
        #[arg(long, value_name = "姓名")]
        person: String,
        /// 放在这个文件夹里
        #[arg(long, value_name = "文件夹", default_value = ".")]
        out: PathBuf,
        #[command(flatten)]
        passphrase: Passphrase,
    },
    /// 一把公钥是谁的，指纹是什么
    #[command(after_help = "例：\n  gongkai keys show 密钥/office-1a2b3c4d.pub")]
    Show {
        /// .pub 文件
        #[arg(value_name = "公钥文件")]
        file: PathBuf,
    },
    /// 给一把私钥换口令
    #[command(
        after_help = "例：\n  gongkai keys passphrase 密钥/office-1a2b3c4d.key\n\n先输现在的口令，再输两遍新口令。密钥本身不变，公钥、信任根都不用换。\n以前的备份还是用以前的口令打得开：口令可能泄露了的，备份也要换掉；私钥可能泄露了的，换密钥（gongkai root change）。"
    )]
    Passphrase {
        /// .key 文件
        #[arg(value_name = "私钥文件")]
        file: PathBuf,
        #[command(flatten)]
        passphrase: Passphrase,
        /// 从这个文件的第一行读新口令；不写就在屏幕上输入（或从标准输入读一行）
        #[arg(long, value_name = "文件")]
        new_passphrase_file: Option<PathBuf>,
    },
}

/// The key that signs.
#[derive(Debug, clap::Args)]
pub(super) struct With {
    /// 私钥文件
    #[arg(long, value_name = "文件")]
    pub(super) key: PathBuf,
    #[command(flatten)]
    pub(super) passphrase: Passphrase,
    /// 不再问，直接签
    #[arg(long)]
    pub(super) yes: bool,
}

/// The key of whoever signs at once what they drafted.
#[derive(Debug, clap::Args)]
pub(super) struct WithMine {
    /// 起草完了就签：自己的私钥文件
    #[arg(long, value_name = "文件")]
    key: Option<PathBuf>,
    #[command(flatten)]
    passphrase: Passphrase,
    /// 签的时候不再问
    #[arg(long, requires = "key")]
    yes: bool,
}

impl WithMine {
    /// Who signs, if anybody does.
    pub(super) fn with(self) -> Option<With> {
        let Self { key, passphrase, yes } = self;
        key.map(|key| With { key, passphrase, yes })
    }
}

impl With {
    pub(super) fn open(&self) -> Result<SecretKey, Trouble> {
        self.passphrase.open(&self.key)
    }
}

fn post(text: &str) -> Result<Post, String> {
    text.parse().map_err(|()| {
        let posts: Vec<String> = Post::ALL.iter().map(|post| format!("{}（{}）", post.as_str(), post.label())).collect();
        format!("岗位只能是 {}", posts.join("、"))
    })
}

impl Keys {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Create { post, person, out, passphrase } => create(post, &person, &out, &passphrase),
            Self::Show { file } => show(&PublicKey::read(&file)?),
            Self::Passphrase { file, passphrase, new_passphrase_file } => lock(&file, &passphrase, new_passphrase_file),
        }
    }
}

fn create(post: Post, person: &str, out: &Path, passphrase: &Passphrase) -> Result<(), Trouble> {
    let person = Person { name: clean(person.trim()).into_owned(), post };
    if !person.has_name() {
        return Err(Snag::NoPerson.into());
    }
    if is_longer(&person.name, LONGEST_NAME) {
        return Err(Snag::TooLong { what: "姓名", most: LONGEST_NAME }.into());
    }
    let secret = SecretKey::generate()?;
    let public = PublicKey { person, key: secret.key() };
    durable::create_folder(out).map_err(Snag::unwritten("文件夹", out))?;
    let file = out.join(format!("{}-{}.key", post.as_str(), public.key.id().short()));
    let words = passphrase.new_one(&known(&public.person, &file))?;
    write_key(&file, &secret, &words)?;
    let public_file = file.with_extension("pub");
    durable::write(&public_file, &public.to_bytes()).map_err(Snag::unwritten("公钥", &public_file))?;
    let mut stdout = io::stdout();
    show(&public)?;
    writeln!(stdout, "私钥：{}（自己保管；忘了口令就用不了，没有办法找回）", file.display())?;
    writeln!(stdout, "公钥：{}（交给办公室；把指纹当面念一遍，核对无误）", public_file.display())?;
    Ok(())
}

/// What everybody knows who looks over the holder's shoulder.
fn known<'k>(person: &'k Person, file: &'k Path) -> Vec<&'k str> {
    let file = file.file_stem().and_then(|name| name.to_str());
    [Some(person.name.as_str()), Some(person.post.label()), Some(person.post.as_str()), file].into_iter().flatten().collect()
}

fn lock(file: &Path, passphrase: &Passphrase, new: Option<PathBuf>) -> Result<(), Trouble> {
    let secret = passphrase.open(file)?;
    // Beside it, where `keys create` put it, lies the public key with the holder's name.
    let public = PublicKey::read(&file.with_extension("pub")).ok().filter(|public| public.key == secret.key());
    let stem = file.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
    let known = public.as_ref().map_or_else(|| vec![stem], |public| known(&public.person, file));
    let words = Passphrase::of_file(new).new_one(&known)?;
    lock_anew(file, &secret, &words)?;
    writeln!(io::stdout(), "口令换好了：{}。密钥没有变，指纹 {}", file.display(), secret.key().id().fingerprint())?;
    writeln!(io::stdout(), "以前的备份还是用以前的口令打得开，请一起换掉")?;
    Ok(())
}

fn show(public: &PublicKey) -> Result<(), Trouble> {
    writeln!(io::stdout(), "{}\n指纹：{}", public.person, public.key.id().fingerprint())?;
    Ok(())
}
