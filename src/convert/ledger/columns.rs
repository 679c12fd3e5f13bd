//! What columns of offices' sheets are called, and which column of a content source that is.

/// A column of a content source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Its name in the source.
    pub(super) name: &'static str,
    /// What sheets call it; the first that is there counts.
    called: &'static [&'static str],
}

const fn column(name: &'static str, called: &'static [&'static str]) -> Column {
    Column { name, called }
}

pub(super) const CATALOGUE: [Column; 13] = [
    column("编号", &["编号", "编码", "目录编号"]),
    column("领域", &["领域", "试点领域", "公开领域", "所属领域"]),
    column(
        "一级事项",
        &["一级事项", "公开事项/一级事项", "公开事项/一级", "公开事项/一级公开事项", "一级公开事项", "一级", "一级目录", "公开类别"],
    ),
    column(
        "二级事项",
        &[
            "二级事项",
            "公开事项/二级事项",
            "公开事项/二级",
            "公开事项/二级公开事项",
            "二级公开事项",
            "二级",
            "二级目录",
            "公开事项",
            "事项名称",
        ],
    ),
    column("公开内容", &["公开内容", "公开内容要素", "公开要素"]),
    column("公开依据", &["公开依据", "依据", "设定依据", "法律法规依据"]),
    column("公开时限", &["公开时限", "时限", "公开时间"]),
    column("公开主体", &["公开主体", "责任主体", "公开责任主体", "责任单位", "责任部门", "公开单位"]),
    column("公开渠道", &["公开渠道", "公开渠道和载体", "公开渠道与载体", "公开载体", "渠道和载体", "公开渠道载体"]),
    column("公开对象", &["公开对象"]),
    column("公开方式", &["公开方式"]),
    column("公开层级", &["公开层级"]),
    column("对应文件", &["对应文件"]),
];

pub(super) const DIRECTORY: [Column; 11] = [
    column("编号", &["编号"]),
    column("名称", &["名称", "机构名称", "单位名称", "部门名称", "机关名称", "单位", "部门", "机构"]),
    column("简称", &["简称", "单位简称", "机构简称"]),
    column("机关代字", &["机关代字", "发文代字", "代字"]),
    column("职责", &["职责", "主要职责", "机构职能", "主要职能", "职能", "工作职责", "机构职责", "部门职责"]),
    column("地址", &["地址", "办公地址", "单位地址", "办公地点", "联系地址", "通讯地址"]),
    column("窗口", &["窗口", "办事窗口", "服务窗口"]),
    column("电话", &["电话", "联系电话", "办公电话", "咨询电话", "联系方式", "值班电话"]),
    column("监督电话", &["监督电话", "投诉电话", "监督投诉电话", "举报电话"]),
    column("办公时间", &["办公时间", "工作时间", "上班时间", "对外服务时间"]),
    column("网址", &["网址", "网站", "门户网站"]),
];

pub(super) const PLACES: [Column; 11] = [
    column("编号", &["编号"]),
    column("主题", &["主题", "类别", "类型", "分类", "场所类别", "机构类别"]),
    column(
        "名称",
        &[
            "名称",
            "网点名称",
            "机构名称",
            "场所名称",
            "学校名称",
            "医院名称",
            "单位名称",
            "站点名称",
            "停车场名称",
            "公厕名称",
            "服务点名称",
            "药店名称",
        ],
    ),
    column("乡镇", &["乡镇", "所属乡镇", "所在乡镇", "镇街", "乡镇街道", "所属街道", "街道", "所属镇街"]),
    column("地址", &["地址", "详细地址", "具体地址", "位置", "网点地址", "单位地址", "场所地址", "学校地址", "机构地址", "所在地址"]),
    column("电话", &["电话", "联系电话", "咨询电话", "服务电话", "办公电话", "网点电话"]),
    column("开放时间", &["开放时间", "营业时间", "服务时间", "办公时间", "工作时间", "接诊时间"]),
    column("经度", &["经度"]),
    column("纬度", &["纬度"]),
    column("怎么去", &["怎么去", "乘车路线", "公交路线", "交通路线", "交通"]),
    column("能办什么", &["能办什么", "服务内容", "服务事项", "业务范围", "可办业务", "办理事项", "服务项目", "办理业务"]),
];

impl Column {
    /// Which of the names of a sheet it is.
    pub(super) fn find(&self, names: &[String]) -> Option<usize> {
        self.called.iter().find_map(|called| names.iter().position(|name| bare(name) == *called))
    }

    /// Every name that begins with its own and goes on: `公开方式/主动`.
    pub(super) fn below<'n>(&self, names: &'n [String]) -> Vec<(usize, &'n str)> {
        let part = |(at, name): (usize, &'n String)| {
            let (first, rest) = name.split_once('/')?;
            self.called.contains(&bare(first).as_str()).then_some((at, rest))
        };
        names.iter().enumerate().filter_map(part).collect()
    }

    /// A cell as the source wants it.
    pub(super) fn tidy(&self, text: String) -> String {
        match self.name {
            // Ids are written in small letters; what else stands in such a column is a number on paper.
            "编号" if !text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte.is_ascii_digit()) => String::new(),
            "编号" if text.bytes().all(|byte| byte.is_ascii_digit()) => String::new(),
            // A colon or a remark is no address of a page.
            "网址" if !text.starts_with("https://") => String::new(),
            _ => text,
        }
    }
}

/// A name without blanks, remarks in brackets and marks at its end.
pub(super) fn bare(name: &str) -> String {
    let mut depth = 0;
    let mut bare = String::new();
    for c in name.chars() {
        match c {
            '（' | '(' | '【' | '[' => depth += 1,
            '）' | ')' | '】' | ']' => depth -= 1,
            c if depth == 0 && !c.is_whitespace() && !matches!(c, '*' | ':' | '：' | '、') => bare.push(c),
            _ => {}
        }
    }
    bare
}

/// Columns that only count rows.
pub(super) fn is_counting(name: &str) -> bool {
    matches!(bare(name).as_str(), "序号" | "序" | "编号")
}
