//! Where the register lies, and how it is written out.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::ValueEnum;

use crate::{
    register::{Register, RegisterError},
    text::clean,
};

/// Where the register lies.
#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Place {
    /// 台账文件，没有就新建
    #[arg(long, value_name = "文件")]
    register: PathBuf,
}

impl Place {
    /// Whatever is asked of it, what it can no longer read is told: nothing else would miss it.
    pub(super) fn open(&self) -> Result<Register, RegisterError> {
        let register = Register::open(&self.register)?;
        let unread = register.unread()?;
        if !unread.is_empty() {
            let numbers: Vec<String> = unread.iter().map(|number| clean(number).into_owned()).collect();
            let told = format!(
                "注意：台账里有 {} 件读不出来，下面没有算：{}。法定期限照样在走。请换回备份的台账，或者用登记它们的那一版程序打开",
                numbers.len(),
                numbers.join("、")
            );
            // Standard output may be a table for other programs.
            writeln!(io::stderr(), "{told}").ok();
        }
        Ok(register)
    }
}

/// How the register is written out.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(in crate::cli) enum Format {
    /// 电子表格
    Csv,
    /// JSON
    Json,
}
