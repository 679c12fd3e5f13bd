//! Rows of the annual report (国办公开办函〔2021〕30号, table three) that this register can truly know: of what was registered here in a year, who asked and
//! how it ended. What the office took in otherwise, what was carried over from the year before, and reviews and suits, it does not know and does not say.

use jiff::civil::Date;

use super::{OUTCOMES, Registered};
use crate::{request::Event, text::VisitorText};

/// The columns, as the form has them.
pub const COLUMNS: [&str; 7] = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"];

/// A row: its name and its seven figures.
pub type Figures = (String, [u64; 7]);

/// The rows of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annual {
    /// In the order of the report, without the row 二 that nobody here knows.
    pub rows: Vec<Figures>,
    /// Whether what came equals what ended and what is carried over, in every column.
    pub adds_up: bool,
}

/// What can be known of a year. An application counts from the day on which it was received in law; one that nobody has received is none yet.
pub fn annual(requests: &[Registered], year: i16) -> Annual {
    let mut came = [0; 7];
    let mut ended = vec![[0; 7]; OUTCOMES.len()];
    let mut open = [0; 7];
    let received_in = |request: &Registered| {
        let day = request.dates().get("receipt").and_then(|due| due.day());
        day.is_some_and(|day: Date| day.year() == year)
    };
    for request in requests.iter().filter(|request| request.form.schema.is_application() && received_in(request)) {
        let column = column(request);
        count(&mut came, column);
        let ended_here = request.outcome.as_ref().and_then(|name| OUTCOMES.iter().position(|(number, _)| number == name));
        let served = |event: &Event| if let Event::DecisionServed(served) = event { Some(served.on.year()) } else { None };
        // Answered after the year's end: carried over.
        let later = request.events.iter().find_map(served).is_some_and(|answered| answered > year);
        match ended_here.filter(|_| !later).and_then(|at| ended.get_mut(at)) {
            Some(row) => count(row, column),
            None => count(&mut open, column),
        }
    }
    let mut total = [0; 7];
    ended.iter().for_each(|row| total.iter_mut().zip(row).for_each(|(sum, figure)| *sum += figure));
    let mut rows = vec![("一、本年新收政府信息公开申请数量".to_owned(), came)];
    rows.extend(OUTCOMES.iter().zip(ended).map(|((_, name), row)| (format!("三、本年度办理结果 {name}"), row)));
    rows.push(("三、本年度办理结果 （七）总计".to_owned(), total));
    rows.push(("四、结转下年度继续办理".to_owned(), open));
    let adds_up = came.iter().zip(total).zip(open).all(|((came, ended), open)| *came == ended + open);
    Annual { rows, adds_up }
}

fn count(row: &mut [u64; 7], column: usize) {
    for at in [column, COLUMNS.len() - 1] {
        if let Some(figure) = row.get_mut(at) {
            *figure += 1;
        }
    }
}

/// The column of whoever applied, as they said themselves.
fn column(request: &Registered) -> usize {
    match request.form.get("organisation_kind").map(VisitorText::reveal) {
        None => 0,
        Some("business") => 1,
        Some("research") => 2,
        Some("charity") => 3,
        Some("legal") => 4,
        Some(_) => 5,
    }
}
