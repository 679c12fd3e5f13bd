//! Settings that come with a release, in words: what changes, and from what.

use crate::{
    bundle::VerifiedBundle,
    config::{Config, Travelling},
    text::clean,
};

/// The settings of a terminal with those of this release over them.
pub fn with_settings(own: &Config, bundle: &VerifiedBundle) -> Config {
    let said = bundle.release.publications.first().and_then(|office| office.statement.settings_text());
    let settings = said.and_then(|text| Travelling::read(&text).ok());
    settings.map_or_else(|| own.clone(), |settings| settings.over(own))
}

/// What of it is other than now, a line each.
pub fn settings_changed(now: &Config, then: &Config) -> Vec<String> {
    let label = |name: &str| match name {
        "help_desk" => "服务台",
        "help_phone" => "服务台电话",
        "complaint_phone" => "监督电话",
        "unit" => "受理单位",
        "page" => "申请网址",
        "phone" => "受理电话",
        "address" => "地址",
        "hours" => "时间",
        _ => "能扫的网站",
    };
    let changed = Travelling::differences(now, then).into_iter();
    changed.map(|(name, before, after)| format!("{}要改：{} → {}", label(name), clean(&before), clean(&after))).collect()
}
