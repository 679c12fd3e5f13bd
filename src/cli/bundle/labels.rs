//! A record as lines, every field of it with a Chinese label: what is compared is what a record's digest is of, so that nothing changes unseen.

use serde_json::{Map, Value};

use crate::{
    policy::{Block, FullText, Record},
    text::clean,
};

/// Fields and what they are called, in the order in which they are read.
const LABELS: [(&str, &str); 88] = [
    ("title", "标题"),
    ("number", "文号"),
    ("kind", "种类"),
    ("genre", "体裁"),
    ("list_kind", "清单种类"),
    ("form", "形式"),
    ("stage", "阶段"),
    ("theme", "主题"),
    ("themes", "主题分类"),
    ("domain", "领域"),
    ("item", "事项"),
    ("contents", "公开内容"),
    ("basis", "依据"),
    ("term", "公开时限"),
    ("issuers", "发文机关"),
    ("drafter", "起草单位"),
    ("body", "单位"),
    ("index_number", "索引号"),
    ("registration", "规范性文件编号"),
    ("issued_on", "成文日期"),
    ("published_on", "发布日期"),
    ("effective_on", "施行日期"),
    ("expires_on", "失效日期"),
    ("opens_on", "开始日期"),
    ("closes_on", "截止日期"),
    ("as_of", "截至"),
    ("year", "年份"),
    ("issue", "期号"),
    ("region", "适用地区"),
    ("stated", "写明的效力"),
    ("mark", "公开属性"),
    ("urgent", "紧急"),
    ("topics", "话题"),
    ("audience", "对象"),
    ("keywords", "关键词"),
    ("summary", "摘要"),
    ("aliases", "别名"),
    ("number_words", "文号用字"),
    ("duties", "职责"),
    ("code", "编码"),
    ("desk", "窗口"),
    ("address", "地址"),
    ("town", "乡镇"),
    ("coordinates", "经纬度"),
    ("directions", "怎么走"),
    ("services", "服务"),
    ("hours", "时间"),
    ("phone", "电话"),
    ("complaint_phone", "投诉电话"),
    ("applicants", "谁能办"),
    ("conditions", "条件"),
    ("materials", "材料"),
    ("steps", "步骤"),
    ("special_steps", "特别程序"),
    ("legal_limit", "法定时限"),
    ("promised_limit", "承诺时限"),
    ("fee", "收费"),
    ("fee_basis", "收费依据"),
    ("visits", "跑几次"),
    ("online", "网上办"),
    ("progress", "查进度"),
    ("channels", "渠道"),
    ("recipients", "公开对象"),
    ("initiative", "公开方式"),
    ("levels", "层级"),
    ("fulfilled_by", "由谁落实"),
    ("draft", "征求意见稿"),
    ("result", "结果"),
    ("records", "有关内容"),
    ("items", "条目"),
    ("name", "名称"),
    ("copies", "份数"),
    ("note", "说明"),
    ("record", "内容"),
    ("file", "文件"),
    ("size", "字节"),
    ("attachments", "附件"),
    ("links", "关联"),
    ("text", "正文"),
    ("id", "编号"),
    ("content", "内容"),
    ("document", "政策文件"),
    ("question", "问答"),
    ("guide", "办事指南"),
    ("collection", "一件事"),
    ("list", "清单"),
    ("held", "编号"),
    ("cited", "引用"),
];

/// Every field of a record that says something, a line each; the text paragraph by paragraph.
pub(super) fn written(record: &Record) -> Vec<String> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(record) else { return Vec::new() };
    fields.remove("text");
    fields.remove("links");
    let mut lines = vec![format!("种类：{}", record.kind().label())];
    if let Some(Value::Object(content)) = fields.remove("content") {
        // The one key is the kind, which has been said.
        for (_, own) in content {
            if let Value::Object(own) = own {
                fields.extend(own.into_iter().map(|(key, value)| (if key == "kind" { "genre".to_owned() } else { key }, value)));
            }
        }
    }
    put(&mut lines, fields);
    lines.extend(record.links.iter().map(|link| format!("{}：{}", link.kind.label(), link.target)));
    lines.extend(text(&record.text));
    lines.iter().flat_map(|line| clean(line).lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

fn put(lines: &mut Vec<String>, mut fields: Map<String, Value>) {
    for (key, label) in LABELS {
        if let Some(value) = fields.remove(key) {
            field(lines, label, &value);
        }
    }
    // What a later version adds is shown by its own name rather than not at all.
    for (key, value) in fields {
        field(lines, &key, &value);
    }
}

fn field(lines: &mut Vec<String>, label: &str, value: &Value) {
    match value {
        Value::Array(values) if label != "经纬度" => values.iter().for_each(|value| field(lines, label, value)),
        value => {
            let told = told(value);
            if !told.is_empty() {
                lines.push(format!("{label}：{told}"));
            }
        }
    }
}

/// A value on one line.
fn told(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().map(told).filter(|told| !told.is_empty()).collect::<Vec<_>>().join("，"),
        Value::Object(fields) => {
            let known = LABELS.iter().filter_map(|(key, label)| Some((*label, fields.get(*key)?)));
            let other =
                fields.iter().filter(|(key, _)| !LABELS.iter().any(|(known, _)| known == key)).map(|(key, value)| (key.as_str(), value));
            let told = known.chain(other).map(|(label, value)| (label, told(value))).filter(|(_, told)| !told.is_empty());
            told.map(|(label, told)| if ["名称", "标题", "编号", "引用"].contains(&label) { told } else { format!("{label} {told}") })
                .collect::<Vec<_>>()
                .join("，")
        }
    }
}

fn text(text: &FullText) -> Vec<String> {
    let mut lines = Vec::new();
    for section in &text.sections {
        if section.own_line && !section.label.is_empty() {
            lines.push(section.label.clone());
        }
        for block in &section.blocks {
            match block {
                Block::Paragraph(paragraph) => lines.push(paragraph.clone()),
                Block::Table(table) => lines.extend(table.lines()),
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::source::Source;

    #[test]
    fn no_field_of_the_sample_is_called_by_an_english_name() {
        let mut seen = 0;
        Source::embedded().read(&mut |batch| {
            for record in &batch.records {
                seen += 1;
                for line in written(record) {
                    let label = line.split_once('：').map_or("", |(label, _)| label);
                    let english = label.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !label.is_empty();
                    assert!(!english, "{}: {line}", record.id);
                }
            }
            ControlFlow::Continue(())
        });
        assert!(seen > 100);
    }

    #[test]
    fn whatever_a_record_says_stands_in_a_line() {
        let mut records = Vec::new();
        Source::embedded().read(&mut |batch| {
            records.extend(batch.records);
            ControlFlow::Continue(())
        });
        let guide = records.iter().find(|record| record.id.as_str() == "g-gongjijin-tiqu").unwrap();
        let before = written(guide);
        let mut changed = guide.clone();
        if let crate::policy::Content::Guide(guide) = &mut changed.content {
            guide.phone = Some("0000-1234567".to_owned());
        }
        let now = written(&changed);
        assert_eq!(now.iter().filter(|line| !before.contains(line)).collect::<Vec<_>>(), ["电话：0000-1234567"]);
    }
}
