//! What a visitor leaves, by what it is: an application, an opinion, a problem, a wish, a mistake that was found, a mark. Each becomes a [`Form`].

use super::{CITIZEN, CORRECTION, Form, OPINION, ORGANISATION, PLEASE_PUBLISH, PROBLEM, SATISFACTION, schema::Schema};
use crate::text::VisitorText;

/// Whoever applies (条例 art. 29 para. 2 no. 1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applicant {
    /// A citizen.
    Citizen {
        /// 姓名.
        name: VisitorText,
        /// The identity number, where the hall lets it be entered here.
        identity_number: Option<VisitorText>,
    },
    /// A legal person or another organisation.
    Organisation {
        /// 名称.
        organisation: VisitorText,
        /// By the columns of the annual report; told by whoever applies, never guessed.
        kind: &'static str,
        /// 统一社会信用代码.
        credit_code: Option<VisitorText>,
        /// 联系人.
        name: VisitorText,
    },
}

/// How an applicant can be reached: one way at least.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// 电话.
    pub phone: VisitorText,
    /// 电子邮箱.
    pub e_mail: VisitorText,
    /// 地址.
    pub address: VisitorText,
    /// 邮政编码.
    pub post_code: VisitorText,
}

/// What is applied for: one of the three at least.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// 名称.
    pub name: VisitorText,
    /// 文号.
    pub number: VisitorText,
    /// 其他特征性描述.
    pub features: VisitorText,
}

/// 政府信息公开申请.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureRequest {
    /// Who.
    pub applicant: Applicant,
    /// Where the answer goes.
    pub contact: Contact,
    /// What.
    pub wanted: Wanted,
    /// 提供方式, by name.
    pub media: Vec<&'static str>,
    /// 获取方式, by name.
    pub ways: Vec<&'static str>,
    /// Another way will do.
    pub accepts_others: bool,
    /// Whoever acts for the applicant.
    pub agent: Option<VisitorText>,
    /// Help by art. 43, by name.
    pub help: Vec<&'static str>,
    /// Staff wrote it down for somebody who spoke, and know its number (art. 29 para. 1).
    pub written_by_staff: bool,
}

/// An opinion on a consultation that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opinion {
    /// The consultation.
    pub consultation: VisitorText,
    /// The opinion.
    pub words: VisitorText,
    /// Only from whoever wants an answer.
    pub contact: VisitorText,
}

/// 营商环境问题.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProblemSlip {
    /// Of which kind, by name.
    pub matter: &'static str,
    /// The problem.
    pub words: VisitorText,
    /// The body that it is about.
    pub body: VisitorText,
    /// Only from whoever wants an answer.
    pub contact: VisitorText,
}

/// 点题公开.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PleasePublish {
    /// What.
    pub words: VisitorText,
}

/// 本条有误.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The entry.
    pub record: VisitorText,
    /// What is wrong, by name.
    pub matter: &'static str,
    /// What it should say.
    pub words: VisitorText,
}

/// 满意度, from 1 to 5.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Satisfaction {
    /// The mark.
    pub score: u8,
    /// And words, if somebody wants.
    pub words: VisitorText,
}

/// Fills a form, question by question.
fn filled(schema: &'static Schema, answers: &[(&str, &VisitorText)]) -> Form {
    let mut form = Form::new(schema);
    answers.iter().for_each(|(name, words)| form.answer(name, words));
    form
}

impl DisclosureRequest {
    /// The form of it.
    pub fn form(&self) -> Form {
        let none = VisitorText::default();
        let yes = |is: bool| VisitorText::from(if is { "yes" } else { "" });
        let joined = |names: &[&str]| VisitorText::from(names.join(" "));
        let mut form = match &self.applicant {
            Applicant::Citizen { name, identity_number } => {
                let paper = VisitorText::from(if identity_number.is_some() { "identity_card" } else { "at_desk" });
                filled(&CITIZEN, &[("name", name), ("paper", &paper), ("identity_number", identity_number.as_ref().unwrap_or(&none))])
            }
            Applicant::Organisation { organisation, kind, credit_code, name } => filled(
                &ORGANISATION,
                &[
                    ("organisation", organisation),
                    ("organisation_kind", &VisitorText::from(*kind)),
                    ("credit_code", credit_code.as_ref().unwrap_or(&none)),
                    ("name", name),
                ],
            ),
        };
        let Contact { phone, e_mail, address, post_code } = &self.contact;
        let Wanted { name, number, features } = &self.wanted;
        for (question, words) in [
            ("phone", phone),
            ("e_mail", e_mail),
            ("address", address),
            ("post_code", post_code),
            ("wanted_name", name),
            ("wanted_number", number),
            ("wanted_features", features),
            ("media", &joined(&self.media)),
            ("ways", &joined(&self.ways)),
            ("other_ways", &yes(self.accepts_others)),
            ("agent", self.agent.as_ref().unwrap_or(&none)),
            ("help", &joined(&self.help)),
            ("written_by_staff", &yes(self.written_by_staff)),
        ] {
            form.answer(question, words);
        }
        form
    }
}

impl Opinion {
    /// The form of it.
    pub fn form(&self) -> Form {
        filled(&OPINION, &[("consultation", &self.consultation), ("words", &self.words), ("contact", &self.contact)])
    }
}

impl ProblemSlip {
    /// The form of it.
    pub fn form(&self) -> Form {
        let matter = VisitorText::from(self.matter);
        filled(&PROBLEM, &[("matter", &matter), ("words", &self.words), ("body", &self.body), ("contact", &self.contact)])
    }
}

impl PleasePublish {
    /// The form of it.
    pub fn form(&self) -> Form {
        filled(&PLEASE_PUBLISH, &[("words", &self.words)])
    }
}

impl Correction {
    /// The form of it.
    pub fn form(&self) -> Form {
        filled(&CORRECTION, &[("record", &self.record), ("matter", &VisitorText::from(self.matter)), ("words", &self.words)])
    }
}

impl Satisfaction {
    /// The form of it.
    pub fn form(&self) -> Form {
        filled(&SATISFACTION, &[("score", &VisitorText::from(self.score.to_string())), ("words", &self.words)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn request(applicant: Applicant) -> DisclosureRequest {
        DisclosureRequest {
            applicant,
            contact: Contact { phone: "13800000000".into(), ..Contact::default() },
            wanted: Wanted { number: "云政办发〔2025〕8号".into(), ..Wanted::default() },
            media: vec!["paper"],
            ways: vec!["collect"],
            accepts_others: true,
            agent: None,
            help: vec!["sight"],
            written_by_staff: true,
        }
    }

    #[test]
    fn everybody_who_speaks_fills_a_form_without_faults() {
        let words = || VisitorText::from("路灯不亮");
        let citizen = Applicant::Citizen { name: "王某".into(), identity_number: None };
        let firm = Applicant::Organisation {
            organisation: "云川某某有限公司".into(),
            kind: "business",
            credit_code: Some("91350100M000100Y43".into()),
            name: "李某".into(),
        };
        let forms = [
            request(citizen).form(),
            request(firm).form(),
            Opinion { consultation: "zj-2026-1".into(), words: words(), contact: VisitorText::default() }.form(),
            ProblemSlip { matter: "fees", words: words(), body: VisitorText::default(), contact: VisitorText::default() }.form(),
            PleasePublish { words: words() }.form(),
            Correction { record: "g-1".into(), matter: "figure", words: words() }.form(),
            Satisfaction { score: 4, words: VisitorText::default() }.form(),
        ];
        for form in forms {
            assert_eq!(form.faults(date(2026, 11, 30)), [], "{form:?}");
        }
        assert_ne!(Satisfaction { score: 6, words: VisitorText::default() }.form().faults(date(2026, 11, 30)), []);
    }
}
