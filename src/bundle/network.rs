//! A repository that a web server or an object store serves as files: no more is asked of it than to answer GET. It is believed as little as a
//! stick is.
//!
//! Answers are read no further than what was asked for, no redirection is followed, and where a copy that broke off goes on, only the rest is
//! asked for; a server that sends all of it again is let do so.

use std::{
    io::{self, Read},
    time::Duration,
};

use ureq::{
    Agent, Body,
    http::{Response, StatusCode, header},
    tls::{RootCerts, TlsConfig},
};
use url::Url;

use super::{
    Answer, BundleError, Shelf,
    metadata::TIMESTAMP_LIMIT,
    shelf::{small, too_large},
};
use crate::files::bounded;

/// Until the server is found and answers.
const PATIENCE: Duration = Duration::from_secs(20);
/// Without a byte, while it answers.
const SILENCE: Duration = Duration::from_secs(30);

/// A repository at an address.
#[derive(Debug)]
pub(super) struct HttpShelf {
    agent: Agent,
    base: Url,
}

impl HttpShelf {
    /// The shelf that is served there: a stick's folder, a repository, or what is published of one.
    pub(super) fn open(base: &Url) -> Result<Self, BundleError> {
        let agent = agent();
        for inner in [super::STICK_FOLDER, "v1", "."] {
            let base = base.join(&format!("{inner}/")).map_err(|_| BundleError::Address { why: "it is none" })?;
            let shelf = Self { agent: agent.clone(), base };
            if shelf.read("meta/timestamp.json", TIMESTAMP_LIMIT)?.is_some() {
                return Ok(shelf);
            }
        }
        Err(BundleError::NoBundle { place: base.to_string() })
    }

    /// Asks for a file from an offset on; an error of kind `NotFound` where there is none.
    fn ask(&self, name: &str, from: u64) -> io::Result<Response<Body>> {
        let url = self.base.join(name).map_err(io::Error::other)?;
        // No name of ours leads elsewhere; should one ever, it ends here.
        if !url.as_str().starts_with(self.base.as_str()) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let mut request = self.agent.get(url.as_str());
        if from > 0 {
            request = request.header(header::RANGE, format!("bytes={from}-"));
        }
        let response = request.call().map_err(failed)?;
        match response.status() {
            StatusCode::OK | StatusCode::PARTIAL_CONTENT | StatusCode::RANGE_NOT_SATISFIABLE => Ok(response),
            // Object stores forbid what is not there.
            StatusCode::NOT_FOUND | StatusCode::GONE | StatusCode::FORBIDDEN => Err(io::ErrorKind::NotFound.into()),
            status if status.is_redirection() => Err(io::Error::other(Answer::Elsewhere(status.as_u16()))),
            status => Err(io::Error::other(Answer::Status(status.as_u16()))),
        }
    }

    fn stream(&self, name: &str, from: u64) -> io::Result<Box<dyn Read + Send>> {
        let response = self.ask(name, from)?;
        let status = response.status();
        let begins = response.headers().get(header::CONTENT_RANGE).and_then(|range| range.to_str().ok()).map(str::to_owned);
        let mut body = response.into_body().into_reader();
        if status == StatusCode::RANGE_NOT_SATISFIABLE {
            // Shorter than what was signed for.
            return Ok(Box::new(io::empty()));
        }
        if status == StatusCode::PARTIAL_CONTENT {
            if from == 0 || !begins.is_some_and(|range| range.starts_with(&format!("bytes {from}-"))) {
                return Err(io::Error::other(Answer::OtherStretch));
            }
        } else {
            io::copy(&mut (&mut body).take(from), &mut io::sink())?;
        }
        Ok(Box::new(body))
    }
}

impl Shelf for HttpShelf {
    fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, BundleError> {
        let read = self.stream(name, 0).and_then(|body| bounded::read_all(body, limit));
        small(read, || too_large(name, limit), |error| self.broken(name, error))
    }

    fn open(&self, name: &str, from: u64) -> Result<Box<dyn Read + Send>, BundleError> {
        self.stream(name, from).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BundleError::Io { place: format!("{}{name}", self.base), source: error },
            _ => self.broken(name, error),
        })
    }

    fn place(&self) -> String {
        self.base.to_string()
    }

    fn broken(&self, name: &str, source: io::Error) -> BundleError {
        BundleError::Network { place: format!("{}{name}", self.base), source }
    }
}

/// The failure on the way, by a name that people can be told.
fn failed(error: ureq::Error) -> io::Error {
    let answer = match &error {
        ureq::Error::HostNotFound => Answer::NoSuchHost,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Answer::Certificate,
        _ => return error.into_io(),
    };
    tracing::warn!(%error, "the server cannot be spoken to");
    io::Error::other(answer)
}

/// Straight to the server, and nowhere else: no proxy that happens to stand in the environment, no redirection, no cookies.
fn agent() -> Agent {
    Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(concat!("gongkai/", env!("CARGO_PKG_VERSION")))
        .accept_encoding("identity")
        .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
        .timeout_resolve(Some(PATIENCE))
        .timeout_connect(Some(PATIENCE))
        .timeout_recv_response(Some(SILENCE))
        .timeout_per_read(Some(SILENCE))
        .timeout_per_write(Some(SILENCE))
        .build()
        .new_agent()
}
