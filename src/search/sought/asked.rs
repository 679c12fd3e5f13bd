//! What a question asks for beside its matter: a place, an hour, a phone, whom to turn to. The words that say so are no part of the matter.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::said::{Name, Names};

/// Characters of a question that are looked at; who tells more has said what matters before.
pub(super) const MOST: usize = 64;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::search) enum Ask {
    /// Where something is.
    Place,
    /// How to get there.
    Way,
    /// When it is open.
    Hour,
    /// Under which number somebody answers.
    Phone,
    /// Who is responsible.
    Whom,
    /// Where a complaint goes.
    Complaint,
    /// Until when something runs.
    Until,
    /// Whether there is work on a holiday.
    Holiday,
    /// How to give an opinion.
    Opinion,
    /// How something is done: the matter of guides.
    Doing,
    /// Nothing: a word that only helps to ask.
    Nothing,
}

impl Ask {
    /// By the word in the table.
    fn named(word: &str) -> Option<Self> {
        Some(match word {
            "地点" => Self::Place,
            "路线" => Self::Way,
            "时间" => Self::Hour,
            "电话" => Self::Phone,
            "找谁" => Self::Whom,
            "投诉" => Self::Complaint,
            "期限" => Self::Until,
            "放假" => Self::Holiday,
            "意见" => Self::Opinion,
            "办事" => Self::Doing,
            "虚词" => Self::Nothing,
            _ => return None,
        })
    }
}

/// Everything that one question asks for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::search) struct Asks(u16);

impl Asks {
    fn add(&mut self, ask: Ask) {
        self.0 |= 1 << ask as u16;
    }

    /// Whether this is asked for.
    pub(in crate::search) fn for_a(self, ask: Ask) -> bool {
        self.0 & 1 << ask as u16 != 0
    }

    /// Whether any of these is asked for.
    pub(in crate::search) fn any(self, asks: &[Ask]) -> bool {
        asks.iter().any(|ask| self.for_a(*ask))
    }
}

/// Words that ask: what for, and of a holiday or a day which.
struct Asking(FxHashMap<&'static str, (Ask, &'static str)>);

/// `data/asked.csv`, whose rows are folded and not quoted.
static ASKING: LazyLock<Asking> = LazyLock::new(|| {
    let rows = include_str!("../../../data/asked.csv").lines().skip(1).filter_map(|line| {
        let mut cells = line.split(',');
        Some((cells.next()?, (Ask::named(cells.next()?)?, cells.next()?)))
    });
    Asking(rows.collect())
});

/// Characters of the longest row.
const LONGEST: usize = 10;

/// A question taken apart: what it asks for, and which of its characters are its matter.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Request {
    /// Folded, at most [`MOST`].
    pub(super) chars: Vec<char>,
    /// One bit for each character of the matter.
    pub(super) matter: u64,
    pub(super) asks: Asks,
    /// The holidays that are named, by one name each.
    pub(super) holidays: Vec<&'static str>,
    /// The days that are named: 周末, 周一, 明天, 现在.
    pub(super) days: Vec<&'static str>,
    /// What people call a body, a place, a duty.
    pub(super) said: Vec<Name>,
}

impl Request {
    /// Takes a folded question apart. `place` is the place of the library, whose name tells nothing apart in it.
    pub(super) fn of(chars: Vec<char>, place: &str) -> Self {
        let mut request = Self { chars, ..Self::default() };
        request.chars.truncate(MOST);
        let names = Names::embedded().said_in(&request.chars);
        let mut free: Vec<bool> = request.chars.iter().map(|c| c.is_alphanumeric()).collect();
        request.said = names;
        request.read(&mut free);
        let mut named = vec![false; free.len()];
        request.said.iter().for_each(|name| named.iter_mut().skip(name.from).take(name.length).for_each(|named| *named = true));
        // What is called something stays whole.
        free.iter_mut().zip(&named).for_each(|(free, named)| *free |= *named);
        let place: Vec<char> = place.chars().collect();
        request.leave_out(&mut free, &place);
        strip(&request.chars, &mut free, &named);
        request.matter = free.iter().enumerate().filter(|(_, free)| **free).fold(0, |matter, (at, _)| matter | 1 << at);
        request
    }

    /// Marks the words that only ask. What people call something may contain such a word and keeps it.
    fn read(&mut self, free: &mut [bool]) {
        let (mut at, mut asked) = (0, usize::MAX);
        while at < self.chars.len() {
            let longest = (1..=LONGEST.min(self.chars.len() - at)).rev().find_map(|length| {
                let word: String = self.chars.iter().skip(at).take(length).collect();
                ASKING.0.get(word.as_str()).map(|(ask, same)| (length, *ask, *same))
            });
            let Some((length, ask, same)) = longest else {
                at += 1;
                continue;
            };
            let end = at + length;
            if self.said.iter().any(|name| name.from <= at && end <= name.from + name.length) {
                at += 1;
                continue;
            }
            // One character alone is half of another word as often as not.
            if length > 1 || end == self.chars.len() || at == asked {
                self.asks.add(ask);
                asked = end;
            }
            // 坐几路公交 asks for no 公交.
            self.said.retain(|name| name.from < at || end < name.from + name.length);
            let names = if ask == Ask::Holiday { &mut self.holidays } else { &mut self.days };
            if !same.is_empty() && !names.contains(&same) {
                names.push(same);
            }
            if length > 1 {
                free.iter_mut().skip(at).take(length).for_each(|free| *free = false);
            }
            at += length;
        }
    }

    /// Whether the matter ends as names of buildings do: 电影院, 火车站, 加油站.
    pub(super) fn asks_for_a_building(&self) -> bool {
        let last = (0..self.chars.len()).rev().find(|at| self.matter & 1 << at != 0);
        last.and_then(|at| self.chars.get(at)).is_some_and(|c| BUILDINGS.contains(*c))
    }

    /// The name of the county stands in everything that it holds.
    fn leave_out(&self, free: &mut [bool], place: &[char]) {
        let essence = place.strip_suffix(&['县']).or(place.strip_suffix(&['市'])).or(place.strip_suffix(&['区'])).unwrap_or(place);
        if essence.len() > 1 {
            for at in (0..self.chars.len()).filter(|at| self.chars.get(*at..).is_some_and(|rest| rest.starts_with(essence))) {
                free.iter_mut().skip(at).take(essence.len()).for_each(|free| *free = false);
            }
        }
    }
}

/// What is left of the matter: without helping words at the ends of its runs, and without single characters that stand alone.
fn strip(chars: &[char], free: &mut [bool], named: &[bool]) {
    let helps = |at: usize| {
        let word = chars.get(at).map(char::to_string).unwrap_or_default();
        !named.get(at).copied().unwrap_or(false) && (REGIONS.contains(&word.as_str()) || ASKING.0.contains_key(word.as_str()))
    };
    let mut from = 0;
    while from < free.len() {
        let length = free.iter().skip(from).take_while(|free| **free).count();
        let (mut first, mut end) = (from, from + length);
        while first < end && helps(first) {
            first += 1;
        }
        while first < end && helps(end - 1) {
            end -= 1;
        }
        let alone = end - first == 1 && !named.get(first).copied().unwrap_or(false);
        for (at, free) in free.iter_mut().enumerate().skip(from).take(length) {
            *free = !alone && (first..end).contains(&at);
        }
        from += length.max(1);
    }
}

/// How names of buildings end.
const BUILDINGS: &str = "馆院站场所厅店园校局室铺庙寺堂队社库厂港楼";

/// Divisions of the country, which alone tell nothing apart.
const REGIONS: [&str; 4] = ["县", "镇", "乡", "村"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold_char;

    fn request(text: &str) -> Request {
        Request::of(text.chars().map(fold_char).collect(), "云川县")
    }

    fn matter(text: &str) -> String {
        let request = request(text);
        request.chars.iter().enumerate().filter(|(at, _)| request.matter & 1 << at != 0).map(|(_, c)| *c).collect()
    }

    #[test]
    fn words_that_ask_are_no_part_of_the_matter() {
        for (asked, expected) in [
            ("图书馆几点开门", "图书馆"),
            ("请问云川县图书馆在哪里呀", "图书馆"),
            ("县医院怎么坐车", "县医院"),
            ("元旦上不上班", ""),
            ("我要投诉", ""),
            ("去妇幼保健院坐几路公交", "妇幼保健院"),
            ("派出所电话", "派出所"),
            ("在哪里", ""),
        ] {
            assert_eq!(matter(asked), expected, "{asked}");
        }
    }

    #[test]
    fn a_question_says_what_it_wants_to_know() {
        for (asked, ask) in [
            ("图书馆几点开门", Ask::Hour),
            ("县医院怎么坐车", Ask::Way),
            ("派出所电话", Ask::Phone),
            ("老板不发工资找谁", Ask::Whom),
            ("村干部贪污找谁举报", Ask::Complaint),
            ("停车收费征求意见到哪天", Ask::Until),
            ("低保在哪申请", Ask::Doing),
        ] {
            assert!(request(asked).asks.for_a(ask), "{asked}");
        }
        assert_eq!(request("过年大厅放不放假").holidays, ["春节"]);
        assert_eq!(request("养老保险实施办法").asks, Asks::default());
    }

    #[test]
    fn the_rows_are_written_as_they_are_looked_up() {
        for line in include_str!("../../../data/asked.csv").lines().skip(1) {
            let cells: Vec<&str> = line.split(',').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert!(Ask::named(cells[1]).is_some() && ASKING.0.contains_key(cells[0]), "{line}");
            assert!(cells[0].chars().count() <= LONGEST && cells[0].chars().all(|c| fold_char(c) == c), "{line}");
        }
    }
}
