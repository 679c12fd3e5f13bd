//! Words of a source that a phone would obey if it read them: told to whoever writes them, though no code holds them as they are written.

use crate::{
    policy::RecordKind,
    text::{Obeyed, obeyed},
};

use super::fault::Faults;

/// Fields of addresses, of names in files and of whole texts: what they hold is judged by whoever reads them, and no phone gets it as words.
const ELSEWHERE: &str = "address online progress 网址 file attachment record records draft interprets about search id 编号 text";

/// Fields whose words stand in codes for phones.
const IN_CODES: &str = "title 名称 二级事项 number issuers drafter body desk phone hours 窗口 电话 监督电话 办公时间 地址";

/// Warns of such words in a field.
pub(super) fn harmless(name: &str, line: impl Into<Option<usize>>, text: &str, faults: &mut Faults) {
    let is_of = |names: &str| names.split(' ').any(|known| known == name);
    if is_of(ELSEWHERE) || RecordKind::ALL.iter().any(|kind| kind.as_str() == name) {
        return;
    }
    let shown = || text.chars().take(40).collect::<String>();
    match obeyed(text) {
        Some(Obeyed::Command) => faults.warning(
            line,
            format!("{name} 里的“{}”像给手机的命令或网址", shown()),
            "请去掉英文和冒号这样的写法，用中文说明；网址写在 address 里，电话写成“电话 0000-0000000”。",
        ),
        Some(Obeyed::Address) if is_of(IN_CODES) => faults.warning(
            line,
            format!("{name} 里的“{}”像一个网址", shown()),
            "请从这里去掉，网址写在 address 里：二维码里的文字不写网址，免得手机打开不明的网站。",
        ),
        _ => {}
    }
}
