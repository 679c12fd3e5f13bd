//! Sheets of each kind, and the rows they give.

use super::{super::Cell, *};

/// A table of rows like `序号^2x1|公开事项^1x2|备注`: what covers more than one row and column says how many.
fn table(title: &str, header_rows: usize, rows: &[&str]) -> Table {
    let cell = |cell: &str| {
        let (text, span) = cell.split_once('^').unwrap_or((cell, "1x1"));
        let (rowspan, colspan) = span.split_once('x').unwrap();
        Cell { text: text.replace('/', "\n"), rowspan: rowspan.parse().unwrap(), colspan: colspan.parse().unwrap() }
    };
    let rows = rows.iter().map(|row| row.split('|').map(cell).collect()).collect();
    Table { title: (!title.is_empty()).then(|| title.to_owned()), header_rows, rows }
}

fn flat(title: &str, rows: &[&[&str]]) -> Table {
    table(title, 1, &rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn a_catalogue_gives_its_rows_with_ticks_as_words() {
    let sheet = table(
        "云川县社会救助领域基层政务公开标准目录",
        2,
        &[
            "序号^2x1|公开事项^1x2|公开内容（要素）^2x1|公开依据^2x1|公开主体^2x1|公开渠道和载体^2x1|公开对象^1x2|公开方式^1x2|公开层级^1x2|备注^2x1",
            "一级事项|二级事项|全社会|特定群众|主动|依申请公开|县级|乡级",
            "1|综合业务^2x1|政策法规文件|文件/配套|条例^2x1|县民政局、乡镇人民政府|■政府网站 □两微一端/■公开查阅点|√||√||√|√|",
            "2|监督检查|电话|县民政局|■政府网站||√|√|√|√||",
        ],
    );
    let ledger = recognise(&sheet).unwrap();
    assert_eq!(ledger.lists, Lists::Catalogue);
    let first = ",社会救助,综合业务,政策法规文件,文件；配套,条例,,县民政局；乡镇人民政府,政府网站；公开查阅点,全社会,主动,县级；乡级,";
    // Both ways are ticked: nobody knows which is meant.
    let second = ",社会救助,综合业务,监督检查,电话,条例,,县民政局,政府网站,特定群体,,县级,";
    assert_eq!(ledger.rows.iter().map(|row| row.join(",")).collect::<Vec<_>>(), [first, second]);
    assert_eq!((ledger.unmatched, ledger.missing), (vec!["备注".to_owned()], ["编号", "公开时限", "对应文件"].map(str::to_owned).to_vec()));
    assert_eq!(ledger.notes, ["第2行的公开方式或者公开对象勾了不止一项，没有填，请选一项"]);
}

#[test]
fn a_catalogue_saved_without_larger_cells_is_filled_from_above_and_says_so() {
    let sheet = flat(
        "",
        &[
            &["一级事项", "二级事项", "公开内容", "公开主体", "公开时限", "公开方式"],
            &["法治宣传", "普法", "资讯", "县司法局", "20个工作日内", "主动"],
            &["", "案例", "案例", "县司法局", "20个工作日内", "依申请公开"],
        ],
    );
    let ledger = recognise(&sheet).unwrap();
    assert_eq!((ledger.rows[1][2].as_str(), ledger.rows[1][10].as_str()), ("法治宣传", "依申请"));
    assert_eq!(ledger.notes, ["有1格领域或者一级事项空着，按上一行填，请核对"]);
    assert!(ledger.csv("cat-fz").starts_with("编号,领域,一级事项"));
    assert!(ledger.csv("cat-fz").contains("\ncat-fz-2,,法治宣传,案例,"));
}

#[test]
fn bodies_and_places_are_told_apart() {
    let bodies = flat(
        "云川县政府部门机构职能",
        &[
            &["序号", "单位名称", "主要职责", "办公地址", "联系电话", "负责人"],
            &["1", "县民政局", "救助", "人民路1号", "0000-5600110", "张某"],
        ],
    );
    let ledger = recognise(&bodies).unwrap();
    assert_eq!((ledger.lists, ledger.rows[0][1].as_str(), ledger.rows[0][5].as_str()), (Lists::Directory, "县民政局", "人民路1号"));
    assert_eq!(ledger.unmatched, ["负责人"]);
    let places = flat(
        "社保卡服务网点",
        &[
            &["网点名称", "所属乡镇", "详细地址", "营业时间", "经度", "纬度"],
            &["营业部", "城关镇", "人民路8号", "9:00—17:00", "0.2", "0.1"],
        ],
    );
    let ledger = recognise(&places).unwrap();
    assert_eq!((ledger.lists, ledger.rows[0][2].as_str(), ledger.rows[0][7].as_str()), (Lists::Places, "营业部", "0.2"));
}

#[test]
fn a_list_keeps_its_columns_and_columns_side_by_side_are_one_below_the_other() {
    let list = flat(
        "云川县行政事业性收费清单",
        &[&["项目", "标准", "项目", "标准"], &["证照", "10元", "检测", "20元"], &["登记", "5元", "", ""], &["合计", "", "", ""]],
    );
    let ledger = recognise(&list).unwrap();
    assert_eq!((ledger.lists, ledger.columns.clone()), (Lists::List, vec!["项目".to_owned(), "标准".to_owned()]));
    assert_eq!(ledger.rows, [["证照", "10元"], ["登记", "5元"], ["检测", "20元"]]);
    assert_eq!(ledger.notes.len(), 1);
}

#[test]
fn other_tables_are_none() {
    assert_eq!(recognise(&flat("任务分工表", &[&["任务", "责任单位"], &["整治", "县城管局"]])), None);
    assert_eq!(recognise(&table("清单", 0, &["甲|乙"])), None);
}
