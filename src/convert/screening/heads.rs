//! What the head of a column says of the cells below it.

use std::sync::LazyLock;

use regex::Regex;

#[expect(clippy::expect_used, reason = "patterns written here")]
fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern")
}

/// Letters of the longest head of a column.
const LONGEST: usize = 24;

/// Words that a head of a column is, or ends with.
static HEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"^(?:序号|编号|村|组|村组|乡镇|镇街|街道|社区|乡镇街道|所在村|所在村组|区县|县区|市县|单位|部门|科室|企业|学校|班级|年级|性别|年龄|民族|学历|职务|职称|岗位|职业|籍贯|户籍|户别|备注|说明|金额|标准|面积|数量|结果|项目|内容|事项|密级|题名|标题|文号|属性|份号|依据|措施|电话|手机|座机|邮箱|微信|地址|住址|住所|配偶|子女|家庭成员|残疾|疾病|病种|罪名|户主|业主|姓名|名称|名字|NO|No|ID)$",
        r"|(?:姓名|名称|名单|号码|编号|证号|账号|帐号|卡号|户号|车号|号牌|学号|工号|考号|病历号|住院号|档案号|证件|身份证|社保卡|银行卡|一卡通|存折|护照|账户|帐户|电话|手机|手机号|方式|住址|地址|住所|所在地|居住地|户籍地|性别|年龄|年月|日期|时间|生日|民族|学历|程度|职务|职称|岗位|班级|原因|病因|类别|类型|等级|级别|种类|情况|状况|病情|病史|病种|疾病|诊断|结果|关系|人口|人数|户数|金额|标准|收入|支出|面积|数量|银行|开户行|户主|户名|联系人|负责人|经办人|监护人|申请人|当事人|责任人|领款人|代表人|持有人|患者|学生|考生|对象|罪名|事由|事实|依据|措施|代码|面貌|刑期|处罚|邮箱|微信号|QQ号|QQ|单位|部门|学校|分工|职责|工作|签名|签字|备注|国籍|地点|地段|投资|规模|进度|价格|比例|期限|时限|用途|品种|规格|型号|\p{Han}[数率量额费]|\p{Han}{2,}号)$"
    ))
});
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"姓名|^(?:户主|业主|户名|名字|持卡人|领款人|收款人|申请人|当事人|患者|病人|学生|考生|村民|居民|职工|儿童|老人|被处罚人|被监护人|监护人|参保人|受助人|受益人|权利人|承包人|承租人|购房人|申领人|死者|罪犯|社区矫正对象|困境儿童|残疾人|(?:救助|保障|帮扶|资助|补助|低保|监测|脱贫|特困|优抚|享受)(?:对象|人员|人)?)$",
    )
});
/// What an office's people are called.
static POST: LazyLock<Regex> = LazyLock::new(|| pattern(r"职务|职责|分工|分管|科室|承办|办公|值班|窗口|包保|网格|咨询|监督|受理"));
static BODY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:企业|单位|公司|机构|店铺|店名|商户|部门|科室|学校|医院|场所|市场主体|经营主体|项目|品种|产品|收款单位|供应商|中标人|中标单位|建设单位|药店|网点)(?:名称|全称)?$|^名称$|信用代码|法定代表人|注册资本",
    )
});
static FACT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"出生|生日|年龄|民族|籍贯|婚姻|文化程度|学历|与(?:户主|本人|申请人|死者)?(?:的)?关系|家庭关系|家庭成员|家庭人口|政治面貌|性别|配偶|子女|监护人|班级|年级",
    )
});
static CLOSE_FACT: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"出生|生日|年龄|婚姻|与(?:户主|本人|申请人|死者)(?:的)?关系|家庭关系|家庭成员|配偶|子女|监护人"));
static CIRCUMSTANCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(concat!(
        r"致贫|返贫|致困|残疾|伤残|残级|病种|疾病|患病|病情|病史|病名|诊断|病因|健康|身体状况|困难|贫困|(?:救助|补助|帮扶|资助|申请|享受|纳入)(?:原因|事由|理由|类别|类型)|低保|保障类别|特困|五保|孤儿|困境",
        r"|(?:年|月|人均|家庭|纯|经济)(?:纯)?收入|经济状况|罪名|刑期|刑罚|处罚|处分|违法|违纪|犯罪|失信|欠(?:款|税|缴|薪)|婚育|生育|死亡|死因|住院|用药|手术|认定(?:类别|原因)|优抚|特殊情况|监护情况|家庭情况|劳动能力|自理能力|失能|精神|戒毒|矫正|信访|诉求"
    ))
});
static ACCOUNT: LazyLock<Regex> = LazyLock::new(|| pattern(r"账号|帐号|卡号|账户|帐户|一卡通|存折|银行卡|社保卡"));
static HOME: LazyLock<Regex> = LazyLock::new(|| pattern(r"住所|住址|居住|家庭地址|户籍|常住|^地址$|^(?:所在)?村组?$"));
static SECRECY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^(?:文件|信息|公文)?(?:密级|保密等级|保密级别|秘密等级|涉密等级|密级标识)$"));
/// What is said of somebody of whom there is nothing to say.
static NOTHING: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"^(?:无|否|没有|正常|健康|良好|一般|暂无|未|不详|/|-+|—+|\*+|×+|□|合格|同意|0|0\.0+|待定|略)$"));

/// The heads of the columns of one table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heads {
    /// One a column, several rows of heads joined; empty where a column has none.
    pub(super) labels: Vec<String>,
}

impl Heads {
    /// Whether cells are the heads of what stands below: nearly all of them are words for columns, and none is a value.
    pub(super) fn are(cells: &[String]) -> bool {
        let said: Vec<&String> = cells.iter().filter(|cell| !cell.is_empty()).collect();
        let heads = said.iter().filter(|cell| is_head(cell)).count();
        let values = said.iter().any(|cell| cell.chars().filter(char::is_ascii_digit).count() > 4);
        heads > 0 && !values && heads * 3 >= said.len() * 2 && (heads > 1 || cells.len() == 1)
    }

    /// Whether cells that are no such heads by themselves are heads of the row below: under one of them stands a long number.
    pub(super) fn stand_over(cells: &[String], below: &[String]) -> bool {
        let digits = |cell: &str| cell.chars().filter(char::is_ascii_digit).count();
        cells.len() == below.len()
            && cells.iter().all(|cell| digits(cell) < 5 && cell.chars().count() <= LONGEST)
            && cells.iter().zip(below).any(|(head, cell)| is_head(head) && digits(cell) > 6)
    }

    /// Whether cells are a second row of heads below the first: each says the same as the one above it, or is a head itself.
    pub(super) fn go_on(&self, cells: &[String]) -> bool {
        let said: Vec<(usize, &String)> = cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).collect();
        let same = |at: usize, cell: &String| self.labels.get(at) == Some(cell);
        said.iter().all(|(at, cell)| same(*at, cell) || is_head(cell)) && said.iter().any(|(at, cell)| !same(*at, cell))
    }

    /// With a second row of heads; what is wider above stands over all of its columns.
    pub(super) fn with(&self, cells: &[String]) -> Self {
        let width = self.labels.len().max(cells.len());
        let mut over = String::new();
        let labels = (0..width).map(|at| {
            let above = self.labels.get(at).map(String::as_str).unwrap_or_default();
            let below = cells.get(at).map(String::as_str).unwrap_or_default();
            if !above.is_empty() {
                over = above.to_owned();
            }
            match (above, below) {
                ("", "") => String::new(),
                (above, "") => above.to_owned(),
                ("", below) => format!("{over}{below}"),
                (above, below) if above == below => above.to_owned(),
                (above, below) => format!("{above}{below}"),
            }
        });
        Self { labels: labels.collect() }
    }

    /// Columns that name persons.
    pub(super) fn names(&self) -> impl Iterator<Item = usize> {
        self.columns(|label| NAME.is_match(label) && !POST.is_match(label))
    }

    /// Whether it is the table of an office, of what its people do.
    pub(super) fn are_of_an_office(&self) -> bool {
        self.labels.iter().any(|label| POST.is_match(label))
    }

    /// Whether it is a table of bodies, not of persons.
    pub(super) fn are_of_bodies(&self) -> bool {
        self.names().next().is_none() && self.labels.iter().any(|label| BODY.is_match(label))
    }

    /// Columns of what is said of a person; whether one such word alone is enough.
    pub(super) fn facts(&self) -> impl Iterator<Item = (usize, bool)> {
        self.columns(|label| FACT.is_match(label)).map(|at| (at, self.labels.get(at).is_some_and(|label| CLOSE_FACT.is_match(label))))
    }

    /// Columns of what nobody should read of a person.
    pub(super) fn circumstances(&self) -> impl Iterator<Item = usize> {
        self.columns(|label| CIRCUMSTANCE.is_match(label))
    }

    /// Columns of where somebody lives.
    pub(super) fn homes(&self) -> impl Iterator<Item = usize> {
        self.columns(|label| HOME.is_match(label) && !label.contains("单位"))
    }

    /// Columns of how secret a paper is.
    pub(super) fn secrecy(&self) -> impl Iterator<Item = usize> {
        self.columns(|label| SECRECY.is_match(label))
    }

    /// Columns of accounts.
    pub(super) fn accounts(&self) -> impl Iterator<Item = usize> {
        self.columns(|label| ACCOUNT.is_match(label))
    }

    fn columns(&self, is_it: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        self.labels.iter().enumerate().filter_map(move |(at, label)| is_it(label).then_some(at))
    }
}

/// Whether a cell is a word for a column.
fn is_head(cell: &str) -> bool {
    let bare = cell.split(['(', '（', '[']).next().unwrap_or_default().trim_start_matches(['*', '★', '#']).trim_end_matches([':', '*']);
    !bare.is_empty() && bare.chars().count() <= LONGEST && HEAD.is_match(bare)
}

/// Whether a cell says something.
pub(super) fn is_said(cell: &str) -> bool {
    !cell.is_empty() && !NOTHING.is_match(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(row: &str) -> Vec<String> {
        row.split('|').map(str::to_owned).collect()
    }

    #[test]
    fn heads_are_told_from_rows() {
        for row in ["序号|姓名|身份证号|金额(元)", "姓名|致贫原因", "户主|家庭住址|联系电话|备注", "*姓名|*手机号码", "银行账号"]
        {
            assert!(Heads::are(&cells(row)), "{row}");
        }
        for row in ["1|李国强|石坝村|四组", "姓名|李国强|性别|男", "2024年度|张三", "姓名|110101190003070010", "李国强|13800000001"]
        {
            assert!(!Heads::are(&cells(row)), "{row}");
        }
    }

    #[test]
    fn a_second_row_of_heads_names_the_columns_below_a_wide_one() {
        let heads = Heads { labels: cells("姓名|联系方式|联系方式|金额") };
        let below = cells("姓名|手机|住址|金额");
        assert!(heads.go_on(&below));
        assert_eq!(heads.with(&below).labels, cells("姓名|联系方式手机|联系方式住址|金额"));
        assert_eq!(
            Heads { labels: cells("姓名|联系方式||金额") }.with(&cells("|手机|住址|")).labels,
            cells("姓名|联系方式手机|联系方式住址|金额")
        );
        assert!(!heads.go_on(&cells("李国强|手机|双桥镇|1200")));
    }
}
