//! `gongkai setup`: a machine becomes a terminal.

use std::{
    io::{self, IsTerminal, Write},
    path::{Path, PathBuf},
};

use zeroize::Zeroizing;

use super::{
    Trouble, pin,
    snag::Snag,
    words::{agrees, answer},
};
use crate::{
    advice::Advise,
    bundle::{Root, Trust},
    config::{Config, Role, Staff, StaffMember, is_host, is_terminal_name},
    setup::{KIOSK_TOML, Plan, Prepared, ROOT_JSON, SetupError, Step, Undone, undo},
};

/// 把这台机器装成终端
///
/// 写好界面、U 盘、开机启动、安全设置要的全部文件和这个大厅的配置。先列出要做什么，问过再做；可以再运行，也可以撤回。
#[derive(Debug, clap::Args)]
#[command(
    after_help = "例：\n  gongkai setup                                     一项一项问\n  gongkai setup --from 设置.toml --terminal YC-02    按设置文件装，只问没有写的\n  gongkai setup --from 设置.toml --terminal YC-02 --dry-run\n  gongkai setup --trust root.json                   装上办公室当面交来的信任根\n  gongkai setup --undo                              撤回\n\n设置文件装几十台：[common.hall]、[common.application]、[common.links]……写共同的，[terminals.YC-02.hall] 写这一台自己的，名字和 kiosk.toml 一样。\n密码、密钥、信任记录、群众留下的，每台自己产生，从来不复制。"
)]
pub(super) struct Setup {
    /// 装机用的设置文件
    #[arg(long, value_name = "文件", conflicts_with = "undo")]
    from: Option<PathBuf>,
    /// 这台终端的名称：字母、数字和 -
    #[arg(long, value_name = "名称", conflicts_with = "undo")]
    terminal: Option<String>,
    /// 办公室当面交来的信任根
    #[arg(long, value_name = "文件", conflicts_with = "undo")]
    trust: Option<PathBuf>,
    /// 信任根指纹的前八位，两边念过的
    #[arg(long, value_name = "八位", requires = "trust")]
    confirm: Option<String>,
    /// 工作人员密码从这个文件读：第一行是管理员的；还有别人的，一行写一个：引导员 姓名 密码
    #[arg(long, value_name = "文件", conflicts_with = "undo")]
    pin_file: Option<PathBuf>,
    /// 改一项设置：hall.name=云川县政务服务中心
    #[arg(long = "set", value_name = "名字=值", conflicts_with = "undo")]
    set: Vec<String>,
    /// 装到这个文件夹里的系统，不写就是这台机器
    #[arg(long, value_name = "文件夹", default_value = "/", hide_default_value = true)]
    root: PathBuf,
    /// 只列出要做什么
    #[arg(long)]
    dry_run: bool,
    /// 不问，照写好的做
    #[arg(long)]
    yes: bool,
    /// 撤回：文件恢复成装以前的样子；内容、密钥和群众留下的一个不动
    #[arg(long)]
    undo: bool,
}

impl Setup {
    pub(super) fn run(self) -> Result<(), Trouble> {
        if self.undo {
            return self.take_back();
        }
        let mut config = self.settings()?;
        let trust = self.trust()?;
        let asks = io::stdin().is_terminal() && !self.yes && !self.dry_run;
        if trust.is_some() {
            config.sync.root = PathBuf::from(ROOT_JSON);
        }
        if asks {
            let must_have_name = !config.sync.root.as_os_str().is_empty();
            ask(&mut config, self.from.is_some(), must_have_name)?;
        }
        self.pins(&mut config, asks)?;
        // What was answered must be able to work, before anything is written.
        let path = self.root.join(KIOSK_TOML.trim_start_matches('/'));
        Config::parse(&crate::setup::written(&config), &path)?;
        let plan = Plan::new(&self.root, &config, trust.as_deref())?;
        print_plan(&config, &plan)?;
        if self.dry_run {
            return Ok(());
        }
        if !self.yes && !agrees()? {
            return Err(Snag::NotAgreed { deed: "装机" }.into());
        }
        plan.carry_out(&mut |step| drop(writeln!(io::stdout(), "  做：{}", step_words(step))))?;
        writeln!(io::stdout(), "装好了。检查：gongkai doctor；重启以后自动进查询界面。撤回：gongkai setup --undo")?;
        Ok(())
    }

    /// The settings before anybody is asked: of the file for dozens, else those that are there, else the example without what is nobody's.
    fn settings(&self) -> Result<Config, Trouble> {
        let path = self.root.join(KIOSK_TOML.trim_start_matches('/'));
        let existing = path.exists().then(|| Config::read(&path)).transpose()?;
        let mut config = match (&self.from, &existing) {
            (Some(from), _) => Prepared::read(from)?.settings_of(self.terminal.as_deref())?,
            (None, Some(config)) => config.clone(),
            (None, None) => Config::demonstration()?,
        };
        // What is this machine's own is not lost because a file for dozens does not know it.
        if let Some(existing) = existing {
            config.staff = existing.staff;
            if config.sync.root.as_os_str().is_empty() {
                config.sync.root = existing.sync.root;
            }
        }
        if let Some(name) = &self.terminal {
            config.sync.terminal.clone_from(name);
        }
        if config.library.path.as_os_str().is_empty() {
            config.library.path = PathBuf::from("/var/lib/gongkai/library");
        }
        for change in &self.set {
            config = changed(&config, change, &path)?;
        }
        Ok(config)
    }

    /// The root file, after its fingerprint was compared.
    fn trust(&self) -> Result<Option<Vec<u8>>, Trouble> {
        let Some(file) = &self.trust else { return Ok(None) };
        let bytes = std::fs::read(file).map_err(Snag::unread("信任根", file))?;
        let no_root = || SetupError::NoRootFile { path: file.clone() };
        let root: Root = Trust::new(&bytes).and_then(|trust| trust.root()).map_err(|_| no_root())?;
        let digits = root.fingerprint().short();
        writeln!(
            io::stdout(),
            "信任根：{}，第 {} 版，指纹 {}",
            crate::text::clean(&root.gongkai.body),
            root.version(),
            root.fingerprint().in_groups()
        )?;
        match &self.confirm {
            Some(typed) if *typed == digits => Ok(Some(bytes)),
            None if io::stdin().is_terminal() && !self.yes => {
                let typed = answer("请办公室的人念指纹，把前八位打在这里")?;
                if typed.replace(' ', "") == digits { Ok(Some(bytes)) } else { Err(other_root(&digits)) }
            }
            _ if self.dry_run => Ok(Some(bytes)),
            _ => Err(other_root(&digits)),
        }
    }

    /// The PINs, where nobody has one: the administrator's is asked for, then those of the others, or all of them come from the file.
    fn pins(&self, config: &mut Config, asks: bool) -> Result<(), Trouble> {
        match &self.pin_file {
            Some(file) => set_pins(config, &Zeroizing::new(std::fs::read_to_string(file).map_err(Snag::unread("密码", file))?)),
            None if asks && config.staff.is_closed() => ask_pins(
                config,
                &mut |question| Ok(rpassword::prompt_password(question).map_err(Snag::system("密码读不进来"))?),
                &mut answer,
            ),
            None => Ok(()),
        }
    }

    fn take_back(&self) -> Result<(), Trouble> {
        if !self.yes && !agrees()? {
            return Err(Snag::NotAgreed { deed: "撤回" }.into());
        }
        let Undone { removed, restored, kept } = undo(&self.root)?;
        let mut out = io::stdout();
        writeln!(out, "撤回了：删掉 {} 个文件，恢复 {} 个", removed.len(), restored.len())?;
        for at in kept {
            writeln!(out, "  {at} 装好以后有人改过，没有动")?;
        }
        writeln!(out, "内容库、密钥、登记册和群众留下的都没有动；用户 kiosk 也在")?;
        Ok(())
    }
}

/// Puts PINs into the settings, as their hashes: the administrator's on the first line, then role, name and PIN on a line each.
fn set_pins(config: &mut Config, typed: &str) -> Result<(), Trouble> {
    let mut lines = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    // What stood there before is replaced, and may stay as it was.
    config.staff = Staff::default();
    pin::check(first, Some(config))?;
    config.staff.pin_hash = pin::hashed(first)?;
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [role, name @ .., typed] = words.as_slice() else { return Err(SetupError::NoPinLine.into()) };
        let role = Role::named(role).ok_or(SetupError::NoPinLine)?;
        pin::check(typed, Some(config))?;
        let member = StaffMember { role: role.name().to_owned(), name: name.join(" "), pin_hash: pin::hashed(typed)? };
        config.staff.people.push(member);
    }
    Ok(())
}

/// Asks everybody for a PIN, until there are no more. What is typed to `unseen` is not shown.
fn ask_pins(
    config: &mut Config,
    unseen: &mut dyn FnMut(&str) -> Result<String, Trouble>,
    answer: &mut dyn FnMut(&str) -> Result<String, Trouble>,
) -> Result<(), Trouble> {
    config.staff.pin_hash = ask_pin("管理员密码（6 到 12 位数字，不显示）：", config, unseen)?;
    for role in [Role::Guide, Role::Reviewer] {
        loop {
            let name = answer(&format!("{}的姓名（各人各用一个密码；没有了就回车）", role.title()))?;
            let name = name.split_whitespace().collect::<String>();
            if name.is_empty() {
                break;
            }
            let pin_hash = ask_pin(&format!("{name}的密码（不显示）："), config, unseen)?;
            config.staff.people.push(StaffMember { role: role.name().to_owned(), name, pin_hash });
        }
    }
    Ok(())
}

/// The hash of a PIN that was typed twice. One that cannot be taken is told at once and asked for again, so that no answer before it is lost.
fn ask_pin(question: &str, config: &Config, unseen: &mut dyn FnMut(&str) -> Result<String, Trouble>) -> Result<String, Trouble> {
    loop {
        let typed = Zeroizing::new(unseen(question)?);
        let said = match pin::check(typed.trim(), Some(config)) {
            Err(snag) => snag.advice().what,
            Ok(()) if Zeroizing::new(unseen("再打一遍：")?).trim() == typed.trim() => return Ok(pin::hashed(typed.trim())?),
            Ok(()) => "两遍不一样".to_owned(),
        };
        writeln!(io::stderr(), "{said}。换一个，再打")?;
    }
}

fn other_root(digits: &str) -> Trouble {
    Snag::Unconfirmed { deed: "装信任根", flag: format!("--confirm {digits}") }.into()
}

/// Settings with one value changed, as `hall.name=…` says it.
fn changed(config: &Config, change: &str, path: &Path) -> Result<Config, Trouble> {
    let mut table = toml::Table::try_from(config).unwrap_or_default();
    let (key, value) = change.split_once('=').unwrap_or((change, ""));
    let (section, name) = key.split_once('.').unwrap_or(("", key));
    // A value that is no TOML by itself is a text.
    let value = toml::from_str::<toml::Table>(&format!("v = {value}")).ok().and_then(|mut table| table.remove("v"));
    let value = value.unwrap_or_else(|| change.split_once('=').map_or("", |(_, value)| value).into());
    let below = table.entry(section).or_insert_with(|| toml::Table::new().into());
    if let Some(below) = below.as_table_mut() {
        below.insert(name.to_owned(), value);
    }
    Ok(Config::parse(&table.to_string(), path)?)
}

/// Asks for what a hall says of itself; Enter keeps what stands there. Of a file for dozens only what it left to the example is asked.
/// Without a root a terminal may go without a name.
fn ask(config: &mut Config, only_missing: bool, must_have_name: bool) -> Result<(), Trouble> {
    let example = Config::demonstration()?;
    let (hall, application) = (&mut config.hall, &mut config.application);
    let questions: [(&str, &mut String, &str); 10] = [
        ("大厅全称", &mut hall.name, &example.hall.name),
        ("专区名称（屏幕左上角）", &mut hall.zone, &example.hall.zone),
        ("服务台在哪里", &mut hall.help_desk, &example.hall.help_desk),
        ("服务台电话", &mut hall.help_phone, &example.hall.help_phone),
        ("监督电话", &mut hall.complaint_phone, &example.hall.complaint_phone),
        ("受理依申请公开的单位", &mut application.unit, &example.application.unit),
        ("申请网页（https，没有就打一个空格）", &mut application.page, &example.application.page),
        ("受理单位的电话", &mut application.phone, &example.application.phone),
        ("受理单位的地址", &mut application.address, &example.application.address),
        ("受理时间", &mut application.hours, &example.application.hours),
    ];
    for (question, value, example) in questions {
        if !only_missing || value.as_str() == example {
            keep_or_change(question, value)?;
        }
    }
    if !only_missing || config.links.hosts == example.links.hosts {
        let mut hosts = config.links.hosts.join(" ");
        let are_hosts = |typed: &str| typed.split_whitespace().all(is_host);
        keep_or_correct(
            "可以画成二维码的网站（用空格分开）",
            &mut hosts,
            are_hosts,
            "只写网站的名称，如 www.yunchuan.gov.cn，不带 https:// 和后面的斜线",
        )?;
        config.links.hosts = hosts.split_whitespace().map(str::to_owned).collect();
    }
    if config.sync.terminal.is_empty() || !only_missing {
        let is_name = |typed: &str| is_terminal_name(typed) || (typed.is_empty() && !must_have_name);
        keep_or_correct("这台终端的名称（字母、数字和 -，如 YC-01）", &mut config.sync.terminal, is_name, "只用字母、数字和 -，不能空着")?;
    }
    Ok(())
}

/// The same for an answer that must be of a kind: one that is not is told at once and asked for again, so that no answer before it is lost.
fn keep_or_correct(question: &str, value: &mut String, is_sound: impl Fn(&str) -> bool, wanted: &str) -> Result<(), Trouble> {
    loop {
        let mut typed = value.clone();
        keep_or_change(question, &mut typed)?;
        if is_sound(&typed) {
            *value = typed;
            return Ok(());
        }
        writeln!(io::stderr(), "{wanted}")?;
    }
}

fn keep_or_change(question: &str, value: &mut String) -> Result<(), Trouble> {
    let typed = answer(&format!("{question}［{value}］"))?;
    match typed.as_str() {
        "" => {}
        " " => value.clear(),
        _ => typed.trim().clone_into(value),
    }
    Ok(())
}

fn print_plan(config: &Config, plan: &Plan) -> Result<(), Trouble> {
    let mut out = io::stdout();
    let name = if config.sync.terminal.is_empty() { "（没有名称）" } else { &config.sync.terminal };
    writeln!(out, "终端 {name}：{}，{}", config.hall.name, config.hall.zone)?;
    writeln!(out, "  服务台 {} {}，监督 {}", config.hall.help_desk, config.hall.help_phone, config.hall.complaint_phone)?;
    writeln!(out, "  受理申请 {} {}，网站 {}", config.application.unit, config.application.phone, config.links.hosts.join(" "))?;
    let left = config.left_of_the_example();
    if !left.is_empty() {
        writeln!(out, "  注意：这几项还是示例的值，群众会照着去：{}", left.join("、"))?;
    }
    writeln!(
        out,
        "  工作人员密码：{}",
        if config.staff.is_closed() { "没有设，谁也进不了工作人员页面".to_owned() } else { config.staff.counted() }
    )?;
    for step in plan.steps() {
        writeln!(out, "  要做：{}", step_words(&step))?;
    }
    Ok(())
}

fn step_words(step: &Step) -> String {
    match step {
        Step::File { at, replaces: false } => format!("写 {at}"),
        Step::File { at, replaces: true } => format!("换 {at}，原来的留着，撤回时恢复"),
        Step::User => "建用户 kiosk，不能登录；建 /var/lib/gongkai".to_owned(),
        Step::Units => "设成开机启动，关掉别的控制台".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Config {
        Config::parse(include_str!("../../kiosk-config/kiosk.toml"), Path::new("kiosk.toml")).unwrap()
    }

    /// The settings after a dialogue, and what was asked: `unseen` and `open` are what is typed where it is not shown and where it is.
    fn after(unseen: &[&str], open: &[&str]) -> (Config, Vec<String>) {
        let asked = std::cell::RefCell::new(Vec::new());
        let (mut unseen, mut open) = (unseen.iter(), open.iter());
        let mut config = example();
        ask_pins(
            &mut config,
            &mut |question| {
                asked.borrow_mut().push(format!("* {question}"));
                Ok((*unseen.next().unwrap()).to_owned())
            },
            &mut |question| {
                asked.borrow_mut().push(question.to_owned());
                Ok((*open.next().unwrap()).to_owned())
            },
        )
        .unwrap();
        assert!(unseen.next().is_none() && open.next().is_none());
        (config, asked.into_inner())
    }

    #[test]
    fn everybody_is_asked_for_a_pin_twice_and_unseen_and_only_hashes_are_kept() {
        let (config, asked) = after(&["583917", "583917", "629184", "629184", "837461", "837461"], &["李 明", "", "王芳", ""]);
        let staff = config.staff;
        let people: Vec<(&str, &str)> = staff.people.iter().map(|member| (member.role.as_str(), member.name.as_str())).collect();
        assert_eq!(people, [(Role::Guide.name(), "李明"), (Role::Reviewer.name(), "王芳")]);
        assert_eq!(asked.iter().filter(|question| question.starts_with("* ")).count(), 6, "{asked:?}");
        assert!(asked.iter().filter(|question| question.contains("密码（")).all(|question| question.starts_with("* ")), "{asked:?}");
        let kept = toml::to_string(&staff).unwrap();
        assert!(["583917", "629184", "837461"].iter().all(|pin| !kept.contains(pin)) && kept.matches("$argon2").count() == 3, "{kept}");
    }

    #[test]
    fn a_weak_missing_or_mistyped_pin_is_asked_for_again() {
        let typed = ["123456", "", "583917", "583971", "583917", "583917", "111111", "583917", "629184", "629184"];
        let (config, asked) = after(&typed, &["李明", "", ""]);
        assert_eq!(config.staff.people.len(), 1);
        assert_eq!(asked.iter().filter(|question| question.contains("管理员")).count(), 4, "{asked:?}");
        assert_eq!(asked.iter().filter(|question| question.contains("李明")).count(), 3, "{asked:?}");
    }

    #[test]
    fn a_weak_or_missing_pin_of_a_file_is_refused() {
        for typed in ["123456", "", "583917\n引导员 李明 111111", "583917\n引导员 李明", "583917\n引导员 李明 583917"] {
            assert!(set_pins(&mut example(), typed).is_err(), "{typed}");
        }
        assert!(set_pins(&mut example(), "583917\n引导员 李明 629184\n").is_ok());
    }
}
