//! `programs/<machine>/gongkai`: programs of terminals, which travel with the content and are looked at where they are put.

use crate::program::{Arch, LARGEST_PROGRAM, NotAProgram, examine};

use super::{
    fault::{Fault, Faults},
    folder::{Contents, Origin},
};

/// What is wrong with programs that lie in the folder that people edit; what arrived was looked at there.
pub(super) fn faults(contents: &Contents) -> Vec<Fault> {
    let put = contents.programs.iter().filter(|(_, (_, stored))| matches!(stored.origin, Origin::Disk(_)));
    put.flat_map(|(path, (shown, stored))| {
        let mut faults = Faults::new(shown);
        match Arch::of_path(path) {
            Some(arch) => look(arch, &stored.origin, &mut faults),
            None => faults.error(None, "没有给这种机器的程序", "文件夹只能叫 x86_64、aarch64、loongarch64，里面一个文件，名字是 gongkai。"),
        }
        faults.found
    })
    .collect()
}

fn look(arch: Arch, origin: &Origin, faults: &mut Faults) {
    // A byte more than the most tells what is too long.
    let bytes = match origin.bytes(LARGEST_PROGRAM) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::FileTooLarge => return told(NotAProgram::TooLarge, faults),
        Err(error) => return faults.unreadable(&error),
    };
    match examine(&bytes) {
        Ok(image) if image.arch == arch => {}
        Ok(image) => faults.error(None, format!("这是给 {} 的程序，放在 {arch} 里了", image.arch), "请放到它自己的文件夹里。"),
        Err(why) => told(why, faults),
    }
}

fn told(why: NotAProgram, faults: &mut Faults) {
    let (what, mend) = match why {
        NotAProgram::NoElf => ("这不是 Linux 的程序", "请放终端安装包里的 /usr/bin/gongkai，不要放安装包本身。"),
        NotAProgram::OtherMachine => ("这种机器没有终端", "终端的机器是 x86_64、aarch64 或者 loongarch64。"),
        NotAProgram::NoNote => ("认不出这是哪一版 gongkai", "请放终端安装包里的 /usr/bin/gongkai；太旧的版本不能跟着内容走。"),
        NotAProgram::Offices => ("这是办公室用的程序，不是终端的", "请放 gongkai-terminal 安装包里的 /usr/bin/gongkai。"),
        NotAProgram::TooLarge => ("程序超过 256 MB", "请放 gongkai-terminal 安装包里的 /usr/bin/gongkai。"),
    };
    faults.error(None, what, mend);
}
