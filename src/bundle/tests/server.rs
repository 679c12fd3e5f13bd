//! A web server for tests, with the manners of real ones and of bad ones.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

/// How a server answers.
#[derive(Debug, Clone)]
pub(crate) enum Manner {
    /// Whole files only, as the plainest servers do.
    Whole,
    /// Also the rest of a file.
    Ranges,
    /// Files that are not there are forbidden, as object stores say.
    Forbidding,
    /// It hangs up after so many bytes of a body.
    HangsUp(usize),
    /// It sends everybody elsewhere.
    Redirects(String),
    /// Another stretch than was asked for.
    WrongRange,
    /// A page for whatever is asked, as a portal does that wants a login.
    Portal,
    /// A body without end.
    Endless,
}

/// Names that were asked for, and from which byte on.
type Asked = Vec<(String, Option<u64>)>;

/// A server on this machine; it serves until the test ends.
pub(crate) struct Server {
    pub(crate) address: String,
    asked: Arc<Mutex<Asked>>,
}

impl Server {
    pub(crate) fn of(folder: &Path, manner: Manner) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/repo", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (heard, folder) = (Arc::clone(&asked), folder.to_owned());
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (heard, folder, manner) = (Arc::clone(&heard), folder.clone(), manner.clone());
                thread::spawn(move || answer(&stream.unwrap(), &folder, &manner, &heard));
            }
        });
        Self { address, asked }
    }

    /// All that it was asked until now.
    pub(crate) fn asked(&self) -> Asked {
        self.asked.lock().unwrap().clone()
    }
}

fn answer(mut stream: &TcpStream, folder: &Path, manner: &Manner, heard: &Mutex<Asked>) {
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok).take_while(|line| !line.is_empty());
    let Some(name) = lines.next().and_then(|line| Some(line.strip_prefix("GET /repo/")?.split(' ').next()?.to_owned())) else { return };
    let range = lines.find_map(|line| line.to_ascii_lowercase().strip_prefix("range: bytes=")?.strip_suffix('-')?.parse::<u64>().ok());
    heard.lock().unwrap().push((name.clone(), range));
    let file: PathBuf = folder.join(&name);
    let content = fs::read(&file).ok();
    let (status, extra, body) = match (manner, content) {
        (Manner::Portal, _) => ("200 OK", String::new(), b"<html>login</html>".to_vec()),
        (Manner::Redirects(to), _) => ("302 Found", format!("Location: {to}/{name}\r\n"), Vec::new()),
        (Manner::Forbidding, None) => ("403 Forbidden", String::new(), b"<Error/>".to_vec()),
        (_, None) => ("404 Not Found", String::new(), b"none".to_vec()),
        (Manner::Ranges | Manner::WrongRange, Some(content)) if range.is_some() => {
            let from = usize::try_from(range.unwrap()).unwrap();
            let said = if matches!(manner, Manner::Ranges) { from } else { 0 };
            (
                "206 Partial Content",
                format!("Content-Range: bytes {said}-{}/{}\r\n", content.len() - 1, content.len()),
                content[from..].to_vec(),
            )
        }
        (_, Some(content)) => ("200 OK", String::new(), content),
    };
    let length = if matches!(manner, Manner::Endless) { u64::MAX / 2 } else { body.len() as u64 };
    // Whoever asked may have heard enough.
    drop(write!(stream, "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {length}\r\n{extra}\r\n"));
    let sent = if let Manner::HangsUp(after) = manner { &body[..body.len().min(*after)] } else { &body };
    drop(stream.write_all(sent));
    while matches!(manner, Manner::Endless) && stream.write_all(&[b' '; 4096]).is_ok() {}
}
