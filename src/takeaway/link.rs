//! Addresses that may be drawn as a code: only https, only hosts that the administrator listed. Fake codes are a known fraud, so a host
//! that merely looks right is refused, and the host is always shown in words beside the code.

use url::{Host, Url};

/// Hosts whose addresses may be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowList {
    hosts: Vec<String>,
}

/// An address on a listed host.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialLink {
    address: String,
    host: String,
}

/// Why an address is not drawn.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LinkRefusal {
    /// Not an address at all.
    #[error("not an address")]
    Malformed,
    /// Not https, or with a user name, a password or a port.
    #[error("not a plain https address")]
    NotPlainHttps,
    /// The host is not on the list.
    #[error("host {0} is not on the allow-list")]
    HostNotListed(String),
}

impl AllowList {
    /// A list of host names, compared without regard to case.
    pub fn new(hosts: impl IntoIterator<Item = impl AsRef<str>>) -> Self {
        Self { hosts: hosts.into_iter().map(|host| host.as_ref().to_ascii_lowercase()).collect() }
    }

    /// The address as it will be drawn, or why it will not.
    pub fn check(&self, address: &str) -> Result<OfficialLink, LinkRefusal> {
        let url = Url::parse(address).map_err(|_| LinkRefusal::Malformed)?;
        let plain = url.scheme() == "https" && url.username().is_empty() && url.password().is_none() && url.port().is_none();
        // A number is not an office, however official it looks.
        let Some(Host::Domain(host)) = url.host().filter(|_| plain) else { return Err(LinkRefusal::NotPlainHttps) };
        if !self.hosts.iter().any(|listed| listed == host) {
            return Err(LinkRefusal::HostNotListed(host.to_owned()));
        }
        Ok(OfficialLink { host: host.to_owned(), address: url.to_string() })
    }
}

impl OfficialLink {
    /// The address, percent-encoded, as it stands in the code.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The host, to be shown in words.
    pub fn host(&self) -> &str {
        &self.host
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_listed_hosts_are_drawn() {
        let list = AllowList::new(["www.yunchuan.example"]);
        assert_eq!(list.check("https://WWW.yunchuan.example/zc/1").unwrap().host(), "www.yunchuan.example");
        let refused = [
            "http://www.yunchuan.example/",
            "https://www.yunchuan.example.evil.example/",
            "https://www.yunchuan.example@evil.example/",
            "https://evil.example/www.yunchuan.example",
            "https://www.yunchuan.example:8443/",
            "https://wwẉ.yunchuan.example/",
            "https://127.0.0.1/",
            "javascript:alert(1)",
            "www.yunchuan.example",
            "",
        ];
        for address in refused {
            assert!(list.check(address).is_err(), "{address}");
        }
    }

    #[test]
    fn chinese_in_an_address_is_encoded() {
        let list = AllowList::new(["www.yunchuan.example"]);
        assert_eq!(list.check("https://www.yunchuan.example/养老").unwrap().address(), "https://www.yunchuan.example/%E5%85%BB%E8%80%81");
    }
}
