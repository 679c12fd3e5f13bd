//! Service guides (办事指南): what to bring, where, how long, how much.

use serde::{Deserialize, Serialize};

/// A guide to one procedure, with the elements such guides have by rule. Desk, hours and phones that are left out are those of the body.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ServiceGuide {
    /// 事项编码.
    pub code: Option<String>,
    /// 办理机构.
    pub body: String,
    /// 办理地点.
    pub desk: Option<String>,
    /// 办理时间.
    pub hours: Option<String>,
    /// 咨询电话.
    pub phone: Option<String>,
    /// 监督投诉电话.
    pub complaint_phone: Option<String>,
    /// 受理对象.
    pub applicants: Option<String>,
    /// 受理条件.
    pub conditions: Vec<String>,
    /// 申请材料.
    pub materials: Vec<Material>,
    /// 办理流程, in order.
    pub steps: Vec<String>,
    /// 特殊环节.
    pub special_steps: Vec<String>,
    /// 法定时限, in words.
    pub legal_limit: Option<String>,
    /// 承诺时限, in words.
    pub promised_limit: Option<String>,
    /// 收费标准.
    pub fee: Option<String>,
    /// 收费依据.
    pub fee_basis: Option<String>,
    /// 到现场次数.
    pub visits: Option<u8>,
    /// Address where the application begins (https).
    pub online: Option<String>,
    /// Address where progress is asked for (https).
    pub progress: Option<String>,
}

/// One paper to bring.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Its name, as the guide lists it.
    pub name: String,
    /// Original, copy, or electronic.
    pub form: MaterialForm,
    /// How many.
    #[serde(default)]
    pub copies: Option<u8>,
    /// When it is needed, where it comes from.
    #[serde(default)]
    pub note: Option<String>,
}

/// Forms in which a paper is brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MaterialForm {
    /// 原件
    #[serde(rename = "原件")]
    Original,
    /// 复印件
    #[serde(rename = "复印件")]
    Copy,
    /// 原件和复印件
    #[serde(rename = "原件和复印件")]
    OriginalAndCopy,
    /// 表格, filled in on site
    #[serde(rename = "表格")]
    Form,
    /// 电子件
    #[serde(rename = "电子件")]
    Electronic,
    /// 免提交: the office looks it up itself
    #[serde(rename = "免提交")]
    NotNeeded,
}

impl MaterialForm {
    /// The word in front of people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Original => "原件",
            Self::Copy => "复印件",
            Self::OriginalAndCopy => "原件和复印件",
            Self::Form => "表格",
            Self::Electronic => "电子件",
            Self::NotNeeded => "免提交",
        }
    }
}
