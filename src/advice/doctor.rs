//! What is the matter with a terminal: what was found, why it matters, how it is mended.

#![deny(clippy::wildcard_enum_match_arm)]

use super::{Advise, disk_notice, root_notice};
use crate::{
    doctor::{Check, ContentFault, DisplayFault, Finding, GuardFault, Looked, MachineFault, Outcome, SettingsFault, State},
    outbox::{Closed, OutboxError},
    text::clean,
};

/// A finding told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What was found.
    pub what: String,
    /// Why it matters.
    pub why: &'static str,
    /// How it is mended.
    pub mend: String,
}

/// How a check is called.
pub fn check_name(check: Check) -> &'static str {
    match check {
        Check::Settings => "配置文件",
        Check::Hall => "大厅的名称和电话",
        Check::Pin => "工作人员密码",
        Check::Links => "二维码网站",
        Check::Root => "信任根",
        Check::Library => "内容库",
        Check::Hidden => "临时隐藏",
        Check::Outbox => "群众留下的",
        Check::Journal => "登记册",
        Check::Clock => "时钟",
        Check::Holidays => "放假安排",
        Check::Disk => "硬盘",
        Check::FileSystem => "文件系统",
        Check::Log => "系统日志",
        Check::Swap => "交换分区",
        Check::Pieces => "终端的文件",
        Check::Units => "开机启动",
        Check::Consoles => "别的控制台",
        Check::Kernel => "内核的锁",
        Check::Intruders => "多余的软件",
        Check::User => "运行界面的用户",
        Check::Permissions => "文件权限",
        Check::Packages => "软件包",
        Check::Emulator => "foot 的设置",
        Check::Graphics => "显卡",
        Check::Fonts => "字体",
        Check::LargeText => "大字",
        Check::Screen => "版面",
        Check::Codes => "二维码",
        Check::Input => "键盘和触摸",
        Check::Stick => "U 盘",
        Check::Printer => "打印机",
        Check::Speech => "朗读",
        Check::SetUp => "装机以后的改动",
    }
}

/// How it is, in a word.
pub fn state_word(state: Option<State>) -> &'static str {
    match state {
        None => "没查",
        Some(State::Good) => "好",
        Some(State::Heed) => "留意",
        Some(State::Bad) => "坏",
    }
}

/// What was looked at, in lines: with `all` also what is well, what hurts visitors before the rest, and last how it is in the end.
pub fn examined(looked: &[Looked], all: bool) -> Vec<String> {
    let mut lines = Vec::new();
    let (mut bad, mut heed) = (Vec::new(), Vec::new());
    for one in looked {
        let name = check_name(one.check);
        let Outcome::Seen(seen, findings) = &one.outcome else {
            lines.extend(all.then(|| format!("{}  {name}", state_word(None))));
            continue;
        };
        if findings.is_empty() && all {
            lines.push(format!("{}  {name}  {seen}", state_word(Some(State::Good))));
        }
        for finding in findings {
            let told = found(finding);
            let state = finding.state();
            let faults = if state == State::Bad { &mut bad } else { &mut heed };
            faults.push(format!("{}  {name}：{}", state_word(Some(state)), told.what));
            faults.push(format!("      为什么：{}", told.why));
            faults.push(format!("      怎么办：{}", told.mend));
        }
    }
    let (hurting, heeded) = (bad.len() / 3, heed.len() / 3);
    lines.extend(bad);
    lines.extend(heed);
    let count = looked.iter().filter(|one| one.state().is_some()).count();
    lines.push(match (hurting, heeded) {
        (0, 0) => format!("都好，查了 {count} 项"),
        (0, _) => format!("查了 {count} 项：{heeded} 处要留意，群众照常可以用"),
        _ => format!("查了 {count} 项：{hurting} 处坏了，{heeded} 处要留意"),
    });
    lines
}

/// A finding in words.
pub fn found(finding: &Finding) -> Told {
    let (what, why, mend) = match finding {
        Finding::Failed => words("这一项没有查成", "不知道好不好", "再查一次；还是这样，把程序的版本告诉管理员"),
        Finding::Settings(fault) => of_settings(fault),
        Finding::Content(fault) => of_content(fault),
        Finding::Machine(fault) => of_machine(fault),
        Finding::Guard(fault) => of_guard(fault),
        Finding::Display(fault) => of_display(fault),
    };
    let harmless = |text: String| clean(&text).into_owned();
    Told { what: harmless(what), why, mend: harmless(mend) }
}

type Words = (String, &'static str, String);

fn words(what: impl Into<String>, why: &'static str, mend: impl Into<String>) -> Words {
    (what.into(), why, mend.into())
}

const NOT_SHOWN: &str = "群众什么也看不到";
const NOT_PRINTED: &str = "群众按了打印，什么也打不出来";

fn of_settings(fault: &SettingsFault) -> Words {
    match fault {
        SettingsFault::NoSettings => words("没有 /etc/gongkai/kiosk.toml", "显示的是示例内容和示例电话", "运行 gongkai setup"),
        SettingsFault::Unusable(error) => {
            let advice = error.advice();
            words(advice.what, "界面打不开，屏幕上是维护页", advice.mend)
        }
        SettingsFault::Example(keys) => words(
            format!("这几项还是示例的值：{}", keys.join("、")),
            "群众会照着打不通的电话、找不到的地方去",
            "在 /etc/gongkai/kiosk.toml 里改成本大厅的，或者重新运行 gongkai setup",
        ),
        SettingsFault::NoPin => words(
            "没有设工作人员密码",
            "谁也进不了工作人员页面，U 盘只能在命令行导入",
            "运行 gongkai pin，把输出的一行写到 kiosk.toml 的 [staff] 下面",
        ),
        SettingsFault::NoAdministrator => words(
            "有引导员、审核员的密码，没有管理员的",
            "谁也不能退回上一版、换信任根、退出程序",
            "运行 gongkai pin --role administrator，把输出的一项写到 kiosk.toml 的 [staff] people 里",
        ),
        SettingsFault::NoHosts => {
            words("没有写可以生成二维码的网站", "一个网址二维码也不会画", "在 kiosk.toml 的 [links] hosts 里写上本单位的网站")
        }
        SettingsFault::HostNotListed(page) => words(
            format!("申请网页 {page} 的网站不在 [links] hosts 里，或者不是 https"),
            "这一页的二维码不会画",
            "核对网址；是本单位的，就把网站写进 hosts",
        ),
        SettingsFault::NoRoot => {
            words("没有装信任根", "这台终端不收 U 盘，内容只能在本机建", "信任根由办公室当面交来，运行 gongkai setup --trust 信任根")
        }
        SettingsFault::RootMissing => words(
            "配置里的信任根没有，或者不是信任根",
            "第一张 U 盘导入不了，屏幕上一直是维护页",
            "请办公室当面交来信任根，放到配置里 [sync] root 写的地方",
        ),
        SettingsFault::RootTrouble(trouble) => {
            words(root_notice(*trouble), "换信任根以前要两边念过指纹", "照配置说明“装信任根”那一节做；不换就把原来的文件放回去")
        }
        SettingsFault::RootOld(day) => {
            words(format!("信任根应当在 {day} 以前换"), "过了日子，每次导入都要多确认一次", "请办公室发布新的信任根，随下一张 U 盘来")
        }
        SettingsFault::TrustTorn(_) => {
            words("这台终端的信任记录读不了", "导入不了新内容", "不要删任何文件；检查硬盘，再照 Y-01 的说明用 gongkai sync --new-root 恢复")
        }
        SettingsFault::ChangedSince(files) => words(
            format!("装机以后改过或者没有了：{}", files.join("、")),
            "再装一台的时候，这些改动不会跟去",
            "有意改的就记下来，写进装机用的设置文件",
        ),
    }
}

fn of_content(fault: &ContentFault) -> Words {
    match fault {
        ContentFault::Sample => words(
            "配置里没有内容库，显示的是虚构的示例县",
            "群众会把示例当成真的",
            "在 kiosk.toml 的 [library] path 写上 /var/lib/gongkai/library",
        ),
        ContentFault::NoLibrary => words("还没有内容", "屏幕上是“正在维护”", "插上办公室做好的内容 U 盘，导入一次"),
        ContentFault::LibraryBroken(error) => words(error.advice().what, NOT_SHOWN, "重新导入一次 U 盘；还不行，检查硬盘"),
        ContentFault::FellBack(_) => words("最新的一代内容打不开，显示的是前一代", "群众看到的不是最新的", "重新导入一次 U 盘，检查硬盘"),
        ContentFault::Damaged(error) => words(error.advice().what, "查到的可能缺字少条", "重新导入一次 U 盘；再坏就换硬盘"),
        ContentFault::ProgramsGivenUp(programs) => words(
            format!("新程序在这台机器上运行不下去，退回了原来的：{}", programs.join("、")),
            "查询照常，程序不是最新的；这个新程序不会再试",
            "告诉办公室，请做程序的人看日志（journalctl -t gongkai），改好以后发更新的一版",
        ),
        ContentFault::NoIndex => words("索引坏了", "搜索慢，程序正在后台重新建", "等几分钟再查；还不行，重新导入一次"),
        ContentFault::NotSigned => {
            words("现在的内容不是这台终端导入过的签名内容", "不会给群众看，屏幕上是维护页", "插上办公室的 U 盘，导入一次")
        }
        ContentFault::Old(days) => words(format!("内容是 {days} 天以前的"), "政策可能已经变了", "请办公室送一张新的 U 盘"),
        ContentFault::HiddenLost => {
            words("临时隐藏的记录丢了，隐藏过的可能又显示出来了", "里面可能有不该给人看的", "照登记册里的编号，在工作人员页面重新隐藏")
        }
        ContentFault::Hides(count) => {
            words(format!("这台终端自己隐藏着 {count} 条"), "办公室可能还不知道", "告诉办公室，在下一版里更正或者下架")
        }
        ContentFault::FormsClosed(closed) => forms_closed(*closed),
        ContentFault::WaitsLong(count, since) => {
            words(format!("有 {count} 份申请和意见等着送走，最早的是 {since} 的"), "群众在等，办公室还没有收到", "插一次 U 盘，送到办公室")
        }
        ContentFault::OutboxBroken(_) => {
            words("待送的申请里有读不了的", "可能有人的申请送不到", "不要删任何文件，把 U 盘送到办公室，再告诉管理员")
        }
        ContentFault::JournalTorn(faults) => {
            words(format!("登记册有 {faults} 处对不上"), "有人改过，或者硬盘出过错", "运行 gongkai audit verify 看是哪几条，告诉办公室")
        }
        ContentFault::ClockBehind => words(
            "机器的时间比内容发布的时间还早",
            "日期、开门时间都不说，也不能收申请",
            "用 timedatectl set-time 校准；主板电池可能没电了",
        ),
        ContentFault::NoHolidays(year) => words(
            format!("没有 {year} 年的放假安排"),
            "这一年的期限和开门时间不知道，程序不猜",
            "国务院办公厅的通知出来以后，请办公室随内容一起送来",
        ),
    }
}

fn forms_closed(closed: Closed) -> Words {
    let advice = OutboxError::Closed(closed).advice();
    let mend = match closed {
        Closed::NoKey => "请办公室用 gongkai office key 做一个接收密钥，随 U 盘送来",
        Closed::Full => "插一次 U 盘，把申请送到办公室",
        Closed::Disk => "照上面“硬盘”一项做",
        Closed::Clock => "照上面“时钟”一项做",
        Closed::DayFull | Closed::TooSoon => "看看是不是有人乱填，明天自己会好",
    };
    words(advice.what, "群众只能用纸质表格，或者用手机申请", mend)
}

fn of_machine(fault: &MachineFault) -> Words {
    match fault {
        MachineFault::LittleRoom(free, total) => words(
            format!("硬盘只剩 {} MB，一共 {} MB", free >> 20, total >> 20),
            "下一次导入可能装不下",
            "清理硬盘上别的东西；/var/lib/gongkai 里的一个也不要动",
        ),
        MachineFault::DiskRefuses(trouble) => {
            words(disk_notice(*trouble), "新内容导入不了，申请也收不了", "检查硬盘：dmesg、smartctl；出错的硬盘系统会改成只读")
        }
        MachineFault::Fragile(kind) => words(
            format!("内容库在 {kind} 上"),
            "断电时可能丢东西，或者关机就没有了",
            "把内容库放到 ext4 这样的文件系统上，改 [library] path",
        ),
        MachineFault::NoFsck => words("没有检查硬盘的程序", "断电以后没有人检查文件系统", "apt install e2fsprogs"),
        MachineFault::VolatileLog => {
            words("系统日志断电就没有了", "出过什么错，重启以后查不到", "mkdir -p /var/log/journal，systemctl restart systemd-journald")
        }
        MachineFault::Swap(devices) => words(
            format!("有交换分区：{}", devices.join(" ")),
            "群众打的字可能写到硬盘上",
            "swapoff -a，删去 /etc/fstab 里的 swap 一行，不装 zram",
        ),
        MachineFault::PackageMissing(package, _) => {
            words(format!("没有装 {package}"), "少了它，界面起不来，或者少一项功能", format!("apt install {package}"))
        }
        MachineFault::TwoPrograms => words(
            "有两个程序：/usr/local/bin/gongkai 和软件包里的 /usr/bin/gongkai",
            "运行的是前一个，软件包换了新的也用不上",
            "软件包里的更新，就删掉 /usr/local/bin/gongkai，重启",
        ),
        MachineFault::PackageOld(package, found, least) => {
            words(format!("{package} 是 {found}，要 {least} 或更新的"), "旧的不认触摸，或者不能放大字", "换成 Debian 13 的")
        }
        MachineFault::NoHelper(path) => words(format!("没有 {path}"), "插了 U 盘没有反应", "systemctl enable --now gongkai-stick.socket"),
        MachineFault::NoPrintProgram => words("配置里写了打印机，没有装 lp", NOT_PRINTED, "apt install cups cups-client，再把打印机加进去"),
        MachineFault::NoQueue(name) => {
            words(format!("打印机 {name} 没有加进系统"), NOT_PRINTED, "lpstat -e 看有哪些，把名字写到 [print] printer；没有的用 lpadmin 加")
        }
        MachineFault::QueueStopped(name) => {
            words(format!("打印机 {name} 停着，不收东西"), NOT_PRINTED, format!("看纸和线，再运行 cupsenable {name}、cupsaccept {name}"))
        }
        MachineFault::SpoolKeeps => words(
            "CUPS 会留下打印过的文件",
            "回执和条上的字可能留在硬盘上",
            "在 /etc/cups/cupsd.conf 里写 PreserveJobFiles No 和 PreserveJobHistory No，systemctl restart cups",
        ),
        MachineFault::NoPrintDevice(path) => {
            words(format!("没有小票打印机 {path}"), NOT_PRINTED, "看插好没有、通电没有；换了口的，改 [print] receipt_printer")
        }
        MachineFault::PrintDeviceClosed(path) => words(format!("界面写不了 {path}"), NOT_PRINTED, "usermod -aG lp kiosk，重启终端"),
        MachineFault::EnglishVoice(found) => {
            words(format!("espeak-ng 是 {found}，把汉字念成英文字母"), "听不懂", "换成 Debian 13 的（1.52 或更新）")
        }
    }
}

fn of_guard(fault: &GuardFault) -> Words {
    match fault {
        GuardFault::PiecesMissing(files, _) => {
            words(format!("没有 {}", files.join("、")), "少了它们，界面起不来，或者锁不严", "运行 gongkai setup")
        }
        GuardFault::PiecesDiffer(files) => words(
            format!("和这个程序带的不一样：{}", files.join("、")),
            "可能是旧的，也可能被人改过",
            "自己改的就不用管；不是的话运行 gongkai setup",
        ),
        GuardFault::NotEnabled(unit, _) => {
            words(format!("{unit} 没有设成开机启动"), "重启以后它不会自己起来", format!("systemctl enable {unit}"))
        }
        GuardFault::NotGraphical(target) => {
            words(format!("开机进的是 {target}"), "查询界面不会自己打开", "systemctl set-default graphical.target")
        }
        GuardFault::NotRunning => {
            words("查询界面没有在运行", NOT_SHOWN, "systemctl start gongkai；起不来就看 journalctl -b -t gongkai 的最后几行")
        }
        GuardFault::Unmasked(units) => words(
            format!("这几个没有关掉：{}", units.join(" ")),
            "别人可能按出登录提示符，或者重启机器",
            format!("systemctl mask {}", units.join(" ")),
        ),
        GuardFault::KernelOpen(locks) => {
            let list: Vec<String> = locks.iter().map(|(name, found, wanted)| format!("{name} 是 {found}，应当是 {wanted}")).collect();
            words(list.join("；"), "能用应急按键，或者看到别的程序的内存", "装好 /etc/sysctl.d/90-gongkai.conf，运行 sysctl --system，重启")
        }
        GuardFault::Intruder(package) => {
            words(format!("装着 {package}"), "会自己挂载 U 盘，或者带来桌面、别的入口", format!("apt purge {package}"))
        }
        GuardFault::NoUser => words("没有 kiosk 这个用户", "查询界面起不来", "运行 gongkai setup，或者 systemd-sysusers"),
        GuardFault::UserLogsIn(shell) => words(
            format!("kiosk 这个用户能登录（{shell}）"),
            "出了界面就是命令行",
            "usermod --shell /usr/sbin/nologin kiosk；passwd --lock kiosk",
        ),
        GuardFault::UserInGroups(groups) => words(
            format!("kiosk 在这些组里：{}", groups.join(" ")),
            "它不需要这些权限，多给了就多一条路",
            groups.iter().map(|group| format!("gpasswd --delete kiosk {group}")).collect::<Vec<_>>().join("；"),
        ),
        GuardFault::CannotRead(path) => words(format!("查询界面读不了 {path}"), NOT_SHOWN, format!("chgrp kiosk {path}，chmod g+r {path}")),
        GuardFault::CannotWrite(path) => {
            words(format!("查询界面写不了 {path}"), "导入不了内容，收不了申请", format!("chown -R kiosk:kiosk {path}"))
        }
        GuardFault::MayChange(path) => {
            words(format!("查询界面的用户能改 {path}"), "改了它就能换掉程序或者配置", format!("chown root {path}，chmod go-w {path}"))
        }
    }
}

fn of_display(fault: &DisplayFault) -> Words {
    match fault {
        DisplayFault::EmulatorOpen(lines) => words(
            format!("/etc/gongkai/foot.ini 里少了或者改了：{}", lines.join("，")),
            "别人可能打开新窗口、剪贴板",
            "运行 gongkai setup，再按屏幕改字号",
        ),
        DisplayFault::TapsLost => words(
            "/etc/gongkai/foot.ini 里写着 selection-override-modifiers=none",
            "点屏幕、点鼠标都没有反应",
            "重新运行 gongkai setup（字号改过的照原来的数再改），重启",
        ),
        DisplayFault::NoGraphics => {
            words("内核没有认出屏幕", "一直黑屏", "装 linux-image-amd64（不是 -cloud-），有的显卡还要 firmware 软件包")
        }
        DisplayFault::NoRenderer => words(
            "显卡不会画图，也没有让 cage 自己画",
            "一直黑屏，反复重启",
            "重新运行 gongkai setup；或者在 gongkai.service 里写 Environment=WLR_RENDERER=pixman",
        ),
        DisplayFault::NoHan => words("没有汉字字体", "屏幕上全是方框", "apt install fonts-noto-cjk"),
        DisplayFault::NoNarrow => words("没有 DejaVu Sans Mono 字体", "格子不是 1:2，二维码扫不出来", "apt install fonts-dejavu-core"),
        DisplayFault::NoOutput(wanted, outputs) => words(
            format!("没有叫 {wanted} 的屏幕，有的是：{}", outputs.join(" ")),
            "按“大字”没有用",
            "改 kiosk.toml 的 [display] scale_output",
        ),
        DisplayFault::TooSmall(columns, rows) => {
            words(format!("版面只有 {columns} 列 {rows} 行，至少要 53 列 15 行"), "什么也画不下", "把 foot.ini 里的字号改小")
        }
        DisplayFault::CellShape(width, height) => {
            words(format!("一格宽 {width}、高 {height}，应当是 1:2"), "二维码是扁的，手机扫不出来", "照 foot.ini 里的表一起改四个数")
        }
        DisplayFault::CodeUnread => words("画出来的二维码读不回去", "群众扫不到", "请把程序的版本和版面大小告诉管理员"),
        DisplayFault::NoInput => words("没有键盘，也没有触摸屏", "群众什么也按不了", "接上键盘或者触摸屏，查线和 USB 口"),
    }
}
