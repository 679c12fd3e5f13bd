//! Identity numbers of 18 and of 15 digits.

use super::{
    super::{
        checks::{OF_BODIES, born, is_area},
        runs::is_between,
    },
    number::Number,
};
use crate::text::check_sign;

impl Number<'_> {
    /// Where an identity number of 18 ends.
    pub(super) fn id18(&self) -> Option<usize> {
        let (body, check, to) = match self.digits.len() {
            17 => {
                let x = (self.to..self.to + 3).find(|at| !self.folded.get(*at).is_some_and(is_between))?;
                let near = self.tokens.len() > 1
                    || x == self.to
                    || self.folded.get(self.to) == Some('\n')
                    || self.follows(&["身份证", "身份号", "证号"], 16);
                // Where the label says what it is, a cross or a letter of another alphabet is the sign as well.
                let is_sign = match self.folded.get(x)? {
                    'x' | 'X' => near,
                    '×' | '✕' | '╳' | 'Χ' | 'Х' | 'χ' | 'х' => x == self.to && self.follows(&["身份证", "身份号", "证号"], 16),
                    _ => false,
                };
                (self.digits, is_sign.then_some('X')?, x + 1)
            }
            18 => (self.digits.get(..17)?, self.digits.chars().next_back()?, self.to),
            _ => return None,
        };
        if !is_area(body) || born(body.get(6..14)?).is_none() || self.is_amount(to) {
            return None;
        }
        let right = check_sign(body) == Some(check);
        let labelled = self.follows(&["身份证", "公民身份", "身份号", "身份证件"], 16);
        let of_thing = self.follows(
            &[
                "信用代码",
                "机构代码",
                "税号",
                "项目代码",
                "项目编号",
                "编码",
                "流水",
                "追溯码",
                "订单",
                "单号",
                "合同",
                "宗地",
                "地块",
                "不动产单元",
                "设备",
                "采购",
                "招标",
            ],
            12,
        ) && !labelled;
        ((right && !of_thing) || (labelled && self.is_one())).then_some(to)
    }

    pub(super) fn is_id15(&self) -> bool {
        let (Some(year), Some(rest)) = (self.digits.get(6..8), self.digits.get(8..12)) else { return false };
        if self.digits.len() != 15 || !is_area(self.digits) || born(&format!("19{year}{rest}")).is_none() || self.is_amount(self.to) {
            return false;
        }
        if self.is_bracketed() {
            return false;
        }
        let labelled = self.follows(&["身份证", "公民身份", "身份号", "证号", "证件号", "旧证"], 12);
        labelled
            || ((self.is_one() || self.is_grouped(&[6, 6, 3]))
                && !self.is_of_a_thing(14)
                && !self.follows(&OF_BODIES, 14)
                && !self.follows(&["账号", "帐号", "卡号"], 10))
    }
}
