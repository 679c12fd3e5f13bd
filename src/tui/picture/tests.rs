//! What is painted, read by a decoder that is not ours to the pixel, and drawings as text.

use super::{
    colors::Colors,
    drawn,
    encoder::encode,
    icon::Icon,
    map::{Map, Mark},
    painter::{Order, Painter, paint},
    raster::Raster,
    shades::{Rgb, Shades},
    value::{Entry, Extent, Face, FactTile, Head, Keys, Notice, Number, Panel, Picture, Said, Tile, Told},
};
use crate::{
    policy::Validity,
    search::Fragment,
    tui::theme::{Depth, Look, Theme, Tone},
};

fn shades(look: Look) -> Shades {
    Shades::of(&Theme::new(look, Depth::True)).unwrap()
}

fn tile(title: &str, focused: bool) -> Picture {
    let (title, about) = (title.to_owned(), "主题、部门、年份、公报".to_owned());
    Picture::Tile(Tile { digit: Some(1), icon: Icon::Paper, tone: Tone::Blue, face: Face::Card, title, about, focused })
}

/// Draws sixels as foot does, hundredths cut; understands what is written here and no more.
fn shown(bytes: &[u8]) -> (usize, Vec<Rgb>) {
    let text = std::str::from_utf8(bytes).unwrap();
    let body = text.strip_prefix("\x1bP7;2q\"1;1;").unwrap().strip_suffix("\x1b\\").unwrap();
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let (width, rest) = body.split_once(';').unwrap();
    let (height, mut rest) = rest.split_at(digits(rest));
    let (width, height): (usize, usize) = (width.parse().unwrap(), height.parse().unwrap());
    let mut pixels = vec![[1u8, 2, 3]; width * height.div_ceil(6) * 6];
    let mut colors = std::collections::HashMap::new();
    let (mut x, mut band, mut color, mut length) = (0, 0, [0u8; 3], 1usize);
    while let Some(sign) = rest.chars().next() {
        rest = rest.strip_prefix(sign).unwrap();
        match sign {
            '#' | '!' => {
                let (number, after) = rest.split_at(digits(rest));
                rest = after;
                if sign == '!' {
                    length = number.parse().unwrap();
                } else if let Some(defined) = rest.strip_prefix(";2;") {
                    let end = defined.find(|c: char| !c.is_ascii_digit() && c != ';').unwrap();
                    let (parts, after) = defined.split_at(end);
                    let parts: Vec<u16> = parts.split(';').map(|part| part.parse().unwrap()).collect();
                    colors.insert(number.to_owned(), [0, 1, 2].map(|at| u8::try_from(255 * parts[at] / 100).unwrap()));
                    rest = after;
                } else {
                    color = colors[number];
                }
            }
            '$' => x = 0,
            '-' => (x, band) = (0, band + 1),
            _ => {
                let bits = u8::try_from(sign).unwrap() - b'?';
                for row in (0..6).filter(|row| bits >> row & 1 == 1) {
                    let at = (band * 6 + row) * width + x;
                    pixels[at..at + length].fill(color);
                }
                x += std::mem::replace(&mut length, 1);
            }
        }
    }
    pixels.truncate(width * height);
    (width, pixels)
}

#[test]
fn what_is_encoded_is_read_again_to_the_pixel() {
    let shades = shades(Look::Paper);
    let mut colors = Colors::of(&shades);
    let inks = [shades.paper, shades.card, shades.paper, shades.paper];
    // Heights that no band fills, and colours that change at every pixel.
    for (width, height) in [(1usize, 1usize), (7, 6), (40, 13), (200, 100)] {
        let pixels: Vec<Rgb> = (0..width * height).map(|at| inks[(at * 7 + at / width) % 4]).collect();
        let bytes = encode(&pixels, width, &mut colors);
        assert_eq!(shown(&bytes), (width, pixels), "{width}x{height}");
        assert_eq!(bytes.iter().filter(|byte| **byte == b'-').count(), height.div_ceil(6) - 1);
    }
}

#[test]
fn a_painted_tile_has_no_seam_and_shows_its_letters() {
    // Where there is no font there is nothing to see but cells.
    let Some(mut painter) = Painter::find() else { return };
    for look in [Look::Paper, Look::Contrast, Look::Staff] {
        let shades = shades(look);
        let extent = Extent { width: 900, height: 144, row: 36 };
        let mut paint = |picture: Picture| {
            let order = Order { key: Keys::default().of(&picture, extent, &shades), picture: picture.into(), extent, shades };
            shown(&paint(Some(&mut painter), &order)).1
        };
        let (plain, focused) = (paint(tile("查政策", false)), paint(tile("查政策", true)));
        assert_eq!(plain.len(), 900 * 144);
        // All around it is the ground of the page, exactly.
        for pixels in [&plain, &focused] {
            let margin = (0..900).flat_map(|x| [x, 143 * 900 + x]).chain((0..144).map(|y| y * 900)).collect::<Vec<_>>();
            assert!(margin.iter().all(|at| pixels[*at] == shades.paper), "{look:?}");
        }
        let ink = |pixels: &[Rgb]| pixels.iter().filter(|pixel| **pixel != shades.paper && **pixel != shades.card).count();
        assert!(ink(&plain) > 8000 && ink(&focused) > ink(&plain), "{look:?}");
        assert!(paint(tile("", false)) != plain);
    }
}

#[test]
fn the_number_of_an_entry_stands_on_its_ground() {
    let Some(mut painter) = Painter::find() else { return };
    for look in [Look::Paper, Look::Contrast, Look::Staff] {
        let shades = shades(look);
        let mut paint = |picture: Picture, (width, height): (u32, u32)| {
            let extent = Extent { width, height, row: 36 };
            let order = Order { key: Keys::default().of(&picture, extent, &shades), picture: picture.into(), extent, shades };
            shown(&paint(Some(&mut painter), &order)).1
        };
        for (focused, ground) in [(false, shades.paper), (true, shades.rest)] {
            let number = |digit: u8| Picture::Number(Number { digit, tone: Tone::Green, focused });
            let (two, three) = (paint(number(2), (54, 72)), paint(number(3), (54, 72)));
            // What tells one from another is seen, and no edge around it.
            assert!(two != three, "{look:?}");
            for (pixels, width) in [(&two, 54), (&three, 54)] {
                let (first, last) = (&pixels[..width], &pixels[pixels.len() - width..]);
                assert!(first.iter().chain(last).all(|pixel| *pixel == ground), "{look:?} {focused}: {:?}", first.first());
            }
        }
    }
}

fn words(text: &str) -> Vec<Fragment> {
    vec![Fragment { text: text.to_owned(), marked: false }]
}

/// An entry of a list, of four rows.
fn entry(title: &str, said: &str) -> Entry {
    let title = vec![Fragment { text: title.to_owned(), marked: false }, Fragment { text: "养老金".to_owned(), marked: true }];
    let head = Head {
        kind: Some((Icon::Paper, Tone::Blue)),
        note: "政策文件".into(),
        title,
        standing: Some(Validity::InForce),
        below: vec![words("云人社发〔2025〕18号"), words(said)],
    };
    Entry { digit: Some(2), head, told: Vec::new(), cells: (53, 4), focused: true }
}

#[test]
fn a_card_says_all_for_which_it_has_room_and_cuts_with_a_sign() {
    let extent = Extent { width: 954, height: 144, row: 36 };
    let said = |entry: Entry| drawn::svg(&Picture::Entry(entry), extent, &shades(Look::Paper));
    let short = said(entry("关于调整", "每人每月165元"));
    assert!(
        ["关于调整<tspan", ">养老金</tspan>", "云人社发〔2025〕18号", "每人每月165元"].iter().all(|words| short.contains(words)),
        "{short}"
    );
    assert!(!short.contains('…'), "{short}");
    // A long name has two lines, and what it says gives way.
    let long = said(entry("关于调整城乡居民基本养老保险基础养老金标准和丧葬补助金标准的", &"每人每月".repeat(60)));
    assert!(long.contains("养老金</tspan>") && long.contains("现行有效") && !long.contains("每人每月"), "{long}");
    // Where it has one line, whether it holds is said all the same.
    let (low, told) = (entry("关于", ""), Told { at: (4, 1), what: Said::Words("每人每月165元".into()) });
    let low = said(Entry { told: vec![told], ..low });
    assert!(low.contains("现行有效") && low.contains("每人每月165元"), "{low}");
    let cut = said(entry("关于", &"每人每月".repeat(60)));
    assert!(cut.contains("每人每月") && cut.contains("…</text>"), "{cut}");
}

#[test]
fn drawings_are_as_they_were_reviewed() {
    let shades = shades(Look::Paper);
    let extent = Extent { width: 918, height: 144, row: 36 };
    insta::assert_snapshot!("tile", drawn::svg(&tile("查政策", true), extent, &shades));
    let notice = Notice {
        label: "公告",
        title: "城乡居民医保集中缴费期到 12 月 31 日止".into(),
        about: "微信、银行、村委会都能缴".into(),
        urgent: false,
        place: (1, 5),
        focused: false,
    };
    insta::assert_snapshot!("notice", drawn::svg(&Picture::Notice(notice), Extent { width: 1836, height: 144, row: 36 }, &shades));
    let fact = FactTile {
        icon: Some(Icon::Pin),
        tone: Tone::Blue,
        name: "在哪办".into(),
        value: vec!["县政务服务中心2楼".into(), "D区218窗口".into()],
        beside: vec!["学区学校也可以".into(), "帮忙填报".into()],
    };
    insta::assert_snapshot!("fact", drawn::svg(&Picture::Fact(fact), Extent { width: 468, height: 216, row: 36 }, &shades));
    let card = entry("关于调整城乡居民基本", "自2025年1月1日起，基础养老金标准由每人每月135元提高到165元");
    let head = card.head.clone();
    insta::assert_snapshot!("entry", drawn::svg(&Picture::Entry(card), Extent { width: 954, height: 144, row: 36 }, &shades));
    let told = vec![Told { at: (0, 5), what: Said::Named("电话".into(), 6, "0000-5600208".into()) }];
    let panel =
        Panel {
            head, told, texts: vec![("第十九条".into(), words("本办法自公布之日起施行"))], more: "回车看全部", cells: (47, 21)
        };
    insta::assert_snapshot!("panel", drawn::svg(&Picture::Panel(panel), Extent { width: 846, height: 756, row: 36 }, &shades));
    let marks = vec![Mark { number: 1, east: -1200, north: 300 }, Mark { number: 2, east: 600, north: 0 }];
    let map = Map { marks, here: true, focus: Some(2), words: "" };
    insta::assert_snapshot!("map", drawn::svg(&Picture::Map(map), Extent { width: 1152, height: 864, row: 36 }, &shades));
}

#[test]
fn words_from_outside_break_no_drawing() {
    let shades = shades(Look::Paper);
    let hostile = ["</text><script>", "&amp;&#x0;", "\u{1b}[31m\u{202e}", "]]>\u{fffe}\u{ffff}", &"长".repeat(3000)];
    let Some(mut painter) = Painter::find() else { return };
    for words in hostile {
        for picture in [tile(words, false), Picture::Entry(entry(words, words))] {
            let extent = Extent { width: 450, height: 72, row: 36 };
            let order = Order { key: Keys::default().of(&picture, extent, &shades), picture: picture.into(), extent, shades };
            let painted = paint(Some(&mut painter), &order);
            // Whole, or not at all.
            assert!(painted.is_empty() || shown(&painted).1.len() == 450 * 72, "{words}");
        }
    }
}

#[test]
fn what_the_letters_lack_is_left_to_cells() {
    let Some(mut painter) = Painter::find() else { return };
    let shades = shades(Look::Paper);
    let mut is_painted = |words: &str| {
        let (picture, extent) = (tile(words, false), Extent { width: 450, height: 72, row: 36 });
        !paint(Some(&mut painter), &Order { key: Keys::default().of(&picture, extent, &shades), picture: picture.into(), extent, shades })
            .is_empty()
    };
    // Asked twice, since what was found is kept.
    for (words, painted) in [("养老“金”", true), ("🏥养老", false), ("🏥养老", false), ("养老", true), ("↻ 已修改", false)]
    {
        assert_eq!(is_painted(words), painted, "{words}");
    }
}

#[test]
fn a_picture_of_an_office_needs_no_letters() {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let red = image::RgbImage::from_pixel(60, 40, image::Rgb([200, 20, 20]));
    red.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    let raster = std::sync::Arc::new(Raster::read(&bytes.into_inner()).unwrap());
    let (picture, extent) = (Picture::Figure(raster.spread(60, 80).stretch(&raster, 0)), Extent { width: 60, height: 80, row: 20 });
    let (key, shades) = (Keys::default().of(&picture, extent, &shades(Look::Contrast)), shades(Look::Contrast));
    let (width, pixels) = shown(&paint(None, &Order { key, picture: picture.into(), extent, shades }));
    assert_eq!((width, pixels.first().copied()), (60, Some(shades.paper)));
    let middle = pixels[40 * 60 + 30];
    assert!(middle[0] > 180 && middle[1] < 40, "{middle:?}");
    // What has words is left to its cells.
    let chip = tile("养老", false);
    let order = Order { key: Keys::default().of(&chip, extent, &shades), picture: chip.into(), extent, shades };
    assert!(paint(None, &order).is_empty());
}
