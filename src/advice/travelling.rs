//! Settings that come with a release, in words: what changes, and from what.

use crate::{
    bundle::VerifiedBundle,
    config::{Config, Travelling},
    sync::Offer,
    text::clean,
};

/// The settings of a terminal with those of this release over them.
pub fn with_settings(own: &Config, bundle: &VerifiedBundle) -> Config {
    let said = bundle.release.publications.first().and_then(|office| office.statement.settings_text());
    let settings = said.and_then(|text| Travelling::read(&text).ok());
    settings.map_or_else(|| own.clone(), |settings| settings.over(own))
}

/// A newer program that comes with an offer; nothing where it brings none, or none that is not here.
pub fn program_coming(offer: &Offer) -> Option<String> {
    let program = offer.program.as_ref().filter(|_| !offer.unchanged)?;
    let digits = program.sha256.short();
    Some(format!("带来新程序 {}，核对码 {digits}：先在旁边试，没有人用的时候换上；不行就退回现在的", program.version))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_that_travels_has_words_of_its_own() {
        let told = "[hall]\nhelp_desk = \"甲\"\nhelp_phone = \"乙\"\ncomplaint_phone = \"丙\"\n[application]\nunit = \"丁\"\n\
                    page = \"https://www.qingxi.example/\"\nphone = \"戊\"\naddress = \"己\"\nhours = \"庚\"\n\
                    [links]\nhosts = [\"www.qingxi.example\"]\n";
        let own = Config::demonstration().unwrap();
        let then = Travelling::read(told).unwrap().over(&own);
        let lines = settings_changed(&own, &then);
        assert_eq!(lines.len(), Travelling::differences(&own, &then).len());
        let labels: std::collections::BTreeSet<&str> = lines.iter().filter_map(|line| line.split("要改").next()).collect();
        assert_eq!(labels.len(), 9, "{lines:?}");
    }
}
