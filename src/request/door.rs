//! What is no application though it comes as one: petitions, complaints, reports and questions have doors of their own (条例 art. 39 para. 1), and
//! whoever is told at once need not wait twenty days to be told.
//!
//! It only points: whoever wants to apply all the same may. Words that ask for a paper about a petition are an application.

use crate::text::fold;

/// The right door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// 信访: somebody wants something put right.
    Petition,
    /// 投诉举报: somebody accuses somebody.
    Complaint,
    /// 咨询: somebody wants to know how something is done.
    Enquiry,
}

impl Door {
    /// What it is called, and where it leads.
    pub fn advice(self) -> &'static str {
        match self {
            Self::Petition => "像是信访事项：请求解决问题的，走信访渠道，可以打 12345",
            Self::Complaint => "像是投诉举报：向主管部门或者 12345 反映，有专门的期限和回复",
            Self::Enquiry => "像是咨询：问窗口或者打 12345，当场就能答；办事指南里也许已经有",
        }
    }
}

const PETITION: &[&str] = &[
    "信访",
    "上访",
    "请求解决",
    "要求解决",
    "请求处理",
    "要求处理",
    "要求赔偿",
    "请求赔偿",
    "要求补偿",
    "讨个说法",
    "讨说法",
    "给个说法",
    "讨要工资",
    "讨薪",
    "拖欠工资",
    "恢复待遇",
    "落实政策待遇",
    "请领导",
    "希望领导",
    "求助",
    "诉求",
    "维权",
    "主持公道",
    "不公平待遇",
    "帮我解决",
    "帮忙解决",
    "尽快解决",
    "何时解决",
    "什么时候解决",
];
const COMPLAINT: &[&str] = &[
    "举报",
    "投诉",
    "检举",
    "控告",
    "揭发",
    "严肃查处",
    "查处",
    "追究责任",
    "追责",
    "问责",
    "贪污",
    "受贿",
    "吃拿卡要",
    "乱收费",
    "乱作为",
    "不作为",
    "违法乱纪",
    "滥用职权",
    "态度恶劣",
    "扰民",
    "违规操作",
    "黑恶",
    "处分他",
];
const ENQUIRY: &[&str] = &[
    "怎么办理",
    "如何办理",
    "怎么申请",
    "如何申请",
    "怎么办",
    "咋办",
    "怎样办",
    "需要什么材料",
    "需要哪些材料",
    "要带什么",
    "几点上班",
    "几点下班",
    "上班时间",
    "在哪里办",
    "在哪办",
    "去哪办",
    "找谁办",
    "多少钱",
    "能不能",
    "可不可以",
    "可以吗",
    "行不行",
    "是否可以",
    "是否符合",
    "请问",
    "咨询",
    "什么条件",
    "我符合",
    "怎么算",
    "如何计算",
    "为什么",
];
/// Words that ask for papers.
const PAPERS: &[&str] = &["公开", "获取", "提供", "复印", "查阅", "复制"];
/// Papers.
const NAMES: &[&str] = &[
    "文件",
    "方案",
    "预算",
    "决算",
    "合同",
    "协议",
    "批复",
    "批文",
    "公告",
    "名单",
    "目录",
    "记录",
    "档案",
    "台账",
    "数据",
    "统计",
    "意见书",
    "决定书",
    "通知",
    "纪要",
    "报告",
    "标准",
    "图纸",
    "规划",
    "许可证",
    "审批表",
    "登记表",
    "清单",
    "依据",
    "信息",
    "材料",
    "凭证",
    "明细",
    "协议书",
    "答复书",
    "处理结果",
    "处理情况",
    "调查结果",
    "文号",
    "〔",
];

/// The door that a description of what is wanted seems to ask for; none where it asks for papers, or for nothing that is known.
pub fn right_door(description: &str) -> Option<Door> {
    let said = fold(description);
    let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
    let count = |words: &[&str]| words.iter().filter(|word| said.contains(**word)).count();
    let asks_for_papers = has(PAPERS) && has(NAMES);
    let doors = [(Door::Complaint, count(COMPLAINT)), (Door::Petition, count(PETITION)), (Door::Enquiry, count(ENQUIRY))];
    let (door, strength) = doors.into_iter().rev().max_by_key(|(_, found)| *found)?;
    // A paper about a complaint is asked for like every other paper.
    let enough = if asks_for_papers { false } else { strength > 0 };
    enough.then_some(door)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn petitions_and_questions_are_shown_their_door_and_papers_are_not() {
        for (words, door) in [
            ("我要举报城管乱收费，请严肃查处", Some(Door::Complaint)),
            ("工地夜里施工扰民，投诉多次没人管", Some(Door::Complaint)),
            ("老板拖欠工资半年了，请领导帮我解决", Some(Door::Petition)),
            ("房子被拆了一直没有说法，要求赔偿", Some(Door::Petition)),
            ("请问低保怎么申请，需要什么材料", Some(Door::Enquiry)),
            ("我家这种情况能不能领养老补贴", Some(Door::Enquiry)),
            ("云川县2025年老旧小区改造实施方案", None),
            ("申请公开我2024年投诉举报事项的处理结果和答复书", None),
            ("请提供信访事项复查意见书的复印件和有关批复文件", None),
            ("公开2025年乱收费专项治理工作方案", None),
            ("云政办发〔2025〕8号", None),
            ("", None),
        ] {
            assert_eq!(right_door(words), door, "{words}");
        }
    }
}
