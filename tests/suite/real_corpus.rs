//! A thousand real laws, where somebody has put them beside the repository (`../shared/corpus/laws`, a folder of Markdown files). They are not
//! ours to give, so this runs only when asked for. What may be expected of any size of library is tested elsewhere, on content of our own.

use super::{gongkai, repository, succeeds};

#[test]
#[ignore = "needs the folder ../shared/corpus/laws: cargo test --all-features real_corpus -- --ignored"]
fn laws_are_found_by_the_names_people_give_them() {
    let laws = repository("../shared/corpus/laws");
    assert!(laws.is_dir(), "there is no folder {}", laws.display());
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("library");
    let built =
        gongkai().args(["library", "build"]).arg(&laws).arg("--into").arg(&library).args(["--mark", "此件公开发布"]).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    for (typed, first) in [
        ("劳动合同法", "中华人民共和国劳动合同法"),
        ("勞動合同法", "中华人民共和国劳动合同法"),
        ("laodonghetongfa", "中华人民共和国劳动合同法"),
        ("ldhtf", "中华人民共和国劳动合同法"),
        ("劳动合同法实施条例", "中华人民共和国劳动合同法实施条例"),
        ("国务院令535号", "中华人民共和国劳动合同法实施条例"),
    ] {
        let found = succeeds(gongkai().args(["search", typed, "--json", "--limit", "1", "--library"]).arg(&library));
        assert!(found.contains(&format!("\"title\":\"{first}\"")), "{typed}: {found}");
    }
}
