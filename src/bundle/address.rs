//! An address where a repository is served: `https://…`. What stands in it may be shown and logged, since nothing secret is let in.

use url::Url;

use super::{BundleError, Shelf};

/// Whether a place is an address rather than a folder.
pub fn is_address(place: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| place.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))
}

/// The repository at an address, as a shelf like any other.
pub fn at_address(address: &str) -> Result<Box<dyn Shelf>, BundleError> {
    let base = base(address)?;
    #[cfg(feature = "network")]
    return Ok(Box::new(super::network::HttpShelf::open(&base)?));
    #[cfg(not(feature = "network"))]
    return Err(BundleError::NoNetwork { place: base.to_string() });
}

/// The address as a folder. One that carries a name, a passphrase or a query is not taken: it would stand in histories and logs.
fn base(address: &str) -> Result<Url, BundleError> {
    let unfit = |why| BundleError::Address { why };
    let mut url = Url::parse(address).map_err(|_| unfit("it is none"))?;
    if !["http", "https"].contains(&url.scheme()) {
        return Err(unfit("it is neither http nor https"));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(unfit("it holds a name or a passphrase"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(unfit("it holds a question mark or a hash sign"));
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_a_folder_and_keeps_no_secret() {
        assert_eq!(base("HTTPS://Zwgk.Yunchuan.example/repo").unwrap().as_str(), "https://zwgk.yunchuan.example/repo/");
        assert_eq!(base("http://10.0.0.1:8000").unwrap().as_str(), "http://10.0.0.1:8000/");
        for secret in
            ["https://kiosk:geheim@x.example/", "https://geheim@x.example/", "https://x.example/?token=geheim", "https://x.example/#geheim"]
        {
            let error = base(secret).unwrap_err();
            assert!(!format!("{error:?} {error}").contains("geheim"), "{error:?}");
        }
        for nonsense in ["ftp://x.example/", "https://", "http:///x y"] {
            assert!(!base(nonsense).is_ok_and(|url| url.as_str().contains(' ') || url.scheme() == "ftp"), "{nonsense}");
        }
        assert!(is_address("HTTP://x") && !is_address("/media/http") && !is_address("http"));
    }
}
