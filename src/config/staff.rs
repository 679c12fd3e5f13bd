//! Who may pass the staff's door, each by a PIN of their own, and what each may do behind it.

use serde::{Deserialize, Serialize};

/// Most characters of a name.
const LONGEST_NAME: usize = 20;

/// What somebody is at the hall.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 引导员: helps visitors and takes applications.
    Guide,
    /// 审核员: hides what is wrong and takes content in, too.
    Reviewer,
    /// 管理员: everything.
    Administrator,
}

/// What can be done behind the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Power {
    /// 申请受理窗口.
    Window,
    /// Read what happened.
    Look,
    /// Hide a record at once.
    Hide,
    /// Take content in.
    Import,
    /// Step back, believe another root, leave the program.
    Administer,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Guide, Self::Reviewer, Self::Administrator];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guide => "guide",
            Self::Reviewer => "reviewer",
            Self::Administrator => "administrator",
        }
    }

    /// What it is called in front of people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Guide => "引导员",
            Self::Reviewer => "审核员",
            Self::Administrator => "管理员",
        }
    }

    /// The role of that name, in files or in front of people.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| [role.name(), role.title()].contains(&name))
    }

    /// Whether it may do that.
    pub const fn may(self, power: Power) -> bool {
        match power {
            Power::Window | Power::Look => true,
            Power::Hide | Power::Import => matches!(self, Self::Reviewer | Self::Administrator),
            Power::Administer => matches!(self, Self::Administrator),
        }
    }
}

/// Whoever passed the door, as far as the PIN tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Badge {
    /// What they are.
    pub role: Role,
    /// Their name, where the settings give one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

impl Badge {
    /// In front of people: 引导员 王某.
    pub fn title(&self) -> String {
        if self.name.is_empty() { self.role.title().to_owned() } else { format!("{} {}", self.role.title(), self.name) }
    }
}

/// Somebody with a PIN of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffMember {
    /// `guide`, `reviewer` or `administrator`.
    pub role: String,
    /// As it stands in the journal; may be empty.
    #[serde(default)]
    pub name: String,
    /// Hash of the PIN, made by `gongkai pin`.
    pub pin_hash: String,
}

/// Staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Staff {
    /// Hash of the PIN for everything, made by `gongkai pin`; where it and `people` are empty nobody can leave the kiosk from the screen.
    pub pin_hash: String,
    /// Others, each with a role and a PIN.
    pub people: Vec<StaffMember>,
}

impl Staff {
    /// Everybody with a PIN: its hash, and who it is. The PIN for everything is an administrator's.
    pub fn all(&self) -> Vec<(&str, Badge)> {
        let first = (!self.pin_hash.is_empty()).then(|| (&*self.pin_hash, Badge { role: Role::Administrator, name: String::new() }));
        let others = self.people.iter().filter_map(|member| {
            let badge = Badge { role: Role::named(&member.role)?, name: member.name.clone() };
            Some((&*member.pin_hash, badge))
        });
        first.into_iter().chain(others).collect()
    }

    /// Whether nobody has a PIN.
    pub fn is_closed(&self) -> bool {
        self.pin_hash.is_empty() && self.people.is_empty()
    }

    /// How many there are of each role, the mightiest first: 管理员 1，引导员 2.
    pub fn counted(&self) -> String {
        let all = self.all();
        let count = |role: Role| all.iter().filter(|(_, badge)| badge.role == role).count();
        let told = Role::ALL.into_iter().rev().map(|role| (role, count(role))).filter(|(_, count)| *count > 0);
        told.map(|(role, count)| format!("{} {count}", role.title())).collect::<Vec<_>>().join("，")
    }

    /// Whether every hash can be one.
    pub(super) fn has_hashes(&self) -> bool {
        let is_hash = |hash: &str| hash.starts_with("$argon2id$");
        (self.pin_hash.is_empty() || is_hash(&self.pin_hash)) && self.people.iter().all(|member| is_hash(&member.pin_hash))
    }

    /// Whether every role is known, and every name one.
    pub(super) fn has_roles(&self) -> bool {
        let is_name = |name: &str| name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
        self.people.iter().all(|member| Role::named(&member.role).is_some() && is_name(&member.name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_what_the_one_before_may_and_more() {
        let powers = [Power::Window, Power::Look, Power::Hide, Power::Import, Power::Administer];
        let may = |role: Role| powers.into_iter().filter(|power| role.may(*power)).count();
        assert_eq!(Role::ALL.map(may), [2, 4, 5]);
        assert_eq!(Role::named("审核员"), Role::named("reviewer"));
    }
}
