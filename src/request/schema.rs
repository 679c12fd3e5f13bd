//! The forms: which questions each asks, how long an answer may be and of what kind. Every version of a form that ever sealed anything stays here, so
//! that the office can read it.
//!
//! An application asks what 条例 art. 29 requires and nothing else: no purpose, no fax, no occupation. The digest of a form goes into the seal, so
//! that no answer can be read as the answer to another question.

use serde::Serialize;

use crate::files::Digest;

/// Most bytes of a form as it is sealed: one padding class for all, so that its length says nothing. An application with answers as long as they may
/// be, in Chinese, fits.
pub const LARGEST_FORM: usize = 4096 - 4;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Schema {
    /// Its name and version: `disclosure-citizen/1`.
    pub id: &'static str,
    /// What it is called in front of people.
    pub title: &'static str,
    /// Its questions, in their order.
    pub fields: &'static [Field],
    /// Groups of questions of which one answer at least is wanted.
    pub one_of: &'static [&'static [&'static str]],
}

/// A question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name in files.
    pub name: &'static str,
    /// What it is called in front of people.
    pub label: &'static str,
    /// Most characters of an answer.
    pub most: usize,
    /// Whether it must be answered.
    pub wanted: bool,
    /// Of what kind the answer is.
    pub kind: Kind,
}

/// The kind of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Kind {
    /// Words.
    Words,
    /// A citizen's identity number.
    IdentityNumber,
    /// An organisation's credit code.
    CreditCode,
    /// A phone.
    Phone,
    /// A post code.
    PostCode,
    /// An address for e-mail.
    EMail,
    /// One of these: name and label.
    One(&'static [(&'static str, &'static str)]),
    /// Some of these, blanks between their names.
    Some(&'static [(&'static str, &'static str)]),
}

const fn field(name: &'static str, label: &'static str, most: usize, kind: Kind) -> Field {
    Field { name, label, most, wanted: false, kind }
}

const fn wanted(name: &'static str, label: &'static str, most: usize, kind: Kind) -> Field {
    Field { name, label, most, wanted: true, kind }
}

const YES: Kind = Kind::One(&[("yes", "是"), ("no", "否")]);
const PAPERS: Kind = Kind::One(&[
    ("identity_card", "居民身份证"),
    ("passport", "护照"),
    ("residence_permit", "港澳台居民居住证"),
    ("other", "其他证件"),
    ("at_desk", "交给工作人员当面看"),
]);
const ORGANISATIONS: Kind = Kind::One(&[
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("charity", "社会公益组织"),
    ("legal", "法律服务机构"),
    ("other", "其他"),
]);
const MEDIA: Kind = Kind::Some(&[("paper", "纸面"), ("e_mail", "电子邮件"), ("disc", "光盘"), ("disk", "磁盘")]);
const WAYS: Kind =
    Kind::Some(&[("collect", "自行领取或当场阅读、抄录"), ("post", "邮寄"), ("express", "快递"), ("e_mail", "电子邮件"), ("fax", "传真")]);
const HELP: Kind = Kind::Some(&[("reading", "阅读"), ("sight", "视力"), ("hearing", "听力"), ("none", "不需要")]);

const NAME: usize = 40;
const LINE: usize = 80;

const PHONE: Field = field("phone", "联系电话", 24, Kind::Phone);
const EMAIL: Field = field("e_mail", "电子邮箱", LINE, Kind::EMail);
const ADDRESS: Field = field("address", "联系地址", LINE, Kind::Words);
const POST_CODE: Field = field("post_code", "邮政编码", 6, Kind::PostCode);
const WANTED_NAME: Field = field("wanted_name", "所需信息的名称", LINE, Kind::Words);
const WANTED_NUMBER: Field = field("wanted_number", "文号", NAME, Kind::Words);
const WANTED_FEATURES: Field = field("wanted_features", "便于查询的其他特征性描述", 500, Kind::Words);
const MEDIUM: Field = wanted("media", "提供方式", 40, MEDIA);
const WAY: Field = wanted("ways", "获取方式", 40, WAYS);
const OTHER_WAY: Field = field("other_ways", "无法按上面的方式提供时，也可接受其他方式", 3, YES);
const AGENT: Field = field("agent", "代理人", NAME, Kind::Words);
const AGENT_PHONE: Field = field("agent_phone", "代理人电话", 24, Kind::Phone);
const AGENT_POWER: Field = field("agent_power", "有授权委托书", 3, YES);
const HELP_WANTED: Field = field("help", "需要的帮助", 40, HELP);
const KNOWN: Field = field("written_by_staff", "由工作人员代填", 3, YES);

const WANTED: &[&str] = &["wanted_name", "wanted_number", "wanted_features"];
const CONTACT: &[&str] = &["phone", "e_mail", "address"];

/// 依申请公开, for a citizen.
pub const CITIZEN: Schema = Schema {
    id: "disclosure-citizen/1",
    title: "政府信息公开申请（公民）",
    fields: &[
        wanted("name", "姓名", NAME, Kind::Words),
        wanted("paper", "身份证明", 20, PAPERS),
        field("identity_number", "身份证号码", 18, Kind::IdentityNumber),
        field("paper_number", "证件号码", 30, Kind::Words),
        PHONE,
        EMAIL,
        ADDRESS,
        POST_CODE,
        WANTED_NAME,
        WANTED_NUMBER,
        WANTED_FEATURES,
        MEDIUM,
        WAY,
        OTHER_WAY,
        AGENT,
        AGENT_PHONE,
        AGENT_POWER,
        HELP_WANTED,
        KNOWN,
    ],
    one_of: &[CONTACT, WANTED],
};

/// 依申请公开, for a legal person or another organisation.
pub const ORGANISATION: Schema = Schema {
    id: "disclosure-organisation/1",
    title: "政府信息公开申请（法人或者其他组织）",
    fields: &[
        wanted("organisation", "名称", LINE, Kind::Words),
        wanted("organisation_kind", "类别", 20, ORGANISATIONS),
        field("credit_code", "统一社会信用代码", 18, Kind::CreditCode),
        field("representative", "法定代表人或者负责人", NAME, Kind::Words),
        wanted("name", "联系人", NAME, Kind::Words),
        PHONE,
        EMAIL,
        ADDRESS,
        POST_CODE,
        WANTED_NAME,
        WANTED_NUMBER,
        WANTED_FEATURES,
        MEDIUM,
        WAY,
        OTHER_WAY,
        AGENT,
        AGENT_PHONE,
        AGENT_POWER,
        HELP_WANTED,
        KNOWN,
    ],
    one_of: &[CONTACT, WANTED],
};

const ANSWER_WANTED: Field = field("contact", "想收到答复的，留一个联系方式", LINE, Kind::Words);

/// An opinion on a consultation that is open.
pub const OPINION: Schema = Schema {
    id: "opinion/1",
    title: "意见征集的意见",
    fields: &[wanted("consultation", "征集事项编号", 200, Kind::Words), wanted("words", "意见", 500, Kind::Words), ANSWER_WANTED],
    one_of: &[],
};

/// 营商环境问题: what hinders a firm.
pub const PROBLEM: Schema = Schema {
    id: "problem/1",
    title: "营商环境问题",
    fields: &[
        wanted(
            "matter",
            "哪方面的问题",
            20,
            Kind::One(&[
                ("licence", "办证办照"),
                ("fees", "收费摊派"),
                ("inspection", "检查执法"),
                ("payment", "拖欠账款"),
                ("policy", "惠企政策兑现"),
                ("market", "招标投标、市场准入"),
                ("other", "其他"),
            ]),
        ),
        wanted("words", "问题", 500, Kind::Words),
        field("body", "涉及的单位", LINE, Kind::Words),
        ANSWER_WANTED,
    ],
    one_of: &[],
};

/// 点题公开: what should be published by itself.
pub const PLEASE_PUBLISH: Schema =
    Schema {
        id: "please-publish/1", title: "点题公开", fields: &[wanted("words", "希望公开什么", 300, Kind::Words)], one_of: &[]
    };

/// 本条有误: an entry of the library is wrong.
pub const CORRECTION: Schema = Schema {
    id: "correction/1",
    title: "本条有误",
    fields: &[
        wanted("record", "条目编号", 200, Kind::Words),
        wanted(
            "matter",
            "哪里不对",
            20,
            Kind::One(&[
                ("repealed", "已经废止或者过期"),
                ("figure", "数字、电话、地址不对"),
                ("words", "文字有错"),
                ("link", "链接打不开"),
                ("other", "其他"),
            ]),
        ),
        field("words", "应该是什么", 300, Kind::Words),
    ],
    one_of: &[],
};

/// 满意度.
pub const SATISFACTION: Schema = Schema {
    id: "satisfaction/1",
    title: "满意度评价",
    fields: &[
        wanted("score", "评分", 1, Kind::One(&[("1", "很不满意"), ("2", "不满意"), ("3", "一般"), ("4", "满意"), ("5", "很满意")])),
        field("words", "想说的话", 300, Kind::Words),
    ],
    one_of: &[],
};

/// All forms, and all their versions.
pub const SCHEMAS: &[Schema] = &[CITIZEN, ORGANISATION, OPINION, PROBLEM, PLEASE_PUBLISH, CORRECTION, SATISFACTION];

impl Schema {
    /// What goes into the seal: the digest of the whole form as JSON.
    pub fn digest(&self) -> Digest {
        Digest::of(&serde_json::to_vec(self).unwrap_or_default())
    }

    /// The form with that digest.
    pub fn of_digest(digest: &Digest) -> Option<&'static Self> {
        SCHEMAS.iter().find(|schema| schema.digest() == *digest)
    }

    /// The question of that name.
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }

    /// Whether it is an application under the regulation, with clocks and a row in the annual report.
    pub fn is_application(&self) -> bool {
        self.id.starts_with("disclosure-")
    }
}

impl Kind {
    /// What can be chosen.
    pub fn options(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::One(options) | Self::Some(options) => options,
            Self::Words | Self::IdentityNumber | Self::CreditCode | Self::Phone | Self::PostCode | Self::EMail => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_that_sealed_something_is_never_changed() {
        let known = [
            ("disclosure-citizen/1", "f4b37da7"),
            ("disclosure-organisation/1", "93aae32c"),
            ("opinion/1", "b8a7f2ed"),
            ("problem/1", "e8ef6c0c"),
            ("please-publish/1", "dba0ff17"),
            ("correction/1", "c9c02340"),
            ("satisfaction/1", "44f76e07"),
        ];
        let found: Vec<(&str, String)> = SCHEMAS.iter().map(|schema| (schema.id, schema.digest().short())).collect();
        let known: Vec<(&str, String)> = known.iter().map(|(id, digest)| (*id, (*digest).to_owned())).collect();
        assert_eq!(found, known, "a changed form is a new version of it, beside the old one");
    }

    #[test]
    fn the_longest_answers_of_a_form_fit_into_the_seal() {
        for schema in SCHEMAS {
            let bytes: usize = schema.fields.iter().map(|field| field.name.len() + 6 + field.most * 3).sum();
            assert!(bytes + 60 < LARGEST_FORM, "{}: {bytes}", schema.id);
        }
    }

    #[test]
    fn an_application_asks_for_nothing_that_the_law_does_not_want() {
        for schema in [CITIZEN, ORGANISATION] {
            for word in ["purpose", "fax", "occupation", "用途", "减免"] {
                assert!(!schema.fields.iter().any(|field| field.name == word || field.label.contains(word)), "{word} in {}", schema.id);
            }
        }
    }
}
