//! `gongkai keys` and `gongkai root`: who may sign.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::Subcommand;

use super::{
    Trouble,
    passphrase::Passphrase,
    snag::Snag,
    words::{agrees, day},
};
use crate::{
    bundle::{
        Person, Post, PublicKey, ROOT, Repository, Root as RootFile, SecretKey, Signer, draft_root, read_key, sign, summary, write_key,
    },
    files::durable,
    text::clean,
};

/// 生成和查看签名密钥
#[derive(Debug, Subcommand)]
pub(super) enum Keys {
    /// 为一个岗位的人生成一把密钥
    #[command(
        after_help = "例：\n  gongkai keys create 处室 --person 王某 --out 密钥\n\n岗位：root（根密钥保管人）、office（处室）、deputy（分管领导）、chief（主要领导）、packer（打包员）、receipts（回执）。\n生成两个文件：.key 是私钥，用口令加密，自己保管；.pub 是公钥，交给办公室。"
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
}

/// 信任根：谁能在哪个岗位签名
#[derive(Debug, Subcommand)]
pub(super) enum Root {
    /// 起草信任根（第一版，或者下一版）
    #[command(
        after_help = "例：\n  gongkai root create 仓库 --body 云川县人民政府 密钥/*.pub\n\n要有：至少两位根密钥保管人，处室、分管领导、主要领导各一人，打包员，回执。起草以后由两位保管人签名（gongkai root sign）。\n换人、换密钥就是再起草一版：写上以后要用的全部公钥。"
    )]
    Create {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        /// 这个信任根代表哪个机关
        #[arg(long, value_name = "机关")]
        body: String,
        /// 几年以后要换
        #[arg(long, default_value_t = 10, value_name = "年")]
        years: i64,
        /// 公钥文件
        #[arg(value_name = "公钥文件", required = true)]
        keys: Vec<PathBuf>,
    },
    /// 给起草好的信任根签名
    #[command(after_help = "例：\n  gongkai root sign 仓库 --key 密钥/root-1a2b3c4d.key")]
    Sign {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
        #[command(flatten)]
        with: With,
    },
    /// 现在的信任根
    #[command(after_help = "例：\n  gongkai root show 仓库")]
    Show {
        /// 仓库文件夹
        #[arg(value_name = "仓库")]
        repository: PathBuf,
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

impl With {
    pub(super) fn open(&self) -> Result<SecretKey, Trouble> {
        Ok(read_key(&self.key, &self.passphrase.of(&self.key)?)?)
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
        }
    }
}

fn create(post: Post, person: &str, out: &std::path::Path, passphrase: &Passphrase) -> Result<(), Trouble> {
    let name = clean(person.trim()).into_owned();
    if name.is_empty() {
        return Err(Snag::NoPerson.into());
    }
    let secret = SecretKey::generate()?;
    let public = PublicKey { person: Person { name, post }, key: secret.key() };
    durable::create_folder(out).map_err(Snag::unwritten("文件夹", out))?;
    let file = out.join(format!("{}-{}.key", post.as_str(), public.key.id().short()));
    write_key(&file, &secret, &passphrase.new_one()?)?;
    let public_file = file.with_extension("pub");
    durable::write(&public_file, &public.to_bytes()).map_err(Snag::unwritten("公钥", &public_file))?;
    let mut stdout = io::stdout();
    show(&public)?;
    writeln!(stdout, "私钥：{}（自己保管；忘了口令就用不了，没有办法找回）", file.display())?;
    writeln!(stdout, "公钥：{}（交给办公室；把指纹当面念一遍，核对无误）", public_file.display())?;
    Ok(())
}

fn show(public: &PublicKey) -> Result<(), Trouble> {
    writeln!(io::stdout(), "{}\n指纹：{}", public.person, public.key.id().fingerprint())?;
    Ok(())
}

impl Root {
    pub(super) fn run(self) -> Result<(), Trouble> {
        match self {
            Self::Create { repository, body, years, keys } => {
                let repository = Repository::create(&repository)?;
                let keys: Vec<PublicKey> = keys.iter().map(|path| PublicKey::read(path)).collect::<Result<_, _>>()?;
                let root = draft_root(&repository, &body, &keys, years, jiff::Timestamp::now())?;
                describe(&root)?;
                writeln!(io::stdout(), "起草好了第 {} 版。还要两位根密钥保管人签名：gongkai root sign", root.head.version)?;
                Ok(())
            }
            Self::Sign { repository, with } => {
                let repository = Repository::open(&repository)?;
                let seen = summary(&repository, ROOT)?;
                let mut out = io::stdout();
                writeln!(out, "信任根第 {} 版，代表 {}", seen.version, clean(&seen.publisher))?;
                for person in &seen.people {
                    writeln!(out, "  {person}")?;
                }
                writeln!(out, "摘要前八位：{}", seen.digest.short())?;
                if !with.yes && !agrees()? {
                    return Err(Snag::NotAgreed { deed: "签名" }.into());
                }
                sign(&repository, ROOT, &seen.digest, &with.open()?)?;
                if repository.drafts()?.iter().any(|name| name == ROOT) {
                    writeln!(out, "签好了。还要另一位根密钥保管人签名")?;
                } else {
                    writeln!(
                        out,
                        "签好了，信任根第 {} 版生效：{}/v1/meta/{}.root.json",
                        seen.version,
                        with_path(&repository),
                        seen.version
                    )?;
                }
                Ok(())
            }
            Self::Show { repository } => {
                let (root, _) = Repository::open(&repository)?.needed_root()?;
                describe(&root)
            }
        }
    }
}

fn with_path(repository: &Repository) -> String {
    repository.place().display().to_string()
}

fn describe(root: &RootFile) -> Result<(), Trouble> {
    let mut out = io::stdout();
    writeln!(out, "信任根第 {} 版，代表 {}，{} 以前要换", root.head.version, clean(&root.gongkai.body), day(root.head.expires))?;
    for (keyid, person) in &root.gongkai.people {
        writeln!(out, "  {person}  指纹 {}", keyid.fingerprint())?;
    }
    Ok(())
}
