//! A thousand real laws, where somebody has put them beside the repository (`../shared/corpus/laws`, a folder of Markdown files); without them
//! there is nothing to test and the test says so. What may be expected of any size of library is tested elsewhere, on content of our own.

use super::{gongkai, repository, succeeds};

#[test]
fn laws_are_found_by_the_names_people_give_them() {
    let laws = repository("../shared/corpus/laws");
    if !laws.is_dir() {
        eprintln!("skipped: there is no folder {}", laws.display());
        return;
    }
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
