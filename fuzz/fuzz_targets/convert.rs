//! An office's file of any kind, as its reader in the child gets it. Whatever it holds, it is answered; what comes out goes to the parent as JSON and
//! comes back the same, commands no terminal, and a sheet that is known as a list gives rows as wide as its columns.

#![no_main]

use gongkai::convert::{Block, Held, Manuscript, ledger, read};
use gongkai_fuzz::{assert_harmless, seeds};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: seeds("convert", files()), |input: &[u8]| {
    let outcome = read(input, None).outcome;
    match outcome {
        Ok(Held::Manuscript(manuscript)) => check(&manuscript),
        Ok(Held::Files(members)) => {
            for place in 0..members.len().min(4) {
                if let Ok(Held::Manuscript(manuscript)) = read(input, Some(place)).outcome {
                    check(&manuscript);
                }
            }
        }
        Err(refused) => assert!(!refused.why.contains('\u{1b}')),
    }
});

fn check(manuscript: &Manuscript) {
    let stored = serde_json::to_vec(manuscript).unwrap();
    assert_eq!(serde_json::from_slice::<Manuscript>(&stored).unwrap(), *manuscript);
    for block in &manuscript.blocks {
        match block {
            Block::Paragraph(paragraph) => assert_harmless(&paragraph.text),
            Block::Table(table) => {
                table.rows.iter().flatten().for_each(|cell| assert_harmless(&cell.text));
                if let Some(ledger) = ledger::recognise(table) {
                    assert!(ledger.rows.iter().all(|row| row.len() == ledger.columns.len()));
                }
            }
            Block::Picture(_) | Block::Page(_) => {}
        }
    }
    for name in manuscript.assets.iter().map(|asset| &asset.name) {
        assert!(!name.contains(['/', '\\']) && name != "..");
    }
}

/// A small file of each kind that can be written down, and the smallest of the kinds that cannot where the samples lie beside the repository.
fn files() -> Vec<Vec<u8>> {
    let pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n4 0 obj<</Length 60>>stream\nBT /F 16 Tf 72 700 Td <51734E8E52A05F3A96C65E02> Tj ET 9 9 m 99 9 l S\nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>endobj\n6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>endobj\ntrailer<</Root 1 0 R>>\n";
    let mut files: Vec<Vec<u8>> = [
        pdf,
        "关于加强集市管理的通知\n云政发〔2026〕3号\n各乡镇人民政府：\n　　一、总体要求。坚持便民利民。\n",
        "<!DOCTYPE html><html><head><meta charset=gb2312><title>通知_云川县</title></head><body><table><tr><td>索引号</td><td>1</td></tr></table><p>第一条 为了规范集市。</p></body></html>",
        "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"b\"\n\n--b\nContent-Type: text/html\n\n<p>第一条 为了规范集市管理工作。</p>\n--b--\n",
        "一级事项,二级事项,公开内容,公开主体,公开时限\n法治宣传,普法,\"资讯\n安排\",县司法局,20日\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .to_vec();
    let beside = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/samples");
    for entry in std::fs::read_dir(beside).into_iter().flatten().flatten() {
        if entry.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.len() < 60_000) {
            files.extend(std::fs::read(entry.path()));
        }
    }
    files
}
