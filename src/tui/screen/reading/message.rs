//! Events that reading understands.

use crate::{
    tui::{effect::Route, field, screen::Move},
    zone::Dossier,
};

/// An event that reading understands.
#[derive(Debug, Clone)]
pub(in crate::tui) enum Message {
    /// The record has come.
    Opened(Option<Box<Dossier>>),
    /// The grid has changed.
    Resized,
    /// Go somewhere.
    Open(Route),
    /// One of the menu's entries.
    Menu(Item),
    /// To a paragraph.
    Jump(usize),
    /// Something typed into the field of the finder.
    Field(field::Message),
    /// The next place found.
    Next,
    /// The finder closed.
    FindClosed,
    /// An arrow or a page key.
    Move(Move),
    /// To the article before or after this one.
    Article {
        /// The one before.
        back: bool,
    },
}

/// The menu, the same digits on every record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Item {
    /// 目录
    Outline,
    /// 解读
    Interpretations,
    /// 问答
    Questions,
    /// 去哪办
    Guides,
    /// 附件
    Attachments,
    /// 相关
    Related,
    /// 找字
    Find,
    /// 写下来
    WriteDown,
    /// 二维码
    Code,
}
