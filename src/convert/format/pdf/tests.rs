//! PDFs made here, and what is read of them.

use pdf_writer::{Content, Finish, Name, Pdf, Rect, Ref, Str, TextStr};

use super::{
    super::super::{Align, Block, Code, Level, Manuscript, Table},
    read,
};

const PAGE: (f32, f32) = (595.0, 842.0);

/// A PDF with a bit of everything.
pub(in crate::convert::format) fn sample() -> Vec<u8> {
    pdf(&[
        &|content| {
            put(content, (187.5, 90.0), 22.0, "关于加强集市管理的通知");
            lines(content, 150.0, &BODY);
            table(content, 600.0, &[["事项", "责任单位", "完成时限"], ["整治占道经营", "城市管理局", "2026年6月底"]]);
        },
        &|content| {
            content.save_state().transform([595.0, 0.0, 0.0, 400.0, 0.0, 0.0]).x_object(Name(b"I")).restore_state();
            lines(content, 100.0, &BODY);
        },
    ])
}

/// A PDF of these pages, each drawn by itself.
fn pdf(pages: &[&dyn Fn(&mut Content)]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    let (catalog, tree, font, cid, picture, layer) = (Ref::new(1), Ref::new(2), Ref::new(3), Ref::new(4), Ref::new(5), Ref::new(7));
    let mut root = pdf.catalog(catalog);
    root.pages(tree);
    let mut layers = root.insert(Name(b"OCProperties")).dict();
    layers.insert(Name(b"OCGs")).array().item(layer);
    layers.insert(Name(b"D")).dict().insert(Name(b"OFF")).array().item(layer);
    layers.finish();
    root.finish();
    pdf.indirect(layer).dict().pair(Name(b"Type"), Name(b"OCG")).pair(Name(b"Name"), TextStr("草稿"));
    let refs: Vec<(Ref, Ref)> = (10..).step_by(2).zip(pages).map(|(at, _)| (Ref::new(at), Ref::new(at + 1))).collect();
    pdf.pages(tree).kids(refs.iter().map(|(page, _)| *page)).count(i32::try_from(refs.len()).unwrap());
    for ((page, content), draw) in refs.iter().zip(pages) {
        let mut drawn = Content::new();
        draw(&mut drawn);
        pdf.stream(*content, &drawn.finish());
        let mut page = pdf.page(*page);
        page.parent(tree).media_box(Rect::new(0.0, 0.0, PAGE.0, PAGE.1)).contents(*content);
        let mut resources = page.resources();
        resources.fonts().pair(Name(b"F"), font);
        resources.x_objects().pair(Name(b"I"), picture);
        resources.insert(Name(b"Properties")).dict().pair(Name(b"L"), layer);
        resources.finish();
    }
    pdf.type0_font(font).base_font(Name(b"STSong-Light")).encoding_predefined(Name(b"UniGB-UCS2-H")).descendant_font(cid);
    let mut face = pdf.cid_font(cid);
    face.subtype(pdf_writer::types::CidFontType::Type0).base_font(Name(b"STSong-Light")).default_width(1000.0);
    face.system_info(pdf_writer::types::SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"GB1"), supplement: 2 });
    face.finish();
    let mut image = pdf.image_xobject(picture, &[128]);
    image.width(1).height(1).bits_per_component(8).color_space().device_gray();
    image.finish();
    pdf.document_info(Ref::new(6)).title(TextStr("无题"));
    pdf.finish()
}

/// Words at a place from the upper left corner.
fn put(content: &mut Content, (x, y): (f32, f32), size: f32, words: &str) {
    let codes: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
    content.begin_text().set_font(Name(b"F"), size).set_text_matrix([1.0, 0.0, 0.0, 1.0, x, PAGE.1 - y]).show(Str(&codes)).end_text();
}

/// Lines one below the other, the first of each paragraph set in.
fn lines(content: &mut Content, top: f32, lines: &[&str]) {
    for (at, line) in lines.iter().enumerate() {
        let words = line.trim_start();
        let x = if words.len() < line.len() { 104.0 } else { 72.0 };
        put(content, (x, top + 28.0 * at as f32), 16.0, words);
    }
}

fn texts(manuscript: &Manuscript) -> Vec<&str> {
    manuscript
        .blocks
        .iter()
        .filter_map(|block| if let Block::Paragraph(paragraph) = block { Some(paragraph.text.as_str()) } else { None })
        .collect()
}

fn codes(manuscript: &Manuscript) -> Vec<(Code, Level)> {
    manuscript.findings.iter().map(|finding| (finding.code, finding.level)).collect()
}

const BODY: [&str; 6] = [
    "  为了做好全县集市管理工作，方便群众买卖，根据有关法律",
    "法规的规定，结合本县实际，现就有关事项通知如下，请各乡镇",
    "人民政府和县政府各部门认真贯彻执行。",
    "  一、总体要求",
    "  坚持便民利民，坚持依法管理，到二〇二六年底以前，全县",
    "集市都要有固定的场所、明示的价格和专人看管。",
];

#[test]
fn lines_become_paragraphs_with_their_looks() {
    let bytes = pdf(&[&|content| {
        put(content, (187.5, 90.0), 22.0, "关于加强集市管理的通知");
        lines(content, 150.0, &BODY);
        put(content, (380.0, 400.0), 16.0, "云川县人民政府");
    }]);
    let manuscript = read(&bytes).unwrap();
    let looks: Vec<(&str, Align, Option<f32>)> = manuscript
        .blocks
        .iter()
        .filter_map(|block| if let Block::Paragraph(p) = block { Some((p.text.as_str(), p.look.align, p.look.indent)) } else { None })
        .collect();
    assert_eq!(looks[0], ("关于加强集市管理的通知", Align::Centre, None));
    assert_eq!(
        looks[1].0,
        "为了做好全县集市管理工作，方便群众买卖，根据有关法律法规的规定，结合本县实际，现就有关事项通知如下，请各乡镇人民政府和县政府各部门认真贯彻执行。"
    );
    assert_eq!(looks[1].2, Some(2.0));
    assert_eq!(looks[2].0, "一、总体要求");
    assert!(looks[3].0.ends_with("专人看管。"));
    assert_eq!(looks[4], ("云川县人民政府", Align::Right, None));
    assert_eq!((manuscript.pages, codes(&manuscript)), (Some(1), Vec::new()));
}

#[test]
fn a_paragraph_goes_on_over_the_page_and_heads_do_not() {
    let page = |number: usize| {
        move |content: &mut Content| {
            put(content, (72.0, 50.0), 10.0, "内部资料 注意保存");
            lines(content, 100.0, if number == 1 { &BODY[..2] } else { &BODY[2..] });
            put(content, (280.0, 800.0), 12.0, &format!("— {number} —"));
        }
    };
    let manuscript = read(&pdf(&[&page(1), &page(2)])).unwrap();
    let texts = texts(&manuscript);
    assert!(texts[0].starts_with("为了做好") && texts[0].ends_with("认真贯彻执行。"), "{texts:?}");
    assert_eq!(texts[1], "一、总体要求");
    assert_eq!(manuscript.margins, ["内部资料 注意保存"]);
    assert!(manuscript.blocks.contains(&Block::Page(2)));
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let column = |content: &mut Content, x: f32, lines: &[&str]| {
        for (at, line) in lines.iter().enumerate() {
            put(content, (x, 120.0 + 20.0 * at as f32), 12.0, line);
        }
    };
    let left = [
        "　　第一条为了做好全县集市管理工作",
        "方便群众买卖，根据有关法律法规，结",
        "合本县实际情况，制定本办法。请遵照",
        "执行，不得擅自改变其中的各项规定。",
        "　　第二条本办法适用于县城和各乡镇",
        "所有固定集市、临时集市以及摊位的设",
        "置和管理，法律法规另有规定的从其规",
        "定，其他规定与本办法不一致的以本办",
        "法为准，由县人民政府负责解释并组织",
    ];
    let right = [
        "实施，各部门应当按照职责分工做好工",
        "作，及时公开收费项目以及收费的标准",
        "并且接受群众和社会各个方面的监督。",
        "　　第三条集市开办者应当明示价格、",
        "保持清洁，配备必要的消防和卫生设施",
        "并安排专人负责日常的看管和巡查，做",
        "好记录，发现问题要及时处理和报告。",
        "　　第四条本办法自印发之日起施行，",
        "有效期五年，到期以后自行失去效力。",
    ];
    let bytes = pdf(&[&|content| {
        put(content, (187.5, 80.0), 22.0, "云川县集市管理办法全文");
        column(content, 72.0, &left);
        column(content, 310.0, &right);
    }]);
    let manuscript = read(&bytes).unwrap();
    let texts = texts(&manuscript);
    let starts: Vec<String> = texts.iter().map(|text| text.chars().take(3).collect()).collect();
    assert_eq!(starts, ["云川县", "第一条", "第二条", "第三条", "第四条"]);
    assert!(texts[2].contains("由县人民政府负责解释并组织实施，各部门") && texts[2].ends_with("监督。"), "{texts:?}");
}

#[test]
fn rows_that_begin_at_the_same_places_are_a_table_and_numbered_lines_are_none() {
    let rows = |content: &mut Content, rows: &[[&str; 2]]| {
        for (at, [key, text]) in rows.iter().enumerate() {
            put(content, (100.0, 120.0 + 24.0 * at as f32), 12.0, key);
            put(content, (180.0, 120.0 + 24.0 * at as f32), 12.0, text);
        }
    };
    let codes = [["代码", "家庭关系"], ["01", "本人"], ["02", "户主"], ["10", "配偶"], ["20", "独生子"], ["30", "独生女"]];
    let items =
        [["一、", "总体要求"], ["二、", "主要任务"], ["三、", "组织领导"], ["四、", "资金保障"], ["五、", "监督检查"], ["六、", "附则"]];
    let manuscript = read(&pdf(&[&|content| rows(content, &codes)])).unwrap();
    let found: Vec<Vec<&str>> = tables(&manuscript)[0].rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(found, codes.map(Vec::from));
    let manuscript = read(&pdf(&[&|content| rows(content, &items)])).unwrap();
    assert_eq!(texts(&manuscript), items.map(|item| item.join(" ")));
}

/// Draws a ruled table of three columns, its rows as given.
fn table(content: &mut Content, top: f32, rows: &[[&str; 3]]) {
    let xs = [72.0, 200.0, 330.0, 520.0];
    let bottom = top + 30.0 * rows.len() as f32;
    for at in 0..=rows.len() {
        let y = PAGE.1 - top - 30.0 * at as f32;
        content.move_to(xs[0], y).line_to(xs[3], y).stroke();
    }
    for x in xs {
        content.move_to(x, PAGE.1 - top).line_to(x, PAGE.1 - bottom).stroke();
    }
    for (at, row) in rows.iter().enumerate() {
        for (x, words) in xs.iter().zip(row) {
            put(content, (x + 5.0, top + 30.0 * at as f32 + 20.0), 12.0, words);
        }
    }
}

fn tables(manuscript: &Manuscript) -> Vec<&Table> {
    manuscript.blocks.iter().filter_map(|block| if let Block::Table(table) = block { Some(table) } else { None }).collect()
}

#[test]
fn a_ruled_table_over_two_pages_is_one_and_suspect() {
    let header = ["事项", "责任单位", "完成时限"];
    let bytes = pdf(&[
        &|content| {
            put(content, (180.0, 80.0), 18.0, "重点任务分工表");
            table(content, 740.0, &[header]);
        },
        &|content| {
            table(content, 60.0, &[["整治占道经营", "城市管理局", "2026年6月底"], ["公布收费标准", "发展和改革局", "2026年5月底"]]);
            put(content, (72.0, 200.0), 16.0, "以上任务，请抓紧落实。");
        },
    ]);
    let manuscript = read(&bytes).unwrap();
    let tables = tables(&manuscript);
    let rows: Vec<Vec<&str>> = tables[0].rows.iter().map(|row| row.iter().map(|cell| cell.text.as_str()).collect()).collect();
    assert_eq!(tables.len(), 1);
    assert_eq!(
        rows,
        [header.to_vec(), vec!["整治占道经营", "城市管理局", "2026年6月底"], vec!["公布收费标准", "发展和改革局", "2026年5月底"]]
    );
    assert_eq!(codes(&manuscript), [(Code::TableSuspect, Level::Warning)]);
    assert_eq!(texts(&manuscript), ["重点任务分工表", "以上任务，请抓紧落实。"]);
}

#[test]
fn what_nobody_sees_does_not_come_out() {
    let secret = "联系人张某，身份证号码见附表";
    let unpainted = |content: &mut Content| {
        content.set_text_rendering_mode(pdf_writer::types::TextRenderingMode::Invisible);
        put(content, (72.0, 300.0), 16.0, secret);
    };
    let white = |content: &mut Content| {
        content.set_fill_gray(1.0);
        put(content, (72.0, 300.0), 16.0, secret);
    };
    let outside = |content: &mut Content| put(content, (72.0, -60.0), 16.0, secret);
    let covered = |content: &mut Content| {
        put(content, (72.0, 300.0), 16.0, secret);
        content.rect(60.0, PAGE.1 - 310.0, 400.0, 30.0).fill_nonzero();
    };
    let layer = |content: &mut Content| {
        content.begin_marked_content_with_properties(Name(b"OC")).properties_named(Name(b"L"));
        put(content, (72.0, 300.0), 16.0, secret);
        content.end_marked_content();
    };
    let ways: [&dyn Fn(&mut Content); 5] = [&unpainted, &white, &outside, &covered, &layer];
    for (at, hide) in ways.iter().enumerate() {
        let bytes = pdf(&[&|content: &mut Content| {
            lines(content, 100.0, &BODY[..3]);
            content.save_state();
            hide(content);
            content.restore_state();
        }]);
        let manuscript = read(&bytes).unwrap();
        assert!(!texts(&manuscript).concat().contains("张某"), "{at}");
        assert_eq!(codes(&manuscript), [(Code::HiddenContent, Level::Error)], "{at}");
    }
    // What is painted elsewhere only, or shines through, hides nothing.
    let bytes = pdf(&[&|content| {
        put(content, (72.0, 300.0), 16.0, "各乡镇人民政府请认真贯彻执行这个通知");
        content.save_state().rect(0.0, 0.0, 20.0, 20.0).clip_nonzero().end_path();
        content.rect(0.0, 0.0, PAGE.0, PAGE.1).fill_nonzero().restore_state();
    }]);
    assert_eq!(codes(&read(&bytes).unwrap()), Vec::new());
    // White letters on a dark band are a heading.
    let bytes = pdf(&[&|content| {
        content.rect(60.0, PAGE.1 - 120.0, 400.0, 40.0).fill_nonzero();
        content.set_fill_gray(1.0);
        put(content, (72.0, 110.0), 16.0, "办事指南的各项内容请看下面");
    }]);
    let manuscript = read(&bytes).unwrap();
    assert_eq!((texts(&manuscript), codes(&manuscript)), (vec!["办事指南的各项内容请看下面"], Vec::new()));
}

#[test]
fn scans_and_guessed_words_are_told() {
    let picture = |content: &mut Content| {
        // Cut into strips, as scanners do.
        for at in 0..4 {
            content.save_state().transform([595.0, 0.0, 0.0, 200.0, 0.0, 200.0 * at as f32]).x_object(Name(b"I")).restore_state();
        }
    };
    let scan = read(&pdf(&[&picture])).unwrap();
    assert_eq!((codes(&scan), scan.assets.len()), (vec![(Code::NoTextLayer, Level::Error)], 1));
    let guessed = read(&pdf(&[&|content| {
        picture(content);
        content.set_text_rendering_mode(pdf_writer::types::TextRenderingMode::Invisible);
        lines(content, 100.0, &BODY);
    }]));
    assert_eq!(codes(&guessed.unwrap()), [(Code::OcrLayer, Level::Error)]);
    let drawn = read(&pdf(&[&|content| {
        content.move_to(72.0, 700.0).cubic_to(80.0, 710.0, 90.0, 710.0, 100.0, 700.0).fill_nonzero();
    }]));
    assert_eq!(codes(&drawn.unwrap()), [(Code::NoTextLayer, Level::Error)]);
    let empty = read(&pdf(&[&|_| {}]));
    assert_eq!(codes(&empty.unwrap()), [(Code::EmptyText, Level::Error)]);
}

#[test]
fn letters_that_mean_nothing_are_not_read() {
    // Rare Han in running text are codes of another font.
    let odd: String = ('\u{7280}'..'\u{72E0}').collect();
    let manuscript = read(&pdf(&[&|content| {
        for at in 0..4 {
            put(content, (72.0, 100.0 + 28.0 * at as f32), 16.0, &odd.chars().skip(24 * at).take(24).collect::<String>());
        }
    }]));
    let manuscript = manuscript.unwrap();
    assert_eq!((texts(&manuscript), codes(&manuscript)), (Vec::new(), vec![(Code::BadEncodingMap, Level::Error)]));
}

#[test]
fn words_of_old_fonts_are_read_as_gbk() {
    let (words, _, _) = encoding_rs::GBK.encode("关于加强集市管理的通知");
    let name = encoding_rs::GBK.encode("小标宋").0;
    let content = [b"BT /F 18 Tf 100 700 Td (".as_slice(), &words, b") Tj ET"].concat();
    let mut pdf = Pdf::new();
    pdf.catalog(Ref::new(1)).pages(Ref::new(2));
    pdf.pages(Ref::new(2)).kids([Ref::new(3)]).count(1);
    pdf.stream(Ref::new(4), &content);
    let mut page = pdf.page(Ref::new(3));
    page.parent(Ref::new(2)).media_box(Rect::new(0.0, 0.0, 595.0, 842.0)).contents(Ref::new(4));
    page.resources().fonts().pair(Name(b"F"), Ref::new(5));
    page.finish();
    let mut font = pdf.indirect(Ref::new(5)).dict();
    font.pair(Name(b"Type"), Name(b"Font")).pair(Name(b"Subtype"), Name(b"TrueType"));
    font.pair(Name(b"BaseFont"), Name(&name)).pair(Name(b"Encoding"), Name(b"WinAnsiEncoding"));
    font.finish();
    assert_eq!(texts(&read(&pdf.finish()).unwrap()), ["关于加强集市管理的通知"]);
}

#[test]
fn what_is_no_pdf_is_refused() {
    for bytes in [b"".as_slice(), b"%PDF-1.7", b"not a pdf at all"] {
        assert!(read(bytes).is_err());
    }
}
