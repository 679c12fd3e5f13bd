//! One file of a content source, of every kind, as somebody wrote it or as a signed bundle carries it. Whatever it holds, it is read the same way
//! twice, what comes out of it can be shown, and only what is marked as public comes out.

#![no_main]

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use gongkai::{
    policy::{Arrangement, PASSAGE_LIMIT, Record, RecordKind, passages},
    source::{Fault, Header, Options, Source, StoredFile, StoredFolder},
    text::clean,
};
use gongkai_fuzz::{assert_harmless, seeds};
use libfuzzer_sys::fuzz_target;

/// A file of each kind.
const PATHS: [&str; 19] = [
    "documents/a.md",
    "interpretations/a.md",
    "questions/a.md",
    "guides/a.md",
    "collections/a.md",
    "lists/a.md",
    "gazette/a.md",
    "consultations/a.md",
    "notices/a.md",
    "catalogue/a.csv",
    "places/a.csv",
    "directory.csv",
    "export.jsonl",
    "source.toml",
    "社会法/劳动法(2018-12-29).md",
    "boards/home.toml",
    "leaflets/apply.md",
    "fillers.txt",
    "order.txt",
];

static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let folder = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    folder.join(format!("gongkai-fuzz-source-{}", std::process::id()))
});

static UNNAMED: LazyLock<Header> = LazyLock::new(|| Source::embedded().header().clone());

fuzz_target!(init: seeds("source", files()), |input: &[u8]| {
    let Some((which, bytes)) = input.split_first() else { return };
    let path = PATHS[usize::from(*which) % PATHS.len()];
    fs::write(&*FILE, bytes).unwrap();
    let file = StoredFile { path: path.to_owned(), stored_in: FILE.clone(), offset: 0, length: bytes.len() as u64 };
    let folder = StoredFolder { name: String::new(), root: String::new(), mark: None, files: vec![file] };
    let source = Source::of_stored(folder, Options::default(), UNNAMED.clone());
    let (records, arrangement, faults) = read(&source);
    assert_eq!(read(&source), (records.clone(), arrangement.clone(), faults.clone()));
    // The library stores it so, and screens draw it.
    let stored = serde_json::to_string(&arrangement).unwrap();
    assert_harmless(&stored);
    assert_eq!(serde_json::from_str::<Arrangement>(&stored).unwrap(), arrangement);
    for fault in &faults {
        let told = fault.to_string();
        assert_harmless(&told);
        assert!(!told.contains('\n'), "{told:?}");
    }
    for record in &records {
        // Documents are public because somebody said so.
        assert!(record.mark.is_none_or(|mark| mark.permits_display()));
        assert!(record.kind() != RecordKind::Document || record.mark.is_some());
        for text in [&record.title].into_iter().chain(&record.keywords).chain(&record.summary).chain(&record.topics) {
            assert_eq!(clean(text), **text);
        }
        assert!(!record.title.is_empty() && !record.title.contains('\n'));
        assert!(record.address.as_ref().is_none_or(|address| address.starts_with("https://")));
        let pieces = passages(&record.id, &record.text);
        for piece in &pieces {
            assert_eq!(clean(&piece.text), *piece.text);
            assert!(piece.section < record.text.sections.len());
            let imported = record.text.sections.iter().any(|section| section.passage.as_ref() == Some(&piece.id));
            assert!(imported || piece.text.chars().count() <= PASSAGE_LIMIT);
        }
        // The library stores it so.
        let stored: Record = serde_json::from_slice(&serde_json::to_vec(record).unwrap()).unwrap();
        assert_eq!(stored, *record);
    }
});

fn read(source: &Source) -> (Vec<Record>, Arrangement, Vec<Fault>) {
    let mut records = Vec::new();
    let reading = source.read(&mut |batch| {
        assert_eq!(batch.records.len(), batch.files.len());
        records.extend(batch.records);
        ControlFlow::Continue(())
    });
    (records, reading.arrangement, reading.faults)
}

/// The smallest file of each kind in the sample, and two kinds that it has none of.
fn files() -> Vec<Vec<u8>> {
    let mut seeds = vec![
        (12, r#"{"id":"d1","title":"关于印发办法的通知","text":"云政发〔2023〕8号\n第一条 照办。","date":"2023-05-01","category":"行政规范性文件","mark":"此件公开发布"}"#.as_bytes().to_vec()),
        (12, "{\"document\":\"d1\",\"id\":\"d1-1\",\"title\":\"办法\",\"text\":\"第一条 照办。\",\"mark\":\"此件公开发布\"}\n".as_bytes().to_vec()),
        (14, "---\nmark = \"此件公开发布\"\n# 劳动法\n\n（1994年7月5日通过）\n\n第一条 为了保护。\n".as_bytes().to_vec()),
        (14, "+++\nmark = \"此件公开发布\"\n+++\n# 劳动法\n\n（1994年7月5日通过）\n\n## 第一章 总则\n\n第一条 为了保护。\n".as_bytes().to_vec()),
    ];
    let sample = Source::embedded();
    for (which, path) in (0..).zip(PATHS) {
        let folder = path.split_once('/').map_or(path, |(folder, _)| folder);
        let of_kind = sample.members().into_iter().filter(|member| member.text && member.path.split('/').next() == Some(folder));
        let smallest = of_kind.filter(|member| member.size < 6000).min_by_key(|member| member.size);
        if let Some(member) = smallest {
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut member.open().unwrap(), &mut bytes).unwrap();
            seeds.push((which, bytes));
        }
    }
    seeds.into_iter().map(|(which, bytes)| [&[which][..], &bytes].concat()).collect()
}
