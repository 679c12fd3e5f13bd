//! The standard catalogue (标准目录): what must be disclosed, by whom, when and where.

use serde::{Deserialize, Serialize};

use super::Target;

/// One row of the standard catalogue; the record's title is its 二级事项.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueRow {
    /// 领域. Domains change over the years: data, not code.
    pub domain: String,
    /// 一级事项.
    pub item: String,
    /// 公开内容(要素).
    pub contents: String,
    /// 公开依据.
    pub basis: String,
    /// 公开时限.
    pub term: String,
    /// 公开主体.
    pub body: String,
    /// 公开渠道和载体.
    pub channels: Vec<String>,
    /// 公开对象: 全社会 or 特定群体.
    pub recipients: String,
    /// 公开方式.
    pub initiative: Initiative,
    /// 公开层级.
    pub levels: Vec<String>,
    /// Records that fulfil the row; none yet if empty.
    pub fulfilled_by: Vec<Target>,
}

/// 公开方式: on whose initiative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Initiative {
    /// 主动
    #[serde(rename = "主动")]
    Proactive,
    /// 依申请
    #[serde(rename = "依申请")]
    OnApplication,
}

impl Initiative {
    /// The word in the table.
    pub fn label(self) -> &'static str {
        match self {
            Self::Proactive => "主动",
            Self::OnApplication => "依申请",
        }
    }
}
