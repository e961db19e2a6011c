//! Serves the built pages on 127.0.0.1 and tells open pages when there is a newer book.
//!
//! One thread per request and one request per connection: one reader on the same machine needs no more.

use std::fs;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use crate::error::BookError;
use crate::links::decode;
use crate::project::Project;

/// Where a page asks for the number of the latest build.
const BUILD: &str = "/.gradus-build";

/// How long a browser may take to ask or to read.
const PATIENCE: Duration = Duration::from_secs(10);

/// More than any browser sends for a page of a book.
const LONGEST_REQUEST: u64 = 64 * 1024;

/// Added to each page as it is served, never to the files: asks once a second, shows a failed build, reloads after a good one.
const SCRIPT: &str = r#"<script>
(() => {
  let seen = null;
  const show = (text) => {
    let box = document.getElementById("gradus-build-error");
    if (!text) { box?.remove(); return; }
    if (!box) {
      box = document.createElement("pre");
      box.id = "gradus-build-error";
      box.setAttribute("role", "alert");
      box.style.cssText = "position:fixed;inset:auto 0 0 0;z-index:2000;margin:0;padding:1em;max-height:50vh;overflow:auto;white-space:pre-wrap;background:#7a1f1f;color:#fff;font-size:1.4rem";
      document.body.append(box);
    }
    box.textContent = text;
  };
  setInterval(async () => {
    try {
      const [build, ...error] = (await (await fetch("/.gradus-build")).text()).split("\n");
      if (seen !== null && build !== seen) location.reload();
      seen = build;
      show(error.join("\n"));
    } catch { /* stopped: leave the page as it is */ }
  }, 1000);
})();
</script>"#;

/// What the pages are told: the number of good builds, and why the latest failed.
#[derive(Default)]
pub struct Status {
    builds: usize,
    error: Option<String>,
}

/// The server. While a build holds [`Site::building`], requests wait, so nobody sees half a book.
#[derive(Clone)]
pub struct Site {
    html: PathBuf,
    status: Arc<RwLock<Status>>,
}

impl Site {
    /// A site of the project's built pages.
    pub fn new(project: &Project) -> Self {
        Self {
            html: project.html(),
            status: Arc::default(),
        }
    }

    /// Runs a build while requests wait, and records what became of it.
    ///
    /// # Errors
    /// The build's own.
    pub fn building<T>(
        &self,
        build: impl FnOnce() -> Result<T, BookError>,
    ) -> Result<T, BookError> {
        let mut status = self.status.write().unwrap_or_else(PoisonError::into_inner);
        let result = build();
        match &result {
            Ok(_) => {
                status.builds += 1;
                status.error = None;
            }
            Err(error) => status.error = Some(error.to_string()),
        }
        result
    }

    /// Listens on 127.0.0.1 and answers in the background until the program ends; the answer is the port, which the
    /// system chooses for port 0.
    ///
    /// # Errors
    /// [`BookError::Port`] when the port is taken or not allowed.
    pub fn listen(&self, port: u16) -> Result<u16, BookError> {
        let refused = |error: io::Error| BookError::Port {
            port,
            reason: reason(&error),
        };
        let listener = TcpListener::bind(("127.0.0.1", port)).map_err(refused)?;
        let port = listener.local_addr().map_err(refused)?.port();
        let site = self.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let site = site.clone();
                // A reader who closed the page early is no error of ours.
                thread::spawn(move || site.converse(&stream).ok());
            }
        });
        Ok(port)
    }

    /// Reads one request and answers it.
    fn converse(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut lines = BufReader::new(stream.take(LONGEST_REQUEST)).lines();
        let request = lines.next().transpose()?.unwrap_or_default();
        // The headers say nothing that matters here; a browser wants them read.
        while lines
            .next()
            .transpose()?
            .is_some_and(|line| !line.is_empty())
        {}
        let mut words = request.split(' ');
        let method = words.next().unwrap_or("");
        let answer = match (method, words.next()) {
            ("GET" | "HEAD", Some(path)) => {
                self.answer(path.split(['?', '#']).next().unwrap_or("/"))
            }
            ("GET" | "HEAD", None) | ("", _) => {
                Answer::text("400 Bad Request", "No request.")
            }
            _ => Answer::text("405 Method Not Allowed", "Only GET."),
        };
        answer.write(&mut stream, method != "HEAD")
    }

    fn answer(&self, path: &str) -> Answer {
        let status = self.status.read().unwrap_or_else(PoisonError::into_inner);
        if path == BUILD {
            let error = status.error.as_deref().unwrap_or("");
            return Answer::text("200 OK", &format!("{}\n{error}", status.builds));
        }
        let file = self.file(&decode(path));
        let page = file.and_then(|file| Some((fs::read(&file).ok()?, file)));
        let Some((bytes, file)) = page else {
            return Answer::text("404 Not Found", "There is no such page in the book.");
        };
        let is_page = file.extension().is_some_and(|ending| ending == "html");
        Answer {
            status: "200 OK",
            content_type: content_type(&file),
            body: if is_page { with_script(bytes) } else { bytes },
        }
    }

    /// The file for a path, never one outside the book.
    fn file(&self, path: &str) -> Option<PathBuf> {
        let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).collect();
        if parts
            .iter()
            .any(|part| *part == ".." || part.contains(['\\', ':', '\0']))
        {
            return None;
        }
        let mut file = self.html.clone();
        file.extend(parts);
        if file.is_dir() {
            file.push("index.html");
        }
        file.is_file().then_some(file)
    }
}

/// What goes back to the browser.
struct Answer {
    status: &'static str,
    content_type: &'static str,
    body: Vec<u8>,
}

impl Answer {
    fn text(status: &'static str, body: &str) -> Self {
        let content_type = "text/plain; charset=utf-8";
        Self {
            status,
            content_type,
            body: body.as_bytes().to_vec(),
        }
    }

    fn write(&self, stream: &mut impl Write, with_body: bool) -> io::Result<()> {
        let Self {
            status,
            content_type,
            body,
        } = self;
        let length = body.len();
        let head = format!(
            "HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\
             Cache-Control: no-store\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(head.as_bytes())?;
        stream.write_all(if with_body { body } else { &[] })?;
        stream.flush()
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::AddrInUse => "the port is taken".to_owned(),
        io::ErrorKind::PermissionDenied => "the port is not allowed".to_owned(),
        _ => error.to_string(),
    }
}

fn with_script(page: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(page) {
        Ok(page) => match page.rfind("</body>") {
            Some(at) => format!("{}{SCRIPT}{}", &page[..at], &page[at..]).into_bytes(),
            None => page.into_bytes(),
        },
        Err(not_text) => not_text.into_bytes(),
    }
}

fn content_type(file: &Path) -> &'static str {
    match file
        .extension()
        .and_then(|ending| ending.to_str())
        .unwrap_or("")
    {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" | "csv" | "md" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(port: u16, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        )
        .expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        answer
    }

    fn site() -> (tempfile::TempDir, Site) {
        let root = tempfile::tempdir().expect("a temporary folder");
        let project = Project::new(root.path(), Vec::new());
        fs::create_dir_all(project.html()).expect("a folder");
        fs::write(project.html().join("index.html"), "<body>hello</body>")
            .expect("a file");
        fs::write(project.book().join("secret.html"), "secret").expect("a file");
        (root, Site::new(&project))
    }

    #[test]
    fn pages_are_served_with_the_reloading_script() {
        let (_root, site) = site();
        let port = site.listen(0).expect("some port is free");
        let page = get(port, "/");
        assert!(page.starts_with("HTTP/1.1 200"), "{page}");
        assert!(
            page.contains("text/html") && page.contains("hello<script>"),
            "{page}"
        );
        assert!(get(port, "/no.html").starts_with("HTTP/1.1 404"));
    }

    #[test]
    fn a_connection_that_says_nothing_keeps_nobody_waiting() {
        let (_root, site) = site();
        let port = site.listen(0).expect("some port is free");
        let silent: Vec<_> = (0..20)
            .map(|_| TcpStream::connect(("127.0.0.1", port)))
            .collect();
        assert!(get(port, "/").starts_with("HTTP/1.1 200"));
        drop(silent);
    }

    #[test]
    fn only_pages_are_asked_for() {
        let (_root, site) = site();
        let port = site.listen(0).expect("some port is free");
        let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("it listens");
        stream.write_all(b"POST / HTTP/1.1\r\n\r\n").expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("answered");
        assert!(answer.starts_with("HTTP/1.1 405"), "{answer}");
    }

    #[test]
    fn nothing_outside_the_book_is_served() {
        let (_root, site) = site();
        let port = site.listen(0).expect("some port is free");
        for path in [
            "/../secret.html",
            "/%2e%2e/secret.html",
            "/..%2fsecret.html",
            "/..%5csecret.html",
        ] {
            let answer = get(port, path);
            assert!(answer.starts_with("HTTP/1.1 404"), "{path}: {answer}");
        }
    }

    #[test]
    fn pages_hear_of_builds() {
        let (_root, site) = site();
        let port = site.listen(0).expect("some port is free");
        assert!(get(port, BUILD).ends_with("\r\n0\n"));
        site.building(|| Ok(())).expect("a good build");
        assert!(get(port, BUILD).ends_with("\r\n1\n"));
        let failed =
            site.building(|| Err::<(), _>(BookError::Woven("too little".to_owned())));
        assert!(failed.is_err());
        assert!(get(port, BUILD).ends_with("\r\n1\ntoo little"));
    }

    #[test]
    fn a_taken_port_is_named() {
        let (_root, site) = site();
        let port = site.listen(0).expect("some port is free");
        let error = site.listen(port).expect_err("it is taken").to_string();
        assert!(
            error.contains(&format!("127.0.0.1:{port} (the port is taken)")),
            "{error}"
        );
        assert!(error.contains("cargo book --port"), "{error}");
    }
}
