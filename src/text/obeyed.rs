//! Words that a machine obeys: a phone that reads `tel:`, `WIFI:` or an address in a code or a message does something, or offers to.
//!
//! Titles and fields are written by many hands, and a code of plain words is read by phones of which nobody knows what they obey. So no list of
//! commands is kept: whatever stands before a colon as the name of a scheme does (RFC 3986, 3.1), and every dot that could be one of a host name,
//! loses its sign. Letters are compared as readers may take them (NFKC), so that full-width and mathematical letters are no way around.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// What in a text a machine would obey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Obeyed {
    /// The name of a scheme with its colon: `https:`, `SMSTO:`.
    Command,
    /// An address without one: `www.example.com`.
    Address,
}

/// The text with nothing left in it that a machine obeys: `tel:110` becomes `tel 110`, `evil.example` becomes `evil点example`. People read the
/// same. Borrows when nothing had to change.
pub fn disarmed(text: &str) -> Cow<'_, str> {
    let signs = signs(&folded(text));
    if signs.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len() + 2 * signs.len());
    let mut signs = signs.into_iter().peekable();
    for (at, c) in text.char_indices() {
        let Some(sign) = signs.next_if(|sign| sign.at == at) else {
            plain.push(c);
            continue;
        };
        while signs.next_if(|next| next.at == sign.at).is_some() {}
        match (sign.obeyed, c) {
            (Obeyed::Command, _) => plain.push(' '),
            // The end of a sentence stays one.
            (Obeyed::Address, '。') => plain.push_str("。 "),
            (Obeyed::Address, _) => plain.push('点'),
        }
    }
    Cow::Owned(plain)
}

/// What a person who wrote the text should be asked about. Narrower than what [`disarmed`] changes: `ISO9001:2015` is a standard, and no phone's.
pub fn obeyed(text: &str) -> Option<Obeyed> {
    let folded = folded(text);
    let signs = signs(&folded);
    let is_command = |sign: &&Sign| sign.obeyed == Obeyed::Command && is_command(&folded, sign.index);
    let command = signs.iter().find(is_command).map(|sign| sign.obeyed);
    command.or_else(|| signs.iter().map(|sign| sign.obeyed).find(|obeyed| *obeyed == Obeyed::Address))
}

/// A character as machines may take it, and where what it comes from stands.
struct Folded {
    c: char,
    at: usize,
}

/// A sign without which nothing is obeyed.
struct Sign {
    obeyed: Obeyed,
    /// In the text, in bytes.
    at: usize,
    /// Among the folded characters.
    index: usize,
}

fn folded(text: &str) -> Vec<Folded> {
    let fold = |(at, c): (usize, char)| std::iter::once(c).nfkc().map(move |c| Folded { c: like(c).to_ascii_lowercase(), at });
    text.char_indices().flat_map(fold).collect()
}

/// Signs that look like a colon or a dot and are their own characters.
fn like(c: char) -> char {
    match c {
        '∶' | '꞉' | 'ː' | '˸' | '։' | '׃' => ':',
        '٠' | '۔' | '｡' => '.',
        c => c,
    }
}

fn signs(text: &[Folded]) -> Vec<Sign> {
    let found = |(index, folded): (usize, &Folded)| {
        let obeyed = match folded.c {
            ':' if ends_a_scheme(text, index) => Obeyed::Command,
            '.' | '。' if is_of_a_host(text, index) || is_of_a_number(text, index) => Obeyed::Address,
            _ => return None,
        };
        Some(Sign { obeyed, at: folded.at, index })
    };
    text.iter().enumerate().filter_map(found).collect()
}

fn before(text: &[Folded], index: usize) -> impl Iterator<Item = char> {
    text.iter().take(index).rev().map(|folded| folded.c)
}

fn after(text: &[Folded], index: usize) -> impl Iterator<Item = char> {
    text.iter().skip(index + 1).map(|folded| folded.c)
}

fn scheme(text: &[Folded], index: usize) -> impl Iterator<Item = char> {
    before(text, index).take_while(|c| c.is_ascii_alphanumeric() || "+.-".contains(*c))
}

/// Whether what stands before the colon could be the name of a scheme.
fn ends_a_scheme(text: &[Folded], index: usize) -> bool {
    scheme(text, index).any(|c| c.is_ascii_alphabetic())
}

/// Whether a scheme is followed by what it would be about, and is no number of a standard.
fn is_command(text: &[Folded], index: usize) -> bool {
    let slashes = after(text, index).take(2).eq("//".chars());
    let (name, letters) = scheme(text, index).fold((0, 0), |(all, letters), c| (all + 1, letters + usize::from(c.is_ascii_alphabetic())));
    let about = after(text, index).next().is_some_and(|c| !c.is_whitespace());
    slashes || (about && letters >= 3 && name - letters <= 1)
}

/// Whether the dot could stand in the name of a host: what follows it could be a top-level domain or leads to one.
fn is_of_a_host(text: &[Folded], index: usize) -> bool {
    let is_sentence = text.get(index).is_some_and(|folded| folded.c == '。');
    let Some(last) = before(text, index).next() else { return false };
    if !last.is_alphanumeric() && !"-_".contains(last) && !is_mark(last) || is_sentence && !last.is_ascii_alphanumeric() {
        return false;
    }
    let label: String = after(text, index).take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let letters = label.chars().all(|c| c.is_ascii_alphabetic());
    if label.len() >= 2 && (letters || label.starts_with("xn--")) {
        return !FILES.contains(&label.as_str());
    }
    let label: String = after(text, index).take_while(|c| c.is_alphanumeric()).collect();
    let site = before(text, index).take_while(char::is_ascii_alphanumeric).filter(|c| *c == 'w').count() >= 3;
    !label.is_empty() && !is_sentence && (site || HAN_DOMAINS.contains(&label.as_str()))
}

/// A mark on the letter before it.
fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Whether the dot stands in four numbers, as machines without a name have them.
fn is_of_a_number(text: &[Folded], index: usize) -> bool {
    let of_number = |c: &char| c.is_ascii_digit() || *c == '.';
    let front: Vec<char> = before(text, index).take_while(of_number).collect();
    let run: String = front.into_iter().rev().chain(['.']).chain(after(text, index).take_while(of_number)).collect();
    let mut parts = run.trim_matches('.').split('.');
    parts.by_ref().take(4).filter(|part| (1..=3).contains(&part.len())).count() == 4 && parts.next().is_none()
}

/// Endings of files that are no top-level domain: an attachment's name is none of an address.
const FILES: [&str; 15] = ["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "ofd", "wps", "csv", "txt", "jpg", "jpeg", "png", "rar"];

/// Top-level domains in Han (IANA root zone).
const HAN_DOMAINS: [&str; 24] = [
    "中国",
    "中國",
    "公司",
    "网络",
    "網路",
    "网址",
    "网站",
    "网店",
    "在线",
    "政务",
    "政府",
    "公益",
    "商城",
    "商店",
    "商标",
    "集团",
    "中文网",
    "移动",
    "信息",
    "手机",
    "游戏",
    "机构",
    "香港",
    "台灣",
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nothing_is_left_that_a_phone_obeys() {
        for (text, plain) in [
            ("https://evil.example/x", "https //evil点example/x"),
            ("WIFI:S:free;T:WPA;P:12345678;;", "WIFI S free;T WPA;P 12345678;;"),
            ("SMSTO:10690000:开通", "SMSTO 10690000:开通"),
            ("请拨 tel:0000-110", "请拨 tel 0000-110"),
            ("BEGIN:VCARD", "BEGIN VCARD"),
            ("点此Alipays://platformapi/x", "点此Alipays //platformapi/x"),
            ("ｈｔｔｐｓ：／／ｅｖｉｌ．ｅｘａｍｐｌｅ", "ｈｔｔｐｓ ／／ｅｖｉｌ点ｅｘａｍｐｌｅ"),
            ("𝐰𝐞𝐢𝐱𝐢𝐧∶//dl/business", "𝐰𝐞𝐢𝐱𝐢𝐧 //dl/business"),
            ("℡:110", "℡ 110"),
            ("网址www.evil.example点此", "网址www点evil点example点此"),
            ("evil。example", "evil。 example"),
            ("www.补贴.网站/领取", "www点补贴点网站/领取"),
            ("http://10.0.0.1/a 和 user@mail.example", "http //10点0点0点1/a 和 user@mail点example"),
        ] {
            assert_eq!(disarmed(text), plain);
        }
    }

    #[test]
    fn what_offices_write_stays_as_it_is() {
        for text in [
            "云川县城乡居民基本养老保险实施办法",
            "云政发〔2023〕8号",
            "办理时间：9:00—17:30，电话：0000-5600208",
            "1.申请 2.受理。3.办结",
            "第1.2.3条，第3.14款，2026.11.29",
            "申请表.docx",
            "收费标准 12.50元",
        ] {
            assert!(matches!(disarmed(text), Cow::Borrowed(_)), "{}", disarmed(text));
            assert_eq!(obeyed(text), None, "{text}");
        }
    }

    #[test]
    fn who_wrote_it_is_asked_about_commands_and_addresses_and_not_about_standards() {
        for (text, expected) in [
            ("https://evil.example/x", Some(Obeyed::Command)),
            ("登录 otpauth://totp/x", Some(Obeyed::Command)),
            ("ｔｅｌ：110", Some(Obeyed::Command)),
            ("geo:30.5,104.0", Some(Obeyed::Command)),
            ("详见www.evil.example", Some(Obeyed::Address)),
            ("质量管理体系ISO9001:2015", None),
            ("联系QQ：10001", None),
        ] {
            assert_eq!(obeyed(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_scheme_survives_whatever_the_letters(text in "[a-zA-Zｈｔｐ０1-9:：./。．@ 文件-]{0,40}") {
            let plain = disarmed(&text).into_owned();
            let read: String = plain.nfkc().collect();
            let letters: Vec<char> = read.chars().collect();
            for pair in letters.windows(2) {
                prop_assert!(!(pair[0].is_ascii_alphabetic() && pair[1] == ':'), "{plain}");
            }
            prop_assert_eq!(disarmed(&plain).into_owned(), plain.clone());
        }

        #[test]
        fn no_host_survives_wherever_it_stands(
            front in "[a-z0-9文件 :/]{0,6}", host in "[a-z][a-z0-9-]{1,8}([.．][abd-su-wyz][a-z0-9-]{1,8}){0,2}[.．](com|cn|example|top|xn--[a-z]{4})", end in "[/:文 ]?[a-z]{0,4}"
        ) {
            let plain: String = disarmed(&format!("{front}{host}{end}")).nfkc().collect();
            prop_assert!(!plain.ends_with('.') && !plain.contains(".com") && !plain.contains(".cn") && !plain.contains(".xn--") && !plain.contains(".top"), "{plain}");
        }
    }
}
