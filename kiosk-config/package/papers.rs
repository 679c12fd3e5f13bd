//! Manual pages and completions, as the program itself describes its commands: `cargo run --example papers -- FOLDER`. They go into the packages.

#![expect(clippy::print_stderr, reason = "a tool of whoever packs the program")]

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Command;
use clap_complete::{Shell, generate_to};
use clap_mangen::Man;

/// Headings of a manual page, as its reader expects them.
const HEADINGS: &[(&str, &str)] = &[
    ("NAME", "名称"),
    ("SYNOPSIS", "用法"),
    ("DESCRIPTION", "说明"),
    ("OPTIONS", "选项"),
    ("SUBCOMMANDS", "命令"),
    ("EXTRA", "例子"),
    ("VERSION", "版本"),
];

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("papers FOLDER");
        return ExitCode::from(2);
    };
    let mut program = gongkai::cli::command();
    program.build();
    let written = pages(&program, "gongkai", &folder.join("man")).and_then(|()| completions(&mut program, &folder.join("completions")));
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

/// One page a command: `gongkai.1`, `gongkai-sync.1`. Hidden commands have none.
fn pages(command: &Command, name: &str, into: &Path) -> io::Result<()> {
    fs::create_dir_all(into)?;
    let mut page = Vec::new();
    Man::new(command.clone()).title(name).render(&mut page)?;
    let mut page = String::from_utf8(page).map_err(io::Error::other)?;
    for (english, chinese) in HEADINGS {
        page = page.replace(&format!(".SH {english}\n"), &format!(".SH {chinese}\n"));
    }
    // Examples are read line by line, as they would be typed.
    page = page.replace(".SH 例子\n", ".SH 例子\n.nf\n");
    fs::write(into.join(format!("{name}.1")), page)?;
    for part in command.get_subcommands().filter(|part| !part.is_hide_set()) {
        pages(part, &format!("{name}-{}", part.get_name()), into)?;
    }
    Ok(())
}

/// For the shells that Debian and the systems made from it bring.
fn completions(command: &mut Command, into: &Path) -> io::Result<()> {
    fs::create_dir_all(into)?;
    for shell in [Shell::Bash, Shell::Zsh, Shell::Fish] {
        generate_to(shell, command, "gongkai", into)?;
    }
    Ok(())
}
