//! What is wrong with a line of TOML, kind by kind and in Chinese: settings, headers of a source and the office's lists are written by people.

/// A typo in TOML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typo {
    /// The same key twice.
    Twice,
    /// A text without its quotes, or with other quotes than TOML's.
    Unquoted,
    /// A quote or a bracket that is opened and not closed.
    Unclosed,
    /// No comma between two elements of a list.
    NoComma,
    /// No equals sign after a name, or nothing after it.
    NoEquals,
    /// Something more after a value, on the same line.
    TooMuch,
    /// A name with signs that names do not have.
    Name,
    /// A number, a day or a time that is none.
    Number,
    /// Something else.
    Other,
}

/// The beginnings of what the reader of TOML says, each with its typo.
const SAID: [(&str, Typo); 30] = [
    ("duplicate key", Typo::Twice),
    ("string values must be quoted", Typo::Unquoted),
    ("missing opening quote", Typo::Unquoted),
    ("invalid basic string", Typo::Unclosed),
    ("invalid literal string", Typo::Unclosed),
    ("invalid multi-line", Typo::Unclosed),
    ("unclosed", Typo::Unclosed),
    ("missing comma", Typo::NoComma),
    ("extra comma", Typo::NoComma),
    ("key with no value", Typo::NoEquals),
    ("missing assignment", Typo::NoEquals),
    ("missing value", Typo::NoEquals),
    ("invalid value", Typo::Unquoted),
    ("unexpected key or value", Typo::TooMuch),
    ("unexpected content", Typo::TooMuch),
    ("extra", Typo::TooMuch),
    ("invalid unquoted key", Typo::Name),
    ("unquoted keys", Typo::Name),
    ("keys cannot", Typo::Name),
    ("integers with a radix", Typo::Number),
    ("radix must", Typo::Number),
    ("unexpected leading zero", Typo::Number),
    ("unexpected sign", Typo::Number),
    ("redundant", Typo::Number),
    ("`_` may only", Typo::Number),
    ("invalid date", Typo::Number),
    ("invalid time", Typo::Number),
    ("invalid offset", Typo::Number),
    ("invalid float", Typo::Number),
    ("invalid integer", Typo::Number),
];

impl Typo {
    /// The typo that the reader of TOML speaks of.
    pub fn of(message: &str) -> Self {
        SAID.iter().find(|(said, _)| message.starts_with(said)).map_or(Self::Other, |(_, typo)| *typo)
    }

    /// The mistake, in a few words.
    pub fn what(self) -> &'static str {
        match self {
            Self::Twice => "这个名字写了两次",
            Self::Unquoted => "文字没有加引号",
            Self::Unclosed => "引号或者括号没有写完",
            Self::NoComma => "逗号少了或者多了",
            Self::NoEquals => "名字后面没有等号，或者没有值",
            Self::TooMuch => "值的后面多了东西",
            Self::Name => "这样的名字读不懂",
            Self::Number => "这个数字或者日期读不懂",
            Self::Other => "这一行的写法读不懂",
        }
    }

    /// How it is written.
    pub fn mend(self) -> &'static str {
        match self {
            Self::Twice => "同一个名字只能写一次，请删去一个",
            Self::Unquoted => "文字前后写英文的引号，写成 名称 = \"文字\"",
            Self::Unclosed => "文字写成 名称 = \"文字\"，列表写成 名称 = [\"甲\", \"乙\"]，引号和括号都用英文的",
            Self::NoComma => "列表写成 名称 = [\"甲\", \"乙\"]，中间用英文的逗号隔开",
            Self::NoEquals => "写成 名称 = \"文字\" 或者 名称 = 60",
            Self::TooMuch => "一行只写一项；文字写成 名称 = \"文字\"，说明写在 # 后面",
            Self::Name => "名字只用字母、数字、- 和 _",
            Self::Number => "数字写成 60，日期写成 2023-05-10，都不加引号",
            Self::Other => "检查引号、方括号、逗号和等号：文字写成 名称 = \"文字\"，列表写成 名称 = [\"甲\", \"乙\"]",
        }
    }
}
